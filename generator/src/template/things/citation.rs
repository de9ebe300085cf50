//! How to cite something, as templates see it.

use super::View;
use crate::citation::format::Words;
use crate::citation::styles::Way;
use crate::citation::{Cited, Format, names, works};
use crate::knowledge::ThingId;
use crate::plan::citations;
use crate::template::value::{Value, list, none, object, safe, text, texts};

impl View<'_> {
    /// How to cite a thing, by the page that shows it.
    pub(super) fn citation(&self, id: ThingId) -> Value {
        self.cite(&Cited::Page(self.base.page_of(id, self.language)))
    }

    /// How to cite the site.
    pub(super) fn citation_of_site(&self) -> Value {
        self.cite(&Cited::Site(self.language.to_owned()))
    }

    /// `styles` and `formats`, each with its HTML; `bibliographies`, the files with all notes of
    /// what holds some; and `authors` as catalogues file them.
    fn cite(&self, cited: &Cited) -> Value {
        let Some(work) = works::work(cited, self.base, self.config) else { return none() };
        let (item, in_words, language) = (work.item(), work.in_words(), work.language);
        let words = Words::of(self.languages, language);
        let style = |way: &Way| {
            let html = way.cite(&in_words).html();
            object([("id", text(&way.id)), ("name", text(&way.name)), ("html", safe(html))])
        };
        let formats = citations::formats(cited, self.base, self.config);
        let folder = citations::folder(cited, self.base, self.config);
        let address = |file: &str| text(format!("{}/{folder}{file}", self.config.base_url));
        let format = |format: &Format| {
            object([
                ("id", text(format.id())),
                ("name", text(format.name())),
                ("html", safe(format.form(&item, &words).html_of_format())),
                ("file", text(format.file())),
                ("permalink", address(format.file())),
                ("type", text(format.media_type())),
            ])
        };
        let has_notes = !citations::notes(cited, self.base).is_empty();
        let bibliography = |format: &Format| {
            let file = format.bibliography().filter(|_| has_notes)?;
            Some(object([
                ("id", text(format.id())),
                ("name", text(format.name())),
                ("file", text(file)),
                ("permalink", address(file)),
                ("type", text(format.media_type())),
            ]))
        };
        object([
            ("title", text(self.languages.space(language, work.title))),
            ("url", text(&work.url)),
            ("styles", list(self.styles.of(language).iter().map(style))),
            ("formats", list(formats.iter().map(format))),
            ("bibliographies", list(formats.iter().filter_map(bibliography))),
            ("authors", texts(work.authors.iter().map(names::filed))),
        ])
    }
}
