//! The least that a site generator must do: read each text, turn its Markdown into HTML, write it.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

/// The files of a whole site and their lengths, by path below its folder.
#[derive(Default)]
pub(crate) struct Lengths(HashMap<String, usize>);

impl Lengths {
    /// Of all files below `folder`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn of(folder: &Path) -> Result<Self> {
        let mut lengths = HashMap::new();
        let mut folders = vec![folder.to_owned()];
        while let Some(inner) = folders.pop() {
            for entry in fs::read_dir(inner)? {
                let entry = entry?;
                if entry.file_type()?.is_dir() {
                    folders.push(entry.path());
                } else {
                    let path = entry.path().strip_prefix(folder)?.display().to_string();
                    lengths.insert(path, usize::try_from(entry.metadata()?.len())?);
                }
            }
        }
        Ok(Self(lengths))
    }

    /// As a list: a line for each file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(&self, list: &Path) -> Result<()> {
        let lines = self.0.iter().map(|(path, length)| format!("{length} {path}\n"));
        Ok(fs::write(list, lines.collect::<String>())?)
    }

    /// Of such a list.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn read(list: &Path) -> Result<Self> {
        let text = fs::read_to_string(list)?;
        let entry = |line: &str| {
            let (length, path) = line.split_once(' ').context("a line of another kind")?;
            Ok((path.to_owned(), length.parse()?))
        };
        Ok(Self(text.lines().map(entry).collect::<Result<_>>()?))
    }
}

/// Builds the notes of `site` into `output`, in parallel. With the files of a whole site, all of
/// these are written, and are as long as there.
///
/// # Errors
/// When a file cannot be read or written.
pub(crate) fn build(site: &Path, output: &Path, whole: Lengths) -> Result<()> {
    let Lengths(mut whole) = whole;
    let notes: Vec<_> = fs::read_dir(site.join("content/notes"))?.collect::<Result<_, _>>()?;
    let notes = notes.iter().map(|entry| {
        let path = entry.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let file = format!("notes/{name}/index.html");
        let length = whole.remove(&file).unwrap_or_default();
        (path, file, length)
    });
    let notes: Vec<_> = notes.collect();
    notes.par_iter().try_for_each(|(path, file, length)| {
        let text = fs::read_to_string(path)?;
        let (_, body) = text
            .strip_prefix("+++\n")
            .and_then(|text| text.split_once("+++\n"))
            .with_context(|| format!("{} has no front matter", path.display()))?;
        let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
        let mut page = String::with_capacity((body.len() * 2).max(*length));
        html::push_html(&mut page, Parser::new_ext(body, options));
        write(output, file, page, *length)
    })?;
    whole.par_iter().try_for_each(|(file, length)| write(output, file, String::new(), *length))
}

fn write(output: &Path, file: &str, mut page: String, length: usize) -> Result<()> {
    page.extend(std::iter::repeat_n(' ', length.saturating_sub(page.len())));
    let path = output.join(file);
    fs::create_dir_all(path.parent().unwrap_or(output))?;
    Ok(fs::write(path, page)?)
}
