//! Where the links and images of a text lead.

use super::{Subject, Surroundings};
use crate::diagnostic::{Code, Diagnostic, codes, did_you_mean};
use crate::draft::ThingKind;
use crate::draft::mentions::wiki_target;
use crate::draft::thing::KINDS;
use crate::finish::links::{decoded, encoded};
use crate::knowledge::ids::Named;
use crate::knowledge::paths::{meant_by, scheme};
use crate::knowledge::{KnowledgeBase, Target};
use crate::source::{SourceId, Span, Spanned};

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
    /// The file that it leads to, when that is no page.
    pub file: Option<SourceId>,
}

/// A picture, sound or film that a text shows.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// Its address.
    pub url: String,
    /// Its file, when it is one of the site's.
    pub source: Option<SourceId>,
}

/// Schemes that readers can open and that run nothing.
pub const SCHEMES: &[&str] = &["http", "https", "mailto", "tel", "geo", "doi", "xmpp", "matrix"];

/// An address as browsers read it: they pass over signs that nobody sees, and read on.
pub(super) fn as_browsers_read(url: &str) -> String {
    let seen: String = url.chars().filter(|sign| !sign.is_ascii_control()).collect();
    seen.trim().to_owned()
}

/// Tells of a scheme that is not published.
pub(super) fn unsafe_scheme(scheme: &str, span: &Span) -> Option<Diagnostic> {
    if SCHEMES.contains(&scheme.to_ascii_lowercase().as_str()) {
        return None;
    }
    let message = format!("links of the scheme `{scheme}:` are not published");
    let problem = Diagnostic::at(&codes::LINK_UNSAFE, span.clone(), message);
    Some(problem.help(format!("use one of {}", SCHEMES.join(", "))))
}

/// Tells of a link without an address.
pub(super) fn empty(span: &Span) -> Diagnostic {
    Diagnostic::at(&codes::LINK_EMPTY, span.clone(), "this link has no address")
        .help("write between the round brackets where it leads")
}

/// Tells of a link to an e-mail address.
pub(super) fn exposes_address(span: &Span) -> Diagnostic {
    let message = "this link exposes an e-mail address";
    Diagnostic::at(&codes::LINK_EMAIL, span.clone(), message)
        .help("it would be harvested; link to a form or a forum instead")
}

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
        file: None,
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
    if url.is_empty() {
        diagnostics.push(empty(span));
        return None;
    }
    if url.starts_with('#') {
        return plain(format!("{}{}{url}", around.config.base_url, subject.route));
    }
    if let Some(scheme) = scheme(&as_browsers_read(url)) {
        if let Some(problem) = unsafe_scheme(scheme, span) {
            diagnostics.push(problem);
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
    if let Some(path) = url.strip_prefix('/') {
        let file = file_of_site(around, path).filter(|_| is_worth_telling(path));
        let url = format!("{}{url}", around.config.base_url);
        return Some(Link { url, file, ..Link::default() });
    }
    let found = file(around, subject, url);
    if found.is_none() {
        diagnostics.push(missing(&codes::LINK_UNKNOWN_FILE, around, subject, url, span));
    }
    found.map(|(source, address)| Link {
        url: address,
        file: Some(source).filter(|_| is_worth_telling(url)),
        ..Link::default()
    })
}

/// Whether a link to a file says what it is and how large: a web page opens like any other.
fn is_worth_telling(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).to_ascii_lowercase();
    ![".html", ".htm", "/"].iter().any(|end| path.ends_with(end))
}

/// The file of `static/`, of `content/` or of the theme that is published at `path`.
fn file_of_site(around: Surroundings<'_>, path: &str) -> Option<SourceId> {
    let path = decoded(path.split(['?', '#']).next().unwrap_or(path));
    let theme = around.config.theme.as_ref();
    let find = |path: String| around.sources.find(&path);
    // A text of `content/` becomes a page, at another address; what lies beside one that is
    // withheld is withheld too.
    let in_content = || {
        let found = find(format!("content/{path}")).filter(|_| !path.ends_with(".md"));
        found.filter(|id| !is_hidden(around, *id))
    };
    find(format!("static/{path}"))
        .or_else(in_content)
        .or_else(|| find(format!("themes/{}/static/{path}", theme?.value)))
}

fn is_hidden(around: Surroundings<'_>, source: SourceId) -> bool {
    around.base.hides_source(source, around.sources, around.config)
}

/// The address of a file that belongs to another which a text shows, if it is there. A text of its
/// own, `.md`, is a page.
pub(super) fn companion(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    url: &str,
) -> Option<String> {
    if let Some(path) = url.strip_prefix('/') {
        file_of_site(around, path)?;
        return Some(format!("{}{url}", around.config.base_url));
    }
    if url.ends_with(".md") {
        let folder = subject.relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = format!("{folder}/{}", url.strip_prefix("./").unwrap_or(url));
        let target = around.base.file_in(path.trim_start_matches('/'), subject.language)?;
        return Some(to(around, subject, target, None, None).url);
    }
    file(around, subject, url).map(|(_, url)| url)
}

/// Resolves an image, and any other file that a text shows.
pub fn image(
    around: Surroundings<'_>,
    subject: Subject<'_>,
    url: &str,
    span: &Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Shown> {
    if scheme(&as_browsers_read(url)).is_some() || url.starts_with("//") {
        let link = link(around, subject, url, span, diagnostics);
        return link.map(|link| Shown { url: link.url, source: None });
    }
    let found = match url.strip_prefix('/') {
        None => file(around, subject, url),
        Some(path) => file_of_site(around, path)
            .map(|source| (source, format!("{}{url}", around.config.base_url))),
    };
    if found.is_none() {
        diagnostics.push(missing(&codes::IMAGE_MISSING, around, subject, url, span));
    }
    found.map(|(source, url)| Shown { url, source: Some(source) })
}

/// A file that lies beside the text, and its address.
fn file(around: Surroundings<'_>, subject: Subject<'_>, url: &str) -> Option<(SourceId, String)> {
    let (path, _) = url.split_once(['#', '?']).unwrap_or((url, ""));
    let path = path.strip_prefix("./").unwrap_or(path);
    let name = decoded(path);
    let own = |(source, own): &&(SourceId, String)| *own == name && !is_hidden(around, *source);
    let (source, _) = subject.assets.iter().find(own)?;
    let rest = url.strip_prefix("./").unwrap_or(url)[path.len()..].to_owned();
    let address = format!("{}{rest}", encoded(&name));
    Some((*source, format!("{}{}{address}", around.config.base_url, subject.route)))
}

fn missing(
    code: &'static Code,
    around: Surroundings<'_>,
    subject: Subject<'_>,
    url: &str,
    span: &Span,
) -> Diagnostic {
    if code == &codes::LINK_UNKNOWN_FILE
        && let Some(help) = meant_elsewhere(around, url)
    {
        let message = format!("there is no file `{url}` for this page");
        return Diagnostic::at(code, span.clone(), message).help(help);
    }
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

/// What to write for a link that was meant for another site, or for a thing of this one.
fn meant_elsewhere(around: Surroundings<'_>, url: &str) -> Option<String> {
    if url.starts_with("www.") {
        return Some(format!("another site has its scheme before it: https://{url}"));
    }
    let id = url.trim_end_matches('/').rsplit('/').next()?;
    around.base.names.peek(id, KINDS).map(|_| format!("a wiki link leads to it: [[{id}]]"))
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
