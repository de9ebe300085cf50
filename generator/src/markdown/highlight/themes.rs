//! Themes of code: those that the program carries, under the names that Zola's users know, and
//! those that a site adds.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::str::FromStr;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use syntect::highlighting::{
    Color, FontStyle, ScopeSelectors, StyleModifier, Theme, ThemeItem, ThemeSet, ThemeSettings,
};
use two_face::theme::{EmbeddedLazyThemeSet, EmbeddedThemeName as Name};

use super::{Known, USUAL, grammars};
use crate::config::highlighting::Themes;
use crate::diagnostic::{Diagnostic, codes, did_you_mean};
use crate::source::{Sources, Spanned};

static CARRIED: LazyLock<EmbeddedLazyThemeSet> = LazyLock::new(two_face::theme::extra);

/// The themes of Zola 0.23, and those of older Zolas, each with the nearest that is carried. Names
/// are compared by their letters and digits alone.
pub(super) const NAMES: &[(&str, Name)] = &[
    ("andromeeda", Name::SublimeSnazzy),
    ("aurora-x", Name::TwoDark),
    ("ayu-dark", Name::OneHalfDark),
    ("ayu-light", Name::OneHalfLight),
    ("ayu-mirage", Name::OneHalfDark),
    ("catppuccin-frappe", Name::CatppuccinFrappe),
    ("catppuccin-latte", Name::CatppuccinLatte),
    ("catppuccin-macchiato", Name::CatppuccinMacchiato),
    ("catppuccin-mocha", Name::CatppuccinMocha),
    ("dark-plus", Name::OneHalfDark),
    ("dracula", Name::Dracula),
    ("dracula-soft", Name::Dracula),
    ("everforest-dark", Name::Zenburn),
    ("everforest-light", Name::GruvboxLight),
    ("github-dark", Name::TwoDark),
    ("github-dark-default", Name::TwoDark),
    ("github-dark-dimmed", Name::TwoDark),
    ("github-dark-high-contrast", Name::ColdarkDark),
    ("github-light", Name::Github),
    ("github-light-default", Name::Github),
    ("github-light-high-contrast", Name::Github),
    ("gruvbox-dark-hard", Name::GruvboxDark),
    ("gruvbox-dark-medium", Name::GruvboxDark),
    ("gruvbox-dark-soft", Name::GruvboxDark),
    ("gruvbox-light-hard", Name::GruvboxLight),
    ("gruvbox-light-medium", Name::GruvboxLight),
    ("gruvbox-light-soft", Name::GruvboxLight),
    ("horizon", Name::SublimeSnazzy),
    ("horizon-bright", Name::OneHalfLight),
    ("houston", Name::ColdarkDark),
    ("kanagawa-dragon", Name::Base16MochaDark),
    ("kanagawa-lotus", Name::SolarizedLight),
    ("kanagawa-wave", Name::CatppuccinMocha),
    ("laserwave", Name::DarkNeon),
    ("light-plus", Name::InspiredGithub),
    ("material-theme", Name::Base16OceanDark),
    ("material-theme-darker", Name::TwoDark),
    ("material-theme-lighter", Name::OneHalfLight),
    ("material-theme-ocean", Name::Base16OceanDark),
    ("material-theme-palenight", Name::CatppuccinMacchiato),
    ("min-dark", Name::Leet),
    ("min-light", Name::InspiredGithub),
    ("monokai", Name::MonokaiExtended),
    ("night-owl", Name::ColdarkDark),
    ("night-owl-light", Name::ColdarkCold),
    ("nord", Name::Nord),
    ("one-dark-pro", Name::TwoDark),
    ("one-light", Name::OneHalfLight),
    ("plastic", Name::TwoDark),
    ("poimandres", Name::Base16OceanDark),
    ("red", Name::MonokaiExtendedOrigin),
    ("rose-pine", Name::CatppuccinMocha),
    ("rose-pine-dawn", Name::CatppuccinLatte),
    ("rose-pine-moon", Name::CatppuccinMacchiato),
    ("slack-dark", Name::OneHalfDark),
    ("slack-ochin", Name::ColdarkCold),
    ("snazzy-light", Name::OneHalfLight),
    ("solarized-dark", Name::SolarizedDark),
    ("solarized-light", Name::SolarizedLight),
    ("synthwave-84", Name::DarkNeon),
    ("tokyo-night", Name::CatppuccinMocha),
    ("vesper", Name::Leet),
    ("vitesse-black", Name::Base16EightiesDark),
    ("vitesse-dark", Name::Base16EightiesDark),
    ("vitesse-light", Name::Github),
    // Zola 0.22 and before.
    ("agola-dark", Name::MonokaiExtended),
    ("ascetic-white", Name::InspiredGithub),
    ("axar", Name::TwoDark),
    ("base16-atelierdune-light", Name::Base16OceanLight),
    ("boron", Name::TwoDark),
    ("charcoal", Name::Base16EightiesDark),
    ("cheerfully-light", Name::OneHalfLight),
    ("classic-modified", Name::InspiredGithub),
    ("demain", Name::Base16EightiesDark),
    ("dimmed-fluid", Name::TwoDark),
    ("gray-matter-dark", Name::TwoDark),
    ("green", Name::Leet),
    ("idle", Name::InspiredGithub),
    ("inspired-github", Name::InspiredGithub),
    ("ir-white", Name::InspiredGithub),
    ("kronuz", Name::MonokaiExtended),
    ("material-dark", Name::Base16OceanDark),
    ("material-light", Name::OneHalfLight),
    ("nyx-bold", Name::Leet),
    ("one-dark", Name::TwoDark),
    ("railsbase16-green-screen-dark", Name::Leet),
    ("subway-madrid", Name::InspiredGithub),
    ("subway-moscow", Name::Base16OceanDark),
    ("visual-studio-dark", Name::OneHalfDark),
];

