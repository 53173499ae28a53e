//! What follows from a unit's identity: its words, its zone, its letterhead.

use ::web::UnitName;
use db::{Context, Db, Unit};
use jiff::Timestamp;
use kamus::{KodeWilayah, Tingkat, Zona};
use uuid::Uuid;

use crate::sebutan::{self, Sebutan, SetKata};
use crate::store::{self, Identitas};

/// A letterhead in words and images, from the top down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kop {
    /// Heading lines; the last one is the unit itself and stands largest.
    pub baris: Vec<String>,
    /// Address, then ways to reach the office; small print.
    pub alamat: Vec<String>,
    /// File ids, see `files`.
    pub logo: Option<Uuid>,
    /// An image of the unit's name in Aksara Jawa.
    pub aksara: Option<Uuid>,
}

/// The words of a unit.
pub fn sebutan(identitas: &Identitas) -> &'static Sebutan {
    sebutan::untuk(identitas.kode_wilayah(), identitas.set())
}

impl Identitas {
    pub fn kode_wilayah(&self) -> KodeWilayah {
        KodeWilayah::baru(self.kode).expect("codes are checked when they are stored")
    }

    /// The chosen words; a set that this version does not know falls back to the province's own.
    pub fn set(&self) -> SetKata {
        SetKata::dari_kode(&self.set_kata).unwrap_or_else(|| SetKata::awal(self.kode_wilayah()))
    }

    pub fn zona(&self) -> Zona {
        Zona::dari_provinsi(self.kode_wilayah())
    }

    /// "Kalurahan Pleret"
    pub fn nama_lengkap(&self) -> String {
        format!("{} {}", sebutan(self).unit, self.nama)
    }

    /// What lies above: "Kapanewon Pleret, Kabupaten Bantul".
    pub fn induk(&self) -> String {
        let sebutan = sebutan(self);
        let kecamatan =
            (!self.kecamatan.is_empty()).then(|| format!("{} {}", sebutan.atasan, self.kecamatan));
        let mut parts: Vec<String> = Vec::new();
        match self.kode_wilayah().tingkat() {
            Tingkat::Desa | Tingkat::Kelurahan => {
                parts.extend(kecamatan);
                parts.push(self.kabupaten.clone());
            }
            Tingkat::Kecamatan => parts.push(self.kabupaten.clone()),
            Tingkat::Kabupaten => parts.push(self.provinsi.clone()),
            Tingkat::Provinsi => {}
        }
        parts.retain(|part| !part.is_empty());
        parts.join(", ")
    }

    /// The letterhead: the office's own lines where it gave some, else those that its kind of office uses.
    pub fn kop(&self) -> Kop {
        let own: Vec<String> = self.kop.iter().flat_map(|text| text.lines()).map(baris_rapi).collect();
        let own: Vec<String> = own.into_iter().filter(|line| !line.is_empty()).collect();
        let baris = if own.is_empty() { self.kop_biasa() } else { own };
        Kop { baris, alamat: self.baris_alamat(), logo: self.logo, aksara: self.aksara }
    }

    /// The usual heading lines (Permendagri 1/2023 and its local form in DIY).
    pub fn kop_biasa(&self) -> Vec<String> {
        let sebutan = sebutan(self);
        let kabupaten = (!self.kabupaten.is_empty()).then(|| format!("Pemerintah {}", self.kabupaten));
        let kecamatan =
            (!self.kecamatan.is_empty()).then(|| format!("{} {}", sebutan.atasan, self.kecamatan));
        let lines = match self.kode_wilayah().tingkat() {
            Tingkat::Desa if self.set() == SetKata::Diy => {
                vec![kabupaten, kecamatan, Some(format!("{} {}", sebutan.pemerintah, self.nama))]
            }
            Tingkat::Desa | Tingkat::Kelurahan => vec![kabupaten, kecamatan, Some(self.nama_lengkap())],
            Tingkat::Kecamatan => vec![kabupaten, Some(self.nama_lengkap())],
            // The special regions and Jakarta are called by their full name alone.
            Tingkat::Provinsi if self.nama.starts_with("Daerah ") => {
                vec![Some(format!("Pemerintah {}", self.nama))]
            }
            Tingkat::Kabupaten | Tingkat::Provinsi => {
                vec![Some(format!("{} {}", sebutan.pemerintah, self.nama))]
            }
        };
        lines.into_iter().flatten().map(|line| line.to_uppercase()).collect()
    }

