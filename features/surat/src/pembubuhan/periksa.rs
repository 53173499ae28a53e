//! What a file must be before a letter counts as signed: ours, unchanged, by whom it should be, under a trusted
//! authority. One judgement for all ways of signing.

use jiff::Timestamp;
use tte::TrustAnchors;
use tte::pades::{self, Report, SignatureReport, Trust, Verdict};

use super::cabut::Rantai;

/// Our own signature must pass the same judgement as anybody's.
pub(super) fn periksa_sendiri(
    asli: &[u8],
    signed: Vec<u8>,
    anchors: &TrustAnchors,
    now: Timestamp,
) -> Result<(Vec<u8>, Rantai), String> {
    let report = tte::periksa(&signed, anchors, now).map_err(|error| error.to_string())?;
    if report.conclusion() != tte::Conclusion::Valid {
        return Err(match report.signatures.first().map(|signature| &signature.trust) {
            Some(Trust::Untrusted(_)) => {
                "Penerbit sertifikat ini belum dipercaya di Balai. Pasang sertifikat \
                                          penerbitnya di menu Sertifikat TTE."
                    .to_owned()
            }
            _ => "Tanda tangan yang dibuat tidak lolos pemeriksaan. Coba lagi.".to_owned(),
        });
    }
    if !pades::extends(&signed, asli) || pades::same_content(&signed, asli) != Verdict::Unchanged {
        return Err("Isi surat berubah saat ditandatangani. Coba lagi.".to_owned());
    }
    let rantai =
        report.signatures.last().map(rantai).ok_or("Tanda tangan yang dibuat tidak ditemukan. Coba lagi.")?;
    Ok((signed, rantai))
}

fn rantai(signature: &SignatureReport) -> Rantai {
    Rantai(signature.path.clone())
}

/// Who must have signed.
pub(super) struct Penanda<'a> {
    pub(super) nama: &'a str,
    /// Hashes of certificates known to be theirs.
    pub(super) sertifikat: &'a [String],
}

pub(super) fn periksa_kiriman(
    signed: &[u8],
    asli: &[u8],
    anchors: &TrustAnchors,
    now: Timestamp,
    penanda: &Penanda<'_>,
) -> Result<Rantai, String> {
    let report: Report = tte::periksa(signed, anchors, now).map_err(|error| error.to_string())?;
    if report.signatures.is_empty() {
        return Err("Berkas ini belum ditandatangani secara elektronik. Unggah berkas hasil unduhan dari \
                    aplikasi tanda tangan."
            .to_owned());
    }
    if pades::same_content(signed, asli) != Verdict::Unchanged {
        return Err(
            "Isi berkas ini tidak sama dengan surat bernomor yang Anda unduh dari Balai. Unduh lagi \
                    suratnya, tandatangani berkas itu tanpa mengubahnya, lalu unggah."
                .to_owned(),
        );
    }
    if !report.signatures.iter().all(SignatureReport::is_unchanged) {
        return Err("Berkas ini diubah sesudah ditandatangani. Minta berkas aslinya.".to_owned());
    }
    let theirs = |signature: &&SignatureReport| {
        signature.signer.as_ref().is_some_and(|signer| {
            penanda.sertifikat.contains(&signer.cert_sha256) || nama_cocok(&signer.common_name, penanda.nama)
        })
    };
    let Some(signature) = report.signatures.iter().find(theirs) else {
        let siapa: Vec<&str> = report
            .signatures
            .iter()
            .filter_map(|signature| Some(signature.signer.as_ref()?.common_name.as_str()))
            .collect();
        return Err(format!(
            "Surat ini harus ditandatangani {}, tetapi berkasnya ditandatangani {}.",
            penanda.nama,
            if siapa.is_empty() { "orang yang tidak dikenal".to_owned() } else { siapa.join(", ") }
        ));
    };
    match &signature.trust {
        Trust::Trusted { .. } => Ok(rantai(signature)),
        Trust::Untrusted(pades::TrustProblem::Expired { .. }) => {
            Err("Sertifikat penandatangan sudah habis masa berlakunya ketika dipakai. Minta tanda tangan \
                 dengan sertifikat baru."
                .to_owned())
        }
        Trust::Untrusted(_) => Err(format!(
            "Penerbit sertifikat ini, {}, belum dipercaya di Balai. Pasang sertifikat penerbitnya di menu \
             Sertifikat TTE, lalu unggah lagi.",
            signature.signer.as_ref().map_or("tidak dikenal", |signer| signer.issuer.as_str())
        )),
    }
}

/// Whether a certificate's name is this person's: titles and spelling of capitals do not count.
fn nama_cocok(sertifikat: &str, pejabat: &str) -> bool {
    let kata = |nama: &str| -> Vec<String> {
        let tanpa_gelar = nama.split(',').next().unwrap_or_default();
        tanpa_gelar
            .split_whitespace()
            .filter(|kata| !kata.contains('.'))
            .map(|kata| kata.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase())
            .filter(|kata| !kata.is_empty())
            .collect()
    };
    let (satu, dua) = (kata(sertifikat), kata(pejabat));
    !satu.is_empty() && satu == dua
}

#[cfg(test)]
mod tests {
    use super::nama_cocok;

    #[test]
    fn titles_do_not_make_another_person() {
        for (sertifikat, pejabat, cocok) in [
            ("SRI LESTARI", "Sri Lestari, S.IP.", true),
            ("Drs. H. Budi Santosa, M.Si", "BUDI SANTOSA", true),
            ("Sri Lestari", "Sri Rahayu", false),
            ("Sri", "Sri Lestari", false),
            ("", "", false),
            ("S.IP.", "S.IP.", false),
        ] {
            assert_eq!(nama_cocok(sertifikat, pejabat), cocok, "{sertifikat} {pejabat}");
        }
    }
}
