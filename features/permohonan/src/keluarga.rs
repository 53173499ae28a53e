//! For whom a resident may ask without coming: for themself, or for somebody of the family card that they head.

use db::{ReadTx, Result};
use jiff::civil::Date;
use kamus::{Daftar as _, Shdk, StatusKawin, umur};
use kependudukan::{Penduduk, Subjek};
use surat::jenis::{Jenis, Wakil};
use uuid::Uuid;

use crate::keadaan::{Ambil, Keadaan};
use crate::store::{self, Permohonan};

/// From this age on, or once married, one asks for oneself (UU 1/1974 art. 47 and 50; UU 35/2014 art. 1).
const DEWASA: i16 = 18;

/// How many requests of one resident may be under way: an office that is asked for more has been asked by mistake.
pub(crate) const TERBANYAK: usize = 5;

/// Who asks, and whom the letter is about.
#[derive(Debug)]
pub(crate) struct Pihak {
    pub(crate) pemohon: Subjek,
    pub(crate) anggota: Option<Anggota>,
}

/// Somebody of the family for whom the other asks.
#[derive(Debug)]
pub(crate) struct Anggota {
    pub(crate) subjek: Subjek,
    lahir: Date,
    lajang: bool,
}

impl Anggota {
    fn baru(penduduk: &Penduduk, subjek: Subjek) -> Self {
        let lajang = penduduk.status_kawin == Some(StatusKawin::BelumKawin.kode());
        Self { subjek, lahir: penduduk.tanggal_lahir.0, lajang }
    }

    fn di_bawah_umur(&self, hari_ini: Date) -> bool {
        self.lajang && umur(self.lahir, hari_ini) < DEWASA
    }
}

impl Pihak {
    pub(crate) fn subjek(&self) -> &Subjek {
        self.anggota.as_ref().map_or(&self.pemohon, |anggota| &anggota.subjek)
    }

    /// The member's id and name.
    pub(crate) fn untuk(&self) -> Option<(Uuid, &str)> {
        let Subjek { id, nama, .. } = &self.anggota.as_ref()?.subjek;
        Some(((*id)?, nama))
    }

    /// Whether it is about another adult: their letter is handed over where somebody sees who fetches it.
    pub(crate) fn untuk_dewasa(&self, hari_ini: Date) -> bool {
        self.anggota.as_ref().is_some_and(|anggota| !anggota.di_bawah_umur(hari_ini))
    }

    /// Whether who asks may ask for this kind without coming.
    pub(crate) fn boleh(&self, jenis: &Jenis, hari_ini: Date) -> bool {
        let wakil = |anggota: &Anggota| jenis.wakil == Wakil::Keluarga || anggota.di_bawah_umur(hari_ini);
        jenis.mandiri && self.anggota.as_ref().is_none_or(wakil)
    }

    /// Whether the letter may come this way.
    pub(crate) fn boleh_ambil(&self, ambil: Ambil, hari_ini: Date) -> bool {
        ambil != Ambil::Pdf || !self.untuk_dewasa(hari_ini)
    }

    /// Why this kind does not fit whom it is about; each a sentence. They speak of what the register knows, so only the
    /// one whom it is about may read them.
    pub(crate) fn tak_cocok(&self, jenis: &Jenis, hari_ini: Date) -> Vec<String> {
        jenis.periksa_pokok(&self.subjek().clone().into(), hari_ini)
    }

    /// Whom the letter is about, and who asks for them as the request keeps it.
    pub(crate) fn pisah(self) -> (Subjek, String, Option<Uuid>) {
        let Self { pemohon, anggota } = self;
        match anggota {
            Some(anggota) => (anggota.subjek, pemohon.nama, pemohon.id),
            None => (pemohon, String::new(), None),
        }
    }
}

/// Who lives on the same family card, where this resident heads it or is the head's spouse.
pub(crate) async fn list_anggota(tx: &mut ReadTx, pemohon: Uuid) -> Result<Vec<Penduduk>> {
    let ada = kependudukan::store::find_penduduk(tx, pemohon).await?.filter(Penduduk::aktif);
    let memimpin = |p: &Penduduk| matches!(p.shdk(), Shdk::KepalaKeluarga | Shdk::Suami | Shdk::Istri);
    let Some(keluarga_id) = ada.filter(memimpin).and_then(|p| p.keluarga_id) else { return Ok(Vec::new()) };
    let mut semua = kependudukan::store::list_anggota(tx, keluarga_id).await?;
    semua.retain(|anggota| anggota.aktif() && anggota.id != pemohon);
    Ok(semua)
}

/// Who asks and for whom, as it is now; none where they may not ask for that member, or no longer.
pub(crate) async fn find_pihak(
    tx: &mut ReadTx,
    pemohon: Subjek,
    untuk: Option<Uuid>,
) -> Result<Option<Pihak>> {
    let (Some(id), Some(pemohon_id)) = (untuk, pemohon.id) else {
        return Ok(Some(Pihak { pemohon, anggota: None }));
    };
    let semua = list_anggota(tx, pemohon_id).await?;
    let Some(penduduk) = semua.into_iter().find(|anggota| anggota.id == id) else { return Ok(None) };
    let subjek = kependudukan::find_subjek(tx, id).await?;
    Ok(subjek.map(|subjek| Pihak { pemohon, anggota: Some(Anggota::baru(&penduduk, subjek)) }))
}

/// Whether the file of this request's letter may be handed to this resident through their phone: to the one whom it is
/// about, and to a parent for a child as it is today.
pub(crate) async fn boleh_berkas(
    tx: &mut ReadTx,
    p: &Permohonan,
    penduduk_id: Uuid,
    hari_ini: Date,
) -> Result<bool> {
    if p.orang_id == penduduk_id {
        return Ok(true);
    }
    let anggota = list_anggota(tx, penduduk_id).await?.into_iter().find(|anggota| anggota.id == p.orang_id);
    let Some(penduduk) = anggota.filter(|_| p.pemohon_id == Some(penduduk_id)) else { return Ok(false) };
    let subjek = kependudukan::find_subjek(tx, p.orang_id).await?;
    Ok(subjek.is_some_and(|subjek| Anggota::baru(&penduduk, subjek).di_bawah_umur(hari_ini)))
}

/// How many requests of this resident, and by them, the office still works on.
pub(crate) async fn berjalan(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<usize> {
    let semua = store::list_orang(tx, penduduk_id).await?;
    Ok(semua.iter().filter(|p| p.keadaan().kode() < Keadaan::Siap.kode()).count())
}
