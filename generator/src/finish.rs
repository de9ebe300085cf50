//! From a page as its template made it to the bytes that are published.
//!
//! Whatever theme made it: its links within the site become relative, so that one output serves a
//! domain, a sub-path, a preview and `file://`; what its widgets and its code need is added to its
//! head; where it leads is noted, to be checked once all pages are known.

pub mod absolute;
pub mod links;
pub mod minify;
mod srcset;

use std::borrow::Cow;
use std::collections::BTreeSet;

use htmlize::{escape_attribute, unescape_attribute};
use memchr::{memchr2, memmem};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::html::scan::{Attribute, Open, Tag, tags};
use crate::typeset::Page;
use links::{Link, Place, Start, file_of, target_of_file};

/// Where the style sheet of code is written.
pub const CODE_STYLE: &str = "highlight.css";

/// A finished page, but for its bytes.
#[derive(Clone, Debug)]
pub struct Finished {
    /// The file to write.
    pub file: String,
    /// The ids on it.
    pub ids: Ids,
    /// Where it leads within the site, as far as that is not known to be there: targets with the
    /// ids that are named in them.
    pub targets: BTreeSet<(String, String)>,
    /// What it was made from.
    pub made_from: String,
}

/// The ids on a page: kept of every page, and seldom asked for.
#[derive(Clone, Debug, Default)]
pub struct Ids(String);

/// What no id holds, between two of them.
const BETWEEN: char = '\0';

impl Ids {
    /// Of ids in order.
    fn of(ids: &[Cow<'_, str>]) -> Self {
        let mut joined = String::with_capacity(ids.iter().map(|id| id.len() + 1).sum());
        for id in ids {
            joined.push_str(id);
            joined.push(BETWEEN);
        }
        Self(joined)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator(BETWEEN)
    }
}

/// What to do about an image of HTML without words.
pub(crate) const IMAGE_WORDS: &str = "write alt=\"what it shows\", or alt=\"\" for an ornament";

/// What is seen while a page is rewritten.
struct Seen<'a> {
    /// The target that is the page itself.
    own: &'a str,
    /// Knows the targets that are written for certain: they need not be looked at again.
    exists: &'a dyn Fn(&str) -> bool,
    /// The ids on the page, as they come.
    ids: Vec<Cow<'a, str>>,
    /// The ids that its own links name.
    named: Vec<String>,
    images: BTreeSet<&'a str>,
    targets: BTreeSet<(String, String)>,
}

impl<'a> Seen<'a> {
    fn new(file: &'a str, exists: &'a dyn Fn(&str) -> bool) -> Self {
        let (images, targets) = (BTreeSet::new(), BTreeSet::new());
        let own = target_of_file(file);
        Self { own, exists, ids: Vec::new(), named: Vec::new(), images, targets }
    }

    fn target(&mut self, target: Cow<'_, str>, anchor: Cow<'_, str>) {
        if !anchor.is_empty() && target == self.own {
            self.named.push(anchor.into_owned());
        } else if !anchor.is_empty() || !(self.exists)(&target) {
            self.targets.insert((target.into_owned(), anchor.into_owned()));
        }
    }

    /// Puts the ids in order, and tells those that occur more than once.
    fn repeated(&mut self) -> BTreeSet<Cow<'a, str>> {
        self.ids.sort_unstable();
        let pairs = self.ids.windows(2).filter(|pair| pair[0] == pair[1]);
        let repeated = pairs.map(|pair| pair[0].clone()).collect();
        self.ids.dedup();
        repeated
    }
}

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &["href", "src", "action", "poster", "data", "formaction"];

