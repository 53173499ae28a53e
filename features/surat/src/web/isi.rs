//! The form of a new letter: typed, kept as a draft, looked at, submitted.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;
use ui::Markup;
use uuid::Uuid;
use web::{Caller, Error, Result};

use super::meja;
use super::pokok::{Rujukan, catat_pembukaan};
use crate::alur::{self, berlaku_sampai, susun_naskah};
use crate::atur::{Atur, Kantor, get_atur};
use crate::borang::{self, Borang, Dasar, Terbaca};
use crate::jenis::Jenis;
use crate::katalog::find_jenis;
use crate::naskah::{Cetakan, Ketua, Naskah};
use crate::orang::Orang;
use crate::penandatangan::Bentuk;
use crate::store::{self, Surat};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    orang: Option<Uuid>,
    lembaga: Option<Uuid>,
    dari: Option<Uuid>,
    ganti: Option<Uuid>,
    draf: Option<Uuid>,
    /// What is typed in where the kind takes persons and bodies: `lembaga`.
    #[serde(default)]
    ketik: String,
}

/// The form as a page, for a new letter and for one that was returned.
#[derive(Template)]
#[template(path = "surat/isi.html")]
pub(crate) struct HalamanIsi {
    pub(crate) page: ui::Page,
    pub(crate) borang: Borang,
    pub(crate) aksi: String,
    pub(crate) pratinjau: String,
    /// Where drafts go; nowhere for a letter that is already a row.
    pub(crate) simpan_draf: Option<String>,
    /// Hidden values that travel with the form.
    pub(crate) ikut: Vec<(&'static str, String)>,
    pub(crate) catatan: Option<String>,
    pub(crate) tombol: &'static str,
    pub(crate) batal: String,
    pub(crate) gambar: Vec<Markup>,
    pub(crate) galat_pratinjau: Option<String>,
}

/// Kind, settings and office that a form stands on.
pub(crate) struct Landasan {
    pub(crate) jenis: &'static Jenis,
    pub(crate) atur: Atur,
    pub(crate) kantor: Kantor,
}

impl Landasan {
    pub(crate) async fn baca(tx: &mut db::ReadTx, jenis: &'static Jenis) -> Result<Self> {
        Ok(Self { jenis, atur: get_atur(tx, jenis).await?, kantor: Kantor::baca(tx).await? })
    }

    pub(crate) fn dasar(&self, orang: Option<Orang>) -> Dasar<'_> {
        Dasar { jenis: self.jenis, atur: &self.atur, kantor: &self.kantor, orang }
    }
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(pinta): Query<Pinta>,
) -> Result<Response> {
    let mut tx = caller.read().await?;
    let jenis = find_jenis(&mut tx, &kode).await?.ok_or(Error::NotFound)?;
    let landasan = Landasan::baca(&mut tx, jenis).await?;
    let Bekal { pokok, ganti, mut ketikan } = bekal(&caller, &mut tx, &pinta).await?;
    let orang = find_pokok(&mut tx, pokok).await?;
    let mut catatan = match ganti {
        Some(lama) => Some(catatan_ganti(&store::get_surat(&mut tx, lama).await?)),
        None => None,
    };
    if let (Some(orang), true) = (&orang, ketikan.is_empty())
        && let Some(isi) = crate::peristiwa::dari_peristiwa(&mut tx, jenis, orang).await?
    {
        ketikan = isi;
        catatan = Some("Terisi dari peristiwa yang sudah dicatat. Periksa, lalu lengkapi.".to_owned());
    }
    let terbuka = match &orang {
        Some(orang) if ketikan.is_empty() => borang::isi_ketua(&mut tx, jenis, orang, &mut ketikan).await?,
        _ => borang::isi_pemohon(&mut tx, jenis, &mut ketikan).await?,
    };
    if ketikan.is_empty() {
        ketikan.push((borang::KETIK.to_owned(), pinta.ketik));
    }
    drop(tx);
    catat_pembukaan(&caller, terbuka).await?;
    let mut borang = borang::susun(caller.form(), &landasan.dasar(orang), &ketikan);
    borang.form = borang.form.fill(ketikan.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())));
    let draf = pinta.draf.unwrap_or_else(|| caller.ctx.new_id());
    web::html(&halaman(&caller, jenis, borang, Ikut { pokok, ganti, draf }, catatan))
}

