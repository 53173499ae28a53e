//! What follows for a document whose signer's certificate was asked about.

use jiff::Timestamp;
use kamus::{Zona, tanggal_panjang};

use super::{Cara, Jawab};
use crate::pades::TimeSource;

/// When it was signed, and who vouches for that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saksi {
    pub pada: Option<Timestamp>,
    pub siapa: TimeSource,
}

impl Saksi {
    /// Whether it was surely signed before. The signer's own word does not count: who has a stolen key says anything.
    fn sebelum(self, saat: Timestamp) -> bool {
        self.siapa == TimeSource::Timestamp && self.pada.is_some_and(|pada| pada < saat)
    }
}

/// Whether the signature may count, and what is to be known of it; or why not.
pub fn putuskan(cara: Cara, jawab: &Jawab, saksi: Saksi) -> Result<Option<String>, String> {
    match jawab {
        Jawab::TanpaSumber => Ok(None),
        Jawab::Berlaku => Ok(Some("Sertifikat diperiksa ke penerbitnya: tidak dicabut.".to_owned())),
        Jawab::Dicabut { pada } if saksi.sebelum(*pada) => Ok(Some(format!(
            "Sertifikat dicabut penerbitnya pada {}, sesudah surat ditandatangani menurut stempel waktu.",
            hari(*pada)
        ))),
        Jawab::Dicabut { pada } => Err(format!(
            "Sertifikat penanda tangan sudah dicabut penerbitnya pada {}. Surat belum terbit dan nomornya tetap. Minta \
             sertifikat baru, lalu tandatangani lagi.",
            hari(*pada)
        )),
        Jawab::TidakTerjawab(sebab) if cara == Cara::Ketat => Err(format!(
            "Belum pasti apakah sertifikat penanda tangan masih berlaku: {sebab}. Kantor ini mewajibkan jawabannya, jadi \
             surat belum terbit. Coba lagi nanti."
        )),
        Jawab::TidakTerjawab(sebab) => {
            Ok(Some(format!("Belum dapat diperiksa apakah sertifikatnya dicabut: {sebab}.")))
        }
    }
}

fn hari(saat: Timestamp) -> String {
    format!("{} (WIB)", tanggal_panjang(Zona::Wib.tanggal(saat)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cabut::Sebab;

    #[test]
    fn a_revoked_certificate_counts_only_for_what_was_stamped_before() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let cabut = Jawab::Dicabut { pada: at("2026-03-01T00:00:00Z") };
        let (dulu, kini) = (at("2026-02-01T00:00:00Z"), at("2026-03-02T00:00:00Z"));
        for (pada, siapa, boleh) in [
            (Some(dulu), TimeSource::Timestamp, true),
            (Some(dulu), TimeSource::Claimed, false),
            (Some(dulu), TimeSource::SigningTime, false),
            (Some(kini), TimeSource::Timestamp, false),
            (None, TimeSource::Unknown, false),
        ] {
            let hasil = putuskan(Cara::Tanya, &cabut, Saksi { pada, siapa });
            assert_eq!(hasil.is_ok(), boleh, "{pada:?} {siapa:?}");
        }
    }

    #[test]
    fn silence_stands_in_the_way_only_where_the_office_wants_it() {
        let saksi = Saksi { pada: None, siapa: TimeSource::Unknown };
        let diam = Jawab::TidakTerjawab(Sebab::TidakMenjawab);
        assert!(putuskan(Cara::Tanya, &diam, saksi).unwrap().unwrap().contains("tidak menjawab"));
        assert!(putuskan(Cara::Ketat, &diam, saksi).unwrap_err().contains("belum terbit"));
        assert_eq!(putuskan(Cara::Ketat, &Jawab::TanpaSumber, saksi), Ok(None));
        assert!(putuskan(Cara::Ketat, &Jawab::Berlaku, saksi).is_ok());
    }
}
