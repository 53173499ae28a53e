//! The kinds of findings.

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Berat {
    /// Cannot be.
    Salah,
    /// Can be, but seldom is.
    Janggal,
    /// Something is not filled in.
    Kurang,
    /// Nothing to be done, only to be known.
    Catatan,
}

impl Berat {
    pub const SEMUA: [Self; 4] = [Self::Salah, Self::Janggal, Self::Kurang, Self::Catatan];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Salah => "salah",
            Self::Janggal => "janggal",
            Self::Kurang => "kurang",
            Self::Catatan => "catatan",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Salah => "Salah",
            Self::Janggal => "Janggal",
            Self::Kurang => "Kurang",
            Self::Catatan => "Catatan",
        }
    }

    /// Lowers the score of a dusun.
    pub fn menurunkan_nilai(self) -> bool {
        matches!(self, Self::Salah | Self::Janggal)
    }
}

macro_rules! jenis {
    ($($nama:ident $kode:literal $berat:ident $label:literal $saran:literal;)*) => {
        /// What may be wrong, odd or missing. The codes are stored and stand in addresses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Jenis { $($nama),* }

        impl Jenis {
            pub const SEMUA: &[Self] = &[$(Self::$nama),*];

            pub fn kode(self) -> &'static str {
                match self { $(Self::$nama => $kode),* }
            }

            pub fn berat(self) -> Berat {
                match self { $(Self::$nama => Berat::$berat),* }
            }

            pub fn label(self) -> &'static str {
                match self { $(Self::$nama => $label),* }
            }

            /// What to do about it.
            pub fn saran(self) -> &'static str {
                match self { $(Self::$nama => $saran),* }
            }
        }
    };
}

