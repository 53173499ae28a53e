//! The camat's certificate at BSrE. Its answer may be lost on the way: then nobody knows whether it signed, and nothing
//! is signed again before that was looked into, or the camat says so.

use db::Context;
use files::FileStore;
use tte::bsre::{Galat, Penanda, Permintaan};
use tte::{Alat, Percobaan};
use uuid::Uuid;
use web::App;

use super::Jalur;
use super::nilai::{Camat, kumpulkan, nilai};
use super::tanda_tangan::{Kerja, Niat, camat_saya, catat_niat, simpan};
use crate::error::{Error, Result, tolak};
use crate::pembubuhan::batas;
use crate::store::{self, Pengukuhan};

pub(super) async fn tanda_tangani(kerja: Kerja<'_>, penanda: Penanda) -> Result<Jalur> {
    let Kerja { app, ctx, bahan, keterangan, perintah, .. } = &kerja;
    let id = bahan.row.id;
    match penanda.klien.status(penanda.nik).await {
        Ok(status) if status.boleh() => {}
        Ok(status) => return tolak(status.kalimat()),
        Err(galat) => return tolak(galat.to_string()),
    }
    let percobaan = Percobaan::new(app.db(), penanda.id, perintah.alamat);
    if let Some(error) = percobaan.mulai(ctx.now).await? {
        return tolak(error.to_string());
    }
    catat_niat(app.db(), ctx, id, Niat::DiBsre { ulang: perintah.ulang }).await?;
    let minta = Permintaan {
        nik: penanda.nik,
        pdf: &bahan.asal,
        alasan: &keterangan.alasan,
        lokasi: &keterangan.lokasi,
    };
    let hasil = penanda.klien.tanda_tangani(&minta, perintah.passphrase.clone()).await;
    percobaan.selesai(&hasil.as_ref().map_err(|galat| galat.clone().into())).await?;
    let kembalian = match hasil {
        Ok(kembalian) => kembalian,
        Err(galat) if galat.pasti() => {
            tutup_niat(app, ctx, id).await?;
            return tolak(galat.to_string());
        }
        Err(galat) => {
            let sebab = galat.to_string();
            let acuan = if let Galat::TidakPasti { acuan, .. } = galat { acuan } else { None };
            return ragukan(app, ctx, id, Kabar { sebab, acuan, kembalian: None }).await;
        }
    };
    let acuan = kembalian.acuan.clone();
    match kerja.nilai(kembalian.pdf).await? {
        Ok(lulus) => simpan(app, ctx, bahan, lulus).await,
        Err((sebab, pdf)) => {
            // A file that is not ours came; ours may still lie there.
            if let Some(ada) = &acuan
                && let Ok(pdf) = penanda.klien.ambil(ada).await
                && let Ok(lulus) = kerja.nilai(pdf).await?
            {
                return simpan(app, ctx, bahan, lulus).await;
            }
            let sebab = format!("{sebab} Belum dikukuhkan; jangan langsung mengulang.");
            ragukan(app, ctx, id, Kabar { sebab, acuan, kembalian: Some(pdf) }).await
        }
    }
}

/// What is known of an attempt of which nobody knows how it ended.
struct Kabar {
    sebab: String,
    acuan: Option<String>,
    /// What came back and was not taken.
    kembalian: Option<Vec<u8>>,
}

async fn ragukan(app: &App, ctx: &Context, id: Uuid, kabar: Kabar) -> Result<Jalur> {
    let mut tx = app.db().write(ctx, "pengukuhan_tidak_pasti").await?;
    let mut berkas = None;
    if let Some(pdf) = &kabar.kembalian {
        let files = app.service::<FileStore>();
        berkas = Some(files.put(&mut tx, "surat.kembalian", "application/pdf", pdf).await?.id);
    }
    let row = store::find_pengukuhan(&mut tx, id).await?;
    let row = row.ok_or(Error::Db(db::Error::NotFound("surat_pengukuhan")))?;
    let row = Pengukuhan {
        niat_keadaan: Some(Pengukuhan::NIAT_TIDAK_PASTI),
        niat_sebab: Some(kabar.sebab.clone()),
        niat_acuan: kabar.acuan,
        niat_kembalian_id: berkas,
        ..row
    };
    tx.update(&row).await?;
    tx.commit().await?;
    tolak(kabar.sebab)
}

/// An attempt that surely signed nothing is over.
async fn tutup_niat(app: &App, ctx: &Context, id: Uuid) -> Result<()> {
    let mut tx = app.db().write(ctx, "pengukuhan_gagal").await?;
    if let Some(row) = store::find_pengukuhan(&mut tx, id).await? {
        tx.update(&Pengukuhan { niat_keadaan: None, ..row.tanpa_kabar() }).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Looks for the outcome of such an attempt: judges once more what came back, then asks BSrE for what it signed. No
/// passphrase is needed, because nothing is signed.
pub(crate) async fn telusuri(app: &App, ctx: &Context, id: Uuid) -> Result<Jalur> {
    let bahan = kumpulkan(app, ctx, id).await?;
    let mut tx = app.db().read(ctx).await?;
    let pejabat = camat_saya(&mut tx).await?.or_else(tolak)?;
    if !bahan.row.dapat_ditelusuri() {
        return tolak("Tidak ada berkas yang dapat dicari dari percobaan sebelumnya.");
    }
    let alat = tte::find_alat(&mut tx, pejabat.id, batas(app)).await?;
    let penanda = if let Ok(Alat::Bsre(penanda)) = alat { Some(penanda) } else { None };
    let nama = penanda.as_ref().and_then(|penanda| penanda.nama.clone());
    let camat = Camat::baca(&mut tx, &pejabat, nama).await?;
    let mut kabar = None;
    let kembalian = match bahan.row.niat_kembalian_id {
        Some(berkas) => Some(app.service::<FileStore>().get(&mut tx, berkas).await?.1),
        None => None,
    };
    drop(tx);
    if let Some(pdf) = kembalian {
        match nilai(app, ctx, &bahan, vec![camat.clone()], pdf).await? {
            Ok(lulus) => return simpan(app, ctx, &bahan, lulus).await,
            Err((sebab, _)) => kabar = Some(sebab),
        }
    }
    if let (Some(penanda), Some(acuan)) = (&penanda, &bahan.row.niat_acuan) {
        match penanda.klien.ambil(acuan).await {
            Ok(pdf) => match nilai(app, ctx, &bahan, vec![camat], pdf).await? {
                Ok(lulus) => return simpan(app, ctx, &bahan, lulus).await,
                Err((sebab, _)) => kabar = Some(sebab),
            },
            Err(galat) => kabar = kabar.or_else(|| Some(galat.to_string())),
        }
    }
    tolak(kabar.unwrap_or_else(|| "Layanan BSrE belum diatur, jadi hasilnya belum dapat dicari.".to_owned()))
}
