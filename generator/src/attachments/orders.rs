//! Files of the output that are no contents but orders: hosts, and programs that speak with the
//! site's owner, do what they say. They are the site's own affair, and come from `static/` alone.

/// What is read at the root of a site, in small letters. Of folders, all that is in them.
const AT_THE_ROOT: &[&str] = &[
    "_config.yml",
    "_headers",
    "_redirects",
    "_routes.json",
    "_worker.js",
    "ads.txt",
    "app-ads.txt",
    "apple-app-site-association",
    "cname",
    "firebase.json",
    "netlify.toml",
    "now.json",
    "robots.txt",
    "security.txt",
    "staticwebapp.config.json",
    "vercel.json",
];

/// What is read in every folder. So is whatever is hidden, such as `.well-known/` and `.htaccess`.
const ANYWHERE: &[&str] = &["web.config"];

/// Whether a file of the output is an order.
pub(crate) fn is_order(file: &str) -> bool {
    let file = file.to_ascii_lowercase();
    let mut parts = file.split('/');
    parts.clone().next().is_some_and(|first| AT_THE_ROOT.contains(&first))
        || parts.any(|part| part.starts_with('.') || ANYWHERE.contains(&part))
}

#[cfg(test)]
mod tests {
    use super::is_order;

    #[test]
    fn what_hosts_obey_is_an_order() {
        for file in ["_headers", "CNAME", "_worker.js/a.txt", ".well-known/x", "a/.htaccess"] {
            assert!(is_order(file), "{file}");
        }
        for file in ["a/_headers", "notes/cname", "photo.jpg", "a/b.well-known"] {
            assert!(!is_order(file), "{file}");
        }
    }
}
