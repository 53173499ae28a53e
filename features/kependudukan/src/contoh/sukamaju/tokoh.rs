//! Who lives in Sukamaju.

use jiff::civil::{Date, date};
use kamus::{Agama, JenisKelamin, PendidikanKk, Shdk, StatusKawin};

use Agama::{Islam, Katolik};
use JenisKelamin::{LakiLaki as L, Perempuan as P};
use PendidikanKk::{BelumSekolah, BelumTamatSd, Diploma3, Slta, Sltp, Strata1, TamatSd};
use Shdk::{Anak, Cucu, FamiliLain, Istri, KepalaKeluarga as Kepala, Lainnya, Menantu, OrangTua};
use StatusKawin::{BelumKawin as Lajang, CeraiHidup, CeraiMati, Kawin};

/// Name, sex, birth, relation, marital status, schooling, occupation code, father, mother.
pub(super) struct Tokoh(
    pub(super) &'static str,
    pub(super) JenisKelamin,
    pub(super) Date,
    pub(super) Shdk,
    pub(super) StatusKawin,
    pub(super) PendidikanKk,
    pub(super) i16,
    pub(super) &'static str,
    pub(super) &'static str,
);

pub(super) struct Rumah {
    pub(super) isi: &'static [Tokoh],
    /// Day of the family card; `None` while the family waits for its number.
    pub(super) kartu: Option<Date>,
    /// Wedding day of head and spouse.
    pub(super) nikah: Option<Date>,
    /// Dusun, RW, RT.
    pub(super) tempat: [&'static str; 3],
    pub(super) alamat: &'static str,
    pub(super) agama: Agama,
}

/// Budi and Siti, of whom most stories speak: he drives for a living, she keeps a stall.
const BUDI: &[Tokoh] = &[
    Tokoh("BUDI SANTOSO", L, date(1981, 3, 12), Kepala, Kawin, Slta, 81, "SUTRISNO", "SUWARTI"),
    Tokoh("SITI AMINAH", P, date(1984, 5, 17), Istri, Kawin, Slta, 88, "DULKARIM", "RUKIYAH"),
    Tokoh("RAFI PRATAMA", L, date(2009, 8, 2), Anak, Lajang, Sltp, 3, "BUDI SANTOSO", "SITI AMINAH"),
    Tokoh("NAYLA PUTRI", P, date(2016, 11, 25), Anak, Lajang, BelumTamatSd, 3, "BUDI SANTOSO", "SITI AMINAH"),
];

/// Mbah Karso has lived alone since his wife died; he is blind and owns no birth certificate.
const KARSO: &[Tokoh] =
    &[Tokoh("KARSO WIYONO", L, date(1943, 12, 31), Kepala, CeraiMati, BelumSekolah, 9, "WIYONO", "SAMINAH")];

/// Bu Sri, a widow, heads the family and sells vegetables.
const SRI: &[Tokoh] = &[
    Tokoh("SRI LESTARI", P, date(1968, 4, 9), Kepala, CeraiMati, TamatSd, 84, "PAWIRO UTOMO", "TUKINAH"),
    Tokoh("JOKO NUGROHO", L, date(1994, 7, 30), Anak, Lajang, Diploma3, 15, "SUGENG", "SRI LESTARI"),
    Tokoh("RATNA LESTARI", P, date(1999, 1, 8), Anak, Lajang, Slta, 1, "SUGENG", "SRI LESTARI"),
];

/// Agus and Wulan married in May; Dukcapil has not issued their card yet.
const AGUS: &[Tokoh] = &[
    Tokoh("AGUS PRASETYO", L, date(1999, 2, 20), Kepala, Kawin, Slta, 15, "MARYONO", "GIYARTI"),
    Tokoh("WULAN SARI", P, date(2001, 6, 14), Istri, Kawin, Slta, 1, "WARTONO", "SUPARTI"),
];

/// Twins: the same day, the same sex, almost the same name and number.
const HERI: &[Tokoh] = &[
    Tokoh("HERI WIBOWO", L, date(1988, 10, 3), Kepala, Kawin, Strata1, 65, "SUBARDI", "MURTINI"),
    Tokoh("DEWI RAHAYU", P, date(1990, 12, 22), Istri, Kawin, Strata1, 5, "SUNARTO", "WAHYUNI"),
    Tokoh("BAGAS WIBOWO", L, date(2018, 1, 15), Anak, Lajang, BelumTamatSd, 3, "HERI WIBOWO", "DEWI RAHAYU"),
    Tokoh("BAGUS WIBOWO", L, date(2018, 1, 15), Anak, Lajang, BelumTamatSd, 3, "HERI WIBOWO", "DEWI RAHAYU"),
];

/// Four generations under one roof; the youngest has no NIK yet.
const SUPARMAN: &[Tokoh] = &[
    Tokoh("SUPARMAN", L, date(1960, 6, 1), Kepala, Kawin, TamatSd, 9, "KROMO REJO", "SAMINEM"),
    Tokoh("SUMINI", P, date(1963, 9, 19), Istri, Kawin, TamatSd, 2, "SOMO DIHARJO", "NGATINAH"),
    Tokoh("ENDAH WAHYUNI", P, date(1990, 2, 11), Anak, Kawin, Slta, 2, "SUPARMAN", "SUMINI"),
    Tokoh("RUDI HARTONO", L, date(1987, 4, 21), Menantu, Kawin, Slta, 26, "TUMIJAN", "SUTARMI"),
    Tokoh(
        "ALYA HARTONO",
        P,
        date(2014, 3, 3),
        Cucu,
        Lajang,
        BelumTamatSd,
        3,
        "RUDI HARTONO",
        "ENDAH WAHYUNI",
    ),
    Tokoh(
        "ARKA HARTONO",
        L,
        date(2026, 7, 12),
        Cucu,
        Lajang,
        BelumSekolah,
        1,
        "RUDI HARTONO",
        "ENDAH WAHYUNI",
    ),
    Tokoh("SAMINEM", P, date(1938, 1, 1), OrangTua, CeraiMati, BelumSekolah, 1, "SETRO", "PAINEM"),
];

/// A mixed marriage (UU 1/1974 art. 57): he is a foreigner with a residence permit, their child has
/// two citizenships.
const THOMAS: &[Tokoh] = &[
    Tokoh("THOMAS BERGER", L, date(1979, 11, 8), Kepala, Kawin, Strata1, 88, "KARL BERGER", "INGRID KELLER"),
    Tokoh("FITRI HANDAYANI", P, date(1983, 7, 7), Istri, Kawin, Strata1, 2, "PETRUS SUGITO", "MARIA SUNARTI"),
    Tokoh("KLARA BERGER", P, date(2012, 9, 16), Anak, Lajang, TamatSd, 3, "THOMAS BERGER", "FITRI HANDAYANI"),
];

/// Pak Waluyo lets a room to Rizky, a student from Lampung.
const WALUYO: &[Tokoh] = &[
    Tokoh("WALUYO", L, date(1972, 8, 26), Kepala, Kawin, Sltp, 27, "WAKIJO", "PONIYEM"),
    Tokoh("PARTINI", P, date(1975, 10, 10), Istri, Kawin, Sltp, 30, "RADI", "JUMINAH"),
    Tokoh("ANISA RAHMAWATI", P, date(2004, 4, 29), Anak, Lajang, Slta, 3, "WALUYO", "PARTINI"),
    Tokoh("FAJAR HIDAYAT", L, date(2013, 6, 23), Anak, Lajang, TamatSd, 3, "WALUYO", "PARTINI"),
    Tokoh("RIZKY RAMADHAN", L, date(2006, 10, 24), Lainnya, Lajang, Slta, 3, "MULYADI", "SITI ROHMAH"),
];

/// Bu Tutik is divorced; her aunt bears the same name as Budi's wife, and the same birthday.
const TUTIK: &[Tokoh] = &[
    Tokoh("TUTIK WINARNI", P, date(1978, 2, 28), Kepala, CeraiHidup, Slta, 85, "DASUKI", "MUTIAH"),
    Tokoh("GALIH SAPUTRA", L, date(2007, 5, 13), Anak, Lajang, Slta, 1, "EKO SUSANTO", "TUTIK WINARNI"),
    Tokoh("GITA SAPUTRI", P, date(2011, 1, 31), Anak, Lajang, TamatSd, 3, "EKO SUSANTO", "TUTIK WINARNI"),
    Tokoh("SITI AMINAH", P, date(1955, 5, 17), FamiliLain, Lajang, BelumTamatSd, 1, "KASAN", "RUKIYAH"),
];

pub(super) const KELUARGA: [Rumah; 9] = [
    Rumah {
        isi: BUDI,
        kartu: Some(date(2008, 9, 1)),
        nikah: Some(date(2007, 11, 18)),
        tempat: ["Krajan", "001", "001"],
        alamat: "Jl. Melati No. 5",
        agama: Islam,
    },
    Rumah {
        isi: KARSO,
        kartu: Some(date(2010, 1, 1)),
        nikah: None,
        tempat: ["Krajan", "001", "002"],
        alamat: "Krajan",
        agama: Islam,
    },
    Rumah {
        isi: SRI,
        kartu: Some(date(2015, 3, 20)),
        nikah: None,
        tempat: ["Krajan", "002", "001"],
        alamat: "Jl. Mawar No. 12",
        agama: Islam,
    },
    Rumah {
        isi: AGUS,
        kartu: None,
        nikah: Some(date(2026, 5, 10)),
        tempat: ["Sendang", "003", "001"],
        alamat: "Sendang",
        agama: Islam,
    },
    Rumah {
        isi: HERI,
        kartu: Some(date(2017, 2, 14)),
        nikah: Some(date(2016, 6, 5)),
        tempat: ["Sendang", "003", "001"],
        alamat: "Jl. Sendang Raya No. 3",
        agama: Islam,
    },
    Rumah {
        isi: SUPARMAN,
        kartu: Some(date(2009, 5, 5)),
        nikah: Some(date(1985, 8, 17)),
        tempat: ["Sendang", "003", "002"],
        alamat: "Sendang",
        agama: Islam,
    },
    Rumah {
        isi: THOMAS,
        kartu: Some(date(2014, 10, 27)),
        nikah: Some(date(2011, 4, 30)),
        tempat: ["Ngablak", "004", "001"],
        alamat: "Jl. Ngablak No. 21",
        agama: Katolik,
    },
    Rumah {
        isi: WALUYO,
        kartu: Some(date(2011, 12, 12)),
        nikah: Some(date(1999, 5, 2)),
        tempat: ["Ngablak", "004", "001"],
        alamat: "Ngablak",
        agama: Islam,
    },
    Rumah {
        isi: TUTIK,
        kartu: Some(date(2020, 2, 29)),
        nikah: None,
        tempat: ["Ngablak", "004", "002"],
        alamat: "Ngablak",
        agama: Islam,
    },
];
