//! The person or body a letter speaks of, as sealed in its row: what the letter says must not change when the
//! register does.

use jiff::civil::Date;
use kamus::{Nik, NomorKk, StatusDasar};
use kependudukan::{JenisSubjek, Subjek};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::badan::Badan;

/// Where the one whom the letter is about is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tercatat {
    Penduduk,
    /// Penduduk sementara: lives here, registered elsewhere.
    Sementara,
    /// Typed in for this letter only.
    Luar,
    /// A body, of the register of institutions or typed in.
    Lembaga,
}

impl Tercatat {
    pub fn kode(self) -> i16 {
        match self {
            Self::Penduduk => 1,
            Self::Sementara => 2,
            Self::Luar => 3,
            Self::Lembaga => 4,
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Penduduk => "Penduduk",
            Self::Sementara => "Penduduk sementara",
            Self::Luar => "Bukan penduduk",
            Self::Lembaga => "Lembaga",
        }
    }
}

/// A person, or a body, in the words of the day on which the letter was made.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Orang {
    pub tercatat: Tercatat,
    pub id: Option<Uuid>,
    pub nama: String,
    #[serde(with = "kamus::terbuka::opsi", default)]
    pub nik: Option<Nik>,
    #[serde(with = "kamus::terbuka::opsi", default)]
    pub no_kk: Option<NomorKk>,
    pub tempat_lahir: String,
    pub tanggal_lahir: Option<Date>,
    pub jenis_kelamin: String,
    pub agama: String,
    pub status_kawin: String,
    pub pekerjaan: String,
    pub kewarganegaraan: String,
    /// The address on the identity card, without dusun, RW and RT.
    pub alamat: String,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    /// What became of a former resident or body: "Mati", "Pindah", "Dibubarkan"; empty for who is here.
    #[serde(default)]
    pub kini: String,
    /// What the register knows beside of a body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub badan: Option<Badan>,
}

/// Names nobody: the snapshot is sealed, so a stray `{:?}` must not open it.
impl std::fmt::Debug for Orang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Orang")
            .field("tercatat", &self.tercatat)
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl From<Subjek> for Orang {
    fn from(subjek: Subjek) -> Self {
        Self {
            tercatat: match subjek.jenis {
                JenisSubjek::Penduduk => Tercatat::Penduduk,
                JenisSubjek::Sementara => Tercatat::Sementara,
                JenisSubjek::Luar => Tercatat::Luar,
            },
            id: subjek.id,
            nama: subjek.nama,
            nik: subjek.nik,
            no_kk: subjek.no_kk,
            tempat_lahir: subjek.tempat_lahir,
            tanggal_lahir: subjek.tanggal_lahir,
            jenis_kelamin: subjek.jenis_kelamin,
            agama: subjek.agama,
            status_kawin: subjek.status_kawin,
            pekerjaan: subjek.pekerjaan,
            kewarganegaraan: subjek.kewarganegaraan,
            alamat: subjek.alamat,
            dusun: subjek.dusun,
            rw: subjek.rw,
            rt: subjek.rt,
            kini: String::new(),
            badan: None,
        }
    }
}

/// The person with this id as the register has them now, former residents too.
pub(crate) async fn find_orang(tx: &mut db::ReadTx, id: Uuid) -> db::Result<Option<Orang>> {
    let Some(subjek) = kependudukan::find_subjek(tx, id).await? else { return Ok(None) };
    let mut orang = Orang::from(subjek);
    if let Some(penduduk) = kependudukan::store::find_penduduk(tx, id).await?
        && penduduk.status_dasar() != StatusDasar::Hidup
    {
        orang.kini = penduduk.status_dasar().to_string();
    }
    Ok(Some(orang))
}

impl Orang {
    /// Nobody yet.
    pub(crate) fn kosong(tercatat: Tercatat) -> Self {
        Self {
            tercatat,
            id: None,
            nama: String::new(),
            nik: None,
            no_kk: None,
            tempat_lahir: String::new(),
            tanggal_lahir: None,
            jenis_kelamin: String::new(),
            agama: String::new(),
            status_kawin: String::new(),
            pekerjaan: String::new(),
            kewarganegaraan: String::new(),
            alamat: String::new(),
            dusun: String::new(),
            rw: String::new(),
            rt: String::new(),
            kini: String::new(),
            badan: None,
        }
    }

    /// A body rather than a person.
    pub fn lembaga(&self) -> bool {
        self.tercatat == Tercatat::Lembaga
    }

    /// Stands in no register: typed in for this letter.
    pub(crate) fn diketik(&self) -> bool {
        self.tercatat == Tercatat::Luar || (self.lembaga() && self.badan.is_none())
    }

