//! The order of titles and names, as a reader of the language expects it.
//!
//! Bytes would put `École` after `zèbre` and `10` before `2`. Unicode's collation knows better; it
//! is set here once for the whole site: accents and case only break ties, numbers count as numbers,
//! and spaces, apostrophes and hyphens only break the last ties (as in CAN/CSA-Z243.4.1).

use std::cmp::Ordering;

use icu::collator::options::{AlternateHandling, CollatorOptions, MaxVariable, Strength};
use icu::collator::preferences::CollationNumericOrdering;
use icu::collator::{Collator, CollatorBorrowed, CollatorPreferences};

use super::locale::Locale;

/// The order of texts in one language. Built once, shared by threads.
#[derive(Debug)]
pub struct Collation {
    /// None for a language whose data cannot be read: code points then decide alone.
    collator: Option<CollatorBorrowed<'static>>,
}

impl Collation {
    /// The order for a language.
    #[must_use]
    pub fn new(locale: &Locale) -> Self {
        let mut preferences = CollatorPreferences::from(locale.as_icu());
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let mut options = CollatorOptions::default();
        options.strength = Some(Strength::Quaternary);
        options.alternate_handling = Some(AlternateHandling::Shifted);
        options.max_variable = Some(MaxVariable::Punctuation);
        Self { collator: Collator::try_new(preferences, options).ok() }
    }

    /// Compares two texts. Only identical texts are equal: code points break what ties are left,
    /// so the order never depends on the order in which the texts came.
    #[must_use]
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        let by_language = match &self.collator {
            Some(collator) => collator.compare(left, right),
            None => Ordering::Equal,
        };
        by_language.then_with(|| left.cmp(right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::locale::LocaleError;

    /// Sorts the words backwards first, so that the order given is not the order found.
    fn sorted(code: &str, words: &[&'static str]) -> Result<Vec<&'static str>, LocaleError> {
        let mut words = words.to_vec();
        words.reverse();
        let collation = Collation::new(&Locale::parse(code)?);
        words.sort_by(|left, right| collation.compare(left, right));
        Ok(words)
    }

    #[test]
    fn french_and_english_orders() -> Result<(), LocaleError> {
        let orders: [(&str, &[&str]); 9] = [
            ("fr", &["odeur", "oeuvre", "œuvre", "Œuvre", "offre"]),
            ("fr", &["ecole", "école", "École", "écoles", "zèbre"]),
            ("fr", &["2", "10", "note 2", "note 10"]),
            ("fr", &["1.2 Suite", "1.10 Suite", "2 Fin"]),
            ("fr", &["L’abeille", "lait", "L’école", "lecture"]),
            ("fr", &["abc", "ABC", "Abélard"]),
            ("fr", &["cote", "coté", "côte", "côté"]),
            ("fr-CA", &["cote", "côte", "coté", "côté"]),
            ("en", &["apple", "Banana", "cherry", "Émile", "zebra"]),
        ];
        for (code, order) in orders {
            assert_eq!(sorted(code, order)?, order, "in {code}");
        }
        Ok(())
    }

    #[test]
    fn apostrophes_only_break_ties() -> Result<(), LocaleError> {
        let collation = Collation::new(&Locale::parse("fr")?);
        assert_eq!(collation.compare("l'eau", "leau"), Ordering::Less);
        assert_eq!(collation.compare("l'eau", "l’eau 2"), Ordering::Less);
        assert_eq!(collation.compare("leau", "l’eaux"), Ordering::Less);
        Ok(())
    }

    #[test]
    fn only_identical_texts_are_equal() -> Result<(), LocaleError> {
        let collation = Collation::new(&Locale::parse("fr")?);
        assert_eq!(collation.compare("é", "é"), Ordering::Equal);
        assert_ne!(collation.compare("\u{e9}", "e\u{301}"), Ordering::Equal);
        assert_eq!(collation.compare("", ""), Ordering::Equal);
        Ok(())
    }

    #[test]
    fn threads_may_share_it() {
        fn shared<T: Send + Sync>() {}
        shared::<Collation>();
    }
}
