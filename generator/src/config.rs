//! The configuration of a site, `config.toml` (or `zola.toml`).
//!
//! Zola's keys mean what they mean in Zola; the table `[carnet]` turns the carnet model on.
//! Unknown keys are errors, keys of older Zolas are understood with a warning.

mod base_url;
pub mod citation;
pub mod forge;
pub mod formats;
pub mod highlighting;
pub mod history;
pub mod html;
pub mod link_checker;
pub mod markdown;
mod older;
pub mod search;
pub mod slugify;
pub mod vocabulary;

use globset::{Glob, GlobSet, GlobSetBuilder};
use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Outcome, codes};
use crate::document::{self, Kind, Table, Value};
use crate::fields::{CONFIG, CONFIG_KIND, Fields};
use crate::language::{Locale, locale};
use crate::license;
use crate::markdown::highlight;
use crate::source::read::CONFIG_FILES;
use crate::source::{Content, SourceId, Sources, Span, Spanned};
pub use citation::Citation;
pub use forge::Forge;
pub use formats::NoteFormat;
pub use history::HistoryUse;
pub use html::Html;
pub use link_checker::{Level, LinkChecker};
pub use markdown::{AnchorLinks, Markdown};
use search::{IndexFormat, Search};
pub use slugify::{Slugify, Strategy};
pub use vocabulary::{Vocabulary, Word, Words};

/// Everything a site says about itself as a whole.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the configuration stands.
    pub source: SourceId,
    /// Address of the site's home, without a slash at its end.
    pub base_url: String,
    /// The language of pages whose file names no language.
    pub default_language: String,
    /// Every language, the default one first.
    pub languages: IndexMap<String, Language>,
    /// Name of the theme, a folder below `themes/`.
    pub theme: Option<Spanned<String>>,
    /// Folder for the output, below the site's root.
    pub output_dir: String,
    /// Author of the site, for its feeds.
    pub author: Option<String>,
    /// Whether pages are minified.
    pub minify_html: bool,
    /// Whether the site's own `sass/` folder is compiled; a theme's always is.
    pub compile_sass: bool,
    /// Whether `sitemap.xml` is written.
    pub generate_sitemap: bool,
    /// Whether `robots.txt` is written.
    pub generate_robots_txt: bool,
    /// The most entries in a feed; a carnet always has a limit.
    pub feed_limit: Option<usize>,
    /// How Markdown is read.
    pub markdown: Markdown,
    /// Content paths that are left out.
    pub ignored_content: GlobSet,
    /// Paths below the site's own `static/` that are left out.
    pub ignored_static: GlobSet,
    /// Content paths whose texts are no templates.
    pub skip_content_templating: GlobSet,
    /// Whether copied files share their bytes on disk with the files they are copies of.
    pub hard_link_static: bool,
    /// Whether the sitemap names the first page of a list only.
    pub exclude_paginated_pages_in_sitemap: bool,
    /// How names become parts of addresses.
    pub slugify: Slugify,
    /// Where the addresses of taxonomies begin.
    pub taxonomy_root: Option<String>,
    /// How links are checked.
    pub link_checker: LinkChecker,
    /// Whatever the theme reads.
    pub extra: Table,
    /// The carnet model; absent in a plain Zola site.
    pub carnet: Option<Carnet>,
    /// All of it as it was written, for what only templates look at.
    pub written: Table,
}

/// What differs from one language of a site to the next.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// The site's title.
    pub title: Option<String>,
    /// The site's description.
    pub description: Option<String>,
    /// Whether a feed of all dated pages is written.
    pub generate_feeds: bool,
    /// Names of the feeds, which are the names of their templates.
    pub feed_filenames: Vec<String>,
    /// The taxonomies that pages may use.
    pub taxonomies: Vec<Taxonomy>,
    /// Where a search index is asked for; absent when none is.
    pub build_search_index: Option<Span>,
    /// What the index holds.
    pub search: Search,
    /// What the language itself says of its index, until all languages are read.
    own_search: Option<(Search, Option<IndexFormat>)>,
    /// Strings for Zola's `trans`.
    pub translations: IndexMap<String, String>,
}

/// One way of sorting pages by terms, such as tags.
#[derive(Clone, Debug)]
pub struct Taxonomy {
    /// Its name in front matter.
    pub name: String,
    /// Its name in addresses.
    pub slug: String,
    /// Pages to a part of a term's list; 0 for all on one.
    pub paginate_by: usize,
    /// The part of the address before a page's number, where one is written.
    pub paginate_path: Option<String>,
    /// Whether its pages are written.
    pub render: bool,
    /// Whether each term has a feed.
    pub feed: bool,
}

