//! The address where a site will live: the key `base_url`.

use url::Url;

use crate::fields::Fields;

/// Takes it, without its last slash; none where it is missing or no site can have it.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<String> {
    let text = fields.required_text(
        "base_url",
        "the address where the site will live, such as base_url = \"https://carnet.example\"",
    );
    let url = text.value.trim_end_matches('/').to_owned();
    if text.value.trim().is_empty() {
        return None;
    }
    if let Some(help) = wrong_base(&url) {
        fields.invalid(
            text.span,
            format!("`base_url` must be a whole address, not {:?}", text.value),
            Some(help.to_owned()),
        );
        return None;
    }
    Some(url)
}

/// What to do about an address, without its last slash, that no site can have.
fn wrong_base(written: &str) -> Option<&'static str> {
    let is_sign = |letter: char| {
        letter.is_whitespace() || letter.is_control() || "\"<>\\^`{|}".contains(letter)
    };
    if written.contains(is_sign) {
        return Some("write it without spaces, quotes, brackets or the like");
    }
    // `/` alone stands for any host: addresses then begin at its root.
    let is_rooted = written.is_empty() || written.starts_with('/') && !written.starts_with("//");
    let whole = match is_rooted {
        true => Url::parse("https://carnet.example").and_then(|host| host.join(written)),
        false => Url::parse(written),
    };
    match whole {
        Ok(url) if !matches!(url.scheme(), "http" | "https") => Some("begin it with https://"),
        // Elsewhere a single slash may be missing.
        Ok(_) if !is_rooted && !written.contains("://") => Some("begin it with https://"),
        Ok(url) if !url.username().is_empty() || url.password().is_some() => {
            Some("write it without a name and password: all readers would see them")
        }
        Ok(url) if url.query().is_some() || url.fragment().is_some() => {
            Some("write it without `?` and `#`, and what follows them")
        }
        Ok(_) => None,
        Err(url::ParseError::RelativeUrlWithoutBase) => Some("begin it with https://"),
        Err(_) => Some("such as base_url = \"https://carnet.example\""),
    }
}
