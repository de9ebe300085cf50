//! What the head of a page of a carnet tells programs: what it is, for previews and libraries of
//! references, where it leads, feeds, files for programs, and linked data. Templates only print it.

use htmlize::unescape_attribute;

use super::Setting;
use crate::config::JSON_FEED;
use crate::draft::Thing;
use crate::finish::absolute;
use crate::html::scan::{Open, Tag, tags};
use crate::knowledge::{PageFact, PageId, SectionId, ThingId};
use crate::linked_data::{self, Version};
use crate::metadata::{self, Statement};
use crate::plan::{self, FeedOf, feeds};
use crate::signposts::{self, Signpost};
use crate::template::value::{
    Value, list, object, optional, optional_text, safe, said, text, texts,
};

/// What differs from page to page.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The address of the first picture, and what it shows.
    image: Option<(String, String)>,
    /// What the page is about, in a sentence or two.
    description: Option<String>,
    /// Whether the page is about the site.
    is_home: bool,
    /// What it says of itself; where it is about nothing of its own, what any page says.
    statements: Vec<Statement>,
    /// Where it leads programs.
    signposts: Vec<Signpost>,
    /// The page of a note: its files for programs lie beside it.
    note: Option<PageId>,
    /// Linked data.
    data: Option<linked_data::Node>,
}

/// Kinds of pictures that previews can show.
const PICTURES: &[&str] = &["jpg", "jpeg", "png", "webp", "gif", "avif"];

