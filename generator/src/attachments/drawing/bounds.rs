//! How much may stand in a drawing, seen before a library reads it: what reads XML compares each
//! attribute of an element with each other, looks all prefixes through at each element and all
//! entities at each name of one, so that a small file could take hours.

use std::collections::HashSet;

use memchr::memmem;

/// Attributes of one element; `svg-hush` reads no more of them either.
const MOST_ATTRIBUTES: usize = 200;

/// Prefixes of namespaces. Drawing programs write a dozen.
const MOST_PREFIXES: usize = 64;

/// Entities. Drawing programs write a dozen of them too.
const MOST_ENTITIES: usize = 64;

/// Says which bound a drawing passes, if any. What only looks like an element, in a comment say, is
/// counted as one.
pub(super) fn passed(text: &str) -> Option<String> {
    let mut line = 1;
    // An attribute holds no `<`, so that whatever stands between two is one element at most.
    for part in text.split('<') {
        if has_more_than(MOST_ATTRIBUTES, part) {
            return Some(format!(
                "an element has more than {MOST_ATTRIBUTES} attributes (line {line})"
            ));
        }
        line += memchr::memchr_iter(b'\n', part.as_bytes()).count();
    }
    let declared = memmem::find_iter(text.as_bytes(), "xmlns:").map(|at| {
        let name = &text[at + "xmlns:".len()..];
        name.split(|letter: char| letter == '=' || letter.is_whitespace()).next()
    });
    let mut prefixes = HashSet::new();
    for prefix in declared {
        prefixes.insert(prefix);
        if prefixes.len() > MOST_PREFIXES {
            return Some(format!("it has more than {MOST_PREFIXES} prefixes (`xmlns:`)"));
        }
    }
    let has_more = memmem::find_iter(text.as_bytes(), "<!ENTITY").nth(MOST_ENTITIES).is_some();
    has_more.then(|| format!("it has more than {MOST_ENTITIES} entities"))
}

/// Whether a tag has more than `most` values in quotes.
fn has_more_than(most: usize, tag: &str) -> bool {
    let (mut count, mut open) = (0, None);
    for byte in tag.bytes() {
        match (open, byte) {
            (None, b'"' | b'\'') => {
                open = Some(byte);
                count += 1;
            }
            (None, b'>') => break,
            (Some(quote), byte) if quote == byte => open = None,
            _ => {}
        }
    }
    count > most
}
