//! The query of an address, as pairs: what a widget keeps in the URL, and leaves to others.

use alloc::string::String;
use alloc::vec::Vec;

/// How an address enters the history of the browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum History {
    /// As a step that the back button undoes.
    Push,
    /// In place of the current one, so that there is not a step for each letter.
    Replace,
}

/// The pairs of a query, with or without its question mark.
pub fn read(query: &str) -> Vec<(String, String)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    let pairs = query.split('&').filter(|it| !it.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// The query with the pairs that a widget owns replaced by new ones; empty, or from its `?` on.
pub fn write(query: &str, is_own: impl Fn(&str) -> bool, own: &[(&str, &str)]) -> String {
    let foreign = read(query);
    let foreign = foreign.iter().map(|(name, value)| (&**name, &**value));
    let foreign = foreign.filter(|(name, _)| !is_own(name));
    let mut written = String::new();
    for (name, value) in foreign.chain(own.iter().copied()) {
        written.push(if written.is_empty() { '?' } else { '&' });
        encode(name, &mut written);
        written.push('=');
        encode(value, &mut written);
    }
    written
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        match (first, after) {
            (b'+', _) => bytes.push(b' '),
            (b'%', [high, low, after @ ..]) => match (digit(*high), digit(*low)) {
                (Some(high), Some(low)) => {
                    bytes.push(high * 16 + low);
                    rest = after;
                }
                _ => bytes.push(b'%'),
            },
            _ => bytes.push(*first),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn digit(byte: u8) -> Option<u8> {
    let digit = char::from(byte).to_digit(16)?;
    u8::try_from(digit).ok()
}

fn encode(text: &str, into: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => {
                into.push(char::from(byte));
            }
            b' ' => into.push('+'),
            _ => {
                into.push('%');
                into.push(char::from(DIGITS[usize::from(byte >> 4)]));
                into.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_as_it_went() {
        for text in ["", "a b&c=d", "100 % d’été +1", "ᐃᓄᒃ", "a/b?c#d"] {
            let query = write("", |_| false, &[("q", text)]);
            assert_eq!(read(&query), [("q".into(), text.into())], "{query}");
        }
    }

    #[test]
    fn reads_what_others_write() {
        for (query, value) in [
            ("?q=l%27%C3%A9t%C3%A9", "l'été"),
            ("q=a+b%20c", "a b c"),
            ("?&q=100%", "100%"),
            ("?q=%zz%4", "%zz%4"),
            ("?q=%ff", "\u{fffd}"),
            ("?q", ""),
        ] {
            assert_eq!(read(query), [("q".into(), value.into())], "{query}");
        }
    }

    #[test]
    fn leaves_the_pairs_of_others() {
        let own = |name: &str| matches!(name, "q" | "kind");
        let query = "?kind=a&from=mail&q=x&kind=b";
        assert_eq!(write(query, own, &[("q", "y")]), "?from=mail&q=y");
        assert_eq!(write("?q=x", own, &[]), "");
    }
}
