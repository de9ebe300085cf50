//! Names beside marks, each at the first of the best places for it.

use alloc::vec::Vec;

use carnet_contract::{Anchor, Atlas, Label};

use super::LABEL_SIZE;
use super::point::{Area, Point};

/// The room between a mark and its name.
const GAP: f64 = 5.0;
/// The room around the other marks and names, so that a reader sees whose name it is.
const CLEARANCE: f64 = 6.0;
/// How many times farther than its own mark the next one must be from a name.
const FARTHER: f64 = 1.25;
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
    (0.95, 0.3, Anchor::Start),
    (-0.95, 0.3, Anchor::End),
    (0.95, -0.3, Anchor::Start),
    (-0.95, -0.3, Anchor::End),
    (-0.3, 0.95, Anchor::Start),
    (0.3, 0.95, Anchor::End),
    (-0.3, -0.95, Anchor::Start),
    (0.3, -0.95, Anchor::End),
];

/// How far from the mark names are tried, in lines: beside it, then a little shifted.
const SHIFTS: &[f64] = &[0.0, 0.25, 0.5, 1.0];

/// How many times the names that do not stand well are tried again, among all the others.
const ROUNDS: usize = 6;

pub(super) struct Labels {
    pub(super) labels: Vec<Label>,
    pub(super) boxes: Vec<Area>,
    /// Whether every name stands free, and nearest to its own mark.
    pub(super) clear: bool,
}

/// What speaks against a place: first what the name hides, then the marks it could be taken to
/// name, then the ties that run through it.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
struct Cost {
    covered: f64,
    mistaken: usize,
    crossed: usize,
}

/// A mark: its centre and half its size.
#[derive(Debug, Clone, Copy)]
struct Mark {
    centre: Point,
    radius: f64,
}

struct Placing<'a> {
    atlas: &'a Atlas,
    marks: Vec<Mark>,
    ties: Vec<(Point, Point)>,
    labels: Vec<(Cost, Label, Area)>,
}

pub(super) fn place(atlas: &Atlas, centres: &[Point], radii: &[f64]) -> Labels {
    let marks = centres.iter().zip(radii).map(|(centre, radius)| (*centre, *radius));
    let mut placing = Placing {
        atlas,
        marks: marks.map(|(centre, radius)| Mark { centre, radius }).collect(),
        ties: atlas.ties.iter().map(|tie| (centres[tie.from], centres[tie.to])).collect(),
        labels: Vec::with_capacity(centres.len()),
    };
    for ally in 0..centres.len() {
        let best = placing.best(ally);
        placing.labels.push(best);
    }
    for _ in 0..ROUNDS {
        if !placing.improve() {
            break;
        }
    }
    let stands = |(cost, ..): &(Cost, Label, Area)| cost.covered == 0.0 && cost.mistaken == 0;
    Labels {
        clear: placing.labels.iter().all(stands),
        labels: placing.labels.iter().map(|(_, label, _)| *label).collect(),
        boxes: placing.labels.iter().map(|(_, _, area)| *area).collect(),
    }
}

impl Placing<'_> {
    /// Tries again every name that something speaks against; says whether any moved.
    fn improve(&mut self) -> bool {
        let mut moved = false;
        for ally in 0..self.labels.len() {
            let (_, label, area) = self.labels[ally];
            // What stood well when it was placed may have got a neighbour since.
            let cost = self.cost(ally, &area);
            self.labels[ally] = (cost, label, area);
            if cost == Cost::default() {
                continue;
            }
            let best = self.best(ally);
            if best.0 < cost {
                self.labels[ally] = best;
                moved = true;
            }
        }
        moved
    }

    /// The place for a name that has the least against it, among the names that have theirs.
    fn best(&self, ally: usize) -> (Cost, Label, Area) {
        let Mark { centre, radius } = self.marks[ally];
        let width = self.atlas.allies[ally].name.chars().count() as f64 * LETTER * LABEL_SIZE;
        let mut best: Option<(Cost, Label, Area)> = None;
        for (label, area) in candidates(centre, radius, width) {
            let cost = self.cost(ally, &area);
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, label, area));
            }
            if cost == Cost::default() {
                break;
            }
        }
        best.expect("there is a first side to try")
    }

    fn cost(&self, ally: usize, area: &Area) -> Cost {
        let wide = area.grown(CLEARANCE);
        let others = || self.marks.iter().enumerate().filter(|(it, _)| *it != ally);
        let marks = others().map(|(_, it)| wide.overlap(&it.centre.around(it.radius)));
        let names = self.labels.iter().enumerate().filter(|(it, _)| *it != ally);
        let gap = |mark: &Mark| area.distance(mark.centre) - mark.radius;
        let least = gap(&self.marks[ally]).max(GAP) * FARTHER;
        let is_crossed = |(from, to): &&(Point, Point)| area.is_crossed(*from, *to);
        Cost {
            covered: marks.chain(names.map(|(_, (_, _, it))| wide.overlap(it))).sum(),
            mistaken: others().filter(|(_, mark)| gap(mark) < least).count(),
            crossed: self.ties.iter().filter(is_crossed).count(),
        }
    }
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
