//! Checking a filled form, showing what it will change, and recording it.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::Once;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::baru::{cari_orang, cocok, hasil};
use super::formulir;
use crate::peristiwa::{self, Jawab, Keadaan, Kejadian, Macam, Ringkasan, Subjek, Temuan};
use crate::usulan_warga::{self, GalatUsulan};

#[derive(Template)]
#[template(path = "kependudukan/peristiwa_periksa.html")]
pub(in crate::web) struct Periksa {
    pub(in crate::web) page: ui::Page,
    pub(in crate::web) form: ui::Form,
    pub(in crate::web) aksi: String,
    tanggal: String,
    ringkasan: Vec<Ringkasan>,
    peringatan: bool,
    /// What was typed, carried along.
    isian: Vec<(String, String)>,
}

/// Searches a person, or checks the form and shows what it will change.
pub(crate) async fn periksa(
    caller: Caller,
    Path((_, alamat)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let macam = peristiwa::macam_dari_alamat(&alamat).ok_or(web::Error::NotFound)?;
    let mut tx = caller.read().await?;
    if form.has("cari") {
        let cari = form.text("cari");
        if cari.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            return hasil(&caller, &mut tx, macam, (cari, form.text("usulan"))).await;
        }
        let alamat = ui::Paging::new(caller.href(&format!("/peristiwa/baru/{}", macam.alamat)), 1, 0);
        return Ok(web::see_other(
            &alamat.query([("cari", cari), ("usulan", form.text("usulan"))]).url(1),
            None,
        ));
    }
    let subjek = subjek(&caller, &mut tx, macam, &form).await?;
    let mut jawab = Jawab::dari(form.typed());
    let k = formulir::muat(&caller, &mut tx, macam, subjek, &jawab).await?;
    k.rapikan(&mut jawab);
    if form.text("langkah") == "ubah" {
        return web::html(&formulir::halaman(&caller, macam, &k, &jawab, None));
    }
    if form.text("langkah") == "awal" {
        // Begun elsewhere with some answers, as a letter begins it; the rest is offered as ever.
        jawab.pasang_bila_kosong("tanggal_lapor", kamus::tanggal_pendek(caller.today()));
        (macam.awal)(&k, &mut jawab);
        let k = formulir::muat(&caller, &mut tx, macam, subjek, &jawab).await?;
        return web::html(&formulir::halaman(&caller, macam, &k, &jawab, None));
    }
    match peristiwa::periksa(macam, &k, &jawab) {
        (Some(draf), temuan) => web::html(&halaman(&caller, macam, (&k, &jawab), &draf, &temuan)),
        (None, temuan) => web::refused(&formulir::halaman(&caller, macam, &k, &jawab, Some(&temuan))),
    }
}

/// Records the event, after everything was checked once more against the register of this moment.
pub(crate) async fn post(
    caller: Caller,
    Path((_, alamat)): Path<(String, String)>,
    form: Form,
) -> web::Result<Response> {
    let macam = peristiwa::macam_dari_alamat(&alamat).ok_or(web::Error::NotFound)?;
    let mut jawab = Jawab::dari(form.typed());
    if form.text("langkah") == "ubah" {
        let mut tx = caller.read().await?;
        let subjek = subjek(&caller, &mut tx, macam, &form).await?;
        let k = formulir::muat(&caller, &mut tx, macam, subjek, &jawab).await?;
        return web::html(&formulir::halaman(&caller, macam, &k, &jawab, None));
    }
    let mut tx = caller.write("peristiwa").await?;
    let id = caller.ctx.new_id();
    let sasaran = caller.href(&format!("/peristiwa/{id}"));
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    let subjek = subjek(&caller, &mut tx, macam, &form).await?;
    let k = formulir::muat(&caller, &mut tx, macam, subjek, &jawab).await?;
    k.rapikan(&mut jawab);
    let (draf, temuan) = peristiwa::periksa(macam, &k, &jawab);
    let Some(draf) = draf else {
        return web::refused(&formulir::halaman(&caller, macam, &k, &jawab, Some(&temuan)));
    };
    if temuan.belum_disetujui(jawab.semua("setuju")) {
        let mut halaman = halaman(&caller, macam, (&k, &jawab), &draf, &temuan);
        halaman.form.refuse("setuju", "Centang setiap peringatan bila memang benar, atau ubah isiannya.");
        return web::refused(&halaman);
    }
    draf.dengan_id(id).simpan(&mut tx).await?;
    tutup_usulan(&mut tx, form.text("usulan"), id).await?;
    tx.commit().await?;
    let kabar = Flash::new(Tone::Good, format!("{} sudah dicatat.", macam.nama));
    Ok(web::see_other(&sasaran, Some(kabar)))
}

/// The proposal that this event answers is closed in the same act.
async fn tutup_usulan(tx: &mut db::WriteTx, usulan: &str, peristiwa_id: Uuid) -> web::Result<()> {
    let Ok(usulan) = usulan.parse::<Uuid>() else { return Ok(()) };
    match usulan_warga::selesaikan(tx, usulan, Some(peristiwa_id)).await {
        // Somebody else may have closed it meanwhile; the event is true all the same.
        Ok(_) | Err(GalatUsulan::SudahDiputus) => Ok(()),
        Err(GalatUsulan::Db(galat)) => Err(galat.into()),
        Err(lain) => Err(web::Error::Conflict(lain.to_string())),
    }
}

/// Whom the form is about, where the caller may see them and the kind can be about them.
async fn subjek(
    caller: &Caller,
    tx: &mut db::ReadTx,
    macam: &'static Macam,
    form: &Form,
) -> web::Result<Option<Uuid>> {
    if macam.subjek == Subjek::Tiada {
        return Ok(None);
    }
    let id = form.text("orang").parse().map_err(|_| web::Error::NotFound)?;
    let orang = cari_orang(caller, tx, id).await?;
    if !cocok(macam.subjek, orang.status_dasar()) {
        let kalimat =
            format!("{} kini berstatus {}. Muat ulang halamannya.", orang.nama, orang.status_dasar());
        return Err(web::Error::Conflict(kalimat));
    }
    Ok(Some(orang.id))
}

pub(in crate::web) fn halaman(
    caller: &Caller,
    macam: &'static Macam,
    (k, jawab): (&Keadaan, &Jawab),
    draf: &Kejadian,
    temuan: &Temuan,
) -> Periksa {
    let pilihan = temuan.semua_peringatan().iter().map(|p| (p.kode.clone(), p.kalimat.clone()));
    let setuju = Field::new("setuju", "Tidak biasa, tetapi mungkin. Centang bila memang benar.")
        .choices(Choice::list(pilihan))
        .values(jawab.semua("setuju").to_vec());
    let bukan_isian = ["setuju", "langkah"];
    let isian = jawab.pasangan().filter(|(nama, nilai)| !bukan_isian.contains(nama) && !nilai.is_empty());
    Periksa {
        page: caller.page(macam.nama).back("Catat peristiwa", caller.href("/peristiwa/baru")).noindex(),
        form: caller.form().with(setuju),
        aksi: caller.href(&format!("/peristiwa/baru/{}/pencatatan", macam.alamat)),
        tanggal: jawab.tanggal("tanggal").map(kamus::tanggal_panjang).unwrap_or_default(),
        ringkasan: peristiwa::ringkas(draf, k),
        peringatan: !temuan.semua_peringatan().is_empty(),
        isian: isian.map(|(nama, nilai)| (nama.to_owned(), nilai.to_owned())).collect(),
    }
}
