//! The camat's own electronic signature, added to the file that the village signed electronically.

use db::{Context, Db, ReadTx, Unit};
use files::FileStore;
use tte::pades::{self, Verdict};
use tte::{Alat, Keterangan, Kunci, Percobaan, Rect, SertifikatPejabat, TrustAnchors};
use uuid::Uuid;
use web::App;
use wilayah::{Jabatan, Pejabat};

use super::camat::{daftarkan, penanda};
use super::kabar::simpan_jawaban;
use super::{Dilihat, Jalur, KeadaanKukuh, Kelengkapan, periksa_terbuka, sistem};
use crate::atur::Kantor;
use crate::error::{Result, tolak};
use crate::jenis::Penanda;
use crate::pembubuhan::{Perintah, batas, berat};
use crate::store::{self, Pengukuhan, Surat};

/// Why a letter can only be signed on paper by the office above, if so. An electronic signature vouches for the file it
/// stands in, so all other signatures must stand in that same file.
pub(crate) fn halangan(surat: &Surat) -> Option<&'static str> {
    let warga = |oleh: Penanda| !matches!(oleh, Penanda::Pejabat | Penanda::Camat);
    if !surat.cara().elektronik() {
        Some("Desa menandatangani surat ini di kertas, jadi camat juga menandatangani kertas itu.")
    } else if surat.jenis().ttd.iter().any(|ttd| warga(ttd.oleh)) {
        Some("Surat ini juga ditandatangani orang lain di kertas, jadi camat juga menandatangani kertas itu.")
    } else {
        None
    }
}

/// With what the caller signs as head of this office, or why they cannot.
pub(crate) async fn alat_camat(
    tx: &mut ReadTx,
    app: &App,
) -> db::Result<Result<(Pejabat, SertifikatPejabat), String>> {
    let hari_ini = Kantor::baca(tx).await?.hari_ini;
    let (_, semua) = penanda(tx, hari_ini).await?;
    let pengguna = tx.ctx().user();
    let saya =
        |p: &Pejabat| p.jabatan() == Jabatan::Kepala && p.pengguna_id.is_some() && p.pengguna_id == pengguna;
    let Some(pejabat) = semua.into_iter().find(saya) else {
        let sebab = "Hanya camat, atau yang mewakilinya, yang menandatangani secara elektronik, dengan akunnya sendiri.";
        return Ok(Err(sebab.to_owned()));
    };
    Ok(match tte::find_alat(tx, pejabat.id, batas(app)).await? {
        Ok(Alat::Sertifikat(sertifikat)) => Ok((pejabat, *sertifikat)),
        Ok(Alat::Bsre(_)) => {
            Err("Sertifikat Anda ada di BSrE. Pengukuhan lewat BSrE belum dapat dilakukan dari sini; \
                                  tandatangani kertasnya, lalu catat."
                .to_owned())
        }
        Err(galat) => Err(galat.to_string()),
    })
}

/// All that is needed to sign, gathered before the key is used.
struct Bahan {
    row: Pengukuhan,
    dilihat: Dilihat,
    pejabat: Pejabat,
    sertifikat: SertifikatPejabat,
    kunci: Kunci,
    keterangan: Keterangan,
    /// The file that the village issued.
    asal: Vec<u8>,
    /// Whom the village trusts, and whom this office trusts.
    anchors: TrustAnchors,
}

/// Signs as the head of this office. What came out is judged as anybody's file before it is an answer.
pub(crate) async fn tanda_tangani(app: &App, ctx: &Context, id: Uuid, perintah: Perintah) -> Result<Jalur> {
    let db = app.db();
    let bahan = kumpulkan(app, ctx, id).await?;
    let percobaan = Percobaan::new(db, bahan.sertifikat.id, perintah.alamat);
    if let Some(error) = percobaan.mulai(ctx.now).await? {
        return tolak(error.to_string());
    }
    catat_niat(db, ctx, id).await?;
    let Bahan { row, dilihat, pejabat, sertifikat, kunci, keterangan, asal, anchors } = bahan;
    let (now, passphrase, pdf) = (ctx.now, perintah.passphrase, asal.clone());
    let hasil =
        berat(move || tte::tanda_tangani(&sertifikat, &kunci, passphrase, &pdf, &keterangan, now)).await?;
    percobaan.selesai(&hasil).await?;
    let signed = match hasil {
        Ok(signed) => berat(move || periksa_kedua(&asal, signed, &anchors, now)).await?,
        Err(error) => Err(error.to_string()),
    };
    let signed = signed.or_else(tolak)?;
    simpan(app, ctx, (row.id, &dilihat), (pejabat.id, signed.as_slice())).await
}

