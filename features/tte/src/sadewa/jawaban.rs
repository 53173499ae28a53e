//! What the service says, read with care: the contract is known from its published part only.

use serde_json::Value;

use super::{Galat, Sebab};
use crate::bsre::{bersihkan, http::Jawaban};

/// What the service calls a document that it took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diunggah {
    /// `id`, by which it is asked for.
    pub acuan: String,
    /// `path`, where it lies.
    pub jalan: Option<String>,
}

/// How a document stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keadaan {
    Menunggu,
    /// The service says that it bears a signature. Nothing more is known of it.
    Bertanda {
        jalan: Option<String>,
    },
}

fn baca(isi: &[u8]) -> Option<Value> {
    serde_json::from_slice(isi).ok().filter(Value::is_object)
}

/// A text, or a number written as one.
fn teks(nilai: &Value) -> Option<String> {
    match nilai {
        Value::String(teks) => Some(teks.trim().to_owned()).filter(|teks| !teks.is_empty()),
        Value::Number(angka) => Some(angka.to_string()),
        _ => None,
    }
}

/// `status`, where it says no: installations write it as a word, a number or a truth value.
fn tidak(isi: &Value) -> bool {
    match &isi["status"] {
        Value::Bool(ya) => !ya,
        Value::Number(angka) => angka.as_i64().is_some_and(|kode| kode == 0 || kode >= 400),
        Value::String(kata) => {
            ["0", "false", "error", "failed", "gagal"].contains(&kata.trim().to_lowercase().as_str())
        }
        _ => false,
    }
}

fn pesan(isi: &Value) -> String {
    let tempat = [&isi["error"], &isi["message"], &isi["response"]["message"], &isi["response"]];
    bersihkan(tempat.into_iter().find_map(Value::as_str).unwrap_or_default(), "")
}

/// What an answer to an upload means.
pub(super) fn unggahan(jawaban: &Jawaban) -> Result<Diunggah, Galat> {
    let isi = baca(&jawaban.isi).unwrap_or_default();
    match jawaban.status {
        401 | 403 => Err(Galat::KlienDitolak),
        // It may have been kept before the server broke down.
        500.. => Err(Galat::TidakPasti { sebab: Sebab::Gangguan(jawaban.status) }),
        300..400 => Err(Galat::Menolak { pesan: "alamatnya mengalihkan ke tempat lain".to_owned() }),
        404 | 405 => Err(Galat::Menolak { pesan: "alamat itu tidak melayani pengiriman surat".to_owned() }),
        400..500 => Err(Galat::Menolak { pesan: pesan(&isi) }),
        _ if tidak(&isi) => Err(Galat::Menolak { pesan: pesan(&isi) }),
        _ => {
            let acuan = teks(&isi["response"]["id"]).filter(|acuan| super::acuan_layak(acuan));
            let acuan = acuan.ok_or(Galat::TidakPasti { sebab: Sebab::BukanJawaban })?;
            Ok(Diunggah { acuan, jalan: teks(&isi["response"]["path"]) })
        }
    }
}

