//! The list of dusun, RW and RT, with their heads.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use uuid::Uuid;
use web::{Caller, Form, see_other};

use super::{muat, periksa, tab};
use crate::store::{self, BagianWilayah};

#[derive(Template)]
#[template(path = "wilayah/bagian.html")]
struct Daftar {
    page: ui::Page,
    tabs: Vec<ui::MenuItem>,
    form: ui::Form,
    action: String,
    dusun: &'static str,
    baris: Vec<Baris>,
}

struct Baris {
    href: String,
    dusun: String,
    rw: String,
    rt: String,
    kepala: String,
}

#[derive(Template)]
#[template(path = "wilayah/bagian_ubah.html")]
struct Ubah {
    page: ui::Page,
    form: ui::Form,
    action: String,
}

fn formulir(caller: &Caller, dusun: &str) -> ui::Form {
    caller
        .form()
        .with(ui::Field::new("dusun", dusun).width(20).autocomplete("off"))
        .with(ui::Field::new("rw", "RW").optional().numeric().width(4))
        .with(ui::Field::new("rt", "RT").optional().numeric().width(4))
        .with(ui::Field::new("kepala", "Nama ketua").optional().width(30).autocomplete("off"))
}

async fn halaman(caller: &Caller, form: Option<ui::Form>) -> web::Result<Daftar> {
    let (_, s) = muat(caller).await?;
    let dusun = s.dusun.unwrap_or("Dusun");
    let all = store::list_bagian(&mut caller.read().await?).await?;
    let baris = all.into_iter().map(|b| Baris {
        href: caller.href(&format!("/wilayah/bagian/{}", b.id)),
        dusun: strip(b.dusun),
        rw: strip(b.rw),
        rt: strip(b.rt),
        kepala: b.kepala.unwrap_or_else(|| "–".to_owned()),
    });
    let baris = baris.collect();
    let form = form.unwrap_or_else(|| formulir(caller, dusun));
    let page = caller.page(format!("{dusun}, RW, dan RT")).has_error(form.has_error());
    let (tabs, action) = (tab(caller, "/wilayah/bagian"), caller.href("/wilayah/bagian"));
    Ok(Daftar { page, tabs, form, action, dusun, baris })
}

fn strip(text: String) -> String {
    if text.is_empty() { "–".to_owned() } else { text }
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    web::html(&halaman(&caller, None).await?)
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let (_, s) = muat(&caller).await?;
    let mut shown = formulir(&caller, s.dusun.unwrap_or("Dusun")).fill(form.typed());
    let dusun = form.text("dusun").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut nomor = |name: &str| {
        periksa::nomor_rt(form.text(name)).unwrap_or_else(|sentence| {
            shown.refuse(name, sentence);
            String::new()
        })
    };
    let (rw, rt) = (nomor("rw"), nomor("rt"));
    if dusun.is_empty() && rw.is_empty() && rt.is_empty() {
        shown.refuse("dusun", "Isi nama dusun, atau nomor RW dan RT-nya.");
    }
    if shown.has_error() {
        return web::refused(&halaman(&caller, Some(shown)).await?);
    }
    let target = caller.href("/wilayah/bagian");
    let mut tx = caller.write("penambahan_bagian").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    let same = |b: &BagianWilayah| (&b.dusun, &b.rw, &b.rt) == (&dusun, &rw, &rt);
    if store::list_bagian(&mut tx).await?.iter().any(same) {
        drop(tx);
        shown.refuse("dusun", "Bagian itu sudah ada di daftar.");
        return web::refused(&halaman(&caller, Some(shown)).await?);
    }
    store::lengkapi_bagian(&mut tx, [(dusun.clone(), rw.clone(), rt.clone())]).await?;
    if let Some(mut new) = store::list_bagian(&mut tx).await?.into_iter().find(same) {
        new.kepala = form.some("kepala").map(str::to_owned);
        if new.kepala.is_some() {
            tx.update(&new).await?;
        }
    }
    tx.commit().await?;
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Bagian ditambahkan."))))
}

type Alamat = Path<(String, Uuid)>;

pub(super) async fn ubah(caller: Caller, Path((_, id)): Alamat) -> web::Result<Response> {
    let bagian = store::get_bagian(&mut caller.read().await?, id).await?;
    let part = |label: &str, value: &str| (!value.is_empty()).then(|| format!("{label} {value}"));
    let dusun = (!bagian.dusun.is_empty()).then(|| bagian.dusun.clone());
    let parts: Vec<String> =
        [part("RT", &bagian.rt), part("RW", &bagian.rw), dusun].into_iter().flatten().collect();
    let form = caller.form().with(
        ui::Field::new("kepala", "Nama ketua")
            .optional()
            .width(30)
            .autocomplete("off")
            .value(bagian.kepala.unwrap_or_default()),
    );
    let back = caller.href("/wilayah/bagian");
    let page = caller.page(parts.join(", ")).back("Dusun, RW, dan RT", back);
    web::html(&Ubah { page, form, action: caller.href(&format!("/wilayah/bagian/{id}")) })
}

pub(super) async fn simpan(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let target = caller.href("/wilayah/bagian");
    let mut tx = caller.write("perubahan_bagian").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    let mut bagian = store::get_bagian(&mut tx, id).await?;
    bagian.kepala = form.some("kepala").map(str::to_owned);
    tx.update(&bagian).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Nama ketua tersimpan."))))
}

/// Takes a part off the list, as after a slip of the pen. Residents keep the address they have.
pub(super) async fn hapus(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let target = caller.href("/wilayah/bagian");
    let mut tx = caller.write("penghapusan_bagian").await?;
    if let Once::Again(target) = tx.once(&format!("hapus {}", form.request_key()?), &target).await? {
        return Ok(see_other(&target, None));
    }
    tx.delete::<BagianWilayah>(id).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Bagian dihapus dari daftar."))))
}
