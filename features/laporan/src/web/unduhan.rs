//! A book as a file: PDF by parts, or all of it as a sheet. Numbers are masked unless purpose and recipient
//! are told; every file is written down.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::ReadTx;
use register::{BAGIAN, Lembar};
use ui::{Choice, Field};
use web::{Caller, Form};

use super::cetak::{berkas, kertas, susun};
use super::saring::Saring;
use crate::buku::{self, Buku, Permintaan, Potongan};

/// As many rows as one sheet takes.
const BATAS_LEMBAR: usize = 200_000;

#[derive(Template)]
#[template(path = "laporan/unduhan.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    waktu: String,
    total: String,
    dibagi: bool,
    bernomor: bool,
    boleh_buka: bool,
    saringan: Vec<(&'static str, String)>,
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
) -> web::Result<Response> {
    let buku = super::buku::buku(&kode)?;
    let (minta, _) = saring.permintaan(buku, caller.today());
    let mut tx = caller.read().await?;
    let total = buku::isi(&mut tx, &minta, Potongan { lewati: 0, batas: 0 }).await?.total;
    let form = formulir(&caller, total);
    web::html(&halaman(&caller, &saring, &minta, (form, total)))
}

fn formulir(caller: &Caller, total: usize) -> ui::Form {
    let bentuk =
        Choice::list([("pdf-f4", "PDF, kertas F4"), ("pdf-a4", "PDF, kertas A4"), ("xlsx", "Excel (.xlsx)")]);
    let nomor = vec![
        Choice::new("samar", "Disamarkan").hint("Cukup untuk mengenali orangnya"),
        Choice::new("penuh", "Lengkap").hint("Dicatat, dan tertulis di setiap halaman"),
    ];
    let bagian = (0..total.div_ceil(BAGIAN).max(1)).map(|ke| {
        let sampai = ((ke + 1) * BAGIAN).min(total);
        Choice::new(
            (ke + 1).to_string(),
            format!("Bagian {}: nomor {} sampai {sampai}", ke + 1, ke * BAGIAN + 1),
        )
    });
    caller
        .form()
        .with(Field::new("bentuk", "Jenis berkas").choices(bentuk).value("pdf-f4"))
        .with(Field::new("bagian", "Bagian PDF").choices(bagian.collect()).value("1"))
        .with(Field::new("nomor", "NIK dan nomor KK").choices(nomor).value("samar"))
        .with(Field::new("keperluan", "Keperluan").hint("Wajib untuk nomor lengkap").optional())
        .with(Field::new("penerima", "Diserahkan kepada").hint("Wajib untuk nomor lengkap").optional())
}

fn halaman(
    caller: &Caller,
    saring: &Saring,
    minta: &Permintaan,
    (form, total): (ui::Form, usize),
) -> Halaman {
    let buku = minta.buku;
    let kembali = caller.href(&format!("/buku/{}", buku.kode()));
    let kembali = ui::Paging::new(kembali, 1, 0).query(saring.pasangan()).url(1);
    Halaman {
        page: caller
            .page(format!("Unduh {} {}", buku.nomor(), buku.judul()))
            .back(buku.judul(), kembali)
            .has_error(form.has_error()),
        form,
        aksi: caller.href(&format!("/buku/{}/unduhan", buku.kode())),
        waktu: minta.waktu.kata(),
        total: kamus::angka(i64::try_from(total).unwrap_or(i64::MAX)),
        dibagi: total > BAGIAN,
        bernomor: buku.bernomor(),
        boleh_buka: caller.can(kependudukan::BUKA),
        saringan: saring.pasangan(),
    }
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let buku = super::buku::buku(&kode)?;
    let saring = Saring::dari_form(&form);
    let (mut minta, _) = saring.permintaan(buku, caller.today());
    minta.terbuka = form.text("nomor") == "penuh" && buku.bernomor() && caller.can(kependudukan::BUKA);
    let pdf = form.text("bentuk").starts_with("pdf");
    let mut tx = caller.read().await?;
    let total = buku::isi(&mut tx, &minta, Potongan { lewati: 0, batas: 0 }).await?.total;
    let bagian = form.text("bagian").parse::<usize>().unwrap_or(1).clamp(1, total.div_ceil(BAGIAN).max(1));
    let tampil = periksa(formulir(&caller, total).fill(form.typed()), &form, minta.terbuka);
    if tampil.has_error() {
        return web::refused(&halaman(&caller, &saring, &minta, (tampil, total)));
    }
    drop(tx);
    catat(&caller, &form, &minta).await?;
    let potongan = if pdf {
        Potongan { lewati: (bagian - 1) * BAGIAN, batas: BAGIAN }
    } else {
        Potongan { lewati: 0, batas: BATAS_LEMBAR }
    };
    let mut tx = caller.read().await?;
    let bagian = (pdf && total > BAGIAN).then_some(bagian);
    let lembar = lembar(&caller, &mut tx, &minta, (potongan, bagian), &form).await?;
    drop(tx);
    let nama = format!("buku-{}-{}-{}", buku.kode(), caller.ctx.unit, caller.today());
    if pdf {
        let kertas = kertas(form.text("bentuk").trim_start_matches("pdf-"));
        let isi = susun(&caller, register::pdf(&lembar, kertas)).await?;
        let bagian = bagian.map(|bagian| format!("-bagian-{bagian}")).unwrap_or_default();
        return Ok(berkas(register::PDF, &format!("{nama}{bagian}.pdf"), isi));
    }
    let isi = tokio::task::spawn_blocking(move || register::xlsx(&lembar)).await;
    let isi = isi.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    Ok(berkas(register::XLSX, &format!("{nama}.xlsx"), isi))
}