/// Finishes a page; the result has its bytes. `exists` knows the targets that are written for
/// certain.
#[must_use]
pub fn page(
    page: Page,
    config: &Config,
    exists: impl Fn(&str) -> bool,
) -> (Finished, Vec<u8>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Page { file, text, made_from } = page;
    if !file.ends_with(".html") {
        let finished = Finished { file, ids: Ids::default(), targets: BTreeSet::new(), made_from };
        return (finished, text, diagnostics);
    }
    let text = text_of(&text);
    let base = base(&text, &file, config);
    let place = match &base {
        None => Place::of(&file, config),
        Some(Some(base)) => Place::of(&file, config).starting(Start::Base, base),
        Some(None) => Place::of(&file, config).starting(Start::Elsewhere, &file),
    };
    let head = head(&text, &place, config, &exists);
    let mut seen = Seen::new(&file, &exists);
    let made = rewrite(&text, &place, &head, &mut seen);
    let repeated = seen.repeated();
    let Seen { own, ids, named, images, mut targets, .. } = seen;
    let is_absent = |anchor: &String| ids.binary_search(&Cow::from(anchor.as_str())).is_err();
    targets.extend(named.into_iter().filter(is_absent).map(|anchor| (own.to_owned(), anchor)));
    for id in &repeated {
        diagnostics.push(
            Diagnostic::about(
                &codes::HTML_DUPLICATE_ID,
                &made_from,
                format!("two elements of the page {file} have the id `{id}`"),
            )
            .help(match config.carnet {
                Some(_) => "give a heading another id: `## Heading {#other-id}`",
                None => OTHER_ID,
            }),
        );
    }
    if config.carnet.is_some() {
        for image in &images {
            diagnostics.push(
                Diagnostic::about(
                    &codes::A11Y_IMAGE,
                    &made_from,
                    format!("the image {image} of the page {file} has no `alt`"),
                )
                .help(IMAGE_WORDS),
            );
        }
    }
    let bytes = if config.minify_html { minify::html(&made, config) } else { made.into_bytes() };
    let ids = Ids::of(&ids);
    let finished = Finished { file, ids, targets, made_from };
    (finished, bytes, diagnostics)
}

/// What the engine wrote. Only a filter that makes bytes could have it write what is no text.
fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    }
}

/// The file at which the relative addresses of a page start, when a `<base>` says so; none within
/// for a place outside of the site.
fn base(text: &str, file: &str, config: &Config) -> Option<Option<String>> {
    // Nearly no page has one, and most need not be taken apart twice for that.
    let end = memmem::find(text.as_bytes(), b"</head>").unwrap_or(text.len());
    let head = &text.as_bytes()[..end];
    memmem::find(head, b"<base").or_else(|| memmem::find(head, b"<BASE"))?;
    let mut addresses = tags(text).filter_map(|tag| match tag {
        Tag::Open(open) if open.is("base") => open.get("href"),
        _ => None,
    });
    let address = unescape_attribute(addresses.next()?);
    // As for any address, what follows the last slash is the name of a file there.
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let folder = &path[..path.rfind('/').map_or(0, |slash| slash + 1)];
    let is_host = folder.ends_with("://");
    let folder = if is_host { path } else { folder };
    Some(Place::of(file, config).inside(folder).map(|link| file_of(&link.target).into_owned()))
}

/// Texts of a plain site may be templates, in which `{#` opens a comment.
const OTHER_ID: &str = "give a heading another title, or another id: `## Heading {#other-id}`; in a text with {{ }} or {% %}, where `{#` opens a comment, write `{% raw %}{#other-id}{% endraw %}` or `<h2 id=\"other-id\">`";

/// On the element with a citation: the address in it is copied with it, and must stay whole.
const CITATION: &str = carnet_contract::cite::TEXT;

/// What the page's head lacks for what is on the page. The loader is on every page of a carnet:
/// where there is no widget it only mends links for pages opened from a folder.
fn head(text: &str, place: &Place<'_>, config: &Config, exists: &dyn Fn(&str) -> bool) -> String {
    let mut head = String::new();
    // Where there is no carnet, colours are the theme's own affair.
    if config.carnet.is_none() {
        return head;
    }
    if text.contains("class=\"hl-") && exists(CODE_STYLE) {
        let style = place.to(&format!("/{CODE_STYLE}"));
        head.push_str(&format!("<link rel=\"stylesheet\" href=\"{style}\">"));
    }
    let loader = place.to(&format!("/{}", carnet_widgets::LOADER));
    head.push_str(&format!("<script src=\"{loader}\" defer></script>"));
    head
}