/// What a new form begins with: a draft, a letter to be made again, or nothing but whom it is about.
struct Bekal {
    pokok: Option<Rujukan>,
    ganti: Option<Uuid>,
    ketikan: Vec<(String, String)>,
}

async fn bekal(caller: &Caller, tx: &mut db::ReadTx, pinta: &Pinta) -> Result<Bekal> {
    let pokok = Rujukan::dari(pinta.orang, pinta.lembaga);
    if let (Some(id), Some(pengguna)) = (pinta.draf, caller.ctx.user()) {
        let draf = store::find_draf(tx, pengguna, id).await?.ok_or(Error::NotFound)?;
        return Ok(Bekal {
            pokok: Rujukan::ketikan(draf.teks("orang"), draf.teks("lembaga")),
            ganti: draf.teks("ganti").parse().ok(),
            ketikan: draf.isi,
        });
    }
    let Some(dari) = pinta.dari.or(pinta.ganti) else {
        return Ok(Bekal { pokok, ganti: None, ketikan: Vec::new() });
    };
    let surat = store::get_surat(tx, dari).await?;
    let (isi, orang) = (surat.isi(tx)?, surat.orang(tx)?);
    let ketikan = borang::ketikan(&surat, &orang, &isi);
    Ok(Bekal { pokok: pokok.or(Rujukan::milik(&orang)), ganti: pinta.ganti, ketikan })
}

fn catatan_ganti(lama: &Surat) -> String {
    format!(
        "Surat ini mengganti surat {}. Surat lama tetap berlaku sampai surat baru terbit.",
        lama.nomor.as_deref().unwrap_or_default()
    )
}

async fn find_pokok(tx: &mut db::ReadTx, pokok: Option<Rujukan>) -> Result<Option<Orang>> {
    match pokok {
        Some(pokok) => pokok.baca(tx).await.map(Some),
        None => Ok(None),
    }
}

/// What a new letter's form carries unseen.
#[derive(Debug, Clone, Copy)]
struct Ikut {
    pokok: Option<Rujukan>,
    ganti: Option<Uuid>,
    draf: Uuid,
}

fn halaman(
    caller: &Caller,
    jenis: &'static Jenis,
    borang: Borang,
    ikut: Ikut,
    catatan: Option<String>,
) -> HalamanIsi {
    let aksi = caller.href(&format!("/surat/baru/{}", jenis.kode));
    let (nama, pokok) = ikut.pokok.map_or(("orang", None), |pokok| {
        let (nama, id) = pokok.pasangan();
        (nama, Some(id))
    });
    let kembali = if nama == "lembaga" { "Cari lembaga lain" } else { "Cari orang lain" };
    let teks = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    HalamanIsi {
        page: caller
            .page(format!("Surat baru: {}", jenis.nama))
            .back(kembali, caller.href("/surat/baru"))
            .has_error(borang.form.has_error()),
        borang,
        pratinjau: format!("{aksi}/pratinjau"),
        simpan_draf: Some(format!("{aksi}/draf")),
        aksi,
        ikut: vec![(nama, teks(pokok)), ("ganti", teks(ikut.ganti)), ("draf", ikut.draf.to_string())],
        catatan,
        tombol: "Ajukan surat",
        batal: caller.href("/surat"),
        gambar: Vec::new(),
        galat_pratinjau: None,
    }
}

