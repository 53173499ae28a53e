//! Letters that were sent away to be signed.

use db::{At, ReadTx, Result};
use uuid::Uuid;

db::entity! {
    /// A letter sent to SADEWA to be signed there.
    pub struct Kiriman in "surat_kiriman" version 1 {
        pub id: Uuid,
        pub surat_id: Uuid,
        /// A [`TahapKiriman`].
        pub keadaan: i16,
        /// Under which it is listed there.
        pub nama: String,
        /// By which SADEWA knows it.
        pub acuan: Option<String>,
        /// Where its file lies there.
        pub jalan: Option<String>,
        /// SHA-256 of what was sent, lower-case hexadecimal.
        pub asli_sidik: String,
        pub sebab: Option<String>,
        /// A file that came back and was not taken.
        pub kembalian_id: Option<Uuid>,
        pub oleh: Option<Uuid>,
        pub mulai_pada: At,
        pub diunggah_pada: Option<At>,
        pub selesai_pada: Option<At>,
    }
}

/// How far it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TahapKiriman {
    /// Nothing was sent yet.
    Antre = 1,
    /// It is being sent; after a power cut nobody knows whether it arrived.
    Mengirim = 2,
    /// It lies there and waits for its signer.
    Menunggu = 3,
    /// Signed, judged, issued.
    Selesai = 4,
    /// Surely not taken.
    Gagal = 5,
    /// It was sent, and nobody knows whether it arrived.
    TidakPasti = 6,
    /// Something came back that is no letter of ours, or it is not known there any more.
    PerluDilihat = 7,
    Ditarik = 8,
}

impl TahapKiriman {
    const SEMUA: [Self; 8] = [
        Self::Antre,
        Self::Mengirim,
        Self::Menunggu,
        Self::Selesai,
        Self::Gagal,
        Self::TidakPasti,
        Self::PerluDilihat,
        Self::Ditarik,
    ];

    pub const fn kode(self) -> i16 {
        self as i16
    }
}

impl Kiriman {
    pub fn tahap(&self) -> TahapKiriman {
        let tahap = TahapKiriman::SEMUA.into_iter().find(|tahap| tahap.kode() == self.keadaan);
        tahap.expect("the table takes only known stages")
    }

    /// Whether the letter still waits for what may come of it.
    pub fn aktif(&self) -> bool {
        use TahapKiriman::{Ditarik, Gagal, Selesai};
        !matches!(self.tahap(), Selesai | Gagal | Ditarik)
    }
}

db::statements! {
    GET_KIRIMAN = "select id, surat_id, keadaan, nama, acuan, jalan, asli_sidik, sebab, kembalian_id, oleh,
        mulai_pada, diunggah_pada, selesai_pada from surat_kiriman where unit = $1 and id = $2";
    /// The last one of a letter.
    FIND_KIRIMAN = "select id, surat_id, keadaan, nama, acuan, jalan, asli_sidik, sebab, kembalian_id, oleh,
        mulai_pada, diunggah_pada, selesai_pada from surat_kiriman where unit = $1 and surat_id = $2
        order by mulai_pada desc, id desc limit 1";
    COUNT_ACUAN = "select count(*) from surat_kiriman where unit = $1 and acuan = $2 and surat_id <> $3";
}

pub(crate) async fn get_kiriman(tx: &mut ReadTx, id: Uuid) -> Result<Kiriman> {
    tx.query(GET_KIRIMAN).bind(id).one().await
}

/// What was last sent of a letter.
pub async fn find_kiriman(tx: &mut ReadTx, surat_id: Uuid) -> Result<Option<Kiriman>> {
    tx.query(FIND_KIRIMAN).bind(surat_id).optional().await
}

/// Whether another letter goes by this reference.
pub(crate) async fn ada_acuan(tx: &mut ReadTx, acuan: &str, surat_id: Uuid) -> Result<bool> {
    Ok(tx.query(COUNT_ACUAN).bind(acuan).bind(surat_id).count().await? > 0)
}
