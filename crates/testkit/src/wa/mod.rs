//! Doubles of WhatsApp providers: servers on this machine that check our calls against the published contract, and
//! misbehave on command.

pub mod gowa;
mod kontrak;
pub mod meta;

use std::collections::VecDeque;

use axum::http::StatusCode;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use serde_json::Value;
use sha2::Sha256;

use crate::Client;

pub use gowa::Gowa;
pub use kontrak::Kontrak;
pub use meta::Meta;

/// What the server does with the next call instead of its duty. Each is used up once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Nakal {
    /// The provider's own error number.
    Galat(i64),
    /// An HTTP status with nothing in it.
    Status(u16),
    /// Takes the message and hangs up before it says so.
    TelanJawaban,
    /// An answer that is no JSON.
    JawabanRusak,
}

/// A signed delivery, as the provider would post it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antaran {
    pub isi: Vec<u8>,
    pub tanda: String,
}

/// In which way deliveries go wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jalan {
    Urut,
    Terbalik,
    DuaKali,
    TandaSalah,
}

impl Antaran {
    pub fn baru(rahasia: &str, isi: &Value) -> Self {
        let isi = isi.to_string().into_bytes();
        let tanda = tanda(rahasia, &isi);
        Self { isi, tanda }
    }
}

/// `sha256=<hex>`, as both providers sign.
pub fn tanda(rahasia: &str, isi: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(rahasia.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(isi);
    format!("sha256={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
}

/// Brings deliveries to the door; tells what it answered to each.
pub async fn antar(klien: &Client, pintu: &str, semua: &[Antaran], jalan: Jalan) -> Vec<StatusCode> {
    let mut urutan: Vec<&Antaran> = semua.iter().collect();
    match jalan {
        Jalan::Terbalik => urutan.reverse(),
        Jalan::DuaKali => urutan = semua.iter().flat_map(|satu| [satu, satu]).collect(),
        Jalan::Urut | Jalan::TandaSalah => {}
    }
    let mut jawaban = Vec::new();
    for antaran in urutan {
        let tanda = match jalan {
            Jalan::TandaSalah => tanda("rahasia orang lain", &antaran.isi),
            _ => antaran.tanda.clone(),
        };
        jawaban
            .push(klien.deliver(pintu, &[("x-hub-signature-256", &tanda)], antaran.isi.clone()).await.status);
    }
    jawaban
}

/// What a double remembers.
#[derive(Default)]
struct Catatan {
    /// Messages that were taken, as they were posted.
    diterima: Vec<Value>,
    /// What broke the contract. A test that expects none says so.
    pelanggaran: Vec<String>,
    nakal: VecDeque<Nakal>,
    /// So many times nobody answers where attachments lie.
    media_putus: usize,
    /// When each person was last written to, and when they last wrote.
    dikirimi: std::collections::HashMap<String, Timestamp>,
    menulis: std::collections::HashMap<String, Timestamp>,
    urut: u64,
}

impl Catatan {
    fn nomor(&mut self) -> u64 {
        self.urut += 1;
        self.urut
    }
}
