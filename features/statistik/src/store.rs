//! All SQL on `statistik_bulanan`.

use db::{At, Day, Db, ReadTx, Result, Value};
use jiff::civil::Date;

use crate::hitung::Rekap;

db::statements! {
    work LIST_BULANAN = "select isi, posisi from statistik_bulanan
        where unit = $1 and bulan >= $2 and bulan <= $3 order by bulan";
    work PUT_BULANAN = "insert into statistik_bulanan (unit, bulan, isi, posisi, dihitung_pada)
        values ($1, $2, $3, $4, $5)
        on conflict (unit, bulan) do update set isi = excluded.isi, posisi = excluded.posisi,
            dihitung_pada = excluded.dihitung_pada
        where statistik_bulanan.posisi <= excluded.posisi";
    work MAJUKAN = "update statistik_bulanan set posisi = $4
        where unit = $1 and bulan >= $2 and bulan <= $3 and posisi < $4";
}

/// A month as it was worked out, and the ledger line up to which.
pub(crate) struct Tersimpan {
    pub(crate) rekap: Rekap,
    pub(crate) posisi: i64,
}

/// What is kept of the months from the first to the last, in order; by their first days.
pub(crate) async fn list_bulanan(tx: &mut ReadTx, (dari, sampai): (Date, Date)) -> Result<Vec<Tersimpan>> {
    let unit = tx.ctx().unit.0;
    let baris: Vec<(String, i64)> = tx.query(LIST_BULANAN).bind(unit).bind(dari).bind(sampai).all().await?;
    // What an older version wrote in another shape is as good as absent.
    let baris = baris
        .into_iter()
        .filter_map(|(isi, posisi)| serde_json::from_str(&isi).ok().map(|rekap| Tersimpan { rekap, posisi }));
    Ok(baris.collect())
}

/// Keeps months that were counted when the ledger stood at `posisi`.
pub(crate) async fn put_bulanan(db: &Db, tx: &ReadTx, bulan: &[Rekap], posisi: i64) -> Result<()> {
    let ctx = *tx.ctx();
    let mut kerja = db.work().await?;
    for rekap in bulan {
        let isi = serde_json::to_string(rekap)
            .map_err(|source| db::Error::Payload { entity: "statistik_bulanan", source })?;
        let nilai = vec![
            Value::from(ctx.unit.0),
            Day(rekap.per.first_of_month()).into(),
            isi.into(),
            posisi.into(),
            At::from(ctx.now).into(),
        ];
        kerja.execute(PUT_BULANAN, nilai).await?;
    }
    kerja.commit().await
}

/// Notes that nothing they count has moved up to `posisi`, so that the next reader looks at fewer lines.
pub(crate) async fn majukan(db: &Db, tx: &ReadTx, (dari, sampai): (Date, Date), posisi: i64) -> Result<()> {
    let mut kerja = db.work().await?;
    let nilai = vec![Value::from(tx.ctx().unit.0), Day(dari).into(), Day(sampai).into(), posisi.into()];
    kerja.execute(MAJUKAN, nilai).await?;
    kerja.commit().await
}
