//! Names: who stands first, who is left out, what becomes initials.

use std::borrow::Cow;

use super::{Mark, Said, Writer};
use crate::case;
use crate::item::{Name, NameVariable};
use crate::style::{
    And, AnyVariable, Demote, Look, NameElement, NameForm, NameOptions, Names, Plural, Precedes,
    SortOrder, TermForm,
};

/// How much of its names a citation has to show to differ from those of other works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct NameLimits {
    /// How many names at least.
    pub(crate) shown: usize,
    /// Of each name: nothing more, initials, or given names in full.
    pub(crate) given: Vec<Given>,
}

/// How much of a given name is shown beside a family name that would stand alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Given {
    #[default]
    Nothing,
    Initials,
    Full,
}

/// What one element of names is written by: its own words and what it inherits.
struct Manner<'a> {
    options: NameOptions,
    family: Option<&'a Look>,
    given: Option<&'a Look>,
    look: Option<&'a Look>,
    et_al: Option<&'a (String, Look)>,
}

impl<'a> Writer<'a> {
    pub(super) fn names(&mut self, element: &'a Names) -> Said {
        let outer = self.outer_names.last().copied();
        let is_there = |variable: &NameVariable| {
            !self.item.names(*variable).is_empty()
                && !self.used_up.contains(&AnyVariable::Names(*variable))
        };
        // Most that a style asks for are not there.
        if !element.variables.iter().any(is_there) {
            return self.substitute(element, outer.is_none());
        }
        // Names that stand in for others look as those would, unless they say how they look.
        let of = |pick: fn(&'a Names) -> bool| match outer {
            Some(outer) if !pick(element) => outer,
            _ => element,
        };
        let named = of(|it| it.name.is_some()).name.as_ref();
        let et_al = of(|it| it.et_al.is_some()).et_al.as_ref();
        let of_label = match outer {
            Some(outer) if element.label.is_none() && element.name.is_none() => outer,
            _ => element,
        };
        let manner = self.manner(named, et_al);
        let delimiter = element
            .delimiter
            .as_deref()
            .or(outer.and_then(|outer| outer.delimiter.as_deref()))
            .or(self.names.names_delimiter.as_deref())
            .unwrap_or_default();
        let start = self.marks.len();
        let mut is_any = false;
        let is_one_editor_and_translator = self.is_editor_translator(element);
        self.look(&element.look, |writer| {
            for (index, variable) in element.variables.iter().enumerate() {
                if is_one_editor_and_translator && index > 0 {
                    break;
                }
                let names = writer.item.names(*variable);
                if names.is_empty() || writer.used_up.contains(&AnyVariable::Names(*variable)) {
                    continue;
                }
                if is_any && !delimiter.is_empty() {
                    writer.affix(delimiter);
                }
                is_any = true;
                writer.printed.push(AnyVariable::Names(*variable));
                let term = match is_one_editor_and_translator {
                    true => writer.editor_translator(),
                    false => variable.name(),
                };
                writer.labelled(names, &manner, of_label, term);
            }
        });
        if is_any {
            if self.outer_names.is_empty() && self.first_names.is_none() {
                self.first_names = Some((start, self.marks.len()));
            }
            return Said { asked: true, found: true };
        }
        self.substitute(element, outer.is_none())
    }

    /// Writes what stands in for names that are not there, and keeps it from being said again.
    fn substitute(&mut self, element: &'a Names, is_outermost: bool) -> Said {
        let start = self.marks.len();
        let printed = self.printed.len();
        for other in &element.substitute {
            self.outer_names.push(element);
            let mut said = Said::default();
            self.look(&element.look, |writer| said = writer.element(other, ""));
            self.outer_names.pop();
            if self.says_something(start) && !said.nothing_found() {
                self.used_up.extend_from_slice(&self.printed[printed..]);
                if is_outermost && self.first_names.is_none() {
                    self.first_names = Some((start, self.marks.len()));
                }
                return Said { asked: true, found: true };
            }
            self.marks.truncate(start);
            self.printed.truncate(printed);
        }
        Said { asked: true, found: false }
    }

