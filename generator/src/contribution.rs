//! What a reader may add to the site, as files to begin with: a resource, an adaptation, a
//! practice, a note for a carnet.
//!
//! Each file is right as it is: its front matter is read without a diagnostic, its text is a
//! question to answer.

use crate::config::Vocabulary;
use crate::document::quoted;

/// What can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// Something that exists elsewhere and helps with what the note is about.
    Resource,
    /// The note, made over for another milieu.
    Adaptation,
    /// What somebody did with it.
    Practice,
    /// A note for a carnet.
    Note,
}

/// Those for which a note is the beginning.
pub const OF_NOTE: &[Sort] = &[Sort::Resource, Sort::Adaptation, Sort::Practice];

/// A file to begin with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// Where it is to lie, below the folder of the site.
    pub path: String,
    /// What stands in it.
    pub text: String,
}

/// What a file begins from: a note, or the carnet that a note is for.
#[derive(Clone, Copy, Debug)]
pub struct From<'a> {
    /// The id of the note or carnet.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What the file's name ends in: nothing, or the language, as in `.en`.
    pub suffix: &'a str,
}

impl Sort {
    /// What templates call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Adaptation => "adaptation",
            Self::Practice => "practice",
            Self::Note => "note",
        }
    }

    /// Whether the site has notes of this kind.
    #[must_use]
    pub fn is_known(self, vocabulary: &Vocabulary) -> bool {
        vocabulary.kinds.contains(self.name())
    }

    /// The file. `say` knows the generator's words in the language of the new note.
    #[must_use]
    pub fn begin(self, from: From<'_>, say: impl Fn(&str) -> String) -> Begun {
        let From { id, title, suffix } = from;
        let kind = self.name();
        let word = |part: &str| say(&format!("contribution-{kind}-{part}"));
        let title = match self {
            Self::Adaptation => format!("{title} ({})", word("title")),
            _ => word("title"),
        };
        let tie = match self {
            Self::Adaptation => format!("adapts = {}", quoted(id)),
            Self::Note => format!("carnets = [{}]", quoted(id)),
            Self::Resource | Self::Practice => format!("related = [{}]", quoted(id)),
        };
        let (title, body) = (quoted(&title), word("body"));
        Begun {
            path: format!("content/notes/{id}-{kind}{suffix}.md"),
            text: format!(
                "+++\ntitle = {title}\nkind = \"{kind}\"\nsummary = \"\"\nauthors = []\n{tie}\n+++\n\n{body}\n"
            ),
        }
    }
}
