//! The part of the map that is in sight: a scale and a shift that never show the outside.

use alloc::string::String;

/// A step of the zoom, or back to the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zoom {
    /// Closer.
    In,
    /// Back.
    Out,
    /// To the whole map.
    Fit,
}

/// A side of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The left.
    Left,
    /// The right.
    Right,
    /// The top.
    Up,
    /// The bottom.
    Down,
}

/// On which sides more of the map lies outside a frame that scrolls.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Room {
    /// To the left.
    pub left: bool,
    /// To the right.
    pub right: bool,
}

impl Room {
    pub(super) fn is_any(self) -> bool {
        self.left || self.right
    }

    pub(super) fn is_on(self, side: Side) -> bool {
        match side {
            Side::Left => self.left,
            Side::Right => self.right,
            Side::Up | Side::Down => false,
        }
    }
}

/// The part of the map that is in sight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct View {
    width: f64,
    height: f64,
    scale: f64,
    x: f64,
    y: f64,
}

/// The scale of a step, and the closest look.
const STEP: f64 = 1.5;
const CLOSEST: f64 = 8.0;

/// The height of letters, in the units of the view, and the least in pixels that can be read.
const LETTER: f64 = 13.0;
const READABLE: f64 = 10.0;

/// How much of the view a pan passes over, and how much of it is too near the edge for a focus.
const PAN: f64 = 0.25;
const EDGE: f64 = 0.12;

impl View {
    /// All of a map of that size.
    pub(super) fn whole(width: f64, height: f64) -> View {
        View { width, height, scale: 1.0, x: 0.0, y: 0.0 }
    }

    /// The value of the `transform` that shows this view.
    pub fn transform(&self) -> String {
        let mut text = String::from("translate(");
        decimal(self.x, &mut text);
        text.push(' ');
        decimal(self.y, &mut text);
        text.push_str(") scale(");
        decimal(self.scale, &mut text);
        text.push(')');
        text
    }

    /// Whether a step of the zoom would change what is seen.
    pub fn can_zoom(&self, zoom: Zoom) -> bool {
        match zoom {
            Zoom::In => self.scale < CLOSEST,
            Zoom::Out => self.scale > 1.0,
            // It also fits the map in its frame, which is not known here.
            Zoom::Fit => true,
        }
    }

    /// Whether there is more to see on a side.
    pub fn can_pan(&self, side: Side) -> bool {
        self.panned(side) != *self
    }

    /// Whether letters are too small to be read where a pixel is that much of the view.
    pub(super) fn is_small(&self, ratio: f64) -> bool {
        LETTER * self.scale < READABLE * ratio
    }

    /// Where a point of the map is seen.
    pub(super) fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        (self.x + x * self.scale, self.y + y * self.scale)
    }

    pub(super) fn middle(&self) -> (f64, f64) {
        (self.width / 2.0, self.height / 2.0)
    }

    /// A step closer or back, with what is seen at a point staying there.
    pub(super) fn zoomed(&self, zoom: Zoom, x: f64, y: f64) -> View {
        let scale = match zoom {
            Zoom::In => self.scale * STEP,
            Zoom::Out => self.scale / STEP,
            Zoom::Fit => 1.0,
        };
        let scale = scale.clamp(1.0, CLOSEST);
        let ratio = scale / self.scale;
        let view =
            View { scale, x: x - (x - self.x) * ratio, y: y - (y - self.y) * ratio, ..*self };
        view.clamped()
    }

    /// A look further to a side.
    pub(super) fn panned(&self, side: Side) -> View {
        let (x, y) = match side {
            Side::Left => (1.0, 0.0),
            Side::Right => (-1.0, 0.0),
            Side::Up => (0.0, 1.0),
            Side::Down => (0.0, -1.0),
        };
        self.moved(x * self.width * PAN, y * self.height * PAN)
    }

    pub(super) fn moved(&self, x: f64, y: f64) -> View {
        View { x: self.x + x, y: self.y + y, ..*self }.clamped()
    }

    /// The least move that brings a point of the map well into sight.
    pub(super) fn revealing(&self, point: (f64, f64)) -> View {
        let (x, y) = self.place(point);
        let inside = |at: f64, size: f64| at.clamp(size * EDGE, size * (1.0 - EDGE)) - at;
        self.moved(inside(x, self.width), inside(y, self.height))
    }

    fn clamped(&self) -> View {
        let within = |shift: f64, size: f64| shift.clamp(size * (1.0 - self.scale), 0.0);
        View { x: within(self.x, self.width), y: within(self.y, self.height), ..*self }
    }
}

