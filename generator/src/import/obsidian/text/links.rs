//! Links and embeds of Obsidian, and those of Markdown that lead into the vault.

use std::ops::Range;

use pulldown_cmark::LinkType;

use crate::diagnostic::codes;
use crate::finish::links::decoded;
use crate::html::scan::{Tag, tags};
use crate::import::escape;
use crate::import::obsidian::vault::Target;
use crate::knowledge::paths::scheme;
use crate::markdown::links::SCHEMES;

use super::{Open, Writer};

/// Endings of pictures.
const PICTURES: &[&str] = &["avif", "bmp", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// Where a link leads in the site.
enum Place {
    /// A note, and perhaps a place in it.
    Note { id: String, title: String, anchor: Option<String>, is_new: bool },
    /// A place in the note itself.
    Here(String),
    /// An attachment.
    File { url: String, name: String },
}

/// A wiki link taken apart.
struct Wiki<'a> {
    name: &'a str,
    fragment: Option<&'a str>,
    text: Option<&'a str>,
    /// The bar between target and text: in a table it is written otherwise.
    bar: &'a str,
}

impl<'a> Wiki<'a> {
    fn read(written: &'a str) -> Self {
        let (target, text) = match written.split_once('|') {
            Some((target, text)) => (target, Some(text.trim()).filter(|text| !text.is_empty())),
            None => (written, None),
        };
        let bar = if target.ends_with('\\') { "\\|" } else { "|" };
        let target = target.trim_end_matches('\\');
        let (name, fragment) = match target.split_once('#') {
            Some((name, fragment)) => (name, Some(fragment.trim())),
            None => (target, None),
        };
        Self { name: name.trim(), fragment: fragment.filter(|it| !it.is_empty()), text, bar }
    }

    /// What readers see, as Markdown.
    fn shown(&self) -> String {
        if let Some(text) = self.text {
            return text.to_owned();
        }
        let name = self.name.rsplit('/').next().unwrap_or_default();
        let name = name.strip_suffix(".md").unwrap_or(name);
        let parts = self.fragment.into_iter().flat_map(|fragment| fragment.split('#'));
        let parts = parts.map(|part| part.trim_start_matches('^').trim());
        let words: Vec<&str> =
            std::iter::once(name).chain(parts).filter(|part| !part.is_empty()).collect();
        escape::inline(&words.join(" > "))
    }
}