impl Taxonomy {
    /// The part of the address before a page's number.
    #[must_use]
    pub fn paginate_path(&self) -> &str {
        self.paginate_path.as_deref().unwrap_or("page")
    }
}

/// The table `[carnet]`.
#[derive(Clone, Debug)]
pub struct Carnet {
    /// SPDX id of the licence of notes that name none.
    pub license: Option<String>,
    /// Who publishes, as citations name it; the site's title when absent.
    pub publisher: Option<String>,
    /// The forge that keeps the repository of the site's sources, where that is known.
    pub forge: Option<Forge>,
    /// The locale of each language, where it is more than the language: `fr = "fr-CA"`.
    pub locales: IndexMap<String, String>,
    /// The words of kinds, relations and the ally map.
    pub vocabulary: Vocabulary,
    /// Pairs of milieus that seldom meet.
    pub contrasts: Vec<(String, String)>,
    /// How wide the theme shows the pictures of a text, as the `sizes` of HTML.
    pub image_sizes: String,
    /// The forms in which a note is written for programs, beside its page.
    pub formats: Vec<NoteFormat>,
    /// How it wants to be cited.
    pub citation: Citation,
    /// What texts and the files beside them may hold beyond what all carnets allow.
    pub html: Html,
    /// The files below `content/` whose texts are templates.
    pub templates_in: GlobSet,
    /// Whether the first use of a term in each text is a link to it.
    pub link_terms: bool,
    /// What is taken from git, where the site says so.
    pub history: Option<HistoryUse>,
}

impl Config {
    /// The language of `code`.
    #[must_use]
    pub fn language(&self, code: &str) -> &Language {
        &self.languages[code]
    }

    /// `/en` for a language that is not the default one, else nothing.
    #[must_use]
    pub fn language_prefix(&self, code: &str) -> String {
        if code == self.default_language { String::new() } else { format!("/{code}") }
    }

    /// Whether the file at `path` below `content/` is left out. Zola compares whole paths, of
    /// which only the part from `content` on is the same on every machine.
    #[must_use]
    pub fn ignores_content(&self, path: &str) -> bool {
        let path = path.trim_start_matches('/');
        !self.ignored_content.is_empty()
            && (self.ignored_content.is_match(format!("/site/content/{path}"))
                || self.carnet.is_some() && self.ignored_content.is_match(path))
    }

    /// The address of a taxonomy in a language.
    #[must_use]
    pub fn taxonomy_route(&self, code: &str, taxonomy: &Taxonomy) -> String {
        let prefix = self.language_prefix(code);
        match &self.taxonomy_root {
            Some(root) => format!("{prefix}/{root}/{}/", taxonomy.slug),
            None => format!("{prefix}/{}/", taxonomy.slug),
        }
    }

    /// The site's title in a language, or in the default one.
    #[must_use]
    pub fn title(&self, code: &str) -> &str {
        let title = |code: &str| self.language(code).title.as_deref();
        title(code).or_else(|| title(&self.default_language)).unwrap_or("")
    }

    /// Who publishes the site, as readers of a language are told: its title where nobody is named.
    #[must_use]
    pub fn publisher(&self, code: &str) -> &str {
        let named = self.carnet.as_ref().and_then(|carnet| carnet.publisher.as_deref());
        named.unwrap_or_else(|| self.title(code))
    }

    /// The name that dates, numbers and sorting go by for a language.
    #[must_use]
    pub fn locale_of<'a>(&'a self, code: &'a str) -> &'a str {
        self.carnet
            .as_ref()
            .and_then(|carnet| carnet.locales.get(code))
            .map_or(code, String::as_str)
    }
}

/// The feed of a plain site that names none.
const DEFAULT_FEEDS: &[&str] = &["atom.xml"];

/// The feeds of a carnet that names none.
const DEFAULT_FEEDS_OF_CARNET: &[&str] = &["atom.xml", JSON_FEED];

/// The feed that needs no template.
pub const JSON_FEED: &str = "feed.json";

/// The most entries in a feed of a carnet that does not say how many.
const FEED_LIMIT_OF_CARNET: usize = 20;

/// Keys of older Zolas and what became of them.
const OLD_KEYS: &[(&str, &str)] = &[
    ("generate_feed", "generate_feeds"),
    ("generate_rss", "generate_feeds"),
    ("feed_filename", "feed_filenames"),
];

/// Finds the configuration among the sources.
#[must_use]
pub fn find(sources: &Sources) -> Option<SourceId> {
    sources.configuration().or_else(|| CONFIG_FILES.iter().find_map(|name| sources.find(name)))
}

