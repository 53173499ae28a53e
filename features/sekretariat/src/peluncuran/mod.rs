//! Papers with which an office begins: who looks after what, what it costs, how residents come in, a page for
//! each role. What the village changes before printing is remembered.

pub mod panduan;

use db::{ReadTx, WriteTx};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wilayah::Jabatan;

use crate::error::{Result, tolak};
use crate::keluar::{self, Tulisan};
use crate::store::{self, Pelaku, Peluncuran};

/// How many people and how many lines a form offers.
pub const BARIS_TIM: usize = 15;
pub const BARIS_RAB: usize = 12;

/// The klasifikasi of a head's decision (Permendagri 83/2022: 100.3.3, keputusan).
const KLASIFIKASI: &str = "100.3.3";

/// Somebody of the team.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anggota {
    pub nama: String,
    /// In the office: "Carik".
    pub jabatan: String,
    /// In the team: "Ketua".
    pub kedudukan: String,
    pub tugas: String,
}

/// A line of the budget. Prices are whole rupiah.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarisRab {
    pub uraian: String,
    pub volume: i64,
    pub satuan: String,
    pub harga: i64,
}

impl BarisRab {
    pub fn jumlah(&self) -> i64 {
        self.volume.saturating_mul(self.harga)
    }
}

/// What the papers say, as remembered or as proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Isi {
    /// Of the decision; empty leaves room for a hand.
    pub nomor: String,
    pub tanggal: Option<Date>,
    pub tim: Vec<Anggota>,
    pub rab: Vec<BarisRab>,
}

/// An office's usual part in the team. Habit, no law.
fn bagian(jabatan: Jabatan) -> Option<(&'static str, &'static str)> {
    Some(match jabatan {
        Jabatan::Kepala => (
            "Penanggung jawab",
            "Menandatangani surat, memutus bila ada kendala, menyetujui pemusnahan arsip.",
        ),
        Jabatan::Sekretaris => (
            "Ketua",
            "Memimpin penerapan, memeriksa surat, mengatur akun, menyimpan lembar pemulihan dan cadangan.",
        ),
        Jabatan::KaurTataUsaha => (
            "Sekretaris",
            "Memutakhirkan agenda surat masuk dan keluar, ekspedisi, dan arsip setiap hari kerja.",
        ),
        Jabatan::KaurKeuangan => ("Anggota", "Menyiapkan anggaran penerapan dan pertanggungjawabannya."),
        Jabatan::KaurPerencanaan => ("Anggota", "Menyiapkan laporan bulanan dan statistik dari Balai."),
        Jabatan::KasiPemerintahan => (
            "Anggota",
            "Memutakhirkan data penduduk dan keluarga: lahir, mati, pindah, dan datang, paling lambat 2 hari kerja.",
        ),
        Jabatan::KasiKesejahteraan => {
            ("Anggota", "Memutakhirkan data lembaga kemasyarakatan dan anggotanya.")
        }
        Jabatan::KasiPelayanan => {
            ("Anggota", "Melayani permohonan surat di loket dan WhatsApp pada hari yang sama.")
        }
        Jabatan::KepalaDusun => (
            "Anggota",
            "Melaporkan kelahiran, kematian, dan kepindahan di wilayahnya; menghubungkan nomor WhatsApp warga.",
        ),
        Jabatan::Staf | Jabatan::Lain => return None,
    })
}

/// The team as the offices of a day propose it.
async fn usul_tim(tx: &mut ReadTx, hari_ini: Date) -> db::Result<Vec<Anggota>> {
    let Some(identitas) = wilayah::find_identitas(tx).await? else { return Ok(Vec::new()) };
    let sebutan = wilayah::sebutan(&identitas);
    let mut pejabat = wilayah::pejabat_pada(tx, hari_ini).await?;
    pejabat.sort_by(|a, b| (a.jabatan(), &a.nama).cmp(&(b.jabatan(), &b.nama)));
    let semua = pejabat.iter().filter_map(|p| {
        let (kedudukan, tugas) = bagian(p.jabatan())?;
        Some(Anggota {
            nama: p.nama.clone(),
            jabatan: wilayah::jabatan_label(p, sebutan),
            kedudukan: kedudukan.to_owned(),
            tugas: tugas.to_owned(),
        })
    });
    Ok(semua.take(BARIS_TIM).collect())
}

