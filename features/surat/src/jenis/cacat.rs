//! What is wrong with a kind's definition, told to whoever writes it.

use kamus::{Agama, Daftar, JenisKelamin, StatusDasar, StatusKawin};

use super::{Jenis, JenisPokok, Penanda, Pokok, Tipe};
use crate::badan::{AWAL, DIBUBARKAN};

/// Rows that a table may have: a form of more is no form.
const BARIS: usize = 50;
/// Days that a letter may be valid: a hundred years.
pub(crate) const MASA: i32 = 36_500;

impl Jenis {
    /// Contradictions within the definition; empty when it is whole. The template is tried elsewhere.
    pub fn cacat(&self) -> Vec<String> {
        let mut salah = Vec::new();
        if self.nama.trim().is_empty() || self.judul.trim().is_empty() {
            salah.push("Nama dan judul surat harus diisi.".to_owned());
        }
        if !klasifikasi_sah(&self.klasifikasi) {
            salah.push("Kode klasifikasi berupa angka dan titik, misalnya 400.12.2.1.".to_owned());
        }
        if self.masa_hari.is_some_and(|hari| !(1..=MASA).contains(&hari)) {
            salah.push(format!("Masa berlaku (masa_hari) antara 1 dan {MASA} hari."));
        }
        self.pokok.cacat(&mut salah);
        self.isian_cacat(&mut salah);
        self.ttd_cacat(&mut salah);
        self.peristiwa_cacat(&mut salah);
        self.lembaga_cacat(&mut salah);
        let mut kode: Vec<&str> = self.syarat.iter().map(|syarat| syarat.kode.as_str()).collect();
        kode.sort_unstable();
        if let Some([ganda, ..]) = kode.windows(2).find(|dua| dua[0] == dua[1]) {
            salah.push(format!("Syarat {ganda} ada dua kali."));
        }
        salah
    }

    fn isian_cacat(&self, salah: &mut Vec<String>) {
        for (ke, isian) in self.isian.iter().enumerate() {
            let nama = &isian.nama;
            for kolom in std::iter::once(isian).chain(&isian.kolom) {
                if !nama_sah(&kolom.nama) {
                    salah.push(format!(
                        "Nama isian {} harus huruf kecil, angka, dan garis bawah.",
                        kolom.nama
                    ));
                }
                if (kolom.tipe == Tipe::Pilihan) == kolom.pilihan.is_empty() {
                    salah.push(format!("Isian {} bertipe pilihan harus punya daftar pilihan.", kolom.nama));
                }
            }
            if self.isian[..ke].iter().any(|lain| lain.nama == *nama) {
                salah.push(format!("Isian {nama} ada dua kali."));
            }
            if (isian.tipe == Tipe::Tabel) == isian.kolom.is_empty() {
                salah.push(format!("Isian {nama} bertipe tabel harus punya kolom."));
            }
            if isian.baris_maks.unwrap_or(BARIS) > BARIS
                || isian.baris_min > isian.baris_maks.unwrap_or(BARIS)
            {
                salah.push(format!(
                    "Baris tabel {nama}: baris_maks paling banyak {BARIS}, dan baris_min tidak lebih dari itu."
                ));
            }
            if isian.kolom.iter().any(|kolom| kolom.tipe.majemuk()) {
                salah.push(format!("Kolom tabel {nama} tidak boleh terdiri atas beberapa kotak."));
            }
            for bagian in isian.bagian_asing() {
                salah.push(format!("Bagian {bagian} pada isian {nama} tidak dikenal."));
            }
            if let Some(lebih_dulu) = &isian.sesudah
                && !self.isian.iter().any(|lain| lain.nama == *lebih_dulu && lain.tipe == Tipe::Tanggal)
            {
                salah.push(format!("Isian {nama} menunjuk tanggal {lebih_dulu} yang tidak ada."));
            }
        }
    }

    fn peristiwa_cacat(&self, salah: &mut Vec<String>) {
        let Some(kait) = &self.peristiwa else { return };
        let Some(macam) = kependudukan::peristiwa::macam_dari_alamat(&kait.macam) else {
            salah.push(format!("Peristiwa {} tidak dikenal.", kait.macam));
            return;
        };
        let kotak: Vec<String> =
            self.isian.iter().flat_map(|isian| isian.daun(0)).map(|daun| daun.nama).collect();
        for (bidang, isian) in &kait.isian {
            if !macam.semua_bidang().any(|ada| ada.nama == bidang) || !kotak.contains(isian) {
                salah.push(format!("Kaitan peristiwa {bidang} dengan isian {isian} tidak ada."));
            }
        }
        if let Some(orang) = &kait.orang
            && !kotak.contains(&format!("{orang}-nik"))
        {
            salah.push(format!("Peristiwa menunjuk orang {orang} yang tidak ditanya NIK-nya."));
        }
    }

