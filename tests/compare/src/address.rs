//! Where an address leads, so that two ways to write it are one.

use url::Url;

/// Where a page lies, and its site.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    pub(crate) at: &'a Url,
    pub(crate) base: &'a Url,
}

/// The address as a browser resolves it. Within the site its path has single slashes, that of the
/// home ends with one, and the name of a processed image has no hash.
pub(crate) fn absolute(address: &str, places: Places<'_>) -> String {
    let Ok(mut whole) = places.at.join(address) else { return address.to_owned() };
    if whole.origin() == places.base.origin() && !whole.cannot_be_a_base() {
        let parts: Vec<&str> = whole.path().split('/').filter(|part| !part.is_empty()).collect();
        let slash = if whole.path().ends_with('/') && !parts.is_empty() { "/" } else { "" };
        let path = format!("/{}{slash}", without_hash(&parts.join("/")));
        let is_home = format!("{path}/") == places.base.path();
        whole.set_path(if is_home { places.base.path() } else { &path });
    }
    whole.into()
}

/// The images of a `srcset`, as browsers take them apart: commas are part of an address, but for
/// those at its end.
pub(crate) fn sources(value: &str, places: Places<'_>) -> String {
    let is_space = |letter: char| letter.is_ascii_whitespace();
    let mut sources = Vec::new();
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches(|letter| is_space(letter) || letter == ',');
        if rest.is_empty() {
            return sources.join(", ");
        }
        let (address, after) = rest.split_at(rest.find(is_space).unwrap_or(rest.len()));
        let bare = address.trim_end_matches(',');
        let end = if bare.len() < address.len() { 0 } else { end_of_size(after) };
        let size: Vec<&str> = after[..end].split_ascii_whitespace().collect();
        let parts = [vec![absolute(bare, places)], size.into_iter().map(str::to_owned).collect()];
        sources.push(parts.concat().join(" "));
        rest = &after[end..];
    }
}

/// Where the size of an image ends: at the first comma that is not in brackets.
fn end_of_size(text: &str) -> usize {
    let mut depth = 0_usize;
    let comma = text.find(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    });
    comma.unwrap_or(text.len())
}

/// `processed_images/a.0123456789abcdef.png` as `processed_images/a.png`.
fn without_hash(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').collect();
    let is_hash = |part: &str| part.len() == 16 && part.bytes().all(|it| it.is_ascii_hexdigit());
    if path.contains("processed_images/") {
        parts.retain(|part| !is_hash(part));
    }
    parts.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(read: fn(&str, Places<'_>) -> String, value: &str, expected: &str) {
        let url = |text| Url::parse(text).expect("an address");
        let (at, base) = (url("https://a.example/b/c/"), url("https://a.example/b/"));
        assert_eq!(read(value, Places { at: &at, base: &base }), expected);
    }

    #[test]
    fn addresses_are_where_they_lead() {
        check(absolute, "../d/#e", "https://a.example/b/d/#e");
        check(absolute, "https://a.example/b//d/", "https://a.example/b/d/");
        check(absolute, "/b", "https://a.example/b/");
        check(absolute, "https://b.example/a//b", "https://b.example/a//b");
        check(
            absolute,
            "/processed_images/a.0123456789abcdef.png",
            "https://a.example/processed_images/a.png",
        );
    }

    #[test]
    fn a_comma_within_an_address_parts_no_images() {
        check(
            sources,
            "x.png  2x , ./y,1.png,z.png (1,2)",
            "https://a.example/b/c/x.png 2x, https://a.example/b/c/y,1.png,z.png (1,2)",
        );
        check(sources, "x, data:,a 1x", "https://a.example/b/c/x, data:,a 1x");
    }
}
