//! Clocks of working time: each runs for one row of some room and is kept as a fact with its history.
//!
//! Every function is part of the caller's act.

mod hitungan;
mod tahap;

use db::{ReadTx, Result, WriteTx};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

pub use hitungan::Hitungan;
pub use tahap::{Ambang, Tahap, berikutnya};

use crate::atur::{ambang, kalender};
use crate::kalender::Kalender;
use crate::store::{self, JamLayanan, JamPeristiwa};

/// What a clock runs for.
#[derive(Debug, Clone, Copy)]
pub struct Perihal<'a> {
    /// The room's word for it: `permohonan`.
    pub jenis: &'a str,
    /// The row there.
    pub id: Uuid,
    /// As lists name it, also those of the office above: it names nobody.
    pub nama: &'a str,
}

/// Whether a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeadaanJam {
    Berjalan,
    Jeda,
    Selesai,
}

fn durasi(mikro: i64) -> SignedDuration {
    SignedDuration::from_micros(mikro)
}

fn mikro(durasi: SignedDuration) -> i64 {
    i64::try_from(durasi.as_micros()).unwrap_or(i64::MAX)
}

impl JamLayanan {
    pub fn hitungan(&self) -> Hitungan {
        Hitungan {
            jatah: durasi(self.jatah),
            terpakai: durasi(self.terpakai),
            sejak: self.sejak.map(db::At::timestamp),
        }
    }

    pub fn keadaan(&self) -> KeadaanJam {
        match self.keadaan {
            1 => KeadaanJam::Berjalan,
            2 => KeadaanJam::Jeda,
            _ => KeadaanJam::Selesai,
        }
    }

    pub fn tahap(&self) -> Tahap {
        Tahap::dari_kode(self.tahap).expect("the table takes only known stages")
    }

    /// What is left now; below zero once it is overdue.
    pub fn sisa(&self, kalender: &Kalender, saat: Timestamp) -> SignedDuration {
        self.hitungan().sisa(kalender, saat)
    }

    /// The working time it took, once it has ended.
    pub fn lama(&self) -> Option<SignedDuration> {
        (self.keadaan() == KeadaanJam::Selesai).then(|| durasi(self.terpakai))
    }

    /// Whether it ended, or stands now, within its time.
    pub fn tepat(&self, kalender: &Kalender, saat: Timestamp) -> bool {
        !self.sisa(kalender, saat).is_negative()
    }

    fn isi(&mut self, hitungan: Hitungan, kalender: &Kalender, ambang: &Ambang) {
        self.terpakai = mikro(hitungan.terpakai);
        self.sejak = hitungan.sejak.map(Into::into);
        self.tenggat_pada = hitungan.tenggat(kalender).map(Into::into);
        let lanjut = berikutnya(&hitungan, kalender, ambang, self.tahap());
        self.periksa_pada = lanjut.map(|(_, saat)| saat.into());
    }
}

/// Starts a clock. One that runs for this row already is given back as it is.
pub async fn mulai(tx: &mut WriteTx, perihal: Perihal<'_>, jatah: SignedDuration) -> Result<JamLayanan> {
    if let Some(ada) = store::find_jam(tx, perihal.jenis, perihal.id).await? {
        return Ok(ada);
    }
    let (kalender, ambang) = (kalender(tx).await?, ambang(tx).await?);
    let ctx = *tx.ctx();
    let mut jam = JamLayanan {
        id: ctx.new_id(),
        subjek_jenis: perihal.jenis.to_owned(),
        subjek_id: perihal.id,
        perihal: perihal.nama.to_owned(),
        jatah: mikro(jatah),
        terpakai: 0,
        sejak: None,
        keadaan: 1,
        tahap: Tahap::Awal.kode(),
        mulai_pada: ctx.now.into(),
        tenggat_pada: None,
        periksa_pada: None,
        selesai_pada: None,
    };
    jam.isi(Hitungan::mulai(jatah, ctx.now), &kalender, &ambang);
    tx.insert(&jam).await?;
    catat(tx, &jam, "mulai", ctx.now, "").await?;
    Ok(jam)
}

/// Stops a clock while somebody else must act. A clock that does not run stays as it is.
pub async fn jeda(tx: &mut WriteTx, jenis: &str, id: Uuid, sebab: &str) -> Result<()> {
    let Some(mut jam) = store::find_jam(tx, jenis, id).await? else { return Ok(()) };
    if jam.keadaan() != KeadaanJam::Berjalan {
        return Ok(());
    }
    let (kalender, ambang) = (kalender(tx).await?, ambang(tx).await?);
    let kini = tx.ctx().now;
    jam.keadaan = 2;
    jam.isi(jam.hitungan().jeda(&kalender, kini), &kalender, &ambang);
    tx.update(&jam).await?;
    catat(tx, &jam, "jeda", kini, sebab).await
}

