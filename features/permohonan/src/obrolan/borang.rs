//! A request that is being put together in a conversation: what is known, and what is asked next. Pure.

use jiff::civil::Date;
use kependudukan::Subjek;
use serde::{Deserialize, Serialize};
use surat::jenis::{Isian, Jenis, Syarat, Tipe, periksa_isian};
use uuid::Uuid;

use crate::alur::{Berlaku, syarat_kurang};
use crate::keadaan::Ambil;

/// As the conversation keeps it between two messages.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Borang {
    /// The member of the family whom it is about, with the name; none where it is who asks.
    #[serde(default)]
    pub(super) untuk: Option<(Uuid, String)>,
    /// The file itself is not sent to who asks.
    #[serde(default)]
    pub(super) tanpa_pdf: bool,
    pub(super) jenis: String,
    /// Codes of requirements that the register does not fulfil.
    perlu: Vec<String>,
    /// Answers by the name of their question.
    jawaban: Vec<(String, String)>,
    /// Photos by the code of what they show.
    pub(super) foto: Vec<(String, Uuid)>,
    /// Codes of what will be brought to the office.
    nanti: Vec<String>,
    ambil: Option<i16>,
    pub(super) alamat: String,
    /// Whether a photo is what was asked for last.
    pub(super) tunggu_foto: bool,
}

impl std::fmt::Debug for Borang {
    /// Nothing of what was answered.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Borang").field("jenis", &self.jenis).finish_non_exhaustive()
    }
}

/// What is asked next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tanya<'b> {
    Isian(&'static Isian),
    Foto(&'b Syarat),
    Ambil,
    Alamat,
    /// All is there: look it over and send it.
    Kirim,
}

impl Borang {
    /// Begins; the register is asked what it knows before the resident is.
    pub(super) fn baru(berlaku: &Berlaku, orang: &Subjek, untuk: Option<(Uuid, &str)>) -> Self {
        let untuk = untuk.map(|(id, nama)| (id, nama.to_owned()));
        let perlu = syarat_kurang(&berlaku.syarat, orang, &[]);
        let perlu = perlu.iter().map(|syarat| syarat.kode.clone()).collect();
        Self { untuk, jenis: berlaku.jenis.kode.clone(), perlu, ..Self::default() }
    }

    pub(super) fn ambil(&self) -> Option<Ambil> {
        self.ambil.and_then(Ambil::dari_kode)
    }

    /// Whether the letter may be asked for in this way.
    pub(super) fn boleh(&self, ambil: Ambil) -> bool {
        !(self.tanpa_pdf && ambil == Ambil::Pdf)
    }

    /// The next question. Only what the letter cannot do without is asked; what the register fills in is not.
    pub(super) fn tanya<'b>(&self, berlaku: &'b Berlaku) -> Tanya<'b> {
        let jenis = berlaku.jenis;
        let dijawab = |isian: &Isian| self.jawaban.iter().any(|(nama, _)| *nama == isian.nama);
        let mut isian =
            jenis.isian.iter().filter(|isian| isian.wajib && isian.awal.is_none() && !isian.tipe.majemuk());
        if let Some(isian) = isian.find(|isian| !dijawab(isian)) {
            return Tanya::Isian(isian);
        }
        let beres =
            |kode: &String| self.foto.iter().any(|(lain, _)| lain == kode) || self.nanti.contains(kode);
        let mut belum = self.perlu.iter().filter(|kode| !beres(kode));
        if let Some(syarat) = belum.find_map(|kode| berlaku.syarat.iter().find(|s| s.kode == *kode)) {
            return Tanya::Foto(syarat);
        }
        match self.ambil() {
            None => Tanya::Ambil,
            Some(Ambil::Antar) if self.alamat.is_empty() => Tanya::Alamat,
            Some(_) => Tanya::Kirim,
        }
    }

    /// Takes an answer to a question of the letter.
    ///
    /// # Errors
    /// The sentence for an answer that the letter's own form would refuse.
    pub(super) fn jawab(
        &mut self,
        (jenis, isian): (&Jenis, &Isian),
        teks: &str,
        hari_ini: Date,
    ) -> Result<(), String> {
        let ketik = |nama: &str| {
            if nama == isian.nama {
                return teks;
            }
            self.jawaban.iter().find(|(lain, _)| lain == nama).map_or("", |(_, isi)| isi.as_str())
        };
        let (_, temuan) = periksa_isian(jenis, hari_ini, ketik);
        if let Some(salah) = temuan.into_iter().find(|temuan| temuan.nama == isian.nama) {
            return Err(salah.kalimat);
        }
        self.jawaban.push((isian.nama.clone(), teks.trim().to_owned()));
        Ok(())
    }

    pub(super) fn terima_foto(&mut self, syarat: &Syarat, berkas: Uuid) {
        self.foto.push((syarat.kode.clone(), berkas));
    }

    /// Forgets photos that are not there any more, so that they are asked for again.
    pub(super) fn lupakan_foto(&mut self, hilang: &[Uuid]) {
        self.foto.retain(|(_, berkas)| !hilang.contains(berkas));
    }

    pub(super) fn bawa_nanti(&mut self, syarat: &Syarat) {
        self.nanti.push(syarat.kode.clone());
    }

    pub(super) fn pilih_ambil(&mut self, ambil: Ambil) {
        self.ambil = Some(ambil.kode());
    }

    /// Names of what will be brought to the office.
    pub(super) fn dibawa<'b>(&self, berlaku: &'b Berlaku) -> Vec<&'b str> {
        let nama = |kode: &String| berlaku.syarat.iter().find(|s| s.kode == *kode).map(|s| s.nama.as_str());
        self.nanti.iter().filter_map(nama).collect()
    }

    /// The answers as the letter's own form takes them.
    pub(super) fn ketikan(&self) -> Vec<(String, String)> {
        let nama = |nama: &String| format!("{}{nama}", crate::bidang::AWALAN);
        self.jawaban.iter().map(|(lain, isi)| (nama(lain), isi.clone())).collect()
    }

    /// What was answered, to be looked over.
    pub(super) fn ringkas(&self, jenis: &'static Jenis) -> Vec<(&'static str, String)> {
        let mut baris = Vec::new();
        for isian in &jenis.isian {
            let Some((_, isi)) = self.jawaban.iter().find(|(nama, _)| *nama == isian.nama) else { continue };
            let pilihan = isian.pilihan.iter().find(|pilihan| pilihan.kode == *isi);
            baris.push((isian.label.as_str(), pilihan.map_or_else(|| isi.clone(), |p| p.nama.clone())));
        }
        baris
    }
}

/// Whether a question is answered by choosing.
pub(super) fn berpilihan(isian: &Isian) -> bool {
    isian.tipe == Tipe::Pilihan && !isian.pilihan.is_empty()
}

/// Whether a kind's name holds what was typed.
pub(super) fn cocok(jenis: &Jenis, teks: &str) -> bool {
    jenis.nama.to_lowercase().contains(&teks.trim().to_lowercase())
}
