use anyhow::{Context as _, Result};
use clap::Subcommand;
use vault::MasterKey;

use crate::config::{Home, Place};
use crate::console::{ask, say};

#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Kunci {
    /// Mencetak lembar pemulihan: simpan di tempat terkunci, jauh dari komputer ini
    Cetak,
    /// Memasang kembali kunci induk dari lembar pemulihan (diketik di papan ketik)
    Pulihkan,
}

pub(super) fn run(place: &Place, command: Kunci) -> Result<()> {
    let home = Home::real(place)?;
    match command {
        Kunci::Cetak => {
            let key = home.master_key()?;
            say("LEMBAR PEMULIHAN BALAI");
            say(format!("Kunci {}", key.id()));
            say("");
            say(key.to_recovery().as_str());
            say("");
            say("Siapa pun yang memegang lembar ini dan cadangan dapat membaca semua data penduduk.");
            Ok(())
        }
        Kunci::Pulihkan => {
            let key = home.restore_key(ask_recovery(place)?)?;
            say(format!("Kunci {} terpasang.", key.id()));
            Ok(())
        }
    }
}

/// The master key from `--key FILE`, or typed from the recovery sheet.
pub(super) fn ask_recovery(place: &Place) -> Result<MasterKey> {
    if let Some(path) = place.key.as_deref().filter(|path| path.exists()) {
        return crate::config::read_key_file(path);
    }
    let text = ask("Ketik 14 kelompok huruf dari lembar pemulihan, lalu Enter:")?;
    MasterKey::from_recovery(&text).context("Kunci pemulihan tidak dapat dipakai")
}
