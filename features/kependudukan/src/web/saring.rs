//! The filters of the list of residents, as they stand in the URL.

use db::{ReadTx, Value, Where};
use jiff::civil::Date;
use kamus::{Agama, Daftar, JenisKelamin, PendidikanKk, Shdk, StatusDasar, StatusKawin};
use serde::Deserialize;
use ui::{Choice, Field};

use super::lingkup::Lingkup;
use crate::store::{Urutan, filter_alamat, filter_ibu, filter_kata};

/// From this many digits on a number is taken for a NIK or family card number, whole or not.
const ANGKA_RAHASIA: usize = 10;

/// What the URL asks for; empty means all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Saring {
    pub(super) cari: String,
    dusun: String,
    rw: String,
    rt: String,
    kelamin: String,
    dari: String,
    sampai: String,
    agama: String,
    kawin: String,
    pendidikan: String,
    hubungan: String,
    alamat: String,
    /// The mother's name, however it is spelled.
    ibu: String,
    /// Empty for present residents, `semua` for all, else a code.
    status: String,
    pub(super) urut: String,
    pub(super) hal: String,
}

impl Saring {
    /// From a posted search form.
    pub(super) fn dari_form(form: &web::Form) -> Self {
        let teks = |nama: &str| form.text(nama).to_owned();
        Self {
            cari: teks("cari"),
            dusun: teks("dusun"),
            rw: teks("rw"),
            rt: teks("rt"),
            kelamin: teks("kelamin"),
            dari: teks("dari"),
            sampai: teks("sampai"),
            agama: teks("agama"),
            kawin: teks("kawin"),
            pendidikan: teks("pendidikan"),
            hubungan: teks("hubungan"),
            alamat: teks("alamat"),
            ibu: teks("ibu"),
            status: teks("status"),
            urut: teks("urut"),
            hal: String::new(),
        }
    }

    /// Digits that may be a NIK or family card number, with what people put between them; also a long
    /// number that stands beside a name.
    pub(super) fn nomor(&self) -> Option<String> {
        let bersih: String = self.cari.chars().filter(|c| !matches!(c, ' ' | '.' | '-')).collect();
        if bersih.len() >= 3 && bersih.bytes().all(|b| b.is_ascii_digit()) {
            return Some(bersih);
        }
        let mut angka = bersih.split(|c: char| !c.is_ascii_digit());
        angka.find(|angka| angka.len() >= ANGKA_RAHASIA).map(str::to_owned)
    }

    /// All filters, for addresses.
    pub(super) fn pasangan(&self) -> Vec<(&'static str, String)> {
        // A number never stands in an address, not even one that somebody put there by hand.
        let cari = if self.nomor().is_some() { String::new() } else { self.cari.clone() };
        let (alamat, ibu) = (tanpa_nomor(&self.alamat), tanpa_nomor(&self.ibu));
        [
            ("cari", &cari),
            ("dusun", &self.dusun),
            ("rw", &self.rw),
            ("rt", &self.rt),
            ("kelamin", &self.kelamin),
            ("dari", &self.dari),
            ("sampai", &self.sampai),
            ("agama", &self.agama),
            ("kawin", &self.kawin),
            ("pendidikan", &self.pendidikan),
            ("hubungan", &self.hubungan),
            ("alamat", &alamat),
            ("ibu", &ibu),
            ("status", &self.status),
        ]
        .map(|(nama, isi)| (nama, isi.clone()))
        .into()
    }

    /// All filters with the order, for a form that carries them on.
    pub(super) fn tersimpan(&self) -> Vec<(&'static str, String)> {
        let mut semua = self.pasangan();
        semua.push(("urut", self.urut.clone()));
        semua
    }

    pub(super) fn paging(&self, path: String, total: i64) -> ui::Paging {
        ui::Paging::new(path, super::halaman(&self.hal), super::jumlah(total))
            .query(self.pasangan())
            .sorted(if self.menurut_kecocokan() { "" } else { self.urutan().kata() })
    }

    /// Whether anything is asked for but present residents.
    pub(super) fn menyempit(&self) -> bool {
        self.pasangan().iter().any(|(_, isi)| !isi.is_empty())
    }