/// Reads a posted form of a new letter.
async fn terima(
    caller: &Caller,
    kode: &str,
    form: &web::Form,
) -> Result<(Landasan, Terbaca, Ikut, Option<String>)> {
    let mut tx = caller.read().await?;
    let jenis = find_jenis(&mut tx, kode).await?.ok_or(Error::NotFound)?;
    let landasan = Landasan::baca(&mut tx, jenis).await?;
    let ikut = Ikut {
        pokok: Rujukan::ketikan(form.text("orang"), form.text("lembaga")),
        ganti: form.text("ganti").parse().ok(),
        draf: form.text("draf").parse().unwrap_or_else(|_| caller.ctx.new_id()),
    };
    let orang = find_pokok(&mut tx, ikut.pokok).await?;
    let catatan = match ikut.ganti {
        Some(lama) => Some(catatan_ganti(&store::get_surat(&mut tx, lama).await?)),
        None => None,
    };
    drop(tx);
    let terbaca = borang::baca(caller.form(), &landasan.dasar(orang), form);
    Ok((landasan, terbaca, ikut, catatan))
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: web::Form,
) -> Result<Response> {
    let (landasan, terbaca, ikut, catatan) = terima(&caller, &kode, &form).await?;
    let Some(pengajuan) = terbaca.pengajuan else {
        return web::refused(&halaman(&caller, landasan.jenis, terbaca.borang, ikut, catatan));
    };
    let meja = meja(&caller)?;
    // The row's id is not known before; a repetition is led to the list, where the letter stands on top.
    let mut tx = match caller.begin("pengajuan", &form, &caller.href("/surat")).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let id = match alur::ajukan(&mut tx, pengajuan, &meja).await {
        Ok(id) => id,
        Err(error) => {
            drop(tx);
            let mut borang = terbaca.borang;
            borang.form.refuse("", super::kalimat(error)?);
            return web::refused(&halaman(&caller, landasan.jenis, borang, ikut, catatan));
        }
    };
    // In the same act: a letter that stands is not told to be unsaved because its draft would not go.
    store::delete_draf_surat(&mut tx, ikut.draf).await?;
    tx.commit().await?;
    Ok(super::berhasil(&super::alamat(&caller, id), "Surat diajukan."))
}

/// The letter as it would look, with what is typed so far.
pub(crate) async fn pratinjau(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: web::Form,
) -> Result<Response> {
    let (landasan, terbaca, ikut, catatan) = terima(&caller, &kode, &form).await?;
    if form.some("ambil") == Some(borang::POKOK) && ikut.pokok.is_none() {
        return pilih_pokok(&caller, &landasan, &form, (ikut, catatan)).await;
    }
    let gambar = gambar(&caller, &landasan, &terbaca, None).await;
    let borang = tanpa_salah(&caller, terbaca.borang, &landasan, &form).await?;
    let mut halaman = halaman(&caller, landasan.jenis, borang, ikut, catatan);
    pasang(&mut halaman, gambar);
    web::html(&halaman)
}

/// The body that was looked for becomes whom the letter is about; what is still open begins with its facts.
async fn pilih_pokok(
    caller: &Caller,
    landasan: &Landasan,
    form: &web::Form,
    (mut ikut, catatan): (Ikut, Option<String>),
) -> Result<Response> {
    let mut ketikan = borang::ketikan_dari(form);
    let mut tx = caller.read().await?;
    let hasil = borang::cari_pokok(&mut tx, &ketikan).await?;
    let (mut orang, mut terbuka) = (None, None);
    if let Ok(id) = &hasil {
        let lembaga = Rujukan::Lembaga(*id);
        let ada = lembaga.baca(&mut tx).await?;
        borang::lepas_kosong(landasan.jenis, &mut ketikan);
        terbuka = borang::isi_ketua(&mut tx, landasan.jenis, &ada, &mut ketikan).await?;
        ikut.pokok = Some(lembaga);
        orang = Some(ada);
    }
    drop(tx);
    catat_pembukaan(caller, terbuka).await?;
    let mut borang = borang::susun(caller.form(), &landasan.dasar(orang), &ketikan);
    borang.form = borang.form.fill(ketikan.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())));
    if let Err(ambilan) = hasil {
        ambilan.pasang(&mut borang);
    }
    web::html(&halaman(caller, landasan.jenis, borang, ikut, catatan))
}

