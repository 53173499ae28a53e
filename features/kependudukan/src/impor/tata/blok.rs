//! Reading a sheet in blocks, row by row.

use std::collections::HashSet;

use super::denah::{Denah, Kepala};
use super::judul::{self, Letak};
use super::{Hasil, banyak_digit};
use crate::impor::Berat;
use crate::impor::berkas::GalatBerkas;
use crate::impor::buku::BarisMentah;
use crate::impor::kolom::{K, kunci};
use crate::impor::periksa::sebut_baris;
use crate::impor::sel::Sel;

/// Runs of rows that are no persons are told one by one up to here, then summed up.
const BATAS_LEWAT: usize = 40;

/// The state between two rows of a sheet.
pub(super) struct Pengurai {
    denah: &'static Denah,
    letak: Letak,
    keluarga: Option<Keluarga>,
    /// What stood above persons: it comes again on every page.
    pembuka: HashSet<String>,
    mulai: bool,
    ada_judul: bool,
    berulang: Vec<u32>,
    /// A run of rows that are no persons: first and last row, and what stood in the first.
    lewat: Option<(u32, u32, String)>,
    banyak_lewat: usize,
}

struct Keluarga {
    baris: u32,
    kepala: Kepala,
    orang: usize,
    /// A new family began without its card's line.
    putus: bool,
}

impl Pengurai {
    pub(super) fn baru(denah: &'static Denah) -> Self {
        Self {
            denah,
            letak: Letak::baku(denah.orang),
            keluarga: None,
            pembuka: HashSet::new(),
            mulai: false,
            ada_judul: false,
            berulang: Vec::new(),
            lewat: None,
            banyak_lewat: 0,
        }
    }

    pub(super) fn urai(mut self, semua: &[BarisMentah], hasil: &mut Hasil) -> Result<(), GalatBerkas> {
        let mut i = 0;
        while i < semua.len() {
            let baris = &semua[i];
            if let Some(kepala) = (self.denah.kepala)(semua, i) {
                self.tutup_lewat(hasil);
                i += kepala.panjang.max(1);
                self.keluarga_baru(baris.nomor, kepala, hasil);
                continue;
            }
            i += 1;
            if let Some(letak) = judul::baca(baris, self.denah.orang) {
                self.judul(baris, letak, hasil);
            } else if self.seperti_orang(baris) {
                self.tutup_lewat(hasil);
                self.orang(baris, hasil)?;
            } else if !self.lanjutan(baris, hasil) {
                self.bukan_orang(baris, hasil);
            }
        }
        self.tutup_lewat(hasil);
        self.akhir(semua, hasil);
        Ok(())
    }

    fn keluarga_baru(&mut self, baris: u32, kepala: Kepala, hasil: &mut Hasil) {
        if banyak_digit(&kepala.kk) != 16 && !kepala.kk.digit_hilang() {
            let kalimat = if kepala.kk.kosong() {
                "Keluarga ini tidak punya nomor KK. Orang di bawahnya tidak dipakai sampai nomor KK diisi di \
                 baris ini."
            } else {
                "Nomor KK di baris ini tidak 16 angka. Orang di bawahnya tidak dipakai sampai dibetulkan."
            };
            hasil.awas(baris, &kepala.kk.tampil(), kalimat.to_owned());
        }
        self.keluarga = Some(Keluarga { baris, kepala, orang: 0, putus: false });
    }

    fn judul(&mut self, baris: &BarisMentah, letak: Letak, hasil: &mut Hasil) {
        if self.di_tengah() {
            self.berulang.push(baris.nomor + hasil.geser);
        }
        self.ada_judul = true;
        if letak != self.letak {
            let nilai = if letak.bergeser {
                judul::kalimat(&letak, self.denah.nama, self.denah.orang)
            } else {
                format!("Mulai baris ini letak kolom kembali seperti {} biasa.", self.denah.nama)
            };
            hasil.awas(baris.nomor, "", nilai);
            self.letak = letak;
        }
    }

