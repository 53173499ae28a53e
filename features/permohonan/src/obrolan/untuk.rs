//! For whom a letter is: for who asks, or for somebody of the own family card. Of a member nothing is told but the name.

use db::Result;
use kependudukan::Subjek;
use pesan::{Balasan, Isi, Jawaban};
use uuid::Uuid;

use super::{Juru, Langkah, kata, minta, pilihan, sesudah};
use crate::keluarga::{Pihak, find_pihak, list_anggota};

/// "Saya sendiri" among the choices.
const SAYA: &str = "saya";

/// Who speaks and for whom, as it is now; none where who speaks no longer lives here, or may not ask for that member.
pub(super) async fn pihak(juru: &mut Juru<'_>, untuk: Option<Uuid>) -> Result<Option<Pihak>> {
    match minta::orang(juru).await? {
        Some(pemohon) => find_pihak(juru.tx, pemohon, untuk).await,
        None => Ok(None),
    }
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
