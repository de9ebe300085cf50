//! What an entry of BibLaTeX is to CSL: the usual way, that of Pandoc and Zotero.

use carnet_csl::{DateVariable, Item, Kind, NameVariable, Variable};

use super::names::{self, Particles};
use super::tex::{split, text, verbatim};
use super::{Raw, dates};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::language::babel;
use crate::references::{Searches, odd};

/// What the types of entries are.
const KINDS: &[(&str, Kind)] = &[
    ("article", Kind::ArticleJournal),
    ("artwork", Kind::Graphic),
    ("audio", Kind::Song),
    ("book", Kind::Book),
    ("bookinbook", Kind::Chapter),
    ("booklet", Kind::Pamphlet),
    ("collection", Kind::Book),
    ("commentary", Kind::Book),
    ("conference", Kind::PaperConference),
    ("dataset", Kind::Dataset),
    ("electronic", Kind::Webpage),
    ("image", Kind::Graphic),
    ("inbook", Kind::Chapter),
    ("incollection", Kind::Chapter),
    ("inproceedings", Kind::PaperConference),
    ("inreference", Kind::EntryEncyclopedia),
    ("jurisdiction", Kind::LegalCase),
    ("legal", Kind::Treaty),
    ("legislation", Kind::Legislation),
    ("letter", Kind::PersonalCommunication),
    ("manual", Kind::Book),
    ("map", Kind::Map),
    ("mastersthesis", Kind::Thesis),
    ("misc", Kind::Document),
    ("movie", Kind::MotionPicture),
    ("music", Kind::Song),
    ("mvbook", Kind::Book),
    ("mvcollection", Kind::Book),
    ("mvproceedings", Kind::Book),
    ("mvreference", Kind::Book),
    ("online", Kind::Webpage),
    ("patent", Kind::Patent),
    ("performance", Kind::Performance),
    ("periodical", Kind::Periodical),
    ("phdthesis", Kind::Thesis),
    ("proceedings", Kind::Book),
    ("reference", Kind::Book),
    ("report", Kind::Report),
    ("review", Kind::Review),
    ("software", Kind::Software),
    ("standard", Kind::Standard),
    ("suppbook", Kind::Chapter),
    ("suppcollection", Kind::Chapter),
    ("suppperiodical", Kind::ArticleJournal),
    ("techreport", Kind::Report),
    ("thesis", Kind::Thesis),
    ("unpublished", Kind::Manuscript),
    ("video", Kind::MotionPicture),
    ("webpage", Kind::Webpage),
    ("www", Kind::Webpage),
];

/// What theses and reports are called by the words of BibLaTeX, in English and in French.
const GENRES: &[(&str, &str, &str)] = &[
    ("bathesis", "Bachelor’s thesis", "mémoire de baccalauréat"),
    ("candthesis", "Candidate thesis", "thèse"),
    ("mastersthesis", "Master’s thesis", "mémoire de maîtrise"),
    ("mathesis", "Master’s thesis", "mémoire de maîtrise"),
    ("phdthesis", "PhD thesis", "thèse de doctorat"),
    ("resreport", "Research report", "rapport de recherche"),
    ("techreport", "Technical report", "rapport technique"),
];

/// Fields that are one variable, whatever the entry.
const TEXTS: &[(&str, Variable)] = &[
    ("abstract", Variable::Abstract),
    ("chapter", Variable::ChapterNumber),
    ("edition", Variable::Edition),
    ("eventtitle", Variable::EventTitle),
    ("isbn", Variable::Isbn),
    ("issn", Variable::Issn),
    ("keywords", Variable::Keyword),
    ("library", Variable::CallNumber),
    ("origlocation", Variable::OriginalPublisherPlace),
    ("origpublisher", Variable::OriginalPublisher),
    ("origtitle", Variable::OriginalTitle),
    ("pagetotal", Variable::NumberOfPages),
    ("part", Variable::PartNumber),
    ("pubstate", Variable::Status),
    ("shortjournal", Variable::ContainerTitleShort),
    ("venue", Variable::EventPlace),
    ("version", Variable::Version),
    ("volume", Variable::Volume),
    ("volumes", Variable::NumberOfVolumes),
];

