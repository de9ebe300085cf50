//! Feeds: what each shows, and the values of its template. Those of a carnet are told of with whole
//! addresses, and with the dates of what a translation translates.

use super::{Prepared, Setting};
use crate::config::JSON_FEED;
use crate::feed::{Author, Feed, Item};
use crate::finish::absolute;
use crate::knowledge::{PageFact, PageId};
use crate::moment::Moment;
use crate::plan::{FeedOf, feeds};
use crate::template::value::{
    Value, as_text, each, extend, list, none, optional, optional_text, safe, said, text,
};
use crate::template::zola;

/// When a feed last changed in which nothing is dated yet: it must say so, and the clock of a
/// build would be another each time.
const NEVER: &str = "1970-01-01T00:00:00Z";

impl Setting<'_> {
    pub(super) fn feed(&self, language: &str, name: &str, of: FeedOf) -> Prepared {
        let base = &self.library.base;
        let config = &self.library.config;
        let mut context = self.context(language, None, &[]);
        match of {
            FeedOf::Site => {}
            FeedOf::Section(_) => context.insert("section", self.followed(language, of)),
            FeedOf::Term(taxonomy, term) => {
                let taxonomy = &base.taxonomies[language][taxonomy];
                context.insert("taxonomy", zola::settings::taxonomy(&taxonomy.settings));
                context.insert("term", zola::term_in_feed(config, &taxonomy.terms[term]));
            }
            FeedOf::Thing(id) => {
                context.insert(base.thing(id).kind.name(), self.followed(language, of));
            }
        }
        let all = feeds::pages(base, language, of);
        let shown = &all[..config.feed_limit.unwrap_or(usize::MAX).min(all.len())];
        if config.carnet.is_some() {
            let last = self.last_change(shown).map_or(NEVER, |last| &last.iso);
            context.insert("last_updated", text(last));
            context.insert("feed_title", text(self.feed_title(language, of)));
            context.insert("feed_page", text(self.feed_page(language, of)));
            context.insert("pages", list(shown.iter().map(|id| self.told_of(language, *id))));
        } else {
            // Zola looks at all pages of the feed, shown or not.
            if let Some(last) = self.last_change(&all) {
                context.insert("last_updated", text(&last.iso));
            }
            let pages = shown.iter().map(|id| self.library.pages.pages[id.0 as usize].clone());
            context.insert("pages", list(pages));
        }
        context.insert("feed_url", text(self.feed_url()));
        let prefix = config.language_prefix(language);
        // Zola names the site as its configuration does, with a slash at the end or without.
        let home = match config.carnet {
            None if prefix.is_empty() => zola::settings::base_url(config).to_owned(),
            _ => format!("{}{prefix}/", config.base_url),
        };
        context.insert("home_url", text(home));
        (name.to_owned(), context, self.file.to_owned())
    }

    /// Whether a feed of that name needs no template: a theme may have one all the same.
    pub(super) fn is_ours(&self, name: &str) -> bool {
        name == JSON_FEED && self.library.config.carnet.is_some() && !self.engine.has(name)
    }

    /// The JSON Feed of what `of` follows.
    pub(super) fn json_feed(&self, language: &str, of: FeedOf) -> Vec<u8> {
        let config = &self.library.config;
        let all = feeds::pages(&self.library.base, language, of);
        let most = config.feed_limit.unwrap_or(usize::MAX);
        let followed = self.followed(language, of);
        let description = match of {
            FeedOf::Site => config.language(language).description.clone(),
            _ => said(&followed, "summary").or_else(|| said(&followed, "description")),
        };
        Feed {
            title: self.feed_title(language, of),
            home_page_url: self.feed_page(language, of),
            feed_url: self.feed_url(),
            description,
            language: language.to_owned(),
            items: all.iter().take(most).map(|id| self.item(language, *id)).collect(),
        }
        .json()
    }

    fn feed_url(&self) -> String {
        format!("{}/{}", self.library.config.base_url, self.file)
    }

    /// What a feed follows, as templates see it; none for the whole site.
    fn followed(&self, language: &str, of: FeedOf) -> Value {
        match of {
            FeedOf::Site => none(),
            FeedOf::Section(id) => self.library.pages.sections[id.0 as usize].clone(),
            FeedOf::Term(taxonomy, term) => {
                self.library.pages.taxonomies[language][taxonomy].terms[term].clone()
            }
            FeedOf::Thing(id) => self.library.of(language).things.full[id.0 as usize].clone(),
        }
    }

    /// The site's title, and that of what is followed.
    pub(super) fn feed_title(&self, language: &str, of: FeedOf) -> String {
        let site = self.library.config.title(language);
        let followed = self.followed(language, of);
        match said(&followed, "title").or_else(|| said(&followed, "name")) {
            Some(title) => format!("{site} – {title}"),
            None => site.to_owned(),
        }
    }

    /// The page whose feed it is.
    fn feed_page(&self, language: &str, of: FeedOf) -> String {
        let config = &self.library.config;
        let home = || format!("{}{}/", config.base_url, config.language_prefix(language));
        said(&self.followed(language, of), "permalink").unwrap_or_else(home)
    }

    /// The last date of any of `pages`.
    fn last_change(&self, pages: &[PageId]) -> Option<&Moment> {
        let base = &self.library.base;
        let pages = pages.iter().map(|id| base.page(*id));
        pages.flat_map(|page| base.date(page).into_iter().chain(base.updated(page))).max()
    }

    /// The note that a page shows, as templates see it.
    fn note_of(&self, language: &str, page: &PageFact) -> Value {
        let full = &self.library.of(language).things.full;
        optional(page.thing.map(|id| full[id.0 as usize].clone()))
    }

    /// A page as the feeds of a carnet tell of it.
    fn told_of(&self, language: &str, id: PageId) -> Value {
        let base = &self.library.base;
        let page = base.page(id);
        let value = &self.library.pages.pages[id.0 as usize];
        let date = |moment: Option<&Moment>| optional_text(moment.map(|moment| &moment.iso));
        let whole = |key| optional(self.whole(value, key, page).map(safe));
        extend(
            value,
            [
                ("date", date(base.date(page))),
                ("updated", date(base.updated(page))),
                ("content", whole("content")),
                ("summary", whole("summary")),
                ("note", self.note_of(language, page)),
            ],
        )
    }

    /// HTML that stands at `key` of a page's value, with whole addresses.
    pub(super) fn whole(&self, value: &Value, key: &str, page: &PageFact) -> Option<String> {
        let html = said(value, key)?;
        Some(absolute::html(&html, &self.library.config.base_url, &page.route))
    }

    fn item(&self, language: &str, id: PageId) -> Item {
        let (base, config) = (&self.library.base, &self.library.config);
        let page = base.page(id);
        let value = &self.library.pages.pages[id.0 as usize];
        let permalink = format!("{}{}", config.base_url, page.route);
        let terms = page.draft.page.taxonomies.iter().flat_map(|(_, terms)| terms);
        Item {
            id: permalink.clone(),
            url: permalink,
            title: said(value, "title"),
            content_html: self.whole(value, "content", page).unwrap_or_default(),
            summary: said(value, "description"),
            date_published: base.date(page).map(Moment::rfc3339),
            date_modified: base.updated(page).map(Moment::rfc3339),
            authors: self.authors(value, &self.note_of(language, page)),
            tags: terms.map(|term| term.value.clone()).collect(),
            language: page.language().to_owned(),
        }
    }

    /// Who wrote a page: the authors of the note, else the names that the page gives, else the
    /// site's own author.
    fn authors(&self, page: &Value, note: &Value) -> Vec<Author> {
        let of_note = each(note, "authors", |author| {
            Some(Author { name: said(author, "title")?, url: said(author, "permalink") })
        });
        if !of_note.is_empty() {
            return of_note;
        }
        let of_page = each(page, "authors", |name| {
            Some(Author { name: as_text(name)?.to_owned(), url: None })
        });
        if !of_page.is_empty() {
            return of_page;
        }
        let of_site = self.library.config.author.clone();
        of_site.map(|name| Author { name, url: None }).into_iter().collect()
    }
}
