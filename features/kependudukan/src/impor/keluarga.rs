//! Families, derived from rows.
//!
//! Residents with the same family card number are one family, wherever they stand. Where the card
//! number is a stand-in that says more than zero (`0340213200200001`), it groups just as well.
//! Rows with plain `0` are grouped with care: a head begins a family, and the rows that follow
//! without a card number, with another relation and at the same address, join it; any other row
//! ends it. What cannot be joined stands alone, and that is said.

use std::collections::HashMap;

use kamus::{NomorKk, Shdk};
use serde::{Deserialize, Serialize};

use super::baris::{BarisPenduduk, Draf, Nomor};
use super::kolom::K;
use super::periksa::sebut_baris;
use super::{Berat, Temuan};

/// A family as the sheet describes it. Only present residents belong to it: who died or moved
/// keeps the card number on their row, and is nobody's member. Serialised only to be sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeluargaBaru {
    #[serde(with = "kamus::terbuka::opsi")]
    pub no_kk: Option<NomorKk>,
    /// Index into the accepted rows; `None` when the sheet names no head, or refused its row.
    pub kepala: Option<usize>,
    /// Indexes into the accepted rows, the head among them, in sheet order.
    pub anggota: Vec<usize>,
    /// Where the head lives, else the first member.
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    /// No member's row was refused.
    pub utuh: bool,
}

/// Members of one family, as indexes into the drafts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kelompok {
    no_kk: Option<NomorKk>,
    anggota: Vec<usize>,
}

#[derive(PartialEq, Eq, Hash)]
enum Kunci {
    Kk(NomorKk),
    Pengganti(String),
}

pub(super) fn kelompokkan(draf: &[Draf]) -> Vec<Kelompok> {
    let mut hasil: Vec<Kelompok> = Vec::new();
    let mut di: HashMap<Kunci, usize> = HashMap::new();
    // The family that rows with a plain zero may join.
    let mut terbuka: Option<usize> = None;
    // A row whose card number cannot be read has its own finding and belongs nowhere yet.
    let dibagi = |d: &Draf| d.aktif() && d.kk != Nomor::Salah;
    for (i, d) in draf.iter().enumerate().filter(|(_, d)| dibagi(d)) {
        let (kunci, no_kk) = match (d.kk.ada(), d.kk.clone().pisah().1) {
            (Some(kk), _) => (Some(Kunci::Kk(kk)), Some(kk)),
            (None, Some(pengganti)) => (Some(Kunci::Pengganti(pengganti)), None),
            (None, None) => (None, None),
        };
        let baru = hasil.len();
        let tujuan = if let Some(kunci) = kunci {
            terbuka = None;
            *di.entry(kunci).or_insert(baru)
        } else {
            let kepala = d.shdk == Some(Shdk::KepalaKeluarga);
            let sealamat = |t: &usize| sealamat(&draf[hasil[*t].anggota[0]], d);
            let ikut = terbuka.filter(sealamat).filter(|_| !kepala);
            let tujuan = ikut.unwrap_or(baru);
            // Only a head opens a family for those below.
            terbuka = (ikut.is_some() || kepala).then_some(tujuan);
            tujuan
        };
        if tujuan == baru {
            hasil.push(Kelompok { no_kk, anggota: Vec::new() });
        }
        hasil[tujuan].anggota.push(i);
    }
    hasil
}

fn tempat(d: &Draf) -> (Option<&str>, Option<&str>, Option<&str>) {
    (d.dusun.as_deref(), d.rw.as_deref(), d.rt.as_deref())
}

fn sealamat(a: &Draf, b: &Draf) -> bool {
    tempat(a) == tempat(b) && a.rincian.alamat == b.rincian.alamat
}

