//! What is sent: a form for version 1, JSON for version 2. Bodies hold the passphrase, so they are wiped after use.

use std::fmt::Write as _;
use std::io::Write as _;

use bytes::Bytes;
use data_encoding::{BASE64, HEXLOWER};
use serde::Serialize;
use zeroize::Zeroizing;

use super::Permintaan;

/// A body that wipes itself, and what it says it is.
pub(super) struct Badan {
    pub(super) jenis: String,
    pub(super) isi: Bytes,
}

/// `multipart/form-data`. Made by hand: a form of the HTTP library would leave copies behind.
pub(super) fn v1(permintaan: &Permintaan<'_>, passphrase: &str) -> Badan {
    // A boundary that the file cannot hold, because it is made of the file's own hash.
    let sidik = ring::digest::digest(&ring::digest::SHA256, permintaan.pdf);
    let batas = format!("balai-{}", &HEXLOWER.encode(sidik.as_ref())[..40]);
    let bidang = [
        ("nik", permintaan.nik.as_str()),
        ("passphrase", passphrase),
        ("tampilan", "invisible"),
        ("reason", permintaan.alasan),
        ("location", permintaan.lokasi),
    ];
    // Large enough from the start: a buffer that grows leaves its old self in memory.
    let isian: usize = bidang.iter().map(|(nama, nilai)| nama.len() + nilai.len() + 128).sum();
    let mut badan = Zeroizing::new(Vec::with_capacity(permintaan.pdf.len() + isian + 512));
    let mut tulis = |bagian: &[u8]| badan.extend_from_slice(bagian);
    for (nama, nilai) in bidang {
        tulis(format!("--{batas}\r\nContent-Disposition: form-data; name=\"{nama}\"\r\n\r\n").as_bytes());
        tulis(nilai.as_bytes());
        tulis(b"\r\n");
    }
    let mut kepala =
        format!("--{batas}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"surat.pdf\"\r\n");
    let _ = write!(kepala, "Content-Type: application/pdf\r\n\r\n");
    tulis(kepala.as_bytes());
    tulis(permintaan.pdf);
    tulis(format!("\r\n--{batas}--\r\n").as_bytes());
    Badan { jenis: format!("multipart/form-data; boundary={batas}"), isi: Bytes::from_owner(badan) }
}

#[derive(Serialize)]
struct MintaV2<'a> {
    nik: &'a str,
    passphrase: &'a str,
    #[serde(rename = "signatureProperties")]
    sifat: [SifatV2<'a>; 1],
    file: [&'a str; 1],
}

#[derive(Serialize)]
struct SifatV2<'a> {
    tampilan: &'static str,
    location: &'a str,
    reason: &'a str,
}

pub(super) fn v2(permintaan: &Permintaan<'_>, passphrase: &str) -> Badan {
    let file = BASE64.encode(permintaan.pdf);
    let sifat = SifatV2 { tampilan: "INVISIBLE", location: permintaan.lokasi, reason: permintaan.alasan };
    let minta = MintaV2 { nik: permintaan.nik.as_str(), passphrase, sifat: [sifat], file: [&file] };
    // A letter takes at most six when JSON escapes it.
    let teks = passphrase.len() + permintaan.lokasi.len() + permintaan.alasan.len();
    let mut badan = Zeroizing::new(Vec::with_capacity(file.len() + 6 * teks + 1_024));
    serde_json::to_writer(&mut *badan, &minta).expect("texts become JSON");
    let _ = badan.flush();
    Badan { jenis: "application/json".to_owned(), isi: Bytes::from_owner(badan) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permintaan(pdf: &[u8]) -> Permintaan<'_> {
        Permintaan {
            nik: kamus::Nik::baru("3402134101859001").unwrap(),
            pdf,
            alasan: "Menandatangani surat 470/1",
            lokasi: "Sukamaju",
        }
    }

    #[test]
    fn a_form_carries_the_file_unchanged() {
        let pdf = b"%PDF-1.7\r\n--balai\x00\xff";
        let badan = v1(&permintaan(pdf), "kata \"rahasia\"\\");
        let batas = badan.jenis.split_once("boundary=").unwrap().1;
        let teks = String::from_utf8_lossy(&badan.isi).into_owned();
        assert_eq!(teks.matches(&format!("--{batas}")).count(), 7, "six parts and the end");
        assert!(badan.isi.windows(pdf.len()).any(|bagian| bagian == pdf));
        assert!(teks.contains("name=\"passphrase\"\r\n\r\nkata \"rahasia\"\\\r\n"), "{teks}");
        assert!(!teks.contains("imageTTD"), "no picture of a signature");
    }

    #[test]
    fn json_carries_the_file_and_any_passphrase() {
        let badan = v2(&permintaan(b"%PDF-1.7"), "kata \"rahasia\"\n\\");
        let isi: serde_json::Value = serde_json::from_slice(&badan.isi).unwrap();
        assert_eq!(isi["passphrase"], "kata \"rahasia\"\n\\");
        assert_eq!(isi["file"][0], BASE64.encode(b"%PDF-1.7"));
        assert_eq!(isi["signatureProperties"][0]["tampilan"], "INVISIBLE");
    }
}
