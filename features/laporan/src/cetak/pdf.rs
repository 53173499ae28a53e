use documents::Job;
use register::{job, kepala};
use serde_json::json;

use super::LembarLampid;
use crate::lampid::{Baris, KOLOM};

const LAMPID: &str = include_str!("../../naskah/lampid.typ");

/// The order for the typesetter. `kertas` is F4 or A4.
pub(crate) fn lampid(lembar: &LembarLampid, kertas: &str) -> Job {
    let angka = |baris: Baris| -> Vec<String> {
        KOLOM.iter().map(|kolom| kamus::angka(lembar.tabel.angka(baris, kolom))).collect()
    };
    let baris: Vec<_> =
        Baris::SEMUA.iter().map(|baris| json!({ "label": baris.label(), "angka": angka(*baris) })).collect();
    let data = json!({
        "kertas": kertas,
        "bulan": lembar.bulan,
        "tanda": lembar.tanda,
        "baris": baris,
        "kepala": kepala(&lembar.kepala),
    });
    job(LAMPID, &format!("Laporan mutasi penduduk {}", lembar.bulan), &lembar.kepala).data(&data)
}
