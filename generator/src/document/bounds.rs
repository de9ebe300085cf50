//! How deep and how large a text makes what is read from it: readers that go down by calling
//! themselves are asked for no more than they can do.

/// How often a YAML text may point back at a part of itself. Each time may double what is read.
pub(crate) const MOST_ALIASES: usize = 40;

/// The deepest that brackets of a kind stand inside each other.
pub(crate) fn depth(text: &str, open: char, close: char) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for letter in text.chars() {
        if letter == open {
            now += 1;
            deepest = deepest.max(now);
        } else if letter == close {
            now = now.saturating_sub(1);
        }
    }
    deepest
}

/// How many places of a YAML text name an anchor that it sets.
pub(crate) fn aliases(data: &str) -> usize {
    let word = |rest: &str| {
        let end = rest.find([' ', '\n', '\r', '\t', ',', ']', '}']).unwrap_or(rest.len());
        rest[..end].to_owned()
    };
    let anchors: std::collections::BTreeSet<String> =
        data.match_indices('&').map(|(at, _)| word(&data[at + 1..])).collect();
    data.match_indices('*').filter(|(at, _)| anchors.contains(&word(&data[at + 1..]))).count()
}
