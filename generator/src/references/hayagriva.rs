//! Works from the YAML of Hayagriva.
//!
//! The crate of that name reads it too, without telling where what is wrong stands, and brings a
//! processor of styles of its own. The file is a table of works by their keys; each may hold
//! others that it is a part of, its parents.

use carnet_csl::item::json::{parted, written};
use carnet_csl::{Date, DateVariable, Item, Kind, Name, NameVariable, Variable};

use super::{File, Found, Searches, broken, odd};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::document::bounds::{MOST_ALIASES, aliases, depth};
use crate::document::{self, Kind as Sort, Table, Value};
use crate::source::Span;

/// The types of works and what they are by themselves.
const KINDS: &[(&str, Kind)] = &[
    ("anthology", Kind::Book),
    ("anthos", Kind::Chapter),
    ("article", Kind::ArticleJournal),
    ("artwork", Kind::Graphic),
    ("audio", Kind::Song),
    ("blog", Kind::Webpage),
    ("book", Kind::Book),
    ("case", Kind::LegalCase),
    ("chapter", Kind::Chapter),
    ("conference", Kind::Event),
    ("entry", Kind::EntryEncyclopedia),
    ("exhibition", Kind::Event),
    ("legislation", Kind::Legislation),
    ("manuscript", Kind::Manuscript),
    ("misc", Kind::Document),
    ("newspaper", Kind::Periodical),
    ("original", Kind::Document),
    ("patent", Kind::Patent),
    ("performance", Kind::Performance),
    ("periodical", Kind::Periodical),
    ("post", Kind::Post),
    ("proceedings", Kind::Book),
    ("reference", Kind::Book),
    ("report", Kind::Report),
    ("repository", Kind::Software),
    ("scene", Kind::MotionPicture),
    ("thesis", Kind::Thesis),
    ("thread", Kind::Post),
    ("video", Kind::MotionPicture),
    ("web", Kind::Webpage),
];

/// Keys that are one variable, with those of the parents that they are taken from where the work
/// says nothing.
const TEXTS: &[(&str, Variable)] = &[
    ("abstract", Variable::Abstract),
    ("archive", Variable::Archive),
    ("archive-location", Variable::ArchivePlace),
    ("call-number", Variable::CallNumber),
    ("chapter", Variable::ChapterNumber),
    ("edition", Variable::Edition),
    ("genre", Variable::Genre),
    ("issue", Variable::Issue),
    ("language", Variable::Language),
    ("location", Variable::PublisherPlace),
    ("note", Variable::Note),
    ("organization", Variable::Publisher),
    ("page-range", Variable::Page),
    ("page-total", Variable::NumberOfPages),
    ("publisher", Variable::Publisher),
    ("runtime", Variable::Dimensions),
    ("volume", Variable::Volume),
    ("volume-total", Variable::NumberOfVolumes),
];

/// What a work has of its own, and not of what it is a part of.
const OWN: &[Variable] =
    &[Variable::Abstract, Variable::ChapterNumber, Variable::Note, Variable::NumberOfPages];

/// Keys of serial numbers.
const SERIALS: &[(&str, Variable)] = &[
    ("doi", Variable::Doi),
    ("isbn", Variable::Isbn),
    ("issn", Variable::Issn),
    ("pmcid", Variable::Pmcid),
    ("pmid", Variable::Pmid),
    ("serial", Variable::Number),
];

/// What people did for a work, under `affiliated`.
const ROLES: &[(&str, NameVariable)] = &[
    ("collaborator", NameVariable::Contributor),
    ("compiler", NameVariable::Compiler),
    ("composer", NameVariable::Composer),
    ("director", NameVariable::Director),
    ("executive-producer", NameVariable::ExecutiveProducer),
    ("illustrator", NameVariable::Illustrator),
    ("narrator", NameVariable::Narrator),
    ("organizer", NameVariable::Organizer),
    ("producer", NameVariable::Producer),
    ("translator", NameVariable::Translator),
    ("writer", NameVariable::ScriptWriter),
];

/// Keys that hold more than a text, and those that no style shows.
const OTHERS: &[&str] = &[
    "affiliated",
    "annote",
    "author",
    "date",
    "editor",
    "parent",
    "serial-number",
    "time-range",
    "title",
    "type",
    "url",
];

/// How deep brackets may stand inside each other.
const DEEPEST: usize = 100;

/// How many parents one in the other are looked at.
const MOST_PARENTS: usize = 4;

