//! A drawing, as SVG, written anew without what runs or loads (`svg-hush`), and what that took out.

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
    let before = parsed(text)?;
    if before.root_element().tag_name().namespace() != Some(SVG) {
        return Err(format!("its first element lacks xmlns=\"{SVG}\""));
    }
    if let Some(node) = before.descendants().find(leads_elsewhere) {
        let line = line(&before, node);
        return Err(format!("an animation changes where a link leads (line {line})"));
    }
    if is_too_deep(&before) {
        return Err(format!("more than {DEEPEST} elements stand in each other"));
    }
    let mut safe = Vec::with_capacity(bytes.len());
    let mut filter = svg_hush::Filter::new();
    filter.set_data_url_filter(svg_hush::data_url_filter::allow_standard_images);
    filter.filter(&mut &*bytes, &mut safe).map_err(|error| error.to_string())?;
    let text = std::str::from_utf8(&safe).map_err(|error| error.to_string())?;
    let taken_out = taken_out(&before, &parsed(text)?);
    Ok((safe, taken_out))
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
                    tell("an address in <style>".to_owned(), node);
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
    if is_address && words(Some(value)) != words(Some(now.value())) {
        tell(format!("the address in `{name}`"));
    }
}

/// A text without what is only there to be seen by those who write it.
fn words(text: Option<&str>) -> String {
    text.unwrap_or_default().split_whitespace().collect()
}
