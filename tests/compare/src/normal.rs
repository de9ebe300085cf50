//! A page as lines that are the same for pages that say the same.
//!
//! One line a tag, an attribute list in order of names, a text. What is made equal:
//!
//! * addresses are absolute, as a browser resolves them, with single slashes in their paths, a
//!   slash after that of the site, and no hash in the name of a processed image;
//! * attributes are sorted, a `class` has single spaces, no `integrity` (it follows from the file);
//! * white space of texts is one space, and none at their ends, but for `<pre>` and `<textarea>`;
//! * inside `<pre>` there are no `<span>`s: which tokens are coloured is not what a page says;
//! * a page that sends on is its target;
//! * texts of feeds that hold HTML are read as HTML; comments and names of generators are left out.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use url::Url;

const ADDRESSES: &[&str] = &["action", "data", "formaction", "href", "poster", "src", "xml:base"];
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// The lines of the page or feed `text` whose address is `at`, in the site at `base`.
pub(crate) fn lines(text: &str, at: &Url, base: &Url) -> Vec<String> {
    let is_feed = text.trim_start().starts_with("<?xml");
    read(text, Places { at, base, is_feed })
}

fn read(text: &str, places: Places<'_>) -> Vec<String> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let sink = Sink { places, state: RefCell::default() };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.state.into_inner();
    state.end_text(places);
    match state.target {
        Some(target) => vec![format!("sends on to {target}")],
        None => state.lines,
    }
}

#[derive(Default)]
struct State {
    lines: Vec<String>,
    text: String,
    /// How many `<pre>` and `<textarea>` are open.
    verbatim: usize,
    /// Inside `<generator>`.
    is_hidden: bool,
    target: Option<String>,
}

/// Where a page lies, and its site.
#[derive(Clone, Copy)]
struct Places<'a> {
    at: &'a Url,
    base: &'a Url,
    /// Whether texts that hold HTML are read as such: those of feeds, and not what is in them.
    is_feed: bool,
}

