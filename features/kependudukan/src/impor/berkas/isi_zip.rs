//! What a zip holds and how large it really becomes.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::GalatBerkas;

/// More parts than any workbook of residents has.
const BATAS_BAGIAN: usize = 2_000;
/// Sheets are repetitive, but XML written by office programs stays below 1:100.
const BATAS_RASIO: u64 = 200;
/// Below this the ratio says nothing: a short part of one repeated letter is no bomb.
const MULAI_RASIO: u64 = 16 * 1024 * 1024;

/// Kind of document, told by the parts that must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Isi {
    Xlsx,
    Xlsb,
    Ods,
    Lain,
}

fn arsip(isi: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, GalatBerkas> {
    ZipArchive::new(Cursor::new(isi)).map_err(|_| GalatBerkas::Rusak)
}

/// Unpacks every part into nothing, counting. The declared sizes are looked at first, because
/// they cost nothing, but only what really comes out is believed.
pub(super) fn periksa(isi: &[u8], batas: u64) -> Result<Isi, GalatBerkas> {
    let mut arsip = arsip(isi)?;
    if arsip.len() > BATAS_BAGIAN {
        return Err(GalatBerkas::Membengkak);
    }
    let jenis = jenis(&arsip);
    let mut total = 0;
    for nomor in 0..arsip.len() {
        let mentah = arsip.by_index_raw(nomor).map_err(|_| GalatBerkas::Rusak)?;
        if mentah.encrypted() {
            return Err(GalatBerkas::Terkunci);
        }
        let (terlipat, tertulis) = (mentah.compressed_size(), mentah.size());
        drop(mentah);
        wajar(tertulis, terlipat, batas - total)?;
        let bagian = arsip.by_index(nomor).map_err(|_| GalatBerkas::Rusak)?;
        let sisa = batas - total;
        let nyata = std::io::copy(&mut bagian.take(sisa + 1), &mut std::io::sink())
            .map_err(|_| GalatBerkas::Rusak)?;
        wajar(nyata, terlipat, sisa)?;
        total += nyata;
    }
    Ok(jenis)
}

fn wajar(terbuka: u64, terlipat: u64, sisa: u64) -> Result<(), GalatBerkas> {
    let rasio = terbuka / terlipat.max(1);
    let melar = terbuka > MULAI_RASIO && rasio > BATAS_RASIO;
    if terbuka > sisa || melar { Err(GalatBerkas::Membengkak) } else { Ok(()) }
}

fn jenis(arsip: &ZipArchive<Cursor<&[u8]>>) -> Isi {
    let ada = |nama: &str| arsip.file_names().any(|n| n.is_ok_and(|n| n.eq_ignore_ascii_case(nama)));
    if ada("xl/workbook.xml") {
        Isi::Xlsx
    } else if ada("xl/workbook.bin") {
        Isi::Xlsb
    } else if ada("content.xml") && ada("mimetype") {
        Isi::Ods
    } else {
        Isi::Lain
    }
}

/// One part, unpacked.
pub(super) fn bagian(isi: &[u8], nama: &str, batas: u64) -> Result<Vec<u8>, GalatBerkas> {
    let mut arsip = arsip(isi)?;
    let bagian = arsip.by_name(nama).map_err(|_| GalatBerkas::Rusak)?;
    let mut hasil = Vec::new();
    bagian.take(batas).read_to_end(&mut hasil).map_err(|_| GalatBerkas::Rusak)?;
    Ok(hasil)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn zip(bagian: &[(&str, Vec<u8>)]) -> Vec<u8> {
        let mut tulis = ZipWriter::new(Cursor::new(Vec::new()));
        for (nama, isi) in bagian {
            tulis.start_file(*nama, SimpleFileOptions::default()).unwrap();
            tulis.write_all(isi).unwrap();
        }
        tulis.finish().unwrap().into_inner()
    }

    #[test]
    fn kind_is_told_by_parts() {
        for (nama, jenis) in [
            ("xl/workbook.xml", Isi::Xlsx),
            ("xl/workbook.bin", Isi::Xlsb),
            ("word/document.xml", Isi::Lain),
            ("content.xml", Isi::Lain),
        ] {
            assert_eq!(periksa(&zip(&[(nama, vec![b'x'])]), 1_000), Ok(jenis), "{nama}");
        }
        let ods = zip(&[("mimetype", vec![b'x']), ("content.xml", vec![b'x'])]);
        assert_eq!(periksa(&ods, 1_000), Ok(Isi::Ods));
    }

    #[test]
    fn what_swells_is_refused() {
        let bengkak = vec![b' '; 20 * 1024 * 1024];
        let berkas = zip(&[("xl/workbook.xml", bengkak)]);
        assert!(berkas.len() < 100_000);
        assert_eq!(periksa(&berkas, 300 * 1024 * 1024), Err(GalatBerkas::Membengkak));
        let bagian: Vec<_> = (0..4).map(|i| (["a", "b", "c", "d"][i], vec![b' '; 400])).collect();
        assert_eq!(periksa(&zip(&bagian), 1_500), Err(GalatBerkas::Membengkak));
        assert_eq!(periksa(&zip(&bagian), 1_600), Ok(Isi::Lain));
    }

    #[test]
    fn a_lie_about_the_size_does_not_help() {
        let mut berkas = zip(&[("xl/workbook.xml", vec![b' '; 20 * 1024 * 1024])]);
        let asli = (20_u32 * 1024 * 1024).to_le_bytes();
        let posisi: Vec<usize> = (0..berkas.len() - 4).filter(|i| berkas[*i..*i + 4] == asli).collect();
        assert!(!posisi.is_empty());
        for p in posisi {
            berkas[p..p + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
        assert!(matches!(
            periksa(&berkas, 300 * 1024 * 1024),
            Err(GalatBerkas::Membengkak | GalatBerkas::Rusak)
        ));
    }

    #[test]
    fn too_many_parts() {
        let nama: Vec<String> = (0..=BATAS_BAGIAN).map(|i| i.to_string()).collect();
        let bagian: Vec<_> = nama.iter().map(|n| (n.as_str(), vec![])).collect();
        assert_eq!(periksa(&zip(&bagian), 1_000), Err(GalatBerkas::Membengkak));
    }

    #[test]
    fn cut_off_is_broken() {
        let utuh = zip(&[("xl/workbook.xml", vec![b'x'; 5_000])]);
        for panjang in [10, utuh.len() / 2, utuh.len() - 1] {
            assert_eq!(periksa(&utuh[..panjang], 10_000), Err(GalatBerkas::Rusak), "{panjang}");
        }
    }
}
