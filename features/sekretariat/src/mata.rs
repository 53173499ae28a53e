//! Who looks, and what they may see of a letter.

use db::{ReadTx, Result};
use jiff::civil::Date;
use uuid::Uuid;
use wilayah::Jabatan;

use crate::keadaan::Sifat;
use crate::store::{Penerima, SuratMasuk};

/// The eyes of one caller.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mata {
    pengguna: Option<Uuid>,
    /// Head or secretary of the office today: they see every letter.
    pimpinan: bool,
    /// May look at the agenda at all.
    agenda: bool,
}

impl Mata {
    /// The eyes of whoever calls, as offices are held on `hari_ini`.
    pub(crate) async fn baca(
        tx: &mut ReadTx,
        pengguna: Option<Uuid>,
        hari_ini: Date,
        agenda: bool,
    ) -> Result<Self> {
        let semua = wilayah::pejabat_pada(tx, hari_ini).await?;
        let pimpinan = semua.iter().any(|p| {
            p.pengguna_id.is_some()
                && p.pengguna_id == pengguna
                && matches!(p.jabatan(), Jabatan::Kepala | Jabatan::Sekretaris)
        });
        Ok(Self { pengguna, pimpinan, agenda })
    }

    /// Whether this letter is open to them. A secret one is open to those it was sent to, the head and the
    /// secretary, and to nobody else: neither to who entered it.
    pub(crate) fn melihat(&self, surat: &SuratMasuk, penerima: &[Penerima]) -> bool {
        let dituju = penerima.iter().any(|p| p.pengguna_id.is_some() && p.pengguna_id == self.pengguna);
        match surat.sifat() {
            Sifat::Rahasia => self.pimpinan || dituju,
            _ => self.agenda || self.pimpinan || dituju,
        }
    }

    /// Whether a list shows what this letter is about. Lists do not ask who was sent what.
    pub(crate) fn melihat_isi(&self, surat: &SuratMasuk) -> bool {
        self.pimpinan || surat.sifat() != Sifat::Rahasia
    }

    pub(crate) fn pimpinan(&self) -> bool {
        self.pimpinan
    }
}
