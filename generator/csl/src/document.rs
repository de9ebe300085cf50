//! All citations of a text, and its bibliography.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::disambiguate::{Distinction, distinguish};
use crate::item::{Date, DateVariable, Item};
use crate::line::Line;
use crate::processor::Processor;
use crate::render::{Mark, Place, Writer, year_letter};
use crate::sort::{Collate, compare, keys_of};
use crate::style::{Collapse, Position};
use crate::typeset::{of_items, plain, typeset};

/// Works cited at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// The works, in the order in which they were written.
    pub cites: Vec<Cite>,
    /// How they stand in the text.
    pub manner: Manner,
}

/// How a citation stands in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// Beside the text: (Lemay, 2023).
    #[default]
    Beside,
    /// As a part of the sentence: Lemay (2023).
    InText,
}

/// One work at one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cite {
    /// Which of the works.
    pub item: usize,
    /// The kind of place in the work, by its name in CSL, and which: `("page", "12")`.
    pub locator: Option<(String, String)>,
    /// What stands before it.
    pub prefix: String,
    /// What stands behind it.
    pub suffix: String,
    /// Whether its authors were named already.
    pub without_author: bool,
}

/// The citations of a text and its bibliography.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What each cluster becomes.
    pub citations: Vec<Written>,
    /// The entries of all works that are cited, in order, each with its work.
    pub bibliography: Vec<(usize, Line)>,
}

/// A text in parts: those that are of a work say which.
pub type Parts = Vec<(Option<usize>, Line)>;

/// What a cluster becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// What stands in the sentence; empty where it is all in a note.
    pub text: Parts,
    /// What stands in a note; empty in styles that have none.
    pub note: Parts,
}

impl Processor {
    /// Writes the citations of a text and its bibliography. `items` are the works that clusters
    /// name by their place; those that none names are left out.
    #[must_use]
    pub fn document(&self, items: &[Item], clusters: &[Cluster], collate: Collate<'_>) -> Document {
        let mut cited: Vec<usize> = Vec::new();
        for cite in clusters.iter().flat_map(|cluster| &cluster.cites) {
            if cite.item < items.len() && !cited.contains(&cite.item) {
                cited.push(cite.item);
            }
        }
        let works: Vec<&Item> = cited.iter().map(|index| &items[*index]).collect();
        let order = self.in_order(&works, collate);
        let distinctions = distinguish(self, &works, &order);
        let mut known: HashMap<usize, Known> = HashMap::new();
        for (place, index) in order.iter().enumerate() {
            let distinction = distinctions[*index].clone();
            known.insert(cited[*index], Known { number: place + 1, distinction, first_note: None });
        }
        let mut teller = Teller { processor: self, items, known, last: None, notes: Vec::new() };
        let citations = clusters.iter().map(|cluster| teller.cluster(cluster, collate)).collect();
        let bibliography = self.bibliography(&teller, order.iter().map(|index| cited[*index]));
        Document { citations, bibliography }
    }

    /// The order of the bibliography; that of the citations where the style says none.
    fn in_order(&self, works: &[&Item], collate: Collate<'_>) -> Vec<usize> {
        let mut order: Vec<usize> = (0..works.len()).collect();
        let keys = self.style.bibliography.as_ref().map_or(&[][..], |it| &it.sort);
        let values: Vec<Vec<Option<String>>> = works
            .iter()
            .enumerate()
            .map(|(index, item)| keys_of(self, keys, item, index + 1))
            .collect();
        order.sort_by(|one, other| compare(keys, &values[*one], &values[*other], collate));
        order
    }

    fn bibliography(
        &self,
        teller: &Teller<'_>,
        order: impl Iterator<Item = usize>,
    ) -> Vec<(usize, Line)> {
        let Some(bibliography) = &self.style.bibliography else { return Vec::new() };
        let mut last_names = None;
        let mut entries = Vec::new();
        for index in order {
            let place = teller.place(index);
            let item = &teller.items[index];
            let mut writer =
                Writer::new(&self.style, &self.locale, item, &place, &self.bibliography_names);
            writer.group(&bibliography.layout);
            let mut marks = writer.marks;
            if let (Some(substitute), Some((start, end))) =
                (&bibliography.author_substitute, writer.first_names)
            {
                let names = plain(&typeset(&marks[start..end], &self.locale));
                if last_names.as_ref() == Some(&names) {
                    marks.splice(start..end, [Mark::Text(Cow::Borrowed(substitute.as_str()))]);
                }
                last_names = Some(names);
            }
            if bibliography.second_field_align {
                set_apart(&mut marks);
            }
            entries.push((index, typeset(&marks, &self.locale)));
        }
        entries
    }
}