/// Themes for terminals, which have no colours of their own.
pub(super) const NOT_FOR_PAGES: &[Name] = &[Name::Ansi, Name::Base16, Name::Base16_256];

/// Names of Zola's that are those of carried themes with a word more.
const THE_SAME: &[&str] = &["gruvbox-dark-medium", "gruvbox-light-medium"];

/// Whether `theme` is what Zola's users know by `name`, and not one that stands in for it.
pub(super) fn is_meant(name: &str, theme: Name) -> bool {
    let name = letters(name);
    name == letters(theme.as_name()) || THE_SAME.iter().any(|same| letters(same) == name)
}

/// A theme that is carried. Some let the ground through what is written on it, to set it back: what
/// is to be read is not half there.
pub(super) fn load(name: Name) -> Theme {
    let mut theme = CARRIED.get(name).clone();
    let settings = &mut theme.settings;
    let texts = [&mut settings.foreground, &mut settings.gutter_foreground];
    let texts = texts.into_iter().chain(theme.scopes.iter_mut().map(|it| &mut it.style.foreground));
    for colour in texts.flatten() {
        colour.a = u8::MAX;
    }
    theme
}

/// That another theme stands in for one that is asked for.
fn replaced(name: &Spanned<String>, theme: Name) -> Diagnostic {
    let message = format!(
        "the theme `{}` is not carried: `{}` stands in for it",
        name.value,
        theme.as_name()
    );
    Diagnostic::at(&codes::CODE_THEME, name.span.clone(), message).help(
        "for the real one, put its file into the site, a .json of VS Code or a .tmTheme, and name \
         it in `extra_themes`",
    )
}