    fn baris_alamat(&self) -> Vec<String> {
        let with = |label: &str, value: &Option<String>| value.as_ref().map(|v| format!("{label} {v}"));
        let address = [self.alamat.clone(), with("Kode Pos", &self.kodepos)];
        let reach = [with("Telepon", &self.telepon), with("Surel", &self.surel), with("Laman", &self.situs)];
        let join = |parts: &[Option<String>], by: &str| {
            parts.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(by)
        };
        let lines = [join(&address, ", "), join(&reach, " · ")];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// The unit as pages call it.
    pub fn unit_name(&self, unit: Unit) -> UnitName {
        UnitName {
            name: self.nama.clone(),
            kind_word: sebutan(self).unit.to_owned(),
            parent: self.induk(),
            logo: self.logo.map(|id| alamat_logo(unit, id)),
            zone: self.zona(),
        }
    }
}

/// Where the logo is served. Its id stands behind it, so that a browser may keep it for ever.
pub fn alamat_logo(unit: Unit, logo: Uuid) -> String {
    format!("/{unit}/logo?v={}", logo.simple())
}

fn baris_rapi(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The [`web::Naming`](::web::Naming) of this installation.
pub fn naming(db: Db, unit: Unit, now: Timestamp) -> ::web::NamingFuture {
    Box::pin(async move {
        let mut tx = match db.read(&Context::system("penamaan", unit, now)).await {
            Ok(tx) => tx,
            Err(db::Error::UnknownUnit(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(store::find_identitas(&mut tx).await?.map(|identitas| identitas.unit_name(unit)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn identitas(kode: &str, nama: &str) -> Identitas {
        let kode: KodeWilayah = kode.parse().unwrap();
        let desa = kode.setingkat_desa();
        Identitas {
            id: Uuid::nil(),
            kode: kode.angka(),
            nama: nama.into(),
            set_kata: SetKata::awal(kode).kode().into(),
            kecamatan: if desa { "Pleret".into() } else { String::new() },
            kabupaten: "Kabupaten Bantul".into(),
            provinsi: "Daerah Istimewa Yogyakarta".into(),
            alamat: Some("Jalan Imogiri Timur Km 9".into()),
            kodepos: Some("55791".into()),
            telepon: None,
            surel: Some("desa@contoh.desa.id".into()),
            situs: None,
            logo: None,
            aksara: None,
            kop: None,
        }
    }

    #[test]
    fn each_kind_of_office_has_its_heading() {
        let check = |kode, nama, baris: &[&str], induk| {
            let identitas = identitas(kode, nama);
            assert_eq!(identitas.kop().baris, baris, "{kode}");
            assert_eq!(identitas.induk(), induk, "{kode}");
        };
        let bantul = "PEMERINTAH KABUPATEN BANTUL";
        check(
            "34.02.13.2002",
            "Pleret",
            &[bantul, "KAPANEWON PLERET", "PEMERINTAH KALURAHAN PLERET"],
            "Kapanewon Pleret, Kabupaten Bantul",
        );
        check(
            "33.27.03.2004",
            "Belik",
            &[bantul, "KECAMATAN PLERET", "DESA BELIK"],
            "Kecamatan Pleret, Kabupaten Bantul",
        );
        check(
            "35.10.16.1003",
            "Lateng",
            &[bantul, "KECAMATAN PLERET", "KELURAHAN LATENG"],
            "Kecamatan Pleret, Kabupaten Bantul",
        );
        check("34.02.13", "Pleret", &[bantul, "KAPANEWON PLERET"], "Kabupaten Bantul");
        check("34.02", "Bantul", &[bantul], "Daerah Istimewa Yogyakarta");
        check("34", "Daerah Istimewa Yogyakarta", &["PEMERINTAH DAERAH ISTIMEWA YOGYAKARTA"], "");
    }

    #[test]
    fn own_lines_replace_the_usual_ones() {
        let mut identitas = identitas("34.02.13.2002", "Pleret");
        identitas.kop = Some("  Pemerintah   Kabupaten Bantul \n\nLurah Desa Pleret\n".into());
        assert_eq!(identitas.kop().baris, ["Pemerintah Kabupaten Bantul", "Lurah Desa Pleret"]);
        identitas.kop = Some(" \n ".into());
        assert_eq!(identitas.kop().baris.len(), 3, "blank lines are none");
    }

    #[test]
    fn the_small_print_holds_what_is_known() {
        let mut identitas = identitas("34.02.13.2002", "Pleret");
        assert_eq!(
            identitas.kop().alamat,
            ["Jalan Imogiri Timur Km 9, Kode Pos 55791", "Surel desa@contoh.desa.id"]
        );
        (identitas.alamat, identitas.kodepos, identitas.surel) = (None, None, None);
        assert!(identitas.kop().alamat.is_empty());
    }
}
