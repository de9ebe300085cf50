//! One page of the platform, from its lines to its fields.
//!
//! A page is a title, a notice, a summary, a text, and then fields, each below its label. What
//! stands below a label and makes no sense there is quoted in the report.

mod words;

use crate::diagnostic::{Diagnostic, codes};
use crate::import::outline;
use crate::moment::Moment;
use crate::source::Span;
use pulldown_cmark::Options;

use super::is_web;
use super::lines::{Line, Saved, plain_of};
use words::Label;

/// Something that stood in the page, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) text: String,
    pub(super) span: Span,
}

/// A person whom the page names.
#[derive(Clone, Debug)]
pub(super) struct PersonField {
    pub(super) name: Seen,
    /// Their page on the platform.
    pub(super) url: Option<String>,
}

/// The community of the note.
#[derive(Clone, Debug)]
pub(super) struct CommunityField {
    pub(super) name: Seen,
    pub(super) url: Option<String>,
    /// Its places, by what the page calls them.
    pub(super) links: Vec<(String, String)>,
    /// Places that the page names without saying where they are.
    pub(super) without_address: Vec<String>,
}

impl CommunityField {
    /// A community of which no more than the name is said.
    pub(super) fn called(name: Seen) -> Self {
        Self { name, url: None, links: Vec::new(), without_address: Vec::new() }
    }
}

/// A carnet that the note is in.
#[derive(Clone, Debug)]
pub(super) struct CarnetField {
    pub(super) title: Seen,
    pub(super) url: Option<String>,
    pub(super) community: Option<Seen>,
    /// How many notes the platform had in it.
    pub(super) count: Option<u64>,
    pub(super) by: Option<PersonField>,
    pub(super) on: Option<Moment>,
}

/// The fields of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    pub(super) notice: Option<String>,
    pub(super) summary: Option<String>,
    /// Its text, as Markdown.
    pub(super) body: String,
    pub(super) related: Vec<(Seen, Option<String>)>,
    pub(super) carnets: Vec<CarnetField>,
    pub(super) authors: Vec<PersonField>,
    pub(super) contact_seen: bool,
    pub(super) contact: Option<String>,
    pub(super) community: Option<CommunityField>,
    pub(super) discuss_seen: bool,
    pub(super) discuss: Option<String>,
    pub(super) published: Option<Moment>,
    pub(super) modified: Option<Moment>,
    pub(super) history: Option<String>,
    pub(super) visibility: Option<&'static str>,
    pub(super) citation: Option<String>,
    /// Where the page is on the platform.
    pub(super) address: Option<String>,
}

/// Reads a page; `whole` stands for lines whose own place is not known. There is none without a
/// title.
pub(super) fn read(saved: Saved, whole: &Span, diagnostics: &mut Vec<Diagnostic>) -> Option<Page> {
    let lines = &saved.lines;
    let title = title(lines)?;
    let first_field = (title + 1..lines.len()).find(|at| opens_fields(&lines[*at..]));
    let first_field = first_field.unwrap_or(lines.len());
    let mut reader = Reader {
        page: Page { title: lines[title].plain.clone(), ..Page::default() },
        whole,
        diagnostics,
        count: None,
        names: Vec::new(),
    };
    for line in lines[..title].iter().filter(|line| !line.plain.is_empty()) {
        reader.not_understood(line, "this stands above the title");
    }
    reader.text(&lines[title + 1..first_field]);
    reader.fields(&lines[first_field..]);
    let mut page = reader.finish();
    page.address = page.address.or(saved.address);
    Some(page)
}

/// The line that holds the title: the first heading of the first level, else the first line.
fn title(lines: &[Line]) -> Option<usize> {
    let heading = lines.iter().position(|line| {
        line.range.is_none() && line.markdown.starts_with("# ") && !line.plain.is_empty()
    });
    heading.or_else(|| lines.iter().position(|line| !line.plain.is_empty()))
}

/// Whether the first of these lines is the label of a field. Some labels are words like any other,
/// and a text may have a heading that is called so: what follows tells.
fn opens_fields(lines: &[Line]) -> bool {
    let Some((label, rest)) = lines.first().and_then(|line| words::label(&line.plain)) else {
        return false;
    };
    let next = lines[1..].iter().map(|line| line.plain.as_str()).find(|plain| !plain.is_empty());
    let value = if rest.is_empty() { next.unwrap_or_default() } else { rest };
    match label {
        Label::Published | Label::Modified => words::moment(value).is_some(),
        Label::Visibility => words::visibility(words::without_icon(value)).is_some(),
        Label::Copy => false,
        _ => true,
    }
}

struct Reader<'a> {
    page: Page,
    whole: &'a Span,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// The count that stood above the carnet that comes next.
    count: Option<u64>,
    /// Authors as the citation names them.
    names: Vec<PersonField>,
}

