//! Reading one cell as a text, a code, a date or a number, saying what is wrong with it.

use jiff::civil::{Date, date};
use kamus::{Daftar, GalatNomor, Nik, NomorRahasia, nomor_sementara, urai_tanggal};

use crate::impor::buku::BarisMentah;
use crate::impor::kolom::K;
use crate::impor::lembar::Lembar;
use crate::impor::sel::{Sel, dari_serial, samarkan};
use crate::impor::{Berat, Temuan};

/// Longest text that any of our columns needs, in characters.
const BATAS_TEKS: usize = 200;
/// Names in civil records have at most 60 letters (Permendagri 73/2022); older ones may be longer.
const BATAS_NAMA: usize = 100;
/// Lists up to this length are spelled out in a finding.
const DAFTAR_PENDEK: usize = 13;

/// A NIK or family card number, or what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::impor) enum Nomor<T> {
    Ada(T),
    /// None issued yet; with OpenSID's stand-in when it says more than zero.
    Sementara(Option<String>),
    /// Something is there that cannot be read.
    Salah,
}

impl<T: Copy> Nomor<T> {
    pub(in crate::impor) fn ada(&self) -> Option<T> {
        match self {
            Self::Ada(nomor) => Some(*nomor),
            _ => None,
        }
    }

    pub(in crate::impor) fn pisah(self) -> (Option<T>, Option<String>) {
        match self {
            Self::Ada(nomor) => (Some(nomor), None),
            Self::Sementara(pengganti) => (None, pengganti),
            Self::Salah => (None, None),
        }
    }
}

/// Reads the cells of one row and gathers findings.
pub(super) struct Pembaca<'a> {
    pub(super) lembar: &'a Lembar,
    pub(super) mentah: &'a BarisMentah,
    pub(super) temuan: &'a mut Vec<Temuan>,
}

