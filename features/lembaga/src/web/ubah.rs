//! Writing an institution down, and changing what stands there.

use ::web::{Caller, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use kamus::tanggal_pendek;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, baca_hari, batasi, tempat};
use crate::jenis::JENIS;
use crate::store::{self, Lembaga};

#[derive(Template)]
#[template(path = "lembaga/formulir.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

async fn formulir(caller: &Caller, tx: &mut ReadTx) -> db::Result<ui::Form> {
    let jenis = Choice::list(JENIS.map(|(kode, label, _)| (kode, label)));
    let bagian = wilayah::list_bagian(tx).await?;
    let satu = |b: &wilayah::BagianWilayah| {
        (format!("{}|{}|{}", b.dusun, b.rw, b.rt), tempat(&b.dusun, &b.rw, &b.rt))
    };
    let mut wilayah = vec![Choice::new("", "Seluruh wilayah")];
    wilayah.extend(Choice::list(bagian.iter().map(satu)));
    let hari = |nama: &str, label: &str| Field::new(nama, label).hint("Misalnya 17-08-2026");
    Ok(caller
        .form()
        .with(Field::new("jenis", "Jenis").choices(jenis))
        .with(Field::new("nama", "Nama lembaga").autocomplete("off"))
        .with(Field::new("wilayah", "Wilayah kerja").choices(wilayah))
        .with(Field::new("sk_nomor", "Nomor SK pembentukan").autocomplete("off").optional())
        .with(hari("sk_tanggal", "Tanggal SK").optional())
        .with(hari("mulai", "Berdiri sejak"))
        .with(Field::new("keterangan", "Keterangan").rows(3).optional()))
}

pub(super) async fn baru(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let form = formulir(&caller, &mut tx).await?;
    ::web::html(&halaman(&caller, form, None))
}

fn halaman(caller: &Caller, form: ui::Form, lama: Option<&Lembaga>) -> Halaman {
    let (judul, kembali, aksi) = match lama {
        Some(l) => ("Ubah lembaga", alamat(caller, l.id), format!("{}/perubahan", alamat(caller, l.id))),
        None => ("Lembaga baru", caller.href("/lembaga"), caller.href("/lembaga")),
    };
    let page = caller.page(judul).back("Kembali", kembali).has_error(form.has_error());
    Halaman { page, form, aksi }
}

pub(super) async fn ubah(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let l = store::find_lembaga(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let wilayah = if l.dusun.is_empty() { String::new() } else { format!("{}|{}|{}", l.dusun, l.rw, l.rt) };
    let hari = |isi: Option<db::Day>| isi.map(|hari| tanggal_pendek(hari.0)).unwrap_or_default();
    let form = formulir(&caller, &mut tx).await?.fill([
        ("jenis", l.jenis.as_str()),
        ("nama", l.nama.as_str()),
        ("wilayah", wilayah.as_str()),
        ("sk_nomor", l.sk_nomor.as_str()),
        ("sk_tanggal", hari(l.sk_tanggal).as_str()),
        ("mulai", tanggal_pendek(l.mulai.0).as_str()),
        ("keterangan", l.keterangan.as_str()),
    ]);
    ::web::html(&halaman(&caller, form, Some(&l)))
}

/// Reads the form into a row; what is wrong is marked, all of it at once.
fn baca(caller: &Caller, form: &Form, id: Uuid, tampil: &mut ui::Form) -> Option<Lembaga> {
    let teks = |nama: &str| form.text(nama).to_owned();
    if !JENIS.iter().any(|(kode, ..)| *kode == form.text("jenis")) {
        tampil.refuse("jenis", "Pilih jenis lembaganya.");
    }
    if form.some("nama").is_none() {
        tampil.refuse("nama", "Isi nama lembaganya.");
    }
    batasi(form, &["nama", "sk_nomor"], tampil);
    if form.text("keterangan").chars().count() > 2_000 {
        tampil.refuse("keterangan", "Paling panjang 2.000 huruf.");
    }
    let sk_tanggal = baca_hari(form, "sk_tanggal", false, tampil);
    let mulai = baca_hari(form, "mulai", true, tampil);
    let mut bagian = form.text("wilayah").split('|').map(str::to_owned);
    let mut ambil = || bagian.next().unwrap_or_default();
    Some(Lembaga {
        id,
        jenis: teks("jenis"),
        nama: teks("nama"),
        dusun: ambil(),
        rw: ambil(),
        rt: ambil(),
        sk_nomor: teks("sk_nomor"),
        sk_tanggal: sk_tanggal.map(Into::into),
        mulai: mulai?.into(),
        selesai: None,
        keterangan: teks("keterangan"),
        dicatat_pada: caller.ctx.now.into(),
    })
}

pub(super) async fn catat(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let mut tampil = formulir(&caller, &mut tx).await?.fill(form.typed());
    drop(tx);
    let baru = baca(&caller, &form, caller.ctx.new_id(), &mut tampil);
    let (Some(baru), false) = (baru, tampil.has_error()) else {
        return ::web::refused(&halaman(&caller, tampil, None));
    };
    let tujuan = alamat(&caller, baru.id);
    let mut tx = caller.write("pencatatan_lembaga").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    tx.insert(&baru).await?;
    tx.commit().await?;
    Ok(::web::see_other(
        &tujuan,
        Some(Flash::new(Tone::Good, "Lembaga sudah dicatat. Tambahkan anggotanya.")),
    ))
}

pub(super) async fn simpan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let lama = store::find_lembaga(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let mut tampil = formulir(&caller, &mut tx).await?.fill(form.typed());
    drop(tx);
    let baru = baca(&caller, &form, id, &mut tampil);
    let (Some(baru), false) = (baru, tampil.has_error()) else {
        return ::web::refused(&halaman(&caller, tampil, Some(&lama)));
    };
    let tujuan = alamat(&caller, id);
    let mut tx = caller.write("perubahan_lembaga").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    let kini = store::find_lembaga(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    tx.update(&Lembaga { selesai: kini.selesai, dicatat_pada: kini.dicatat_pada, ..baru }).await?;
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Perubahan tersimpan."))))
}
