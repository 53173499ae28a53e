//! A small OpenSID database of made-up people, as mysqldump would write it: for tests and pictures.

mod lama;

use crate::skema::DIBACA;

pub use lama::dengan_riwayat_layanan;

/// A dump in the making.
#[derive(Debug, Clone, Default)]
pub struct Cadangan {
    data: String,
}

/// Columns that OpenSID has beside those that are read.
const KOLOM_LAIN: [(&str, &[&str]); 2] = [
    ("tweb_penduduk", &["foto", "email", "telegram_token"]),
    ("tweb_desa_pamong", &["pamong_pin", "pamong_tag_id_card"]),
];

impl Cadangan {
    /// The tables of OpenSID without rows.
    pub fn kosong() -> Self {
        let mut data = String::from(
            "/*M!999999\\- enable the sandbox mode */ \n-- MariaDB dump 10.19  Distrib 10.11.19-MariaDB\n--\n\
             /*!40103 SET TIME_ZONE='+00:00' */;\n/*!40101 SET NAMES utf8mb4 */;\n",
        );
        for tabel in DIBACA {
            let lain = KOLOM_LAIN.iter().find(|(nama, _)| *nama == tabel.nama).map_or(&[][..], |(_, k)| k);
            let kolom: Vec<String> =
                tabel.kolom.iter().chain(lain).map(|k| format!("  `{k}` text")).collect();
            let (nama, kunci) = (tabel.nama, tabel.kolom[0]);
            let sql = format!(
                "DROP TABLE IF EXISTS `{nama}`;\nCREATE TABLE `{nama}` (\n{},\n  PRIMARY KEY (`{kunci}`),\n  KEY \
                 `x,)` (`{kunci}`)\n) ENGINE=InnoDB COMMENT='a;b';\n",
                kolom.join(",\n")
            );
            data.push_str(&sql);
        }
        Self { data }
    }

    /// A row by its columns; all others are NULL.
    #[must_use]
    pub fn sisip(mut self, tabel: &str, isi: &[(&str, &str)]) -> Self {
        let kolom: Vec<String> = isi.iter().map(|(kolom, _)| format!("`{kolom}`")).collect();
        let nilai: Vec<String> = isi
            .iter()
            .map(|(_, nilai)| format!("'{}'", nilai.replace('\\', "\\\\").replace('\'', "\\'")))
            .collect();
        let sql = format!(
            "LOCK TABLES `{tabel}` WRITE;\nINSERT INTO `{tabel}` ({}) VALUES ({});\nUNLOCK TABLES;\n",
            kolom.join(","),
            nilai.join(",")
        );
        self.data.push_str(&sql);
        self
    }

    /// Further SQL.
    #[must_use]
    pub fn tambah(mut self, sql: &str) -> Self {
        self.data.push_str(sql);
        self
    }

    pub fn teks(&self) -> String {
        format!("{}\n-- Dump completed on 2026-02-28  7:30:00\n", self.data)
    }
}

/// What opens doors in [`sukamaju`], to prove that none of it goes anywhere.
pub const RAHASIA: [&str; 7] = [
    "$2y$10$sandi.operator",
    "operator-rahasia",
    "pin-warga-1234",
    "swafoto-siti.jpg",
    "token-telegram-xyz",
    "kunci-surel-smtp",
    "pin-pamong-77",
];

/// An important one of the family Santoso's numbers.
pub const NIK_BUDI: &str = "3402133112809002";
pub const KK_BUDI: &str = "3402130101109001";

fn orang(c: Cadangan, id: &str, nama: &str, nik: &str, isi: &[(&str, &str)]) -> Cadangan {
    let mut semua = vec![
        ("id", id),
        ("config_id", "1"),
        ("nama", nama),
        ("nik", nik),
        ("id_kk", "1"),
        ("kk_level", "4"),
        ("sex", "1"),
        ("tempatlahir", "BANTUL"),
        ("tanggallahir", "1980-12-31"),
        ("agama_id", "1"),
        ("pendidikan_kk_id", "5"),
        ("pekerjaan_id", "88"),
        ("status_kawin", "2"),
        ("warganegara_id", "1"),
        ("golongan_darah_id", "13"),
        ("id_cluster", "3"),
        ("status", "1"),
        ("status_dasar", "1"),
    ];
    for (kolom, nilai) in isi {
        semua.retain(|(k, _)| k != kolom);
        semua.push((kolom, nilai));
    }
    c.sisip("tweb_penduduk", &semua)
}

