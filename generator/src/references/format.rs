//! The works of one text as its readers see them: what stands in its sentences, and the list at
//! its foot. Everything that a style decides is decided here.

use carnet_csl::{Date, DateVariable, Font, Item, Line, Name, NameVariable, Part, Run, Variable};

/// A place of a text that refers to works.
#[derive(Clone, Debug)]
pub struct Cluster<'a> {
    /// The works, at least one.
    pub cites: Vec<Cite<'a>>,
    /// Whether the sentence goes on with it: *Lemay (2023) dit*.
    pub is_in_text: bool,
}

/// One work of a cluster.
#[derive(Clone, Debug)]
pub struct Cite<'a> {
    /// Its place among the works of the text.
    pub work: usize,
    /// What the locator is a number of, as CSL calls it, and the number.
    pub locator: Option<(&'static str, &'a str)>,
    /// What stands before it.
    pub prefix: &'a str,
    /// What stands after it.
    pub suffix: &'a str,
    /// Whether its author is named already.
    pub is_author_left_out: bool,
}

/// What a style makes of a text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// For each cluster, in their order.
    pub citations: Vec<Citation>,
    /// The works in the order of the list, each with its place among those that were given.
    pub bibliography: Vec<(usize, Line)>,
}

/// What a cluster becomes.
#[derive(Clone, Debug, Default)]
pub struct Citation {
    /// What stands in the sentence, in parts; empty where it is all in a note.
    pub text: Vec<Quoted>,
    /// What stands in a note, in styles that have notes.
    pub note: Vec<Quoted>,
}

/// A part of a citation, and the works it is about; none for what only stands between others.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// Places among the works of the text.
    pub works: Vec<usize>,
    /// What it says.
    pub line: Line,
}

/// Formats the citations of a text and the list of its works.
#[must_use]
pub fn document(works: &[&Item], clusters: &[Cluster<'_>], language: &str) -> Document {
    let citations = clusters.iter().map(|cluster| citation(works, cluster, language)).collect();
    let mut order: Vec<usize> = (0..works.len()).collect();
    order.sort_by_key(|work| (names(works[*work]).to_lowercase(), year(works[*work])));
    let bibliography = order.into_iter().map(|work| (work, entry(works[work]))).collect();
    Document { citations, bibliography }
}

fn citation(works: &[&Item], cluster: &Cluster<'_>, language: &str) -> Citation {
    let mut text = Vec::new();
    let between = if language.starts_with("fr") { " ; " } else { "; " };
    let mut join = |words: &str| {
        text.push(Quoted { works: Vec::new(), line: vec![run(words, Font::default())] });
    };
    if !cluster.is_in_text {
        join("(");
    }
    for (index, cite) in cluster.cites.iter().enumerate() {
        let item = works[cite.work];
        let mut said = String::new();
        if index > 0 {
            let join = Quoted { works: Vec::new(), line: vec![run(between, Font::default())] };
            text.push(join);
        }
        if !cite.prefix.is_empty() {
            said.extend([cite.prefix, " "]);
        }
        let year = year(item);
        match (cluster.is_in_text && index == 0, cite.is_author_left_out) {
            (true, false) => said.extend([&*names(item), " (", &year]),
            (true, true) => said.extend(["(", &year]),
            (false, false) => said.extend([&*names(item), ", ", &year]),
            (false, true) => said.push_str(&year),
        }
        if let Some((label, value)) = cite.locator {
            let label = match label {
                "page" => "p.",
                "chapter" => "chap.",
                "volume" => "vol.",
                other => other,
            };
            said.push_str(&format!(", {label}\u{a0}{value}"));
        }
        if !cite.suffix.is_empty() {
            let blank = if cite.suffix.starts_with([',', '.', ';']) { "" } else { " " };
            said.extend([blank, cite.suffix]);
        }
        let line = vec![run(&said, Font::default())];
        text.push(Quoted { works: vec![cite.work], line });
    }
    text.push(Quoted { works: Vec::new(), line: vec![run(")", Font::default())] });
    Citation { text, note: Vec::new() }
}

fn entry(item: &Item) -> Line {
    let mut line = vec![run(&format!("{} ({}). ", names(item), year(item)), Font::default())];
    let italic = Font { italic: true, ..Font::default() };
    line.push(run(item.text(Variable::Title).unwrap_or_default(), italic));
    for variable in [Variable::ContainerTitle, Variable::Publisher] {
        line.extend(item.text(variable).map(|text| run(&format!(". {text}"), Font::default())));
    }
    line.push(run(".", Font::default()));
    if let Some(url) = item.text(Variable::Url) {
        line.push(run(" ", Font::default()));
        line.push(Run { part: Part::Link(url.to_owned()), font: Font::default() });
    }
    line
}

fn run(words: &str, font: Font) -> Run {
    Run { part: Part::Text(words.to_owned()), font }
}

fn names(item: &Item) -> String {
    let family = |name: &Name| [&*name.family, &*name.literal].concat();
    let names = item.names(NameVariable::Author).iter().map(family).collect::<Vec<String>>();
    match names.is_empty() {
        true => item.text(Variable::Title).unwrap_or(&item.id).to_owned(),
        false => names.join(", "),
    }
}

fn year(item: &Item) -> String {
    match item.date(DateVariable::Issued) {
        Some(Date::Range { from, .. }) => from.year.to_string(),
        Some(Date::Words(words)) => words.clone(),
        _ => "s. d.".to_owned(),
    }
}