/// What is known of a work while the text goes on.
struct Known {
    number: usize,
    distinction: Distinction,
    first_note: Option<usize>,
}

struct Teller<'a> {
    processor: &'a Processor,
    items: &'a [Item],
    known: HashMap<usize, Known>,
    /// The work cited last, alone at its place, and where in it.
    last: Option<(usize, Option<(String, String)>)>,
    /// The works of each note so far.
    notes: Vec<Vec<usize>>,
}

/// One citation of a cluster, in marks.
struct Marked<'a> {
    cite: &'a Cite,
    marks: Vec<Mark<'a>>,
    names: Option<(usize, usize)>,
    names_as_text: String,
    number: usize,
}

impl Teller<'_> {
    fn place(&self, index: usize) -> Place<'static> {
        let known = &self.known[&index];
        Place {
            number: Some(known.number),
            year_suffix: known.distinction.year_suffix,
            ..Place::default()
        }
    }

    fn cluster(&mut self, cluster: &Cluster, collate: Collate<'_>) -> Written {
        let processor = self.processor;
        let (style, locale) = (&processor.style, &processor.locale);
        let citation = &style.citation;
        let mut cites: Vec<&Cite> =
            cluster.cites.iter().filter(|cite| cite.item < self.items.len()).collect();
        // Who wrote words around them wanted them in that order.
        let is_plain = cites.iter().all(|cite| cite.prefix.is_empty() && cite.suffix.is_empty());
        if is_plain && !citation.sort.is_empty() {
            let keys = |cite: &Cite| {
                let number = self.known[&cite.item].number;
                keys_of(processor, &citation.sort, &self.items[cite.item], number)
            };
            cites.sort_by(|one, other| compare(&citation.sort, &keys(one), &keys(other), collate));
        }
        let places: Vec<Place<'_>> = cites.iter().map(|cite| self.of_cite(cite)).collect();
        self.notes.push(cites.iter().map(|cite| cite.item).collect());
        let mut written: Vec<Marked<'_>> = Vec::with_capacity(cites.len());
        for (cite, place) in cites.iter().zip(&places) {
            let item = &self.items[cite.item];
            let mut writer = Writer::new(style, locale, item, place, &processor.citation_names);
            writer.elements(&citation.layout.elements, "");
            let names_as_text = writer
                .first_names
                .map(|(start, end)| plain(&typeset(&writer.marks[start..end], locale)))
                .unwrap_or_default();
            written.push(Marked {
                cite,
                names: writer.first_names,
                marks: writer.marks,
                names_as_text,
                number: place.number.unwrap_or(0),
            });
        }
        let mut text = Parts::new();
        if cluster.manner == Manner::InText {
            if !style.is_note {
                return Written { text: self.in_text(written), note: Parts::new() };
            }
            text = self.named(&written);
        }
        let delimiter = &citation.layout.delimiter;
        let mut marks: Vec<Mark<'_>> =
            vec![Mark::Affix(Cow::Borrowed(&citation.layout.look.prefix))];
        if !citation.layout.look.font.is_none() {
            marks.push(Mark::Font(citation.layout.look.font));
        }
        marks.extend(self.joined(written, delimiter));
        if !citation.layout.look.font.is_none() {
            marks.push(Mark::EndFont);
        }
        marks.push(Mark::Affix(Cow::Borrowed(&citation.layout.look.suffix)));
        let whole = of_items(&marks, locale);
        match style.is_note {
            true => Written { text, note: whole },
            false => Written { text: whole, note: Parts::new() },
        }
    }

    /// Authors as a part of the sentence, where a note holds the rest.
    fn named(&self, written: &[Marked<'_>]) -> Parts {
        let mut marks: Vec<Mark<'_>> = Vec::new();
        for one in written {
            let Some((start, end)) = one.names else { continue };
            if !marks.is_empty() {
                marks.push(Mark::Affix(Cow::Borrowed("; ")));
            }
            marks.push(Mark::Item(Some(one.cite.item)));
            marks.extend(one.marks[start..end].iter().cloned());
            marks.push(Mark::Item(None));
        }
        of_items(&marks, &self.processor.locale)
    }

    /// Authors as a part of the sentence, and the rest in brackets behind each.
    fn in_text(&self, written: Vec<Marked<'_>>) -> Parts {
        let processor = self.processor;
        let look = &processor.style.citation.layout.look;
        let mut marks: Vec<Mark<'_>> = Vec::new();
        for mut one in written {
            if !marks.is_empty() {
                marks.push(Mark::Affix(Cow::Borrowed("; ")));
            }
            marks.push(Mark::Item(Some(one.cite.item)));
            if let Some((start, end)) = one.names {
                marks.extend(one.marks[start..end].iter().cloned());
                marks.push(Mark::Affix(Cow::Borrowed(" ")));
                without_names(&mut one.marks, start, end);
            }
            let rest = plain(&typeset(&one.marks, &processor.locale));
            if !(rest.is_empty() && one.cite.suffix.is_empty()) {
                marks.push(Mark::Affix(Cow::Borrowed(&look.prefix)));
                marks.extend(one.marks);
                marks.push(Mark::Affix(Cow::Owned(one.cite.suffix.clone())));
                marks.push(Mark::Affix(Cow::Borrowed(&look.suffix)));
            }
            marks.push(Mark::Item(None));
        }
        of_items(&marks, &processor.locale)
    }

    /// The citations of a cluster one behind the other, drawn together as the style wants.
    fn joined<'a>(&self, written: Vec<Marked<'a>>, delimiter: &'a str) -> Vec<Mark<'a>> {
        let citation = &self.processor.style.citation;
        let collapse = citation.collapse;
        if collapse == Some(Collapse::CitationNumber) {
            return numbers(written, delimiter);
        }
        let has_groups = collapse.is_some() || citation.cite_group_delimiter.is_some();
        let written = if has_groups { grouped(written) } else { written };
        let inner = citation.cite_group_delimiter.clone().unwrap_or_else(|| match collapse {
            Some(_) => ", ".to_owned(),
            None => delimiter.to_owned(),
        });
        let mut marks = Vec::new();
        let mut last: Option<(String, bool)> = None;
        let mut last_year = None;
        for mut one in written {
            let is_same = has_groups
                && !one.names_as_text.is_empty()
                && last.as_ref().is_some_and(|(names, _)| *names == one.names_as_text);
            if let Some((_, was_collapsed)) = &last {
                let between = match (is_same, was_collapsed) {
                    (true, _) => inner.clone(),
                    (false, true) => {
                        citation.after_collapse.clone().unwrap_or_else(|| delimiter.to_owned())
                    }
                    (false, false) => delimiter.to_owned(),
                };
                marks.push(Mark::Affix(Cow::Owned(between)));
            }
            let is_collapsed = is_same && collapse.is_some();
            let letters =
                matches!(collapse, Some(Collapse::YearSuffix | Collapse::YearSuffixRanged));
            let year = self.year_of(one.cite.item);
            if let Some(letter) = self
                .letter_of(one.cite.item)
                .filter(|_| letters && is_collapsed && year.is_some() && year == last_year)
            {
                // Of the same year, the letter is enough.
                marks.pop();
                let between =
                    citation.year_suffix_delimiter.clone().unwrap_or_else(|| delimiter.to_owned());
                marks.push(Mark::Affix(Cow::Owned(between)));
                marks.push(Mark::Item(Some(one.cite.item)));
                marks.push(Mark::Text(Cow::Owned(letter)));
                marks.push(Mark::Item(None));
                continue;
            }
            last_year = year;
            if let Some((start, end)) =
                one.names.filter(|_| is_collapsed || one.cite.without_author)
            {
                without_names(&mut one.marks, start, end);
            }
            last = Some((one.names_as_text.clone(), is_collapsed));
            push(one, &mut marks);
        }
        marks
    }

    fn year_of(&self, index: usize) -> Option<i32> {
        match self.items[index].date(DateVariable::Issued)? {
            Date::Range { from, .. } => Some(from.year),
            _ => None,
        }
    }

    /// The letter behind the year of a work.
    fn letter_of(&self, index: usize) -> Option<String> {
        self.known[&index].distinction.year_suffix.map(year_letter)
    }

    /// What a citation knows, where it stands.
    fn of_cite<'c>(&mut self, cite: &'c Cite) -> Place<'c> {
        let note = self.notes.len() + 1;
        let known = &self.known[&cite.item];
        let is_first = known.first_note.is_none();
        let position = match &self.last {
            _ if is_first => Position::First,
            Some((item, locator)) if *item == cite.item => match (locator, &cite.locator) {
                (None, Some(_)) => Position::IbidWithLocator,
                (Some(one), Some(other)) if one != other => Position::IbidWithLocator,
                (Some(_), None) => Position::Subsequent,
                _ => Position::Ibid,
            },
            _ => Position::Subsequent,
        };
        let distance = self.processor.style.citation.near_note_distance;
        let near_note =
            self.notes.iter().rev().take(distance).any(|note| note.contains(&cite.item));
        let place = Place {
            locator: cite.locator.as_ref().map(|(kind, text)| (kind.as_str(), text.as_str())),
            position: Some(position),
            near_note,
            first_note: known.first_note,
            number: Some(known.number),
            year_suffix: known.distinction.year_suffix,
            disambiguate: known.distinction.disambiguate,
            limits: Some(known.distinction.limits.clone()),
        };
        if let Some(known) = self.known.get_mut(&cite.item) {
            known.first_note.get_or_insert(note);
        }
        self.last = Some((cite.item, cite.locator.clone()));
        place
    }
}

