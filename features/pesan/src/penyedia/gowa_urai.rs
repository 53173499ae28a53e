//! What GOWA delivers, and what its archive of chats holds.

use jiff::Timestamp;
use serde_json::Value;

use super::{Alamat, Datang, IsiDatang, Media, PesanDatang, Status};

/// Reads a delivery. Events that concern nobody here (presence, labels, calls) say nothing.
pub(crate) fn urai(mentah: &[u8]) -> Result<Vec<Datang>, String> {
    let isi: Value = serde_json::from_slice(mentah).map_err(|_| "bukan JSON".to_owned())?;
    let muatan = &isi["payload"];
    match isi["event"].as_str() {
        Some("message") => Ok(pesan(muatan).map(|p| Datang::Pesan(Box::new(p))).into_iter().collect()),
        Some("message.ack") => Ok(tanda_terima(muatan)),
        Some(_) => Ok(Vec::new()),
        None => Err("bukan kiriman GOWA".to_owned()),
    }
}

fn teks(nilai: &Value) -> Option<String> {
    nilai.as_str().filter(|teks| !teks.is_empty()).map(str::to_owned)
}

/// `6281…@s.whatsapp.net` (with or without a device) is a phone, `2515…@lid` hides one.
fn alamat(jid: Option<&str>, lid: Option<&str>) -> Alamat {
    let nama = |jid: &str| jid.split(['@', ':']).next().unwrap_or_default().to_owned();
    let nomor =
        |jid: &&str| jid.ends_with("@s.whatsapp.net") && nama(jid).bytes().all(|b| b.is_ascii_digit());
    let telepon = jid.filter(nomor).map(nama).filter(|n| (8..=15).contains(&n.len()));
    let bsuid = [jid, lid].into_iter().flatten().find(|jid| jid.ends_with("@lid")).map(nama);
    Alamat { telepon, bsuid }
}

fn pesan(muatan: &Value) -> Option<PesanDatang> {
    if muatan["is_from_me"] == true {
        return None;
    }
    let obrolan = muatan["chat_id"].as_str().unwrap_or_default();
    let dari = alamat(muatan["from"].as_str(), muatan["from_lid"].as_str());
    (dari != Alamat::default()).then_some(())?;
    Some(PesanDatang {
        id: teks(&muatan["id"])?,
        dari,
        pada: muatan["timestamp"].as_str()?.parse().ok()?,
        isi: isi(muatan),
        terusan: muatan["forwarded"] == true,
        grup: obrolan.ends_with("@g.us")
            || obrolan.ends_with("@broadcast")
            || obrolan.ends_with("@newsletter"),
    })
}

fn isi(muatan: &Value) -> IsiDatang {
    let ada = |nama: &str| !muatan[nama].is_null();
    for (nama, jenis) in [("image", "image/jpeg"), ("document", "application/octet-stream")] {
        if ada(nama) {
            return media(muatan, nama, jenis).map_or(IsiDatang::TakDikenal, IsiDatang::Media);
        }
    }
    let lain = [
        ("audio", IsiDatang::Suara),
        ("sticker", IsiDatang::Stiker),
        ("video", IsiDatang::Video),
        ("video_note", IsiDatang::Video),
        ("location", IsiDatang::Lokasi),
        ("live_location", IsiDatang::Lokasi),
        ("contact", IsiDatang::KartuKontak),
        ("contacts_array", IsiDatang::KartuKontak),
        ("reaction", IsiDatang::Reaksi),
    ];
    if let Some((_, isi)) = lain.into_iter().find(|(nama, _)| ada(nama)) {
        return isi;
    }
    teks(&muatan["body"]).map_or(IsiDatang::TakDikenal, IsiDatang::Teks)
}

/// An attachment is a path, a path with a caption, or only an address from which GOWA fetches it when asked.
fn media(muatan: &Value, nama: &str, jenis: &str) -> Option<Media> {
    let nilai = &muatan[nama];
    let letak = nilai.as_str().or_else(|| nilai["path"].as_str());
    let acuan = match letak {
        Some(letak) => letak.trim_start_matches('/').to_owned(),
        None => teks(&muatan["id"])?,
    };
    let keterangan = teks(&nilai["caption"]).or_else(|| teks(&muatan["body"])).unwrap_or_default();
    Some(Media { acuan, jenis: jenis.to_owned(), sha256: None, keterangan })
}

fn tanda_terima(muatan: &Value) -> Vec<Datang> {
    let status = match muatan["receipt_type"].as_str() {
        Some("delivered") => Status::Sampai,
        Some("read" | "played") => Status::Dibaca,
        _ => return Vec::new(),
    };
    let saat = muatan["timestamp"].as_str().and_then(|teks| teks.parse().ok());
    let pada = saat.unwrap_or(Timestamp::UNIX_EPOCH);
    let semua = muatan["ids"].as_array().map_or(&[][..], Vec::as_slice);
    semua
        .iter()
        .filter_map(|id| Some(Datang::Status { id: teks(id)?, status: status.clone(), pada }))
        .collect()
}

