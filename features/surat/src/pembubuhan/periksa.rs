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
pub(crate) struct Penanda<'a> {
    pub(crate) nama: &'a str,
    /// Hashes of certificates known to be theirs.
    pub(crate) sertifikat: &'a [String],
}

impl Penanda<'_> {
    /// Whether this signature is theirs.
    pub(crate) fn milik(&self, signature: &SignatureReport) -> bool {
        signature.signer.as_ref().is_some_and(|signer| {
            self.sertifikat.contains(&signer.cert_sha256) || nama_cocok(&signer.common_name, self.nama)
        })
    }
}

/// The names in the certificates of these signatures.
pub(crate) fn siapa(signatures: &[SignatureReport]) -> String {
    let nama = |signature: &SignatureReport| Some(signature.signer.as_ref()?.common_name.clone());
    let nama: Vec<String> = signatures.iter().filter_map(nama).collect();
    if nama.is_empty() { "orang yang tidak dikenal".to_owned() } else { nama.join(", ") }
}

/// The signer's certificates, where the office trusts who issued them.
pub(crate) fn dipercaya(signature: &SignatureReport) -> Result<Rantai, String> {
    match &signature.trust {
        Trust::Trusted { .. } => Ok(rantai(signature)),
        Trust::Untrusted(pades::TrustProblem::Expired { .. }) => {
            Err("Sertifikat penandatangan sudah habis masa berlakunya ketika dipakai. Minta tanda tangan \
                 dengan sertifikat baru."
                .to_owned())
        }
        Trust::Untrusted(_) => Err(format!(
            "Penerbit sertifikat ini, {}, belum dipercaya di Balai. Pasang sertifikat penerbitnya di menu \
             Sertifikat TTE, lalu ulangi.",
            signature.signer.as_ref().map_or("tidak dikenal", |signer| signer.issuer.as_str())
        )),
    }
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
    let Some(signature) = report.signatures.iter().find(|signature| penanda.milik(signature)) else {
        return Err(format!(
            "Surat ini harus ditandatangani {}, tetapi berkasnya ditandatangani {}.",
            penanda.nama,
            siapa(&report.signatures)
        ));
    };
    dipercaya(signature)
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
