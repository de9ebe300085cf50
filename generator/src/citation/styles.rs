//! The styles in which a site's works are cited, in each of its languages.

use carnet_csl::{Item, Processor, bundled};

use super::Form;
use super::house::{self, Words};

/// The name of the form of the house among the styles.
pub const HOUSE: &str = "house";

/// A way to cite in words.
#[derive(Clone, Debug)]
pub struct Manner {
    /// Its name in the configuration and in pages.
    pub id: String,
    /// What readers call it; none for the form of the house, which is named by the site.
    pub name: Option<String>,
    maker: Maker,
}

#[derive(Clone, Debug)]
enum Maker {
    House(Words),
    Bundled(&'static Processor),
}

impl Manner {
    /// The form of the house, in its words of one language.
    #[must_use]
    pub fn house(words: Words) -> Self {
        Self { id: HOUSE.to_owned(), name: None, maker: Maker::House(words) }
    }

    /// A bundled style in a language; none where there is no such style.
    #[must_use]
    pub fn bundled(id: &str, language: &str) -> Option<Self> {
        let processor = bundled::processor(id, language)?;
        let name = Some(name_of(id, language).to_owned());
        Some(Self { id: id.to_owned(), name, maker: Maker::Bundled(processor) })
    }

    /// Cites a work, without a day of access and with it.
    #[must_use]
    pub fn cite(&self, item: &Item) -> Form {
        match &self.maker {
            Maker::House(words) => house::cite(item, words),
            Maker::Bundled(processor) => {
                let (undated, dated) = processor.entry_on_a_day(item);
                Form::of(undated, dated)
            }
        }
    }
}

/// What readers call a bundled style: names of handbooks, which are no words of a language.
fn name_of(id: &str, language: &str) -> &'static str {
    let is_french = language.starts_with("fr");
    match id {
        "apa" => "APA 7",
        "chicago-author-date" if is_french => "Chicago (auteur-date)",
        "chicago-author-date" => "Chicago (author-date)",
        "chicago-notes" => "Chicago (notes)",
        "mla" => "MLA 9",
        "iso690" => "ISO 690",
        "vancouver" => "Vancouver",
        "uqam" => "UQAM",
        _ => "",
    }
}