    fn manner(
        &self,
        named: Option<&'a NameElement>,
        et_al: Option<&'a (String, Look)>,
    ) -> Manner<'a> {
        let mut options = match named {
            Some(element) => element.options.within(self.names),
            None => self.names.clone(),
        };
        // Sort keys may have limits of their own; a name that comes first is not said short.
        if self.for_sorting {
            options.sort_order = Some(SortOrder::All);
            options.et_al_min = self.names.et_al_min.or(options.et_al_min);
            options.et_al_first = self.names.et_al_first.or(options.et_al_first);
        }
        Manner {
            options,
            family: named.map(|it| &it.family),
            given: named.map(|it| &it.given),
            look: named.map(|it| &it.look),
            et_al,
        }
    }

    fn is_editor_translator(&self, element: &Names) -> bool {
        let is_both = matches!(
            element.variables.as_slice(),
            [NameVariable::Editor, NameVariable::Translator]
                | [NameVariable::Translator, NameVariable::Editor]
        );
        let editors = self.item.names(NameVariable::Editor);
        is_both && !editors.is_empty() && editors == self.item.names(NameVariable::Translator)
    }

    fn editor_translator(&self) -> &'static str {
        let known = |name| self.locale.term(name, TermForm::Long).is_some();
        if known("editortranslator") { "editortranslator" } else { "editor-translator" }
    }

    fn labelled(&mut self, names: &'a [Name], manner: &Manner<'a>, element: &'a Names, term: &str) {
        let label = element.label.as_ref();
        let is_plural = label.is_some_and(|label| match label.plural {
            Plural::Always => true,
            Plural::Never => false,
            Plural::Contextual => names.len() > 1,
        });
        if let Some(label) = label.filter(|_| element.label_first) {
            self.term(term, label, is_plural);
        }
        match manner.look {
            Some(look) => self.look(look, |writer| writer.list(names, manner)),
            None => self.list(names, manner),
        }
        if let Some(label) = label.filter(|_| !element.label_first) {
            self.term(term, label, is_plural);
        }
    }

    fn list(&mut self, names: &'a [Name], manner: &Manner<'a>) {
        let options = &manner.options;
        // Whoever wrote *and others* left names out already.
        let (names, has_others) = match names {
            [named @ .., last] if !named.is_empty() && last.literal == "et al." => (named, true),
            _ => (names, false),
        };
        let is_again = self.place.position.is_some_and(|it| it != crate::style::Position::First);
        let min = options.et_al_subsequent_min.filter(|_| is_again).or(options.et_al_min);
        let first = options.et_al_subsequent_first.filter(|_| is_again).or(options.et_al_first);
        let least = self.place.limits.as_ref().map_or(0, |limits| limits.shown);
        let shown = match (min, first) {
            (Some(min), Some(first)) if names.len() >= min && first < names.len() => {
                // Before an ellipsis two names at least are left out.
                let first = if options.et_al_last == Some(true) {
                    first.min(min.saturating_sub(2))
                } else {
                    first
                };
                first.max(least).min(names.len())
            }
            _ => names.len(),
        };
        if options.form == Some(NameForm::Count) {
            self.marks.push(Mark::Text(Cow::Owned(shown.to_string())));
            return;
        }
        let delimiter = options.delimiter.clone().unwrap_or_else(|| ", ".to_owned());
        let delimiter = || Mark::Affix(Cow::Owned(delimiter.clone()));
        let space = || Mark::Affix(Cow::Borrowed(" "));
        let is_inverted = |index: usize| match options.sort_order {
            Some(SortOrder::All) => true,
            Some(SortOrder::First) => index == 0,
            None => false,
        };
        let is_cut = shown < names.len() || has_others;
        for (index, name) in names[..shown].iter().enumerate() {
            let is_last = index + 1 == shown && !is_cut;
            if index > 0 {
                match options.and.filter(|_| is_last) {
                    Some(and) => {
                        let precedes = match options.before_last.unwrap_or_default() {
                            Precedes::Always => true,
                            Precedes::Never => false,
                            Precedes::Contextual => shown > 2,
                            Precedes::AfterInvertedName => is_inverted(index - 1),
                        };
                        self.marks.push(if precedes { delimiter() } else { space() });
                        let word = match and {
                            And::Text => self.locale.word("and", TermForm::Long),
                            And::Symbol => "&",
                        };
                        self.marks.push(Mark::Text(Cow::Borrowed(word)));
                        self.marks.push(space());
                    }
                    None => self.marks.push(delimiter()),
                }
            }
            self.name(name, index, is_inverted(index), manner);
        }
        if !is_cut || shown == 0 {
            return;
        }
        if options.et_al_last == Some(true) && !has_others && names.len() >= shown + 2 {
            self.marks.push(delimiter());
            self.marks.push(Mark::Text(Cow::Borrowed("… ")));
            let last = names.len() - 1;
            return self.name(&names[last], last, is_inverted(last), manner);
        }
        let precedes = match options.before_et_al.unwrap_or_default() {
            Precedes::Always => true,
            Precedes::Never => false,
            Precedes::Contextual => shown > 1,
            Precedes::AfterInvertedName => is_inverted(shown - 1),
        };
        let (term, look) = match manner.et_al {
            Some((term, look)) => (term.as_str(), Some(look)),
            None => ("et-al", None),
        };
        let word = self.locale.word(term, TermForm::Long);
        if word.is_empty() {
            return;
        }
        self.marks.push(if precedes { delimiter() } else { space() });
        let mark = Mark::Text(Cow::Borrowed(word));
        match look {
            Some(look) => self.look(look, |writer| writer.marks.push(mark)),
            None => self.marks.push(mark),
        }
    }

    fn name(&mut self, name: &'a Name, index: usize, is_inverted: bool, manner: &Manner<'a>) {
        let options = &manner.options;
        let given_shown = self
            .place
            .limits
            .as_ref()
            .and_then(|limits| limits.given.get(index).copied())
            .unwrap_or_default();
        let is_short = options.form == Some(NameForm::Short) && given_shown == Given::Nothing;
        if !name.literal.is_empty() {
            return self.name_part(Cow::Borrowed(&name.literal), manner.family);
        }
        let demote = self.style.settings.demote;
        let parts = Parts::of(name);
        let (particle, family) = (parts.non_dropping, parts.family);
        // These languages keep a particle with its name.
        let space = match self.locale.language() {
            "fr" | "ru" | "cs" => "\u{a0}",
            _ => " ",
        };
        let sorts_by_family = match demote {
            Demote::Never => false,
            Demote::SortOnly => self.for_sorting,
            Demote::DisplayAndSort => true,
        };
        if is_short || parts.given.is_empty() && is_inverted {
            return self.name_part(joined(&[particle, family], space), manner.family);
        }
        let given: Cow<'a, str> = match (&options.initialize_with, options.initialize) {
            // Vincent van Gogh stays V. van Gogh, never van Gogh alone.
            _ if given_shown == Given::Full => Cow::Borrowed(parts.given),
            (Some(with), initialize) => Cow::Owned(initials(
                parts.given,
                with,
                initialize != Some(false),
                self.style.settings.initialize_with_hyphen,
            )),
            (None, _) => Cow::Borrowed(parts.given),
        };
        // A suffix is abbreviated as the initials are: *Jr* beside *ML*.
        let suffix = match &options.initialize_with {
            Some(with) => Cow::Owned(initials(parts.suffix, with, false, true)),
            None => Cow::Borrowed(parts.suffix),
        };
        let separator = options.sort_separator.clone().unwrap_or_else(|| ", ".to_owned());
        let separator = || Mark::Affix(Cow::Owned(separator.clone()));
        if !is_romanesque(name) {
            // Chinese, Japanese and Korean names: the family first, and nothing between.
            self.name_part(Cow::Borrowed(family), manner.family);
            return self.name_part(Cow::Borrowed(parts.given), manner.given);
        }
        if is_inverted {
            let given = joined(&[&given, parts.dropping], " ");
            let (head, tail) = match sorts_by_family {
                true => (Cow::Borrowed(family), joined(&[&given, particle], " ").into_owned()),
                false => (joined(&[particle, family], space), given.into_owned()),
            };
            self.name_part(head, manner.family);
            if !tail.is_empty() {
                self.marks.push(separator());
                self.name_part(Cow::Owned(tail), manner.given);
            }
            if !suffix.is_empty() {
                self.marks.push(separator());
                self.marks.push(Mark::Text(suffix));
            }
            return;
        }
        if !given.is_empty() {
            let given = Cow::Owned(given.into_owned());
            self.name_part(given, manner.given);
            self.affix(" ");
        }
        self.name_part(joined(&[parts.dropping, particle, family], space), manner.family);
        if !suffix.is_empty() {
            self.affix(" ");
            self.marks.push(Mark::Text(suffix));
        }
    }

    fn name_part(&mut self, text: Cow<'a, str>, look: Option<&'a Look>) {
        if text.is_empty() {
            return;
        }
        match look {
            Some(look) => self.look(look, |writer| {
                let text = match look.case {
                    // Before the marks are joined: cases of names do not ask for the language.
                    Some(case) => Cow::Owned(case::apply(case, &text)),
                    None => text,
                };
                writer.marks.push(Mark::Text(text));
            }),
            None => self.marks.push(Mark::Text(text)),
        }
    }
}

