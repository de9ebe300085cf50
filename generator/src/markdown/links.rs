//! Where the links and images of a text lead.

use super::{Subject, Surroundings};
use crate::diagnostic::{Code, Diagnostic, codes, did_you_mean};
use crate::draft::ThingKind;
use crate::draft::mentions::wiki_target;
use crate::finish::links::{decoded, encoded};
use crate::knowledge::ids::Named;
use crate::knowledge::paths::{meant_by, scheme};
use crate::knowledge::{KnowledgeBase, Target};
use crate::source::{Span, Spanned};

/// A link, resolved.
#[derive(Clone, Debug, Default)]
pub struct Link {
    /// The address to write; absolute within the site until `finish` makes it relative.
    pub url: String,
    /// What the link should say when its author wrote no text.
    pub title: Option<String>,
    /// The language of the page it leads to, when it is not that of the text.
    pub language: Option<String>,
    /// What kind of thing it leads to.
    pub kind: Option<ThingKind>,
    /// Whether it leaves the site.
    pub is_external: bool,
}

/// Schemes that readers can open and that run nothing.
pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "geo", "doi", "xmpp", "matrix"];

/// Resolves the target of a wiki link.
pub fn wiki(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    target: &str,
    span: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Link> {
    let written = Spanned { value: wiki_target(target).to_owned(), span: span.clone() };
    let named = around.base.names.wiki(&written, subject.language, around.base, diagnostics)?;
    let (target, kind) = match named {
        Named::Thing(thing) => {
            let page = around.base.page_of(thing, subject.language);
            (Target::Page(page), Some(around.base.thing(thing).kind))
        }
        Named::Other(target) => (target, None),
    };
    Some(to(around, subject, target, anchor_of(&written.value), kind))
}

fn anchor_of(path: &str) -> Option<&str> {
    path.split_once('#').map(|(_, anchor)| anchor)
}

fn to(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    target: Target,
    anchor: Option<&str>,
    kind: Option<ThingKind>,
) -> Link {
    let (route, title, language) = describe(around.base, target);
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    Link {
        url: format!("{}{route}{anchor}", around.config.base_url),
        title: Some(title.to_owned()),
        language: (language != subject.language).then(|| language.to_owned()),
        kind,
        is_external: false,
    }
}

fn describe(base: &KnowledgeBase, target: Target) -> (&str, &str, &str) {
    match target {
        Target::Page(id) => {
            let page = base.page(id);
            (&page.route, page.title(), page.language())
        }
        Target::Section(id) => {
            let section = base.section(id);
            (&section.route, section.title(), section.language())
        }
    }
}

/// Resolves any other link.
pub fn link(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    url: &str,
    span: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Link> {
    let plain = |url: String| Some(Link { url, ..Link::default() });
    if let Some(path) = meant_by(url, subject.relative) {
        return content(around, subject, &path, span, diagnostics);
    }
    if url.starts_with('#') || url.is_empty() {
        return plain(format!("{}{}{url}", around.config.base_url, subject.route));
    }
    if let Some(scheme) = scheme(url) {
        if !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
            diagnostics.push(
                Diagnostic::at(
                    &codes::LINK_UNSAFE,
                    span.clone(),
                    format!("links of the scheme `{scheme}:` are not published"),
                )
                .help(format!("use one of {}", SCHEMES.join(", "))),
            );
            return None;
        }
        let inside = url
            .strip_prefix(around.config.base_url.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?']));
        return Some(Link { url: url.to_owned(), is_external: !inside, ..Link::default() });
    }
    if url.starts_with("//") {
        return Some(Link { url: url.to_owned(), is_external: true, ..Link::default() });
    }
    if url.starts_with('/') {
        return plain(format!("{}{url}", around.config.base_url));
    }
    let found = file(around, subject, url);
    if found.is_none() {
        diagnostics.push(missing(&codes::LINK_UNKNOWN_FILE, around, subject, url, span));
    }
    found.map(|url| Link { url, ..Link::default() })
}

/// Resolves an image, and any other file that a text shows.
pub fn image(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    url: &str,
    span: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    if scheme(url).is_some() || url.starts_with("//") {
        return link(around, subject, url, span, diagnostics).map(|link| link.url);
    }
    let Some(path) = url.strip_prefix('/') else {
        let found = file(around, subject, url);
        if found.is_none() {
            diagnostics.push(missing(&codes::IMAGE_MISSING, around, subject, url, span));
        }
        return found;
    };
    let theme =
        around.config.theme.as_ref().map(|theme| format!("themes/{}/static/{path}", theme.value));
    let exists = around.sources.contains(&format!("static/{path}"))
        || around.sources.contains(&format!("content/{path}"))
        || theme.is_some_and(|path| around.sources.contains(&path));
    if !exists {
        diagnostics.push(missing(&codes::IMAGE_MISSING, around, subject, url, span));
        return None;
    }
    Some(format!("{}{url}", around.config.base_url))
}

/// The address of a file that lies beside the text.
fn file(around: Surroundings<'_>, subject: Subject<'_>, url: &str) -> Option<String> {
    let (path, _) = url.split_once(['#', '?']).unwrap_or((url, ""));
    let path = path.strip_prefix("./").unwrap_or(path);
    let name = decoded(path);
    if !subject.assets.iter().any(|(_, own)| *own == name) {
        return None;
    }
    let rest = url.strip_prefix("./").unwrap_or(url)[path.len()..].to_owned();
    let address = format!("{}{rest}", encoded(&name));
    Some(format!("{}{}{address}", around.config.base_url, subject.route))
}

fn missing(
    code: &'static Code,
    around: Surroundings<'_>,
    subject: Subject<'_>,
    url: &str,
    span: &Span,
) -> Diagnostic {
    let beside = subject.assets.iter().map(|(_, name)| name.as_str());
    let help = did_you_mean(url, beside).unwrap_or_else(|| {
        let source = &around.sources.get(subject.source).path;
        if source.ends_with("/index.md") || source.contains("/index.") {
            "put the file beside the note, in the same folder".to_owned()
        } else {
            "a note with files lives in a folder of its own: `the-note/index.md`, files beside it"
                .to_owned()
        }
    });
    Diagnostic::at(code, span.clone(), format!("there is no file `{url}` for this page")).help(help)
}

/// A link to a content file, `notes/x.md#anchor`.
fn content(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    path: &str,
    span: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Link> {
    let (file, anchor) = match path.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor)),
        None => (path, None),
    };
    // In a site without [carnet] a path is the very file, as in Zola.
    let target = match around.config.carnet {
        Some(_) => around.base.file_in(file, subject.language),
        None => around.base.paths.get(&*decoded(file)).copied(),
    };
    if let Some(target) = target {
        return Some(to(around, subject, target, anchor, None));
    }
    diagnostics.push(no_such_file(around, file, span));
    None
}

/// That a link leads to a content file which is not there, or not for everybody.
pub(super) fn no_such_file(around: Surroundings<'_>, file: &str, span: &Span) -> Diagnostic {
    if let Some(why) = around.base.names.why_withheld(file) {
        return Diagnostic::at(
            &codes::ID_PRIVATE,
            span.clone(),
            format!("`{file}` is {why}, so nothing published may link to it"),
        )
        .help("take the link out, or change the other file");
    }
    let help = did_you_mean(file, around.base.paths.keys().map(String::as_str))
        .unwrap_or_else(|| "a link @/… is a path below content/, with its .md".to_owned());
    Diagnostic::at(
        &codes::LINK_UNKNOWN_FILE,
        span.clone(),
        format!("there is no file content/{file}"),
    )
    .help(help)
}

/// The address of a page or section below the site's home.
pub(super) fn route_of(base: &KnowledgeBase, target: Target) -> &str {
    describe(base, target).0
}