impl Writer<'_> {
    /// A link or image whose end was met.
    pub(super) fn link(&mut self, open: &Open, range: Range<usize>) {
        match open.kind {
            LinkType::Autolink | LinkType::Email => {}
            LinkType::WikiLink { .. } => self.wiki(range, open.is_image),
            _ if open.is_image => self.image(open, range),
            _ => self.markdown_link(open, range),
        }
    }

    fn wiki(&mut self, range: Range<usize>, is_embed: bool) {
        let note = self.note;
        let written = note.text[range.clone()].trim_start_matches('!');
        let inner = written.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]"));
        let Some(inner) = inner else { return };
        let wiki = Wiki::read(inner);
        if wiki.name.is_empty() && wiki.fragment.is_none() {
            self.edit(range, escape::inline(written));
            return;
        }
        let place = self.place(wiki.name, wiki.fragment, range.start);
        if let Some(Place::File { url, name }) = &place
            && is_embed
        {
            self.embed(range, &wiki, url, name);
            return;
        }
        if is_embed && place.is_some() {
            let message = format!("an embedded note is a link here: `{written}`");
            self.tell(&codes::IMPORT_CHANGED, range.start, message);
        }
        let shown = wiki.shown();
        let new = match place {
            Some(Place::Note { id, title, anchor, .. }) => {
                let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                let is_title = wiki.text.is_none() && shown == escape::inline(&title);
                if is_title {
                    format!("[[{id}{anchor}]]")
                } else {
                    format!("[[{id}{anchor}{}{shown}]]", wiki.bar)
                }
            }
            Some(Place::Here(anchor)) => format!("[{shown}](#{anchor})"),
            Some(Place::File { url, .. }) => format!("[{shown}]({url})"),
            None => shown,
        };
        self.edit(range, new);
    }

    /// An attachment that the text shows.
    fn embed(&mut self, range: Range<usize>, wiki: &Wiki<'_>, url: &str, name: &str) {
        let parts = wiki.text.into_iter().flat_map(|text| text.split('|'));
        let (sizes, words): (Vec<&str>, Vec<&str>) =
            parts.map(|part| part.trim().trim_end_matches('\\')).partition(|part| is_size(part));
        let words = words.join(" ");
        if !is_picture(url) {
            let message = format!("an embedded file is a link here: `{name}`");
            self.tell(&codes::IMPORT_CHANGED, range.start, message);
            let shown = if words.is_empty() { escape::inline(name) } else { words };
            self.edit(range, format!("[{shown}]({url})"));
            return;
        }
        self.sizes(&sizes, name, range.start);
        let words = if words.is_empty() { self.guessed(name, range.start) } else { words };
        self.edit(range, format!("![{words}]({url})"));
    }

    fn sizes(&mut self, sizes: &[&str], name: &str, at: usize) {
        if let Some(size) = sizes.first() {
            let message =
                format!("the size {size} of `{name}`: a theme says how large pictures are");
            self.tell(&codes::IMPORT_LEFT_OUT, at, message);
        }
    }

    /// What a picture without words shows, as far as its name tells.
    fn guessed(&mut self, name: &str, at: usize) -> String {
        escape::inline(&self.name_as_words(name, at))
    }

    fn name_as_words(&mut self, name: &str, at: usize) -> String {
        let base = name.rsplit('/').next().unwrap_or_default();
        let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
        let words = stem.replace(['-', '_'], " ").trim().to_owned();
        let words = if words.is_empty() { "image".to_owned() } else { words };
        let message = format!(
            "this picture has no text for those who do not see it; its name stands in: “{words}”"
        );
        self.tell(&codes::IMPORT_GUESSED, at, message);
        words
    }

    /// `![words](address)`.
    fn image(&mut self, open: &Open, range: Range<usize>) {
        let url = open.url.trim();
        let mut parts: Vec<&str> = open.text.split('|').map(str::trim).collect();
        let sizes: Vec<&str> = if parts.len() > 1 && parts.last().is_some_and(|it| is_size(it)) {
            parts.pop().into_iter().collect()
        } else {
            Vec::new()
        };
        let words = escape::inline(&parts.join(" "));
        let name = decoded(url).into_owned();
        let name = name.rsplit('/').next().unwrap_or_default();
        let (address, name) = if is_elsewhere(url) {
            if scheme(url).is_some_and(|it| !is_sound(it)) {
                let message = format!("a picture that no page may show: “{}”", start_of(url));
                self.tell(&codes::IMPORT_LEFT_OUT, range.start, message);
                self.edit(range, words);
                return;
            }
            if sizes.is_empty() && !words.is_empty() {
                return;
            }
            (url.replace(' ', "%20").replace('(', "%28").replace(')', "%29"), name.to_owned())
        } else {
            match self.place_of_path(url, range.start) {
                Some(Place::File { url, name }) => (url, name),
                Some(place) => {
                    let shown = if words.is_empty() { escape::inline(name) } else { words };
                    let message = format!("an embedded note is a link here: `{name}`");
                    self.tell(&codes::IMPORT_CHANGED, range.start, message);
                    self.edit(range, linked(&place, &shown));
                    return;
                }
                None => {
                    let shown = if words.is_empty() { escape::inline(name) } else { words };
                    self.edit(range, shown);
                    return;
                }
            }
        };
        if !is_picture(&address) && !is_elsewhere(&address) {
            let shown = if words.is_empty() { escape::inline(&name) } else { words };
            let message = format!("an embedded file is a link here: `{name}`");
            self.tell(&codes::IMPORT_CHANGED, range.start, message);
            self.edit(range, format!("[{shown}]({address})"));
            return;
        }
        self.sizes(&sizes, &name, range.start);
        let words = if words.is_empty() { self.guessed(&name, range.start) } else { words };
        self.edit(range, format!("![{words}]({address}{})", quoted(&open.title)));
    }

    /// `[words](address)` and its kin.
    fn markdown_link(&mut self, open: &Open, range: Range<usize>) {
        let url = open.url.trim();
        let Some(inner) = open.inner.clone() else {
            // Nobody could tell where it leads.
            let name = decoded(url).into_owned();
            let is_fine = scheme(url).is_none_or(is_sound);
            let new = match url {
                "" => String::new(),
                _ if is_elsewhere(url) && is_fine => format!("[{}](<{url}>)", escape::inline(url)),
                _ => {
                    let shown = escape::inline(name.rsplit('/').next().unwrap_or_default());
                    self.place_of_path(url, range.start)
                        .map_or_else(|| shown.clone(), |place| linked(&place, &shown))
                }
            };
            self.edit(range, new);
            return;
        };
        if is_elsewhere(url) {
            if scheme(url).is_some_and(|it| !is_sound(it)) {
                let message = format!("a link that no page may have is text: “{}”", start_of(url));
                self.tell(&codes::IMPORT_CHANGED, range.start, message);
                self.unlink(range, inner);
            }
            return;
        }
        let place = if url.is_empty() {
            self.tell(&codes::IMPORT_CHANGED, range.start, "a link that leads nowhere is text");
            None
        } else {
            self.place_of_path(url, range.start)
        };
        let address = match place {
            None => {
                self.unlink(range, inner);
                return;
            }
            // The file of a note of the site may lie anywhere below its folder.
            Some(Place::Note { id, anchor, is_new: false, .. }) => {
                let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
                let bar = if self.in_table { "\\|" } else { "|" };
                self.edits.push((range.start..inner.start, format!("[[{id}{anchor}{bar}")));
                self.edits.push((inner.end..range.end, "]]".to_owned()));
                return;
            }
            Some(place) => address(&place),
        };
        let end = format!("]({address}{})", quoted(&open.title));
        self.edits.push((inner.end..range.end, end));
    }

    /// Leaves of a link what stands between its square brackets.
    fn unlink(&mut self, range: Range<usize>, inner: Range<usize>) {
        self.edits.push((range.start..inner.start, String::new()));
        self.edits.push((inner.end..range.end, String::new()));
    }

    /// What in HTML leads into the vault.
    pub(super) fn html(&mut self, range: Range<usize>) {
        let note = self.note;
        let html = &note.text[range.clone()];
        for tag in tags(html) {
            let Tag::Open(tag) = tag else { continue };
            if tag.is("img") && tag.get("alt").is_none() {
                let at = range.start + tag.range.start + "<img".len();
                let name = htmlize::unescape_attribute(tag.get("src").unwrap_or_default());
                let words = htmlize::escape_all_quotes(self.name_as_words(&name, at)).into_owned();
                self.edits.push((at..at, format!(" alt=\"{words}\"")));
            }
            for attribute in &tag.attributes {
                let is_address =
                    ["src", "href"].iter().any(|it| attribute.name.eq_ignore_ascii_case(it));
                let url = htmlize::unescape_attribute(attribute.value);
                if !is_address || url.is_empty() || is_elsewhere(&url) {
                    continue;
                }
                let at = range.start + tag.range.start;
                match self.place_of_path(&url, at) {
                    Some(Place::Note { id, anchor, .. }) => {
                        let anchor = anchor.map(|it| format!("#{it}")).unwrap_or_default();
                        let value = format!("\"/notes/{id}/{anchor}\"");
                        let place = &attribute.place;
                        self.edits
                            .push((range.start + place.start..range.start + place.end, value));
                    }
                    Some(place) => {
                        let value = format!("\"{}\"", address(&place));
                        let place = &attribute.place;
                        self.edits
                            .push((range.start + place.start..range.start + place.end, value));
                    }
                    None => {
                        let open = if tag.is("a") { "<a>" } else { "" };
                        let whole = at..range.start + tag.range.end;
                        self.edits.push((whole, open.to_owned()));
                        break;
                    }
                }
            }
        }
    }

    /// What a path in an address means.
    fn place_of_path(&mut self, url: &str, at: usize) -> Option<Place> {
        let url = decoded(url).into_owned();
        let (path, fragment) = match url.split_once('#') {
            Some((path, fragment)) => (path, Some(fragment.trim())),
            None => (url.as_str(), None),
        };
        self.place(path, fragment.filter(|fragment| !fragment.is_empty()), at)
    }

    /// What a name and a place in it mean; what leads nowhere is reported.
    fn place(&mut self, name: &str, fragment: Option<&str>, at: usize) -> Option<Place> {
        if name.is_empty() {
            let anchor = fragment.and_then(|fragment| self.anchor(self.number, fragment));
            if anchor.is_none() {
                let fragment = fragment.unwrap_or_default();
                let message = format!("this note has no heading “{fragment}”, so the link is text");
                self.tell(&codes::IMPORT_CHANGED, at, message);
            }
            return anchor.map(Place::Here);
        }
        let Some(meant) = self.index.meant(self.number, name) else {
            let message = format!("nothing in the vault is called “{name}”, so the link is text");
            self.tell(&codes::IMPORT_CHANGED, at, message);
            return None;
        };
        if !meant.others.is_empty() {
            let message = format!("“{name}” may also be {}", meant.others.join(", "));
            self.tell(&codes::IMPORT_GUESSED, at, message);
        }
        match meant.target {
            Target::Site(id) => {
                Some(Place::Note { id, title: String::new(), anchor: None, is_new: false })
            }
            Target::Attachment(number) => {
                let used = if self.note.properties.is_withheld() {
                    &mut self.uses.hidden
                } else {
                    &mut self.uses.shown
                };
                used.insert(number);
                let attachment = &self.index.attachments[number];
                let name = attachment.path.rsplit('/').next().unwrap_or_default().to_owned();
                Some(Place::File { url: format!("/attachments/{}", attachment.name), name })
            }
            Target::Note(number) => self.note_place(number, fragment, at),
        }
    }

    fn note_place(&mut self, number: usize, fragment: Option<&str>, at: usize) -> Option<Place> {
        let target = &self.index.notes[number];
        let is_hidden = target.properties.is_withheld() && !self.note.properties.is_withheld();
        if is_hidden && !target.is_there {
            self.tell(&codes::IMPORT_CHANGED, at, "this links to a private note, so it is text");
            return None;
        }
        let (id, title, is_new) = (target.id.clone(), target.title.clone(), !target.is_there);
        let anchor = fragment.and_then(|fragment| self.anchor(number, fragment));
        if let Some(fragment) = fragment.filter(|_| anchor.is_none()) {
            let message = format!("“{title}” has no place “{fragment}”; the link leads to its top");
            self.tell(&codes::IMPORT_CHANGED, at, message);
        }
        Some(Place::Note { id, title, anchor, is_new })
    }

    /// The id of a heading, or of a place that was given a name.
    fn anchor(&mut self, number: usize, fragment: &str) -> Option<String> {
        let note = &self.index.notes[number];
        if note.is_there {
            return None;
        }
        let last = fragment.rsplit('#').next().unwrap_or(fragment);
        if let Some(block) = last.strip_prefix('^') {
            return note.blocks.contains(block).then(|| format!("bloc-{block}"));
        }
        let place = note.heading(fragment)?;
        if place == 0 && note.repeats_title {
            return None;
        }
        self.uses.headings.insert((number, place));
        note.anchors.get(place).cloned()
    }
}

