//! What is counted: read once, for one day or for a span of days.

use std::collections::HashMap;

use db::{ReadTx, Result, Value, Where};
use jiff::civil::Date;
use kamus::{Daftar as _, JenisKelamin};
use kependudukan::store::{self, PotretMasa};
use uuid::Uuid;

/// A part of the village; empty words mean all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tempat {
    pub dusun: String,
    pub rw: String,
    pub rt: String,
}

impl Tempat {
    pub fn semua(&self) -> bool {
        self.dusun.is_empty() && self.rw.is_empty() && self.rt.is_empty()
    }

    /// The part just below this one that a place lies in: a dusun of the village, an RW of a dusun, an RT of an
    /// RW.
    pub fn bagian<'t>(&self, dusun: &'t str, rw: &'t str, rt: &'t str) -> &'t str {
        match (self.dusun.is_empty(), self.rw.is_empty()) {
            (true, _) => dusun,
            (false, true) => rw,
            (false, false) => rt,
        }
    }

    fn saring(&self) -> Where {
        let isi = |isi: &str| (!isi.is_empty()).then(|| Value::from(isi));
        Where::new()
            .and_some("dusun = ?", isi(&self.dusun))
            .and_some("rw = ?", isi(&self.rw))
            .and_some("rt = ?", isi(&self.rt))
    }

    fn memuat(&self, dusun: &str, rw: &str, rt: &str) -> bool {
        let sama = |batas: &str, isi: &str| batas.is_empty() || batas == isi;
        sama(&self.dusun, dusun) && sama(&self.rw, rw) && sama(&self.rt, rt)
    }
}

/// Somebody who is counted without being a present resident.
#[derive(Debug, Clone)]
pub struct Lain {
    pub id: Uuid,
    pub nama: String,
    /// Where the sex stands in a pair of counts.
    pub kelamin: usize,
    pub tanggal_lahir: Option<Date>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    /// Counted from this day.
    pub sejak: Date,
    /// Not counted from this day on.
    pub sampai: Option<Date>,
    /// Whether the question is answered: there is a death certificate.
    pub terisi: bool,
}

impl Lain {
    pub fn berlaku(&self, tanggal: Date) -> bool {
        self.sejak <= tanggal && self.sampai.is_none_or(|sampai| tanggal < sampai)
    }
}

/// Everything that the breakdowns of a span of days count.
#[derive(Debug, Clone, Default)]
pub struct Bahan {
    /// Whose people these are.
    pub tempat: Tempat,
    pub orang: Vec<PotretMasa>,
    /// By family.
    pub kelas_sosial: HashMap<Uuid, i16>,
    pub kematian: Vec<Lain>,
    pub sementara: Vec<Lain>,
}

/// Reads what is counted in the days from the first to the last, as known now.
pub async fn muat(tx: &mut ReadTx, masa: (Date, Date), tempat: &Tempat) -> Result<Bahan> {
    let orang = store::list_potret_masa(tx, masa, tempat.saring()).await?;
    let kelas_sosial = store::list_kelas_sosial(tx).await?.into_iter().collect();
    let kematian = store::list_kematian(tx, masa.1).await?;
    let kematian = kematian.into_iter().filter(|k| tempat.memuat(&k.dusun, &k.rw, &k.rt));
    let kematian = kematian.map(|k| mati(k, tx)).collect::<Result<_>>()?;
    let sementara = store::list_tinggal_sementara(tx, masa).await?.into_iter();
    let sementara = sementara.filter(|s| tempat.memuat(&s.dusun, &s.rw, &s.rt)).map(tinggal).collect();
    Ok(Bahan { tempat: tempat.clone(), orang, kelas_sosial, kematian, sementara })
}

fn mati(k: store::Kematian, tx: &ReadTx) -> Result<Lain> {
    let rincian = kependudukan::entitas::Rincian::buka(tx.keys(), &k.isi_segel)?;
    Ok(Lain {
        id: k.id,
        nama: k.nama,
        kelamin: kelamin(k.jenis_kelamin),
        tanggal_lahir: Some(k.tanggal_lahir.0),
        dusun: k.dusun,
        rw: k.rw,
        rt: k.rt,
        sejak: k.tanggal.0,
        sampai: None,
        terisi: !rincian.jawab("no_akta").trim().is_empty(),
    })
}

fn tinggal(s: store::TinggalSementara) -> Lain {
    let lelaki = s.jenis_kelamin.to_lowercase().starts_with('l');
    Lain {
        id: s.id,
        nama: s.nama,
        kelamin: usize::from(!lelaki),
        tanggal_lahir: s.tanggal_lahir.map(|hari| hari.0),
        dusun: s.dusun,
        rw: s.rw,
        rt: s.rt,
        sejak: s.datang.0,
        sampai: s.pergi.map(|hari| hari.0),
        terisi: true,
    }
}

/// Where a sex stands in a pair of counts: men first.
pub(crate) fn kelamin(kode: i16) -> usize {
    usize::from(kode != JenisKelamin::LakiLaki.kode())
}
