use askama::Template;
use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kamus::tanggal_panjang;
use serde::Deserialize;
use ui::Field;
use uuid::Uuid;
use web::{Caller, Form};

use super::impor_lengkap::Lengkapi;
use crate::entitas::Keadaan;
use crate::pengimporan::{self, GalatImpor, Muatan, Ringkasan, TemuanSimpan, Terima, label_kolom};
use crate::store;
use crate::subjek::alamat_sebaris;

#[derive(Template)]
#[template(path = "kependudukan/impor.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    usulan: i64,
    usulan_href: String,
    /// The way out: the whole register as such a workbook.
    buku_href: Option<String>,
    riwayat: Vec<Riwayat>,
}

struct Riwayat {
    href: String,
    pada: String,
    jenis: &'static str,
    tanggal: String,
    baris: String,
    baru: String,
    berubah: String,
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    let form = formulir(&caller);
    web::html(&halaman(&caller, form).await?)
}

fn formulir(caller: &Caller) -> ui::Form {
    let petunjuk = "Berkas .xlsx, .xlsm, .xls, .ods, atau .csv, paling besar 30 MB: templat OpenSID, BIP, SIAK, atau \
                    tabel dengan judul kolom sendiri.";
    let berkas =
        Field::new("berkas", "Buku kerja penduduk").hint(petunjuk).accept(".xlsx,.xlsm,.xls,.ods,.csv,.txt");
    caller.form().with(berkas)
}

async fn halaman(caller: &Caller, form: ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let usulan = store::count_usulan(&mut tx, Keadaan::Menunggu, db::Where::new()).await?;
    let riwayat = store::list_impor(&mut tx).await?.into_iter().map(|i| Riwayat {
        href: caller.href(&format!("/impor/riwayat/{}", i.id)),
        pada: super::waktu(caller, i.pada),
        jenis: if i.data_awal { "Data awal" } else { "Usulan koreksi" },
        tanggal: tanggal_panjang(i.tanggal_data.0),
        baris: kamus::angka(i.jumlah_baris),
        baru: kamus::angka(i.baru),
        berubah: kamus::angka(i.berubah),
    });
    Ok(Halaman {
        page: caller.page("Impor data penduduk").has_error(form.has_error()),
        form,
        aksi: caller.href("/impor"),
        usulan,
        usulan_href: caller.href("/impor/usulan"),
        buku_href: (caller.can(crate::EKSPOR) && caller.can(crate::BUKA))
            .then(|| caller.href("/penduduk/buku")),
        riwayat: riwayat.collect(),
    })
}

/// Takes a workbook, checks it, and leads to its report. Nothing enters the register here.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let mut tampil = formulir(&caller);
    let Some(berkas) = form.file("berkas") else {
        tampil.refuse(
            "berkas",
            "Pilih dulu berkas buku kerja penduduk. Berkas yang kosong tidak dapat dibaca.",
        );
        return web::refused(&halaman(&caller, tampil).await?);
    };
    let isi = berkas.bytes.to_vec();
    drop(form);
    let (db, ctx) = (caller.app.db(), &caller.ctx);
    match pengimporan::terima(db, ctx, caller.today(), isi).await {
        Ok(Terima::Laporan(laporan)) => {
            let id = pengimporan::simpan(db, ctx, &laporan).await.map_err(galat)?;
            Ok(web::see_other(&caller.href(&format!("/impor/{id}")), None))
        }
        Ok(Terima::Petakan(isi)) => {
            let id = pengimporan::simpan_berkas(db, ctx, &isi).await.map_err(galat)?;
            Ok(web::see_other(&caller.href(&format!("/impor/{id}/pemetaan")), None))
        }
        Err(GalatImpor::Berkas(sebab)) => {
            tampil.refuse("berkas", sebab.to_string());
            web::refused(&halaman(&caller, tampil).await?)
        }
        Err(lain) => Err(galat(lain)),
    }
}