impl Setting<'_> {
    /// The value `head`. `versions` are the page and its translations; `own` is what a feed of its
    /// own would follow.
    pub(super) fn head(
        &self,
        language: &str,
        versions: &[(String, String)],
        own: Option<FeedOf>,
        told: Told,
    ) -> Value {
        let locale = |code: &str| self.library.languages.locale(code).with_region();
        let others = versions.iter().map(|(code, _)| code).filter(|code| *code != language);
        let own = own.filter(|own| self.is_followed(language, *own));
        let of_site = Some(FeedOf::Site).filter(|_| self.is_followed(language, FeedOf::Site));
        let feeds = |of: Option<FeedOf>| {
            let names = &self.library.config.language(language).feed_filenames;
            let all = of.into_iter().flat_map(|of| names.iter().map(move |name| (of, name)));
            list(all.filter_map(|(of, name)| self.announced(language, of, name)))
        };
        let statements = match told.statements.is_empty() {
            true => metadata::of_page(&self.around(language)),
            false => told.statements,
        };
        let site_name = Some(self.library.config.title(language)).filter(|_| !told.is_home);
        let image = told.image.map(|(url, alt)| object([("url", text(url)), ("alt", text(alt))]));
        object([
            ("description", optional_text(told.description)),
            ("site_name", optional_text(site_name)),
            ("meta", list(statements.iter().map(statement))),
            (
                "schemas",
                list(
                    metadata::SCHEMAS.iter().map(|(prefix, url)| {
                        object([("prefix", text(prefix)), ("url", text(url))])
                    }),
                ),
            ),
            ("links", list(told.signposts.iter().map(signpost))),
            ("locale", text(locale(language))),
            ("other_locales", texts(others.map(|code| locale(code)))),
            ("feeds", feeds(own)),
            ("site_feeds", feeds(of_site)),
            ("formats", self.formats(told.note)),
            ("image", optional(image)),
            ("linked_data", optional(told.data.map(|data| safe(data.text())))),
        ])
    }

    /// Whether there is such a feed.
    fn is_followed(&self, language: &str, of: FeedOf) -> bool {
        let (base, config) = (&self.library.base, &self.library.config);
        match of {
            FeedOf::Site => config.language(language).generate_feeds,
            FeedOf::Section(id) => base.section(id).draft.section.generate_feeds,
            FeedOf::Term(taxonomy, _) => base.taxonomies[language][taxonomy].settings.feed,
            FeedOf::Thing(id) => {
                config.language(language).generate_feeds && feeds::has_feed(base, id, language)
            }
        }
    }

    /// A feed as a head announces it; none for what is no feed, such as a calendar.
    fn announced(&self, language: &str, of: FeedOf, name: &str) -> Option<Value> {
        let (label, media_type) = match name {
            JSON_FEED => ("JSON Feed", "application/feed+json"),
            _ if name.ends_with(".xml") && name.contains("rss") => ("RSS", "application/rss+xml"),
            _ if name.ends_with(".xml") => ("Atom", "application/atom+xml"),
            _ => return None,
        };
        let (base, config) = (&self.library.base, &self.library.config);
        let folder = feeds::folder(base, config, language, of);
        Some(object([
            ("name", text(label)),
            ("title", text(self.feed_title(language, of))),
            ("type", text(media_type)),
            ("permalink", text(format!("{}{folder}{name}", config.base_url))),
        ]))
    }

    /// The files for programs beside the page of a note.
    pub(super) fn formats(&self, note: Option<PageId>) -> Value {
        let (base, config) = (&self.library.base, &self.library.config);
        let page = note.map(|id| base.page(id));
        list(page.into_iter().flat_map(|page| {
            plan::formats(base, config, page)
                .map(|format| {
                    let address = [&config.base_url, page.route.as_str(), format.file()].concat();
                    object([
                        ("name", text(format.label())),
                        ("type", text(format.media_type())),
                        ("permalink", text(address)),
                    ])
                })
                .collect::<Vec<Value>>()
        }))
    }

    /// What the head of a page tells.
    pub(super) fn told(&self, id: PageId) -> Told {
        let base = &self.library.base;
        let page = base.page(id);
        let Some(thing) = page.thing else {
            let description = said(&self.library.pages.pages[id.0 as usize], "description");
            return Told { description, ..Told::default() };
        };
        let image = self.first_image(id, page);
        let things = &self.library.of(page.language()).things;
        let original = base.thing(thing).original;
        let mut others = base.versions(page).filter(|other| *other != id);
        let version = |id: PageId| self.version(base.page(id));
        let (original, translations) = match id == original {
            true => (None, others.map(version).collect()),
            false => (others.find(|other| *other == original).map(version), Vec::new()),
        };
        let value = &things.full[thing.0 as usize];
        let about = metadata::Around {
            published: base.date(page),
            updated: base.updated(page),
            scholar: self.is_for_scholar(thing),
            ..self.around(page.language())
        };
        let around = linked_data::Around {
            publisher: about.publisher.clone(),
            site: Some(self.site(page.language())),
            image: image.as_ref().map(|(url, _)| url.clone()),
            original,
            translations,
        };
        Told {
            image,
            description: said(value, "summary"),
            is_home: false,
            statements: metadata::of_thing(value, &about),
            signposts: signposts::of_thing(value),
            note: Some(id),
            data: linked_data::of_thing(value, around),
        }
    }

    /// What the head of a section tells: that of the home is about the site.
    pub(super) fn told_of_section(&self, id: SectionId) -> Told {
        let section = self.library.base.section(id);
        let description = said(&self.library.pages.sections[id.0 as usize], "description");
        if !section.draft.place.folders.is_empty() {
            return Told { description, ..Told::default() };
        }
        let language = section.language();
        let own = &self.library.config.language(language).description;
        let description = description.or_else(|| own.clone());
        let knowledge = &self.library.of(language).things.knowledge;
        let site = self.site(language);
        let around = self.around(language);
        Told {
            is_home: true,
            statements: metadata::of_site(&site.name, description.as_deref(), knowledge, &around),
            signposts: signposts::of_site(site.url.clone(), knowledge),
            data: Some(linked_data::of_site(site, own.clone(), knowledge)),
            description,
            ..Told::default()
        }
    }

    /// What every page of a language says.
    fn around(&self, language: &str) -> metadata::Around<'_> {
        let knowledge = &self.library.of(language).things.knowledge;
        metadata::Around {
            publisher: said(knowledge, "publisher").unwrap_or_default(),
            language: language.to_owned(),
            ..metadata::Around::default()
        }
    }

    /// The site in a language.
    fn site(&self, language: &str) -> Version {
        let config = &self.library.config;
        Version {
            url: format!("{}{}/", config.base_url, config.language_prefix(language)),
            name: config.title(language).to_owned(),
            language: language.to_owned(),
        }
    }

    /// Whether a thing is described to Google Scholar: a note that says so, or that says nothing
    /// where the site does.
    fn is_for_scholar(&self, thing: ThingId) -> bool {
        let base = &self.library.base;
        let Some(Thing::Note(note)) = &base.page(base.thing(thing).original).draft.thing else {
            return false;
        };
        let carnet = self.library.config.carnet.as_ref();
        note.scholar.unwrap_or_else(|| carnet.is_some_and(|carnet| carnet.citation.scholar))
    }

    fn version(&self, page: &PageFact) -> Version {
        Version {
            url: format!("{}{}", self.library.config.base_url, page.route),
            name: self.library.languages.space(page.language(), page.title()).into_owned(),
            language: page.language().to_owned(),
        }
    }

    /// The first picture of a text, and what it shows.
    fn first_image(&self, id: PageId, page: &PageFact) -> Option<(String, String)> {
        let html = said(&self.library.pages.pages[id.0 as usize], "content")?;
        // Most texts show none.
        if !html.contains("<img") {
            return None;
        }
        let image = tags(&html).find_map(|tag| match tag {
            Tag::Open(open) if open.is("img") => {
                let src = value(&open, "src")?;
                is_picture(&src).then(|| (src, value(&open, "alt")))
            }
            _ => None,
        });
        let (src, alt) = image?;
        let url = absolute::address(&src, &self.library.config.base_url, &page.route);
        Some((url.into_owned(), alt.unwrap_or_default()))
    }
}

fn statement(statement: &Statement) -> Value {
    object([
        ("attribute", text(statement.attribute)),
        ("name", text(statement.name)),
        ("content", text(&statement.content)),
    ])
}

fn signpost(signpost: &Signpost) -> Value {
    object([
        ("rel", text(signpost.relation)),
        ("href", text(&signpost.url)),
        ("type", optional_text(signpost.media_type.as_ref())),
    ])
}

fn value(open: &Open<'_>, name: &str) -> Option<String> {
    open.get(name).map(|value| unescape_attribute(value).into_owned())
}

fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    path.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending))
}
