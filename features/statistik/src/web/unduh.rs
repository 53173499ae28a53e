//! A breakdown as a file.

use axum::extract::{Path, Query};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use web::Caller;

use super::saring::{Pilihan, Saring, kata_dusun};
use super::tabel;
use crate::ekspor::{self, Lembar};
use crate::hitung::{Pasang, Rekap, semua};
use crate::jenis::Jenis;

pub(super) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
) -> web::Result<Response> {
    let jenis = tabel::jenis(&kode)?;
    if jenis.rahasia() {
        return Err(web::Error::NotFound);
    }
    let pilihan = saring.pilihan(&caller, tabel::nanti(jenis));
    if let Some(galat) = pilihan.galat {
        return Err(web::Error::Refused(galat));
    }
    let mut tx = caller.read().await?;
    let (kini, bulan) = tabel::angka(&caller, &mut tx, jenis, &pilihan).await?;
    let sebut = pilihan.sebut(&caller, kata_dusun(&mut tx).await?);
    let lembar = lembar(jenis, (&kini, &bulan), vec![format!("{}: {sebut}", jenis.judul)])?;
    jawab(&caller, (jenis, &pilihan), saring.format == "csv", lembar).await
}

/// The breakdown as a sheet: its groups, then the sum at the end of each month.
pub(super) fn lembar(
    jenis: &Jenis,
    (kini, bulan): (&Rekap, &[Rekap]),
    mut tanda: Vec<String>,
) -> web::Result<Lembar> {
    let tabel = kini.cari(jenis.kode).ok_or(web::Error::NotFound)?;
    tanda.push(format!("Yang dihitung: {}.", jenis.dasar));
    let isi = |p: Pasang| vec![p[0], p[1], semua(p)];
    let baris = |label: &str, p: Pasang| (vec![label.to_owned()], isi(p));
    let kelompok = tabel.kelompok.iter().map(|(label, p)| baris(label, *p));
    let kaki = [("JUMLAH", tabel.jumlah()), ("BELUM MENGISI", tabel.belum), ("TOTAL", tabel.total())];
    let mut semua_baris: Vec<_> = kelompok.chain(kaki.map(|(label, p)| baris(label, p))).collect();
    let tempat = tabel.tempat.iter().map(|(nama, p)| baris(&format!("Tempat: {nama}"), *p));
    semua_baris.extend(tempat);
    let bulan = bulan.iter().filter(|rekap| semua(rekap.penduduk) > 0);
    semua_baris.extend(bulan.filter_map(|rekap| {
        let jumlah = rekap.cari(jenis.kode)?.jumlah();
        Some(baris(&format!("Jumlah, akhir {}", waktu::Bulan::dari(rekap.per)), jumlah))
    }));
    let kepala = [jenis.judul, "Laki-laki", "Perempuan", "Jumlah"].map(str::to_owned).into();
    Ok(Lembar { tanda, kepala, baris: semua_baris })
}

pub(super) async fn jawab(
    caller: &Caller,
    (jenis, pilihan): (&Jenis, &Pilihan),
    csv: bool,
    lembar: Lembar,
) -> web::Result<Response> {
    let tertulis =
        tokio::task::spawn_blocking(
            move || {
                if csv { Ok(ekspor::csv(&lembar)) } else { ekspor::xlsx(&lembar) }
            },
        );
    let isi = tertulis.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let (tipe, akhiran) = if csv { (kependudukan::CSV, "csv") } else { (kependudukan::XLSX, "xlsx") };
    let nama = format!("statistik-{}-{}-{}.{akhiran}", jenis.kode, caller.ctx.unit, pilihan.per);
    let kepala = [
        (header::CONTENT_TYPE, tipe.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{nama}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}
