//! What a kind asks of the one whom it is about.

use jiff::civil::Date;
use kamus::Nik;

use super::{Isian, Jenis, JenisPokok, Peran, Periksa, Pokok, Tipe};
use crate::orang::{Orang, Tercatat};

impl Pokok {
    /// Whether a letter may be about somebody with this status; empty for who is here.
    pub fn menerima(&self, kini: &str) -> bool {
        kini.is_empty() || self.bekas.iter().any(|boleh| boleh == kini)
    }

    /// What is wrong with this age, if anything.
    fn umur_lain(&self, umur: i16) -> Option<String> {
        let siapa = self.label();
        if let Some(min) = self.umur_min.filter(|min| umur < *min) {
            return Some(format!("{siapa} baru berumur {umur} tahun; surat ini paling muda {min} tahun."));
        }
        let maks = self.umur_maks.filter(|maks| umur > *maks)?;
        Some(format!("{siapa} sudah berumur {umur} tahun; surat ini paling tua {maks} tahun."))
    }

    pub fn label(&self) -> &str {
        let biasa = match self.jenis {
            JenisPokok::Orang | JenisPokok::OrangAtauLembaga => "Orangnya",
            JenisPokok::Lembaga => "Lembaganya",
            JenisPokok::Dituju => "Ditujukan kepada",
        };
        self.label.as_deref().unwrap_or(biasa)
    }

    /// Why a letter about persons cannot be about this body, or the other way round.
    fn lain_macam(&self, orang: &Orang) -> Option<String> {
        let nama = &orang.nama;
        if orang.lembaga() && !self.jenis.menerima_lembaga() {
            return Some(format!("Surat ini tentang orang, sedangkan {nama} lembaga. Pilih orangnya."));
        }
        (!orang.lembaga() && !self.jenis.menerima_orang())
            .then(|| format!("Surat ini tentang lembaga, sedangkan {nama} orang. Pilih lembaganya."))
    }

    fn bekas_ditolak(&self, orang: &Orang) -> Option<String> {
        let Orang { nama, kini, .. } = orang;
        if self.menerima(kini) {
            return None;
        }
        let kalimat = if orang.lembaga() {
            format!(
                "{nama} tercatat sudah dibubarkan, sedangkan surat ini untuk lembaga yang masih ada. \
                 Perbaiki dulu datanya bila keliru."
            )
        } else {
            format!(
                "{nama} tercatat dengan status {kini}, sedangkan surat ini untuk orang yang masih tercatat di sini. \
                 Perbaiki dulu datanya bila keliru."
            )
        };
        Some(kalimat)
    }
}

impl Jenis {
    /// The fields that are asked of a letter about a body, or about a person.
    pub fn isian_untuk(&self, lembaga: bool) -> impl Iterator<Item = &Isian> {
        self.isian.iter().filter(move |isian| lembaga || isian.khusus.is_none())
    }

    /// The field with the person who asks for a body's letter and signs for it.
    pub fn penanggung_jawab(&self) -> Option<&Isian> {
        let bagi_lembaga = |isian: &&Isian| {
            isian.tipe == Tipe::Orang && matches!(isian.peran, Some(Peran::Pemohon | Peran::Kuasa))
        };
        self.isian.iter().find(bagi_lembaga)
    }

    /// The NIK of who answers for the body, as answered; `jawab` gives an answer by the name of its box.
    pub fn nik_penanggung_jawab<'a>(&self, jawab: impl Fn(&str) -> &'a str) -> Option<Nik> {
        Nik::baru(jawab(&format!("{}-nik", self.penanggung_jawab()?.nama))).ok()
    }

    /// Whether a requirement is fulfilled by what is known: of a body, by what is known of who answers for it.
    pub fn diketahui<'a>(&self, orang: &Orang, jawab: impl Fn(&str) -> &'a str, periksa: Periksa) -> bool {
        match periksa {
            Periksa::Nik if orang.lembaga() => self.nik_penanggung_jawab(jawab).is_some(),
            Periksa::Nik => orang.nik.is_some(),
            Periksa::NoKk => orang.no_kk.is_some(),
            Periksa::Konfirmasi => false,
        }
    }

    /// Why this kind does not fit this person or body; each a sentence. What is unknown is not held against anyone.
    pub fn periksa_pokok(&self, orang: &Orang, hari_ini: Date) -> Vec<String> {
        if let Some(kalimat) = self.pokok.lain_macam(orang) {
            return vec![kalimat];
        }
        let Pokok { jenis_kelamin, status_kawin, agama, penduduk, .. } = &self.pokok;
        let siapa = self.pokok.label();
        let mut temuan = Vec::new();
        let lain = |diminta: &str, kini: &str| !kini.is_empty() && diminta != kini;
        if let Some(diminta) = jenis_kelamin
            && lain(diminta, &orang.jenis_kelamin)
        {
            temuan.push(format!("{siapa} pada surat ini harus {}.", diminta.to_lowercase()));
        }
        for (apa, diminta, kini) in
            [("Status perkawinan", status_kawin, &orang.status_kawin), ("Agama", agama, &orang.agama)]
        {
            if !diminta.is_empty() && !kini.is_empty() && !diminta.contains(kini) {
                temuan.push(format!(
                    "{apa} orang ini tercatat {kini}, sedangkan surat ini untuk yang {}. Perbaiki dulu datanya bila keliru.",
                    diminta.join(" atau ")
                ));
            }
        }
        temuan
            .extend(orang.tanggal_lahir.and_then(|lahir| self.pokok.umur_lain(kamus::umur(lahir, hari_ini))));
        if *penduduk && !orang.lembaga() && orang.tercatat != Tercatat::Penduduk {
            temuan.push("Surat ini hanya untuk orang yang tercatat sebagai penduduk.".to_owned());
        }
        temuan.extend(self.pokok.bekas_ditolak(orang));
        temuan
    }
}
