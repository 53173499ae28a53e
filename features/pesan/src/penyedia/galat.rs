//! What went wrong at a provider, what follows from it, and what may be said of it.

use super::{Jenis, potong};

/// Why a message did not go out, and what is to be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GalatKirim {
    pub tindakan: Tindakan,
    /// The provider's own number for it.
    pub kode: Option<i64>,
    /// For whoever looks after the village's account.
    pub kalimat: String,
}

impl GalatKirim {
    /// A refusal. What the provider says of it, in its own language and often with the phone in it, goes to the log
    /// without long numbers; whoever looks after the account reads our sentence and the provider's number.
    pub(crate) fn ditolak(penyedia: Jenis, tindakan: Tindakan, kode: Option<i64>, kata: &str) -> Self {
        let kata = potong(&tanpa_nomor(kata), 300);
        tracing::warn!(penyedia = penyedia.label(), ?tindakan, kode, kata, "the provider refuses");
        Self { tindakan, kode, kalimat: tindakan.kalimat().to_owned() }
    }
}

/// A text with dots in place of every number that may be a phone or a NIK: eight digits or more, also in groups.
fn tanpa_nomor(teks: &str) -> String {
    let huruf: Vec<char> = teks.chars().collect();
    let mut jadi = String::with_capacity(teks.len());
    let mut mulai = 0;
    while let Some(awal) = huruf.get(mulai) {
        if !awal.is_ascii_digit() {
            jadi.push(*awal);
            mulai += 1;
            continue;
        }
        let (mut akhir, mut angka) = (mulai, 0);
        // A group goes on behind one space, dash or dot.
        while let Some(huruf_ini) = huruf.get(akhir) {
            let lanjut = matches!(huruf_ini, ' ' | '-' | '.')
                && huruf.get(akhir + 1).is_some_and(char::is_ascii_digit);
            if huruf_ini.is_ascii_digit() {
                angka += 1;
            } else if !lanjut {
                break;
            }
            akhir += 1;
        }
        if angka >= 8 {
            jadi.push_str("•••");
        } else {
            jadi.extend(&huruf[mulai..akhir]);
        }
        mulai = akhir;
    }
    jadi
}

/// What follows from an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tindakan {
    /// Try again, later each time.
    Ulangi,
    /// Too fast for this one person; only this conversation waits.
    TundaOrang,
    /// Nothing more goes out until somebody has looked.
    Hentikan,
    /// Nobody receives at this address.
    TakSampai,
    /// The 24 hours are over: a template, or wait until the resident writes.
    Jendela,
    /// This message never; nothing is wrong with the next one.
    Jangan,
    /// The approved template is missing, paused or has other places.
    Templat,
    /// A file could not be taken over: asked for again.
    MintaUlang,
}

impl Tindakan {
    /// What it means, for the office.
    pub const fn kalimat(self) -> &'static str {
        match self {
            Self::Ulangi => "Penyedia WhatsApp sedang terganggu.",
            Self::TundaOrang => "Terlalu banyak pesan ke nomor ini dalam waktu singkat.",
            Self::Hentikan => "Penyedia menolak akun WhatsApp kantor. Periksa token dan keadaan akunnya.",
            Self::TakSampai => "Nomor ini tidak menerima pesan WhatsApp.",
            Self::Jendela => "Sudah lebih dari 24 jam sejak warga terakhir menulis.",
            Self::Jangan => "Penyedia WhatsApp menolak pesan ini.",
            Self::Templat => "Templatnya belum disetujui Meta, sedang dijeda, atau isinya berbeda.",
            Self::MintaUlang => "Berkas itu tidak dapat diteruskan.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_s_words_show_no_phone() {
        for (kata, harap) in [
            ("phone 6281200000001 is not on whatsapp", "phone ••• is not on whatsapp"),
            ("+62 812-0000-0001 unknown", "+••• unknown"),
            ("6281200000001@s.whatsapp.net", "•••@s.whatsapp.net"),
            ("(#131056) pair rate limit hit", "(#131056) pair rate limit hit"),
            ("wait 10 - 20 seconds", "wait 10 - 20 seconds"),
            ("1234567", "1234567"),
            ("", ""),
        ] {
            assert_eq!(tanpa_nomor(kata), harap, "{kata}");
        }
        let galat = GalatKirim::ditolak(Jenis::Gowa, Tindakan::Jangan, Some(400), "phone 6281200000001: no");
        assert!(!galat.kalimat.contains("6281") && !galat.kalimat.contains("phone"), "{}", galat.kalimat);
    }
}
