//! A person in the open: what a workbook row says and what the register holds, in one shape, so that
//! the two can be laid side by side. Never stored as it is, only sealed.

use db::Day;
use kamus::{
    Agama, Asuransi, Cacat, CaraKb, GolonganDarah, JenisKelamin, Kehamilan, Kewarganegaraan, KtpEl, Nik,
    NomorKk, Pekerjaan, PendidikanKk, PendidikanSedang, Shdk, StatusDasar, StatusKawin, StatusRekam,
};
use serde::{Deserialize, Serialize};

use crate::impor::BarisPenduduk;

/// Field names are the workbook's column names, which also name a proposed correction.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Isian {
    #[serde(with = "kamus::terbuka::opsi")]
    pub nik: Option<Nik>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub no_kk: Option<NomorKk>,
    pub nama: String,
    #[serde(rename = "sex")]
    pub jenis_kelamin: JenisKelamin,
    #[serde(rename = "tempatlahir")]
    pub tempat_lahir: Option<String>,
    #[serde(rename = "tanggallahir")]
    pub tanggal_lahir: Day,
    #[serde(rename = "kk_level")]
    pub shdk: Shdk,
    pub status_dasar: StatusDasar,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    #[serde(rename = "agama_id")]
    pub agama: Option<Agama>,
    #[serde(rename = "pendidikan_kk_id")]
    pub pendidikan_kk: Option<PendidikanKk>,
    #[serde(rename = "pendidikan_sedang_id")]
    pub pendidikan_sedang: Option<PendidikanSedang>,
    #[serde(rename = "pekerjaan_id")]
    pub pekerjaan: Option<Pekerjaan>,
    pub status_kawin: Option<StatusKawin>,
    #[serde(rename = "warganegara_id")]
    pub kewarganegaraan: Option<Kewarganegaraan>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub ayah_nik: Option<Nik>,
    pub nama_ayah: Option<String>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub ibu_nik: Option<Nik>,
    pub nama_ibu: Option<String>,
    #[serde(rename = "golongan_darah_id")]
    pub golongan_darah: Option<GolonganDarah>,
    pub akta_lahir: Option<String>,
    #[serde(rename = "dokumen_pasport")]
    pub paspor: Option<String>,
    #[serde(rename = "tanggal_akhir_paspor")]
    pub paspor_berakhir: Option<Day>,
    #[serde(rename = "dokumen_kitas")]
    pub kitas: Option<String>,
    pub akta_perkawinan: Option<String>,
    #[serde(rename = "tanggalperkawinan")]
    pub tanggal_perkawinan: Option<Day>,
    pub akta_perceraian: Option<String>,
    #[serde(rename = "tanggalperceraian")]
    pub tanggal_perceraian: Option<Day>,
    #[serde(rename = "cacat_id")]
    pub cacat: Option<Cacat>,
    #[serde(rename = "cara_kb_id")]
    pub cara_kb: Option<CaraKb>,
    #[serde(rename = "hamil")]
    pub kehamilan: Option<Kehamilan>,
    pub ktp_el: Option<KtpEl>,
    pub status_rekam: Option<StatusRekam>,
    pub alamat_sekarang: Option<String>,
    pub suku: Option<String>,
    pub tag_id_card: Option<String>,
    #[serde(rename = "id_asuransi")]
    pub asuransi: Option<Asuransi>,
    pub no_asuransi: Option<String>,
    /// Micro-degrees, WGS84.
    #[serde(rename = "lat")]
    pub lintang: Option<i32>,
    #[serde(rename = "lng")]
    pub bujur: Option<i32>,
}

/// Masked: a person in the open must not reach a log.
impl std::fmt::Debug for Isian {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Isian").field("nik", &self.nik).finish_non_exhaustive()
    }
}

/// Dusun, RW and RT of a person.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KodeTempat {
    pub dusun: String,
    pub rw: String,
    pub rt: String,
}

impl From<&BarisPenduduk> for Isian {
    fn from(baris: &BarisPenduduk) -> Self {
        let b = baris.clone();
        let r = b.rincian;
        Self {
            nik: b.nik,
            no_kk: b.no_kk,
            nama: b.nama,
            jenis_kelamin: b.jenis_kelamin,
            tempat_lahir: r.tempat_lahir,
            tanggal_lahir: b.tanggal_lahir.into(),
            shdk: b.shdk,
            status_dasar: b.status_dasar,
            alamat: r.alamat,
            dusun: b.dusun,
            rw: b.rw,
            rt: b.rt,
            agama: r.agama,
            pendidikan_kk: r.pendidikan_kk,
            pendidikan_sedang: r.pendidikan_sedang,
            pekerjaan: r.pekerjaan,
            status_kawin: r.status_kawin,
            kewarganegaraan: r.kewarganegaraan,
            ayah_nik: r.ayah_nik,
            nama_ayah: r.nama_ayah,
            ibu_nik: r.ibu_nik,
            nama_ibu: r.nama_ibu,
            golongan_darah: r.golongan_darah,
            akta_lahir: r.akta_lahir,
            paspor: r.paspor,
            paspor_berakhir: r.paspor_berakhir.map(Day),
            kitas: r.kitas,
            akta_perkawinan: r.akta_perkawinan,
            tanggal_perkawinan: r.tanggal_perkawinan.map(Day),
            akta_perceraian: r.akta_perceraian,
            tanggal_perceraian: r.tanggal_perceraian.map(Day),
            cacat: r.cacat,
            cara_kb: r.cara_kb,
            kehamilan: r.kehamilan,
            ktp_el: r.ktp_el,
            status_rekam: r.status_rekam,
            alamat_sekarang: r.alamat_sekarang,
            suku: r.suku,
            tag_id_card: r.tag_id_card,
            asuransi: r.asuransi,
            no_asuransi: r.no_asuransi,
            lintang: r.lintang.map(mikro),
            bujur: r.bujur.map(mikro),
        }
    }
}

/// Degrees as whole micro-degrees (about 11 cm), so that equal places compare equal.
fn mikro(derajat: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "at most 180 million after the clamp")]
    let mikro = (derajat.clamp(-180.0, 180.0) * 1e6).round() as i32;
    mikro
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_whole_micro_degrees() {
        for (derajat, harapan) in [(-7.875_6, -7_875_600), (110.407_25, 110_407_250), (999.0, 180_000_000)] {
            assert_eq!(mikro(derajat), harapan);
        }
    }
}
