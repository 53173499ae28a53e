use documents::{Info, Job, Standard};
use serde_json::json;

use crate::{Kepala, Lembar};

const BUKU: &str = include_str!("../naskah/buku.typ");
/// What reports and books share; a template imports it as `/pustaka.typ`.
pub const PUSTAKA: &str = include_str!("../naskah/pustaka.typ");

/// A PDF holds at most so many rows: more would take longer than a request may wait.
pub const BAGIAN: usize = 500;

/// The order for the typesetter. `kertas` is F4 or A4.
pub fn pdf(lembar: &Lembar, kertas: &str) -> Job {
    let kolom: Vec<_> = lembar.kolom.iter().map(|k| json!({ "nama": k.nama, "lebar": k.lebar })).collect();
    let judul = lembar.nama();
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

/// Head and signatures as `/pustaka.typ` reads them.
pub fn kepala(k: &Kepala) -> serde_json::Value {
    json!({
        "unit": k.unit, "induk": k.induk, "tempat": k.tempat, "contoh": k.contoh,
        "tanggal": kamus::tanggal_panjang(k.tanggal), "pejabat": k.pimpinan, "sekretaris": k.sekretaris,
    })
}

/// A page of a template of one's own, which may import `/pustaka.typ`.
pub fn job(naskah: &str, judul: &str, k: &Kepala) -> Job {
    // A paper has a date, but PDF wants an instant: the opening of the office.
    let pada = k.tanggal.at(8, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let pada = pada.expect("a day of the calendar has a morning");
    Job::new(naskah, Info::new(judul, &pada)).file("/pustaka.typ", PUSTAKA)
}
