//! Fields of a person one by one: what differs, how it is called, how it is shown.

use kamus::Daftar;
use serde_json::{Map, Value};

use crate::entitas::Isian;
use crate::impor::KOLOM;
use crate::subjek::label;

/// One field that two descriptions of a person tell differently.
#[derive(Clone, PartialEq)]
pub(super) struct Ubah {
    pub(super) kolom: String,
    pub(super) lama: Value,
    pub(super) baru: Value,
}

pub(super) fn peta(isian: &Isian) -> Map<String, Value> {
    match serde_json::to_value(isian).expect("plain data always becomes JSON") {
        Value::Object(peta) => peta,
        _ => Map::new(),
    }
}

/// What `baru` says differently. A blank says nothing: workbooks leave out what their writer did not
/// know.
pub(super) fn bandingkan(lama: &Isian, baru: &Isian) -> Vec<Ubah> {
    if lama == baru {
        return Vec::new();
    }
    let mut lama = peta(lama);
    let beda = peta(baru).into_iter().filter(|(_, nilai)| !nilai.is_null());
    let beda = beda.filter_map(|(kolom, nilai)| {
        let dulu = lama.remove(&kolom).unwrap_or(Value::Null);
        (dulu != nilai).then_some(Ubah { kolom, lama: dulu, baru: nilai })
    });
    beda.collect()
}

/// The description with one field set anew; nothing when the value does not fit the field.
pub(super) fn pasang(isian: &Isian, kolom: &str, nilai: Value) -> Option<Isian> {
    let mut peta = peta(isian);
    *peta.get_mut(kolom)? = nilai;
    serde_json::from_value(Value::Object(peta)).ok()
}

/// How the clerk calls a column of the workbook.
pub fn label_kolom(kolom: &str) -> &'static str {
    KOLOM.iter().find(|k| k.nama == kolom).map_or("Isian", |k| k.label)
}

/// A field's value in words; numbers that name a person are masked.
pub fn tampil(kolom: &str, nilai: &Value) -> String {
    let kode = nilai.as_i64().and_then(|kode| i16::try_from(kode).ok());
    match (kolom, nilai) {
        (_, Value::Null) => "belum diisi".to_owned(),
        ("sex", _) => kata::<kamus::JenisKelamin>(kode),
        ("kk_level", _) => kata::<kamus::Shdk>(kode),
        ("status_dasar", _) => kata::<kamus::StatusDasar>(kode),
        ("agama_id", _) => kata::<kamus::Agama>(kode),
        ("pendidikan_kk_id", _) => kata::<kamus::PendidikanKk>(kode),
        ("pendidikan_sedang_id", _) => kata::<kamus::PendidikanSedang>(kode),
        ("pekerjaan_id", _) => kata::<kamus::Pekerjaan>(kode),
        ("status_kawin", _) => kata::<kamus::StatusKawin>(kode),
        ("warganegara_id", _) => kata::<kamus::Kewarganegaraan>(kode),
        ("golongan_darah_id", _) => kata::<kamus::GolonganDarah>(kode),
        ("ktp_el", _) => kata::<kamus::KtpEl>(kode),
        ("status_rekam", _) => kata::<kamus::StatusRekam>(kode),
        ("id_asuransi", _) => kata::<kamus::Asuransi>(kode),
        ("cacat_id" | "cara_kb_id" | "hamil", _) => "(data kesehatan, disegel)".to_owned(),
        ("lat" | "lng", _) => derajat(nilai),
        (
            "nik" | "no_kk" | "ayah_nik" | "ibu_nik" | "dokumen_pasport" | "dokumen_kitas" | "tag_id_card"
            | "no_asuransi",
            Value::String(nomor),
        ) => samar(nomor),
        (_, Value::String(teks)) => tanggal(teks).unwrap_or_else(|| teks.clone()),
        (_, lain) => lain.to_string(),
    }
}

fn kata<T: Daftar>(kode: Option<i16>) -> String {
    label::<T>(kode)
}

fn samar(nomor: &str) -> String {
    match nomor.char_indices().nth(4) {
        Some((empat, _)) if nomor.len() > 8 && nomor.is_ascii() => {
            format!("{}••••••••{}", &nomor[..empat], &nomor[nomor.len() - 4..])
        }
        _ => "••••".to_owned(),
    }
}

fn derajat(nilai: &Value) -> String {
    let mikro = nilai.as_i64().unwrap_or_default();
    let tanda = if mikro < 0 { "-" } else { "" };
    format!("{tanda}{},{:06}", mikro.abs() / 1_000_000, mikro.abs() % 1_000_000)
}

fn tanggal(teks: &str) -> Option<String> {
    let berbentuk = teks.len() == 10 && teks.as_bytes().get(4) == Some(&b'-');
    berbentuk.then(|| teks.parse().ok().map(kamus::tanggal_pendek)).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_shown_in_words_and_numbers_masked() {
        for (kolom, nilai, harapan) in [
            ("agama_id", json!(1), "Islam"),
            ("agama_id", Value::Null, "belum diisi"),
            ("nik", json!("3402134101859001"), "3402••••••••9001"),
            ("dokumen_pasport", json!("B12"), "••••"),
            ("tanggallahir", json!("1985-01-01"), "01-01-1985"),
            ("nama", json!("SITI AMINAH"), "SITI AMINAH"),
            ("lat", json!(-7_875_600), "-7,875600"),
            ("hamil", json!(1), "(data kesehatan, disegel)"),
        ] {
            assert_eq!(tampil(kolom, &nilai), harapan, "{kolom}");
        }
    }

    #[test]
    fn every_column_of_a_person_has_a_name() {
        let isian = crate::contoh_uji::siti();
        for kolom in peta(&isian).keys() {
            assert_ne!(label_kolom(kolom), "Isian", "{kolom}");
        }
        assert_eq!(peta(&isian).len(), KOLOM.len());
    }

    #[test]
    fn a_blank_says_nothing_and_a_difference_can_be_put_in() {
        let lama = crate::contoh_uji::siti();
        let mut baru = lama.clone();
        baru.tempat_lahir = None;
        assert!(bandingkan(&lama, &baru).is_empty());
        baru.agama = Some(kamus::Agama::Hindu);
        let beda = bandingkan(&lama, &baru);
        let kolom: Vec<&str> = beda.iter().map(|u| u.kolom.as_str()).collect();
        assert_eq!(kolom, ["agama_id"]);
        let jadi = pasang(&lama, "agama_id", beda[0].baru.clone()).unwrap();
        assert_eq!(jadi.agama, Some(kamus::Agama::Hindu));
        assert!(pasang(&lama, "agama_id", json!("entah")).is_none());
        assert!(pasang(&lama, "tak_ada", json!(1)).is_none());
    }
}
