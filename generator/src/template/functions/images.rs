//! Pictures in other sizes: `resize_image`, and those that texts show ([`in_texts`]); and what a
//! picture says of itself: `get_image_metadata`.
//!
//! A call only reads the picture's head and notes what is asked for. What was asked for is made
//! once, in parallel, when all pages are known ([`make`]), and becomes a file of the output: no
//! source is touched. Its name holds a hash of the picture and of what was done to it.

pub mod in_texts;
mod kept;
mod metadata;
mod pixels;
mod size;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::{Answer, Call, Problem, Question, files};
use crate::diagnostic::{Diagnostic, codes};
use crate::site::Artifact;
use crate::source::{SourceId, Span};
use crate::template::Library;
use crate::template::value::{Value, none, object, optional_text, text, whole};
pub use kept::{InMemory, Keep, key};
use metadata::Metadata;
pub(super) use size::Operation;
use size::Plan;

/// The folder of the output that they are written to.
const FOLDER: &str = "processed_images";

/// What templates and texts have asked for.
#[derive(Debug, Default)]
pub struct Requests {
    /// By the file to write.
    wanted: Mutex<BTreeMap<String, Request>>,
    /// Where texts show a picture first.
    places: Mutex<BTreeMap<String, Span>>,
    /// What texts know of the pictures they show.
    shown: Mutex<BTreeMap<SourceId, Result<Arc<in_texts::Shown>, String>>>,
}

/// One picture to make.
#[derive(Clone, Debug)]
struct Request {
    file: files::Found,
    plan: Plan,
    format: Format,
    /// How wide and high it will be.
    size: (u32, u32),
}

impl Request {
    /// Whether these bytes, which were kept somewhere, are such a picture by what they say of
    /// themselves. Where they are kept is no safe: anything may have come there.
    fn is_answered_by(&self, bytes: &[u8]) -> bool {
        let ending = self.format.ending();
        metadata::of(&format!("kept.{ending}"), bytes).is_ok_and(|found| {
            found.format == Some(ending) && (found.width, found.height) == self.size
        })
    }
}

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// With a quality from 1 to 100.
    Jpeg(u8),
    /// Without loss.
    Png,
    /// With a quality from 0 to 100, or without loss.
    WebP(Option<u8>),
    /// With a quality from 1 to 100, and a speed from 1 to 10: the slower, the smaller.
    Avif { quality: u8, speed: u8 },
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Jpeg(_) => "jpg",
            Self::Png => "png",
            Self::WebP(_) => "webp",
            Self::Avif { .. } => "avif",
        }
    }

    fn read(
        name: &str,
        quality: Option<u8>,
        speed: Option<u8>,
        is_lossy: bool,
    ) -> Result<Self, Problem> {
        let bounds = |lowest: u8| match quality {
            Some(quality) if quality < lowest || quality > 100 => {
                Err(Problem::new(format!("a quality is from {lowest} to 100, not {quality}")))
            }
            other => Ok(other),
        };
        match name {
            "auto" if is_lossy => Ok(Self::Jpeg(bounds(1)?.unwrap_or(75))),
            "auto" | "png" => Ok(Self::Png),
            "jpeg" | "jpg" => Ok(Self::Jpeg(bounds(1)?.unwrap_or(75))),
            "webp" => bounds(0).map(Self::WebP),
            "avif" => {
                let quality = bounds(1)?.unwrap_or(80);
                match speed.unwrap_or(5) {
                    speed @ 1..=10 => Ok(Self::Avif { quality, speed }),
                    speed => Err(Problem::new(format!("a speed is from 1 to 10, not {speed}"))),
                }
            }
            _ => Err(Problem::new(format!("there is no image format `{name}`"))
                .help("it is one of: auto, avif, jpeg, png, webp")),
        }
    }
}