/// Where the site is to be written, below its folder, as far as the configuration can be read: that
/// is asked before all else, and what is wrong is told when the whole is read.
#[must_use]
pub fn output_dir(sources: &Sources) -> String {
    let written = find(sources).and_then(|source| {
        let (table, _) = document::from_toml(sources.text(source), source, 0);
        match &table.get("output_dir")?.kind {
            Kind::Text(folder) => Some(folder.clone()),
            _ => None,
        }
    });
    written.unwrap_or_else(|| OUTPUT.to_owned())
}

/// The folder of the output where none is named.
const OUTPUT: &str = "public";

/// Reads the configuration. There is none to work with when the file is missing, cannot be read
/// or lacks what nothing can stand in for.
#[must_use]
pub fn parse(sources: &Sources) -> Outcome<Option<Config>> {
    let Outcome { mut value, mut diagnostics } = written(sources);
    if let Some(config) = value.as_mut().filter(|config| config.markdown.highlight) {
        let markdown = &mut config.markdown;
        let prepared = highlight::prepare(markdown.highlighting.clone(), sources);
        markdown.highlighter = prepared.value;
        // The colours of a carnet are its own, whatever theme is named.
        let is_seen = |it: &Diagnostic| config.carnet.is_none() || it.code != &codes::CODE_THEME;
        diagnostics.extend(prepared.diagnostics.into_iter().filter(is_seen));
    }
    Outcome { value, diagnostics }
}

/// Reads what the file of the configuration says, and no file that it names: code has no colours
/// yet.
#[must_use]
pub fn written(sources: &Sources) -> Outcome<Option<Config>> {
    let Some(source) = find(sources) else {
        let problem = Diagnostic::about(
            &codes::CONFIG_MISSING,
            "config.toml",
            "there is no config.toml here",
        )
        .help("run carnet in the folder of a site, name it with --root, or make one with `carnet init`");
        return Outcome { value: None, diagnostics: vec![problem] };
    };
    if !matches!(sources.get(source).content, Content::Text(_)) {
        // `check_sources` has said why.
        return Outcome { value: None, diagnostics: Vec::new() };
    }
    let text = sources.text(source);
    let (mut table, errors) = document::from_toml(text, source, 0);
    let mut diagnostics: Vec<Diagnostic> = errors
        .into_iter()
        .map(|error| {
            Diagnostic::at(&codes::CONFIG_SYNTAX, error.span, error.message).perhaps(error.help)
        })
        .collect();
    if !diagnostics.is_empty() {
        return Outcome { value: None, diagnostics };
    }
    let first_line = sources.first_line(source);
    older::modernise(&mut table, &mut diagnostics);
    let written = table.clone();
    let mut fields = Fields::new(table, first_line, &CONFIG, &mut diagnostics);
    let value = read(&mut fields, source).map(|config| Config { written, ..config });
    fields.finish();
    Outcome { value, diagnostics }
}

