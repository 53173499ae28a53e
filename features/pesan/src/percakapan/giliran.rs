//! One turn of a conversation.

use db::{Result, WriteTx};
use uuid::Uuid;

use super::{Dunia, LAGI, Langkah, Percakapan, tampak};
use crate::entitas::{Bahasa, Kontak};
use crate::kontak;
use crate::layanan::{Balasan, BerkasMasuk, Jawaban, Pemakai};
use crate::penyedia::{Isi, IsiDatang, Kiriman, PesanDatang, Pilihan};
use crate::teks::VERSI_SAMBUT;

/// An attachment that was fetched, or why it cannot be taken.
pub(crate) enum Lampiran {
    Ada(BerkasMasuk),
    Ditolak(String),
}

pub(super) struct Obrolan<'t> {
    pub(super) tx: &'t mut WriteTx,
    pub(super) dunia: &'t Dunia,
    pub(super) kontak: Kontak,
    pub(super) isi: Percakapan,
    pub(super) kata: Vec<Kiriman>,
    pub(super) dilepas: u64,
    /// The resident whom a service spoke for in this turn.
    pub(super) tentang: Option<Uuid>,
}

impl<'t> Obrolan<'t> {
    pub(super) fn baru(tx: &'t mut WriteTx, dunia: &'t Dunia, kontak: Kontak, isi: Percakapan) -> Self {
        Self { tx, dunia, kontak, isi, kata: Vec::new(), dilepas: 0, tentang: None }
    }

    pub(super) fn bahasa(&self) -> Bahasa {
        self.kontak.bahasa()
    }

    pub(super) fn teks(&self, kunci: &'static str) -> String {
        self.dunia.teks.kata(kunci, self.bahasa())
    }

    pub(super) fn katakan(&mut self, kunci: &'static str) {
        let teks = self.teks(kunci);
        self.kata.push(Isi::Teks(teks).into());
    }

    /// Asks, and waits for the answer at this step.
    pub(super) fn tanya(&mut self, langkah: Langkah, isi: Isi) {
        self.isi = Percakapan { langkah, pertanyaan: Some(isi), halaman: 0 };
        self.ulangi("");
    }

    /// Asks the same again, with a word before it.
    pub(super) fn ulangi(&mut self, dahulu: &str) {
        let lagi = self.teks("lainnya");
        let Some(isi) = &self.isi.pertanyaan else { return };
        let sambung =
            |teks: &str| if dahulu.is_empty() { teks.to_owned() } else { format!("{dahulu}\n\n{teks}") };
        let pilihan = tampak(isi, self.isi.halaman, &lagi);
        let jadi = match isi {
            Isi::Daftar { teks, buka, .. } => {
                Isi::Daftar { teks: sambung(teks), buka: buka.clone(), pilihan }
            }
            Isi::Tombol { teks, .. } => Isi::Tombol { teks: sambung(teks), pilihan },
            lain => Isi::Teks(sambung(lain.teks())),
        };
        self.kata.push(jadi.into());
    }

    pub(super) fn setuju(&self) -> bool {
        self.kontak.persetujuan_pada.is_some() && self.kontak.persetujuan_versi >= Some(VERSI_SAMBUT)
    }

    pub(super) async fn tanggapi(
        &mut self,
        pesan: &PesanDatang,
        lampiran: Option<Lampiran>,
        lama: bool,
    ) -> Result<Vec<Kiriman>> {
        if !self.ditolak(pesan) && !self.perintah(pesan).await? {
            self.jawaban(pesan, lampiran, lama).await?;
        }
        Ok(std::mem::take(&mut self.kata))
    }

    /// A message that is no command: an answer to what was asked.
    async fn jawaban(&mut self, pesan: &PesanDatang, lampiran: Option<Lampiran>, lama: bool) -> Result<()> {
        if !self.setuju() {
            return self.persetujuan(pesan).await;
        }
        if lama && !matches!(self.isi.langkah, Langkah::Menu | Langkah::Lanjut { .. }) {
            self.tanya_lanjut();
            return Ok(());
        }
        let Some(jawaban) = self.baca(pesan, lampiran) else { return Ok(()) };
        match self.isi.langkah.clone() {
            Langkah::Menu | Langkah::Setuju => self.pilih_menu(&jawaban).await,
            Langkah::Nik { lalu } => {
                self.jawab_nik(&jawaban, lalu);
                Ok(())
            }
            Langkah::Lahir { nik, lalu } => self.jawab_lahir(&jawaban, &nik, lalu).await,
            Langkah::Kode { kode_id, lalu } => self.jawab_kode(&jawaban, kode_id, lalu).await,
            Langkah::Untuk { layanan } => self.jawab_untuk(&jawaban, layanan).await,
            Langkah::Lanjut { tadi } => self.jawab_lanjut(&jawaban, *tadi).await,
            Langkah::Layanan { kode, penduduk_id, isi } => {
                self.jawab_layanan(&kode, penduduk_id, &isi, &jawaban).await
            }
        }
    }

