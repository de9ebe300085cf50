//! What Zotero keeps of a page, as far as pages of ours go: the rules of its reader of embedded
//! metadata, told in our own words. What is not here, no page of ours says.

use carnet::html::scan::{Tag, tags};
use serde_json::{Map, Value, json};

/// What a page says, in the order in which it says it.
#[derive(Default)]
struct Said {
    /// Each `<meta>`: its name or property, and its content.
    metas: Vec<(String, String)>,
    canonical: Option<String>,
    language: Option<String>,
    title: Option<String>,
    /// The first `<time datetime>`.
    time: Option<String>,
    /// What an element says that calls itself the line of the authors.
    byline: Option<String>,
    /// Whether other works are written into the page for libraries of references.
    coins: bool,
}

/// The item that Zotero keeps of a page at `url`; nothing where it sees none.
pub(super) fn keep(page: &str, url: &str) -> Value {
    let said = read(page);
    if said.coins {
        return "of the works in the page".into();
    }
    let Some(kind) = said.kind() else { return Value::Null };
    let mut item = Map::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            item.insert(name.to_owned(), value.into());
        }
    };
    let title = said.first(&["citation_title", "dc.title", "dcterms.title", "og:title"]);
    put("title", title.or_else(|| said.title.clone()).map(|title| single_spaced(&title)));
    put("date", said.date());
    let language = said.first(&["citation_language", "dc.language", "dcterms.language"]);
    put("language", language.or_else(|| said.language.clone()));
    let site = match kind {
        "webpage" => Some("websiteTitle"),
        "blogPost" => Some("blogTitle"),
        _ => None,
    };
    if let Some(site) = site {
        put(site, said.first(&["dc.source", "dcterms.source", "og:site_name"]));
    }
    let address = said.first(&["citation_public_url", "eprints.official_url", "og:url"]);
    put("url", address.or_else(|| said.canonical.clone()).or_else(|| Some(url.to_owned())));
    let summary = ["citation_abstract", "og:description", "dcterms.abstract", "description"];
    put("abstractNote", said.first(&summary));
    put("rights", said.first(&["dc.rights", "dcterms.rights"]));
    // With a type of its own, a page is taken for one of Zotero's own exports.
    let is_own = said.first(&["z:itemType"]).is_some();
    put("extra", said.first(&["dc.description"]).filter(|_| is_own));
    item.insert("itemType".to_owned(), kind.into());
    item.insert("creators".to_owned(), said.creators());
    Value::Object(item)
}

fn read(page: &str) -> Said {
    let mut said = Said::default();
    for tag in tags(page) {
        let Tag::Open(open) = tag else { continue };
        let get = |name: &str| open.get(name).map(decoded);
        let class = get("class").unwrap_or_default().to_lowercase();
        let text = || page[open.range.end..].split('<').next().map(decoded);
        if said.byline.is_none() && (class.contains("byline") || class.contains("vcard")) {
            said.byline = text();
        }
        said.coins |= class.split_whitespace().any(|class| class == "z3988");
        if open.is("html") {
            said.language = get("lang");
        } else if open.is("meta") {
            let name = get("name").or_else(|| get("property"));
            said.metas.extend(name.zip(get("content")).filter(|(_, content)| !content.is_empty()));
        } else if open.is("link") && open.get("rel") == Some("canonical") {
            said.canonical = get("href");
        } else if open.is("title") && said.title.is_none() {
            said.title = text();
        } else if open.is("time") && said.time.is_none() {
            said.time = get("datetime");
        }
    }
    said
}

