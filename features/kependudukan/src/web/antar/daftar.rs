//! What comes and what was sent.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{ReadTx, Unit};
use kamus::tanggal_pendek;
use serde::Deserialize;
use ui::Tone;
use web::Caller;

use super::super::{halaman, jumlah, potongan, waktu};
use super::{NamaDesa, kata_keadaan};
use crate::PERISTIWA;
use crate::pindah_antar::{self, KeadaanKiriman};
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    arah: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/pindah_antar.html")]
struct Daftar {
    page: ui::Page,
    tab: Vec<ui::MenuItem>,
    masuk: bool,
    menunggu: Vec<Baris>,
    baris: Vec<Baris>,
    paging: ui::Paging,
}

struct Baris {
    desa: String,
    jumlah: i32,
    tanggal: String,
    keadaan: Option<(&'static str, Tone)>,
    alasan: String,
    pada: String,
    href: String,
    tarik: String,
    form: Option<ui::Form>,
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let keluar = saring.arah == "keluar";
    let alamat = caller.href("/pindah-antar");
    let mut tx = caller.read().await?;
    let total =
        if keluar { store::count_kiriman(&mut tx).await? } else { store::count_jawaban(&mut tx).await? };
    let paging = ui::Paging::new(alamat.as_str(), halaman(&saring.hal), jumlah(total));
    let (menunggu, baris, paging) = if keluar {
        let baris = terkirim(&caller, &mut tx, potongan(&paging)).await?;
        (Vec::new(), baris, paging.query([("arah", "keluar")]))
    } else {
        let dijawab = dijawab(&caller, &mut tx, potongan(&paging)).await?;
        let desa = NamaDesa::baca(&mut tx).await?;
        drop(tx);
        (menunggu(&caller, &desa).await?, dijawab, paging)
    };
    web::html(&Daftar {
        page: caller.page("Pindah antardesa").noindex(),
        tab: vec![
            ui::MenuItem::new("Masuk", alamat.clone()).active(!keluar),
            ui::MenuItem::new("Keluar", format!("{alamat}?arah=keluar")).active(keluar),
        ],
        masuk: !keluar,
        menunggu,
        baris,
        paging,
    })
}

async fn menunggu(caller: &Caller, desa: &NamaDesa) -> db::Result<Vec<Baris>> {
    let mut baris = Vec::new();
    for masuk in pindah_antar::list_masuk(caller.app.db(), &caller.ctx).await? {
        baris.push(Baris {
            desa: desa.sebut(masuk.asal),
            jumlah: masuk.kiriman.jumlah,
            tanggal: tanggal_pendek(masuk.kiriman.tanggal.0),
            keadaan: None,
            alasan: String::new(),
            pada: waktu(caller, masuk.kiriman.dikirim_pada),
            href: caller.href(&format!("/pindah-antar/{}/pembukaan", masuk.kiriman.id)),
            tarik: String::new(),
            form: caller.can(PERISTIWA).then(|| caller.form()),
        });
    }
    Ok(baris)
}

async fn dijawab(caller: &Caller, tx: &mut ReadTx, potongan: (i64, i64)) -> db::Result<Vec<Baris>> {
    let desa = NamaDesa::baca(tx).await?;
    let mut baris = Vec::new();
    for jawaban in store::daftar_jawaban(tx, potongan).await? {
        let peristiwa = match jawaban.rombongan_id {
            Some(rombongan) => store::list_rombongan(tx, rombongan).await?.into_iter().next(),
            None => None,
        };
        baris.push(Baris {
            desa: desa.sebut(Unit(jawaban.asal)),
            jumlah: jawaban.jumlah,
            tanggal: tanggal_pendek(jawaban.tanggal.0),
            keadaan: Some(kata_keadaan(jawaban.keadaan())),
            alasan: jawaban.alasan(tx)?.unwrap_or_default(),
            pada: waktu(caller, jawaban.dijawab_pada),
            href: peristiwa.map(|p| caller.href(&format!("/peristiwa/{}", p.id))).unwrap_or_default(),
            tarik: String::new(),
            form: None,
        });
    }
    Ok(baris)
}

async fn terkirim(caller: &Caller, tx: &mut ReadTx, potongan: (i64, i64)) -> db::Result<Vec<Baris>> {
    let desa = NamaDesa::baca(tx).await?;
    let mut baris = Vec::new();
    for kiriman in store::daftar_kiriman(tx, potongan).await? {
        let peristiwa = store::list_rombongan(tx, kiriman.rombongan_id).await?.into_iter().next();
        let dapat_ditarik = kiriman.keadaan() == KeadaanKiriman::DiJalan && caller.can(PERISTIWA);
        baris.push(Baris {
            desa: desa.sebut(Unit(kiriman.tujuan)),
            jumlah: kiriman.jumlah,
            tanggal: tanggal_pendek(kiriman.tanggal.0),
            keadaan: Some(kata_keadaan(kiriman.keadaan())),
            alasan: kiriman.alasan(tx)?.unwrap_or_default(),
            pada: waktu(caller, kiriman.berubah_pada),
            href: peristiwa.map(|p| caller.href(&format!("/peristiwa/{}", p.id))).unwrap_or_default(),
            tarik: caller.href(&format!("/pindah-antar/{}/penarikan", kiriman.id)),
            form: dapat_ditarik.then(|| caller.form()),
        });
    }
    Ok(baris)
}
