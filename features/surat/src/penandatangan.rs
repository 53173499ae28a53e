//! Who signs and in what form, as printed in the signature block (Permendagri 1/2023).

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// In what capacity the signer signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bentuk {
    /// As holder of the office.
    Definitif,
    /// Atas nama: for the head, by mandate.
    An,
    /// Untuk beliau: for someone who himself signs a.n.
    Ub,
    /// Pelaksana harian: the holder is away for a while.
    Plh,
    /// Pelaksana tugas: the office is vacant.
    Plt,
    /// Penjabat: appointed until a new head is elected.
    Pj,
}

impl Bentuk {
    pub const SEMUA: [Self; 6] = [Self::Definitif, Self::An, Self::Ub, Self::Plh, Self::Plt, Self::Pj];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Definitif => "definitif",
            Self::An => "an",
            Self::Ub => "ub",
            Self::Plh => "plh",
            Self::Plt => "plt",
            Self::Pj => "pj",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|bentuk| bentuk.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Definitif => "Pejabat definitif",
            Self::An => "a.n. (atas nama)",
            Self::Ub => "u.b. (untuk beliau)",
            Self::Plh => "Plh. (pelaksana harian)",
            Self::Plt => "Plt. (pelaksana tugas)",
            Self::Pj => "Pj. (penjabat)",
        }
    }
}

/// The signer as of the day of signing; kept in the letter for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Penandatangan {
    pub pejabat_id: Uuid,
    pub nama: String,
    /// "NIP 19800101…" or "NIPD …"; empty when there is none.
    pub nomor_induk: String,
    pub bentuk: Bentuk,
    /// The signer's own office in full: "Carik Pleret".
    pub jabatan: String,
    /// The head's office in full: "Lurah Pleret". The same as `jabatan` when the head signs.
    pub kepala: String,
    /// For u.b.: the office between the head and the signer.
    pub perantara: String,
}

impl Penandatangan {
    /// The lines above the name.
    pub fn baris(&self) -> Vec<String> {
        match self.bentuk {
            Bentuk::Definitif => vec![format!("{},", self.jabatan)],
            Bentuk::Plh => vec![format!("Plh. {},", self.jabatan)],
            Bentuk::Plt => vec![format!("Plt. {},", self.jabatan)],
            Bentuk::Pj => vec![format!("Pj. {},", self.jabatan)],
            Bentuk::An => vec![format!("a.n. {}", self.kepala), format!("{},", self.jabatan)],
            Bentuk::Ub => vec![
                format!("a.n. {}", self.kepala),
                self.perantara.clone(),
                "u.b.".to_owned(),
                format!("{},", self.jabatan),
            ],
        }
    }

    /// The capacity in one line, for running text, lists and the public page.
    pub fn selaku(&self) -> String {
        match self.bentuk {
            Bentuk::Definitif => self.jabatan.clone(),
            Bentuk::Plh => format!("Plh. {}", self.jabatan),
            Bentuk::Plt => format!("Plt. {}", self.jabatan),
            Bentuk::Pj => format!("Pj. {}", self.jabatan),
            Bentuk::An => format!("{} a.n. {}", self.jabatan, self.kepala),
            Bentuk::Ub => format!("{} u.b. {} a.n. {}", self.jabatan, self.perantara, self.kepala),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(bentuk: Bentuk, jabatan: &str) -> Penandatangan {
        Penandatangan {
            pejabat_id: Uuid::nil(),
            nama: "Sri Lestari".into(),
            nomor_induk: String::new(),
            bentuk,
            jabatan: jabatan.into(),
            kepala: "Lurah Sukamaju".into(),
            perantara: "Carik Sukamaju".into(),
        }
    }

    #[test]
    fn each_form_prints_its_own_block() {
        for (bentuk, jabatan, block, selaku) in [
            (Bentuk::Definitif, "Lurah Sukamaju", "Lurah Sukamaju,", "Lurah Sukamaju"),
            (Bentuk::Plh, "Lurah Sukamaju", "Plh. Lurah Sukamaju,", "Plh. Lurah Sukamaju"),
            (Bentuk::Plt, "Lurah Sukamaju", "Plt. Lurah Sukamaju,", "Plt. Lurah Sukamaju"),
            (Bentuk::Pj, "Lurah Sukamaju", "Pj. Lurah Sukamaju,", "Pj. Lurah Sukamaju"),
            (
                Bentuk::An,
                "Carik Sukamaju",
                "a.n. Lurah Sukamaju|Carik Sukamaju,",
                "Carik Sukamaju a.n. Lurah Sukamaju",
            ),
            (
                Bentuk::Ub,
                "Kamituwa",
                "a.n. Lurah Sukamaju|Carik Sukamaju|u.b.|Kamituwa,",
                "Kamituwa u.b. Carik Sukamaju a.n. Lurah Sukamaju",
            ),
        ] {
            let signer = signer(bentuk, jabatan);
            assert_eq!(signer.baris().join("|"), block);
            assert_eq!(signer.selaku(), selaku);
            assert_eq!(Bentuk::dari_kode(bentuk.kode()), Some(bentuk));
        }
        assert_eq!(Bentuk::dari_kode("raja"), None);
    }
}
