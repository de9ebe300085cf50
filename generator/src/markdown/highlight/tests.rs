//! What grammars and themes are there, and whether the colours of a carnet can be read.

use two_face::theme::EmbeddedLazyThemeSet;

use super::*;

#[test]
fn every_other_name_leads_to_a_grammar() {
    let grammars = Grammars::default();
    let lost = grammars::OTHER_NAMES.iter().filter(|(name, _)| grammars.find(name).is_none());
    assert_eq!(lost.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
    let name = |language| grammars.find(language).map(|(syntax, _)| syntax.name.as_str());
    assert_eq!(name("fs"), Some("F#"));
    assert_eq!(name("Rust"), Some("Rust"));
    assert_eq!(name("TOML"), Some("TOML"));
    assert_eq!(name("nowhere"), None);
}

#[test]
fn nothing_is_loaded_before_there_is_code() {
    let highlighter = Highlighter::default();
    assert!(highlighter.inner.painter.get().is_none());
    assert_eq!(highlighter.lines("a < b\n\nc", None), ["a &lt; b", "", "c"]);
    assert!(highlighter.inner.painter.get().is_none());
}

#[test]
fn every_name_of_a_theme_is_a_theme_for_pages() {
    for theme in EmbeddedLazyThemeSet::theme_names() {
        let known = themes::carried(theme.as_name());
        assert_eq!(known.is_none(), themes::NOT_FOR_PAGES.contains(theme), "{theme}");
    }
    for (name, theme) in themes::NAMES {
        assert_eq!(themes::carried(&name.to_uppercase()), Some(*theme), "{name}");
    }
}

#[test]
fn the_text_of_every_theme_is_opaque_and_can_be_read() {
    // This one is so pale wherever it is used, and Zola's users know it so.
    let pale = themes::carried("solarized-light");
    for name in EmbeddedLazyThemeSet::theme_names() {
        if themes::NOT_FOR_PAGES.contains(name) {
            continue;
        }
        let theme = themes::load(*name);
        let ground = sheet::Sheet::ground(&theme);
        let (ink, paper) = (sheet::hex(ground.foreground), sheet::hex(ground.background));
        let least = if Some(*name) == pale { 4.1 } else { 4.5 };
        assert!(contrast(&ink, &paper) >= least, "{name}: {ink} on {paper}");
        let rules = theme.scopes.iter().map(|item| item.style.foreground);
        let texts = rules.chain([Some(ground.foreground), theme.settings.gutter_foreground]);
        assert!(texts.flatten().all(|colour| colour.a == u8::MAX), "{name}");
        assert_eq!(ground.background.a, u8::MAX, "{name}");
    }
}

#[test]
fn a_theme_is_known_from_one_that_stands_in() {
    let is_meant = |name| themes::carried(name).map(|theme| themes::is_meant(name, theme));
    for name in ["Solarized-Dark", "catppuccin-latte", "gruvbox-dark-medium", "gruvbox-dark"] {
        assert_eq!(is_meant(name), Some(true), "{name}");
    }
    for name in ["github-dark", "github-light", "gruvbox-dark-hard", "dracula-soft", "monokai"] {
        assert_eq!(is_meant(name), Some(false), "{name}");
    }
}

/// WCAG's relative luminance.
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or_default()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every `light-dark(…)` after `before`: the two colours.
fn pairs<'a>(css: &'a str, before: &str) -> Vec<(&'a str, &'a str)> {
    css.match_indices(before)
        .filter_map(|(at, _)| {
            let inner = css[at + before.len()..].strip_prefix("light-dark(")?;
            let (light, dark) = inner.split_once(')')?.0.split_once(", ")?;
            Some((light, dark))
        })
        .collect()
}

#[test]
fn the_colours_of_a_carnet_can_be_read_on_light_and_dark_grounds() {
    let theme = include_str!("../../../../themes/carnet/static/carnet.css");
    let grounds: Vec<_> =
        ["--paper: ", "--wash: "].iter().flat_map(|name| pairs(theme, name)).collect();
    assert_eq!(grounds.len(), 2);
    let colours = pairs(STYLE_SHEET, "color: ");
    assert!(colours.len() > 6);
    for (light, dark) in colours {
        for (light_ground, dark_ground) in &grounds {
            assert!(contrast(light, light_ground) >= 4.5, "{light} on {light_ground}");
            assert!(contrast(dark, dark_ground) >= 4.5, "{dark} on {dark_ground}");
        }
    }
}

#[test]
fn classes_have_their_colours_in_the_style_sheets() {
    let settings = Highlighting { style: Style::Class, ..Highlighting::default() };
    let highlighter = prepare(settings, &Sources::default()).value;
    let sheets = highlighter.style_sheets();
    let names: Vec<&str> = sheets.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["giallo-light.css", "giallo-dark.css"]);
    let lines = highlighter.lines("// a\nlet x = \"b\";\n", Some("rust"));
    assert_eq!(lines.len(), 2);
    let all = lines.concat() + highlighter.block();
    for class in all.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        for class in class.split(' ').filter(|class| *class != "giallo") {
            let is_there = sheets.iter().any(|(_, css)| css.contains(&format!(".{class} {{")));
            assert!(is_there, "{class}");
        }
    }
}
