//! The commands. Each ends 0 when done, 1 with a sentence that says what to do, 2 on wrong usage.

mod cadangan;
mod catatan;
mod demo;
mod ekspor;
mod generate;
mod impor;
mod kunci;
mod layani;
mod opensid;
mod surat;

use clap::{Parser, Subcommand};

use crate::config::Place;

pub(crate) use impor::add_user;

/// Balai: balai desa sebagai perangkat lunak.
#[derive(Debug, Parser)]
#[command(name = "balai", version, about, disable_help_subcommand = true)]
pub struct Cli {
    #[command(flatten)]
    pub place: Place,
    /// Jawaban sebagai JSON
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Menjalankan Balai
    Serve(layani::Serve),
    /// Menjalankan dunia contoh
    Demo(demo::Demo),
    /// Membuat desa-desa rekaan, untuk mengukur
    Generate(generate::Generate),
    /// Mendaftarkan wilayah
    #[command(subcommand)]
    Desa(impor::Desa),
    /// Pengguna
    #[command(subcommand)]
    User(impor::User),
    /// Memasukkan data dari berkas
    #[command(subcommand)]
    Import(impor::Import),
    /// Mengeluarkan data ke berkas
    #[command(subcommand)]
    Export(ekspor::Export),
    /// Surat
    #[command(subcommand)]
    Surat(surat::Surat),
    /// Sertifikat tanda tangan elektronik
    #[command(subcommand)]
    Tte(surat::Tte),
    /// Mencadangkan semua desa ke sebuah folder
    Backup {
        /// Folder tujuan, misalnya flashdisk
        dir: std::path::PathBuf,
    },
    /// Memulihkan cadangan ke folder data yang kosong
    Restore {
        /// Berkas cadangan, atau folder yang berisi cadangan (diambil yang terbaru)
        dir: std::path::PathBuf,
    },
    /// Latihan memulihkan: mencadangkan, memulihkan di tempat lain, membandingkan
    Drill,
    /// Memeriksa atau membangun ulang dari catatan
    #[command(subcommand)]
    Ledger(catatan::Ledger),
    /// Kunci induk: mencetak lembar pemulihan, memulihkan
    #[command(subcommand)]
    Kunci(kunci::Kunci),
    /// Basis data
    #[command(subcommand)]
    Db(catatan::DbCommand),
}

/// Carries out a command.
pub async fn run(cli: Cli) -> anyhow::Result<()> {
    match cli.command {
        None => layani::serve(&cli.place, layani::Serve::double_click()).await,
        Some(Command::Serve(options)) => layani::serve(&cli.place, options).await,
        Some(Command::Demo(options)) => demo::demo(&cli.place, options).await,
        Some(Command::Generate(options)) => generate::generate(&cli.place, &options).await,
        Some(Command::Desa(command)) => impor::desa(&cli.place, command).await,
        Some(Command::User(command)) => impor::user(&cli.place, command).await,
        Some(Command::Import(command)) => impor::run(&cli.place, command, cli.json).await,
        Some(Command::Export(command)) => ekspor::run(&cli.place, command, cli.json).await,
        Some(Command::Surat(command)) => surat::run(&cli.place, command, cli.json).await,
        Some(Command::Tte(command)) => surat::tte(&cli.place, command).await,
        Some(Command::Backup { dir }) => cadangan::backup(&cli.place, &dir, cli.json).await,
        Some(Command::Restore { dir }) => cadangan::restore(&cli.place, &dir).await,
        Some(Command::Drill) => cadangan::drill(&cli.place, cli.json).await,
        Some(Command::Ledger(command)) => catatan::ledger(&cli.place, command, cli.json).await,
        Some(Command::Kunci(command)) => kunci::run(&cli.place, command),
        Some(Command::Db(command)) => catatan::db(&cli.place, command).await,
    }
}
