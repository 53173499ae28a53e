//! The acts: coming, prolonging, leaving, becoming a resident.

use db::{Error, Result, WriteTx};
use jiff::civil::Date;
use kamus::{
    Agama, Daftar as _, JenisKelamin, Kewarganegaraan, NomorKk, Pekerjaan, Shdk, StatusDasar, StatusKawin,
};
use uuid::Uuid;

use super::JenisMutasi;
use crate::entitas::{
    Asal, Isian, JenisPeristiwa, Keluarga, KodeTempat, Penduduk, PendudukSementara, PeristiwaSementara,
    Rincian, kunci_kk,
};
use crate::peristiwa::Kejadian;
use crate::store::{self, Kedatangan};
use crate::subjek::Subjek;

/// Why an act is refused; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum GalatSementara {
    #[error("Orang ini sudah tercatat pergi atau menjadi penduduk. Muat ulang halamannya.")]
    TidakDiSini,
    #[error("Tanggal itu sebelum tanggal datangnya. Periksa angkanya.")]
    SebelumDatang,
    #[error("Sudah ada penduduk dengan NIK itu. Periksa daftar penduduk.")]
    NikTerpakai,
    #[error("Lengkapi dulu tanggal lahir dan jenis kelaminnya.")]
    BelumLengkap,
    #[error("Keluarga dengan nomor KK itu sudah punya kepala keluarga. Pilih hubungan yang lain.")]
    KepalaDua,
    #[error(transparent)]
    Db(#[from] Error),
}

/// When something happened, when the village heard of it, and what was said about it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lapor {
    pub tanggal: Date,
    pub tanggal_lapor: Date,
    pub keterangan: String,
}

/// Writes down that somebody came; tells the new row's id.
pub async fn datang(
    tx: &mut WriteTx,
    subjek: &Subjek,
    kedatangan: Kedatangan,
    lapor: &Lapor,
) -> Result<Uuid> {
    let sampai = kedatangan.sampai;
    let id = store::insert_sementara_lengkap(tx, subjek, kedatangan).await?;
    catat(tx, id, JenisMutasi::Datang, lapor, sampai).await?;
    Ok(id)
}

async fn catat(
    tx: &mut WriteTx,
    sementara_id: Uuid,
    jenis: JenisMutasi,
    lapor: &Lapor,
    sampai: Option<Date>,
) -> Result<()> {
    let ctx = *tx.ctx();
    tx.insert(&PeristiwaSementara {
        id: ctx.new_id(),
        sementara_id,
        jenis: jenis.kode(),
        tanggal: lapor.tanggal.into(),
        tanggal_lapor: lapor.tanggal_lapor.into(),
        sampai: sampai.map(Into::into),
        keterangan: lapor.keterangan.clone(),
        oleh: ctx.user(),
        dicatat_pada: ctx.now.into(),
    })
    .await
}

/// Who is still here, and came no later than this day.
async fn yang_di_sini(tx: &mut WriteTx, id: Uuid, hari: Date) -> Result<PendudukSementara, GalatSementara> {
    let orang = store::find_sementara(tx, id).await?.ok_or(Error::NotFound("penduduk_sementara"))?;
    if orang.pergi.is_some() || !orang.masih_di_sini(hari) {
        return Err(GalatSementara::TidakDiSini);
    }
    if orang.datang.is_some_and(|datang| datang.0 > hari) {
        return Err(GalatSementara::SebelumDatang);
    }
    Ok(orang)
}

/// Somebody stays longer.
pub async fn perpanjang(
    tx: &mut WriteTx,
    id: Uuid,
    sampai: Date,
    lapor: &Lapor,
) -> Result<(), GalatSementara> {
    let orang = yang_di_sini(tx, id, lapor.tanggal).await?;
    tx.update(&PendudukSementara { sampai: Some(sampai.into()), ..orang }).await?;
    Ok(catat(tx, id, JenisMutasi::Perpanjangan, lapor, Some(sampai)).await?)
}

/// Somebody left, to where they said.
pub async fn pergi(tx: &mut WriteTx, id: Uuid, ke: &str, lapor: &Lapor) -> Result<(), GalatSementara> {
    let orang = yang_di_sini(tx, id, lapor.tanggal).await?;
    let pergi = Some(lapor.tanggal.into());
    tx.update(&PendudukSementara { pergi, pergi_ke: ke.to_owned(), ..orang }).await?;
    Ok(catat(tx, id, JenisMutasi::Pergi, lapor, None).await?)
}

/// Where and how somebody becomes a resident.
#[derive(Clone, PartialEq, Eq)]
pub struct Jadi {
    /// With a number of a family here they join it; else a family begins, with or without a number.
    pub no_kk: Option<NomorKk>,
    pub hubungan: Shdk,
    pub alamat: String,
    pub tempat: KodeTempat,
    pub lapor: Lapor,
}

