//! What is to be made: every page of the site as one *job*, as data.

pub mod citations;
pub mod feeds;
pub mod sitemap;

use crate::citation::{Cited, Format};
use crate::config::{Config, NoteFormat};
use crate::draft::ThingKind;
use crate::knowledge::{KnowledgeBase, PageFact, PageId, SectionId, ThingId};
use crate::source::Span;
pub use feeds::FeedOf;

/// One page to make.
#[derive(Clone, Debug)]
pub enum Job {
    /// A page.
    Page(PageId),
    /// A note as a file for programs.
    Note(PageId, NoteFormat),
    /// What a page is about, or the site, cited in a format.
    Citation(Cited, Format),
    /// Every note of a carnet or of the site, in a format.
    Bibliography(Cited, Format),
    /// A section, or one part of its list.
    Section(SectionId, Option<Pager>),
    /// The terms of a taxonomy: its place among those of the language.
    Taxonomy {
        /// The language.
        language: String,
        /// Which taxonomy.
        index: usize,
    },
    /// The pages of a term, or one part of them.
    Term {
        /// The language.
        language: String,
        /// Which taxonomy.
        taxonomy: usize,
        /// Which term of it.
        term: usize,
        /// Which part.
        pager: Option<Pager>,
    },
    /// A feed.
    Feed {
        /// The language.
        language: String,
        /// Name of the file and of its template.
        name: String,
        /// What it follows.
        of: FeedOf,
    },
    /// `sitemap.xml`, or a part of it.
    Sitemap {
        /// The file.
        file: String,
        /// The addresses it names.
        entries: Vec<sitemap::Entry>,
    },
    /// The `sitemap.xml` that names the parts of one too long for a file.
    SitemapIndex(Vec<String>),
    /// `robots.txt`.
    Robots,
    /// `404.html` of a language.
    NotFound(String),
    /// A page that sends on.
    Alias {
        /// The old address.
        from: String,
        /// The address that counts.
        to: String,
        /// The page that lives there, if it is one.
        page: Option<PageId>,
        /// Where the alias was written.
        span: Option<Span>,
    },
}

/// One part of a list that is spread over several pages.
#[derive(Clone, Debug)]
pub struct Pager {
    /// Address of the first part.
    pub base: String,
    /// The part of the address before a part's number.
    pub path: String,
    /// This part, from 1.
    pub index: usize,
    /// How many parts there are.
    pub total: usize,
    /// Pages to a part.
    pub by: usize,
    /// The pages of this part.
    pub pages: Vec<PageId>,
    /// How many pages there are in all.
    pub of: usize,
}

impl Pager {
    /// The address of a part.
    #[must_use]
    pub fn route(&self, index: usize) -> String {
        if index == 1 {
            self.base.clone()
        } else {
            format!("{}{index}/", Self::folder(&self.base, &self.path))
        }
    }

    /// The address below which the parts of a list lie that begins at `base`.
    #[must_use]
    pub fn folder(base: &str, path: &str) -> String {
        if path.is_empty() { base.to_owned() } else { format!("{base}{path}/") }
    }
}

/// Every job of a site, in a fixed order.
#[must_use]
pub fn jobs(base: &KnowledgeBase, config: &Config) -> Vec<Job> {
    let mut jobs = Vec::with_capacity(base.pages.len() + base.sections.len());
    jobs.extend(
        base.page_ids().filter(|(_, page)| page.draft.page.render).map(|(id, _)| Job::Page(id)),
    );
    for (id, page) in base.page_ids() {
        jobs.extend(formats(base, config, page).map(|format| Job::Note(id, format)));
    }
    jobs.extend(citations::jobs(base, config));
    for (id, section) in base.section_ids() {
        let front = &section.draft.section;
        // Zola sends no reader on from a list in parts, nor from a section that is not written.
        let may_redirect = config.carnet.is_some() || front.render && front.paginate_by == 0;
        if let Some(target) = front.redirect_to.as_ref().filter(|_| may_redirect) {
            jobs.push(redirect(&section.route, redirected(&target.value)));
        } else if front.render {
            let mut pages = section.pages.clone();
            if front.paginate_reversed {
                pages.reverse();
            }
            let make = |pager| Job::Section(id, pager);
            paginate(
                &mut jobs,
                &section.route,
                &front.paginate_path,
                front.paginate_by,
                &pages,
                make,
            );
        }
        let language = config.language(section.language());
        let is_home = section.route == format!("{}/", config.language_prefix(section.language()));
        // Zola writes the feed of the home, and that of the whole site over it.
        let is_covered = config.carnet.is_none() && is_home && language.generate_feeds;
        if front.generate_feeds && !is_covered {
            jobs.extend(feeds::jobs(config, section.language(), FeedOf::Section(id)));
        }
    }
    for (language, taxonomies) in &base.taxonomies {
        for (taxonomy_index, taxonomy) in taxonomies.iter().enumerate() {
            if !taxonomy.settings.render || taxonomy.terms.is_empty() {
                continue;
            }
            jobs.push(Job::Taxonomy { language: language.clone(), index: taxonomy_index });
            let settings = &taxonomy.settings;
            for (term_index, term) in taxonomy.terms.iter().enumerate() {
                let make = |pager| Job::Term {
                    language: language.clone(),
                    taxonomy: taxonomy_index,
                    term: term_index,
                    pager,
                };
                let (path, by) = (settings.paginate_path(), settings.paginate_by);
                paginate(&mut jobs, &term.route, path, by, &term.pages, make);
                if settings.feed {
                    let of = FeedOf::Term(taxonomy_index, term_index);
                    jobs.extend(feeds::jobs(config, language, of));
                }
            }
        }
    }
    for (language, settings) in &config.languages {
        if settings.generate_feeds {
            jobs.extend(feeds::jobs(config, language, FeedOf::Site));
            for (id, _) in base.thing_ids().filter(|(id, _)| feeds::has_feed(base, *id, language)) {
                jobs.extend(feeds::jobs(config, language, FeedOf::Thing(id)));
            }
        }
        // Hosts know one such page; only a carnet has it in each language.
        if config.carnet.is_some() || *language == config.default_language {
            jobs.push(Job::NotFound(language.clone()));
        }
    }
    if config.generate_sitemap {
        jobs.extend(sitemap::jobs(base, config));
    }
    if config.generate_robots_txt {
        jobs.push(Job::Robots);
    }
    jobs.extend(base.aliases.iter().map(|alias| Job::Alias {
        from: alias.from.clone(),
        to: alias.to.clone(),
        page: alias.page,
        span: Some(alias.span.clone()),
    }));
    jobs
}