async fn kumpulkan(app: &App, ctx: &Context, id: Uuid) -> Result<Bahan> {
    let (db, contoh) = (app.db(), app.settings().contoh);
    let mut tx = db.read(ctx).await?;
    let (row, dilihat) = periksa_terbuka(db, &mut tx, id).await?;
    if let Some(sebab) = halangan(&dilihat.surat) {
        return tolak(sebab);
    }
    let (pejabat, sertifikat) = alat_camat(&mut tx, app).await?.or_else(tolak)?;
    let sini = tte::trust_anchors(&mut tx, contoh).await?;
    let kunci = Kunci::new(tx.keys(), contoh).stempel(tte::find_stempel(&mut tx).await?);
    let lokasi = wilayah::get_identitas(&mut tx).await?.nama;
    drop(tx);
    let mut desa = db.read(&sistem(Unit(row.asal), ctx.now)).await?;
    let anchors = tte::trust_anchors(&mut desa, contoh).await?.and(sini);
    let terbit = dilihat.surat.terbit_id.unwrap_or_default();
    let (_, asal) = app.service::<FileStore>().get(&mut desa, terbit).await?;
    drop(desa);
    let keterangan = Keterangan {
        nama: pejabat.nama.clone(),
        alasan: format!("Mengukuhkan surat {}", row.nomor.as_deref().unwrap_or_default()),
        lokasi,
        pada: ctx.now,
        halaman: 0,
        kotak: Rect::INVISIBLE,
    };
    Ok(Bahan { row, dilihat, pejabat, sertifikat, kunci, keterangan, asal, anchors })
}

/// What is to happen is on record before the key is used.
async fn catat_niat(db: &Db, ctx: &Context, id: Uuid) -> Result<()> {
    let mut tx = db.write(ctx, "niat_pengukuhan").await?;
    let (row, _) = periksa_terbuka(db, &mut tx, id).await?;
    tx.update(&Pengukuhan { niat_pada: Some(ctx.now.into()), ..row }).await?;
    Ok(tx.commit().await?)
}

async fn simpan(
    app: &App,
    ctx: &Context,
    (id, dilihat): (Uuid, &Dilihat),
    (penanda, signed): (Uuid, &[u8]),
) -> Result<Jalur> {
    let mut tx = app.db().write(ctx, "pengukuhan_surat").await?;
    let (row, kini) = periksa_terbuka(app.db(), &mut tx, id).await?;
    if kini.surat.terbit_sidik != dilihat.surat.terbit_sidik {
        return tolak("Berkas surat desa berubah. Buka lagi suratnya.");
    }
    let hari_ini = Kantor::baca(&mut tx).await?.hari_ini;
    let kelengkapan = Kelengkapan { penanda, tanggal: hari_ini, urut: None };
    let mut row = daftarkan(&mut tx, row, &kini, kelengkapan).await?;
    let berkas = app.service::<FileStore>().put(&mut tx, "surat.kukuh", "application/pdf", signed).await?;
    row.berkas_id = Some(berkas.id);
    row.elektronik = true;
    let jalur = simpan_jawaban(&mut tx, row, KeadaanKukuh::Dikukuhkan).await?;
    tx.commit().await?;
    Ok(jalur)
}

/// The village's signature must stand, ours must stand beside it, and nothing else may have changed.
fn periksa_kedua(
    asal: &[u8],
    signed: Vec<u8>,
    anchors: &TrustAnchors,
    now: jiff::Timestamp,
) -> Result<Vec<u8>, String> {
    let dulu = tte::periksa(asal, anchors, now).map_err(|error| error.to_string())?;
    if dulu.conclusion() != tte::Conclusion::Valid {
        return Err(
            "Tanda tangan elektronik desa pada berkas ini tidak lolos pemeriksaan. Kembalikan ke desa."
                .to_owned(),
        );
    }
    let kini = tte::periksa(&signed, anchors, now).map_err(|error| error.to_string())?;
    let bertambah = kini.signatures.len() == dulu.signatures.len() + 1;
    if kini.conclusion() != tte::Conclusion::Valid || !bertambah {
        return Err("Tanda tangan yang dibuat tidak lolos pemeriksaan. Pastikan penerbit sertifikat Anda dipercaya di \
                    menu Sertifikat TTE, lalu coba lagi."
            .to_owned());
    }
    if !pades::extends(&signed, asal) || pades::same_content(&signed, asal) != Verdict::Unchanged {
        return Err("Isi surat berubah saat ditandatangani. Coba lagi.".to_owned());
    }
    Ok(signed)
}

/// Whether this very person signed it a moment ago: the second of two clicks.
pub(crate) async fn sudah_saya(tx: &mut ReadTx, id: Uuid) -> db::Result<bool> {
    let row = store::find_pengukuhan(tx, id).await?;
    let pengguna = tx.ctx().user();
    Ok(row.is_some_and(|row| {
        row.keadaan() == KeadaanKukuh::Dikukuhkan
            && row.elektronik
            && pengguna.is_some()
            && row.oleh == pengguna
    }))
}
