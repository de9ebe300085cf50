//! What is told of the HTML that an author writes: what of it will be taken out, and where its
//! links lead. The taking out itself is done once the whole text is there (`sanitise`).

use std::ops::Range;

use htmlize::unescape_attribute;

use super::Builder;
use crate::diagnostic::{Diagnostic, codes};
use crate::finish::IMAGE_WORDS;
use crate::finish::links::{Place, file_of, target_of};
use crate::html::scan::{Attribute, Open, Tag, tags};
use crate::knowledge::paths::scheme;
use crate::markdown::links;
use crate::source::Spanned;

/// HTML that belongs together and comes in pieces: a tag may begin in one line and end in another.
#[derive(Debug, Default)]
pub(super) struct Authored {
    html: String,
    /// Where each piece begins, here and in the text: in a quote the signs between are left out.
    pieces: Vec<(usize, usize)>,
}

impl Authored {
    /// Adds the piece that stands at `start` in the text.
    pub(super) fn push(&mut self, html: &str, start: usize) {
        self.pieces.push((self.html.len(), start));
        self.html.push_str(html);
    }

    /// Where in the text a part of it was written.
    fn place(&self, part: &Range<usize>) -> Range<usize> {
        let at = |offset: usize| {
            let piece = self.pieces.partition_point(|(here, _)| *here <= offset).max(1) - 1;
            self.pieces.get(piece).map_or(0, |(here, there)| there + offset - here)
        };
        let (start, last) = (at(part.start), at(part.end.saturating_sub(1)));
        start..last.max(start) + 1
    }
}

/// Elements whose content goes with them, as far as it is made of tags.
const WHOLE: &[&str] = &["svg", "math", "template"];

/// Why an attribute is taken out by which a text could look like what stands around it.
pub(super) const PASSES_FOR_THE_PAGE: &str = "a text must not pass for a part of the page; a site may \
                                              allow it: [carnet.html] attributes";

impl Builder<'_> {
    /// Tells what is to be told of HTML that is complete.
    pub(super) fn tell_of(&mut self, authored: &Authored) {
        for tag in tags(&authored.html) {
            match (tag, &self.left_out) {
                (Tag::Close { name, .. }, Some(outer)) if name.eq_ignore_ascii_case(outer) => {
                    self.left_out = None;
                }
                (Tag::Open(tag), None) => {
                    let name = tag.name.to_ascii_lowercase();
                    self.tell_of_tag(authored, &name, &tag);
                    self.left_out = Some(name).filter(|name| WHOLE.contains(&name.as_str()));
                }
                _ => {}
            }
        }
    }

    fn tell_of_tag(&mut self, authored: &Authored, name: &str, tag: &Open<'_>) {
        let place = authored.place(&tag.range);
        if !self.around.cleaner.allows_element(name) {
            let help = match name {
                "iframe" => "frames are shown from hosts that the site names: [carnet.html] frames",
                "script" | "style" => "it belongs into a template, or into static/",
                _ => "write it in Markdown; a word between `<` and `>` is taken for HTML",
            };
            return self.taken_out(&format!("<{name}>"), &place, help);
        }
        if name == "img" && tag.get("alt").is_none() {
            let message = "this image has no `alt`";
            let problem = Diagnostic::at(&codes::A11Y_IMAGE, self.span(&place), message);
            self.diagnostics.push(problem.help(IMAGE_WORDS));
        }
        for attribute in &tag.attributes {
            let key = attribute.name.to_ascii_lowercase();
            let value = unescape_attribute(attribute.value);
            if !self.around.cleaner.allows_attribute(name, &key, &value) {
                let help = match key.as_str() {
                    "id" => "ids are letters, digits and hyphens, and none of the page's own",
                    "class" | "role" | "hidden" => PASSES_FOR_THE_PAGE,
                    _ => "take it out",
                };
                self.taken_out(&format!("`{key}`"), &place, help);
            } else if name == "iframe" && key == "src" {
                if !self.around.cleaner.may_frame(&value) {
                    let help = "only what is on a host of [carnet.html] frames is shown";
                    self.taken_out("the address of a frame", &place, help);
                }
            } else if matches!(key.as_str(), "href" | "src" | "poster") {
                self.address(&value, attribute, authored);
            }
        }
    }

    /// Once in a text for each kind: the others are found with it.
    pub(super) fn taken_out(&mut self, what: &str, place: &Range<usize>, help: &str) {
        if self.taken_out.insert(what.to_owned()) {
            let message = format!("the text is published without {what}");
            let problem = Diagnostic::at(&codes::TEXT_HTML, self.span(place), message);
            self.diagnostics.push(problem.help(help));
        }
    }

    /// An address as HTML has them: not that of a file beside the text, but as seen from the page.
    fn address(&mut self, url: &str, attribute: &Attribute<'_>, authored: &Authored) {
        let span = self.span(&authored.place(&attribute.place));
        if let Some(scheme) = scheme(&links::as_browsers_read(url)) {
            let scheme = scheme.to_ascii_lowercase();
            if let Some(problem) = links::unsafe_scheme(&scheme, &span) {
                self.diagnostics.push(problem);
                return;
            }
            if scheme == "mailto" {
                self.diagnostics.push(links::exposes_address(&span));
            }
        }
        let target = target_of(self.subject.route);
        let file = file_of(&target);
        let place = Place::of(&file, self.around.config);
        if let Some(link) = place.inside(url) {
            let hash = if link.anchor.is_empty() { "" } else { "#" };
            let (base, target, anchor) = (&self.around.config.base_url, &link.target, &link.anchor);
            let value = format!("{base}/{target}{hash}{anchor}");
            self.links.push(Spanned { value, span });
        }
    }
}
