//! Letters that the office above signs too travel there and back inside one Balai.
//!
//! The village passes on (`surat_penerusan`), the kecamatan answers (`surat_pengukuhan`), each in its own unit and its own
//! ledger. The answer has the id of what was passed on, and all who could decide (two clerks there, the village that
//! withdraws) queue for the kecamatan's unit: whoever comes first has decided. What one side wrote reaches the other by
//! [`sampaikan`] and [`kabarkan`], at once, and by a job that repeats them until it is done.

mod bsre;
mod camat;
mod desa;
mod jatah;
mod jobs;
mod kabar;
mod nilai;
mod tanda_tangan;

use db::{At, Context, ReadTx, Unit};
use jiff::Timestamp;
use uuid::Uuid;
use wilayah::UnitTerdaftar;

pub(crate) use bsre::telusuri;
pub(crate) use camat::{
    Dilihat, Kelengkapan, catat_pandangan, jawab_basah, kembalikan, lihat, penanda, periksa_terbuka, selaku,
};
pub(crate) use desa::{bawa, lepas, teruskan};
pub(crate) use jatah::tetapkan_jatah;
pub use jatah::{JAM_JATAH, JATAH, jatah};
pub(crate) use jobs::workers;
pub(crate) use kabar::sudah;
pub use kabar::{kabarkan, sampaikan, tarik};
pub(crate) use nilai::halangan;
pub(crate) use tanda_tangan::{alat_camat, sudah_saya, tanda_tangani, terima};

use crate::keadaan::Keadaan;
use crate::store::{self, Surat};

/// The room's word for the clocks of the kecamatan.
pub const JAM: &str = "pengukuhan";

/// Who reads and writes in the other office's unit.
const SISTEM: &str = "pengukuhan camat";

/// How far a letter is on its way to the office above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeadaanKukuh {
    Menunggu,
    Dikukuhkan,
    Dikembalikan,
    Ditarik,
    /// Carried there by hand: Balai hears no more of it.
    Dibawa,
}

impl KeadaanKukuh {
    pub const SEMUA: [Self; 5] =
        [Self::Menunggu, Self::Dikukuhkan, Self::Dikembalikan, Self::Ditarik, Self::Dibawa];

    pub const fn kode(self) -> i16 {
        match self {
            Self::Menunggu => 1,
            Self::Dikukuhkan => 2,
            Self::Dikembalikan => 3,
            Self::Ditarik => 4,
            Self::Dibawa => 5,
        }
    }

    pub(crate) fn dari_kode(kode: i16) -> Self {
        // The tables take no other number.
        Self::find(kode).unwrap_or(Self::Menunggu)
    }

    pub(crate) fn find(kode: i16) -> Option<Self> {
        Self::SEMUA.into_iter().find(|keadaan| keadaan.kode() == kode)
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Menunggu => "Menunggu camat",
            Self::Dikukuhkan => "Dikukuhkan",
            Self::Dikembalikan => "Dikembalikan",
            Self::Ditarik => "Ditarik desa",
            Self::Dibawa => "Dibawa sendiri",
        }
    }

    pub const fn nada(self) -> ui::Tone {
        match self {
            Self::Menunggu => ui::Tone::Wait,
            Self::Dikukuhkan => ui::Tone::Good,
            Self::Dikembalikan => ui::Tone::Bad,
            Self::Ditarik | Self::Dibawa => ui::Tone::Plain,
        }
    }

    /// Whether the village may pass the letter on (again).
    const fn dapat_diteruskan(self) -> bool {
        matches!(self, Self::Dikembalikan | Self::Ditarik | Self::Dibawa)
    }
}

/// Between whom, and what.
#[derive(Debug, Clone, Copy)]
pub struct Jalur {
    pub asal: Unit,
    pub tujuan: Unit,
    pub id: Uuid,
}

/// The office above this village, where it lives in the same Balai.
pub async fn atasan(tx: &mut ReadTx) -> db::Result<Option<UnitTerdaftar>> {
    wilayah::find_atasan(tx).await
}

/// Whether somebody of this office may pass this letter on now.
pub(crate) async fn dapat_diteruskan(tx: &mut ReadTx, surat: &Surat) -> db::Result<bool> {
    if !perlu_camat(surat) {
        return Ok(false);
    }
    let lama = store::find_penerusan_surat(tx, surat.id).await?;
    Ok(lama.is_none_or(|lama| lama.keadaan().dapat_diteruskan()))
}

/// An issued letter with a place for the camat's signature, of which Balai has the file.
pub(crate) fn perlu_camat(surat: &Surat) -> bool {
    let ada_berkas = surat.terbit_id.is_some() && !surat.manual;
    surat.keadaan() == Keadaan::Terbit && surat.jenis().sampai_camat() && ada_berkas
}

/// How a letter stands for who asked for it, and since when it is there. One that the office above has still to sign is
/// not there yet, and one revoked before that never was. Where that office does not live in this Balai nobody waits:
/// the paper is carried there as ever.
pub async fn bagi_pemohon(tx: &mut ReadTx, surat: &Surat) -> db::Result<(Keadaan, Option<At>)> {
    let (kini, terbit) = (surat.keadaan(), surat.terbit_pada);
    if !surat.jenis().sampai_camat() || surat.manual || terbit.is_none() {
        return Ok((kini, terbit));
    }
    let ditunggu = match store::find_penerusan_surat(tx, surat.id).await? {
        Some(satu) if matches!(satu.keadaan(), KeadaanKukuh::Dikukuhkan | KeadaanKukuh::Dibawa) => {
            return Ok((kini, Some(satu.berubah_pada)));
        }
        Some(satu) if satu.keadaan() == KeadaanKukuh::Menunggu => true,
        _ => atasan(tx).await?.is_some(),
    };
    let jadi = match kini {
        Keadaan::Terbit if ditunggu => Keadaan::TandaTangan,
        Keadaan::Dicabut if ditunggu => Keadaan::Batal,
        lain => lain,
    };
    Ok((jadi, terbit))
}

fn sistem(unit: Unit, now: Timestamp) -> Context {
    Context::system(SISTEM, unit, now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_reads_back_by_its_number_and_only_what_came_back_is_passed_on_again() {
        for keadaan in KeadaanKukuh::SEMUA {
            assert_eq!(KeadaanKukuh::dari_kode(keadaan.kode()), keadaan);
        }
        let lagi: Vec<_> = KeadaanKukuh::SEMUA.into_iter().filter(|k| k.dapat_diteruskan()).collect();
        assert_eq!(lagi, [KeadaanKukuh::Dikembalikan, KeadaanKukuh::Ditarik, KeadaanKukuh::Dibawa]);
    }
}
