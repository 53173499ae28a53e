use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ui::{Choice, Field};
use uuid::Uuid;
use web::Caller;

use super::angka;
use crate::laporan::{Alasan, BarisKolom, BarisTabel, Laporan};
use crate::pengambilan::{self, Galat};
use crate::skema::label_tabel;
use crate::store;

/// What the web says of an error that no form can show.
pub(super) fn galat(galat: Galat) -> web::Error {
    match galat {
        Galat::Db(galat) => galat.into(),
        Galat::SudahTiada => web::Error::Conflict(galat.to_string()),
        lain => web::Error::Refused(lain.to_string()),
    }
}

#[derive(Template)]
#[template(path = "opensid/laporan.html")]
struct Halaman {
    page: ui::Page,
    l: Laporan,
    /// Present while it is not decided.
    putusan: Option<Putusan>,
    selesai: Option<Selesai>,
    diambil: Vec<Tabel>,
    ditinggal: Vec<Tabel>,
    kosong: usize,
}

struct Putusan {
    form: ui::Form,
    pengambilan: String,
    pembatalan: String,
    kunci_batal: String,
    /// The register is not empty.
    berisi: bool,
    impor_href: String,
}

struct Selesai {
    pada: String,
    oleh: String,
    penduduk: String,
}

struct Tabel {
    nama: String,
    masuk: String,
    diambil: String,
    ditinggal: String,
    alasan: Vec<String>,
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    if let Some(impor) = store::find_impor(&mut tx, id).await? {
        let oleh = match impor.oleh {
            Some(pengguna) => access::store::find_pengguna(&mut tx, pengguna).await?.map(|p| p.nama),
            None => None,
        };
        let selesai = Selesai {
            pada: super::waktu(&caller, impor.pada),
            oleh: oleh.unwrap_or_else(|| "Perintah pengelola".to_owned()),
            penduduk: caller.href("/penduduk"),
        };
        return web::html(&susun(&caller, impor.laporan()?, (None, Some(selesai))));
    }
    drop(tx);
    let mentah = match pengambilan::muat(caller.app.db(), &caller.ctx, id).await {
        Err(Galat::SudahTiada) => {
            let kabar = ui::Flash::new(ui::Tone::Wait, Galat::SudahTiada.to_string());
            return Ok(web::see_other(&caller.href("/opensid"), Some(kabar)));
        }
        lain => lain.map_err(galat)?,
    };
    let perintah = super::unggah::perintah(&caller, None);
    let laporan =
        pengambilan::laporan(caller.app.db(), &caller.ctx, &mentah, perintah).await.map_err(galat)?;
    let form = formulir(&caller, &laporan);
    web::html(&menunggu(&caller, id, laporan, form).await?)
}

pub(super) fn formulir(caller: &Caller, l: &Laporan) -> ui::Form {
    let petunjuk = "Siapa yang tinggal di desa pada hari ini menjadi data awal. Yang terjadi sesudahnya menjadi \
        peristiwa. Tanggal yang diusulkan adalah hari pertama OpenSID diisi.";
    let tanggal = Field::new("pembukaan", "Register dibuka per tanggal")
        .hint(petunjuk)
        .value(kamus::tanggal_pendek(l.pembukaan));
    let form = caller.form().with(tanggal);
    if !l.desa_lain {
        return form;
    }
    let pilihan = Choice::list([("1", "Ini memang data desa saya")]);
    form.with(Field::new("desa_lain", "Kode desa berbeda").choices(pilihan))
}

/// The report of a database that waits for its decision.
pub(super) async fn menunggu(
    caller: &Caller,
    id: Uuid,
    laporan: Laporan,
    form: ui::Form,
) -> web::Result<impl Template + use<>> {
    let alamat = caller.href(&format!("/opensid/{id}"));
    let berisi = pengambilan::register_berisi(caller.app.db(), &caller.ctx).await.map_err(galat)?;
    let putusan = Putusan {
        form,
        pengambilan: format!("{alamat}/pengambilan"),
        pembatalan: format!("{alamat}/pembatalan"),
        kunci_batal: caller.request_key(),
        berisi,
        impor_href: caller.href("/impor"),
    };
    Ok(susun(caller, laporan, (Some(putusan), None)))
}

fn susun(caller: &Caller, l: Laporan, (putusan, selesai): (Option<Putusan>, Option<Selesai>)) -> Halaman {
    let judul = if selesai.is_some() { "OpenSID sudah diambil" } else { "Laporan cadangan OpenSID" };
    let ada_galat = putusan.as_ref().is_some_and(|p| p.form.has_error());
    let tabel = |diambil: bool| -> Vec<Tabel> {
        l.tabel.iter().filter(|t| t.masuk > 0 && (t.diambil > 0) == diambil).map(baris).collect()
    };
    Halaman {
        page: caller.page(judul).back("Pindah dari OpenSID", caller.href("/opensid")).has_error(ada_galat),
        diambil: tabel(true),
        ditinggal: tabel(false),
        kosong: l.tabel.iter().filter(|t| t.masuk == 0).count(),
        putusan,
        selesai,
        l,
    }
}

fn baris(t: &BarisTabel) -> Tabel {
    let alasan = |a: &Alasan| {
        if t.ditinggal.len() == 1 && t.diambil == 0 {
            a.alasan.clone()
        } else {
            format!("{}: {}", angka(a.banyak), a.alasan)
        }
    };
    Tabel {
        nama: label_tabel(&t.tabel).map_or_else(|| t.tabel.clone(), |label| format!("{label} ({})", t.tabel)),
        masuk: angka(t.masuk),
        diambil: angka(t.diambil),
        ditinggal: angka(t.jumlah_ditinggal()),
        alasan: t.ditinggal.iter().map(alasan).collect(),
    }
}

impl Halaman {
    fn kolom(&self) -> &[BarisKolom] {
        &self.l.kolom
    }
}