    /// Whether the list stands in the order of nearness: a name was typed, and no other order was asked for.
    pub(super) fn menurut_kecocokan(&self) -> bool {
        self.urut.is_empty() && !self.cari.trim().is_empty() && self.nomor().is_none()
    }

    /// As somebody sees it who may look at a part of the village only: what the list does not show them
    /// (mothers' names), they cannot ask for either.
    pub(super) fn untuk(mut self, lingkup: &Lingkup) -> Self {
        if *lingkup != Lingkup::Semua {
            self.ibu.clear();
        }
        self
    }

    pub(super) fn urutan(&self) -> Urutan {
        Urutan::dari_kata(&self.urut)
    }

    /// As conditions. What cannot be read is left out, as if not asked.
    pub(super) fn syarat(&self, hari_ini: Date) -> Where {
        let saring = self.syarat_lain(hari_ini);
        if self.nomor().is_some() { saring } else { filter_kata(saring, &self.cari) }
    }

    /// All but the name in the search box.
    pub(super) fn syarat_lain(&self, hari_ini: Date) -> Where {
        let kode = |teks: &str| teks.parse::<i16>().ok();
        let teks = |isi: &str| (!isi.is_empty()).then(|| isi.to_owned());
        let status = match self.status.as_str() {
            "semua" => None,
            lain => Some(kode(lain).unwrap_or(StatusDasar::Hidup.kode())),
        };
        let saring = Where::new()
            .and_some("status_dasar = ?", status)
            .and_some("dusun = ?", teks(&self.dusun))
            .and_some("rw = ?", teks(&self.rw))
            .and_some("rt = ?", teks(&self.rt))
            .and_some("jenis_kelamin = ?", kode(&self.kelamin))
            .and_some("agama = ?", kode(&self.agama))
            .and_some("status_kawin = ?", kode(&self.kawin))
            .and_some("pendidikan_kk = ?", kode(&self.pendidikan))
            .and_some("shdk = ?", kode(&self.hubungan))
            .and_some("tanggal_lahir <= ?", batas_umur(&self.dari, hari_ini, 0).map(Value::from))
            .and_some("tanggal_lahir > ?", batas_umur(&self.sampai, hari_ini, 1).map(Value::from));
        filter_ibu(filter_alamat(saring, &tanpa_nomor(&self.alamat)), &tanpa_nomor(&self.ibu))
    }

    pub(super) async fn kolom(&self, tx: &mut ReadTx, lingkup: &Lingkup) -> db::Result<Kolom> {
        let bagian = wilayah::list_bagian(tx).await?;
        let pilihan = |ambil: fn(&wilayah::BagianWilayah) -> &String| {
            let mut semua: Vec<String> = bagian.iter().map(|b| ambil(b).clone()).collect();
            semua.retain(|isi| !isi.is_empty());
            semua.sort_unstable();
            semua.dedup();
            Choice::list(semua.into_iter().map(|isi| (isi.clone(), isi)))
        };
        let pilih = |nama: &str, label: &str, pilihan: Vec<Choice>, isi: &str| {
            let mut semua = vec![Choice::new("", "Semua")];
            semua.extend(pilihan);
            Field::new(nama, label).choices(semua).value(isi)
        };
        let umur = |nama: &str, label: &str, isi: &str| {
            Field::new(nama, label).numeric().width(4).value(isi).attr("maxlength", "3")
        };
        let mut status = vec![Choice::new("", "Penduduk sekarang"), Choice::new("semua", "Semua")];
        status.extend(kode_kata::<StatusDasar>().into_iter().filter(|c| c.value != "1"));
        let cari = Field::new("cari", "Cari nama, NIK, atau nomor KK")
            .value(self.cari.as_str())
            .autocomplete("off")
            .attr("maxlength", "100");
        let utama = vec![
            pilih("dusun", "Dusun", pilihan(|b| &b.dusun), &self.dusun),
            pilih("rw", "RW", pilihan(|b| &b.rw), &self.rw),
            pilih("rt", "RT", pilihan(|b| &b.rt), &self.rt),
            pilih("kelamin", "Jenis kelamin", kode_kata::<JenisKelamin>(), &self.kelamin),
        ];
        let lain = vec![
            pilih("agama", "Agama", kode_kata::<Agama>(), &self.agama),
            pilih("kawin", "Status perkawinan", kode_kata::<StatusKawin>(), &self.kawin),
            pilih("pendidikan", "Pendidikan", kode_kata::<PendidikanKk>(), &self.pendidikan),
            pilih("hubungan", "Hubungan keluarga", kode_kata::<Shdk>(), &self.hubungan),
            Field::new("status", "Status").choices(status).value(self.status.as_str()),
        ];
        let umur = vec![umur("dari", "Umur dari", &self.dari), umur("sampai", "sampai", &self.sampai)];
        let teks = |nama: &str, label: &str, isi: String| {
            Field::new(nama, label).value(isi).autocomplete("off").attr("maxlength", "60")
        };
        let mut ketikan = vec![teks("alamat", "Alamat", tanpa_nomor(&self.alamat))];
        if *lingkup == Lingkup::Semua {
            ketikan.push(teks("ibu", "Nama ibu", tanpa_nomor(&self.ibu)));
        }
        Ok(Kolom { cari, utama, umur, ketikan, lain })
    }
}