/// Fields that are lists of names.
const NAMES: &[(&str, NameVariable)] = &[
    ("author", NameVariable::Author),
    ("bookauthor", NameVariable::ContainerAuthor),
    ("director", NameVariable::Director),
    ("editor", NameVariable::Editor),
    ("translator", NameVariable::Translator),
];

/// What the editors of an entry do, as `editortype` says.
const EDITORS: &[(&str, NameVariable)] = &[
    ("collaborator", NameVariable::Contributor),
    ("compiler", NameVariable::Compiler),
    ("director", NameVariable::Director),
    ("editor", NameVariable::Editor),
    ("organizer", NameVariable::Organizer),
];

/// The item of an entry that has inherited what it does.
pub(super) fn item(
    raw: &Raw,
    site: &str,
    searches: &mut Searches,
    diagnostics: &mut Vec<Diagnostic>,
) -> Item {
    let entry = Entry { raw };
    let mut item = Item::new(&raw.key.value, kind(&entry, searches, diagnostics));
    names(&entry, &mut item);
    for (name, variable) in [
        ("", DateVariable::Issued),
        ("event", DateVariable::EventDate),
        ("orig", DateVariable::OriginalDate),
        ("url", DateVariable::Accessed),
    ] {
        item.dates.extend(dates::read(&raw.fields, name).map(|date| (variable, date)));
    }
    let language = language(&entry);
    titles(&entry, language.as_deref().unwrap_or(site), &mut item);
    numbers(&entry, &mut item);
    published(&entry, &mut item);
    for (field, variable) in TEXTS {
        put(&mut item, *variable, entry.text(field));
    }
    put(&mut item, Variable::Genre, genre(&entry, language.as_deref().unwrap_or(site)));
    put(&mut item, Variable::Language, language);
    links(&entry, &mut item);
    let notes = [entry.text("note"), entry.text("addendum")];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    put(&mut item, Variable::Note, Some(notes.join(". ")));
    item
}

/// Sets what says something and is not said yet.
fn put(item: &mut Item, variable: Variable, text: Option<String>) {
    if let Some(text) = text.filter(|text| !text.is_empty())
        && item.text(variable).is_none()
    {
        item.texts.push((variable, text));
    }
}

struct Entry<'a> {
    raw: &'a Raw,
}

impl Entry<'_> {
    fn tex(&self, field: &str) -> Option<&str> {
        self.raw.fields.get(field).map(|it| it.value.as_str())
    }

    fn text(&self, field: &str) -> Option<String> {
        self.tex(field).map(text).filter(|text| !text.is_empty())
    }

    fn verbatim(&self, field: &str) -> Option<String> {
        self.tex(field).map(verbatim).filter(|text| !text.is_empty())
    }

    /// The first of several fields that says something.
    fn first(&self, fields: &[&str]) -> Option<String> {
        fields.iter().find_map(|field| self.text(field))
    }

    /// A list of words, such as several publishers.
    fn list(&self, field: &str) -> Option<String> {
        let parts = split(self.tex(field)?, "and").into_iter().map(text);
        Some(parts.filter(|part| !part.is_empty()).collect::<Vec<String>>().join("; "))
    }

    fn is(&self, kinds: &[&str]) -> bool {
        kinds.contains(&&*self.raw.kind.value)
    }
}

fn kind(entry: &Entry<'_>, searches: &mut Searches, diagnostics: &mut Vec<Diagnostic>) -> Kind {
    let written = &entry.raw.kind;
    let Some((_, kind)) = KINDS.iter().find(|(name, _)| *name == written.value) else {
        let names = KINDS.iter().map(|(name, _)| *name);
        let help = searches
            .make(|| did_you_mean(&written.value, names))
            .unwrap_or_else(|| "write @misc for what is nothing else".to_owned());
        let message = format!("there is no type of entry `@{}`", written.value);
        diagnostics.push(odd(written.span.clone(), message).help(help));
        return Kind::Document;
    };
    match (kind, entry.text("entrysubtype").as_deref()) {
        (Kind::ArticleJournal, Some("magazine")) => Kind::ArticleMagazine,
        (Kind::ArticleJournal, Some("newspaper")) => Kind::ArticleNewspaper,
        (Kind::Manuscript, _) if entry.tex("eventtitle").is_some() => Kind::Speech,
        // What is known by its address alone is a page.
        (Kind::Document, _) if entry.tex("url").is_some() => Kind::Webpage,
        _ => *kind,
    }
}

