//! Footnotes and wiki links that are none: Markdown leaves their signs in the text, where readers
//! would see them.

use std::ops::Range;

use super::{Builder, OpenTag};
use crate::diagnostic::{Diagnostic, codes};

impl Builder<'_> {
    /// Tells of the signs that stand in a text at `range`, as it was written.
    pub(super) fn tell_of_signs(&mut self, range: &Range<usize>) {
        let markdown = self.subject.text.markdown;
        let Some(written) = markdown.get(range.clone()) else { return };
        let in_code = self.stack.iter().any(|frame| matches!(frame.tag, OpenTag::Code { .. }));
        if in_code || !written.contains('[') {
            return;
        }
        let is_meant = |at: &usize| !markdown[..range.start + at].ends_with(['\\', '[']);
        let found = written.match_indices('[').map(|(at, _)| at).filter(is_meant);
        let problems: Vec<Diagnostic> =
            found.filter_map(|at| self.sign(range, written, at)).collect();
        self.diagnostics.extend(problems);
    }

    fn sign(&self, range: &Range<usize>, written: &str, at: usize) -> Option<Diagnostic> {
        let rest = &written[at..];
        let line = rest.lines().next().unwrap_or_default();
        let (end, message, help) = if line.starts_with("[^") {
            let end = line.find(']')? + 1;
            let label = &line[..end];
            let message = format!("there is no footnote `{label}`");
            (end, message, format!("write its text on a line of its own: {label}: …"))
        } else if let Some(inner) = line.strip_prefix("[[") {
            // Up to its end, whatever that is, or to the next one.
            let own = inner.find('[').map_or(line, |next| &line[..2 + next]);
            let whole = own.find("]]").map(|end| end + 2);
            let end = whole.or_else(|| own.find(']').map(|end| end + 1)).unwrap_or(2);
            let message = format!("`{}` is no wiki link", &line[..end]);
            (end, message, "write the id of a note: [[the-note]]".to_owned())
        } else {
            return None;
        };
        let start = range.start + at;
        let span = self.span(&(start..start + end));
        Some(Diagnostic::at(&codes::LINK_UNFINISHED, span, message).help(help))
    }
}
