//! One breakdown: table, chart, parts of the place, and how it went.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::ReadTx;
use ui::chart::Chart;
use waktu::Bulan;
use web::Caller;

use super::gambar::{self, Isian, Penunjuk};
use super::saring::{Kolom, Pilihan, Saring, kata_dusun};
use super::{alamat, kesehatan};
use crate::bulanan;
use crate::hitung::{Rekap, rekap, rekap_masa};
use crate::indikator::Beban;
use crate::jenis::{JENIS, Jenis};
use crate::sumber::muat;

#[derive(Template)]
#[template(path = "statistik/tabel.html")]
pub(super) struct Halaman {
    page: ui::Page,
    sebut: String,
    jenis: &'static Jenis,
    kolom: Kolom,
    aksi: String,
    isi: Isian,
    beban: Vec<(&'static str, String)>,
    deret: Option<Chart>,
    /// Of a file; absent for health, which is handed out by its own form.
    unduh: Option<[String; 2]>,
    pemilih: bool,
    terbuka: bool,
}

/// The kind of an address.
pub(super) fn jenis(kode: &str) -> web::Result<&'static Jenis> {
    Jenis::cari(kode).ok_or(web::Error::NotFound)
}

/// Whether figures of a day to come make sense: an election is known before it is held.
pub(super) fn nanti(jenis: &Jenis) -> bool {
    jenis.kode == "pemilih"
}

pub(super) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
) -> web::Result<Response> {
    let jenis = jenis(&kode)?;
    let pilihan = saring.pilihan(&caller, nanti(jenis));
    let mut tx = caller.read().await?;
    if jenis.rahasia() {
        return kesehatan::pintu(&caller, &mut tx, (jenis, None), &pilihan).await;
    }
    let (kini, bulan) = angka(&caller, &mut tx, jenis, &pilihan).await?;
    web::html(&susun(&caller, &mut tx, (jenis, &pilihan), (&kini, &bulan)).await?)
}

/// The figures of the day, and of the ends of the last closed months.
pub(super) async fn angka(
    caller: &Caller,
    tx: &mut ReadTx,
    jenis: &'static Jenis,
    pilihan: &Pilihan,
) -> web::Result<(Rekap, Vec<Rekap>)> {
    let tutup = bulanan::bulan_tutup(pilihan.hari_ini);
    if pilihan.tempat.semua() {
        let bulan = bulanan::deret(caller.app.db(), tx, &tutup).await?;
        if let Some(kini) = bulan.iter().find(|rekap| rekap.per == pilihan.per) {
            return Ok((kini.clone(), bulan));
        }
        let kini = hari(caller, tx, pilihan).await?;
        return Ok(((*kini).clone(), bulan));
    }
    // A part of the village is not kept: its months are counted with the day, in one walk.
    let mut hari: Vec<_> = tutup.iter().copied().map(Bulan::akhir).collect();
    let masa = (hari[0].min(pilihan.per), pilihan.hari_ini.max(pilihan.per));
    hari.push(pilihan.per);
    let bahan = muat(tx, masa, &pilihan.tempat).await?;
    let mut semua = rekap_masa(&bahan, &hari, [jenis], None)?;
    let kini = semua.pop().ok_or(web::Error::NotFound)?;
    Ok((kini, semua))
}

/// All open breakdowns of the day and place, kept while nobody among those they count changes.
pub(super) async fn hari(caller: &Caller, tx: &mut ReadTx, pilihan: &Pilihan) -> web::Result<Arc<Rekap>> {
    let kunci = format!("statistik {} {:?}", pilihan.per, pilihan.tempat);
    let hitung = async |tx: &mut ReadTx| {
        let bahan = muat(tx, (pilihan.per, pilihan.per), &pilihan.tempat).await?;
        Ok(rekap(&bahan, pilihan.per, Jenis::terbuka(), None)?)
    };
    caller.kept(tx, kunci, &bulanan::ASAL, hitung).await
}

/// The page around the figures; also for health, once it was opened.
pub(super) async fn susun(
    caller: &Caller,
    tx: &mut ReadTx,
    (jenis, pilihan): (&'static Jenis, &Pilihan),
    (kini, bulan): (&Rekap, &[Rekap]),
) -> web::Result<Halaman> {
    let kata_dusun = kata_dusun(tx).await?;
    let tabel = kini.cari(jenis.kode).ok_or(web::Error::NotFound)?;
    let penunjuk = Penunjuk { caller, jenis, pilihan };
    let beban = if jenis.kode == "umur-tunggal" { beban(Beban::dari(tabel)) } else { Vec::new() };
    let file = |format: &str| {
        let mut pasangan = pilihan.pasangan();
        pasangan.push(("format", format.to_owned()));
        alamat(caller, &format!("/{}/unduh", jenis.kode), &pasangan)
    };
    Ok(Halaman {
        page: caller.page(jenis.judul).back("Statistik penduduk", alamat(caller, "", &pilihan.pasangan())),
        sebut: pilihan.sebut(caller, kata_dusun),
        jenis,
        kolom: pilihan.kolom(tx, kata_dusun).await?,
        aksi: alamat(caller, &format!("/{}", jenis.kode), &[]),
        isi: penunjuk.isian(tabel, kata_dusun),
        beban,
        deret: gambar::deret(jenis, bulan),
        unduh: (!jenis.rahasia()).then(|| ["xlsx", "csv"].map(file)),
        pemilih: nanti(jenis),
        terbuka: jenis.rahasia(),
    })
}

fn beban(beban: Beban) -> Vec<(&'static str, String)> {
    let sebut = |rasio: Option<String>| rasio.unwrap_or_else(|| "–".to_owned());
    vec![
        ("Rasio ketergantungan", sebut(beban.rasio())),
        ("Rasio ketergantungan muda (0–14)", sebut(beban.rasio_muda())),
        ("Rasio ketergantungan tua (65+)", sebut(beban.rasio_tua())),
    ]
}

/// The kinds of one section, for the index.
pub(super) fn dari_bagian(bagian: crate::jenis::Bagian) -> impl Iterator<Item = &'static Jenis> {
    JENIS.iter().filter(move |jenis| jenis.bagian == bagian)
}
