//! One letter of a village in the office above: what it is, what is asked, and the answers.

use ::web::{Caller, Form, Result};
use askama::Template;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use db::{Context, ReadTx, Unit};
use files::FileStore;
use kamus::{tanggal_panjang, tanggal_pendek, urai_tanggal};
use ui::{Choice, Field};
use uuid::Uuid;

use super::super::{berhasil, kalimat, saat};
use super::di_kecamatan;
use super::tanda_tangan::Elektronik;
use crate::error::Error;
use crate::jenis::Penanda;
use crate::kukuh::{self, Dilihat, Jalur, KeadaanKukuh, Kelengkapan};
use crate::store::{self, Pengukuhan, Surat};

#[derive(Template)]
#[template(path = "surat/kukuh_satu.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    keadaan: KeadaanKukuh,
    rincian: Vec<(&'static str, String)>,
    alamat: String,
    /// It waits, and the village still stands by it.
    terbuka: bool,
    /// A scan of the signed paper lies in the village.
    ada_pindai: bool,
    /// This office keeps the file with both signatures.
    ada_jadi: bool,
    /// Nobody is in office here who could sign.
    tanpa_pejabat: Option<String>,
    tte: Elektronik,
}

impl Halaman {
    /// It waits here, but the village no longer stands by it.
    fn terhenti(&self) -> bool {
        self.keadaan == KeadaanKukuh::Menunggu && !self.terbuka
    }
}

pub(super) fn alamat(caller: &Caller, id: Uuid) -> String {
    caller.href(&format!("/pengukuhan/{id}"))
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    di_kecamatan(&caller)?;
    ::web::html(&halaman(&caller, id, None).await?)
}

async fn ambil(tx: &mut ReadTx, id: Uuid) -> Result<Pengukuhan> {
    store::find_pengukuhan(tx, id).await?.ok_or(::web::Error::NotFound)
}

/// The page; after a refusal with what was typed, the field and the reason.
async fn halaman(
    caller: &Caller,
    id: Uuid,
    ditolak: Option<(&Form, &'static str, String)>,
) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let row = ambil(&mut tx, id).await?;
    let menunggu = row.keadaan() == KeadaanKukuh::Menunggu;
    let nama = row.nama(&tx)?;
    let jam = waktu::store::find_jam(&mut tx, kukuh::JAM, id).await?;
    let (mut form, ada_pejabat) = formulir(caller, &mut tx).await?;
    drop(tx);
    let dilihat = if menunggu { kukuh::lihat(caller.app.db(), &row, &caller.ctx).await? } else { None };
    let tte = match &dilihat {
        Some(dilihat) => Elektronik::baca(caller, &row, dilihat).await?,
        None => Elektronik::default(),
    };
    form = tte.bidang(form);
    let tenggat = jam.and_then(|jam| jam.tenggat_pada).filter(|_| menunggu);
    if let Some((kiriman, bidang, sebab)) = ditolak {
        form = form.fill(kiriman.typed());
        form.refuse(bidang, sebab);
    }
    let judul = row.nomor.as_ref().map_or_else(|| row.jenis.clone(), |nomor| format!("Surat {nomor}"));
    Ok(Halaman {
        page: caller
            .page(judul)
            .back("Pengukuhan camat", caller.href("/pengukuhan"))
            .has_error(form.has_error())
            .noindex(),
        form,
        keadaan: row.keadaan(),
        alamat: alamat(caller, id),
        terbuka: dilihat.is_some(),
        tte,
        ada_jadi: row.berkas_id.is_some(),
        ada_pindai: dilihat.as_ref().is_some_and(|dilihat| dilihat.surat.pindai_id.is_some()),
        tanpa_pejabat: (!ada_pejabat).then(|| caller.href("/pejabat")),
        rincian: rincian(caller, &row, (dilihat.as_ref(), nama, tenggat)),
    })
}

