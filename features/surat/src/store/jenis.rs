//! Kinds that the village wrote itself, each with its versions.

use db::{At, ReadTx, Result};
use uuid::Uuid;

use crate::jenis::{self, Jenis};

db::entity! {
    /// One version of a kind.
    pub struct JenisSurat in "surat_jenis" version 1 {
        pub id: Uuid,
        pub kode: String,
        pub versi: i32,
        /// 1 draft, 2 published.
        pub keadaan: i16,
        pub nama: String,
        /// TOML, see `jenis`.
        pub definisi: String,
        /// Typst.
        pub naskah: String,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

impl JenisSurat {
    pub const KONSEP: i16 = 1;
    pub const TERBIT: i16 = 2;

    pub fn terbit(&self) -> bool {
        self.keadaan == Self::TERBIT
    }
}

macro_rules! kolom {
    () => {
        "id, kode, versi, keadaan, nama, definisi, naskah, oleh, oleh_nama, pada"
    };
}

db::statements! {
    GET_JENIS = concat!("select ", kolom!(), " from surat_jenis where unit = $1 and id = $2");
    LIST_JENIS = concat!("select ", kolom!(), " from surat_jenis where unit = $1 and kode = $2 order by versi desc");
    FIND_KONSEP = concat!("select ", kolom!(), " from surat_jenis where unit = $1 and kode = $2 and keadaan = 1");
    /// The last version of a kind comes last.
    LIST_TERBIT = "select kode, id from surat_jenis where unit = $1 and keadaan = 2 order by kode, versi";
}

pub(crate) async fn get_jenis(tx: &mut ReadTx, id: Uuid) -> Result<JenisSurat> {
    tx.query(GET_JENIS).bind(id).one().await
}

/// Every version, newest first.
pub(crate) async fn list_jenis(tx: &mut ReadTx, kode: &str) -> Result<Vec<JenisSurat>> {
    tx.query(LIST_JENIS).bind(kode).all().await
}

pub(crate) async fn find_konsep(tx: &mut ReadTx, kode: &str) -> Result<Option<JenisSurat>> {
    tx.query(FIND_KONSEP).bind(kode).optional().await
}

/// The version in force of each kind of the village's own.
pub(crate) async fn list_terbit(tx: &mut ReadTx) -> Result<Vec<(String, Uuid)>> {
    let semua: Vec<(String, Uuid)> = tx.query(LIST_TERBIT).all().await?;
    let mut akhir: Vec<(String, Uuid)> = Vec::new();
    for (kode, id) in semua {
        match akhir.last_mut() {
            Some(sama) if sama.0 == kode => sama.1 = id,
            _ => akhir.push((kode, id)),
        }
    }
    Ok(akhir)
}

/// Reads a version once; afterwards [`jenis::versi`] knows it.
pub(super) async fn pastikan(tx: &mut ReadTx, id: Option<Uuid>) -> Result<()> {
    if let Some(id) = id {
        versi(tx, id).await?;
    }
    Ok(())
}

/// A published version. It was whole when it was published and never changes; should a later program not read it,
/// that is an error, and never another kind in its place.
pub(crate) async fn versi(tx: &mut ReadTx, id: Uuid) -> Result<&'static Jenis> {
    if let Some(ada) = jenis::versi(id) {
        return Ok(ada);
    }
    let row = get_jenis(tx, id).await?;
    let baru = Jenis::baca(&row.definisi, &row.naskah).map_err(|salah| {
        let sebab = format!("versi jenis surat {id}, baris {}: {}", salah.baris, salah.kalimat);
        db::Error::Io(std::io::Error::new(std::io::ErrorKind::InvalidData, sebab))
    })?;
    Ok(jenis::simpan_versi(id, baru))
}
