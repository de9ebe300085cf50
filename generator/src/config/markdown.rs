//! The table `[markdown]`: how texts are read and written.

use std::borrow::Cow;
use std::sync::LazyLock;

use gh_emoji::Replacer;

use super::Fields;
use super::highlighting::{self, Highlighting};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::{Entry, Kind};
use crate::markdown::highlight::Highlighter;

/// Options of Markdown.
#[derive(Clone, Debug)]
pub struct Markdown {
    /// Class of links that leave the site.
    pub external_links_class: Option<String>,
    /// Whether they open a new window.
    pub external_links_target_blank: bool,
    /// Whether they carry `rel="nofollow"`.
    pub external_links_no_follow: bool,
    /// Whether they carry `rel="noreferrer"`.
    pub external_links_no_referrer: bool,
    /// Whether they carry `rel="external"`.
    pub external_links_external: bool,
    /// Whether `"…"` become typographic quotes, `--` a dash.
    pub smart_punctuation: bool,
    /// Whether definition lists are read; always so in the carnet model.
    pub definition_list: bool,
    /// Whether `> [!NOTE]` is an alert; always so in the carnet model.
    pub github_alerts: bool,
    /// Whether images load late.
    pub lazy_async_image: bool,
    /// Whether `:smile:` is the sign of that name.
    pub render_emoji: bool,
    /// Whether footnotes stand at the end of the text; always so in the carnet model.
    pub bottom_footnotes: bool,
    /// Where each heading has a link to itself.
    pub insert_anchor_links: AnchorLinks,
    /// Whether code is highlighted.
    pub highlight: bool,
    /// How.
    pub highlighting: Highlighting,
    /// What does it.
    pub highlighter: Highlighter,
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            external_links_class: None,
            external_links_target_blank: false,
            external_links_no_follow: false,
            external_links_no_referrer: false,
            external_links_external: true,
            smart_punctuation: false,
            definition_list: false,
            github_alerts: false,
            lazy_async_image: false,
            render_emoji: false,
            bottom_footnotes: false,
            insert_anchor_links: AnchorLinks::None,
            highlight: false,
            highlighting: Highlighting::default(),
            highlighter: Highlighter::default(),
        }
    }
}

impl Markdown {
    /// What `rel` says of a link that leaves the site, if anything.
    #[must_use]
    pub fn relations(&self) -> Option<String> {
        let relations: Vec<&str> = [
            // The new window must have no hold on this one.
            (self.external_links_target_blank, "noopener"),
            (self.external_links_no_follow, "nofollow"),
            (self.external_links_no_referrer, "noreferrer"),
            (self.external_links_external, "external"),
        ]
        .into_iter()
        .filter_map(|(is_wanted, relation)| is_wanted.then_some(relation))
        .collect();
        (!relations.is_empty()).then(|| relations.join(" "))
    }

    /// `text` with `:smile:` as the sign of that name, where the site wants it.
    #[must_use]
    pub fn emoji<'a>(&self, text: &'a str) -> Cow<'a, str> {
        static EMOJI: LazyLock<Replacer> = LazyLock::new(Replacer::new);
        if self.render_emoji { EMOJI.replace_all(text) } else { Cow::Borrowed(text) }
    }
}

/// Where in a heading the link to itself stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnchorLinks {
    /// Before its text.
    Left,
    /// After its text.
    Right,
    /// Around its text.
    Heading,
    /// Nowhere.
    #[default]
    None,
}

/// As configuration and front matter spell them.
pub const ANCHOR_LINKS: &[(&str, AnchorLinks)] = &[
    ("left", AnchorLinks::Left),
    ("right", AnchorLinks::Right),
    ("heading", AnchorLinks::Heading),
    ("none", AnchorLinks::None),
];

/// Keys of older Zolas and what is to be written instead.
const OLD_KEYS: &[(&str, &str)] = &[
    ("highlight_code", "write a table [markdown.highlighting]"),
    (
        "highlight_theme",
        "write `theme`, or `light_theme` and `dark_theme`, in [markdown.highlighting]",
    ),
    ("highlight_themes_css", "write style = \"class\" in [markdown.highlighting]"),
    ("extra_syntaxes", "write `extra_grammars` in [markdown.highlighting]"),
    (
        "extra_syntaxes_and_themes",
        "write `extra_grammars` and `extra_themes` in [markdown.highlighting]",
    ),
];

/// Reads the table.
pub(super) fn read(fields: &mut Fields<'_>, by_default: &Markdown) -> Markdown {
    let old: Vec<Entry> =
        OLD_KEYS.iter().filter_map(|(key, help)| old_key(fields, key, help)).collect();
    let asked = old.iter().find(|entry| entry.key == "highlight_code");
    let is_highlighted = match asked.map(|entry| &entry.value.kind) {
        Some(Kind::Boolean(wanted)) => *wanted,
        _ => by_default.highlight,
    };
    let highlighting = highlighting::read(fields);
    let highlight = highlighting.is_some() || is_highlighted;
    let highlighting = highlighting.unwrap_or_else(|| Highlighting::of_old(&old));
    let mut is_on = |key, default| fields.boolean(key).unwrap_or(default);
    let markdown = Markdown {
        external_links_class: None,
        external_links_target_blank: is_on("external_links_target_blank", false),
        external_links_no_follow: is_on("external_links_no_follow", false),
        external_links_no_referrer: is_on("external_links_no_referrer", false),
        external_links_external: is_on("external_links_external", true),
        smart_punctuation: is_on("smart_punctuation", false),
        definition_list: is_on("definition_list", false),
        github_alerts: is_on("github_alerts", false),
        lazy_async_image: is_on("lazy_async_image", false),
        render_emoji: is_on("render_emoji", false),
        bottom_footnotes: is_on("bottom_footnotes", false),
        insert_anchor_links: AnchorLinks::None,
        highlight,
        highlighting,
        highlighter: Highlighter::default(),
    };
    Markdown {
        external_links_class: class(fields),
        insert_anchor_links: fields.choice("insert_anchor_links", ANCHOR_LINKS).unwrap_or_default(),
        ..markdown
    }
}

fn old_key(fields: &mut Fields<'_>, key: &'static str, help: &str) -> Option<Entry> {
    let entry = fields.old_entry(key)?;
    fields.diagnostics().push(
        Diagnostic::at(
            &codes::CONFIG_OLD_KEY,
            entry.key_span.clone(),
            format!("`{key}` is a key of an older Zola"),
        )
        .help(help),
    );
    Some(entry)
}

fn class(fields: &mut Fields<'_>) -> Option<String> {
    let class = fields.text("external_links_class")?;
    if class.value.contains(['"', '\'']) {
        fields.invalid(
            class.span,
            "a class holds no quotes",
            Some("write its name alone, such as \"external\"".to_owned()),
        );
        return None;
    }
    Some(class.value)
}
