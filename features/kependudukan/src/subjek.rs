//! The person a letter is about, whether registered, staying for a while, or from elsewhere.

use jiff::civil::Date;
use kamus::{Daftar, Nik, NomorKk};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use vault::UnitKeys;

use crate::entitas::{Keluarga, Penduduk, PendudukSementara};

/// In which register a subject stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JenisSubjek {
    Penduduk,
    Sementara,
    /// In none: typed in for one letter.
    Luar,
}

impl JenisSubjek {
    pub fn label(self) -> &'static str {
        match self {
            Self::Penduduk => "Penduduk",
            Self::Sementara => "Penduduk sementara",
            Self::Luar => "Bukan penduduk",
        }
    }
}

/// A person as a letter prints them: words, not codes. What is unknown is empty.
///
/// In JSON the numbers are in the open, so a stored subject must be sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subjek {
    pub jenis: JenisSubjek,
    /// Absent for [`JenisSubjek::Luar`].
    pub id: Option<Uuid>,
    pub nama: String,
    #[serde(with = "kamus::terbuka::opsi")]
    pub nik: Option<Nik>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub no_kk: Option<NomorKk>,
    pub tempat_lahir: String,
    pub tanggal_lahir: Option<Date>,
    pub jenis_kelamin: String,
    pub agama: String,
    pub status_kawin: String,
    pub pekerjaan: String,
    pub kewarganegaraan: String,
    pub alamat: String,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
}

/// One hit of a search: enough to recognise the person, no number in the open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ringkas {
    pub id: Uuid,
    pub jenis: JenisSubjek,
    pub nama: String,
    /// `3402••••••••9001`; empty where there is none.
    pub nik_samar: String,
    pub tanggal_lahir: Option<Date>,
    /// One line: street, RT, RW, dusun.
    pub alamat: String,
}

impl Subjek {
    pub(crate) fn dari_penduduk(
        p: &Penduduk,
        keluarga: Option<&Keluarga>,
        keys: &UnitKeys,
    ) -> db::Result<Self> {
        let alamat = p.alamat.as_ref().or(keluarga.and_then(|k| k.alamat.as_ref()));
        Ok(Self {
            jenis: JenisSubjek::Penduduk,
            id: Some(p.id),
            nama: p.nama.clone(),
            nik: p.nik(keys)?,
            no_kk: keluarga.map(|k| k.no_kk(keys)).transpose()?.flatten(),
            tempat_lahir: p.tempat_lahir.clone().unwrap_or_default(),
            tanggal_lahir: Some(p.tanggal_lahir.0),
            jenis_kelamin: p.jenis_kelamin().to_string(),
            agama: label::<kamus::Agama>(p.agama),
            status_kawin: label::<kamus::StatusKawin>(p.status_kawin),
            pekerjaan: label::<kamus::Pekerjaan>(p.pekerjaan),
            kewarganegaraan: label::<kamus::Kewarganegaraan>(p.kewarganegaraan),
            alamat: alamat.cloned().unwrap_or_default(),
            dusun: isi(&p.dusun),
            rw: isi(&p.rw),
            rt: isi(&p.rt),
        })
    }

    pub(crate) fn dari_sementara(p: &PendudukSementara, keys: &UnitKeys) -> db::Result<Self> {
        let (nik, no_kk) = (p.nik(keys)?, p.no_kk(keys)?);
        let p = p.clone();
        Ok(Self {
            jenis: JenisSubjek::Sementara,
            id: Some(p.id),
            nama: p.nama,
            nik,
            no_kk,
            tempat_lahir: p.tempat_lahir,
            tanggal_lahir: p.tanggal_lahir.map(|hari| hari.0),
            jenis_kelamin: p.jenis_kelamin,
            agama: p.agama,
            status_kawin: p.status_kawin,
            pekerjaan: p.pekerjaan,
            kewarganegaraan: p.kewarganegaraan,
            alamat: p.alamat,
            dusun: p.dusun,
            rw: p.rw,
            rt: p.rt,
        })
    }
}

/// The word of a stored code; empty for none.
pub(crate) fn label<T: Daftar>(kode: Option<i16>) -> String {
    kode.and_then(T::dari_kode).map(|t| t.label().to_owned()).unwrap_or_default()
}

/// `-` stands for "the village has none", which a letter leaves out.
fn isi(tempat: &str) -> String {
    if tempat == "-" { String::new() } else { tempat.to_owned() }
}

/// `Jl. Melati 3, RT 002 RW 001, Kauman`, leaving out what there is not.
pub(crate) fn alamat_sebaris(alamat: &str, dusun: &str, rw: &str, rt: &str) -> String {
    let bagian = |kata: &str, isi: &str| (!matches!(isi, "" | "-")).then(|| format!("{kata}{isi}"));
    let rt_rw: Vec<String> = [bagian("RT ", rt), bagian("RW ", rw)].into_iter().flatten().collect();
    let rt_rw = rt_rw.join(" ");
    let semua = [bagian("", alamat), bagian("", &rt_rw), bagian("", dusun)];
    semua.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leaves_out_what_there_is_not() {
        for (alamat, dusun, rw, rt, harapan) in [
            ("Jl. Melati 3", "Kauman", "001", "002", "Jl. Melati 3, RT 002 RW 001, Kauman"),
            ("", "Kauman", "-", "002", "RT 002, Kauman"),
            ("", "-", "-", "-", ""),
            ("Jl. Melati 3", "", "", "", "Jl. Melati 3"),
        ] {
            assert_eq!(alamat_sebaris(alamat, dusun, rw, rt), harapan);
        }
    }
}
