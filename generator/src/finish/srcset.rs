//! The images of a `srcset`, as the HTML standard takes them apart
//! (<https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute>).

/// The value with other addresses: `inside` says how one is written, if it is one of the site.
/// None when none is.
pub(super) fn readdress(
    value: &str,
    mut inside: impl FnMut(&str) -> Option<String>,
) -> Option<String> {
    let mut written = String::with_capacity(value.len());
    let mut is_changed = false;
    let mut rest = value;
    loop {
        let start = rest.find(|letter| !is_space(letter) && letter != ',').unwrap_or(rest.len());
        written.push_str(&rest[..start]);
        rest = &rest[start..];
        if rest.is_empty() {
            return is_changed.then_some(written);
        }
        // Commas are part of an address, but for those at its end.
        let end = rest.find(is_space).unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(',');
        let new = inside(address);
        is_changed |= new.is_some();
        written.push_str(new.as_deref().unwrap_or(address));
        written.push_str(&rest[address.len()..end]);
        let is_whole = address.len() < end;
        rest = &rest[end..];
        if !is_whole {
            let size = end_of_size(rest);
            written.push_str(&rest[..size]);
            rest = &rest[size..];
        }
    }
}

/// Where the description of an image's size ends: at the first comma that is not in brackets.
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

fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::readdress;

    #[test]
    fn each_image_has_its_address() {
        let inside = |url: &str| url.strip_prefix("/").map(|rest| format!("../{rest}"));
        for (value, expected) in [
            ("/a.png 1x, /b.png 2x", Some("../a.png 1x, ../b.png 2x")),
            ("/a.png, /b.png 2x", Some("../a.png, ../b.png 2x")),
            (" /a,b.png 100w,/c.png 200w", Some(" ../a,b.png 100w,../c.png 200w")),
            ("data:image/png;base64,AAAA 1x, b.png 2x", None),
            ("/a.png (1,2), /b.png", Some("../a.png (1,2), ../b.png")),
            ("/a.png,,/b.png", Some("../a.png,,/b.png")),
            ("", None),
        ] {
            assert_eq!(readdress(value, inside).as_deref(), expected, "{value}");
        }
    }
}