fn log(c: Cadangan, id: &str, kode: &str, (tgl, lapor): (&str, &str), isi: &[(&str, &str)]) -> Cadangan {
    let mut semua = vec![
        ("id_pend", id),
        ("config_id", "1"),
        ("kode_peristiwa", kode),
        ("tgl_peristiwa", tgl),
        ("tgl_lapor", lapor),
        ("created_at", lapor),
    ];
    semua.extend_from_slice(isi);
    c.sisip("log_penduduk", &semua)
}

/// The import by which OpenSID was filled.
const IMPOR: (&str, &str) = ("2024-01-10 08:15:00", "2024-01-10 01:15:00");

/// Budi's family with a death, a birth and a move; a woman who came; a guest; a row that cannot be taken;
/// secrets of all kinds.
pub fn sukamaju() -> Cadangan {
    let c = Cadangan::kosong()
        .sisip("config", &[("id", "1"), ("nama_desa", "Sukamaju"), ("kode_desa", "3402132099")])
        .sisip("migrasi", &[("versi_database", "2024100101")]);
    let c = warga(tempat(c));
    let c = log(c, "1", "5", IMPOR, &[]);
    let c = log(c, "2", "5", IMPOR, &[]);
    let c = log(c, "3", "5", IMPOR, &[]);
    let c = log(c, "6", "5", IMPOR, &[]);
    let isi = [("meninggal_di", "RSUD"), ("sebab", "1"), ("penolong_mati", "1"), ("catatan", "Sakit tua")];
    let c = log(c, "3", "2", ("2025-06-15 00:00:00", "2025-06-19 17:00:00"), &isi);
    let c = log(c, "4", "1", ("2025-03-01 00:00:00", "2025-03-05 00:00:00"), &[]);
    let c = log(c, "5", "5", ("2025-02-01 00:00:00", "2025-02-03 00:00:00"), &[]);
    let isi = [("alamat_tujuan", "Jl. Kaliurang 5, Sleman"), ("ref_pindah", "3")];
    let c = log(c, "6", "3", ("2025-08-01 00:00:00", "2025-08-01 00:00:00"), &isi);
    let c = log(
        c,
        "7",
        "5",
        ("2025-04-01 00:00:00", "2025-04-01 00:00:00"),
        &[("maksud_tujuan_kedatangan", "1")],
    );
    // What cannot have been: before birth, after death, of nobody, of no known kind.
    let c = log(c, "2", "2", ("1970-01-01 00:00:00", "2025-01-01 00:00:00"), &[]);
    let c = log(c, "3", "3", ("2025-07-01 00:00:00", "2025-07-01 00:00:00"), &[]);
    let c = log(c, "99", "2", ("2025-07-01 00:00:00", "2025-07-01 00:00:00"), &[]);
    let c = log(c, "1", "8", ("2025-07-01 00:00:00", "2025-07-01 00:00:00"), &[]);
    rahasia(keluarga(c))
}

fn tempat(c: Cadangan) -> Cadangan {
    let satu = |c: Cadangan, id, dusun, rw, rt, kepala| {
        let isi =
            [("id", id), ("config_id", "1"), ("dusun", dusun), ("rw", rw), ("rt", rt), ("id_kepala", kepala)];
        c.sisip("tweb_wil_clusterdesa", &isi)
    };
    let c = satu(c, "1", "KAUMAN", "0", "0", "1");
    let c = satu(c, "2", "KAUMAN", "1", "0", "");
    let c = satu(c, "3", "KAUMAN", "1", "2", "2");
    let c = satu(c, "4", "KAUMAN", "-", "-", "");
    satu(c, "5", "KRAJAN", "0", "0", "")
}