    /// Below somebody of the family at hand.
    fn di_tengah(&self) -> bool {
        self.keluarga.as_ref().is_some_and(|k| k.orang > 0)
    }

    fn sel<'a>(&self, baris: &'a BarisMentah, k: K) -> &'a Sel {
        self.letak.di(k).map_or(&Sel::Kosong, |di| baris.di(di))
    }

    /// A NIK, or a name beside a birth date or a sex.
    fn seperti_orang(&self, baris: &BarisMentah) -> bool {
        if banyak_digit(self.sel(baris, K::Nik)) >= 10 {
            return true;
        }
        let nama = self.sel(baris, K::Nama).tampil();
        if !nama.chars().any(char::is_alphabetic) || nama.contains(':') {
            return false;
        }
        let lahir = match self.sel(baris, K::TanggalLahir) {
            Sel::Tanggal(_) => true,
            sel => kamus::urai_tanggal(&sel.tampil()).is_ok(),
        };
        let kelamin = <kamus::JenisKelamin as kamus::Daftar>::dari_teks(&self.sel(baris, K::Sex).tampil());
        let urut = (1..=3).contains(&banyak_digit(baris.di(self.denah.urut)));
        lahir || (kelamin.is_some() && urut)
    }

    fn orang(&mut self, baris: &BarisMentah, hasil: &mut Hasil) -> Result<(), GalatBerkas> {
        self.mulai = true;
        let urut = baris.di(self.denah.urut).tampil();
        let mut isi: Vec<(K, Sel)> =
            self.letak.kolom.iter().map(|(k, di)| (*k, nilai(*k, baris.di(*di)))).collect();
        if let Some(keluarga) = &mut self.keluarga {
            if keluarga.orang > 0 && urut == "1" {
                keluarga.putus = true;
            }
            keluarga.orang += 1;
            isi.extend(keluarga.sel());
        }
        if let Some(kalimat) = self.keluhan() {
            hasil.catat(baris.nomor, Berat::Galat, "", kalimat);
        }
        hasil.orang(baris.nomor, isi)
    }

    /// What is wrong with the family that a person stands under.
    fn keluhan(&self) -> Option<String> {
        let Some(keluarga) = &self.keluarga else {
            return Some(
                "Tidak ada baris nomor KK di atas orang ini, jadi keluarganya tidak diketahui. Tambahkan \
                 baris itu, lalu unggah lagi."
                    .to_owned(),
            );
        };
        if keluarga.putus {
            return Some(format!(
                "Nomor urut mulai lagi dari 1 tanpa baris nomor KK, jadi orang ini mungkin bukan keluarga di \
                 baris {}. Tambahkan baris nomor KK keluarganya.",
                keluarga.baris
            ));
        }
        let tanpa_kk = banyak_digit(&keluarga.kepala.kk) != 16 && !keluarga.kepala.kk.digit_hilang();
        tanpa_kk.then(|| {
            format!("Nomor KK keluarga ini, di baris {}, kosong atau tidak 16 angka.", keluarga.baris)
        })
    }

    /// A line that only goes on with a column of the person above it.
    fn lanjutan(&self, baris: &BarisMentah, hasil: &mut Hasil) -> bool {
        let Some((k, di)) = self.denah.lanjutan.and_then(|k| Some((k, self.letak.di(k)?))) else {
            return false;
        };
        let sendiri = baris.sel.iter().enumerate().all(|(i, s)| i == di || s.kosong());
        let (true, Sel::Teks(sambungan)) = (sendiri, baris.di(di)) else { return false };
        let Some(Sel::Teks(awal)) = hasil.sel_terakhir(k) else { return false };
        let utuh = format!("{awal} {sambungan}");
        let dikenal = <kamus::StatusRekam as kamus::Daftar>::dari_teks(&utuh).is_some();
        if dikenal {
            *awal = utuh;
        }
        dikenal
    }

    /// Titles, numbers of columns, sums and signatures.
    fn bukan_orang(&mut self, baris: &BarisMentah, hasil: &mut Hasil) {
        let isi_baris = isi(baris);
        if !self.di_tengah() {
            self.pembuka.insert(isi_baris);
            return;
        }
        if self.pembuka.contains(&isi_baris) {
            self.berulang.push(baris.nomor + hasil.geser);
            return;
        }
        match &mut self.lewat {
            Some((_, akhir, _)) if *akhir + 1 == baris.nomor => *akhir = baris.nomor,
            _ => {
                self.tutup_lewat(hasil);
                let awal: Vec<String> =
                    baris.sel.iter().filter(|s| !s.kosong()).take(3).map(Sel::tampil).collect();
                self.lewat = Some((baris.nomor, baris.nomor, awal.join(" ")));
            }
        }
    }

    fn tutup_lewat(&mut self, hasil: &mut Hasil) {
        let Some((awal, akhir, nilai)) = self.lewat.take() else { return };
        self.banyak_lewat += 1;
        if self.banyak_lewat > BATAS_LEWAT {
            return;
        }
        let rentang = if awal == akhir {
            "Baris ini".to_owned()
        } else {
            format!("Baris ini sampai baris {}", akhir + hasil.geser)
        };
        let kalimat = format!("{rentang} tidak terbaca sebagai orang atau keluarga, jadi dilewati.");
        hasil.awas(awal, &nilai, kalimat);
    }

    fn akhir(&self, semua: &[BarisMentah], hasil: &mut Hasil) {
        if let Some(pertama) = self.berulang.first() {
            let baris = sebut_baris(self.berulang.iter().copied());
            let kalimat = format!("Judul halaman berulang di {baris}; dilewati.");
            hasil.awas(pertama - hasil.geser, "", kalimat);
        }
        let awal = semua.first().map_or(1, |b| b.nomor);
        if self.banyak_lewat > BATAS_LEWAT {
            let kalimat = format!(
                "Ada {} tempat lain yang tidak terbaca sebagai orang atau keluarga. Periksa apakah ada orang \
                 yang terlewat.",
                self.banyak_lewat - BATAS_LEWAT
            );
            hasil.awas(awal, "", kalimat);
        }
        if self.mulai && !self.ada_judul {
            let kalimat = format!(
                "Judul kolom tidak ditemukan, jadi kolom dibaca menurut letak {} biasa. Cocokkan beberapa \
                 orang dengan berkasnya.",
                self.denah.nama
            );
            hasil.awas(awal, "", kalimat);
        }
    }
}

