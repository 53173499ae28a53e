//! What other people call our columns.

use serde::{Deserialize, Serialize};

use super::kolom::{self, K, kunci};

/// What a foreign column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) enum Tujuan {
    Kolom(K),
    /// `001/002`.
    RtRw,
    /// `002/001`.
    RwRt,
    /// `BANTUL, 31-01-1990`.
    TempatTanggalLahir,
    /// `JL. MELATI 5 RT 001 RW 002 DUSUN KRAJAN`.
    AlamatLengkap,
}

/// Compared by letters and digits alone. A word that means several things (`status`, `nomor`, `ket`)
/// stands nowhere.
const PADANAN: &[(Tujuan, &[&str])] = &[
    (Tujuan::RtRw, &["rt/rw", "no rt/rw", "rt dan rw"]),
    (Tujuan::RwRt, &["rw/rt", "no rw/rt"]),
    (
        Tujuan::TempatTanggalLahir,
        &[
            "ttl",
            "tempat tanggal lahir",
            "tempat tgl lahir",
            "tempat dan tanggal lahir",
            "tmpt tgl lahir",
            "tempat tgl lhr",
            "tmp tgl lahir",
        ],
    ),
    (Tujuan::AlamatLengkap, &["alamat lengkap", "alamat rt rw", "alamat rt rw dusun", "alamat dusun rt rw"]),
    (
        Tujuan::Kolom(K::Alamat),
        &["alamat rumah", "alamat tinggal", "alamat ktp", "alamat kk", "alamat jalan", "jalan"],
    ),
    (
        Tujuan::Kolom(K::Dusun),
        &[
            "nama dusun",
            "dsn",
            "dukuh",
            "pedukuhan",
            "padukuhan",
            "lingkungan",
            "kampung",
            "banjar",
            "jorong",
            "dusun lingkungan",
            "dusun pedukuhan",
            "nama dukuh",
        ],
    ),
    (Tujuan::Kolom(K::Rw), &["no rw", "nomor rw"]),
    (Tujuan::Kolom(K::Rt), &["no rt", "nomor rt"]),
    (
        Tujuan::Kolom(K::Nama),
        &[
            "nama penduduk",
            "nama warga",
            "nama anggota",
            "nama anggota keluarga",
            "nama lgkp",
            "nm lengkap",
            "nama orang",
            "nama jiwa",
        ],
    ),
    (
        Tujuan::Kolom(K::NoKk),
        &["no kartu keluarga", "nomor kartu keluarga", "nkk", "kartu keluarga", "nomor kk kartu keluarga"],
    ),
    (
        Tujuan::Kolom(K::Nik),
        &[
            "no nik",
            "nomor nik",
            "no ktp",
            "nomor ktp",
            "no induk kependudukan",
            "nomor induk kependudukan",
            "nik ktp",
            "no nik ktp",
            "nomor induk penduduk",
            "nik penduduk",
        ],
    ),
    (
        Tujuan::Kolom(K::Sex),
        &[
            "l/p",
            "kelamin",
            "gender",
            "jenkel",
            "jns kelamin",
            "jns kel",
            "jenis kel",
            "j kelamin",
            "p/l",
            "jns klmin",
            "jenis klmin",
            "lk/pr",
        ],
    ),
    (
        Tujuan::Kolom(K::TempatLahir),
        &[
            "lahir di",
            "tmpt lahir",
            "tmp lahir",
            "tempat lhr",
            "tmpt lhr",
            "kota lahir",
            "tpt lahir",
            "tempat kelahiran",
        ],
    ),
    (
        Tujuan::Kolom(K::TanggalLahir),
        &["tgl lhr", "tanggal lhr", "tanggal kelahiran", "tgl kelahiran", "lahir tanggal", "tg lahir"],
    ),
    (Tujuan::Kolom(K::Agama), &["kode agama", "agm", "nama agama"]),
    (
        Tujuan::Kolom(K::PendidikanKk),
        &[
            "pendidikan terakhir",
            "pendidikan akhir",
            "pddk akhir",
            "pend terakhir",
            "pend akhir",
            "pddkn",
            "pendidikan tertinggi",
            "pddkn akhir",
            "pendidikan dlm kk",
        ],
    ),
    (Tujuan::Kolom(K::PendidikanSedang), &["sedang sekolah", "pendidikan saat ini", "sekolah sekarang"]),
    (
        Tujuan::Kolom(K::Pekerjaan),
        &["jenis pekerjaan", "jenis pkrjn", "pkrjn", "mata pencaharian", "profesi", "kerja"],
    ),
    (
        Tujuan::Kolom(K::StatusKawin),
        &[
            "stat kawin",
            "stat kwn",
            "status nikah",
            "status pernikahan",
            "sts kawin",
            "status kwn",
            "perkawinan",
            "kawin",
            "stat perkawinan",
            "sts perkawinan",
        ],
    ),
    (
        Tujuan::Kolom(K::Shdk),
        &[
            "hubungan keluarga",
            "hub keluarga",
            "hub kel",
            "status hubungan dalam keluarga",
            "status hubungan",
            "status dalam keluarga",
            "hdk",
            "stat hbkel",
            "hubungan dlm keluarga",
            "status keluarga",
            "hub dlm kel",
            "kedudukan dalam keluarga",
            "hubungan dengan kepala keluarga",
            "hub dgn kk",
            "hubungan kk",
            "hbkel",
            "status hub keluarga",
            "hubungan kepala keluarga",
        ],
    ),
    (Tujuan::Kolom(K::Warganegara), &["wni wna", "kwn", "kewarganegaraan wni wna"]),
    (Tujuan::Kolom(K::AyahNik), &["no nik ayah", "nik bapak", "nomor nik ayah"]),
    (
        Tujuan::Kolom(K::NamaAyah),
        &[
            "ayah",
            "bapak",
            "nama bapak",
            "nama lgkp ayah",
            "ayah kandung",
            "nama ayah kandung",
            "nama lengkap ayah",
        ],
    ),
    (Tujuan::Kolom(K::IbuNik), &["no nik ibu", "nomor nik ibu"]),
    (
        Tujuan::Kolom(K::NamaIbu),
        &["ibu", "nama ibu kandung", "nama lgkp ibu", "ibu kandung", "nama lengkap ibu"],
    ),
    (Tujuan::Kolom(K::GolonganDarah), &["gol drh", "g drh", "goldar", "gol", "darah"]),
    (
        Tujuan::Kolom(K::AktaLahir),
        &[
            "no akta lahir",
            "no akta kelahiran",
            "no akte lahir",
            "akte lahir",
            "akta kelahiran",
            "no akte kelahiran",
            "nomor akta lahir",
            "nomor akte kelahiran",
            "no akta lhr",
        ],
    ),
    (Tujuan::Kolom(K::Paspor), &["no paspor", "no pasport", "passport"]),
    (
        Tujuan::Kolom(K::PasporBerakhir),
        &["tgl akhir paspor", "tanggal berakhir paspor", "masa berlaku paspor"],
    ),
    (Tujuan::Kolom(K::Kitas), &["no kitas", "kitas", "kitap", "no kitas/kitap"]),
    (
        Tujuan::Kolom(K::AktaPerkawinan),
        &[
            "no akta kawin",
            "akta kawin",
            "no akta nikah",
            "akta nikah",
            "buku nikah",
            "no buku nikah",
            "no akta perkawinan",
            "no akta kwn",
        ],
    ),
    (
        Tujuan::Kolom(K::TanggalPerkawinan),
        &["tgl kawin", "tanggal kawin", "tanggal nikah", "tgl nikah", "tgl perkawinan", "tgl kwn"],
    ),
    (
        Tujuan::Kolom(K::AktaPerceraian),
        &["no akta cerai", "akta cerai", "no akta perceraian", "no akta crai"],
    ),
    (Tujuan::Kolom(K::TanggalPerceraian), &["tgl cerai", "tanggal cerai", "tgl perceraian", "tgl crai"]),
    (
        Tujuan::Kolom(K::Cacat),
        &[
            "penyandang cacat",
            "disabilitas",
            "jenis cacat",
            "penyandang disabilitas",
            "pnydng cct",
            "kelainan fisik",
        ],
    ),
    (Tujuan::Kolom(K::CaraKb), &["kb", "akseptor kb", "alat kontrasepsi", "jenis kb"]),
    (Tujuan::Kolom(K::Hamil), &["status hamil", "status kehamilan"]),
    (Tujuan::Kolom(K::KtpEl), &["e ktp", "kepemilikan ktp", "status ktp el"]),
    (Tujuan::Kolom(K::StatusRekam), &["stat rkm", "status perekaman", "perekaman ktp", "status rekam ktp"]),
    (Tujuan::Kolom(K::AlamatSekarang), &["domisili", "alamat domisili", "alamat saat ini"]),
    (Tujuan::Kolom(K::StatusDasar), &["status penduduk", "status hidup", "flag status"]),
    (Tujuan::Kolom(K::Suku), &["suku bangsa", "etnis"]),
    (Tujuan::Kolom(K::Asuransi), &["jenis asuransi", "bpjs", "jaminan kesehatan"]),
    (Tujuan::Kolom(K::NoAsuransi), &["no bpjs", "nomor bpjs", "nomor kartu bpjs"]),
    (Tujuan::Kolom(K::Lat), &["latitude"]),
    (Tujuan::Kolom(K::Lng), &["longitude", "long"]),
];