/// The address of a place, as Markdown writes it.
fn address(place: &Place) -> String {
    match place {
        Place::Note { id, anchor, .. } => {
            let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
            format!("@/notes/{id}.md{anchor}")
        }
        Place::Here(anchor) => format!("#{anchor}"),
        Place::File { url, .. } => url.clone(),
    }
}

/// A link with its text.
fn linked(place: &Place, shown: &str) -> String {
    match place {
        Place::Note { id, is_new: false, .. } => format!("[[{id}|{shown}]]"),
        _ => format!("[{shown}]({})", address(place)),
    }
}

/// Whether an address leaves the vault.
fn is_elsewhere(url: &str) -> bool {
    scheme(url).is_some() || url.starts_with("//")
}

fn is_sound(scheme: &str) -> bool {
    SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}

/// `300` or `300x200`.
fn is_size(text: &str) -> bool {
    let is_number =
        |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    match text.split_once('x') {
        Some((width, height)) => is_number(width) && is_number(height),
        None => is_number(text),
    }
}

fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    PICTURES.iter().any(|picture| picture.eq_ignore_ascii_case(ending))
}

/// A title of a link, if it has one.
fn quoted(title: &str) -> String {
    if title.is_empty() {
        return String::new();
    }
    format!(" \"{}\"", title.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The beginning of an address: some hold a whole picture.
fn start_of(url: &str) -> String {
    url.chars().take(80).collect()
}
