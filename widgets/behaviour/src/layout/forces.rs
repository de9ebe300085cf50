//! The forces that place the allies, after d3-force: velocities that fade as the picture cools.

use alloc::collections::BTreeMap;
use alloc::vec;
use alloc::vec::Vec;

use carnet_contract::Atlas;

use super::point::Point;

/// How many times the picture moves, and what each move leaves of its heat and of its speed.
const TICKS: usize = 400;
const COOLING: f64 = 0.985;
const FRICTION: f64 = 0.6;

/// How strongly allies push each other away, and how far apart they stop.
const CHARGE: f64 = 700.0;
const REACH: f64 = 320.0;
/// The length a tie wants.
const LENGTH: f64 = 90.0;
/// How strongly an ally leans towards the others of its group.
const COHESION: f64 = 0.06;
/// How strongly the sheet pulls to its middle; more in height, for a sheet wider than high.
const GRAVITY: Point = Point { x: 0.03, y: 0.048 };
/// The least room between two marks.
const GAP: f64 = 16.0;

/// One turn of the golden angle, as the cosine and the sine that no platform has to compute.
const TURN: Point = Point { x: -0.737_368_878_078_32, y: 0.675_490_294_261_524 };

/// Where the allies come to rest.
pub(super) fn settle(atlas: &Atlas, degrees: &[usize], radii: &[f64]) -> Vec<Point> {
    let groups = groups(atlas);
    let mut places = start(&groups, atlas.allies.len());
    let mut speeds = vec![Point::default(); places.len()];
    let mut heat = 1.0;
    for _ in 0..TICKS {
        heat *= COOLING;
        repel(&places, &mut speeds, heat);
        attract(atlas, degrees, &places, &mut speeds, heat);
        gather(&groups, &places, &mut speeds, heat);
        for (place, speed) in places.iter_mut().zip(&mut speeds) {
            speed.x -= place.x * GRAVITY.x * heat;
            speed.y -= place.y * GRAVITY.y * heat;
            *speed = speed.scaled(FRICTION);
            *place = place.plus(*speed);
        }
        part(&mut places, radii);
    }
    // The last moves may have pushed a mark onto another.
    for _ in 0..TICKS {
        if !part(&mut places, radii) {
            break;
        }
    }
    places
}

/// The allies of each named group, in the order of their names; then one group for each other.
fn groups(atlas: &Atlas) -> Vec<Vec<usize>> {
    let mut named = BTreeMap::<&str, Vec<usize>>::new();
    let mut alone = Vec::new();
    for (index, ally) in atlas.allies.iter().enumerate() {
        match &ally.group {
            Some(group) => named.entry(group).or_default().push(index),
            None => alone.push(vec![index]),
        }
    }
    named.into_values().chain(alone).collect()
}

/// A spiral of allies, group after group, where no two stand on one point.
fn start(groups: &[Vec<usize>], count: usize) -> Vec<Point> {
    let mut places = vec![Point::default(); count];
    let mut direction = Point { x: 1.0, y: 0.0 };
    for (rank, ally) in groups.iter().flatten().enumerate() {
        places[*ally] = direction.scaled(40.0 * libm::sqrt(0.5 + rank as f64));
        direction = Point {
            x: direction.x * TURN.x - direction.y * TURN.y,
            y: direction.x * TURN.y + direction.y * TURN.x,
        };
    }
    places
}

/// Pushes allies near each other apart, by the inverse of their distance.
fn repel(places: &[Point], speeds: &mut [Point], heat: f64) {
    for one in 0..places.len() {
        for other in one + 1..places.len() {
            let way = places[other].minus(places[one]);
            let square = (way.x * way.x + way.y * way.y).max(1.0);
            if square > REACH * REACH {
                continue;
            }
            let push = way.scaled(CHARGE * heat / square);
            speeds[one] = speeds[one].minus(push);
            speeds[other] = speeds[other].plus(push);
        }
    }
}

/// Pulls tied allies to the length of a tie; the one with fewer ties moves more.
fn attract(atlas: &Atlas, degrees: &[usize], places: &[Point], speeds: &mut [Point], heat: f64) {
    for tie in &atlas.ties {
        let way = places[tie.to].minus(places[tie.from]);
        let length = way.length().max(1.0);
        let (from, to) = (degrees[tie.from] as f64, degrees[tie.to] as f64);
        let pull = way.scaled((length - LENGTH) / length * heat / from.min(to));
        let share = from / (from + to);
        speeds[tie.to] = speeds[tie.to].minus(pull.scaled(share));
        speeds[tie.from] = speeds[tie.from].plus(pull.scaled(1.0 - share));
    }
}

/// Leans allies towards the middle of their group.
fn gather(groups: &[Vec<usize>], places: &[Point], speeds: &mut [Point], heat: f64) {
    for group in groups.iter().filter(|it| it.len() > 1) {
        let sum = group.iter().fold(Point::default(), |sum, ally| sum.plus(places[*ally]));
        let middle = sum.scaled(1.0 / group.len() as f64);
        for ally in group {
            let lean = middle.minus(places[*ally]).scaled(COHESION * heat);
            speeds[*ally] = speeds[*ally].plus(lean);
        }
    }
}

/// Moves apart the marks that have too little room between them; says whether there were any.
fn part(places: &mut [Point], radii: &[f64]) -> bool {
    let mut moved = false;
    for one in 0..places.len() {
        for other in one + 1..places.len() {
            let room = radii[one] + radii[other] + GAP;
            let way = places[other].minus(places[one]);
            let length = way.length();
            if length + 0.01 >= room {
                continue;
            }
            moved = true;
            // Marks on one point have no way between them: any will do, if it is always the same.
            let way = if length > 0.0 { way.scaled(1.0 / length) } else { TURN };
            let push = way.scaled((room - length) / 2.0);
            places[one] = places[one].minus(push);
            places[other] = places[other].plus(push);
        }
    }
    moved
}
