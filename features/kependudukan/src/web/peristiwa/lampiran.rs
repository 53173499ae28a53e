//! Scans of what somebody showed for an event: attached, looked at, taken away.

use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use files::FileStore;
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::super::{kata_tujuan, unggahan, waktu};
use super::satu;
use crate::entitas::LampiranPeristiwa;
use crate::store;

/// How many an event may have.
const PALING_BANYAK: usize = 5;
/// Longest side kept, in points: a page photographed by hand stays readable.
const SISI: u32 = 2_000;

/// A scan in the event's page.
pub(super) struct Baris {
    pub(super) nama: String,
    pub(super) jenis: &'static str,
    pub(super) pada: String,
    pub(super) pembukaan: String,
    /// For those who may take it away.
    pub(super) penghapusan: Option<String>,
    /// Its own: what was done to one scan is not done to another.
    pub(super) kunci: String,
}

/// The scans of an event; the form is for those who may attach another.
pub(super) struct Lampiran {
    pub(super) baris: Vec<Baris>,
    pub(super) form: Option<ui::Form>,
    pub(super) aksi: String,
    pub(super) boleh_buka: bool,
    pub(super) tujuan: Vec<ui::Choice>,
}

pub(super) async fn susun(
    caller: &Caller,
    tx: &mut ReadTx,
    id: Uuid,
    form: Option<ui::Form>,
) -> db::Result<Lampiran> {
    let mut baris = Vec::new();
    let boleh = caller.can(crate::PERISTIWA);
    for (urut, l) in (1..).zip(store::list_lampiran(tx, id).await?) {
        let alamat = caller.href(&format!("/peristiwa/{id}/lampiran/{}", l.id));
        let berkas = files::find_berkas(tx, l.berkas_id).await.ok().flatten();
        baris.push(Baris {
            nama: format!("Bukti {urut}"),
            jenis: if berkas.is_some_and(|b| b.content_type == "application/pdf") { "PDF" } else { "Gambar" },
            pada: waktu(caller, l.pada),
            pembukaan: format!("{alamat}/pembukaan"),
            penghapusan: boleh.then(|| format!("{alamat}/penghapusan")),
            kunci: caller.request_key(),
        });
    }
    let muat = boleh && baris.len() < PALING_BANYAK;
    Ok(Lampiran {
        form: muat.then(|| form.unwrap_or_else(|| formulir(caller))),
        baris,
        aksi: caller.href(&format!("/peristiwa/{id}/lampiran")),
        boleh_buka: caller.can(crate::BUKA),
        tujuan: super::super::tujuan(),
    })
}

fn formulir(caller: &Caller) -> ui::Form {
    let berkas = Field::new("berkas", "Pindaian bukti")
        .accept("application/pdf,image/jpeg,image/png")
        .hint("PDF, JPEG, atau PNG, paling besar 5 MB. Misalnya akta atau surat keterangan.");
    caller.form().with(berkas)
}

/// Attaches one scan.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tampil = formulir(&caller);
    let muatan = unggahan::pindaian(&form, &mut tampil, ("berkas", SISI)).await?;
    let Some(muatan) = muatan else { return satu::tolak_lampiran(&caller, id, tampil).await };
    let mut tx = caller.write("lampiran_peristiwa").await?;
    let p = satu::satu(&caller, &mut tx, id).await?;
    let sasaran = caller.href(&format!("/peristiwa/{id}"));
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    if store::list_lampiran(&mut tx, id).await?.len() >= PALING_BANYAK {
        let kalimat =
            format!("Satu peristiwa paling banyak punya {PALING_BANYAK} lampiran. Hapus satu dulu.");
        return Err(web::Error::Conflict(kalimat));
    }
    let penyimpan = caller.app.service::<FileStore>();
    let jenis = muatan.jenis.content_type();
    let berkas = penyimpan.put(&mut tx, "lampiran_peristiwa", jenis, &muatan.bytes).await;
    let berkas = berkas.map_err(unggahan::gangguan)?;
    let lampiran = LampiranPeristiwa {
        id: caller.ctx.new_id(),
        peristiwa_id: id,
        penduduk_id: p.penduduk_id,
        berkas_id: berkas.id,
        oleh: caller.ctx.user(),
        pada: caller.ctx.now.into(),
    };
    tx.insert(&lampiran).await?;
    tx.commit().await?;
    Ok(web::see_other(&sasaran, Some(Flash::new(Tone::Good, "Bukti sudah dilampirkan."))))
}

/// The scan, where it belongs to an event that the caller may look at.
async fn cari(caller: &Caller, tx: &mut ReadTx, id: Uuid, lampiran: Uuid) -> web::Result<LampiranPeristiwa> {
    satu::satu(caller, tx, id).await?;
    let lampiran = store::find_lampiran(tx, lampiran).await?;
    lampiran.filter(|l| l.peristiwa_id == id).ok_or(web::Error::NotFound)
}

/// Gives a scan for one look, after writing down who looked and what for.
pub(crate) async fn pembukaan(
    caller: Caller,
    Path((_, id, lampiran)): Path<(String, Uuid, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    if !caller.can(crate::BUKA) {
        return Err(web::Error::NotFound);
    }
    let Some(keperluan) = kata_tujuan(form.text("tujuan")) else {
        return Err(web::Error::Refused("Pilih dulu untuk apa bukti ini dibuka.".to_owned()));
    };
    let mut tx = caller.write("pembukaan_data").await?;
    let l = cari(&caller, &mut tx, id, lampiran).await?;
    access::store::record_pembukaan(&mut tx, l.penduduk_id, "bukti peristiwa", keperluan, None).await?;
    let penyimpan = caller.app.service::<FileStore>();
    let (berkas, bytes) = penyimpan.get(&mut tx, l.berkas_id).await.map_err(unggahan::gangguan)?;
    tx.commit().await?;
    Ok(unggahan::kirim(&berkas.content_type, bytes, "bukti"))
}

/// Takes a scan away, the file too.
pub(crate) async fn penghapusan(
    caller: Caller,
    Path((_, id, lampiran)): Path<(String, Uuid, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tx = caller.write("penghapusan_lampiran").await?;
    let sasaran = caller.href(&format!("/peristiwa/{id}"));
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    let l = cari(&caller, &mut tx, id, lampiran).await?;
    tx.delete::<LampiranPeristiwa>(l.id).await?;
    if files::find_berkas(&mut tx, l.berkas_id).await.map_err(unggahan::gangguan)?.is_some() {
        tx.delete::<files::Berkas>(l.berkas_id).await?;
    }
    tx.commit().await?;
    Ok(web::see_other(&sasaran, Some(Flash::new(Tone::Good, "Lampiran sudah dihapus."))))
}