impl Keluarga {
    fn sel(&self) -> [(K, Sel); 5] {
        let teks = |isi: &Option<String>| isi.as_ref().map_or(Sel::Kosong, |t| Sel::Teks(t.clone()));
        let a = &self.kepala.alamat;
        let kk = if self.putus { Sel::Kosong } else { self.kepala.kk.clone() };
        [
            (K::NoKk, kk),
            (K::Alamat, teks(&a.jalan)),
            (K::Dusun, teks(&a.dusun)),
            (K::Rw, teks(&a.rw)),
            (K::Rt, teks(&a.rt)),
        ]
    }
}

/// A row's letters, by which it is known again; pages are numbered.
fn isi(baris: &BarisMentah) -> String {
    let semua: String = baris.sel.iter().map(|s| kunci(&s.tampil())).collect();
    semua.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// A cell with the registers' own short forms spelled out.
pub(in crate::impor) fn nilai(k: K, sel: &Sel) -> Sel {
    let Sel::Teks(teks) = sel else { return sel.clone() };
    let utuh = match (k, kunci(teks).as_str()) {
        (K::StatusKawin, "bk") => "BELUM KAWIN",
        (K::StatusKawin, "k" | "kw") => "KAWIN",
        (K::StatusKawin, "ch") => "CERAI HIDUP",
        (K::StatusKawin, "cm") => "CERAI MATI",
        (K::StatusDasar, "aktif") => "HIDUP",
        _ => return Sel::Teks(teks.trim_start_matches('\'').to_owned()),
    };
    Sel::Teks(utuh.to_owned())
}