/// Lets a clock that stands go on.
pub async fn lanjutkan(tx: &mut WriteTx, jenis: &str, id: Uuid) -> Result<()> {
    let Some(mut jam) = store::find_jam(tx, jenis, id).await? else { return Ok(()) };
    if jam.keadaan() != KeadaanJam::Jeda {
        return Ok(());
    }
    let (kalender, ambang) = (kalender(tx).await?, ambang(tx).await?);
    let kini = tx.ctx().now;
    jam.keadaan = 1;
    jam.isi(jam.hitungan().lanjut(kini), &kalender, &ambang);
    tx.update(&jam).await?;
    catat(tx, &jam, "lanjut", kini, "").await
}

/// Ends a clock, at an instant that may lie a little back: the work was done then. A clock ends once.
pub async fn selesaikan(tx: &mut WriteTx, jenis: &str, id: Uuid, pada: Timestamp) -> Result<()> {
    let Some(mut jam) = store::find_jam(tx, jenis, id).await? else { return Ok(()) };
    if jam.keadaan() == KeadaanJam::Selesai {
        return Ok(());
    }
    let (kalender, ambang) = (kalender(tx).await?, ambang(tx).await?);
    let pada = pada.min(tx.ctx().now);
    let tenggat = jam.tenggat_pada;
    jam.keadaan = 3;
    jam.isi(jam.hitungan().jeda(&kalender, pada), &kalender, &ambang);
    jam.tenggat_pada = tenggat;
    jam.selesai_pada = Some(pada.into());
    tx.update(&jam).await?;
    catat(tx, &jam, "selesai", pada, "").await
}

/// Brings every running clock under a calendar that was changed in this act: what was counted under the
/// old one stays counted.
pub(crate) async fn ganti_kalender(tx: &mut WriteTx, lama: &Kalender) -> Result<()> {
    let (baru, ambang) = (kalender(tx).await?, ambang(tx).await?);
    let kini = tx.ctx().now;
    for mut jam in store::list_berjalan(tx).await? {
        let (tenggat, periksa) = (jam.tenggat_pada, jam.periksa_pada);
        jam.isi(jam.hitungan().tutup_buku(lama, kini), &baru, &ambang);
        if (jam.tenggat_pada, jam.periksa_pada) == (tenggat, periksa) {
            continue;
        }
        tx.update(&jam).await?;
        if jam.tenggat_pada != tenggat {
            catat(tx, &jam, "kalender", kini, "Kalender kerja berubah").await?;
        }
    }
    Ok(())
}

/// Moves a clock to the stages that have come; gives the last of them.
pub(crate) async fn majukan(
    tx: &mut WriteTx,
    mut jam: JamLayanan,
    (kalender, ambang): (&Kalender, &Ambang),
) -> Result<JamLayanan> {
    let (hitungan, kini) = (jam.hitungan(), tx.ctx().now);
    while let Some((tahap, saat)) = berikutnya(&hitungan, kalender, ambang, jam.tahap()) {
        if saat > kini {
            break;
        }
        jam.tahap = tahap.kode();
        let jenis = match tahap {
            Tahap::Awal | Tahap::Segera => "segera",
            Tahap::Lewat => "lewat",
            Tahap::Kecamatan => "kecamatan",
            Tahap::Dinas => "dinas",
        };
        catat(tx, &jam, jenis, saat, "").await?;
    }
    jam.isi(hitungan, kalender, ambang);
    tx.update(&jam).await?;
    Ok(jam)
}

async fn catat(
    tx: &mut WriteTx,
    jam: &JamLayanan,
    jenis: &str,
    pada: Timestamp,
    catatan: &str,
) -> Result<()> {
    let sebelum = store::count_riwayat(tx, jam.id).await?;
    let id = tx.ctx().new_id();
    tx.insert(&JamPeristiwa {
        id,
        jam_id: jam.id,
        urutan: sebelum + 1,
        jenis: jenis.to_owned(),
        pada: pada.into(),
        terpakai: jam.terpakai,
        tenggat_pada: jam.tenggat_pada,
        catatan: catatan.chars().take(500).collect(),
    })
    .await
}

/// Working time in words: "1 jam 20 menit".
pub fn dalam_kata(durasi: SignedDuration) -> String {
    let menit = durasi.abs().as_mins();
    match (menit / 60, menit % 60) {
        (0, menit) => format!("{menit} menit"),
        (jam, 0) => format!("{jam} jam"),
        (jam, menit) => format!("{jam} jam {menit} menit"),
    }
}

/// The clock of a row, with the calendar it runs by.
pub async fn find_dengan_kalender(
    tx: &mut ReadTx,
    jenis: &str,
    id: Uuid,
) -> Result<Option<(JamLayanan, Kalender)>> {
    match store::find_jam(tx, jenis, id).await? {
        Some(jam) => Ok(Some((jam, kalender(tx).await?))),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_in_words() {
        for (menit, kata) in
            [(0, "0 menit"), (59, "59 menit"), (60, "1 jam"), (-80, "1 jam 20 menit"), (3000, "50 jam")]
        {
            assert_eq!(dalam_kata(SignedDuration::from_mins(menit)), kata);
        }
    }
}
