use documents::{Info, Job, Standard};
use serde_json::json;

use super::{Kepala, LembarBuku, LembarLampid};
use crate::lampid::{Baris, KOLOM};

const BUKU: &str = include_str!("../../naskah/buku.typ");
const LAMPID: &str = include_str!("../../naskah/lampid.typ");
const PUSTAKA: &str = include_str!("../../naskah/pustaka.typ");

/// A PDF holds at most so many rows: more would take longer than a request may wait.
pub(crate) const BAGIAN: usize = 500;

/// The order for the typesetter. `kertas` is F4 or A4.
pub(crate) fn buku(lembar: &LembarBuku, kertas: &str) -> Job {
    let kolom: Vec<_> =
        lembar.buku.kolom().iter().map(|k| json!({ "nama": k.nama, "lebar": k.lebar })).collect();
    let judul = format!("{} {}", lembar.buku.nomor(), lembar.buku.judul());
    let data = json!({
        "kertas": kertas,
        "judul": judul,
        "keterangan": lembar.keterangan,
        "tanda": lembar.tanda,
        "kolom": kolom,
        // Wide tables are set smaller.
        "besar": if kolom.len() > 25 { 5.5 } else if kolom.len() > 17 { 6.5 } else { 7.5 },
        "baris": lembar.baris,
        "kepala": kepala(&lembar.kepala),
    });
    // Tags for 8,000 cells would take longer than the page itself.
    job(BUKU, &judul, &lembar.kepala).standard(Standard::A2b).data(&data)
}

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

fn kepala(k: &Kepala) -> serde_json::Value {
    let p = &k.pengesah;
    json!({
        "unit": p.unit, "induk": p.induk, "tempat": p.tempat, "contoh": k.contoh,
        "tanggal": kamus::tanggal_panjang(k.tanggal), "pejabat": p.kepala, "sekretaris": p.sekretaris,
    })
}

fn job(naskah: &str, judul: &str, k: &Kepala) -> Job {
    // A paper has a date, but PDF wants an instant: the opening of the office.
    let pada = k.tanggal.at(8, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let pada = pada.expect("a day of the calendar has a morning");
    Job::new(naskah, Info::new(judul, &pada)).file("/pustaka.typ", PUSTAKA)
}
