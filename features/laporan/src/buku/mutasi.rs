//! B.2: who was added and who was taken away in a period.

use db::{ReadTx, Result, Where};
use jiff::civil::Date;
use kamus::{Kewarganegaraan, tanggal_pendek};
use kependudukan::entitas::{JenisPeristiwa, Peristiwa, Rincian};
use kependudukan::store::{self as register, Pada};
use waktu::Bulan;

use super::{Isi, Permintaan, Potongan, kelamin, label};

pub(super) async fn isi(
    tx: &mut ReadTx,
    minta: &Permintaan,
    masa: (Date, Date),
    potongan: Potongan,
) -> Result<Isi> {
    let saring = Where::new().and_some("dusun = ?", minta.dusun.clone());
    let mut semua = register::list_peristiwa_masa(tx, masa, saring).await?;
    semua.retain(|p| p.berlaku() && p.penduduk_id.is_some() && mutasi(p.jenis()));
    let total = semua.len();
    let mut baris = Vec::new();
    for (nomor, p) in (potongan.lewati + 1..).zip(semua.iter().skip(potongan.lewati).take(potongan.batas)) {
        baris.push(satu(tx, nomor, p).await?);
    }
    Ok(Isi { baris, total })
}

fn mutasi(jenis: JenisPeristiwa) -> bool {
    use JenisPeristiwa::{Datang, Hilang, Kembali, Lahir, Mati, Pergi, PindahKeluar};
    matches!(jenis, Lahir | Datang | Kembali | Mati | PindahKeluar | Pergi | Hilang)
}

async fn satu(tx: &mut ReadTx, nomor: usize, p: &Peristiwa) -> Result<Vec<String>> {
    let rincian = p.rincian(tx.keys())?;
    let tanggal = tanggal_pendek(p.tanggal.0);
    let orang = match p.penduduk_id {
        Some(id) => register::find_penduduk_pada(tx, id, Pada::kini(p.tanggal.0)).await?,
        None => None,
    };
    let mut baris = vec![String::new(); 13];
    baris[0] = nomor.to_string();
    if let Some(o) = orang {
        baris[1] = o.nama;
        baris[2] = o.tempat_lahir.unwrap_or_default();
        baris[3] = tanggal_pendek(o.tanggal_lahir.0);
        kelamin(o.jenis_kelamin).clone_into(&mut baris[4]);
        baris[5] = label::<Kewarganegaraan>(o.kewarganegaraan);
    }
    let (kolom, isi) = tempat(p.jenis(), &rincian);
    baris[kolom] = isi;
    baris[kolom + 1] = tanggal;
    baris[12] = ket(p);
    Ok(baris)
}

/// The column of an event and what stands in it; its date stands in the next one.
fn tempat(jenis: JenisPeristiwa, rincian: &Rincian) -> (usize, String) {
    let jawab = |kolom: &[&str], kosong: &str| {
        let ada = kolom.iter().map(|k| rincian.jawab(k)).find(|isi| !isi.is_empty());
        ada.unwrap_or(kosong).to_owned()
    };
    match jenis {
        JenisPeristiwa::Lahir => (6, "Lahir".to_owned()),
        JenisPeristiwa::Kembali => (6, jawab(&["asal"], "Kembali")),
        JenisPeristiwa::Datang => (6, jawab(&["asal"], "")),
        JenisPeristiwa::Mati => (10, jawab(&["tempat"], "Meninggal")),
        JenisPeristiwa::Hilang => (8, "Hilang".to_owned()),
        JenisPeristiwa::Pergi => (8, jawab(&["tujuan_pergi", "tujuan"], "Pergi")),
        _ => (8, jawab(&["tujuan_alamat", "tujuan"], "")),
    }
}

fn ket(p: &Peristiwa) -> String {
    if Bulan::dari(p.tanggal_lapor.0) == Bulan::dari(p.tanggal.0) {
        return String::new();
    }
    format!("Dilaporkan {}", tanggal_pendek(p.tanggal_lapor.0))
}
