//! A drawing, as SVG, written anew without what runs or loads (`svg-hush`), and what that took out.

mod bounds;
mod style;

use std::borrow::Cow;
use std::ops::Range;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

/// The namespace of SVG, without which browsers show no drawing.
const SVG: &str = "http://www.w3.org/2000/svg";

/// That of HTML, in which a drawing could hold a page.
const HTML: &str = "http://www.w3.org/1999/xhtml";

/// That of the older way to write an address.
const XLINK: &str = "http://www.w3.org/1999/xlink";

/// How deep elements may stand in each other: what is written anew is indented, so that a drawing
/// of little but depth would become a thousand times as large.
const DEEPEST: usize = 64;

/// A drawing without what runs or loads, and what was taken out of it, in words.
///
/// # Errors
/// When the drawing cannot be made harmless; the error says why.
pub(super) fn clean(bytes: &[u8]) -> Result<(Vec<u8>, Vec<String>), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not in UTF-8".to_owned())?;
    if let Some(bound) = bounds::passed(text) {
        return Err(bound);
    }
    let before = parsed(text)?;
    if before.root_element().tag_name().namespace() != Some(SVG) {
        return Err(format!("its first element lacks xmlns=\"{SVG}\""));
    }
    if let Some(node) = before.descendants().find(leads_elsewhere) {
        let line = line(&before, node);
        return Err(format!("an animation changes where a link leads (line {line})"));
    }
    if let Some(node) = before.descendants().find(holds_more_than_a_style) {
        let line = line(&before, node);
        return Err(format!("an element stands in <style> (line {line})"));
    }
    if is_too_deep(&before) {
        return Err(format!("more than {DEEPEST} elements stand in each other"));
    }
    let mut safe = Vec::with_capacity(bytes.len());
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    filter.filter(&mut &*bytes, &mut safe).map_err(|error| error.to_string())?;
    let text = std::str::from_utf8(&safe).map_err(|error| error.to_string())?;
    let safe = without_loads(text, &parsed(text)?);
    let taken_out = taken_out(&before, &parsed(&safe)?);
    Ok((safe.into_owned().into_bytes(), taken_out))
}

/// Whether an element is a `<style>` that holds elements, after which `svg-hush` would no longer
/// take its text for a style sheet.
fn holds_more_than_a_style(node: &Node<'_, '_>) -> bool {
    node.tag_name().name() == "style" && node.children().any(|child| child.is_element())
}

/// A drawing without the declarations of its styles that could load something.
fn without_loads<'a>(text: &'a str, drawing: &Document<'_>) -> Cow<'a, str> {
    // Each has a place of the text and what is written there.
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    for node in drawing.descendants().filter(Node::is_element) {
        for attribute in node.attributes().filter(is_css) {
            if let Cow::Owned(kept) = style::harmless(attribute.value()) {
                changes.push(match attribute.name() {
                    "style" => (attribute.range_value(), escaped(&kept)),
                    _ => (attribute.range(), String::new()),
                });
            }
        }
        let ends = (node.first_child(), node.last_child());
        if node.tag_name().name() == "style"
            && let (Some(first), Some(last)) = ends
        {
            let css: String = node.children().filter_map(|child| child.text()).collect();
            if let Cow::Owned(kept) = style::harmless(&css) {
                changes.push((first.range().start..last.range().end, escaped(&kept)));
            }
        }
    }
    if changes.is_empty() {
        return Cow::Borrowed(text);
    }
    changes.sort_by_key(|(range, _)| range.start);
    let (mut written, mut end) = (String::with_capacity(text.len()), 0);
    for (range, kept) in changes {
        written.push_str(&text[end..range.start]);
        written.push_str(&kept);
        end = range.end;
    }
    written.push_str(&text[end..]);
    Cow::Owned(written)
}

/// Whether browsers may read an attribute as CSS. The others are names and sentences, in which
/// brackets mean nothing.
fn is_css(attribute: &Attribute<'_, '_>) -> bool {
    let name = attribute.name();
    let is_text = matches!(name, "class" | "description" | "font-family" | "href" | "id" | "title")
        || name.starts_with("aria-")
        || name.starts_with("data-");
    attribute.value().contains('(') && !is_text
}

