//! Who stands under a report or a book.

use db::{ReadTx, Result};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use wilayah::{Jabatan, Sebutan};

/// An official as printed under a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PejabatCetak {
    /// "Lurah Sukamaju"
    pub jabatan: String,
    /// Empty while nobody holds the office: a line of dots is printed.
    pub nama: String,
    /// "NIP. …", or empty.
    pub nomor: String,
}

/// The two officials and the unit of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pengesah {
    /// "Kalurahan Sukamaju"
    pub unit: String,
    /// "Kapanewon Pleret, Kabupaten Bantul"
    pub induk: String,
    /// Where it is signed: "Sukamaju".
    pub tempat: String,
    pub kepala: PejabatCetak,
    pub sekretaris: PejabatCetak,
    /// "Dusun", "Padukuhan"
    pub kata_dusun: String,
}

/// Who holds the two offices on a day.
pub async fn pengesah(tx: &mut ReadTx, pada: Date) -> Result<Pengesah> {
    let Some(identitas) = wilayah::find_identitas(tx).await? else { return Ok(Pengesah::default()) };
    let sebutan = wilayah::sebutan(&identitas);
    let pejabat = wilayah::pejabat_pada(tx, pada).await?;
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

fn cetak(pejabat: &[wilayah::Pejabat], jabatan: Jabatan, sebutan: &Sebutan, nama: &str) -> PejabatCetak {
    let kata = sebutan.jabatan(jabatan).unwrap_or("Kepala Desa");
    match pejabat.iter().find(|p| p.jabatan() == jabatan) {
        Some(p) => PejabatCetak {
            jabatan: format!("{} {nama}", wilayah::jabatan_label(p, sebutan)),
            nama: p.nama.clone(),
            nomor: p.nomor_pegawai().unwrap_or_default(),
        },
        None => PejabatCetak { jabatan: format!("{kata} {nama}"), ..PejabatCetak::default() },
    }
}