impl Tujuan {
    /// What holds several of our columns at once.
    pub(super) const GABUNGAN: [Self; 4] =
        [Self::RtRw, Self::RwRt, Self::TempatTanggalLahir, Self::AlamatLengkap];

    /// By which it is stored and sent.
    pub(super) fn kode(self) -> &'static str {
        match self {
            Self::Kolom(k) => k.nama(),
            Self::RtRw => "rt_rw",
            Self::RwRt => "rw_rt",
            Self::TempatTanggalLahir => "tempat_tanggal_lahir",
            Self::AlamatLengkap => "alamat_lengkap",
        }
    }

    pub(super) fn dari_kode(kode: &str) -> Option<Self> {
        let satu = K::SEMUA.iter().find(|k| k.nama() == kode).map(|k| Self::Kolom(*k));
        satu.or_else(|| Self::GABUNGAN.into_iter().find(|t| t.kode() == kode))
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Kolom(k) => k.label(),
            Self::RtRw => "RT/RW dalam satu kolom",
            Self::RwRt => "RW/RT dalam satu kolom",
            Self::TempatTanggalLahir => "Tempat dan tanggal lahir dalam satu kolom",
            Self::AlamatLengkap => "Alamat dengan RT, RW, dan dusun di dalamnya",
        }
    }

    /// Our columns that it fills for sure.
    pub(super) fn isi(self) -> &'static [K] {
        static SEMUA: [K; 43] = K::SEMUA;
        match self {
            Self::Kolom(k) => std::slice::from_ref(&SEMUA[k as usize]),
            Self::RtRw | Self::RwRt => &[K::Rt, K::Rw],
            Self::TempatTanggalLahir => &[K::TempatLahir, K::TanggalLahir],
            Self::AlamatLengkap => &[K::Alamat],
        }
    }

    /// What a heading most likely means.
    pub(super) fn tebak(judul: &str) -> Option<Self> {
        if let Some(i) = kolom::dari_judul(judul) {
            return Some(Self::Kolom(K::SEMUA[i]));
        }
        let dicari = kunci(judul);
        let cocok = |kata: &[&str]| kata.iter().any(|k| kunci(k) == dicari);
        PADANAN.iter().find(|(_, kata)| !dicari.is_empty() && cocok(kata)).map(|(t, _)| *t)
    }
}

