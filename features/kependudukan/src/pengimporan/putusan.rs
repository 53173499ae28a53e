//! Accepting and refusing proposals.

use std::collections::{BTreeSet, HashMap};

use db::{Context, Db, Once, Result, WriteTx};
use jiff::civil::Date;
use kamus::{Nik, Shdk, StatusDasar};
use serde_json::Value;
use uuid::Uuid;

use super::bidang::{pasang, peta};
use super::penerapan::keluarga_dari_orang;
use super::usul::{Tambahan, baca_tambahan, baca_usulan};
use crate::entitas::{Asal, Isian, Keadaan, Keluarga, Penduduk, RumahTangga, UsulanKoreksi};
use crate::peristiwa::rumah;
use crate::{pindah_antar, riwayat, store};

/// What became of the proposals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Putusan {
    pub diterima: usize,
    pub ditolak: usize,
    /// The register says something else since, or the NIK is taken: closed without change.
    pub gugur: usize,
    pub terulang: bool,
}

/// Decides on proposals in one act. `pilihan` is `None` for all that wait. What was decided before is left
/// alone. `sejak` is the day from which newcomers count.
pub async fn putuskan(
    db: &Db,
    ctx: &Context,
    pilihan: Option<&[Uuid]>,
    terima: bool,
    (kunci, sejak): (&str, Date),
) -> Result<Putusan> {
    let mut tx = db.write(ctx, "putusan_usulan").await?;
    if let Once::Again(_) = tx.once(kunci, "").await? {
        return Ok(Putusan { terulang: true, ..Putusan::default() });
    }
    let mut semua = store::list_menunggu(&mut tx).await?;
    semua.retain(|usulan| pilihan.is_none_or(|pilihan| pilihan.contains(&usulan.id)));
    let mut putusan = Putusan::default();
    let mut orang = Orang { sejak, ..Orang::default() };
    for usulan in semua {
        let jadi = terima && orang.terima(&mut tx, &usulan).await?;
        match (terima, jadi) {
            (true, true) => putusan.diterima += 1,
            (true, false) => putusan.gugur += 1,
            (false, _) => putusan.ditolak += 1,
        }
        let keadaan = if jadi { Keadaan::Diterima } else { Keadaan::Ditolak };
        let diputus = UsulanKoreksi {
            keadaan: keadaan.kode(),
            diputus_oleh: ctx.user(),
            diputus_pada: Some(ctx.now.into()),
            ..usulan
        };
        tx.update(&diputus).await?;
    }
    orang.simpan(&mut tx).await?;
    tx.commit().await?;
    Ok(putusan)
}

/// Persons whose corrections are gathered, so that each row is written once, and newcomers, who are
/// written together.
#[derive(Default)]
struct Orang {
    sejak: Date,
    baru: Vec<Penduduk>,
    tempat: BTreeSet<(String, String, String)>,
    ubahan: HashMap<Uuid, (Penduduk, Isian)>,
    /// NIKs that this act gives or brings back, and to whom: not yet in the table.
    diberikan: HashMap<Nik, Uuid>,
}

impl Orang {
    /// Whether the proposal still holds and was taken in.
    async fn terima(&mut self, tx: &mut WriteTx, usulan: &UsulanKoreksi) -> Result<bool> {
        let Some(id) = usulan.penduduk_id else {
            let tambahan = baca_tambahan(usulan, tx.keys())?;
            return self.tambahkan(tx, tambahan, usulan.impor_id).await;
        };
        let (lama, baru) = baca_usulan(usulan, tx.keys())?;
        let (penduduk, isian) = match self.ubahan.remove(&id) {
            Some(terbuka) => terbuka,
            None => buka_orang(tx, id).await?,
        };
        let jadi = self.koreksi(tx, id, &isian, (&usulan.kolom, lama, baru)).await?;
        let (diterima, isian) = (jadi.is_some(), jadi.unwrap_or(isian));
        self.ubahan.insert(id, (penduduk, isian));
        Ok(diterima)
    }