/// A message as the archive of a chat keeps it.
pub(super) fn dari_arsip(nilai: &Value) -> Option<PesanDatang> {
    if nilai["is_from_me"] == true {
        return None;
    }
    let obrolan = nilai["chat_jid"].as_str().unwrap_or_default();
    let dari = alamat(nilai["sender_jid"].as_str(), Some(obrolan));
    (dari != Alamat::default()).then_some(())?;
    let id = teks(&nilai["id"])?;
    let isi = match nilai["media_type"].as_str().unwrap_or_default() {
        "" => teks(&nilai["content"]).map_or(IsiDatang::TakDikenal, IsiDatang::Teks),
        "image" | "document" => IsiDatang::Media(Media {
            acuan: id.clone(),
            jenis: String::new(),
            sha256: None,
            keterangan: teks(&nilai["content"]).unwrap_or_default(),
        }),
        "audio" | "ptt" => IsiDatang::Suara,
        "sticker" => IsiDatang::Stiker,
        "video" => IsiDatang::Video,
        "call" => return None,
        _ => IsiDatang::TakDikenal,
    };
    let pada = nilai["timestamp"].as_str()?.parse().ok()?;
    Some(PesanDatang { id, dari, pada, isi, terusan: false, grup: obrolan.ends_with("@g.us") })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn muatan(tambah: &Value) -> Value {
        let mut isi = json!({
            "id": "3EB0C1", "chat_id": "6281200000000@s.whatsapp.net", "from": "6281200000000@s.whatsapp.net",
            "from_lid": "251500@lid", "from_name": "Warga", "timestamp": "2026-01-15T10:30:00Z", "is_from_me": false,
        });
        for (nama, nilai) in tambah.as_object().unwrap() {
            isi[nama] = nilai.clone();
        }
        json!({ "event": "message", "device_id": "62@s.whatsapp.net", "payload": isi })
    }

    fn satu(tambah: &Value) -> Option<PesanDatang> {
        match urai(muatan(tambah).to_string().as_bytes()).unwrap().pop()? {
            Datang::Pesan(pesan) => Some(*pesan),
            lain => panic!("{lain:?}"),
        }
    }

    #[test]
    fn an_attachment_has_three_shapes() {
        for (image, acuan, keterangan) in [
            (json!("statics/media/a.jpe"), "statics/media/a.jpe", ""),
            (json!({ "path": "statics/media/a.jpe", "caption": "KK" }), "statics/media/a.jpe", "KK"),
            (json!({ "url": "https://mmg.whatsapp.net/x", "caption": "KK" }), "3EB0C1", "KK"),
        ] {
            let pesan = satu(&json!({ "image": image })).unwrap();
            let IsiDatang::Media(media) = pesan.isi else { panic!() };
            assert_eq!((media.acuan.as_str(), media.keterangan.as_str()), (acuan, keterangan));
        }
    }

    #[test]
    fn groups_own_messages_and_hidden_numbers_are_told_apart() {
        assert!(satu(&json!({ "chat_id": "1203@g.us", "body": "surat" })).unwrap().grup);
        assert_eq!(satu(&json!({ "is_from_me": true, "body": "surat" })), None);
        let pesan = satu(&json!({ "from": "251500@lid", "body": "surat", "forwarded": true })).unwrap();
        assert_eq!(pesan.dari, Alamat { telepon: None, bsuid: Some("251500".into()) });
        assert!(pesan.terusan && !pesan.grup);
        assert_eq!(satu(&json!({ "from": "bukan", "from_lid": "", "body": "x" })), None);
        let suara = satu(&json!({ "audio": "statics/media/a.ogg" })).unwrap();
        assert_eq!(suara.isi, IsiDatang::Suara);
    }

    #[test]
    fn receipts_are_read_and_other_events_say_nothing() {
        let terima = json!({ "event": "message.ack", "payload": { "ids": ["A", "B"], "receipt_type": "read",
            "timestamp": "2026-01-15T10:30:00Z" } });
        assert_eq!(urai(terima.to_string().as_bytes()).unwrap().len(), 2);
        assert_eq!(urai(br#"{"event":"call.offer","payload":{}}"#).unwrap(), []);
        assert!(urai(b"{}").is_err());
        assert!(urai(b"x").is_err());
    }

    #[test]
    fn the_archive_gives_the_same_message() {
        let arsip = json!({ "id": "3EB0C1", "chat_jid": "6281200000000@s.whatsapp.net",
            "sender_jid": "6281200000000@s.whatsapp.net", "content": "surat", "timestamp": "2026-01-15T10:30:00Z",
            "is_from_me": false, "media_type": null });
        let pesan = dari_arsip(&arsip).unwrap();
        let langsung = satu(&json!({ "body": "surat" })).unwrap();
        assert_eq!((pesan.id, pesan.pada, pesan.isi), (langsung.id, langsung.pada, langsung.isi));
    }
}