/// What the web says of an error that no form can show.
pub(super) fn galat(galat: GalatImpor) -> web::Error {
    match galat {
        GalatImpor::Db(galat) => galat.into(),
        GalatImpor::SudahTiada => web::Error::Conflict(galat.to_string()),
        lain => web::Error::Refused(lain.to_string()),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    jenis: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/impor_laporan.html")]
struct Laporan {
    page: ui::Page,
    r: Ringkasan,
    tab: Vec<ui::MenuItem>,
    temuan: Vec<Temuan>,
    ada_temuan: bool,
    /// Findings of the tab that is open.
    salah: bool,
    paging: ui::Paging,
    form: ui::Form,
    /// Residents whom the workbook does not name, on their own tab.
    tidak_ada: Option<Vec<Tiada>>,
    penerapan: String,
    pembatalan: String,
    /// The workbook with remarks, where there are any.
    catatan: Option<String>,
    kunci_batal: String,
    tanpa_baris: bool,
    /// The layout's name, when it is not our own.
    tata: Option<String>,
    /// What the clerk may say about the whole file.
    lengkapi: Option<Lengkapi>,
    /// Back to the mapping of columns, where there was one.
    pemetaan: Option<String>,
}

struct Tiada {
    href: String,
    nama: String,
    alamat: String,
}

struct Temuan {
    baris: u32,
    kolom: String,
    nilai: String,
    kalimat: String,
}

pub(crate) async fn laporan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(saring): Query<Saring>,
) -> web::Result<Response> {
    let muatan = match pengimporan::muat(caller.app.db(), &caller.ctx, id).await {
        Err(GalatImpor::SudahTiada) => return tiada(&caller, id).await,
        Err(GalatImpor::BelumDipetakan) => {
            return Ok(web::see_other(&caller.href(&format!("/impor/{id}/pemetaan")), None));
        }
        lain => lain.map_err(galat)?,
    };
    let ringkasan = pengimporan::ringkas(caller.app.db(), &caller.ctx, &muatan).await.map_err(galat)?;
    let form = formulir_terap(&caller, &ringkasan);
    let (tiada, hal) = (saring.jenis == TIADA, saring.hal.clone());
    let mut halaman = susun(&caller, id, &muatan, ringkasan, (form, saring));
    if tiada {
        lampirkan_tiada(&caller, &muatan, &hal, &mut halaman).await?;
    }
    web::html(&halaman)
}

/// The tab of those whom the workbook does not name.
const TIADA: &str = "tiada";

async fn lampirkan_tiada(
    caller: &Caller,
    muatan: &Muatan,
    hal: &str,
    halaman: &mut Laporan,
) -> web::Result<()> {
    let ids = pengimporan::tidak_ada(caller.app.db(), &caller.ctx, muatan).await.map_err(galat)?;
    let alamat = halaman.pembatalan.trim_end_matches("/pembatalan");
    let paging = ui::Paging::new(alamat, super::halaman(hal), ids.len() as u64).query([("jenis", TIADA)]);
    let awal = usize::try_from(paging.offset()).unwrap_or(usize::MAX).min(ids.len());
    let akhir = (awal + ui::PAGE_SIZE as usize).min(ids.len());
    let mut tx = caller.read().await?;
    let semua = store::daftar_menurut_id(&mut tx, &ids[awal..akhir]).await?.into_iter().map(|b| Tiada {
        href: caller.href(&format!("/penduduk/{}", b.id)),
        nama: b.nama,
        alamat: alamat_sebaris("", &b.dusun, &b.rw, &b.rt),
    });
    halaman.tidak_ada = Some(semua.collect());
    halaman.paging = paging;
    for tab in &mut halaman.tab {
        tab.active = tab.href.ends_with(TIADA);
    }
    Ok(())
}

/// Decided already: the result. Else it is gone.
pub(super) async fn tiada(caller: &Caller, id: Uuid) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let tujuan = match store::find_impor(&mut tx, id).await? {
        Some(_) => return Ok(web::see_other(&caller.href(&format!("/impor/riwayat/{id}")), None)),
        None => caller.href("/impor"),
    };
    let kabar = ui::Flash::new(ui::Tone::Wait, "Laporan itu sudah tidak berlaku. Unggah lagi berkasnya.");
    Ok(web::see_other(&tujuan, Some(kabar)))
}

