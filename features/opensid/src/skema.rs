//! What an OpenSID database looks like, as far as it concerns us, and why the rest is left.

/// A table that is read, with the columns that are wanted.
#[derive(Debug)]
pub struct Tabel {
    pub nama: &'static str,
    /// Without it a database is not OpenSID's.
    pub wajib: bool,
    /// Those in front of `wajib_kolom` must be there; an older or newer version may lack the others.
    pub kolom: &'static [&'static str],
    pub wajib_kolom: usize,
}

impl Tabel {
    pub fn letak(&self, kolom: &str) -> Option<usize> {
        self.kolom.iter().position(|k| *k == kolom)
    }
}

/// A table's row with its columns as fields.
macro_rules! tabel {
    ($(#[$doc:meta])* $tipe:ident $nama:literal $wajib:literal { $($harus:ident),* } { $($boleh:ident),* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $tipe<'a> {
            $(pub $harus: Option<&'a str>,)*
            $(pub $boleh: Option<&'a str>,)*
        }

        impl<'a> $tipe<'a> {
            pub const TABEL: Tabel = Tabel {
                nama: $nama,
                wajib: $wajib,
                kolom: &[$(stringify!($harus),)* $(stringify!($boleh),)*],
                wajib_kolom: [$(stringify!($harus)),*].len(),
            };

            /// A row whose cells stand in the order of the columns; blank text counts as none.
            pub fn dari(baris: &'a [Option<Box<str>>]) -> Self {
                let mut sel = baris.iter();
                let mut ambil =
                    || sel.next()?.as_deref().map(str::trim).filter(|isi: &&'a str| !isi.is_empty());
                Self { $($harus: ambil(),)* $($boleh: ambil(),)* }
            }
        }
    };
}

tabel! {
    /// A person. Columns with tokens, photographs, mail and messenger names are not read at all.
    Orang "tweb_penduduk" true {
        id, nama, nik, id_kk, kk_level, sex, tempatlahir, tanggallahir, agama_id, pendidikan_kk_id,
        pendidikan_sedang_id, pekerjaan_id, status_kawin, warganegara_id, golongan_darah_id, id_cluster, status,
        status_dasar
    } {
        config_id, dokumen_pasport, dokumen_kitas, ayah_nik, ibu_nik, nama_ayah, nama_ibu,
        alamat_sebelumnya, alamat_sekarang, hamil, cacat_id, akta_lahir, akta_perkawinan, tanggalperkawinan,
        akta_perceraian, tanggalperceraian, cara_kb_id, telepon, tanggal_akhir_paspor, ktp_el, status_rekam,
        waktu_lahir, tempat_dilahirkan, jenis_kelahiran, kelahiran_anak_ke, penolong_kelahiran, berat_lahir,
        panjang_lahir, tag_id_card, id_asuransi, no_asuransi, bahasa_id, negara_asal, suku,
        bpjs_ketenagakerjaan, id_rtm, rtm_level, sakit_menahun_id
    }
}

tabel! {
    /// A family card. `nik_kepala` holds a person's id, whatever its name says.
    Kk "tweb_keluarga" true { id, no_kk, nik_kepala, id_cluster } { config_id, alamat, kelas_sosial }
}

tabel! {
    /// A household. `nik_kepala` holds a person's id, `no_kk` the household's own number; a person's `id_rtm`
    /// is that number.
    Rtm "tweb_rtm" false { id, nik_kepala, no_kk } { config_id, tgl_daftar, kelas_sosial, bdt }
}

tabel! {
    /// A dusun, RW or RT; `0` stands for the level above, `-` for "none".
    Tempat "tweb_wil_clusterdesa" true { id, dusun, rw, rt } { config_id, id_kepala }
}

tabel! {
    /// What happened to a person.
    LogOrang "log_penduduk" true { id, id_pend, kode_peristiwa, tgl_peristiwa, tgl_lapor } {
        config_id, meninggal_di, jam_mati, sebab, penolong_mati, akta_mati, alamat_tujuan, ref_pindah,
        maksud_tujuan_kedatangan, catatan, created_at
    }
}

tabel! {
    LogKeluarga "log_keluarga" false { id, id_kk, id_peristiwa, tgl_peristiwa } {
        config_id, id_pend, id_log_penduduk
    }
}

tabel! {
    /// The village itself.
    Desa "config" true { id, nama_desa, kode_desa } {}
}

tabel! {
    /// An official. The attendance PIN and card are not read.
    Pamong "tweb_desa_pamong" false { pamong_id, pamong_nama, pamong_nip, pamong_status } {
        config_id, gelar_depan, gelar_belakang, pamong_tgl_terdaftar, id_pend, pamong_nosk, pamong_tglsk,
        pamong_niap, pamong_pangkat, pamong_tglhenti, jabatan_id
    }
}

tabel! {
    /// A group or an institution of residents, by `tipe`.
    Kelompok "kelompok" false { id, id_master, nama } { config_id, id_ketua, kode, keterangan, tipe }
}

tabel! {
    /// What sort of group it is, in the village's own words.
    JenisKelompok "kelompok_master" false { id, kelompok } { config_id }
}

tabel! {
    /// Who is in a group. Their photograph is not read.
    AnggotaKelompok "kelompok_anggota" false { id, id_kelompok, id_penduduk } {
        config_id, jabatan, no_sk_jabatan, periode, nmr_sk_pengangkatan, tgl_sk_pengangkatan,
        nmr_sk_pemberhentian, tgl_sk_pemberhentian
    }
}

tabel! {
    /// A programme of social aid.
    Program "program" false { id, nama } { config_id, sasaran, ndesc, sdate, edate, asaldana }
}

tabel! {
    /// Who is in a programme, by a NIK, a number or a group's id as `peserta`. The scan of the card is not read.
    Peserta "program_peserta" false { id, program_id } {
        config_id, peserta, no_id_kartu, kartu_nik, kartu_nama, kartu_id_pend
    }
}

tabel! {
    /// A letter that was printed, or begun. What it said is not read.
    LogSurat "log_surat" false { id } {
        config_id, id_format_surat, id_pend, nama_pamong, nama_jabatan, tanggal, tahun, no_surat, nik_non_warga,
        nama_non_warga, keterangan, lokasi_arsip, status, deleted_at
    }
}

tabel! {
    /// A kind of letter.
    JenisSuratAsal "tweb_surat_format" false { id, nama } { config_id }
}

tabel! {
    JabatanAsal "ref_jabatan" false { id, nama } { jenis }
}

tabel! {
    /// Where a person lives on the map.
    Titik "tweb_penduduk_map" false { id, lat, lng } {}
}

tabel! {
    /// Which version the schema has.
    Migrasi "migrasi" false { versi_database } {}
}

/// All tables that are read.
pub const DIBACA: [&Tabel; 18] = [
    &Orang::TABEL,
    &Kk::TABEL,
    &Rtm::TABEL,
    &Tempat::TABEL,
    &LogOrang::TABEL,
    &LogKeluarga::TABEL,
    &Desa::TABEL,
    &Pamong::TABEL,
    &Kelompok::TABEL,
    &JenisKelompok::TABEL,
    &AnggotaKelompok::TABEL,
    &Program::TABEL,
    &Peserta::TABEL,
    &LogSurat::TABEL,
    &JenisSuratAsal::TABEL,
    &JabatanAsal::TABEL,
    &Titik::TABEL,
    &Migrasi::TABEL,
];

/// Tables with what opens doors: passwords, PINs, tokens, selfies.
const RAHASIA: [&str; 14] = [
    "user",
    "user_grup",
    "grup_akses",
    "tweb_penduduk_mandiri",
    "setting_aplikasi",
    "personal_access_tokens",
    "otp_token",
    "password_resets",
    "ci_sessions",
    "sessions",
    "login_attempts",
    "log_login",
    "anjungan",
    "fcm_token",
];

/// A table in the clerk's words; none for those that are not read.
pub fn label_tabel(nama: &str) -> Option<&'static str> {
    Some(match nama {
        "tweb_penduduk" => "Penduduk",
        "tweb_keluarga" => "Keluarga",
        "tweb_rtm" => "Rumah tangga",
        "tweb_wil_clusterdesa" => "Dusun, RW, dan RT",
        "log_penduduk" => "Peristiwa penduduk",
        "log_keluarga" => "Peristiwa keluarga",
        "tweb_desa_pamong" => "Pejabat",
        "kelompok" => "Kelompok dan lembaga",
        "kelompok_anggota" => "Anggota kelompok dan lembaga",
        "program" => "Program bantuan",
        "program_peserta" => "Penerima bantuan",
        "log_surat" => "Surat lama",
        "tweb_penduduk_map" => "Titik peta",
        _ => return None,
    })
}

/// Why rows of a table that is not read stay behind.
pub fn alasan_tabel(nama: &str) -> &'static str {
    let awal = |semua: &[&str]| semua.iter().any(|awalan| nama.starts_with(awalan));
    if RAHASIA.contains(&nama) || nama.starts_with("fcm_token") {
        return "Rahasia masuk (kata sandi, PIN, token, swafoto): sengaja tidak dibaca";
    }
    if awal(&["tweb_surat", "surat_", "permohonan_surat", "disposisi", "klasifikasi_surat"]) {
        return "Agenda, permohonan, dan naskah lama tetap di OpenSID; yang ikut daftar surat yang pernah dibuat";
    }
    if awal(&["log_perubahan", "log_hapus"]) {
        return "Hanya jejak perubahan tanpa isi; tidak ada yang dapat dipakai";
    }
    if awal(&["ref_", "tweb_penduduk_", "tweb_aset", "tweb_keluarga_", "tweb_status_", "tweb_rtm_hubungan"])
        || matches!(nama, "tweb_cacat" | "tweb_cara_kb" | "tweb_golongan_darah" | "tweb_sakit_menahun")
    {
        return "Daftar kode; Balai memakai daftarnya sendiri";
    }
    "Bukan data kependudukan"
}

/// Why a column of a person stays behind although something stands in it; none for those of no meaning.
pub fn alasan_kolom(tabel: &str, kolom: &str) -> Option<&'static str> {
    if (tabel, kolom) == (Rtm::TABEL.nama, "terdaftar_dtks") {
        return Some("Kepesertaan bantuan bukan bagian data rumah tangga");
    }
    if tabel != Orang::TABEL.nama {
        return None;
    }
    match kolom {
        "foto" => Some("Hanya nama berkas; gambarnya tidak ada di cadangan basis data"),
        "email" | "telegram" | "hubung_warga" => Some("Belum ada tempatnya di Balai"),
        "email_token" | "telegram_token" => Some("Rahasia masuk: sengaja tidak dibaca"),
        "ket" | "no_kk_sebelumnya" | "tempat_cetak_ktp" | "tanggal_cetak_ktp" => {
            Some("Belum ada tempatnya di Balai")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_column_that_opens_a_door_is_wanted() {
        for tabel in DIBACA {
            assert!(!RAHASIA.contains(&tabel.nama));
            for kolom in tabel.kolom {
                let kata: Vec<&str> = kolom.split('_').collect();
                for buruk in ["pin", "token", "password", "sandi", "foto", "selfie", "scan"] {
                    assert!(!kata.contains(&buruk), "{}.{kolom}", tabel.nama);
                }
            }
        }
    }

    #[test]
    fn cells_fall_into_their_fields() {
        let baris: Vec<Option<Box<str>>> =
            ["1", "", " 5 ", "2"].iter().map(|isi| Some(Box::from(*isi))).chain([None]).collect();
        let kk = Kk::dari(&baris);
        assert_eq!((kk.id, kk.no_kk, kk.nik_kepala, kk.config_id), (Some("1"), None, Some("5"), None));
        assert_eq!(Kk::TABEL.letak("nik_kepala"), Some(2));
    }

    #[test]
    fn every_table_left_has_a_reason() {
        for (nama, kata) in [
            ("user", "Rahasia"),
            ("tweb_penduduk_mandiri", "Rahasia"),
            ("setting_aplikasi", "Rahasia"),
            ("tweb_penduduk_agama", "Daftar kode"),
            ("surat_masuk", "Agenda"),
            ("tweb_rtm_hubungan", "Daftar kode"),
            ("artikel", "Bukan data"),
        ] {
            assert!(alasan_tabel(nama).contains(kata), "{nama}");
        }
    }
}