/// An example of what it may cost. Every price is to be looked up by the village.
pub fn usul_rab() -> Vec<BarisRab> {
    let satu = |(uraian, volume, satuan, harga): (&str, i64, &str, i64)| BarisRab {
        uraian: uraian.to_owned(),
        volume,
        satuan: satuan.to_owned(),
        harga,
    };
    [
        ("Aplikasi Balai (perangkat lunak bebas, tanpa biaya lisensi)", 1, "paket", 0),
        ("Komputer atau laptop untuk Balai, bila belum ada", 1, "unit", 7_500_000),
        ("Pemindai dokumen", 1, "unit", 2_500_000),
        ("Diska luar untuk cadangan", 2, "buah", 800_000),
        ("Internet kantor", 12, "bulan", 350_000),
        ("Nomor WhatsApp khusus kantor", 12, "bulan", 50_000),
        ("Pelatihan pamong", 2, "kali", 1_500_000),
        ("Cetak poster dan panduan", 1, "paket", 500_000),
    ]
    .map(satu)
    .to_vec()
}

/// What the papers say now.
pub async fn baca(tx: &mut ReadTx, hari_ini: Date) -> db::Result<Isi> {
    let row = store::find_peluncuran(tx).await?;
    let tim = row.as_ref().and_then(|row| serde_json::from_str(&row.tim).ok());
    let rab = row.as_ref().and_then(|row| serde_json::from_str(&row.rab).ok());
    Ok(Isi {
        tim: match tim {
            Some(tim) => tim,
            None => usul_tim(tx, hari_ini).await?,
        },
        rab: rab.unwrap_or_else(usul_rab),
        tanggal: row.as_ref().and_then(|row| row.tanggal).map(|hari| hari.0),
        nomor: row.map(|row| row.nomor).unwrap_or_default(),
    })
}

/// Remembers what the papers say.
pub async fn simpan(tx: &mut WriteTx, isi: &Isi) -> Result<()> {
    let teks = |nilai: serde_json::Result<String>| nilai.expect("plain words and figures become JSON");
    let row = Peluncuran {
        id: Uuid::nil(),
        nomor: isi.nomor.clone(),
        tanggal: isi.tanggal.map(Into::into),
        tim: teks(serde_json::to_string(&isi.tim)),
        rab: teks(serde_json::to_string(&isi.rab)),
        diubah_pada: tx.ctx().now.into(),
    };
    let ada = store::find_peluncuran(tx).await?.is_some();
    let hasil = if ada { tx.update(&row).await } else { tx.insert(&row).await };
    Ok(hasil?)
}

/// Takes the next number of the office's letters for the decision, which so stands in the agenda.
pub async fn ambil_nomor(tx: &mut WriteTx, tanggal: Date, pelaku: &Pelaku) -> Result<String> {
    let mut isi = baca(tx, tanggal).await?;
    if !isi.nomor.is_empty() {
        return tolak(format!("Keputusan ini sudah bernomor {}. Kosongkan dulu nomornya.", isi.nomor));
    }
    let tulisan = Tulisan {
        tanggal,
        klasifikasi: KLASIFIKASI.to_owned(),
        kepada: "Tim pengelola".to_owned(),
        perihal: "Keputusan pembentukan tim pengelola sistem informasi".to_owned(),
        keterangan: None,
        urut: None,
    };
    let surat = keluar::catat_dinas(tx, tulisan, pelaku).await?;
    isi.nomor.clone_from(&surat.nomor);
    isi.tanggal = Some(tanggal);
    simpan(tx, &isi).await?;
    Ok(surat.nomor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_adds_up() {
        let rab = usul_rab();
        assert!(rab.len() <= BARIS_RAB);
        assert_eq!(rab.iter().map(BarisRab::jumlah).sum::<i64>(), 19_900_000);
        let besar = BarisRab { volume: i64::MAX, harga: 2, ..BarisRab::default() };
        assert_eq!(besar.jumlah(), i64::MAX, "no sum runs over");
    }
}
