//! Horizontal bars with their label above: a long Indonesian label fits on a phone.

use super::svg::{Anchor, Svg};
use super::{Chart, said, share};

const ROW: u32 = 40;

/// `items` in the order to be shown; `label_head` and `value_head` name the columns of the table.
pub fn bars(title: &str, label_head: &str, value_head: &str, items: &[(String, Option<i64>)]) -> Chart {
    let top = items.iter().filter_map(|(_, v)| *v).max().unwrap_or(0).max(1);
    let mut svg = Svg::new();
    let mut y = 0;
    for (label, value) in items {
        svg.text("", (0.0, y + 13), Anchor::Start, label);
        svg.text("tebal", (100.0, y + 13), Anchor::End, &said(*value));
        svg.rect("alas", (0.0, 100.0), (y + 19, 12), "");
        if let Some(value) = value {
            svg.rect(
                "d1",
                (0.0, share(*value, top)),
                (y + 19, 12),
                &format!("{label}: {}", said(Some(*value))),
            );
        }
        y += ROW;
    }
    let most = items.iter().max_by_key(|(_, v)| v.unwrap_or(-1));
    let desc = match most {
        Some((label, Some(value))) => {
            format!("Grafik batang, {} baris. Terbanyak: {label}, {}.", items.len(), said(Some(*value)))
        }
        _ => "Belum ada angka.".into(),
    };
    Chart {
        title: title.into(),
        svg: svg.finish(y.max(ROW), title, &desc),
        head: vec![label_head.into(), value_head.into()],
        rows: items.iter().map(|(label, value)| vec![label.clone(), said(*value)]).collect(),
        note: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(items: &[(&str, Option<i64>)]) -> Chart {
        let items: Vec<_> = items.iter().map(|(l, v)| ((*l).to_owned(), *v)).collect();
        bars("Pekerjaan", "Pekerjaan", "Orang", &items)
    }

    #[test]
    fn longest_bar_fills_the_line() {
        let svg = chart(&[("Petani", Some(2_000)), ("Guru", Some(500))]).svg.to_string();
        assert!(svg.contains(r#"<rect class="d1" x="0%" y="19" width="100%""#), "{svg}");
        assert!(svg.contains(r#"<rect class="d1" x="0%" y="59" width="25%""#), "{svg}");
        assert!(svg.contains("Terbanyak: Petani, 2.000."), "{svg}");
    }

    #[test]
    fn withheld_figure_is_not_drawn() {
        let chart = chart(&[("Petani", Some(7)), ("Dukun", None)]);
        assert_eq!(chart.svg.to_string().matches("class=\"d1\"").count(), 1);
        assert_eq!(chart.rows[1], ["Dukun", "–"]);
    }

    #[test]
    fn no_figures_and_hostile_labels_are_harmless() {
        assert!(chart(&[]).svg.to_string().contains("Belum ada angka."));
        let svg = chart(&[("<script>alert('x')</script>", Some(1))]).svg.to_string();
        assert!(!svg.contains("<script"), "{svg}");
        assert!(!svg.contains("style="), "{svg}");
    }
}