/// A name taken apart as far as its spelling tells.
struct Parts<'a> {
    given: &'a str,
    dropping: &'a str,
    non_dropping: &'a str,
    family: &'a str,
    suffix: &'a str,
}

impl<'a> Parts<'a> {
    /// What follows a comma is a suffix. Words in small letters at the head of a family name stay with it, those at the end of given
    /// names go where they go.
    fn of(name: &'a Name) -> Self {
        let (given, suffix) = match name.given.split_once(',') {
            Some((given, suffix)) if name.suffix.is_empty() => (given.trim(), suffix.trim()),
            _ => (name.given.as_str(), name.suffix.as_str()),
        };
        let family = name.family.as_str();
        let (dropping, non_dropping) = (&name.dropping_particle, &name.non_dropping_particle);
        if !non_dropping.is_empty() || given.is_empty() {
            return Self { given, dropping, non_dropping, family, suffix };
        }
        let is_small = |word: &str| word.chars().next().is_some_and(char::is_lowercase);
        let mut split = 0;
        while let Some(end) = family[split..].find([' ', '\'', '’', '-']) {
            let end = split + end;
            let after = end + family[end..].chars().next().map_or(0, char::len_utf8);
            if !is_small(&family[split..end]) || after >= family.len() {
                break;
            }
            split = after;
        }
        let mut end = given.len();
        while let Some(space) = given[..end].rfind(' ') {
            if !is_small(&given[space + 1..end]) {
                break;
            }
            end = space;
        }
        let dropping = if dropping.is_empty() { given[end..].trim_start() } else { dropping };
        Self {
            given: &given[..end],
            dropping,
            non_dropping: family[..split].trim_end(),
            family: &family[split..],
            suffix,
        }
    }
}

