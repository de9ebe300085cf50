//! Addresses within the site, as one page writes them.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memrchr};

use crate::config::Config;

/// Where a page lies, to say how other places are reached from it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    file: &'a str,
    base_url: &'a str,
    /// Whether `/x` is what lies at the root of the host, even where the site lies deeper.
    is_plain: bool,
    start: Start,
}

/// Where relative addresses of a page start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// At the page itself: its addresses become relative.
    Here,
    /// At a file that its `<base>` names: its addresses stay as they are.
    Base,
    /// At an address outside of the site that its `<base>` names: they stay, and lead there.
    Elsewhere,
}

/// An address within the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// As the page is to write it.
    pub written: Cow<'a, str>,
    /// What it leads to, see [`target_of`].
    pub target: Cow<'a, str>,
    /// The id it leads to; empty for the top.
    pub anchor: Cow<'a, str>,
}

impl<'a> Place<'a> {
    /// The place of `file` on the site at `base_url`.
    #[must_use]
    pub fn new(file: &'a str, base_url: &'a str) -> Self {
        Self { file, base_url, is_plain: false, start: Start::Here }
    }

    /// The place of `file` on the site that `config` describes. In a plain Zola site an address
    /// that begins with `/` is one of the host.
    #[must_use]
    pub fn of(file: &'a str, config: &'a Config) -> Self {
        let is_plain = config.carnet.is_none();
        Self { file, base_url: &config.base_url, is_plain, start: Start::Here }
    }

    /// The place of a page whose `<base>` says where its addresses start: at `file`, unless that
    /// is [`Start::Elsewhere`].
    #[must_use]
    pub fn starting(self, start: Start, file: &'a str) -> Self {
        Self { start, file, ..self }
    }

    /// The part of the site's address after its host.
    fn base_path(&self) -> &'a str {
        let rest = self.base_url.split_once("://").map(|(_, rest)| rest);
        rest.and_then(|rest| rest.find('/').map(|slash| &rest[slash..])).unwrap_or("")
    }

    /// Whether the page may be shown at any address: then its links cannot be relative.
    fn is_everywhere(&self) -> bool {
        self.file.ends_with("404.html")
    }

    /// How `route` is reached from here.
    #[must_use]
    pub fn to(&self, route: &str) -> String {
        if self.start != Start::Here {
            return format!("{}{route}", self.base_url);
        }
        if !self.is_everywhere() {
            return relative(self.file, route);
        }
        format!("{}{route}", self.base_path())
    }

    /// Takes an address apart when it leads to a place of the site.
    #[must_use]
    pub fn inside<'u>(&'u self, url: &'u str) -> Option<Link<'u>> {
        // A site at `/` has addresses that begin nowhere.
        let below = match self.base_url {
            "" => None,
            base_url => url.strip_prefix(base_url),
        };
        let path = match below {
            Some("") => "/",
            Some(rest) if rest.starts_with(['/', '#', '?']) => rest,
            _ if self.start == Start::Elsewhere => return None,
            _ if url.starts_with('/') && !url.starts_with("//") => self.on_host(url)?,
            _ => return self.own_anchor(url).or_else(|| self.beside(url)),
        };
        let (path, anchor) = anchored(path);
        let (route, query) = path.split_at(memchr(b'?', path.as_bytes()).unwrap_or(path.len()));
        let route = if route.is_empty() { "/" } else { route };
        // A dot leads nowhere else, and `//host` would be another host.
        let may_lead_elsewhere = |two: &[u8]| two == b"//" || two == b"/.";
        let route = match route.as_bytes().windows(2).any(may_lead_elsewhere) {
            true => Cow::Owned(single_slashes(&route.replace("/./", "/"))),
            false => Cow::Borrowed(route),
        };
        let target = match &route {
            Cow::Borrowed(route) => target_of(route),
            Cow::Owned(route) => Cow::Owned(target_of(route).into_owned()),
        };
        if self.start != Start::Here {
            return Some(Link { written: Cow::from(url), target, anchor: decoded(anchor) });
        }
        let is_here = !anchor.is_empty() && query.is_empty() && target == target_of_file(self.file);
        let mut written = if is_here { String::new() } else { self.to(&route) };
        written.push_str(query);
        if !anchor.is_empty() {
            written.push('#');
            written.push_str(anchor);
        }
        Some(Link { written: Cow::from(written), target, anchor: decoded(anchor) })
    }

    /// `/x` without the folder of the host in which the site lies; none for what lies beside it.
    fn on_host<'u>(&self, url: &'u str) -> Option<&'u str> {
        let path = self.base_path();
        if !self.is_plain || path.is_empty() {
            return Some(url);
        }
        match url.strip_prefix(path)? {
            "" => Some("/"),
            rest => rest.starts_with(['/', '#', '?']).then_some(rest),
        }
    }

    /// `#id`: a place on the page itself.
    fn own_anchor<'u>(&'u self, url: &'u str) -> Option<Link<'u>> {
        let anchor = decoded(url.strip_prefix('#')?);
        let target = Cow::from(target_of_file(self.file));
        Some(Link { written: Cow::from(url), target, anchor })
    }
}

