//! From a job to a page: which template, with which values.

mod citation;
mod feed;
mod head;
mod note;

use std::sync::Arc;

use serde_json::Value as Json;

use crate::diagnostic::{Diagnostic, codes};
use crate::draft::ThingKind;
use crate::finish::links::relative;
use crate::html::encode::in_script;
use crate::knowledge::{PageId, SectionId, Target, TaxonomyFact};
use crate::markdown::sanitise::Clean;
use crate::plan::sitemap::Entry;
use crate::plan::{FeedOf, Job, Pager};
use crate::source::Spanned;
use crate::template::engine::{Engine, REDIRECT};
use crate::template::value::{
    Context, Value, boolean, entry, list, object, optional, optional_text, text,
};
use crate::template::{Library, zola};
use head::Told;

/// A page as its template made it.
#[derive(Clone, Debug)]
pub struct Page {
    /// The file to write, below the output folder.
    pub file: String,
    /// Its text, as the engine wrote it.
    pub text: Vec<u8>,
    /// What it was made from, as a message names it.
    pub made_from: String,
}

/// Makes the page of a job.
///
/// # Errors
/// When its template is missing or fails.
pub fn typeset(
    job: &Job,
    library: &Arc<Library>,
    engine: &Engine,
    cleaner: &dyn Clean,
) -> Result<Page, Diagnostic> {
    let (base, config) = (&library.base, &library.config);
    let file = job.file(base, config);
    let setting = Setting { library, engine, cleaner, file: &file };
    let written = |text| Page { file: file.clone(), made_from: file.clone(), text };
    let (template, context, made_from) = match job {
        Job::Page(id) => setting.page(*id)?,
        Job::Note(id, format) => return Ok(written(setting.note(*id, *format))),
        Job::Citation(cited, format) => return Ok(written(setting.citation(cited, *format))),
        Job::Bibliography(cited, format) => {
            return Ok(written(setting.bibliography(cited, *format)));
        }
        Job::Section(id, pager) => setting.section(*id, pager.as_ref())?,
        Job::Taxonomy { language, index } => setting.taxonomy(language, *index),
        Job::Term { language, taxonomy, term, pager } => {
            setting.term(language, *taxonomy, *term, pager.as_ref())
        }
        Job::Feed { language, name, of } if setting.is_ours(name) => {
            return Ok(written(setting.json_feed(language, *of)));
        }
        Job::Feed { language, name, of } => setting.feed(language, name, *of),
        Job::Sitemap { entries, .. } => setting.sitemap(entries),
        Job::SitemapIndex(files) => setting.sitemap_index(files),
        Job::Robots => {
            let context = setting.context(&config.default_language, None, &[]);
            ("robots.txt".to_owned(), context, "robots.txt".to_owned())
        }
        Job::NotFound(language) => {
            let context = setting.context(language, None, &[]);
            ("404.html".to_owned(), context, file.clone())
        }
        Job::Alias { from, to, page, .. } => setting.alias(from, to, *page),
    };
    if !engine.has(&template) {
        let problem = Diagnostic::about(
            &codes::TEMPLATE_MISSING,
            made_from,
            format!("the template `{template}` does not exist"),
        );
        return Err(match engine.nearest(&template) {
            Some(help) => problem.help(help),
            None => problem.help(format!("write templates/{template}")),
        });
    }
    let text = engine.render(&template, context, &made_from)?;
    Ok(Page { file, text, made_from })
}

/// A template's name, its values, and what the page is made from.
type Prepared = (String, Context, String);

struct Setting<'a> {
    library: &'a Arc<Library>,
    engine: &'a Engine,
    cleaner: &'a dyn Clean,
    file: &'a str,
}