fn warga(c: Cadangan) -> Cadangan {
    let isi = [
        ("kk_level", "1"),
        ("telepon", "081234500001"),
        ("bahasa_id", "2"),
        ("sakit_menahun_id", "10"),
        ("telegram_token", RAHASIA[4]),
        ("foto", "budi.jpg"),
        ("id_rtm", "340213209900001"),
        ("rtm_level", "1"),
    ];
    let c = orang(c, "1", "BUDI SANTOSO", NIK_BUDI, &isi);
    let isi = [
        ("kk_level", "3"),
        ("sex", "2"),
        ("tanggallahir", "1985-01-01"),
        ("hamil", "1"),
        ("cacat_id", "2"),
        ("sakit_menahun_id", "13"),
        ("id_rtm", "340213209900001"),
        ("rtm_level", "2"),
    ];
    let c = orang(c, "2", "SITI AMINAH", "3402134101859001", &isi);
    let isi = [
        ("kk_level", "7"),
        ("tanggallahir", "1940-07-01"),
        ("status_dasar", "2"),
        ("id_rtm", "340213209900001"),
        ("rtm_level", "2"),
    ];
    let c = orang(c, "3", "KARSO", "3402130107409004", &isi);
    warga_lain(c)
}

/// Who came, was born, left, stays for a while, or cannot be taken.
fn warga_lain(c: Cadangan) -> Cadangan {
    let isi = [
        ("sex", "2"),
        ("tanggallahir", "2025-03-01"),
        ("status_kawin", "1"),
        ("waktu_lahir", "05:30"),
        ("kelahiran_anak_ke", "2"),
        ("berat_lahir", "3100"),
    ];
    let c = orang(c, "4", "BAYI SITI", "0340213209900001", &isi);
    let isi = [
        ("id_kk", "2"),
        ("kk_level", "1"),
        ("sex", "2"),
        ("tanggallahir", "1945-07-01"),
        ("alamat_sebelumnya", "Depok, Sleman"),
        ("id_rtm", "340213209900001"),
        ("rtm_level", "1"),
    ];
    let c = orang(c, "5", "TUMINAH", "3402134107459005", &isi);
    let isi = [("tanggallahir", "2001-05-05"), ("status_dasar", "3")];
    let c = orang(c, "6", "RUDI SANTOSO", "3402130505019006", &isi);
    let isi = [
        ("id_kk", ""),
        ("kk_level", ""),
        ("status", "2"),
        ("alamat_sebelumnya", "Banyumas"),
        ("agama_id", "88"),
    ];
    let c = orang(c, "7", "JOKO TAMU", "3302011505909008", &isi);
    orang(c, "8", "TANPA TANGGAL", "0", &[("tanggallahir", "0000-00-00")])
}

fn keluarga(c: Cadangan) -> Cadangan {
    let kk = |c: Cadangan, id, no_kk, kepala, alamat| {
        let isi = [
            ("id", id),
            ("config_id", "1"),
            ("no_kk", no_kk),
            ("nik_kepala", kepala),
            ("id_cluster", "3"),
            ("alamat", alamat),
        ];
        c.sisip("tweb_keluarga", &isi)
    };
    let peristiwa = |c: Cadangan, id_kk, kode, tgl| {
        let isi = [("id_kk", id_kk), ("config_id", "1"), ("id_peristiwa", kode), ("tgl_peristiwa", tgl)];
        c.sisip("log_keluarga", &isi)
    };
    let c = kk(c, "1", KK_BUDI, "1", "Jl. Melati 3");
    let c = kk(c, "2", "0", "5", "");
    let c = kk(c, "3", "3402130101109003", "6", "");
    let rtm = |c: Cadangan, id, nomor, kepala| {
        let isi = [
            ("id", id),
            ("config_id", "1"),
            ("no_kk", nomor),
            ("nik_kepala", kepala),
            ("tgl_daftar", "2024-05-05 18:00:00"),
            ("kelas_sosial", "2"),
            ("bdt", "BDT-001"),
        ];
        c.sisip("tweb_rtm", &isi)
    };
    let c = rtm(rtm(c, "1", "340213209900001", "1"), "2", "340213209900002", "6");
    let c = peristiwa(c, "1", "1", "2024-01-10 01:15:00");
    let c = peristiwa(c, "2", "1", "2025-09-09 03:00:00");
    let c = peristiwa(c, "3", "13", "2025-08-01 03:00:00");
    let c = c.sisip("ref_jabatan", &[("id", "1"), ("nama", "Kepala Desa"), ("jenis", "1")]);
    let isi = [
        ("pamong_id", "1"),
        ("config_id", "1"),
        ("pamong_nama", "SUTRISNO"),
        ("gelar_belakang", "S.IP"),
        ("pamong_nip", "-"),
        ("pamong_status", "1"),
        ("pamong_tglsk", "2020-01-01"),
        ("pamong_niap", "0"),
        ("jabatan_id", "1"),
        ("pamong_pin", RAHASIA[6]),
    ];
    let c = c.sisip("tweb_desa_pamong", &isi);
    c.sisip("tweb_penduduk_map", &[("id", "1"), ("lat", "-7.8756"), ("lng", "110.4072")])
}

