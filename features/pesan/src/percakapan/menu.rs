//! The menu: what somebody can do from here.

use db::Result;

use super::Langkah;
use super::giliran::Obrolan;
use crate::entitas::Bahasa;
use crate::kontak;
use crate::layanan::Jawaban;
use crate::penyedia::{Isi, Pilihan};

impl Obrolan<'_> {
    pub(super) async fn menu(&mut self) -> Result<()> {
        let warga = kontak::list_warga(self.tx, self.kontak.id).await?;
        let (dunia, bahasa) = (self.dunia, self.bahasa());
        let mut pilihan = Vec::new();
        for layanan in &dunia.layanan.0 {
            if layanan.tampil(self.tx, &warga).await? {
                let judul = dunia.teks.ucap(layanan.judul(), bahasa, &[]);
                pilihan.push(Pilihan::baru(layanan.kode(), judul));
            }
        }
        if self.dunia.buku.is_some() {
            pilihan.push(Pilihan::baru("_kenal", self.teks("menu_kenal")));
        }
        pilihan.push(Pilihan::baru("_kantor", self.teks("menu_kantor")));
        pilihan.push(Pilihan::baru("_bahasa", self.teks("menu_bahasa")));
        let isi = Isi::Daftar { teks: self.teks("menu"), buka: self.teks("menu_buka"), pilihan };
        self.tanya(Langkah::Menu, isi);
        Ok(())
    }

    pub(super) async fn pilih_menu(&mut self, jawaban: &Jawaban) -> Result<()> {
        let Jawaban::Pilihan(id) = jawaban else {
            let ada_pertanyaan = self.isi.pertanyaan.is_some();
            let dahulu = if ada_pertanyaan { self.teks("belum_paham") } else { String::new() };
            self.menu().await?;
            self.kata.clear();
            self.ulangi(&dahulu);
            return Ok(());
        };
        match id.as_str() {
            "_kenal" => self.tanya_nik(None),
            "_kantor" => self.katakan("kantor"),
            "_bahasa" => {
                let lain = if self.bahasa() == Bahasa::Jawa { Bahasa::Indonesia } else { Bahasa::Jawa };
                self.ganti_bahasa(lain).await?;
            }
            kode => return self.mulai_layanan(kode).await,
        }
        Ok(())
    }
}
