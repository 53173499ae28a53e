//! The three calls: how a signer stands, sign, and fetch what was signed.

use std::time::Duration;

use data_encoding::BASE64;
use kamus::Nik;
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::galat::kode;
use super::http::{self, Jawaban, Putus};
use super::{Galat, Rahasia, Sebab, Status, Versi, minta};

/// What is to be signed, and as whom.
#[derive(Debug, Clone, Copy)]
pub struct Permintaan<'a> {
    pub nik: Nik,
    pub pdf: &'a [u8],
    pub alasan: &'a str,
    pub lokasi: &'a str,
}

/// What the server gave back: bytes that begin like a PDF, and nothing more is known of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kembalian {
    pub pdf: Vec<u8>,
    /// By which the service finds it again (v1).
    pub acuan: Option<String>,
}

/// The unit's server with the office's own account there.
#[derive(Debug, Clone)]
pub struct Klien {
    versi: Versi,
    rahasia: Rahasia,
    batas: Duration,
}

/// A question that changes nothing is given up sooner.
const BATAS_TANYA: Duration = Duration::from_secs(20);

impl Klien {
    /// How long a signature is waited for; less than what a page waits.
    pub const BATAS: Duration = Duration::from_secs(90);

    pub fn new(versi: Versi, rahasia: Rahasia) -> Self {
        Self { versi, rahasia, batas: Self::BATAS }
    }

    #[must_use]
    pub fn batas(mut self, batas: Duration) -> Self {
        self.batas = batas;
        self
    }

    pub fn versi(&self) -> Versi {
        self.versi
    }

    /// The server as an official may read it.
    pub fn alamat(&self) -> &str {
        &self.rahasia.alamat
    }

    fn bangun(
        &self,
        cara: impl FnOnce(&Client, String) -> RequestBuilder,
        jalan: &str,
    ) -> Result<RequestBuilder, Putus> {
        let minta = cara(http::klien()?, format!("{}{jalan}", self.rahasia.alamat));
        Ok(minta.basic_auth(&self.rahasia.pengguna, Some(&self.rahasia.sandi)))
    }

    /// How this signer stands. The server is asked before every signature; nothing is signed by it.
    pub async fn status(&self, nik: Nik) -> Result<Status, Galat> {
        let jawaban = match self.versi {
            // The NIK stands in the address because the published contract has no other way.
            Versi::V1 => {
                let jalan = format!("/api/user/status/{}", nik.as_str());
                self.tanya(self.bangun(Client::get, &jalan)).await?
            }
            Versi::V2 => {
                let isi = json!({ "nik": nik.as_str() });
                let jawaban = self.tanya_json("/api/v2/user/check/status", &isi).await?;
                // Installations differ in this one path.
                if jawaban.status == 404 && baca(&jawaban.isi).is_none() {
                    self.tanya_json("/api/v2/user/check-status", &isi).await?
                } else {
                    jawaban
                }
            }
        };
        let isi = baca(&jawaban.isi).unwrap_or_default();
        if let Some(status) = Status::dari_jawaban(&isi) {
            return Ok(status);
        }
        Err(match jawaban.status {
            401 | 403 => Galat::KlienDitolak,
            status => match Galat::dari_jawaban(&isi, "") {
                Some(galat) if status < 500 => galat,
                _ if status >= 500 => Galat::TidakTerbaca { sebab: Sebab::Gangguan(status) },
                _ => Galat::TidakTerbaca { sebab: Sebab::BukanJawaban },
            },
        })
    }

    async fn tanya_json(&self, jalan: &str, isi: &Value) -> Result<Jawaban, Galat> {
        self.tanya(self.bangun(Client::post, jalan).map(|minta| minta.json(isi))).await
    }

    async fn tanya(&self, minta: Result<RequestBuilder, Putus>) -> Result<Jawaban, Galat> {
        let batas = self.batas.min(BATAS_TANYA);
        let minta = minta.map_err(|_| Galat::TidakTersambung)?;
        http::panggil(minta, batas).await.map_err(|putus| match putus {
            Putus::TidakTersambung => Galat::TidakTersambung,
            lain => Galat::TidakTerbaca { sebab: sebab(&lain, batas).0 },
        })
    }

