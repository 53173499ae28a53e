//! The one act that takes a workbook over.

use std::collections::{HashMap, HashSet};

use db::{Context, Db, Once, WriteTx};
use jiff::civil::Date;
use kamus::NomorKk;
use uuid::Uuid;

use super::muatan::Muatan;
use super::rencana::Rencana;
use super::{GalatImpor, Ringkasan, hitung, usul};
use crate::entitas::{Asal, Impor, Keluarga, Penduduk};
use crate::store;

/// What is to be done with a checked workbook.
#[derive(Debug, Clone, Copy)]
pub struct Perintah<'a> {
    /// The day of which the workbook speaks.
    pub tanggal_data: Date,
    pub hari_ini: Date,
    /// Take the good rows although there are bad ones.
    pub lewati_salah: bool,
    /// The request's key, and the workbook in waiting: it is dropped in the same act, which takes its id.
    pub permintaan: Option<(&'a str, Uuid)>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hasil {
    pub impor_id: Uuid,
    pub ringkasan: Ringkasan,
    /// It had been done before by the same form; nothing happened now.
    pub terulang: bool,
}

/// Takes a checked workbook over, all of it or nothing: the first one into the register, a later one as
/// proposals. The register is looked at anew within the act.
pub async fn terapkan(
    db: &Db,
    ctx: &Context,
    muatan: &Muatan,
    perintah: Perintah<'_>,
) -> Result<Hasil, GalatImpor> {
    if perintah.tanggal_data > perintah.hari_ini {
        return Err(GalatImpor::TanggalNanti);
    }
    if muatan.ditolak() > 0 && !perintah.lewati_salah {
        return Err(GalatImpor::AdaBarisSalah(muatan.ditolak()));
    }
    if muatan.orang.is_empty() {
        return Err(GalatImpor::TanpaBaris);
    }
    let mut tx = db.write(ctx, "impor").await?;
    let impor_id = perintah.permintaan.map_or_else(|| ctx.new_id(), |(_, tertunda)| tertunda);
    if let Some((kunci, tertunda)) = perintah.permintaan {
        if tx.once(kunci, "").await? != Once::First {
            return Ok(Hasil { impor_id, ringkasan: Ringkasan::default(), terulang: true });
        }
        // Two officials at once: the second finds that the first has decided.
        if store::buang_tertunda(&mut tx, tertunda).await? == 0 {
            return Err(GalatImpor::SudahTiada);
        }
    }
    let rencana = Rencana::susun(&mut tx, muatan).await?;
    let sudah = store::sidik_usulan(&mut tx).await?;
    let ringkasan = hitung(&rencana, muatan, &sudah, tx.keys());
    if ringkasan.ada_perubahan() {
        tx.insert(&catatan_impor(ctx, impor_id, muatan, perintah.tanggal_data, &ringkasan)).await?;
        if rencana.data_awal {
            isi_awal(&mut tx, muatan, impor_id, perintah.tanggal_data).await?;
        } else {
            usulkan(&mut tx, muatan, &rencana, impor_id, &sudah).await?;
        }
    }
    tx.commit().await?;
    Ok(Hasil { impor_id, ringkasan, terulang: false })
}

fn catatan_impor(ctx: &Context, id: Uuid, muatan: &Muatan, tanggal_data: Date, r: &Ringkasan) -> Impor {
    Impor {
        id,
        sidik: muatan.sidik.into(),
        tanggal_data: tanggal_data.into(),
        data_awal: r.data_awal,
        jumlah_baris: r.jumlah_baris,
        baru: r.baru,
        berubah: r.berubah,
        sama: r.sama,
        ditolak: r.ditolak,
        tidak_ada: r.tidak_ada,
        oleh: ctx.user(),
        pada: ctx.now.into(),
    }
}

