//! What Meta delivers. Every field may be missing: Meta adds and hides fields without asking.

use jiff::Timestamp;
use serde_json::Value;

use super::{Alamat, Datang, IsiDatang, Media, PesanDatang, Status};

/// Reads a delivery; what is meant for another number of the same account is left out.
pub(crate) fn urai(mentah: &[u8], nomor_id: &str) -> Result<Vec<Datang>, String> {
    let isi: Value = serde_json::from_slice(mentah).map_err(|_| "bukan JSON".to_owned())?;
    if isi["object"] != "whatsapp_business_account" {
        return Err("bukan kiriman WhatsApp".to_owned());
    }
    let mut semua = Vec::new();
    for perubahan in larik(&isi["entry"]).iter().flat_map(|entri| larik(&entri["changes"])) {
        let nilai = &perubahan["value"];
        let nomor = nilai["metadata"]["phone_number_id"].as_str();
        if perubahan["field"] != "messages" || nomor.is_some_and(|nomor| nomor != nomor_id) {
            continue;
        }
        semua.extend(larik(&nilai["messages"]).iter().filter_map(|pesan| pesan_dari(pesan, nilai)));
        semua.extend(larik(&nilai["statuses"]).iter().filter_map(status));
    }
    Ok(semua)
}

fn larik(nilai: &Value) -> &[Value] {
    nilai.as_array().map_or(&[], Vec::as_slice)
}

fn teks(nilai: &Value) -> Option<String> {
    nilai.as_str().filter(|teks| !teks.is_empty()).map(str::to_owned)
}

/// Digits only; an address that is no phone is none.
pub(super) fn angka(nilai: &Value) -> Option<String> {
    let teks = nilai.as_str()?.trim_start_matches('+');
    let benar = (8..=15).contains(&teks.len()) && teks.bytes().all(|b| b.is_ascii_digit());
    benar.then(|| teks.to_owned())
}

/// Unix seconds, as text or as a number.
fn saat(nilai: &Value) -> Option<Timestamp> {
    let detik = nilai.as_i64().or_else(|| nilai.as_str()?.parse().ok())?;
    Timestamp::from_second(detik).ok()
}

/// The sender: what the message says, filled up from the list of contacts beside it.
fn pengirim(pesan: &Value, nilai: &Value) -> Alamat {
    let telepon = angka(&pesan["from"]);
    let bsuid = teks(&pesan["from_user_id"]);
    let kontak = larik(&nilai["contacts"]).iter().find(|kontak| {
        let wa_id = angka(&kontak["wa_id"]);
        let hanya_satu = larik(&nilai["contacts"]).len() == 1;
        hanya_satu
            || (wa_id.is_some() && wa_id == telepon)
            || (bsuid.is_some() && teks(&kontak["user_id"]) == bsuid)
    });
    let kontak = kontak.unwrap_or(&Value::Null);
    Alamat {
        telepon: telepon.or_else(|| angka(&kontak["wa_id"])),
        bsuid: bsuid.or_else(|| teks(&kontak["user_id"])),
    }
}

fn pesan_dari(pesan: &Value, nilai: &Value) -> Option<Datang> {
    let dari = pengirim(pesan, nilai);
    if pesan["type"] == "system" {
        let baru = Alamat {
            telepon: angka(&pesan["system"]["wa_id"]).or_else(|| angka(&pesan["system"]["new_wa_id"])),
            bsuid: teks(&pesan["system"]["user_id"]),
        };
        return Some(Datang::GantiNomor { lama: dari, baru });
    }
    if dari == Alamat::default() {
        return None;
    }
    let konteks = &pesan["context"];
    let terusan = konteks["forwarded"] == true || konteks["frequently_forwarded"] == true;
    Some(Datang::Pesan(Box::new(PesanDatang {
        id: teks(&pesan["id"])?,
        dari,
        pada: saat(&pesan["timestamp"])?,
        isi: isi_dari(pesan),
        terusan,
        grup: teks(&pesan["group_id"]).is_some(),
    })))
}

