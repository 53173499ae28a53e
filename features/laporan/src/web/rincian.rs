//! The people behind one figure of a report.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{ReadTx, Where};
use kependudukan::store::{self as register, Hadir, Pada, Potret};
use serde::Deserialize;
use uuid::Uuid;
use web::Caller;

use super::bulanan::{Bulanan, muat};
use super::orang::{BarisOrang, baris_orang};
use crate::lampid::{Baris, Kolom, Sebab, Sel, wakil_keluarga};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    baris: String,
    kolom: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "laporan/rincian.html")]
struct Halaman {
    page: ui::Page,
    keterangan: String,
    paging: ui::Paging,
    orang: Vec<BarisOrang>,
}

/// One person behind a figure.
struct Butir {
    id: Uuid,
    pada: Pada,
    sebab: Option<Sebab>,
    /// Of a correction: added or taken away.
    arah: Option<i64>,
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
) -> web::Result<Response> {
    let bulan = super::bulan(&kode)?;
    let baris = Baris::dari_kode(&saring.baris).ok_or(web::Error::NotFound)?;
    let kolom = Kolom::dari_kode(&saring.kolom).ok_or(web::Error::NotFound)?;
    let mut tx = caller.read().await?;
    let b = muat(&caller, &mut tx, bulan).await?;
    let butir = match baris {
        Baris::Awal => keadaan(&mut tx, b.masa.rentang.awal, kolom).await?,
        Baris::Akhir => keadaan(&mut tx, b.masa.rentang.akhir, kolom).await?,
        _ => gerak(&b, baris, kolom),
    };
    let halaman = caller.href(&format!("/laporan/{kode}"));
    let paging =
        ui::Paging::new(format!("{halaman}/rincian"), super::halaman(&saring.hal), butir.len() as u64)
            .query([("baris", saring.baris.as_str()), ("kolom", saring.kolom.as_str())]);
    let mut orang = Vec::new();
    for satu in super::sepotong(butir, &paging) {
        if let Some(mut o) = baris_orang(&caller, &mut tx, satu.id, satu.pada).await? {
            o.keterangan = keterangan(&satu, b.masa.rentang.awal.tanggal);
            orang.push(o);
        }
    }
    let page =
        caller.page(format!("{}: {}", baris.label(), kolom.label)).back(format!("Laporan {bulan}"), halaman);
    let keterangan = if kolom.keluarga() {
        "Tiap keluarga diwakili kepalanya, atau anggota tertua bila tidak ada kepala keluarga.".to_owned()
    } else {
        String::new()
    };
    web::html(&Halaman { page: page.noindex(), keterangan, paging, orang })
}

/// `sampai` is the last day of which the start of the month could know.
fn keterangan(butir: &Butir, sampai: jiff::civil::Date) -> String {
    match (butir.sebab, butir.arah) {
        (Some(sebab), _) => {
            let tanggal = kamus::tanggal_pendek(sebab.tanggal);
            if sebab.tanggal <= sampai {
                let lapor = kamus::tanggal_pendek(sebab.tanggal_lapor);
                format!("{tanggal}, terlambat dilaporkan ({lapor})")
            } else {
                tanggal
            }
        }
        (None, Some(1)) => "ditambahkan".to_owned(),
        (None, Some(_)) => "dikurangi".to_owned(),
        (None, None) => String::new(),
    }
}

/// Those who moved in a row, by the day of what happened.
fn gerak(b: &Bulanan, baris: Baris, kolom: &Kolom) -> Vec<Butir> {
    let rentang = b.masa.rentang;
    let pada = |arah: i64| if arah > 0 { rentang.akhir } else { rentang.awal };
    let koreksi = |arah: i64| (baris == Baris::Koreksi).then_some(arah);
    if kolom.keluarga() {
        let sesuai =
            b.hasil.gerak_keluarga.iter().filter(|g| g.baris == baris && kolom.isi.contains(&g.dasar));
        return sesuai
            .map(|g| Butir { id: g.wakil, pada: pada(g.arah), sebab: None, arah: koreksi(g.arah) })
            .collect();
    }
    let sesuai =
        b.hasil.gerak.iter().filter(|g| g.baris == baris && kolom.isi.contains(&g.letak.sel.dasar()));
    let mut semua: Vec<Butir> = sesuai
        .map(|g| Butir { id: g.penduduk_id, pada: pada(g.arah), sebab: g.peristiwa, arah: koreksi(g.arah) })
        .collect();
    semua.sort_by_key(|butir| (butir.sebab.map(|s| s.tanggal), butir.id));
    semua
}

/// Everybody of a state, by name.
async fn keadaan(tx: &mut ReadTx, pada: Pada, kolom: &Kolom) -> web::Result<Vec<Butir>> {
    let mut semua = register::list_potret(tx, pada, Where::new()).await?;
    if kolom.keluarga() {
        let hadir: Vec<Hadir> = semua.iter().map(hadir).collect();
        let wakil: HashMap<Uuid, _> = wakil_keluarga(&hadir).collect();
        semua.retain(|p| wakil.get(&p.id).is_some_and(|dasar| kolom.isi.contains(dasar)));
    } else {
        semua.retain(|p| kolom.isi.contains(&Sel::baru(p.jenis_kelamin, p.kewarganegaraan).dasar()));
    }
    semua.sort_by(|a, b| (&a.nama, a.id).cmp(&(&b.nama, b.id)));
    Ok(semua.into_iter().map(|p| Butir { id: p.id, pada, sebab: None, arah: None }).collect())
}

fn hadir(p: &Potret) -> Hadir {
    Hadir {
        id: p.id,
        jenis_kelamin: p.jenis_kelamin,
        tanggal_lahir: p.tanggal_lahir,
        kewarganegaraan: p.kewarganegaraan,
        keluarga_id: p.keluarga_id,
        shdk: p.shdk,
        dusun: p.dusun.clone(),
        rw: p.rw.clone(),
        rt: p.rt.clone(),
    }
}
