//! The least that a site generator must do: read each text, turn its Markdown into HTML, write it.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

/// Builds the notes of `site` into `output`, in parallel.
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn build(site: &Path, output: &Path) -> Result<()> {
    let notes: Vec<_> = fs::read_dir(site.join("content/notes"))?.collect::<Result<_, _>>()?;
    notes.par_iter().try_for_each(|entry| {
        let path = entry.path();
        let text = fs::read_to_string(&path)?;
        let (_, body) = text
            .strip_prefix("+++\n")
            .and_then(|text| text.split_once("+++\n"))
            .with_context(|| format!("{} has no front matter", path.display()))?;
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        let mut page = String::with_capacity(body.len() * 2);
        html::push_html(&mut page, Parser::new_ext(body, options));
        let folder = output.join("notes").join(path.file_stem().unwrap_or_default());
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("index.html"), page)?;
        Ok(())
    })
}
