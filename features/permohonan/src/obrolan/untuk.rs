//! For whom a letter is: for who asks, or for somebody of the own family card. Of a member nothing is told but the name.

use db::{ReadTx, Result};
use jiff::civil::Date;
use kamus::{Shdk, StatusKawin, umur};
use kependudukan::{Penduduk, Subjek};
use pesan::{Balasan, Isi, Jawaban};
use surat::jenis::{Jenis, Wakil};
use uuid::Uuid;

use super::{Juru, Langkah, kata, minta, pilihan, sesudah};

/// From this age on, or once married, one asks for oneself (UU 1/1974 art. 47 and 50; UU 35/2014 art. 1).
const DEWASA: i16 = 18;

/// "Saya sendiri" among the choices.
const SAYA: &str = "saya";

/// Who asks, and whom the letter is about.
pub(super) struct Pihak {
    pub(super) pemohon: Subjek,
    pub(super) anggota: Option<Anggota>,
}

/// Somebody of the family for whom the other asks.
pub(super) struct Anggota {
    pub(super) subjek: Subjek,
    lahir: Date,
    lajang: bool,
}

impl Anggota {
    fn di_bawah_umur(&self, hari_ini: Date) -> bool {
        self.lajang && umur(self.lahir, hari_ini) < DEWASA
    }
}

impl Pihak {
    pub(super) fn subjek(&self) -> &Subjek {
        self.anggota.as_ref().map_or(&self.pemohon, |anggota| &anggota.subjek)
    }

    /// The member's id and name, as the conversation keeps them.
    pub(super) fn untuk(&self) -> Option<(Uuid, String)> {
        let Subjek { id, nama, .. } = &self.anggota.as_ref()?.subjek;
        Some(((*id)?, nama.clone()))
    }

    /// Whether it is about another adult: their letter is handed over where somebody sees who fetches it.
    pub(super) fn untuk_dewasa(&self, hari_ini: Date) -> bool {
        self.anggota.as_ref().is_some_and(|anggota| !anggota.di_bawah_umur(hari_ini))
    }

    /// Whether who asks may ask for this kind.
    pub(super) fn boleh(&self, jenis: &Jenis, hari_ini: Date) -> bool {
        let dewasa = |anggota: &Anggota| jenis.wakil == Wakil::Keluarga || anggota.di_bawah_umur(hari_ini);
        self.anggota.as_ref().is_none_or(dewasa)
    }
}

/// Who lives on the same family card, where this resident heads it or is the head's spouse.
async fn list_anggota(tx: &mut ReadTx, pemohon: Uuid) -> Result<Vec<Penduduk>> {
    let ada = kependudukan::store::find_penduduk(tx, pemohon).await?.filter(Penduduk::aktif);
    let memimpin = |p: &Penduduk| matches!(p.shdk(), Shdk::KepalaKeluarga | Shdk::Suami | Shdk::Istri);
    let Some(keluarga_id) = ada.filter(memimpin).and_then(|p| p.keluarga_id) else { return Ok(Vec::new()) };
    let mut semua = kependudukan::store::list_anggota(tx, keluarga_id).await?;
    semua.retain(|anggota| anggota.aktif() && anggota.id != pemohon);
    Ok(semua)
}

/// Who speaks and for whom, as it is now; none where who speaks no longer lives here, or may not ask for that member.
pub(super) async fn pihak(juru: &mut Juru<'_>, untuk: Option<Uuid>) -> Result<Option<Pihak>> {
    let Some(pemohon) = minta::orang(juru).await? else { return Ok(None) };
    let (Some(id), Some(pemohon_id)) = (untuk, pemohon.id) else {
        return Ok(Some(Pihak { pemohon, anggota: None }));
    };
    let semua = list_anggota(juru.tx, pemohon_id).await?;
    let Some(penduduk) = semua.into_iter().find(|anggota| anggota.id == id) else { return Ok(None) };
    let Some(subjek) = kependudukan::find_subjek(juru.tx, id).await? else { return Ok(None) };
    let lajang = penduduk.status_kawin == Some(kode(StatusKawin::BelumKawin));
    let anggota = Some(Anggota { subjek, lahir: penduduk.tanggal_lahir.0, lajang });
    Ok(Some(Pihak { pemohon, anggota }))
}

fn kode(status: StatusKawin) -> i16 {
    kamus::Daftar::kode(status)
}

/// Asks for whom it is; nothing where there is nobody else to ask for.
pub(super) async fn tanya(juru: &mut Juru<'_>, pemohon: Uuid, dahulu: &str) -> Result<Option<Balasan>> {
    let semua = list_anggota(juru.tx, pemohon).await?;
    if semua.is_empty() {
        return Ok(None);
    }
    let mut baris = vec![juru.pilihan(SAYA, &kata::SAYA_SENDIRI).await?];
    baris.extend(semua.iter().map(|anggota| pilihan(&anggota.id.to_string(), &anggota.nama)));
    let isi = Isi::Daftar {
        teks: juru.kata(&kata::UNTUK_SIAPA, &[]).await?,
        buka: juru.kata(&kata::BUKA, &[]).await?,
        pilihan: baris,
    };
    let isi = if dahulu.is_empty() { isi } else { sesudah(dahulu, isi) };
    Ok(Some(Langkah::Untuk.tanya(isi)))
}

/// For whom it is was answered.
pub(super) async fn pilih(mut juru: Juru<'_>, pemohon: &Subjek, jawaban: &Jawaban) -> Result<Balasan> {
    let siapa = match jawaban {
        Jawaban::Pilihan(id) if id == SAYA => Some(None),
        Jawaban::Pilihan(id) => id.parse().ok().map(Some),
        _ => None,
    };
    let pihak = match siapa {
        Some(siapa) => pihak(&mut juru, siapa).await?,
        None => None,
    };
    if let Some(pihak) = pihak {
        return minta::mulai_jenis(juru, &pihak).await;
    }
    let dahulu = juru.kata(&kata::BELUM_PAHAM, &[]).await?;
    let lagi = match pemohon.id {
        Some(id) => tanya(&mut juru, id, &dahulu).await?,
        None => None,
    };
    match lagi {
        Some(lagi) => Ok(lagi),
        None => juru.selesai(&kata::ANGGOTA_HILANG, &[]).await,
    }
}