fn escaped(text: &str) -> String {
    htmlize::escape_all_quotes(text).into_owned()
}

fn parsed(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|error| error.to_string())
}

fn line(document: &Document<'_>, node: Node<'_, '_>) -> u32 {
    document.text_pos_at(node.range().start).row
}

fn is_too_deep(document: &Document<'_>) -> bool {
    // A node comes after the one that holds it.
    let mut depths: Vec<usize> = Vec::new();
    for node in document.descendants() {
        let above = node.parent().and_then(|parent| depths.get(parent.id().get_usize()));
        let depth = above.map_or(0, |above| above + 1);
        if depth > DEEPEST {
            return true;
        }
        depths.resize(node.id().get_usize(), 0);
        depths.push(depth);
    }
    false
}

/// Whether an element is an animation of an address, which could become one that runs.
fn leads_elsewhere(node: &Node<'_, '_>) -> bool {
    let name = node.tag_name().name();
    let is_animation = name == "set" || name.starts_with("animate");
    let target = node.attribute("attributeName").unwrap_or_default().trim();
    is_animation && target.rsplit(':').next() == Some("href")
}

/// What is in a drawing and not in what became of it, each kind once with its first line. Both are
/// gone through at once, in the order of the file: elements are only ever left out whole.
fn taken_out(before: &Document<'_>, after: &Document<'_>) -> Vec<String> {
    let mut found: Vec<(String, u32)> = Vec::new();
    let mut tell = |what: String, node: Node<'_, '_>| {
        if !found.iter().any(|(known, _)| *known == what) {
            found.push((what, line(before, node)));
        }
    };
    let mut kept = after.descendants().filter(Node::is_element).peekable();
    let mut end_of_lost = 0;
    for node in before.descendants().filter(Node::is_element) {
        if node.range().start < end_of_lost {
            continue;
        }
        let name = node.tag_name();
        let is_kept = |it: &Node<'_, '_>| {
            name.namespace() == Some(SVG) && it.tag_name().name() == name.name()
        };
        match kept.next_if(is_kept) {
            Some(kept) => {
                if name.name() == "style" && words(node.text()) != words(kept.text()) {
                    tell("what could load in <style>".to_owned(), node);
                }
                for attribute in node.attributes().filter(is_looked_at) {
                    tell_of(&attribute, kept, |what| tell(what, node));
                }
            }
            None => {
                end_of_lost = node.range().end;
                // What drawing programs note for themselves is nothing to anybody else.
                if matches!(name.namespace(), Some(SVG | HTML)) && name.name() != "metadata" {
                    tell(format!("<{}>", name.name()), node);
                }
            }
        }
    }
    found.into_iter().map(|(what, line)| format!("{what} (line {line})")).collect()
}

/// Whether browsers look at an attribute.
fn is_looked_at(attribute: &Attribute<'_, '_>) -> bool {
    match attribute.namespace() {
        None => true,
        Some(XLINK) => attribute.name() == "href",
        Some(_) => false,
    }
}

/// Tells of an attribute whether it, or the address in it, is gone from its element.
fn tell_of(attribute: &Attribute<'_, '_>, kept: Node<'_, '_>, tell: impl FnOnce(String)) {
    let (name, value) = (attribute.name(), attribute.value());
    let Some(now) = kept.attributes().find(|it| it.name() == name) else {
        return tell(format!("`{name}`"));
    };
    let is_address = name == "href" || value.contains("url(");
    let is_changed = || words(Some(value)) != words(Some(now.value()));
    if is_address && is_changed() {
        tell(format!("the address in `{name}`"));
    } else if name == "style" && value.contains('(') && is_changed() {
        tell("what could load in `style`".to_owned());
    }
}

/// A text without what is only there to be seen by those who write it.
fn words(text: Option<&str>) -> String {
    text.unwrap_or_default().split_whitespace().collect()
}
