//! Contrast of the token file, computed as WCAG 2.2 does.

use std::collections::HashMap;

use crate::{here, read};

fn tokens() -> HashMap<String, [u8; 3]> {
    let text = read(&here().join("scss/_tokens.scss"));
    let colours = text.lines().filter_map(|line| {
        let (name, value) = line.strip_prefix('$')?.split_once(": #")?;
        let hex = value.strip_suffix(';')?;
        let part = |i: usize| u8::from_str_radix(hex.get(i..i + 2)?, 16).ok();
        Some((name.to_owned(), [part(0)?, part(2)?, part(4)?]))
    });
    colours.collect()
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = colour.map(|c| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn contrast_formula_knows_black_on_white() {
    assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
    assert!((contrast([0x76; 3], [255; 3]) - 4.54).abs() < 0.01);
}

#[test]
fn every_pair_we_use_is_legible() {
    let tokens = tokens();
    let colour = |name: &str| *tokens.get(name).unwrap_or_else(|| panic!("no token {name}"));
    // Letters people read for long: 7. Short words in colour: 4.5. Lines that mark a control or a bar: 3.
    let rules: [(f64, &[(&str, &str)]); 3] = [
        (
            7.0,
            &[
                ("teks", "kertas"),
                ("teks", "latar"),
                ("teks", "lembut"),
                ("teks", "hijau-muda"),
                ("teks", "kunyit-muda"),
                ("teks", "info-muda"),
                ("teks", "bahaya-muda"),
                ("teks", "kunyit"),
                ("teks", "fokus"),
                ("teks-lembut", "kertas"),
                ("teks-lembut", "latar"),
                ("teks-lembut", "lembut"),
                ("hijau", "kertas"),
                ("hijau", "latar"),
                ("kertas", "hijau"),
                ("kertas", "hijau-tua"),
                ("hijau-muda", "hijau"),
                ("hijau-muda", "hijau-tua"),
                ("bahaya", "latar"),
            ],
        ),
        (
            4.5,
            &[
                ("hijau", "hijau-muda"),
                ("hijau", "lembut"),
                ("hijau-tua", "hijau-muda"),
                ("jati", "kunyit-muda"),
                ("info", "info-muda"),
                ("bahaya", "bahaya-muda"),
                ("bahaya", "kertas"),
                ("kertas", "bahaya"),
                ("kertas", "bahaya-tua"),
            ],
        ),
        (
            3.0,
            &[
                ("garis-isian", "kertas"),
                ("garis-isian", "latar"),
                ("kunyit-tua", "kertas"),
                ("jati", "lembut"),
                ("fokus", "hijau"),
                ("kunyit", "hijau-tua"),
            ],
        ),
    ];
    for (least, pairs) in rules {
        for (ink, ground) in pairs {
            let is = contrast(colour(ink), colour(ground));
            assert!(is >= least, "{ink} on {ground} is {is:.2}, must be {least}");
        }
    }
}
