//! GOWA (go-whatsapp-web-multidevice), after its published OpenAPI, version 9.
//!
//! An unofficial protocol: WhatsApp may block the number. So it answers, it never broadcasts, and it paces itself.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::{RequestBuilder, multipart};
use serde_json::{Value, json};

use super::{
    Alamat, Bahan, Datang, GalatKirim, Jenis, Kemampuan, Media, Nanti, Penyedia, PesanDatang, Susulan,
    Tindakan, bernomor, gowa_urai, http, potong, tanda,
};
use crate::entitas::Rahasia;

/// The secret that GOWA comes with: whoever reads its manual could sign as our server.
pub(crate) const RAHASIA_BAWAAN: &str = "secret";

/// So many conversations or messages are asked for at once, which is the most that GOWA gives.
const SEHALAMAN: usize = 100;
/// So many times it is asked for more, of conversations and of the messages in each.
const HALAMAN_MAKS: usize = 50;

pub(crate) struct Gowa {
    rahasia: Rahasia,
}

impl Gowa {
    pub(crate) fn new(rahasia: Rahasia) -> Self {
        Self { rahasia }
    }

    fn minta(
        &self,
        bangun: impl FnOnce(&reqwest::Client, String) -> RequestBuilder,
        akhir: &str,
    ) -> Result<RequestBuilder, GalatKirim> {
        let mut minta = bangun(http::klien()?, format!("{}{akhir}", self.rahasia.alamat));
        if let Some((nama, sandi)) = self.rahasia.token.split_once(':') {
            minta = minta.basic_auth(nama, Some(sandi));
        }
        if !self.rahasia.nomor_id.is_empty() {
            minta = minta.header("X-Device-Id", &self.rahasia.nomor_id);
        }
        Ok(minta)
    }

    async fn panggil(minta: RequestBuilder) -> Result<Value, GalatKirim> {
        let jawaban = minta.send().await.map_err(|error| http::putus(&error))?;
        let status = jawaban.status().as_u16();
        let bytes = http::isi(jawaban).await?;
        let isi: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        // The answer's own code decides too: some errors come with status 200.
        if (200..300).contains(&status) && isi["code"] == "SUCCESS" {
            return Ok(isi);
        }
        let judul = isi["message"].as_str().unwrap_or("tanpa keterangan");
        let kode = Some(i64::from(status));
        Err(GalatKirim::ditolak(Jenis::Gowa, tindakan(status, judul), kode, judul))
    }

    async fn tanda_terima(minta: RequestBuilder) -> Result<String, GalatKirim> {
        let isi = Self::panggil(minta).await?;
        let id = isi["results"]["message_id"].as_str().unwrap_or_default();
        if id.is_empty() {
            let kalimat = "GOWA menjawab tanpa tanda terima.".to_owned();
            return Err(GalatKirim { tindakan: Tindakan::Ulangi, kode: None, kalimat });
        }
        Ok(id.to_owned())
    }

    async fn ambil(&self, dari: &Alamat, media: &Media) -> Result<Vec<u8>, GalatKirim> {
        let jid = jid(dari);
        let akhir = if media.acuan.starts_with("statics/") {
            format!("/{}", media.acuan)
        } else {
            let minta = self.minta(reqwest::Client::get, &format!("/message/{}/download", media.acuan))?;
            let isi = Self::panggil(minta.query(&[("phone", jid.as_str())])).await?;
            // The address that GOWA names may lie elsewhere; only the path on its own server is followed.
            let letak = isi["results"]["file_path"].as_str().unwrap_or_default().to_owned();
            format!("/{}", letak.trim_start_matches('/'))
        };
        if !akhir.starts_with("/statics/") || akhir.contains("..") {
            return Err(GalatKirim {
                tindakan: Tindakan::MintaUlang,
                kode: None,
                kalimat: "GOWA menyebut letak lampiran yang tidak dikenal.".to_owned(),
            });
        }
        let jawaban = self.minta(reqwest::Client::get, &akhir)?.send().await;
        let jawaban = jawaban.map_err(|error| http::putus(&error))?;
        if !jawaban.status().is_success() {
            let kalimat = "Lampiran tidak dapat diambil dari GOWA.".to_owned();
            return Err(GalatKirim { tindakan: Tindakan::MintaUlang, kode: None, kalimat });
        }
        http::isi(jawaban).await
    }

    /// GOWA gives a delivery up after five tries, so what came while we were away is read from its chats.
    async fn cari(&self, sejak: Timestamp) -> Result<Susulan, GalatKirim> {
        let mut semua = Susulan { pesan: Vec::new(), lengkap: false };
        for urut in 0..HALAMAN_MAKS {
            let obrolan = self.sehalaman("/chats", &[], urut).await?;
            let baru: Vec<&str> =
                obrolan.iter().filter(|o| !lebih_lama(o, sejak)).filter_map(jid_orang).collect();
            // The conversations that were written in last come first.
            let habis = obrolan.len() < SEHALAMAN || obrolan.iter().all(|o| lebih_lama(o, sejak));
            for jid in baru {
                if !self.cari_obrolan(jid, sejak, &mut semua.pesan).await? {
                    return Ok(semua);
                }
            }
            if habis {
                semua.lengkap = true;
                break;
            }
        }
        Ok(semua)
    }