fn rincian(
    caller: &Caller,
    row: &Pengukuhan,
    (dilihat, nama, tenggat): (Option<&Dilihat>, Option<String>, Option<db::At>),
) -> Vec<(&'static str, String)> {
    let hari = |hari: Option<db::Day>| hari.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default();
    let nama = nama.or_else(|| dilihat.map(|dilihat| dilihat.surat.subjek_nama.clone()));
    let penanda = [row.camat_nama.clone(), row.camat_selaku.clone()];
    let semua = [
        ("Dari", row.asal_nama.clone()),
        ("Jenis", row.jenis.clone()),
        ("Nomor", row.nomor.clone().unwrap_or_default()),
        ("Tanggal surat", hari(row.tanggal_surat)),
        ("Untuk", nama.unwrap_or_default()),
        ("Diminta camat", dilihat.map(|dilihat| diminta(&dilihat.surat)).unwrap_or_default()),
        ("Masuk", saat(caller, row.masuk_pada)),
        ("Tenggat", tenggat.map(|at| batas(caller, at)).unwrap_or_default()),
        ("Nomor register", row.register().unwrap_or_default()),
        ("Ditandatangani", penanda.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        ("Cara", cara(row).to_owned()),
        ("Tanggal pengukuhan", hari(row.tanggal)),
        ("Alasan", row.alasan.clone().unwrap_or_default()),
        ("Dijawab", row.dijawab_pada.map(|at| saat(caller, at)).unwrap_or_default()),
    ];
    semua.into_iter().filter(|(_, isi)| !isi.is_empty()).collect()
}

/// What the paper says above the camat's place: "Dikuatkan oleh".
fn diminta(surat: &Surat) -> String {
    let tempat = surat.jenis().ttd.iter().find(|ttd| ttd.oleh == Penanda::Camat);
    let atas = tempat.and_then(|ttd| ttd.atas.as_deref()).unwrap_or("Mengetahui");
    let cara = surat.cara().label();
    format!("{}. Cara tanda tangan desa: {cara}", atas.trim_end_matches([',', ':']))
}

fn batas(caller: &Caller, at: db::At) -> String {
    let lewat = if at.timestamp() < caller.ctx.now { ", sudah lewat" } else { "" };
    format!("{}{lewat}", saat(caller, at))
}

/// How the camat signed, once that is so.
fn cara(row: &Pengukuhan) -> &'static str {
    match row.keadaan() {
        KeadaanKukuh::Dikukuhkan if row.elektronik => "Tanda tangan elektronik",
        KeadaanKukuh::Dikukuhkan => "Tanda tangan basah di kertas",
        _ => "",
    }
}

async fn formulir(caller: &Caller, tx: &mut ReadTx) -> Result<(ui::Form, bool)> {
    let hari_ini = caller.today();
    let (kantor, semua) = kukuh::penanda(tx, hari_ini).await?;
    let pilihan = semua.iter().map(|p| {
        let penanda = kukuh::selaku(&kantor, p);
        Choice::new(p.id.to_string(), format!("{}, {}", penanda.nama, penanda.selaku()))
    });
    let pilihan: Vec<Choice> = pilihan.collect();
    let (ada, awal) = (!pilihan.is_empty(), semua.first().map(|p| p.id.to_string()).unwrap_or_default());
    let urut = store::register_berikut(tx, hari_ini.year()).await?;
    let form = caller
        .form()
        .with(Field::new("penanda", "Ditandatangani oleh").choices(pilihan).value(awal))
        .with(Field::new("tanggal", "Tanggal tanda tangan").value(tanggal_pendek(hari_ini)))
        .with(
            Field::new("urut", "Nomor register kecamatan")
                .hint("Nomor urut yang ditulis di kertas")
                .numeric()
                .width(6)
                .value(urut.to_string()),
        )
        .with(Field::new("alasan", "Apa yang perlu diperbaiki desa?").rows(2));
    Ok((form, ada))
}

/// Hands over the village's file. That somebody here looks at it is written down in both offices.
pub(super) async fn buka(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    di_kecamatan(&caller)?;
    let db = caller.app.db();
    let mut tx = caller.read().await?;
    if let Some(jadi) = ambil(&mut tx, id).await?.berkas_id {
        drop(tx);
        return buka_jadi(&caller, jadi).await;
    }
    let kantor = wilayah::get_identitas(&mut tx).await?.nama_lengkap();
    let (row, dilihat) = kukuh::periksa_terbuka(db, &mut tx, id).await?;
    drop(tx);
    let berkas = match form.text("berkas") {
        "pindai" => dilihat.surat.pindai_id,
        _ => dilihat.surat.terbit_id,
    };
    let berkas = berkas.ok_or(::web::Error::NotFound)?;
    kukuh::catat_pandangan(db, &caller.ctx, (&row, &dilihat), &kantor).await?;
    let desa = Context::system("pengukuhan camat", Unit(row.asal), caller.ctx.now);
    let mut tx = db.read(&desa).await?;
    kirim(
        &caller,
        &mut tx,
        berkas,
        match form.text("berkas") {
            "unduh" => "attachment; filename=\"surat-desa.pdf\"",
            _ => "inline; filename=\"surat-desa.pdf\"",
        },
    )
    .await
}