fn push<'a>(one: Marked<'a>, marks: &mut Vec<Mark<'a>>) {
    let words = |text: &'a str| Mark::Text(Cow::Borrowed(text));
    if !one.cite.prefix.is_empty() {
        marks.push(words(&one.cite.prefix));
        if !one.cite.prefix.ends_with([' ', '\u{a0}', '’', '\'']) {
            marks.push(Mark::Affix(Cow::Borrowed(" ")));
        }
    }
    marks.push(Mark::Item(Some(one.cite.item)));
    marks.extend(one.marks);
    marks.push(Mark::Item(None));
    if !one.cite.suffix.is_empty() {
        if !one.cite.suffix.starts_with([',', ';', '.', ':', ' ']) {
            marks.push(Mark::Affix(Cow::Borrowed(" ")));
        }
        marks.push(Mark::Affix(Cow::Borrowed(&one.cite.suffix)));
    }
}

/// Puts a space behind the first field of an entry, which columns would set apart elsewhere.
fn set_apart(marks: &mut Vec<Mark<'_>>) {
    let is_text = |mark: &Mark<'_>| matches!(mark, Mark::Text(_));
    let Some(first) = marks.iter().position(is_text) else { return };
    let behind = marks[first + 1..].iter().take_while(|mark| !is_text(mark)).count();
    if first + 1 + behind < marks.len() {
        marks.insert(first + 1 + behind, Mark::Affix(Cow::Borrowed(" ")));
    }
}

