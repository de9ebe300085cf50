//! From the path of a request to a file of the site, and back.
//!
//! The site is a map, so a path is looked up and never followed: `..` is a name like any other.

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// This file.
    File(String),
    /// A folder that was asked for without the slash at its end.
    Folder,
    /// Nothing.
    Nothing,
}

/// Finds what `path` leads to: the path of a request, below where the site is mounted and still
/// percent-encoded.
pub(super) fn resolve(path: &str, exists: impl Fn(&str) -> bool) -> Found {
    let path = path.strip_prefix('/').unwrap_or(path);
    let Some(path) = decoded(path) else { return Found::Nothing };
    let is_folder = path.is_empty() || path.ends_with('/');
    let file = if is_folder { format!("{path}index.html") } else { path };
    if exists(&file) {
        Found::File(file)
    } else if !is_folder && exists(&format!("{file}/index.html")) {
        Found::Folder
    } else {
        Found::Nothing
    }
}

/// The page that says that nothing is at `path`: the nearest one upwards, so that below `/en/` it
/// speaks English.
pub(super) fn not_found(path: &str, exists: impl Fn(&str) -> bool) -> Option<String> {
    let path = decoded(path.trim_start_matches('/')).unwrap_or_default();
    let slashes = path.rmatch_indices('/').map(|(slash, _)| slash + 1);
    slashes.chain([0]).map(|end| format!("{}404.html", &path[..end])).find(|file| exists(file))
}

/// The part of `path` below `mount`; nothing when it lies elsewhere.
pub(super) fn below<'a>(mount: &str, path: &'a str) -> Option<&'a str> {
    path.strip_prefix(mount).filter(|rest| rest.starts_with('/'))
}

/// The route that browsers show for `file`.
pub(super) fn of_file(mount: &str, file: &str) -> String {
    let is_index = file == "index.html" || file.ends_with("/index.html");
    let route = if is_index { file.trim_end_matches("index.html") } else { file };
    format!("{mount}/{route}")
}

/// Percent-encoding taken out; nothing when what comes out is no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            u8::try_from(high * 16 + low).ok()?
        } else {
            byte
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: &[&str] = &[
        "index.html",
        "404.html",
        "carnet.css",
        "en/404.html",
        "en/index.html",
        "notes/index.html",
        "notes/été/index.html",
        "notes/v1.0/index.html",
        "notes/cent %.svg",
    ];

    fn exists(file: &str) -> bool {
        FILES.contains(&file)
    }

    #[test]
    fn paths_lead_to_files() {
        let file = |file: &str| Found::File(file.to_owned());
        for (path, expected) in [
            ("/", file("index.html")),
            ("/index.html", file("index.html")),
            ("/carnet.css", file("carnet.css")),
            ("/notes/", file("notes/index.html")),
            ("/notes", Found::Folder),
            ("/notes/v1.0", Found::Folder),
            ("/notes/%C3%A9t%C3%A9/", file("notes/été/index.html")),
            ("/notes/%c3%a9t%c3%a9", Found::Folder),
            ("/notes/cent%20%25.svg", file("notes/cent %.svg")),
            ("/carnet.css/", Found::Nothing),
            ("/nowhere", Found::Nothing),
            ("//notes", Found::Nothing),
            ("/notes/../carnet.css", Found::Nothing),
            ("/..%2f..%2fetc/passwd", Found::Nothing),
            ("/%", Found::Nothing),
            ("/%zz", Found::Nothing),
            ("/%+1", Found::Nothing),
            ("/%ff", Found::Nothing),
        ] {
            assert_eq!(resolve(path, exists), expected, "{path}");
        }
    }

    #[test]
    fn nothing_is_said_in_the_language_of_the_folder() {
        for (path, expected) in [
            ("/nowhere", Some("404.html")),
            ("/notes/nowhere/", Some("404.html")),
            ("/en/nowhere", Some("en/404.html")),
            ("/en/notes/deep/down/", Some("en/404.html")),
            ("/en", Some("404.html")),
            ("/%ff", Some("404.html")),
        ] {
            assert_eq!(not_found(path, exists).as_deref(), expected, "{path}");
        }
        assert_eq!(not_found("/nowhere", |_| false), None);
    }

    #[test]
    fn a_site_may_lie_below_a_path() {
        for (mount, path, expected) in [
            ("", "/notes/", Some("/notes/")),
            ("/sub", "/sub/notes/", Some("/notes/")),
            ("/sub", "/sub", None),
            ("/sub", "/submarine/", None),
            ("/sub", "/notes/", None),
        ] {
            assert_eq!(below(mount, path), expected, "{path} below {mount}");
        }
    }

    #[test]
    fn files_have_routes() {
        for (mount, file, expected) in [
            ("", "index.html", "/"),
            ("", "notes/été/index.html", "/notes/été/"),
            ("", "notes/myindex.html", "/notes/myindex.html"),
            ("/sub", "carnet.css", "/sub/carnet.css"),
        ] {
            assert_eq!(of_file(mount, file), expected);
        }
    }
}
