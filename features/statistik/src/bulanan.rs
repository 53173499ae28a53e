//! Figures of closed months, kept until the register moves.

use db::{Context, Db, ReadTx, Result};
use jiff::civil::Date;
use jobs::{Done, Every, Job, Scope, When, Worker};
use kamus::{KodeWilayah, Zona};
use waktu::Bulan;

use crate::hitung::{Rekap, rekap_masa};
use crate::jenis::Jenis;
use crate::store;
use crate::sumber::{Tempat, muat};

const KIND: &str = "statistik.bulanan";

/// How many closed months a series shows.
pub(crate) const DERET: usize = 12;

/// Counts the months anew soon after midnight, where the register moved or a month closed.
pub const BULANAN: Every =
    Every { kind: KIND, when: When::Daily { hour: 0, minute: 40 }, scope: Scope::EachUnit };

/// What the figures are worked out from.
pub(crate) const ASAL: [&str; 5] =
    ["penduduk", "riwayat_penduduk", "keluarga", "peristiwa", "penduduk_sementara"];

/// Behind so many ledger lines of others, a reader notes that nothing has moved.
const JAUH: i64 = 200;

pub(crate) fn worker() -> Worker {
    Worker { kind: KIND, run: kerjakan, max_attempts: 3 }
}

fn kerjakan(job: Job) -> Done {
    Box::pin(async move {
        let zona = KodeWilayah::baru(job.unit.0).map(Zona::dari_provinsi).unwrap_or_default();
        let ctx = Context::system("statistik_bulanan", job.unit, job.now);
        let mut tx = job.db.read(&ctx).await?;
        deret(&job.db, &mut tx, &bulan_tutup(zona.tanggal(job.now))).await?;
        Ok(())
    })
}

/// The last closed months, oldest first.
pub(crate) fn bulan_tutup(hari_ini: Date) -> Vec<Bulan> {
    let awal = Bulan::dari(hari_ini).sebelumnya();
    let mut semua: Vec<Bulan> =
        std::iter::successors(Some(awal), |bulan| Some(bulan.sebelumnya())).take(DERET).collect();
    semua.reverse();
    semua
}

/// The figures at the end of each of these months, in order, without health. They are read from where they are
/// kept, and worked out anew, all in one walk, when the register has moved since.
pub async fn deret(db: &Db, tx: &mut ReadTx, bulan: &[Bulan]) -> Result<Vec<Rekap>> {
    let (Some(pertama), Some(terakhir)) = (bulan.first(), bulan.last()) else { return Ok(Vec::new()) };
    let masa = (pertama.awal(), terakhir.awal());
    let kini = tx.head().await?;
    let tersimpan = store::list_bulanan(tx, masa).await?;
    let posisi = tersimpan.iter().map(|satu| satu.posisi).min().unwrap_or(0);
    let lengkap = tersimpan.iter().map(|satu| satu.rekap.per).eq(bulan.iter().map(|b| b.akhir()));
    if lengkap && (posisi >= kini || !tx.moved_since(posisi, &ASAL).await?) {
        if kini - posisi > JAUH {
            store::majukan(db, tx, masa, kini).await?;
        }
        return Ok(tersimpan.into_iter().map(|satu| satu.rekap).collect());
    }
    let hari: Vec<Date> = bulan.iter().map(|b| b.akhir()).collect();
    let bahan = muat(tx, (pertama.akhir(), terakhir.akhir()), &Tempat::default()).await?;
    let semua = rekap_masa(&bahan, &hari, Jenis::terbuka(), None)?;
    store::put_bulanan(db, tx, &semua, kini).await?;
    Ok(semua)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_series_ends_with_the_last_closed_month() {
        let kode: Vec<String> = bulan_tutup(date(2026, 3, 2)).into_iter().map(Bulan::kode).collect();
        assert_eq!((kode.len(), kode[0].as_str(), kode[11].as_str()), (12, "2025-03", "2026-02"));
    }
}
