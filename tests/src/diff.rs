//! Two texts, line by line: what was expected and what came instead.

/// The lines of both, each marked `-` (expected, not there), `+` (there, not expected) or ` `.
pub(crate) fn lines(expected: &str, actual: &str) -> String {
    let expected: Vec<&str> = expected.lines().collect();
    let actual: Vec<&str> = actual.lines().collect();
    let common = common_lengths(&expected, &actual);
    let (mut one, mut other) = (0, 0);
    let mut text = String::new();
    while one < expected.len() || other < actual.len() {
        let is_same =
            one < expected.len() && other < actual.len() && expected[one] == actual[other];
        let (mark, line) = if is_same {
            (one, other) = (one + 1, other + 1);
            (' ', expected[one - 1])
        } else if other == actual.len()
            || (one < expected.len() && common[one + 1][other] >= common[one][other + 1])
        {
            one += 1;
            ('-', expected[one - 1])
        } else {
            other += 1;
            ('+', actual[other - 1])
        };
        text.push_str(&format!("  {mark} {line}\n"));
    }
    text
}

/// At `[i][j]`: how many lines the texts from there on share, in order.
fn common_lengths(expected: &[&str], actual: &[&str]) -> Vec<Vec<usize>> {
    let mut lengths = vec![vec![0; actual.len() + 1]; expected.len() + 1];
    for one in (0..expected.len()).rev() {
        for other in (0..actual.len()).rev() {
            lengths[one][other] = if expected[one] == actual[other] {
                lengths[one + 1][other + 1] + 1
            } else {
                lengths[one + 1][other].max(lengths[one][other + 1])
            };
        }
    }
    lengths
}
