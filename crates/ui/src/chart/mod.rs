//! Charts drawn on the server as SVG: no script, no inline style, words for screen readers and a table beside.
//!
//! Positions across are percentages and positions down are pixels, so letters keep their size from a phone to
//! a wall screen. `None` is a figure that is unknown or withheld (a cell below five in public): it is drawn as
//! nothing and stands in the table as "–".

mod bars;
mod lines;
mod pyramid;
mod svg;

pub use bars::bars;
pub use lines::{Series, lines};
pub use pyramid::{AgeGroup, pyramid};

use crate::{Markup, thousands};

/// A drawing with the numbers it was made from. Shown by `chart::figure` of `ui/chart.html`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chart {
    pub title: String,
    pub svg: Markup,
    /// Column names of the table; the first is the label's.
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
    /// A sentence under the drawing: source, date, what "–" means.
    pub note: Option<String>,
}

impl Chart {
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

fn said(value: Option<i64>) -> String {
    value.map_or_else(|| "–".into(), thousands)
}

/// The smallest round number (1, 2, 4, 6, 8, 10, 20, 30, …) that is not below `max`; 1 for an empty chart.
/// Except for 1 it is even, so that the middle of the scale is a whole number too.
fn ceiling(max: i64) -> i64 {
    let mut power = 1_i64;
    loop {
        for step in [1, 2, 3, 4, 5, 6, 8] {
            let top = power.saturating_mul(step);
            if top >= max && (top == 1 || top % 2 == 0 || top == i64::MAX) {
                return top;
            }
        }
        power = power.saturating_mul(10);
    }
}

/// Share of `value` in `top`, 0 to 100.
#[expect(clippy::cast_precision_loss, reason = "a drawing needs three digits, not all of them")]
fn share(value: i64, top: i64) -> f64 {
    value.clamp(0, top.max(1)) as f64 * 100.0 / top.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scale_ends_on_a_round_number() {
        for (max, top) in
            [(-3, 1), (0, 1), (1, 1), (3, 4), (5, 6), (9, 10), (51, 60), (620, 800), (14_023, 20_000)]
        {
            assert_eq!(ceiling(max), top, "{max}");
        }
        assert_eq!(ceiling(i64::MAX), i64::MAX);
    }

    #[test]
    fn share_stays_in_the_frame() {
        for (value, top, percent) in [(0, 0, 0.0), (5, 10, 50.0), (50, 10, 100.0), (-5, 10, 0.0)] {
            assert!((share(value, top) - percent).abs() < 1e-9, "{value} of {top}");
        }
    }
}
