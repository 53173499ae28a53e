//! Where one's requests stand.

use db::{Result, WriteTx};
use files::FileStore;
use pesan::{Balasan, Bawaan, Isi, Jawaban, Layanan, Nanti, Pemakai};
use serde_json::Value;
use surat::SuratSaya;

use super::{Juru, Langkah, kata, lengkapi, sesudah};
use crate::keadaan::Keadaan;
use crate::store::{self, Permohonan};

/// "Status permohonan" of the menu.
#[derive(Debug, Clone)]
pub struct LihatStatus {
    pub berkas: FileStore,
}

/// So many are told.
const TERAKHIR: usize = 5;

impl Layanan for LihatStatus {
    fn kode(&self) -> &'static str {
        "permohonan-status"
    }

    fn judul(&self) -> &'static Bawaan {
        &kata::JUDUL_STATUS
    }

    fn kata(&self) -> &'static [&'static str] {
        &["status"]
    }

    fn terima_berkas(&self, langkah: &Value) -> bool {
        Langkah::baca(langkah).is_some_and(|langkah| langkah.mau_foto())
    }

    fn mulai<'t>(&'t self, tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, Result<Balasan>> {
        Box::pin(async move {
            let minta = permintaan(&mut Juru::baru(tx, siapa)).await?;
            let awal = match minta {
                Minta::Foto(balasan) => return Ok(balasan),
                Minta::Tiada => return SuratSaya.mulai(tx, siapa).await,
                Minta::Ada(awal) => awal,
            };
            // Letters that were made without a request are told as well, and files can be asked for.
            Ok(match SuratSaya.mulai(tx, siapa).await? {
                Balasan::Tanya { isi, langkah } => Balasan::Tanya { isi: sesudah(&awal, isi), langkah },
                Balasan::Selesai(isi) => Balasan::Selesai(sesudah(&awal, isi)),
            })
        })
    }

    fn jawab<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, Result<Balasan>> {
        Box::pin(async move {
            match Langkah::baca(langkah) {
                Some(Langkah::Lengkapi(id)) => {
                    lengkapi::terima(&mut Juru::baru(tx, siapa), &self.berkas, id, jawaban).await
                }
                _ => SuratSaya.jawab(tx, siapa, langkah, jawaban).await,
            }
        })
    }
}

/// What is told of requests.
enum Minta {
    Tiada,
    Ada(String),
    /// One of them waits for a photo, and so does the conversation.
    Foto(Balasan),
}

async fn permintaan(juru: &mut Juru<'_>) -> Result<Minta> {
    let mut semua = match juru.penduduk_id {
        Some(id) => store::list_orang(juru.tx, id).await?,
        None => Vec::new(),
    };
    semua.truncate(TERAKHIR);
    if semua.is_empty() {
        return Ok(Minta::Tiada);
    }
    // Of somebody else's request the name alone is told, to who asked for them.
    let untuk = |p: &Permohonan| match juru.penduduk_id {
        Some(id) if p.orang_id != id => format!(" ({})", p.orang_nama),
        _ => String::new(),
    };
    let satu =
        |p: &Permohonan| format!("• {} {}{}: {}", p.nomor(), p.jenis_nama, untuk(p), p.keadaan().label());
    let baris = semua.iter().map(satu);
    let daftar = baris.collect::<Vec<_>>().join("\n");
    let awal = juru.kata(&kata::STATUS, &[("daftar", &daftar)]).await?;
    let Some(p) =
        semua.iter().find(|p| p.keadaan() == Keadaan::Kurang && Some(p.dikabari()) == juru.penduduk_id)
    else {
        return Ok(Minta::Ada(awal));
    };
    let diminta = lengkapi::nama_kurang(juru.tx, p).await?;
    let Some(syarat) = diminta.first() else { return Ok(Minta::Ada(awal)) };
    let teks = juru.kata(&kata::KIRIM_FOTO, &[("awal", &awal), ("syarat", syarat)]).await?;
    Ok(Minta::Foto(Langkah::Lengkapi(p.id).tanya(Isi::Teks(teks))))
}
