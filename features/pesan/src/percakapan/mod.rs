//! A conversation: where it stands, and what a message leads to. All of a turn happens in one act.

mod giliran;
mod kenal;
mod menu;
mod perintah;

use db::{ReadTx, Result, WriteTx};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::entitas::Kontak;
use crate::layanan::{BukuWarga, DaftarLayanan};
use crate::penyedia::{Isi, Kiriman, PesanDatang, Pilihan};
use crate::store::obrolan;
use crate::teks::Teks;

pub(crate) use giliran::Lampiran;
pub(crate) use kenal::angka_acak;

/// After so long a silence it is asked whether to go on.
const LUPA: SignedDuration = SignedDuration::from_hours(24);
/// So many rows fit into a list; the last leads on where there are more.
const BARIS: usize = 10;

/// What is remembered between two messages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Percakapan {
    pub(crate) langkah: Langkah,
    /// The question that waits for its answer, with all its choices.
    pub(crate) pertanyaan: Option<Isi>,
    /// Which part of a long list was shown.
    #[serde(default)]
    pub(crate) halaman: usize,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) enum Langkah {
    #[default]
    Menu,
    Setuju,
    Nik {
        lalu: Option<String>,
    },
    Lahir {
        nik: String,
        lalu: Option<String>,
    },
    Kode {
        kode_id: Uuid,
        lalu: Option<String>,
    },
    Untuk {
        layanan: String,
    },
    Layanan {
        kode: String,
        penduduk_id: Option<Uuid>,
        isi: Value,
    },
    /// Asked whether to go on with what was left lying.
    Lanjut {
        tadi: Box<Percakapan>,
    },
}

impl std::fmt::Debug for Langkah {
    /// The name alone: a step may hold a NIK.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Menu => "Menu",
            Self::Setuju => "Setuju",
            Self::Nik { .. } => "Nik",
            Self::Lahir { .. } => "Lahir",
            Self::Kode { .. } => "Kode",
            Self::Untuk { .. } => "Untuk",
            Self::Layanan { .. } => "Layanan",
            Self::Lanjut { .. } => "Lanjut",
        })
    }
}

/// What a turn needs beside its message.
#[derive(Clone)]
pub(crate) struct Dunia {
    pub(crate) layanan: DaftarLayanan,
    pub(crate) buku: Option<BukuWarga>,
    pub(crate) teks: Teks,
    pub(crate) hari: jiff::civil::Date,
}

impl Dunia {
    /// Whether an attachment would be an answer now, so that it is worth fetching.
    pub(crate) fn mau_berkas(&self, isi: &Percakapan) -> bool {
        match &isi.langkah {
            Langkah::Layanan { kode, isi, .. } => {
                self.layanan.cari(kode).is_some_and(|l| l.terima_berkas(isi))
            }
            _ => false,
        }
    }
}

/// Carries out one turn: what is said and about whom, and where the conversation stands then. `dilepas` is how many
/// messages were held until now and go out because of it.
pub(crate) async fn tanggapi(
    tx: &mut WriteTx,
    dunia: &Dunia,
    kontak: Kontak,
    pesan: &PesanDatang,
    (lampiran, dilepas): (Option<Lampiran>, u64),
) -> Result<(Vec<Kiriman>, Option<Uuid>)> {
    let dulu = obrolan::find_percakapan(tx, kontak.id).await?;
    let (isi, terakhir, diubah) = match dulu {
        Some(dulu) => (dulu.isi, dulu.pesan_terakhir, dulu.diubah),
        None => (Percakapan::default(), Timestamp::UNIX_EPOCH, tx.ctx().now),
    };
    let kontak_id = kontak.id;
    let lama = tx.ctx().now.duration_since(diubah) > LUPA;
    let mut obrolan = giliran::Obrolan::baru(tx, dunia, kontak, isi);
    obrolan.dilepas = dilepas;
    let kata = obrolan.tanggapi(pesan, lampiran, lama).await?;
    let (kini, tentang) = (obrolan.isi, obrolan.tentang);
    obrolan::put_percakapan(tx, kontak_id, &kini, terakhir.max(pesan.pada)).await?;
    Ok((kata, tentang))
}

/// The rows of a long list that are shown now.
fn tampak(isi: &Isi, halaman: usize, lagi: &str) -> Vec<Pilihan> {
    let semua = isi.pilihan();
    if semua.len() <= BARIS || !matches!(isi, Isi::Daftar { .. }) {
        return semua.to_vec();
    }
    let sehalaman = BARIS - 1;
    let halaman = halaman % semua.len().div_ceil(sehalaman);
    let mut baris: Vec<Pilihan> = semua.iter().skip(halaman * sehalaman).take(sehalaman).cloned().collect();
    baris.push(Pilihan::baru(LAGI, lagi));
    baris
}

const LAGI: &str = "_lagi";

/// Whether a contact is in the middle of something: a question would then find nobody who waits for it.
pub async fn sibuk(tx: &mut ReadTx, kontak_id: Uuid) -> Result<bool> {
    let dulu = obrolan::find_percakapan(tx, kontak_id).await?;
    Ok(dulu.is_some_and(|dulu| dulu.isi.langkah != Langkah::Menu))
}

/// Lets a room begin a conversation by itself, such as with a question for a rating. Where somebody is in the middle
/// of something else, only the question is said and nothing waits for its answer.
pub async fn tanya(
    tx: &mut WriteTx,
    kontak_id: Uuid,
    layanan: &'static str,
    (penduduk_id, langkah): (Option<Uuid>, Value),
    kiriman: &Kiriman,
) -> Result<()> {
    let dulu = obrolan::find_percakapan(tx, kontak_id).await?;
    let (sibuk, terakhir) = match &dulu {
        Some(dulu) => (dulu.isi.langkah != Langkah::Menu, dulu.pesan_terakhir),
        None => (false, Timestamp::UNIX_EPOCH),
    };
    if !sibuk {
        let langkah = Langkah::Layanan { kode: layanan.to_owned(), penduduk_id, isi: langkah };
        let isi = Percakapan { langkah, pertanyaan: Some(kiriman.isi.clone()), halaman: 0 };
        obrolan::put_percakapan(tx, kontak_id, &isi, terakhir).await?;
    }
    crate::kirim::kirim_tentang(tx, (kontak_id, penduduk_id), kiriman).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_is_shown_in_parts_that_lead_on() {
        let pilihan: Vec<Pilihan> =
            (0..20).map(|n| Pilihan::baru(format!("p{n}"), format!("Pilihan {n}"))).collect();
        let isi = Isi::Daftar { teks: "Pilih".into(), buka: "Lihat".into(), pilihan };
        let id =
            |halaman| -> Vec<String> { tampak(&isi, halaman, "Lagi").into_iter().map(|p| p.id).collect() };
        assert_eq!(id(0).len(), 10);
        assert_eq!((id(0)[0].as_str(), id(0)[9].as_str()), ("p0", LAGI));
        assert_eq!(id(1)[0], "p9");
        assert_eq!(id(2), ["p18", "p19", LAGI]);
        assert_eq!(id(3), id(0), "behind the last comes the first");
    }

    #[test]
    fn a_step_does_not_show_the_nik_it_holds() {
        let langkah = Langkah::Lahir { nik: "3402134101859001".into(), lalu: None };
        assert_eq!(format!("{langkah:?}"), "Lahir");
    }
}
