//! One row: from cells to typed values, with every fault named.

mod baca_sel;
mod silang;

use jiff::civil::Date;
use kamus::{
    Agama, Asuransi, Cacat, CaraKb, GolonganDarah, JenisKelamin, Kehamilan, Kewarganegaraan, KtpEl, Nik,
    NomorKk, Pekerjaan, PendidikanKk, PendidikanSedang, Shdk, StatusDasar, StatusKawin, StatusRekam,
};
use serde::{Deserialize, Serialize};

use super::buku::BarisMentah;
use super::kolom::K;
use super::lembar::Lembar;
use super::{Berat, Temuan};
pub(super) use baca_sel::Nomor;
use baca_sel::Pembaca;

/// A person as the workbook describes them. The fields without `Option` are those without which
/// nobody can be registered; `no_kk` and `nik` are `None` while Dukcapil has issued none.
///
/// Serialised it holds the numbers in clear text: only for what is sealed, between the report and
/// the confirmed commit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarisPenduduk {
    /// The row's number as the spreadsheet shows it.
    pub baris: u32,
    #[serde(with = "kamus::terbuka::opsi")]
    pub nik: Option<Nik>,
    /// OpenSID's stand-in for a missing NIK (`0…`), which tells such persons apart.
    pub nik_sementara: Option<String>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub no_kk: Option<NomorKk>,
    /// The same for a missing family card number.
    pub kk_sementara: Option<String>,
    pub nama: String,
    pub jenis_kelamin: JenisKelamin,
    pub tanggal_lahir: Date,
    pub shdk: Shdk,
    pub status_dasar: StatusDasar,
    pub dusun: String,
    /// Three digits where it is a number, `-` where the village has none.
    pub rw: String,
    pub rt: String,
    pub rincian: Rincian,
}

/// The rest of the 43 columns; a blank cell is `None`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Rincian {
    pub alamat: Option<String>,
    pub tempat_lahir: Option<String>,
    pub agama: Option<Agama>,
    pub pendidikan_kk: Option<PendidikanKk>,
    pub pendidikan_sedang: Option<PendidikanSedang>,
    pub pekerjaan: Option<Pekerjaan>,
    pub status_kawin: Option<StatusKawin>,
    pub kewarganegaraan: Option<Kewarganegaraan>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub ayah_nik: Option<Nik>,
    pub nama_ayah: Option<String>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub ibu_nik: Option<Nik>,
    pub nama_ibu: Option<String>,
    pub golongan_darah: Option<GolonganDarah>,
    pub akta_lahir: Option<String>,
    pub paspor: Option<String>,
    pub paspor_berakhir: Option<Date>,
    pub kitas: Option<String>,
    pub akta_perkawinan: Option<String>,
    pub tanggal_perkawinan: Option<Date>,
    pub akta_perceraian: Option<String>,
    pub tanggal_perceraian: Option<Date>,
    pub cacat: Option<Cacat>,
    pub cara_kb: Option<CaraKb>,
    pub kehamilan: Option<Kehamilan>,
    pub ktp_el: Option<KtpEl>,
    pub status_rekam: Option<StatusRekam>,
    pub alamat_sekarang: Option<String>,
    pub suku: Option<String>,
    pub tag_id_card: Option<String>,
    pub asuransi: Option<Asuransi>,
    pub no_asuransi: Option<String>,
    /// Degrees, WGS84.
    pub lintang: Option<f64>,
    pub bujur: Option<f64>,
}

/// A row on its way: what could be read of it, so that rows can be checked against each other even
/// when some of them are faulty.
#[derive(Debug, Clone)]
pub(super) struct Draf {
    pub(super) baris: u32,
    pub(super) nik: Nomor<Nik>,
    pub(super) kk: Nomor<NomorKk>,
    pub(super) nama: Option<String>,
    pub(super) jenis_kelamin: Option<JenisKelamin>,
    pub(super) tanggal_lahir: Option<Date>,
    pub(super) shdk: Option<Shdk>,
    pub(super) status_dasar: StatusDasar,
    pub(super) dusun: Option<String>,
    pub(super) rw: Option<String>,
    pub(super) rt: Option<String>,
    pub(super) rincian: Rincian,
    /// Set once all findings are in.
    pub(super) galat: bool,
}

impl Draf {
    /// Belongs to the village's residents now.
    pub(super) fn aktif(&self) -> bool {
        self.status_dasar == StatusDasar::Hidup
    }

