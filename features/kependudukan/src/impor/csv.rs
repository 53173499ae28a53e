//! Tables as text: which letters, which separator, and the cells.

use std::borrow::Cow;

use calamine::Data;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::berkas::GalatBerkas;
use super::buku::{BarisMentah, Kumpulan};
use super::sel::Sel;

const PEMISAH: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Lines by which the separator is told.
const BARIS_CONTOH: usize = 30;
/// No cell of ours is longer, and no spreadsheet holds more in one: a quote was left open.
const BATAS_TEKS: usize = 32_767;
/// Bytes by which UTF-16 without a mark is told.
const INTIP: usize = 4096;

/// A table read from text.
pub(super) struct Terbaca {
    pub(super) baris: Vec<BarisMentah>,
    /// The letters were guessed: to be looked at.
    pub(super) ditebak: bool,
}

/// Whether this is text with separators, and no page of the web.
pub(super) fn seperti_csv(isi: &[u8]) -> bool {
    let Ok((teks, _)) = huruf(isi) else {
        // It is text; what is wrong with its letters is told on reading.
        return seperti_teks(isi) && PEMISAH.iter().any(|p| isi.contains(p));
    };
    let awal = teks.trim_start();
    !awal.starts_with('<') && !awal.starts_with("{\\rtf") && pemisah(&teks).is_some()
}

/// No control signs but those of lines and tabs.
fn seperti_teks(isi: &[u8]) -> bool {
    !isi.starts_with(b"%PDF") && isi.iter().all(|b| *b >= 0x20 || matches!(b, b'\t' | b'\r' | b'\n'))
}

pub(super) fn baca(isi: &[u8]) -> Result<Terbaca, GalatBerkas> {
    let (teks, ditebak) = huruf(isi)?;
    let (pemisah, mulai) = pemisah(&teks).ok_or(GalatBerkas::TeksPolos)?;
    Ok(Terbaca { baris: rekaman(&teks, pemisah, mulai)?, ditebak })
}

/// The text, and whether its letters were guessed: a mark at the beginning, else UTF-8 where it fits, else
/// what Windows wrote before.
fn huruf(isi: &[u8]) -> Result<(Cow<'_, str>, bool), GalatBerkas> {
    if let Some((jenis, panjang)) = Encoding::for_bom(isi) {
        let (teks, rusak) = jenis.decode_without_bom_handling(&isi[panjang..]);
        return if rusak || teks.contains('\0') { Err(GalatBerkas::Huruf) } else { Ok((teks, false)) };
    }
    if let Some(jenis) = utf_16(isi) {
        let (teks, rusak) = jenis.decode_without_bom_handling(isi);
        return if rusak || teks.contains('\0') { Err(GalatBerkas::Huruf) } else { Ok((teks, false)) };
    }
    if !seperti_teks(isi) {
        return Err(GalatBerkas::BukanBuku);
    }
    if let Ok(teks) = std::str::from_utf8(isi) {
        return Ok((Cow::Borrowed(teks), false));
    }
    if tercampur(isi) {
        return Err(GalatBerkas::Huruf);
    }
    let (teks, _) = WINDOWS_1252.decode_without_bom_handling(isi);
    // Places that Windows left free: some other alphabet.
    if teks.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c)) {
        return Err(GalatBerkas::Huruf);
    }
    Ok((teks, true))
}