impl Setting<'_> {
    /// What every template sees. `translations` are the page's versions by language.
    fn context(
        &self,
        language: &str,
        route: Option<&str>,
        translations: &[(String, String)],
    ) -> Context {
        let values = self.library.of(language);
        let mut context = Context::default();
        context.insert("config", values.config.clone());
        context.insert("lang", text(language));
        context.insert("generator", text(concat!("carnet ", env!("CARGO_PKG_VERSION"))));
        context.insert("zola_version", text("0.23.6"));
        if let Some(route) = route {
            let url = format!("{}{route}", self.library.config.base_url);
            context.insert("current_path", text(route));
            context.insert("current_url", text(url));
        }
        if self.library.config.carnet.is_some() {
            context.insert("knowledge", values.things.knowledge.clone());
            context.insert("atlas", values.things.atlas.clone());
            context.insert("translations", self.translations(language, translations));
            context.insert("head", self.head(language, translations, None, Told::default()));
        }
        context
    }

    /// The way to each language: this page's version in it, or that language's home.
    fn translations(&self, current: &str, versions: &[(String, String)]) -> Value {
        let config = &self.library.config;
        list(config.languages.keys().map(|code| {
            let version = versions.iter().find(|(language, _)| language == code);
            let home = format!("{}/", config.language_prefix(code));
            let route = version.map_or(&home, |(_, route)| route);
            let locale = self.library.languages.locale(code);
            object([
                ("lang", text(code)),
                ("label", text(crate::language::native_name(locale))),
                ("permalink", text(format!("{}{route}", config.base_url))),
                ("translated", boolean(version.is_some())),
                ("current", boolean(code == current)),
            ])
        }))
    }

    fn chosen(&self, template: Option<&Spanned<String>>) -> Result<Option<String>, Diagnostic> {
        let Some(template) = template else { return Ok(None) };
        if self.engine.has(&template.value) {
            return Ok(Some(template.value.clone()));
        }
        let problem = Diagnostic::at(
            &codes::TEMPLATE_MISSING,
            template.span.clone(),
            format!("the template `{}` does not exist", template.value),
        );
        Err(match self.engine.nearest(&template.value) {
            Some(help) => problem.help(help),
            None => problem.help(format!("write templates/{}", template.value)),
        })
    }

    fn page(&self, id: PageId) -> Result<Prepared, Diagnostic> {
        let base = &self.library.base;
        let page = base.page(id);
        let inherited = page.section.into_iter().flat_map(|section| {
            let ancestors = base.section(section).ancestors.iter().copied();
            std::iter::once(section).chain(ancestors.rev())
        });
        let named = inherited
            .filter_map(|section| base.section(section).draft.section.page_template.as_ref())
            .next();
        let chosen = self.chosen(page.draft.page.template.as_ref().or(named))?;
        let kind = page.thing.map(|thing| base.thing(thing).kind);
        let template = chosen.unwrap_or_else(|| {
            let own = kind.map(ThingKind::template).filter(|name| self.engine.has_own(name));
            own.unwrap_or("page.html").to_owned()
        });
        let versions: Vec<(String, String)> = base
            .versions(page)
            .map(|id| (base.page(id).language().to_owned(), base.page(id).route.clone()))
            .collect();
        let mut context = self.context(page.language(), Some(&page.route), &versions);
        context.insert("page", self.library.pages.pages[id.0 as usize].clone());
        if let (Some(thing), Some(kind)) = (page.thing, kind) {
            let full = &self.library.of(page.language()).things.full[thing.0 as usize];
            context.insert(kind.name(), full.clone());
        }
        if let Some(terms) = self.library.pages.terms.get(&id) {
            let full = &self.library.of(page.language()).things.full;
            let terms = terms.iter().map(|term| full[term.0 as usize].clone());
            context.insert("terms", list(terms));
        }
        if self.library.config.carnet.is_some() {
            let own = page.thing.map(FeedOf::Thing);
            let told = self.told(id);
            context.insert("head", self.head(page.language(), &versions, own, told));
        }
        Ok((template, context, format!("content/{}", page.draft.place.relative)))
    }

    fn section(&self, id: SectionId, pager: Option<&Pager>) -> Result<Prepared, Diagnostic> {
        let base = &self.library.base;
        let section = base.section(id);
        let place = &section.draft.place;
        let chosen = self.chosen(section.draft.section.template.as_ref())?;
        let template = chosen.unwrap_or_else(|| {
            let own = format!("{}.html", place.folders.join("/"));
            let is_typed =
                place.folders.len() == 1 && ThingKind::of_folder(&place.folders[0]).is_some();
            match place.folders.len() {
                0 => "index.html".to_owned(),
                _ if is_typed && self.engine.has_own(&own) => own,
                _ => "section.html".to_owned(),
            }
        });
        let versions: Vec<(String, String)> = section
            .translations
            .iter()
            .map(|id| (base.section(*id).language().to_owned(), base.section(*id).route.clone()))
            .collect();
        let route = pager.map_or_else(|| section.route.clone(), |pager| pager.route(pager.index));
        let mut context = self.context(section.language(), Some(&route), &versions);
        context.insert("section", self.library.pages.sections[id.0 as usize].clone());
        self.add_pager(&mut context, pager);
        if self.library.config.carnet.is_some() {
            let told = self.told_of_section(id);
            let own = Some(FeedOf::Section(id));
            context.insert("head", self.head(section.language(), &versions, own, told));
        }
        Ok((template, context, format!("content/{}", place.relative)))
    }

    fn add_pager(&self, context: &mut Context, pager: Option<&Pager>) {
        if let Some(pager) = pager {
            let value = zola::paginator(&self.library.config, pager, &self.library.pages);
            context.insert("paginator", value);
        }
    }

    /// `<taxonomy>/list.html` when the theme has it, else `taxonomy_list.html`.
    fn taxonomy_template(&self, name: &str, part: &str) -> String {
        let own = format!("{name}/{part}.html");
        if self.engine.has(&own) { own } else { format!("taxonomy_{part}.html") }
    }

    fn taxonomy(&self, language: &str, index: usize) -> Prepared {
        let taxonomy = &self.library.base.taxonomies[language][index];
        let template = self.taxonomy_template(&taxonomy.settings.name, "list");
        let versions: Vec<(String, String)> = self
            .library
            .base
            .taxonomies
            .iter()
            .filter_map(|(language, all)| {
                let same = |other: &&TaxonomyFact| other.settings.name == taxonomy.settings.name;
                let other = all.iter().find(same).filter(|other| !other.terms.is_empty())?;
                Some((language.clone(), other.route.clone()))
            })
            .collect();
        let mut context = self.context(language, Some(&taxonomy.route), &versions);
        context.insert("taxonomy", zola::settings::taxonomy(&taxonomy.settings));
        let terms = &self.library.pages.taxonomies[language][index].all;
        context.insert("terms", terms.clone());
        (template, context, format!("the taxonomy {}", taxonomy.settings.name))
    }

    fn term(
        &self,
        language: &str,
        taxonomy: usize,
        term: usize,
        pager: Option<&Pager>,
    ) -> Prepared {
        let value = self.library.pages.taxonomies[language][taxonomy].terms[term].clone();
        let own = FeedOf::Term(taxonomy, term);
        let taxonomy = &self.library.base.taxonomies[language][taxonomy];
        let term = &taxonomy.terms[term];
        let template = self.taxonomy_template(&taxonomy.settings.name, "single");
        let route = pager.map_or_else(|| term.route.clone(), |pager| pager.route(pager.index));
        let here = [(language.to_owned(), route.clone())];
        let mut context = self.context(language, Some(&route), &here);
        context.insert("taxonomy", zola::settings::taxonomy(&taxonomy.settings));
        // `term` is Zola's here: the carnet model's terms have pages of their own.
        context.insert("term", value);
        if self.library.config.carnet.is_some() {
            context.insert("head", self.head(language, &here, Some(own), Told::default()));
        }
        self.add_pager(&mut context, pager);
        (template, context, format!("the term {} of {}", term.name, taxonomy.settings.name))
    }

    fn sitemap(&self, entries: &[Entry]) -> Prepared {
        let config = &self.library.config;
        let mut context = self.context(&config.default_language, None, &[]);
        let extra = |of: Target| {
            let value = match of {
                Target::Page(id) => &self.library.pages.pages[id.0 as usize],
                Target::Section(id) => &self.library.pages.sections[id.0 as usize],
            };
            entry(value, "extra")
        };
        let entries = entries.iter().map(|entry| {
            object([
                ("permalink", text(format!("{}{}", config.base_url, entry.route))),
                ("updated", optional_text(entry.updated.as_ref())),
                ("extra", optional(entry.of.and_then(extra))),
            ])
        });
        context.insert("entries", list(entries));
        ("sitemap.xml".to_owned(), context, self.file.to_owned())
    }

    fn sitemap_index(&self, files: &[String]) -> Prepared {
        let config = &self.library.config;
        let mut context = self.context(&config.default_language, None, &[]);
        let urls = files.iter().map(|file| text(format!("{}/{file}", config.base_url)));
        context.insert("sitemaps", list(urls));
        ("split_sitemap_index.xml".to_owned(), context, self.file.to_owned())
    }

    fn alias(&self, from: &str, to: &str, page: Option<PageId>) -> Prepared {
        let config = &self.library.config;
        let (title, language) = match page.map(|page| self.library.base.page(page)) {
            Some(page) => (page.title(), page.language()),
            None => (config.title(&config.default_language), config.default_language.as_str()),
        };
        let mut context = self.context(language, None, &[]);
        let is_elsewhere = to.contains("://");
        let url = if is_elsewhere { to.to_owned() } else { format!("{}{to}", config.base_url) };
        let relative = if is_elsewhere { to.to_owned() } else { relative(self.file, to) };
        let quoted = in_script(&Json::from(url.as_str()).to_string());
        context.insert("script_url", text(quoted));
        context.insert("url", text(url));
        context.insert("relative", text(relative));
        let title = if title.is_empty() { to } else { title };
        let title = match config.carnet {
            Some(_) => self.library.languages.space(language, title).into_owned(),
            None => title.to_owned(),
        };
        context.insert("title", text(title));
        let template = match config.carnet {
            Some(_) => "alias.html".to_owned(),
            // No theme's template of that name is meant.
            None => REDIRECT.to_owned(),
        };
        (template, context, format!("the alias {from}"))
    }
}
