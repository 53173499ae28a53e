use db::{Day, ReadTx, Result};

db::statements! {
    JUMLAH_KELAMIN = "select jenis_kelamin, count(*) from penduduk
        where unit = $1 and status_dasar = 1 and (data_awal = $2 or berlaku_sejak <= $3) and tanggal_lahir <= $3
        group by jenis_kelamin order by jenis_kelamin";
}

/// Present residents by sex, as of a day.
pub async fn jumlah_kelamin(tx: &mut ReadTx, pada: Day) -> Result<Vec<(i16, i64)>> {
    tx.query(JUMLAH_KELAMIN).bind(true).bind(pada).all().await
}
