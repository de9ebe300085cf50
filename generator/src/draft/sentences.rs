//! The sentence around a link, as another page may quote it.
//!
//! A sentence ends where Unicode says (UAX #29), but for what French and English write with a
//! full stop inside a sentence, and never between a mark and the `»` that closes its quotation. A
//! heading, a list item and a table's cell end one too. What is long is cut between two words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// How many letters are kept on each side of a link, and of the link itself.
const REACH: usize = 140;

/// What stands for what was cut.
const CUT: char = '…';

/// Words that end in a full stop and end no sentence. Initials are known by their length.
const SHORTENED: &[&str] = &[
    "art", "av", "cf", "chap", "dr", "dre", "éd", "ed", "env", "etc", "ex", "fig", "mgr", "mme",
    "mr", "mrs", "ms", "no", "op", "pp", "pr", "prof", "réf", "st", "ste", "vol", "vs",
];

/// Words of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// As they were written.
    Written(String),
    /// The title of what a wiki link names that has no words of its own, `[[id]]`.
    TitleOf(String),
    /// The authors of the work of that key, which `@key` names.
    AuthorsOf(String),
}

/// A link with the rest of its sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its place among the sentences of the text that hold links: two links of one sentence have
    /// the same.
    pub number: usize,
    /// What stands before the link.
    pub before: Vec<Words>,
    /// The words of the link.
    pub link: Words,
    /// What stands after it.
    pub after: Vec<Words>,
}

/// A link in the text of a block.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    /// Where its words stand.
    pub(super) place: Range<usize>,
    /// What is read in place of its words.
    pub(super) instead: Option<Words>,
}

impl Placed {
    fn words(&self, text: &str) -> Words {
        match &self.instead {
            Some(words) => words.clone(),
            None => {
                let whole = &text[self.place.clone()];
                let end = end_of(whole, REACH);
                let cut = if end < whole.len() { CUT.to_string() } else { String::new() };
                Words::Written(format!("{}{cut}", whole[..end].trim_end()))
            }
        }
    }
}

/// The text of a block with the sentences in it.
pub(super) struct Block<'a> {
    text: &'a str,
    /// All links of the block, in order.
    links: &'a [Placed],
    /// Where sentences begin, and where the text ends.
    bounds: Vec<usize>,
}

impl<'a> Block<'a> {
    pub(super) fn new(text: &'a str, links: &'a [Placed]) -> Self {
        Self { text, links, bounds: bounds(text) }
    }

    /// How many sentences there are.
    pub(super) fn len(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// The sentence around one of the block's links, where `first` is the number of the first.
    pub(super) fn around(&self, link: &Placed, first: usize) -> Sentence {
        let Range { start, end } = link.place.clone();
        let from = self.bounds.partition_point(|bound| *bound <= start).saturating_sub(1);
        let to = self.bounds.partition_point(|bound| *bound < end);
        let sentence = self.bounds[from]..self.bounds.get(to).copied().unwrap_or(end).max(end);
        Sentence {
            number: first + from,
            before: self.before(sentence.start..start),
            link: link.words(self.text),
            after: self.after(end..sentence.end),
        }
    }

    fn before(&self, place: Range<usize>) -> Vec<Words> {
        let whole = &self.text[place.clone()];
        let mut letters = whole.char_indices().rev();
        let Some((cut, _)) = letters.nth(REACH) else {
            let start = place.start + whole.len() - whole.trim_start().len();
            return self.words(start..place.end, "");
        };
        let space = whole[cut..].find(char::is_whitespace).map_or(cut, |space| cut + space);
        let start = self.outside(place.start + space, |place| place.end);
        let start = start + self.text[start..place.end].len()
            - self.text[start..place.end].trim_start().len();
        self.words(start..place.end, "… ")
    }

    fn after(&self, place: Range<usize>) -> Vec<Words> {
        let whole = &self.text[place.clone()];
        let cut = end_of(whole, REACH);
        let end = self.outside(place.start + cut, |place| place.start).max(place.start);
        let kept = self.text[place.start..end].trim_end().len();
        let mut words = self.words(place.start..place.start + kept, "");
        if cut < whole.len() {
            words.push(Words::Written(format!(" {CUT}")));
        }
        words
    }

    /// `at`, or the edge of the link without words of its own that it lies in.
    fn outside(&self, at: usize, edge: impl Fn(&Range<usize>) -> usize) -> usize {
        let index = self.links.partition_point(|link| link.place.end <= at);
        match self.links.get(index) {
            Some(link) if link.instead.is_some() && link.place.start < at => edge(&link.place),
            _ => at,
        }
    }

    fn words(&self, place: Range<usize>, lead: &str) -> Vec<Words> {
        let mut words = Vec::new();
        let mut written = lead.to_owned();
        let mut at = place.start;
        let first = self.links.partition_point(|link| link.place.start < place.start);
        let within = self.links[first..].iter().take_while(|link| link.place.end <= place.end);
        for link in within {
            let Some(instead) = &link.instead else { continue };
            written.push_str(&self.text[at..link.place.start]);
            if !written.is_empty() {
                words.push(Words::Written(std::mem::take(&mut written)));
            }
            words.push(instead.clone());
            at = link.place.end;
        }
        written.push_str(&self.text[at..place.end]);
        if !written.is_empty() {
            words.push(Words::Written(written));
        }
        words
    }
}

/// Where the text ends after `most` letters at most, between two words where there are some.
fn end_of(text: &str, most: usize) -> usize {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.len() };
    text[..cut].rfind(char::is_whitespace).filter(|space| *space > 0).unwrap_or(cut)
}

