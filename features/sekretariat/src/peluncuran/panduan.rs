//! One page for each role: what one does in a day, and what to do when something is wrong. Plain words.

use wilayah::Sebutan;

/// Whom a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peran {
    Operator,
    Verifikator,
    Penandatangan,
    Dukuh,
    Warga,
    Camat,
}

/// A part of a page: its heading and its steps.
pub type Bagian = (&'static str, &'static [&'static str]);

impl Peran {
    pub const SEMUA: [Self; 6] =
        [Self::Operator, Self::Verifikator, Self::Penandatangan, Self::Dukuh, Self::Warga, Self::Camat];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Verifikator => "verifikator",
            Self::Penandatangan => "penandatangan",
            Self::Dukuh => "dukuh",
            Self::Warga => "warga",
            Self::Camat => "camat",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|peran| peran.kode() == kode)
    }

    /// Whom the page is for, in the village's words.
    pub fn judul(self, s: &Sebutan) -> String {
        match self {
            Self::Operator => "Panduan operator".to_owned(),
            Self::Verifikator => "Panduan pemeriksa surat".to_owned(),
            Self::Penandatangan => format!("Panduan {}", s.kepala),
            Self::Dukuh => format!("Panduan {} dan RT", s.kepala_dusun.unwrap_or("Kepala Dusun")),
            Self::Warga => "Panduan warga".to_owned(),
            Self::Camat => format!("Panduan {}", s.kepala_atasan),
        }
    }

    pub fn bagian(self) -> &'static [Bagian] {
        match self {
            Self::Operator => OPERATOR,
            Self::Verifikator => VERIFIKATOR,
            Self::Penandatangan => PENANDATANGAN,
            Self::Dukuh => DUKUH,
            Self::Warga => WARGA,
            Self::Camat => CAMAT,
        }
    }
}

/// A sentence with the village's own words: `{kepala}`, `{sekretaris}`, `{unit}`, `{dusun}`, `{kepala_dusun}`.
pub fn kalimat(teks: &str, s: &Sebutan) -> String {
    teks.replace("{kepala}", s.kepala)
        .replace("{sekretaris}", s.sekretaris.unwrap_or("sekretaris"))
        .replace("{unit}", s.unit)
        .replace("{kepala_dusun}", s.kepala_dusun.unwrap_or("Kepala dusun"))
        .replace("{dusun}", s.dusun.unwrap_or("dusun"))
}

const OPERATOR: &[Bagian] = &[
    (
        "Setiap pagi",
        &[
            "Buka Beranda. Angka merah dikerjakan lebih dulu.",
            "Buka Permohonan. Yang tenggatnya paling dekat ada di atas.",
            "Catat surat yang datang di Surat masuk, lalu unggah pindaiannya.",
        ],
    ),
    (
        "Membuat surat",
        &[
            "Pilih Surat, lalu Surat baru. Cari nama warga; data diisi dari kependudukan.",
            "Periksa pratinjau, lalu ajukan. Nomor diberikan sendiri, jangan menulis nomor di luar Balai.",
            "Sesudah surat diserahkan, catat siapa yang mengambil.",
        ],
    ),
    (
        "Data penduduk",
        &[
            "Lahir, mati, pindah, dan datang dicatat sebagai peristiwa, bukan dengan mengubah data langsung.",
            "Tampilkan NIK hanya bila perlu. Setiap pembukaan tercatat dengan nama Anda.",
        ],
    ),
    (
        "Bila ada masalah",
        &[
            "Salah catat: pakai Koreksi atau Batalkan dengan alasan. Jangan menghapus kertasnya.",
            "Listrik atau internet padam: tulis tangan, lalu masukkan lewat Catat surat manual.",
            "Jangan meminjamkan akun. Akun bersama tidak dapat dipertanggungjawabkan.",
        ],
    ),
];

const VERIFIKATOR: &[Bagian] = &[
    (
        "Memeriksa surat",
        &[
            "Buka Surat, bagian Menunggu. Surat yang menunggu paraf Anda ada di sana.",
            "Cocokkan nama, tanggal lahir, dan isi dengan syarat yang dibawa warga.",
            "Benar: beri paraf. Salah: kembalikan dengan alasan yang jelas, supaya operator tahu apa yang diperbaiki.",
        ],
    ),
    (
        "Disposisi",
        &[
            "Buka Disposisi saya. Baca suratnya, kerjakan petunjuknya.",
            "Tulis apa yang sudah dikerjakan, lalu tandai selesai.",
            "Surat rahasia hanya terbuka untuk penerimanya. Jangan difoto atau diteruskan.",
        ],
    ),
    (
        "Yang perlu diingat",
        &[
            "Paraf Anda berarti Anda sudah memeriksa. Nama dan jamnya tercatat.",
            "Bila Anda cuti, minta {sekretaris} mencatat penggantinya sebelum Anda pergi.",
        ],
    ),
];

