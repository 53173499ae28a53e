//! The letterhead as a drawing for the preview: the top of an F4 sheet, one unit of the view box is a millimetre.

use std::fmt::Write as _;

use crate::identitas::Kop;

/// Width of the sheet, and the room that text may take beside the images.
const LEBAR: f64 = 215.0;
const TEPI: f64 = 15.0;
const LAMBANG: f64 = 24.0;

/// Draws the letterhead. `logo` and `aksara` are the addresses of its images.
pub(crate) fn gambar(kop: &Kop, logo: Option<&str>, aksara: Option<&str>) -> ui::Markup {
    let left = if logo.is_some() { TEPI + LAMBANG + 4.0 } else { TEPI };
    let (middle, room) = (f64::midpoint(left, LEBAR - TEPI), LEBAR - TEPI - left);
    let mut body = String::new();
    let mut y = 8.0;
    let last = kop.baris.len().saturating_sub(1);
    for (position, line) in kop.baris.iter().enumerate() {
        let (size, weight) = if position == last { (7.5, 700) } else { (5.6, 400) };
        y += size * 1.15;
        teks(&mut body, (middle, y), fitting(line, size, room), weight, line);
    }
    if let Some(href) = aksara {
        citra(&mut body, href, (middle - 50.0, y + 2.0), (100.0, 10.0));
        y += 12.5;
    }
    for line in &kop.alamat {
        y += 4.6;
        teks(&mut body, (middle, y), fitting(line, 3.7, room), 400, line);
    }
    let bottom = (y + 4.0).max(if logo.is_some() { 10.0 + LAMBANG + 3.0 } else { 0.0 });
    if let Some(href) = logo {
        citra(&mut body, href, (TEPI, (bottom - LAMBANG) / 2.0 + 2.0), (LAMBANG, LAMBANG));
    }
    let height = bottom + 8.0;
    let right = LEBAR - TEPI;
    ui::Markup::trusted(format!(
        "<svg class=\"b-lembar\" viewBox=\"0 0 {LEBAR} {height:.1}\" role=\"img\" aria-label=\"{}\" \
         font-family=\"serif\" text-anchor=\"middle\">{body}\
         <path d=\"M{TEPI} {bottom:.1}H{right}\" stroke=\"#000\" stroke-width=\"1\"/>\
         <path d=\"M{TEPI} {:.1}H{right}\" stroke=\"#000\" stroke-width=\".3\"/></svg>",
        ui::escape(&format!("Pratinjau kop surat: {}", kop.baris.join(", "))),
        bottom + 1.2,
    ))
}

/// A size at which the line stays within its room: a capital letter is about 0.72 of its size wide.
fn fitting(line: &str, size: f64, room: f64) -> f64 {
    let letters = u32::try_from(line.chars().count()).map_or(f64::MAX, f64::from);
    size.min(room / (letters.max(1.0) * 0.72))
}

fn teks(body: &mut String, (x, y): (f64, f64), size: f64, weight: u16, line: &str) {
    let line = ui::escape(line);
    write!(
        body,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size:.2}\" font-weight=\"{weight}\">{line}</text>"
    )
    .expect("a String takes every write");
}

fn citra(body: &mut String, href: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
    let href = ui::escape(href);
    write!(body, "<image href=\"{href}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width}\" height=\"{height}\"/>")
        .expect("a String takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kop(baris: &[&str]) -> Kop {
        Kop {
            baris: baris.iter().map(|line| (*line).to_owned()).collect(),
            alamat: vec!["Jalan Contoh 1".into()],
            logo: None,
            aksara: None,
        }
    }

    #[test]
    fn what_was_typed_cannot_become_markup() {
        let svg = gambar(&kop(&["<script>\"&"]), Some("/a\"b"), None).to_string();
        assert!(svg.contains("&lt;script&gt;&quot;&amp;") && !svg.contains("<script>"), "{svg}");
        assert!(svg.contains("href=\"/a&quot;b\""));
    }

    #[test]
    fn a_long_line_is_made_smaller_and_a_short_one_is_not() {
        assert!((fitting("DESA BELIK", 7.5, 140.0) - 7.5).abs() < 1e-9);
        let long = "PEMERINTAH KABUPATEN PANGKAJENE DAN KEPULAUAN";
        assert!(fitting(long, 7.5, 140.0) < 5.0);
        assert!(fitting("", 7.5, 140.0).is_finite());
    }

    #[test]
    fn a_letterhead_without_images_still_stands() {
        let svg = gambar(&kop(&[]), None, None).to_string();
        assert!(!svg.contains("<image") && svg.contains("Jalan Contoh 1"));
    }
}