/// Hands over the file with both signatures, which this office keeps. The look is written down here.
async fn buka_jadi(caller: &Caller, berkas: Uuid) -> Result<Response> {
    let mut tx = caller.app.db().write(&caller.ctx, "pembukaan_pengukuhan").await?;
    access::store::record_pembukaan(&mut tx, None, "surat_pengukuhan", "Surat yang dikukuhkan", None).await?;
    tx.commit().await?;
    let mut tx = caller.read().await?;
    kirim(caller, &mut tx, berkas, "attachment; filename=\"surat-dikukuhkan.pdf\"").await
}

async fn kirim(caller: &Caller, tx: &mut ReadTx, berkas: Uuid, cara: &'static str) -> Result<Response> {
    let files = caller.app.service::<FileStore>();
    let (berkas, bytes) = files.get(tx, berkas).await.map_err(Error::from)?;
    let kind = HeaderValue::from_str(&berkas.content_type).map_err(anyhow::Error::from)?;
    let cara = HeaderValue::from_static(cara);
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, cara)], bytes).into_response())
}

/// Records that the camat signed the paper.
pub(super) async fn kukuhkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    di_kecamatan(&caller)?;
    let kelengkapan = match baca(&form) {
        Ok(kelengkapan) => kelengkapan,
        Err((bidang, sebab)) => return tolakan(&caller, id, (&form, bidang, sebab)).await,
    };
    let target = alamat(&caller, id);
    let mut tx = match caller.begin("pengukuhan_surat", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let jalur = match kukuh::jawab_basah(caller.app.db(), &mut tx, id, kelengkapan).await {
        Ok(jalur) => jalur,
        Err(error) => {
            drop(tx);
            let sebab = kalimat(error)?;
            let bidang = if sebab.starts_with("Nomor") { "urut" } else { "tanggal" };
            return tolakan(&caller, id, (&form, bidang, sebab)).await;
        }
    };
    tx.commit().await?;
    kabarkan(&caller, jalur).await;
    Ok(berhasil(&target, "Dicatat sudah dikukuhkan. Desa diberi tahu."))
}

/// What was typed, or the field that is wrong.
fn baca(form: &Form) -> std::result::Result<Kelengkapan, (&'static str, String)> {
    let penanda = form.text("penanda").parse();
    let penanda = penanda.map_err(|_| ("penanda", "Pilih siapa yang menandatangani.".to_owned()))?;
    let tanggal = urai_tanggal(form.text("tanggal")).map_err(|galat| ("tanggal", galat.to_string()))?;
    let urut = form.text("urut").parse::<i64>();
    let urut = urut.map_err(|_| ("urut", "Isi nomor urut register, angka saja.".to_owned()))?;
    Ok(Kelengkapan { penanda, tanggal, urut: Some(urut) })
}

pub(super) async fn kembalikan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    di_kecamatan(&caller)?;
    let target = alamat(&caller, id);
    let mut tx = match caller.begin("pengembalian_pengukuhan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let jalur = match kukuh::kembalikan(caller.app.db(), &mut tx, id, form.text("alasan")).await {
        Ok(jalur) => jalur,
        Err(error) => {
            drop(tx);
            return tolakan(&caller, id, (&form, "alasan", kalimat(error)?)).await;
        }
    };
    tx.commit().await?;
    kabarkan(&caller, jalur).await;
    Ok(berhasil(&target, "Dikembalikan. Desa diberi tahu."))
}

pub(super) async fn tolakan(
    caller: &Caller,
    id: Uuid,
    ditolak: (&Form, &'static str, String),
) -> Result<Response> {
    ::web::refused(&halaman(caller, id, Some(ditolak)).await?)
}

/// Tells the village at once; where that fails, the job does.
pub(super) async fn kabarkan(caller: &Caller, jalur: Jalur) {
    let files = caller.app.service::<FileStore>();
    if let Err(galat) = kukuh::kabarkan(caller.app.db(), files, jalur, &caller.ctx).await {
        tracing::warn!(%galat, "the village hears of it by a job");
    }
}
