//! Generated villages go through the door of real workbooks.

use super::super::{Resep, buku, penduduk};
use super::{PADA, pleret};
use crate::impor::baca;

#[test]
fn the_import_finds_nothing_to_mend() {
    let resep = Resep { jumlah: 5_000, ..pleret(1) };
    let baris = penduduk(&resep);
    let hasil = baca(&buku(&baris).unwrap(), PADA).unwrap();
    let temuan: Vec<_> = hasil.temuan.iter().map(|t| (t.baris, t.kolom, &t.kalimat)).collect();
    assert_eq!(temuan, []);
    assert_eq!(hasil.jumlah_ditolak(), 0);
    assert!(hasil.baris == baris, "what was written is what is read");
    let kepala = baris.iter().filter(|b| b.shdk == kamus::Shdk::KepalaKeluarga).count();
    assert_eq!(hasil.keluarga.len(), kepala);
    assert!(hasil.keluarga.iter().all(|k| k.utuh && k.kepala.is_some()));
}