impl Pembaca<'_> {
    fn catat(&mut self, kolom: K, berat: Berat, kalimat: impl Into<String>) {
        let nilai = samarkan(&self.lembar.sel(self.mentah, kolom).tampil());
        let (baris, kalimat) = (self.mentah.nomor, kalimat.into());
        self.temuan.push(Temuan { baris, kolom: kolom.nama(), nilai, berat, kalimat });
    }

    fn galat(&mut self, kolom: K, kalimat: impl Into<String>) {
        self.catat(kolom, Berat::Galat, kalimat);
    }

    /// The cell, unless a formula went wrong there, which is said.
    fn sel(&mut self, kolom: K) -> Option<&Sel> {
        let sel = self.lembar.sel(self.mentah, kolom);
        match sel {
            Sel::Galat(tanda) => {
                let kalimat = format!("Rumus di sel ini menghasilkan {tanda}. Ganti rumus dengan isinya.");
                self.galat(kolom, kalimat);
                None
            }
            Sel::Rumus => {
                self.galat(
                    kolom,
                    "Rumus di sel ini belum dihitung. Buka berkas di Excel, simpan, lalu unggah \
                     lagi; atau ganti rumus dengan isinya.",
                );
                None
            }
            sel => Some(sel),
        }
    }

    /// Text; blank and `-` are none.
    pub(super) fn teks(&mut self, kolom: K) -> Option<String> {
        let teks = self.teks_apa_adanya(kolom)?;
        (teks != "-").then_some(teks)
    }

    fn teks_apa_adanya(&mut self, kolom: K) -> Option<String> {
        let sel = self.sel(kolom)?;
        if sel.digit_hilang() {
            self.galat(kolom, digit_hilang(kolom.label()));
            return None;
        }
        if let Sel::Tanggal(_) = sel {
            self.galat(
                kolom,
                "Excel mengubah isi sel ini menjadi tanggal. Ubah format sel menjadi Teks, lalu \
                 ketik ulang.",
            );
            return None;
        }
        let teks = sel.tampil();
        if teks.chars().count() > BATAS_TEKS {
            self.galat(kolom, format!("Isinya terlalu panjang. Batasnya {BATAS_TEKS} huruf."));
            return None;
        }
        (!teks.is_empty()).then_some(teks)
    }

    pub(super) fn teks_dianjurkan(&mut self, kolom: K) -> Option<String> {
        self.anjurkan(kolom);
        self.teks(kolom)
    }

    /// Text that must be there, where `-` stands for "the village has none".
    pub(super) fn teks_wajib(&mut self, kolom: K) -> Option<String> {
        let sebelum = self.temuan.len();
        let teks = self.teks_apa_adanya(kolom);
        if teks.is_none() && self.temuan.len() == sebelum {
            let kalimat = format!("{} belum diisi. Tulis tanda - bila memang tidak ada.", kolom.label());
            self.galat(kolom, kalimat);
        }
        teks
    }

    /// RT and RW: `1`, `01`, `RT 001` are all `001`; zero means none.
    pub(super) fn rt_rw(&mut self, kolom: K) -> Option<String> {
        let teks = self.teks_wajib(kolom)?.to_uppercase();
        let polos = teks.trim_start_matches(kolom.label()).trim_start_matches(['.', ' ']);
        if polos.is_empty() || polos.chars().all(|c| matches!(c, '0' | '-')) {
            return Some("-".to_owned());
        }
        if polos.len() > 10 {
            let kalimat = format!("{} paling panjang 10 huruf atau angka.", kolom.label());
            self.galat(kolom, kalimat);
            return None;
        }
        Some(polos.parse::<u32>().map_or_else(|_| polos.to_owned(), |n| format!("{n:03}")))
    }

    pub(super) fn nama(&mut self) -> Option<String> {
        let sebelum = self.temuan.len();
        let Some(nama) = self.teks(K::Nama) else {
            if self.temuan.len() == sebelum {
                self.galat(K::Nama, "Nama belum diisi.");
            }
            return None;
        };
        if nama.chars().any(|c| c.is_ascii_digit()) {
            self.galat(K::Nama, "Nama tidak boleh memuat angka. Tulis nama seperti di KK.");
        } else if !nama.chars().all(huruf_nama) {
            self.galat(K::Nama, "Nama hanya boleh berisi huruf, spasi, titik, koma, petik dan tanda hubung.");
        } else if nama.chars().count() > BATAS_NAMA {
            self.galat(K::Nama, format!("Nama terlalu panjang. Batasnya {BATAS_NAMA} huruf."));
        }
        Some(nama)
    }

    /// A coded column takes the number or the label; blank, `-` and `0` are none.
    pub(super) fn kode<T: Daftar>(&mut self, kolom: K) -> Option<T> {
        let sel = self.sel(kolom)?;
        let teks = sel.tampil();
        if matches!(teks.as_str(), "" | "-" | "0") {
            return None;
        }
        let dibaca = T::dari_isian(&teks).filter(|_| !matches!(sel, Sel::Tanggal(_)));
        if dibaca.is_none() {
            self.galat(kolom, format!("Isian ini tidak ada dalam daftar {}. {}", T::NAMA, pilihan::<T>()));
        }
        dibaca
    }

    pub(super) fn kode_dianjurkan<T: Daftar>(&mut self, kolom: K) -> Option<T> {
        self.anjurkan(kolom);
        self.kode(kolom)
    }

    pub(super) fn kode_wajib<T: Daftar>(&mut self, kolom: K) -> Option<T> {
        let sebelum = self.temuan.len();
        let kode = self.kode(kolom);
        if kode.is_none() && self.temuan.len() == sebelum {
            self.galat(kolom, format!("{} belum diisi. {}", kolom.label(), pilihan::<T>()));
        }
        kode
    }

    /// Says that a column of the family card is blank, when the sheet has that column.
    fn anjurkan(&mut self, kolom: K) {
        let kosong = matches!(self.lembar.sel(self.mentah, kolom).tampil().as_str(), "" | "-");
        let rumus = matches!(self.lembar.sel(self.mentah, kolom), Sel::Rumus);
        if kosong && !rumus && self.lembar.letak(kolom.nama()).is_some() {
            let kalimat = format!("{} belum diisi. Lengkapi bila sudah diketahui.", kolom.label());
            self.catat(kolom, Berat::Peringatan, kalimat);
        }
    }

    /// NIK and family card number of the person.
    pub(super) fn nomor<T>(&mut self, kolom: K) -> Nomor<T>
    where
        T: NomorRahasia<Err = GalatNomor>,
    {
        let Some(sel) = self.sel(kolom) else { return Nomor::Salah };
        let tersimpan_angka = sel.digit_hilang();
        let teks = sel.tampil();
        if tersimpan_angka || seperti_ilmiah(&teks) {
            self.galat(kolom, digit_hilang(kolom.label()));
            return Nomor::Salah;
        }
        if nomor_sementara(&teks) {
            if teks.is_empty() {
                let kalimat = format!(
                    "{} kosong, dianggap belum punya. Tulis 0 bila memang belum punya.",
                    kolom.label()
                );
                self.catat(kolom, Berat::Peringatan, kalimat);
            }
            let pengganti: String = teks.chars().filter(char::is_ascii_digit).collect();
            return Nomor::Sementara(pengganti.contains(|c| c != '0').then_some(pengganti));
        }
        match teks.parse() {
            Ok(nomor) => Nomor::Ada(nomor),
            Err(galat) => {
                self.galat(kolom, galat.to_string());
                Nomor::Salah
            }
        }
    }

    /// A parent's NIK is a help for linking, not a fact about this person: faults only warn.
    pub(super) fn nik_orang_tua(&mut self, kolom: K) -> Option<Nik> {
        let sel = self.sel(kolom)?;
        let teks = sel.tampil();
        if sel.digit_hilang() || seperti_ilmiah(&teks) {
            self.catat(kolom, Berat::Peringatan, digit_hilang(kolom.label()));
            return None;
        }
        match Nik::atau_sementara(&teks) {
            Ok(nik) => nik,
            Err(galat) => {
                self.catat(kolom, Berat::Peringatan, format!("{galat} NIK ini diabaikan."));
                None
            }
        }
    }

    /// A date as cell, serial or text; blank and all zeros are none.
    pub(super) fn tanggal(&mut self, kolom: K) -> Option<Date> {
        let epoch_1904 = self.lembar.epoch_1904;
        let dibaca = match self.sel(kolom)? {
            Sel::Tanggal(tanggal) => Ok(*tanggal),
            Sel::Angka(n) => dari_angka(*n, epoch_1904),
            Sel::Teks(teks) if teks.chars().all(|c| matches!(c, '0' | '-' | '/')) => return None,
            Sel::Teks(teks) => match teks.parse::<f64>() {
                // A serial that went through a text column.
                Ok(n) if teks.len() == 5 => dari_angka(n, epoch_1904),
                _ => urai_tanggal(teks).map_err(|galat| galat.to_string()),
            },
            Sel::Kosong => return None,
            _ => Err("Tulis tanggal seperti 31-01-1990.".to_owned()),
        };
        match dibaca {
            Ok(tanggal) if tanggal < date(1850, 1, 1) => {
                self.galat(kolom, "Tahun ini terlalu lampau. Periksa angka tahunnya.");
                None
            }
            Ok(tanggal) => Some(tanggal),
            Err(kalimat) => {
                self.galat(kolom, kalimat);
                None
            }
        }
    }

    pub(super) fn tanggal_lahir(&mut self, hari_ini: Date) -> Option<Date> {
        let sebelum = self.temuan.len();
        let Some(lahir) = self.tanggal(K::TanggalLahir) else {
            if self.temuan.len() == sebelum {
                self.galat(K::TanggalLahir, "Tanggal lahir belum diisi, misalnya 31-01-1990.");
            }
            return None;
        };
        if lahir > hari_ini {
            self.galat(K::TanggalLahir, "Tanggal lahir belum terjadi. Periksa angka tahunnya.");
        }
        Some(lahir)
    }

    /// Degrees of latitude or longitude, with comma or dot; `batas` is the largest magnitude.
    pub(super) fn derajat(&mut self, kolom: K, batas: f64) -> Option<f64> {
        let derajat = match self.sel(kolom)? {
            Sel::Angka(n) => Some(*n),
            Sel::Teks(teks) if teks == "-" => return None,
            Sel::Teks(teks) => teks.replace(',', ".").parse().ok(),
            Sel::Kosong => return None,
            _ => None,
        };
        let sah = derajat.filter(|d| d.abs() <= batas);
        if sah.is_none() {
            self.catat(
                kolom,
                Berat::Peringatan,
                format!("{} harus angka seperti -7.8756. Titik peta ini diabaikan.", kolom.label()),
            );
        }
        // 0,0 lies in the Atlantic: OpenSID's way to say "not on the map".
        sah.filter(|d| *d != 0.0)
    }
}

