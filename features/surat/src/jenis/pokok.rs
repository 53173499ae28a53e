//! What a kind asks of the one whom it is about.

use jiff::civil::Date;

use super::{Jenis, JenisPokok, Pokok};
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
        let biasa = if self.jenis == JenisPokok::Lembaga { "Ditujukan kepada" } else { "Orangnya" };
        self.label.as_deref().unwrap_or(biasa)
    }
}

impl Jenis {
    /// Why this kind does not fit this person; each a sentence. What is unknown is not held against anyone.
    pub fn periksa_pokok(&self, orang: &Orang, hari_ini: Date) -> Vec<String> {
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
        if *penduduk && orang.tercatat != Tercatat::Penduduk {
            temuan.push("Surat ini hanya untuk orang yang tercatat sebagai penduduk.".to_owned());
        }
        if !self.pokok.menerima(&orang.kini) {
            temuan.push(format!(
                "{} tercatat dengan status {}, sedangkan surat ini untuk orang yang masih tercatat di sini. \
                 Perbaiki dulu datanya bila keliru.",
                orang.nama, orang.kini
            ));
        }
        temuan
    }
}
