//! A letter about a birth, a death or a move, and the event of the register that it tells of. Either may be
//! made first; the other begins with its answers.

use db::ReadTx;
use kependudukan::entitas::Peristiwa;
use kependudukan::peristiwa::{Bentuk, Macam, macam_dari_alamat};
use uuid::Uuid;

use crate::borang::AWALAN;
use crate::jenis::{Jenis, KaitanPeristiwa};
use crate::orang::{Orang, Tercatat};
use crate::store::Surat;

/// How a letter stands to its event.
#[derive(Debug)]
pub(crate) enum Kaitan {
    /// Not recorded yet: the event's form, whom it is about, and its first answers.
    Belum {
        macam: &'static str,
        nama: &'static str,
        orang: Uuid,
        isian: Vec<(&'static str, String)>,
    },
    Sudah {
        nama: &'static str,
        id: Uuid,
    },
}

/// The event of this letter, if its kind has one and the person is a resident.
pub(crate) async fn kaitan(tx: &mut ReadTx, surat: &Surat) -> db::Result<Option<Kaitan>> {
    let Some((kait, macam)) = kait(surat.jenis()) else { return Ok(None) };
    let nilai = surat.isi(tx)?.nilai;
    let orang = match &kait.orang {
        None if surat.subjek_jenis == Tercatat::Penduduk.kode() => surat.subjek_id,
        None => None,
        Some(isian) => cari_nik(tx, nilai.teks(&format!("{isian}-nik"))).await?,
    };
    let Some(orang) = orang else { return Ok(None) };
    if kait.orang.is_none()
        && let Some(sudah) = tercatat(tx, macam, orang).await?
    {
        return Ok(Some(Kaitan::Sudah { nama: macam.nama, id: sudah.id }));
    }
    let isian = macam.semua_bidang().filter_map(|bidang| {
        let jawab = kait.isian.get(bidang.nama).map(|isian| nilai.teks(isian))?;
        let jawab = sebagai_jawaban(bidang.bentuk, jawab);
        (!jawab.is_empty()).then_some((bidang.nama, jawab))
    });
    Ok(Some(Kaitan::Belum { macam: macam.alamat, nama: macam.nama, orang, isian: isian.collect() }))
}

/// What is typed into a new letter's form when its event is recorded already.
pub(crate) async fn dari_peristiwa(
    tx: &mut ReadTx,
    jenis: &Jenis,
    orang: &Orang,
) -> db::Result<Option<Vec<(String, String)>>> {
    let (Some((kait, macam)), Some(id)) = (kait(jenis), orang.id) else { return Ok(None) };
    if kait.orang.is_some() || orang.tercatat != Tercatat::Penduduk {
        return Ok(None);
    }
    let Some(peristiwa) = tercatat(tx, macam, id).await? else { return Ok(None) };
    let rincian = peristiwa.rincian(tx.keys())?;
    let satu = |(bidang, isian): (&String, &String)| {
        let jawab = match bidang.as_str() {
            "tanggal" => kamus::tanggal_pendek(peristiwa.tanggal.0),
            lain => rincian.isian.get(lain)?.clone(),
        };
        Some((format!("{AWALAN}{isian}"), jawab))
    };
    Ok(Some(kait.isian.iter().filter_map(satu).collect()))
}

fn kait(jenis: &Jenis) -> Option<(&KaitanPeristiwa, &'static Macam)> {
    let kait = jenis.peristiwa.as_ref()?;
    Some((kait, macam_dari_alamat(&kait.macam)?))
}

/// The last event of this kind that happened to somebody and stands.
async fn tercatat(tx: &mut ReadTx, macam: &Macam, orang: Uuid) -> db::Result<Option<Peristiwa>> {
    let semua = kependudukan::store::list_peristiwa_orang(tx, orang).await?;
    Ok(semua.into_iter().rfind(|satu| satu.jenis() == macam.jenis && satu.berlaku()))
}

async fn cari_nik(tx: &mut ReadTx, nik: &str) -> db::Result<Option<Uuid>> {
    let Ok(nik) = kamus::Nik::baru(nik) else { return Ok(None) };
    Ok(kependudukan::store::list_id_nik(tx, nik).await?.into_iter().next())
}

/// An answer of the letter as the event's field takes it.
fn sebagai_jawaban(bentuk: Bentuk, jawab: &str) -> String {
    match bentuk {
        Bentuk::Tanggal => jawab.parse().map(kamus::tanggal_pendek).unwrap_or_default(),
        Bentuk::Kode(semua) => {
            let butir = semua();
            let kode = jawab.parse::<i16>().ok();
            let sama = butir.iter().find(|butir| Some(butir.kode) == kode || butir.label == jawab);
            sama.map(|butir| butir.kode.to_string()).unwrap_or_default()
        }
        Bentuk::Teks(paling) => jawab.chars().take(paling).collect(),
        _ => jawab.to_owned(),
    }
}
