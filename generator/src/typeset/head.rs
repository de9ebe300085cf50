//! What the head of a page of a carnet tells programs: feeds, files for programs, the picture and
//! the languages of a preview, and linked data. Templates only print it.

use htmlize::unescape_attribute;

use super::Setting;
use crate::config::JSON_FEED;
use crate::finish::absolute;
use crate::html::scan::{Open, Tag, tags};
use crate::knowledge::{PageFact, PageId, SectionFact};
use crate::linked_data::{self, Around, Version};
use crate::plan::{self, FeedOf, feeds};
use crate::template::value::{Value, list, object, optional, safe, said, text, texts};

/// What differs from page to page.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The address of the first picture, and what it shows.
    image: Option<(String, String)>,
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
        let image = told.image.map(|(url, alt)| object([("url", text(url)), ("alt", text(alt))]));
        object([
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
        let Some(thing) = page.thing else { return Told::default() };
        let image = self.first_image(id, page);
        let things = &self.library.of(page.language()).things;
        let original = base.thing(thing).original;
        let mut others = base.versions(page).filter(|other| *other != id);
        let version = |id: PageId| self.version(base.page(id));
        let (original, translations) = match id == original {
            true => (None, others.map(version).collect()),
            false => (others.find(|other| *other == original).map(version), Vec::new()),
        };
        let around = Around {
            publisher: said(&things.knowledge, "publisher").unwrap_or_default(),
            image: image.as_ref().map(|(url, _)| url.clone()),
            original,
            translations,
        };
        Told {
            image,
            note: Some(id),
            data: linked_data::of_thing(&things.full[thing.0 as usize], around),
        }
    }

    /// What the head of a section tells: that of the home is about the site.
    pub(super) fn told_of_section(&self, section: &SectionFact) -> Told {
        if !section.draft.place.folders.is_empty() {
            return Told::default();
        }
        let (config, language) = (&self.library.config, section.language());
        let home = Version {
            url: format!("{}{}", config.base_url, section.route),
            name: config.title(language).to_owned(),
            language: language.to_owned(),
        };
        let description = config.language(language).description.clone();
        let knowledge = &self.library.of(language).things.knowledge;
        Told { data: Some(linked_data::of_site(home, description, knowledge)), ..Told::default() }
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

fn value(open: &Open<'_>, name: &str) -> Option<String> {
    open.get(name).map(|value| unescape_attribute(value).into_owned())
}

fn is_picture(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or(address).to_ascii_lowercase();
    path.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending))
}
