//! Points and boxes on the sheet.

/// A point, or the way from one point to another.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

/// A box whose sides follow the sheet's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Point {
    pub(super) fn plus(self, other: Point) -> Point {
        Point { x: self.x + other.x, y: self.y + other.y }
    }

    pub(super) fn minus(self, other: Point) -> Point {
        Point { x: self.x - other.x, y: self.y - other.y }
    }

    pub(super) fn scaled(self, factor: f64) -> Point {
        Point { x: self.x * factor, y: self.y * factor }
    }

    pub(super) fn length(self) -> f64 {
        libm::sqrt(self.x * self.x + self.y * self.y)
    }

    pub(super) fn around(self, radius: f64) -> Area {
        Area {
            left: self.x - radius,
            top: self.y - radius,
            right: self.x + radius,
            bottom: self.y + radius,
        }
    }
}

impl Area {
    pub(super) fn union(&self, other: &Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    pub(super) fn grown(&self, room: f64) -> Area {
        Area {
            left: self.left - room,
            top: self.top - room,
            right: self.right + room,
            bottom: self.bottom + room,
        }
    }

    /// The surface that two boxes share.
    pub(super) fn overlap(&self, other: &Area) -> f64 {
        let width = self.right.min(other.right) - self.left.max(other.left);
        let height = self.bottom.min(other.bottom) - self.top.max(other.top);
        width.max(0.0) * height.max(0.0)
    }

    /// How far a point lies from the box.
    pub(super) fn distance(&self, point: Point) -> f64 {
        let x = point.x.clamp(self.left, self.right) - point.x;
        let y = point.y.clamp(self.top, self.bottom) - point.y;
        Point { x, y }.length()
    }

    /// Whether the straight line between two points enters the box.
    pub(super) fn is_crossed(&self, from: Point, to: Point) -> bool {
        let way = to.minus(from);
        // The part of the line, from 0 to 1, that lies between two parallel sides.
        let between = |start: f64, way: f64, low: f64, high: f64| {
            if way == 0.0 {
                return if (low..=high).contains(&start) { (0.0, 1.0) } else { (1.0, 0.0) };
            }
            let (one, other) = ((low - start) / way, (high - start) / way);
            (one.min(other), one.max(other))
        };
        let across = between(from.x, way.x, self.left, self.right);
        let down = between(from.y, way.y, self.top, self.bottom);
        across.0.max(down.0).max(0.0) < across.1.min(down.1).min(1.0)
    }
}

/// The nearest multiple of 0.1, so that the page is short and a tremor of the last digit is lost.
pub(super) fn quantise(number: f64) -> f64 {
    libm::round(number * 10.0) / 10.0
}
