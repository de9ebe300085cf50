//! What the layout module promises, case by case.

mod demonstration;

use alloc::format;
use alloc::string::String;

use carnet_contract::{Ally, Label, Place, Tie};

use super::*;

/// A repeatable atlas: groups of allies, a tree of ties within it, and some across.
fn atlas(allies: usize, groups: usize) -> Atlas {
    let mut state = 7_u64;
    let mut next = |bound: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % bound
    };
    let names = ["Coop du Nord", "Claudia Loutfi", "Ville de Québec", "entrACTE", "Les AmiEs"];
    let ally = |index: usize| Ally {
        name: format!("{} {index}", names[index % names.len()]),
        group: (index % 9 != 8).then(|| format!("g{}", index % groups)),
    };
    let tie = |to: usize| Tie { from: next(to), to };
    Atlas { allies: (0..allies).map(ally).collect(), ties: (1..allies).map(tie).collect() }
}

/// The box of a name: left, top, right, bottom.
fn area(label: &Label, name: &str) -> [f64; 4] {
    let width = name.chars().count() as f64 * 0.5 * LABEL_SIZE;
    let left = match label.anchor.name() {
        "start" => label.x,
        "middle" => label.x - width / 2.0,
        _ => label.x - width,
    };
    [left, label.y - LABEL_SIZE * 0.75, left + width, label.y + LABEL_SIZE * 0.2]
}

fn covers(one: &Label, one_name: &str, other: &Label, other_name: &str) -> bool {
    let (a, b) = (area(one, one_name), area(other, other_name));
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// How far a mark is from a name; less than nothing where one covers the other.
fn gap(label: &Label, name: &str, mark: &Place) -> f64 {
    let [left, top, right, bottom] = area(label, name);
    let x = mark.x.clamp(left, right) - mark.x;
    let y = mark.y.clamp(top, bottom) - mark.y;
    libm::hypot(x, y) - mark.radius
}

fn check_names(atlas: &Atlas, placed: &Placed) {
    for (one, a) in placed.places.iter().enumerate() {
        let name = &atlas.allies[one].name;
        let own = gap(&a.label, name, a);
        assert!(own > 0.0, "{name} covers its own mark");
        for (other, b) in placed.places.iter().enumerate().filter(|(other, _)| *other != one) {
            let other_name = &atlas.allies[other].name;
            let near = gap(&a.label, name, b);
            assert!(near > own, "{name}: {own} from its mark, {near} from {other_name}");
            assert!(!covers(&a.label, name, &b.label, other_name), "{name} covers {other_name}");
        }
    }
}

fn fingerprint(placed: &Placed) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for place in &placed.places {
        for number in [place.x, place.y, place.radius, place.label.x, place.label.y] {
            hash = (hash ^ ((number * 10.0) as i64 as u64)).wrapping_mul(0x100_0000_01b3);
        }
    }
    format!("{}×{} {hash:016x}", placed.width, placed.height)
}

#[test]
fn nothing_covers_anything() {
    for (allies, groups) in [(1, 1), (2, 1), (25, 4), (60, 5), (150, 8), (300, 12)] {
        let atlas = atlas(allies, groups);
        let placed = layout(&atlas);
        for (one, a) in placed.places.iter().enumerate() {
            assert!(a.x - a.radius >= 0.0 && a.x + a.radius <= placed.width);
            assert!(a.y - a.radius >= 0.0 && a.y + a.radius <= placed.height);
            for (other, b) in placed.places.iter().enumerate().skip(one + 1) {
                let distance = libm::hypot(a.x - b.x, a.y - b.y);
                assert!(distance > a.radius + b.radius, "{allies} allies: marks {one}, {other}");
            }
        }
        check_names(&atlas, &placed);
    }
}

#[test]
fn a_name_is_nearest_to_its_own_mark() {
    let atlas = demonstration::atlas();
    let placed = layout(&atlas);
    check_names(&atlas, &placed);
    // A page at 1280 pixels has about 890 for it, where letters can still be read.
    assert!(placed.width < 1000.0, "{} is too wide", placed.width);
}

#[test]
fn numbers_are_multiples_of_a_tenth() {
    for place in layout(&atlas(40, 4)).places {
        for number in [place.x, place.y, place.radius, place.label.x, place.label.y] {
            assert_eq!(number, quantise(number));
        }
    }
}

#[test]
fn groups_lean_together() {
    let atlas = atlas(60, 4);
    let placed = layout(&atlas);
    let (mut within, mut across) = ((0.0, 0.0), (0.0, 0.0));
    for (one, a) in placed.places.iter().enumerate() {
        for (other, b) in placed.places.iter().enumerate().skip(one + 1) {
            let same = atlas.allies[one].group == atlas.allies[other].group;
            let sum = if same { &mut within } else { &mut across };
            sum.0 += libm::hypot(a.x - b.x, a.y - b.y);
            sum.1 += 1.0;
        }
    }
    assert!(within.0 / within.1 < across.0 / across.1);
}

#[test]
fn an_empty_atlas_is_a_small_empty_sheet() {
    let placed = layout(&Atlas::default());
    assert_eq!((placed.width, placed.height, placed.places.len()), (32.0, 32.0, 0));
}

#[test]
fn the_picture_is_the_same_everywhere() {
    assert_eq!(fingerprint(&layout(&atlas(40, 4))), "1046×704 e98cb4b9531b2374");
}
