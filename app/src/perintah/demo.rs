use std::net::SocketAddr;

use anyhow::Result;
use db::clock;

use super::layani::{self, Serve};
use crate::config::{Home, Place};
use crate::console::say;
use crate::contoh;

#[derive(Debug, clap::Args)]
pub struct Demo {
    /// Alamat layanan; kode QR pada surat contoh tetap menunjuk alamat saat dunia ini dibuat
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
    /// Banyaknya penduduk rekaan
    #[arg(long, default_value_t = 14_000)]
    pub penduduk: u32,
    /// Membuka peramban setelah siap
    #[arg(long)]
    pub buka: bool,
}

pub(super) async fn demo(place: &Place, options: Demo) -> Result<()> {
    let home = Home::demo(place)?;
    let kunci = contoh::siapkan(&home)?;
    let db = home.open().await?;
    db::migrate::run(&db, clock::now()).await?;
    let serve = Serve { listen: options.listen, buka: options.buka, ..Serve::default() };
    let prepare = async |builder| {
        contoh::buat(&home, builder, options.penduduk, clock::now()).await?;
        drop(kunci);
        say("Dunia contoh: Kalurahan Pleret dan Kapanewon Pleret. Semua orang dan surat di dalamnya rekaan.");
        say("Masuk sebagai admin, carik, kamituwa, jagabaya, lurah, dukuh, atau ketua.rt;");
        say("di kapanewon sebagai panewu atau jawatan.");
        say(format!("Kata sandi semua orang: {}", contoh::SANDI));
        say(format!("Passphrase tanda tangan elektronik lurah dan panewu: {}", contoh::PASSPHRASE));
        say("Kode sekali pakai lurah dan panewu tampil di halaman masuknya.");
        Ok(())
    };
    layani::answer(&home, db, &serve, prepare).await
}
