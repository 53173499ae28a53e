//! Why BSrE did not sign, or why nobody knows.

use serde_json::Value;

use super::Status;

/// What came instead of a signed file. [`Galat::TidakPasti`] is the only one after which it may have been signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Galat {
    /// 2031.
    #[error("Passphrase salah. Ketik ulang passphrase BSrE Anda; perhatikan huruf besar dan kecil.")]
    PassphraseSalah,
    /// The signer may not sign: 2011, 2021, or what the status said.
    #[error("{}", .0.kalimat())]
    Penanda(Status),
    #[error(
        "Server BSrE menolak nama pengguna atau kata sandi kantor. Minta admin memeriksanya di menu Sertifikat TTE."
    )]
    KlienDitolak,
    /// Surely not reached.
    #[error("Server BSrE tidak dapat dihubungi. Belum ada yang ditandatangani; coba lagi sebentar lagi.")]
    TidakTersambung,
    /// Only of questions that change nothing.
    #[error(
        "Jawaban server BSrE tidak terbaca ({sebab}). Belum ada yang ditandatangani; coba lagi sebentar lagi."
    )]
    TidakTerbaca { sebab: Sebab },
    #[error("BSrE menolak: {pesan}{}", nomor(.kode.as_ref()))]
    Menolak { kode: Option<i64>, pesan: String },
    #[error(
        "Hasilnya belum pasti: {sebab}. BSrE mungkin sudah menandatangani, tetapi berkasnya belum sampai ke Balai. Jangan langsung mengulang."
    )]
    TidakPasti {
        sebab: Sebab,
        /// By which the service finds what it signed (v1, `id_dokumen`).
        acuan: Option<String>,
    },
    #[error("BSrE tidak menyimpan berkas dari percobaan ini.")]
    TidakDisimpan,
}

/// What happened to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Sebab {
    #[error("server BSrE tidak menjawab dalam {0} detik")]
    TidakMenjawab(u64),
    #[error("sambungan ke server BSrE terputus")]
    Terputus,
    #[error("server BSrE menjawab dengan sesuatu yang bukan PDF")]
    BukanPdf,
    #[error("server BSrE menjawab dengan sesuatu yang tidak dikenal")]
    BukanJawaban,
    #[error("server BSrE mengalami gangguan, kode {0}")]
    Gangguan(u16),
    #[error("jawaban server BSrE terlalu besar")]
    TerlaluBesar,
}

fn nomor(kode: Option<&i64>) -> String {
    kode.map(|kode| format!(" (kode {kode}).")).unwrap_or_default()
}

impl Galat {
    /// Whether it is sure that nothing was signed.
    pub fn pasti(&self) -> bool {
        !matches!(self, Self::TidakPasti { .. })
    }

    /// What the service's own error says, if this is one. `rahasia` is cut out of what is shown, should the server
    /// repeat it.
    pub(super) fn dari_jawaban(isi: &Value, rahasia: &str) -> Option<Self> {
        let pesan = isi["error"].as_str().or_else(|| isi["message"].as_str()).unwrap_or_default();
        let kode = kode(isi);
        if kode.is_none() && isi["error"].as_str().is_none() {
            return None;
        }
        if let Some(status) = kode.and_then(Status::dari_nomor) {
            return Some(Self::Penanda(status));
        }
        let huruf = pesan.to_lowercase();
        if kode == Some(2031) || (huruf.contains("passphrase") && huruf.contains("salah")) {
            return Some(Self::PassphraseSalah);
        }
        Some(Self::Menolak { kode, pesan: bersihkan(pesan, rahasia) })
    }
}

/// `status_code`, which some servers write as a text.
pub(super) fn kode(isi: &Value) -> Option<i64> {
    let nilai = &isi["status_code"];
    nilai.as_i64().or_else(|| nilai.as_str()?.trim().parse().ok())
}

/// What a server says, made fit to stand on a page: short, one line, without the passphrase or a long number.
pub(crate) fn bersihkan(pesan: &str, rahasia: &str) -> String {
    let pesan = if rahasia.is_empty() { pesan.to_owned() } else { pesan.replace(rahasia, "•••") };
    let mut jadi = String::new();
    let mut angka = String::new();
    let tutup = |angka: &mut String, jadi: &mut String| {
        jadi.push_str(if angka.len() >= 10 { "•••" } else { angka });
        angka.clear();
    };
    for huruf in pesan.chars().take(400) {
        if huruf.is_ascii_digit() {
            angka.push(huruf);
            continue;
        }
        tutup(&mut angka, &mut jadi);
        jadi.push(if huruf.is_control() { ' ' } else { huruf });
    }
    tutup(&mut angka, &mut jadi);
    let jadi = jadi.trim();
    if jadi.is_empty() { "tanpa keterangan".to_owned() } else { jadi.chars().take(200).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_error_of_the_service_is_known_by_its_number() {
        for (isi, harap) in [
            (json!({ "error": "Passphrase anda salah", "status_code": 2031 }), Some(Galat::PassphraseSalah)),
            (json!({ "error": "Passphrase anda salah" }), Some(Galat::PassphraseSalah)),
            (json!({ "error": "x", "status_code": 2011 }), Some(Galat::Penanda(Status::TidakTerdaftar))),
            (json!({ "error": "x", "status_code": "2021" }), Some(Galat::Penanda(Status::TanpaSertifikat))),
            (
                json!({ "error": "Kuota habis", "status_code": 2050 }),
                Some(Galat::Menolak { kode: Some(2050), pesan: "Kuota habis".to_owned() }),
            ),
            (json!({ "file": ["JVBER"] }), None),
            (json!("teks"), None),
        ] {
            assert_eq!(Galat::dari_jawaban(&isi, ""), harap, "{isi}");
        }
    }

    #[test]
    fn what_a_server_says_shows_neither_passphrase_nor_nik() {
        let kata = bersihkan("NIK 3402134101859001 sandi buka-pintu\nditolak 12", "buka-pintu");
        assert_eq!(kata, "NIK ••• sandi ••• ditolak 12");
        assert_eq!(bersihkan("  ", ""), "tanpa keterangan");
        assert!(bersihkan(&"x".repeat(5_000), "").chars().count() <= 200);
    }
}
