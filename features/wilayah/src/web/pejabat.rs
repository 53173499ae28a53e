//! Officials: who holds which office, appointing, correcting, ending a term.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use kamus::{tanggal_panjang, tanggal_pendek, urai_tanggal};
use uuid::Uuid;
use web::{Caller, Form, see_other};

use super::muat;
use super::pejabat_formulir::Pilihan;
use crate::jabatan::jabatan_label;
use crate::sebutan::Sebutan;
use crate::store::{self, Pejabat};

#[derive(Template)]
#[template(path = "wilayah/pejabat.html")]
struct Daftar {
    page: ui::Page,
    baru: String,
    kini: Vec<Baris>,
    lalu: Vec<Baris>,
}

struct Baris {
    href: String,
    nama: String,
    jabatan: String,
    sk: String,
    masa: String,
}

impl Baris {
    fn new(caller: &Caller, p: &Pejabat, s: &Sebutan) -> Self {
        let mulai = tanggal_pendek(p.mulai.0);
        Self {
            href: caller.href(&format!("/pejabat/{}", p.id)),
            nama: p.nama.clone(),
            jabatan: jabatan_label(p, s),
            sk: p.sk_nomor.clone().unwrap_or_else(|| "–".to_owned()),
            masa: match p.selesai {
                Some(end) => format!("{mulai} sampai {}", tanggal_pendek(end.0)),
                None => format!("sejak {mulai}"),
            },
        }
    }
}

#[derive(Template)]
#[template(path = "wilayah/pejabat_formulir.html")]
struct Formulir {
    page: ui::Page,
    form: ui::Form,
    action: String,
    tombol: &'static str,
    berdusun: bool,
}

#[derive(Template)]
#[template(path = "wilayah/pejabat_rinci.html")]
struct Rinci {
    page: ui::Page,
    form: ui::Form,
    path: String,
    fakta: Vec<(&'static str, String)>,
    menjabat: bool,
}

pub(super) async fn daftar(caller: Caller) -> web::Result<Response> {
    let (_, s) = muat(&caller).await?;
    let all = store::list_pejabat(&mut caller.read().await?).await?;
    let today = caller.today();
    // Who begins later belongs to the present list too, so that nobody enters them twice.
    let (lalu, kini): (Vec<_>, Vec<_>) = all.iter().partition(|p| p.selesai.is_some_and(|end| end.0 < today));
    let rows = |list: Vec<&Pejabat>| list.into_iter().map(|p| Baris::new(&caller, p, s)).collect();
    web::html(&Daftar {
        page: caller.page("Pejabat"),
        baru: caller.href("/pejabat/baru"),
        kini: rows(kini),
        lalu: rows(lalu),
    })
}

fn formulir(caller: &Caller, pilihan: &Pilihan, form: ui::Form, id: Option<Uuid>) -> Formulir {
    let (title, back, action, tombol) = match id {
        None => ("Pejabat baru", "/pejabat".to_owned(), "/pejabat".to_owned(), "Simpan pejabat"),
        Some(id) => (
            "Perbaiki data pejabat",
            format!("/pejabat/{id}"),
            format!("/pejabat/{id}/perbaikan"),
            "Simpan perbaikan",
        ),
    };
    Formulir {
        page: caller.page(title).back("Kembali", caller.href(&back)).has_error(form.has_error()),
        form,
        action: caller.href(&action),
        tombol,
        berdusun: pilihan.sebutan.kepala_dusun.is_some(),
    }
}

pub(super) async fn baru(caller: Caller) -> web::Result<Response> {
    let pilihan = Pilihan::muat(&mut caller.read().await?).await?;
    let form = pilihan.formulir(&caller, None);
    web::html(&formulir(&caller, &pilihan, form, None))
}

pub(super) async fn angkat(caller: Caller, form: Form) -> web::Result<Response> {
    let target = caller.href("/pejabat");
    let mut tx = caller.write("pengangkatan_pejabat").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    let pilihan = Pilihan::muat(&mut tx).await?;
    let mut shown = pilihan.formulir(&caller, None).fill(form.typed());
    let pejabat = pilihan.baca(caller.ctx.new_id(), &form, &mut shown);
    let Some(pejabat) = pejabat.filter(|_| !shown.has_error()) else {
        drop(tx);
        return web::refused(&formulir(&caller, &pilihan, shown, None));
    };
    tx.insert(&pejabat).await?;
    tx.commit().await?;
    let sentence =
        format!("{} tersimpan sebagai {}.", pejabat.nama, jabatan_label(&pejabat, pilihan.sebutan));
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, sentence))))
}

type Alamat = Path<(String, Uuid)>;

