//! How the village numbers what comes in.

use ::web::{Caller, Form};
use axum::response::Response;
use ui::{Choice, Field};
use uuid::Uuid;

use super::borang::{Borang, Rupa};
use crate::store::{self, AturSekretariat};

async fn formulir(caller: &Caller) -> ::web::Result<Borang> {
    let mut tx = caller.read().await?;
    let bersama = store::find_atur(&mut tx).await?.is_some_and(|atur| atur.nomor_bersama);
    let tahun = caller.today().year();
    let terakhir = nomor::list_penghitung(&mut tx, tahun).await?;
    let terakhir = terakhir.iter().find(|p| p.lingkup == nomor::MASUK).map_or(0, |p| p.terakhir);
    let pilihan = vec![
        Choice::new("sendiri", "Hitungan sendiri").hint("Surat masuk nomor 1, 2, 3 tiap tahun"),
        Choice::new("bersama", "Satu hitungan dengan surat keluar").hint("Seperti buku agenda yang menyatu"),
    ];
    Ok(Borang::baru(caller, "Pengaturan sekretariat", "/atur-sekretariat", "Simpan")
        .pengantar(format!("Nomor agenda surat masuk terakhir tahun {tahun}: {terakhir}."))
        .dengan(
            Rupa::Radio,
            Field::new("nomor", "Nomor agenda surat masuk").choices(pilihan).value(if bersama {
                "bersama"
            } else {
                "sendiri"
            }),
        )
        .dengan(
            Rupa::Teks,
            Field::new("terakhir", "Nomor agenda terakhir di buku lama")
                .hint("Isi bila melanjutkan buku tahun ini. Surat berikutnya memakai angka sesudahnya.")
                .numeric()
                .width(8)
                .optional(),
        ))
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    formulir(&caller).await?.tampil()
}

pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut halaman = formulir(&caller).await?;
    halaman.ketikan(&form);
    let nomor_bersama = form.text("nomor") == "bersama";
    let terakhir = match form.some("terakhir").map(str::parse::<i64>) {
        Some(Err(_)) => {
            halaman.form.refuse("terakhir", "Nomor terakhir harus berupa angka, misalnya 127.");
            None
        }
        Some(Ok(terakhir)) => Some(terakhir),
        None => None,
    };
    if halaman.form.has_error() {
        return halaman.tolak();
    }
    let target = caller.href("/atur-sekretariat");
    let mut tx = match caller.begin("pengaturan_sekretariat", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let satu = nomor::get_pengaturan(&mut tx).await.map_err(crate::Error::from)?;
    let mut hasil = if nomor_bersama && satu.lingkup == nomor::Lingkup::Jenis {
        Err(("nomor", nomor::Error::TakBersama))
    } else {
        Ok(())
    };
    if let (Ok(()), Some(terakhir)) = (&hasil, terakhir) {
        let tahun = caller.today().year();
        let mulai = nomor::set_mulai(&mut tx, tahun, nomor::MASUK, terakhir).await;
        hasil = mulai.map(|_| ()).map_err(|galat| ("terakhir", galat));
    }
    if let Err((bidang, galat)) = hasil {
        drop(tx);
        halaman.form.refuse(bidang, super::kalimat(galat.into())?);
        return halaman.tolak();
    }
    let row = AturSekretariat { id: Uuid::nil(), nomor_bersama };
    if store::find_atur(&mut tx).await?.is_some() {
        tx.update(&row).await?;
    } else {
        tx.insert(&row).await?;
    }
    tx.commit().await?;
    Ok(super::berhasil(&target, "Pengaturan tersimpan."))
}
