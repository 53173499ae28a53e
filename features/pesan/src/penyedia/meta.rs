//! WhatsApp Cloud API, after Meta's published contract (business messaging API v23.0).

use std::time::Duration;

use data_encoding::BASE64;
use reqwest::multipart;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{
    Alamat, Bahan, Datang, GalatKirim, Isi, Jenis, JenisTemplat, Kemampuan, Media, Nanti, Penyedia, Pilihan,
    Tindakan, bernomor, http, meta_urai, potong, tanda,
};
use crate::entitas::Rahasia;

/// Where Meta's servers are when the settings do not say otherwise.
pub(crate) const ALAMAT: &str = "https://graph.facebook.com/v23.0";

pub(crate) struct Meta {
    rahasia: Rahasia,
}

impl Meta {
    pub(crate) fn new(rahasia: Rahasia) -> Self {
        Self { rahasia }
    }

    fn url(&self, akhir: &str) -> String {
        let alamat = if self.rahasia.alamat.is_empty() { ALAMAT } else { &self.rahasia.alamat };
        format!("{alamat}/{akhir}")
    }

    async fn kirim_json(&self, isi: &Value) -> Result<String, GalatKirim> {
        let url = self.url(&format!("{}/messages", self.rahasia.nomor_id));
        let minta = http::klien()?.post(url).bearer_auth(&self.rahasia.token).json(isi);
        let jawaban = baca(minta.send().await.map_err(|error| http::putus(&error))?).await?;
        let id = jawaban["messages"][0]["id"].as_str().unwrap_or_default();
        if id.is_empty() {
            return Err(aneh());
        }
        Ok(id.to_owned())
    }

    /// Hands a file over; gives its id. A letter never goes out as a link: that would need a public address.
    async fn unggah(&self, nama: &str, jenis: &str, bytes: &[u8]) -> Result<String, GalatKirim> {
        let berkas = multipart::Part::bytes(bytes.to_vec())
            .file_name(nama.to_owned())
            .mime_str(jenis)
            .map_err(|error| http::putus(&error))?;
        let formulir =
            multipart::Form::new().text("messaging_product", "whatsapp").text("type", jenis.to_owned());
        let url = self.url(&format!("{}/media", self.rahasia.nomor_id));
        let minta = http::klien()?.post(url).bearer_auth(&self.rahasia.token);
        let jawaban = minta.multipart(formulir.part("file", berkas)).send().await;
        let jawaban = baca(jawaban.map_err(|error| http::putus(&error))?).await?;
        jawaban["id"].as_str().filter(|id| !id.is_empty()).map(str::to_owned).ok_or_else(aneh)
    }

    async fn ambil(&self, media: &Media) -> Result<Vec<u8>, GalatKirim> {
        let klien = http::klien()?;
        let acuan = self.url(&media.acuan);
        let minta = klien.get(&acuan).bearer_auth(&self.rahasia.token);
        let tempat = baca(minta.send().await.map_err(|error| http::putus(&error))?).await?;
        // The address lives five minutes, so it is asked for anew each time.
        let alamat = tempat["url"].as_str().ok_or_else(aneh)?;
        let minta = klien.get(alamat).bearer_auth(&self.rahasia.token);
        let jawaban = minta.send().await.map_err(|error| http::putus(&error))?;
        if !jawaban.status().is_success() {
            return Err(minta_ulang("Lampiran tidak dapat diambil dari Meta."));
        }
        let bytes = http::isi(jawaban).await?;
        let harap = tempat["sha256"].as_str().or(media.sha256.as_deref()).unwrap_or_default();
        if !harap.is_empty() && !sidik_sama(harap, &bytes) {
            return Err(minta_ulang("Lampiran berubah di jalan."));
        }
        // Meta keeps it for 30 days otherwise. What cannot be deleted now goes by itself then.
        let _ = klien.delete(&acuan).bearer_auth(&self.rahasia.token).send().await;
        Ok(bytes)
    }
}

/// Meta writes the fingerprint in base64 at the message and in hex at the media.
fn sidik_sama(harap: &str, bytes: &[u8]) -> bool {
    let sidik = Sha256::digest(bytes);
    harap == BASE64.encode(&sidik) || harap.eq_ignore_ascii_case(&data_encoding::HEXLOWER.encode(&sidik))
}

impl Penyedia for Meta {
    fn kemampuan(&self) -> Kemampuan {
        Kemampuan { pilihan: true, jendela: true, jeda: Duration::from_secs(6) }
    }

    fn sah(&self, diberi: Option<&str>, mentah: &[u8]) -> bool {
        tanda::sah(&self.rahasia.rahasia, diberi, mentah)
    }