/// Parts of a name with `space` between them, but behind an apostrophe or a hyphen.
fn joined<'a>(parts: &[&'a str], space: &str) -> Cow<'a, str> {
    let mut present = parts.iter().filter(|part| !part.is_empty());
    let (first, second) = (present.next(), present.next());
    match (first, second) {
        (None, _) => Cow::Borrowed(""),
        (Some(only), None) => Cow::Borrowed(only),
        _ => {
            let mut name = String::new();
            for part in parts.iter().filter(|part| !part.is_empty()) {
                if !name.is_empty() && !name.ends_with(['\'', '’', '-']) {
                    name.push_str(space);
                }
                name.push_str(part);
            }
            Cow::Owned(name)
        }
    }
}

/// Whether a name is written in letters that put the given name first.
fn is_romanesque(name: &Name) -> bool {
    let is_letter = |it: char| {
        matches!(it, 'a'..='z' | 'A'..='Z' | '-' | '\'' | '’' | '\u{c0}'..='\u{17f}' | '\u{218}'..='\u{21b}'
            | '\u{370}'..='\u{52f}' | '\u{590}'..='\u{6ff}' | '\u{e01}'..='\u{e5b}' | '\u{1e00}'..='\u{1fff}')
    };
    let mut letters =
        name.family.chars().chain(name.given.chars()).filter(|it| it.is_alphabetic()).peekable();
    letters.peek().is_none() || letters.any(is_letter)
}