impl Said {
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.metas.iter().filter(move |(it, _)| it.eq_ignore_ascii_case(name));
        named.map(|(_, content)| content.as_str())
    }

    /// What the first of these names says that is there.
    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    /// The type: what Highwire's names decide, the page's own word, that of Open Graph, a guess.
    fn kind(&self) -> Option<&str> {
        let decided = self.metas.iter().rev().find_map(|(name, _)| {
            Some(match name.as_str() {
                "citation_journal_title" => "journalArticle",
                "citation_technical_report_institution" => "report",
                "citation_conference_title" | "citation_conference" => "conferencePaper",
                "citation_book_title" | "citation_inbook_title" => "bookSection",
                "citation_dissertation_institution" => "thesis",
                _ => return None,
            })
        });
        let own = || self.all("z:itemType").next();
        let shown = || match self.all("og:type").next()? {
            "website" => Some("webpage"),
            "book" => Some("book"),
            _ => None,
        };
        let guessed = || match () {
            () if self.all("citation_isbn").next().is_some() => Some("book"),
            () if self.all("citation_title").next().is_some() => Some("journalArticle"),
            () => self.metas.iter().any(|(name, _)| is_statement(name)).then_some("webpage"),
        };
        decided.or_else(own).or_else(shown).or_else(guessed)
    }

    fn date(&self) -> Option<String> {
        // Of these the last that is there counts.
        let told = ["citation_date", "citation_cover_date", "citation_publication_date"];
        let other = ["article:published_time", "dcterms.issued", "dc.date", "dcterms.date"];
        let later = ["citation_online_date", "citation_year"];
        let time = || self.time.as_ref().map(|time| time.chars().take(10).collect());
        self.first(&told)
            .or_else(|| self.first(&other))
            .or_else(|| self.first(&later))
            .or_else(time)
    }

    fn creators(&self) -> Value {
        let told: Vec<&str> = self.all("citation_author").collect();
        let mut names: Vec<Value> = told
            .iter()
            .flat_map(|it| apart(it, told.len()))
            .map(|it| clean(it, Letters::Mended))
            .collect();
        if names.is_empty() {
            names.extend(self.all("dc.creator").map(|it| clean(it, Letters::Kept)));
        }
        if names.is_empty() {
            // Here a comma says nothing.
            names.extend(self.all("author").map(spoken));
        }
        if names.is_empty() {
            let is_name = |it: &&str| !it.contains('.');
            names.extend(self.all("article:author").filter(is_name).map(spoken));
        }
        if names.is_empty() {
            names.extend(self.byline.iter().map(|it| spoken_with(it, Letters::Mended)));
        }
        names.into()
    }
}

/// Whether a name is one of a vocabulary that is looked for.
fn is_statement(name: &str) -> bool {
    let prefix = name.split([':', '.', '_']).next().unwrap_or_default().to_ascii_lowercase();
    ["og", "article", "dc", "dcterms", "z", "eprints", "bibo", "prism"].contains(&prefix.as_str())
}

/// The authors in one `citation_author` among `count`: a list, or one that looks like two.
fn apart(written: &str, count: usize) -> Vec<&str> {
    if written.contains(';') || count > 1 {
        return written.split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
    }
    let parts: Vec<&str> = written.split(',').map(str::trim).collect();
    let is_two = parts.len() > 1 && parts[..2].iter().all(|part| part.contains(' '));
    if is_two { parts } else { vec![written] }
}

/// What becomes of names in small letters only, or in capitals.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Letters {
    Kept,
    Mended,
}

/// A name with a comma: the family before it; without a given name it is that of a body.
fn clean(written: &str, letters: Letters) -> Value {
    if !written.contains(',') {
        return spoken_with(written, letters);
    }
    let bare = |sign: char| sign.is_whitespace() || ".,/[]:".contains(sign);
    let mut parts = written.trim_matches(bare).split(',').map(str::trim);
    let last = parts.next().unwrap_or_default();
    named(parts.next().unwrap_or_default(), last, letters)
}

/// A name as it is spoken: its last word is the family.
fn spoken(written: &str) -> Value {
    spoken_with(written, Letters::Kept)
}

fn spoken_with(written: &str, letters: Letters) -> Value {
    let (first, last) = written.trim().rsplit_once(' ').unwrap_or(("", written.trim()));
    named(first, last, letters)
}

fn named(first: &str, last: &str, letters: Letters) -> Value {
    if first.is_empty() {
        return json!({ "creatorType": "author", "name": last });
    }
    let mended = |name: &str| match letters {
        Letters::Mended if name == name.to_lowercase() || name == name.to_uppercase() => {
            name.split(' ').map(capital).collect::<Vec<String>>().join(" ")
        }
        _ => name.to_owned(),
    };
    json!({ "creatorType": "author", "firstName": mended(first), "lastName": mended(last) })
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.flat_map(char::to_lowercase)).collect()
}

fn single_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// A value or a text without the five references that pages of ours hold.
fn decoded(written: &str) -> String {
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ];
    signs.iter().fold(written.to_owned(), |text, (reference, sign)| text.replace(reference, sign))
}
