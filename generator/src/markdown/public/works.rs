//! References to works in Markdown for other programs: the words of the citations, and the list of
//! the works.

use std::ops::Range;

use carnet_csl::Part;

use super::super::works::{Works, is_safe};
use super::super::{Subject, Surroundings};
use crate::references::format::Quoted;

/// What stands in place of each citation, and what follows the text.
pub(super) fn written(
    around: Surroundings<'_>,
    subject: Subject<'_>,
) -> (Vec<(Range<usize>, String)>, String) {
    // What is wrong was told where the page was made.
    let works = Works::of(around, subject, &mut Vec::new());
    let mut foot = String::new();
    let mut edits = Vec::with_capacity(works.citations.len());
    for ((citation, shown), number) in
        works.citations.iter().zip(&works.document.citations).zip(1..)
    {
        let mut words = plain(&shown.text);
        if !shown.note.is_empty() {
            words.push_str(&format!("[^work-{number}]"));
            foot.push_str(&format!("[^work-{number}]: {}\n", plain(&shown.note)));
        }
        edits.push((citation.place.clone(), words));
    }
    if works.document.bibliography.is_empty() {
        return (edits, foot);
    }
    let title = around.languages.string(subject.language, "bibliography");
    if !foot.is_empty() {
        foot.push('\n');
    }
    foot.push_str(&format!("## {title}\n\n"));
    for (_, line) in &works.document.bibliography {
        foot.push_str(&format!("- {}\n", words(line.iter().map(|run| &run.part))));
    }
    (edits, foot)
}

fn plain(quoted: &[Quoted]) -> String {
    words(quoted.iter().flat_map(|quoted| &quoted.line).map(|run| &run.part))
}

fn words<'a>(parts: impl Iterator<Item = &'a Part>) -> String {
    let mut words = String::new();
    for part in parts {
        match part {
            Part::Text(text) => escape(text, &mut words),
            Part::Link(url) if is_safe(url) && !url.contains(['<', '>', ' ']) => {
                words.extend(["<", url, ">"]);
            }
            Part::Link(url) => escape(url, &mut words),
            Part::Day(_) => {}
        }
    }
    words
}

/// Writes text that Markdown must not read as signs of its own.
fn escape(text: &str, words: &mut String) {
    for letter in text.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&') {
            words.push('\\');
        }
        words.push(letter);
    }
}
