//! What a site allows in texts and the files beside them beyond what every carnet does.

use crate::fields::{CONFIG, Fields};
use crate::source::Spanned;

/// What is allowed more; each in small letters.
#[derive(Clone, Debug, Default)]
pub struct Html {
    /// Names of elements.
    pub elements: Vec<String>,
    /// Names of attributes, on any element.
    pub attributes: Vec<String>,
    /// Endings of files.
    pub files: Vec<String>,
    /// Where frames may be loaded from: `https://` and a host.
    pub frames: Vec<String>,
}

/// Elements that no text may hold: they run, load, or take part in the page around them.
const NEVER: &[&str] = &[
    "applet", "base", "body", "button", "embed", "form", "frame", "frameset", "head", "html",
    "iframe", "link", "math", "meta", "noscript", "object", "portal", "script", "select", "slot",
    "style", "svg", "template", "textarea", "title", "xmp",
];

/// Attributes that no text may hold.
const NEVER_ATTRIBUTES: &[&str] = &[
    "action",
    "background",
    "data",
    "form",
    "formaction",
    "href",
    "is",
    "manifest",
    "name",
    "ping",
    "slot",
    "src",
    "srcdoc",
    "srcset",
    "style",
    "target",
    "xlink:href",
];

/// Reads the table `html`.
pub(super) fn read(fields: &mut Fields<'_>) -> Html {
    let Some((table, span)) = fields.table("html") else { return Html::default() };
    let mut inner = Fields::new(table, span, &CONFIG, fields.diagnostics());
    let is_refused = |name: &str| NEVER.contains(&name);
    let elements = names(&mut inner, "elements", "element", is_refused);
    let is_refused = |name: &str| {
        NEVER_ATTRIBUTES.contains(&name) || name.starts_with("on") || name.starts_with("data-")
    };
    let attributes = names(&mut inner, "attributes", "attribute", is_refused);
    let files = inner.texts("files");
    let frames = hosts(&mut inner);
    inner.finish();
    let files = files.into_iter().map(|file| lower(&file).trim_start_matches('.').to_owned());
    Html { elements, attributes, files: files.collect(), frames }
}

/// The hosts whose pages texts may show in frames.
fn hosts(fields: &mut Fields<'_>) -> Vec<String> {
    let mut hosts = Vec::new();
    for written in fields.texts("frames") {
        let address = lower(&written);
        let host = address.strip_prefix("https://").map(|host| host.trim_end_matches('/'));
        let is_letter = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | ':');
        let host = host.filter(|host| host.contains('.') && host.chars().all(is_letter));
        match host {
            Some(host) => hosts.push(format!("https://{host}")),
            None => {
                let message =
                    format!("{:?} is no host from which frames could be shown", written.value);
                let help =
                    "write it as in `https://player.example.org`: with https, without a path";
                fields.invalid(written.span, message, Some(help.to_owned()));
            }
        }
    }
    hosts
}

fn lower(text: &Spanned<String>) -> String {
    text.value.trim().to_ascii_lowercase()
}

fn names(
    fields: &mut Fields<'_>,
    key: &'static str,
    what: &str,
    is_refused: impl Fn(&str) -> bool,
) -> Vec<String> {
    let mut names = Vec::new();
    for written in fields.texts(key) {
        let name = lower(&written);
        let is_name = !name.is_empty()
            && name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b':'));
        if !is_name {
            let message = format!("{:?} is no name of an {what}", written.value);
            fields.invalid(written.span, message, None);
        } else if name == "iframe" {
            let message = "frames are allowed from hosts that the site names";
            let help = "name them: frames = [\"https://player.example.org\"]";
            fields.invalid(written.span, message.to_owned(), Some(help.to_owned()));
        } else if is_refused(&name) {
            let message = format!("the {what} `{name}` is not allowed in texts");
            let help = "texts come from strangers: with it they could run something, load from \
                        elsewhere or change the page around them; write it into a template";
            fields.invalid(written.span, message, Some(help.to_owned()));
        } else {
            names.push(name);
        }
    }
    names
}