    /// The person with the correction; nothing when it does not hold any more.
    async fn koreksi(
        &mut self,
        tx: &mut WriteTx,
        id: Uuid,
        isian: &Isian,
        (kolom, lama, baru): (&str, Value, Value),
    ) -> Result<Option<Isian>> {
        let kini = peta(isian).remove(kolom).unwrap_or(Value::Null);
        if kini != lama && kini != baru {
            return Ok(None);
        }
        let Some(jadi) = pasang(isian, kolom, baru) else { return Ok(None) };
        if nik_terpakai(tx, &jadi, Some(id)).await? {
            return Ok(None);
        }
        if kembali(tx, id, (isian.status_dasar, jadi.status_dasar)).await? {
            return Ok(None);
        }
        let lain = jadi.nik.is_some_and(|nik| *self.diberikan.entry(nik).or_insert(id) != id);
        Ok((!lain).then_some(jadi))
    }

    async fn simpan(mut self, tx: &mut WriteTx) -> Result<()> {
        let mut semua: Vec<(Penduduk, Isian)> = std::mem::take(&mut self.ubahan).into_values().collect();
        semua.sort_by_key(|(penduduk, _)| penduduk.id);
        let mut ditinggalkan = BTreeSet::new();
        for (penduduk, isian) in semua {
            let keluarga_id = keluarga_kini(tx, &penduduk, &isian).await?;
            let mut jadi = penduduk.dengan_isian(&isian, keluarga_id, tx.keys());
            if !jadi.aktif() {
                ditinggalkan.extend(jadi.rumah_tangga_id);
                rumah::lepas(&mut jadi);
            }
            let beda = riwayat::beda(&penduduk, &jadi);
            riwayat::ubah(tx, penduduk.id, &beda, self.sejak, None).await?;
            urus_kepala(tx, &penduduk, &jadi).await?;
            self.tempat.insert((isian.dusun, isian.rw, isian.rt));
        }
        for id in ditinggalkan {
            bubarkan_kosong(tx, id, self.sejak).await?;
        }
        tx.insert_all(&self.baru).await?;
        wilayah::lengkapi_bagian(tx, self.tempat).await?;
        Ok(())
    }

    async fn tambahkan(&mut self, tx: &mut WriteTx, tambahan: Tambahan, impor_id: Uuid) -> Result<bool> {
        let Tambahan { isian, keluarga_id } = tambahan;
        let dipakai = isian.nik.is_some_and(|nik| self.diberikan.contains_key(&nik));
        if isian.status_dasar == StatusDasar::Hidup && (dipakai || nik_terpakai(tx, &isian, None).await?) {
            return Ok(false);
        }
        let keluarga_id = match (isian.no_kk, keluarga_id) {
            (Some(_), _) => Some(keluarga_kk(tx, &isian).await?),
            (None, Some(id)) if store::find_keluarga(tx, id).await?.is_some() => Some(id),
            (None, Some(id)) => {
                let baru = keluarga_dari_orang(&isian, id, tx.keys());
                tx.insert(&baru).await?;
                Some(id)
            }
            (None, None) => None,
        };
        let asal = Asal {
            id: tx.ctx().new_id(),
            keluarga_id,
            data_awal: false,
            berlaku_sejak: self.sejak.into(),
            dicatat_pada: tx.ctx().now.into(),
            impor_id: Some(impor_id),
        };
        let penduduk = Penduduk::dari_isian(&isian, asal, tx.keys());
        urus_kepala(tx, &penduduk, &penduduk).await?;
        self.diberikan.extend(isian.nik.map(|nik| (nik, penduduk.id)));
        self.tempat.insert((isian.dusun, isian.rw, isian.rt));
        self.baru.push(penduduk);
        Ok(true)
    }
}

async fn buka_orang(tx: &mut WriteTx, id: Uuid) -> Result<(Penduduk, Isian)> {
    let penduduk = store::find_penduduk(tx, id).await?.ok_or(db::Error::NotFound("penduduk"))?;
    let keluarga = match penduduk.keluarga_id {
        Some(keluarga_id) => store::find_keluarga(tx, keluarga_id).await?,
        None => None,
    };
    let no_kk = keluarga.map(|k| k.no_kk(tx.keys())).transpose()?.flatten();
    let isian = penduduk.isian(no_kk, tx.keys())?;
    Ok((penduduk, isian))
}