const PENANDATANGAN: &[Bagian] = &[
    (
        "Menandatangani dari ponsel",
        &[
            "Buka Balai di ponsel, masuk, lalu ketik kode sekali pakai dari aplikasi kode Anda.",
            "Buka Surat, bagian Menunggu. Baca dulu suratnya, baru tanda tangani.",
            "Kata sandi tanda tangan tidak disimpan di mana pun. Jangan diberikan kepada siapa pun, juga kepada operator.",
        ],
    ),
    (
        "Surat masuk",
        &[
            "Buka Surat masuk, pilih suratnya, lalu Beri disposisi.",
            "Centang penerima dan petunjuk; isi batas waktu bila mendesak.",
            "Beranda menunjukkan disposisi yang belum selesai.",
        ],
    ),
    (
        "Bila berhalangan",
        &[
            "Minta {sekretaris} mencatat Plh. atau Plt. dengan nomor dan tanggal keputusannya.",
            "Ponsel hilang: segera minta pengelola sistem mengakhiri sesi Anda dan mencabut sertifikat Anda.",
        ],
    ),
    (
        "Keputusan yang hanya milik Anda",
        &["Mencabut surat yang sudah terbit.", "Memutus usul pemusnahan arsip, sesudah membaca daftarnya."],
    ),
];

const DUKUH: &[Bagian] = &[
    (
        "Melaporkan perubahan",
        &[
            "Ada kelahiran, kematian, kepindahan, atau pendatang di {dusun} Anda: isi menu Lapor di ponsel pada hari itu juga.",
            "Sebutkan nama, tanggal, dan nomor rumah. Jangan mengirim foto KTP atau KK lewat grup.",
        ],
    ),
    (
        "Menghubungkan WhatsApp warga",
        &[
            "Datangi warga, lihat KTP-nya, lalu buat kode di Balai lewat ponsel Anda.",
            "Warga mengirim kode itu dari ponselnya sendiri ke nomor kantor. Selesai.",
            "Jangan mengetik kode dari ponsel Anda: nomor Anda yang akan terhubung, bukan nomor warga.",
        ],
    ),
    (
        "Disposisi",
        &[
            "Buka Disposisi saya. Surat yang diteruskan kepada Anda ada di sana.",
            "Sesudah dikerjakan, tulis hasilnya dan tandai selesai.",
        ],
    ),
    (
        "Yang Anda lihat",
        &["Hanya warga di wilayah Anda. Data itu dipercayakan untuk tugas, bukan untuk disebarkan."],
    ),
];

const WARGA: &[Bagian] = &[
    (
        "Meminta surat lewat WhatsApp",
        &[
            "Kirim kata MENU ke nomor kantor, lalu pilih Minta surat.",
            "Pertama kali, sebutkan NIK dan tanggal lahir. Kode dikirim ke nomor Anda yang tercatat.",
            "Pilih suratnya dan jawab pertanyaannya. Kabar datang setiap kali keadaannya berubah.",
        ],
    ),
    (
        "Belum punya WhatsApp",
        &[
            "Datang ke kantor dengan KTP. Petugas loket membuatkan surat yang sama.",
            "{kepala_dusun} atau RT dapat membantu menyampaikan.",
        ],
    ),
    (
        "Memeriksa keaslian surat",
        &[
            "Pindai kode QR di surat dengan kamera ponsel.",
            "Halaman yang terbuka menyebut nomor, tanggal, dan keadaan suratnya.",
        ],
    ),
    (
        "Data Anda",
        &[
            "Petugas tidak pernah meminta kode lewat telepon. Jangan berikan kode kepada siapa pun.",
            "Anda boleh meminta salinan data Anda dan melihat siapa yang pernah membukanya.",
            "Tidak ingin menerima pesan lagi: kirim BERHENTI.",
        ],
    ),
];

const CAMAT: &[Bagian] = &[
    (
        "Surat dari {unit}",
        &[
            "Pindai kode QR di surat dengan kamera ponsel. Tidak perlu akun.",
            "Halaman yang terbuka menyebut jenis, nomor, tanggal, penanda tangan, dan keadaannya.",
            "Surat yang sudah dicabut atau diganti disebut demikian. Jangan dipakai lagi.",
            "Surat yang memerlukan pengesahan Anda dibawa warga; tanda tangani di tempat yang tersedia.",
        ],
    ),
    (
        "Surat Anda kepada {unit}",
        &[
            "Dicatat di agenda pada hari diterima, lalu didisposisikan {kepala} dengan batas waktu.",
            "Perlu kepastian? Sebut nomor surat Anda; {sekretaris} melihat siapa yang mengerjakan.",
        ],
    ),
    (
        "Laporan",
        &[
            "Laporan kependudukan bulanan dibekukan tiap awal bulan dan tidak berubah sesudahnya.",
            "Buku administrasi menurut Permendagri 47/2016 dapat diminta sebagai PDF atau Excel untuk masa mana pun.",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_has_a_page_of_its_own() {
        for (ke, peran) in Peran::SEMUA.into_iter().enumerate() {
            assert_eq!(Peran::dari_kode(peran.kode()), Some(peran));
            let langkah: usize = peran.bagian().iter().map(|(_, langkah)| langkah.len()).sum();
            assert!((5..=14).contains(&langkah), "{peran:?} fits on a page: {langkah}");
            for lain in &Peran::SEMUA[ke + 1..] {
                assert_ne!(peran.bagian(), lain.bagian());
            }
        }
    }
}