impl Place<'_> {
    /// `plan.svg`, `../x/`: an address that is relative already, and stays as it is.
    fn beside<'u>(&self, url: &'u str) -> Option<Link<'u>> {
        let (path, anchor) = anchored(url);
        let path = path.split('?').next().unwrap_or_default();
        let has_scheme = path.split('/').next().is_some_and(|first| first.contains(':'));
        if path.is_empty() || path.starts_with('/') || has_scheme {
            return None;
        }
        let mut folders: Vec<&str> = self.file.split('/').collect();
        folders.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => {
                    folders.pop()?;
                }
                part => folders.push(part),
            }
        }
        let target = Cow::from(target_of(&folders.join("/")).into_owned());
        Some(Link { written: Cow::from(url), target, anchor: decoded(anchor) })
    }
}

/// An address and the id in it, which may be empty.
fn anchored(url: &str) -> (&str, &str) {
    match memchr(b'#', url.as_bytes()) {
        Some(sign) => (&url[..sign], &url[sign + 1..]),
        None => (url, ""),
    }
}

/// `/a//b` as `/a/b`: what `base_url` with a slash at its end makes of `{{ config.base_url }}/a`.
fn single_slashes(route: &str) -> String {
    let mut single = String::with_capacity(route.len());
    for letter in route.chars() {
        if letter != '/' || !single.ends_with('/') {
            single.push(letter);
        }
    }
    single
}

/// What a server keeps in a folder for the address of the folder itself.
const INDEX: &str = "index.html";

/// The *target* of `route`: what a server sends for it, as the path of the file below the output
/// folder, but for the name `index.html`: `notes/x/`, `carnet.css`.
#[must_use]
pub fn target_of(route: &str) -> Cow<'_, str> {
    match decoded(route.trim_start_matches('/')) {
        Cow::Borrowed(path) if path.ends_with('/') || name_of(path).contains('.') => {
            Cow::Borrowed(target_of_file(path))
        }
        path if path.is_empty() || path.ends_with('/') => path,
        path if name_of(&path).contains('.') => Cow::Owned(target_of_file(&path).to_owned()),
        path => Cow::Owned([&*path, "/"].concat()),
    }
}

/// The target at which a file of the output is sent.
#[must_use]
pub fn target_of_file(file: &str) -> &str {
    if name_of(file) == INDEX { &file[..file.len() - INDEX.len()] } else { file }
}

/// The file that is sent for a target.
#[must_use]
pub fn file_of(target: &str) -> Cow<'_, str> {
    match target.is_empty() || target.ends_with('/') {
        true => Cow::Owned([target, INDEX].concat()),
        false => Cow::Borrowed(target),
    }
}

/// What follows the last slash of a path.
fn name_of(path: &str) -> &str {
    &path[memrchr(b'/', path.as_bytes()).map_or(0, |slash| slash + 1)..]
}

/// A name of a file as an address writes it: spaces and signs that mean something there, encoded.
#[must_use]
pub fn encoded(name: &str) -> String {
    let mut encoded = String::new();
    for letter in name.chars() {
        match letter {
            ' ' | '%' | '?' | '#' | '"' | '<' | '>' | '\\' => {
                encoded.push_str(&format!("%{:02X}", u32::from(letter)));
            }
            _ => encoded.push(letter),
        }
    }
    encoded
}

/// Percent-encoding taken out, where it is sound.
#[must_use]
pub fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::new();
    let mut index = 0;
    while index < bytes.len() {
        let pair =
            text.get(index + 1..index + 3).and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (bytes[index], pair) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                index += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                index += 1;
            }
        }
    }
    String::from_utf8(decoded).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// How `route` is reached from the page in `file`.