/// Heads and addresses within each family.
pub(super) fn periksa(draf: &[Draf], kelompok: &[Kelompok], temuan: &mut Vec<Temuan>) {
    for k in kelompok {
        let anggota: Vec<&Draf> = k.anggota.iter().map(|i| &draf[*i]).collect();
        let kepala: Vec<&Draf> =
            anggota.iter().copied().filter(|d| d.shdk == Some(Shdk::KepalaKeluarga)).collect();
        match kepala.as_slice() {
            [] => tanpa_kepala(&anggota, k.no_kk.is_some(), temuan),
            [_] => {}
            _ => temuan.extend(kepala.iter().map(|d| banyak_kepala(d, &kepala))),
        }
        let acuan = kepala.first().unwrap_or(&anggota[0]);
        beda_tempat(acuan, &anggota, temuan);
    }
}

fn tanpa_kepala(anggota: &[&Draf], ber_kk: bool, temuan: &mut Vec<Temuan>) {
    // An unreadable relation may well be the head's; that row has its own finding.
    if anggota.iter().any(|d| d.shdk.is_none()) {
        return;
    }
    let kalimat = if ber_kk {
        "Keluarga ini belum punya kepala keluarga. Tetapkan salah satu anggota sebagai kepala \
         keluarga."
    } else {
        "Orang ini belum punya nomor KK dan tidak berada tepat di bawah kepala keluarganya. Isi \
         nomor KK, atau pindahkan barisnya."
    };
    let d = anggota[0];
    let nilai = d.shdk.map(|s| s.to_string()).unwrap_or_default();
    temuan.push(d.temuan(K::Shdk, Berat::Peringatan, &nilai, kalimat.to_owned()));
}

fn banyak_kepala(d: &Draf, kepala: &[&Draf]) -> Temuan {
    let semua = sebut_baris(kepala.iter().map(|k| k.baris));
    let jumlah = match kepala.len() {
        2 => "dua".to_owned(),
        n => n.to_string(),
    };
    let kalimat = format!("Keluarga ini punya {jumlah} kepala keluarga: {semua}. Sisakan satu.");
    d.temuan(K::Shdk, Berat::Galat, "Kepala Keluarga", kalimat)
}

fn beda_tempat(acuan: &Draf, anggota: &[&Draf], temuan: &mut Vec<Temuan>) {
    for d in anggota {
        let ((d1, w1, t1), (d2, w2, t2)) = (tempat(acuan), tempat(d));
        let beda = [(K::Dusun, d1, d2), (K::Rw, w1, w2), (K::Rt, t1, t2)]
            .into_iter()
            .find(|(_, a, b)| a.is_some() && b.is_some() && a != b);
        if let Some((kolom, _, nilai)) = beda {
            let kalimat = format!(
                "Satu KK, tetapi {} berbeda dari baris {}. Keluarga dicatat menurut baris {}.",
                kolom.label(),
                acuan.baris,
                acuan.baris
            );
            temuan.push(d.temuan(kolom, Berat::Peringatan, nilai.unwrap_or_default(), kalimat));
        }
    }
}

/// Accepted rows, and their families with indexes into them.
pub(super) fn jadikan(draf: Vec<Draf>, kelompok: Vec<Kelompok>) -> (Vec<BarisPenduduk>, Vec<KeluargaBaru>) {
    let mut baris: Vec<BarisPenduduk> = Vec::with_capacity(draf.len());
    let mut letak: Vec<Option<usize>> = Vec::with_capacity(draf.len());
    for d in draf {
        letak.push(d.jadi().map(|b| {
            baris.push(b);
            baris.len() - 1
        }));
    }
    let keluarga = kelompok.into_iter().filter_map(|k| {
        let anggota: Vec<usize> = k.anggota.iter().filter_map(|i| letak[*i]).collect();
        let kepala = anggota.iter().copied().find(|i| baris[*i].shdk == Shdk::KepalaKeluarga);
        let acuan = &baris[kepala.or_else(|| anggota.first().copied())?];
        Some(KeluargaBaru {
            no_kk: k.no_kk,
            kepala,
            alamat: acuan.rincian.alamat.clone(),
            dusun: acuan.dusun.clone(),
            rw: acuan.rw.clone(),
            rt: acuan.rt.clone(),
            utuh: anggota.len() == k.anggota.len(),
            anggota,
        })
    });
    let keluarga = keluarga.collect();
    (baris, keluarga)
}
