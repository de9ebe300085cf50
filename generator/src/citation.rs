//! How to cite what a site publishes: a note, a carnet, a term, the site itself.
//!
//! What is cited is a [`Work`], made into an item of the Citation Style Language once; every style
//! and every format is made from that item. The day of access is the reader's: see [`form`].

mod bibtex;
mod cff;
mod csl_json;
pub mod form;
pub mod format;
pub mod house;
pub mod key;
pub mod names;
pub mod plain;
mod ris;
pub mod styles;
pub mod tex;
pub mod works;

pub use form::Form;
pub use format::Format;
pub use styles::Styles;
pub use works::Cited;

use carnet_csl::{Date, DateVariable, Item, Kind, Name, NameVariable, Variable};

use crate::moment::Moment;

/// What is cited.
#[derive(Clone, Debug)]
pub struct Work<'a> {
    /// Its id, for the keys of formats: one of a kind on the site.
    pub id: String,
    /// Who wrote it.
    pub authors: Vec<Name>,
    /// Its title, as its author wrote it.
    pub title: &'a str,
    /// Its title in the language it was translated from.
    pub original_title: Option<&'a str>,
    /// What it says in short.
    pub summary: Option<&'a str>,
    /// When it was published.
    pub date: Option<&'a Moment>,
    /// The name of the site; none for the site itself.
    pub site: Option<&'a str>,
    /// Who publishes the site, where that is not its name.
    pub publisher: Option<&'a str>,
    /// Its address.
    pub url: String,
    /// Its language, as BCP 47 writes it.
    pub language: &'a str,
    /// SPDX id of its licence.
    pub license: Option<&'a str>,
}

impl Work<'_> {
    /// The work as it is cited in words: without its summary, which some styles print whole since
    /// they are made for lists with a word on each work, and without the title of what it is
    /// translated from, which English styles write in English capitals.
    #[must_use]
    pub fn in_words(&self) -> Item {
        let left_out = [Variable::Abstract, Variable::OriginalTitle];
        let mut item = self.item();
        item.texts.retain(|(of, _)| !left_out.contains(of));
        item
    }

    /// The work as an item of CSL, without a day of access.
    #[must_use]
    pub fn item(&self) -> Item {
        let texts = [
            (Variable::Title, Some(self.title)),
            (Variable::OriginalTitle, self.original_title),
            (Variable::Abstract, self.summary),
            (Variable::ContainerTitle, self.site),
            (Variable::Publisher, self.publisher),
            (Variable::Url, Some(&self.url)),
            (Variable::Language, Some(self.language)),
            (Variable::License, self.license),
        ];
        let texts = texts.into_iter().filter_map(|(of, text)| Some((of, text?.to_owned())));
        let day = |it: &Moment| {
            let (month, day) = (it.date.month().unsigned_abs(), it.date.day().unsigned_abs());
            (DateVariable::Issued, Date::day(i32::from(it.date.year()), month, day))
        };
        Item {
            texts: texts.collect(),
            names: vec![(NameVariable::Author, self.authors.clone())],
            dates: self.date.map(day).into_iter().collect(),
            ..Item::new(self.id.clone(), Kind::Webpage)
        }
    }
}
