//! The one door to the unit's server: no proxy, no redirect, a fresh connection for each call, nothing repeated.

use std::sync::LazyLock;
use std::time::Duration;

use reqwest::RequestBuilder;

/// The largest answer: a file of 20 MB in base64, and its JSON.
const JAWABAN_MAKS: usize = 28 << 20;

static KLIEN: LazyLock<Option<reqwest::Client>> = LazyLock::new(|| {
    // Somebody else may have chosen one before; then that one is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let bangun = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        // A connection that was kept may be gone without a word; then nobody knows what reached the server.
        .pool_max_idle_per_host(0)
        .retry(reqwest::retry::never())
        .http1_only()
        .user_agent("Balai");
    bangun.build().inspect_err(|error| tracing::error!(%error, "no client for outgoing calls")).ok()
});

pub(crate) fn klien() -> Result<&'static reqwest::Client, Putus> {
    KLIEN.as_ref().ok_or(Putus::TidakTersambung)
}

pub(crate) struct Jawaban {
    pub(crate) status: u16,
    /// Header `id_dokumen`.
    pub(crate) acuan: Option<String>,
    pub(crate) isi: Vec<u8>,
}

/// No answer, or not all of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Putus {
    /// No connection came about: the server has seen nothing.
    TidakTersambung,
    TidakMenjawab(Option<String>),
    Terputus(Option<String>),
    TerlaluBesar(Option<String>),
}

/// Asks once. Errors of the library are not shown or logged: they carry the address, and that of a status carries
/// a NIK.
pub(crate) async fn panggil(minta: RequestBuilder, batas: Duration) -> Result<Jawaban, Putus> {
    panggil_maks(minta, batas, JAWABAN_MAKS).await
}

/// As [`panggil`], and hears no more than so many bytes.
pub(crate) async fn panggil_maks(
    minta: RequestBuilder,
    batas: Duration,
    maks: usize,
) -> Result<Jawaban, Putus> {
    let mut jawaban = match minta.timeout(batas).send().await {
        Ok(jawaban) => jawaban,
        Err(error) if error.is_connect() || error.is_builder() => return Err(Putus::TidakTersambung),
        Err(error) if error.is_timeout() => return Err(Putus::TidakMenjawab(None)),
        Err(_) => return Err(Putus::Terputus(None)),
    };
    let acuan = jawaban.headers().get("id_dokumen").and_then(|nilai| nilai.to_str().ok());
    let acuan = acuan.filter(|acuan| layak(acuan)).map(str::to_owned);
    let status = jawaban.status().as_u16();
    let mut isi = Vec::new();
    loop {
        match jawaban.chunk().await {
            Ok(Some(potong)) if isi.len() + potong.len() <= maks => isi.extend_from_slice(&potong),
            Ok(Some(_)) => return Err(Putus::TerlaluBesar(acuan)),
            Ok(None) => return Ok(Jawaban { status, acuan, isi }),
            Err(error) if error.is_timeout() => return Err(Putus::TidakMenjawab(acuan)),
            Err(_) => return Err(Putus::Terputus(acuan)),
        }
    }
}

/// It will stand in an address of ours, so it may hold nothing that means something there.
pub(crate) fn layak(acuan: &str) -> bool {
    (1..=100).contains(&acuan.len()) && acuan.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_reference_cannot_lead_elsewhere() {
        for (acuan, layak) in [
            ("a1B2-c3_d4", true),
            ("", false),
            ("../../user", false),
            ("a?b", false),
            ("a b", false),
            ("a/b", false),
        ] {
            assert_eq!(super::layak(acuan), layak, "{acuan}");
        }
    }
}
