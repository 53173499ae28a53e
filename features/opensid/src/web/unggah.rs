use askama::Template;
use axum::response::Response;
use ui::Field;
use web::{Caller, Form};

use crate::pengambilan::{self, Galat};
use crate::rencana::Perintah;
use crate::{store, sumber};

#[derive(Template)]
#[template(path = "opensid/unggah.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    /// Somebody is registered here already.
    berisi: bool,
    impor_href: String,
    riwayat: Vec<Riwayat>,
}

struct Riwayat {
    href: String,
    pada: String,
    desa: String,
    pembukaan: String,
    masuk: String,
    diambil: String,
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    let form = formulir(&caller);
    web::html(&halaman(&caller, form).await?)
}

fn formulir(caller: &Caller) -> ui::Form {
    let petunjuk = "Berkas .sql atau .sql.gz, paling besar 64 MB, dari menu Pengaturan › Database di OpenSID atau \
        dari mysqldump.";
    caller.form().with(Field::new("berkas", "Cadangan basis data OpenSID").hint(petunjuk).accept(".sql,.gz"))
}

async fn halaman(caller: &Caller, form: ui::Form) -> web::Result<Halaman> {
    let berisi =
        pengambilan::register_berisi(caller.app.db(), &caller.ctx).await.map_err(super::laporan::galat)?;
    let mut tx = caller.read().await?;
    let riwayat = store::list_impor(&mut tx).await?.into_iter().map(|i| Riwayat {
        href: caller.href(&format!("/opensid/{}", i.id)),
        pada: super::waktu(caller, i.pada),
        desa: i.nama_asal,
        pembukaan: kamus::tanggal_panjang(i.pembukaan.0),
        masuk: kamus::angka(i.masuk),
        diambil: kamus::angka(i.diambil),
    });
    Ok(Halaman {
        page: caller.page("Pindah dari OpenSID").has_error(form.has_error()),
        form,
        aksi: caller.href("/opensid"),
        berisi,
        impor_href: caller.href("/impor"),
        riwayat: riwayat.collect(),
    })
}

/// Takes a dump, reads it, and leads to its report. Nothing enters the register here.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let mut tampil = formulir(&caller);
    let Some(berkas) = form.file("berkas") else {
        tampil.refuse("berkas", "Pilih dulu berkas cadangan OpenSID.");
        return web::refused(&halaman(&caller, tampil).await?);
    };
    let isi = berkas.bytes.to_vec();
    drop(form);
    let dibaca = tokio::task::spawn_blocking(move || sumber::baca(isi.as_slice(), &mut |_| {})).await;
    let mentah = match dibaca.map_err(anyhow::Error::from)? {
        Ok(mentah) => mentah,
        Err(galat) => {
            tampil.refuse("berkas", galat.to_string());
            return web::refused(&halaman(&caller, tampil).await?);
        }
    };
    // What cannot become a plan is said beside the file.
    let perintah = perintah(&caller, None);
    match pengambilan::laporan(caller.app.db(), &caller.ctx, &mentah, perintah).await {
        Ok(_) => {
            let id = pengambilan::simpan(caller.app.db(), &caller.ctx, &mentah).await;
            let id = id.map_err(super::laporan::galat)?;
            Ok(web::see_other(&caller.href(&format!("/opensid/{id}")), None))
        }
        Err(Galat::Rencana(galat)) => {
            tampil.refuse("berkas", galat.to_string());
            web::refused(&halaman(&caller, tampil).await?)
        }
        Err(lain) => Err(super::laporan::galat(lain)),
    }
}

pub(super) fn perintah(caller: &Caller, pembukaan: Option<jiff::civil::Date>) -> Perintah {
    Perintah { kode: caller.ctx.unit.0, hari_ini: caller.today(), zona: caller.unit.zone, pembukaan }
}