fn isi_dari(pesan: &Value) -> IsiDatang {
    let jenis = pesan["type"].as_str().unwrap_or_default();
    match jenis {
        "text" => teks(&pesan["text"]["body"]).map_or(IsiDatang::TakDikenal, IsiDatang::Teks),
        "button" => teks(&pesan["button"]["text"]).map_or(IsiDatang::TakDikenal, IsiDatang::Teks),
        "interactive" => {
            let jawab = &pesan["interactive"];
            let pilih = [&jawab["button_reply"], &jawab["list_reply"]].into_iter().find(|p| p.is_object());
            match pilih.and_then(|p| Some((teks(&p["id"])?, teks(&p["title"]).unwrap_or_default()))) {
                Some((id, judul)) => IsiDatang::Pilihan { id, judul },
                None => IsiDatang::TakDikenal,
            }
        }
        "image" | "document" => match teks(&pesan[jenis]["id"]) {
            Some(acuan) => IsiDatang::Media(Media {
                acuan,
                jenis: teks(&pesan[jenis]["mime_type"]).unwrap_or_default(),
                sha256: teks(&pesan[jenis]["sha256"]),
                keterangan: teks(&pesan[jenis]["caption"]).unwrap_or_default(),
            }),
            None => IsiDatang::TakDikenal,
        },
        "audio" => IsiDatang::Suara,
        "sticker" => IsiDatang::Stiker,
        "video" => IsiDatang::Video,
        "location" => IsiDatang::Lokasi,
        "contacts" => IsiDatang::KartuKontak,
        "reaction" => IsiDatang::Reaksi,
        _ => IsiDatang::TakDikenal,
    }
}