pub(crate) fn pasang(halaman: &mut HalamanIsi, gambar: Result<Vec<Markup>, crate::Error>) {
    match gambar {
        Ok(gambar) => halaman.gambar = gambar,
        Err(error) => halaman.galat_pratinjau = Some(error.to_string()),
    }
}

/// The form without its errors: somebody who is still typing need not hear what is missing. A person who
/// was asked for is taken from the register.
pub(crate) async fn tanpa_salah(
    caller: &Caller,
    borang: Borang,
    landasan: &Landasan,
    form: &web::Form,
) -> Result<Borang> {
    let Borang { form: lama, orang, .. } = borang;
    let mut ketikan = borang::ketikan_dari(form);
    let ambilan = match form.some("ambil") {
        Some(nama) => {
            let mut tx = caller.read().await?;
            let ambilan = borang::ambil(&mut tx, landasan.jenis, nama, &mut ketikan).await?;
            drop(tx);
            catat_pembukaan(caller, ambilan.terbuka).await?;
            Some(ambilan)
        }
        None => None,
    };
    let kosong = ui::Form::new(lama.csrf, lama.request_key);
    let mut baru = borang::susun(kosong, &landasan.dasar(orang), &ketikan);
    baru.form = baru.form.fill(ketikan.iter().map(|(nama, nilai)| (nama.as_str(), nilai.as_str())));
    if let Some(ambilan) = ambilan {
        ambilan.pasang(&mut baru);
    }
    Ok(baru)
}

/// The pages of a letter that is being typed, as images.
pub(crate) async fn gambar(
    caller: &Caller,
    landasan: &Landasan,
    terbaca: &Terbaca,
    lama: Option<&Surat>,
) -> Result<Vec<Markup>, crate::Error> {
    let ketua = {
        let mut tx = caller.app.db().read(&caller.ctx).await?;
        landasan.kantor.ketua(&mut tx, landasan.jenis, &terbaca.orang).await?
    };
    let Some(naskah) = konsep(landasan, terbaca, (lama, ketua), &caller.app.settings().base_url) else {
        return crate::error::tolak("Pilih penanda tangan dulu.");
    };
    let cetakan =
        Cetakan { kertas: terbaca.kertas, rangkap: 1, konsep: true, contoh: caller.app.settings().contoh };
    let pages = crate::cetak::pratinjau(&caller.app, &caller.ctx, landasan.jenis, &naskah, cetakan).await?;
    Ok(pages.iter().map(|svg| Markup::trusted(data_url(svg))).collect())
}

/// An SVG as an address that stands in `src="…"`.
pub(crate) fn data_url(svg: &str) -> String {
    format!("data:image/svg+xml;base64,{}", data_encoding::BASE64.encode(svg.as_bytes()))
}

fn konsep(
    landasan: &Landasan,
    terbaca: &Terbaca,
    (lama, ketua): (Option<&Surat>, Ketua),
    base_url: &str,
) -> Option<Naskah> {
    let (id, bentuk): (Uuid, Bentuk) = terbaca.penandatangan?;
    let kantor = &landasan.kantor;
    let penandatangan = kantor.penandatangan(kantor.find(id)?, bentuk);
    let mut surat = lama.cloned().unwrap_or_else(Surat::kosong);
    surat.jenis.clone_from(&landasan.jenis.kode);
    surat.jenis_id = landasan.jenis.versi;
    surat.cara = terbaca.cara.kode();
    let tanggal = surat.tanggal.map_or(kantor.hari_ini, |hari| hari.0);
    surat.berlaku_sampai = berlaku_sampai(&terbaca.nilai, tanggal, landasan.atur.masa_hari).map(Into::into);
    let verifikasi = format!("{base_url}/v/konsep");
    Some(susun_naskah(&surat, (&terbaca.orang, &terbaca.nilai), kantor, (&penandatangan, ketua), verifikasi))
}
