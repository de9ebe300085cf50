//! The colours of a theme as numbered classes, and the style sheet that says what they are.

use std::fmt::Write;

use syntect::highlighting::{Color, FontStyle, Style, Theme};

/// Colours of code that a theme says nothing of.
const BLACK: Color = Color { r: 0, g: 0, b: 0, a: u8::MAX };
const WHITE: Color = Color { r: u8::MAX, g: u8::MAX, b: u8::MAX, a: u8::MAX };

/// A theme as classes.
pub(super) struct Sheet {
    name: String,
    prefix: &'static str,
    /// What code has that no rule is about.
    pub(super) ground: Style,
    /// The ground of a line that is marked.
    pub(super) marked: Color,
    /// The colour of a line's number.
    pub(super) number: Option<Color>,
    /// By number, from 1.
    foregrounds: Vec<Color>,
    backgrounds: Vec<Color>,
}

/// `#RRGGBB`, or with a fourth part where it lets the ground through.
pub(super) fn hex(Color { r, g, b, a }: Color) -> String {
    if a == u8::MAX {
        format!("#{r:02X}{g:02X}{b:02X}")
    } else {
        format!("#{r:02X}{g:02X}{b:02X}{a:02X}")
    }
}

/// A colour that is a fifth of the way from one to another.
fn mixed(from: Color, to: Color) -> Color {
    let mix = |from: u8, to: u8| {
        let sum = u16::from(from) * 4 + u16::from(to);
        u8::try_from(sum / 5).unwrap_or(u8::MAX)
    };
    Color { r: mix(from.r, to.r), g: mix(from.g, to.g), b: mix(from.b, to.b), a: u8::MAX }
}

impl Sheet {
    pub(super) fn new(theme: &Theme, ground: Style, prefix: &'static str) -> Self {
        let mut foregrounds = Vec::new();
        let mut backgrounds = Vec::new();
        for style in theme.scopes.iter().map(|item| &item.style) {
            let add = |all: &mut Vec<Color>, colour: Option<Color>, usual: Color| {
                let new = colour.filter(|colour| *colour != usual && !all.contains(colour));
                all.extend(new);
            };
            add(&mut foregrounds, style.foreground, ground.foreground);
            add(&mut backgrounds, style.background, ground.background);
        }
        let settings = &theme.settings;
        let marked = settings.line_highlight.filter(|colour| colour.a == u8::MAX);
        Self {
            name: theme.name.clone().unwrap_or_default(),
            prefix,
            ground,
            marked: marked.unwrap_or_else(|| mixed(ground.background, ground.foreground)),
            number: settings.gutter_foreground,
            foregrounds,
            backgrounds,
        }
    }

    /// The style of code that no rule is about.
    pub(super) fn ground(theme: &Theme) -> Style {
        Style {
            foreground: theme.settings.foreground.unwrap_or(BLACK),
            background: theme.settings.background.unwrap_or(WHITE),
            font_style: FontStyle::empty(),
        }
    }

    /// Adds the classes of a style, each with a space before it.
    pub(super) fn classes(&self, style: Style, out: &mut String) {
        let prefix = self.prefix;
        let number = |all: &[Color], colour| all.iter().position(|known| *known == colour);
        if let Some(index) = number(&self.foregrounds, style.foreground) {
            let _ = write!(out, " {prefix}{}", index + 1);
        }
        if let Some(index) = number(&self.backgrounds, style.background) {
            let _ = write!(out, " {prefix}bg{}", index + 1);
        }
        for (font, class, _) in FONTS {
            if style.font_style.contains(*font) {
                let _ = write!(out, " {prefix}{class}");
            }
        }
    }

    /// The style sheet.
    pub(super) fn css(&self) -> String {
        let prefix = self.prefix;
        let mut css = format!("/* theme \"{}\" */\n", self.name.replace("*/", ""));
        let (ink, paper) = (hex(self.ground.foreground), hex(self.ground.background));
        let _ = writeln!(css, ".{prefix}code {{ color: {ink}; background-color: {paper}; }}");
        let _ = writeln!(css, ".{prefix}hl {{ background-color: {}; }}", hex(self.marked));
        if let Some(number) = self.number {
            let _ = writeln!(css, ".giallo-ln {{ color: {}; }}", hex(number));
        }
        for (number, colour) in (1..).zip(&self.foregrounds) {
            let _ = writeln!(css, ".{prefix}{number} {{ color: {}; }}", hex(*colour));
        }
        for (number, colour) in (1..).zip(&self.backgrounds) {
            let _ = writeln!(css, ".{prefix}bg{number} {{ background-color: {}; }}", hex(*colour));
        }
        for (_, class, declaration) in FONTS {
            let _ = writeln!(css, ".{prefix}{class} {{ {declaration} }}");
        }
        css
    }
}

/// Kinds of letters: class and declaration.
pub(super) const FONTS: &[(FontStyle, &str, &str)] = &[
    (FontStyle::BOLD, "b", "font-weight: bold;"),
    (FontStyle::ITALIC, "i", "font-style: italic;"),
    (FontStyle::UNDERLINE, "u", "text-decoration: underline;"),
];
