use db::{ReadTx, Result, WriteTx};
use uuid::Uuid;

db::entity! {
    /// How the unit numbers its letters; one row per unit.
    pub struct PolaNomor in "pola_nomor" version 1 {
        pub id: Uuid,
        /// See [`Pola`](crate::Pola).
        pub pola: String,
        /// What stands for the unit in a number.
        pub kode_unit: String,
        /// `semua` or `jenis`, see [`Lingkup`](crate::Lingkup).
        pub lingkup: String,
    }
}

db::entity! {
    /// How far one counter has come in one year.
    pub struct Penghitung in "penghitung_nomor" version 1 {
        pub id: Uuid,
        /// The year of the numbers' dates.
        pub tahun: i16,
        /// `semua`, or the code of a kind of letter.
        pub lingkup: String,
        /// The last number given, here or before the village began with Balai.
        pub terakhir: i64,
        /// The last number issued here; 0 while there is none.
        pub terbit: i64,
    }
}

db::entity! {
    /// A number that was given to something else than a letter of the office's own kinds, so that no paper is
    /// entered under it a second time.
    pub struct CatatanNomor in "nomor_catatan" version 1 {
        pub id: Uuid,
        pub tahun: i16,
        /// The counter it came from.
        pub lingkup: String,
        pub urut: i64,
        /// What it was given to, in words.
        pub teks: String,
    }
}

db::statements! {
    GET_POLA_NOMOR = "select id, pola, kode_unit, lingkup from pola_nomor where unit = $1 order by id limit 1";
    LIST_PENGHITUNG = "select id, tahun, lingkup, terakhir, terbit
        from penghitung_nomor where unit = $1 and tahun = $2 order by lingkup";
    FIND_CATATAN = "select id, tahun, lingkup, urut, teks from nomor_catatan
        where unit = $1 and tahun = $2 and urut = $3 and lingkup = $4 order by id limit 1";
}

pub(crate) async fn find_pola_nomor(tx: &mut ReadTx) -> Result<Option<PolaNomor>> {
    tx.query(GET_POLA_NOMOR).optional().await
}

/// Writes the unit's one row; its id is nil, so that there never are two.
pub(crate) async fn update_pola_nomor(tx: &mut WriteTx, row: PolaNomor) -> Result<()> {
    let row = PolaNomor { id: Uuid::nil(), ..row };
    if find_pola_nomor(tx).await?.is_some() { tx.update(&row).await } else { tx.insert(&row).await }
}

/// The counters of one year.
pub async fn list_penghitung(tx: &mut ReadTx, tahun: i16) -> Result<Vec<Penghitung>> {
    tx.query(LIST_PENGHITUNG).bind(i64::from(tahun)).all().await
}

/// What a running number was given to, as far as this room wrote it down.
pub(crate) async fn find_catatan(
    tx: &mut ReadTx,
    (tahun, urut): (i16, i64),
    lingkup: &str,
) -> Result<Option<CatatanNomor>> {
    tx.query(FIND_CATATAN).bind(tahun).bind(urut).bind(lingkup).optional().await
}

/// Writes one counter, new or known.
pub(crate) async fn update_penghitung(tx: &mut WriteTx, row: &Penghitung, known: bool) -> Result<()> {
    if known { tx.update(row).await } else { tx.insert(row).await }
}