fn huruf_nama(c: char) -> bool {
    c.is_alphabetic() || matches!(c, ' ' | '.' | ',' | '\'' | '\u{2019}' | '\u{2018}' | '`' | '-')
}

/// `3,40213E+15`, as a number looks once a spreadsheet has saved it as text.
fn seperti_ilmiah(teks: &str) -> bool {
    let mut bagian = teks.splitn(2, ['E', 'e']);
    let (Some(depan), Some(pangkat)) = (bagian.next(), bagian.next()) else { return false };
    !depan.is_empty()
        && depan.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && pangkat.trim_start_matches('+').chars().all(|c| c.is_ascii_digit())
}

fn digit_hilang(label: &str) -> String {
    format!(
        "{label} tersimpan sebagai angka sehingga digit terakhir hilang; ubah kolom menjadi Teks \
         lalu ketik ulang."
    )
}

fn dari_angka(n: f64, epoch_1904: bool) -> Result<Date, String> {
    // 1990 as a serial number would be a day in 1905.
    if (1800.0..=2200.0).contains(&n) && n.fract() == 0.0 {
        return Err("Baru tahunnya yang tertulis. Tulis lengkap, misalnya 31-01-1990.".to_owned());
    }
    dari_serial(n, epoch_1904)
        .ok_or_else(|| "Angka ini bukan tanggal. Tulis tanggal seperti 31-01-1990.".to_owned())
}

/// The allowed codes, or where to find them when they are many.
fn pilihan<T: Daftar>() -> String {
    if T::semua().len() > DAFTAR_PENDEK {
        return "Lihat kodenya di lembar Kode Data pada templat.".to_owned();
    }
    let butir: Vec<String> = T::semua().iter().map(|t| format!("{} {}", t.kode(), t.label())).collect();
    format!("Pilihannya: {}.", butir.join(", "))
}
