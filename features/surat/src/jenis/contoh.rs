//! An invented person or body and invented answers that fit a kind, to try its template with.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use kamus::{Nik, NomorKk};

use super::{Jenis, JenisPokok, Tipe};
use crate::badan::Badan;
use crate::orang::{Orang, Tercatat};

impl Jenis {
    /// Somebody who does not exist and whom this kind would take.
    pub fn orang_contoh(&self, hari_ini: Date) -> Orang {
        match self.pokok.jenis {
            JenisPokok::Lembaga => return Self::lembaga_contoh(),
            JenisPokok::Dituju => {
                let mut dituju = Orang::kosong(Tercatat::Luar);
                "Ketua RT 001 sampai RT 004 Padukuhan Krajan".clone_into(&mut dituju.nama);
                "tempat".clone_into(&mut dituju.alamat);
                return dituju;
            }
            JenisPokok::Orang | JenisPokok::OrangAtauLembaga => {}
        }
        let pria = self.pokok.jenis_kelamin.as_deref() == Some("Laki-laki");
        let umur = match (self.pokok.umur_min, self.pokok.umur_maks) {
            (_, Some(maks)) => maks,
            (Some(min), None) => min.max(41),
            (None, None) => 41,
        };
        let lahir = hari_ini.saturating_sub(i32::from(umur).years()).saturating_sub(60.days());
        let kata =
            |pilihan: &[String], biasa: &str| pilihan.first().map_or_else(|| biasa.to_owned(), Clone::clone);
        let serial = if pria { "9002" } else { "9001" };
        let hari = if pria { lahir.day() } else { lahir.day() + 40 };
        let nik = format!("340213{hari:02}{:02}{:02}{serial}", lahir.month(), lahir.year().rem_euclid(100));
        Orang {
            tercatat: Tercatat::Penduduk,
            id: None,
            nama: if pria { "Bagus Wibowo" } else { "Siti Aminah" }.to_owned(),
            nik: Nik::baru(&nik).ok(),
            no_kk: NomorKk::baru("3402130101109003").ok(),
            tempat_lahir: "Bantul".to_owned(),
            tanggal_lahir: Some(lahir),
            jenis_kelamin: if pria { "Laki-laki" } else { "Perempuan" }.to_owned(),
            agama: kata(&self.pokok.agama, "Islam"),
            status_kawin: kata(&self.pokok.status_kawin, "Kawin"),
            pekerjaan: "Wiraswasta".to_owned(),
            kewarganegaraan: "WNI".to_owned(),
            alamat: "Jalan Kenanga 5".to_owned(),
            dusun: "Krajan".to_owned(),
            rw: "002".to_owned(),
            rt: "001".to_owned(),
            kini: String::new(),
            badan: None,
        }
    }

    /// A person, and a body, as far as this kind takes them.
    pub fn pokok_contoh(&self, hari_ini: Date) -> Vec<Orang> {
        let mut semua = vec![self.orang_contoh(hari_ini)];
        semua.extend((self.pokok.jenis == JenisPokok::OrangAtauLembaga).then(Self::lembaga_contoh));
        semua
    }

    /// A body that does not exist.
    pub fn lembaga_contoh() -> Orang {
        let mut lembaga = Orang::kosong(Tercatat::Lembaga);
        "Kelompok Tani Sido Makmur".clone_into(&mut lembaga.nama);
        "Krajan".clone_into(&mut lembaga.dusun);
        "002".clone_into(&mut lembaga.rw);
        "001".clone_into(&mut lembaga.rt);
        lembaga.badan = Some(Badan {
            jenis: "Kelompok tani".to_owned(),
            dasar: "SK nomor 9/KEP/2020 tanggal 2 Maret 2020".to_owned(),
            anggota: 32,
            ketua: "Joko Susilo".to_owned(),
            ketua_id: None,
        });
        lembaga
    }

    /// The example's answers as typed. A date such as `+14` lies so many days from today.
    pub fn ketikan_contoh(&self, hari_ini: Date) -> BTreeMap<String, String> {
        let tanggal = |nama: &str| self.isian.iter().any(|i| i.nama == nama && i.tipe == Tipe::Tanggal);
        let ketik = |(nama, nilai): (&String, &String)| {
            let geser =
                if tanggal(nama) && nilai.starts_with(['+', '-']) { nilai.parse::<i64>().ok() } else { None };
            let nilai = geser.map_or_else(
                || nilai.clone(),
                |hari| {
                    kamus::tanggal_pendek(
                        Span::new().try_days(hari).map_or(hari_ini, |hari| hari_ini.saturating_add(hari)),
                    )
                },
            );
            (nama.clone(), nilai)
        };
        self.contoh.iter().map(ketik).collect()
    }
}
