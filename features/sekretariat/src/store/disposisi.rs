//! Orders on letters, and who was given them.

use db::{At, Day, ReadTx, Result};
use uuid::Uuid;

db::entity! {
    /// The head's orders on a letter that came in.
    pub struct Disposisi in "disposisi" version 1 {
        pub id: Uuid,
        pub surat_masuk_id: Uuid,
        pub dari_nama: String,
        pub dari_jabatan: String,
        /// Codes of [`PETUNJUK`](crate::keadaan::PETUNJUK).
        pub petunjuk: String,
        pub catatan: Option<String>,
        pub batas: Option<Day>,
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}

db::entity! {
    /// Who was given such orders, and what became of them.
    pub struct Penerima in "disposisi_penerima" version 1 {
        pub id: Uuid,
        pub disposisi_id: Uuid,
        pub surat_masuk_id: Uuid,
        pub pejabat_id: Uuid,
        /// None while this official has no login.
        pub pengguna_id: Option<Uuid>,
        pub nama: String,
        pub jabatan: String,
        pub dibaca_pada: Option<At>,
        pub selesai_pada: Option<At>,
        pub catatan: Option<String>,
    }
}

macro_rules! kolom {
    () => {
        "id, disposisi_id, surat_masuk_id, pejabat_id, pengguna_id, nama, jabatan, dibaca_pada, selesai_pada, catatan"
    };
}

db::statements! {
    LIST_DISPOSISI = "select id, surat_masuk_id, dari_nama, dari_jabatan, petunjuk, catatan, batas, oleh, pada
        from disposisi where unit = $1 and surat_masuk_id = $2 order by pada, id";
    GET_DISPOSISI = "select id, surat_masuk_id, dari_nama, dari_jabatan, petunjuk, catatan, batas, oleh, pada
        from disposisi where unit = $1 and id = $2";
    LIST_PENERIMA = concat!("select ", kolom!(), " from disposisi_penerima
        where unit = $1 and surat_masuk_id = $2 order by nama, id");
    GET_PENERIMA = concat!("select ", kolom!(), " from disposisi_penerima where unit = $1 and id = $2");
    LIST_TUGAS = concat!("select ", kolom!(), " from disposisi_penerima
        where unit = $1 and pengguna_id = $2 order by selesai_pada desc nulls first, id desc limit 200");
    COUNT_TUGAS = "select count(*) from disposisi_penerima
        where unit = $1 and pengguna_id = $2 and selesai_pada is null";
}

/// The orders on a letter, oldest first.
pub async fn list_disposisi(tx: &mut ReadTx, surat_masuk_id: Uuid) -> Result<Vec<Disposisi>> {
    tx.query(LIST_DISPOSISI).bind(surat_masuk_id).all().await
}

pub async fn get_disposisi(tx: &mut ReadTx, id: Uuid) -> Result<Disposisi> {
    tx.query(GET_DISPOSISI).bind(id).one().await
}

/// Everybody who was given orders on a letter.
pub async fn list_penerima(tx: &mut ReadTx, surat_masuk_id: Uuid) -> Result<Vec<Penerima>> {
    tx.query(LIST_PENERIMA).bind(surat_masuk_id).all().await
}

pub async fn find_penerima(tx: &mut ReadTx, id: Uuid) -> Result<Option<Penerima>> {
    tx.query(GET_PENERIMA).bind(id).optional().await
}

/// What somebody was given, open ones first.
pub async fn list_tugas(tx: &mut ReadTx, pengguna_id: Uuid) -> Result<Vec<Penerima>> {
    tx.query(LIST_TUGAS).bind(pengguna_id).all().await
}

/// How much of it is still to be done.
pub async fn count_tugas(tx: &mut ReadTx, pengguna_id: Uuid) -> Result<i64> {
    tx.query(COUNT_TUGAS).bind(pengguna_id).count().await
}
