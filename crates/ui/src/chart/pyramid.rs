//! The population pyramid: men left, women right, oldest on top.

use super::svg::{Anchor, Svg};
use super::{Chart, ceiling, said, share};
use crate::thousands;

const ROW: u32 = 20;
const HEAD: u32 = 26;
/// Percent of the width that one side of the pyramid gets; the ages stand between.
const SIDE: f64 = 41.0;

/// One age group. `None`: withheld, because fewer than five people would be visible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeGroup {
    /// "20–24".
    pub label: String,
    pub laki_laki: Option<i64>,
    pub perempuan: Option<i64>,
}

/// `groups` from the youngest to the oldest, as registers list them.
pub fn pyramid(title: &str, groups: &[AgeGroup]) -> Chart {
    let all = || groups.iter().flat_map(|g| [g.laki_laki, g.perempuan]).flatten();
    let top = ceiling(all().max().unwrap_or(0));
    let men: i64 = groups.iter().filter_map(|g| g.laki_laki).sum();
    let women: i64 = groups.iter().filter_map(|g| g.perempuan).sum();
    let bottom = HEAD + ROW * u32::try_from(groups.len()).unwrap_or(0);

    let mut svg = Svg::new();
    svg.text("tebal", (SIDE, 14), Anchor::End, &format!("Laki-laki {}", thousands(men)));
    svg.text("tebal", (100.0 - SIDE, 14), Anchor::Start, &format!("Perempuan {}", thousands(women)));
    for (part, value) in [(0.5, top / 2), (1.0, top)].into_iter().filter(|(_, v)| *v > 0) {
        let (left, right) = (SIDE - SIDE * part, 100.0 - SIDE + SIDE * part);
        svg.line("g", (left, left), (HEAD - 4, bottom));
        svg.line("g", (right, right), (HEAD - 4, bottom));
        let (a, b) = if part < 1.0 { (Anchor::Middle, Anchor::Middle) } else { (Anchor::Start, Anchor::End) };
        svg.text("redup", (left, bottom + 14), a, &thousands(value));
        svg.text("redup", (right, bottom + 14), b, &thousands(value));
    }
    let mut y = bottom;
    for group in groups {
        y -= ROW;
        svg.text("", (50.0, y + 14), Anchor::Middle, &group.label);
        for (value, class, who) in
            [(group.laki_laki, "d1", "laki-laki"), (group.perempuan, "d2", "perempuan")]
        {
            let Some(value) = value else { continue };
            let wide = share(value, top) * SIDE / 100.0;
            let x = if class == "d1" { SIDE - wide } else { 100.0 - SIDE };
            let tip = format!("{} tahun, {who}: {}", group.label, thousands(value));
            svg.rect(class, (x, wide), (y + 2, ROW - 4), &tip);
        }
    }
    let desc = format!("Piramida penduduk: {} laki-laki dan {} perempuan.", thousands(men), thousands(women));
    Chart {
        title: title.into(),
        svg: svg.finish(bottom + 20, title, &desc),
        head: ["Umur", "Laki-laki", "Perempuan"].map(String::from).into(),
        rows: groups.iter().map(|g| vec![g.label.clone(), said(g.laki_laki), said(g.perempuan)]).collect(),
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(label: &str, laki_laki: Option<i64>, perempuan: Option<i64>) -> AgeGroup {
        AgeGroup { label: label.into(), laki_laki, perempuan }
    }

    #[test]
    fn oldest_stand_on_top_and_sides_mirror() {
        let chart = pyramid("Penduduk", &[group("0–4", Some(50), Some(50)), group("75+", Some(10), None)]);
        let svg = chart.svg.to_string();
        assert!(svg.contains(r#"<rect class="d1" x="0%" y="48" width="41%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="d2" x="59%" y="48" width="41%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="d1" x="32.8%" y="28" width="8.2%""#), "{svg}");
        assert_eq!(svg.matches("class=\"d2\"").count(), 1, "the withheld side is not drawn");
        assert_eq!(chart.rows[1], ["75+", "10", "–"]);
        assert!(svg.contains("60 laki-laki dan 50 perempuan"), "{svg}");
    }

    #[test]
    fn an_empty_village_still_draws() {
        let svg = pyramid("Penduduk", &[]).svg.to_string();
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && svg.contains("0 laki-laki"));
    }

    #[test]
    fn labels_are_escaped() {
        let svg = pyramid("<i>", &[group("<b>", Some(1), Some(1))]).svg.to_string();
        assert!(!svg.contains("<b>") && !svg.contains("<i>"), "{svg}");
    }
}
