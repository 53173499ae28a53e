use db::{ReadTx, WriteTx};
use uuid::Uuid;
use wilayah::Pejabat;

use super::{Meja, Terlihat, alasan, ambil, kiriman, nomori};
use crate::atur::Kantor;
use crate::error::{Result, tolak};
use crate::keadaan::{Keadaan, Tindakan, sesudah_paraf};
use crate::store::{self, LangkahParaf, TahapKiriman};

/// Whether a user may give this step's paraf: the holder of the office, or anyone with the permission
/// when the office is vacant or its holder does not log in. Whoever left is followed by who came after.
pub async fn boleh_paraf(
    tx: &mut ReadTx,
    langkah: &LangkahParaf,
    pengguna: Option<Uuid>,
) -> db::Result<bool> {
    let Some(pejabat_id) = langkah.pejabat_id else { return Ok(true) };
    let Some(pejabat) = pemegang(tx, pejabat_id).await? else { return Ok(true) };
    Ok(pejabat.pengguna_id.is_none() || pejabat.pengguna_id == pengguna)
}

/// Who holds today the office that this official held when the letter was submitted.
async fn pemegang(tx: &mut ReadTx, pejabat_id: Uuid) -> db::Result<Option<Pejabat>> {
    let dulu = wilayah::get_pejabat(tx, pejabat_id).await?;
    let hari_ini = wilayah::get_identitas(tx).await?.zona().tanggal(tx.ctx().now);
    if dulu.menjabat(hari_ini) {
        return Ok(Some(dulu));
    }
    let sama = |kini: &Pejabat| {
        (&kini.jabatan, &kini.jabatan_lain, &kini.dusun) == (&dulu.jabatan, &dulu.jabatan_lain, &dulu.dusun)
    };
    Ok(wilayah::pejabat_pada(tx, hari_ini).await?.into_iter().find(sama))
}

/// Gives the paraf that is awaited. After the last one the letter gets its number.
pub async fn paraf(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja) -> Result<Keadaan> {
    let mut surat = ambil(tx, terlihat, Tindakan::Paraf).await?;
    let rantai = surat.rantai();
    let Some(langkah) = surat.giliran() else { return tolak("Surat ini tidak menunggu paraf siapa pun.") };
    if !boleh_paraf(tx, &langkah, meja.pelaku.id).await? {
        return tolak(format!("Paraf ini giliran {}. Masuk dengan akun yang bersangkutan.", langkah.jabatan));
    }
    let catatan = (Some(surat.langkah + 1), Some(langkah.jabatan));
    store::insert_peristiwa(tx, surat.id, Tindakan::Paraf, &meja.pelaku, catatan).await?;
    surat.langkah += 1;
    let selesai = usize::try_from(surat.langkah).unwrap_or(usize::MAX);
    surat.jadi(sesudah_paraf(selesai, rantai.len()));
    if surat.keadaan() == Keadaan::TandaTangan {
        let kantor = Kantor::baca(tx).await?;
        nomori::nomori(tx, &mut surat, &kantor, meja).await?;
    }
    tx.update(&surat).await?;
    Ok(surat.keadaan())
}

/// Sends a letter back to its maker with a reason. A number it has stays its own.
pub async fn kembalikan(tx: &mut WriteTx, terlihat: Terlihat, sebab: &str, meja: &Meja) -> Result<()> {
    let sebab = alasan(sebab)?;
    let mut surat = ambil(tx, terlihat, Tindakan::Pengembalian).await?;
    if let Some(langkah) = surat.giliran()
        && surat.keadaan() == Keadaan::Paraf
        && !boleh_paraf(tx, &langkah, meja.pelaku.id).await?
    {
        return tolak(format!("Surat ini giliran {}. Masuk dengan akun yang bersangkutan.", langkah.jabatan));
    }
    surat.alasan = Some(sebab.clone());
    surat.lepas_naskah();
    kiriman::akhiri(tx, surat.id, TahapKiriman::Ditarik).await?;
    surat.jadi(Keadaan::Dikembalikan);
    store::insert_peristiwa(tx, surat.id, Tindakan::Pengembalian, &meja.pelaku, (None, Some(sebab))).await?;
    Ok(tx.update(&surat).await?)
}
