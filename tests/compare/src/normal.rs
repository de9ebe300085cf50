//! A page as lines that are the same for pages that say the same.
//!
//! One line a tag, an attribute list in order of names, a text. What is made equal:
//!
//! * addresses are where they lead ([`address`](crate::address)), from a page's `<base>` or a
//!   feed's `xml:base` too;
//! * attributes are sorted, a `class` has single spaces;
//! * white space that nobody sees is left out ([`flow`](crate::flow)), but in scripts, styles,
//!   `<pre>` and `<textarea>`; in feeds that between elements and at the edges of their texts;
//! * inside `<pre>` there are no `<span>`s of tokens, and of the colours of other `<span>`s only the
//!   properties' names: how code is coloured is not what a page says;
//! * there is no `integrity` of files that [always differ](ALWAYS_DIFFERENT);
//! * a page that does nothing but send on is its target;
//! * texts of feeds that hold HTML are read as HTML; a feed's generator and the version of a page's
//!   are left out.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use url::Url;

use crate::address::{Places, absolute, sources};
use crate::flow::{Flow, single_spaces};

const ADDRESSES: &[&str] = &["action", "data", "formaction", "href", "poster", "src", "xml:base"];
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Beginnings of the names of files that the two write in ways of their own.
const ALWAYS_DIFFERENT: &[&str] = &["elasticlunr.min.js", "giallo", "search_index"];

/// What a page consists of that does nothing but send on.
const REDIRECT: &[&str] =
    &["a", "body", "head", "html", "link", "meta", "noscript", "p", "script", "title"];

/// The lines of the page or feed `text` whose address is `at`, in the site at `base`.
pub(crate) fn lines(text: &str, at: &Url, base: &Url) -> Vec<String> {
    read(text, Places { at, base }, text.trim_start().starts_with("<?xml"))
}

fn read(text: &str, places: Places<'_>, is_feed: bool) -> Vec<String> {
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text));
    let sink = Sink(RefCell::new(State::new(places, is_feed)));
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    while !queue.is_empty() {
        let _ = tokenizer.feed(&queue);
    }
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.end_text();
    match state.target {
        Some(target) if state.only_sends_on => vec![format!("sends on to {target}")],
        _ => state.flow.lines(),
    }
}

struct State<'a> {
    base: &'a Url,
    /// Where relative addresses start.
    at: Url,
    /// Whether texts that hold HTML are read as such: those of feeds, and not what is in them.
    is_feed: bool,
    flow: Flow,
    text: String,
    /// Inside `<script>`, `<style>` and `<textarea>`, or in a generator's name.
    inside: Inside,
    /// How many `<pre>` are open.
    codes: usize,
    /// The open `<span>`s of a `<pre>`.
    spans: Vec<Span>,
    target: Option<String>,
    only_sends_on: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Inside {
    Text,
    Verbatim,
    Generator,
}

#[derive(PartialEq)]
enum Span {
    /// A token of code, which is coloured.
    Token,
    Other,
}

struct Sink<'a>(RefCell<State<'a>>);

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(text) => state.text.push_str(&text),
            Token::DoctypeToken(doctype) => {
                state.end_text();
                let name = doctype.name.unwrap_or_default();
                let public = doctype.public_id.unwrap_or_default();
                state.flow.tag("html", Some(format!("<!doctype {name} {public}>")));
            }
            Token::CommentToken(text) => {
                state.end_text();
                state.flow.unseen(&format!("<!--{text}-->"));
            }
            Token::TagToken(tag) => return state.tag(&tag),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.0.borrow().is_feed // where CDATA is text
    }
}

impl<'a> State<'a> {
    fn new(places: Places<'a>, is_feed: bool) -> Self {
        Self {
            base: places.base,
            at: places.at.clone(),
            is_feed,
            flow: if is_feed { Flow::of_xml() } else { Flow::default() },
            text: String::new(),
            inside: Inside::Text,
            codes: 0,
            spans: Vec::new(),
            target: None,
            only_sends_on: true,
        }
    }

