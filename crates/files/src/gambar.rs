use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgba, RgbaImage};

use crate::error::{Error, Result};
use crate::isi::{Isi, kenali};

/// A picture that we wrote ourselves: nothing of the upload remains but its points.
#[derive(Clone, PartialEq, Eq)]
pub struct Png {
    pub bytes: Vec<u8>,
    pub lebar: u32,
    pub tinggi: u32,
}

impl std::fmt::Debug for Png {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Png({} × {}, {} bytes)", self.lebar, self.tinggi, self.bytes.len())
    }
}

/// Points per side that are decoded at all: beyond every phone's camera.
const MAX_SIDE: u32 = 10_000;
/// A side that fits within [`MAX_ALLOC`] whatever the other side.
const SAFE_SIDE: u32 = 5_000;
/// What decoding may take, in bytes: 45 million points in colour.
const MAX_ALLOC: u64 = 128 << 20;
/// Of a JPEG: letters on a photographed page stay sharp.
const MUTU: u8 = 80;

/// Decodes a PNG, JPEG or WebP, turns it upright, shrinks it so that no side is longer than `max_side`
/// points, and writes it anew. Metadata (place, camera, hidden second file) is gone after that.
///
/// It computes for up to a second on a large photo: call it from `spawn_blocking`, before any transaction.
///
/// # Errors
/// A sentence for what is no picture, too large or broken. SVG has its own.
pub fn gambar(bytes: &[u8], max_side: u32) -> Result<Png> {
    write(&kecilkan(bytes, max_side)?)
}

fn kecilkan(bytes: &[u8], max_side: u32) -> Result<DynamicImage> {
    let format = match kenali(bytes) {
        Ok(Isi::Png) => ImageFormat::Png,
        Ok(Isi::Jpeg) => ImageFormat::Jpeg,
        Ok(Isi::Webp) => ImageFormat::WebP,
        Ok(_) | Err(Error::TidakDikenal | Error::Terkunci) => return Err(Error::BukanGambar),
        Err(error) => return Err(error),
    };
    let upright = decode(bytes, format)?;
    let max_side = max_side.max(1);
    let fits = upright.width().max(upright.height()) <= max_side;
    Ok(if fits { upright } else { upright.resize(max_side, max_side, FilterType::CatmullRom) })
}