fn read(fields: &mut Fields<'_>, source: SourceId) -> Option<Config> {
    let base_url = base_url::read(fields);
    let slugify = slugify::read(fields);
    let default = fields.text("default_language");
    let default_language = default.as_ref().map_or_else(|| "en".to_owned(), |it| it.value.clone());
    // Where each code was written.
    let mut codes = Vec::from_iter(default.map(|it| (it.value, it.span)));
    let mut languages = IndexMap::new();
    languages.insert(default_language.clone(), language(fields));
    if let Some((table, span)) = fields.table("languages") {
        let mut tables = Fields::new(table, span, &CONFIG, fields.diagnostics());
        let entries = tables.rest();
        for entry in entries {
            let Kind::Table(table) = entry.value.kind else {
                let message = format!("`languages.{}` must be a table", entry.key);
                tables.invalid(entry.value.span, message, None);
                continue;
            };
            let mut inner = Fields::new(table, entry.value.span, &CONFIG, tables.diagnostics());
            let language = language(&mut inner);
            inner.finish();
            if entry.key == default_language {
                merge_default(&mut languages[0], language);
            } else {
                codes.push((entry.key.clone(), entry.key_span));
                languages.insert(entry.key, language);
            }
        }
    }
    search::settle(&mut languages);
    for taxonomy in languages.values_mut().flat_map(|language| &mut language.taxonomies) {
        if taxonomy.slug.is_empty() {
            taxonomy.slug = slugify.taxonomies.path(&taxonomy.name);
        }
    }
    // Files of others are never deleted, so those whose names begin with a dot need no care.
    fields.boolean("preserve_dotfiles_in_output");
    let carnet = fields.table("carnet").map(|(table, span)| {
        let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
        let codes: Vec<String> = languages.keys().cloned().collect();
        let carnet = carnet(&codes, &mut inner);
        inner.finish();
        carnet
    });
    let locales = carnet.as_ref().map(|carnet| &carnet.locales);
    for (code, span) in
        codes.into_iter().filter(|(code, _)| !locales.is_some_and(|it| it.contains_key(code)))
    {
        if let Err(error) = Locale::parse(&code) {
            fields.invalid(span, error.to_string(), Some(locale::HELP.to_owned()));
            // Files of no language would have addresses of no language.
            if code != default_language {
                languages.shift_remove(&code);
            }
        }
    }
    let feeds = if carnet.is_some() { DEFAULT_FEEDS_OF_CARNET } else { DEFAULT_FEEDS };
    for names in languages.values_mut().map(|language| &mut language.feed_filenames) {
        if names.is_empty() {
            names.extend(feeds.iter().map(|name| (*name).to_owned()));
        }
    }
    let feed_limit = fields.count("feed_limit");
    // A carnet has colours unless it says otherwise.
    let by_default = Markdown { highlight: carnet.is_some(), ..Markdown::default() };
    let markdown = match fields.table("markdown") {
        None => by_default,
        Some((table, span)) => {
            let mut inner = Fields::new(table, span.clone(), &CONFIG, fields.diagnostics());
            let markdown = markdown::read(&mut inner, &by_default);
            inner.finish();
            markdown
        }
    };
    let config = Config {
        source,
        base_url: String::new(),
        default_language,
        languages,
        theme: fields.text("theme"),
        output_dir: fields.text("output_dir").map_or_else(|| OUTPUT.to_owned(), |text| text.value),
        author: fields.text("author").map(|text| text.value),
        minify_html: fields.boolean("minify_html").unwrap_or(false),
        compile_sass: fields.boolean("compile_sass").unwrap_or(false),
        generate_sitemap: fields.boolean("generate_sitemap").unwrap_or(true),
        generate_robots_txt: fields.boolean("generate_robots_txt").unwrap_or(true),
        feed_limit: feed_limit.or(carnet.as_ref().map(|_| FEED_LIMIT_OF_CARNET)),
        markdown,
        ignored_content: globs(fields, "ignored_content"),
        ignored_static: globs(fields, "ignored_static"),
        skip_content_templating: globs(fields, "skip_content_templating"),
        hard_link_static: fields.boolean("hard_link_static").unwrap_or(false),
        exclude_paginated_pages_in_sitemap: fields
            .choice("exclude_paginated_pages_in_sitemap", &[("none", false), ("all", true)])
            .unwrap_or(false),
        slugify,
        taxonomy_root: fields.parts("taxonomy_root").filter(|root| !root.is_empty()),
        link_checker: link_checker::read(fields),
        extra: fields.table("extra").map(|(table, _)| table).unwrap_or_default(),
        carnet,
        written: Table::default(),
    };
    // All is read by then, so that no key is taken for one that nobody knows.
    base_url.map(|base_url| Config { base_url, ..config })
}

/// Takes a list of globs.
fn globs(fields: &mut Fields<'_>, key: &'static str) -> GlobSet {
    let mut set = GlobSetBuilder::new();
    for pattern in fields.texts(key) {
        match Glob::new(&pattern.value) {
            Ok(glob) => {
                set.add(glob);
            }
            Err(error) => fields.invalid(pattern.span, error.kind().to_string(), None),
        }
    }
    // Each pattern was read on its own, so together they cannot fail either.
    set.build().unwrap_or_else(|_| GlobSet::empty())
}

/// Reads a key of an older Zola as what it is called now.
fn old_key(fields: &mut Fields<'_>, old: &'static str, new: &'static str) {
    let Some(mut entry) = fields.old_entry(old) else { return };
    fields.diagnostics().push(
        Diagnostic::at(
            &codes::CONFIG_OLD_KEY,
            entry.key_span.clone(),
            format!("`{old}` is a key of an older Zola"),
        )
        .help(format!("write `{new}`")),
    );
    // One name of a feed became a list of them.
    if new == "feed_filenames" && matches!(entry.value.kind, Kind::Text(_)) {
        let span = entry.value.span.clone();
        entry.value = Value { kind: Kind::List(vec![entry.value]), span };
    }
    new.clone_into(&mut entry.key);
    fields.put_back(entry);
}

