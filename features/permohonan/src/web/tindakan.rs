//! The acts on one request.

use ::web::{Caller, Form};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::WriteTx;
use files::FileStore;
use ui::{Flash, Tone};
use uuid::Uuid;

use super::{alamat, pelaku, terlihat};
use crate::store::{self, Pelaku, Permohonan};
use crate::{Pengantar, Terlihat, alur};

type Alamat = Path<(String, Uuid)>;

/// One act with its sentence; the request follows its letter first, so that nobody acts on what is no longer so.
async fn lakukan<F>(
    caller: &Caller,
    (id, form): (Uuid, &Form),
    (act, kalimat): (&'static str, &str),
    kerja: F,
) -> ::web::Result<Response>
where
    F: AsyncFnOnce(&mut WriteTx, Terlihat, &Pelaku) -> crate::Result<()>,
{
    let (terlihat, pelaku, target) = (terlihat(id, form)?, pelaku(caller)?, alamat(caller, id));
    let mut tx = match caller.begin(act, form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let mut permohonan = store::get_permohonan(&mut tx, id).await?;
    let sebelum = permohonan.versi;
    crate::selaraskan(&mut tx, &mut permohonan).await?;
    if permohonan.versi != sebelum {
        tx.commit().await?;
        let kalimat = "Suratnya sudah bergerak lebih dulu. Lihat keadaannya sekarang.";
        return Ok(::web::see_other(&target, Some(Flash::new(Tone::Info, kalimat))));
    }
    match kerja(&mut tx, terlihat, &pelaku).await {
        Ok(()) => {}
        // A rule stands against it: said on the request's own page, where the form stands.
        Err(crate::Error::Ditolak(kalimat)) => {
            return Ok(::web::see_other(&target, Some(Flash::new(Tone::Bad, kalimat))));
        }
        Err(lain) => return Err(lain.into()),
    }
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}

/// The signed paper of the neighbourhood was seen.
pub(super) async fn konfirmasi(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    let tanggal = kamus::urai_tanggal(form.text("pengantar_tanggal"));
    let oleh = form.text("pengantar_oleh").to_owned();
    let kalimat = "Surat pengantar dicatat. Permohonan dapat dikerjakan.";
    lakukan(&caller, (id, &form), ("konfirmasi_permohonan", kalimat), async |tx, t, p| {
        let tanggal = tanggal.map_err(|galat| crate::Error::Ditolak(galat.to_string()))?;
        alur::konfirmasi_kertas(tx, t, Pengantar { oleh, tanggal }, p).await
    })
    .await
}

pub(super) async fn pemeriksaan(
    caller: Caller,
    Path((_, id)): Alamat,
    form: Form,
) -> ::web::Result<Response> {
    lakukan(&caller, (id, &form), ("pemeriksaan_permohonan", "Permohonan Anda pegang."), async |tx, t, p| {
        alur::periksa(tx, t, p).await
    })
    .await
}

pub(super) async fn permintaan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    let kurang: Vec<String> = form.all("kurang").map(str::to_owned).collect();
    let kalimat = "Pemohon diminta melengkapi. Waktu berhenti sampai lengkap.";
    lakukan(&caller, (id, &form), ("permintaan_kelengkapan", kalimat), async |tx, t, p| {
        alur::minta(tx, t, &kurang, form.text("catatan"), p).await
    })
    .await
}

pub(super) async fn kelengkapan(
    caller: Caller,
    Path((_, id)): Alamat,
    form: Form,
) -> ::web::Result<Response> {
    let ada: Vec<String> = form.all("ada").map(str::to_owned).collect();
    lakukan(
        &caller,
        (id, &form),
        ("kelengkapan_permohonan", "Sudah lengkap. Waktu berjalan lagi."),
        async |tx, t, p| alur::lengkapi(tx, t, &ada, p).await,
    )
    .await
}

/// Takes the request up and opens the letter's form.
pub(super) async fn pemrosesan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    let (terlihat, pelaku) = (terlihat(id, &form)?, pelaku(&caller)?);
    let draf = caller.ctx.new_id();
    let permohonan = store::get_permohonan(&mut caller.read().await?, id).await?;
    let target = caller.href(&format!("/surat/baru/{}?draf={draf}", permohonan.jenis));
    let mut tx = match caller.begin("pemrosesan_permohonan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let permohonan = match alur::proses(&mut tx, terlihat, &pelaku).await {
        Ok(permohonan) => permohonan,
        Err(crate::Error::Ditolak(kalimat)) => {
            let kabar = Flash::new(Tone::Bad, kalimat);
            return Ok(::web::see_other(&alamat(&caller, id), Some(kabar)));
        }
        Err(lain) => return Err(lain.into()),
    };
    titip(&mut tx, &permohonan, draf).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, None))
}

