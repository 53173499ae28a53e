//! Buku A.7 Agenda and A.8 Ekspedisi (annex of Permendagri 47/2016), filled for any time.

use db::{ReadTx, Result};
use jiff::civil::Date;
use register::{Kolom, kolom as k};

use crate::keadaan::Sifat;
use crate::keluar::Keluar;
use crate::store::{self, Ekspedisi, SuratMasuk};

/// A book of the law.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Buku {
    Agenda,
    Ekspedisi,
}

const AGENDA: [Kolom; 11] = [
    k("Nomor urut", 4),
    k("Tanggal penerimaan/pengiriman surat", 8),
    k("Surat masuk: nomor", 11),
    k("Surat masuk: tanggal", 8),
    k("Surat masuk: pengirim", 13),
    k("Surat masuk: isi singkat", 17),
    k("Surat keluar: nomor", 12),
    k("Surat keluar: tanggal", 8),
    k("Surat keluar: ditujukan kepada", 13),
    k("Surat keluar: isi surat", 16),
    k("Ket.", 11),
];

const EKSPEDISI: [Kolom; 6] = [
    k("Nomor urut", 4),
    k("Tanggal pengiriman", 8),
    k("Tanggal dan nomor surat", 16),
    k("Isi singkat surat yang dikirim", 22),
    k("Ditujukan kepada", 18),
    k("Ket.", 18),
];

impl Buku {
    pub const SEMUA: [Self; 2] = [Self::Agenda, Self::Ekspedisi];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Agenda => "agenda",
            Self::Ekspedisi => "ekspedisi",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|buku| buku.kode() == kode)
    }

    /// The law's number.
    pub fn nomor(self) -> &'static str {
        match self {
            Self::Agenda => "A.7",
            Self::Ekspedisi => "A.8",
        }
    }

    pub fn judul(self) -> &'static str {
        match self {
            Self::Agenda => "Buku Agenda",
            Self::Ekspedisi => "Buku Ekspedisi",
        }
    }

    pub fn kolom(self) -> &'static [Kolom] {
        match self {
            Self::Agenda => &AGENDA,
            Self::Ekspedisi => &EKSPEDISI,
        }
    }
}

/// The rows of a book for these days, both included. What is secret stands in it by number and date alone,
/// unless `terbuka`.
pub async fn isi(tx: &mut ReadTx, buku: Buku, masa: (Date, Date), terbuka: bool) -> Result<Vec<Vec<String>>> {
    let mut baris = match buku {
        Buku::Agenda => agenda(tx, masa, terbuka).await?,
        Buku::Ekspedisi => store::list_ekspedisi_masa(tx, masa).await?.into_iter().map(kiriman).collect(),
    };
    for (ke, satu) in baris.iter_mut().enumerate() {
        satu.insert(0, (ke + 1).to_string());
    }
    Ok(baris)
}

/// Both directions in the order of their days; on one day what came in stands first.
async fn agenda(tx: &mut ReadTx, masa: (Date, Date), terbuka: bool) -> Result<Vec<Vec<String>>> {
    let masuk = store::list_masuk_masa(tx, masa).await?;
    let keluar = crate::keluar::list(tx, masa).await?;
    let mut semua: Vec<(Date, bool, Vec<String>)> = Vec::with_capacity(masuk.len() + keluar.len());
    semua.extend(masuk.into_iter().map(|s| (s.diterima.0, false, baris_masuk(&s, terbuka))));
    semua.extend(keluar.into_iter().map(|s| (s.tanggal, true, baris_keluar(s))));
    semua.sort_by_key(|(hari, keluar, _)| (*hari, *keluar));
    Ok(semua.into_iter().map(|(.., baris)| baris).collect())
}

fn baris_masuk(surat: &SuratMasuk, terbuka: bool) -> Vec<String> {
    let tutup = surat.sifat() == Sifat::Rahasia && !terbuka;
    let isi = |teks: &str| if tutup { "(rahasia)".to_owned() } else { teks.to_owned() };
    let mut ket = vec![format!("Agenda {}", surat.urut)];
    ket.extend(surat.dibatalkan.is_some().then(|| "BATAL".to_owned()));
    ket.extend(surat.pemusnahan_id.is_some().then(|| "Arsip dimusnahkan".to_owned()));
    ket.extend(surat.keterangan.clone().filter(|_| !tutup));
    let kosong = String::new;
    vec![
        kamus::tanggal_pendek(surat.diterima.0),
        isi(&surat.nomor),
        kamus::tanggal_pendek(surat.tanggal.0),
        isi(&surat.pengirim),
        isi(&surat.perihal),
        kosong(),
        kosong(),
        kosong(),
        kosong(),
        ket.join(". "),
    ]
}

fn baris_keluar(surat: Keluar) -> Vec<String> {
    let kosong = String::new;
    let hari = kamus::tanggal_pendek(surat.tanggal);
    vec![
        hari.clone(),
        kosong(),
        kosong(),
        kosong(),
        kosong(),
        surat.nomor,
        hari,
        surat.kepada,
        surat.isi,
        surat.keterangan,
    ]
}

fn kiriman(row: Ekspedisi) -> Vec<String> {
    let mut ket = Vec::new();
    if let Some(sebab) = &row.dibatalkan {
        ket.push(format!("BATAL: {sebab}"));
    }
    if let (Some(oleh), Some(hari)) = (&row.penerima, row.diterima) {
        ket.push(format!("Diterima {oleh}, {}", kamus::tanggal_pendek(hari.0)));
    }
    ket.extend(row.keterangan);
    vec![
        kamus::tanggal_pendek(row.dikirim.0),
        format!("{}, {}", kamus::tanggal_pendek(row.tanggal.0), row.nomor),
        row.perihal,
        row.kepada,
        ket.join(". "),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_book_has_the_law_s_columns() {
        for (buku, nomor, banyak) in [(Buku::Agenda, "A.7", 11), (Buku::Ekspedisi, "A.8", 6)] {
            assert_eq!((buku.nomor(), buku.kolom().len()), (nomor, banyak));
            assert_eq!(Buku::dari_kode(buku.kode()), Some(buku));
            assert!(buku.kolom()[0].nama == "Nomor urut" && buku.kolom()[banyak - 1].nama == "Ket.");
        }
    }
}
