//! The files of a site that no template makes: copies, compiled styles, widgets, and what hosts
//! read.

use std::collections::BTreeMap;
use std::path::Path;

use globset::GlobSet;

use crate::attachments;
use crate::beside;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::knowledge::KnowledgeBase;
use crate::markdown::highlight;
use crate::site::Artifact;
use crate::source::{Content, SourceId, Sources, Span};

/// What scripts, styles and frames a page of the built-in theme may use, for hosts that send it.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      img-src 'self' data: https:; media-src 'self' https:; object-src 'none'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/// Gathers them. What the site's own folders hold wins over the theme's.
#[must_use]
pub fn gather(
    sources: &Sources,
    base: &KnowledgeBase,
    config: &Config,
    beside_texts: &[(String, SourceId)],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Artifact> {
    let mut files = BTreeMap::new();
    if config.carnet.is_some() {
        widgets(&mut files);
        hosts(&mut files, base, config);
    }
    let theme = config.theme.as_ref().map(|theme| format!("themes/{}", theme.value));
    if let Some(theme) = &theme {
        sass(sources, &format!("{theme}/sass"), &mut files, diagnostics);
        copy(sources, &format!("{theme}/static"), &GlobSet::empty(), config, &mut files);
    }
    if config.compile_sass {
        sass(sources, "sass", &mut files, diagnostics);
    }
    if config.carnet.is_none() && config.markdown.highlight {
        for (file, css) in config.markdown.highlighter.style_sheets() {
            files.insert(file.to_owned(), Artifact::Made(css.into_bytes()));
        }
    }
    copy(sources, "static", &config.ignored_static, config, &mut files);
    for (file, id) in beside_texts {
        let made = attachments::publish(sources, (*id, file), (base, config), diagnostics);
        match files.get(file) {
            _ if config.carnet.is_none() => _ = files.insert(file.clone(), made),
            _ if attachments::is_order(file) => {}
            None => _ = files.insert(file.clone(), made),
            Some(there) => {
                diagnostics.push(beside::replaces(&sources.get(*id).path, file, there, sources));
            }
        }
    }
    files
}

/// The colours of code, for sites that have some.
#[must_use]
pub fn code_style() -> Artifact {
    Artifact::Made(highlight::STYLE_SHEET.into())
}

fn copy(
    sources: &Sources,
    folder: &str,
    ignored: &GlobSet,
    config: &Config,
    files: &mut BTreeMap<String, Artifact>,
) {
    let is_wanted = |name: &str| {
        // What is hidden is published by Zola, which `.well-known` needs, and not by a carnet.
        let is_hidden = name.split('/').any(|part| part.starts_with('.'));
        !(ignored.is_match(name) || is_hidden && config.carnet.is_some())
    };
    for (id, name, _) in sources.below(folder).filter(|(_, name, _)| is_wanted(name)) {
        files.insert(name.to_owned(), Artifact::Copied(id));
    }
}

fn widgets(files: &mut BTreeMap<String, Artifact>) {
    for asset in carnet_widgets::ASSETS {
        files.insert(asset.route.to_owned(), Artifact::Made(asset.bytes.to_vec()));
    }
}

/// What GitHub Pages, Netlify, Cloudflare and their like look for; harmless elsewhere.
fn hosts(files: &mut BTreeMap<String, Artifact>, base: &KnowledgeBase, config: &Config) {
    files.insert(".nojekyll".to_owned(), Artifact::Made(Vec::new()));
    let frames = match &config.carnet {
        Some(carnet) if !carnet.html.frames.is_empty() => {
            format!("; frame-src {}", carnet.html.frames.join(" "))
        }
        _ => String::new(),
    };
    let headers = format!(
        "/*\n  Content-Security-Policy: {POLICY}{frames}\n  X-Content-Type-Options: nosniff\n  \
         Referrer-Policy: strict-origin-when-cross-origin\n/{}/*\n  \
         Cache-Control: public, max-age=31536000, immutable\n",
        carnet_contract::ASSET_FOLDER
    );
    let headers = headers + &types(config);
    files.insert("_headers".to_owned(), Artifact::Made(headers.into()));
    // Hosts that follow this list keep it to themselves, and the others send it to whoever asks: so
    // what is unlisted is not in it, and has its stub alone, also at its permanent address.
    let redirects: String = base
        .aliases
        .iter()
        .filter(|alias| alias.is_listed)
        .map(|alias| format!("{} {} 301\n", alias.from, alias.to))
        .collect();
    files.insert("_redirects".to_owned(), Artifact::Made(redirects.into()));
}

/// What the files are by which programs take citations: hosts do not know it by their names.
fn types(config: &Config) -> String {
    let formats = config.carnet.iter().flat_map(|carnet| &carnet.citation.formats);
    let named = formats.flat_map(|format| {
        let files = [Some(format.file()), format.bibliography()];
        files.into_iter().flatten().map(|file| (file, format.media_type()))
    });
    let rule = |(file, kind)| format!("/*{file}\n  Content-Type: {kind}; charset=utf-8\n");
    named.map(rule).collect()
}

/// Compiles every style sheet of a folder but the partials, whose names begin with `_`.
fn sass(
    sources: &Sources,
    folder: &str,
    files: &mut BTreeMap<String, Artifact>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let files_of_folder = SassFolder { sources };
    let options = grass::Options::default()
        .style(grass::OutputStyle::Compressed)
        .fs(&files_of_folder)
        .load_path(folder);
    for (id, name, source) in sources.below(folder) {
        let file = name.rsplit('/').next().unwrap_or_default();
        let is_sheet = name.ends_with(".scss") || name.ends_with(".sass");
        if !is_sheet || file.starts_with('_') {
            continue;
        }
        match grass::from_path(&source.path, &options) {
            Ok(css) => {
                let stem = &name[..name.len() - ".scss".len()];
                files.insert(format!("{stem}.css"), Artifact::Made(css.into_bytes()));
            }
            Err(error) => diagnostics.push(sass_problem(*error, sources, id)),
        }
    }
}

/// A mistake in a style sheet, where it stands: in the sheet `id` or in one that it uses.
fn sass_problem(error: grass::Error, sources: &Sources, id: SourceId) -> Diagnostic {
    let (message, span) = match error.kind() {
        grass::ErrorKind::ParseError { message, loc, .. } => {
            let source = sources.find(loc.file.name()).unwrap_or(id);
            let text = sources.text(source);
            let start = offset(text, loc.begin.line, loc.begin.column);
            let end = offset(text, loc.end.line, loc.end.column).max(start);
            (message, Span::new(source, start..end))
        }
        grass::ErrorKind::FromUtf8Error(_) => ("this is not UTF-8".to_owned(), Span::new(id, 0..0)),
        grass::ErrorKind::IoError(error) => (error.to_string(), Span::new(id, 0..0)),
        _ => ("this cannot be compiled".to_owned(), Span::new(id, 0..0)),
    };
    Diagnostic::at(&codes::SASS_SYNTAX, span, in_our_words(&message))
}

/// The byte at which a line and a column stand, both counted from 0; columns are letters.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let letters = text[start..].char_indices().map(|(at, _)| at).chain([text.len() - start]);
    start + letters.take(column + 1).last().unwrap_or(0)
}