impl From<Tujuan> for String {
    fn from(tujuan: Tujuan) -> Self {
        tujuan.kode().to_owned()
    }
}

impl TryFrom<String> for Tujuan {
    type Error = &'static str;

    fn try_from(kode: String) -> Result<Self, Self::Error> {
        Self::dari_kode(&kode).ok_or("no column of ours")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn other_words_for_our_columns() {
        for (judul, tujuan) in [
            ("No. NIK", Tujuan::Kolom(K::Nik)),
            ("NAMA LENGKAP", Tujuan::Kolom(K::Nama)),
            ("Tgl Lhr", Tujuan::Kolom(K::TanggalLahir)),
            ("L/P", Tujuan::Kolom(K::Sex)),
            ("jenis kelamin", Tujuan::Kolom(K::Sex)),
            ("RT/RW", Tujuan::RtRw),
            ("Tempat, Tgl. Lahir", Tujuan::TempatTanggalLahir),
            ("Stat Kwn", Tujuan::Kolom(K::StatusKawin)),
            ("HUB.KEL", Tujuan::Kolom(K::Shdk)),
            ("KK", Tujuan::Kolom(K::NoKk)),
            ("Lahir di", Tujuan::Kolom(K::TempatLahir)),
            ("G.DRH", Tujuan::Kolom(K::GolonganDarah)),
        ] {
            assert_eq!(Tujuan::tebak(judul), Some(tujuan), "{judul}");
        }
        for judul in ["", "No", "Status", "Ket.", "Nama Kepala Keluarga", "Wjb KTP"] {
            assert_eq!(Tujuan::tebak(judul), None, "{judul}");
        }
    }

    #[test]
    fn no_word_means_two_things() {
        let semua: Vec<String> = PADANAN.iter().flat_map(|(_, kata)| kata.iter().map(|k| kunci(k))).collect();
        let beda: HashSet<&String> = semua.iter().collect();
        assert_eq!(beda.len(), semua.len());
        for kata in &semua {
            assert_eq!(kolom::dari_judul(kata), None, "{kata} stands among the columns already");
        }
    }
}
