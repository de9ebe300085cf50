//! The words of a block of code in the colours of one theme, or of a light and a dark one.

use std::fmt::Write;

use syntect::highlighting::{
    Color, FontStyle, HighlightIterator, HighlightState, Highlighter as Rules, Style,
};
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::Known;
use super::sheet::{FONTS, Sheet, hex};
use crate::config::highlighting::Style as Written;

/// What writes code in the colours of a site.
pub(super) struct Painter {
    themes: Vec<Known>,
    /// One for each theme.
    pub(super) sheets: Vec<Sheet>,
    written: Written,
    pub(super) block: String,
    pub(super) marked_class: String,
    pub(super) marked_style: String,
    pub(super) number: String,
}

/// A word and its style in each theme.
type Word<'a> = (Vec<Style>, &'a str);

impl Painter {
    pub(super) fn new(themes: Vec<Known>, written: Written) -> Self {
        let prefixes: &[&str] = if themes.len() == 1 { &["z-"] } else { &["z-l-", "z-d-"] };
        let sheets: Vec<Sheet> = themes
            .iter()
            .zip(prefixes)
            .map(|(theme, prefix)| Sheet::new(theme, Sheet::ground(theme), prefix))
            .collect();
        let named = |name: &str| -> String {
            prefixes.iter().map(|prefix| format!(" {prefix}{name}")).collect()
        };
        let colours = |of: fn(&Sheet) -> Color| -> Vec<Color> { sheets.iter().map(of).collect() };
        let numbers: Vec<Color> = sheets.iter().filter_map(|sheet| sheet.number).collect();
        let (block, marked_class, marked_style, number) = match written {
            Written::Class => {
                let block = format!(" class=\"giallo{}\"", named("code"));
                (block, named("hl"), String::new(), String::new())
            }
            Written::Inline => {
                let scheme = if sheets.len() == 1 { "" } else { "color-scheme: light dark; " };
                let ink = of_schemes(&colours(|sheet| sheet.ground.foreground));
                let paper = of_schemes(&colours(|sheet| sheet.ground.background));
                let marked = of_schemes(&colours(|sheet| sheet.marked));
                let has_numbers = numbers.len() == sheets.len();
                let number = if has_numbers {
                    format!(" style=\"color: {};\"", of_schemes(&numbers))
                } else {
                    String::new()
                };
                (
                    format!(
                        " class=\"giallo\" style=\"{scheme}color: {ink}; background-color: {paper};\""
                    ),
                    String::new(),
                    format!(" style=\"background-color: {marked};\""),
                    number,
                )
            }
        };
        Self { themes, sheets, written, block, marked_class, marked_style, number }
    }

    /// The lines of `code` as HTML; `None` when the code defeats its grammar.
    pub(super) fn lines(
        &self,
        code: &str,
        syntax: &SyntaxReference,
        set: &SyntaxSet,
    ) -> Option<Vec<String>> {
        let rules: Vec<Rules<'_>> = self.themes.iter().map(|theme| Rules::new(theme)).collect();
        let mut states: Vec<HighlightState> =
            rules.iter().map(|rules| HighlightState::new(rules, ScopeStack::new())).collect();
        let mut parser = ParseState::new(syntax);
        let mut lines = Vec::new();
        for line in LinesWithEndings::from(code) {
            let operations = parser.parse_line(line, set).ok()?;
            let mut words: Vec<Word<'_>> = Vec::new();
            for (index, (rules, state)) in rules.iter().zip(&mut states).enumerate() {
                // All themes see the same words: where one ends is the grammar's say.
                let pieces = HighlightIterator::new(state, &operations, line, rules);
                for (number, (style, text)) in
                    pieces.filter(|(_, text)| !text.is_empty()).enumerate()
                {
                    if index == 0 {
                        words.push((vec![style], text));
                    } else if let Some((styles, _)) = words.get_mut(number) {
                        styles.push(style);
                    }
                }
            }
            lines.push(self.line(&words));
        }
        Some(lines)
    }

    fn line(&self, words: &[Word<'_>]) -> String {
        let mut html = String::new();
        let mut attribute = String::new();
        let mut open = String::new();
        let mut is_bare = true;
        for (styles, text) in words {
            let text = text.trim_end_matches(['\n', '\r']);
            if text.is_empty() {
                continue;
            }
            attribute.clear();
            match self.written {
                Written::Class => self.classes(styles, &mut attribute),
                Written::Inline => self.declarations(styles, &mut attribute),
            }
            // Neighbours that look the same are one element; a space looks like any neighbour
            // as long as it has no line below or colour behind it.
            let is_blank = text.trim().is_empty() && is_bare && self.is_bare(styles);
            if attribute != open && !is_blank {
                if !open.is_empty() {
                    html.push_str("</span>");
                }
                if !attribute.is_empty() {
                    html.push_str("<span ");
                    html.push_str(&attribute);
                    html.push('>');
                }
                std::mem::swap(&mut open, &mut attribute);
                is_bare = self.is_bare(styles);
            }
            escape(text, &mut html);
        }
        if !open.is_empty() {
            html.push_str("</span>");
        }
        html
    }

    fn is_bare(&self, styles: &[Style]) -> bool {
        styles.iter().zip(&self.sheets).all(|(style, sheet)| {
            style.background == sheet.ground.background
                && !style.font_style.contains(FontStyle::UNDERLINE)
        })
    }

    fn classes(&self, styles: &[Style], out: &mut String) {
        let mut classes = String::new();
        for (style, sheet) in styles.iter().zip(&self.sheets) {
            sheet.classes(*style, &mut classes);
        }
        if !classes.is_empty() {
            let _ = write!(out, "class=\"{}\"", classes.trim_start());
        }
    }

    fn declarations(&self, styles: &[Style], out: &mut String) {
        let mut declarations = String::new();
        let differs = |of: fn(&Style) -> Color| {
            styles.iter().zip(&self.sheets).any(|(style, sheet)| of(style) != of(&sheet.ground))
        };
        let mut add = |name: &str, of: fn(&Style) -> Color| {
            if differs(of) {
                let colours: Vec<Color> = styles.iter().map(of).collect();
                let _ = write!(declarations, " {name}: {};", of_schemes(&colours));
            }
        };
        add("color", |style| style.foreground);
        add("background-color", |style| style.background);
        for (font, _, declaration) in FONTS {
            if styles.first().is_some_and(|style| style.font_style.contains(*font)) {
                let _ = write!(declarations, " {declaration}");
            }
        }
        if !declarations.is_empty() {
            let _ = write!(out, "style=\"{}\"", declarations.trim_start());
        }
    }
}

/// Escapes code as Zola does.
pub(super) fn escape(code: &str, html: &mut String) {
    for letter in code.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ => html.push(letter),
        }
    }
}

/// A colour, or one for each scheme.
fn of_schemes(colours: &[Color]) -> String {
    match colours {
        [light, dark] => format!("light-dark({}, {})", hex(*light), hex(*dark)),
        [colour, ..] => hex(*colour),
        [] => "inherit".to_owned(),
    }
}