/// A sentence of the compiler as the other messages are: no capital, no full stop.
fn in_our_words(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut letters = message.chars();
    match letters.next() {
        Some(first) if !letters.clone().next().is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => message.to_owned(),
    }
}

/// The sources as the Sass compiler reads files.
#[derive(Debug)]
struct SassFolder<'a> {
    sources: &'a Sources,
}

/// A path without its `.` and `..`, as sources are named.
fn straight(path: &Path) -> String {
    let mut parts: Vec<_> = Vec::new();
    for part in path.iter().map(|part| part.to_string_lossy()) {
        match part.as_ref() {
            "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

impl grass::Fs for SassFolder<'_> {
    fn is_dir(&self, path: &Path) -> bool {
        self.sources.below(&straight(path)).next().is_some()
    }

    fn is_file(&self, path: &Path) -> bool {
        // A sheet that cannot be read is as good as missing; that it cannot be read is told
        // elsewhere, and grass panics when a file that is there gives nothing.
        let found = self.sources.find(&straight(path));
        found.is_some_and(|id| matches!(self.sources.get(id).content, Content::Text(_)))
    }

    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        let found = self.sources.find(&straight(path));
        match found.map(|id| &self.sources.get(id).content) {
            Some(Content::Text(text)) => Ok(text.as_bytes().to_vec()),
            _ => Err(std::io::ErrorKind::NotFound.into()),
        }
    }
}