    /// What the message answers; where it answers nothing, that is said and everything stays as it is.
    fn baca(&mut self, pesan: &PesanDatang, lampiran: Option<Lampiran>) -> Option<Jawaban> {
        let tawaran =
            self.isi.pertanyaan.as_ref().map(|isi| tampak(isi, self.isi.halaman, "")).unwrap_or_default();
        match (&pesan.isi, lampiran) {
            (IsiDatang::Pilihan { id, .. }, _) if id == LAGI => self.berikut(),
            (IsiDatang::Pilihan { id, .. }, _) => {
                let semua = self.isi.pertanyaan.as_ref().map_or(&[][..], Isi::pilihan);
                if semua.iter().any(|pilihan| pilihan.id == *id) {
                    return Some(Jawaban::Pilihan(id.clone()));
                }
                self.katakan("pilihan_lama");
                None
            }
            (IsiDatang::Teks(teks), _) => match pilihan_tertulis(&tawaran, teks) {
                Some(id) if id == LAGI => self.berikut(),
                Some(id) => Some(Jawaban::Pilihan(id)),
                None if teks.chars().any(char::is_alphanumeric) => {
                    Some(Jawaban::Teks(teks.trim().to_owned()))
                }
                None => {
                    self.katakan("emoji");
                    None
                }
            },
            (_, Some(Lampiran::Ada(berkas))) => Some(Jawaban::Berkas(berkas)),
            (_, Some(Lampiran::Ditolak(sebab))) => {
                let teks = self.dunia.teks.isi("berkas_ditolak", self.bahasa(), &[("sebab", &sebab)]);
                self.kata.push(Isi::Teks(teks).into());
                None
            }
            (_, None) => {
                self.katakan("berkas_tak_diminta");
                None
            }
        }
    }

    fn berikut(&mut self) -> Option<Jawaban> {
        self.isi.halaman += 1;
        self.ulangi("");
        None
    }

    async fn persetujuan(&mut self, pesan: &PesanDatang) -> Result<()> {
        if self.isi.langkah == Langkah::Setuju {
            let tawaran = self.isi.pertanyaan.as_ref().map_or(&[][..], Isi::pilihan);
            let terpilih = match &pesan.isi {
                IsiDatang::Pilihan { id, .. } => Some(id.clone()),
                IsiDatang::Teks(teks) => pilihan_tertulis(tawaran, teks),
                _ => None,
            };
            match terpilih.as_deref() {
                Some("setuju") => return self.catat_setuju().await,
                Some("tidak") => {
                    self.isi = Percakapan::default();
                    self.katakan("tolak");
                    return Ok(());
                }
                _ => {}
            }
        }
        self.sambut();
        Ok(())
    }

    pub(super) fn sambut(&mut self) {
        let pilihan = vec![
            Pilihan::baru("setuju", self.teks("setuju")),
            Pilihan::baru("tidak", self.teks("tidak_setuju")),
        ];
        let isi = Isi::Tombol { teks: self.teks("sambut"), pilihan };
        self.tanya(Langkah::Setuju, isi);
    }

    async fn catat_setuju(&mut self) -> Result<()> {
        self.kontak.persetujuan_pada = Some(self.tx.ctx().now.into());
        self.kontak.persetujuan_versi = Some(VERSI_SAMBUT);
        self.tx.update(&self.kontak).await?;
        self.menu().await
    }

    /// Begins a service; first it is asked who speaks, where that matters and is not known.
    pub(super) async fn mulai_layanan(&mut self, kode: &str) -> Result<()> {
        let Some(layanan) = self.dunia.layanan.cari(kode) else {
            self.isi = Percakapan::default();
            self.katakan("selesai");
            return Ok(());
        };
        if !layanan.perlu_warga() {
            return self.jalankan(kode, None).await;
        }
        let warga = kontak::list_warga(self.tx, self.kontak.id).await?;
        match (warga.as_slice(), self.dunia.buku) {
            ([], Some(_)) => self.tanya_nik(Some(kode.to_owned())),
            ([satu], _) => return self.jalankan(kode, Some(*satu)).await,
            (semua, Some(buku)) => {
                let mut pilihan = Vec::new();
                for id in semua {
                    let nama = (buku.nama)(self.tx, *id).await?;
                    pilihan.extend(nama.map(|nama| Pilihan::baru(id.to_string(), nama)));
                }
                let isi =
                    Isi::Daftar { teks: self.teks("untuk_siapa"), buka: self.teks("menu_buka"), pilihan };
                self.tanya(Langkah::Untuk { layanan: kode.to_owned() }, isi);
            }
            (_, None) => self.katakan("selesai"),
        }
        Ok(())
    }