pub(super) fn formulir_terap(caller: &Caller, r: &Ringkasan) -> ui::Form {
    let petunjuk = "Isi berkas ini benar sampai tanggal berapa? Contoh: 28-02-2026";
    let tanggal = Field::new("tanggal_data", "Tanggal data")
        .hint(petunjuk)
        .value(kamus::tanggal_pendek(caller.today()));
    let form = caller.form().with(tanggal);
    if r.ditolak == 0 {
        return form;
    }
    let kalimat = format!("Lewati {} baris yang salah dan pakai yang lain", kamus::angka(r.ditolak));
    form.with(Field::new("lewati", "Baris yang salah").choices(ui::Choice::list([("1", kalimat)])))
}

/// The report page again, with a refused form.
pub(super) async fn laporan_ditolak(
    caller: &Caller,
    id: Uuid,
    muatan: &Muatan,
    form: ui::Form,
) -> web::Result<Response> {
    let ringkasan = pengimporan::ringkas(caller.app.db(), &caller.ctx, muatan).await.map_err(galat)?;
    web::refused(&susun(caller, id, muatan, ringkasan, (form, Saring::default())))
}

fn susun(
    caller: &Caller,
    id: Uuid,
    muatan: &Muatan,
    r: Ringkasan,
    (form, saring): (ui::Form, Saring),
) -> Laporan {
    let alamat = caller.href(&format!("/impor/{id}"));
    let banyak = |galat: bool| muatan.temuan.iter().filter(|t| t.galat == galat).count();
    let salah = if saring.jenis.is_empty() { banyak(true) > 0 } else { saring.jenis == "salah" };
    let paging = ui::Paging::new(alamat.as_str(), super::halaman(&saring.hal), banyak(salah) as u64)
        .query([("jenis", if salah { "salah" } else { "periksa" })]);
    let (batas, lewati) = super::potongan(&paging);
    let temuan = muatan.temuan.iter().filter(|t| t.galat == salah);
    let temuan = temuan
        .skip(usize::try_from(lewati).unwrap_or(0))
        .take(usize::try_from(batas).unwrap_or(0))
        .map(jadikan);
    let tab = |label: &str, jenis: &str, galat: bool| {
        ui::MenuItem::new(label, format!("{alamat}?jenis={jenis}"))
            .active(salah == galat)
            .count(u32::try_from(banyak(galat)).unwrap_or(u32::MAX))
    };
    Laporan {
        page: caller
            .page("Laporan pemeriksaan")
            .back("Impor data", caller.href("/impor"))
            .has_error(form.has_error()),
        r,
        tab: vec![
            tab("Salah, tidak dipakai", "salah", true),
            tab("Perlu diperiksa", "periksa", false),
            ui::MenuItem::new("Tidak ada di berkas", format!("{alamat}?jenis={TIADA}"))
                .count(u32::try_from(r.tidak_ada).unwrap_or(u32::MAX)),
        ],
        tidak_ada: None,
        temuan: temuan.collect(),
        ada_temuan: !muatan.temuan.is_empty() || r.tidak_ada > 0,
        salah,
        paging,
        form,
        penerapan: format!("{alamat}/penerapan"),
        pembatalan: format!("{alamat}/pembatalan"),
        catatan: (!muatan.temuan.is_empty()).then(|| format!("{alamat}/catatan")),
        kunci_batal: caller.request_key(),
        tanpa_baris: muatan.orang.is_empty(),
        tata: muatan.sumber.tata.clone(),
        pemetaan: muatan.sumber.pemetaan.as_ref().map(|_| format!("{alamat}/pemetaan")),
        lengkapi: Lengkapi::baru(caller, &muatan.sumber, format!("{alamat}/pelengkapan")),
    }
}

fn jadikan(t: &TemuanSimpan) -> Temuan {
    let kolom = if t.kolom.is_empty() { String::new() } else { label_kolom(&t.kolom).to_owned() };
    Temuan { baris: t.baris, kolom, nilai: t.nilai.clone(), kalimat: t.kalimat.clone() }
}

/// The workbook with a column of remarks.
pub(crate) async fn catatan(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let isi = pengimporan::muat_catatan(caller.app.db(), &caller.ctx, id).await;
    let isi = match isi {
        Err(GalatImpor::SudahTiada) => return Err(web::Error::NotFound),
        lain => lain.map_err(galat)?,
    };
    let kepala = [
        (header::CONTENT_TYPE, crate::ekspor::XLSX),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"catatan-impor-penduduk.xlsx\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((kepala, isi).into_response())
}
