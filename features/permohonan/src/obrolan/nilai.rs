//! A rating from one to five.

use db::{Result, WriteTx};
use pesan::{Balasan, Bawaan, Isi, Jawaban, Layanan, Nanti, Pemakai};
use serde_json::Value;
use uuid::Uuid;

use super::{Juru, Langkah, kabar, kata, kata_jawaban, lengkapi, pilihan};
use crate::alur;
use crate::keadaan::Keadaan;
use crate::store::{self, Permohonan};

/// "Beri nilai layanan" of the menu; also asked when a letter has arrived.
#[derive(Debug, Clone, Copy, Default)]
pub struct BeriNilai;

/// The room's word for it where a conversation begins by itself.
pub(super) const KODE: &str = "permohonan-nilai";

pub(super) async fn pertanyaan(juru: &mut Juru<'_>, awal: &str) -> Result<Isi> {
    Ok(Isi::Daftar {
        teks: juru.kata(&kata::TANYA_NILAI, &[("awal", awal)]).await?.trim().to_owned(),
        buka: juru.kata(&kata::BUKA, &[]).await?,
        pilihan: (1..=5).map(|n| pilihan(&n.to_string(), &n.to_string())).collect(),
    })
}

fn dinilai(p: &Permohonan) -> bool {
    matches!(p.keadaan(), Keadaan::Terkirim | Keadaan::Selesai)
}

impl Layanan for BeriNilai {
    fn kode(&self) -> &'static str {
        KODE
    }

    fn judul(&self) -> &'static Bawaan {
        &kata::JUDUL_NILAI
    }

    /// A letter that waited for AMBIL has gone out: now the request is sent, and what it was like can be asked.
    fn terkirim<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        langkah: &'t Value,
    ) -> Nanti<'t, Result<()>> {
        Box::pin(terkirim(tx, siapa.kontak_id, Langkah::baca(langkah)))
    }

    fn mulai<'t>(&'t self, tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, Result<Balasan>> {
        Box::pin(mulai(Juru::baru(tx, siapa)))
    }

    fn jawab<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, Result<Balasan>> {
        Box::pin(jawab(Juru::baru(tx, siapa), Langkah::baca(langkah), jawaban))
    }
}

async fn terkirim(tx: &mut WriteTx, kontak_id: Uuid, langkah: Option<Langkah>) -> Result<()> {
    let Some(Langkah::Nilai(id)) = langkah else { return Ok(()) };
    alur::terkirim(tx, id).await.map_err(lengkapi::galat)?;
    let p = store::get_permohonan(tx, id).await?;
    let kontak = pesan::store::find_kontak(tx, kontak_id).await?;
    let Some(kontak) = kontak.filter(|_| dinilai(&p)) else { return Ok(()) };
    if store::find_nilai(tx, id).await?.is_some() {
        return Ok(());
    }
    kabar::tanya_nilai(tx, &p, &kontak, "").await
}

async fn mulai(mut juru: Juru<'_>) -> Result<Balasan> {
    let semua = match juru.penduduk_id {
        Some(id) => store::list_orang(juru.tx, id).await?,
        None => Vec::new(),
    };
    let milik = |p: &Permohonan| Some(p.dikabari()) == juru.penduduk_id && dinilai(p);
    for p in semua.into_iter().filter(milik).collect::<Vec<_>>() {
        if store::find_nilai(juru.tx, p.id).await?.is_none() {
            let awal = format!("{} {}", p.nomor(), p.jenis_nama);
            return Ok(Langkah::Nilai(p.id).tanya(pertanyaan(&mut juru, &awal).await?));
        }
    }
    juru.selesai(&kata::TAK_ADA_NILAI, &[]).await
}

async fn jawab(mut juru: Juru<'_>, langkah: Option<Langkah>, jawaban: &Jawaban) -> Result<Balasan> {
    let permohonan = match langkah {
        Some(Langkah::Nilai(id)) => store::find_permohonan(juru.tx, id).await?,
        _ => None,
    };
    let milik = |p: &Permohonan| Some(p.dikabari()) == juru.penduduk_id && dinilai(p);
    let Some(permohonan) = permohonan.filter(milik) else {
        return juru.selesai(&kata::TAK_ADA_NILAI, &[]).await;
    };
    let nilai = kata_jawaban(jawaban).trim().parse::<i16>().ok().filter(|n| (1..=5).contains(n));
    let Some(nilai) = nilai else {
        let awal = juru.kata(&kata::NILAI_SALAH, &[]).await?;
        return Ok(Langkah::Nilai(permohonan.id).tanya(pertanyaan(&mut juru, &awal).await?));
    };
    store::put_nilai(juru.tx, permohonan.id, nilai).await?;
    juru.selesai(&kata::TERIMA_KASIH, &[("nilai", &nilai.to_string())]).await
}
