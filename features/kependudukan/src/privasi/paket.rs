//! A resident's data pack (UU 27/2022 art. 7): everything the house holds about them, in the open.

use db::{ReadTx, Result, ledger};
use kamus::MembacaHuruf;
use serde_json::{Value, json};

use super::DataOrang;
use crate::entitas::Penduduk;
use crate::store;
use crate::subjek::label;

/// To whom a pack is handed, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Serah {
    /// "Kalurahan Sukamaju"
    pub unit: String,
    /// "2 Maret 2026 09.00 WIB"
    pub waktu: String,
    pub petugas: String,
    pub penerima: String,
}

/// Tables that are written out in words below; the others are listed as they are.
const TERURAI: [&str; 5] = ["penduduk", "riwayat_penduduk", "peristiwa", "pembukaan_data", "usulan_warga"];

/// Gathers the pack, with what other rooms hold. `Value` keeps names and numbers in the open: it goes to the person,
/// nowhere else.
pub async fn susun(tx: &mut ReadTx, p: &Penduduk, serah: &Serah, lain: &[DataOrang]) -> Result<Value> {
    let mut isi = milik_sendiri(tx, p, serah).await?;
    let nik = p.nik(tx.keys())?;
    for ruang in lain {
        isi[ruang.nama] = (ruang.isi)(tx, p.id, nik).await?;
    }
    let terurai: Vec<&str> = TERURAI.into_iter().chain(lain.iter().flat_map(|r| r.tabel).copied()).collect();
    isi["baris_lain"] = baris_lain(tx, p, &terurai).await?.into();
    Ok(isi)
}

/// What this room holds.
async fn milik_sendiri(tx: &mut ReadTx, p: &Penduduk, serah: &Serah) -> Result<Value> {
    let keys = tx.keys().clone();
    let keluarga = match p.keluarga_id {
        Some(id) => store::find_keluarga(tx, id).await?,
        None => None,
    };
    let no_kk = keluarga.as_ref().map(|k| k.no_kk(&keys)).transpose()?.flatten();
    let rumah_tangga = match p.rumah_tangga_id {
        Some(id) => store::find_rumah_tangga(tx, id).await?.map(|r| r.nomor),
        None => None,
    };
    let mut riwayat = Vec::new();
    for r in store::list_riwayat_berlaku(tx, p.id).await? {
        let isi = data(&r.isi(&keys)?.isian(None, &keys)?);
        riwayat.push(json!({ "sejak": r.sejak, "sampai": r.sampai, "isi": isi }));
    }
    let mut usulan = Vec::new();
    for u in store::list_usulan_orang(tx, p.id).await? {
        let isi = data(&u.isi(&keys)?);
        usulan.push(json!({ "jenis": u.jenis().label(), "tanggal": u.tanggal, "isi": isi }));
    }
    Ok(json!({
        "keterangan": {
            "dasar": "UU 27/2022 tentang Pelindungan Data Pribadi, pasal 7",
            "unit": serah.unit,
            "dibuat": serah.waktu,
            "petugas": serah.petugas,
            "penerima": serah.penerima,
        },
        "penduduk": data(&p.isian(no_kk, &keys)?),
        "tambahan": {
            "gelar_depan": p.gelar_depan,
            "gelar_belakang": p.gelar_belakang,
            "negara": p.negara,
            "bpjs_ketenagakerjaan": p.bpjs_tk,
            "telepon": p.telepon(&keys)?,
            "kitas_berakhir": p.kitas_berakhir,
            "membaca_huruf": label::<MembacaHuruf>(p.huruf),
            "penyakit_menahun": p.kesehatan(&keys)?.sakit_menahun.map(|s| s.to_string()),
            "f_1_01": p.dokumen(&keys)?.pelengkap,
            "foto_tersimpan": p.foto_id.is_some(),
            "rumah_tangga": rumah_tangga,
        },
        "riwayat": riwayat,
        "peristiwa": peristiwa(tx, p).await?,
        "usulan_dari_wilayah": usulan,
        "yang_melihat": dilihat(tx, p).await?,
    }))
}

