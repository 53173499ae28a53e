//! How long scans stay, and to which office cases go.

use ::web::{Caller, Form};
use askama::Template;
use axum::response::Response;
use ui::{Field, Flash, Tone};

use crate::pindaian::hari_simpan;
use crate::store::{self, AturDukcapil};

#[derive(Template)]
#[template(path = "dukcapil/atur.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

fn halaman(caller: &Caller, form: ui::Form) -> Halaman {
    Halaman {
        page: caller.page("Pengaturan berkas Dukcapil").back("Berkas Dukcapil", caller.href("/dukcapil")),
        aksi: caller.href("/atur-dukcapil"),
        form,
    }
}

async fn formulir(caller: &Caller, tx: &mut db::ReadTx) -> db::Result<ui::Form> {
    let hari = hari_simpan(tx).await?.to_string();
    let tujuan = crate::formulir::tujuan(tx).await?;
    let hari = Field::new("hari", "Pindaian dihapus sesudah berapa hari")
        .hint("Sejak nomornya terbit atau berkasnya batal. Antara 1 dan 365.")
        .numeric()
        .width(4)
        .value(hari);
    let tujuan = Field::new("tujuan", "Kantor yang dituju").hint("Tertulis di daftar serah.").value(tujuan);
    Ok(caller.form().with(hari).with(tujuan))
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let form = formulir(&caller, &mut tx).await?;
    ::web::html(&halaman(&caller, form))
}

pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let target = caller.href("/atur-dukcapil");
    let mut tx = match caller.begin("perubahan_atur_dukcapil", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let mut tampil = formulir(&caller, &mut tx).await?.fill(form.typed());
    let hari = form.text("hari").parse::<i32>().ok().filter(|hari| (1..=365).contains(hari));
    let tujuan = form.text("tujuan").trim();
    if hari.is_none() {
        tampil.refuse("hari", "Isi dengan angka antara 1 dan 365.");
    }
    if !(3..=150).contains(&tujuan.chars().count()) {
        tampil.refuse("tujuan", "Tulis nama kantornya, paling panjang 150 huruf.");
    }
    let (Some(hari_simpan), false) = (hari, tampil.has_error()) else {
        let mut tampil = halaman(&caller, tampil);
        tampil.page = tampil.page.has_error(true);
        return ::web::refused(&tampil);
    };
    let lama = store::find_atur(&mut tx).await?;
    let id = lama.as_ref().map_or_else(|| caller.ctx.new_id(), |atur| atur.id);
    let atur = AturDukcapil { id, hari_simpan, tujuan: tujuan.to_owned() };
    match lama {
        Some(_) => tx.update(&atur).await?,
        None => tx.insert(&atur).await?,
    }
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Pengaturan sudah disimpan."))))
}
