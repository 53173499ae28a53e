//! What follows for a document whose signer's certificate was asked about.

use jiff::Timestamp;
use kamus::{Zona, tanggal_panjang};

use super::{Cara, Jawab};

/// Whether the signature may count, and what is to be known of it; or why not.
///
/// A revoked certificate issues nothing, whenever the file says that it was signed: a time is the signer's own word, or that of
/// a stamp whose signature is not checked, and who has a stolen key writes either.
pub fn putuskan(cara: Cara, jawab: &Jawab) -> Result<Option<String>, String> {
    match jawab {
        Jawab::TanpaSumber => Ok(None),
        Jawab::Berlaku => Ok(Some("Sertifikat diperiksa ke penerbitnya: tidak dicabut.".to_owned())),
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
    fn a_revoked_certificate_counts_nowhere() {
        let cabut = Jawab::Dicabut { pada: "2026-03-01T00:00:00Z".parse().unwrap() };
        for cara in [Cara::Diam, Cara::Tanya, Cara::Ketat] {
            let sebab = putuskan(cara, &cabut).unwrap_err();
            assert!(sebab.contains("sudah dicabut penerbitnya pada 1 Maret 2026 (WIB)"), "{sebab}");
        }
    }

    #[test]
    fn silence_stands_in_the_way_only_where_the_office_wants_it() {
        let diam = Jawab::TidakTerjawab(Sebab::TidakMenjawab);
        assert!(putuskan(Cara::Tanya, &diam).unwrap().unwrap().contains("tidak menjawab"));
        assert!(putuskan(Cara::Ketat, &diam).unwrap_err().contains("belum terbit"));
        assert_eq!(putuskan(Cara::Ketat, &Jawab::TanpaSumber), Ok(None));
        assert!(putuskan(Cara::Ketat, &Jawab::Berlaku).is_ok());
    }
}