/// Given names as initials: *Marie Michèle* is *M. M.*, *Jean-Paul* is *J.-P.*
///
/// With `all` only what is an initial already is written anew. Names in small letters, such as
/// particles, are left as they are.
pub(crate) fn initials(given: &str, with: &str, all: bool, with_hyphen: bool) -> String {
    let spaced;
    let mut rest = given;
    if !with_hyphen && given.contains('-') {
        spaced = given.replace('-', " ");
        rest = &spaced;
    }
    let mut written = String::new();
    let mut joint = "";
    while !rest.is_empty() {
        let end = rest.find([' ', '-', '.', '\u{a0}', '‑']).unwrap_or(rest.len());
        let word = &rest[..end];
        let after = &rest[end..];
        let is_dotted = after.starts_with('.');
        let first = word.chars().next();
        match first {
            None => {}
            Some(first) => {
                let is_upper =
                    first.is_uppercase() || !first.is_lowercase() && first.is_alphabetic();
                let is_initial =
                    is_dotted && word.chars().count() == 1 || word.chars().count() == 1 && is_upper;
                if is_upper && (all || is_initial) {
                    if joint == "-" && with_hyphen {
                        written.truncate(written.trim_end().len());
                        written.push('-');
                    } else if !written.is_empty()
                        && !written.ends_with([' ', '-'])
                        && !ends_in_initial(&written, with)
                    {
                        written.push(' ');
                    }
                    written.extend(first.to_uppercase());
                    written.push_str(with);
                } else {
                    if !written.is_empty() && !written.ends_with([' ', '-']) {
                        written.push_str(if joint == "-" { "-" } else { " " });
                    }
                    written.push_str(word);
                    // An abbreviation ends as initials do: *Jr* beside *ML*.
                    match is_dotted {
                        true if all => written.push('.'),
                        true => written.push_str(with),
                        false => {}
                    }
                }
            }
        }
        let after = after.strip_prefix('.').unwrap_or(after);
        let spaces = after.len() - after.trim_start_matches([' ', '\u{a0}']).len();
        let next = &after[spaces..];
        joint = if next.starts_with(['-', '‑']) { "-" } else { "" };
        rest = next.trim_start_matches(['-', '‑']).trim_start_matches([' ', '\u{a0}']);
    }
    written.truncate(written.trim_end().len());
    written
}

/// Whether a text ends in an initial that `with` follows, so that the next may follow at once.
fn ends_in_initial(written: &str, with: &str) -> bool {
    let before = written.strip_suffix(with).unwrap_or_default();
    let mut last = before.chars().rev();
    last.next().is_some_and(char::is_uppercase) && last.next().is_none_or(|it| !it.is_lowercase())
}