fn names(entry: &Entry<'_>, item: &mut Item) {
    let options = entry.text("options").unwrap_or_default().replace(' ', "");
    let keeps = options.split(',').any(|it| matches!(it, "useprefix" | "useprefix=true"));
    let particles = if keeps { Particles::Keep } else { Particles::Drop };
    let mut lists: Vec<(NameVariable, &str)> = Vec::new();
    for (field, variable) in NAMES {
        let does = entry.text(&format!("{field}type"));
        let does = does.and_then(|does| EDITORS.iter().find(|(name, _)| *name == does));
        let variable = does.map_or(*variable, |(_, of)| *of);
        lists.extend(entry.tex(field).map(|tex| (variable, tex)));
    }
    for field in ["editora", "editorb", "editorc"] {
        let does = entry.text(&format!("{field}type")).unwrap_or_default();
        let of = EDITORS.iter().find(|(name, _)| *name == does);
        lists.extend(of.and_then(|(_, of)| Some((*of, entry.tex(field)?))));
    }
    // What a patent has no author for is its holder's.
    if entry.tex("author").is_none() {
        lists.extend(entry.tex("holder").map(|tex| (NameVariable::Author, tex)));
    }
    for (variable, tex) in lists {
        let names = names::read(tex, particles);
        if !names.is_empty() && item.names(variable).is_empty() {
            item.names.push((variable, names));
        }
    }
}

fn titles(entry: &Entry<'_>, language: &str, item: &mut Item) {
    let whole = |title: &str, below: &str, addition: &str| {
        let mut whole = entry.text(title)?;
        let is_closed = whole.ends_with(['?', '!', ':', '.', '…']);
        if let Some(below) = entry.text(below) {
            whole.push_str(match (is_closed, language.starts_with("fr")) {
                (true, _) => " ",
                (false, true) => " : ",
                (false, false) => ": ",
            });
            whole.push_str(&below);
        }
        if let Some(addition) = entry.text(addition) {
            let stop = if whole.ends_with(['?', '!', '.', '…']) { " " } else { ". " };
            whole.extend([stop, &addition]);
        }
        Some(whole)
    };
    let title = whole("title", "subtitle", "titleaddon");
    let main = whole("maintitle", "mainsubtitle", "maintitleaddon");
    let book = whole("booktitle", "booksubtitle", "booktitleaddon");
    let journal = whole("journaltitle", "journalsubtitle", "journaltitleaddon")
        .or_else(|| entry.text("journal"));
    let is_part = book.is_some();
    match main {
        // The volume of a work has the title of the whole.
        Some(main) if is_part => {
            put(item, Variable::VolumeTitle, book);
            put(item, Variable::ContainerTitle, Some(main));
            put(item, Variable::Title, title);
        }
        Some(main) => {
            put(item, Variable::VolumeTitle, title);
            put(item, Variable::Title, Some(main));
        }
        None => {
            put(item, Variable::ContainerTitle, journal.or(book));
            put(item, Variable::Title, title);
        }
    }
    put(item, Variable::VolumeTitle, entry.text("issuetitle"));
    let short = entry.text("shorttitle");
    let cut = || entry.tex("subtitle").and_then(|_| entry.text("title"));
    put(item, Variable::TitleShort, short.or_else(cut));
    put(item, Variable::CollectionTitle, entry.text("series"));
}

