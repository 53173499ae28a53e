//! Occupations: the 99 of form F-1.01 (Permendagri 109/2019), under OpenSID's numbers.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::{Daftar, indeks, sebagai_kode};

/// An occupation. OpenSID has 89 codes and ends with `89 Lainnya`; F-1.01 goes on to 99, and its
/// 89 is something else. We store OpenSID's numbers, because workbooks carry them, and put F-1.01's
/// 89 at 189. See [`Pekerjaan::kode_f101`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i16", into = "i16")]
pub struct Pekerjaan(i16);

impl Pekerjaan {
    pub const BELUM_BEKERJA: Self = Self(1);
    pub const MENGURUS_RUMAH_TANGGA: Self = Self(2);
    pub const PELAJAR: Self = Self(3);
    pub const LAINNYA: Self = Self(89);
    const LEMBAGA_TINGGI: Self = Self(189);

    /// The number on form F-1.01 (1 to 99).
    pub fn kode_f101(self) -> i16 {
        match self {
            Self::LAINNYA => 99,
            Self::LEMBAGA_TINGGI => 89,
            Self(kode) => kode,
        }
    }

    pub fn dari_kode_f101(kode: i16) -> Option<Self> {
        match kode {
            99 => Some(Self::LAINNYA),
            89 => Some(Self::LEMBAGA_TINGGI),
            1..=98 => Some(Self(kode)),
            _ => None,
        }
    }

    fn posisi(kode: i16) -> Option<usize> {
        TABEL.binary_search_by_key(&kode, |butir| butir.0).ok()
    }
}

impl Daftar for Pekerjaan {
    const NAMA: &'static str = "pekerjaan";
    const SUMBER: &'static str = super::masa::F101;

    fn semua() -> &'static [Self] {
        static SEMUA: LazyLock<Vec<Pekerjaan>> =
            LazyLock::new(|| TABEL.iter().map(|butir| Pekerjaan(butir.0)).collect());
        &SEMUA
    }

    fn kode(self) -> i16 {
        self.0
    }

    fn label(self) -> &'static str {
        TABEL[Self::posisi(self.0).expect("only made from codes in the table")].1
    }

    fn dari_kode(kode: i16) -> Option<Self> {
        Self::posisi(kode).map(|_| Self(kode))
    }

    fn dari_teks(teks: &str) -> Option<Self> {
        static INDEKS: LazyLock<HashMap<String, Pekerjaan>> = LazyLock::new(|| {
            let lain: Vec<_> = TABEL.iter().map(|b| (Pekerjaan(b.0), b.2)).collect();
            indeks(&lain)
        });
        INDEKS.get(&crate::kunci_teks(teks)).copied()
    }
}

sebagai_kode!(Pekerjaan);

