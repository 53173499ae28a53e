//! Listens, plain on loopback or behind a proxy, by TLS everywhere else.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::os;

/// How the outside reaches us.
#[derive(Clone)]
pub enum Transport {
    /// Plain HTTP: only on loopback, or behind a proxy that does TLS.
    Plain,
    Tls(Arc<rustls::ServerConfig>),
}

/// Refuses plain HTTP where others on the network could read along.
pub fn check(address: SocketAddr, behind_proxy: bool, tls: bool) -> Result<()> {
    if tls || behind_proxy || address.ip().is_loopback() {
        return Ok(());
    }
    bail!(
        "Balai tidak melayani HTTP biasa di {address}: kata sandi dan data penduduk dapat dibaca orang di jaringan. \
         Pakai `balai serve --lan` (TLS bawaan), atau sebutkan --behind-proxy bila ada proxy TLS di depannya."
    )
}

/// Answers until asked to stop, then lets running requests finish.
pub async fn run(listener: TcpListener, router: Router, transport: Transport) -> Result<()> {
    let mut stop = std::pin::pin!(os::stop_signal());
    let open = Arc::new(tokio::sync::Semaphore::new(CONNECTIONS));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, peer)) = accepted else {
            // Out of file handles: wait for some to close rather than spin.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(slot) = Arc::clone(&open).acquire_owned().await else { break };
        let (router, transport) = (router.clone(), transport.clone());
        tokio::spawn(async move {
            let _slot = slot;
            if let Err(error) = converse(stream, peer, router, transport).await {
                tracing::debug!(%error, "connection ended");
            }
        });
    }
    let drained = open.acquire_many(u32::try_from(CONNECTIONS).unwrap_or(u32::MAX));
    let _ = tokio::time::timeout(Duration::from_secs(10), drained).await;
    Ok(())
}

/// A village's phones and laptops, and then some.
const CONNECTIONS: usize = 512;
const HANDSHAKE: Duration = Duration::from_secs(10);

async fn converse(stream: TcpStream, peer: SocketAddr, router: Router, transport: Transport) -> Result<()> {
    stream.set_nodelay(true)?;
    match transport {
        Transport::Plain => answer(stream, peer, router).await,
        Transport::Tls(config) => {
            let mut first = [0_u8; 1];
            tokio::time::timeout(HANDSHAKE, stream.peek(&mut first)).await??;
            if first[0] != TLS_HANDSHAKE {
                return answer(stream, peer, plain_refused()).await;
            }
            let tls = tokio::time::timeout(HANDSHAKE, TlsAcceptor::from(config).accept(stream)).await??;
            answer(tls, peer, router).await
        }
    }
}

/// The first byte of every TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;

/// What someone gets who types `http://` before an address that speaks TLS.
fn plain_refused() -> Router {
    Router::new().fallback(|| async {
        let sentence = "Alamat ini memakai https. Ketik https:// di depan alamatnya.\n";
        (axum::http::StatusCode::BAD_REQUEST, sentence)
    })
}

async fn answer<S>(stream: S, peer: SocketAddr, router: Router) -> Result<()>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
{
    let service = router.layer(axum::Extension(ConnectInfo(peer)));
    Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service))
        .await
        .map_err(|error| anyhow::anyhow!("{error}"))
}

/// Binds, with a sentence when the place is taken.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("Alamat {address} sudah dipakai program lain. Pilih yang lain dengan --listen")
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn plain_http_stays_on_this_machine() {
        let check = |address: &str, proxy, tls, ok| {
            assert_eq!(super::check(address.parse().unwrap(), proxy, tls).is_ok(), ok, "{address}");
        };
        check("127.0.0.1:8080", false, false, true);
        check("[::1]:8080", false, false, true);
        check("0.0.0.0:8080", false, false, false);
        check("192.168.1.7:8080", false, false, false);
        check("192.168.1.7:8080", true, false, true);
        check("0.0.0.0:8443", false, true, true);
    }
}