    pub(super) fn temuan(&self, kolom: K, berat: Berat, nilai: &str, kalimat: String) -> Temuan {
        let nilai = super::sel::samarkan(nilai);
        Temuan { baris: self.baris, kolom: kolom.nama(), nilai, berat, kalimat }
    }

    /// The accepted row; `None` when a fault stands against it.
    pub(super) fn jadi(self) -> Option<BarisPenduduk> {
        if self.galat {
            return None;
        }
        let (nik, nik_sementara) = self.nik.pisah();
        let (no_kk, kk_sementara) = self.kk.pisah();
        Some(BarisPenduduk {
            baris: self.baris,
            nik,
            nik_sementara,
            no_kk,
            kk_sementara,
            nama: self.nama?,
            jenis_kelamin: self.jenis_kelamin?,
            tanggal_lahir: self.tanggal_lahir?,
            shdk: self.shdk?,
            status_dasar: self.status_dasar,
            dusun: self.dusun?,
            rw: self.rw?,
            rt: self.rt?,
            rincian: self.rincian,
        })
    }
}

/// Marks the rows against which an error was found.
pub(super) fn tandai_galat(draf: &mut [Draf], temuan: &[Temuan]) {
    let buruk: std::collections::HashSet<u32> =
        temuan.iter().filter(|t| t.berat == Berat::Galat).map(|t| t.baris).collect();
    for d in draf {
        d.galat = buruk.contains(&d.baris);
    }
}

/// Reads one row and checks what can be checked within it.
pub(super) fn urai(lembar: &Lembar, mentah: &BarisMentah, hari_ini: Date, temuan: &mut Vec<Temuan>) -> Draf {
    let mut p = Pembaca { lembar, mentah, temuan };
    let draf = Draf {
        baris: mentah.nomor,
        nik: p.nomor(K::Nik),
        kk: p.nomor(K::NoKk),
        nama: p.nama(),
        jenis_kelamin: p.kode_wajib(K::Sex),
        tanggal_lahir: p.tanggal_lahir(hari_ini),
        shdk: p.kode_wajib(K::Shdk),
        status_dasar: p.kode(K::StatusDasar).unwrap_or(StatusDasar::Hidup),
        dusun: p.teks_wajib(K::Dusun),
        rw: p.rt_rw(K::Rw),
        rt: p.rt_rw(K::Rt),
        rincian: rincian(&mut p),
        galat: false,
    };
    silang::periksa(&draf, hari_ini, temuan);
    draf
}

fn rincian(p: &mut Pembaca<'_>) -> Rincian {
    Rincian {
        alamat: p.teks(K::Alamat),
        tempat_lahir: p.teks_dianjurkan(K::TempatLahir),
        agama: p.kode_dianjurkan(K::Agama),
        pendidikan_kk: p.kode_dianjurkan(K::PendidikanKk),
        pendidikan_sedang: p.kode(K::PendidikanSedang),
        pekerjaan: p.kode_dianjurkan(K::Pekerjaan),
        status_kawin: p.kode_dianjurkan(K::StatusKawin),
        kewarganegaraan: p.kode_dianjurkan(K::Warganegara),
        ayah_nik: p.nik_orang_tua(K::AyahNik),
        nama_ayah: p.teks(K::NamaAyah),
        ibu_nik: p.nik_orang_tua(K::IbuNik),
        nama_ibu: p.teks(K::NamaIbu),
        golongan_darah: p.kode(K::GolonganDarah),
        akta_lahir: p.teks(K::AktaLahir),
        paspor: p.teks(K::Paspor),
        paspor_berakhir: p.tanggal(K::PasporBerakhir),
        kitas: p.teks(K::Kitas),
        akta_perkawinan: p.teks(K::AktaPerkawinan),
        tanggal_perkawinan: p.tanggal(K::TanggalPerkawinan),
        akta_perceraian: p.teks(K::AktaPerceraian),
        tanggal_perceraian: p.tanggal(K::TanggalPerceraian),
        cacat: p.kode(K::Cacat),
        cara_kb: p.kode(K::CaraKb),
        kehamilan: p.kode(K::Hamil),
        ktp_el: p.kode(K::KtpEl),
        status_rekam: p.kode(K::StatusRekam),
        alamat_sekarang: p.teks(K::AlamatSekarang),
        suku: p.teks(K::Suku),
        tag_id_card: p.teks(K::TagIdCard),
        asuransi: p.kode(K::Asuransi),
        no_asuransi: p.teks(K::NoAsuransi),
        lintang: p.derajat(K::Lat, 90.0),
        bujur: p.derajat(K::Lng, 180.0),
    }
}
