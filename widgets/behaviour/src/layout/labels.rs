//! Names beside marks, each at the first of the best places for it.

use alloc::vec::Vec;

use carnet_contract::{Anchor, Atlas, Label};

use super::LABEL_SIZE;
use super::point::{Area, Point};

/// The room between a mark and its name.
const GAP: f64 = 5.0;
/// The room around the other marks and names, so that a reader sees whose name it is.
const CLEARANCE: f64 = 6.0;
/// The width of a letter and the height of a line, for letters of size 1.
const LETTER: f64 = 0.56;
const ASCENT: f64 = 0.8;
const DESCENT: f64 = 0.25;

/// Where names are tried, in order of preference: the way from the mark, and the anchor.
const SIDES: &[(f64, f64, Anchor)] = &[
    (1.0, 0.0, Anchor::Start),
    (-1.0, 0.0, Anchor::End),
    (0.0, 1.0, Anchor::Middle),
    (0.0, -1.0, Anchor::Middle),
    (0.75, 0.75, Anchor::Start),
    (-0.75, 0.75, Anchor::End),
    (0.75, -0.75, Anchor::Start),
    (-0.75, -0.75, Anchor::End),
];

/// How far from the mark names are tried, in lines: beside it, then a little shifted.
const SHIFTS: &[f64] = &[0.0, 0.5, 1.0];

pub(super) struct Labels {
    pub(super) labels: Vec<Label>,
    pub(super) boxes: Vec<Area>,
    /// Whether every name stands free.
    pub(super) clear: bool,
}

/// What speaks against a place: first what the name hides, then the ties that run through it.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
struct Cost {
    covered: f64,
    crossed: usize,
}

pub(super) fn place(atlas: &Atlas, centres: &[Point], radii: &[f64]) -> Labels {
    let marks: Vec<Area> =
        centres.iter().zip(radii).map(|(centre, radius)| centre.around(*radius)).collect();
    let ties: Vec<(Point, Point)> =
        atlas.ties.iter().map(|tie| (centres[tie.from], centres[tie.to])).collect();
    let mut placed = Labels { labels: Vec::new(), boxes: Vec::new(), clear: true };
    for (index, ally) in atlas.allies.iter().enumerate() {
        let others = || marks.iter().take(index).chain(marks.iter().skip(index + 1));
        let width = ally.name.chars().count() as f64 * LETTER * LABEL_SIZE;
        let mut best: Option<(Cost, Label, Area)> = None;
        for (label, area) in candidates(centres[index], radii[index], width) {
            let wide = area.grown(CLEARANCE);
            let cost = Cost {
                covered: others().chain(&placed.boxes).map(|it| wide.overlap(it)).sum(),
                crossed: ties.iter().filter(|(from, to)| area.is_crossed(*from, *to)).count(),
            };
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, label, area));
            }
            if cost == Cost::default() {
                break;
            }
        }
        let (cost, label, area) = best.expect("there is a first side to try");
        placed.clear &= cost.covered == 0.0;
        placed.labels.push(label);
        placed.boxes.push(area);
    }
    placed
}

fn candidates(centre: Point, radius: f64, width: f64) -> impl Iterator<Item = (Label, Area)> {
    SHIFTS.iter().flat_map(move |shift| {
        SIDES.iter().map(move |(across, down, anchor)| {
            let away = radius + GAP + shift * LABEL_SIZE;
            let x = centre.x + across * away;
            // A name below hangs from its top, one above stands on its foot.
            let middle = (ASCENT - DESCENT) / 2.0 * LABEL_SIZE;
            let half = (ASCENT + DESCENT) / 2.0 * LABEL_SIZE;
            let y = centre.y + down * (away + half) + middle;
            (Label { x, y, anchor: *anchor }, area(x, y, *anchor, width))
        })
    })
}

fn area(x: f64, y: f64, anchor: Anchor, width: f64) -> Area {
    let left = match anchor {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    Area {
        left,
        top: y - ASCENT * LABEL_SIZE,
        right: left + width,
        bottom: y + DESCENT * LABEL_SIZE,
    }
}
