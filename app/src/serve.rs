//! Listens, plain on loopback or behind a proxy, by TLS everywhere else.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use axum::Router;
use axum::extract::ConnectInfo;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
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
    run_until(listener, router, transport, PATIENCE, os::stop_signal()).await;
    Ok(())
}

async fn run_until(
    listener: TcpListener,
    router: Router,
    transport: Transport,
    patience: Patience,
    stop: impl Future<Output = ()>,
) {
    let mut stop = std::pin::pin!(stop);
    let open = Arc::new(Semaphore::new(CONNECTIONS));
    let (stopping, stopped) = watch::channel(());
    loop {
        let accepted = tokio::select! {
            accepted = next(&listener, &open) => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, peer, slot)) = accepted else {
            // Out of file handles: wait for some to close rather than spin.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let visit = Visit { peer, router: router.clone(), patience, stopped: stopped.clone() };
        let transport = transport.clone();
        tokio::spawn(async move {
            let _slot = slot;
            if let Err(error) = visit.converse(stream, transport).await {
                tracing::debug!(%error, "connection ended");
            }
        });
    }
    drop(stopping);
    let drained = open.acquire_many(u32::try_from(CONNECTIONS).unwrap_or(u32::MAX));
    let _ = tokio::time::timeout(Duration::from_secs(10), drained).await;
}

/// The next connection, when there is room for it.
async fn next(
    listener: &TcpListener,
    open: &Arc<Semaphore>,
) -> Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let slot = Arc::clone(open).acquire_owned().await?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, slot))
}

/// A village's phones and laptops, and then some.
const CONNECTIONS: usize = 512;

/// How long a silent connection may keep its place. Phones leave the Wi-Fi without a word; their places
/// would be lost one by one until nobody got in.
#[derive(Clone, Copy)]
struct Patience {
    /// For the first byte, and for the handshake.
    greeting: Duration,
    /// For the head of the next request.
    idle: Duration,
}

const PATIENCE: Patience = Patience { greeting: Duration::from_secs(10), idle: Duration::from_mins(1) };

/// One connection, from its first byte to its end.
struct Visit {
    peer: SocketAddr,
    router: Router,
    patience: Patience,
    /// Closed when the server stops.
    stopped: watch::Receiver<()>,
}

impl Visit {
    async fn converse(self, stream: TcpStream, transport: Transport) -> Result<()> {
        stream.set_nodelay(true)?;
        let greeting = self.patience.greeting;
        let mut first = [0_u8; 1];
        tokio::time::timeout(greeting, stream.peek(&mut first)).await??;
        match transport {
            Transport::Plain => self.answer(stream, server()).await,
            Transport::Tls(_) if first[0] != TLS_HANDSHAKE => {
                Self { router: plain_refused(), ..self }.answer(stream, server()).await
            }
            Transport::Tls(config) => {
                let tls = tokio::time::timeout(greeting, TlsAcceptor::from(config).accept(stream)).await??;
                // Told by the handshake: waiting for the first bytes to tell would have no end.
                let is_h2 = tls.get_ref().1.alpn_protocol() == Some(b"h2");
                let server = if is_h2 { server().http2_only() } else { server().http1_only() };
                self.answer(tls, server).await
            }
        }
    }

    async fn answer<S>(mut self, stream: S, mut server: Builder<TokioExecutor>) -> Result<()>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let idle = self.patience.idle;
        server.http1().timer(TokioTimer::new()).header_read_timeout(idle);
        server.http2().timer(TokioTimer::new()).keep_alive_interval(idle).keep_alive_timeout(idle);
        let service = TowerToHyperService::new(self.router.layer(axum::Extension(ConnectInfo(self.peer))));
        let mut conversation = std::pin::pin!(server.serve_connection(TokioIo::new(stream), service));
        tokio::select! {
            ended = conversation.as_mut() => return ended.map_err(|error| anyhow!("{error}")),
            _ = self.stopped.changed() => conversation.as_mut().graceful_shutdown(),
        }
        conversation.await.map_err(|error| anyhow!("{error}"))
    }
}

fn server() -> Builder<TokioExecutor> {
    Builder::new(TokioExecutor::new())
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

/// Binds, with a sentence when the place is taken.
pub async fn bind(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("Alamat {address} sudah dipakai program lain. Pilih yang lain dengan --listen")
    })
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::oneshot;

    use super::*;

    const SOON: Duration = Duration::from_secs(5);
    const SHORT: Patience =
        Patience { greeting: Duration::from_millis(200), idle: Duration::from_millis(200) };

    /// A server that answers `/` at once and `/lambat` after a while; and what stops it.
    async fn server(patience: Patience) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = bind(SocketAddr::from(([127, 0, 0, 1], 0))).await.unwrap();
        let address = listener.local_addr().unwrap();
        let slow = async || {
            tokio::time::sleep(Duration::from_millis(600)).await;
            "selesai"
        };
        let router = Router::new()
            .route("/", axum::routing::get(async || "halo"))
            .route("/lambat", axum::routing::get(slow));
        let (stop, stopped) = oneshot::channel();
        let stop_signal = async move {
            let _ = stopped.await;
        };
        let task = tokio::spawn(run_until(listener, router, Transport::Plain, patience, stop_signal));
        (address, stop, task)
    }

    async fn ask(address: SocketAddr, path: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).await.unwrap();
        stream
    }

    /// Everything until the server hangs up.
    async fn rest(mut stream: TcpStream) -> String {
        let mut text = String::new();
        tokio::time::timeout(SOON, stream.read_to_string(&mut text)).await.expect("it hangs up").unwrap();
        text
    }

    #[tokio::test]
    async fn who_says_nothing_loses_the_place() {
        let (address, _stop, _task) = server(SHORT).await;
        assert_eq!(rest(TcpStream::connect(address).await.unwrap()).await, "");
        let mut half = TcpStream::connect(address).await.unwrap();
        half.write_all(b"GET / HTTP/1.1\r\nHo").await.unwrap();
        assert!(!rest(half).await.contains("halo"));
        assert!(rest(ask(address, "/").await).await.ends_with("halo"), "answered, and closed when idle");
        assert!(rest(ask(address, "/lambat").await).await.ends_with("selesai"), "work is not silence");
    }

    #[tokio::test]
    async fn a_stop_waits_for_answers_but_not_for_idle_browsers() {
        let (address, stop, task) = server(PATIENCE).await;
        let mut idle = ask(address, "/").await;
        assert!(idle.read(&mut [0_u8; 256]).await.unwrap() > 0);
        let busy = ask(address, "/lambat").await;
        tokio::time::sleep(Duration::from_millis(200)).await;
        stop.send(()).unwrap();
        tokio::time::timeout(SOON, task).await.expect("it stops soon").unwrap();
        assert!(rest(busy).await.ends_with("selesai"));
    }

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
