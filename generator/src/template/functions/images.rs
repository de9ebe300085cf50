//! Pictures in other sizes: `resize_image`; and what a picture says of itself:
//! `get_image_metadata`.
//!
//! A call only reads the picture's head and notes what is asked for. What was asked for is made
//! once, in parallel, when all pages are known ([`make`]), and becomes a file of the output: no
//! source is touched. Its name holds a hash of the picture and of what was done to it.

mod metadata;
mod pixels;
mod size;

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;

use super::{Answer, Call, Problem, files};
use crate::diagnostic::{Diagnostic, codes};
use crate::site::Artifact;
use crate::template::Library;
use crate::template::value::{Value, object, optional, optional_text, text, whole};
use metadata::Metadata;
use size::{Operation, Plan};

/// The folder of the output that they are written to.
const FOLDER: &str = "processed_images";

/// What templates have asked for, by the file to write.
#[derive(Debug, Default)]
pub struct Requests {
    wanted: Mutex<BTreeMap<String, Request>>,
}

/// One picture to make.
#[derive(Clone, Debug)]
struct Request {
    file: files::Found,
    plan: Plan,
    format: Format,
}

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// With a quality from 1 to 100.
    Jpeg(u8),
    /// Without loss.
    Png,
    /// Without loss.
    WebP,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Jpeg(_) => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }

    fn read(name: &str, quality: Option<u8>, is_lossy: bool) -> Result<Self, Problem> {
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
            "webp" => {
                bounds(0)?;
                Ok(Self::WebP)
            }
            "avif" => Err(Problem::new("carnet writes no AVIF").help("write format=\"webp\"")),
            _ => Err(Problem::new(format!("there is no image format `{name}`"))
                .help("it is one of: auto, jpeg, png, webp")),
        }
    }
}

/// `resize_image(path, width, height, op="fill", format="auto", quality)`.
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
    let key = format!("resize {operation:?} {format} {quality:?} {path}");
    let library = call.library;
    library.memory.recall(&key, || {
        let file = files::required(library, &path)?;
        let bytes = files::bytes(library, &file)?;
        let metadata = metadata::of_pixels(&bytes).map_err(|why| unreadable(&file, &why))?;
        let format = Format::read(&format, quality, metadata.is_lossy)?;
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
        if let Ok(mut wanted) = library.images.wanted.lock() {
            wanted.insert(output, Request { file, plan, format });
        }
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
        None if may_be_missing => return Ok(optional(None)),
        None => return Err(files::missing(library, &path)),
    };
    library.memory.recall(&format!("picture {}", file.path), || {
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

/// Makes every picture that was asked for.
#[must_use]
pub fn make(library: &Library) -> (BTreeMap<String, Artifact>, Vec<Diagnostic>) {
    let wanted = match library.images.wanted.lock() {
        Ok(mut wanted) => std::mem::take(&mut *wanted),
        Err(_) => BTreeMap::new(),
    };
    let made: Vec<(String, Request, Result<Vec<u8>, Problem>)> = wanted
        .into_par_iter()
        .map(|(output, request)| {
            let made = files::bytes(library, &request.file).and_then(|bytes| {
                pixels::make(&bytes, &request.plan, request.format)
                    .map_err(|why| unreadable(&request.file, &why))
            });
            (output, request, made)
        })
        .collect();
    let mut artifacts = BTreeMap::new();
    let mut diagnostics = Vec::new();
    for (output, request, made) in made {
        match made {
            Ok(bytes) => {
                artifacts.insert(output, Artifact::Made(bytes));
            }
            Err(problem) => diagnostics.push(Diagnostic::about(
                &codes::IMAGE_UNREADABLE,
                request.file.path,
                problem.message,
            )),
        }
    }
    (artifacts, diagnostics)
}