/// Every second byte of plain letters is zero.
fn utf_16(isi: &[u8]) -> Option<&'static Encoding> {
    let awal = &isi[..isi.len().min(INTIP)];
    let nol = |geser: usize| awal.iter().skip(geser).step_by(2).filter(|b| **b == 0).count();
    let (genap, ganjil, pasang) = (nol(0), nol(1), awal.len() / 2);
    if ganjil * 2 > pasang && genap * 10 < pasang {
        Some(UTF_16LE)
    } else if genap * 2 > pasang && ganjil * 10 < pasang {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Text in UTF-8 with foreign bytes in it: either reading would spoil the other part.
fn tercampur(isi: &[u8]) -> bool {
    let (mut utuh, mut rusak) = (0, 0);
    for potong in isi.utf8_chunks() {
        utuh += potong.valid().chars().filter(|c| !c.is_ascii()).count();
        rusak += usize::from(!potong.invalid().is_empty());
    }
    utuh > rusak
}

/// The separator and where the table begins: Excel's own `sep=;`, else the sign that most lines have
/// equally often.
fn pemisah(teks: &str) -> Option<(u8, usize)> {
    let pertama = teks.split(['\r', '\n']).next().unwrap_or_default();
    if let Some(tanda) = pertama.strip_prefix("sep=").and_then(|sisa| sisa.bytes().next())
        && PEMISAH.contains(&tanda)
    {
        return Some((tanda, pertama.len()));
    }
    let baris: Vec<&str> =
        teks.split(['\r', '\n']).filter(|b| !b.trim().is_empty()).take(BARIS_CONTOH).collect();
    let terbaik = PEMISAH.iter().rev().max_by_key(|p| keajekan(&baris, **p))?;
    (keajekan(&baris, *terbaik) > (0, 0)).then_some((*terbaik, 0))
}

/// How many lines have the sign as often as most have it, and how often that is.
fn keajekan(baris: &[&str], tanda: u8) -> (usize, usize) {
    let banyak: Vec<usize> = baris.iter().map(|b| di_luar_kutip(b, tanda)).filter(|n| *n > 0).collect();
    let sama = |n: usize| banyak.iter().filter(|lain| **lain == n).count();
    banyak.iter().map(|n| (sama(*n), *n)).max().unwrap_or_default()
}

fn di_luar_kutip(baris: &str, tanda: u8) -> usize {
    let mut dalam = false;
    let mut banyak = 0;
    for b in baris.bytes() {
        dalam ^= b == b'"';
        banyak += usize::from(!dalam && b == tanda);
    }
    banyak
}

/// Takes the cells out. Rows are numbered as a spreadsheet would, blank ones included.
fn rekaman(teks: &str, pemisah: u8, mulai: usize) -> Result<Vec<BarisMentah>, GalatBerkas> {
    let bita = teks.as_bytes();
    let mut kumpulan = Kumpulan::default();
    let (mut di, mut baris, mut kolom) = (mulai, 0_u32, 0_u32);
    while di < bita.len() {
        let (isi, akhir) = sel(teks, di, pemisah).ok_or(GalatBerkas::KutipTerbuka { baris: baris + 1 })?;
        kumpulan.tambah((baris, kolom), Sel::from(Data::String(isi)))?;
        di = akhir + 1;
        match bita.get(akhir) {
            Some(b) if *b == pemisah => kolom = kolom.saturating_add(1),
            tanda => {
                di += usize::from(tanda == Some(&b'\r') && bita.get(akhir + 1) == Some(&b'\n'));
                (baris, kolom) = (baris.saturating_add(1), 0);
            }
        }
    }
    Ok(kumpulan.baris)
}

/// One cell from here, and where its separator or line end stands; `None` when its quote never ends.
fn sel(teks: &str, awal: usize, pemisah: u8) -> Option<(String, usize)> {
    let bita = teks.as_bytes();
    let putus = |b: u8| b == pemisah || matches!(b, b'\r' | b'\n');
    let sampai = |dari: usize| bita[dari..].iter().position(|b| putus(*b)).map_or(bita.len(), |n| dari + n);
    // `="3402…"`: how people keep Excel from rounding.
    let buka = awal + usize::from(bita[awal..].starts_with(b"=\""));
    if bita.get(buka) != Some(&b'"') {
        let akhir = sampai(awal);
        return (akhir - awal <= BATAS_TEKS).then(|| (tanpa_rumus(&teks[awal..akhir]), akhir));
    }
    let mut isi = String::new();
    let mut di = buka + 1;
    loop {
        let kutip = di + bita[di..].iter().take(BATAS_TEKS).position(|b| *b == b'"')?;
        isi.push_str(&teks[di..kutip]);
        if isi.len() > BATAS_TEKS {
            return None;
        }
        if bita.get(kutip + 1) != Some(&b'"') {
            // What stands between the quote and the separator still belongs to the cell.
            let akhir = sampai(kutip + 1);
            isi.push_str(&teks[kutip + 1..akhir]);
            return Some((tanpa_rumus(&isi), akhir));
        }
        isi.push('"');
        di = kutip + 2;
    }
}

/// `="3402…"` within quotes.
fn tanpa_rumus(isi: &str) -> String {
    let dalam = isi.trim().strip_prefix("=\"").and_then(|sisa| sisa.strip_suffix('"'));
    dalam.unwrap_or(isi).to_owned()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn teks(isi: &[u8]) -> Vec<(u32, Vec<String>)> {
        let baris = baca(isi).unwrap_or_else(|g| panic!("{g}")).baris;
        baris.iter().map(|b| (b.nomor, b.sel.iter().map(Sel::tampil).collect())).collect()
    }

    fn baris(nomor: u32, isi: &[&str]) -> (u32, Vec<String>) {
        (nomor, isi.iter().map(|t| (*t).to_owned()).collect())
    }

    #[test]
    fn separators_quotes_and_blank_lines() {
        let harapan = [baris(1, &["nik", "nama"]), baris(2, &["1", "A"])];
        for isi in [
            "nik;nama\r\n1;A\r\n",
            "nik,nama\n1,A",
            "nik\tnama\r1\tA",
            "nik|nama\n1|A",
            "sep=;\nnik;nama\n1;A",
        ] {
            let geser = u32::from(isi.starts_with("sep"));
            let harapan: Vec<_> = harapan.iter().map(|(n, i)| (n + geser, i.clone())).collect();
            assert_eq!(teks(isi.as_bytes()), harapan, "{isi:?}");
        }
        let isi = "nama;alamat\r\n\r\n\"BUDI; S.\";\"JL. \"\"X\"\"\nRT 1\"\r\n=\"340213\";\"=\"\"001\"\"\"\r\nx;\"a\"b";
        assert_eq!(
            teks(isi.as_bytes()),
            [
                baris(1, &["nama", "alamat"]),
                baris(3, &["BUDI; S.", "JL. \"X\" RT 1"]),
                baris(4, &["340213", "001"]),
                baris(5, &["x", "ab"]),
            ]
        );
    }

    #[test]
    fn a_comma_in_a_number_does_not_outweigh_the_separator() {
        let isi = "nama;lat;lng\nA;-7,1;110,2\nB;-7,3;110,4";
        assert_eq!(teks(isi.as_bytes())[1], baris(2, &["A", "-7,1", "110,2"]));
    }

    #[test]
    fn letters_of_every_kind() {
        let asli = "nama;ibu\nJOSÉ;AMÉLIA";
        let lebar = |bita: fn(u16) -> [u8; 2]| asli.encode_utf16().flat_map(bita).collect::<Vec<u8>>();
        let (le, be) = (lebar(u16::to_le_bytes), lebar(u16::to_be_bytes));
        let (windows, _, _) = WINDOWS_1252.encode(asli);
        for (nama, isi, ditebak) in [
            ("utf-8", asli.as_bytes().to_vec(), false),
            ("utf-8 with a mark", [b"\xEF\xBB\xBF", asli.as_bytes()].concat(), false),
            ("utf-16 le with a mark", [&b"\xFF\xFE"[..], &le].concat(), false),
            ("utf-16 be with a mark", [&b"\xFE\xFF"[..], &be].concat(), false),
            ("utf-16 le", le, false),
            ("utf-16 be", be, false),
            ("windows-1252", windows.into_owned(), true),
        ] {
            let terbaca = baca(&isi).unwrap_or_else(|g| panic!("{nama}: {g}"));
            assert_eq!(terbaca.baris[1].sel[0].tampil(), "JOSÉ", "{nama}");
            assert_eq!(terbaca.ditebak, ditebak, "{nama}");
            assert!(seperti_csv(&isi), "{nama}");
        }
    }

    #[test]
    fn other_letters_are_refused_in_a_sentence() {
        let campur = ["nama;ibu\nJOSÉ;AMÉLIA\nANDRÉ;".as_bytes(), b"JOS\xC9\n"].concat();
        let terpotong = [&b"\xFF\xFE"[..], b"n\0a\0;\0i"].concat();
        let asing = b"nama;ibu\n\x83\x81\x83\x90;\x8d\x8f\n".to_vec();
        for isi in [campur, terpotong, asing] {
            assert_eq!(baca(&isi).err(), Some(GalatBerkas::Huruf));
        }
        assert_eq!(baca(b"nama;x\n\0\0\0\x01").err(), Some(GalatBerkas::BukanBuku));
    }

    #[test]
    fn a_quote_left_open_is_told_with_its_row() {
        let isi = "nik;nama\n1;A\n2;\"B\n3;C";
        let galat = baca(isi.as_bytes()).err();
        assert_eq!(galat, Some(GalatBerkas::KutipTerbuka { baris: 3 }));
    }

    #[test]
    fn what_is_no_table_is_none() {
        for isi in ["<table><tr><td>a;b", "{\\rtf1 a;b", "satu kata", ""] {
            assert!(!seperti_csv(isi.as_bytes()), "{isi}");
        }
    }

    /// A whole regency's worth of rows in each kind of letters, and in none.
    #[test]
    fn a_hundred_thousand_rows() {
        let mut asli = String::from("nik;nama;alamat\n");
        for i in 0..100_000 {
            writeln!(asli, "34021341018{i:05};JOSÉ KE-{i};\"JL. MELATI; {i}\"").unwrap();
        }
        let (windows, _, _) = WINDOWS_1252.encode(&asli);
        let utf_16: Vec<u8> = asli.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for isi in [asli.as_bytes(), &windows, &utf_16] {
            let terbaca = baca(isi).unwrap_or_else(|g| panic!("{g}"));
            assert_eq!(terbaca.baris.len(), 100_001);
            assert_eq!(terbaca.baris[100_000].sel[2].tampil(), "JL. MELATI; 99999");
        }
        let mut rusak = asli.into_bytes();
        rusak.extend(b"1;JOS\xC9;x\n");
        assert_eq!(baca(&rusak).err(), Some(GalatBerkas::Huruf), "one foreign line spoils no other silently");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(isi in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = (seperti_csv(&isi), baca(&isi));
        }

        #[test]
        fn any_text_is_read_or_refused(isi in "[a;,\"\n\ré= |]{0,60}") {
            let _ = baca(isi.as_bytes());
        }
    }
}
