//! Values over time: up to four lines, told apart by dashes and by a legend, not by colour alone.

use super::svg::{Anchor, Svg, short};
use super::{Chart, ceiling, said, share};
use crate::thousands;

const HEAD: u32 = 26;
const PLOT: u32 = 180;
/// Percent of the width kept for the scale at the left.
const LEFT: f64 = 13.0;

/// One line. `values` has one entry per label; `None` leaves a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub name: String,
    pub values: Vec<Option<i64>>,
}

/// `labels` along the bottom, `label_head` names them in the table. More than four series are cut to four in
/// the drawing; the table holds them all.
pub fn lines(title: &str, label_head: &str, labels: &[String], series: &[Series]) -> Chart {
    let top = ceiling(series.iter().flat_map(|s| &s.values).filter_map(|v| *v).max().unwrap_or(0));
    let mut svg = Svg::new();
    scale(&mut svg, top);
    dates(&mut svg, labels);
    // Points live in a frame of 100 by 100 that stretches; the stroke does not.
    svg.raw(format_args!(
        "<svg x=\"{LEFT}%\" y=\"{HEAD}\" width=\"{}%\" height=\"{PLOT}\" viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
        100.0 - LEFT - 1.0
    ));
    for (i, one) in series.iter().take(4).enumerate() {
        for run in runs(&one.values, labels.len(), top) {
            svg.raw(format_args!(
                "<polyline class=\"l{}\" vector-effect=\"non-scaling-stroke\" points=\"{run}\"/>",
                i + 1
            ));
        }
    }
    svg.raw(format_args!("</svg>"));
    for (i, one) in series.iter().take(4).enumerate() {
        let x = LEFT + [0.0, 44.0, 0.0, 44.0][i];
        let y = HEAD + PLOT + if i < 2 { 46 } else { 66 };
        svg.line(["l1", "l2", "l3", "l4"][i], (x, x + 7.0), (y - 4, y - 4));
        svg.text("", (x + 8.5, y), Anchor::Start, &one.name);
    }
    let rows = labels.iter().enumerate().map(|(i, label)| {
        let cells = series.iter().map(|s| said(s.values.get(i).copied().flatten()));
        std::iter::once(label.clone()).chain(cells).collect()
    });
    let mut head = vec![label_head.to_owned()];
    head.extend(series.iter().map(|s| s.name.clone()));
    let height = HEAD + PLOT + if series.len() > 2 { 76 } else { 56 };
    Chart {
        title: title.into(),
        svg: svg.finish(height, title, &desc(labels, series)),
        head,
        rows: rows.collect(),
        note: None,
    }
}

fn scale(svg: &mut Svg, top: i64) {
    for (part, value) in [(0, top), (1, top / 2), (2, 0)] {
        let y = HEAD + PLOT * part / 2;
        svg.line(if part == 2 { "sumbu" } else { "g" }, (LEFT, 99.0), (y, y));
        if part != 1 || top > 1 {
            svg.text("redup", (LEFT - 1.5, y + 4), Anchor::End, &thousands(value));
        }
    }
}

/// First, middle and last label only: more would collide on a phone.
fn dates(svg: &mut Svg, labels: &[String]) {
    let y = HEAD + PLOT + 18;
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return };
    svg.text("redup", (LEFT, y), Anchor::Start, first);
    if labels.len() > 1 {
        svg.text("redup", (99.0, y), Anchor::End, last);
    }
    if labels.len() > 2 && labels.len() % 2 == 1 {
        svg.text("redup", (f64::midpoint(LEFT, 99.0), y), Anchor::Middle, &labels[labels.len() / 2]);
    }
}

/// Unbroken runs of points. A lone point becomes a short dash, or nobody would see it.
#[expect(clippy::cast_precision_loss, reason = "a chart has dozens of points, not quadrillions")]
fn runs(values: &[Option<i64>], count: usize, top: i64) -> Vec<String> {
    let step = 100.0 / count.saturating_sub(1).max(1) as f64;
    let mut runs: Vec<Vec<String>> = vec![Vec::new()];
    for (i, value) in values.iter().take(count).enumerate() {
        match value {
            Some(value) => {
                let (x, y) = (i as f64 * step, 100.0 - share(*value, top));
                runs.last_mut().expect("starts with one run").push(format!("{},{}", short(x), short(y)));
            }
            None => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    for run in &mut runs {
        if let [only] = &run[..] {
            let (x, y) = only.split_once(',').unwrap_or((only, "0"));
            let near = x.parse::<f64>().unwrap_or(0.0);
            let near = if near >= 99.0 { near - 1.0 } else { near + 1.0 };
            run.push(format!("{},{y}", short(near)));
        }
    }
    runs.iter().map(|run| run.join(" ")).collect()
}

fn desc(labels: &[String], series: &[Series]) -> String {
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return "Belum ada angka.".into() };
    let ends = series.iter().map(|s| {
        let at = |i: usize| said(s.values.get(i).copied().flatten());
        format!("{} dari {} menjadi {}", s.name, at(0), at(labels.len() - 1))
    });
    format!("Grafik garis, {first} sampai {last}: {}.", ends.collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(n: usize) -> Vec<String> {
        (1..=n).map(|i| format!("Bulan {i}")).collect()
    }

    fn series(name: &str, values: &[Option<i64>]) -> Series {
        Series { name: name.into(), values: values.to_vec() }
    }

    #[test]
    fn a_gap_breaks_the_line() {
        let made = runs(&[Some(0), Some(10), None, Some(5), Some(5)], 5, 10);
        assert_eq!(made, ["0,100 25,0", "75,50 100,50"]);
    }

    #[test]
    fn a_lone_point_is_visible_and_stays_inside() {
        assert_eq!(runs(&[None, None, Some(10)], 3, 10), ["100,0 99,0"]);
        assert_eq!(runs(&[Some(10)], 1, 10), ["0,0 1,0"]);
    }

    #[test]
    fn table_holds_what_is_drawn() {
        let chart =
            lines("Surat", "Bulan", &labels(2), &[series("Terbit", &[Some(3), None]), series("Batal", &[])]);
        assert_eq!(chart.head, ["Bulan", "Terbit", "Batal"]);
        assert_eq!(chart.rows, [["Bulan 1", "3", "–"], ["Bulan 2", "–", "–"]]);
        assert!(chart.svg.to_string().contains("Terbit dari 3 menjadi –"));
    }

    #[test]
    fn nothing_to_draw_is_said() {
        assert!(lines("Surat", "Bulan", &[], &[]).svg.to_string().contains("Belum ada angka."));
        let svg = lines("x", "y", &labels(1), &[series("<b>", &[Some(1)])]).svg.to_string();
        assert!(!svg.contains("<b>") && !svg.contains("style="), "{svg}");
    }
}
