use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use anyhow::{Context as _, Result};
use db::{Db, clock};
use documents::{Typesetter, WorkerConfig};
use web::{App, Builder, Settings};
use wilayah::KodeAwal;

use crate::config::{Home, Place};
use crate::console::say;
use crate::pasang::OfficeCa;
use crate::serve::{self, Transport};
use crate::tls::OfficeTls;
use crate::{cadangan, jadwal, layanan, os, tls};

#[derive(Debug, Clone, Default, clap::Args)]
pub struct Serve {
    /// Alamat layanan
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Melayani ponsel dan laptop di jaringan kantor, dengan TLS bawaan
    #[arg(long, conflicts_with = "behind_proxy")]
    pub lan: bool,
    /// Ada proxy TLS di depan Balai; sebutkan juga alamat luarnya dengan --base-url
    #[arg(long, requires = "base_url")]
    pub behind_proxy: bool,
    /// Alamat yang dipakai orang luar, misalnya https://sukamaju.desa.id
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Nama tambahan pada sertifikat kantor, misalnya balai.local
    #[arg(long, value_name = "NAMA")]
    pub nama: Vec<String>,
    /// Membuka peramban setelah siap
    #[arg(long)]
    pub buka: bool,
}

impl Serve {
    /// Started without words, as by a double-click: serve this machine and open the browser.
    pub(super) fn double_click() -> Self {
        Self { buka: true, ..Self::default() }
    }

    /// The address by which others reach us: the one we listen on, or this machine's own on its network.
    fn reached_at(&self) -> Option<IpAddr> {
        let listened = self.address().ip();
        if listened.is_unspecified() { os::lan_address() } else { Some(listened) }
    }

    fn address(&self) -> SocketAddr {
        self.listen.unwrap_or_else(|| {
            if self.lan {
                SocketAddr::from((Ipv4Addr::UNSPECIFIED, 8443))
            } else {
                SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))
            }
        })
    }
}

pub(super) async fn serve(place: &Place, options: Serve) -> Result<()> {
    serve::check(options.address(), options.behind_proxy, options.lan)?;
    let home = Home::real(place)?;
    let db = home.open().await?;
    prepare_schema(&home, &db).await?;
    answer(&home, db, &options, async |_| Ok(())).await
}

/// Backs up before the schema moves, so that a failed upgrade loses nothing.
async fn prepare_schema(home: &Home, db: &Db) -> Result<()> {
    if let Some(from) = db::migrate::pending(db).await? {
        say(format!("Skema diperbarui dari {from}; cadangan dibuat dulu."));
        cadangan::buat(home, db, &home.backups(), clock::now()).await?;
    }
    db::migrate::run(db, clock::now()).await?;
    Ok(())
}

/// Puts the application together and serves it; shared with the example world, which is made by
/// `prepare` when the address is known that its letters carry.
pub(super) async fn answer(
    home: &Home,
    db: Db,
    options: &Serve,
    prepare: impl AsyncFnOnce(Builder) -> Result<()>,
) -> Result<()> {
    let address = options.address();
    let listener = serve::bind(address).await?;
    let port = listener.local_addr()?.port();
    let office = office(home, &db, options)?;
    let base_url = options.base_url.clone().unwrap_or_else(|| base_url(options, port));
    let settings = Settings {
        secure: options.lan || options.behind_proxy,
        behind_proxy: options.behind_proxy,
        contoh: home.contoh,
        base_url: base_url.trim_end_matches('/').to_owned(),
    };
    prepare(assemble(home, db.clone(), settings.clone(), None, String::new())?).await?;
    let ca = office
        .as_ref()
        .map(|office| OfficeCa { pem: office.ca_pem.clone(), fingerprint: office.fingerprint.clone() });
    let kode_awal = vault::token::<5>();
    let baru = wilayah::count_unit(&db).await? == 0;
    let app = assemble(home, db, settings, ca, kode_awal.clone())?.build();
    say(format!("Balai siap di {base_url}"));
    if let Some(office) = &office {
        say(format!("Perangkat lain: buka {base_url}/pasang. Sidik jari: {}", office.fingerprint));
    }
    if baru {
        say(format!("Belum ada desa. Siapkan di {base_url}/mulai?kode={kode_awal}"));
    }
    if options.buka {
        let page = if baru { format!("{base_url}/mulai?kode={kode_awal}") } else { base_url.clone() };
        os::open_browser(&page);
    }
    let features = crate::features();
    let queue = jadwal::start(&app, features.iter().flat_map(|f| f.jobs.iter().copied()).collect());
    let router = web::router(app, features);
    let transport = office.map_or(Transport::Plain, |office| Transport::Tls(office.config));
    let served = serve::run(listener, router, transport).await;
    queue.shutdown().await;
    served
}

/// The application with its services.
pub(super) fn assemble(
    home: &Home,
    db: Db,
    settings: Settings,
    ca: Option<OfficeCa>,
    kode_awal: String,
) -> Result<Builder> {
    let program = std::env::current_exe().context("Balai tidak tahu di mana programnya sendiri")?;
    let typesetter = Typesetter::new(WorkerConfig::new(program).arg("__typst-worker"));
    let builder = App::builder(db, settings, &crate::features(), wilayah::naming);
    let builder = layanan::provide(builder, files::FileStore::new(home.files()))
        .provide(home.clone())
        .provide(KodeAwal(kode_awal))
        .provide(typesetter);
    Ok(match ca {
        Some(ca) => builder.provide(ca),
        None => builder,
    })
}

/// The office's own TLS, where the LAN is served.
fn office(home: &Home, db: &Db, options: &Serve) -> Result<Option<OfficeTls>> {
    let wanted = options
        .lan
        .then(|| tls::prepare(&home.data, db.master(), &options.nama, options.reached_at(), clock::now()));
    wanted.transpose()
}

fn base_url(options: &Serve, port: u16) -> String {
    let scheme = if options.lan { "https" } else { "http" };
    let host = options.reached_at().unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    format!("{scheme}://{}", SocketAddr::new(host, port))
}
