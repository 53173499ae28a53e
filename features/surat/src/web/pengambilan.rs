//! An issued letter leaves the office: with whom, and when.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Result};

use super::{alamat, berhasil, kalimat, meja, terlihat};
use crate::alur::{self, Pengambil, Serah};
use crate::keadaan::{Tindakan, terlambat};
use crate::orang::Tercatat;
use crate::store;

#[derive(Template)]
#[template(path = "surat/pengambilan.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    surat: String,
    aksi: String,
    kembali: String,
    versi: i64,
    /// Where the resident's phone is bound, who is no phone's yet, with their name.
    ikat: Option<(String, String)>,
}

async fn halaman(caller: &Caller, id: Uuid) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let surat = store::get_surat(&mut tx, id).await?;
    if !Tindakan::Pengambilan.boleh(surat.keadaan(), surat.cara()) {
        return Err(web::Error::Conflict(terlambat(surat.keadaan(), surat.nomor.as_deref())));
    }
    let pilihan = Pengambil::SEMUA.map(|satu| Choice::new(satu.kode(), satu.label()));
    let form = caller
        .form()
        .with(Field::new("sebagai", "Diserahkan kepada").choices(pilihan.to_vec()).value("sendiri"))
        .with(
            Field::new("nama", "Nama penerima")
                .autocomplete("off")
                .optional()
                .hint("Kosongkan bila yang bersangkutan datang sendiri."),
        )
        .with(
            Field::new("bukti", "Bukti yang diperlihatkan")
                .autocomplete("off")
                .optional()
                .hint("Contoh: KTP-el; surat kuasa bermeterai"),
        );
    let kembali = alamat(caller, id);
    let warga = surat.subjek_id.filter(|_| surat.subjek_jenis == Tercatat::Penduduk.kode());
    let ikat = match warga {
        Some(warga) => pesan::ajakan(caller, &mut tx, warga).await?,
        None => None,
    };
    Ok(Halaman {
        page: caller.page("Serahkan surat").back("Surat", kembali.clone()),
        form,
        surat: format!("{} – {}", surat.jenis().nama, surat.subjek_nama),
        aksi: format!("{kembali}/pengambilan"),
        kembali,
        versi: surat.versi,
        ikat: ikat.map(|alamat| (alamat, surat.subjek_nama)),
    })
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    web::html(&halaman(&caller, id).await?)
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let Some(sebagai) = Pengambil::dari_kode(form.text("sebagai")) else {
        return tolakan(&caller, id, &form, "sebagai", "Pilih siapa yang menerima.".to_owned()).await;
    };
    let serah = Serah { sebagai, nama: form.text("nama").to_owned(), bukti: form.text("bukti").to_owned() };
    let mut tx = match caller.begin("pengambilan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    match alur::serahkan(&mut tx, terlihat, serah, &meja).await {
        Ok(()) => tx.commit().await?,
        Err(error) => {
            drop(tx);
            let kata = kalimat(error)?;
            let bidang = if kata.contains("kuasanya") { "bukti" } else { "nama" };
            return tolakan(&caller, id, &form, bidang, kata).await;
        }
    }
    Ok(berhasil(&target, "Penyerahan surat tercatat."))
}

async fn tolakan(
    caller: &Caller,
    id: Uuid,
    kiriman: &web::Form,
    bidang: &str,
    kata: String,
) -> Result<Response> {
    let mut halaman = halaman(caller, id).await?;
    halaman.form = halaman.form.fill(kiriman.typed());
    halaman.form.refuse(bidang, kata);
    halaman.versi = kiriman.text("versi").parse().unwrap_or(halaman.versi);
    halaman.page = halaman.page.has_error(true);
    web::refused(&halaman)
}
