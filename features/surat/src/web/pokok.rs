//! Whom a new letter is about, as addresses and forms name them.

use uuid::Uuid;
use web::{Caller, Error, Result};

use crate::badan::find_badan;
use crate::orang::{Orang, find_orang};
use crate::store::Surat;

/// Somebody or something of a register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rujukan {
    Orang(Uuid),
    Lembaga(Uuid),
}

impl Rujukan {
    pub(super) fn dari(orang: Option<Uuid>, lembaga: Option<Uuid>) -> Option<Self> {
        lembaga.map(Self::Lembaga).or(orang.map(Self::Orang))
    }

    /// As `orang` and `lembaga` of a form say.
    pub(super) fn ketikan(orang: &str, lembaga: &str) -> Option<Self> {
        Self::dari(orang.parse().ok(), lembaga.parse().ok())
    }

    /// The one whom a letter was about, if a register has them.
    pub(super) fn milik(orang: &Orang) -> Option<Self> {
        let id = orang.id?;
        Some(if orang.lembaga() { Self::Lembaga(id) } else { Self::Orang(id) })
    }

    /// As the register has them now. Another village's, or a person's id where a body belongs, is nothing.
    pub(super) async fn baca(self, tx: &mut db::ReadTx) -> Result<Orang> {
        let ada = match self {
            Self::Orang(id) => find_orang(tx, id).await?,
            Self::Lembaga(id) => find_badan(tx, id).await?,
        };
        ada.ok_or(Error::NotFound)
    }

    /// Name and id of the value that travels with the form.
    pub(super) fn pasangan(self) -> (&'static str, Uuid) {
        match self {
            Self::Orang(id) => ("orang", id),
            Self::Lembaga(id) => ("lembaga", id),
        }
    }
}

/// `orang=…` or `lembaga=…` of a new letter like this one; empty where its subject was typed in.
pub(super) fn tanya(surat: &Surat) -> String {
    let kunci = if surat.lembaga() { "lembaga" } else { "orang" };
    surat.subjek_id.map(|id| format!("{kunci}={id}&")).unwrap_or_default()
}

/// A NIK stands in a form in full: that was a look, and is written down.
pub(super) async fn catat_pembukaan(caller: &Caller, orang: Option<Uuid>) -> Result<()> {
    let Some(orang) = orang else { return Ok(()) };
    let mut tx = caller.write("pembukaan_data").await?;
    access::store::record_pembukaan(&mut tx, Some(orang), "NIK", "Pengisian surat", None).await?;
    Ok(tx.commit().await?)
}