pub(super) fn read(file: File<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Found> {
    let nested = depth(file.text, '[', ']') + depth(file.text, '{', '}');
    if nested > DEEPEST || aliases(file.text) > MOST_ALIASES {
        let first = file.text.find('\n').unwrap_or(file.text.len());
        let span = Span::new(file.source, 0..first);
        diagnostics
            .push(broken(span, "this file is nested too deeply, or repeats itself too often"));
        return Vec::new();
    }
    let (table, errors) = document::from_yaml(file.text, file.source, 0);
    diagnostics.extend(
        errors.into_iter().map(|error| broken(error.span, error.message).perhaps(error.help)),
    );
    let mut searches = Searches::default();
    let mut found = Vec::with_capacity(table.entries.len());
    for entry in table.entries {
        let Sort::Table(work) = &entry.value.kind else {
            let message = format!("`{}` is {}, and no work", entry.key, entry.value.type_name());
            diagnostics.push(
                broken(entry.key_span, message)
                    .help("a work is a table: its type, title, author and date"),
            );
            continue;
        };
        let item = item(&entry.key, work, &mut searches, diagnostics);
        found.push(Found { keys: vec![entry.key], span: entry.key_span, item });
    }
    found
}

fn item(
    key: &str,
    work: &Table,
    searches: &mut Searches,
    diagnostics: &mut Vec<Diagnostic>,
) -> Item {
    let parents = parents(work);
    for table in std::iter::once(&work).chain(&parents) {
        check(table, searches, diagnostics);
    }
    let mut item = Item::new(key, kind(work, &parents));
    put(&mut item, Variable::Title, title(work));
    put(&mut item, Variable::TitleShort, short_title(work));
    put(&mut item, Variable::ContainerTitle, parents.first().and_then(|it| title(it)));
    put(&mut item, Variable::ContainerTitleShort, parents.first().and_then(|it| short_title(it)));
    put(&mut item, Variable::CollectionTitle, parents.get(1).and_then(|it| title(it)));
    people(work, &parents, &mut item);
    let all = || std::iter::once(work).chain(parents.iter().copied());
    for (key, variable) in TEXTS {
        let levels = if OWN.contains(variable) { 1 } else { usize::MAX };
        let said = all().take(levels).find_map(|table| table.get(key));
        put(&mut item, *variable, said.and_then(name_of));
        let place = said.and_then(|said| inner(said, "location")).and_then(plain);
        put(&mut item, Variable::PublisherPlace, place);
    }
    for serials in all().filter_map(|table| table.get("serial-number")) {
        match &serials.kind {
            Sort::Table(table) => {
                for (key, variable) in SERIALS {
                    put(&mut item, *variable, table.get(key).and_then(plain));
                }
            }
            _ => put(&mut item, Variable::Number, plain(serials)),
        }
    }
    let url = all().find_map(|table| table.get("url"));
    put(&mut item, Variable::Url, url.and_then(name_of));
    let accessed = url.and_then(|url| inner(url, "date")).and_then(plain);
    item.dates.extend(accessed.and_then(|it| written(&it)).map(|it| (DateVariable::Accessed, it)));
    let issued = all().find_map(|table| table.get("date")).and_then(plain);
    let issued: Option<Date> = issued.and_then(|issued| written(&issued));
    item.dates.extend(issued.map(|date| (DateVariable::Issued, date)));
    item
}

fn put(item: &mut Item, variable: Variable, text: Option<String>) {
    if let Some(text) = text.filter(|text| !text.is_empty())
        && item.text(variable).is_none()
    {
        item.texts.push((variable, text));
    }
}

/// What a work is a part of, the nearest first.
fn parents(work: &Table) -> Vec<&Table> {
    let mut parents = Vec::new();
    let mut last = work;
    while let Some(parent) = last.get("parent").filter(|_| parents.len() < MOST_PARENTS) {
        let parent = match &parent.kind {
            Sort::List(several) => several.first().map(|first| &first.kind),
            kind => Some(kind),
        };
        let Some(Sort::Table(table)) = parent else { break };
        parents.push(table);
        last = table;
    }
    parents
}

/// Tells of what in a work is not understood.
fn check(table: &Table, searches: &mut Searches, diagnostics: &mut Vec<Diagnostic>) {
    for entry in &table.entries {
        let known = TEXTS.iter().map(|(key, _)| *key).chain(OTHERS.iter().copied());
        if !known.clone().any(|key| key == entry.key) {
            let message = format!("a work has no `{}`", entry.key);
            let problem = odd(entry.key_span.clone(), message);
            diagnostics.push(problem.perhaps(searches.make(|| did_you_mean(&entry.key, known))));
        }
    }
    let Some(value) = table.get("type") else { return };
    let name = plain(value).unwrap_or_default();
    if !KINDS.iter().any(|(kind, _)| name.eq_ignore_ascii_case(kind)) {
        let message = format!("there is no type of work `{name}`");
        let names = KINDS.iter().map(|(kind, _)| *kind);
        let help = searches
            .make(|| did_you_mean(&name.to_lowercase(), names))
            .unwrap_or_else(|| "write `misc` for what is nothing else".to_owned());
        diagnostics.push(odd(value.span.clone(), message).help(help));
    }
}

fn type_of(work: &Table) -> String {
    work.get("type").and_then(plain).unwrap_or_default().to_lowercase()
}

/// What a work is depends on what it is a part of.
fn kind(work: &Table, parents: &[&Table]) -> Kind {
    let own = type_of(work);
    let parent = parents.first().map(|parent| type_of(parent)).unwrap_or_default();
    match (own.as_str(), parent.as_str()) {
        ("article", "newspaper") => Kind::ArticleNewspaper,
        ("article" | "post", "blog") => Kind::PostWeblog,
        ("article", "proceedings" | "conference") => Kind::PaperConference,
        ("article" | "entry", "reference") => Kind::EntryEncyclopedia,
        ("article", "web") => Kind::Webpage,
        ("article", "book" | "anthology") => Kind::Chapter,
        (own, _) => {
            KINDS.iter().find(|(name, _)| *name == own).map_or(Kind::Document, |(_, kind)| *kind)
        }
    }
}

fn title(work: &Table) -> Option<String> {
    work.get("title").and_then(name_of)
}

fn short_title(work: &Table) -> Option<String> {
    inner(work.get("title")?, "short").and_then(plain)
}

/// A text, or the one that a table gives with more beside it.
fn name_of(value: &Value) -> Option<String> {
    plain(value).or_else(|| ["value", "name"].iter().find_map(|key| plain(inner(value, key)?)))
}

fn inner<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match &value.kind {
        Sort::Table(table) => table.get(key),
        _ => None,
    }
}

