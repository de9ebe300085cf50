//! Blocks of code: what stands behind the three signs, and the shape of the HTML.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use pulldown_cmark::CodeBlockKind;

use super::escaped;
use crate::config::Config;

/// The name of a language that has no colours.
const PLAIN: &str = "plain";

/// What an author wrote behind the three signs: `rust,linenos,hl_lines=1 3-5,name=main.rs`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fence {
    /// Its language; `None` where nothing is said at all.
    language: Option<String>,
    has_numbers: bool,
    first: Option<i64>,
    marked: Vec<RangeInclusive<usize>>,
    hidden: Vec<RangeInclusive<usize>>,
    /// Any other `key=value`.
    data: BTreeMap<String, String>,
}

impl Fence {
    pub(super) fn of(kind: &CodeBlockKind<'_>) -> Self {
        match kind {
            CodeBlockKind::Fenced(info) => Self::parse(info),
            CodeBlockKind::Indented => Self::default(),
        }
    }

    fn parse(info: &str) -> Self {
        if info.trim().is_empty() {
            return Self::default();
        }
        let mut fence = Self::default();
        let mut language = None;
        for part in info.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let mut sides = part.split('=');
            let key = sides.next().unwrap_or_default().trim();
            match (key, sides.next()) {
                ("linenos", _) => fence.has_numbers = true,
                ("linenostart", value) => {
                    fence.first = value.and_then(|value| value.parse().ok()).or(fence.first);
                }
                ("hl_lines", value) => fence.marked.extend(value.map(ranges).unwrap_or_default()),
                ("hide_lines", value) => fence.hidden.extend(value.map(ranges).unwrap_or_default()),
                (key, Some(value)) => {
                    fence.data.insert(key.to_owned(), value.trim().to_owned());
                }
                (key, None) => {
                    language.get_or_insert_with(|| key.to_owned());
                }
            }
        }
        fence.language = Some(language.unwrap_or_default());
        fence
    }

    /// Its language, where one is named.
    pub(super) fn language(&self) -> Option<&str> {
        self.language.as_deref().filter(|language| !language.is_empty())
    }

    /// The block.
    pub(super) fn render(&self, code: &str, config: &Config) -> String {
        if !config.markdown.highlight {
            let language = self.language.as_deref().filter(|language| *language != PLAIN);
            let data = language
                .map(|language| format!(" data-lang=\"{}\"", escaped(language)))
                .unwrap_or_default();
            return format!("<pre><code{data}>{}</code></pre>\n", escaped(code));
        }
        let highlighter = &config.markdown.highlighter;
        let look = Look {
            lines: highlighter.lines(code, self.language()),
            block: highlighter.block(),
            marked: highlighter.marked(),
            number: highlighter.number(),
        };
        let mut data = format!(" data-lang=\"{}\"", escaped(&highlighter.name(self.language())));
        for (key, value) in &self.data {
            data.push_str(&format!(" data-{}=\"{}\"", attribute_name(key), escaped(value)));
        }
        let position = highlighter.data_position();
        let on_pre = if position.is_on_pre() { data.as_str() } else { "" };
        let on_code = if position.is_on_code() { data.as_str() } else { "" };
        let lines = self.lines(&look);
        format!("<pre{}{on_pre}><code{on_code}>{lines}</code></pre>", look.block)
    }

    /// The lines that are shown, numbered and marked.
    fn lines(&self, look: &Look<'_>) -> String {
        let first = self.first.unwrap_or(1);
        let number = |index: usize| first.saturating_add(i64::try_from(index).unwrap_or(i64::MAX));
        let last = number(look.lines.len());
        let width = number(0).to_string().len().max(last.to_string().len());
        let has = |ranges: &[RangeInclusive<usize>], index: usize| {
            ranges.iter().any(|range| range.contains(&(index + 1)))
        };
        let shown = look.lines.iter().enumerate().filter(|(index, _)| !has(&self.hidden, *index));
        let lines = shown.map(|(index, line)| {
            let (class, style) = if has(&self.marked, index) { look.marked } else { ("", "") };
            let number = if self.has_numbers {
                let (number, look) = (number(index), look.number);
                format!(
                    "<span aria-hidden=\"true\" class=\"giallo-ln\"{look}>{number:>width$}</span>"
                )
            } else {
                String::new()
            };
            format!("<span class=\"giallo-l{class}\"{style}>{number}{line}</span>")
        });
        lines.collect::<Vec<String>>().join("\n")
    }
}

/// How a block looks: its lines as HTML, and what else its elements say, each with a space before
/// it.
struct Look<'a> {
    lines: Vec<String>,
    /// Attributes of the block.
    block: &'a str,
    /// Class and attributes of a marked line.
    marked: (&'a str, &'a str),
    /// Attributes of a line's number.
    number: &'a str,
}

/// `1 3-5`: lines, counted from 1.
fn ranges(text: &str) -> Vec<RangeInclusive<usize>> {
    let number = |text: &str| text.parse::<usize>().ok();
    text.split(' ')
        .filter_map(|part| match part.split_once('-') {
            Some((from, to)) => {
                let (from, to) = (number(from)?, number(to)?);
                Some(from.min(to)..=from.max(to))
            }
            None => number(part).map(|line| line..=line),
        })
        .collect()
}

/// What a key is called behind `data-`.
fn attribute_name(key: &str) -> String {
    key.to_lowercase()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { '-' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fence_says_more_than_its_language() {
        let fence =
            Fence::parse("rust,linenos, linenostart=10,hl_lines=1 5-3,hide_lines=2,name=a b");
        assert_eq!(
            fence,
            Fence {
                language: Some("rust".to_owned()),
                has_numbers: true,
                first: Some(10),
                marked: vec![1..=1, 3..=5],
                hidden: vec![2..=2],
                data: BTreeMap::from([("name".to_owned(), "a b".to_owned())]),
            }
        );
        assert_eq!(Fence::parse(" "), Fence::default());
        assert_eq!(Fence::parse("rust,wrap").language.as_deref(), Some("rust"));
        assert_eq!(Fence::parse("linenos").language.as_deref(), Some(""));
    }
}
