//! How a signer stands at BSrE.

use serde_json::Value;

use super::galat::kode;

/// The service's own words for it; only [`Self::Terbit`] may sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// `ISSUE`.
    Terbit,
    Kedaluwarsa,
    /// `RENEW`: the new certificate is not there yet.
    Diperbarui,
    MenungguVerifikasi,
    /// `NEW`.
    BaruTerdaftar,
    TanpaSertifikat,
    TidakTerdaftar,
    Ditangguhkan,
    Dicabut,
    /// A word that no published contract has.
    Lain(String),
}

const KATA: [(&str, Status); 9] = [
    ("ISSUE", Status::Terbit),
    ("EXPIRED", Status::Kedaluwarsa),
    ("RENEW", Status::Diperbarui),
    ("WAITING_FOR_VERIFICATION", Status::MenungguVerifikasi),
    ("NEW", Status::BaruTerdaftar),
    ("NO_CERTIFICATE", Status::TanpaSertifikat),
    ("NOT_REGISTERED", Status::TidakTerdaftar),
    ("SUSPEND", Status::Ditangguhkan),
    ("REVOKE", Status::Dicabut),
];

impl Status {
    pub fn dari_kata(kata: &str) -> Self {
        let kata = kata.trim().to_uppercase();
        let dikenal = KATA.iter().find(|(asal, _)| *asal == kata);
        dikenal.map_or_else(|| Self::Lain(kata.chars().take(40).collect()), |(_, status)| status.clone())
    }

    /// The service's word: what is kept.
    pub fn kata(&self) -> &str {
        match self {
            Self::Lain(kata) => kata,
            dikenal => KATA.iter().find(|(_, status)| status == dikenal).map_or("", |(kata, _)| kata),
        }
    }

    /// From an answer to the question of a status; it says it in a word, in a number, or not at all.
    pub(super) fn dari_jawaban(isi: &Value) -> Option<Self> {
        if let Some(status) = kode(isi).and_then(Self::dari_nomor) {
            return Some(status);
        }
        isi["status"].as_str().filter(|kata| !kata.trim().is_empty()).map(Self::dari_kata)
    }

    pub(super) fn dari_nomor(nomor: i64) -> Option<Self> {
        match nomor {
            2011 => Some(Self::TidakTerdaftar),
            2021 => Some(Self::TanpaSertifikat),
            _ => None,
        }
    }

    pub fn boleh(&self) -> bool {
        *self == Self::Terbit
    }

    /// In two or three words.
    pub fn label(&self) -> &'static str {
        match self {
            Self::Terbit => "Siap dipakai",
            Self::Kedaluwarsa => "Habis masa berlaku",
            Self::Diperbarui => "Sedang diperbarui",
            Self::MenungguVerifikasi => "Menunggu verifikasi",
            Self::BaruTerdaftar => "Belum diaktifkan",
            Self::TanpaSertifikat => "Belum ada sertifikat",
            Self::TidakTerdaftar => "Tidak terdaftar",
            Self::Ditangguhkan => "Ditangguhkan",
            Self::Dicabut => "Dicabut",
            Self::Lain(_) => "Tidak dikenal",
        }
    }

    /// What it means for whoever wants to sign, and what to do about it.
    pub fn kalimat(&self) -> String {
        let kalimat = match self {
            Self::Terbit => "Sertifikat di BSrE siap dipakai.",
            Self::Kedaluwarsa => {
                "Masa berlaku sertifikat penanda tangan di BSrE sudah habis. Ajukan pembaruan lewat verifikator kabupaten."
            }
            Self::Diperbarui => {
                "Sertifikat penanda tangan di BSrE sedang diperbarui. Selesaikan lewat tautan di surel BSrE."
            }
            Self::MenungguVerifikasi => {
                "Pendaftaran penanda tangan di BSrE masih menunggu verifikasi. Tanyakan ke verifikator kabupaten."
            }
            Self::BaruTerdaftar => {
                "Akun penanda tangan di BSrE belum diaktifkan. Pejabatnya perlu membuka surel dari BSrE."
            }
            Self::TanpaSertifikat => {
                "Penanda tangan terdaftar di BSrE, tetapi belum bersertifikat. Hubungi verifikator kabupaten."
            }
            Self::TidakTerdaftar => {
                "NIK penanda tangan tidak terdaftar di BSrE. Periksa NIK-nya di menu Sertifikat TTE, atau daftarkan \
                 lewat verifikator kabupaten."
            }
            Self::Ditangguhkan => {
                "Sertifikat penanda tangan di BSrE ditangguhkan. Hubungi verifikator kabupaten."
            }
            Self::Dicabut => {
                "Sertifikat penanda tangan di BSrE sudah dicabut. Ajukan sertifikat baru lewat verifikator kabupaten."
            }
            Self::Lain(kata) => {
                return format!(
                    "BSrE menyebut keadaan sertifikat yang tidak dikenal Balai: {kata}. Hubungi verifikator kabupaten."
                );
            }
        };
        kalimat.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_issued_certificate_signs() {
        for (kata, status) in &KATA {
            assert_eq!(Status::dari_kata(kata), *status, "{kata}");
            assert_eq!(status.kata(), *kata);
            assert_eq!(status.boleh(), *kata == "ISSUE", "{kata}");
            assert!(status.kalimat().ends_with('.'), "{kata}");
        }
        let lain = Status::dari_kata("frozen");
        assert!(!lain.boleh() && lain.kata() == "FROZEN" && lain.kalimat().contains("FROZEN"));
    }

    #[test]
    fn a_status_is_said_in_a_word_or_a_number() {
        let cases = [
            (serde_json::json!({ "status": "ISSUE", "status_code": 1111 }), Some(Status::Terbit)),
            (serde_json::json!({ "status_code": 2011, "message": "x" }), Some(Status::TidakTerdaftar)),
            (serde_json::json!({ "status_code": "2021" }), Some(Status::TanpaSertifikat)),
            (serde_json::json!({ "message": "ok" }), None),
            (serde_json::json!("ISSUE"), None),
        ];
        for (isi, harap) in cases {
            assert_eq!(Status::dari_jawaban(&isi), harap, "{isi}");
        }
    }
}
