//! A letter on its way to SADEWA and back, act by act.

use db::WriteTx;
use tte::sadewa::Diunggah;
use uuid::Uuid;

use super::{Meja, Terlihat, ambil};
use crate::error::{Error, Result, tolak};
use crate::jobs;
use crate::keadaan::Tindakan;
use crate::store::{self, Kiriman, Surat, TahapKiriman};

/// Sends a letter away. `lagi` gives up one of which nobody knows whether it arrived.
pub(crate) async fn kirim(tx: &mut WriteTx, terlihat: Terlihat, lagi: bool, meja: &Meja) -> Result<Uuid> {
    let surat = ambil(tx, terlihat, Tindakan::Pengiriman).await?;
    let Some(asli_sidik) = surat.asli_sidik.clone() else {
        return tolak("Surat ini belum punya PDF bernomor. Buka lagi suratnya, lalu ulangi.");
    };
    match aktif(tx, surat.id).await? {
        Some(lama) if lagi && lama.tahap() == TahapKiriman::TidakPasti => {
            selesaikan(tx, lama, TahapKiriman::Ditarik, Some("Surat dikirim lagi.")).await?;
        }
        Some(_) => return tolak("Surat ini sudah dikirim ke SADEWA. Lihat keadaannya di halaman surat."),
        None => {}
    }
    let ctx = *tx.ctx();
    let id = ctx.new_id();
    let kiriman = Kiriman {
        id,
        surat_id: surat.id,
        keadaan: TahapKiriman::Antre.kode(),
        nama: nama(&surat, id),
        acuan: None,
        jalan: None,
        asli_sidik,
        sebab: None,
        kembalian_id: None,
        oleh: meja.pelaku.id,
        mulai_pada: ctx.now.into(),
        diunggah_pada: None,
        selesai_pada: None,
    };
    tx.insert(&kiriman).await?;
    let catatan = (None, Some(kiriman.nama));
    store::insert_peristiwa(tx, surat.id, Tindakan::Pengiriman, &meja.pelaku, catatan).await?;
    jobs::antrekan(tx, id, ctx.now).await?;
    Ok(id)
}

/// What the signer reads in the list there: number and kind, nobody's name; and a mark of its own, so that two
/// sendings of one letter are told apart.
fn nama(surat: &Surat, id: Uuid) -> String {
    let tanda = &id.simple().to_string()[24..];
    format!("{} {} ({tanda})", surat.nomor.as_deref().unwrap_or_default(), surat.jenis().nama)
}

async fn aktif(tx: &mut WriteTx, surat_id: Uuid) -> Result<Option<Kiriman>> {
    Ok(store::find_kiriman(tx, surat_id).await?.filter(Kiriman::aktif))
}

async fn selesaikan(
    tx: &mut WriteTx,
    mut kiriman: Kiriman,
    tahap: TahapKiriman,
    sebab: Option<&str>,
) -> Result<()> {
    kiriman.keadaan = tahap.kode();
    kiriman.sebab = sebab.map(str::to_owned);
    kiriman.selesai_pada = Some(tx.ctx().now.into());
    Ok(tx.update(&kiriman).await?)
}

/// Ends what is on its way, because the letter goes another way.
pub(super) async fn akhiri(tx: &mut WriteTx, surat_id: Uuid, tahap: TahapKiriman) -> Result<()> {
    match aktif(tx, surat_id).await? {
        Some(kiriman) => selesaikan(tx, kiriman, tahap, None).await,
        None => Ok(()),
    }
}

/// Takes a letter back: what may be signed there from now on does not count.
pub(crate) async fn tarik(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja) -> Result<()> {
    let surat = ambil(tx, terlihat, Tindakan::Penarikan).await?;
    let Some(kiriman) = aktif(tx, surat.id).await? else {
        return tolak("Surat ini tidak sedang berada di SADEWA.");
    };
    selesaikan(tx, kiriman, TahapKiriman::Ditarik, None).await?;
    Ok(store::insert_peristiwa(tx, surat.id, Tindakan::Penarikan, &meja.pelaku, (None, None)).await?)
}

/// Takes the reference that somebody found there, after the answer to the sending was lost.
pub(crate) async fn akui(tx: &mut WriteTx, terlihat: Terlihat, acuan: &str, meja: &Meja) -> Result<()> {
    let surat = ambil(tx, terlihat, Tindakan::Pengiriman).await?;
    if !tte::sadewa::acuan_layak(acuan) {
        return tolak("Nomor dokumen terdiri dari huruf, angka, dan tanda hubung. Salin dari SADEWA.");
    }
    if store::ada_acuan(tx, acuan, surat.id).await? {
        return tolak("Nomor dokumen itu milik surat lain. Periksa lagi di SADEWA.");
    }
    let Some(kiriman) = aktif(tx, surat.id).await?.filter(|satu| satu.tahap() == TahapKiriman::TidakPasti)
    else {
        return tolak("Surat ini tidak menunggu nomor dokumen. Lihat keadaannya di halaman surat.");
    };
    let catatan = (None, Some(format!("Nomor dokumen {acuan}")));
    store::insert_peristiwa(tx, surat.id, Tindakan::Pengiriman, &meja.pelaku, catatan).await?;
    let diunggah = Diunggah { acuan: acuan.to_owned(), jalan: None };
    tunggu(tx, kiriman, diunggah).await
}

