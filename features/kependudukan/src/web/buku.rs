use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use ui::{Choice, Field};
use web::{Caller, Form};

use crate::buku_register::{self, Pilihan};
use crate::ekspor::XLSX;
use crate::store;

/// Which workbook: OpenSID takes people and households in by two.
const ISI: [(&str, &str); 2] = [
    ("penduduk", "Penduduk (43 kolom)"),
    ("rumah_tangga", "Rumah tangga (NIK, nomor rumah tangga, status hubungan)"),
];

#[derive(Template)]
#[template(path = "kependudukan/buku.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    total: i64,
    aksi: String,
    boleh_kesehatan: bool,
}

/// The workbook holds whole numbers: who may not show them does not find it.
fn boleh(caller: &Caller) -> web::Result<()> {
    if caller.can(crate::BUKA) { Ok(()) } else { Err(web::Error::NotFound) }
}

pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    boleh(&caller)?;
    web::html(&halaman(&caller, formulir(&caller)).await?)
}

fn formulir(caller: &Caller) -> ui::Form {
    let kesehatan = Choice::list([("1", "Sertakan kelainan, cara KB, dan kehamilan")]);
    let form = caller
        .form()
        .with(Field::new("keperluan", "Keperluan").hint("Misalnya: mengisi OpenSID desa"))
        .with(Field::new("penerima", "Diserahkan kepada"))
        .with(Field::new("muatan", "Yang ditulis").choices(Choice::list(ISI)).value(ISI[0].0));
    if !caller.can(crate::KESEHATAN) {
        return form;
    }
    form.with(Field::new("kesehatan", "Data kesehatan").choices(kesehatan))
}

async fn halaman(caller: &Caller, form: ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let total = store::count_penduduk(&mut tx, db::Where::new(), 1_000_000).await?;
    Ok(Halaman {
        page: caller
            .page("Ekspor ke buku kerja OpenSID")
            .back("Impor data", caller.href("/impor"))
            .has_error(form.has_error()),
        form,
        total,
        aksi: caller.href("/penduduk/buku"),
        boleh_kesehatan: caller.can(crate::KESEHATAN),
    })
}

/// Gives the whole register as a workbook, numbers in the open. Recorded with purpose and recipient.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    boleh(&caller)?;
    let mut tampil = formulir(&caller).fill(form.typed());
    let (keperluan, penerima) = (form.text("keperluan"), form.text("penerima"));
    for (nama, kalimat) in [
        ("keperluan", "Tulis untuk apa buku kerja ini diperlukan."),
        ("penerima", "Tulis kepada siapa berkas ini diserahkan."),
    ] {
        match form.text(nama).chars().count() {
            ..3 => tampil.refuse(nama, kalimat),
            201.. => tampil.refuse(nama, "Paling panjang 200 huruf."),
            _ => {}
        }
    }
    if tampil.has_error() {
        return web::refused(&halaman(&caller, tampil).await?);
    }
    let rumah_tangga = form.text("muatan") == ISI[1].0;
    let kesehatan = form.text("kesehatan") == "1" && caller.can(crate::KESEHATAN) && !rumah_tangga;
    let mut tx = caller.write("ekspor_penduduk").await?;
    let hal = if rumah_tangga {
        "buku kerja rumah tangga"
    } else if kesehatan {
        "buku kerja dengan data kesehatan"
    } else {
        "buku kerja"
    };
    access::store::record_pembukaan(&mut tx, None, hal, keperluan, Some(penerima)).await?;
    tx.commit().await?;
    let isi = if rumah_tangga { buku_rumah(&caller).await? } else { buku(&caller, kesehatan).await? };
    let apa = if rumah_tangga { "rumah-tangga" } else { "penduduk" };
    let nama = format!("attachment; filename=\"buku-{apa}-{}-{}.xlsx\"", caller.ctx.unit, caller.today());
    let kepala = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}

async fn buku(caller: &Caller, kesehatan: bool) -> web::Result<Vec<u8>> {
    let mut tx = caller.read().await?;
    let baris = buku_register::baris_register(&mut tx, Pilihan { kesehatan }).await?;
    drop(tx);
    let isi = tokio::task::spawn_blocking(move || buku_register::tulis(&baris));
    Ok(isi.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
}

async fn buku_rumah(caller: &Caller) -> web::Result<Vec<u8>> {
    let mut tx = caller.read().await?;
    let baris = buku_register::rumah_tangga(&mut tx).await?;
    drop(tx);
    let isi = tokio::task::spawn_blocking(move || buku_register::tulis_rumah_tangga(&baris));
    Ok(isi.await.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
}
