//! The letters of the example as data: who came for what, how many working days ago, and how it ended.

/// Whom a letter is about.
#[derive(Debug, Clone, Copy)]
pub(super) enum Siapa {
    /// One of the residents who ask for letters.
    Warga(usize),
    /// Typed in; kept as penduduk sementara where the second says so.
    Luar(&'static [(&'static str, &'static str)], bool),
    /// Whom the letter of this place in the story is about.
    Seperti(usize),
}

/// How far a letter comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Akhir {
    /// Waits for the paraf after so many.
    TungguParaf(usize),
    /// Sent back after so many paraf.
    Kembali(usize, &'static str),
    TungguTtd,
    /// Numbered, then given up.
    Batal(&'static str),
    Terbit,
    Cabut(&'static str),
    /// Issued and passed on to the kapanewon.
    Diteruskan(Jawaban),
}

/// What the kapanewon did, and how many working days ago.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Jawaban {
    /// It lies there since this hour.
    Belum(i64),
    /// The panewu signed the paper.
    Basah(usize),
    /// The panewu signed the village's file.
    Tte(usize),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Kisah {
    /// Working days ago.
    pub(super) lalu: usize,
    pub(super) jenis: &'static str,
    pub(super) siapa: Siapa,
    /// What is typed. A resident's own address is there already, as the form has it.
    pub(super) isian: &'static [(&'static str, &'static str)],
    /// 1 ink, 2 here, 3 elsewhere, as the form sends it.
    pub(super) cara: &'static str,
    /// Signed by the carik for the lurah.
    pub(super) atas_nama: bool,
    /// The place in the story of the letter that this one replaces.
    pub(super) mengganti: Option<usize>,
    pub(super) akhir: Akhir,
}

const BIASA: Kisah = Kisah {
    lalu: 1,
    jenis: "keterangan",
    siapa: Siapa::Warga(0),
    isian: &[],
    cara: "1",
    atas_nama: false,
    mengganti: None,
    akhir: Akhir::Terbit,
};

const MAHASISWI: &[(&str, &str)] = &[
    ("o_nama", "Dewi Rekaan Anggraini"),
    ("o_nik", "3310146502049001"),
    ("o_tempat_lahir", "Klaten"),
    ("o_tanggal_lahir", "25-02-2004"),
    ("o_jenis_kelamin", "Perempuan"),
    ("o_agama", "Islam"),
    ("o_status_kawin", "Belum Kawin"),
    ("o_pekerjaan", "Pelajar/Mahasiswa"),
    ("o_kewarganegaraan", "WNI"),
    ("o_alamat", "Jalan Rekaan 12 RT 003 RW 005, Delanggu, Klaten"),
];

const PERANTAU: &[(&str, &str)] = &[
    ("o_nama", "Yohanes Rekaan Lamatokan"),
    ("o_nik", "5306051209889002"),
    ("o_tempat_lahir", "Larantuka"),
    ("o_tanggal_lahir", "12-09-1988"),
    ("o_jenis_kelamin", "Laki-laki"),
    ("o_agama", "Katolik"),
    ("o_status_kawin", "Kawin"),
    ("o_pekerjaan", "Karyawan Swasta"),
    ("o_kewarganegaraan", "WNI"),
    ("o_alamat", "Jalan Rekaan 7, Larantuka, Flores Timur"),
];

/// What all statements of heirs bring.
macro_rules! waris {
    ($($isi:expr),* $(,)?) => {
        &[
            $($isi,)*
            ("i_tempat_meninggal", "Bantul"),
            ("i_keperluan", "pengurusan warisan berupa tabungan dan tanah"),
            ("syarat", "akta_mati"),
            ("syarat", "kk_ahli"),
            ("syarat", "bukti_hubungan"),
            ("syarat", "ktp_saksi"),
        ]
    };
}

const WARIS_SASTRO: &[(&str, &str)] = waris![
    ("i_pewaris-nama", "Sastro Rekaan Utomo"),
    ("i_pewaris-nik", "3402130506489011"),
    ("i_pewaris-tempat_lahir", "Bantul"),
    ("i_pewaris-tanggal_lahir", "05-06-1948"),
    ("i_pewaris-pekerjaan", "Petani"),
    ("i_pewaris-alamat", "Padukuhan Kauman RT 001 RW 021"),
    ("i_tanggal_meninggal", "14-08-2025"),
    ("i_akta_kematian", "3402-KM-25082025-9011"),
    ("i_pasangan", "Mujiyem Rekaan"),
    ("i_ahli-1-nama", "Mujiyem Rekaan"),
    ("i_ahli-1-nik", "3402135203539012"),
    ("i_ahli-1-umur", "73"),
    ("i_ahli-1-hubungan", "istri"),
    ("i_ahli-1-alamat", "Padukuhan Kauman"),
    ("i_ahli-2-nama", "Joko Rekaan Utomo"),
    ("i_ahli-2-nik", "3402132009799013"),
    ("i_ahli-2-umur", "47"),
    ("i_ahli-2-hubungan", "anak"),
    ("i_ahli-2-alamat", "Padukuhan Kauman"),
    ("i_saksi-1-nama", "Tumijan Contoh"),
    ("i_saksi-1-alamat", "Padukuhan Kauman"),
    ("i_saksi-2-nama", "Slamet Contoh"),
    ("i_saksi-2-alamat", "Padukuhan Kauman"),
];

const WARIS_WAGIRAH: &[(&str, &str)] = waris![
    ("i_pewaris-nama", "Wagirah Rekaan"),
    ("i_pewaris-nik", "3402135808529014"),
    ("i_pewaris-tempat_lahir", "Bantul"),
    ("i_pewaris-tanggal_lahir", "18-08-1952"),
    ("i_pewaris-pekerjaan", "Pedagang"),
    ("i_pewaris-alamat", "Padukuhan Kerto RT 004 RW 008"),
    ("i_tanggal_meninggal", "02-07-2025"),
    ("i_akta_kematian", "3402-KM-10072025-9014"),
    ("i_ahli-1-nama", "Sri Rekaan Wahyuni"),
    ("i_ahli-1-nik", "3402134711839015"),
    ("i_ahli-1-umur", "43"),
    ("i_ahli-1-hubungan", "anak"),
    ("i_ahli-1-alamat", "Padukuhan Kerto"),
    ("i_saksi-1-nama", "Tumijan Contoh"),
    ("i_saksi-1-alamat", "Padukuhan Kerto"),
    ("i_saksi-2-nama", "Slamet Contoh"),
    ("i_saksi-2-alamat", "Padukuhan Kerto"),
];

const SKTM_SEKOLAH: &[(&str, &str)] = &[
    ("i_penerima-nama", "Anisa Rekaan"),
    ("i_penerima-hubungan", "anak"),
    ("i_untuk", "sekolah"),
    ("i_lembaga", "SMK Contoh"),
    ("i_penghasilan", "1.100.000"),
    ("syarat", "pengantar"),
];

const SKTM_BEROBAT: &[(&str, &str)] = &[
    ("i_penerima-nama", "Wiryo Rekaan"),
    ("i_penerima-hubungan", "orang tua"),
    ("i_untuk", "berobat"),
    ("i_lembaga", "RSUD Contoh"),
    ("i_penghasilan", "950.000"),
    ("syarat", "pengantar"),
];

/// Before the power cut that made a letter be written by hand.
pub(super) const SEBELUM: [Kisah; 4] = [
    Kisah {
        lalu: 24,
        jenis: "domisili",
        siapa: Siapa::Warga(0),
        isian: &[
            ("i_keperluan", "melengkapi persyaratan membuka rekening bank"),
            ("i_pengantar", "Nomor 14/RT/2026"),
            ("syarat", "pengantar"),
        ],
        ..BIASA
    },
    Kisah {
        lalu: 21,
        siapa: Siapa::Warga(1),
        isian: &[
            ("i_bentuk", "pengantar"),
            ("i_keperluan", "mengurus Surat Keterangan Catatan Kepolisian untuk melamar pekerjaan"),
            ("i_tujuan", "Kepolisian Sektor Pleret"),
        ],
        cara: "2",
        ..BIASA
    },
    Kisah {
        lalu: 19,
        siapa: Siapa::Warga(2),
        isian: &[
            ("i_bentuk", "keterangan"),
            ("i_keperluan", "mengajukan beasiswa bagi putranya"),
            ("i_keterangan", "Yang bersangkutan berpenghasilan tidak tetap."),
        ],
        akhir: Akhir::Cabut("Pemohon sudah menerima bantuan sejenis; permohonannya ditarik"),
        ..BIASA
    },
    Kisah {
        lalu: 17,
        jenis: "domisili",
        siapa: Siapa::Luar(MAHASISWI, true),
        isian: &[
            ("i_alamat_tinggal", "Kos Melati, Padukuhan Kauman RT 003 RW 021"),
            ("i_sejak", "01-02-2025"),
            ("i_keperluan", "melengkapi persyaratan beasiswa kampus"),
            ("syarat", "pengantar"),
        ],
        cara: "2",
        ..BIASA
    },
];

/// The letter written by hand: how many working days ago, kind, name and reason.
pub(super) const MANUAL: (usize, &str, &str, &str) = (
    15,
    "keterangan",
    "Suparman Rekaan",
    "Listrik padam dari pukul 09.00 sampai 14.00; surat ditulis di blangko",
);

/// The replaced letter's place in the whole story.
const DIGANTI: usize = 3;

pub(super) const SESUDAH: [Kisah; 14] = [
    Kisah {
        lalu: 12,
        siapa: Siapa::Warga(3),
        isian: &[("i_bentuk", "keterangan_pengantar"), ("i_keperluan", "mengurus izin keramaian")],
        akhir: Akhir::Batal("Acara dibatalkan oleh pemohon sebelum surat ditandatangani"),
        ..BIASA
    },
    Kisah {
        lalu: 10,
        jenis: "domisili",
        siapa: Siapa::Luar(PERANTAU, false),
        isian: &[
            ("i_alamat_tinggal", "Rumah kontrak di Padukuhan Kerto RT 004 RW 008"),
            ("i_sejak", "10-06-2024"),
            ("i_keperluan", "mendaftarkan anak sekolah"),
            ("syarat", "pengantar"),
        ],
        atas_nama: true,
        ..BIASA
    },
    Kisah {
        lalu: 9,
        jenis: "ahli_waris",
        siapa: Siapa::Warga(12),
        isian: WARIS_SASTRO,
        akhir: Akhir::Diteruskan(Jawaban::Basah(8)),
        ..BIASA
    },
    Kisah {
        lalu: 8,
        jenis: "domisili",
        siapa: Siapa::Seperti(DIGANTI),
        isian: &[
            ("i_alamat_tinggal", "Kos Kenanga, Padukuhan Kauman RT 001 RW 021"),
            ("i_sejak", "01-02-2025"),
            ("i_keperluan", "melengkapi persyaratan beasiswa kampus"),
            ("syarat", "pengantar"),
        ],
        cara: "2",
        mengganti: Some(DIGANTI),
        ..BIASA
    },
    Kisah {
        lalu: 7,
        jenis: "sktm",
        siapa: Siapa::Warga(10),
        isian: SKTM_SEKOLAH,
        cara: "2",
        akhir: Akhir::Diteruskan(Jawaban::Tte(6)),
        ..BIASA
    },
    Kisah {
        lalu: 5,
        siapa: Siapa::Warga(4),
        isian: &[
            ("i_bentuk", "pengantar"),
            ("i_keperluan", "mengurus pencatatan perkawinan"),
            ("i_tujuan", "Kantor Urusan Agama Kapanewon Pleret"),
        ],
        cara: "2",
        ..BIASA
    },
    Kisah {
        lalu: 4,
        jenis: "domisili",
        siapa: Siapa::Warga(5),
        isian: &[("i_keperluan", "pinjaman"), ("syarat", "pengantar")],
        akhir: Akhir::Kembali(1, "Tulis pinjaman untuk apa dan di bank mana"),
        ..BIASA
    },
    Kisah {
        lalu: 3,
        siapa: Siapa::Warga(6),
        isian: &[("i_bentuk", "keterangan"), ("i_keperluan", "persyaratan melamar pekerjaan")],
        cara: "2",
        akhir: Akhir::TungguTtd,
        ..BIASA
    },
    Kisah {
        lalu: 3,
        siapa: Siapa::Warga(7),
        isian: &[("i_bentuk", "keterangan"), ("i_keperluan", "mengurus sambungan listrik rumah baru")],
        akhir: Akhir::TungguTtd,
        ..BIASA
    },
    Kisah {
        lalu: 2,
        siapa: Siapa::Warga(8),
        isian: &[("i_bentuk", "pengantar"), ("i_keperluan", "mengurus surat nikah yang hilang")],
        cara: "3",
        akhir: Akhir::TungguTtd,
        ..BIASA
    },
    Kisah {
        lalu: 2,
        jenis: "domisili",
        siapa: Siapa::Warga(9),
        isian: &[("i_keperluan", "mengurus izin usaha mikro"), ("syarat", "pengantar")],
        akhir: Akhir::TungguParaf(1),
        ..BIASA
    },
    Kisah {
        lalu: 1,
        jenis: "sktm",
        siapa: Siapa::Warga(11),
        isian: SKTM_BEROBAT,
        cara: "2",
        akhir: Akhir::Diteruskan(Jawaban::Belum(9)),
        ..BIASA
    },
    Kisah {
        lalu: 1,
        jenis: "ahli_waris",
        siapa: Siapa::Warga(13),
        isian: WARIS_WAGIRAH,
        akhir: Akhir::Diteruskan(Jawaban::Belum(15)),
        ..BIASA
    },
    Kisah {
        lalu: 1,
        jenis: "domisili",
        siapa: Siapa::Warga(10),
        isian: &[("i_keperluan", "melengkapi berkas pensiun"), ("syarat", "pengantar")],
        akhir: Akhir::TungguParaf(0),
        ..BIASA
    },
];

/// Left half-typed: how many working days ago, the resident, the kind, and what is there.
pub(super) const DRAF: (usize, usize, &str, &[(&str, &str)]) =
    (1, 11, "keterangan", &[("i_bentuk", "keterangan"), ("i_keperluan", "mengurus bantuan ")]);
