//! Dumps, whole and broken.

use std::io::Write as _;

use super::*;
use crate::skema::{Kk, Orang};
use crate::testing::Cadangan;

fn cadangan(data: &str) -> String {
    Cadangan::kosong().tambah(data).teks()
}

fn urai(teks: &[u8]) -> Result<Mentah, GalatSumber> {
    baca(teks, &mut |_| {})
}

const KELUARGA: &str = "LOCK TABLES `tweb_keluarga` WRITE;\n/*!40000 ALTER TABLE `tweb_keluarga` DISABLE KEYS */;\n\
    INSERT INTO `tweb_keluarga` VALUES\n(1,'3402130101109001',7,3,1,'Jl. Melati; no. 3 \\'B\\'',NULL),\n\
    (2,'0',NULL,3,1,'',NULL);\n/*!40000 ALTER TABLE `tweb_keluarga` ENABLE KEYS */;\nUNLOCK TABLES;\n";

#[test]
fn a_dump_is_read_with_its_rows_and_counts() {
    let teks = cadangan(&format!(
        "{KELUARGA}CREATE TABLE `user` (`id` int, `password` text);\nINSERT INTO `user` VALUES (1,'$2y$10$a),(\\'b'),(2,NULL);\n"
    ));
    for isi in [teks.clone(), teks.replace('\n', "\r\n"), format!("\u{feff}{teks}")] {
        let mentah = urai(isi.as_bytes()).unwrap();
        let kk: Vec<Kk<'_>> = mentah.baris(&Kk::TABEL).iter().map(|b| Kk::dari(b)).collect();
        assert_eq!(kk.len(), 2);
        assert_eq!((kk[0].no_kk, kk[0].alamat), (Some("3402130101109001"), Some("Jl. Melati; no. 3 'B'")));
        assert_eq!((kk[1].no_kk, kk[1].nik_kepala, kk[1].alamat), (Some("0"), None, None));
        assert_eq!(mentah.tabel["user"].jumlah, 2);
        assert!(mentah.tabel["user"].baris.is_empty(), "credentials are counted, never kept");
        assert_eq!(mentah.asal.program, "MariaDB dump 10.19");
        assert_eq!(mentah.asal.selesai.as_deref(), Some("2026-02-28  7:30:00"));
        assert!(mentah.asal.utuh && mentah.asal.utc);
    }
}

#[test]
fn other_hands_write_dumps_too() {
    // With column lists, one row each, in lower case, without LOCK; a trigger with its own delimiter.
    let data = "insert ignore into `tweb_keluarga` (`alamat`, `id`, `no_kk`, `tag`) values ('Kauman', 5, NULL, 'x');\n\
        DELIMITER ;;\nCREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET @a = 'b;'; END ;;\nDELIMITER ;\n\
        INSERT INTO opensid.tweb_keluarga (id,no_kk) VALUE (6,0x30);\nSET @x = 1 # aside; '\n;\nCOMMIT;\n";
    let mentah = urai(cadangan(data).as_bytes()).unwrap();
    let isi = &mentah.tabel["tweb_keluarga"];
    let kk: Vec<Kk<'_>> = isi.baris.iter().map(|b| Kk::dari(b)).collect();
    assert_eq!((kk[0].id, kk[0].alamat, kk[0].no_kk), (Some("5"), Some("Kauman"), None));
    assert_eq!((kk[1].id, kk[1].no_kk), (Some("6"), Some("0")));
    assert_eq!(isi.lain.get("tag"), Some(&1));
}

#[test]
fn a_dump_cut_anywhere_is_never_taken_for_a_whole_one() {
    let teks = cadangan(KELUARGA);
    let utuh = teks.len();
    let data = teks.find("LOCK TABLES").unwrap();
    let buka = teks.find("UNLOCK").unwrap();
    for sampai in (1..utuh).step_by(7).chain([buka - 1, data + 200]) {
        match urai(&teks.as_bytes()[..sampai]) {
            Err(galat) => assert!(!galat.to_string().is_empty()),
            // Behind the last row only the closing remark is missing, and that is told.
            Ok(mentah) => {
                assert!(!mentah.asal.utuh || sampai + 30 > utuh, "cut at {sampai}");
                assert!(sampai <= data || sampai > buka, "cut at {sampai}, rows are missing");
            }
        }
    }
    let galat = urai(&teks.as_bytes()[..teks.find("(2,'0'").unwrap() + 3]).unwrap_err();
    assert_eq!(
        galat.to_string(),
        "Cadangan ini terpotong: berhenti di tengah tabel tweb_keluarga, sesudah 1 baris data. Buat lagi \
         cadangannya dan salin sampai selesai; tidak ada yang disimpan dari berkas ini."
    );
}

