//! The work on pixels: turned as the camera was held, cut, made smaller, written.

use std::io::Cursor;

use image::codecs::avif::AvifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::codecs::webp::WebPEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageEncoder, ImageReader, Limits};

use webp::PixelLayout;

use super::Format;
use super::metadata::{exif_of, explain, orientation};
use super::size::Plan;

/// The most memory that the pixels of one picture may take.
const MOST_MEMORY: u64 = 1024 * 1024 * 1024;

/// Makes a picture of another.
///
/// # Errors
/// When it cannot be read.
pub(super) fn make(bytes: &[u8], plan: &Plan, format: Format) -> Result<Vec<u8>, String> {
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|error| error.to_string())?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| explain(&error))?;
    let profile = decoder.icc_profile().ok().flatten();
    let turned = exif_of(&mut decoder).map_or(1, |exif| orientation(&exif));
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| explain(&error))?;
    let mut picture = turn(picture, turned);
    if let Some((left, top, width, height)) = plan.crop {
        picture = picture.crop(left, top, width, height);
    }
    if let Some((width, height)) = plan.size {
        picture = picture.resize_exact(width, height, FilterType::Lanczos3);
    }
    match format {
        Format::WebP(Some(quality)) => web(&picture, quality),
        _ => write(&picture, format, profile).map_err(|error| explain(&error)),
    }
}

/// Turns a picture as its `Orientation` says.
fn turn(picture: DynamicImage, orientation: u32) -> DynamicImage {
    match orientation {
        2 => picture.fliph(),
        3 => picture.rotate180(),
        4 => picture.flipv(),
        5 => picture.fliph().rotate270(),
        6 => picture.rotate90(),
        7 => picture.fliph().rotate90(),
        8 => picture.rotate270(),
        _ => picture,
    }
}

fn write(
    picture: &DynamicImage,
    format: Format,
    profile: Option<Vec<u8>>,
) -> image::ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    // A format that cannot hold the colours' profile is written without it.
    let with_profile = |encoder: &mut dyn ImageEncoder| {
        if let Some(profile) = profile {
            let _ = encoder.set_icc_profile(profile);
        }
    };
    match format {
        Format::Jpeg(quality) => {
            let mut encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
            with_profile(&mut encoder);
            encoder.encode_image(picture)?;
        }
        Format::Png => {
            let mut encoder = PngEncoder::new(&mut bytes);
            with_profile(&mut encoder);
            picture.write_with_encoder(encoder)?;
        }
        Format::WebP(_) => {
            let mut encoder = WebPEncoder::new_lossless(&mut bytes);
            with_profile(&mut encoder);
            of_eight_bits(picture).write_with_encoder(encoder)?;
        }
        Format::Avif { quality, speed } => {
            // With one thread: how a picture is cut into tiles must not depend on the machine.
            let encoder = AvifEncoder::new_with_speed_quality(&mut bytes, speed, quality);
            of_eight_bits(picture).write_with_encoder(encoder.with_num_threads(Some(1)))?;
        }
    }
    Ok(bytes)
}

/// A picture with eight bits a colour, with or without transparency.
fn of_eight_bits(picture: &DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    }
}

/// WebP that loses something, which holds no profile of colours.
fn web(picture: &DynamicImage, quality: u8) -> Result<Vec<u8>, String> {
    let plain = of_eight_bits(picture);
    let layout = if plain.color().has_alpha() { PixelLayout::Rgba } else { PixelLayout::Rgb };
    webp::Encoder::new(plain.as_bytes(), layout, plain.width(), plain.height())
        .encode_simple(false, f32::from(quality))
        .map(|written| written.to_vec())
        .map_err(|_| "it cannot be written as WebP, which is 16383 pixels wide at most".to_owned())
}
