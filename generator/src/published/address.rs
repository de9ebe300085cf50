//! What an address that somebody kept leads to on the site: schemes, hosts, encodings, dots, and
//! what a browser keeps to itself.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::knowledge::paths::scheme;

/// Where the site is.
pub(super) struct Home {
    /// The address of the site; on a host that nobody has where it names none.
    url: Url,
    has_host: bool,
}

/// Stands for the host of a site that says only in which folder it lies.
const NOWHERE: &str = "http://nowhere.invalid/";

impl Home {
    pub(super) fn of(base_url: &str) -> Self {
        let absolute = Url::parse(base_url).ok().filter(Url::has_host);
        let has_host = absolute.is_some();
        let nowhere = || Url::parse(NOWHERE).and_then(|it| it.join(base_url)).ok();
        let url = absolute.or_else(nowhere);
        let url = url.unwrap_or_else(|| Url::parse(NOWHERE).expect("it is a constant address"));
        Self { url, has_host }
    }

    /// The routes that an address may mean, the likeliest first; none for one elsewhere. A path
    /// may be seen from the site or from its host, where the site lies in a folder.
    pub(super) fn routes(&self, address: &str) -> Vec<String> {
        let is_whole = address.starts_with("//") || scheme(address).is_some();
        let Ok(url) = self.root().join(address) else { return Vec::new() };
        let path = url.path();
        let below = self.below(path);
        if is_whole {
            return match self.has_host && self.is_same_host(&url) {
                true => below.map(decoded).into_iter().collect(),
                false => Vec::new(),
            };
        }
        let mut routes: Vec<String> = below.into_iter().chain([path]).map(decoded).collect();
        routes.dedup();
        routes
    }

    fn root(&self) -> Url {
        let mut root = self.url.clone();
        root.set_path("/");
        root.set_query(None);
        root.set_fragment(None);
        root
    }

    /// A site has one address with and without encryption.
    fn is_same_host(&self, url: &Url) -> bool {
        let is_of_the_web = matches!(url.scheme(), "http" | "https");
        is_of_the_web && url.host() == self.url.host() && url.port() == self.url.port()
    }

    /// The part of a path that follows the folder of the site.
    fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        let folder = self.url.path().trim_end_matches('/');
        match path.strip_prefix(folder)? {
            "" => Some("/"),
            rest => rest.starts_with('/').then_some(rest),
        }
    }
}

/// A path without its encoding; as it is where it is not encoded in UTF-8.
fn decoded(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8();
    decoded.map_or_else(|_| path.to_owned(), std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routes(base_url: &str, address: &str) -> Vec<String> {
        Home::of(base_url).routes(address)
    }

    #[test]
    fn an_address_is_read_as_a_browser_does() {
        for (address, expected) in [
            ("/notes/x/", &["/notes/x/"][..]),
            ("notes/x/", &["/notes/x/"]),
            ("https://carnet.example", &["/"]),
            ("https://carnet.example/notes/x/?q=1#z", &["/notes/x/"]),
            ("http://CARNET.example:80/notes/x/", &["/notes/x/"]),
            ("//carnet.example/notes/x", &["/notes/x"]),
            ("/a/./b/../c/", &["/a/c/"]),
            ("/caf%C3%A9/", &["/café/"]),
            ("/café/", &["/café/"]),
            ("/caf%E9/", &["/caf%E9/"]),
            ("?p=12", &["/"]),
            ("https://carnet.example:8080/notes/x/", &[]),
            ("https://www.carnet.example/", &[]),
            ("https://carnet.example.evil/", &[]),
            ("ftp://carnet.example/", &[]),
            ("mailto:a@carnet.example", &[]),
            ("https://[", &[]),
        ] {
            assert_eq!(routes("https://carnet.example", address), expected, "{address}");
        }
    }

    #[test]
    fn a_site_may_lie_in_a_folder_of_its_host() {
        for (address, expected) in [
            ("https://carnet.example/sub", &["/"][..]),
            ("https://carnet.example/sub/notes/x/", &["/notes/x/"]),
            ("https://carnet.example/submarine/", &[]),
            ("/notes/x/", &["/notes/x/"]),
            ("/sub/notes/x/", &["/notes/x/", "/sub/notes/x/"]),
        ] {
            assert_eq!(routes("https://carnet.example/sub", address), expected, "{address}");
        }
    }

    #[test]
    fn a_site_without_a_host_has_no_whole_address() {
        assert_eq!(routes("", "/notes/x/"), ["/notes/x/"]);
        assert_eq!(routes("/sub", "/sub/notes/x/"), ["/notes/x/", "/sub/notes/x/"]);
        assert!(routes("", "https://carnet.example/notes/x/").is_empty());
    }
}