fn language(fields: &mut Fields<'_>) -> Language {
    for (old, new) in OLD_KEYS {
        old_key(fields, old, new);
    }
    let mut filenames = fields.texts("feed_filenames");
    filenames.retain(|name| {
        let is_name = !name.value.contains(['/', '\\']) && !name.value.starts_with('.');
        if !is_name {
            let message = format!("a feed cannot be called {:?}", name.value);
            fields.invalid(name.span.clone(), message, Some("such as \"atom.xml\"".to_owned()));
        }
        is_name
    });
    let mut taxonomies = Vec::new();
    for (table, span) in fields.tables("taxonomies", "name") {
        let mut inner = Fields::new(table, span, &CONFIG_KIND, fields.diagnostics());
        old_key(&mut inner, "rss", "feed");
        taxonomies.push(Taxonomy {
            name: inner.required_text("name", "such as name = \"tags\"").value,
            // Made from the name where none is written, once it is known how.
            slug: inner.path_part("slug").unwrap_or_default(),
            paginate_by: inner.count("paginate_by").unwrap_or(0),
            paginate_path: inner.parts("paginate_path"),
            render: inner.boolean("render").unwrap_or(true),
            feed: inner.boolean("feed").unwrap_or(false),
        });
        inner.finish();
    }
    let build_search_index = search::wanted(fields);
    let own_search = search::read(fields);
    Language {
        build_search_index,
        search: own_search.as_ref().map(|(search, _)| search.clone()).unwrap_or_default(),
        own_search,
        title: fields.text("title").map(|text| text.value),
        description: fields.text("description").map(|text| text.value),
        generate_feeds: fields.boolean("generate_feeds").unwrap_or(false),
        feed_filenames: filenames.into_iter().map(|name| name.value).collect(),
        taxonomies,
        translations: text_map(fields, "translations"),
    }
}

/// A table of texts, in its order.
fn text_map(fields: &mut Fields<'_>, key: &'static str) -> IndexMap<String, String> {
    let mut map = IndexMap::new();
    for entry in fields.table(key).map(|(table, _)| table.entries).unwrap_or_default() {
        match entry.value {
            Value { kind: Kind::Text(text), .. } => {
                map.insert(entry.key, text);
            }
            Value { span, .. } => {
                fields.invalid(span, format!("`{key}.{}` must be a text", entry.key), None);
            }
        }
    }
    map
}

/// The default language may be described at the top, below `[languages]`, or partly in both.
fn merge_default(top: &mut Language, below: Language) {
    top.title = top.title.take().or(below.title);
    top.description = top.description.take().or(below.description);
    top.generate_feeds |= below.generate_feeds;
    top.build_search_index = top.build_search_index.take().or(below.build_search_index);
    if top.own_search.is_none() {
        top.search = below.search;
    }
    if top.feed_filenames.is_empty() {
        top.feed_filenames = below.feed_filenames;
    }
    if top.taxonomies.is_empty() {
        top.taxonomies = below.taxonomies;
    }
    top.translations.extend(below.translations);
}

/// How wide the built-in theme shows the pictures of a text.
const IMAGE_SIZES: &str = "(min-width: 48rem) 42rem, 100vw";

fn carnet(languages: &[String], fields: &mut Fields<'_>) -> Carnet {
    let vocabulary = fields.table("vocabulary");
    let vocabulary = vocabulary::read(vocabulary, languages, fields.diagnostics());
    let mut contrasts = Vec::new();
    for (table, span) in fields.tables("contrasts", "between") {
        let mut inner = Fields::new(table, span.clone(), &CONFIG, fields.diagnostics());
        let ends = inner.texts("between");
        inner.finish();
        let [one, other] = ends.as_slice() else {
            fields.invalid(
                span,
                "a contrast is between two milieus",
                Some("write between = [\"one\", \"other\"]".to_owned()),
            );
            continue;
        };
        for end in [one, other] {
            if !vocabulary.milieus.contains(&end.value) {
                let problem = vocabulary.milieus.unknown(end, "milieus");
                fields.diagnostics().push(problem);
            }
        }
        contrasts.push((one.value.clone(), other.value.clone()));
    }
    let repository = fields.text("repository");
    Carnet {
        citation: citation::read(fields),
        formats: formats::read(fields),
        license: license::read(fields),
        publisher: fields.text("publisher").map(|text| text.value),
        forge: forge::read(fields, repository.as_ref()),
        locales: text_map(fields, "locales"),
        vocabulary,
        contrasts,
        image_sizes: fields
            .text("image_sizes")
            .map_or_else(|| IMAGE_SIZES.to_owned(), |text| text.value),
        html: html::read(fields),
        templates_in: globs(fields, "templates_in"),
        link_terms: fields.boolean("link_terms").unwrap_or(false),
        history: history::read(fields),
    }
}