    fn urai(&self, mentah: &[u8]) -> Result<Vec<Datang>, String> {
        meta_urai::urai(mentah, &self.rahasia.nomor_id)
    }

    fn kirim<'a>(&'a self, tujuan: &'a Alamat, bahan: Bahan<'a>) -> Nanti<'a, Result<String, GalatKirim>> {
        Box::pin(async move {
            let isi = match bahan {
                Bahan::Isi(isi) => tulis(tujuan, isi),
                Bahan::Dokumen { nama, teks, jenis, bytes } => {
                    let id = self.unggah(nama, jenis, bytes).await?;
                    let dokumen = json!({ "id": id, "filename": nama, "caption": potong(teks, 1024) });
                    bungkus(tujuan, "document", dokumen)
                }
                Bahan::Templat { jenis, teks } => templat(tujuan, &self.rahasia, jenis, teks)?,
            };
            self.kirim_json(&isi).await
        })
    }

    fn unduh<'a>(&'a self, _dari: &'a Alamat, media: &'a Media) -> Nanti<'a, Result<Vec<u8>, GalatKirim>> {
        Box::pin(self.ambil(media))
    }
}

fn bungkus(tujuan: &Alamat, jenis: &str, isi: Value) -> Value {
    let kepada = tujuan.telepon.as_deref().or(tujuan.bsuid.as_deref()).unwrap_or_default();
    let mut pesan = json!({
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": kepada,
        "type": jenis,
    });
    pesan[jenis] = isi;
    pesan
}

/// The body of an interactive message is shorter than a text: then choices become numbers.
const BADAN: usize = 1024;

fn tulis(tujuan: &Alamat, isi: &Isi) -> Value {
    let pilihan = isi.pilihan();
    if pilihan.is_empty() || isi.teks().chars().count() > BADAN {
        let teks = potong(&bernomor(isi), 4096);
        return bungkus(tujuan, "text", json!({ "preview_url": false, "body": teks }));
    }
    let badan = json!({ "text": isi.teks() });
    let (jenis, tindakan) = if let Isi::Daftar { buka, .. } = isi {
        let baris: Vec<Value> = pilihan.iter().take(10).map(baris).collect();
        ("list", json!({ "button": potong(buka, 20), "sections": [{ "rows": baris }] }))
    } else {
        let tombol =
            |p: &Pilihan| json!({ "type": "reply", "reply": { "id": p.id, "title": potong(&p.judul, 20) } });
        ("button", json!({ "buttons": pilihan.iter().take(3).map(tombol).collect::<Vec<_>>() }))
    };
    bungkus(tujuan, "interactive", json!({ "type": jenis, "body": badan, "action": tindakan }))
}

fn baris(pilihan: &Pilihan) -> Value {
    let judul = potong(&pilihan.judul, 24);
    // What the short title leaves out stands below it.
    let terpotong = judul != pilihan.judul;
    let keterangan = match (terpotong, pilihan.keterangan.is_empty()) {
        (true, true) => pilihan.judul.clone(),
        (true, false) => format!("{} · {}", pilihan.judul, pilihan.keterangan),
        (false, _) => pilihan.keterangan.clone(),
    };
    let mut baris = json!({ "id": pilihan.id, "title": judul });
    if !keterangan.is_empty() {
        baris["description"] = potong(&keterangan, 72).into();
    }
    baris
}

fn templat(tujuan: &Alamat, rahasia: &Rahasia, jenis: JenisTemplat, teks: &str) -> Result<Value, GalatKirim> {
    let nama = match jenis {
        JenisTemplat::Kode => &rahasia.templat_kode,
        JenisTemplat::Kabar => &rahasia.templat_kabar,
    };
    if nama.is_empty() {
        return Err(GalatKirim {
            tindakan: Tindakan::Jendela,
            kode: None,
            kalimat: "Belum ada nama templat yang disetujui Meta di pengaturan.".to_owned(),
        });
    }
    // A place of a template takes one line.
    let satu_baris = teks.split_whitespace().collect::<Vec<_>>().join(" ");
    let tempat = json!([{ "type": "text", "text": potong(&satu_baris, 1024) }]);
    let mut bagian = vec![json!({ "type": "body", "parameters": tempat })];
    if jenis == JenisTemplat::Kode {
        // The button that copies the code carries it once more.
        bagian.push(json!({ "type": "button", "sub_type": "url", "index": "0", "parameters": tempat }));
    }
    let isi = json!({
        "name": nama,
        "language": { "policy": "deterministic", "code": "id" },
        "components": bagian,
    });
    Ok(bungkus(tujuan, "template", isi))
}

