//! A style in a language, ready to write.

use crate::item::{Date, DateVariable, Item};
use crate::line::Line;
use crate::locale::Locale;
use crate::render::{Mark, Place, Writer};
use crate::style::{NameOptions, Style};
use crate::typeset::typeset;

/// A style in a language.
#[derive(Clone, Debug)]
pub struct Processor {
    pub(crate) style: Style,
    pub(crate) locale: Locale,
    /// What names inherit in a bibliography, and in a citation.
    pub(crate) bibliography_names: NameOptions,
    pub(crate) citation_names: NameOptions,
}

impl Processor {
    /// Joins a style and a locale.
    #[must_use]
    pub fn new(style: Style, locale: &Locale) -> Self {
        let locale = locale.with(&style);
        let outer = &style.settings.names;
        let bibliography = style.bibliography.as_ref();
        let bibliography_names =
            bibliography.map_or_else(|| outer.clone(), |it| it.names.within(outer));
        let citation_names = style.citation.names.within(outer);
        Self { style, locale, bibliography_names, citation_names }
    }

    /// The style.
    #[must_use]
    pub fn style(&self) -> &Style {
        &self.style
    }

    /// The entry of a work in a bibliography, with no other beside it and so without a number. A
    /// style without a bibliography gives its citation.
    #[must_use]
    pub fn entry(&self, item: &Item) -> Line {
        self.write(item).0
    }

    /// The entry of a work as it is without a day of access, and as it is when somebody accesses
    /// it, on the reader's day.
    #[must_use]
    pub fn entry_on_a_day(&self, item: &Item) -> (Line, Line) {
        let (undated, asks_for_access) = self.write(item);
        // Most entries of dated works say nothing of it.
        let dated = match asks_for_access {
            true => {
                let mut accessed = item.clone();
                accessed.dates.retain(|(of, _)| *of != DateVariable::Accessed);
                accessed.dates.push((DateVariable::Accessed, Date::Reader));
                self.entry(&accessed)
            }
            false => undated.clone(),
        };
        (undated, dated)
    }

    fn write(&self, item: &Item) -> (Line, bool) {
        let place = Place::default();
        let mut writer =
            Writer::new(&self.style, &self.locale, item, &place, &self.bibliography_names);
        match &self.style.bibliography {
            Some(bibliography) => writer.group(&bibliography.layout),
            None => {
                writer.names = &self.citation_names;
                writer.group(&self.style.citation.layout)
            }
        };
        without_idle_word(&mut writer.marks);
        (typeset(&writer.marks, &self.locale), writer.asked_for_access.get())
    }
}

/// Takes away a word that speaks of a day which is not there: APA's "Retrieved July 17, 2024, from
/// https://…" must not become "Retrieved https://…".
fn without_idle_word(marks: &mut Vec<Mark<'_>>) {
    let is_word = |mark: &Mark<'_>| matches!(mark, Mark::Text(text) if text.eq_ignore_ascii_case("retrieved"));
    let Some(start) = marks.iter().position(is_word) else { return };
    let affixes = marks[start + 1..].iter().take_while(|mark| matches!(mark, Mark::Affix(_)));
    let end = start + 1 + affixes.count();
    if matches!(marks.get(end), Some(Mark::Link(_))) {
        marks.drain(start..end);
    }
}
