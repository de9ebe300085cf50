//! The templates that stand inside the HTML of a text.

use super::engine::Engine;
use super::value::{Context, count, text};
use crate::diagnostic::Diagnostic;
use crate::markdown::Snippets;

impl Snippets for Engine {
    fn anchor_link(
        &self,
        id: &str,
        level: u8,
        language: &str,
        page: &str,
    ) -> Result<String, Diagnostic> {
        let mut context = Context::default();
        context.insert("id", text(id));
        context.insert("level", count(usize::from(level)));
        context.insert("lang", text(language));
        self.render("anchor-link.html", context, page).map(|bytes| text_of(&bytes))
    }

    fn summary_cutoff(
        &self,
        summary: &str,
        language: &str,
        page: &str,
    ) -> Result<String, Diagnostic> {
        let mut context = Context::default();
        context.insert("summary", text(summary));
        context.insert("lang", text(language));
        self.render("summary-cutoff.html", context, page).map(|bytes| text_of(&bytes))
    }
}

/// What a template wrote, which is text unless a filter made bytes.
fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