/// An answer's JSON, or what its error means for us.
async fn baca(jawaban: reqwest::Response) -> Result<Value, GalatKirim> {
    let status = jawaban.status().as_u16();
    let bytes = http::isi(jawaban).await?;
    let isi: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    if (200..300).contains(&status) && isi.get("error").is_none() {
        return Ok(isi);
    }
    let kode = isi["error"]["code"].as_i64();
    let judul = isi["error"]["message"].as_str().unwrap_or("tanpa keterangan");
    let tindakan = kode.map_or_else(|| tanpa_kode(status), tindakan);
    Err(GalatKirim::ditolak(Jenis::Meta, tindakan, kode, judul))
}

fn tanpa_kode(status: u16) -> Tindakan {
    match status {
        401 | 403 => Tindakan::Hentikan,
        400..=499 if status != 429 && status != 408 => Tindakan::Jangan,
        _ => Tindakan::Ulangi,
    }
}

fn aneh() -> GalatKirim {
    let kalimat = "Meta menjawab tanpa tanda terima.".to_owned();
    GalatKirim { tindakan: Tindakan::Ulangi, kode: None, kalimat }
}

fn minta_ulang(kalimat: &str) -> GalatKirim {
    GalatKirim { tindakan: Tindakan::MintaUlang, kode: None, kalimat: kalimat.to_owned() }
}

/// What an error number asks for. Titles change and are translated, numbers stay.
pub(crate) fn tindakan(kode: i64) -> Tindakan {
    match kode {
        // Token or permission, account or number blocked.
        0 | 190 | 3 | 10 | 200..=299 | 131_031 | 131_048 | 368 => Tindakan::Hentikan,
        131_056 => Tindakan::TundaOrang,
        // Undeliverable, or the office's own number: a resident may have been given it by mistake.
        131_026 | 131_062 | 131_021 => Tindakan::TakSampai,
        131_047 => Tindakan::Jendela,
        132_000 | 132_001 | 132_012 | 132_015 | 132_016 => Tindakan::Templat,
        131_051..=131_053 => Tindakan::MintaUlang,
        // Not wanted by the receiver or by Meta's trials, not on a test account's list; a fault of ours.
        131_049 | 131_050 | 130_472 | 131_030 | 131_008 | 131_009 | 100 => Tindakan::Jangan,
        // Throughput (4, 80007, 130429), trouble at Meta (1, 2, 131000, 131016) and what is new.
        _ => Tindakan::Ulangi,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_of_the_table_has_its_consequence() {
        use Tindakan::{Hentikan, Jangan, Jendela, MintaUlang, TakSampai, Templat, TundaOrang, Ulangi};
        for (semua, harap) in [
            (vec![0, 190, 3, 10, 200, 299, 131_048, 368, 131_031], Hentikan),
            (vec![4, 80_007, 130_429, 1, 2, 131_000, 131_016, 999_999], Ulangi),
            (vec![131_056], TundaOrang),
            (vec![131_026, 131_062, 131_021], TakSampai),
            (vec![131_047], Jendela),
            (vec![131_049, 131_050, 130_472, 131_030, 131_008, 131_009, 100], Jangan),
            (vec![131_051, 131_052, 131_053], MintaUlang),
            (vec![132_000, 132_001, 132_012, 132_015, 132_016], Templat),
        ] {
            for kode in semua {
                assert_eq!(tindakan(kode), harap, "{kode}");
            }
        }
        assert_eq!(tanpa_kode(500), Ulangi);
        assert_eq!(tanpa_kode(429), Ulangi);
        assert_eq!(tanpa_kode(401), Hentikan);
        assert_eq!(tanpa_kode(404), Jangan);
    }

    #[test]
    fn a_list_keeps_within_meta_s_limits() {
        let panjang = "Surat Keterangan Domisili Perusahaan";
        let pilihan = (0..12).map(|n| Pilihan::baru(format!("p{n}"), format!("{panjang} {n}"))).collect();
        let isi = Isi::Daftar { teks: "Pilih".into(), buka: "Lihat semua layanan desa".into(), pilihan };
        let ke = Alamat { telepon: Some("6281200000000".into()), bsuid: None };
        let pesan = tulis(&ke, &isi);
        let tindakan = &pesan["interactive"]["action"];
        assert!(tindakan["button"].as_str().unwrap().chars().count() <= 20);
        let baris = tindakan["sections"][0]["rows"].as_array().unwrap();
        assert_eq!(baris.len(), 10);
        for satu in baris {
            assert!(satu["title"].as_str().unwrap().chars().count() <= 24);
            assert!(satu["description"].as_str().unwrap().starts_with(panjang), "the rest stands below");
        }
        let isi = Isi::Tombol { teks: "x".repeat(1_100), pilihan: vec![Pilihan::baru("ya", "Ya")] };
        assert_eq!(tulis(&ke, &isi)["type"], "text", "too long for buttons: numbers");
    }
}
