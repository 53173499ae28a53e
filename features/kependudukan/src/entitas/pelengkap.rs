//! What is sealed of a person beside the NIK: papers, what F-1.01 asks beside the family card, health, phone.

use db::{Bytes, Day, Result};
use kamus::{Cacat, CaraKb, Kehamilan, Nik, SakitMenahun};
use serde::{Deserialize, Serialize};
use vault::UnitKeys;

use super::{Penduduk, TELEPON};

/// Numbers of papers that name a person as well as a NIK does.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dokumen {
    #[serde(with = "kamus::terbuka::opsi")]
    pub ayah_nik: Option<Nik>,
    #[serde(with = "kamus::terbuka::opsi")]
    pub ibu_nik: Option<Nik>,
    pub paspor: Option<String>,
    pub kitas: Option<String>,
    pub tag_id_card: Option<String>,
    pub no_asuransi: Option<String>,
    #[serde(default, skip_serializing_if = "Pelengkap::kosong")]
    pub pelengkap: Pelengkap,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kesehatan {
    pub cacat: Option<Cacat>,
    pub cara_kb: Option<CaraKb>,
    pub kehamilan: Option<Kehamilan>,
    #[serde(default)]
    pub sakit_menahun: Option<SakitMenahun>,
}

/// What F-1.01 asks, mostly of foreigners. Sealed with the papers: a sponsor is somebody else.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pelengkap {
    pub organisasi_kepercayaan: Option<String>,
    /// The decision by which a foreigner became a citizen.
    pub sk_wni: Option<String>,
    pub sponsor: Option<String>,
    pub sponsor_tipe: Option<String>,
    pub sponsor_alamat: Option<String>,
    pub kitas_tempat: Option<String>,
    pub kitas_terbit: Option<Day>,
    /// Where a foreigner first entered the country, and when.
    pub datang_tempat: Option<String>,
    pub datang_tanggal: Option<Day>,
}

type Teks = (&'static str, &'static str, fn(&mut Pelengkap) -> &mut Option<String>);
type Hari = (&'static str, &'static str, fn(&mut Pelengkap) -> &mut Option<Day>);

impl Pelengkap {
    /// Form field, what a clerk calls it, and where it stands.
    pub(crate) const TEKS: &[Teks] = &[
        ("organisasi_kepercayaan", "Organisasi kepercayaan", |p| &mut p.organisasi_kepercayaan),
        ("sk_wni", "Nomor SK penetapan WNI", |p| &mut p.sk_wni),
        ("sponsor", "Nama sponsor", |p| &mut p.sponsor),
        ("sponsor_tipe", "Tipe sponsor", |p| &mut p.sponsor_tipe),
        ("sponsor_alamat", "Alamat sponsor", |p| &mut p.sponsor_alamat),
        ("kitas_tempat", "ITAS/ITAP diterbitkan di", |p| &mut p.kitas_tempat),
        ("datang_tempat", "Pertama datang di", |p| &mut p.datang_tempat),
    ];
    pub(crate) const HARI: &[Hari] = &[
        ("kitas_terbit", "ITAS/ITAP diterbitkan tanggal", |p| &mut p.kitas_terbit),
        ("datang_tanggal", "Pertama datang tanggal", |p| &mut p.datang_tanggal),
    ];

    pub(crate) fn kosong(&self) -> bool {
        *self == Self::default()
    }

    /// In words; what is not known stays out.
    pub(crate) fn baris(mut self) -> Vec<(&'static str, String)> {
        let mut semua = Vec::new();
        for (_, judul, kolom) in Self::TEKS {
            semua.extend(kolom(&mut self).take().map(|isi| (*judul, isi)));
        }
        for (_, judul, kolom) in Self::HARI {
            let hari = kolom(&mut self).take();
            semua.extend(hari.map(|hari| (*judul, kamus::tanggal_panjang(hari.0))));
        }
        semua
    }

    /// With what `dulu` knew where this says nothing.
    #[must_use]
    pub(crate) fn atau(mut self, mut dulu: Self) -> Self {
        for (.., kolom) in Self::TEKS {
            let isi = kolom(&mut self).take().or(kolom(&mut dulu).take());
            *kolom(&mut self) = isi;
        }
        for (.., kolom) in Self::HARI {
            let isi = kolom(&mut self).take().or(kolom(&mut dulu).take());
            *kolom(&mut self) = isi;
        }
        self
    }
}

impl Penduduk {
    /// As it was written down: `+62…`, or what another program held.
    pub fn telepon(&self, keys: &UnitKeys) -> Result<Option<String>> {
        let Some(segel) = &self.telepon_segel else { return Ok(None) };
        let terbuka = keys.open(TELEPON, &segel.0)?;
        Ok(String::from_utf8(terbuka).ok())
    }

    /// What stays the same keeps its seal.
    pub(crate) fn pasang_telepon(&mut self, keys: &UnitKeys, telepon: Option<&str>) {
        if !matches!(self.telepon(keys), Ok(lama) if lama.as_deref() == telepon) {
            self.telepon_segel = telepon.map(|nomor| Bytes::from(keys.seal(TELEPON, nomor.as_bytes())));
        }
    }

    /// What stays the same keeps its seal.
    pub(crate) fn pasang_sakit(&mut self, keys: &UnitKeys, sakit_menahun: Option<SakitMenahun>) {
        if let Ok(kesehatan) = self.kesehatan(keys) {
            self.pasang_kesehatan(keys, Kesehatan { sakit_menahun, ..kesehatan });
        }
    }

    /// Writes down what F-1.01 asks beside the card; what stays the same keeps its seal.
    pub(crate) fn pasang_pelengkap(&mut self, keys: &UnitKeys, pelengkap: Pelengkap) {
        let Ok(mut dokumen) = self.dokumen(keys) else { return };
        if dokumen.pelengkap != pelengkap {
            dokumen.pelengkap = pelengkap;
            self.pasang_dokumen(keys, &dokumen);
        }
    }
}