fn numbers(entry: &Entry<'_>, item: &mut Item) {
    let number = entry.text("number");
    let is_of_periodical = entry.is(&["article", "periodical", "suppperiodical"]);
    match item.kind {
        _ if is_of_periodical => {
            put(item, Variable::Issue, entry.text("issue").or_else(|| number.clone()));
        }
        Kind::Report | Kind::Patent | Kind::Standard | Kind::Legislation => {
            put(item, Variable::Number, number);
        }
        _ => {
            let of_series = if entry.tex("series").is_some() {
                Variable::CollectionNumber
            } else {
                Variable::Number
            };
            put(item, of_series, number);
            put(item, Variable::Issue, entry.text("issue"));
        }
    }
    // `12--14`, `12-14` and `12–14` are one range.
    let pages = entry.text("pages").map(|pages| {
        let parts: Vec<&str> = pages.split(['-', '–', '—']).map(str::trim).collect();
        match parts.as_slice() {
            [first, last] if !first.is_empty() && !last.is_empty() => format!("{first}–{last}"),
            _ => pages.clone(),
        }
    });
    put(item, Variable::Page, pages.or_else(|| entry.text("eid")));
}

fn published(entry: &Entry<'_>, item: &mut Item) {
    let fields = ["school", "institution", "organization", "publisher"];
    let mut publishers: Vec<String> = fields.iter().filter_map(|field| entry.list(field)).collect();
    // Old files hold the address here.
    let made = entry.text("howpublished").filter(|made| !made.contains("://"));
    publishers.extend(made);
    put(item, Variable::Publisher, Some(publishers.join("; ")));
    let place = entry.list("location").or_else(|| entry.list("address"));
    let variable = match item.kind {
        Kind::Patent => Variable::Jurisdiction,
        _ => Variable::PublisherPlace,
    };
    put(item, variable, place);
}

fn genre(entry: &Entry<'_>, language: &str) -> Option<String> {
    let word = |name: &str| {
        let (_, english, french) = GENRES.iter().find(|(word, ..)| *word == name)?;
        Some((if language.starts_with("fr") { *french } else { *english }).to_owned())
    };
    match entry.text("type") {
        Some(written) => Some(word(&written).unwrap_or(written)),
        None if entry.is(&["mastersthesis", "phdthesis"]) => word(&entry.raw.kind.value),
        None => None,
    }
}

fn language(entry: &Entry<'_>) -> Option<String> {
    let written = entry.first(&["langid", "hyphenation", "language"])?;
    let small = written.to_lowercase();
    let known = babel::code(&small);
    // `lang:fr` is how BibLaTeX names a language that it translates.
    let code = small.strip_prefix("lang").filter(|it| it.len() == 2);
    let is_code = written.len() >= 2
        && written.split('-').all(|part| (2..=8).contains(&part.len()) && part.is_ascii())
        && written.split('-').next().is_some_and(|it| it.len() <= 3);
    known.or(code).map(str::to_owned).or_else(|| is_code.then_some(written))
}

fn links(entry: &Entry<'_>, item: &mut Item) {
    let doi = entry.verbatim("doi").map(|doi| {
        let bare = [
            "https://doi.org/",
            "http://doi.org/",
            "http://dx.doi.org/",
            "https://dx.doi.org/",
            "doi:",
        ];
        bare.iter().find_map(|start| doi.strip_prefix(start)).unwrap_or(&doi).to_owned()
    });
    put(item, Variable::Doi, doi);
    put(item, Variable::Pmid, entry.text("pmid"));
    put(item, Variable::Pmcid, entry.text("pmcid"));
    let made = entry.tex("howpublished").filter(|made| made.contains("://"));
    let made = made.map(|made| verbatim(&made.replace("\\url", "")));
    let eprint = entry.verbatim("eprint").and_then(|id| {
        let of = entry.first(&["eprinttype", "archiveprefix"])?.to_lowercase();
        match of.as_str() {
            "arxiv" => Some(format!("https://arxiv.org/abs/{id}")),
            "jstor" => Some(format!("https://www.jstor.org/stable/{id}")),
            "hal" => Some(format!("https://hal.science/{id}")),
            "hdl" => Some(format!("https://hdl.handle.net/{id}")),
            _ => None,
        }
    });
    put(item, Variable::Url, entry.verbatim("url").or(made).or(eprint));
}
