//! The other files that a text names: wiki links `[[id]]`, Zola's `@/path.md`, and `other.md`
//! beside it.
//!
//! They are read before any text is rendered, because backlinks are facts that every page may
//! show, and no text may depend on another rendered text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use crate::config::Config;
use crate::knowledge::paths;
use crate::markdown;
use crate::source::{SourceId, Span, Spanned};

/// One mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// `[[target]]`: an id, or a folder and an id.
    Wiki(Spanned<String>),
    /// `@/target`, or `target` beside the file: a path below `content/`, perhaps with an anchor.
    File(Spanned<String>),
}

/// Finds the mentions in `text[body]` of the content file `relative`.
#[must_use]
pub fn read(
    text: &str,
    body: Range<usize>,
    source: SourceId,
    relative: &str,
    config: &Config,
) -> Vec<Mention> {
    let mut mentions = Vec::new();
    // Without things that refer to each other, they are noted when the text is rendered.
    if config.carnet.is_none() {
        return mentions;
    }
    for (event, range) in
        Parser::new_ext(&text[body.clone()], markdown::options(config)).into_offset_iter()
    {
        let Event::Start(Tag::Link { link_type, dest_url, .. }) = event else { continue };
        let span = Span::new(source, range.start + body.start..range.end + body.start);
        if matches!(link_type, LinkType::WikiLink { .. }) {
            mentions
                .push(Mention::Wiki(Spanned { value: wiki_target(&dest_url).to_owned(), span }));
        } else if let Some(path) = paths::meant_by(&dest_url, relative) {
            mentions.push(Mention::File(Spanned { value: path, span }));
        }
    }
    mentions
}

/// The target of a wiki link. In a table its bar must be written `\\|`, whose first sign stays.
#[must_use]
pub fn wiki_target(written: &str) -> &str {
    written.trim_end_matches('\\')
}
