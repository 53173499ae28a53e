//! The three calls: send a letter, ask how it stands, fetch its file.

use std::time::Duration;

use data_encoding::HEXLOWER;
use reqwest::{Client, RequestBuilder, Url};
use serde_json::json;

use super::{Diunggah, Galat, Keadaan, Pengaturan, Sebab, jawaban};
use crate::bsre::http::{self, Putus};

/// The office's account at the service.
#[derive(Debug, Clone)]
pub struct Klien {
    pengaturan: Pengaturan,
    batas: Duration,
}

/// Whether this can be a `doc_id`: it is typed by people and repeated by servers.
pub fn acuan_layak(acuan: &str) -> bool {
    http::layak(acuan)
}

impl Klien {
    /// How long an answer is waited for.
    pub const BATAS: Duration = Duration::from_mins(1);

    pub fn new(pengaturan: Pengaturan) -> Self {
        Self { pengaturan, batas: Self::BATAS }
    }

    #[must_use]
    pub fn batas(mut self, batas: Duration) -> Self {
        self.batas = batas;
        self
    }

    /// The server as an official may read it.
    pub fn alamat(&self) -> &str {
        &self.pengaturan.akun.alamat
    }

    fn bangun(
        &self,
        cara: impl FnOnce(&Client, String) -> RequestBuilder,
        alamat: String,
    ) -> Result<RequestBuilder, Galat> {
        let akun = &self.pengaturan.akun;
        let minta = cara(http::klien().map_err(|_| Galat::TidakTersambung)?, alamat);
        Ok(minta.basic_auth(&akun.pengguna, Some(&akun.sandi)))
    }

    /// Sends a letter to be signed; once, whatever comes of it.
    pub async fn unggah(&self, pdf: &[u8], nama: &str) -> Result<Diunggah, Galat> {
        let (jenis, badan) = formulir(pdf, nama);
        let minta = self.bangun(Client::post, format!("{}/document_upload", self.alamat()))?;
        let minta = minta.header("content-type", jenis).body(badan);
        match http::panggil(minta, self.batas).await {
            Ok(jawaban) => jawaban::unggahan(&jawaban),
            Err(Putus::TidakTersambung) => Err(Galat::TidakTersambung),
            Err(putus) => Err(Galat::TidakPasti { sebab: self.sebab(&putus) }),
        }
    }

    /// How a document stands there.
    pub async fn keadaan(&self, acuan: &str) -> Result<Keadaan, Galat> {
        let minta = self.bangun(Client::post, format!("{}/document_info", self.alamat()))?;
        let jawaban = self.tanya(minta.json(&json!({ "doc_id": acuan }))).await?;
        jawaban::keadaan(&jawaban, acuan)
    }

    /// The file that lies at `jalan`.
    pub async fn ambil(&self, jalan: &str) -> Result<Vec<u8>, Galat> {
        let url = self.tempat(jalan).ok_or(Galat::JalanAsing)?;
        let jawaban = self.tanya(self.bangun(Client::get, url.into())?).await?;
        match jawaban.status {
            _ if jawaban.isi.starts_with(b"%PDF") => Ok(jawaban.isi),
            401 | 403 => Err(Galat::KlienDitolak),
            400 | 404 | 410 => Err(Galat::TidakDikenal { pesan: "berkasnya tidak ada di sana".to_owned() }),
            status @ 500.. => Err(Galat::TidakTerbaca { sebab: Sebab::Gangguan(status) }),
            _ => Err(Galat::TidakTerbaca { sebab: Sebab::BukanPdf }),
        }
    }

    /// Where `jalan` leads: below the address of downloads, nowhere else.
    fn tempat(&self, jalan: &str) -> Option<Url> {
        let pangkal = Url::parse(&format!("{}/", self.pengaturan.unduhan.trim_end_matches('/'))).ok()?;
        let url = match Url::parse(jalan) {
            Ok(url) => url,
            Err(_) => pangkal.join(jalan.trim_start_matches('/')).ok()?,
        };
        let sama = url.origin() == pangkal.origin() && url.path().starts_with(pangkal.path());
        let bersih = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        (sama && bersih).then_some(url)
    }

    async fn tanya(&self, minta: RequestBuilder) -> Result<http::Jawaban, Galat> {
        http::panggil(minta, self.batas).await.map_err(|putus| match putus {
            Putus::TidakTersambung => Galat::TidakTersambung,
            lain => Galat::TidakTerbaca { sebab: self.sebab(&lain) },
        })
    }

    fn sebab(&self, putus: &Putus) -> Sebab {
        match putus {
            Putus::TidakMenjawab(_) => Sebab::TidakMenjawab(self.batas.as_secs()),
            Putus::TerlaluBesar(_) => Sebab::TerlaluBesar,
            Putus::Terputus(_) | Putus::TidakTersambung => Sebab::Terputus,
        }
    }
}

/// `multipart/form-data` with `name` and `file`.
fn formulir(pdf: &[u8], nama: &str) -> (String, Vec<u8>) {
    // A boundary that the file cannot hold, because it is made of the file's own hash.
    let sidik = ring::digest::digest(&ring::digest::SHA256, pdf);
    let batas = format!("balai-{}", &HEXLOWER.encode(sidik.as_ref())[..40]);
    let nama: String = nama.chars().filter(|huruf| !huruf.is_control()).take(150).collect();
    let mut badan = format!(
        "--{batas}\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n{nama}\r\n\
         --{batas}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"surat.pdf\"\r\n\
         Content-Type: application/pdf\r\n\r\n"
    )
    .into_bytes();
    badan.extend_from_slice(pdf);
    badan.extend(format!("\r\n--{batas}--\r\n").bytes());
    (format!("multipart/form-data; boundary={batas}"), badan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_is_sent_nowhere_else() {
        let unduhan = "https://sadewa.example/berkas".to_owned();
        let klien = Klien::new(Pengaturan { unduhan, ..Pengaturan::default() });
        for (jalan, harap) in [
            ("2026/a.pdf", Some("https://sadewa.example/berkas/2026/a.pdf")),
            ("/2026/a.pdf", Some("https://sadewa.example/berkas/2026/a.pdf")),
            ("https://sadewa.example/berkas/a.pdf", Some("https://sadewa.example/berkas/a.pdf")),
            ("https://sadewa.example/lain/a.pdf", None),
            ("https://jahat.example/berkas/a.pdf", None),
            ("http://sadewa.example/berkas/a.pdf", None),
            ("//jahat.example/a.pdf", Some("https://sadewa.example/berkas/jahat.example/a.pdf")),
            ("../admin", None),
            ("x/../../admin", None),
            ("%2e%2e/admin", None),
            ("https://a:b@sadewa.example/berkas/a.pdf", None),
            ("file:///etc/passwd", None),
        ] {
            assert_eq!(klien.tempat(jalan).as_ref().map(Url::as_str), harap, "{jalan}");
        }
    }

    #[test]
    fn a_form_carries_the_file_unchanged_and_the_name_on_one_line() {
        let pdf = b"%PDF-1.7\r\n--balai\x00\xff";
        let (jenis, badan) = formulir(pdf, "470/1\r\nX: y");
        let batas = jenis.split_once("boundary=").unwrap().1;
        let teks = String::from_utf8_lossy(&badan).into_owned();
        assert_eq!(teks.matches(&format!("--{batas}")).count(), 3, "two parts and the end");
        assert!(badan.windows(pdf.len()).any(|bagian| bagian == pdf));
        assert!(teks.contains("name=\"name\"\r\n\r\n470/1X: y\r\n"), "{teks}");
    }
}
