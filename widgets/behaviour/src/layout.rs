//! The atlas laid out: the same picture on every machine, for ever, or until the atlas changes.
//!
//! A layout library would save little here and cost that promise: the usual ones (fjadra, the port
//! of d3-force, among them) call `cos`, `powf` and `hypot`, whose last digit is the platform's
//! own, and a simulation makes a last digit grow. So forces are plain sums over all pairs, which a
//! few hundred allies can afford, with no function but the square root, which IEEE 754 fixes. This
//! crate has no standard library, and with it none of the others.

use alloc::vec::Vec;

use carnet_contract::{Atlas, Place, Placed};

mod forces;
mod labels;
mod point;

use point::{Point, quantise};

/// The size of the letters of a label, in the units of the sheet.
pub const LABEL_SIZE: f64 = 13.0;

/// The empty border around everything that is drawn.
const MARGIN: f64 = 16.0;

/// How much the picture grows when its labels find no room, and how often at most.
const SPREAD: f64 = 1.05;
const SPREADS: usize = 36;

/// Places the allies of an atlas and their names.
///
/// Tied allies come close, allies of one group lean together, and no mark or name covers another.
pub fn layout(atlas: &Atlas) -> Placed {
    let degrees = degrees(atlas);
    let radii: Vec<f64> = degrees.iter().copied().map(radius).collect();
    let mut centres = forces::settle(atlas, &degrees, &radii);
    let mut labels = labels::place(atlas, &centres, &radii);
    for _ in 0..SPREADS {
        if labels.clear {
            break;
        }
        centres = centres.iter().map(|it| it.scaled(SPREAD)).collect();
        labels = labels::place(atlas, &centres, &radii);
    }
    sheet(&centres, &radii, labels)
}

/// Half the size of a mark, by the number of ties of its ally.
fn radius(degree: usize) -> f64 {
    quantise((10.0 + 2.0 * libm::sqrt(degree as f64)).min(20.0))
}

fn degrees(atlas: &Atlas) -> Vec<usize> {
    let mut degrees = alloc::vec![0; atlas.allies.len()];
    for tie in &atlas.ties {
        degrees[tie.from] += 1;
        degrees[tie.to] += 1;
    }
    degrees
}

/// Moves everything so that the drawing starts at the margin of a sheet that fits it.
fn sheet(centres: &[Point], radii: &[f64], labels: labels::Labels) -> Placed {
    let marks = centres.iter().zip(radii).map(|(centre, radius)| centre.around(*radius));
    let drawn = marks.chain(labels.boxes).reduce(|one, other| one.union(&other));
    let Some(drawn) = drawn else {
        return Placed { width: 2.0 * MARGIN, height: 2.0 * MARGIN, places: Vec::new() };
    };
    let (left, top) = (MARGIN - drawn.left, MARGIN - drawn.top);
    let place = |((centre, radius), label): ((&Point, &f64), carnet_contract::Label)| Place {
        x: quantise(centre.x + left),
        y: quantise(centre.y + top),
        radius: *radius,
        label: carnet_contract::Label {
            x: quantise(label.x + left),
            y: quantise(label.y + top),
            anchor: label.anchor,
        },
    };
    Placed {
        width: libm::ceil(drawn.right + left + MARGIN),
        height: libm::ceil(drawn.bottom + top + MARGIN),
        places: centres.iter().zip(radii).zip(labels.labels).map(place).collect(),
    }
}

#[cfg(test)]
mod tests;