struct Sink<'a> {
    places: Places<'a>,
    state: RefCell<State>,
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text.push_str(&text),
            Token::DoctypeToken(doctype) => {
                state.end_text(self.places);
                state.lines.push(format!("<!doctype {}>", doctype.name.unwrap_or_default()));
            }
            Token::TagToken(tag) => return state.tag(&tag, self.places),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn tag(&mut self, tag: &Tag, at: Places<'_>) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let is_open = tag.kind == TagKind::StartTag;
        if name == "span" && self.verbatim > 0 {
            return TokenSinkResult::Continue;
        }
        self.end_text(at);
        if matches!(name, "pre" | "textarea") {
            self.verbatim =
                if is_open { self.verbatim + 1 } else { self.verbatim.saturating_sub(1) };
        }
        if name == "generator" {
            self.is_hidden = is_open;
        } else if is_open {
            self.open(tag, at);
        } else if !VOID.contains(&name) {
            self.lines.push(format!("</{name}>"));
        }
        match name {
            "script" if is_open => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" if is_open => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" if is_open => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    fn open(&mut self, tag: &Tag, at: Places<'_>) {
        let get = |name: &str| {
            let found = tag.attrs.iter().find(|it| &*it.name.local == name);
            found.map(|it| it.value.to_string())
        };
        if &*tag.name == "meta" {
            if get("http-equiv").is_some_and(|it| it.eq_ignore_ascii_case("refresh")) {
                let content = get("content").unwrap_or_default();
                let target = content.split_once('=').map_or("", |(_, target)| target);
                self.target = Some(absolute(target.trim().trim_matches(['\'', '"']), at));
            }
            if get("name").is_some_and(|it| it == "generator") {
                return;
            }
        }
        let mut attributes: Vec<String> = tag
            .attrs
            .iter()
            .filter(|it| &*it.name.local != "integrity")
            .map(|it| {
                let (name, value) = (&*it.name.local, &*it.value);
                let value = match name {
                    "class" => single_spaces(value),
                    "srcset" => sources(value, at),
                    _ if ADDRESSES.contains(&name) => absolute(value, at),
                    _ => value.to_owned(),
                };
                format!(" {name}=\"{value}\"")
            })
            .collect();
        attributes.sort();
        self.lines.push(format!("<{}{}>", tag.name, attributes.concat()));
    }

    fn end_text(&mut self, at: Places<'_>) {
        let text = std::mem::take(&mut self.text);
        let said = single_spaces(&text);
        if said.is_empty() || self.is_hidden {
        } else if self.verbatim > 0 {
            self.lines.extend(text.lines().map(|line| line.trim_end().to_owned()));
        } else if at.is_feed && said.starts_with('<') && said.ends_with('>') {
            self.lines.extend(read(&text, Places { is_feed: false, ..at }));
        } else {
            self.lines.push(said);
        }
    }
}

fn single_spaces(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn sources(value: &str, at: Places<'_>) -> String {
    let each = value.split(',').map(|source| {
        let source = source.trim();
        let (address, rest) = source.split_once(' ').unwrap_or((source, ""));
        format!("{} {rest}", absolute(address, at))
    });
    each.collect::<Vec<_>>().join(", ")
}

fn absolute(address: &str, places: Places<'_>) -> String {
    let Ok(mut whole) = places.at.join(address) else { return address.to_owned() };
    if !whole.cannot_be_a_base() {
        let parts: Vec<&str> = whole.path().split('/').filter(|part| !part.is_empty()).collect();
        let slash = if whole.path().ends_with('/') && !parts.is_empty() { "/" } else { "" };
        let path = format!("/{}{slash}", without_hash(&parts.join("/")));
        let is_home = format!("{path}/") == places.base.path();
        whole.set_path(if is_home { places.base.path() } else { &path });
    }
    whole.into()
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

    fn said(text: &str) -> Vec<String> {
        let url = |text| Url::parse(text).expect("an address");
        lines(text, &url("https://a.example/b/c/"), &url("https://a.example/b/"))
    }

    fn same(one: &str, other: &str) {
        assert_eq!(said(one), said(other));
    }

    #[test]
    fn addresses_are_where_they_lead() {
        same("<a href=../d/#e>", r#"<a href="https://a.example/b//d/#e">"#);
        same("<a href=https://a.example>", "<a href=/>");
        same("<a href=https://a.example/b>", "<a href=/b/>");
        same(
            "<img src=/processed_images/a.0123456789abcdef.png>",
            "<img src=/processed_images/a.png>",
        );
        same("<img srcset='x.png 2x, y.png'>", "<img srcset='/b/c/x.png 2x,/b/c/./y.png'>");
    }

    #[test]
    fn order_and_white_space_do_not_count() {
        same("<p id=a class=' b  c'>d\n e</p>", "<p class='b c' id=a> d e </p>");
        same("<script>if (a<b) { }</script>", "<script> if (a<b) { } </script>");
    }

    #[test]
    fn tokens_of_code_do_not_count_and_its_lines_do() {
        same("<pre><code><span>a</span> b\n c</code></pre>", "<pre><code>a b\n c</code></pre>");
        assert_ne!(said("<pre>a  b</pre>"), said("<pre>a b</pre>"));
    }

    #[test]
    fn a_redirect_is_its_target() {
        same(
            "<!doctype html><meta http-equiv=refresh content='0; url=/b/'><p>Here</p>",
            "<meta http-equiv=refresh content='0;URL=..'>",
        );
    }

    #[test]
    fn html_in_a_feed_is_html() {
        same(
            "<?xml version=\"1.0\"?><content>&lt;p&gt;&lt;a href=\"x\"&gt;y&lt;/a&gt;&lt;/p&gt;</content>",
            "<?xml version=\"1.0\"?><content>&lt;p&gt;&lt;a href=/b/c/x&gt;y&lt;/a&gt; &lt;/p&gt;</content>",
        );
    }
}