    fn places(&self) -> Places<'_> {
        Places { at: &self.at, base: self.base }
    }

    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let is_open = tag.kind == TagKind::StartTag;
        if name == "span" && self.codes > 0 && self.is_token(tag) {
            return TokenSinkResult::Continue;
        }
        self.end_text();
        self.only_sends_on &= REDIRECT.contains(&name);
        if name == "pre" {
            self.codes = if is_open { self.codes + 1 } else { self.codes.saturating_sub(1) };
        }
        let line = if is_open {
            self.open(tag)
        } else {
            (!VOID.contains(&name)).then(|| format!("</{name}>"))
        };
        self.flow.tag(name, line);
        self.inside = match name {
            "generator" if is_open => Inside::Generator,
            "script" | "style" | "textarea" if is_open && !self.is_feed => Inside::Verbatim,
            _ => Inside::Text,
        };
        match name {
            _ if !is_open || self.is_feed => TokenSinkResult::Continue,
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noembed" => TokenSinkResult::RawData(RawKind::Rawtext),
            "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Whether a `<span>` of a `<pre>` begins or ends what the colouring of code made.
    fn is_token(&mut self, tag: &Tag) -> bool {
        if tag.kind == TagKind::EndTag {
            return self.spans.pop() == Some(Span::Token);
        }
        let is_colour = tag.attrs.iter().all(|it| match &*it.name.local {
            "class" => it.value.split_ascii_whitespace().all(|class| class.starts_with("z-")),
            name => name == "style",
        });
        self.spans.push(if is_colour { Span::Token } else { Span::Other });
        is_colour
    }

    fn open(&mut self, tag: &Tag) -> Option<String> {
        let get = |name: &str| {
            let found = tag.attrs.iter().find(|it| &*it.name.local == name);
            found.map(|it| it.value.to_string())
        };
        let refreshes = get("http-equiv").is_some_and(|it| it.eq_ignore_ascii_case("refresh"));
        if &*tag.name == "meta" && refreshes {
            let content = get("content").unwrap_or_default();
            let target = content.split_once('=').map_or("", |(_, target)| target);
            self.target = Some(absolute(target.trim().trim_matches(['\'', '"']), self.places()));
        }
        if &*tag.name == "generator" {
            return None;
        }
        let start = if &*tag.name == "base" { get("href") } else { get("xml:base") };
        if let Some(start) = start.and_then(|it| self.at.join(&it).ok()) {
            self.at = start;
        }
        let is_version = get("name").is_some_and(|it| it == "generator");
        let file = get("href").or_else(|| get("src")).unwrap_or_default();
        let file = file.rsplit('/').next().unwrap_or_default();
        let is_ours = ALWAYS_DIFFERENT.iter().any(|start| file.starts_with(start));
        let mut attributes: Vec<String> = tag
            .attrs
            .iter()
            .filter(|it| !(is_ours && &*it.name.local == "integrity"))
            .map(|it| {
                let (name, value) = (&*it.name.local, &*it.value);
                let value = match name {
                    "class" => single_spaces(value),
                    "content" if value.contains("/processed_images/") => {
                        absolute(value, self.places())
                    }
                    "content" if is_version => value.trim_end_matches(is_in_version).to_owned(),
                    "style" if &*tag.name == "span" && self.codes > 0 => properties(value),
                    "srcset" => sources(value, self.places()),
                    _ if ADDRESSES.contains(&name) => absolute(value, self.places()),
                    _ => value.to_owned(),
                };
                format!(" {name}=\"{value}\"")
            })
            .collect();
        attributes.sort();
        Some(format!("<{}{}>", tag.name, attributes.concat()))
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        let said = text.trim_ascii();
        if text.is_empty() || self.inside == Inside::Generator {
        } else if self.inside == Inside::Verbatim {
            self.flow.unseen(&text);
        } else if self.codes > 0 {
            self.flow.code(&text);
        } else if self.is_feed && said.starts_with('<') && said.ends_with('>') {
            for line in read(&text, self.places(), false) {
                self.flow.unseen(&line);
            }
        } else {
            self.flow.text(&text);
        }
    }
}

fn is_in_version(letter: char) -> bool {
    letter.is_ascii_digit() || letter == '.'
}