/// The same as a JPEG, which is a tenth of the size where a camera took the picture. What was transparent is white.
///
/// # Errors
/// As [`gambar`].
pub fn foto(bytes: &[u8], max_side: u32) -> Result<Vec<u8>> {
    let isi = kecilkan(bytes, max_side)?;
    let mut putih = RgbaImage::from_pixel(isi.width(), isi.height(), Rgba([255; 4]));
    image::imageops::overlay(&mut putih, &isi.to_rgba8(), 0, 0);
    let polos = DynamicImage::ImageRgba8(putih).to_rgb8();
    let mut jadi = Vec::new();
    JpegEncoder::new_with_quality(&mut jadi, MUTU).encode_image(&polos).map_err(|_| Error::GambarRusak)?;
    Ok(jadi)
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage> {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_ALLOC);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Error::GambarRusak)?;
    // The header alone tells how much there is to come: a bomb is refused before it is unpacked.
    let (lebar, tinggi) = decoder.dimensions();
    if lebar.max(tinggi) > MAX_SIDE || decoder.total_bytes() > MAX_ALLOC {
        return Err(Error::GambarTerlaluBesar { lebar, tinggi, batas: SAFE_SIDE });
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| Error::GambarRusak)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn write(picture: &DynamicImage) -> Result<Png> {
    let plain = if picture.color().has_alpha() {
        DynamicImage::ImageRgba8(picture.to_rgba8())
    } else {
        DynamicImage::ImageRgb8(picture.to_rgb8())
    };
    let mut out = Cursor::new(Vec::new());
    plain.write_to(&mut out, ImageFormat::Png).map_err(|_| Error::GambarRusak)?;
    Ok(Png { bytes: out.into_inner(), lebar: plain.width(), tinggi: plain.height() })
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage};
    use proptest::prelude::*;

    use super::*;

    /// Red on the left, blue on the right.
    fn sample(lebar: u32, tinggi: u32, format: ImageFormat) -> Vec<u8> {
        let colour = |x, _| if x < lebar / 2 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) };
        let mut out = Cursor::new(Vec::new());
        RgbImage::from_fn(lebar, tinggi, colour).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// A JPEG with an EXIF block that says "turn me by a quarter" and names a place.
    fn photo() -> Vec<u8> {
        let plain = sample(40, 20, ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"RUMAH PAK BUDI");
        let len = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&plain[..2], &[0xff, 0xe1], &len, &exif, &plain[2..]].concat()
    }

    #[test]
    fn each_format_becomes_a_png_within_the_side() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let png = gambar(&sample(40, 20, format), 10).unwrap();
            assert_eq!((png.lebar, png.tinggi), (10, 5), "{format:?}");
            assert_eq!(kenali(&png.bytes).unwrap(), Isi::Png);
        }
    }

    /// Light and shade of a face, with the grain of a cheap camera.
    #[test]
    fn a_camera_s_photo_is_light_enough_to_stand_in_a_page() {
        let mut grain = 7_u32;
        let picture = RgbImage::from_fn(1_600, 1_200, |x, y| {
            grain = grain.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let light = u8::try_from((x * 90 / 1_600 + y * 90 / 1_200 + (grain >> 28)) % 256).unwrap();
            Rgb([light, light / 2 + 60, 255 - light])
        });
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let photo = foto(&bytes.into_inner(), 480).unwrap();
        assert_eq!(kenali(&photo).unwrap(), Isi::Jpeg);
        assert!(photo.len() < 40_000, "{} bytes", photo.len());
    }

    #[test]
    fn a_small_picture_keeps_its_size() {
        let png = gambar(&sample(8, 6, ImageFormat::Png), 400).unwrap();
        assert_eq!((png.lebar, png.tinggi), (8, 6));
    }

    #[test]
    fn a_photo_stands_upright_and_forgets_where_it_was_taken() {
        let photo = photo();
        assert!(photo.windows(8).any(|window| window == b"PAK BUDI"));
        let png = gambar(&photo, 400).unwrap();
        assert_eq!((png.lebar, png.tinggi), (20, 40), "turned by a quarter");
        assert!(!png.bytes.windows(4).any(|window| window == b"BUDI" || window == b"eXIf"));
    }

    #[test]
    fn a_photo_becomes_a_small_jpeg_without_its_place() {
        let jpeg = foto(&photo(), 10).unwrap();
        assert_eq!(kenali(&jpeg).unwrap(), Isi::Jpeg);
        let lagi = gambar(&jpeg, 400).unwrap();
        assert_eq!((lagi.lebar, lagi.tinggi), (5, 10));
        assert!(!jpeg.windows(4).any(|window| window == b"BUDI"));
        let mut kosong = Cursor::new(Vec::new());
        RgbaImage::from_pixel(4, 4, Rgba([0; 4])).write_to(&mut kosong, ImageFormat::Png).unwrap();
        let jpeg = foto(&kosong.into_inner(), 10).unwrap();
        let isi = image::load_from_memory(&jpeg).unwrap().to_rgb8();
        assert!(isi.pixels().all(|p| p.0.iter().all(|titik| *titik > 250)), "what was transparent is paper");
        assert!(matches!(foto(b"<svg onload=alert(1)>", 10), Err(Error::Svg | Error::BukanGambar)));
    }

    #[test]
    fn a_second_file_behind_the_picture_is_gone() {
        let mut polyglot = sample(8, 8, ImageFormat::Png);
        polyglot.extend(b"PK\x03\x04<script>alert(1)</script>");
        let png = gambar(&polyglot, 400).unwrap();
        assert!(!png.bytes.windows(7).any(|window| window == b"<script"));
    }

    #[test]
    fn a_bomb_is_refused_by_its_header() {
        let mut bomb = sample(8, 8, ImageFormat::Png);
        // IHDR: width and height at 16 and 20, checksum of the 17 bytes from 12 on at 29.
        bomb[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let checksum = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
        let sentence = gambar(&bomb, 400).unwrap_err().to_string();
        assert!(sentence.starts_with("Gambar terlalu besar: 60000 × 60000 titik."), "{sentence}");
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |sum, byte| {
            (0..8)
                .fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg()))
        })
    }

    #[test]
    fn refusals_say_why() {
        let check = |bytes: &[u8], expected: &str| {
            let sentence = gambar(bytes, 400).unwrap_err().to_string();
            assert!(sentence.starts_with(expected), "{sentence}");
        };
        check(b"", "Berkas kosong");
        check(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Gambar SVG tidak diterima");
        check(b"%PDF-1.7", "Berkas ini bukan gambar");
        check(b"hello", "Berkas ini bukan gambar");
        let whole = sample(40, 20, ImageFormat::Png);
        check(&whole[..whole.len() / 2], "Gambar rusak");
        check(b"\x89PNG\r\n\x1a\n", "Gambar rusak");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(150))]

        #[test]
        fn a_damaged_picture_never_panics(
            format in prop::sample::select(vec![ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP]),
            hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        ) {
            let mut bytes = sample(24, 16, format);
            for (at, byte) in hits {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = gambar(&bytes, 10);
        }
    }
}