fn rahasia(c: Cadangan) -> Cadangan {
    c.tambah("CREATE TABLE `user` (`id` int, `username` text, `password` text);\n")
        .sisip("user", &[("id", "1"), ("username", RAHASIA[1]), ("password", RAHASIA[0])])
        .tambah("CREATE TABLE `tweb_penduduk_mandiri` (`pin` text, `id_pend` int, `foto_selfie` text);\n")
        .sisip("tweb_penduduk_mandiri", &[("pin", RAHASIA[2]), ("id_pend", "2"), ("foto_selfie", RAHASIA[3])])
        .tambah("CREATE TABLE `setting_aplikasi` (`key` text, `value` text);\n")
        .sisip("setting_aplikasi", &[("key", "email_password"), ("value", RAHASIA[5])])
        .tambah("CREATE TABLE `surat_masuk` (`id` int, `isi_singkat` text);\n")
        .sisip("surat_masuk", &[("id", "1"), ("isi_singkat", "Surat; dengan 'tanda' \\ aneh")])
}

/// [`sukamaju`] with two groups: farmers whose head stands only on the group, and the youth with a guest.
pub fn berkelompok() -> Cadangan {
    let c = sukamaju()
        .sisip("kelompok_master", &[("id", "1"), ("kelompok", "Kelompok Tani")])
        .sisip("kelompok_master", &[("id", "2"), ("kelompok", "Kepemudaan")])
        .sisip(
            "kelompok",
            &[
                ("id", "1"),
                ("id_master", "1"),
                ("nama", "Subur Makmur"),
                ("id_ketua", "1"),
                ("kode", "TANI-1"),
                ("tipe", "kelompok"),
            ],
        )
        .sisip(
            "kelompok",
            &[
                ("id", "2"),
                ("id_master", "2"),
                ("nama", "Karang Taruna Bhakti"),
                ("kode", "KT"),
                ("tipe", "lembaga"),
            ],
        );
    keanggotaan(c)
}

fn keanggotaan(c: Cadangan) -> Cadangan {
    let anggota = |c: Cadangan, isi: &[(&str, &str)]| c.sisip("kelompok_anggota", isi);
    let c = anggota(
        c,
        &[
            ("id", "1"),
            ("id_kelompok", "1"),
            ("id_penduduk", "2"),
            ("jabatan", "3"),
            ("periode", "2024-2029"),
        ],
    );
    let c = anggota(
        c,
        &[
            ("id", "2"),
            ("id_kelompok", "2"),
            ("id_penduduk", "7"),
            ("jabatan", "Koordinator Lapangan"),
            ("nmr_sk_pengangkatan", "12/2025"),
            ("tgl_sk_pengangkatan", "2025-05-01"),
        ],
    );
    let c = anggota(
        c,
        &[
            ("id", "3"),
            ("id_kelompok", "2"),
            ("id_penduduk", "1"),
            ("jabatan", "1"),
            ("tgl_sk_pengangkatan", "2024-02-01"),
            ("tgl_sk_pemberhentian", "2025-02-01"),
            ("nmr_sk_pemberhentian", "3/2025"),
        ],
    );
    // Of nobody, of no group, twice.
    let c = anggota(c, &[("id", "4"), ("id_kelompok", "2"), ("id_penduduk", "99")]);
    let c = anggota(c, &[("id", "5"), ("id_kelompok", "77"), ("id_penduduk", "1")]);
    anggota(
        c,
        &[
            ("id", "6"),
            ("id_kelompok", "1"),
            ("id_penduduk", "2"),
            ("jabatan", "3"),
            ("periode", "2024-2029"),
        ],
    )
}
