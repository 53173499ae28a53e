//! Asks all who may know, one after the other.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::{Cara, Jawab, Sebab, crl, ocsp, tempat};
use crate::bsre::http::{self, Putus};
use crate::pades::Certificate;

/// How far an issuer's clock may be from ours.
pub(super) const SELISIH: SignedDuration = SignedDuration::from_mins(10);
const BATAS: Duration = Duration::from_secs(10);

/// Who says whether a certificate was taken back, as the unit chose.
#[derive(Debug, Clone)]
pub struct Pemeriksa {
    cara: Cara,
    /// Lists that were brought here.
    daftar: Vec<Vec<u8>>,
    batas: Duration,
}

/// A certificate with the one that issued it.
struct Pasangan {
    sertifikat: Certificate,
    penerbit: Certificate,
}

impl Pemeriksa {
    pub fn new(cara: Cara, daftar: Vec<Vec<u8>>) -> Self {
        Self { cara, daftar, batas: BATAS }
    }

    /// Another patience, for tests.
    #[must_use]
    pub fn batas(mut self, batas: Duration) -> Self {
        self.batas = batas;
        self
    }

    pub fn cara(&self) -> Cara {
        self.cara
    }

    /// What is known of the first certificate of a path, which the second one issued.
    pub async fn periksa(&self, rantai: &[Vec<u8>], now: Timestamp) -> Jawab {
        let [sertifikat, penerbit, ..] = rantai else { return Jawab::TanpaSumber };
        let (Ok(sertifikat), Ok(penerbit)) = (Certificate::parse(sertifikat), Certificate::parse(penerbit))
        else {
            return Jawab::TanpaSumber;
        };
        let pasangan = Arc::new(Pasangan { sertifikat, penerbit });
        let mut jawab = Jawab::TanpaSumber;
        for der in self.daftar.clone() {
            jawab = gabung(jawab, menurut_daftar(&pasangan, der, now, true).await);
        }
        if self.cara == Cara::Diam || matches!(jawab, Jawab::Dicabut { .. }) {
            return jawab;
        }
        let (responder, daftar) = (tempat::ocsp(&pasangan.sertifikat), tempat::daftar(&pasangan.sertifikat));
        // A responder knows more than yesterday's list.
        let mut tanya = Jawab::TanpaSumber;
        for alamat in responder {
            tanya = gabung(tanya, self.tanya_ocsp(&pasangan, &alamat, now).await);
            if matches!(tanya, Jawab::Berlaku | Jawab::Dicabut { .. }) {
                return tanya;
            }
        }
        for alamat in daftar {
            tanya = gabung(tanya, self.ambil_daftar(&pasangan, &alamat, now).await);
            if matches!(tanya, Jawab::Berlaku | Jawab::Dicabut { .. }) {
                return tanya;
            }
        }
        gabung(jawab, tanya)
    }

    async fn tanya_ocsp(&self, pasangan: &Pasangan, alamat: &str, now: Timestamp) -> Jawab {
        let Some(isi) = ocsp::permintaan(&pasangan.sertifikat, &pasangan.penerbit) else {
            return Jawab::TidakTerjawab(Sebab::TidakTerbaca);
        };
        let minta = http::klien().map(|klien| klien.post(alamat).body(isi));
        let minta = minta.map(|minta| minta.header("content-type", "application/ocsp-request"));
        let hasil = match self.jawaban(minta, ocsp::MAKS).await {
            Ok(isi) => ocsp::baca(&isi, &pasangan.sertifikat, &pasangan.penerbit, now),
            Err(sebab) => Err(sebab),
        };
        match hasil {
            Ok(ocsp::Kabar::Berlaku) => Jawab::Berlaku,
            Ok(ocsp::Kabar::Dicabut(pada)) => Jawab::Dicabut { pada },
            Err(sebab) => Jawab::TidakTerjawab(sebab),
        }
    }

    async fn ambil_daftar(&self, pasangan: &Arc<Pasangan>, alamat: &str, now: Timestamp) -> Jawab {
        match self.jawaban(http::klien().map(|klien| klien.get(alamat)), crl::MAKS).await {
            Ok(isi) => menurut_daftar(pasangan, isi, now, false).await,
            Err(sebab) => Jawab::TidakTerjawab(sebab),
        }
    }

    async fn jawaban(
        &self,
        minta: Result<reqwest::RequestBuilder, Putus>,
        maks: usize,
    ) -> Result<Vec<u8>, Sebab> {
        let minta = minta.map_err(|_| Sebab::TidakMenjawab)?;
        match http::panggil_maks(minta, self.batas, maks).await {
            Ok(jawaban) if jawaban.status == 200 => Ok(jawaban.isi),
            Ok(jawaban) => Err(Sebab::Status(jawaban.status)),
            Err(Putus::TerlaluBesar(_)) => Err(Sebab::TerlaluBesar),
            Err(_) => Err(Sebab::TidakMenjawab),
        }
    }
}

/// By a list; large ones take their time, so on a thread of their own. A list of another issuer says nothing when it was
/// brought here, and is no answer when it was asked for.
async fn menurut_daftar(pasangan: &Arc<Pasangan>, der: Vec<u8>, now: Timestamp, dibawa: bool) -> Jawab {
    let pasangan = Arc::clone(pasangan);
    let baca = move || {
        let daftar = match crl::baca(&der, &pasangan.penerbit) {
            Ok(daftar) => daftar,
            Err(Sebab::TandaSalah) if dibawa => return Jawab::TanpaSumber,
            Err(sebab) => return Jawab::TidakTerjawab(sebab),
        };
        match daftar.dicabut(&pasangan.sertifikat) {
            // Who was revoked once stays so, however old the list.
            Some(pada) => Jawab::Dicabut { pada },
            None if daftar.segar(now) => Jawab::Berlaku,
            None => Jawab::TidakTerjawab(Sebab::Basi),
        }
    };
    tokio::task::spawn_blocking(baca).await.unwrap_or(Jawab::TidakTerjawab(Sebab::TidakTerbaca))
}

/// Of two answers the one that says more; who says *revoked* is believed before all others.
fn gabung(satu: Jawab, dua: Jawab) -> Jawab {
    let bobot = |jawab: &Jawab| match jawab {
        Jawab::Dicabut { .. } => 3,
        Jawab::Berlaku => 2,
        Jawab::TidakTerjawab(_) => 1,
        Jawab::TanpaSumber => 0,
    };
    if bobot(&satu) >= bobot(&dua) { satu } else { dua }
}
