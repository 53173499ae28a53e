//! Day and place, as they stand in the URL.

use db::ReadTx;
use jiff::civil::Date;
use kamus::{tanggal_panjang, tanggal_pendek, urai_tanggal};
use serde::Deserialize;
use ui::{Choice, Field};
use web::Caller;

use crate::sumber::Tempat;

/// What the URL asks for; empty means the whole village today.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Saring {
    dusun: String,
    rw: String,
    rt: String,
    tanggal: String,
    /// `l` or `p`, on lists of names.
    pub(super) kelamin: String,
    pub(super) hal: String,
    /// `xlsx` or `csv`, of a file.
    pub(super) format: String,
}

/// The same, understood.
#[derive(Debug, Clone)]
pub(super) struct Pilihan {
    pub(super) tempat: Tempat,
    pub(super) per: Date,
    pub(super) hari_ini: Date,
    /// What could not be understood, in a sentence.
    pub(super) galat: Option<String>,
    tertulis: String,
}

impl Saring {
    /// A day to come is taken only where `nanti` says so: for an election.
    pub(super) fn pilihan(&self, caller: &Caller, nanti: bool) -> Pilihan {
        let hari_ini = caller.today();
        let (per, galat) = match self.tanggal.trim() {
            "" => (hari_ini, None),
            teks => match urai_tanggal(teks) {
                Ok(hari) if hari <= hari_ini || nanti => (hari, None),
                Ok(_) => {
                    let kini = tanggal_panjang(hari_ini);
                    (
                        hari_ini,
                        Some(format!("Tanggal itu belum tiba. Yang ditampilkan keadaan hari ini, {kini}.")),
                    )
                }
                Err(galat) => (hari_ini, Some(format!("{galat} Yang ditampilkan keadaan hari ini."))),
            },
        };
        let bersih = |teks: &str| teks.trim().to_owned();
        let tempat = Tempat { dusun: bersih(&self.dusun), rw: bersih(&self.rw), rt: bersih(&self.rt) };
        Pilihan { tempat, per, hari_ini, galat, tertulis: self.tanggal.clone() }
    }
}

impl Pilihan {
    /// Day and place for an address; the day only where it is not today.
    pub(super) fn pasangan(&self) -> Vec<(&'static str, String)> {
        let tanggal = if self.per == self.hari_ini { String::new() } else { tanggal_pendek(self.per) };
        let Tempat { dusun, rw, rt } = self.tempat.clone();
        vec![("dusun", dusun), ("rw", rw), ("rt", rt), ("tanggal", tanggal)]
    }

    /// The same with the place narrowed to one of its parts.
    pub(super) fn ke_bagian(&self, nama: &str) -> Vec<(&'static str, String)> {
        let mut pasangan = self.pasangan();
        let kolom = self.kolom_bagian();
        for (kunci, isi) in &mut pasangan {
            if *kunci == kolom {
                nama.clone_into(isi);
            }
        }
        pasangan
    }

    /// The same day in another place.
    pub(super) fn di(&self, tempat: &Tempat) -> Vec<(&'static str, String)> {
        Self { tempat: tempat.clone(), ..self.clone() }.pasangan()
    }

    /// What the parts of this place are called in the URL.
    fn kolom_bagian(&self) -> &'static str {
        self.tempat.bagian("dusun", "rw", "rt")
    }

    /// Whether the parts are no further divided.
    pub(super) fn terkecil(&self) -> bool {
        !self.tempat.rt.is_empty()
    }

    /// "RW 001", "Padukuhan Kauman"
    pub(super) fn nama_bagian(&self, nama: &str, kata_dusun: &str) -> String {
        match (self.kolom_bagian(), nama) {
            (_, "") => "Belum tercatat".to_owned(),
            ("dusun", nama) => format!("{kata_dusun} {nama}"),
            ("rw", nama) => format!("RW {nama}"),
            (_, nama) => format!("RT {nama}"),
        }
    }

    /// Whose figures of which day: "Padukuhan Kauman, RW 001, 28 Februari 2026".
    pub(super) fn sebut(&self, caller: &Caller, kata_dusun: &str) -> String {
        let Tempat { dusun, rw, rt } = &self.tempat;
        let bagian = [(kata_dusun, dusun), ("RW", rw), ("RT", rt)];
        let mut teks: Vec<String> = bagian
            .iter()
            .filter(|(_, isi)| !isi.is_empty())
            .map(|(kata, isi)| format!("{kata} {isi}"))
            .collect();
        if teks.is_empty() {
            teks.push(format!("{} {}", caller.unit.kind_word, caller.unit.name));
        }
        teks.push(tanggal_panjang(self.per));
        teks.join(", ")
    }

    pub(super) async fn kolom(&self, tx: &mut ReadTx, kata_dusun: &str) -> db::Result<Kolom> {
        let bagian = wilayah::list_bagian(tx).await?;
        let di = |b: &&wilayah::BagianWilayah, kolom: u8| {
            let (dusun, rw) = (&self.tempat.dusun, &self.tempat.rw);
            (kolom < 1 || dusun.is_empty() || b.dusun == *dusun)
                && (kolom < 2 || rw.is_empty() || b.rw == *rw)
        };
        let pilih =
            |nama: &str, label: &str, kolom: u8, isi: &str, ambil: fn(&wilayah::BagianWilayah) -> &String| {
                let mut semua: Vec<String> =
                    bagian.iter().filter(|b| di(b, kolom)).map(|b| ambil(b).clone()).collect();
                semua.push(isi.to_owned());
                semua.retain(|isi| !isi.is_empty());
                semua.sort_unstable();
                semua.dedup();
                let mut pilihan = vec![Choice::new("", "Semua")];
                pilihan.extend(Choice::list(semua.into_iter().map(|isi| (isi.clone(), isi))));
                Field::new(nama, label).choices(pilihan).value(isi)
            };
        let Tempat { dusun, rw, rt } = &self.tempat;
        let tempat = vec![
            pilih("dusun", kata_dusun, 0, dusun, |b| &b.dusun),
            pilih("rw", "RW", 1, rw, |b| &b.rw),
            pilih("rt", "RT", 2, rt, |b| &b.rt),
        ];
        let tertulis = if self.galat.is_some() { self.tertulis.clone() } else { tanggal_pendek(self.per) };
        let tanggal =
            Field::new("tanggal", "Per tanggal").value(tertulis).width(12).error(self.galat.clone());
        Ok(Kolom { tempat, tanggal })
    }
}

/// The fields of the filter form.
pub(super) struct Kolom {
    pub(super) tempat: Vec<Field>,
    pub(super) tanggal: Field,
}

/// The local word for a dusun.
pub(super) async fn kata_dusun(tx: &mut ReadTx) -> db::Result<&'static str> {
    let identitas = wilayah::get_identitas(tx).await?;
    Ok(wilayah::sebutan(&identitas).dusun.unwrap_or("Lingkungan"))
}