async fn tunggu(tx: &mut WriteTx, mut kiriman: Kiriman, diunggah: Diunggah) -> Result<()> {
    let now = tx.ctx().now;
    kiriman.keadaan = TahapKiriman::Menunggu.kode();
    kiriman.acuan = Some(diunggah.acuan);
    kiriman.jalan = diunggah.jalan;
    kiriman.sebab = None;
    kiriman.diunggah_pada = Some(now.into());
    tx.update(&kiriman).await?;
    Ok(jobs::antrekan(tx, kiriman.id, now + jobs::JEDA_PERTAMA).await?)
}

/// The row as it stands in this act; nothing when the office went another way meanwhile.
async fn kini(tx: &mut WriteTx, id: Uuid, tahap: &[TahapKiriman]) -> Result<Option<Kiriman>> {
    let kiriman = store::get_kiriman(tx, id).await?;
    Ok(tahap.contains(&kiriman.tahap()).then_some(kiriman))
}

/// Writes down that it is sent now. Tells `false` when somebody sends it already, or it was taken back.
pub(crate) async fn mulai_kirim(tx: &mut WriteTx, id: Uuid) -> Result<bool> {
    let Some(mut kiriman) = kini(tx, id, &[TahapKiriman::Antre]).await? else { return Ok(false) };
    kiriman.keadaan = TahapKiriman::Mengirim.kode();
    tx.update(&kiriman).await?;
    Ok(true)
}

/// Keeps what the service calls it. An answer that comes late still counts, as long as nobody decided otherwise.
pub(crate) async fn catat_terkirim(tx: &mut WriteTx, id: Uuid, diunggah: Diunggah) -> Result<()> {
    let dikirim = [TahapKiriman::Mengirim, TahapKiriman::TidakPasti];
    let Some(kiriman) = kini(tx, id, &dikirim).await? else { return Ok(()) };
    if store::ada_acuan(tx, &diunggah.acuan, kiriman.surat_id).await? {
        let kalimat = "SADEWA menjawab dengan nomor dokumen milik surat lain.";
        return pindah(tx, kiriman, TahapKiriman::TidakPasti, kalimat).await;
    }
    tunggu(tx, kiriman, diunggah).await
}

/// The sending came to nothing, or to nothing that is known. What was taken back meanwhile stays so.
pub(crate) async fn catat_kegagalan(
    tx: &mut WriteTx,
    id: Uuid,
    tahap: TahapKiriman,
    sebab: &str,
) -> Result<()> {
    match kini(tx, id, &[TahapKiriman::Antre, TahapKiriman::Mengirim]).await? {
        Some(kiriman) if tahap == TahapKiriman::Gagal => selesaikan(tx, kiriman, tahap, Some(sebab)).await,
        Some(kiriman) => pindah(tx, kiriman, tahap, sebab).await,
        None => Ok(()),
    }
}

async fn pindah(tx: &mut WriteTx, mut kiriman: Kiriman, tahap: TahapKiriman, sebab: &str) -> Result<()> {
    kiriman.keadaan = tahap.kode();
    kiriman.sebab = Some(sebab.to_owned());
    Ok(tx.update(&kiriman).await?)
}

/// Keeps why a question brought no signature. Repeating itself it writes nothing.
pub(crate) async fn catat_kabar(
    tx: &mut WriteTx,
    id: Uuid,
    tahap: TahapKiriman,
    sebab: Option<String>,
    kembalian_id: Option<Uuid>,
) -> Result<()> {
    let dinanti = [TahapKiriman::Menunggu, TahapKiriman::PerluDilihat];
    let Some(mut kiriman) = kini(tx, id, &dinanti).await? else { return Ok(()) };
    let sama = kiriman.tahap() == tahap && kiriman.sebab == sebab && kembalian_id.is_none();
    if sama {
        return Ok(());
    }
    let lagi = kiriman.tahap() == TahapKiriman::PerluDilihat && tahap == TahapKiriman::Menunggu;
    kiriman.keadaan = tahap.kode();
    kiriman.sebab = sebab;
    kiriman.kembalian_id = kembalian_id.or(kiriman.kembalian_id);
    tx.update(&kiriman).await?;
    if lagi {
        // The questions had ended when it had to be looked at.
        let pada = tx.ctx().now + jobs::JEDA_PERTAMA;
        jobs::antrekan(tx, id, pada).await?;
    }
    Ok(())
}

/// Fails where the letter does not wait for this sending any more.
pub(crate) async fn pastikan_dinanti(tx: &mut WriteTx, id: Uuid) -> Result<()> {
    let dinanti = [TahapKiriman::Menunggu, TahapKiriman::PerluDilihat];
    match kini(tx, id, &dinanti).await? {
        Some(_) => Ok(()),
        None => Err(Error::Terlambat("Surat ini tidak menunggu SADEWA lagi. Buka lagi suratnya.".to_owned())),
    }
}