/// Takes away names and what stands between them and the rest.
fn without_names(marks: &mut Vec<Mark<'_>>, start: usize, end: usize) {
    let behind = marks[end..].iter().take_while(|mark| matches!(mark, Mark::Affix(_))).count();
    marks.drain(start..end + behind);
}

/// Brings together what the same people wrote.
fn grouped(written: Vec<Marked<'_>>) -> Vec<Marked<'_>> {
    let mut groups: Vec<Vec<Marked<'_>>> = Vec::new();
    for one in written {
        let own = groups.iter_mut().find(|group| {
            !one.names_as_text.is_empty() && group[0].names_as_text == one.names_as_text
        });
        match own {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups.into_iter().flatten().collect()
}

/// Three numbers and more in a row are told by the first and the last.
fn numbers<'a>(mut written: Vec<Marked<'a>>, delimiter: &'a str) -> Vec<Mark<'a>> {
    written.sort_by_key(|one| one.number);
    let is_plain = |one: &Marked<'_>| {
        one.cite.locator.is_none() && one.cite.prefix.is_empty() && one.cite.suffix.is_empty()
    };
    let mut marks: Vec<Mark<'a>> = Vec::new();
    let mut rest = written.into_iter().peekable();
    while let Some(first) = rest.next() {
        if !marks.is_empty() {
            marks.push(Mark::Affix(Cow::Borrowed(delimiter)));
        }
        let mut row = vec![first];
        while let Some(next) = rest.next_if(|next| {
            let last = &row[row.len() - 1];
            is_plain(last) && is_plain(next) && next.number == last.number + 1
        }) {
            row.push(next);
        }
        let is_range = row.len() > 2;
        let last = if is_range { row.pop() } else { None };
        if is_range {
            row.truncate(1);
        }
        for (index, one) in row.into_iter().enumerate() {
            if index > 0 {
                marks.push(Mark::Affix(Cow::Borrowed(delimiter)));
            }
            push(one, &mut marks);
        }
        if let Some(last) = last {
            marks.push(Mark::Text(Cow::Borrowed("–")));
            push(last, &mut marks);
        }
    }
    marks
}
