//! Where links and images lead. Zola checks links to content files and anchors; of any other
//! address within the site only a warning is made, so that it is noted apart.

use std::ops::Range;

use pulldown_cmark::{CowStr, LinkType};

use super::{Writer, is_external};
use crate::finish::links::decoded;
use crate::knowledge::paths::{beside, meant_by};
use crate::markdown::links::{empty, no_such_file, route_of};
use crate::source::Spanned;

impl<'a> Writer<'a> {
    /// The address that a link is written with.
    pub(super) fn address(
        &mut self,
        link_type: LinkType,
        written: CowStr<'a>,
        range: &Range<usize>,
    ) -> CowStr<'a> {
        if link_type == LinkType::Email {
            return written;
        }
        if written.is_empty() {
            let problem = empty(&self.span(range));
            self.diagnostics.push(problem);
            return "#".into();
        }
        if let Some(path) = written.strip_prefix("@/") {
            // What is wrong was said; the page must not say it again.
            return self.content(path, range).unwrap_or_else(|| "#".to_owned()).into();
        }
        match written.strip_prefix('#') {
            Some("") => return written,
            Some(anchor) if !self.subject.route.is_empty() => {
                let whole = self.permalink() + &written;
                if is_checked(anchor) {
                    self.links.push(Spanned { value: whole.clone(), span: self.span(range) });
                }
                return whole.into();
            }
            Some(_) => return written,
            None => {}
        }
        // Zola makes a dead link of `other.md`; where no page is meant, it stays one.
        if let Some(path) = self.neighbour(&written) {
            return self.content(&path, range).map_or(written, CowStr::from);
        }
        self.inside(written, range)
    }

    /// The content file that `other.md` means, if there is one.
    fn neighbour(&self, written: &str) -> Option<String> {
        let relative = Some(self.subject.relative).filter(|relative| !relative.is_empty())?;
        let path = meant_by(written, relative)?;
        let file = path.split_once('#').map_or(path.as_str(), |(file, _)| file);
        self.around.base.paths.contains_key(file).then_some(path)
    }

    /// The address that an image is written with.
    pub(super) fn image_address(&mut self, written: &str, range: &Range<usize>) -> String {
        // Zola gives an image without address that of the page.
        if written.is_empty() || written.starts_with(['#', '@']) {
            let permalink = if is_beside(written) { self.permalink() } else { String::new() };
            return format!("{permalink}{written}");
        }
        self.inside(CowStr::from(written.to_owned()), range).to_string()
    }

    /// Notes an address that was written whole, in case it is one of this site.
    pub(super) fn note_external(&mut self, written: &str, range: &Range<usize>) {
        if written.starts_with(&self.around.config.base_url) {
            self.note(written.to_owned(), range);
        }
    }

    /// A path: of a file beside the text, of one below its page, or from the site's home.
    fn inside(&mut self, written: CowStr<'a>, range: &Range<usize>) -> CowStr<'a> {
        let base_url = &self.around.config.base_url;
        if is_beside(&written) {
            if self.subject.route.is_empty() {
                return written;
            }
            let whole = self.permalink() + &written;
            self.note(whole.clone(), range);
            return whole.into();
        }
        if written.starts_with("..") && !self.subject.route.is_empty() {
            let (path, rest) = match written.find(['#', '?']) {
                Some(at) => written.split_at(at),
                None => (&*written, ""),
            };
            let route = beside(self.subject.route.trim_start_matches('/'), path);
            self.note(format!("{base_url}/{route}{rest}"), range);
        } else if written.starts_with('/') && !written.starts_with("//") {
            self.note(written.to_string(), range);
        } else if is_external(&written) {
            self.note_external(&written, range);
        }
        written
    }

    /// A path below `content/`, with its `.md`.
    fn content(&mut self, path: &str, range: &Range<usize>) -> Option<String> {
        let span = self.span(range);
        let (file, anchor) = match path.split_once('#') {
            Some((file, anchor)) => (file, Some(anchor)),
            None => (path, None),
        };
        let file = decoded(file);
        let base = self.around.base;
        let Some(target) = base.paths.get(&*file) else {
            self.diagnostics.push(no_such_file(self.around, &file, &span));
            return None;
        };
        self.mentions.push(*target);
        let whole = [&self.around.config.base_url, route_of(base, *target)].concat();
        let Some(anchor) = anchor else {
            // Where a page is written, it is certain that something is there.
            if !base.is_rendered(*target) {
                self.addresses.push(Spanned { value: whole.clone(), span });
            }
            return Some(whole);
        };
        let whole = [&whole, "#", anchor].concat();
        if is_checked(anchor) {
            self.links.push(Spanned { value: whole.clone(), span });
        }
        Some(whole)
    }

    fn note(&mut self, whole: String, range: &Range<usize>) {
        self.addresses.push(Spanned { value: whole, span: self.span(range) });
    }

    /// The page's own address; nothing for a text of a template.
    fn permalink(&self) -> String {
        if self.subject.route.is_empty() {
            return String::new();
        }
        [&self.around.config.base_url, self.subject.route].concat()
    }
}

/// Whether an anchor is one of the text: browsers know where `#top` is.
fn is_checked(anchor: &str) -> bool {
    !anchor.is_empty() && !anchor.eq_ignore_ascii_case("top")
}

/// Whether an address is that of a file in the folder of the text.
fn is_beside(url: &str) -> bool {
    !url.starts_with('/') && !url.starts_with("..") && !url.starts_with('#') && !has_scheme(url)
}

/// Whether an address begins with what Zola takes for a scheme, which is not quite what one is.
fn has_scheme(url: &str) -> bool {
    let name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
    url.split_once(':').is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.chars().all(name))
}
