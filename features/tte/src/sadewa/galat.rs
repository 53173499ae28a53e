//! What went wrong at SADEWA, in words for the office.

/// Why there is no answer that helps. [`Galat::TidakPasti`] is the only one after which a document may lie there that
/// we do not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Galat {
    #[error(
        "SADEWA menolak nama pengguna atau kata sandi kantor. Minta admin memeriksanya di menu Sertifikat TTE."
    )]
    KlienDitolak,
    /// Surely not reached.
    #[error("SADEWA tidak dapat dihubungi.")]
    TidakTersambung,
    #[error("SADEWA menolak: {pesan}.")]
    Menolak { pesan: String },
    #[error("SADEWA tidak mengenal dokumen ini: {pesan}.")]
    TidakDikenal { pesan: String },
    /// Only of questions that change nothing.
    #[error("Jawaban SADEWA tidak terbaca: {sebab}.")]
    TidakTerbaca { sebab: Sebab },
    #[error(
        "Surat sudah dikirim ke SADEWA, tetapi jawabannya tidak sampai: {sebab}. Suratnya mungkin sudah ada di sana."
    )]
    TidakPasti { sebab: Sebab },
    /// The account is sent to nobody else.
    #[error(
        "SADEWA menyebut alamat berkas di server lain. Minta admin memeriksa alamat unduhan di menu Sertifikat TTE."
    )]
    JalanAsing,
}

/// What happened to an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Sebab {
    #[error("tidak ada jawaban dalam {0} detik")]
    TidakMenjawab(u64),
    #[error("sambungan terputus")]
    Terputus,
    #[error("jawabannya bukan PDF")]
    BukanPdf,
    #[error("jawabannya tidak dikenal")]
    BukanJawaban,
    #[error("jawabannya tentang dokumen lain")]
    DokumenLain,
    #[error("servernya mengalami gangguan, kode {0}")]
    Gangguan(u16),
    #[error("jawabannya terlalu besar")]
    TerlaluBesar,
}