    /// A body does not sign, asks for nothing by itself, and is not born.
    fn lembaga_cacat(&self, salah: &mut Vec<String>) {
        let tentang = self.pokok.jenis;
        for isian in &self.isian {
            if let Some(kata) = isian.awal.as_deref().filter(|kata| !AWAL.contains(kata)) {
                let dikenal = AWAL.join(", ");
                salah.push(format!(
                    "awal {kata} pada isian {} tidak dikenal. Tulis salah satu: {dikenal}.",
                    isian.nama
                ));
            }
            if isian.khusus.is_some() && tentang != JenisPokok::OrangAtauLembaga {
                salah.push(format!(
                    "khusus pada isian {} hanya untuk pokok.jenis orang_atau_lembaga.",
                    isian.nama
                ));
            }
        }
        if !matches!(tentang, JenisPokok::Lembaga | JenisPokok::OrangAtauLembaga) {
            return;
        }
        let ditandatangani = self.ttd.iter().any(|ttd| ttd.oleh == Penanda::Pokok);
        if ditandatangani && !self.penanggung_jawab().is_some_and(|isian| isian.wajib) {
            salah.push(
                "Lembaga tidak menandatangani sendiri. Tambahkan isian wajib bertipe orang dengan peran pemohon atau \
                 kuasa: orang itu yang menandatangani."
                    .to_owned(),
            );
        }
        if self.peristiwa.is_some() {
            salah.push("Peristiwa kependudukan terjadi pada orang, bukan pada lembaga.".to_owned());
        }
        if tentang == JenisPokok::Lembaga {
            if self.mandiri {
                salah.push("Surat tentang lembaga diminta di kantor: hapus mandiri.".to_owned());
            }
            self.pokok.orang_saja(salah);
        }
    }

    fn ttd_cacat(&self, salah: &mut Vec<String>) {
        if self.ttd.is_empty() {
            salah.push("Surat harus punya paling sedikit satu blok tanda tangan.".to_owned());
        }
        for ttd in &self.ttd {
            let nama = ttd.isian.as_deref().unwrap_or_default();
            let ada = self
                .isian
                .iter()
                .any(|isian| isian.nama == nama && matches!(isian.tipe, Tipe::Orang | Tipe::Tabel));
            if (ttd.oleh == Penanda::Isian) != ada {
                salah.push(format!(
                    "Blok tanda tangan menunjuk isian {nama}, padahal bukan orang atau tabel yang ada."
                ));
            }
        }
    }
}

impl Pokok {
    /// What only a person has.
    fn orang_saja(&self, salah: &mut Vec<String>) {
        for (kunci, ditulis) in [
            ("jenis_kelamin", self.jenis_kelamin.is_some()),
            ("status_kawin", !self.status_kawin.is_empty()),
            ("agama", !self.agama.is_empty()),
            ("umur_min", self.umur_min.is_some()),
            ("umur_maks", self.umur_maks.is_some()),
            ("penduduk", self.penduduk),
        ] {
            if ditulis {
                salah.push(format!(
                    "pokok.{kunci} hanya dimiliki orang, sedangkan surat ini tentang lembaga."
                ));
            }
        }
    }

    fn cacat(&self, salah: &mut Vec<String>) {
        let (min, maks) = (self.umur_min.unwrap_or(0), self.umur_maks.unwrap_or(150));
        if !(0..=maks).contains(&min) || maks > 150 {
            salah.push(
                "Umur pada pokok antara 0 dan 150 tahun, umur_min tidak lebih dari umur_maks.".to_owned(),
            );
        }
        let kelamin = self.jenis_kelamin.as_slice();
        for (kunci, kata, asing) in [
            ("jenis_kelamin", daftar::<JenisKelamin>(), asing::<JenisKelamin>(kelamin)),
            ("status_kawin", daftar::<StatusKawin>(), asing::<StatusKawin>(&self.status_kawin)),
            ("agama", daftar::<Agama>(), asing::<Agama>(&self.agama)),
            ("bekas", self.daftar_bekas(), self.bekas_asing()),
        ] {
            if let Some(asing) = asing {
                salah.push(format!("{asing} pada pokok.{kunci} tidak dikenal. Tulis salah satu: {kata}."));
            }
        }
    }
}

impl Pokok {
    fn bekas_asing(&self) -> Option<String> {
        let lembaga = self.jenis.menerima_lembaga();
        let orang: Vec<String> =
            self.bekas.iter().filter(|kata| !(lembaga && kata.as_str() == DIBUBARKAN)).cloned().collect();
        if self.jenis == JenisPokok::Lembaga {
            orang.into_iter().next()
        } else {
            asing::<StatusDasar>(&orang)
        }
    }

    fn daftar_bekas(&self) -> String {
        match self.jenis {
            JenisPokok::Orang => daftar::<StatusDasar>(),
            JenisPokok::Lembaga => DIBUBARKAN.to_owned(),
            _ => format!("{}, {DIBUBARKAN}", daftar::<StatusDasar>()),
        }
    }
}

/// The first word that stands in no list.
fn asing<T: Daftar>(kata: &[String]) -> Option<String> {
    kata.iter().find(|kata| T::semua().iter().all(|satu| satu.label() != kata.as_str())).cloned()
}

fn daftar<T: Daftar>() -> String {
    T::semua().iter().map(|satu| satu.label()).collect::<Vec<_>>().join(", ")
}

fn nama_sah(nama: &str) -> bool {
    !nama.is_empty() && nama.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// "400.12.2.1": numbers and dots, two parts at least.
pub(crate) fn klasifikasi_sah(kode: &str) -> bool {
    let angka =
        |bagian: &str| !bagian.is_empty() && bagian.len() <= 3 && bagian.bytes().all(|b| b.is_ascii_digit());
    kode.contains('.') && kode.split('.').all(angka)
}