/// The forms for programs of what a page shows: there are some of a note. A text that is a
/// template would be no Markdown to others, and tell what only its author sees.
pub fn formats(
    base: &KnowledgeBase,
    config: &Config,
    page: &PageFact,
) -> impl Iterator<Item = NoteFormat> {
    let is_note = |thing: ThingId| base.thing(thing).kind == ThingKind::Note;
    let is_note = page.draft.page.render && page.thing.is_some_and(is_note);
    let carnet = config.carnet.as_ref().filter(|_| is_note);
    let is_template = carnet.is_some_and(|it| it.templates_in.is_match(&page.draft.place.relative));
    let all = carnet.into_iter().flat_map(|carnet| carnet.formats.iter().copied());
    all.filter(move |format| *format != NoteFormat::Markdown || !is_template)
}

/// A page that sends on for a reason of the site's own.
fn redirect(from: &str, to: String) -> Job {
    Job::Alias { from: from.to_owned(), to, page: None, span: None }
}

/// Where `redirect_to` leads: elsewhere, or to a route of the site.
fn redirected(target: &str) -> String {
    if target.contains("://") {
        return target.to_owned();
    }
    let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
    let inner = path.trim_matches('/');
    let is_file = inner.rsplit('/').next().is_some_and(|name| name.contains('.'));
    let end = if inner.is_empty() || is_file { "" } else { "/" };
    let hash = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    format!("/{inner}{end}{hash}")
}

/// One job for a whole list, or one for each part of it and a redirect from `/page/1/`.
fn paginate(
    jobs: &mut Vec<Job>,
    route: &str,
    path: &str,
    by: usize,
    pages: &[PageId],
    make: impl Fn(Option<Pager>) -> Job,
) {
    if by == 0 {
        jobs.push(make(None));
        return;
    }
    let total = pages.len().div_ceil(by).max(1);
    for index in 1..=total {
        let part = pages.chunks(by).nth(index - 1).unwrap_or_default();
        jobs.push(make(Some(Pager {
            base: route.to_owned(),
            path: path.to_owned(),
            index,
            total,
            by,
            pages: part.to_vec(),
            of: pages.len(),
        })));
    }
    jobs.push(redirect(&format!("{}1/", Pager::folder(route, path)), route.to_owned()));
}

impl Job {
    /// The file it makes, below the output folder.
    #[must_use]
    pub fn file(&self, base: &KnowledgeBase, config: &Config) -> String {
        let of_route = |route: &str| {
            let inner = route.trim_start_matches('/');
            if inner.ends_with(".html") { inner.to_owned() } else { format!("{inner}index.html") }
        };
        let part = |pager: &Option<Pager>, route: &str| match pager {
            Some(pager) => of_route(&pager.route(pager.index)),
            None => of_route(route),
        };
        match self {
            Self::Page(id) => of_route(&base.page(*id).route),
            Self::Note(id, format) => {
                [base.page(*id).route.trim_start_matches('/'), format.file()].concat()
            }
            Self::Citation(cited, format) => citations::folder(cited, base, config) + format.file(),
            Self::Bibliography(cited, format) => {
                let file = format.bibliography().unwrap_or(format.file());
                citations::folder(cited, base, config) + file
            }
            Self::Section(id, pager) => part(pager, &base.section(*id).route),
            Self::Taxonomy { language, index } => {
                of_route(&base.taxonomies[language][*index].route)
            }
            Self::Term { language, taxonomy, term, pager } => {
                part(pager, &base.taxonomies[language][*taxonomy].terms[*term].route)
            }
            Self::Feed { language, name, of } => {
                let folder = feeds::folder(base, config, language, *of);
                format!("{}{name}", folder.trim_start_matches('/'))
            }
            Self::Sitemap { file, .. } => file.clone(),
            Self::SitemapIndex(_) => "sitemap.xml".to_owned(),
            Self::Robots => "robots.txt".to_owned(),
            Self::NotFound(language) => format!("{}/404.html", config.language_prefix(language))
                .trim_start_matches('/')
                .to_owned(),
            Self::Alias { from, .. } => of_route(from),
        }
    }
}