    /// The same person for the register.
    pub(crate) fn subjek(&self) -> Subjek {
        let orang = self.clone();
        Subjek {
            jenis: match orang.tercatat {
                Tercatat::Penduduk => JenisSubjek::Penduduk,
                Tercatat::Sementara => JenisSubjek::Sementara,
                Tercatat::Luar | Tercatat::Lembaga => JenisSubjek::Luar,
            },
            id: orang.id,
            nama: orang.nama,
            nik: orang.nik,
            no_kk: orang.no_kk,
            tempat_lahir: orang.tempat_lahir,
            tanggal_lahir: orang.tanggal_lahir,
            jenis_kelamin: orang.jenis_kelamin,
            agama: orang.agama,
            status_kawin: orang.status_kawin,
            pekerjaan: orang.pekerjaan,
            kewarganegaraan: orang.kewarganegaraan,
            alamat: orang.alamat,
            dusun: orang.dusun,
            rw: orang.rw,
            rt: orang.rt,
        }
    }

    /// "Bantul, 1 Januari 1985"; what is unknown is left out.
    pub fn lahir(&self) -> String {
        let tanggal = self.tanggal_lahir.map(kamus::tanggal_panjang);
        let bagian = [Some(self.tempat_lahir.clone()), tanggal];
        bagian.into_iter().flatten().filter(|teks| !teks.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// "Jalan Kenanga 5, Krajan, RT 001 RW 002".
    pub fn alamat_lengkap(&self, sebutan_dusun: &str) -> String {
        let mut bagian = Vec::new();
        if !self.alamat.trim().is_empty() {
            bagian.push(self.alamat.trim().to_owned());
        }
        let dusun = self.dusun.trim();
        if !dusun.is_empty() && dusun != "-" && !self.alamat.to_lowercase().contains(&dusun.to_lowercase()) {
            bagian.push(format!("{sebutan_dusun} {dusun}").trim().to_owned());
        }
        let nomor = [("RT", &self.rt), ("RW", &self.rw)];
        let rt_rw: Vec<String> = nomor
            .iter()
            .filter(|(_, nomor)| !nomor.trim().is_empty() && nomor.trim() != "-")
            .map(|(kata, nomor)| format!("{kata} {}", nomor.trim()))
            .collect();
        if !rt_rw.is_empty() {
            bagian.push(rt_rw.join(" "));
        }
        bagian.join(", ")
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use jiff::civil::date;

    use super::*;

    pub(crate) fn siti() -> Orang {
        Orang {
            tercatat: Tercatat::Penduduk,
            id: None,
            nama: "Siti Aminah".into(),
            nik: Some(Nik::baru("3402134101859001").unwrap()),
            no_kk: Some(NomorKk::baru("3402130101109003").unwrap()),
            tempat_lahir: "Bantul".into(),
            tanggal_lahir: Some(date(1985, 1, 1)),
            jenis_kelamin: "Perempuan".into(),
            agama: "Islam".into(),
            status_kawin: "Kawin".into(),
            pekerjaan: "Wiraswasta".into(),
            kewarganegaraan: "WNI".into(),
            alamat: "Jalan Kenanga 5".into(),
            dusun: "Krajan".into(),
            rw: "002".into(),
            rt: "001".into(),
            kini: String::new(),
            badan: None,
        }
    }

    #[test]
    fn birth_and_address_leave_out_what_is_unknown() {
        let mut orang = siti();
        assert_eq!(orang.lahir(), "Bantul, 1 Januari 1985");
        assert_eq!(orang.alamat_lengkap("Padukuhan"), "Jalan Kenanga 5, Padukuhan Krajan, RT 001 RW 002");
        orang.tempat_lahir.clear();
        orang.rw = "-".into();
        orang.alamat = "Krajan".into();
        assert_eq!(orang.lahir(), "1 Januari 1985");
        assert_eq!(orang.alamat_lengkap("Padukuhan"), "Krajan, RT 001");
        orang.tanggal_lahir = None;
        assert_eq!(orang.lahir(), "");
    }

    #[test]
    fn debug_names_nobody() {
        let shown = format!("{:?}", siti());
        assert!(!shown.contains("Siti") && !shown.contains("9001"), "{shown}");
    }

    #[test]
    fn the_sealed_form_is_read_back() {
        let json = serde_json::to_string(&siti()).unwrap();
        assert_eq!(serde_json::from_str::<Orang>(&json).unwrap(), siti());
        assert!(!json.contains("badan"), "a person is sealed as before there were bodies");
    }
}