/// The first content of the register: parts of the village, families, residents.
async fn isi_awal(
    tx: &mut WriteTx,
    muatan: &Muatan,
    impor_id: Uuid,
    tanggal_data: Date,
) -> Result<(), GalatImpor> {
    let ctx = *tx.ctx();
    let keys = tx.keys().clone();
    let ids: Vec<Uuid> = muatan.orang.iter().map(|_| ctx.new_id()).collect();
    let (keluarga, milik) = susun_keluarga(muatan, &ids, &ctx, &keys);
    let orang = muatan.orang.iter().enumerate().map(|(i, isian)| {
        let asal = Asal {
            id: ids[i],
            keluarga_id: milik[i],
            data_awal: true,
            berlaku_sejak: tanggal_data.into(),
            dicatat_pada: ctx.now.into(),
            impor_id: Some(impor_id),
        };
        Penduduk::dari_isian(isian, asal, &keys)
    });
    let orang: Vec<Penduduk> = orang.collect();
    let tempat: HashSet<(String, String, String)> =
        orang.iter().map(|p| (p.dusun.clone(), p.rw.clone(), p.rt.clone())).collect();
    let mut tempat: Vec<_> = tempat.into_iter().collect();
    tempat.sort_unstable();
    wilayah::lengkapi_bagian(tx, tempat).await?;
    tx.insert_all(&keluarga).await?;
    tx.insert_all(&orang).await?;
    Ok(())
}

/// The families' rows, and for each person the family. Who died or moved away is nobody's member any
/// more, but keeps the card they belonged to.
fn susun_keluarga(
    muatan: &Muatan,
    ids: &[Uuid],
    ctx: &Context,
    keys: &vault::UnitKeys,
) -> (Vec<Keluarga>, Vec<Option<Uuid>>) {
    let mut milik: Vec<Option<Uuid>> = vec![None; ids.len()];
    let mut menurut_kk: HashMap<NomorKk, Uuid> = HashMap::new();
    let mut semua: Vec<Keluarga> = Vec::with_capacity(muatan.keluarga.len());
    for k in &muatan.keluarga {
        let mut baris = Keluarga {
            id: ctx.new_id(),
            no_kk_segel: None,
            no_kk_kunci: None,
            kepala_id: k.kepala.map(|i| ids[i]),
            alamat: k.alamat.clone(),
            dusun: k.dusun.clone(),
            rw: k.rw.clone(),
            rt: k.rt.clone(),
            kelas_sosial: None,
        };
        baris.pasang_no_kk(keys, k.no_kk);
        menurut_kk.extend(k.no_kk.map(|kk| (kk, baris.id)));
        for i in &k.anggota {
            milik[*i] = Some(baris.id);
        }
        semua.push(baris);
    }
    for (i, isian) in muatan.orang.iter().enumerate() {
        let (None, Some(kk)) = (milik[i], isian.no_kk) else { continue };
        let id = *menurut_kk.entry(kk).or_insert_with(|| {
            let baru = keluarga_dari_orang(isian, ctx.new_id(), keys);
            let id = baru.id;
            semua.push(baru);
            id
        });
        milik[i] = Some(id);
    }
    (semua, milik)
}

/// A family of which only this person is known; without a head.
pub(super) fn keluarga_dari_orang(
    isian: &crate::entitas::Isian,
    id: Uuid,
    keys: &vault::UnitKeys,
) -> Keluarga {
    let mut baris = Keluarga {
        id,
        no_kk_segel: None,
        no_kk_kunci: None,
        kepala_id: None,
        alamat: isian.alamat.clone(),
        dusun: isian.dusun.clone(),
        rw: isian.rw.clone(),
        rt: isian.rt.clone(),
        kelas_sosial: None,
    };
    baris.pasang_no_kk(keys, isian.no_kk);
    baris
}

/// A later workbook: every newcomer and every difference becomes a proposal, unless it is one already.
async fn usulkan(
    tx: &mut WriteTx,
    muatan: &Muatan,
    rencana: &Rencana,
    impor_id: Uuid,
    sudah: &HashSet<db::Bytes>,
) -> Result<(), GalatImpor> {
    let ctx = *tx.ctx();
    let keys = tx.keys().clone();
    let mut semua = usul::usulan_tambahan(muatan, rencana, impor_id, &ctx, &keys);
    for beda in &rencana.beda {
        semua.extend(usul::usulan_koreksi(beda, impor_id, &ctx, &keys));
    }
    semua.retain(|usulan| !sudah.contains(&usulan.sidik));
    tx.insert_all(&semua).await?;
    Ok(())
}
