//! From marks to a line: quotation marks of the locale, one sign where two would meet.
//!
//! What a style puts around things ends and begins in signs without knowing what it meets. Signs
//! that meet are joined by the table of citeproc-js, which is what its readers know.

use crate::line::{Font, Line, Part, Run};
use crate::locale::Locale;
use crate::render::Mark;
use crate::style::{FontChange, TermForm};

/// Joins the marks of an entry or of a citation.
pub(crate) fn typeset(marks: &[Mark<'_>], locale: &Locale) -> Line {
    of_items(marks, locale).into_iter().flat_map(|(_, line)| line).collect()
}

/// Joins the marks of several works, and tells which part is of which.
pub(crate) fn of_items(marks: &[Mark<'_>], locale: &Locale) -> Vec<(Option<usize>, Line)> {
    let mut setter = Setter::new(locale);
    for mark in marks {
        setter.mark(mark);
    }
    setter.finish()
}

/// A text as the locale sets it, with its quotation marks.
pub(crate) fn plain(line: &Line) -> String {
    let parts = line.iter().filter_map(|run| match &run.part {
        Part::Text(text) | Part::Link(text) => Some(text.as_str()),
        Part::Day(_) => None,
    });
    parts.collect()
}

/// A piece of a line.
#[derive(Clone, Debug)]
struct Piece {
    part: Part,
    font: Font,
    /// Whether it is a closing quotation mark: some signs go before it.
    closes: bool,
    /// The work it is of.
    item: Option<usize>,
}

struct Setter<'a> {
    pieces: Vec<Piece>,
    item: Option<usize>,
    fonts: Vec<Font>,
    /// Of the quotation marks that are open: whether they are the inner ones.
    quotes: Vec<bool>,
    into_quotes: bool,
    open: [&'a str; 2],
    close: [&'a str; 2],
}

/// Two signs that meet, and what is left of them.
fn joined(left: char, right: char) -> Option<&'static str> {
    Some(match (left, right) {
        ('!', '.' | ':') => "!",
        ('!', '?') => "!?",
        ('!', ',') => "!,",
        ('!', ';') => "!;",
        ('?', '!') => "?!",
        ('?', '.' | ':') => "?",
        ('?', ',') => "?,",
        ('?', ';') => "?;",
        ('.', '!') => ".!",
        ('.', '?') => ".?",
        ('.', ':') => ".:",
        ('.', ',') => ".,",
        ('.', ';') => ".;",
        (':' | ';', '!') => "!",
        (':' | ';', '?') => "?",
        (':', '.') => ":",
        (':', ',') => ":,",
        (':', ';') => ":;",
        (',', '!') => ",!",
        (',', '?') => ",?",
        (',', ':') => ",:",
        (',', '.') => ",.",
        (',', ';') => ",;",
        (';', ':' | '.') => ";",
        (';', ',') => ";,",
        _ => return None,
    })
}

fn is_sign(sign: char) -> bool {
    matches!(sign, '!' | '?' | '.' | ':' | ',' | ';')
}

impl<'a> Setter<'a> {
    fn new(locale: &'a Locale) -> Self {
        let word = |name| locale.word(name, TermForm::Long);
        Self {
            pieces: Vec::with_capacity(32),
            item: None,
            fonts: vec![Font::default()],
            quotes: Vec::new(),
            into_quotes: locale.options.punctuation_in_quote == Some(true),
            open: [word("open-quote"), word("open-inner-quote")],
            close: [word("close-quote"), word("close-inner-quote")],
        }
    }

    fn mark(&mut self, mark: &Mark<'_>) {
        match mark {
            Mark::Text(text) => self.text(text),
            Mark::Affix(text) => self.affix(text),
            Mark::Link(url) => self.push(Part::Link(url.clone().into_owned())),
            Mark::Day(part) => self.push(Part::Day(part.clone())),
            Mark::Font(change) => {
                let font = changed(self.font(), *change);
                self.fonts.push(font);
            }
            Mark::EndFont => {
                self.fonts.pop();
            }
            Mark::Item(item) => self.item = *item,
            Mark::Quote => self.open_quote(!self.quotes.is_empty()),
            Mark::EndQuote => self.close_quote(),
            Mark::Block => {
                if self.last().is_some_and(|last| last != ' ') {
                    self.words(" ");
                }
            }
        }
    }

    fn font(&self) -> Font {
        self.fonts.last().copied().unwrap_or_default()
    }

    fn push(&mut self, part: Part) {
        let (font, item) = (self.font(), self.item);
        self.pieces.push(Piece { part, font, closes: false, item });
    }

    /// Adds words as they are, to the last piece where they look the same.
    fn words(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        let font = self.font();
        match self.pieces.last_mut() {
            Some(Piece { part: Part::Text(text), font: own, closes: false, item })
                if *own == font && *item == self.item =>
            {
                text.push_str(words);
            }
            _ => self.push(Part::Text(words.to_owned())),
        }
    }

    fn open_quote(&mut self, is_inner: bool) {
        self.words(self.open[usize::from(is_inner)]);
        self.quotes.push(is_inner);
    }

    fn close_quote(&mut self) {
        if let Some(is_inner) = self.quotes.pop() {
            let font = self.font();
            let part = Part::Text(self.close[usize::from(is_inner)].to_owned());
            self.pieces.push(Piece { part, font, closes: true, item: self.item });
        }
    }

    /// The last sign that is seen.
    fn last(&self) -> Option<char> {
        last_of(self.pieces.last()?)
    }

    /// What a style puts there: its first signs are joined with what stands before.
    fn affix(&mut self, text: &str) {
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_space = matches!(first, ' ' | '\u{a0}');
            match self.last() {
                Some(last) if is_space && last == first => {}
                Some(_) if is_sign(first) => {
                    let before = self.before_quotes(first);
                    let Some(joined) = self.join(before, first) else { break };
                    // A sign that went into quotation marks takes those behind it no further.
                    rest = &rest[first.len_utf8()..];
                    if joined {
                        continue;
                    }
                    break;
                }
                _ => break,
            }
            rest = &rest[first.len_utf8()..];
        }
        self.quoted(rest, Self::apostrophes);
    }

    /// The piece that a sign follows: before closing quotation marks where the locale wants full
    /// stops and commas within, or where one stands that takes it in.
    fn before_quotes(&self, sign: char) -> usize {
        let last = self.pieces.len() - 1;
        let mut index = last;
        while index > 0 && self.pieces[index].closes {
            index -= 1;
        }
        let within = last_of(&self.pieces[index]);
        let takes_in = within == Some(sign)
            || within.and_then(|within| joined(within, sign)).is_some_and(|it| it.len() == 1);
        let goes_in = self.into_quotes && matches!(sign, '.' | ',' | '!' | '?');
        if goes_in || takes_in { index } else { last }
    }

    /// Joins a sign with the end of a piece. None: the sign is to be written as it is, behind all.
    fn join(&mut self, index: usize, sign: char) -> Option<bool> {
        let is_within = index + 1 < self.pieces.len();
        let last = last_of(&self.pieces[index]);
        if last == Some(sign) {
            return Some(true);
        }
        let joined = last.and_then(|last| joined(last, sign));
        let Part::Text(text) = &mut self.pieces[index].part else {
            if is_within {
                let part = Part::Text(sign.to_string());
                let behind = Piece { part, ..self.pieces[index].clone() };
                self.pieces.insert(index + 1, behind);
                return Some(true);
            }
            return None;
        };
        match joined {
            Some(joined) => {
                text.pop();
                text.push_str(joined);
                Some(true)
            }
            None if is_within => {
                text.push(sign);
                Some(true)
            }
            None => None,
        }
    }

    /// What an item or a term says: typed quotation marks become those of the locale.
    fn text(&mut self, text: &str) {
        let text = match self.last() {
            None | Some(' ') => text.trim_start_matches(' '),
            _ => text,
        };
        self.quoted(text, Self::said);
    }

    /// Writes a text by `write`, with its typed quotation marks as those of the locale.
    fn quoted(&mut self, text: &str, write: fn(&mut Self, &str)) {
        let mut written = 0;
        for mark in self.pairs(text) {
            write(self, &text[written..mark.at]);
            match mark.opens {
                Some(is_inner) => {
                    let outer = self.quotes.last().copied();
                    // Within others they are the other ones.
                    self.open_quote(outer.map_or(is_inner, |outer| !outer));
                }
                None => self.close_quote(),
            }
            written = mark.at + mark.length;
        }
        write(self, &text[written..]);
    }

    fn apostrophes(&mut self, text: &str) {
        match text.contains('\'') {
            true => self.words(&text.replace('\'', "’")),
            false => self.words(text),
        }
    }

    /// The words of an item, with the narrow spaces of French before its double signs, whatever the
    /// language of the page: the space was typed, and no line may end there.
    fn said(&mut self, text: &str) {
        let is_double = |it: char| matches!(it, ':' | ';' | '?' | '!' | '»');
        if !text.contains(is_double) && !text.contains('«') {
            return self.apostrophes(text);
        }
        let mut spaced = String::with_capacity(text.len() + 4);
        let mut signs = text.chars().peekable();
        let mut before = None;
        while let Some(sign) = signs.next() {
            let is_narrow = sign == ' '
                && (before == Some('«') || signs.peek().is_some_and(|it| is_double(*it)));
            spaced.push(if is_narrow { '\u{202f}' } else { sign });
            before = Some(sign);
        }
        self.apostrophes(&spaced);
    }

    /// The quotation marks of a text that come in pairs, in order.
    fn pairs(&self, text: &str) -> Vec<QuoteMark> {
        if !text.contains(['"', '\'', '“', '”', '‘', '«', '»', '„']) {
            return Vec::new();
        }
        let mut open: Vec<(usize, &str)> = Vec::new();
        // Where each closes last; looked for once, for a text may hold thousands.
        let lasts = [self.close[0], self.close[1], "\"", "'"].map(|it| (it, text.rfind(it)));
        // Of straight marks, those that come first are the outer ones.
        let mut outer_straight = None;
        let mut marks: Vec<QuoteMark> = Vec::new();
        let mut index = 0;
        while index < text.len() {
            let rest = &text[index..];
            let before = text[..index].chars().next_back();
            let follows_opener = marks.last().is_some_and(|mark: &QuoteMark| {
                mark.opens.is_some() && mark.at + mark.length == index
            });
            let may_open = follows_opener || before.is_none_or(|it| matches!(it, ' ' | '(' | '['));
            // Quotation marks that close come first: " is both.
            let closer = open.last().map(|(_, closer)| *closer);
            if let Some(closer) = closer.filter(|closer| rest.starts_with(*closer)) {
                let is_apostrophe = matches!(closer, "'" | "’")
                    && rest[closer.len()..].starts_with(char::is_alphanumeric)
                    && before.is_some_and(char::is_alphanumeric);
                let opens_again = follows_opener && closer.len() == 1;
                if !(is_apostrophe || opens_again) {
                    open.pop();
                    marks.push(QuoteMark { at: index, length: closer.len(), opens: None });
                    index += closer.len();
                    continue;
                }
            }
            let found = self.opening(rest).filter(|(opener, ..)| match *opener {
                "\"" | "'" => may_open && rest[1..].starts_with(|it: char| it != ' '),
                _ => true,
            });
            if let Some((opener, closer, is_inner)) = found {
                // Without its other half it is no quotation mark.
                let last = lasts.iter().find(|(of, _)| *of == closer).and_then(|(_, last)| *last);
                if last.is_some_and(|last| last >= index + opener.len()) {
                    let is_inner = match opener {
                        "\"" | "'" => *outer_straight.get_or_insert(opener) != opener,
                        _ => is_inner,
                    };
                    open.push((marks.len(), closer));
                    marks.push(QuoteMark {
                        at: index,
                        length: opener.len(),
                        opens: Some(is_inner),
                    });
                    index += opener.len();
                    continue;
                }
            }
            index += rest.chars().next().map_or(1, char::len_utf8);
        }
        let mut is_alone = vec![false; marks.len()];
        for (place, _) in open {
            is_alone[place] = true;
        }
        let pairs = marks.into_iter().zip(is_alone).filter(|(_, is_alone)| !is_alone);
        pairs.map(|(mark, _)| mark).collect()
    }

    /// The quotation mark that a text begins with: itself, its other half, whether it is an inner one.
    fn opening(&self, text: &str) -> Option<(&'a str, &'a str, bool)> {
        let all: [(&'a str, &'a str, bool); 4] = [
            (self.open[0], self.close[0], false),
            (self.open[1], self.close[1], true),
            ("\"", "\"", false),
            ("'", "'", true),
        ];
        all.into_iter().find(|(opener, ..)| !opener.is_empty() && text.starts_with(opener))
    }

    fn finish(mut self) -> Vec<(Option<usize>, Line)> {
        while let Some(Piece { part: Part::Text(text), .. }) = self.pieces.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if !text.is_empty() {
                break;
            }
            self.pieces.pop();
        }
        let mut parts: Vec<(Option<usize>, Line)> = Vec::new();
        for Piece { part, font, item, .. } in self.pieces {
            if matches!(&part, Part::Text(text) if text.is_empty()) {
                continue;
            }
            if parts.last().is_none_or(|(of, _)| *of != item) {
                parts.push((item, Vec::new()));
            }
            let Some((_, line)) = parts.last_mut() else { continue };
            match (line.last_mut(), &part) {
                (Some(Run { part: Part::Text(text), font: own }), Part::Text(more))
                    if *own == font =>
                {
                    text.push_str(more);
                }
                _ => line.push(Run { part, font }),
            }
        }
        parts
    }
}

/// A quotation mark in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct QuoteMark {
    at: usize,
    length: usize,
    /// Of one that opens: whether it is an inner one.
    opens: Option<bool>,
}

fn last_of(piece: &Piece) -> Option<char> {
    match &piece.part {
        Part::Text(text) | Part::Link(text) => text.chars().next_back(),
        // Some figure or letter.
        Part::Day(_) => Some('0'),
    }
}

fn changed(font: Font, change: FontChange) -> Font {
    Font {
        italic: change.italic.unwrap_or(font.italic),
        bold: change.bold.unwrap_or(font.bold),
        small_caps: change.small_caps.unwrap_or(font.small_caps),
        underline: change.underline.unwrap_or(font.underline),
        position: change.position.unwrap_or(font.position),
    }
}