/// Writes a number to the hundredth, without the weight of floating-point formatting.
fn decimal(number: f64, into: &mut String) {
    let hundredths = (number * 100.0 + if number < 0.0 { -0.5 } else { 0.5 }) as i64;
    if hundredths < 0 {
        into.push('-');
    }
    let rest = hundredths.unsigned_abs();
    let mut place = 100;
    while place * 10 <= rest {
        place *= 10;
    }
    while place > 0 {
        let digit = u32::try_from(rest / place % 10).unwrap_or(0);
        into.push(char::from_digit(digit, 10).unwrap_or('0'));
        if place == 100 {
            if rest.is_multiple_of(100) {
                break;
            }
            into.push('.');
        }
        place /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> View {
        View::whole(1000.0, 500.0)
    }

    #[test]
    fn numbers_are_short() {
        for (number, expect) in [
            (0.0, "0"),
            (-0.001, "0"),
            (1.0, "1"),
            (3.375, "3.38"),
            (-12.5, "-12.50"),
            (1234.06, "1234.06"),
            (-0.25, "-0.25"),
        ] {
            let mut text = String::new();
            decimal(number, &mut text);
            assert_eq!(text, expect);
        }
    }

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let view = whole().zoomed(Zoom::In, 300.0, 200.0);
        assert_eq!(view.transform(), "translate(-150 -100) scale(1.50)");
        assert_eq!(view.place((300.0, 200.0)), (300.0, 200.0));
        assert_eq!(view.zoomed(Zoom::Out, 300.0, 200.0), whole());
    }

    #[test]
    fn the_zoom_has_ends() {
        let closest = (0..20).fold(whole(), |view, _| view.zoomed(Zoom::In, 0.0, 0.0));
        assert_eq!(closest.transform(), "translate(0 0) scale(8)");
        assert_eq!(closest.zoomed(Zoom::Fit, 900.0, 100.0), whole());
        assert_eq!(whole().zoomed(Zoom::Out, 0.0, 0.0), whole());
        let can = |view: View| [Zoom::In, Zoom::Out, Zoom::Fit].map(|zoom| view.can_zoom(zoom));
        assert_eq!(can(whole()), [true, false, true]);
        assert_eq!(can(whole().zoomed(Zoom::In, 0.0, 0.0)), [true, true, true]);
        assert_eq!(can(closest), [false, true, true]);
    }

    #[test]
    fn a_pan_has_ends() {
        let can = |view: View| {
            [Side::Left, Side::Right, Side::Up, Side::Down].map(|side| view.can_pan(side))
        };
        assert_eq!(can(whole()), [false; 4]);
        assert_eq!(can(whole().zoomed(Zoom::In, 0.0, 500.0)), [false, true, true, false]);
    }

    #[test]
    fn the_outside_is_never_shown() {
        assert_eq!(whole().moved(50.0, -50.0), whole());
        let view = whole().zoomed(Zoom::In, 500.0, 250.0);
        assert_eq!(view.moved(9999.0, 9999.0).transform(), "translate(0 0) scale(1.50)");
        assert_eq!(view.moved(-9999.0, -9999.0).transform(), "translate(-500 -250) scale(1.50)");
        assert_eq!(view.panned(Side::Left).transform(), "translate(0 -125) scale(1.50)");
        assert_eq!(view.panned(Side::Down).transform(), "translate(-250 -250) scale(1.50)");
    }

    #[test]
    fn a_point_is_brought_into_sight_with_the_least_move() {
        let view = whole().zoomed(Zoom::In, 0.0, 0.0);
        assert_eq!(view.revealing((300.0, 200.0)), view);
        let (x, y) = view.revealing((900.0, 200.0)).place((900.0, 200.0));
        assert_eq!((x, y), (880.0, 300.0));
        assert_eq!(view.revealing((0.0, 0.0)), view);
    }
}