#[test]
fn what_is_no_dump_is_named() {
    let lama = "CREATE TABLE `siswa` (`id` int);\nINSERT INTO `siswa` VALUES (1);\n-- Dump completed\n";
    let tanpa_kolom = cadangan("").replace("  `status_dasar` text,\n", "");
    let setengah =
        format!("{}LOCK", cadangan("").split("DROP TABLE IF EXISTS `log_penduduk`").next().unwrap());
    for (isi, kalimat) in [
        (b"".to_vec(), "kosong"),
        (b"nik;nama\n1;2\n".to_vec(), "bukan cadangan basis data MySQL atau MariaDB (baris 1)"),
        (b"<!doctype html>".to_vec(), "bukan cadangan"),
        (b"PK\x03\x04....".to_vec(), "berkas ZIP"),
        (b"\xff\xfeC\0R\0".to_vec(), "UTF-16"),
        (b"%PDF-1.7 \x00\x01".to_vec(), "bukan cadangan"),
        (b"SQLite format 3\0".to_vec(), "bukan cadangan"),
        (lama.as_bytes().to_vec(), "bukan dari OpenSID: tabel tweb_penduduk"),
        (tanpa_kolom.into_bytes(), "tabel tweb_penduduk tidak punya kolom status_dasar"),
        (
            setengah.trim_end_matches("LOCK").as_bytes().to_vec(),
            "padahal tabel log_penduduk, config belum ada",
        ),
        (cadangan("INSERT INTO `config` VALUES (1,'a');").into_bytes(), "banyaknya isian tidak sama"),
        (b"\x1f\x8b\x08\x00\x00".to_vec(), "rusak atau terpotong"),
    ] {
        let galat = urai(&isi).unwrap_err().to_string();
        assert!(galat.contains(kalimat), "{galat}");
    }
}

#[test]
fn latin1_is_refused_with_its_place() {
    let mut isi = cadangan("").into_bytes();
    isi.extend_from_slice(b"INSERT INTO `config` VALUES ('1','Sukamaju','3402132099'),('2','Ci\xe9','1');\n");
    let galat = urai(&isi).unwrap_err().to_string();
    assert!(
        galat.starts_with("Tulisan di tabel config, baris data ke-2, kolom nama_desa bukan UTF-8"),
        "{galat}"
    );
}

#[test]
fn a_gzipped_dump_is_read_and_a_cut_one_refused() {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(cadangan(KELUARGA).as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let mentah = urai(&gz).unwrap();
    assert_eq!(mentah.baris(&Kk::TABEL).len(), 2);
    assert_eq!(mentah.asal.sidik.len(), 64);
    let galat = urai(&gz[..gz.len() / 2]).unwrap_err().to_string();
    assert!(galat.contains("rusak atau terpotong"), "{galat}");
}

#[test]
fn a_table_that_is_not_wanted_takes_no_memory() {
    // One huge value and many rows: all of it passes through one small buffer.
    let besar = "x'y\\".replace('\'', "''").replace('\\', "\\\\").repeat(500_000);
    let banyak: Vec<String> = (0..5_000).map(|n| format!("({n},'{n}')")).collect();
    let data = format!("INSERT INTO `artikel` VALUES (1,'{besar}'),{};\n", banyak.join(","));
    let mentah = urai(cadangan(&data).as_bytes()).unwrap();
    assert_eq!(mentah.tabel["artikel"].jumlah, 5_001);
    assert!(mentah.tabel["artikel"].baris.is_empty());
}

/// Where the real dump stands beside the repository.
pub(crate) fn nyata() -> Option<std::path::PathBuf> {
    let akar = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let letak = akar.join("../shared/data/opensid/opensid-v2410-10k.sql.gz");
    if letak.exists() {
        return Some(letak);
    }
    eprintln!("skipped: the OpenSID dump is not in ../shared/data/opensid");
    None
}

#[test]
fn the_real_dump_is_read_whole() {
    let Some(letak) = nyata() else { return };
    let mulai = std::time::Instant::now();
    let mentah = baca_berkas(&letak, &mut |_| {}).unwrap();
    eprintln!("parsed in {:?}", mulai.elapsed());
    for (tabel, jumlah) in [
        ("tweb_penduduk", 10_020),
        ("tweb_keluarga", 3_058),
        ("log_penduduk", 10_020),
        ("log_keluarga", 3_058),
        ("tweb_wil_clusterdesa", 126),
        ("tweb_desa_pamong", 2),
        ("tweb_aset", 4_250),
        ("tweb_penduduk_mandiri", 0),
    ] {
        assert_eq!(mentah.tabel[tabel].jumlah, jumlah, "{tabel}");
    }
    assert_eq!(mentah.tabel.len(), 65);
    assert!(!mentah.asal.utuh, "this file has lost its last line, and that must be told");
    let orang = Orang::dari(&mentah.baris(&Orang::TABEL)[0]);
    assert_eq!(
        (orang.id, orang.tanggallahir, orang.status_dasar),
        (Some("1"), Some("1946-06-11"), Some("1"))
    );
}