#[must_use]
pub fn relative(file: &str, route: &str) -> String {
    let inner = route.trim_start_matches('/');
    // What both have in common, as far as it is folders.
    let differ = file.bytes().zip(inner.bytes()).position(|(one, other)| one != other);
    let same = differ.unwrap_or_else(|| file.len().min(inner.len()));
    let shared = memrchr(b'/', &file.as_bytes()[..same]).map_or(0, |slash| slash + 1);
    let up = memchr_iter(b'/', &file.as_bytes()[shared..]).count();
    let mut path = String::with_capacity(3 * up + inner.len() - shared + 2);
    for _ in 0..up {
        path.push_str("../");
    }
    path.push_str(&inner[shared..]);
    // A name with a colon would be read as a scheme: `javascript:…` must stay the name of a file.
    let first = path.split('/').next().unwrap_or_default();
    if path.is_empty() || first.contains(':') {
        path.insert_str(0, "./");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_reached_from_anywhere() {
        for (file, route, expected) in [
            ("index.html", "/", "./"),
            ("index.html", "/notes/x/", "notes/x/"),
            ("notes/x/index.html", "/", "../../"),
            ("notes/x/index.html", "/notes/x/", "./"),
            ("notes/x/index.html", "/notes/y/", "../y/"),
            ("notes/x/index.html", "/carnet.css", "../../carnet.css"),
            ("notes/x/index.html", "/notes/x/plan.svg", "plan.svg"),
            ("en/index.html", "/notes/", "../notes/"),
            ("index.html", "/javascript:alert(1).x", "./javascript:alert(1).x"),
        ] {
            assert_eq!(relative(file, route), expected, "{route} from {file}");
        }
    }

    #[test]
    fn addresses_of_the_site_become_relative() {
        let place = Place::new("notes/x/index.html", "https://carnet.example/sub");
        let written = |url: &str| place.inside(url).map(|link| link.written.into_owned());
        for (url, expected) in [
            ("https://carnet.example/sub/notes/y/#z", Some("../y/#z")),
            ("https://carnet.example/sub", Some("../../")),
            ("/notes/?q=a", Some("../?q=a")),
            ("https://carnet.example/sub/notes/x/#z", Some("#z")),
            ("#z", Some("#z")),
            ("https://carnet.example/submarine", None),
            ("https://elsewhere.example/", None),
            ("https://carnet.example/sub/notes/x/./plan.svg", Some("plan.svg")),
            ("plan.svg", Some("plan.svg")),
            ("//elsewhere.example/", None),
            ("mailto:a@b.example", None),
        ] {
            assert_eq!(written(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_plain_site_in_a_folder_of_its_host_leaves_the_rest_of_the_host_alone() {
        let base_url = "https://carnet.example/sub";
        let place =
            Place { file: "notes/x/index.html", base_url, is_plain: true, start: Start::Here };
        let written = |url: &str| place.inside(url).map(|link| link.written.into_owned());
        for (url, expected) in [
            ("/sub/notes/y/", Some("../y/")),
            ("/sub", Some("../../")),
            ("/submarine/", None),
            ("/notes/y/", None),
        ] {
            assert_eq!(written(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_target_is_a_file_or_a_folder() {
        for (route, target, file) in [
            ("/", "", "index.html"),
            ("/notes/x/", "notes/x/", "notes/x/index.html"),
            ("/notes/x", "notes/x/", "notes/x/index.html"),
            ("/notes/index.html", "notes/", "notes/index.html"),
            ("/notes/my-index.html", "notes/my-index.html", "notes/my-index.html"),
            ("/a%20b/c.svg", "a b/c.svg", "a b/c.svg"),
            ("/a%20b", "a b/", "a b/index.html"),
            ("/carnet.css", "carnet.css", "carnet.css"),
        ] {
            assert_eq!(target_of(route), target, "{route}");
            assert_eq!(file_of(target), file);
            assert_eq!(target_of_file(file), target);
        }
    }

    #[test]
    fn a_page_for_every_address_names_the_path_of_the_site() {
        let place = Place::new("404.html", "https://carnet.example/sub");
        assert_eq!(place.to("/notes/"), "/sub/notes/");
        assert_eq!(Place::new("404.html", "https://carnet.example").to("/"), "/");
        let place = Place::new("404.html", "https://carnet.example");
        let doubled = place.inside("https://carnet.example//notes/").map(|link| link.written);
        assert_eq!(doubled.as_deref(), Some("/notes/"));
    }
}
