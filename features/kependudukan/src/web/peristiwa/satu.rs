//! One event: its particulars, what it changed, and undoing it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use kamus::tanggal_panjang;
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::super::lingkup::Lingkup;
use super::super::waktu;
use super::lampiran::{self, Lampiran};
use crate::entitas::{JenisPeristiwa, Peristiwa, Rincian};
use crate::peristiwa::{
    GalatBatal, batalkan, dokumen_kemudian, macam_dari_alamat, macam_dari_jenis, tulis_dokumen,
    tulis_jawaban, tulis_ubahan,
};
use crate::pindah_antar::{self, KeadaanKiriman};
use crate::store;
use crate::subjek::alamat_sebaris;

/// A row of a list of events.
pub(crate) struct BarisPeristiwa {
    pub(crate) href: String,
    pub(crate) tanggal: String,
    pub(crate) lapor: String,
    pub(crate) jenis: &'static str,
    pub(crate) nama: String,
    pub(crate) tempat: String,
    pub(crate) batal: bool,
}

pub(crate) async fn baris_peristiwa(
    caller: &Caller,
    tx: &mut ReadTx,
    p: &Peristiwa,
) -> db::Result<BarisPeristiwa> {
    let nama = match p.penduduk_id {
        Some(id) => store::find_penduduk(tx, id).await?.map(|orang| orang.nama).unwrap_or_default(),
        None => "(bayi)".to_owned(),
    };
    Ok(BarisPeristiwa {
        href: caller.href(&format!("/peristiwa/{}", p.id)),
        tanggal: kamus::tanggal_pendek(p.tanggal.0),
        lapor: kamus::tanggal_pendek(p.tanggal_lapor.0),
        jenis: p.jenis().label(),
        nama,
        tempat: alamat_sebaris("", &p.dusun, &p.rw, &p.rt),
        batal: !p.berlaku(),
    })
}