/// Code, label, other spellings; by rising code. `99` as text is F-1.01's number for the last.
const TABEL: &[(i16, &str, &[&str])] = &[
    (1, "Belum/Tidak Bekerja", &["BELUM BEKERJA", "TIDAK BEKERJA", "PENGANGGURAN"]),
    (2, "Mengurus Rumah Tangga", &["IBU RUMAH TANGGA", "IRT"]),
    (3, "Pelajar/Mahasiswa", &["PELAJAR", "MAHASISWA"]),
    (4, "Pensiunan", &[]),
    (5, "Pegawai Negeri Sipil (PNS)", &["PNS", "PEGAWAI NEGERI SIPIL", "ASN"]),
    (6, "Tentara Nasional Indonesia (TNI)", &["TNI", "TENTARA NASIONAL INDONESIA"]),
    (7, "Kepolisian RI (POLRI)", &["POLRI", "KEPOLISIAN RI"]),
    (8, "Perdagangan", &[]),
    (9, "Petani/Pekebun", &["PETANI", "PEKEBUN", "TANI"]),
    (10, "Peternak", &[]),
    (11, "Nelayan/Perikanan", &["NELAYAN"]),
    (12, "Industri", &[]),
    (13, "Konstruksi", &[]),
    (14, "Transportasi", &[]),
    (15, "Karyawan Swasta", &["SWASTA", "PEGAWAI SWASTA"]),
    (16, "Karyawan BUMN", &[]),
    (17, "Karyawan BUMD", &[]),
    (18, "Karyawan Honorer", &["HONORER"]),
    (19, "Buruh Harian Lepas", &["BURUH", "BURUH HARIAN"]),
    (20, "Buruh Tani/Perkebunan", &["BURUH TANI"]),
    (21, "Buruh Nelayan/Perikanan", &[]),
    (22, "Buruh Peternakan", &[]),
    (23, "Pembantu Rumah Tangga", &[]),
    (24, "Tukang Cukur", &[]),
    (25, "Tukang Listrik", &[]),
    (26, "Tukang Batu", &[]),
    (27, "Tukang Kayu", &[]),
    (28, "Tukang Sol Sepatu", &[]),
    (29, "Tukang Las/Pandai Besi", &[]),
    (30, "Tukang Jahit", &[]),
    (31, "Tukang Gigi", &[]),
    (32, "Penata Rias", &[]),
    (33, "Penata Busana", &[]),
    (34, "Penata Rambut", &[]),
    (35, "Mekanik", &[]),
    (36, "Seniman", &[]),
    (37, "Tabib", &[]),
    (38, "Paraji", &[]),
    (39, "Perancang Busana", &[]),
    (40, "Penterjemah", &["PENERJEMAH"]),
    (41, "Imam Masjid", &[]),
    (42, "Pendeta", &[]),
    (43, "Pastor", &[]),
    (44, "Wartawan", &[]),
    (45, "Ustadz/Mubaligh", &["USTAZ/MUBALIG", "USTADZ", "MUBALIGH"]),
    (46, "Juru Masak", &[]),
    (47, "Promotor Acara", &[]),
    (48, "Anggota DPR-RI", &[]),
    (49, "Anggota DPD", &[]),
    (50, "Anggota BPK", &[]),
    (51, "Presiden", &[]),
    (52, "Wakil Presiden", &[]),
    (53, "Anggota Mahkamah Konstitusi", &[]),
    (54, "Anggota Kabinet Kementerian", &[]),
    (55, "Duta Besar", &[]),
    (56, "Gubernur", &[]),
    (57, "Wakil Gubernur", &[]),
    (58, "Bupati", &[]),
    (59, "Wakil Bupati", &[]),
    (60, "Walikota", &["WALI KOTA"]),
    (61, "Wakil Walikota", &["WAKIL WALI KOTA"]),
    (62, "Anggota DPRD Provinsi", &[]),
    (63, "Anggota DPRD Kabupaten/Kota", &[]),
    (64, "Dosen", &[]),
    (65, "Guru", &[]),
    (66, "Pilot", &[]),
    (67, "Pengacara", &[]),
    (68, "Notaris", &[]),
    (69, "Arsitek", &[]),
    (70, "Akuntan", &[]),
    (71, "Konsultan", &[]),
    (72, "Dokter", &[]),
    (73, "Bidan", &[]),
    (74, "Perawat", &[]),
    (75, "Apoteker", &[]),
    (76, "Psikiater/Psikolog", &[]),
    (77, "Penyiar Televisi", &[]),
    (78, "Penyiar Radio", &[]),
    (79, "Pelaut", &[]),
    (80, "Peneliti", &[]),
    (81, "Sopir", &["SUPIR"]),
    (82, "Pialang", &[]),
    (83, "Paranormal", &[]),
    (84, "Pedagang", &[]),
    (85, "Perangkat Desa", &[]),
    (86, "Kepala Desa", &[]),
    (87, "Biarawati", &[]),
    (88, "Wiraswasta", &["WIRAUSAHA"]),
    (89, "Lainnya", &["PEKERJAAN LAINNYA", "99", "LAIN-LAIN"]),
    (90, "Artis", &[]),
    (91, "Atlit", &["ATLET"]),
    (92, "Chef", &[]),
    (93, "Manajer", &[]),
    (94, "Tenaga Tata Usaha", &[]),
    (95, "Operator", &[]),
    (96, "Pekerja Pengolahan, Kerajinan", &[]),
    (97, "Teknisi", &[]),
    (98, "Asisten Ahli", &[]),
    (189, "Anggota Lembaga Tinggi Lainnya", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_both_numberings_agree() {
        assert!(TABEL.is_sorted_by_key(|butir| butir.0));
        for kode in 1..=99 {
            let p = Pekerjaan::dari_kode_f101(kode).unwrap();
            assert_eq!(p.kode_f101(), kode);
            assert!(!p.label().is_empty());
        }
        assert_eq!(Pekerjaan::dari_kode_f101(0), None);
        assert_eq!(Pekerjaan::dari_kode_f101(100), None);
    }

    #[test]
    fn reads_cells() {
        for (teks, label) in [
            ("9", "Petani/Pekebun"),
            ("PETANI / PEKEBUN", "Petani/Pekebun"),
            ("89", "Lainnya"),
            ("99", "Lainnya"),
            ("Pekerjaan Lainnya", "Lainnya"),
            ("PNS", "Pegawai Negeri Sipil (PNS)"),
            ("anggota dpr ri", "Anggota DPR-RI"),
            ("ANGGOTA LEMBAGA TINGGI LAINNYA", "Anggota Lembaga Tinggi Lainnya"),
            ("Supir", "Sopir"),
        ] {
            assert_eq!(Pekerjaan::dari_isian(teks).map(Daftar::label), Some(label), "{teks}");
        }
        assert_eq!(Pekerjaan::dari_isian("100"), None);
    }
}
