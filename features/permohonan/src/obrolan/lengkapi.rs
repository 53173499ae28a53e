//! Photos that the office asked for, sent into the conversation.

use db::{ReadTx, Result};
use files::FileStore;
use pesan::{Balasan, Isi, Jawaban};
use uuid::Uuid;

use super::{Juru, Langkah, kata};
use crate::keadaan::Keadaan;
use crate::store::{self, Pelaku, Permohonan};
use crate::{alur, foto};

/// Names of what a request waits for, in the order in which they are asked.
pub(super) async fn nama_kurang(tx: &mut ReadTx, p: &Permohonan) -> Result<Vec<String>> {
    let semua = p.list_syarat(tx).await?;
    let syarat = |kode: &str| semua.iter().find(|s| s.kode == kode);
    Ok(p.kurang.split_whitespace().filter_map(syarat).map(|syarat| syarat.nama.clone()).collect())
}

async fn pertama(tx: &mut ReadTx, p: &Permohonan) -> Result<String> {
    Ok(nama_kurang(tx, p).await?.into_iter().next().unwrap_or_default())
}

pub(super) async fn terima(
    juru: &mut Juru<'_>,
    berkas: &FileStore,
    id: Uuid,
    jawaban: &Jawaban,
) -> Result<Balasan> {
    let permohonan = store::find_permohonan(juru.tx, id).await?;
    let milik = |p: &Permohonan| Some(p.dikabari()) == juru.penduduk_id && p.keadaan() == Keadaan::Kurang;
    let Some(mut permohonan) = permohonan.filter(milik) else {
        return juru.selesai(&kata::TAK_DITUNGGU, &[]).await;
    };
    let kode = permohonan.kurang.split_whitespace().next().unwrap_or_default().to_owned();
    if kode.is_empty() {
        return juru.selesai(&kata::TAK_DITUNGGU, &[]).await;
    }
    let Jawaban::Berkas(masuk) = jawaban else {
        let syarat = pertama(juru.tx, &permohonan).await?;
        let teks = juru.kata(&kata::LENGKAPI_FOTO, &[("syarat", &syarat)]).await?;
        return Ok(Langkah::Lengkapi(id).tanya(Isi::Teks(teks)));
    };
    let simpan = foto::terima(juru.tx, berkas, masuk.jenis, &masuk.bytes).await?;
    foto::kaitkan(juru.tx, id, &kode, simpan).await?;
    alur::foto_masuk(juru.tx, &mut permohonan, &kode, &Pelaku::default()).await.map_err(galat)?;
    if permohonan.keadaan() != Keadaan::Kurang {
        return juru.selesai(&kata::SUDAH_LENGKAP, &[("nomor", &permohonan.nomor())]).await;
    }
    let awal = juru.kata(&kata::FOTO_DITERIMA, &[]).await?;
    let syarat = pertama(juru.tx, &permohonan).await?;
    let teks = juru.kata(&kata::KIRIM_FOTO, &[("awal", &awal), ("syarat", &syarat)]).await?;
    Ok(Langkah::Lengkapi(id).tanya(Isi::Teks(teks)))
}

/// A rule that stands against what was checked a moment ago is a fault.
pub(crate) fn galat(galat: crate::Error) -> db::Error {
    match galat {
        crate::Error::Db(galat) => galat,
        lain => db::Error::Refused(lain.to_string()),
    }
}