fn periksa(mut tampil: ui::Form, form: &Form, terbuka: bool) -> ui::Form {
    for (nama, kalimat) in [
        ("keperluan", "Tulis untuk apa nomor lengkap diperlukan."),
        ("penerima", "Tulis kepada siapa berkas ini diserahkan."),
    ] {
        let panjang = form.text(nama).chars().count();
        if terbuka && panjang < 3 {
            tampil.refuse(nama, kalimat);
        }
        if panjang > 200 {
            tampil.refuse(nama, "Paling panjang 200 huruf.");
        }
    }
    tampil
}

/// Writes down that a book with people in it leaves the house.
async fn catat(caller: &Caller, form: &Form, minta: &Permintaan) -> web::Result<()> {
    if minta.buku == Buku::Rekap {
        return Ok(());
    }
    let mut tx = caller.write("ekspor_buku").await?;
    let lengkap = if minta.terbuka { " lengkap" } else { "" };
    let hal = format!("buku {}{lengkap}", minta.buku.nomor());
    let keperluan = form.some("keperluan").unwrap_or("Unduh buku dengan nomor samar");
    access::store::record_pembukaan(&mut tx, None, &hal, keperluan, form.some("penerima")).await?;
    tx.commit().await?;
    Ok(())
}

async fn lembar(
    caller: &Caller,
    tx: &mut ReadTx,
    minta: &Permintaan,
    (potongan, bagian): (Potongan, Option<usize>),
    form: &Form,
) -> web::Result<Lembar> {
    let isi = buku::isi(tx, minta, potongan).await?;
    let siapa = caller.signed_in()?.pengguna.nama.clone();
    let waktu = super::waktu(caller, caller.ctx.now.into());
    let tanda = if minta.terbuka {
        format!(
            "RAHASIA. Keperluan: {}. Penerima: {}. Diunduh {waktu} oleh {siapa}; pengunduhan ini tercatat.",
            form.text("keperluan"),
            form.text("penerima")
        )
    } else if minta.buku.bernomor() {
        format!("NIK dan nomor KK disamarkan. Diunduh {waktu} oleh {siapa}.")
    } else {
        format!("Diunduh {waktu} oleh {siapa}.")
    };
    let mut keterangan = vec![minta.waktu.kata()];
    keterangan.extend(minta.dusun.as_ref().map(|dusun| format!("Dusun {dusun}")));
    keterangan.extend(bagian.map(|bagian| format!("Bagian {bagian} dari {}", isi.total.div_ceil(BAGIAN))));
    let pengesah = wilayah::pengesah(tx, caller.today()).await?;
    Ok(Lembar {
        kepala: pengesah.kepala(caller.today(), caller.app.settings().contoh),
        nomor: minta.buku.nomor(),
        judul: minta.buku.judul(),
        kolom: minta.buku.kolom(),
        keterangan,
        tanda,
        baris: isi.baris,
        // Only B.3 is a table of figures.
        angka: minta.buku == Buku::Rekap,
    })
}