/// Leaves what was answered as a half-filled letter for who acts.
pub(super) async fn titip(tx: &mut WriteTx, permohonan: &Permohonan, draf: Uuid) -> ::web::Result<()> {
    let mut isi = permohonan.isi(tx)?.ketikan;
    let jenis = surat::find_jenis(tx, &permohonan.jenis).await?;
    // Who asks for a body's letter answers for the body.
    let tentang = jenis.is_none_or(|jenis| jenis.pokok.jenis.menerima_orang());
    let sebagai = if tentang { "orang" } else { "pemohon" };
    isi.push((sebagai.to_owned(), permohonan.orang_id.to_string()));
    isi.extend(permohonan.syarat.split_whitespace().map(|kode| ("syarat".to_owned(), kode.to_owned())));
    Ok(surat::store::titip_draf(tx, draf, &permohonan.jenis, &isi).await?)
}

/// Shows a photo that the resident sent: a KTP or a family card, so it is written down who looked.
pub(super) async fn foto(
    caller: Caller,
    Path((_, id, foto)): Path<(String, Uuid, Uuid)>,
    _form: Form,
) -> ::web::Result<Response> {
    let mut tx = caller.write("pembukaan_foto").await?;
    let permohonan = store::get_permohonan(&mut tx, id).await?;
    let (jenis, bytes) = crate::foto::ambil(&mut tx, caller.app.service::<FileStore>(), id, foto).await?;
    let keperluan = format!("Permohonan {}", permohonan.nomor());
    let orang = Some(permohonan.orang_id);
    access::store::record_pembukaan(&mut tx, orang, "foto persyaratan", &keperluan, None).await?;
    tx.commit().await?;
    // A document that somebody sent is saved, not opened, and whatever is opened may load nothing.
    let cara = if jenis == "image/jpeg" { "inline" } else { "attachment; filename=\"syarat.pdf\"" };
    let kepala = [
        (header::CONTENT_TYPE, jenis),
        (header::CONTENT_DISPOSITION, cara.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((kepala, bytes).into_response())
}

pub(super) async fn pengantaran(
    caller: Caller,
    Path((_, id)): Alamat,
    form: Form,
) -> ::web::Result<Response> {
    lakukan(&caller, (id, &form), ("pengantaran_surat", "Surat sedang diantar."), async |tx, t, p| {
        alur::antar(tx, t, p).await
    })
    .await
}

pub(super) async fn penyerahan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    lakukan(&caller, (id, &form), ("penyerahan_surat", "Permohonan selesai."), async |tx, t, p| {
        alur::serahkan(tx, t, form.text("kepada"), p).await
    })
    .await
}

pub(super) async fn penolakan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    lakukan(&caller, (id, &form), ("penolakan_permohonan", "Permohonan ditolak."), async |tx, t, p| {
        alur::tolak_permohonan(tx, t, form.text("alasan"), p).await
    })
    .await
}

pub(super) async fn pembatalan(caller: Caller, Path((_, id)): Alamat, form: Form) -> ::web::Result<Response> {
    lakukan(&caller, (id, &form), ("pembatalan_permohonan", "Permohonan dibatalkan."), async |tx, t, p| {
        alur::batalkan(tx, t, form.text("alasan"), p).await
    })
    .await
}
