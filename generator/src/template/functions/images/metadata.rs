//! What a picture says of itself, read from its head: no pixel is looked at.

use std::io::Cursor;

use exif::{Exif, In, Tag};
use image::{ImageDecoder, ImageFormat, ImageReader};

use super::size::MOST_PIXELS;

/// The head of a picture.
#[derive(Clone, Debug)]
pub(super) struct Metadata {
    /// In pixels, as it is shown.
    pub(super) width: u32,
    /// In pixels, as it is shown.
    pub(super) height: u32,
    /// As an ending: `jpg`.
    pub(super) format: Option<&'static str>,
    /// As servers say it: `image/jpeg`.
    pub(super) mime: Option<&'static str>,
    /// What its author says it shows.
    pub(super) description: Option<String>,
    /// When it was taken, as the camera wrote it.
    pub(super) created: Option<String>,
    /// Whether its format loses something.
    pub(super) is_lossy: bool,
}

impl Metadata {
    fn new(width: u32, height: u32, format: &'static str, mime: &'static str) -> Self {
        Self {
            width,
            height,
            format: Some(format),
            mime: Some(mime),
            description: None,
            created: None,
            is_lossy: true,
        }
    }
}

/// The head of a picture of any format.
///
/// # Errors
/// When it cannot be read.
pub(super) fn of(path: &str, bytes: &[u8]) -> Result<Metadata, String> {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "svg" => of_drawing(bytes),
        "avif" => {
            let size = imagesize::blob_size(bytes).map_err(|error| error.to_string())?;
            let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX);
            Ok(Metadata::new(side(size.width), side(size.height), "avif", "image/avif"))
        }
        _ => of_pixels(bytes),
    }
}

/// The head of a picture that is made of pixels.
///
/// # Errors
/// When it cannot be read, or is too large.
pub(super) fn of_pixels(bytes: &[u8]) -> Result<Metadata, String> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let format = reader.format();
    let mut decoder = reader.into_decoder().map_err(|error| explain(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width == 0 || height == 0 {
        return Err(format!("{width} by {height} pixels is too large"));
    }
    let exif = exif_of(&mut decoder);
    let text = |tag| exif.as_ref().and_then(|exif| text_of(exif, tag));
    let is_turned = exif.as_ref().is_some_and(|exif| matches!(orientation(exif), 5..=8));
    Ok(Metadata {
        width: if is_turned { height } else { width },
        height: if is_turned { width } else { height },
        format: format.and_then(|format| format.extensions_str().first()).copied(),
        mime: format.map(|format| format.to_mime_type()),
        description: text(Tag::ImageDescription),
        created: text(Tag::DateTimeOriginal),
        is_lossy: !matches!(format, Some(ImageFormat::Png | ImageFormat::Bmp | ImageFormat::Ico)),
    })
}

/// What the camera wrote beside the pixels, if it can be read.
pub(super) fn exif_of(decoder: &mut impl ImageDecoder) -> Option<Exif> {
    let raw = decoder.exif_metadata().ok().flatten()?;
    exif::Reader::new().read_raw(raw).ok()
}

/// How the picture is to be turned: 1 (not at all) to 8.
pub(super) fn orientation(exif: &Exif) -> u32 {
    let field = exif.get_field(Tag::Orientation, In::PRIMARY);
    field.and_then(|field| field.value.get_uint(0)).unwrap_or(1)
}

fn text_of(exif: &Exif, tag: Tag) -> Option<String> {
    match &exif.get_field(tag, In::PRIMARY)?.value {
        exif::Value::Ascii(texts) => {
            texts.first().map(|text| String::from_utf8_lossy(text).into_owned())
        }
        _ => None,
    }
}

/// The measures that a drawing gives itself, else those of its view box. Only its opening tag is
/// looked at; what a drawing holds may be as deep as it likes.
fn of_drawing(bytes: &[u8]) -> Result<Metadata, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())?;
    let tag = opening_tag(text).ok_or("it has no element `svg`")?;
    let side = |name| attribute(tag, name).and_then(measure);
    let view: Vec<f64> = attribute(tag, "viewBox")
        .unwrap_or_default()
        .split([' ', ',', '\t', '\n'])
        .filter_map(|number| number.parse().ok())
        .collect();
    let (width, height) = match (side("width"), side("height"), view.as_slice()) {
        (Some(width), Some(height), _) => (width, height),
        (_, _, [_, _, width, height]) => (*width, *height),
        _ => return Err("it has neither `width` and `height` nor a `viewBox`".to_owned()),
    };
    // `as` keeps to the bounds of the type, whatever a drawing says.
    Ok(Metadata::new(width as u32, height as u32, "svg", "image/svg+xml"))
}

/// Whether a drawing says how wide and high it is. Where it has only a view box it grows with the
/// place it is given, which its measures would end.
pub(super) fn has_own_measures(bytes: &[u8]) -> bool {
    let tag = std::str::from_utf8(bytes).ok().and_then(opening_tag);
    tag.is_some_and(|tag| {
        ["width", "height"].iter().all(|name| attribute(tag, name).and_then(measure).is_some())
    })
}

/// `<svg …` up to the `>` that is in no attribute.
fn opening_tag(text: &str) -> Option<&str> {
    let begins = |at: usize| {
        text[at + 4..].starts_with(|letter: char| letter.is_whitespace() || "/>".contains(letter))
    };
    // Not one in a comment.
    let is_text = |at: usize| {
        let open = text[..at].rfind("<!--");
        open.is_none_or(|open| text[open..at].contains("-->"))
    };
    let (start, _) = text.match_indices("<svg").find(|(at, _)| begins(*at) && is_text(*at))?;
    let mut quote = None;
    for (at, letter) in text[start..].char_indices() {
        match quote {
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            None if letter == '>' => return Some(&text[start..start + at]),
            Some(open) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

/// The attribute `name` of a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let is_whole = tag[..at].ends_with(char::is_whitespace);
        let rest = tag[at + name.len()..].trim_start().strip_prefix('=').filter(|_| is_whole)?;
        let rest = rest.trim_start();
        let open = rest.chars().next().filter(|open| matches!(open, '"' | '\''))?;
        rest[1..].split(open).next()
    })
}

/// `12.5px` as 12.5; a percentage says nothing of a drawing by itself.
fn measure(text: &str) -> Option<f64> {
    let text = text.trim();
    if text.ends_with('%') {
        return None;
    }
    let end =
        text.find(|letter: char| !(letter.is_ascii_digit() || letter == '.')).unwrap_or(text.len());
    text[..end].parse().ok()
}

/// A reason in few words.
pub(super) fn explain(error: &image::ImageError) -> String {
    match error {
        image::ImageError::Unsupported(_) => {
            "it is none of the formats JPEG, PNG, WebP, GIF, BMP and ICO".to_owned()
        }
        // Beyond its first part it is about the reader's own inside.
        error => {
            let text = error.to_string();
            text.split(" while ").next().unwrap_or_default().to_owned()
        }
    }
}
