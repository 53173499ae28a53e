//! The example's emblem: the silhouette of a joglo, drawn here. It is no region's coat of arms.

use std::io::Cursor;

use anyhow::Result;
use image::{ImageFormat, Rgba, RgbaImage};

/// Points per side as drawn; a smaller picture of it has smooth edges.
const SISI: u32 = 800;
/// Points per side as kept: 24 mm at 420 dpi.
const DISIMPAN: u32 = 400;
const HIJAU: Rgba<u8> = Rgba([22, 80, 58, 255]);
const EMAS: Rgba<u8> = Rgba([201, 148, 22, 255]);
const GADING: Rgba<u8> = Rgba([255, 252, 243, 255]);
const BENING: Rgba<u8> = Rgba([255, 252, 243, 0]);
/// Radii of the disc and of its face, in thousandths of the side: a rim makes it stand out on any ground.
const TEPI: i64 = 498;
const MUKA: i64 = 456;

/// A part of the silhouette in thousandths of the side: from one height to another, half as wide as given
/// at its top and at its foot.
struct Bidang {
    dari: i64,
    sampai: i64,
    atas: i64,
    bawah: i64,
}

const ATAP: [Bidang; 5] = [
    Bidang { dari: 130, sampai: 165, atas: 150, bawah: 130 },
    Bidang { dari: 165, sampai: 400, atas: 120, bawah: 235 },
    Bidang { dari: 415, sampai: 560, atas: 255, bawah: 470 },
    Bidang { dari: 800, sampai: 840, atas: 400, bawah: 400 },
    Bidang { dari: 850, sampai: 890, atas: 460, bawah: 460 },
];
/// How far the pillars stand from the middle.
const SAKA: [i64; 2] = [110, 310];

fn di_dalam(x: i64, y: i64) -> bool {
    let jarak = (x - 500).abs();
    let tertutup = ATAP.iter().any(|b| {
        let tinggi = b.sampai - b.dari;
        (b.dari..b.sampai).contains(&y)
            && jarak * tinggi <= b.atas * tinggi + (b.bawah - b.atas) * (y - b.dari)
    });
    tertutup || ((560..800).contains(&y) && SAKA.iter().any(|saka| (jarak - saka).abs() <= 22))
}

/// The colour of a point: the house stands on a disc, drawn at seven tenths of its size.
fn warna(x: i64, y: i64) -> Rgba<u8> {
    let jarak = (x - 500).pow(2) + (y - 500).pow(2);
    let rumah = |value: i64| 500 + (value - 500) * 10 / 7;
    if jarak > TEPI.pow(2) {
        BENING
    } else if jarak > MUKA.pow(2) {
        EMAS
    } else if di_dalam(rumah(x), rumah(y)) {
        HIJAU
    } else {
        GADING
    }
}

/// The emblem as PNG, as if it had been uploaded.
pub(super) fn lambang() -> Result<files::Png> {
    let scale = |point: u32| i64::from(point) * 1_000 / i64::from(SISI);
    let picture = RgbaImage::from_fn(SISI, SISI, |x, y| warna(scale(x), scale(y)));
    let mut drawn = Cursor::new(Vec::new());
    picture.write_to(&mut drawn, ImageFormat::Png)?;
    Ok(files::gambar(&drawn.into_inner(), DISIMPAN)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_has_a_roof_and_stands_on_pillars() {
        for (x, y, inside) in [
            (500, 300, true),
            (100, 300, false),
            (500, 700, false),
            (610, 700, true),
            (500, 870, true),
            (20, 20, false),
        ] {
            assert_eq!(di_dalam(x, y), inside, "{x} {y}");
        }
        for (x, y, colour) in [(500, 400, HIJAU), (500, 30, EMAS), (500, 100, GADING), (3, 3, BENING)] {
            assert_eq!(warna(x, y), colour, "{x} {y}");
        }
        let png = lambang().unwrap();
        assert_eq!((png.lebar, png.tinggi), (DISIMPAN, DISIMPAN));
    }
}
