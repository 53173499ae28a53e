//! One person who stays for a while: what is known, what happened, and what may happen next.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, WriteTx};
use jiff::civil::Date;
use kamus::{tanggal_panjang, tanggal_pendek};
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::super::lingkup::Lingkup;
use super::daftar::nada;
use super::formulir::baca_tanggal;
use crate::entitas::PendudukSementara;
use crate::sementara::{self, GalatSementara, JenisMutasi, Lapor};
use crate::store;
use crate::subjek::alamat_sebaris;

#[derive(Template)]
#[template(path = "kependudukan/sementara.html")]
struct Halaman {
    page: ui::Page,
    keadaan: &'static str,
    nada: Tone,
    isi: Vec<(&'static str, String)>,
    riwayat: Vec<Riwayat>,
    /// The resident they became.
    penduduk: Option<String>,
    /// Only while they are here, for those who may.
    tindakan: Option<Tindakan>,
}

struct Riwayat {
    apa: &'static str,
    tanggal: String,
    lapor: String,
    keterangan: String,
}

struct Tindakan {
    form: ui::Form,
    /// For the second form of the page.
    kunci: String,
    perpanjangan: String,
    kepergian: String,
    penetapan: String,
}

pub(super) fn formulir(caller: &Caller) -> ui::Form {
    let hari = |nama: &str, label: &str| Field::new(nama, label).hint("Misalnya 17-08-2026");
    let hari_ini = tanggal_pendek(caller.today());
    caller
        .form()
        .with(hari("sampai", "Tinggal sampai"))
        .with(hari("tanggal", "Tanggal pergi"))
        .with(hari("tanggal_lapor", "Tanggal lapor").value(hari_ini))
        .with(Field::new("ke", "Pergi ke mana").autocomplete("off").optional())
        .with(Field::new("keterangan", "Keterangan").autocomplete("off").optional())
}

/// The person, where the caller may look at them.
pub(super) async fn cari(caller: &Caller, tx: &mut db::ReadTx, id: Uuid) -> web::Result<PendudukSementara> {
    let lingkup = Lingkup::dari(caller);
    let p = store::find_sementara(tx, id).await?;
    p.filter(|p| lingkup.memuat(&p.dusun, &p.rw, &p.rt)).ok_or(web::Error::NotFound)
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let form = formulir(&caller);
    web::html(&halaman(&caller, id, form).await?)
}

async fn halaman(caller: &Caller, id: Uuid, form: ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let p = cari(caller, &mut tx, id).await?;
    let hari_ini = caller.today();
    let keadaan = p.keadaan(hari_ini);
    let nik = p.nik(tx.keys())?.map_or_else(String::new, |nik| nik.samar());
    let riwayat = store::list_mutasi_sementara(&mut tx, id).await?;
    let riwayat = riwayat.into_iter().map(|m| Riwayat {
        apa: JenisMutasi::label(m.jenis),
        tanggal: tanggal_panjang(m.tanggal.0),
        lapor: tanggal_panjang(m.tanggal_lapor.0),
        keterangan: match m.sampai {
            Some(sampai) if m.jenis == JenisMutasi::Perpanjangan.kode() => {
                format!("Sampai {}. {}", tanggal_panjang(sampai.0), m.keterangan)
            }
            _ => m.keterangan,
        },
    });
    let alamat = caller.href(&format!("/penduduk-sementara/{id}"));
    let boleh = caller.can(crate::IMPOR) && p.pergi.is_none() && p.masih_di_sini(hari_ini);
    let page = caller.page(p.nama.as_str()).noindex().has_error(form.has_error());
    Ok(Halaman {
        page: page.back("Penduduk sementara", caller.href("/penduduk-sementara")),
        keadaan: keadaan.label(),
        nada: nada(keadaan),
        riwayat: riwayat.collect(),
        penduduk: p.penduduk_id.map(|id| caller.href(&format!("/penduduk/{id}"))),
        isi: isi(caller, p, nik),
        tindakan: boleh.then(|| Tindakan {
            form,
            kunci: caller.request_key(),
            perpanjangan: format!("{alamat}/perpanjangan"),
            kepergian: format!("{alamat}/kepergian"),
            penetapan: format!("{alamat}/penetapan"),
        }),
    })
}

fn isi(caller: &Caller, p: PendudukSementara, nik: String) -> Vec<(&'static str, String)> {
    let hari = |hari: Option<db::Day>| hari.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default();
    vec![
        ("Tinggal sebagai", p.jenis().label().to_owned()),
        ("Tinggal di", alamat_sebaris("", &p.dusun, &p.rw, &p.rt)),
        ("Yang didatangi", p.yang_didatangi),
        ("Datang dari", p.datang_dari),
        ("Maksud dan tujuan", p.maksud),
        ("Tanggal datang", hari(p.datang)),
        ("Tinggal sampai", hari(p.sampai)),
        ("Tanggal pergi", hari(p.pergi)),
        ("Pergi ke", p.pergi_ke),
        ("NIK", nik),
        ("Jenis kelamin", p.jenis_kelamin),
        ("Tempat lahir", p.tempat_lahir),
        ("Tanggal lahir", hari(p.tanggal_lahir)),
        ("Agama", p.agama),
        ("Status perkawinan", p.status_kawin),
        ("Pekerjaan", p.pekerjaan),
        ("Kewarganegaraan", p.kewarganegaraan),
        ("Negara asal", p.negara),
        ("Alamat menurut KTP", p.alamat),
        ("Dicatat", super::super::waktu(caller, p.dicatat_pada)),
    ]
}

/// Days of a report; what is wrong is marked.
pub(super) fn baca_lapor(form: &Form, nama: &str, hari_ini: Date, tampil: &mut ui::Form) -> Option<Lapor> {
    let tanggal = baca_tanggal(form, nama, true, tampil);
    let tanggal_lapor = baca_tanggal(form, "tanggal_lapor", true, tampil);
    let (Some(tanggal), Some(tanggal_lapor)) = (tanggal, tanggal_lapor) else { return None };
    for (bidang, isi) in [(nama, tanggal), ("tanggal_lapor", tanggal_lapor)] {
        if isi > hari_ini {
            tampil.refuse(bidang, "Tanggal itu belum terjadi. Periksa angkanya.");
        }
    }
    if tanggal_lapor < tanggal {
        tampil.refuse("tanggal_lapor", "Tanggal lapor tidak boleh sebelum kejadiannya.");
    }
    if form.text("keterangan").chars().count() > 500 {
        tampil.refuse("keterangan", "Paling panjang 500 huruf.");
    }
    Some(Lapor { tanggal, tanggal_lapor, keterangan: form.text("keterangan").to_owned() })
}

pub(crate) async fn pergi(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tampil = formulir(&caller).fill(form.typed());
    let lapor = baca_lapor(&form, "tanggal", caller.today(), &mut tampil);
    if form.text("ke").chars().count() > 200 {
        tampil.refuse("ke", "Paling panjang 200 huruf.");
    }
    let (Some(lapor), false) = (lapor, tampil.has_error()) else {
        return web::refused(&halaman(&caller, id, tampil).await?);
    };
    let (mut tx, tujuan) = match mulai(&caller, id, &form, "kepergian_sementara").await? {
        Ok(mulai) => mulai,
        Err(ulang) => return Ok(ulang),
    };
    sementara::pergi(&mut tx, id, form.text("ke"), &lapor).await.map_err(gagal)?;
    tx.commit().await?;
    Ok(web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Kepergiannya sudah dicatat."))))
}

pub(crate) async fn perpanjang(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tampil = formulir(&caller).fill(form.typed());
    let hari_ini = caller.today();
    let sampai = baca_tanggal(&form, "sampai", true, &mut tampil);
    if sampai.is_some_and(|sampai| sampai < hari_ini) {
        tampil.refuse("sampai", "Tanggal itu sudah lewat. Isi tanggal sesudah hari ini.");
    }
    let (Some(sampai), false) = (sampai, tampil.has_error()) else {
        return web::refused(&halaman(&caller, id, tampil).await?);
    };
    let (mut tx, tujuan) = match mulai(&caller, id, &form, "perpanjangan_sementara").await? {
        Ok(mulai) => mulai,
        Err(ulang) => return Ok(ulang),
    };
    let keterangan = form.text("keterangan").chars().take(500).collect();
    let lapor = Lapor { tanggal: hari_ini, tanggal_lapor: hari_ini, keterangan };
    sementara::perpanjang(&mut tx, id, sampai, &lapor).await.map_err(gagal)?;
    tx.commit().await?;
    Ok(web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Masa tinggalnya sudah diperpanjang."))))
}

/// Begins an act on somebody the caller may look at; a repeated submit leads on.
pub(super) async fn mulai(
    caller: &Caller,
    id: Uuid,
    form: &Form,
    act: &'static str,
) -> web::Result<Result<(WriteTx, String), Response>> {
    let mut tx = caller.write(act).await?;
    cari(caller, &mut tx, id).await?;
    let tujuan = caller.href(&format!("/penduduk-sementara/{id}"));
    match tx.once(form.request_key()?, &tujuan).await? {
        Once::Again(tujuan) => Ok(Err(web::see_other(&tujuan, None))),
        Once::First => Ok(Ok((tx, tujuan))),
    }
}

pub(super) fn gagal(galat: GalatSementara) -> web::Error {
    match galat {
        GalatSementara::Db(galat) => galat.into(),
        lain => web::Error::Conflict(lain.to_string()),
    }
}
