//! What becomes of a picture's size: which part is kept, and how large it is in the end.

use crate::template::functions::Problem;

/// The widest and highest that a picture may become.
const LARGEST: u32 = 16_384;

/// The most pixels that a picture may have.
pub(super) const MOST_PIXELS: u64 = 100_000_000;

/// What a template asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::template::functions) enum Operation {
    /// To these measures, whatever its proportions were.
    Scale(u32, u32),
    /// To this width.
    FitWidth(u32),
    /// To this height.
    FitHeight(u32),
    /// Into these measures, never larger than it is.
    Fit(u32, u32),
    /// To these measures; what does not fit is cut off at the sides.
    Fill(u32, u32),
}

/// What is done, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Left, top, width and height of the part that is kept.
    pub(super) crop: Option<(u32, u32, u32, u32)>,
    /// The measures in the end.
    pub(super) size: Option<(u32, u32)>,
}

impl Operation {
    pub(super) fn read(
        name: &str,
        width: Option<u32>,
        height: Option<u32>,
    ) -> Result<Self, Problem> {
        let lacks = |what: &str| Problem::new(format!("op=\"{name}\" needs {what}"));
        // What an operation does not look at may be anything.
        let measures = match name {
            "fit_width" => [width, None],
            "fit_height" => [None, height],
            _ => [width, height],
        };
        if measures.into_iter().flatten().any(|measure| measure == 0 || measure > LARGEST) {
            return Err(Problem::new(format!(
                "a picture is from 1 to {LARGEST} pixels wide and high"
            )));
        }
        let both = || width.zip(height).ok_or_else(|| lacks("a `width` and a `height`"));
        match name {
            "fit_width" => width.map(Self::FitWidth).ok_or_else(|| lacks("a `width`")),
            "fit_height" => height.map(Self::FitHeight).ok_or_else(|| lacks("a `height`")),
            "scale" => both().map(|(width, height)| Self::Scale(width, height)),
            "fit" => both().map(|(width, height)| Self::Fit(width, height)),
            "fill" => both().map(|(width, height)| Self::Fill(width, height)),
            _ => Err(Problem::new(format!("there is no `op` called `{name}`"))
                .help("it is one of: fill, fit, fit_width, fit_height, scale")),
        }
    }

    /// What is to be done to a picture of `width` and `height`.
    pub(super) fn plan(self, width: u32, height: u32) -> Result<Plan, Problem> {
        let plan = self.steps(width.max(1), height.max(1));
        let (new_width, new_height) = plan.result(width, height);
        if u64::from(new_width) * u64::from(new_height) > MOST_PIXELS {
            return Err(Problem::new(format!(
                "a picture of {new_width} by {new_height} pixels is too large"
            )));
        }
        Ok(plan)
    }

    fn steps(self, width: u32, height: u32) -> Plan {
        let to = |width, height| Plan { crop: None, size: Some((width, height)) };
        match self {
            Self::Scale(w, h) => to(w, h),
            Self::FitWidth(w) => to(w, share(height, w, width)),
            Self::FitHeight(h) => to(share(width, h, height), h),
            Self::Fit(w, h) if width <= w && height <= h => Plan::default(),
            Self::Fit(w, h) => {
                let is_wider = u64::from(width) * u64::from(h) > u64::from(height) * u64::from(w);
                if is_wider { Self::FitWidth(w) } else { Self::FitHeight(h) }.steps(width, height)
            }
            Self::Fill(w, h) => {
                let (across, down) = (width as f32 / w as f32, height as f32 / h as f32);
                // So alike that cutting would gain nothing.
                if (across - down).abs() <= 0.1 {
                    return to(w, h);
                }
                let crop = if across < down {
                    let kept = ((across * h as f32).round() as u32).clamp(1, height);
                    (0, (height - kept) / 2, width, kept)
                } else {
                    let kept = ((down * w as f32).round() as u32).clamp(1, width);
                    ((width - kept) / 2, 0, kept, height)
                };
                Plan { crop: Some(crop), size: Some((w, h)) }
            }
        }
    }
}

impl Plan {
    /// The measures in the end of a picture of `width` and `height`.
    pub(super) fn result(self, width: u32, height: u32) -> (u32, u32) {
        self.size.unwrap_or((width, height))
    }
}

/// `side` as much smaller as `new` is than `old`, and at least one pixel.
fn share(side: u32, new: u32, old: u32) -> u32 {
    let share = u64::from(side) * u64::from(new) / u64::from(old);
    u32::try_from(share).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_keeps_to_its_measures() {
        let plan = |operation: Operation, width, height| {
            let plan = operation.plan(width, height).map_err(|problem| problem.message);
            plan.map(|plan| (plan.crop, plan.result(width, height)))
        };
        for (operation, width, height, crop, size) in [
            (Operation::Scale(10, 20), 300, 380, None, (10, 20)),
            (Operation::FitWidth(150), 300, 380, None, (150, 190)),
            (Operation::FitHeight(190), 300, 380, None, (150, 190)),
            (Operation::Fit(400, 400), 300, 380, None, (300, 380)),
            (Operation::Fit(150, 150), 300, 380, None, (118, 150)),
            (Operation::Fill(100, 100), 300, 380, Some((0, 40, 300, 300)), (100, 100)),
            (Operation::Fill(100, 50), 300, 380, Some((0, 115, 300, 150)), (100, 50)),
            (Operation::Fill(30, 38), 300, 380, None, (30, 38)),
            (Operation::FitWidth(1), 4000, 1, None, (1, 1)),
        ] {
            assert_eq!(plan(operation, width, height), Ok((crop, size)), "{operation:?}");
        }
        assert!(plan(Operation::FitWidth(16_000), 1, 16_000).is_err());
    }
}