#[derive(Template)]
#[template(path = "kependudukan/peristiwa.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    batal: bool,
    orang: Option<String>,
    keluarga: Option<String>,
    isi: Vec<(&'static str, String)>,
    ubahan: Vec<(&'static str, String, String)>,
    /// Others that were reported along with it.
    bersama: Vec<BarisPeristiwa>,
    /// What it undoes, or what undid it.
    terkait: Option<(&'static str, String)>,
    /// The next twin or member: label and address.
    lanjut: Option<(&'static str, String)>,
    lampiran: Lampiran,
    pembatalan: Option<ui::Form>,
    aksi: String,
    /// Sending those who moved to another village of this Balai.
    kiriman: Option<Kiriman>,
}

/// How far they are on their way, or that they can be sent.
struct Kiriman {
    keadaan: Option<(&'static str, Tone)>,
    /// The village that the typed address names.
    desa: Option<String>,
    kirim: Option<String>,
    daftar: String,
}

pub(in crate::web) async fn satu(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> web::Result<Peristiwa> {
    let lingkup = Lingkup::dari(caller);
    let p = store::find_peristiwa(tx, id).await?;
    p.filter(|p| lingkup.memuat(&p.dusun, &p.rw, &p.rt)).ok_or(web::Error::NotFound)
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = satu(&caller, &mut tx, id).await?;
    web::html(&halaman(&caller, &mut tx, &p, Borang::default()).await?)
}

/// Forms that were refused.
#[derive(Default)]
struct Borang {
    batal: Option<ui::Form>,
    lampiran: Option<ui::Form>,
}

async fn halaman(caller: &Caller, tx: &mut ReadTx, p: &Peristiwa, form: Borang) -> db::Result<Halaman> {
    let rincian = p.rincian(tx.keys())?;
    let baris = baris_peristiwa(caller, tx, p).await?;
    let mut bersama = Vec::new();
    for lain in store::list_rombongan(tx, p.rombongan_id).await? {
        if lain.id != p.id
            && (lain.jenis() == JenisPeristiwa::Pembatalan) == (p.jenis() == JenisPeristiwa::Pembatalan)
        {
            bersama.push(baris_peristiwa(caller, tx, &lain).await?);
        }
    }
    let boleh = caller.can(crate::PERISTIWA) && p.berlaku() && p.jenis() != JenisPeristiwa::Pembatalan;
    let terkait = match p.membatalkan_id {
        Some(id) => Some(("Peristiwa yang dibatalkan", caller.href(&format!("/peristiwa/{id}")))),
        None => store::find_pembatal(tx, p.id)
            .await?
            .map(|id| ("Pembatalannya", caller.href(&format!("/peristiwa/{id}")))),
    };
    let keluarga = p.keluarga_id.map(|id| caller.href(&format!("/keluarga/{id}")));
    let kiriman = if p.jenis() == JenisPeristiwa::PindahKeluar && p.berlaku() {
        kiriman(caller, tx, (p, &rincian), boleh).await?
    } else {
        None
    };
    Ok(Halaman {
        kiriman,
        page: caller.page(p.jenis().label()).back("Peristiwa", caller.href("/peristiwa")).noindex(),
        nama: baris.nama,
        batal: baris.batal,
        orang: p.penduduk_id.map(|id| caller.href(&format!("/penduduk/{id}"))),
        keluarga: keluarga.filter(|_| caller.can(crate::LIHAT)),
        isi: isi(caller, tx, p, &rincian).await?,
        ubahan: rincian.ubahan.iter().filter_map(tulis_ubahan).collect(),
        bersama,
        terkait,
        // Who came by a handover came with all of the family.
        lanjut: lanjut(caller, p).filter(|_| boleh && rincian.jawab("kiriman").is_empty()),
        lampiran: lampiran::susun(caller, tx, p.id, form.lampiran).await?,
        pembatalan: boleh.then(|| form.batal.unwrap_or_else(|| formulir_batal(caller))),
        aksi: caller.href(&format!("/peristiwa/{}/pembatalan", p.id)),
    })
}

async fn kiriman(
    caller: &Caller,
    tx: &mut ReadTx,
    (p, rincian): (&Peristiwa, &Rincian),
    boleh: bool,
) -> db::Result<Option<Kiriman>> {
    let keadaan = store::find_kiriman_rombongan(tx, p.rombongan_id).await?.map(|k| k.keadaan());
    let desa = pindah_antar::desa_lain(tx).await?;
    if keadaan.is_none() && desa.is_empty() {
        return Ok(None);
    }
    let dapat = !matches!(keadaan, Some(KeadaanKiriman::DiJalan | KeadaanKiriman::Diterima));
    let cocok = pindah_antar::tebak(&desa, rincian.jawab("tujuan_alamat"));
    Ok(Some(Kiriman {
        keadaan: keadaan.map(super::super::antar::kata_keadaan),
        desa: cocok.first().filter(|_| dapat).map(|u| u.identitas.nama_lengkap()),
        kirim: (boleh && dapat).then(|| caller.href(&format!("/peristiwa/{}/pengiriman", p.id))),
        daftar: caller.href("/pindah-antar?arah=keluar"),
    }))
}

async fn isi(
    caller: &Caller,
    tx: &mut ReadTx,
    p: &Peristiwa,
    rincian: &Rincian,
) -> db::Result<Vec<(&'static str, String)>> {
    let oleh = match p.oleh {
        Some(id) => access::store::find_pengguna(tx, id).await?.map(|pengguna| pengguna.nama),
        None => None,
    };
    let mut isi = vec![
        ("Tanggal kejadian", tanggal_panjang(p.tanggal.0)),
        ("Tanggal dilaporkan", tanggal_panjang(p.tanggal_lapor.0)),
        ("Tempat tinggal waktu itu", alamat_sebaris("", &p.dusun, &p.rw, &p.rt)),
    ];
    let khusus = (p.jenis() == JenisPeristiwa::Datang && !rincian.jawab("siapa").is_empty())
        .then(|| macam_dari_alamat("datang-kembali"))
        .flatten();
    if let Some(macam) = khusus.or_else(|| macam_dari_jenis(p.jenis())) {
        isi.extend(tulis_jawaban(macam, rincian));
    }
    isi.extend(tulis_dokumen(rincian));
    if let Some((nama, nomor)) = dokumen_kemudian(tx, p).await? {
        isi.push((nama, nomor));
    }
    isi.extend([
        ("Bukti", rincian.bukti.clone().unwrap_or_default()),
        ("Keterangan", rincian.keterangan.clone().unwrap_or_default()),
        ("Peringatan yang disetujui", rincian.jawab("peringatan").to_owned()),
        ("Dicatat oleh", oleh.unwrap_or_else(|| "Sistem".to_owned())),
        ("Dicatat pada", waktu(caller, p.dicatat_pada)),
    ]);
    Ok(isi)
}

/// Twins are recorded one by one, as are the members of a family that arrives.
fn lanjut(caller: &Caller, p: &Peristiwa) -> Option<(&'static str, String)> {
    let alamat =
        |macam: &str, sisa: String| caller.href(&format!("/peristiwa/baru/{macam}?seperti={}{sisa}", p.id));
    match p.jenis() {
        JenisPeristiwa::Lahir => Some(("Catat kembarannya", alamat("lahir", String::new()))),
        JenisPeristiwa::Datang => {
            Some(("Catat anggota keluarga berikutnya", alamat("datang", String::new())))
        }
        _ => None,
    }
}

fn formulir_batal(caller: &Caller) -> ui::Form {
    caller.form().with(Field::new("alasan", "Mengapa dibatalkan?").rows(2))
}

/// Undoes the event and all that was reported with it.
pub(crate) async fn batal(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tampil = formulir_batal(&caller).fill(form.typed());
    let alasan = form.text("alasan");
    if alasan.is_empty() || alasan.chars().count() > 500 {
        tampil.refuse("alasan", "Isi alasan pembatalan, paling panjang 500 huruf.");
        return tolak(&caller, id, tampil).await;
    }
    let mut tx = caller.write("pembatalan_peristiwa").await?;
    let p = satu(&caller, &mut tx, id).await?;
    let sasaran = caller.href(&format!("/peristiwa/{id}"));
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    match batalkan(&mut tx, &p, alasan, caller.today()).await {
        Ok(_) => {}
        Err(GalatBatal::Db(galat)) => return Err(galat.into()),
        Err(galat) => {
            drop(tx);
            tampil.refuse("alasan", galat.to_string());
            return tolak(&caller, id, tampil).await;
        }
    }
    tx.commit().await?;
    let kabar = Flash::new(Tone::Good, "Peristiwa sudah dibatalkan. Data kembali seperti sebelumnya.");
    Ok(web::see_other(&sasaran, Some(kabar)))
}

async fn tolak(caller: &Caller, id: Uuid, tampil: ui::Form) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = satu(caller, &mut tx, id).await?;
    let borang = Borang { batal: Some(tampil), ..Borang::default() };
    let mut halaman = halaman(caller, &mut tx, &p, borang).await?;
    halaman.page = halaman.page.has_error(true);
    if halaman.pembatalan.is_none() {
        return Err(web::Error::Conflict("Peristiwa ini sudah dibatalkan.".to_owned()));
    }
    web::refused(&halaman)
}

/// The event's page with what is wrong about a scan.
pub(super) async fn tolak_lampiran(caller: &Caller, id: Uuid, tampil: ui::Form) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = satu(caller, &mut tx, id).await?;
    let borang = Borang { lampiran: Some(tampil), ..Borang::default() };
    let mut halaman = halaman(caller, &mut tx, &p, borang).await?;
    halaman.page = halaman.page.has_error(true);
    web::refused(&halaman)
}
