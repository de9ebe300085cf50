//! Citations as files for programs: without a day of access, which is that of whoever reads.

use super::Setting;
use crate::citation::format::Words;
use crate::citation::{Cited, Format, Work, works};
use crate::plan::citations;

impl Setting<'_> {
    /// What is cited, in a format.
    pub(super) fn citation(&self, cited: &Cited, format: Format) -> Vec<u8> {
        let library = self.library;
        let work = works::work(cited, &library.base, &library.config);
        let text = work
            .map(|work| format.text(&work.item(), &Words::of(&library.languages, work.language)));
        text.unwrap_or_default().into_bytes()
    }

    /// Every note of what is cited, in a format.
    pub(super) fn bibliography(&self, cited: &Cited, format: Format) -> Vec<u8> {
        let (base, config) = (&self.library.base, &self.library.config);
        let works = citations::notes(cited, base).into_iter();
        let items: Vec<_> = works
            .filter_map(|page| works::of_page(page, base, config).as_ref().map(Work::item))
            .collect();
        format.texts(items.iter()).into_bytes()
    }
}
