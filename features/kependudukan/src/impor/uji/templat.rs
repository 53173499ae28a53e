//! The real-format file of 5,000 residents, where it is at hand.

use std::path::Path;

use jiff::civil::date;

use super::{galat, ringkas};
use crate::impor::{baca, buku_catatan};

/// The file was made in the autumn of 2026 and has newborn children.
const HARI_INI: jiff::civil::Date = date(2026, 12, 31);

#[test]
fn five_thousand_residents() {
    let berkas = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/opensid/penduduk-templat-opensid-5000.xlsx");
    let Ok(isi) = std::fs::read(&berkas) else {
        println!("skipped: the shared data folder is absent");
        return;
    };
    let mulai = std::time::Instant::now();
    let hasil = baca(&isi, HARI_INI).unwrap();
    println!("read and checked in {:?}", mulai.elapsed());
    assert_eq!(galat(&hasil), Vec::<String>::new());
    assert_eq!((hasil.baris.len(), hasil.keluarga.len()), (5_000, 1_541));
    assert!(hasil.keluarga.iter().all(|k| k.kepala.is_some() && k.utuh));
    assert_eq!(hasil.kolom_ada.len(), 43);
    println!("{:#?}", &ringkas(&hasil.temuan)[..hasil.temuan.len().min(20)]);
    let ulang = baca(&buku_catatan(&hasil.lembar, &hasil.temuan), HARI_INI).unwrap();
    assert_eq!(ulang.baris, hasil.baris);
}
