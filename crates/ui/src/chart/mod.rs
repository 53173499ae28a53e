//! Charts drawn on the server as SVG: no script, no inline style, a title for screen readers and a table beside.

use crate::Markup;

/// A drawing with the numbers it was made from. Shown by `chart::figure` of `ui/chart.html`.
#[derive(Debug, Clone, Default)]
pub struct Chart {
    pub title: String,
    pub svg: Markup,
    /// Column names of the table; the first is the label's.
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}
