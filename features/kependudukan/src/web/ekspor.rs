use std::collections::HashMap;

use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::ReadTx;
use kamus::NomorKk;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Form};

use super::daftar::terdekat;
use super::lingkup::Lingkup;
use super::saring::Saring;
use crate::ekspor::{self, Lembar};
use crate::entitas::Penduduk;
use crate::store;

/// As many rows as one file takes.
const BATAS: i64 = 100_000;

#[derive(Template)]
#[template(path = "kependudukan/ekspor.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    total: i64,
    aksi: String,
    saringan: Vec<(&'static str, String)>,
    boleh_buka: bool,
}

/// The same sheet as a page.
#[derive(Template)]
#[template(path = "kependudukan/ekspor_cetak.html")]
struct Cetak {
    page: ui::Page,
    lembar: Lembar,
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let saring = saring.untuk(&Lingkup::dari(&caller));
    let form = formulir(&caller);
    web::html(&halaman(&caller, &saring, form).await?)
}

fn formulir(caller: &Caller) -> ui::Form {
    let format =
        Choice::list([("xlsx", "Excel (.xlsx)"), ("csv", "CSV"), ("cetak", "Halaman untuk dicetak")]);
    let nomor = vec![
        Choice::new("samar", "Disamarkan").hint("Cukup untuk mengenali orangnya"),
        Choice::new("penuh", "Lengkap").hint("Dicatat, dan tertulis di berkasnya"),
    ];
    caller
        .form()
        .with(Field::new("format", "Jenis berkas").choices(format).value("xlsx"))
        .with(Field::new("nomor", "NIK dan nomor KK").choices(nomor).value("samar"))
        .with(Field::new("keperluan", "Keperluan").hint("Wajib untuk nomor lengkap").optional())
        .with(Field::new("penerima", "Diserahkan kepada").hint("Wajib untuk nomor lengkap").optional())
}

async fn halaman(caller: &Caller, saring: &Saring, form: ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let lingkup = Lingkup::dari(caller);
    let cocok = terdekat(&mut tx, saring, &lingkup, caller.today()).await?;
    let total = if let Some(cocok) = cocok {
        i64::try_from(cocok.semua().len()).unwrap_or(i64::MAX)
    } else {
        let syarat = lingkup.saring(saring.syarat(caller.today()));
        store::count_penduduk(&mut tx, syarat, BATAS).await?
    };
    Ok(Halaman {
        page: caller
            .page("Unduh daftar penduduk")
            .back("Penduduk", saring.paging(caller.href("/penduduk"), 0).url(1))
            .has_error(form.has_error()),
        form,
        total,
        aksi: caller.href("/penduduk/ekspor"),
        saringan: saring.tersimpan(),
        boleh_buka: caller.can(crate::BUKA),
    })
}

/// Gives the filtered list as a file. Every export is recorded, with purpose and recipient where numbers
/// are whole.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let saring = Saring::dari_form(&form).untuk(&Lingkup::dari(&caller));
    let terbuka = form.text("nomor") == "penuh" && caller.can(crate::BUKA);
    let mut tampil = formulir(&caller).fill(form.typed());
    let (keperluan, penerima) = (form.text("keperluan"), form.text("penerima"));
    if terbuka {
        for (nama, kalimat) in [
            ("keperluan", "Tulis untuk apa nomor lengkap diperlukan."),
            ("penerima", "Tulis kepada siapa berkas ini diserahkan."),
        ] {
            if form.text(nama).chars().count() < 3 {
                tampil.refuse(nama, kalimat);
            }
        }
    }
    for nama in ["keperluan", "penerima"] {
        if form.text(nama).chars().count() > 200 {
            tampil.refuse(nama, "Paling panjang 200 huruf.");
        }
    }
    if tampil.has_error() {
        return web::refused(&halaman(&caller, &saring, tampil).await?);
    }
    let mut tx = caller.write("ekspor_penduduk").await?;
    let hal = if terbuka { "ekspor lengkap" } else { "ekspor" };
    let penerima_tercatat = Some(penerima).filter(|isi| !isi.is_empty());
    let tujuan = if keperluan.is_empty() { "Unduh daftar dengan nomor samar" } else { keperluan };
    access::store::record_pembukaan(&mut tx, None, hal, tujuan, penerima_tercatat).await?;
    tx.commit().await?;
    let lembar = susun(&caller, &saring, terbuka, (keperluan, penerima)).await?;
    if form.text("format") == "cetak" {
        let page = caller.page("Daftar penduduk").noindex();
        return web::html(&Cetak { page, lembar });
    }
    jawab(&caller, form.text("format") == "csv", lembar).await
}

/// Whom the list shows, in its order.
async fn yang_tampil(caller: &Caller, tx: &mut ReadTx, saring: &Saring) -> db::Result<Vec<Penduduk>> {
    let lingkup = Lingkup::dari(caller);
    if let Some(cocok) = terdekat(tx, saring, &lingkup, caller.today()).await? {
        let mut semua = Vec::new();
        for id in cocok.semua() {
            semua.extend(store::find_penduduk(tx, id).await?);
        }
        return Ok(semua);
    }
    let mut semua = store::list_tersaring(tx, lingkup.saring(saring.syarat(caller.today())), BATAS).await?;
    saring.urutan().urutkan(&mut semua);
    Ok(semua)
}

async fn susun(
    caller: &Caller,
    saring: &Saring,
    terbuka: bool,
    (keperluan, penerima): (&str, &str),
) -> web::Result<Lembar> {
    let mut tx = caller.read().await?;
    let orang = yang_tampil(caller, &mut tx, saring).await?;
    let keluarga = store::list_keluarga(&mut tx).await?;
    let keys = tx.keys();
    let kk: HashMap<Uuid, Option<NomorKk>> =
        keluarga.iter().map(|k| Ok((k.id, k.no_kk(keys)?))).collect::<db::Result<_>>()?;
    let baris = orang.iter().map(|p| {
        let kk = p.keluarga_id.and_then(|id| kk.get(&id).copied()).flatten();
        Ok(ekspor::baris(p, (p.nik(keys)?, kk), terbuka))
    });
    let baris = baris.collect::<db::Result<Vec<_>>>()?;
    let siapa = caller.signed_in()?.pengguna.nama.clone();
    let unit = format!("{} {}", caller.unit.kind_word, caller.unit.name);
    let waktu = super::waktu(caller, caller.ctx.now.into());
    let mut tanda = vec![format!("Daftar penduduk {unit}, diunduh {waktu} oleh {siapa}")];
    if terbuka {
        tanda.push(format!(
            "RAHASIA. Keperluan: {keperluan}. Penerima: {penerima}. Pengunduhan ini tercatat."
        ));
    } else {
        tanda.push("NIK dan nomor KK disamarkan.".to_owned());
    }
    Ok(Lembar { tanda, baris })
}

async fn jawab(caller: &Caller, csv: bool, lembar: Lembar) -> web::Result<Response> {
    let tertulis =
        tokio::task::spawn_blocking(
            move || {
                if csv { Ok(ekspor::csv(&lembar)) } else { ekspor::xlsx(&lembar) }
            },
        );
    let isi = tertulis.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let (jenis, akhiran) = if csv { (ekspor::CSV, "csv") } else { (ekspor::XLSX, "xlsx") };
    let nama = format!("attachment; filename=\"penduduk-{}-{}.{akhiran}\"", caller.ctx.unit, caller.today());
    let kepala = [
        (header::CONTENT_TYPE, jenis.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}
