//! Who writes: NIK, date of birth, and a code to the number on record. What is said, and the way there, are the same
//! whether or not the person exists (NIKs can be guessed: they hold the date of birth).

use db::Result;
use kamus::{Nik, urai_tanggal};
use uuid::Uuid;

use super::giliran::Obrolan;
use super::{Langkah, Percakapan};
use crate::entitas::Cara;
use crate::kontak;
use crate::layanan::{Jawaban, Warga};
use crate::penyedia::{Alamat, Isi, JenisTemplat, Kiriman};
use crate::store::keluar::{self, Keadaan};
use crate::store::obrolan;

impl Obrolan<'_> {
    /// `lalu` is the service to go on with.
    pub(super) fn tanya_nik(&mut self, lalu: Option<String>) {
        let isi = Isi::Teks(self.teks("tanya_nik"));
        self.tanya(Langkah::Nik { lalu }, isi);
    }

    pub(super) fn jawab_nik(&mut self, jawaban: &Jawaban, lalu: Option<String>) {
        let Jawaban::Teks(teks) = jawaban else {
            self.ulangi("");
            return;
        };
        match Nik::baru(teks) {
            Ok(nik) => {
                let isi = Isi::Teks(self.teks("tanya_lahir"));
                self.tanya(Langkah::Lahir { nik: nik.as_str().to_owned(), lalu }, isi);
            }
            Err(galat) => {
                let sebab = galat.to_string();
                let teks = self.dunia.teks.isi("nik_salah", self.bahasa(), &[("sebab", &sebab)]);
                self.kata.push(Isi::Teks(teks).into());
            }
        }
    }

    pub(super) async fn jawab_lahir(
        &mut self,
        jawaban: &Jawaban,
        nik: &str,
        lalu: Option<String>,
    ) -> Result<()> {
        let lahir = match jawaban {
            Jawaban::Teks(teks) => urai_tanggal(teks).ok(),
            _ => None,
        };
        let (Some(lahir), Ok(nik), Some(buku)) = (lahir, Nik::baru(nik), self.dunia.buku) else {
            self.katakan("lahir_salah");
            return Ok(());
        };
        // Both are counted each time, so that neither one phone nor many phones can go through the numbers.
        let orang = format!("kenal:{}", self.kontak.id);
        let boleh_orang = obrolan::hitung_coba(self.tx, &orang, self.dunia.hari).await?;
        let nomor = format!("nik:{}", nik.as_str());
        let boleh_nomor = obrolan::hitung_coba(self.tx, &nomor, self.dunia.hari).await?;
        if !boleh_orang || !boleh_nomor {
            self.isi = Percakapan::default();
            self.katakan("coba_habis");
            return Ok(());
        }
        let cocok = (buku.cocok)(self.tx, nik, lahir).await?;
        let kode_id = self.kirim_kode(cocok).await?;
        let isi = Isi::Teks(self.teks("tanya_kode"));
        self.tanya(Langkah::Kode { kode_id, lalu }, isi);
        Ok(())
    }

    /// Writes a code down and sends it to the number on record. Where nobody matched, or no number is known, all the
    /// same is written, for a message that nobody sends.
    async fn kirim_kode(&mut self, cocok: Option<Warga>) -> Result<Uuid> {
        let kode = angka_acak();
        let jenis = self.kontak.jenis();
        let tujuan = match (&cocok, jenis) {
            (Some(Warga { telepon: Some(telepon), .. }), Some(jenis)) => {
                let alamat = Alamat { telepon: Some(telepon.tanpa_plus().to_owned()), bsuid: None };
                Some(kontak::tujuan(self.tx, jenis, &alamat).await?)
            }
            _ => None,
        };
        let tujuan = tujuan.filter(|tujuan| tujuan.berhenti_pada.is_none());
        let warga = cocok.filter(|_| tujuan.is_some()).map(|warga| warga.id);
        let kode_id = obrolan::insert_kode_tercatat(self.tx, warga, self.kontak.id, &kode).await?;
        let teks = self.dunia.teks.isi("kode", self.bahasa(), &[("kode", &kode)]);
        let kiriman =
            Kiriman { rahasia: true, templat: Some((JenisTemplat::Kode, kode)), ..Isi::Teks(teks).into() };
        let (ke, keadaan) = match &tujuan {
            Some(tujuan) => (tujuan.id, Keadaan::Antre),
            None => (self.kontak.id, Keadaan::Dibuang),
        };
        keluar::insert_keluar(self.tx, (ke, None), &kiriman, keadaan).await?;
        Ok(kode_id)
    }

    pub(super) async fn jawab_kode(
        &mut self,
        jawaban: &Jawaban,
        kode_id: Uuid,
        lalu: Option<String>,
    ) -> Result<()> {
        let diberi: String = match jawaban {
            Jawaban::Teks(teks) => teks.chars().filter(char::is_ascii_digit).collect(),
            _ => String::new(),
        };
        let Some(penduduk_id) = obrolan::coba_kode_tercatat(self.tx, kode_id, &diberi).await? else {
            self.katakan("kode_salah");
            return Ok(());
        };
        kontak::ikat(self.tx, self.kontak.id, penduduk_id, Cara::NomorTercatat, None).await?;
        self.katakan_terikat(penduduk_id).await?;
        if let Some(layanan) = lalu {
            return self.mulai_layanan(&layanan).await;
        }
        self.isi = Percakapan::default();
        Ok(())
    }
}

/// Six digits, each as likely as any other.
pub(crate) fn angka_acak() -> String {
    let mut angka = String::with_capacity(6);
    while angka.len() < 6 {
        for byte in vault::random::<16>() {
            // 250 is the last multiple of ten within a byte.
            if byte < 250 && angka.len() < 6 {
                angka.push(char::from(b'0' + byte % 10));
            }
        }
    }
    angka
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_code_has_six_digits() {
        for _ in 0..200 {
            let kode = super::angka_acak();
            assert!(kode.len() == 6 && kode.bytes().all(|b| b.is_ascii_digit()), "{kode}");
        }
    }
}
