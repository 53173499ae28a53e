//! A letter about a birth, a death or a move, and the event of the register that it tells of. Either may be
//! made first; the other begins with its answers.

use db::{ReadTx, Value, Where};
use jiff::ToSpan as _;
use jiff::civil::Date;
use kependudukan::entitas::Peristiwa;
use kependudukan::peristiwa::{Bentuk, Bidang, Macam, macam_dari_alamat};
use uuid::Uuid;

use crate::atur::Kantor;
use crate::borang::{AWALAN, CARI};
use crate::jenis::{Isian, Jenis, KaitanPeristiwa, Nilai};
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
    let sudah = match kait.orang {
        None => tercatat(tx, macam, orang).await?,
        Some(_) => sama(tx, (kait, macam), orang, &nilai).await?,
    };
    if let Some(sudah) = sudah {
        return Ok(Some(Kaitan::Sudah { nama: macam.nama, id: sudah.id }));
    }
    let isian = macam.semua_bidang().filter_map(|bidang| {
        let jawab = kait.isian.get(bidang.nama).map(|isian| nilai.teks(isian))?;
        let jawab = sebagai_jawaban(bidang.bentuk, jawab);
        (!jawab.is_empty()).then_some((bidang.nama, jawab))
    });
    Ok(Some(Kaitan::Belum { macam: macam.alamat, nama: macam.nama, orang, isian: isian.collect() }))
}

/// What is typed into a new letter's form when its event is recorded already. Of a birth the letter is about who reports
/// it, so the last one in that person's family is meant.
pub(crate) async fn dari_peristiwa(
    tx: &mut ReadTx,
    jenis: &Jenis,
    orang: &Orang,
) -> db::Result<Option<Vec<(String, String)>>> {
    let (Some((kait, macam)), Some(id)) = (kait(jenis), orang.id) else { return Ok(None) };
    if orang.tercatat != Tercatat::Penduduk {
        return Ok(None);
    }
    let peristiwa = match kait.orang {
        None => tercatat(tx, macam, id).await?,
        Some(_) => terakhir_di_keluarga(tx, macam, id).await?,
    };
    let Some(peristiwa) = peristiwa else { return Ok(None) };
    let rincian = peristiwa.rincian(tx.keys())?;
    let satu = |(bidang, isian): (&String, &String)| {
        let jawab = match bidang.as_str() {
            "tanggal" => kamus::tanggal_pendek(peristiwa.tanggal.0),
            lain => sebagai_isian(jenis, isian, macam, (lain, rincian.isian.get(lain)?)),
        };
        Some((format!("{AWALAN}{isian}"), jawab))
    };
    let mut semua: Vec<(String, String)> = kait.isian.iter().filter_map(satu).collect();
    if let Some(ibu) = &kait.orang
        && let Some(anak) = peristiwa.penduduk_id
        && let Some(nama) = kependudukan::store::find_penduduk(tx, anak).await?.and_then(|anak| anak.nama_ibu)
    {
        // Only the name, ready to be looked for: the NIK is seen by who asks for it, and that is written down.
        semua.push((format!("{CARI}{ibu}"), nama.clone()));
        semua.push((format!("{AWALAN}{ibu}-nama"), nama));
    }
    Ok(Some(semua))
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

/// Events of this kind in the family of this person, oldest first. A newborn's event has the child's row, a stillbirth's
/// none: both are found by the family.
async fn di_keluarga(
    tx: &mut ReadTx,
    macam: &Macam,
    orang: Uuid,
    masa: (Date, Date),
) -> db::Result<Vec<Peristiwa>> {
    let penduduk = kependudukan::store::find_penduduk(tx, orang).await?;
    let Some(keluarga) = penduduk.and_then(|penduduk| penduduk.keluarga_id) else { return Ok(Vec::new()) };
    let saring = Where::new()
        .and("keluarga_id = ?", [keluarga.into()])
        .and("jenis = ?", [Value::from(i64::from(macam.jenis.kode()))]);
    let mut semua = kependudukan::store::list_peristiwa_masa(tx, masa, saring).await?;
    semua.retain(Peristiwa::berlaku);
    Ok(semua)
}

async fn terakhir_di_keluarga(tx: &mut ReadTx, macam: &Macam, orang: Uuid) -> db::Result<Option<Peristiwa>> {
    // Longer ago another child of the family may be meant.
    let kini = Kantor::baca(tx).await?.hari_ini;
    let dari = kini.saturating_sub(1.year());
    Ok(di_keluarga(tx, macam, orang, (dari, kini)).await?.pop())
}

/// The event that this letter tells of: on its day in the parent's family, of a child of that name, or where the letter
/// names none, of that sex and that place among the children.
async fn sama(
    tx: &mut ReadTx,
    (kait, macam): (&KaitanPeristiwa, &'static Macam),
    orang: Uuid,
    nilai: &Nilai,
) -> db::Result<Option<Peristiwa>> {
    let jawab = |bidang: &str| kait.isian.get(bidang).map(|isian| nilai.teks(isian));
    let Some(hari) = jawab("tanggal").and_then(|hari| hari.parse().ok()) else { return Ok(None) };
    for peristiwa in di_keluarga(tx, macam, orang, (hari, hari)).await? {
        let tercatat = peristiwa.rincian(tx.keys())?.isian;
        let cocok = |bidang: &Bidang| match (jawab(bidang.nama), tercatat.get(bidang.nama)) {
            (Some(jawab), Some(lain)) if bidang.nama == "nama" => {
                kamus::kunci_nama(jawab) == kamus::kunci_nama(lain)
            }
            (Some(jawab), Some(lain)) => sebagai_jawaban(bidang.bentuk, jawab) == *lain,
            _ => true,
        };
        let penentu: &[&str] = if jawab("nama").is_some() { &["nama"] } else { &["kelamin", "anak_ke"] };
        if macam.semua_bidang().filter(|bidang| penentu.contains(&bidang.nama)).all(cocok) {
            return Ok(Some(peristiwa));
        }
    }
    Ok(None)
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

/// An answer of the event as the letter's field takes it: where the letter has no such code, the code's word.
fn sebagai_isian(jenis: &Jenis, isian: &str, macam: &Macam, (bidang, jawab): (&str, &String)) -> String {
    let bentuk = macam.semua_bidang().find(|satu| satu.nama == bidang).map(|satu| satu.bentuk);
    let Some(Bentuk::Kode(semua)) = bentuk else { return jawab.clone() };
    let sekode = |isian: &Isian| isian.pilihan.iter().any(|pilihan| pilihan.kode == *jawab);
    if jenis.isian.iter().any(|satu| satu.nama == isian && sekode(satu)) {
        return jawab.clone();
    }
    let butir = semua().into_iter().find(|butir| butir.kode.to_string() == *jawab);
    butir.map_or_else(|| jawab.clone(), |butir| butir.label.to_owned())
}