/// What an answer to the question of a document means.
pub(super) fn keadaan(jawaban: &Jawaban, acuan: &str) -> Result<Keadaan, Galat> {
    let isi = baca(&jawaban.isi);
    match (jawaban.status, &isi) {
        (401 | 403, _) => return Err(Galat::KlienDitolak),
        (500.., _) => return Err(Galat::TidakTerbaca { sebab: Sebab::Gangguan(jawaban.status) }),
        (400 | 404 | 410 | 422, Some(isi)) => return Err(Galat::TidakDikenal { pesan: pesan(isi) }),
        (200..300, Some(isi)) if tidak(isi) => return Err(Galat::TidakDikenal { pesan: pesan(isi) }),
        (200..300, Some(_)) => {}
        _ => return Err(Galat::TidakTerbaca { sebab: Sebab::BukanJawaban }),
    }
    let isi = isi.unwrap_or_default();
    // Some installations wrap it as they wrap the answer to an upload.
    let dalam = if isi["response"].is_object() { &isi["response"] } else { &isi };
    let (dokumen, tanda) = (&dalam["doc_info"], &dalam["sign_info"]);
    if !dokumen.is_object() && !tanda.is_object() {
        return Err(Galat::TidakTerbaca { sebab: Sebab::BukanJawaban });
    }
    if teks(&dokumen["id"]).is_some_and(|id| id != acuan) {
        return Err(Galat::TidakTerbaca { sebab: Sebab::DokumenLain });
    }
    let jumlah = teks(&tanda["jumlah_signature"]).and_then(|teks| teks.parse::<u32>().ok()).unwrap_or(0);
    let rinci = tanda["details"].as_array().is_some_and(|semua| !semua.is_empty());
    Ok(if jumlah > 0 || rinci {
        Keadaan::Bertanda { jalan: teks(&dokumen["path"]) }
    } else {
        Keadaan::Menunggu
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn jawab(status: u16, isi: &Value) -> Jawaban {
        Jawaban { status, acuan: None, isi: isi.to_string().into_bytes() }
    }

    #[test]
    fn an_upload_counts_only_when_the_document_has_an_id() {
        let jadi = |acuan: &str, jalan: Option<&str>| {
            Ok(Diunggah { acuan: acuan.to_owned(), jalan: jalan.map(str::to_owned) })
        };
        let ragu = || Err(Galat::TidakPasti { sebab: Sebab::BukanJawaban });
        let tolak = |pesan: &str| Err(Galat::Menolak { pesan: pesan.to_owned() });
        for (isi, harap) in [
            (
                json!({ "status": true, "response": { "id": "a-1", "path": "x/a.pdf" } }),
                jadi("a-1", Some("x/a.pdf")),
            ),
            (json!({ "status": 200, "response": { "id": 81 } }), jadi("81", None)),
            (json!({ "response": { "id": "81" } }), jadi("81", None)),
            (
                json!({ "status": false, "response": { "id": "81" }, "message": "Kuota habis" }),
                tolak("Kuota habis"),
            ),
            (json!({ "status": "error", "message": "Berkas ditolak" }), tolak("Berkas ditolak")),
            (json!({ "status": true, "response": {} }), ragu()),
            (json!({ "status": true, "response": { "id": "../lain" } }), ragu()),
            (json!("halo"), ragu()),
        ] {
            assert_eq!(unggahan(&jawab(200, &isi)), harap, "{isi}");
        }
        assert_eq!(unggahan(&jawab(413, &json!({ "message": "terlalu besar" }))), tolak("terlalu besar"));
        assert!(matches!(unggahan(&jawab(502, &json!({}))), Err(Galat::TidakPasti { .. })));
    }

    #[test]
    fn a_document_is_signed_only_when_a_signature_is_listed() {
        let bertanda = || Ok(Keadaan::Bertanda { jalan: None });
        for (isi, harap) in [
            (json!({ "doc_info": { "id": "7" }, "sign_info": null }), Ok(Keadaan::Menunggu)),
            (
                json!({ "doc_info": {}, "sign_info": { "jumlah_signature": 0, "summary": "VALID" } }),
                Ok(Keadaan::Menunggu),
            ),
            (json!({ "doc_info": { "id": 7 }, "sign_info": { "jumlah_signature": 1 } }), bertanda()),
            (json!({ "sign_info": { "jumlah_signature": "2" } }), bertanda()),
            (json!({ "status": true, "response": { "sign_info": { "details": [{}] } } }), bertanda()),
            (json!({ "doc_info": { "id": "8" } }), Err(Galat::TidakTerbaca { sebab: Sebab::DokumenLain })),
            (json!({ "status": true }), Err(Galat::TidakTerbaca { sebab: Sebab::BukanJawaban })),
            (
                json!({ "status": false, "message": "tidak ada" }),
                Err(Galat::TidakDikenal { pesan: "tidak ada".into() }),
            ),
        ] {
            assert_eq!(keadaan(&jawab(200, &isi), "7"), harap, "{isi}");
        }
    }
}
