//! Sending letters, and who took them: Buku Ekspedisi.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use files::FileStore;
use jiff::civil::date;
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};
use uuid::Uuid;

use super::borang::{Borang, Rupa};
use super::{isian, pelaku};
use crate::keluar::{self, Asal};
use crate::store::{self, Ekspedisi};
use crate::{CATAT, pindai};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    tahun: String,
    /// `belum`: whose receipt is still to be entered.
    terima: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "sekretariat/ekspedisi.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<MenuItem>,
    alamat: String,
    cari: Field,
    saringan: Vec<Field>,
    disaring: bool,
    baris: Vec<Baris>,
    paging: Paging,
    keluar: String,
}

struct Baris {
    urut: i64,
    dikirim: String,
    nomor: String,
    perihal: String,
    kepada: String,
    penerima: String,
    batal: Option<String>,
    terima: Option<String>,
    batalkan: Option<String>,
    bukti: Vec<String>,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let kini = caller.today().year();
    let tahun: i16 = saring.tahun.parse().ok().filter(|t| (1945..=2200).contains(t)).unwrap_or(kini);
    let mut tx = caller.read().await?;
    let masa = (date(tahun, 1, 1), date(tahun, 12, 31));
    let mut semua = store::list_ekspedisi_masa(&mut tx, masa).await?;
    let cari = saring.cari.trim().to_lowercase();
    semua.retain(|e| {
        let ada = |teks: &str| teks.to_lowercase().contains(&cari);
        let menunggu = e.penerima.is_none() && e.dibatalkan.is_none();
        (ada(&e.nomor) || ada(&e.kepada) || ada(&e.perihal)) && (saring.terima != "belum" || menunggu)
    });
    semua.reverse();
    let alamat = caller.href("/ekspedisi");
    let paging = Paging::new(alamat.clone(), saring.hal.parse().unwrap_or(1), semua.len() as u64).query([
        ("cari", saring.cari.clone()),
        ("tahun", tahun.to_string()),
        ("terima", saring.terima.clone()),
    ]);
    let mut baris = Vec::new();
    for satu in super::sepotong(semua, &paging) {
        let bukti = store::list_berkas(&mut tx, satu.id).await?;
        let bukti = bukti.iter().map(|b| caller.href(&format!("/ekspedisi/{}/bukti/{}", satu.id, b.id)));
        let bukti = bukti.collect();
        baris.push(Baris { bukti, ..self::baris(&caller, satu) });
    }
    let years = (kini - 6..=kini).rev().map(|t| Choice::new(t.to_string(), t.to_string()));
    let terima = Choice::list([("", "Semua"), ("belum", "Belum ada tanda terima")]);
    ::web::html(&Halaman {
        page: caller.page("Ekspedisi"),
        tab: super::tab(&caller, 2),
        cari: Field::new("cari", "Cari nomor, tujuan, atau isi").value(&saring.cari).autocomplete("off"),
        saringan: vec![
            Field::new("tahun", "Tahun").choices(years.collect()).value(tahun.to_string()),
            Field::new("terima", "Tanda terima").choices(terima).value(&saring.terima),
        ],
        disaring: !cari.is_empty() || !saring.terima.is_empty(),
        baris,
        paging,
        alamat,
        keluar: caller.href("/surat-keluar"),
    })
}

