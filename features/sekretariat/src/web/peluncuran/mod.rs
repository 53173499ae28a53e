//! Berkas peluncuran: what is printed before the first day, and what may be changed in it.

mod cetak;
mod isi;

use ::web::{Caller, Form, Guard, Menu, Route, get, post};
use askama::Template;
use axum::response::Response;
use ui::{Task, Tone};

use super::pelaku;
use crate::ATUR;
use crate::peluncuran::{self, panduan::Peran};

pub(super) fn routes() -> Vec<Route> {
    let atur = Guard::Needs(ATUR);
    vec![
        get("/{kode}/berkas-peluncuran", atur, daftar),
        get("/{kode}/berkas-peluncuran/tim", atur, isi::tim),
        post("/{kode}/berkas-peluncuran/tim", atur, isi::simpan_tim),
        get("/{kode}/berkas-peluncuran/anggaran", atur, isi::rab),
        post("/{kode}/berkas-peluncuran/anggaran", atur, isi::simpan_rab),
        post("/{kode}/berkas-peluncuran/nomor", atur, nomor),
        get("/{kode}/berkas-peluncuran/keputusan.pdf", atur, cetak::keputusan).limited(30),
        get("/{kode}/berkas-peluncuran/anggaran.pdf", atur, cetak::anggaran).limited(30),
        get("/{kode}/berkas-peluncuran/poster.pdf", atur, cetak::poster).limited(30),
        get("/{kode}/berkas-peluncuran/panduan/{peran}", atur, cetak::panduan).limited(30),
    ]
}

pub(super) fn menu() -> Menu {
    Menu {
        label: "Berkas peluncuran",
        path: "/berkas-peluncuran",
        icon: "cetak",
        group: "Pengaturan",
        guard: Guard::Needs(ATUR),
        order: 906,
    }
}

#[derive(Template)]
#[template(path = "sekretariat/peluncuran.html")]
struct Halaman {
    page: ui::Page,
    alamat: String,
    nomor: String,
    anggota: usize,
    jumlah: String,
    kunci: String,
    /// The office's number, once it is set.
    wa: Option<String>,
    panduan: Vec<(String, String)>,
    siap: Vec<Task>,
}

async fn daftar(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let isi = peluncuran::baca(&mut tx, caller.today()).await?;
    let identitas = wilayah::get_identitas(&mut tx).await?;
    let sebutan = wilayah::sebutan(&identitas);
    let wa = cetak::nomor_wa(&mut tx).await?;
    let alamat = caller.href("/berkas-peluncuran");
    let jumlah: i64 = isi.rab.iter().map(peluncuran::BarisRab::jumlah).fold(0, i64::saturating_add);
    let keadaan = |siap: bool| if siap { ("Siap", Tone::Good) } else { ("Belum", Tone::Wait) };
    let tugas = |label: &str, siap: bool, hint: &str| {
        let (kata, nada) = keadaan(siap);
        Task::new(label, kata, nada).hint(hint)
    };
    let siap = vec![
        tugas("Kop dan alamat kantor", identitas.alamat.is_some(), "Tercetak di keputusan"),
        tugas("Anggota tim", !isi.tim.is_empty(), "Diambil dari pejabat; dapat diubah"),
        tugas(
            "Nomor WhatsApp kantor",
            wa.is_some(),
            "Diperlukan poster. Diisi pengelola sistem di Penyedia WhatsApp",
        ),
    ];
    let panduan = Peran::SEMUA
        .into_iter()
        .map(|peran| (format!("{alamat}/panduan/{}", peran.kode()), peran.judul(sebutan)));
    ::web::html(&Halaman {
        page: caller.page("Berkas peluncuran"),
        nomor: isi.nomor,
        anggota: isi.tim.len(),
        jumlah: format!("Rp{}", kamus::angka(jumlah)),
        kunci: caller.request_key(),
        wa: wa.map(|nomor| nomor.lokal()),
        panduan: panduan.collect(),
        siap,
        alamat,
    })
}

/// Takes a number for the decision from the office's letters.
async fn nomor(caller: Caller, form: Form) -> ::web::Result<Response> {
    let target = caller.href("/berkas-peluncuran");
    let mut tx = match caller.begin("penomoran_keputusan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let nomor = peluncuran::ambil_nomor(&mut tx, caller.today(), &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, format!("Keputusan bernomor {nomor}.")))
}