/// `resize_image(path, width, height, op="fill", format="auto", quality, speed)`.
pub(super) fn resize_image(call: &Call<'_>) -> Answer {
    let arguments = call.arguments;
    let path = arguments.required("path")?;
    let operation = Operation::read(
        &arguments.text("op").unwrap_or_else(|| "fill".to_owned()),
        arguments.number("width")?,
        arguments.number("height")?,
    )?;
    let format = arguments.text("format").unwrap_or_else(|| "auto".to_owned());
    let quality: Option<u8> = arguments.number("quality")?;
    let speed: Option<u8> = arguments.number("speed")?;
    let question =
        Question::Resized { path: path.clone(), operation, format: format.clone(), quality, speed };
    let library = call.library;
    library.desk.memory.recall(question, || {
        let file = files::required(library, &path)?;
        let bytes = files::bytes(library, &file)?;
        let metadata = metadata::of_pixels(&bytes).map_err(|why| unreadable(&file, &why))?;
        let format = Format::read(&format, quality, speed, metadata.is_lossy)?;
        let plan = operation.plan(metadata.width, metadata.height)?;
        let name = name_of(&file.path, &bytes, &plan, format);
        let output = format!("{FOLDER}/{name}");
        let (width, height) = plan.result(metadata.width, metadata.height);
        let answer = object([
            ("url", text(format!("{}/{output}", library.config.base_url))),
            ("static_path", text(format!("static/{output}"))),
            ("width", whole(i64::from(width))),
            ("height", whole(i64::from(height))),
            ("orig_width", whole(i64::from(metadata.width))),
            ("orig_height", whole(i64::from(metadata.height))),
        ]);
        let mut wanted = library.desk.images.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.insert(output, Request { file, plan, format, size: (width, height) });
        Ok(answer)
    })
}

/// `photo.0123456789abcdef.jpg`: the hash is of the picture and of what becomes of it.
fn name_of(path: &str, bytes: &[u8], plan: &Plan, format: Format) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut hasher = blake3::Hasher::new();
    hasher.update(bytes);
    hasher.update(format!("{plan:?} {format:?}").as_bytes());
    format!("{stem}.{}.{}", &hasher.finalize().to_hex()[..16], format.ending())
}

fn unreadable(file: &files::Found, why: &str) -> Problem {
    Problem::new(format!("`{}` cannot be read as a picture: {why}", file.path))
}

/// `get_image_metadata(path, allow_missing=false)`.
pub(super) fn get_image_metadata(call: &Call<'_>) -> Answer {
    let path = call.arguments.required("path")?;
    let may_be_missing = call.arguments.boolean("allow_missing", false)?;
    let library = call.library;
    let file = match files::search(library, &path)? {
        Some(file) => file,
        None if may_be_missing => return Ok(none()),
        None => return Err(files::missing(library, &path)),
    };
    let question = Question::Picture { path: file.path.clone() };
    library.desk.memory.recall(question, || {
        let bytes = files::bytes(library, &file)?;
        let found = metadata::of(&file.path, &bytes).map_err(|why| unreadable(&file, &why))?;
        Ok(value_of(&found))
    })
}

fn value_of(metadata: &Metadata) -> Value {
    object([
        ("width", whole(i64::from(metadata.width))),
        ("height", whole(i64::from(metadata.height))),
        ("format", optional_text(metadata.format)),
        ("mime", optional_text(metadata.mime)),
        ("description", optional_text(metadata.description.as_ref())),
        ("created", optional_text(metadata.created.as_ref())),
    ])
}

/// Makes every picture that was asked for, but those that are in `made` already.
#[must_use]
pub fn make(
    library: &Library,
    made: Option<&dyn Keep>,
) -> (BTreeMap<String, Artifact>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut wanted = library.desk.images.wanted.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted = std::mem::take(&mut *wanted);
    let all: Vec<(String, Request, Result<Vec<u8>, Problem>)> = wanted
        .into_par_iter()
        .map(|(output, request)| {
            let is_wanted = |bytes: &Vec<u8>| request.is_answered_by(bytes);
            let bytes = match made.and_then(|made| made.find(&output, &is_wanted)) {
                Some(bytes) => Ok(bytes),
                None => make_one(library, &request),
            };
            (output, request, bytes)
        })
        .collect();
    if let Some(made) = made {
        let good: Vec<(&str, &[u8])> = all
            .iter()
            .filter_map(|(output, _, made)| Some((output.as_str(), made.as_deref().ok()?)))
            .collect();
        made.keep(&good);
    }
    let mut artifacts = BTreeMap::new();
    let mut told = BTreeSet::new();
    let places = library.desk.images.places.lock().unwrap_or_else(PoisonError::into_inner);
    for (output, request, bytes) in all {
        // Where one cannot be made nothing is published; that links lead to it is no mistake.
        let made = bytes.unwrap_or_else(|problem| {
            if told.insert(request.file.path.clone()) {
                let (code, message) = (&codes::IMAGE_UNREADABLE, problem.message);
                let problem = match places.get(&request.file.path) {
                    Some(span) => Diagnostic::at(code, span.clone(), message),
                    None => Diagnostic::about(code, request.file.path, message),
                };
                let help = "open the picture and save it again, or take it out";
                diagnostics.push(problem.help(help));
            }
            Vec::new()
        });
        artifacts.insert(output, Artifact::Made(made));
    }
    (artifacts, diagnostics)
}

