//! The cite widget: a citation in the style or format of the reader's choice, on the reader's day.
//!
//! Browsers refuse the clipboard in many ways, so a copy is a ladder of [`Way`]s: the richest is
//! tried first, each refusal steps down, and the last rung leaves the text selected and says so.
//! A platform that refuses to share sends the reader to the first rung.

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

mod date;
mod text;

pub use date::Today;
pub use text::Copy;

/// What the page offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The citations, in the order of the page.
    pub choices: Vec<Choice>,
    /// The anchors of the passages, as addresses hold them; an empty one is all of the page.
    pub passages: Vec<String>,
}

/// A citation that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The id of its style or format.
    pub id: String,
    /// For whom it is.
    pub flavour: Flavour,
}

/// For whom a citation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// For people: words, some in italics.
    Words,
    /// For programs: every character counts.
    Code,
}

/// What the widget knows. Choices and passages are told by their place in the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    flavours: Vec<Flavour>,
    chosen: usize,
    attempt: Option<Attempt>,
}

/// What happens to the widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// The reader came near. A page may have stayed open overnight.
    Touched,
    /// A style or format was chosen.
    Chosen(usize),
    /// A passage was chosen.
    Narrowed(usize),
    /// A copy was asked for.
    Asked,
    /// It was asked to hand the citation to the platform.
    Shared,
    /// The link to the file of that citation was followed.
    Fetched(usize),
    /// The browser copied what it was given.
    Accepted,
    /// The browser refused to copy.
    Refused,
    /// The platform refused to share, and the reader did not change their mind.
    Unshared,
}

/// What the browser is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Show the day, which is the reader's, in every citation.
    Date,
    /// Show that citation in place of the other.
    Show(usize),
    /// Keep that choice for other pages and days.
    Remember(usize),
    /// Add the anchor of that passage to the address in every citation.
    Narrow(usize),
    /// Put that citation on the clipboard in that way, then tell whether it worked.
    Write(Way, usize),
    /// Hand that citation to the platform.
    Share(usize),
    /// Give the reader a file with what that citation says now.
    Fetch(usize),
    /// Leave that citation selected for the reader's own copy command.
    Select(usize),
    /// Say how it went.
    Say(Notice),
    /// What was said is of another citation: say it no longer.
    Hush,
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

/// What is told to the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// That citation is on the clipboard.
    Copied(usize),
    /// It is not; it is selected.
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Attempt {
    way: Way,
    choice: usize,
}

/// The widget as it starts, with the id that was chosen last, here or on another page, and the
/// anchor in the address of the page.
pub fn open(page: &Page, remembered: Option<&str>, anchor: &str) -> (State, Vec<Effect>) {
    // What is remembered may be a style that this page does not have.
    let chosen = page.choices.iter().position(|choice| Some(&*choice.id) == remembered);
    let chosen = chosen.unwrap_or(0);
    let mut effects = vec![Effect::Date, Effect::Show(chosen)];
    effects.extend(page.passages.iter().position(|it| it == anchor).map(Effect::Narrow));
    let flavours = page.choices.iter().map(|choice| choice.flavour).collect();
    (State { flavours, chosen, attempt: None }, effects)
}

/// The next state, and what the browser is to do.
pub fn update(state: &State, event: Event) -> (State, Vec<Effect>) {
    let mut state = state.clone();
    let effects = match event {
        Event::Touched => vec![Effect::Date],
        Event::Chosen(chosen) => {
            state.chosen = chosen;
            vec![Effect::Date, Effect::Show(chosen), Effect::Remember(chosen), Effect::Hush]
        }
        Event::Narrowed(passage) => vec![Effect::Date, Effect::Narrow(passage), Effect::Hush],
        Event::Asked => vec![Effect::Date, copy(&mut state)],
        Event::Shared => vec![Effect::Date, Effect::Share(state.chosen)],
        Event::Fetched(choice) => vec![Effect::Date, Effect::Fetch(choice)],
        Event::Unshared => vec![copy(&mut state)],
        Event::Accepted => match state.attempt.take() {
            Some(attempt) => vec![Effect::Say(Notice::Copied(attempt.choice))],
            None => Vec::new(),
        },
        Event::Refused => match state.attempt.take() {
            Some(Attempt { way, choice }) => match below(way) {
                Some(way) => vec![attempt(&mut state, way, choice)],
                None => vec![Effect::Select(choice), Effect::Say(Notice::Failed)],
            },
            None => Vec::new(),
        },
    };
    (state, effects)
}

fn copy(state: &mut State) -> Effect {
    let way = match state.flavours.get(state.chosen) {
        Some(Flavour::Words) => Way::Item,
        _ => Way::Plain,
    };
    attempt(state, way, state.chosen)
}

fn attempt(state: &mut State, way: Way, choice: usize) -> Effect {
    state.attempt = Some(Attempt { way, choice });
    Effect::Write(way, choice)
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
