//! Proposals: writing them down sealed, and reading them again.

use std::collections::HashMap;

use db::{Bytes, Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;
use vault::UnitKeys;

use super::muatan::Muatan;
use super::rencana::{Beda, Rencana};
use crate::entitas::{Isian, Keadaan, USULAN, UsulanKoreksi};

/// A whole new resident, as proposed.
#[derive(Clone, Serialize, Deserialize)]
pub struct Tambahan {
    pub isian: Isian,
    /// The family to join where the card number tells none; made when it does not exist.
    pub keluarga_id: Option<Uuid>,
}

/// By which the same newcomer is known again, whatever else the workbook says of them.
pub(super) fn sidik_tambahan(isian: &Isian, keys: &UnitKeys) -> Bytes {
    let siapa = if let Some(nik) = isian.nik {
        format!("nik\n{}", nik.as_str())
    } else {
        let kk = isian.no_kk.map(|kk| kk.as_str().to_owned()).unwrap_or_default();
        format!("orang\n{}\n{}\n{kk}", kamus::kunci_nama(&isian.nama), isian.tanggal_lahir.0)
    };
    keys.hash(USULAN, siapa.as_bytes()).into()
}

fn segel(keys: &UnitKeys, isi: &impl Serialize) -> Bytes {
    let json = serde_json::to_vec(isi).expect("plain data always becomes JSON");
    keys.seal(USULAN, &json).into()
}

fn buka<T: serde::de::DeserializeOwned>(keys: &UnitKeys, segel: &Bytes) -> Result<T> {
    let terbuka = keys.open(USULAN, &segel.0)?;
    serde_json::from_slice(&terbuka).map_err(|source| db::Error::Payload { entity: "usulan_koreksi", source })
}

/// Old and new value of a proposed correction.
pub fn baca_usulan(usulan: &UsulanKoreksi, keys: &UnitKeys) -> Result<(Value, Value)> {
    let lama = usulan.lama_segel.as_ref().map(|lama| buka(keys, lama)).transpose()?;
    Ok((lama.unwrap_or(Value::Null), buka(keys, &usulan.baru_segel)?))
}

/// The proposed newcomer.
pub fn baca_tambahan(usulan: &UsulanKoreksi, keys: &UnitKeys) -> Result<Tambahan> {
    buka(keys, &usulan.baru_segel)
}

fn menunggu(ctx: &Context, impor_id: Uuid, nama: &str, baru_segel: Bytes, sidik: Bytes) -> UsulanKoreksi {
    UsulanKoreksi {
        id: ctx.new_id(),
        impor_id,
        penduduk_id: None,
        kolom: String::new(),
        lama_segel: None,
        baru_segel,
        sidik,
        nama: nama.to_owned(),
        keadaan: Keadaan::Menunggu.kode(),
        diputus_oleh: None,
        diputus_pada: None,
    }
}

pub(super) fn usulan_koreksi(
    beda: &Beda,
    impor_id: Uuid,
    ctx: &Context,
    keys: &UnitKeys,
) -> Vec<UsulanKoreksi> {
    let satu = |u: &super::bidang::Ubah| UsulanKoreksi {
        penduduk_id: Some(beda.penduduk_id),
        kolom: u.kolom.clone(),
        lama_segel: Some(segel(keys, &u.lama)),
        ..menunggu(ctx, impor_id, &beda.nama, segel(keys, &u.baru), beda.sidik(u, keys))
    };
    beda.ubah.iter().map(satu).collect()
}

/// Newcomers; those of one family without a card number are given one family to meet in.
pub(super) fn usulan_tambahan(
    muatan: &Muatan,
    rencana: &Rencana,
    impor_id: Uuid,
    ctx: &Context,
    keys: &UnitKeys,
) -> Vec<UsulanKoreksi> {
    let mut keluarga: HashMap<usize, Uuid> = HashMap::new();
    for k in muatan.keluarga.iter().filter(|k| k.no_kk.is_none()) {
        let dikenal = k.anggota.iter().find_map(|i| rencana.keluarga_dari.get(i)).copied();
        let id = dikenal.unwrap_or_else(|| ctx.new_id());
        keluarga.extend(k.anggota.iter().map(|i| (*i, id)));
    }
    let satu = |i: &usize| {
        let isian = muatan.orang[*i].clone();
        let (nama, sidik) = (isian.nama.clone(), sidik_tambahan(&isian, keys));
        let tambahan = Tambahan { isian, keluarga_id: keluarga.get(i).copied() };
        menunggu(ctx, impor_id, &nama, segel(keys, &tambahan), sidik)
    };
    rencana.baru.iter().map(satu).collect()
}
