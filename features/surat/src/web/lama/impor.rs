//! Taking the old letter log from a workbook, and taking it back.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use sha2::{Digest as _, Sha256};
use ui::Field;
use uuid::Uuid;
use web::{Caller, Result};

use super::super::{berhasil, meja, saat};
use crate::lama::{self, Keluhan, Terbaca};
use crate::store::{self, Asal};

/// Bad rows that are shown; of the others there is a count.
const TAMPIL: usize = 200;

struct Riwayat {
    id: Uuid,
    pada: String,
    asal: &'static str,
    oleh: String,
    jumlah: String,
    /// Absent where taking it back is not offered: an OpenSID database is taken over once and whole.
    hapus: Option<String>,
}

#[derive(Template)]
#[template(path = "surat/lama_impor.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    templat: String,
    keluhan: Vec<Keluhan>,
    lagi: usize,
    riwayat: Vec<Riwayat>,
}

pub(super) async fn get(caller: Caller) -> Result<Response> {
    let form = formulir(&caller);
    web::html(&halaman(&caller, form, Vec::new()).await?)
}

fn formulir(caller: &Caller) -> ui::Form {
    let petunjuk = "Berkas .xlsx, .xls, .ods, atau .csv, paling besar 20 MB dan 20.000 baris.";
    let berkas =
        Field::new("berkas", "Daftar surat lama").hint(petunjuk).accept(".xlsx,.xlsm,.xls,.ods,.csv,.txt");
    caller.form().with(berkas)
}

async fn halaman(caller: &Caller, form: ui::Form, mut keluhan: Vec<Keluhan>) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let riwayat = store::list_impor_lama(&mut tx).await?.into_iter().map(|i| Riwayat {
        id: i.id,
        pada: saat(caller, i.pada),
        asal: Asal::dari_kode(i.asal).label(),
        oleh: i.oleh_nama,
        jumlah: kamus::angka(i.jumlah),
        hapus: (Asal::dari_kode(i.asal) == Asal::Buku)
            .then(|| caller.href(&format!("/surat/lama/impor/{}/penghapusan", i.id))),
    });
    let lagi = keluhan.len().saturating_sub(TAMPIL);
    keluhan.truncate(TAMPIL);
    Ok(Halaman {
        page: caller
            .page("Impor surat lama")
            .back("Surat lama", caller.href("/surat/lama"))
            .has_error(form.has_error()),
        form,
        aksi: caller.href("/surat/lama/impor"),
        templat: caller.href("/surat/lama/templat"),
        keluhan,
        lagi,
        riwayat: riwayat.collect(),
    })
}

/// Takes the whole list, or nothing and tells every row that is wrong.
pub(super) async fn post(caller: Caller, form: web::Form) -> Result<Response> {
    let ditolak = async |kalimat: String, keluhan: Vec<Keluhan>| {
        let mut tampil = formulir(&caller);
        tampil.refuse("berkas", kalimat);
        web::refused(&halaman(&caller, tampil, keluhan).await?)
    };
    let Some(berkas) = form.file("berkas") else {
        return ditolak("Pilih dulu berkas daftar surat lamanya.".to_owned(), Vec::new()).await;
    };
    let (isi, hari_ini) = (berkas.bytes.to_vec(), caller.today());
    let sidik: [u8; 32] = Sha256::digest(&isi).into();
    let terbaca = tokio::task::spawn_blocking(move || lama::baca(&isi, hari_ini)).await;
    let Terbaca { surat, keluhan, kembar } = match terbaca.map_err(anyhow::Error::from)? {
        Ok(terbaca) => terbaca,
        Err(galat) => return ditolak(galat.to_string(), Vec::new()).await,
    };
    if !keluhan.is_empty() {
        let kalimat = "Ada baris yang salah, jadi belum ada yang disimpan. Betulkan, lalu unggah lagi.";
        return ditolak(kalimat.to_owned(), keluhan).await;
    }
    let target = caller.href("/surat/lama/impor");
    let mut tx = match caller.begin("pengimporan_surat_lama", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    if store::find_impor_lama(&mut tx, sidik).await?.is_some() {
        drop(tx);
        return ditolak("Berkas ini sudah diimpor; isinya tidak berubah.".to_owned(), Vec::new()).await;
    }
    let jumlah = surat.len();
    lama::simpan(&mut tx, Asal::Buku, sidik, &meja(&caller)?.pelaku, surat).await?;
    tx.commit().await?;
    let dilewati = if kembar == 0 { String::new() } else { format!(" {kembar} baris kembar dilewati.") };
    Ok(berhasil(&target, format!("{jumlah} surat lama tersimpan.{dilewati}")))
}

/// Takes an import back with all its letters.
pub(super) async fn hapus(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let target = caller.href("/surat/lama/impor");
    let mut tx = match caller.begin("penghapusan_surat_lama", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    if Asal::dari_kode(store::get_impor_lama(&mut tx, id).await?.asal) == Asal::Opensid {
        return Err(web::Error::Refused(
            "Surat dari OpenSID diambil bersama registernya dan tetap.".to_owned(),
        ));
    }
    let jumlah = store::delete_impor_lama(&mut tx, id).await?;
    tx.commit().await?;
    Ok(berhasil(&target, format!("Impor dihapus bersama {jumlah} surat lamanya.")))
}