impl Reader<'_> {
    fn span(&self, line: &Line) -> Span {
        match &line.range {
            Some(range) => Span::new(self.whole.source, range.clone()),
            None => self.whole.clone(),
        }
    }

    fn seen(&self, text: &str, line: &Line) -> Seen {
        Seen { text: text.trim().to_owned(), span: self.span(line) }
    }

    fn not_understood(&mut self, line: &Line, why: &str) {
        let message = format!("{why}: “{}”", line.plain);
        self.diagnostics.push(Diagnostic::at(
            &codes::IMPORT_NOT_UNDERSTOOD,
            self.span(line),
            message,
        ));
    }

    /// Notice, summary and body.
    fn text(&mut self, lines: &[Line]) {
        let mut rest = lines;
        let mut opening: Vec<&[Line]> = Vec::new();
        loop {
            let blank = rest.iter().take_while(|line| line.is_blank()).count();
            rest = &rest[blank..];
            let length = rest.iter().take_while(|line| !line.is_blank()).count();
            let paragraph = &rest[..length];
            let Some(first) = paragraph.first() else { break };
            if is_heading(paragraph) || !is_sentence(&first.markdown) {
                break;
            }
            opening.push(paragraph);
            rest = &rest[length..];
        }
        let words = |paragraph: &[Line]| {
            let lines: Vec<&str> = paragraph.iter().map(|line| line.plain.as_str()).collect();
            lines.join(" ")
        };
        let mut opening = opening.into_iter().peekable();
        if let Some(notice) = opening.next_if(|first| words::is_notice(&first[0].plain)) {
            self.page.notice = Some(words(notice));
        }
        self.page.summary = opening.next().map(words);
        let mut body = String::new();
        for paragraph in opening {
            push_lines(paragraph, &mut body);
            body.push('\n');
        }
        let mut at = 0;
        while at < rest.len() {
            let length = rest[at..].iter().take_while(|line| !line.is_blank()).count().max(1);
            let paragraph = &rest[at..at + length];
            if is_shouted(paragraph) {
                body.push_str(&format!("## {}\n", paragraph[0].markdown.trim().trim_matches('*')));
            } else {
                push_lines(paragraph, &mut body);
            }
            at += length;
        }
        self.page.body = outline::levelled(body.trim_matches('\n'), Options::ENABLE_TABLES);
    }

    fn fields(&mut self, lines: &[Line]) {
        let mut current: Option<Label> = None;
        for line in lines.iter().filter(|line| !line.plain.is_empty()) {
            match words::label(&line.plain) {
                Some((label, rest)) => {
                    current = Some(label);
                    self.open(label, line);
                    if !rest.is_empty() {
                        let rest = Line { plain: rest.to_owned(), ..line.clone() };
                        self.value(label, &rest);
                    }
                }
                None => {
                    let plain = words::without_icon(&line.plain);
                    if plain.is_empty() {
                        continue;
                    }
                    let line = Line { plain: plain.to_owned(), ..line.clone() };
                    match current {
                        Some(label) => self.value(label, &line),
                        None => self.not_understood(&line, "this stands in no field"),
                    }
                }
            }
        }
    }

    /// A label was met: some of them are links themselves.
    fn open(&mut self, label: Label, line: &Line) {
        match label {
            Label::Contact => {
                self.page.contact_seen = true;
                self.page.contact = self.web(line, "how to reach the authors");
            }
            Label::Discuss => {
                self.page.discuss_seen = true;
                self.page.discuss = self.web(line, "where the note is discussed");
            }
            Label::History => self.page.history = self.web(line, "the history of the note"),
            _ => {}
        }
    }

    /// The address of a web page that a line links to. Any other could be harvested, or run.
    fn web(&mut self, line: &Line, what: &str) -> Option<String> {
        let link = line.link()?;
        if is_web(&link) {
            return Some(link);
        }
        self.diagnostics.push(
            Diagnostic::at(
                &codes::IMPORT_LEFT_OUT,
                self.span(line),
                format!("{what} is no web page, and was left out: “{}”", line.plain),
            )
            .help("give the address of a form or a forum"),
        );
        None
    }

    fn value(&mut self, label: Label, line: &Line) {
        match label {
            Label::Related => self.related(line),
            Label::Carnets => self.carnet(line),
            Label::Authors => {
                for name in words::names(&line.plain) {
                    let person = self.person(name, line);
                    self.page.authors.push(person);
                }
            }
            Label::Community => self.community(line),
            Label::Published => self.page.published = self.moment(line),
            Label::Modified => self.page.modified = self.moment(line),
            Label::Visibility => self.visibility(line),
            Label::Cite => self.citation(line),
            Label::Contact | Label::Discuss | Label::History | Label::Copy => {
                self.not_understood(line, "this stands below a label that has no value");
            }
        }
    }

    fn person(&self, name: &str, line: &Line) -> PersonField {
        PersonField { name: self.seen(name, line), url: line.link().filter(|url| is_web(url)) }
    }

    fn related(&mut self, line: &Line) {
        // Each is shown with how many notes or words it has.
        if words::count(&line.plain).is_some() {
            return;
        }
        let title = self.seen(&line.plain, line);
        self.page.related.push((title, line.link().filter(|url| is_web(url))));
    }

    /// A line below the carnets: a count, a title with its community, or who and when.
    fn carnet(&mut self, line: &Line) {
        if let Some(count) = words::count(&line.plain) {
            // The platform says it above the title, and below again.
            match self.page.carnets.last_mut() {
                Some(carnet) if carnet.count.is_none() && carnet.by.is_none() => {
                    carnet.count = Some(count);
                }
                _ => self.count = Some(count),
            }
            return;
        }
        if let Some((name, date)) = words::integrated(&line.plain) {
            let (name, date) = (name.to_owned(), date.map(str::to_owned));
            let person = self.person(&name, line);
            let on = date.as_deref().and_then(words::moment);
            if date.is_some() && on.is_none() {
                self.not_understood(line, "this is no date");
            }
            match self.page.carnets.last_mut() {
                Some(carnet) => (carnet.by, carnet.on) = (Some(person), on),
                None => self.not_understood(line, "this says who, and not in which carnet"),
            }
            return;
        }
        let (title, community) = match line.plain.rsplit_once(" | ") {
            Some((title, community)) => (title, Some(self.seen(community, line))),
            None => (line.plain.as_str(), None),
        };
        self.page.carnets.push(CarnetField {
            title: self.seen(title, line),
            url: line.link().filter(|url| is_web(url)),
            community,
            count: self.count.take(),
            by: None,
            on: None,
        });
    }

    /// The first line is its name; those below are its places.
    fn community(&mut self, line: &Line) {
        let link = line.link().filter(|url| is_web(url));
        let name = self.seen(&line.plain, line);
        match &mut self.page.community {
            None => {
                self.page.community =
                    Some(CommunityField { url: link, ..CommunityField::called(name) });
            }
            Some(community) => match link {
                Some(url) => community.links.push((name.text, url)),
                None => {
                    community.without_address.push(name.text);
                    let message = format!(
                        "the page does not say where this is, so it is kept as text: “{}”",
                        line.plain
                    );
                    let problem = Diagnostic::at(&codes::IMPORT_CHANGED, self.span(line), message)
                        .help("save the page as HTML, or write the address into the file of the community");
                    self.diagnostics.push(problem);
                }
            },
        }
    }

    fn moment(&mut self, line: &Line) -> Option<Moment> {
        let moment = words::moment(&line.plain);
        if moment.is_none() {
            self.not_understood(line, "this is no date");
        }
        moment
    }

    fn visibility(&mut self, line: &Line) {
        self.page.visibility = Some(words::visibility(&line.plain).unwrap_or_else(|| {
            // What cannot be read must never be taken for public.
            self.not_understood(line, "this is no visibility, so the note is private");
            "private"
        }));
    }

    fn citation(&mut self, line: &Line) {
        let text = line.plain.trim();
        if let Some(more) = &mut self.page.citation {
            more.push(' ');
            more.push_str(text);
        } else {
            self.page.citation = Some(text.to_owned());
        }
        if let Some(address) = words::address(text) {
            self.page.address = Some(address.to_owned());
        }
        if let Some(authors) = words::cited_authors(text)
            && self.names.is_empty()
        {
            self.names = words::names(authors)
                .map(|name| PersonField { name: self.seen(name, line), url: None })
                .collect();
        }
    }

    fn finish(mut self) -> Page {
        // The platform shows authors as pictures, which text does not have.
        for person in std::mem::take(&mut self.names) {
            if !self.page.authors.iter().any(|author| author.name.text == person.name.text) {
                self.page.authors.push(person);
            }
        }
        if self.page.community.is_none() {
            let of_carnet = self.page.carnets.iter().find_map(|carnet| carnet.community.clone());
            self.page.community = of_carnet.map(CommunityField::called);
        }
        self.page
    }
}

fn push_lines(lines: &[Line], body: &mut String) {
    for line in lines {
        body.push_str(line.markdown.trim_end());
        body.push('\n');
    }
}

/// Whether a line of Markdown opens a paragraph rather than a list, a heading, a quote or code.
fn is_sentence(markdown: &str) -> bool {
    let digits = markdown.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = digits > 0 && markdown[digits..].starts_with(['.', ')']);
    let is_block = markdown.starts_with(['#', '>', '|', ' '])
        || ["- ", "* ", "+ ", "```", "![", "---"].iter().any(|sign| markdown.starts_with(sign));
    !is_number && !is_block
}

fn is_heading(paragraph: &[Line]) -> bool {
    paragraph[0].markdown.starts_with('#') || is_shouted(paragraph)
}

/// Whether a paragraph is one line in capitals, as texts write headings.
fn is_shouted(paragraph: &[Line]) -> bool {
    let [line] = paragraph else { return false };
    let text = &line.plain;
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    is_sentence(&line.markdown)
        && (3..=120).contains(&letters)
        && text.chars().any(char::is_uppercase)
        && !text.chars().any(char::is_lowercase)
        && plain_of(&line.markdown) == *text
}