/// What of a name counts when two are compared.
fn letters(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The theme of a name that is carried.
pub(super) fn carried(name: &str) -> Option<Name> {
    let wanted = letters(name);
    let own = EmbeddedLazyThemeSet::theme_names().iter().copied();
    let mut own = own.filter(|own| !NOT_FOR_PAGES.contains(own));
    NAMES
        .iter()
        .find(|(known, _)| letters(known) == wanted)
        .map(|(_, theme)| *theme)
        .or_else(|| own.find(|own| letters(own.as_name()) == wanted))
}

/// A theme by where it comes from.
#[derive(Clone)]
enum Choice {
    Carried(Name),
    Added(Known),
}

impl Choice {
    fn theme(&self) -> Known {
        match self {
            Self::Carried(name) => Arc::new(load(*name)),
            Self::Added(theme) => Arc::clone(theme),
        }
    }
}

/// The themes of a site: one, or a light and a dark one.
pub(super) struct Chosen(Vec<Choice>);

impl Default for Chosen {
    fn default() -> Self {
        let usual = [USUAL.0, USUAL.1].into_iter();
        Self(usual.filter_map(carried).map(Choice::Carried).collect())
    }
}

impl Chosen {
    /// Looks the names up.
    pub(super) fn new(
        named: Option<&Themes>,
        extra: &BTreeMap<String, Known>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let Some(named) = named else { return Self::default() };
        let mut chosen = Vec::new();
        for name in named.names() {
            if let Some(theme) = extra.get(&letters(&name.value)) {
                chosen.push(Choice::Added(Arc::clone(theme)));
            } else if let Some(theme) = carried(&name.value) {
                if !is_meant(&name.value, theme) {
                    diagnostics.push(replaced(name, theme));
                }
                chosen.push(Choice::Carried(theme));
            } else {
                let message = format!("there is no theme `{}` for code", name.value);
                let problem = Diagnostic::at(&codes::CONFIG_INVALID, name.span.clone(), message);
                let known = NAMES.iter().map(|(name, _)| *name);
                diagnostics.push(match did_you_mean(&name.value, known) {
                    Some(help) => problem.help(help),
                    None => {
                        problem.help("name one that Zola has, or a file of one in `extra_themes`")
                    }
                });
            }
        }
        if chosen.len() == named.names().len() { Self(chosen) } else { Self::default() }
    }

    pub(super) fn themes(&self) -> Vec<Known> {
        self.0.iter().map(Choice::theme).collect()
    }
}

/// Reads the themes that a site adds: `.tmTheme` files, and those of VS Code (`.json`).
pub(super) fn read(
    files: &[Spanned<String>],
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Known> {
    let mut themes = BTreeMap::new();
    for file in files {
        let path = file.value.trim_start_matches("./");
        let Some(text) = grammars::text(path, file, sources, diagnostics) else { continue };
        let read = if path.ends_with(".json") { of_json(text) } else { of_plist(text) };
        match read {
            Ok(theme) => {
                let stem = path.rsplit('/').next().and_then(|name| name.split('.').next());
                let name = theme.name.clone().or_else(|| stem.map(str::to_owned));
                themes.insert(letters(&name.unwrap_or_default()), Arc::new(theme));
            }
            Err(reason) => diagnostics.push(
                Diagnostic::at(
                    &codes::CODE_FILE,
                    file.span.clone(),
                    format!("{path} cannot be read: {reason}"),
                )
                .help("a theme is a .tmTheme file, or one of VS Code (.json)"),
            ),
        }
    }
    themes
}

fn of_plist(text: &str) -> Result<Theme, String> {
    ThemeSet::load_from_reader(&mut Cursor::new(text.as_bytes())).map_err(|error| error.to_string())
}

/// A theme of VS Code, as far as it is about code.
#[derive(Deserialize)]
struct Json {
    name: Option<String>,
    #[serde(default)]
    colors: BTreeMap<String, Option<String>>,
    #[serde(rename = "tokenColors", alias = "settings", default)]
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    #[serde(default)]
    scope: Option<Scopes>,
    #[serde(default)]
    settings: RuleSettings,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Scopes {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize, Default)]
struct RuleSettings {
    foreground: Option<String>,
    background: Option<String>,
    #[serde(rename = "fontStyle")]
    font_style: Option<String>,
}

fn of_json(text: &str) -> Result<Theme, String> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let colour =
        |name: &str| json.colors.get(name).cloned().flatten().and_then(|text| of_hex(&text));
    let mut settings = ThemeSettings {
        foreground: colour("editor.foreground"),
        background: colour("editor.background"),
        line_highlight: colour("editor.lineHighlightBackground"),
        gutter_foreground: colour("editorLineNumber.foreground"),
        ..ThemeSettings::default()
    };
    let mut scopes = Vec::new();
    for rule in &json.rules {
        let style = StyleModifier {
            foreground: rule.settings.foreground.as_deref().and_then(of_hex),
            background: rule.settings.background.as_deref().and_then(of_hex),
            font_style: rule.settings.font_style.as_deref().map(of_words),
        };
        let selector = match &rule.scope {
            Some(Scopes::One(scope)) => scope.clone(),
            Some(Scopes::Many(scopes)) => scopes.join(", "),
            None => {
                settings.foreground = settings.foreground.or(style.foreground);
                settings.background = settings.background.or(style.background);
                continue;
            }
        };
        // A selector of a kind that only VS Code knows colours nothing.
        if let Ok(scope) = ScopeSelectors::from_str(&selector) {
            scopes.push(ThemeItem { scope, style });
        }
    }
    Ok(Theme { name: json.name, author: None, settings, scopes })
}

/// `#rgb`, `#rrggbb` or `#rrggbbaa`.
fn of_hex(text: &str) -> Option<Color> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.is_ascii())?;
    let digits: String = match digits.len() {
        3 | 4 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        6 | 8 => digits.to_owned(),
        _ => return None,
    };
    let part = |at: usize| digits.get(at..at + 2).map(|pair| u8::from_str_radix(pair, 16).ok());
    let (r, g, b) = (part(0)??, part(2)??, part(4)??);
    let a = match part(6) {
        Some(alpha) => alpha?,
        None => u8::MAX,
    };
    Some(Color { r, g, b, a })
}

fn of_words(text: &str) -> FontStyle {
    let styles = [
        ("bold", FontStyle::BOLD),
        ("italic", FontStyle::ITALIC),
        ("underline", FontStyle::UNDERLINE),
    ];
    let mut style = FontStyle::empty();
    for word in text.split_whitespace() {
        style |= styles
            .iter()
            .find(|(name, _)| *name == word)
            .map_or(FontStyle::empty(), |(_, style)| *style);
    }
    style
}