    async fn jawab_untuk(&mut self, jawaban: &Jawaban, layanan: String) -> Result<()> {
        let terpilih = match jawaban {
            Jawaban::Pilihan(id) => id.parse::<Uuid>().ok(),
            _ => None,
        };
        // The binding may have ended since the question was asked.
        let warga = kontak::list_warga(self.tx, self.kontak.id).await?;
        if let Some(id) = terpilih.filter(|id| warga.contains(id)) {
            return self.jalankan(&layanan, Some(id)).await;
        }
        let dahulu = self.teks("belum_paham");
        self.ulangi(&dahulu);
        Ok(())
    }

    fn pemakai(&self, penduduk_id: Option<Uuid>) -> Pemakai {
        Pemakai { kontak_id: self.kontak.id, penduduk_id, bahasa: self.bahasa() }
    }

    async fn jalankan(&mut self, kode: &str, penduduk_id: Option<Uuid>) -> Result<()> {
        let siapa = self.pemakai(penduduk_id);
        let Some(layanan) = self.dunia.layanan.cari(kode).cloned() else { return Ok(()) };
        let balasan = layanan.mulai(self.tx, &siapa).await?;
        self.terapkan(kode, penduduk_id, balasan);
        Ok(())
    }

    async fn jawab_layanan(
        &mut self,
        kode: &str,
        penduduk_id: Option<Uuid>,
        langkah: &serde_json::Value,
        jawaban: &Jawaban,
    ) -> Result<()> {
        let Some(layanan) = self.dunia.layanan.cari(kode).cloned() else {
            self.isi = Percakapan::default();
            self.katakan("selesai");
            return Ok(());
        };
        if let Some(id) = penduduk_id {
            let warga = kontak::list_warga(self.tx, self.kontak.id).await?;
            if !warga.contains(&id) {
                self.tanya_nik(Some(kode.to_owned()));
                return Ok(());
            }
        }
        let siapa = self.pemakai(penduduk_id);
        let balasan = layanan.jawab(self.tx, &siapa, langkah, jawaban).await?;
        self.terapkan(kode, penduduk_id, balasan);
        Ok(())
    }

    fn terapkan(&mut self, kode: &str, penduduk_id: Option<Uuid>, balasan: Balasan) {
        self.tentang = penduduk_id.or(self.tentang);
        match balasan {
            Balasan::Tanya { isi, langkah } => {
                let langkah = Langkah::Layanan { kode: kode.to_owned(), penduduk_id, isi: langkah };
                self.tanya(langkah, isi);
            }
            Balasan::Selesai(isi) => {
                self.isi = Percakapan::default();
                self.kata.push(isi.into());
            }
        }
    }

    fn tanya_lanjut(&mut self) {
        let tadi = Box::new(std::mem::take(&mut self.isi));
        let pilihan = vec![
            Pilihan::baru("ya", self.teks("lanjut_ya")),
            Pilihan::baru("tidak", self.teks("lanjut_tidak")),
        ];
        let isi = Isi::Tombol { teks: self.teks("lanjut"), pilihan };
        self.tanya(Langkah::Lanjut { tadi }, isi);
    }

    async fn jawab_lanjut(&mut self, jawaban: &Jawaban, tadi: Percakapan) -> Result<()> {
        match jawaban {
            Jawaban::Pilihan(id) if id == "ya" => {
                self.isi = tadi;
                self.ulangi("");
            }
            Jawaban::Pilihan(_) => self.menu().await?,
            _ => {
                let dahulu = self.teks("belum_paham");
                self.ulangi(&dahulu);
            }
        }
        Ok(())
    }

    pub(super) async fn ganti_bahasa(&mut self, bahasa: Bahasa) -> Result<()> {
        self.kontak.bahasa = bahasa.kode();
        self.tx.update(&self.kontak).await?;
        self.katakan("bahasa");
        Ok(())
    }
}

/// A choice that was typed: its number, or its title however written.
fn pilihan_tertulis(tawaran: &[Pilihan], teks: &str) -> Option<String> {
    let teks = teks.trim().trim_end_matches('.');
    let nomor = teks.parse::<usize>().ok().and_then(|nomor| tawaran.get(nomor.checked_sub(1)?));
    let judul = || tawaran.iter().find(|pilihan| pilihan.judul.to_lowercase() == teks.to_lowercase());
    nomor.or_else(judul).map(|pilihan| pilihan.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_typed_as_number_or_title() {
        let tawaran = [Pilihan::baru("a", "Domisili"), Pilihan::baru("b", "Usaha")];
        for (teks, harap) in [
            ("1", Some("a")),
            (" 2. ", Some("b")),
            ("usaha", Some("b")),
            ("DOMISILI", Some("a")),
            ("3", None),
            ("-1", None),
            ("99999999999999999999", None),
            ("surat", None),
            ("a", None),
        ] {
            assert_eq!(pilihan_tertulis(&tawaran, teks).as_deref(), harap, "{teks}");
        }
    }
}