pub(super) async fn ubah(caller: Caller, Path((_, id)): Alamat) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let pejabat = store::get_pejabat(&mut tx, id).await?;
    let pilihan = Pilihan::muat(&mut tx).await?;
    let form = pilihan.formulir(&caller, Some(&pejabat));
    web::html(&formulir(&caller, &pilihan, form, Some(id)))
}

/// Corrects what was mistyped. Letters keep the signer as printed on their day.
pub(super) async fn perbaiki(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let target = caller.href(&format!("/pejabat/{id}"));
    let mut tx = caller.write("perbaikan_pejabat").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    let old = store::get_pejabat(&mut tx, id).await?;
    let pilihan = Pilihan::muat(&mut tx).await?;
    let mut shown = pilihan.formulir(&caller, Some(&old)).fill(form.typed());
    let pejabat = pilihan.baca(id, &form, &mut shown);
    let Some(pejabat) = pejabat.filter(|_| !shown.has_error()) else {
        drop(tx);
        return web::refused(&formulir(&caller, &pilihan, shown, Some(id)));
    };
    tx.update(&pejabat).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, "Perbaikan tersimpan."))))
}

fn form_akhir(caller: &Caller) -> ui::Form {
    let hari_ini = tanggal_pendek(caller.today());
    caller.form().with(ui::Field::new("selesai", "Hari terakhir menjabat").value(hari_ini))
}

async fn halaman(caller: &Caller, id: Uuid, form: ui::Form) -> web::Result<Rinci> {
    let (_, s) = muat(caller).await?;
    let p = store::get_pejabat(&mut caller.read().await?, id).await?;
    let long = |day: Option<db::Day>| day.map(|day| tanggal_panjang(day.0));
    let fakta = [
        ("Jabatan", Some(jabatan_label(&p, s))),
        ("Cara menjabat", Some(p.jenis().label().to_owned())),
        ("NIP", p.nip.clone()),
        ("NIAP atau NIPD", p.niap.clone()),
        ("Pangkat dan golongan", p.pangkat.clone()),
        ("Nomor SK", p.sk_nomor.clone()),
        ("Tanggal SK", long(p.sk_tanggal)),
        ("Mulai menjabat", long(Some(p.mulai))),
        ("Sampai", Some(long(p.selesai).unwrap_or_else(|| "Belum ditentukan".to_owned()))),
    ];
    let page =
        caller.page(p.nama.clone()).back("Pejabat", caller.href("/pejabat")).has_error(form.has_error());
    Ok(Rinci {
        page,
        form,
        path: caller.href(&format!("/pejabat/{id}")),
        fakta: fakta.into_iter().filter_map(|(label, value)| Some((label, value?))).collect(),
        menjabat: p.selesai.is_none_or(|end| caller.today() <= end.0),
    })
}

pub(super) async fn rinci(caller: Caller, Path((_, id)): Alamat) -> web::Result<Response> {
    web::html(&halaman(&caller, id, form_akhir(&caller)).await?)
}

pub(super) async fn akhiri(caller: Caller, Path((_, id)): Alamat, form: Form) -> web::Result<Response> {
    let target = caller.href("/pejabat");
    let mut shown = form_akhir(&caller).fill(form.typed());
    let selesai = urai_tanggal(form.text("selesai"));
    if let Err(error) = &selesai {
        shown.refuse("selesai", error.to_string());
    }
    let mut tx = caller.write("pengakhiran_pejabat").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(see_other(&target, None));
    }
    let mut pejabat = store::get_pejabat(&mut tx, id).await?;
    if let Ok(end) = selesai {
        if end < pejabat.mulai.0 {
            shown.refuse("selesai", "Hari terakhir mendahului hari mulai menjabat. Periksa tanggalnya.");
        } else if let Some(known) = pejabat.selesai.filter(|known| known.0 < end) {
            // A successor may have been appointed from the next day on; a correction checks that, this act does not.
            let known = tanggal_panjang(known.0);
            let sentence =
                format!("Sudah tercatat berakhir {known}. Untuk memperpanjang, pakai Perbaiki data.");
            shown.refuse("selesai", sentence);
        }
    }
    let Some(selesai) = selesai.ok().filter(|_| !shown.has_error()) else {
        drop(tx);
        return web::refused(&halaman(&caller, id, shown).await?);
    };
    pejabat.selesai = Some(selesai.into());
    tx.update(&pejabat).await?;
    tx.commit().await?;
    let sentence = format!("Masa jabatan {} berakhir {}.", pejabat.nama, tanggal_panjang(selesai));
    Ok(see_other(&target, Some(ui::Flash::new(ui::Tone::Good, sentence))))
}