fn data(isi: &impl serde::Serialize) -> Value {
    serde_json::to_value(isi).unwrap_or(Value::Null)
}

async fn peristiwa(tx: &mut ReadTx, p: &Penduduk) -> Result<Vec<Value>> {
    let mut semua = Vec::new();
    for e in store::list_peristiwa_orang(tx, p.id).await? {
        let rincian = e.rincian(tx.keys())?;
        semua.push(json!({
            "jenis": e.jenis().label(),
            "tanggal": e.tanggal,
            "tanggal_lapor": e.tanggal_lapor,
            "dibatalkan": !e.berlaku(),
            "isian": rincian.isian,
            "keterangan": rincian.keterangan,
        }));
    }
    Ok(semua)
}

async fn dilihat(tx: &mut ReadTx, p: &Penduduk) -> Result<Vec<Value>> {
    let mut semua = Vec::new();
    for look in access::store::list_pembukaan(tx, Some(p.id)).await? {
        let siapa = match look.pengguna_id {
            Some(id) => access::store::find_pengguna(tx, id).await?.map(|p| p.nama),
            None => None,
        };
        let pada = look.pada.timestamp().to_string();
        semua.push(json!({ "siapa": siapa, "pada_utc": pada, "hal": look.hal, "untuk": look.keperluan }));
    }
    Ok(semua)
}

/// Rows of every other table, also of rooms that tell nothing, whose ledger lines name this person; without sealed
/// bytes.
async fn baris_lain(tx: &mut ReadTx, p: &Penduduk, terurai: &[&str]) -> Result<Vec<Value>> {
    let mut semua = Vec::new();
    for mention in ledger::mentions(tx, p.id).await? {
        if terurai.contains(&mention.entity.as_str()) {
            continue;
        }
        let mut isi = mention.row;
        if let Value::Object(kolom) = &mut isi {
            kolom.retain(|nama, _| !nama.ends_with("_segel") && !nama.ends_with("_kunci"));
        }
        semua.push(json!({ "tabel": mention.entity, "isi": isi }));
    }
    Ok(semua)
}

/// The same as lines that a person can read.
pub fn teks(isi: &Value) -> String {
    let mut hasil = String::from("DATA PRIBADI ANDA\r\n\r\n");
    tulis(isi, 0, &mut hasil);
    hasil
}

fn tulis(isi: &Value, dalam: usize, hasil: &mut String) {
    let anak: Vec<(String, &Value)> = match isi {
        Value::Object(kolom) => kolom.iter().map(|(nama, isi)| (nama.replace('_', " "), isi)).collect(),
        Value::Array(semua) => (1..).zip(semua).map(|(nomor, isi)| (nomor.to_string(), isi)).collect(),
        _ => Vec::new(),
    };
    let jarak = "  ".repeat(dalam);
    for (judul, isi) in anak.into_iter().filter(|(_, isi)| !isi.is_null()) {
        let baris = match isi {
            Value::Object(_) | Value::Array(_) => format!("{jarak}{judul}:\r\n"),
            Value::String(teks) => format!("{jarak}{judul}: {teks}\r\n"),
            lain => format!("{jarak}{judul}: {lain}\r\n"),
        };
        hasil.push_str(&baris);
        tulis(isi, dalam + 1, hasil);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pack_reads_as_lines_and_leaves_out_what_is_empty() {
        let isi = json!({ "nama_ibu": "Tuminah", "suku": null, "riwayat": [{ "rt": "002" }], "aktif": true });
        let teks = teks(&isi);
        for baris in ["nama ibu: Tuminah\r\n", "riwayat:\r\n  1:\r\n    rt: 002\r\n", "aktif: true\r\n"] {
            assert!(teks.contains(baris), "{baris}: {teks}");
        }
        assert!(!teks.contains("suku"));
    }
}