/// Whether another present resident has this NIK.
async fn nik_terpakai(tx: &mut WriteTx, isian: &Isian, kecuali: Option<Uuid>) -> Result<bool> {
    let (Some(nik), StatusDasar::Hidup) = (isian.nik, isian.status_dasar) else { return Ok(false) };
    let pemegang = store::find_aktif_nik(tx, nik).await?;
    Ok(pemegang.is_some_and(|pemegang| Some(pemegang) != kecuali))
}

/// The family of this card number, made when it is not known yet.
async fn keluarga_kk(tx: &mut WriteTx, isian: &Isian) -> Result<Uuid> {
    if let Some(no_kk) = isian.no_kk
        && let Some(keluarga) = store::find_keluarga_kk(tx, no_kk).await?
    {
        return Ok(keluarga.id);
    }
    let id = tx.ctx().new_id();
    let baru = keluarga_dari_orang(isian, id, tx.keys());
    tx.insert(&baru).await?;
    Ok(id)
}

/// Where a corrected person belongs. A family that got its first number keeps its members.
async fn keluarga_kini(tx: &mut WriteTx, lama: &Penduduk, isian: &Isian) -> Result<Option<Uuid>> {
    let Some(no_kk) = isian.no_kk else { return Ok(lama.keluarga_id) };
    let kini = match lama.keluarga_id {
        Some(id) => store::find_keluarga(tx, id).await?,
        None => None,
    };
    if let Some(kini) = kini {
        let nomor = kini.no_kk(tx.keys())?;
        if nomor == Some(no_kk) {
            return Ok(Some(kini.id));
        }
        if nomor.is_none() && store::find_keluarga_kk(tx, no_kk).await?.is_none() {
            let mut bernomor = kini;
            bernomor.pasang_no_kk(&tx.keys().clone(), Some(no_kk));
            tx.update(&bernomor).await?;
            return Ok(Some(bernomor.id));
        }
    }
    keluarga_kk(tx, isian).await.map(Some)
}

/// Keeps the heads of families true: who left or is no head any more gives the place up, who became
/// head takes it where it is free, and a head's address is the family's.
/// Whether a correction would bring somebody back who is on the way to another village, or was taken in there: they
/// would count twice. They come back by the event that says so.
async fn kembali(tx: &mut WriteTx, id: Uuid, (dulu, kini): (StatusDasar, StatusDasar)) -> Result<bool> {
    if dulu != StatusDasar::Pindah || kini != StatusDasar::Hidup {
        return Ok(false);
    }
    let peristiwa = store::list_peristiwa_orang(tx, id).await?;
    let Some(rombongan) = pindah_antar::pindah_terakhir(&peristiwa) else { return Ok(false) };
    Ok(pindah_antar::ikatan(tx, rombongan).await?.is_some())
}

/// Ends a household that its last member left. One that only lost its head is listed with what is to be mended.
async fn bubarkan_kosong(tx: &mut WriteTx, id: Uuid, sejak: Date) -> Result<()> {
    let Some(rumah) = store::find_rumah_tangga(tx, id).await? else { return Ok(()) };
    if rumah.bubar.is_none() && store::list_anggota_rumah(tx, id).await?.is_empty() {
        tx.update(&RumahTangga { bubar: Some(sejak.into()), ..rumah }).await?;
    }
    Ok(())
}

async fn urus_kepala(tx: &mut WriteTx, lama: &Penduduk, kini: &Penduduk) -> Result<()> {
    let kepala = kini.shdk() == Shdk::KepalaKeluarga && kini.aktif();
    for id in [lama.keluarga_id, kini.keluarga_id].into_iter().flatten() {
        let Some(keluarga) = store::find_keluarga(tx, id).await? else { continue };
        let di_sini = kini.keluarga_id == Some(id) && kepala;
        let kepala_id = match keluarga.kepala_id {
            Some(k) if k == kini.id && !di_sini => None,
            None if di_sini => Some(kini.id),
            lain => lain,
        };
        let mut jadi = Keluarga { kepala_id, ..keluarga.clone() };
        if jadi.kepala_id == Some(kini.id) {
            jadi.alamat = kini.alamat.clone().or(jadi.alamat);
            jadi.dusun.clone_from(&kini.dusun);
            jadi.rw.clone_from(&kini.rw);
            jadi.rt.clone_from(&kini.rt);
        }
        if jadi != keluarga {
            tx.update(&jadi).await?;
        }
    }
    Ok(())
}