/// Takes somebody into the register by an arrival, and closes their stay; tells the resident's id.
pub async fn jadikan_penduduk(tx: &mut WriteTx, id: Uuid, jadi: &Jadi) -> Result<Uuid, GalatSementara> {
    let orang = yang_di_sini(tx, id, jadi.lapor.tanggal).await?;
    if let Some(nik) = orang.nik(tx.keys())?
        && store::find_aktif_nik(tx, nik).await?.is_some()
    {
        return Err(GalatSementara::NikTerpakai);
    }
    let isian = isian(&orang, jadi, tx.keys())?.ok_or(GalatSementara::BelumLengkap)?;
    let (keluarga_lama, keluarga) = keluarga(tx, jadi).await?;
    let ctx = *tx.ctx();
    let asal = Asal {
        id: ctx.new_id(),
        keluarga_id: Some(keluarga.id),
        data_awal: false,
        berlaku_sejak: jadi.lapor.tanggal.into(),
        dicatat_pada: ctx.now.into(),
        impor_id: None,
    };
    let mut penduduk = Penduduk::dari_isian(&isian, asal, tx.keys());
    penduduk.negara = Some(orang.negara.clone()).filter(|negara| !negara.is_empty());
    let kepala_id =
        if jadi.hubungan == Shdk::KepalaKeluarga { Some(penduduk.id) } else { keluarga.kepala_id };
    let keluarga = Keluarga { kepala_id, ..keluarga };
    let rincian = Rincian {
        isian: [("asal".to_owned(), orang.datang_dari.clone())].into(),
        keterangan: Some("Sebelumnya penduduk sementara.".to_owned()),
        ..Rincian::default()
    };
    let penduduk_id = penduduk.id;
    let kejadian = Kejadian::baru(jadi.lapor.tanggal, jadi.lapor.tanggal_lapor, rincian);
    let kejadian = kejadian.keluarga(keluarga_lama, keluarga).orang_baru(JenisPeristiwa::Datang, penduduk);
    kejadian.simpan(tx).await?;
    let pergi = Some(jadi.lapor.tanggal.into());
    tx.update(&PendudukSementara { pergi, penduduk_id: Some(penduduk_id), ..orang }).await?;
    catat(tx, id, JenisMutasi::JadiPenduduk, &jadi.lapor, None).await?;
    Ok(penduduk_id)
}

/// The family to join, as it is and as it will be; or a new one.
async fn keluarga(tx: &mut WriteTx, jadi: &Jadi) -> Result<(Option<Keluarga>, Keluarga), GalatSementara> {
    let ada = match jadi.no_kk {
        Some(no_kk) => store::find_keluarga_kk(tx, no_kk).await?,
        None => None,
    };
    if let Some(ada) = ada {
        if jadi.hubungan == Shdk::KepalaKeluarga && ada.kepala_id.is_some() {
            return Err(GalatSementara::KepalaDua);
        }
        return Ok((Some(ada.clone()), ada));
    }
    let keys = tx.keys();
    let baru = Keluarga {
        id: tx.ctx().new_id(),
        no_kk_segel: jadi.no_kk.map(|kk| keys.seal(crate::entitas::KK, kk.as_str().as_bytes()).into()),
        no_kk_kunci: jadi.no_kk.map(|kk| kunci_kk(keys, kk)),
        kepala_id: None,
        alamat: Some(jadi.alamat.clone()),
        dusun: jadi.tempat.dusun.clone(),
        rw: jadi.tempat.rw.clone(),
        rt: jadi.tempat.rt.clone(),
        kelas_sosial: None,
    };
    Ok((None, baru))
}

/// What is known of them, as a resident; nothing where the register's least is missing.
fn isian(orang: &PendudukSementara, jadi: &Jadi, keys: &vault::UnitKeys) -> Result<Option<Isian>> {
    let (Some(tanggal_lahir), Some(jenis_kelamin)) =
        (orang.tanggal_lahir, JenisKelamin::dari_teks(&orang.jenis_kelamin))
    else {
        return Ok(None);
    };
    Ok(Some(Isian {
        nik: orang.nik(keys)?,
        no_kk: jadi.no_kk,
        nama: orang.nama.to_uppercase(),
        jenis_kelamin,
        tempat_lahir: Some(orang.tempat_lahir.clone()).filter(|isi| !isi.is_empty()),
        tanggal_lahir,
        shdk: jadi.hubungan,
        status_dasar: StatusDasar::Hidup,
        alamat: Some(jadi.alamat.clone()),
        dusun: jadi.tempat.dusun.clone(),
        rw: jadi.tempat.rw.clone(),
        rt: jadi.tempat.rt.clone(),
        agama: Agama::dari_teks(&orang.agama),
        pendidikan_kk: None,
        pendidikan_sedang: None,
        pekerjaan: Pekerjaan::dari_teks(&orang.pekerjaan),
        status_kawin: StatusKawin::dari_teks(&orang.status_kawin),
        kewarganegaraan: Kewarganegaraan::dari_teks(&orang.kewarganegaraan),
        ayah_nik: None,
        nama_ayah: None,
        ibu_nik: None,
        nama_ibu: None,
        golongan_darah: None,
        akta_lahir: None,
        paspor: None,
        paspor_berakhir: None,
        kitas: None,
        akta_perkawinan: None,
        tanggal_perkawinan: None,
        akta_perceraian: None,
        tanggal_perceraian: None,
        cacat: None,
        cara_kb: None,
        kehamilan: None,
        ktp_el: None,
        status_rekam: None,
        alamat_sekarang: None,
        suku: None,
        tag_id_card: None,
        asuransi: None,
        no_asuransi: None,
        lintang: None,
        bujur: None,
    }))
}
