use db::{Day, ReadTx, Result};
use jiff::civil::Date;

db::statements! {
    TANGGAL_DATA_AWAL = "select min(tanggal_data) as tanggal from impor where unit = $1 and data_awal = $2";
}

/// The day of which the first workbook speaks; absent while there was none.
pub async fn tanggal_data_awal(tx: &mut ReadTx) -> Result<Option<Date>> {
    let (tanggal,): (Option<Day>,) = tx.query(TANGGAL_DATA_AWAL).bind(true).one().await?;
    Ok(tanggal.map(|tanggal| tanggal.0))
}
