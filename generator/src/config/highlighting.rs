//! The table `[markdown.highlighting]`: which colours code has, and how they are written.

use crate::document::{Entry, Kind, Value};
use crate::fields::{CONFIG, Fields};
use crate::source::{Span, Spanned};

/// How colours are written in a plain site; a carnet has classes, whatever it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// In the page, as `style="…"`.
    #[default]
    Inline,
    /// As classes, with style sheets that a theme links to.
    Class,
}

/// The themes that colours come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Themes {
    /// One, whatever the reader's system prefers.
    Single(Spanned<String>),
    /// One for each scheme.
    Dual {
        /// On a light ground.
        light: Spanned<String>,
        /// On a dark one.
        dark: Spanned<String>,
    },
}

impl Themes {
    /// Their names: one, or that of the light and that of the dark one.
    #[must_use]
    pub fn names(&self) -> Vec<&Spanned<String>> {
        match self {
            Self::Single(theme) => vec![theme],
            Self::Dual { light, dark } => vec![light, dark],
        }
    }
}

/// Which elements of a block carry its `data-` attributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DataPosition {
    /// The outer one.
    Pre,
    /// The inner one.
    #[default]
    Code,
    /// Both.
    Both,
    /// Neither.
    Nowhere,
}

impl DataPosition {
    /// Whether `<pre>` carries them.
    #[must_use]
    pub fn is_on_pre(self) -> bool {
        matches!(self, Self::Pre | Self::Both)
    }

    /// Whether `<code>` carries them.
    #[must_use]
    pub fn is_on_code(self) -> bool {
        matches!(self, Self::Code | Self::Both)
    }
}

/// What is said of code in a language without a grammar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unknown {
    /// Nothing: the site has said nothing of highlighting.
    #[default]
    Silent,
    /// A warning.
    Warn,
    /// An error.
    Refuse,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Highlighting {
    /// Its themes; the usual ones when absent.
    pub themes: Option<Themes>,
    /// How colours are written.
    pub style: Style,
    /// What is said of a language without a grammar.
    pub unknown: Unknown,
    /// Files of grammars.
    pub extra_grammars: Vec<Spanned<String>>,
    /// Files of themes.
    pub extra_themes: Vec<Spanned<String>>,
    /// Where `data-` attributes stand.
    pub data_attr_position: DataPosition,
}

impl Highlighting {
    /// What `highlight_theme` of an older Zola asked for; `css` stood for classes.
    pub(super) fn of_old(entries: &[Entry]) -> Self {
        let theme = entries.iter().find(|entry| entry.key == "highlight_theme");
        match theme.map(|entry| &entry.value) {
            Some(Value { kind: Kind::Text(text), .. }) if text == "css" => {
                Self { style: Style::Class, ..Self::default() }
            }
            Some(Value { kind: Kind::Text(text), span }) => {
                let name = Spanned { value: text.clone(), span: span.clone() };
                Self { themes: Some(Themes::Single(name)), ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}

const STYLES: &[(&str, Style)] = &[("inline", Style::Inline), ("class", Style::Class)];

/// Zola spells them with a capital.
const POSITIONS: &[(&str, DataPosition)] = &[
    ("Code", DataPosition::Code),
    ("Pre", DataPosition::Pre),
    ("Both", DataPosition::Both),
    ("None", DataPosition::Nowhere),
    ("code", DataPosition::Code),
    ("pre", DataPosition::Pre),
    ("both", DataPosition::Both),
    ("none", DataPosition::Nowhere),
];

/// Reads the table; `None` when there is none.
pub(super) fn read(fields: &mut Fields<'_>) -> Option<Highlighting> {
    let (table, span) = fields.table("highlighting")?;
    let mut inner = Fields::new(table, span.clone(), &CONFIG, fields.diagnostics());
    let is_required = inner.boolean("error_on_missing_language").unwrap_or(false);
    let highlighting = Highlighting {
        themes: themes(&mut inner, &span),
        style: inner.choice("style", STYLES).unwrap_or_default(),
        unknown: if is_required { Unknown::Refuse } else { Unknown::Warn },
        extra_grammars: inner.texts("extra_grammars"),
        extra_themes: inner.texts("extra_themes"),
        data_attr_position: inner.choice("data_attr_position", POSITIONS).unwrap_or_default(),
    };
    inner.finish();
    Some(highlighting)
}

fn themes(fields: &mut Fields<'_>, whole: &Span) -> Option<Themes> {
    let single = fields.text("theme");
    let light = fields.text("light_theme");
    let dark = fields.text("dark_theme");
    match (single, light, dark) {
        (Some(theme), None, None) => Some(Themes::Single(theme)),
        (None, Some(light), Some(dark)) => Some(Themes::Dual { light, dark }),
        // Zola refuses a table without a theme.
        (None, None, None) => None,
        (single, light, dark) => {
            let themes = [single, light, dark];
            let span = themes.into_iter().flatten().next().map_or(whole.clone(), |text| text.span);
            fields.invalid(
                span,
                "code has either one theme or a light and a dark one",
                Some("write `theme` alone, or both `light_theme` and `dark_theme`".to_owned()),
            );
            None
        }
    }
}
