//! The cite widget: a citation that carries the reader's own date onto the clipboard.
//!
//! Browsers refuse the clipboard in many ways, so a copy is a ladder of [`Way`]s: the richest is
//! tried first, each refusal steps down, and the last rung leaves the text selected and says so.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

mod date;
mod text;

pub use date::{Today, iso_date, long_date};
pub use text::{Citation, Run};

/// What the widget knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    citation: Citation,
    attempt: Option<Attempt>,
}

/// What happens to the widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The widget starts, on that day.
    Opened(Today),
    /// A button was pressed, on that day (a page may stay open overnight).
    Asked(Flavour, Today),
    /// The browser copied what it was given.
    Accepted,
    /// The browser refused.
    Refused,
}

/// What the browser is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Show the access date in the citation.
    Date(Today),
    /// Put the copy on the clipboard in that way, then tell whether it worked.
    Write(Way, Copy),
    /// Leave the text selected for the reader's own copy command.
    Select(Flavour),
    /// Say how it went.
    Say(Notice),
}

/// What is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// The citation in words.
    Text,
    /// The BibTeX entry.
    Bibtex,
}

/// A way to the clipboard, from the richest to the most widely known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// `clipboard.write`, HTML and plain text together.
    Item,
    /// `clipboard.writeText`.
    Plain,
    /// `execCommand("copy")` on a selection.
    Command,
}

/// The same text in the flavours a clipboard takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Which text it is.
    pub flavour: Flavour,
    /// As plain text.
    pub plain: String,
    /// As HTML, where the text has a form to keep.
    pub html: Option<String>,
}

/// What is told to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// The text is on the clipboard.
    Copied(Flavour),
    /// It is not; it is selected.
    Failed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Attempt {
    way: Way,
    copy: Copy,
}

/// The widget as it starts.
pub fn open(citation: Citation) -> State {
    State { citation, attempt: None }
}

/// The next state, and what the browser is to do.
pub fn update(state: &State, event: Event) -> (State, Vec<Effect>) {
    match event {
        Event::Opened(today) => (state.clone(), vec![Effect::Date(today)]),
        Event::Asked(flavour, today) => {
            let copy = copy(&state.citation, flavour, &today);
            let way = if copy.html.is_some() { Way::Item } else { Way::Plain };
            let (state, write) = attempt(state, way, copy);
            (state, vec![Effect::Date(today), write])
        }
        Event::Accepted => match &state.attempt {
            Some(Attempt { copy, .. }) => {
                (idle(state), vec![Effect::Say(Notice::Copied(copy.flavour))])
            }
            None => (state.clone(), Vec::new()),
        },
        Event::Refused => match &state.attempt {
            Some(Attempt { way, copy }) => match below(*way) {
                Some(way) => {
                    let (state, write) = attempt(state, way, copy.clone());
                    (state, vec![write])
                }
                None => {
                    let effects = vec![Effect::Select(copy.flavour), Effect::Say(Notice::Failed)];
                    (idle(state), effects)
                }
            },
            None => (state.clone(), Vec::new()),
        },
    }
}

fn copy(citation: &Citation, flavour: Flavour, today: &Today) -> Copy {
    match flavour {
        Flavour::Text => Copy {
            flavour,
            plain: text::plain(citation, today),
            html: Some(text::html(citation, today)),
        },
        Flavour::Bibtex => Copy { flavour, plain: text::bibtex(citation, today), html: None },
    }
}

fn attempt(state: &State, way: Way, copy: Copy) -> (State, Effect) {
    let attempt = Attempt { way, copy: copy.clone() };
    (State { attempt: Some(attempt), ..state.clone() }, Effect::Write(way, copy))
}

fn idle(state: &State) -> State {
    State { attempt: None, ..state.clone() }
}

fn below(way: Way) -> Option<Way> {
    match way {
        Way::Item => Some(Way::Plain),
        Way::Plain => Some(Way::Command),
        Way::Command => None,
    }
}

#[cfg(test)]
mod tests;