    /// Signs one file. It is sent again only when no connection came about; whatever else goes wrong after that
    /// is [`Galat::TidakPasti`].
    pub async fn tanda_tangani(
        &self,
        permintaan: &Permintaan<'_>,
        passphrase: Zeroizing<String>,
    ) -> Result<Kembalian, Galat> {
        let (jalan, badan) = match self.versi {
            Versi::V1 => ("/api/sign/pdf", minta::v1(permintaan, &passphrase)),
            Versi::V2 => ("/api/v2/sign/pdf", minta::v2(permintaan, &passphrase)),
        };
        let mut hasil = Err(Putus::TidakTersambung);
        for _ in 0..2 {
            let minta = self.bangun(Client::post, jalan).map_err(|_| Galat::TidakTersambung)?;
            let minta = minta.header("content-type", &badan.jenis).body(badan.isi.clone());
            hasil = http::panggil(minta, self.batas).await;
            if !matches!(hasil, Err(Putus::TidakTersambung)) {
                break;
            }
        }
        let hasil = match hasil {
            Ok(jawaban) => Self::nilai(jawaban, &passphrase),
            Err(Putus::TidakTersambung) => Err(Galat::TidakTersambung),
            Err(putus) => {
                let (sebab, acuan) = sebab(&putus, self.batas);
                Err(Galat::TidakPasti { sebab, acuan })
            }
        };
        // To ask again for what was signed is no second signature.
        if let Err(Galat::TidakPasti { acuan: Some(acuan), .. }) = &hasil
            && let Ok(pdf) = self.ambil(acuan).await
        {
            return Ok(Kembalian { pdf, acuan: Some(acuan.clone()) });
        }
        hasil
    }

    /// What an answer to a signature means. A PDF is taken whatever else the answer says: it is judged later.
    fn nilai(jawaban: Jawaban, passphrase: &str) -> Result<Kembalian, Galat> {
        let Jawaban { status, acuan, isi } = jawaban;
        if isi.starts_with(b"%PDF") {
            return Ok(Kembalian { pdf: isi, acuan });
        }
        let json = baca(&isi).unwrap_or_default();
        if let Some(pdf) = berkas(&json) {
            return Ok(Kembalian { pdf, acuan });
        }
        let galat = Galat::dari_jawaban(&json, passphrase);
        match status {
            401 | 403 if kode(&json).is_none() => Err(Galat::KlienDitolak),
            // A server that broke down says so without a number of its own; then it may have signed before.
            500.. if kode(&json).is_none() => {
                Err(Galat::TidakPasti { sebab: Sebab::Gangguan(status), acuan })
            }
            200..300 if galat.is_none() => Err(Galat::TidakPasti { sebab: Sebab::BukanPdf, acuan }),
            _ => Err(galat.unwrap_or_else(|| Galat::Menolak {
                kode: Some(i64::from(status)),
                pesan: match status {
                    300..400 => "alamat server mengalihkan ke tempat lain. Minta admin memperbaiki alamatnya",
                    404 | 405 => "server ini tidak melayani versi API yang dipilih. Minta admin memeriksanya",
                    _ => "permintaan tidak diterima",
                }
                .to_owned(),
            })),
        }
    }

    /// What the service signed under this reference; only version 1 keeps it.
    pub async fn ambil(&self, acuan: &str) -> Result<Vec<u8>, Galat> {
        if self.versi != Versi::V1 || !http::layak(acuan) {
            return Err(Galat::TidakDisimpan);
        }
        let jawaban = self.tanya(self.bangun(Client::get, &format!("/api/sign/download/{acuan}"))).await?;
        match jawaban.status {
            _ if jawaban.isi.starts_with(b"%PDF") => Ok(jawaban.isi),
            401 | 403 => Err(Galat::KlienDitolak),
            400 | 404 => Err(Galat::TidakDisimpan),
            status @ 500.. => Err(Galat::TidakTerbaca { sebab: Sebab::Gangguan(status) }),
            _ => Err(Galat::TidakTerbaca { sebab: Sebab::BukanPdf }),
        }
    }
}

fn baca(isi: &[u8]) -> Option<Value> {
    serde_json::from_slice(isi).ok().filter(Value::is_object)
}

/// The one file of a version 2 answer.
fn berkas(isi: &Value) -> Option<Vec<u8>> {
    let [satu] = isi["file"].as_array()?.as_slice() else { return None };
    let pdf = BASE64.decode(satu.as_str()?.as_bytes()).ok()?;
    pdf.starts_with(b"%PDF").then_some(pdf)
}

fn sebab(putus: &Putus, batas: Duration) -> (Sebab, Option<String>) {
    match putus {
        Putus::TidakMenjawab(acuan) => (Sebab::TidakMenjawab(batas.as_secs()), acuan.clone()),
        Putus::TerlaluBesar(acuan) => (Sebab::TerlaluBesar, acuan.clone()),
        Putus::Terputus(acuan) => (Sebab::Terputus, acuan.clone()),
        Putus::TidakTersambung => (Sebab::Terputus, None),
    }
}