jenis! {
    DuaKepala "dua_kepala" Salah "Lebih dari satu kepala keluarga" "Cocokkan dengan KK, lalu sisakan satu kepala keluarga.";
    TanpaKepala "tanpa_kepala" Salah "Keluarga tanpa kepala" "Tetapkan salah satu anggota sebagai kepala keluarga menurut KK.";
    KepalaBeda "kepala_beda" Salah "Kepala keluarga tidak cocok" "Cocokkan dengan KK, lalu tetapkan kepala keluarganya.";
    LahirKelak "lahir_kelak" Salah "Lahir di masa depan" "Cocokkan tanggal lahir dengan akta atau KK, lalu betulkan.";
    TerlaluTua "terlalu_tua" Salah "Umur lebih dari 115 tahun" "Pastikan orangnya masih hidup. Catat kematiannya, atau betulkan tahun lahirnya.";
    KawinTerlaluDini "kawin_terlalu_dini" Salah "Tanggal kawin tidak mungkin" "Cocokkan tanggal kawin dan tanggal lahir dengan akta perkawinan.";
    CeraiSebelumKawin "cerai_sebelum_kawin" Salah "Tanggal cerai tidak mungkin" "Cocokkan tanggal cerai dengan akta perceraian.";
    AktaSebelumLahir "akta_sebelum_lahir" Salah "Akta lebih tua dari orangnya" "Cocokkan nomor akta kelahiran dan tanggal lahir.";
    AnakLebihTua "anak_lebih_tua" Salah "Anak lebih tua dari orang tuanya" "Cocokkan tanggal lahir dan hubungan keluarga dengan KK.";
    HubunganKelamin "hubungan_kelamin" Salah "Istri laki-laki atau suami perempuan" "Cocokkan jenis kelamin dan hubungan dengan KK.";
    NikMati "nik_mati" Salah "NIK dipakai orang yang sudah meninggal" "Cocokkan NIK keduanya dengan KTP atau KK.";
    GandaBunyi "ganda_bunyi" Janggal "Mungkin orang yang sama (nama dan tanggal lahir)" "Bandingkan keduanya. Bila satu orang, gabungkan.";
    GandaIbu "ganda_ibu" Janggal "Mungkin orang yang sama (nama dan nama ibu)" "Bandingkan keduanya. Bila satu orang, gabungkan.";
    NikLahir "nik_lahir" Janggal "Tanggal lahir berbeda dari NIK" "Cocokkan dengan KTP atau KK. NIK tidak berubah walau tanggal lahir dibetulkan.";
    NikKelamin "nik_kelamin" Janggal "Jenis kelamin berbeda dari NIK" "Cocokkan dengan KTP atau KK, lalu pilih yang benar.";
    OrangTuaMuda "orang_tua_muda" Janggal "Orang tua terlalu muda" "Cocokkan tanggal lahir keduanya dan hubungan keluarganya.";
    KawinAnak "kawin_anak" Janggal "Kawin sebelum umur 16 tahun" "Cocokkan tanggal kawin dan tanggal lahir dengan akta perkawinan.";
    PasanganBelumKawin "pasangan_belum_kawin" Janggal "Suami atau istri belum berstatus kawin" "Cocokkan status perkawinan dengan KK.";
    KepalaAnak "kepala_anak" Janggal "Kepala keluarga di bawah 17 tahun" "Pastikan tidak ada orang dewasa di keluarga itu.";
    RumahTanpaKepala "rumah_tanpa_kepala" Janggal "Rumah tangga tanpa satu kepala" "Tetapkan salah satu anggota sebagai kepala rumah tangga.";
    KeluargaKosong "keluarga_kosong" Janggal "Nomor KK tanpa anggota" "Semua anggotanya sudah tidak tercatat. Kembalikan KK-nya ke Dukcapil bila masih disimpan.";
    TanpaNik "tanpa_nik" Kurang "Belum ber-NIK" "Ajukan NIK ke Dukcapil. Balai tidak pernah membuat nomor sendiri.";
    TanpaKeluarga "tanpa_keluarga" Kurang "Tidak masuk keluarga mana pun" "Masukkan ke keluarganya menurut KK.";
    MenungguKk "menunggu_kk" Kurang "Keluarga menunggu nomor KK" "Catat nomornya sesudah terbit di Dukcapil.";
    TanpaAgama "tanpa_agama" Kurang "Agama belum diisi" "Lengkapi menurut KK.";
    TanpaPendidikan "tanpa_pendidikan" Kurang "Pendidikan belum diisi" "Lengkapi menurut KK.";
    TanpaPekerjaan "tanpa_pekerjaan" Kurang "Pekerjaan belum diisi" "Lengkapi menurut KK.";
    TanpaStatusKawin "tanpa_status_kawin" Kurang "Status perkawinan belum diisi" "Lengkapi menurut KK.";
    TanpaOrangTua "tanpa_orang_tua" Kurang "Nama ayah atau ibu belum diisi" "Lengkapi menurut KK atau akta kelahiran.";
    BelumKtp "belum_ktp" Kurang "Wajib KTP-el, belum memilikinya" "Arahkan untuk perekaman KTP-el, atau catat bila sudah punya.";
    TanpaAktaLahir "tanpa_akta_lahir" Kurang "Anak belum berakta kelahiran" "Bantu pengurusan akta kelahiran, atau catat nomornya.";
    NikWilayah "nik_wilayah" Catatan "NIK dari kecamatan lain" "Tidak perlu diperbaiki: NIK tetap seumur hidup walau pindah.";
}

impl Jenis {
    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.iter().copied().find(|jenis| jenis.kode() == kode)
    }

    /// Two rows that may be one person.
    pub fn ganda(self) -> bool {
        matches!(self, Self::GandaBunyi | Self::GandaIbu)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_reads_back_and_says_what_to_do() {
        for jenis in Jenis::SEMUA {
            assert_eq!(Jenis::dari_kode(jenis.kode()), Some(*jenis));
            assert!(jenis.saran().ends_with('.') && !jenis.label().is_empty());
        }
        assert_eq!(Jenis::dari_kode("entah"), None);
        assert!(Jenis::SEMUA.is_sorted_by_key(|jenis| jenis.berat()), "the worst come first");
    }
}