fn make_one(library: &Library, request: &Request) -> Result<Vec<u8>, Problem> {
    let bytes = files::bytes(library, &request.file)?;
    pixels::make(&bytes, &request.plan, request.format)
        .map_err(|why| unreadable(&request.file, &why))
}

#[cfg(test)]
mod tests {
    use image::codecs::jpeg::JpegEncoder;
    use image::{DynamicImage, ImageEncoder, ImageFormat};

    use super::*;

    /// `Orientation` 6 and a description, as a camera writes them.
    const EXIF: &[u8] = b"II*\0\x08\0\0\0\x02\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\
        \x0e\x01\x02\0\x05\0\0\0\x26\0\0\0\0\0\0\0card\0";

    fn samples() -> Vec<Vec<u8>> {
        let picture = DynamicImage::new_rgba8(24, 16);
        let mut samples: Vec<Vec<u8>> = [ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif]
            .into_iter()
            .map(|format| {
                let mut bytes = std::io::Cursor::new(Vec::new());
                picture.write_to(&mut bytes, format).expect("a picture can be written");
                bytes.into_inner()
            })
            .collect();
        let mut turned = Vec::new();
        let mut encoder = JpegEncoder::new(&mut turned);
        encoder.set_exif_metadata(EXIF.to_vec()).expect("JPEG has room for that");
        encoder.encode_image(&picture.to_rgb8()).expect("a picture can be written");
        samples.push(turned);
        samples.push(b"<svg width='12px' height=\"8\" viewBox='0 0 3 2'><path/></svg>".to_vec());
        samples
    }

    #[test]
    fn a_camera_that_was_turned_is_heeded() {
        let turned = &samples()[3];
        let found = metadata::of("a.jpg", turned).expect("it is a picture");
        assert_eq!((found.width, found.height), (16, 24));
        assert_eq!(found.description.as_deref(), Some("card"));
    }

    #[test]
    fn what_was_kept_is_used_where_it_is_what_is_wanted() {
        let samples = samples();
        let sources = crate::source::Sources::from_texts([("content/a.png", "")]);
        let id = sources.find("content/a.png").expect("it is there");
        let file = files::Found::source(&sources, id);
        let is_used = |format, size, bytes: &[u8]| {
            let file = file.clone();
            Request { file, plan: Plan::default(), format, size }.is_answered_by(bytes)
        };
        let (png, web) = (&samples[0], &samples[1]);
        assert!(is_used(Format::Png, (24, 16), png));
        assert!(is_used(Format::WebP(None), (24, 16), web));
        assert!(!is_used(Format::Png, (24, 15), png));
        assert!(!is_used(Format::Png, (24, 16), web));
        assert!(!is_used(Format::Png, (24, 16), b"a secret"));
        for format in [Format::Jpeg(75), Format::Avif { quality: 80, speed: 10 }] {
            let made = pixels::make(png, &Plan::default(), format).expect("it can be made");
            assert!(is_used(format, (24, 16), &made), "{format:?}");
        }
    }

    #[test]
    fn no_picture_makes_its_reader_panic() {
        let mut state = 7_u64;
        let mut next = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize % bound.max(1)
        };
        let samples = samples();
        let plan = Plan { crop: None, size: Some((3, 3)) };
        for round in 0..1_500 {
            let mut bytes = samples[round % samples.len()].clone();
            for _ in 0..=next(4) {
                let at = next(bytes.len());
                match next(4) {
                    0 => bytes.truncate(at.max(1)),
                    _ => bytes[at] = next(256) as u8,
                }
            }
            let _ = metadata::of("a.svg", &bytes);
            let _ = metadata::of("a.avif", &bytes);
            // What is too large to be taken in is refused before its pixels are looked at.
            let size = metadata::of("a.png", &bytes).map(|found| found.width * found.height);
            if size.is_ok_and(|size| size < 1_000_000) {
                let _ = pixels::make(&bytes, &plan, Format::Jpeg(75));
            }
        }
    }
}
