//! Pictures that texts show: their measures, and smaller versions for smaller screens.
//!
//! A text only says what it shows. Versions are asked for like those of `resize_image`, so they are
//! made once, in parallel and after all pages, and kept from one build to the next. A drawing, an
//! animation and whatever cannot be read stay as they are.

use std::io::Cursor;
use std::sync::{Arc, PoisonError};

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;

use super::metadata::{self, Metadata};
use super::{FOLDER, Format, Operation, Request, name_of};
use crate::source::{SourceId, Sources, Span};
use crate::template::functions::{Desk, files};

/// How wide the versions are: a phone, a phone with a fine screen or a column of text, the column on
/// a finer screen, and twice the column. What is much wider than the last is never shown whole.
const WIDTHS: &[u32] = &[480, 720, 1080, 1440];

/// What a text knows of a picture that it shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Width and height in pixels, if it has measures of its own.
    pub measures: Option<(u32, u32)>,
    /// Smaller versions, the smallest first: how wide each is, and its file in the output.
    pub versions: Vec<(u32, String)>,
    /// Whether it is so large that the last version stands in for it.
    pub is_replaced: bool,
}

/// What a text shows where it shows `source` at `place`; looked at once, whatever the number of
/// texts.
///
/// # Errors
/// When the picture cannot be read, and why.
pub fn shown(
    sources: &Sources,
    desk: &Desk,
    source: SourceId,
    place: Span,
) -> Result<Arc<Shown>, String> {
    let path = sources.get(source).path.clone();
    let mut places = desk.images.places.lock().unwrap_or_else(PoisonError::into_inner);
    // Texts are rendered in any order, and the same site says the same.
    places
        .entry(path)
        .and_modify(|first| *first = place.clone().min(first.clone()))
        .or_insert(place);
    drop(places);
    let known = &desk.images.shown;
    if let Some(answer) = known.lock().unwrap_or_else(PoisonError::into_inner).get(&source) {
        return answer.clone();
    }
    let answer = look_at(sources, desk, source).map(Arc::new);
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(source).or_insert(answer).clone()
}

fn look_at(sources: &Sources, desk: &Desk, source: SourceId) -> Result<Shown, String> {
    let file = files::Found::source(sources, source);
    let bytes = files::bytes_of_source(sources, source).map_err(|problem| problem.message)?;
    let is_drawing = file.path.to_lowercase().ends_with(".svg");
    if is_drawing && !metadata::has_own_measures(&bytes) {
        return Ok(Shown::default());
    }
    let found = metadata::of(&file.path, &bytes)?;
    let measures = Some((found.width, found.height));
    let Some(format) = format(&found, &bytes) else {
        return Ok(Shown { measures, ..Shown::default() });
    };
    let is_replaced = WIDTHS.last().is_some_and(|widest| is_worth_while(*widest, found.width));
    let mut versions = Vec::new();
    for width in WIDTHS.iter().copied().filter(|width| is_worth_while(*width, found.width)) {
        let plan = Operation::FitWidth(width)
            .plan(found.width, found.height)
            .map_err(|problem| problem.message)?;
        let output = format!("{FOLDER}/{}", name_of(&file.path, &bytes, &plan, format));
        versions.push((width, output.clone()));
        let mut wanted = desk.images.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let size = plan.result(found.width, found.height);
        wanted.insert(output, Request { file: file.clone(), plan, format, size });
    }
    Ok(Shown { measures, versions, is_replaced })
}

/// Whether a version saves so much that it is worth another file. None is larger than its picture.
fn is_worth_while(width: u32, original: u32) -> bool {
    u64::from(width) * 10 <= u64::from(original) * 9
}

/// What versions are written as: the picture's own format. None for what has no versions.
fn format(found: &Metadata, bytes: &[u8]) -> Option<Format> {
    match found.mime? {
        "image/jpeg" => Some(Format::Jpeg(80)),
        "image/png" => {
            let is_animated = PngDecoder::new(Cursor::new(bytes)).ok()?.is_apng().ok()?;
            (!is_animated).then_some(Format::Png)
        }
        "image/webp" => {
            let is_animated = WebPDecoder::new(Cursor::new(bytes)).ok()?.has_animation();
            (!is_animated).then_some(Format::WebP(Some(80)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use image::{DynamicImage, ImageFormat};

    use super::*;
    use crate::source::{Content, Source};

    fn picture(path: &str, format: ImageFormat, width: u32, height: u32) -> Source {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgb8(width, height)
            .write_to(&mut bytes, format)
            .expect("a picture can be written");
        Source { path: path.to_owned(), content: Content::Bytes(bytes.into_inner().into()) }
    }

    #[test]
    fn versions_are_smaller_and_of_the_same_format() {
        let text = |path: &str, text: &str| Source {
            path: path.to_owned(),
            content: Content::Text(text.into()),
        };
        let sources = Sources::new([
            picture("content/a.png", ImageFormat::Png, 800, 400),
            picture("content/b.jpg", ImageFormat::Jpeg, 2000, 1000),
            picture("content/c.webp", ImageFormat::WebP, 500, 500),
            picture("content/d.gif", ImageFormat::Gif, 800, 400),
            text("content/e.svg", "<svg width='9' height='8'/>"),
            text("content/f.svg", "<svg viewBox='0 0 9 8'/>"),
            text("content/g.png", "not a picture"),
        ]);
        let desk = Desk::new(BTreeMap::new());
        let look = |path: &str| {
            let source = sources.find(path).expect("it is there");
            shown(&sources, &desk, source, Span::new(source, 0..0)).map(|shown| {
                let versions = shown.versions.iter();
                let ending = |file: &str| file.rsplit('.').next().unwrap_or_default().to_owned();
                let versions: Vec<_> =
                    versions.map(|(width, file)| (*width, ending(file))).collect();
                (shown.measures, versions, shown.is_replaced)
            })
        };
        let version = |width: u32, ending: &str| (width, ending.to_owned());
        let png = vec![version(480, "png"), version(720, "png")];
        assert_eq!(look("content/a.png"), Ok((Some((800, 400)), png, false)));
        let all = WIDTHS.iter().map(|width| version(*width, "jpg")).collect();
        assert_eq!(look("content/b.jpg"), Ok((Some((2000, 1000)), all, true)));
        assert_eq!(look("content/c.webp"), Ok((Some((500, 500)), vec![], false)));
        assert_eq!(look("content/d.gif"), Ok((Some((800, 400)), vec![], false)));
        assert_eq!(look("content/e.svg"), Ok((Some((9, 8)), vec![], false)));
        assert_eq!(look("content/f.svg"), Ok((None, vec![], false)));
        assert!(look("content/g.png").is_err());
    }
}
