//! Terms that name what a variable is: *p.*, *pp.*, *vol.*

use std::borrow::Cow;

use super::{Mark, Said, Writer};
use crate::item::Variable;
use crate::style::{Label, Plural};

impl<'a> Writer<'a> {
    pub(super) fn label(&mut self, label: &'a Label) -> Said {
        let Some(variable) = label.variable else { return Said::default() };
        let (term, text) = match variable {
            Variable::Locator => match self.place.locator {
                Some((kind, text)) => (kind, text),
                None => return Said::default(),
            },
            _ => match self.item.text(variable) {
                Some(text) => (variable.name(), text),
                None => return Said::default(),
            },
        };
        let is_plural = match label.plural {
            Plural::Always => true,
            Plural::Never => false,
            Plural::Contextual => is_several(variable, text),
        };
        self.term(term, label, is_plural);
        Said::default()
    }

    /// Writes a term with the look of a label.
    pub(super) fn term(&mut self, name: &str, label: &'a Label, is_plural: bool) {
        let Some(term) = self.locale.term(name, label.form) else { return };
        let text = if is_plural { &term.multiple } else { &term.single };
        self.look(&label.look, |writer| writer.marks.push(Mark::Text(Cow::Borrowed(text))));
    }
}

/// Whether a variable tells of more than one: a count above one, or two numbers.
fn is_several(variable: Variable, text: &str) -> bool {
    if matches!(variable, Variable::NumberOfPages | Variable::NumberOfVolumes) {
        return text.trim().parse::<u64>().is_ok_and(|count| count > 1);
    }
    let numbers = text
        .split([' ', ',', '&', '-', '–', ';'])
        .filter(|word| word.contains(|it: char| it.is_ascii_digit()) || is_roman(word));
    numbers.count() > 1
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|it| "ivxlcdmIVXLCDM".contains(it))
}
