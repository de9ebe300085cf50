//! Numbers, ordinals and ranges of pages.

use std::borrow::Cow;

use super::{Mark, Said, Writer};
use crate::item::Variable;
use crate::locale::{Gender, Locale};
use crate::style::{AnyVariable, Look, NumberForm, PageRange, TermForm};

impl<'a> Writer<'a> {
    pub(super) fn number(&mut self, variable: Variable, form: NumberForm, look: &'a Look) -> Said {
        let text: Cow<'a, str> = match variable {
            Variable::Locator => match self.place.locator {
                Some((_, text)) => Cow::Borrowed(text),
                None => return Said { asked: true, found: false },
            },
            Variable::CitationNumber => match self.place.number {
                Some(number) => Cow::Owned(number.to_string()),
                None => return Said { asked: true, found: false },
            },
            _ => match self.item.text(variable) {
                Some(text) if !self.used_up.contains(&AnyVariable::Text(variable)) => {
                    Cow::Borrowed(text)
                }
                _ => return Said { asked: true, found: false },
            },
        };
        let gender = self.locale.term(variable.name(), TermForm::Long).and_then(|term| term.gender);
        let written = match is_numeric(&text) {
            true => Cow::Owned(numbers(&text, |number| in_form(number, form, gender, self.locale))),
            false => text,
        };
        self.printed.push(AnyVariable::Text(variable));
        self.look(look, |writer| writer.marks.push(Mark::Text(written)));
        Said { asked: true, found: true }
    }

    /// Pages as the style shortens them, with the dash of the locale.
    pub(super) fn page_range(&self, text: &str) -> String {
        let delimiter = self.locale.word("page-range-delimiter", TermForm::Long);
        let delimiter = if delimiter.is_empty() { "–" } else { delimiter };
        let parts = text.split_inclusive([',', ';', '&']).map(|part| {
            let Some((first, last)) = part.split_once(['-', '–', '—']) else {
                return part.to_owned();
            };
            let last = last.trim_start_matches(['-', '–', '—']);
            let (first, last) = (first.trim_end(), last.trim_start());
            let end = last.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(last.len());
            let (last, rest) = last.split_at(end);
            let known = first.trim_start();
            match self.style.settings.page_range {
                Some(range) => format!("{first}{delimiter}{}{rest}", shortened(known, last, range)),
                None => format!("{first}{delimiter}{last}{rest}"),
            }
        });
        parts.collect()
    }
}

/// The end of a range of pages, by its beginning.
///
/// Source: "Appendix V: Page Range Formats" of the specification of CSL.
fn shortened(first: &str, last: &str, range: PageRange) -> String {
    let letters = first.len() - first.trim_start_matches(|it: char| !it.is_ascii_digit()).len();
    let (prefix, first_figures) = first.split_at(letters);
    let last_figures = last.strip_prefix(prefix).unwrap_or(last);
    let is_number = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
    if !is_number(first_figures) || !is_number(last_figures) {
        return last.to_owned();
    }
    // The end in full, should it have been shortened already.
    let full = match first_figures.len() > last_figures.len() {
        true => [&first_figures[..first_figures.len() - last_figures.len()], last_figures].concat(),
        false => last_figures.to_owned(),
    };
    if full.len() != first_figures.len() {
        return [prefix, &full].concat();
    }
    let common =
        first_figures.bytes().zip(full.bytes()).take_while(|(one, other)| one == other).count();
    let keep = |least: usize| full[common.min(full.len().saturating_sub(least))..].to_owned();
    match range {
        PageRange::Expanded => [prefix, &full].concat(),
        PageRange::Minimal => keep(1),
        PageRange::MinimalTwo => keep(2),
        PageRange::Chicago15 | PageRange::Chicago16 => {
            let number: u64 = first_figures.parse().unwrap_or(0);
            if number < 100 || number.is_multiple_of(100) {
                full
            } else if number % 100 < 10 {
                keep(1)
            } else if range == PageRange::Chicago15 && full.len() == 4 && full.len() - common >= 3 {
                full
            } else {
                keep(2)
            }
        }
    }
}

/// Whether a text is a number, or a list or a range of them: `12`, `2nd`, `L2d`, `1-4 & 6`.
pub(crate) fn is_numeric(text: &str) -> bool {
    let mut any = false;
    for word in text.split([' ', ',', '&', '-', '–']).filter(|word| !word.is_empty()) {
        let has_figure = word.contains(|it: char| it.is_ascii_digit());
        if !has_figure || word.contains(|it: char| !it.is_alphanumeric() && it != '.' && it != ':')
        {
            return false;
        }
        any = true;
    }
    any
}

/// Ranges have a dash of their own.
pub(super) fn with_dashes(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let signs: Vec<char> = text.chars().collect();
    for (index, sign) in signs.iter().enumerate() {
        let figure =
            |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
        match sign {
            '-' if figure(index.checked_sub(1)) && figure(Some(index + 1)) => written.push('–'),
            _ => written.push(*sign),
        }
    }
    written
}

/// Writes each number in a text anew.
fn numbers(text: &str, write: impl Fn(&str) -> String) -> String {
    let mut written = String::with_capacity(text.len() + 4);
    let mut word = String::new();
    let flush = |word: &mut String, written: &mut String| {
        if !word.is_empty() {
            let is_plain = word.bytes().all(|it| it.is_ascii_digit());
            written.push_str(&if is_plain { write(word) } else { word.clone() });
            word.clear();
        }
    };
    for sign in text.chars() {
        match sign {
            ' ' => flush(&mut word, &mut written),
            ',' => {
                flush(&mut word, &mut written);
                written.push_str(", ");
                continue;
            }
            '&' => {
                flush(&mut word, &mut written);
                written.push_str(" & ");
                continue;
            }
            '-' | '–' => {
                flush(&mut word, &mut written);
                written.push('–');
                continue;
            }
            _ => {
                word.push(sign);
                continue;
            }
        }
    }
    flush(&mut word, &mut written);
    written
}

fn in_form(number: &str, form: NumberForm, gender: Option<Gender>, locale: &Locale) -> String {
    let Ok(value) = number.parse::<u32>() else { return number.to_owned() };
    match form {
        NumberForm::Numeric => number.to_owned(),
        NumberForm::Ordinal => ordinal(value, gender, locale),
        NumberForm::LongOrdinal => {
            let name = format!("long-ordinal-{value:02}");
            match locale.term(&name, TermForm::Long) {
                Some(term) if value <= 10 => term.single.clone(),
                _ => ordinal(value, gender, locale),
            }
        }
        NumberForm::Roman => roman(value).unwrap_or_else(|| number.to_owned()),
    }
}

/// A number with its ending: `1ᵉʳ`, `2nd`.
pub(super) fn ordinal(value: u32, gender: Option<Gender>, locale: &Locale) -> String {
    format!("{value}{}", locale.ordinal(value, gender))
}

/// Small Roman figures; none for 0 and from 4,000 on.
fn roman(mut value: u32) -> Option<String> {
    const SIGNS: &[(u32, &str)] = &[
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if value == 0 || value >= 4000 {
        return None;
    }
    let mut written = String::new();
    for (worth, sign) in SIGNS {
        while value >= *worth {
            written.push_str(sign);
            value -= worth;
        }
    }
    Some(written)
}