/// The page with its links within the site as seen from itself, and with `head` at the end of its
/// head.
fn rewrite<'a>(page: &'a str, place: &Place<'_>, head: &str, seen: &mut Seen<'a>) -> String {
    let mut copy = Copy { page, made: String::with_capacity(page.len() + head.len()), copied: 0 };
    let mut citation = None;
    let mut head_begins = None;
    let mut has_head = false;
    for tag in tags(page) {
        match tag {
            Tag::Open(open) => {
                note(&open, seen);
                let is_kept = is_within(&mut citation, &open) || is_absolute_by_nature(&open);
                if !is_kept {
                    readdress(&open, place, seen, &mut copy);
                }
                if open.is("head") && head_begins.is_none() {
                    copy.up_to(open.range.end);
                    head_begins = Some(copy.made.len());
                }
            }
            Tag::Close { name, start } => {
                leave(&mut citation, name);
                if name.eq_ignore_ascii_case("head") && !has_head {
                    copy.up_to(start);
                    copy.made.push_str(head);
                    has_head = true;
                }
            }
        }
    }
    copy.up_to(page.len());
    // A head need not be closed.
    if let Some(begins) = head_begins.filter(|_| !has_head) {
        copy.made.insert_str(begins, head);
    }
    copy.made
}

/// A page that is copied but for some of its parts.
struct Copy<'a> {
    page: &'a str,
    made: String,
    copied: usize,
}

impl Copy<'_> {
    fn up_to(&mut self, end: usize) {
        self.made.push_str(&self.page[self.copied..end]);
        self.copied = end;
    }

    /// Writes another value for an attribute.
    fn replace(&mut self, attribute: &Attribute<'_>, value: &str) {
        self.up_to(attribute.place.start);
        self.made.push('"');
        match memchr2(b'&', b'"', value.as_bytes()) {
            Some(_) => self.made.push_str(&escape_attribute(value)),
            None => self.made.push_str(value),
        }
        self.made.push('"');
        self.copied = attribute.place.end;
    }
}

/// Keeps what is wanted to know of an element.
fn note<'a>(open: &Open<'a>, seen: &mut Seen<'a>) {
    seen.ids.extend(open.get("id").map(unescape_attribute));
    if open.is("img") && open.get("alt").is_none() {
        seen.images.insert(open.get("src").unwrap_or_default());
    }
}

/// Whether the element stands in a citation. `citation` is the name of the element that holds it,
/// and how many of that name are open in it.
fn is_within<'a>(citation: &mut Option<(&'a str, usize)>, open: &Open<'a>) -> bool {
    match citation {
        Some((name, depth)) => {
            *depth += usize::from(open.is(name));
            true
        }
        None => {
            *citation = open.get(CITATION).map(|_| (open.name, 1));
            false
        }
    }
}

fn leave(citation: &mut Option<(&str, usize)>, closed: &str) {
    if let Some((name, depth)) = citation
        && name.eq_ignore_ascii_case(closed)
    {
        *depth -= 1;
        if *depth == 0 {
            *citation = None;
        }
    }
}

/// Makes the addresses of an element relative, and keeps where they lead.
fn readdress(open: &Open<'_>, place: &Place<'_>, seen: &mut Seen<'_>, copy: &mut Copy<'_>) {
    for attribute in &open.attributes {
        let is = |name: &&str| attribute.name.eq_ignore_ascii_case(name);
        let is_srcset = is(&"srcset");
        if !is_srcset && !ADDRESSES.iter().any(is) {
            continue;
        }
        let value = unescape_attribute(attribute.value);
        let mut inside = |url: &str| {
            let Link { written, target, anchor } = place.inside(url)?;
            seen.target(target, anchor);
            (written != url).then(|| written.into_owned())
        };
        let written = if is_srcset { srcset::readdress(&value, inside) } else { inside(&value) };
        if let Some(written) = written {
            copy.replace(attribute, &written);
        }
    }
}

/// Addresses that other programs read must name the site: the canonical one, the short one, the
/// one to cite and those of translations.
fn is_absolute_by_nature(open: &Open<'_>) -> bool {
    if !open.is("link") {
        return false;
    }
    let relation = open.get("rel").unwrap_or_default();
    relation
        .split_ascii_whitespace()
        .any(|word| matches!(word, "canonical" | "shortlink" | "cite-as"))
        || (relation.contains("alternate") && open.get("hreflang").is_some())
}