/// The names in the declarations of a `style`.
fn properties(style: &str) -> String {
    let names = style.split(';').map(|it| it.split(':').next().unwrap_or_default().trim());
    names.collect::<Vec<_>>().join(" ")
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

    fn differ(one: &str, other: &str) {
        assert_ne!(said(one), said(other));
    }

    #[test]
    fn addresses_start_where_the_page_says() {
        same("<a href=../d/#e>", r#"<a href="https://a.example/b//d/#e">"#);
        same("<a href=https://a.example>", "<a href=/>");
        same("<base href=/x/><a href=d>", "<base href=https://a.example/x/><a href=/x/d>");
        differ("<base href=/x/><a href=d>", "<base href=/x/><a href=../d>");
        same("<img srcset='x.png 2x, y.png'>", "<img srcset='/b/c/x.png 2x,/b/c/./y.png'>");
    }

    #[test]
    fn order_of_attributes_and_white_space_beside_blocks_do_not_count() {
        same("<p id=a class=' b  c'>d\n e</p>", "<p class='b c' id=a> d e </p>");
        same("<ul> <li>a <b>b </b></li>\n</ul> ", "<ul><li>a <b>b</b></li></ul>");
        same("<p>a <br> b <script></script> </p>", "<p>a<br>b<script></script></p>");
    }

    #[test]
    fn white_space_between_words_counts() {
        differ("<p>a <b>b</b></p>", "<p>a<b>b</b></p>");
        differ("<p>a <b>b</b></p>", "<p>a<b> b</b></p>");
        differ("<p>a<b>b</b> c</p>", "<p>a<b>b</b>c</p>");
        differ("<p><i>a</i> <b>b</b></p>", "<p><i>a</i><b>b</b></p>");
        differ("<p><img> <img></p>", "<p><img><img></p>");
        differ("<svg><title>a</title></svg> b", "<svg><title>a</title></svg>b");
        same("<p>a <b> b</b></p>", "<p>a  <b>b</b></p>");
    }

    #[test]
    fn tokens_of_code_do_not_count_and_its_lines_do() {
        same(
            "<pre><code><span class=z-1>a</span> b\n c</code></pre>",
            "<pre><code>a <span style=color:red>b\n c</span></code></pre>",
        );
        differ("<pre>a  b</pre>", "<pre>a b</pre>");
        differ("<pre>a </pre>", "<pre>a</pre>");
        differ("<pre><i>a</i> <i>b</i></pre>", "<pre><i>a</i><i>b</i></pre>");
        differ("<pre><span class=line>a</span></pre>", "<pre>a</pre>");
        let line = |style| format!("<pre><span class=giallo-l {style}>a</span></pre>");
        same(&line("style=background-color:red"), &line("style=background-color:blue"));
        differ(&line("style=background-color:red"), &line(""));
    }

    #[test]
    fn scripts_and_comments_count_as_they_are() {
        differ("<script>a // b\n c</script>", "<script>a // b c</script>");
        differ("<p>a<!-- b --></p>", "<p>a</p>");
    }

    #[test]
    fn the_hash_of_a_file_counts_unless_the_file_always_differs() {
        differ("<link href=a.css integrity=a>", "<link href=a.css integrity=b>");
        same("<link href=/giallo.css integrity=a>", "<link href=/giallo.css integrity=b>");
    }

    #[test]
    fn a_page_that_only_sends_on_is_its_target() {
        same(
            "<!doctype html><meta http-equiv=refresh content='0; url=/b/'><p>Here</p>",
            "<meta http-equiv=refresh content='0;URL=..'>",
        );
        differ(
            "<meta http-equiv=refresh content='0; url=/b/'><h1>Here</h1>",
            "<meta http-equiv=refresh content='0; url=/b/'><h1>There</h1>",
        );
    }

    #[test]
    fn html_in_a_feed_is_html() {
        same(
            "<?xml version=\"1.0\"?><content>&lt;p&gt;&lt;a href=\"x\"&gt;y&lt;/a&gt;&lt;/p&gt;</content>",
            "<?xml version=\"1.0\"?><content>&lt;p&gt;&lt;a href=/b/c/x&gt;y&lt;/a&gt; &lt;/p&gt;</content>",
        );
        same(
            "<?xml version=\"1.0\"?><content><![CDATA[<p>y</p>]]></content>",
            "<?xml version=\"1.0\"?><content>\n&lt;p&gt;y&lt;/p&gt;</content>",
        );
        differ(
            "<?xml version=\"1.0\"?><title><![CDATA[a]]></title>",
            "<?xml version=\"1.0\"?><title><![CDATA[b]]></title>",
        );
    }
}
