use db::WriteTx;

use super::{Meja, Terlihat, ambil};
use crate::error::{Result, tolak};
use crate::keadaan::Tindakan;
use crate::store;

/// In what capacity somebody takes a letter away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pengambil {
    Sendiri,
    Keluarga,
    Kuasa,
    /// The office brought it to the door.
    Diantar,
}

impl Pengambil {
    pub const SEMUA: [Self; 4] = [Self::Sendiri, Self::Keluarga, Self::Kuasa, Self::Diantar];

    pub fn kode(self) -> &'static str {
        match self {
            Self::Sendiri => "sendiri",
            Self::Keluarga => "keluarga",
            Self::Kuasa => "kuasa",
            Self::Diantar => "diantar",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        Self::SEMUA.into_iter().find(|satu| satu.kode() == kode)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Sendiri => "Yang bersangkutan",
            Self::Keluarga => "Keluarga",
            Self::Kuasa => "Penerima kuasa",
            Self::Diantar => "Diantar ke rumah, diterima oleh",
        }
    }
}

/// Who took it, as told at the counter.
#[derive(Debug, Clone)]
pub struct Serah {
    pub sebagai: Pengambil,
    /// May be empty when it is the person themself.
    pub nama: String,
    /// What they showed: an identity card, an authority.
    pub bukti: String,
}

/// Writes down who took an issued letter away; the act's own row says when, and who handed it over. A
/// letter may be handed over again: each time is written.
pub async fn serahkan(tx: &mut WriteTx, terlihat: Terlihat, serah: Serah, meja: &Meja) -> Result<()> {
    let mut surat = ambil(tx, terlihat, Tindakan::Pengambilan).await?;
    let rapi = |teks: &str| teks.split_whitespace().collect::<Vec<_>>().join(" ");
    let (nama, bukti) = (rapi(&serah.nama), rapi(&serah.bukti));
    let nama = match serah.sebagai {
        Pengambil::Sendiri if nama.is_empty() => surat.subjek_nama.clone(),
        _ if nama.chars().count() < 3 => return tolak("Tulis nama orang yang menerima surat ini."),
        _ => nama,
    };
    if nama.chars().count() > 100 || bukti.chars().count() > 200 {
        return tolak("Nama paling panjang 100 huruf, bukti paling panjang 200 huruf.");
    }
    if serah.sebagai == Pengambil::Kuasa && bukti.is_empty() {
        return tolak("Tulis bukti kuasanya, misalnya surat kuasa bermeterai dan KTP-el.");
    }
    let bukti = if bukti.is_empty() { String::new() } else { format!(". Bukti: {bukti}") };
    let catatan = format!("{}: {nama}{bukti}", serah.sebagai.label());
    surat.jadi(surat.keadaan());
    store::insert_peristiwa(tx, surat.id, Tindakan::Pengambilan, &meja.pelaku, (None, Some(catatan))).await?;
    Ok(tx.update(&surat).await?)
}
