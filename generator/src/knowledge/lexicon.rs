//! The words of the lexicon, as texts may use them.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{KnowledgeBase, ThingId};
use crate::config::Config;
use crate::draft::{Thing, ThingKind};

/// Where words of the lexicon are found, by language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: BTreeMap<String, Words>,
}

/// The words of one language.
#[derive(Clone, Debug)]
pub struct Words {
    finder: AhoCorasick,
    /// The term of each form that is looked for.
    terms: Vec<ThingId>,
}

impl Lexicon {
    /// Gathers the titles and synonyms of all listed terms, where the site links them.
    #[must_use]
    pub fn new(base: &KnowledgeBase, config: &Config) -> Self {
        if !config.carnet.as_ref().is_some_and(|carnet| carnet.link_terms) {
            return Self::default();
        }
        let languages = config.languages.keys();
        let words = languages.filter_map(|code| Some((code.clone(), Words::new(base, code)?)));
        Self { words: words.collect() }
    }

    /// The words of a language; none where its texts link none.
    #[must_use]
    pub fn of(&self, language: &str) -> Option<&Words> {
        self.words.get(language)
    }
}

impl Words {
    fn new(base: &KnowledgeBase, language: &str) -> Option<Self> {
        let mut forms: BTreeMap<String, ThingId> = BTreeMap::new();
        let terms = base.thing_ids().filter(|(_, thing)| thing.kind == ThingKind::Term);
        for (id, _) in terms.filter(|(id, _)| base.is_listed(*id)) {
            let page = base.page(base.page_of(id, language));
            let (true, Some(Thing::Term(term))) = (page.language() == language, &page.draft.thing)
            else {
                continue;
            };
            for form in term.synonyms.iter().map(String::as_str).chain([page.title()]) {
                let form = folded(form.trim());
                if form.chars().count() > 1 {
                    forms.entry(form.replace('\'', "’")).or_insert(id);
                    forms.entry(form).or_insert(id);
                }
            }
        }
        let (patterns, terms): (Vec<String>, Vec<ThingId>) = forms.into_iter().unzip();
        // Too many words for the machine that looks for them are none.
        let finder =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()?;
        Some(Self { finder, terms })
    }

    /// Each place of `text` where a term is named as a word of its own, from the first on; of two
    /// that overlap, the longer.
    #[must_use]
    pub fn uses(&self, text: &str) -> Vec<(Range<usize>, ThingId)> {
        let folded = folded(text);
        let found = self.finder.find_iter(&folded).filter_map(|found| {
            let before = text[..found.start()].chars().next_back();
            let after = folded[found.end()..].trim_start_matches(['s', 'x']);
            let plural = text.len() - found.end() - after.len();
            let is_word = |letter: Option<char>| letter.is_some_and(is_of_a_word);
            // One letter more makes a plural; several do not.
            let is_whole = plural < 2 && !is_word(before) && !is_word(after.chars().next());
            let term = *self.terms.get(found.pattern().as_usize())?;
            is_whole.then(|| (found.start()..found.end() + plural, term))
        });
        found.collect()
    }
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '_' | '·')
}

/// Small letters, each as many bytes as the letter it stands for, so that places stay the same.
fn folded(text: &str) -> String {
    let small = |letter: char| {
        let mut small = letter.to_lowercase();
        let first = small.next().filter(|first| first.len_utf8() == letter.len_utf8());
        first.filter(|_| small.next().is_none()).unwrap_or(letter)
    };
    text.chars().map(small).collect()
}