/// Where sentences begin, and where the last ends.
fn bounds(text: &str) -> Vec<usize> {
    let mut bounds = vec![0];
    let starts = text.split_sentence_bound_indices().map(|(start, _)| start).skip(1);
    bounds.extend(starts.filter(|start| !goes_on(&text[..*start], &text[*start..])));
    bounds.push(text.len());
    bounds
}

/// Whether one sentence reaches over what Unicode takes for the end of one.
fn goes_on(before: &str, after: &str) -> bool {
    if after.starts_with(['»', '”', '’', ')', ']']) {
        return true;
    }
    let Some(rest) = before.trim_end().strip_suffix('.') else { return false };
    let start = rest
        .char_indices()
        .rev()
        .take(8)
        .take_while(|(_, letter)| letter.is_alphabetic())
        .last()
        .map_or(rest.len(), |(at, _)| at);
    let word = &rest[start..];
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (None, _) => false,
        // An initial; a small letter ends a sentence more often (« le point a. »).
        (Some(letter), None) => letter.is_uppercase() || letter == 'p',
        _ => SHORTENED.contains(&word.to_lowercase().as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let bounds = bounds(text);
        bounds.windows(2).map(|pair| text[pair[0]..pair[1]].trim()).collect()
    }

    #[test]
    fn sentences_end_where_readers_say() {
        let cases: [(&str, &[&str]); 7] = [
            ("Un. Deux ! Trois ? Fin", &["Un.", "Deux !", "Trois ?", "Fin"]),
            ("« Vraiment ? » dit-elle. Oui.", &["« Vraiment ? » dit-elle.", "Oui."]),
            ("Selon M. Roy, oui. Et Mme Roy.", &["Selon M. Roy, oui.", "Et Mme Roy."]),
            ("Voir cf. Roy, p. 12. Puis.", &["Voir cf. Roy, p. 12.", "Puis."]),
            ("Dr. Who. Version 2.0 is out.", &["Dr. Who.", "Version 2.0 is out."]),
            ("Il attend… puis part.", &["Il attend… puis part."]),
            ("", &[""]),
        ];
        for (text, expect) in cases {
            assert_eq!(sentences(text), expect, "{text}");
        }
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!("{}lien{}", "mot ".repeat(200), " suite".repeat(200));
        let link = Placed { place: 800..804, instead: None };
        let links = [link.clone()];
        let sentence = Block::new(&text, &links).around(&link, 0);
        let [Words::Written(before)] = sentence.before.as_slice() else { panic!("one piece") };
        assert!(before.starts_with("… mot mot") && before.len() < 160, "{before:?}");
        assert_eq!(sentence.link, Words::Written("lien".to_owned()));
        let [Words::Written(after), Words::Written(cut)] = sentence.after.as_slice() else {
            panic!("two pieces: {:?}", sentence.after)
        };
        assert!(after.ends_with(" suite") && after.len() < 160 && cut == " …", "{after:?}");
    }

    #[test]
    fn no_cut_falls_into_a_letter_or_a_link() {
        let text = format!("{}id{}", "é".repeat(400), "é".repeat(400));
        let links = [
            Placed { place: 500..700, instead: Some(Words::TitleOf("autre".to_owned())) },
            Placed { place: 800..802, instead: None },
        ];
        let sentence = Block::new(&text, &links).around(&links[1], 3);
        assert_eq!(sentence.number, 3);
        assert_eq!(
            sentence.before,
            [Words::Written(format!("… {}", "é".repeat(50)))],
            "the title that would be cut is left out"
        );
    }
}
