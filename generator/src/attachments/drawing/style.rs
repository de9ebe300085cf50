//! Style sheets of a drawing without what could load (`cssparser`): CSS has more ways to name an
//! address than `url()`, and will have others. So a declaration stays if all the functions in it
//! are known to load nothing.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::Range;

use cssparser::{ParseError, Parser, Token};

/// Functions that load nothing, in small letters: colours, numbers, what is done to what is drawn,
/// and what chooses elements. An address in `url()` without quotes is no function; `svg-hush`
/// looks at it.
const HARMLESS: &[&str] = &[
    "abs",
    "acos",
    "asin",
    "atan",
    "atan2",
    "blur",
    "brightness",
    "calc",
    "circle",
    "clamp",
    "color",
    "color-mix",
    "conic-gradient",
    "contrast",
    "cos",
    "counter",
    "counters",
    "cubic-bezier",
    "dir",
    "drop-shadow",
    "ellipse",
    "exp",
    "format",
    "grayscale",
    "has",
    "hsl",
    "hsla",
    "hue-rotate",
    "hwb",
    "hypot",
    "inset",
    "invert",
    "is",
    "lab",
    "lang",
    "lch",
    "light-dark",
    "linear",
    "linear-gradient",
    "local",
    "log",
    "matrix",
    "matrix3d",
    "max",
    "min",
    "minmax",
    "mod",
    "not",
    "nth-child",
    "nth-last-child",
    "nth-last-of-type",
    "nth-of-type",
    "oklab",
    "oklch",
    "opacity",
    "path",
    "perspective",
    "polygon",
    "pow",
    "radial-gradient",
    "rect",
    "rem",
    "repeat",
    "repeating-conic-gradient",
    "repeating-linear-gradient",
    "repeating-radial-gradient",
    "rgb",
    "rgba",
    "rotate",
    "rotate3d",
    "rotatex",
    "rotatey",
    "rotatez",
    "round",
    "saturate",
    "scale",
    "scale3d",
    "scalex",
    "scaley",
    "scalez",
    "sepia",
    "shape",
    "sign",
    "sin",
    "skew",
    "skewx",
    "skewy",
    "sqrt",
    "steps",
    "tan",
    "tech",
    "translate",
    "translate3d",
    "translatex",
    "translatey",
    "translatez",
    "var",
    "where",
    "xywh",
];

/// How deep blocks and brackets may stand in each other; what is deeper is taken out unread.
const DEEPEST: usize = 32;

/// A style sheet, or the declarations or the value of an attribute, without what could load.
pub(super) fn harmless(css: &str) -> Cow<'_, str> {
    let mut lost = Vec::new();
    declarations(&mut Parser::new(css), 0, &mut lost);
    if lost.is_empty() {
        return Cow::Borrowed(css);
    }
    lost.sort_by_key(|range| (range.start, Reverse(range.end)));
    let (mut kept, mut end) = (String::with_capacity(css.len()), 0);
    for range in lost {
        kept.push_str(css.get(end..range.start).unwrap_or_default());
        end = end.max(range.end);
    }
    kept.push_str(css.get(end..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Finds what is to be taken out of a row of rules and declarations. Each ends with its semicolon
/// or its block.
fn declarations(parser: &mut Parser<'_>, depth: usize, lost: &mut Vec<Range<usize>>) {
    let (mut start, mut loads) = (parser.position().byte_index(), false);
    while let Ok(token) = parser.next_including_whitespace_and_comments().cloned() {
        let is_end = matches!(token, Token::Semicolon | Token::CurlyBracketBlock);
        loads |= match token {
            Token::CurlyBracketBlock if depth < DEEPEST => inside(parser, |inner| {
                declarations(inner, depth + 1, lost);
                false
            }),
            token => could_load(&token, parser, depth),
        };
        if is_end {
            let end = parser.position().byte_index();
            if loads {
                lost.push(start..end);
            }
            (start, loads) = (end, false);
        }
    }
    if loads {
        lost.push(start..parser.position().byte_index());
    }
}

/// Whether a part of a value could load something.
fn could_load(token: &Token<'_>, parser: &mut Parser<'_>, depth: usize) -> bool {
    match token {
        Token::Function(name) => {
            let is_known = HARMLESS.contains(&&*name.to_ascii_lowercase());
            inside(parser, |inner| any_could_load(inner, depth)) || !is_known
        }
        Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
            inside(parser, |inner| any_could_load(inner, depth))
        }
        Token::AtKeyword(name) => name.eq_ignore_ascii_case("import"),
        Token::BadUrl(_) | Token::BadString(_) => true,
        _ => false,
    }
}

fn any_could_load(parser: &mut Parser<'_>, depth: usize) -> bool {
    if depth >= DEEPEST {
        return true;
    }
    let mut loads = false;
    while let Ok(token) = parser.next_including_whitespace_and_comments().cloned() {
        loads |= could_load(&token, parser, depth + 1);
    }
    loads
}

/// Looks at the inside of the block that was just begun, and goes on behind it.
fn inside(parser: &mut Parser<'_>, look: impl FnOnce(&mut Parser<'_>) -> bool) -> bool {
    let mut found = false;
    // What was not read up to its end is an error to the library, and passed over.
    let _ = parser.parse_nested_block(|inner| {
        found = look(inner);
        Ok::<(), ParseError<()>>(())
    });
    found
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn what_could_load_is_taken_out_and_nothing_else() {
        for (css, expected) in [
            ("a{fill:rgb(1 2 3);x:url(#a)}", "a{fill:rgb(1 2 3);x:url(#a)}"),
            ("a:not(.b){transform:translateX(1px)}", "a:not(.b){transform:translateX(1px)}"),
            ("svg{x:image-set(\"http://a/x\" 1x)}b{c:d}", "svg{}b{c:d}"),
            ("svg{x:IMAGE-set(\"http://a/x\" 1x);c:d}", "svg{c:d}"),
            ("x:-webkit-image-set('//a' 1x);fill:red", "fill:red"),
            ("fill:red;x:src('//a')", "fill:red;"),
            ("x:calc(1px + src('//a'));y:z", "y:z"),
            ("x:(src('//a'));y:[image('//a')];z:1", "z:1"),
            ("--x:{a:src('//a')};y:z", "--x:{};y:z"),
            ("--x:src('//a'){};y:z", ";y:z"),
            ("@import '//a';b{}", "b{}"),
            ("@media (x){a{b:src('//a')}c{d:e}}", "@media (x){a{}c{d:e}}"),
            ("a:unknown(b){c:d}e{f:g}", "e{f:g}"),
            ("x:i\\6d age-set('//a');y:z", "y:z"),
            ("x:src('//a'", ""),
            ("x:src/**/('a');y:\"src('b')\"", "x:src/**/('a');y:\"src('b')\""),
        ] {
            assert_eq!(harmless(css), expected, "{css}");
        }
        let deep = "(".repeat(100_000);
        assert_eq!(harmless(&format!("x:{deep}src('//a')")), "");
        let deep = "a{".repeat(100_000);
        assert!(!harmless(&format!("{deep}x:src('//a')")).contains("src"));
    }
}