fn status(nilai: &Value) -> Option<Datang> {
    let galat = &larik(&nilai["errors"]).first().cloned().unwrap_or_default();
    let status = match nilai["status"].as_str()? {
        "sent" => Status::Terkirim,
        "delivered" => Status::Sampai,
        "read" | "played" => Status::Dibaca,
        "failed" => Status::Gagal { kode: galat["code"].as_i64().unwrap_or(-1) },
        _ => return None,
    };
    Some(Datang::Status { id: teks(&nilai["id"])?, status, pada: saat(&nilai["timestamp"])? })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn kiriman(nilai: &Value) -> Vec<u8> {
        let mut nilai = nilai.clone();
        nilai["messaging_product"] = "whatsapp".into();
        nilai["metadata"] = json!({ "display_phone_number": "62274555000", "phone_number_id": "1065" });
        let entri = json!([{ "id": "88", "changes": [{ "field": "messages", "value": nilai }] }]);
        json!({ "object": "whatsapp_business_account", "entry": entri }).to_string().into_bytes()
    }

    fn satu(pesan: &Value, kontak: &Value) -> Datang {
        let mentah = kiriman(&json!({ "contacts": kontak, "messages": [pesan] }));
        urai(&mentah, "1065").unwrap().remove(0)
    }

    fn isi(jenis: &str, bagian: Value) -> IsiDatang {
        let mut pesan =
            json!({ "from": "6281200000000", "id": "wamid.A", "timestamp": "1749416383", "type": jenis });
        pesan[jenis] = bagian;
        match satu(&pesan, &json!([])) {
            Datang::Pesan(pesan) => pesan.isi,
            lain => panic!("{lain:?}"),
        }
    }

    #[test]
    fn each_kind_of_message_is_told_apart() {
        assert_eq!(isi("text", json!({ "body": "surat 🙏" })), IsiDatang::Teks("surat 🙏".into()));
        let pilihan = IsiDatang::Pilihan { id: "ya".into(), judul: "Ya".into() };
        let tombol = json!({ "type": "button_reply", "button_reply": { "id": "ya", "title": "Ya" } });
        assert_eq!(isi("interactive", tombol), pilihan);
        let daftar =
            json!({ "type": "list_reply", "list_reply": { "id": "ya", "title": "Ya", "description": "x" } });
        assert_eq!(isi("interactive", daftar), pilihan);
        let media = isi(
            "image",
            json!({ "id": "m1", "mime_type": "image/jpeg", "sha256": "c2lkaWs=", "caption": "KK" }),
        );
        assert!(
            matches!(media, IsiDatang::Media(Media { ref acuan, ref keterangan, .. }) if acuan == "m1" && keterangan == "KK")
        );
        for (jenis, harap) in [
            ("audio", IsiDatang::Suara),
            ("sticker", IsiDatang::Stiker),
            ("video", IsiDatang::Video),
            ("location", IsiDatang::Lokasi),
            ("contacts", IsiDatang::KartuKontak),
            ("reaction", IsiDatang::Reaksi),
            ("unsupported", IsiDatang::TakDikenal),
            ("barang_baru_2027", IsiDatang::TakDikenal),
        ] {
            assert_eq!(isi(jenis, json!({})), harap, "{jenis}");
        }
        for rusak in ["text", "interactive", "image", "button"] {
            assert_eq!(isi(rusak, json!({})), IsiDatang::TakDikenal, "{rusak} without its contents");
        }
    }

    #[test]
    fn a_hidden_phone_leaves_the_provider_s_own_id() {
        let pesan =
            json!({ "id": "wamid.A", "timestamp": "1749416383", "type": "text", "text": { "body": "halo" } });
        let datang = satu(&pesan, &json!([{ "profile": { "name": "W" }, "user_id": "ID.1349" }]));
        let Datang::Pesan(isi) = datang else { panic!() };
        assert_eq!(isi.dari, Alamat { telepon: None, bsuid: Some("ID.1349".into()) });
        let kosong = kiriman(&json!({ "contacts": [], "messages": [pesan] }));
        assert_eq!(urai(&kosong, "1065").unwrap(), [], "nobody to answer");
    }

    #[test]
    fn receipts_and_a_changed_number_are_read() {
        let mentah = kiriman(&json!({ "statuses": [
            { "id": "wamid.B", "status": "read", "timestamp": "1749416390", "recipient_id": "6281200000000" },
            { "id": "wamid.C", "status": "failed", "timestamp": "1749416391",
              "errors": [{ "code": 131_026, "title": "Message undeliverable" }] },
            { "id": "wamid.D", "status": "warm", "timestamp": "1749416391" },
        ] }));
        let semua = urai(&mentah, "1065").unwrap();
        assert_eq!(semua.len(), 2, "a state of next year is left out");
        assert!(matches!(&semua[1], Datang::Status { status: Status::Gagal { kode: 131_026 }, .. }));
        let ganti = json!({ "from": "6281200000000", "id": "wamid.S", "timestamp": "1749416383", "type": "system",
            "system": { "body": "changed", "wa_id": "6281299999999", "type": "user_changed_number" } });
        let Datang::GantiNomor { lama, baru } = satu(&ganti, &Value::Null) else { panic!() };
        assert_eq!(lama.telepon.as_deref(), Some("6281200000000"));
        assert_eq!(baru.telepon.as_deref(), Some("6281299999999"));
    }

    #[test]
    fn what_is_not_ours_is_refused_or_left_out() {
        for rusak in ["", "{", "[]", "{\"object\":\"page\"}"] {
            assert!(urai(rusak.as_bytes(), "1065").is_err(), "{rusak}");
        }
        let teks = json!({ "from": "6281200000000", "id": "w", "timestamp": "1", "type": "text", "text": { "body": "x" } });
        let mentah = kiriman(&json!({ "messages": [teks] }));
        assert_eq!(urai(&mentah, "9999").unwrap(), [], "another number of the same account");
    }
}
