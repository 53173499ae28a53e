//! Certificates that other issuers took back: whether they are asked, and lists that somebody brought.

use askama::Template;
use axum::response::Response;
use ui::{Choice, Field, Flash, Tone};
use web::{Caller, Form, see_other};

use crate::cabut::{Cara, Daftar, Sebab, baca_daftar, dari_pem};
use crate::pades::Certificate;
use crate::store::cabut as rak;
use crate::{Otoritas, store};

#[derive(Template)]
#[template(path = "tte/cabut.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    action: String,
    unggah: String,
    baris: Vec<Baris>,
}

struct Baris {
    penerbit: String,
    jumlah: String,
    terbit: String,
    sampai: String,
    basi: bool,
}

const SALAH: &str =
    "Daftar ini bukan dari penerbit yang dipercaya di Balai, atau rusak. Unduh lagi dari situs penerbitnya.";

fn formulir(caller: &Caller, cara: Cara) -> ui::Form {
    let pilihan = [
        ("0", "Tidak bertanya. Hanya daftar yang diunggah di bawah yang dipakai".to_owned()),
        ("1", "Bertanya. Bila penerbit tidak menjawab, surat tetap terbit dan hal itu dicatat".to_owned()),
        ("2", "Bertanya. Bila penerbit tidak menjawab, surat belum terbit".to_owned()),
    ];
    caller
        .form()
        .with(
            Field::new("cara", "Tanyakan ke penerbit sertifikat lewat internet")
                .choices(Choice::list(pilihan))
                .value(cara.kode().to_string()),
        )
        .with(
            Field::new("berkas", "Berkas daftar pencabutan (.crl)")
                .hint("Dari situs penerbit sertifikat. Daftar yang lama diganti.")
                .accept(".crl,.pem,.der"),
        )
}

async fn halaman(caller: &Caller, ditolak: Option<(&str, &str)>) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let mut form = formulir(caller, rak::cara_cabut(&mut tx).await?);
    let otoritas = store::list_otoritas(&mut tx).await?;
    let hari = |saat: db::At| kamus::tanggal_pendek(caller.unit.zone.tanggal(saat.timestamp()));
    let semua = rak::list_daftar_cabut(&mut tx).await?.into_iter().map(|satu| Baris {
        penerbit: otoritas
            .iter()
            .find(|penerbit| penerbit.id == satu.otoritas_id)
            .map_or_else(String::new, |penerbit| penerbit.nama.clone()),
        jumlah: satu.jumlah.to_string(),
        terbit: hari(satu.terbit_pada),
        sampai: hari(satu.berikutnya_pada),
        basi: satu.berikutnya_pada.timestamp() < caller.ctx.now,
    });
    let baris = semua.collect();
    if let Some((bidang, sebab)) = ditolak {
        form.refuse(bidang, sebab);
    }
    Ok(Halaman {
        page: caller
            .page("Sertifikat yang dicabut")
            .back("Sertifikat TTE", caller.href("/tte"))
            .has_error(form.has_error()),
        form,
        action: caller.href("/tte/dicabut"),
        unggah: caller.href("/tte/dicabut/daftar"),
        baris,
    })
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    web::html(&halaman(&caller, None).await?)
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let Some(cara) = form.text("cara").parse().ok().and_then(Cara::dari_kode) else {
        return web::refused(&halaman(&caller, Some(("cara", "Pilih salah satu."))).await?);
    };
    let target = caller.href("/tte/dicabut");
    let flash = Flash::new(Tone::Good, "Disimpan.");
    let mut tx = match caller.begin("pengaturan_pencabutan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(see_other(&target, Some(flash))),
    };
    rak::put_cara_cabut(&mut tx, cara).await?;
    tx.commit().await?;
    Ok(see_other(&target, Some(flash)))
}

/// Which trusted authority signed this list, and what it says.
async fn pembuat(caller: &Caller, der: Vec<u8>) -> web::Result<Result<(Otoritas, Daftar), Sebab>> {
    let contoh = caller.app.settings().contoh;
    let semua = store::list_dipercaya(&mut caller.read().await?, contoh).await?;
    let cari = move || {
        let mut sebab = Sebab::TandaSalah;
        for otoritas in semua {
            let Ok(penerbit) = Certificate::parse(&otoritas.der.0) else { continue };
            match baca_daftar(&der, &penerbit) {
                Ok(daftar) => return Ok((otoritas, daftar)),
                Err(Sebab::TandaSalah) => {}
                Err(lain) => sebab = lain,
            }
        }
        Err(sebab)
    };
    Ok(tokio::task::spawn_blocking(cari).await.map_err(anyhow::Error::from)?)
}

pub(super) async fn unggah(caller: Caller, form: Form) -> web::Result<Response> {
    let Some(berkas) = form.file("berkas") else {
        let sebab = "Pilih dulu berkas daftar pencabutan dari penerbitnya.";
        return web::refused(&halaman(&caller, Some(("berkas", sebab))).await?);
    };
    let der = dari_pem(&berkas.bytes);
    let (penerbit, daftar) = match pembuat(&caller, der.clone()).await? {
        Ok(dibaca) => dibaca,
        Err(Sebab::TerlaluBesar) => {
            let sebab = "Daftar ini lebih dari 4 MB. Minta daftar yang lebih kecil dari penerbitnya.";
            return web::refused(&halaman(&caller, Some(("berkas", sebab))).await?);
        }
        Err(_) => return web::refused(&halaman(&caller, Some(("berkas", SALAH))).await?),
    };
    let target = caller.href("/tte/dicabut");
    let mut tx = match caller.begin("daftar_pencabutan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(see_other(&target, None)),
    };
    if !rak::put_daftar_cabut(&mut tx, penerbit.id, der, &daftar).await? {
        drop(tx);
        let sebab = "Daftar yang tersimpan lebih baru daripada ini. Pakai daftar yang terbaru.";
        return web::refused(&halaman(&caller, Some(("berkas", sebab))).await?);
    }
    tx.commit().await?;
    let kalimat = format!("Daftar dari {} disimpan: {} sertifikat dicabut.", penerbit.nama, daftar.jumlah());
    Ok(see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}