/// A text or number as text. Braces say only that letters keep their size.
fn plain(value: &Value) -> Option<String> {
    match &value.kind {
        Sort::Text(text) | Sort::Datetime(text) => {
            let text = text.replace(['{', '}'], "");
            let words: Vec<&str> =
                text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect();
            Some(words.join(" "))
        }
        Sort::Integer(number) => Some(number.to_string()),
        Sort::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

fn people(work: &Table, parents: &[&Table], item: &mut Item) {
    let mut add = |variable: NameVariable, names: Vec<Name>| {
        if !names.is_empty() && item.names(variable).is_empty() {
            item.names.push((variable, names));
        }
    };
    let of = |table: &Table, key: &str| table.get(key).map(names).unwrap_or_default();
    add(NameVariable::Author, of(work, "author"));
    add(NameVariable::Editor, of(work, "editor"));
    for parent in parents {
        add(NameVariable::Editor, of(parent, "editor"));
        add(NameVariable::ContainerAuthor, of(parent, "author"));
    }
    let Some(Value { kind: Sort::List(groups), .. }) = work.get("affiliated") else { return };
    for group in groups {
        let role = inner(group, "role").and_then(plain).unwrap_or_default();
        let variable = ROLES.iter().find(|(name, _)| role.eq_ignore_ascii_case(name));
        let names = inner(group, "names").map(names).unwrap_or_default();
        if let Some((_, variable)) = variable {
            add(*variable, names);
        }
    }
}

fn names(value: &Value) -> Vec<Name> {
    match &value.kind {
        Sort::List(several) => several.iter().filter_map(name).collect(),
        _ => name(value).into_iter().collect(),
    }
}

/// `Family, Given`, or a table of the parts of a name.
fn name(value: &Value) -> Option<Name> {
    if let Sort::Table(table) = &value.kind {
        let part = |key: &str| table.get(key).and_then(plain).unwrap_or_default();
        let name = Name {
            family: part("name"),
            given: part("given-name"),
            dropping_particle: part("prefix"),
            suffix: part("suffix"),
            ..Name::default()
        };
        return match (name.family.is_empty(), name.given.is_empty()) {
            (true, _) => None,
            (false, true) => Some(Name::whole(name.family)),
            (false, false) => Some(name),
        };
    }
    let text = plain(value).filter(|text| !text.is_empty())?;
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    Some(match parts.as_slice() {
        [family, given] => parted(Name::person(*given, *family)),
        [family, suffix, given @ ..] => {
            let name = Name::person(given.join(", "), *family);
            parted(Name { suffix: (*suffix).to_owned(), ..name })
        }
        _ => Name::whole(text),
    })
}
