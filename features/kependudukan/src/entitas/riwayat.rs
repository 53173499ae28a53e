use db::{At, Bytes, Day, Result};
use jiff::civil::{Date, date};
use uuid::Uuid;
use vault::UnitKeys;

use super::Penduduk;

/// What seals past versions.
const RIWAYAT: &str = "penduduk.riwayat";

/// The day on which nothing ends: a version that is still true.
pub const SELAMANYA: Date = date(9999, 12, 31);
/// The instant at which nothing ends: what is still believed. 9999-12-31 UTC.
pub const TIADA_AKHIR: At = At(253_402_214_400_000_000);

db::entity! {
    /// What was true of a resident from `sejak` until before `sampai`, as believed from `dicatat_pada`
    /// until before `dicabut_pada`.
    pub struct RiwayatPenduduk in "riwayat_penduduk" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub penduduk_id: Uuid,
        pub sejak: Day,
        pub sampai: Day,
        pub dicatat_pada: At,
        pub dicabut_pada: At,
        /// What ended it; absent for a proposal that was accepted.
        pub peristiwa_id: Option<Uuid>,
        pub nama: String,
        pub jenis_kelamin: i16,
        pub tanggal_lahir: Day,
        pub keluarga_id: Option<Uuid>,
        pub shdk: i16,
        pub agama: Option<i16>,
        pub pendidikan_kk: Option<i16>,
        pub pendidikan_sedang: Option<i16>,
        pub pekerjaan: Option<i16>,
        pub status_kawin: Option<i16>,
        pub kewarganegaraan: Option<i16>,
        pub golongan_darah: Option<i16>,
        pub ktp_el: Option<i16>,
        pub status_rekam: Option<i16>,
        pub asuransi: Option<i16>,
        pub bpjs_tk: Option<bool>,
        pub suku: Option<String>,
        pub akta_lahir: Option<String>,
        pub akta_perkawinan: Option<String>,
        pub dusun: String,
        pub rw: String,
        pub rt: String,
        pub rumah_tangga_id: Option<Uuid>,
        pub hubungan_rtm: Option<i16>,
        pub status_dasar: i16,
        pub kesehatan_segel: Option<Bytes>,
        /// The whole [`Penduduk`], sealed.
        pub isi_segel: Bytes,
    }
}

/// When something was true, and when it was believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masa {
    pub sejak: Date,
    pub sampai: Date,
    pub dicatat_pada: At,
    pub dicabut_pada: At,
}

impl RiwayatPenduduk {
    /// The past version `isi`.
    pub(crate) fn baru(
        id: Uuid,
        isi: &Penduduk,
        masa: Masa,
        peristiwa_id: Option<Uuid>,
        keys: &UnitKeys,
    ) -> Self {
        let isi_segel = Self::segel(isi, keys);
        let p = isi.clone();
        Self {
            id,
            penduduk_id: p.id,
            sejak: masa.sejak.into(),
            sampai: masa.sampai.into(),
            dicatat_pada: masa.dicatat_pada,
            dicabut_pada: masa.dicabut_pada,
            peristiwa_id,
            nama: p.nama,
            jenis_kelamin: p.jenis_kelamin,
            tanggal_lahir: p.tanggal_lahir,
            keluarga_id: p.keluarga_id,
            shdk: p.shdk,
            agama: p.agama,
            pendidikan_kk: p.pendidikan_kk,
            pendidikan_sedang: p.pendidikan_sedang,
            pekerjaan: p.pekerjaan,
            status_kawin: p.status_kawin,
            kewarganegaraan: p.kewarganegaraan,
            golongan_darah: p.golongan_darah,
            ktp_el: p.ktp_el,
            status_rekam: p.status_rekam,
            asuransi: p.asuransi,
            bpjs_tk: p.bpjs_tk,
            suku: p.suku,
            akta_lahir: p.akta_lahir,
            akta_perkawinan: p.akta_perkawinan,
            dusun: p.dusun,
            rw: p.rw,
            rt: p.rt,
            rumah_tangga_id: p.rumah_tangga_id,
            hubungan_rtm: p.hubungan_rtm,
            status_dasar: p.status_dasar,
            kesehatan_segel: p.kesehatan_segel,
            isi_segel,
        }
    }

    /// A version as it is stored.
    pub(crate) fn segel(isi: &Penduduk, keys: &UnitKeys) -> Bytes {
        let json = serde_json::to_vec(isi).expect("plain data always becomes JSON");
        keys.seal(RIWAYAT, &json).into()
    }

    /// The whole version, opened.
    pub fn isi(&self, keys: &UnitKeys) -> Result<Penduduk> {
        let terbuka = keys.open(RIWAYAT, &self.isi_segel.0)?;
        serde_json::from_slice(&terbuka)
            .map_err(|source| db::Error::Payload { entity: "riwayat_penduduk", source })
    }
}
