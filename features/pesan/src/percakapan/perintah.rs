//! What is understood at any time, and what is never an answer.

use db::Result;
use kamus::Telepon;

use super::giliran::Obrolan;
use super::{Langkah, Percakapan};
use crate::entitas::{Bahasa, Cara};
use crate::kontak;
use crate::penyedia::{Isi, IsiDatang, PesanDatang};
use crate::store::keluar::{self, Keadaan};
use crate::store::obrolan;

/// So many letters are read.
const PANJANG: usize = 1_000;

impl Obrolan<'_> {
    /// Says why a message cannot be an answer; the conversation stays where it is.
    pub(super) fn ditolak(&mut self, pesan: &PesanDatang) -> bool {
        let kunci = match &pesan.isi {
            // Who said stop hears nothing more, whatever comes; `perintah` looks for MULAI.
            _ if self.kontak.berhenti_pada.is_some() => return false,
            IsiDatang::Reaksi => return true,
            _ if pesan.terusan => "terusan",
            IsiDatang::Suara => "suara",
            IsiDatang::Stiker => "stiker",
            IsiDatang::Video => "video",
            IsiDatang::Lokasi => "lokasi",
            IsiDatang::KartuKontak => "kartu_kontak",
            IsiDatang::TakDikenal => "tak_dikenal",
            IsiDatang::Teks(teks) if teks.chars().count() > PANJANG => {
                let panjang = kamus::angka(i64::try_from(teks.chars().count()).unwrap_or(i64::MAX));
                let teks = self.dunia.teks.isi("terlalu_panjang", self.bahasa(), &[("panjang", &panjang)]);
                self.kata.push(Isi::Teks(teks).into());
                return true;
            }
            IsiDatang::Teks(_) | IsiDatang::Pilihan { .. } | IsiDatang::Media(_) => return false,
        };
        self.katakan(kunci);
        true
    }

    /// Carries out a word that is understood everywhere. False when it was none.
    pub(super) async fn perintah(&mut self, pesan: &PesanDatang) -> Result<bool> {
        let kata = match &pesan.isi {
            IsiDatang::Teks(teks) => teks.trim().to_lowercase(),
            _ => String::new(),
        };
        if self.kontak.berhenti_pada.is_some() {
            if kata == "mulai" {
                self.kontak.berhenti_pada = None;
                self.tx.update(&self.kontak).await?;
                self.mula().await?;
            }
            return Ok(true);
        }
        if let Some(kode) = kode_ikat(&kata) {
            self.ikat_dengan_kode(&kode).await?;
            return Ok(true);
        }
        match kata.as_str() {
            "berhenti" | "stop" => {
                self.kontak.berhenti_pada = Some(self.tx.ctx().now.into());
                self.tx.update(&self.kontak).await?;
                keluar::buang_antrean(self.tx, self.kontak.id).await?;
                self.isi = Percakapan::default();
                self.katakan("berhenti");
            }
            "batal" | "cancel" => {
                self.isi = Percakapan::default();
                self.katakan("batal");
            }
            "menu" | "0" | "mulai" => self.mula().await?,
            "ambil" => {
                let banyak = kontak::lepas_tahanan(self.tx, self.kontak.id, Keadaan::Diambil).await?;
                self.katakan(if banyak + self.dilepas > 0 { "diambil" } else { "tidak_ada_ambil" });
            }
            "basa jawa" | "bahasa jawa" | "basa jawi" => self.ganti_bahasa(Bahasa::Jawa).await?,
            "bahasa indonesia" | "basa indonesia" => self.ganti_bahasa(Bahasa::Indonesia).await?,
            kata => return self.kata_layanan(kata).await,
        }
        Ok(true)
    }

    /// A word of a service, such as STATUS. Where it only tells something, what was going on goes on.
    async fn kata_layanan(&mut self, kata: &str) -> Result<bool> {
        let Some(kode) = self.dunia.layanan.dari_kata(kata).filter(|_| self.setuju()) else {
            return Ok(false);
        };
        let tadi = std::mem::take(&mut self.isi);
        self.mulai_layanan(kode).await?;
        if self.isi.langkah == Langkah::Menu && !matches!(tadi.langkah, Langkah::Menu | Langkah::Setuju) {
            self.isi = tadi;
            self.ulangi("");
        }
        Ok(true)
    }

    async fn mula(&mut self) -> Result<()> {
        if self.setuju() {
            return self.menu().await;
        }
        self.sambut();
        Ok(())
    }

    /// The code that the office handed over after seeing the KTP.
    async fn ikat_dengan_kode(&mut self, kode: &str) -> Result<()> {
        let coba = format!("ikat:{}", self.kontak.id);
        if !obrolan::hitung_coba(self.tx, &coba, self.dunia.hari).await? {
            self.katakan("coba_habis");
            return Ok(());
        }
        let Some((penduduk_id, oleh)) = obrolan::pakai_kode_kantor(self.tx, kode).await? else {
            self.katakan("kode_salah");
            return Ok(());
        };
        kontak::ikat(self.tx, self.kontak.id, penduduk_id, Cara::KodeKantor, oleh).await?;
        self.catat_nomor(penduduk_id).await?;
        self.katakan_terikat(penduduk_id).await?;
        if self.setuju() {
            self.isi = Percakapan { langkah: Langkah::Menu, ..Percakapan::default() };
        } else {
            self.sambut();
        }
        Ok(())
    }

    /// From now on a code can go to this phone by itself.
    async fn catat_nomor(&mut self, penduduk_id: uuid::Uuid) -> Result<()> {
        let alamat = self.kontak.alamat(self.tx.keys());
        let nomor = alamat.telepon.and_then(|nomor| Telepon::baru(&format!("+{nomor}")).ok());
        if let (Some(nomor), Some(buku)) = (nomor, self.dunia.buku) {
            (buku.catat)(self.tx, penduduk_id, &nomor).await?;
        }
        Ok(())
    }

    pub(super) async fn katakan_terikat(&mut self, penduduk_id: uuid::Uuid) -> Result<()> {
        let nama = match self.dunia.buku {
            Some(buku) => (buku.nama)(self.tx, penduduk_id).await?,
            None => None,
        };
        let nama = kamus::samarkan_nama(&nama.unwrap_or_default());
        let teks = self.dunia.teks.isi("terikat", self.bahasa(), &[("nama", &nama)]);
        self.kata.push(Isi::Teks(teks).into());
        Ok(())
    }
}

/// `IKAT 483920`, as it stands on the paper from the counter; spaces and dashes do not matter.
fn kode_ikat(kata: &str) -> Option<String> {
    let sisa = kata.strip_prefix("ikat")?;
    let angka: String = sisa.chars().filter(char::is_ascii_digit).collect();
    let lain = sisa.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '-' | ':' | '.'));
    (lain && angka.len() == 6).then_some(angka)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        for (kata, harap) in [
            ("ikat 483920", Some("483920")),
            ("ikat: 483-920", Some("483920")),
            ("ikat483920", Some("483920")),
            ("ikat 48392", None),
            ("ikat 4839201", None),
            ("ikatan 483920", None),
            ("483920", None),
        ] {
            assert_eq!(kode_ikat(kata).as_deref(), harap, "{kata}");
        }
    }
}