fn baris(caller: &Caller, e: Ekspedisi) -> Baris {
    let boleh = caller.can(CATAT) && e.dibatalkan.is_none();
    let href = |apa: &str| caller.href(&format!("/ekspedisi/{}/{apa}", e.id));
    Baris {
        urut: e.urut,
        dikirim: kamus::tanggal_pendek(e.dikirim.0),
        terima: (boleh && e.penerima.is_none()).then(|| href("penerimaan")),
        batalkan: (boleh && e.penerima.is_none()).then(|| href("pembatalan")),
        nomor: e.nomor,
        perihal: e.perihal,
        kepada: e.kepada,
        penerima: match (e.penerima, e.diterima) {
            (Some(oleh), Some(hari)) => format!("{oleh}, {}", kamus::tanggal_pendek(hari.0)),
            (oleh, _) => oleh.unwrap_or_default(),
        },
        batal: e.dibatalkan,
        bukti: Vec::new(),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    surat: String,
    dinas: String,
}

fn asal(surat: &str, dinas: &str) -> Option<Asal> {
    let surat = surat.parse().ok().map(Asal::Surat);
    surat.or_else(|| dinas.parse().ok().map(Asal::Dinas))
}

async fn formulir(caller: &Caller, asal: Asal) -> ::web::Result<Borang> {
    let surat = keluar::find(&mut caller.read().await?, asal).await?.ok_or(Error::NotFound)?;
    let (nama, id) = match asal {
        Asal::Surat(id) => ("surat", id),
        Asal::Dinas(id) => ("dinas", id),
    };
    Ok(Borang::baru(caller, "Catat pengiriman surat", "/ekspedisi/baru", "Catat pengiriman")
        .kembali("Surat keluar", caller.href("/surat-keluar"))
        .pengantar(format!(
            "Surat {} tanggal {}: {}",
            surat.nomor,
            kamus::tanggal_panjang(surat.tanggal),
            surat.isi
        ))
        .bawa(nama, id.to_string())
        .dengan(
            Rupa::Tanggal,
            Field::new("dikirim", "Tanggal pengiriman").value(kamus::tanggal_pendek(caller.today())),
        )
        .dengan(Rupa::Teks, Field::new("kepada", "Ditujukan kepada").value(surat.kepada))
        .dengan(
            Rupa::Teks,
            Field::new("keterangan", "Keterangan").hint("Misalnya: diantar Pak Dukuh, lewat pos").optional(),
        ))
}

pub(super) async fn baru(caller: Caller, Query(pinta): Query<Pinta>) -> ::web::Result<Response> {
    match asal(&pinta.surat, &pinta.dinas) {
        Some(asal) => formulir(&caller, asal).await?.tampil(),
        None => Ok(::web::see_other(&caller.href("/surat-keluar"), None)),
    }
}

pub(super) async fn kirim(caller: Caller, form: Form) -> ::web::Result<Response> {
    let asal = asal(form.text("surat"), form.text("dinas")).ok_or(Error::NotFound)?;
    let mut halaman = formulir(&caller, asal).await?;
    halaman.ketikan(&form);
    let dikirim = isian::hari(&mut halaman.form, &form, "dikirim", caller.today());
    let kepada = isian::wajib(&mut halaman.form, &form, "kepada", 200);
    let keterangan = isian::boleh(&mut halaman.form, &form, "keterangan", 300);
    let (Some(dikirim), false) = (dikirim, halaman.form.has_error()) else { return halaman.tolak() };
    let target = caller.href("/ekspedisi");
    let mut tx = match caller.begin("pengiriman_surat", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    match keluar::kirim(&mut tx, asal, (dikirim, kepada), keterangan, &pelaku(&caller)?).await {
        Ok(row) => {
            tx.commit().await?;
            Ok(super::berhasil(&target, format!("Pengiriman nomor {} tercatat.", row.urut)))
        }
        Err(galat) => {
            drop(tx);
            let kalimat = super::kalimat(galat)?;
            halaman.form.refuse("dikirim", kalimat);
            halaman.tolak()
        }
    }
}

async fn tanya(caller: &Caller, id: Uuid, terima: bool) -> ::web::Result<Borang> {
    let row = store::get_ekspedisi(&mut caller.read().await?, id).await?;
    let borang = if terima {
        Borang::baru(caller, "Catat tanda terima", &format!("/ekspedisi/{id}/penerimaan"), "Simpan")
            .dengan(Rupa::Teks, Field::new("penerima", "Diterima oleh").hint("Nama dan jabatannya"))
            .dengan(
                Rupa::Tanggal,
                Field::new("diterima", "Hari diterima").value(kamus::tanggal_pendek(caller.today())),
            )
            .pindaian("Foto tanda terima")
    } else {
        Borang::baru(caller, "Batalkan pengiriman", &format!("/ekspedisi/{id}/pembatalan"), "Batalkan")
            .bahaya()
            .alasan("Misalnya: salah pilih surat")
    };
    let tentang = format!(
        "Surat {} kepada {}, dikirim {}.",
        row.nomor,
        row.kepada,
        kamus::tanggal_panjang(row.dikirim.0)
    );
    Ok(borang.kembali("Ekspedisi", caller.href("/ekspedisi")).pengantar(tentang))
}

pub(super) async fn penerimaan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> ::web::Result<Response> {
    tanya(&caller, id, true).await?.tampil()
}

pub(super) async fn pembatalan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> ::web::Result<Response> {
    tanya(&caller, id, false).await?.tampil()
}

pub(super) async fn terima(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut halaman = tanya(&caller, id, true).await?;
    halaman.ketikan(&form);
    let penerima = isian::wajib(&mut halaman.form, &form, "penerima", 200);
    let diterima = isian::hari(&mut halaman.form, &form, "diterima", caller.today());
    let pindaian = isian::pindaian(&mut halaman.form, &form).await?;
    let (Some(diterima), false) = (diterima, halaman.form.has_error()) else { return halaman.tolak() };
    let target = caller.href("/ekspedisi");
    let mut tx = match caller.begin("penerimaan_kiriman", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    if let Err(galat) = keluar::terima(&mut tx, id, &penerima, diterima).await {
        drop(tx);
        let kalimat = super::kalimat(galat)?;
        halaman.form.refuse("diterima", kalimat);
        return halaman.tolak();
    }
    if let Some(pindaian) = &pindaian {
        let nama = pelaku(&caller)?.nama;
        pindai::simpan(&mut tx, caller.app.service::<FileStore>(), id, pindaian, &nama).await?;
    }
    tx.commit().await?;
    Ok(super::berhasil(&target, "Tanda terima tercatat."))
}

pub(super) async fn batalkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut halaman = tanya(&caller, id, false).await?;
    halaman.ketikan(&form);
    let alasan = isian::alasan(&mut halaman.form, &form);
    if halaman.form.has_error() {
        return halaman.tolak();
    }
    let target = caller.href("/ekspedisi");
    let mut tx = match caller.begin("pembatalan_kiriman", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    keluar::batalkan_kirim(&mut tx, id, &alasan).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Pengiriman dibatalkan; nomornya tetap."))
}

pub(super) async fn bukti(
    caller: Caller,
    Path((_, id, berkas)): Path<(String, Uuid, Uuid)>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    store::get_ekspedisi(&mut tx, id).await?;
    let (jenis, bytes) = pindai::ambil(&mut tx, caller.app.service::<FileStore>(), id, berkas).await?;
    Ok(super::kirim_pindaian(&jenis, bytes))
}
