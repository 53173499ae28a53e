//! Who stands under a report or a book.

use db::{ReadTx, Result};
use jiff::civil::Date;
use register::{Kepala, Penanda};
use serde::{Deserialize, Serialize};

use crate::{Jabatan, Pejabat, Sebutan, find_identitas, jabatan_label, pejabat_pada, sebutan};

/// The two officials and the unit of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pengesah {
    /// "Kalurahan Sukamaju"
    pub unit: String,
    /// "Kapanewon Pleret, Kabupaten Bantul"
    pub induk: String,
    /// Where it is signed: "Sukamaju".
    pub tempat: String,
    pub kepala: Penanda,
    pub sekretaris: Penanda,
    /// "Dusun", "Padukuhan"
    pub kata_dusun: String,
}

impl Pengesah {
    /// As head and signatures of a paper of that day.
    pub fn kepala(&self, tanggal: Date, contoh: bool) -> Kepala {
        Kepala {
            unit: self.unit.clone(),
            induk: self.induk.clone(),
            tempat: self.tempat.clone(),
            pimpinan: self.kepala.clone(),
            sekretaris: self.sekretaris.clone(),
            tanggal,
            contoh,
        }
    }
}

/// Who holds the two offices on a day.
pub async fn pengesah(tx: &mut ReadTx, pada: Date) -> Result<Pengesah> {
    let Some(identitas) = find_identitas(tx).await? else { return Ok(Pengesah::default()) };
    let sebutan = sebutan(&identitas);
    let pejabat = pejabat_pada(tx, pada).await?;
    let satu = |jabatan| cetak(&pejabat, jabatan, sebutan, &identitas.nama);
    Ok(Pengesah {
        unit: format!("{} {}", sebutan.unit, identitas.nama),
        induk: identitas.induk(),
        tempat: identitas.nama.clone(),
        kepala: satu(Jabatan::Kepala),
        sekretaris: satu(Jabatan::Sekretaris),
        kata_dusun: sebutan.dusun.unwrap_or("Dusun").to_owned(),
    })
}

fn cetak(pejabat: &[Pejabat], jabatan: Jabatan, sebutan: &Sebutan, nama: &str) -> Penanda {
    let kata = sebutan.jabatan(jabatan).unwrap_or("Kepala Desa");
    match pejabat.iter().find(|p| p.jabatan() == jabatan) {
        Some(p) => Penanda {
            jabatan: format!("{} {nama}", jabatan_label(p, sebutan)),
            nama: p.nama.clone(),
            nomor: p.nomor_pegawai().unwrap_or_default(),
        },
        None => Penanda { jabatan: format!("{kata} {nama}"), ..Penanda::default() },
    }
}