/// The fields of the search form.
pub(super) struct Kolom {
    pub(super) cari: Field,
    pub(super) utama: Vec<Field>,
    pub(super) umur: Vec<Field>,
    pub(super) ketikan: Vec<Field>,
    pub(super) lain: Vec<Field>,
}

impl Kolom {
    /// Whether one of the folded filters is in use.
    pub(super) fn terbuka(&self) -> bool {
        self.utama
            .iter()
            .chain(&self.umur)
            .chain(&self.ketikan)
            .chain(&self.lain)
            .any(|f| !f.value.is_empty())
    }
}

/// What may stand in an address: nothing that looks like a NIK or family card number.
fn tanpa_nomor(isi: &str) -> String {
    let angka = isi.bytes().filter(u8::is_ascii_digit).count();
    if angka >= ANGKA_RAHASIA { String::new() } else { isi.trim().to_owned() }
}

fn kode_kata<T: Daftar>() -> Vec<Choice> {
    Choice::list(T::semua().iter().map(|t| (t.kode().to_string(), t.label())))
}

/// The birthday of those who are `umur` years old today, or `lebih` years older.
fn batas_umur(umur: &str, hari_ini: Date, lebih: i16) -> Option<Date> {
    let umur = umur.parse::<i16>().ok().filter(|umur| (0..=150).contains(umur))?;
    let tahun = hari_ini.year() - umur - lebih;
    // Someone born on 29 February is a year older on 1 March.
    Date::new(tahun, hari_ini.month(), hari_ini.day()).or_else(|_| Date::new(tahun, 2, 28)).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn numbers_are_told_from_names() {
        for (cari, nomor) in [
            ("3402134101859001", Some("3402134101859001")),
            ("3402 1341 0185 9001", Some("3402134101859001")),
            ("34.02", Some("3402")),
            ("siti 12", None),
            ("siti 3402134101859001", Some("3402134101859001")),
            ("NIK: 3402.1341.0185.9001", Some("3402134101859001")),
            ("jalan 3402 nomor 1341", None),
            ("12", None),
            ("", None),
        ] {
            let saring = Saring { cari: cari.to_owned(), ..Saring::default() };
            assert_eq!(saring.nomor().as_deref(), nomor, "{cari}");
            let tertulis = saring.pasangan().iter().any(|(_, isi)| isi.contains("3402"));
            assert!(nomor.is_none() || !tertulis, "{cari}: a number must not stand in an address");
        }
    }

    #[test]
    fn age_becomes_a_birthday() {
        let kini = date(2026, 3, 2);
        assert_eq!(batas_umur("17", kini, 0), Some(date(2009, 3, 2)));
        assert_eq!(batas_umur("17", kini, 1), Some(date(2008, 3, 2)));
        assert_eq!(batas_umur("17", date(2024, 2, 29), 0), Some(date(2007, 2, 28)));
        for salah in ["", "-1", "999", "x"] {
            assert_eq!(batas_umur(salah, kini, 0), None);
        }
    }
}
