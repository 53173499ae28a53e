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

impl Isian {
    /// What is not said here stays as it was known before, but for the house: where somebody lived is not where they
    /// live. Every field is named, so that a new one is thought about.
    #[must_use]
    pub(crate) fn tambal(self, dulu: &Self) -> Self {
        let d = dulu.clone();
        Self {
            nik: self.nik.or(d.nik),
            no_kk: self.no_kk,
            nama: self.nama,
            jenis_kelamin: self.jenis_kelamin,
            tempat_lahir: self.tempat_lahir.or(d.tempat_lahir),
            tanggal_lahir: self.tanggal_lahir,
            shdk: self.shdk,
            status_dasar: self.status_dasar,
            alamat: self.alamat,
            dusun: self.dusun,
            rw: self.rw,
            rt: self.rt,
            agama: self.agama.or(d.agama),
            pendidikan_kk: self.pendidikan_kk.or(d.pendidikan_kk),
            pendidikan_sedang: self.pendidikan_sedang.or(d.pendidikan_sedang),
            pekerjaan: self.pekerjaan.or(d.pekerjaan),
            status_kawin: self.status_kawin.or(d.status_kawin),
            kewarganegaraan: self.kewarganegaraan.or(d.kewarganegaraan),
            ayah_nik: self.ayah_nik.or(d.ayah_nik),
            nama_ayah: self.nama_ayah.or(d.nama_ayah),
            ibu_nik: self.ibu_nik.or(d.ibu_nik),
            nama_ibu: self.nama_ibu.or(d.nama_ibu),
            golongan_darah: self.golongan_darah.or(d.golongan_darah),
            akta_lahir: self.akta_lahir.or(d.akta_lahir),
            paspor: self.paspor.or(d.paspor),
            paspor_berakhir: self.paspor_berakhir.or(d.paspor_berakhir),
            kitas: self.kitas.or(d.kitas),
            akta_perkawinan: self.akta_perkawinan.or(d.akta_perkawinan),
            tanggal_perkawinan: self.tanggal_perkawinan.or(d.tanggal_perkawinan),
            akta_perceraian: self.akta_perceraian.or(d.akta_perceraian),
            tanggal_perceraian: self.tanggal_perceraian.or(d.tanggal_perceraian),
            cacat: self.cacat.or(d.cacat),
            cara_kb: self.cara_kb.or(d.cara_kb),
            // Of an earlier stay: long over.
            kehamilan: self.kehamilan,
            ktp_el: self.ktp_el.or(d.ktp_el),
            status_rekam: self.status_rekam.or(d.status_rekam),
            alamat_sekarang: self.alamat_sekarang,
            suku: self.suku.or(d.suku),
            tag_id_card: self.tag_id_card.or(d.tag_id_card),
            asuransi: self.asuransi.or(d.asuransi),
            no_asuransi: self.no_asuransi.or(d.no_asuransi),
            lintang: self.lintang,
            bujur: self.bujur,
        }
    }
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
    fn what_is_not_said_stays_but_the_house_does_not() {
        let dulu = Isian {
            alamat_sekarang: Some("Kos di Sleman".to_owned()),
            lintang: Some(-7_875_600),
            bujur: Some(110_407_250),
            suku: Some("JAWA".to_owned()),
            kehamilan: Some(kamus::Kehamilan::Hamil),
            ..Isian::from(&crate::contoh::sukamaju()[0])
        };
        let kosong = Isian {
            no_kk: None,
            alamat: None,
            alamat_sekarang: None,
            lintang: None,
            bujur: None,
            suku: None,
            nama_ibu: None,
            kehamilan: None,
            tempat_lahir: Some("Sleman".to_owned()),
            ..dulu.clone()
        };
        let jadi = kosong.clone().tambal(&dulu);
        assert!(dulu.nama_ibu.is_some() && jadi.nama_ibu == dulu.nama_ibu && jadi.suku == dulu.suku);
        assert_eq!(jadi.tempat_lahir.as_deref(), Some("Sleman"), "what is said goes before");
        assert!(jadi.no_kk.is_none() && jadi.alamat.is_none() && jadi.alamat_sekarang.is_none());
        assert!(jadi.lintang.is_none() && jadi.bujur.is_none());
        assert!(jadi.kehamilan.is_none(), "a pregnancy of an earlier stay is over");
        assert!(dulu.clone().tambal(&kosong) == dulu, "what is known is never cleared");
    }

    #[test]
    fn places_are_whole_micro_degrees() {
        for (derajat, harapan) in [(-7.875_6, -7_875_600), (110.407_25, 110_407_250), (999.0, 180_000_000)] {
            assert_eq!(mikro(derajat), harapan);
        }
    }
}
