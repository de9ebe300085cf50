//! A note as a file for programs: what its page shows, without the page.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Setting;
use crate::config::NoteFormat;
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::{PageFact, PageId};
use crate::markdown::{Surroundings, public};
use crate::template::value::{
    Value, each, entry, extend, is_empty, list, object, optional, optional_text, safe, said, text,
    texts,
};

/// The facts of a note that its JSON holds, in this order, under the names that templates know.
const FACTS: &[&str] = &[
    "id",
    "title",
    "permalink",
    "permanent",
    "lang",
    "translations",
    "kind",
    "summary",
    "notice",
    "date",
    "updated",
    "authors",
    "contributors",
    "community",
    "carnets",
    "related",
    "adapts",
    "adaptations",
    "backlinks",
    "visibility",
    "license",
    "publisher",
    "discuss",
    "contacts",
    "citation",
    "steps",
    "milieus",
    "challenges",
    "tags",
    "changes",
    "added",
    "changes_url",
    "formats",
    "word_count",
    "references",
    "content",
];

/// What stands above the text in Markdown, in this order: plain texts and lists of them.
const FRONT_MATTER: &[&str] = &[
    "title",
    "permalink",
    "permanent",
    "lang",
    "kind",
    "summary",
    "notice",
    "date",
    "updated",
    "authors",
    "community",
    "carnets",
    "adapts",
    "license",
    "publisher",
    "tags",
];

impl Setting<'_> {
    /// A note in one of its forms.
    pub(super) fn note(&self, id: PageId, format: NoteFormat) -> Vec<u8> {
        let page = self.library.base.page(id);
        let facts = self.facts(id, page);
        match format {
            NoteFormat::Json => {
                let content = self.library.pages.pages[id.0 as usize].clone();
                let content = optional(self.whole(&content, "content", page).map(safe));
                let all = extend(&facts, [("content", content)]);
                // Values of templates are always JSON.
                serde_json::to_vec(&Chosen { of: &all, keys: FACTS }).unwrap_or_default()
            }
            NoteFormat::Markdown => self.markdown(id, &facts),
        }
    }

    /// The facts of a note, and what the page in its language says otherwise.
    fn facts(&self, id: PageId, page: &PageFact) -> Value {
        let library = self.library;
        let things = &library.of(page.language()).things;
        let thing = page.thing.map(|thing| things.full[thing.0 as usize].clone());
        let value = &library.pages.pages[id.0 as usize];
        let own = |key| optional(entry(value, key));
        let others = library.base.versions(page).filter(|other| *other != id);
        let translations = others.map(|other| {
            let other = library.base.page(other);
            object([
                ("lang", text(other.language())),
                ("title", text(library.languages.space(other.language(), other.title()))),
                ("permalink", text(format!("{}{}", library.config.base_url, other.route))),
            ])
        });
        extend(
            &optional(thing),
            [
                ("title", own("title")),
                ("permalink", own("permalink")),
                ("lang", own("lang")),
                ("translations", list(translations)),
                ("publisher", optional(entry(&things.knowledge, "publisher"))),
                ("formats", self.formats(Some(id))),
                ("word_count", own("word_count")),
                ("references", own("references")),
            ],
        )
    }

    /// The text as Markdown, below front matter that is built anew: nothing of the author's own
    /// front matter is in it but what the page shows too.
    fn markdown(&self, id: PageId, facts: &Value) -> Vec<u8> {
        let title = |key| optional_text(entry(facts, key).and_then(|it| said(&it, "title")));
        let label = |key, inner| optional_text(entry(facts, key).and_then(|it| said(&it, inner)));
        let carnet = |place: &Value| said(&entry(place, "carnet")?, "title");
        let shown = extend(
            facts,
            [
                ("kind", label("kind", "label")),
                ("authors", texts(each(facts, "authors", |author| said(author, "title")))),
                ("community", title("community")),
                ("carnets", texts(each(facts, "carnets", carnet))),
                ("adapts", label("adapts", "permalink")),
                ("license", label("license", "id")),
                ("tags", texts(each(facts, "tags", |tag| said(tag, "name")))),
            ],
        );
        let mut file = "---\n".to_owned();
        for key in FRONT_MATTER {
            if let Some(value) = entry(&shown, key).filter(|value| !is_empty(value)) {
                // What is JSON is YAML too.
                let value = serde_json::to_string(&value).unwrap_or_default();
                file.push_str(&format!("{key}: {value}\n"));
            }
        }
        file.push_str("---\n\n");
        let library = self.library;
        let around = Surroundings {
            base: &library.base,
            sources: &library.sources,
            config: &library.config,
            languages: &library.languages,
            styles: &library.styles,
            expanded: &Default::default(),
            snippets: None,
            desk: None,
            lexicon: &Lexicon::default(),
            cleaner: self.cleaner,
        };
        file.push_str(&public::text(around, id));
        file.into_bytes()
    }
}

/// Some entries of a table, in an order of their own; those that say nothing are left out.
struct Chosen<'a> {
    of: &'a Value,
    keys: &'a [&'static str],
}

impl Serialize for Chosen<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for key in self.keys {
            if let Some(value) = entry(self.of, key).filter(|value| !is_empty(value)) {
                map.serialize_entry(key, &value)?;
            }
        }
        map.end()
    }
}
