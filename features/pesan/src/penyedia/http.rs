//! The one door to a provider's server: TLS by our own roots, limited in time and size, no redirects.

use std::sync::LazyLock;
use std::time::Duration;

use super::{GalatKirim, Tindakan};

/// The largest attachment that is taken over.
pub(crate) const UNDUHAN_MAKS: usize = 16 << 20;

static KLIEN: LazyLock<Result<reqwest::Client, String>> = LazyLock::new(|| {
    // Somebody else may have chosen one before; then that one is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(20))
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("Balai")
        .build()
        .map_err(|error| error.to_string())
});

pub(crate) fn klien() -> Result<&'static reqwest::Client, GalatKirim> {
    KLIEN.as_ref().map_err(|error| GalatKirim {
        tindakan: Tindakan::Ulangi,
        kode: None,
        kalimat: format!("Sambungan keluar tidak dapat disiapkan: {error}"),
    })
}

/// No answer, or half of one. Whether the message arrived is unknown, and it is sent again: twice is better than never.
pub(crate) fn putus(error: &reqwest::Error) -> GalatKirim {
    let sebab = if error.is_timeout() {
        "tidak menjawab dalam 20 detik"
    } else if error.is_connect() {
        "tidak dapat dihubungi"
    } else {
        "menjawab dengan isi yang tidak terbaca"
    };
    GalatKirim { tindakan: Tindakan::Ulangi, kode: None, kalimat: format!("Penyedia WhatsApp {sebab}.") }
}

/// The body, if it is not larger than what we take.
pub(crate) async fn isi(mut jawaban: reqwest::Response) -> Result<Vec<u8>, GalatKirim> {
    let mut bytes = Vec::new();
    while let Some(potong) = jawaban.chunk().await.map_err(|error| putus(&error))? {
        if bytes.len() + potong.len() > UNDUHAN_MAKS {
            return Err(GalatKirim {
                tindakan: Tindakan::MintaUlang,
                kode: None,
                kalimat: "Lampiran lebih besar dari 16 MB.".to_owned(),
            });
        }
        bytes.extend_from_slice(&potong);
    }
    Ok(bytes)
}