    /// Reads one conversation; false where there is more than one look takes.
    async fn cari_obrolan(
        &self,
        jid: &str,
        sejak: Timestamp,
        semua: &mut Vec<PesanDatang>,
    ) -> Result<bool, GalatKirim> {
        let sejak = (sejak - SignedDuration::from_mins(1)).to_string();
        let saring = [("start_time", sejak.as_str()), ("is_from_me", "false")];
        for urut in 0..HALAMAN_MAKS {
            let pesan = self.sehalaman(&format!("/chat/{jid}/messages"), &saring, urut).await?;
            semua.extend(pesan.iter().filter_map(gowa_urai::dari_arsip));
            if pesan.len() < SEHALAMAN {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn sehalaman(
        &self,
        akhir: &str,
        saring: &[(&str, &str)],
        urut: usize,
    ) -> Result<Vec<Value>, GalatKirim> {
        let minta = self.minta(reqwest::Client::get, akhir)?.query(saring);
        let halaman = [("limit", SEHALAMAN), ("offset", urut * SEHALAMAN)];
        let mut isi = Self::panggil(minta.query(&halaman)).await?;
        match isi["results"]["data"].take() {
            Value::Array(data) => Ok(data),
            _ => Ok(Vec::new()),
        }
    }
}

/// Whether nobody wrote in a conversation since.
fn lebih_lama(obrolan: &Value, sejak: Timestamp) -> bool {
    let terakhir = obrolan["last_message_time"].as_str().and_then(|teks| teks.parse::<Timestamp>().ok());
    terakhir.is_some_and(|terakhir| terakhir < sejak)
}

/// With whom it is; nobody where it is a group.
fn jid_orang(obrolan: &Value) -> Option<&str> {
    obrolan["jid"].as_str().filter(|jid| !jid.ends_with("@g.us"))
}

/// The address in WhatsApp's own network.
fn jid(alamat: &Alamat) -> String {
    match (&alamat.telepon, &alamat.bsuid) {
        (Some(telepon), _) => format!("{telepon}@s.whatsapp.net"),
        (None, Some(lid)) => format!("{lid}@lid"),
        (None, None) => String::new(),
    }
}

impl Penyedia for Gowa {
    fn kemampuan(&self) -> Kemampuan {
        Kemampuan { pilihan: false, jendela: false, jeda: Duration::from_secs(6) }
    }

    fn sah(&self, diberi: Option<&str>, mentah: &[u8]) -> bool {
        self.rahasia.rahasia != RAHASIA_BAWAAN && tanda::sah(&self.rahasia.rahasia, diberi, mentah)
    }

    fn urai(&self, mentah: &[u8]) -> Result<Vec<Datang>, String> {
        gowa_urai::urai(mentah)
    }

    fn kirim<'a>(&'a self, tujuan: &'a Alamat, bahan: Bahan<'a>) -> Nanti<'a, Result<String, GalatKirim>> {
        Box::pin(async move {
            let jid = jid(tujuan);
            let teks = match bahan {
                Bahan::Isi(isi) => bernomor(isi),
                Bahan::Templat { teks, .. } => teks.to_owned(),
                Bahan::Dokumen { nama, teks, jenis, bytes } => {
                    let berkas = multipart::Part::bytes(bytes.to_vec())
                        .file_name(nama.to_owned())
                        .mime_str(jenis)
                        .map_err(|error| http::putus(&error))?;
                    let formulir = multipart::Form::new()
                        .text("phone", jid)
                        .text("caption", potong(teks, 1024))
                        .part("file", berkas);
                    let minta = self.minta(reqwest::Client::post, "/send/file")?;
                    return Self::tanda_terima(minta.multipart(formulir)).await;
                }
            };
            let minta = self.minta(reqwest::Client::post, "/send/message")?;
            Self::tanda_terima(minta.json(&json!({ "phone": jid, "message": potong(&teks, 4096) }))).await
        })
    }

    fn unduh<'a>(&'a self, dari: &'a Alamat, media: &'a Media) -> Nanti<'a, Result<Vec<u8>, GalatKirim>> {
        Box::pin(self.ambil(dari, media))
    }

    fn susul(&self, sejak: Timestamp) -> Nanti<'_, Result<Susulan, GalatKirim>> {
        Box::pin(self.cari(sejak))
    }
}

/// GOWA names no numbers of its own, so the HTTP status and a few of its words decide.
fn tindakan(status: u16, judul: &str) -> Tindakan {
    let kata = judul.to_lowercase();
    let ada = |potongan: &str| kata.contains(potongan);
    match status {
        401 | 403 => Tindakan::Hentikan,
        _ if ada("not loggin") || ada("not logged in") || ada("not connect") => Tindakan::Hentikan,
        400 | 404 if ada("not on whatsapp") || ada("not registered") => Tindakan::TakSampai,
        400 | 404 | 413 | 415 | 422 => Tindakan::Jangan,
        _ => Tindakan::Ulangi,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_consequence() {
        for (status, judul, harap) in [
            (401, "Unauthorized access", Tindakan::Hentikan),
            (500, "you are not loggin", Tindakan::Hentikan),
            (400, "phone 62 is not on whatsapp", Tindakan::TakSampai),
            (400, "phone: cannot be blank.", Tindakan::Jangan),
            (429, "too many", Tindakan::Ulangi),
            (500, "internal", Tindakan::Ulangi),
        ] {
            assert_eq!(tindakan(status, judul), harap, "{status} {judul}");
        }
    }

    #[test]
    fn the_secret_that_gowa_comes_with_signs_nothing() {
        let gowa = Gowa::new(Rahasia { rahasia: RAHASIA_BAWAAN.into(), ..Rahasia::default() });
        // HMAC-SHA-256 of nothing under that secret.
        let tanda = "sha256=f9e66e179b6747ae54108f82f8ade8b3c25d76fd30afde6c395822c530196169";
        assert!(tanda::sah(RAHASIA_BAWAAN, Some(tanda), b""), "the vector itself is right");
        assert!(!gowa.sah(Some(tanda), b""));
    }
}
