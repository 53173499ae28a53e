//! What the example's office did before Balai: letters of past years, and aid that was given.

use anyhow::Result;
use db::{Context, Db};
use jiff::civil::date;
use kependudukan::store::Potret;
use kesejahteraan::{Bantuan, Penerima, Sasaran};
use surat::lama::{BarisLama, Tersambung};
use surat::store::{Asal, Pelaku};

/// Kind, subject, how many letters a year had of it.
const SURAT: [(&str, &str, usize); 4] = [
    ("Surat Keterangan Usaha", "Pinjaman bank", 6),
    ("Surat Keterangan Domisili", "Pendaftaran sekolah", 5),
    ("Surat Pengantar SKCK", "Melamar pekerjaan", 4),
    ("Surat Keterangan Tidak Mampu", "Keringanan biaya rumah sakit", 3),
];
const TAHUN: [i16; 3] = [2021, 2022, 2023];
/// Programme, source, first and last year, how many recipients.
const BANTUAN: [(&str, &str, i16, Option<i16>, usize); 3] = [
    ("BLT Dana Desa", "Dana Desa", 2026, None, 40),
    ("Program Keluarga Harapan", "Pusat", 2024, None, 60),
    ("Bantuan Sosial Tunai", "Pusat", 2020, Some(2021), 80),
];

pub(super) async fn buat(db: &Db, ctx: &Context, semua: &[Potret]) -> Result<()> {
    let mut tx = db.write(ctx, "pengambilan_riwayat").await?;
    let pelaku = Pelaku { id: None, nama: "Dunia contoh".to_owned() };
    surat::lama::simpan(&mut tx, Asal::Buku, [7; 32], &pelaku, surat_lama(semua)).await?;
    for (nama, asal_dana, mulai, selesai, banyak) in BANTUAN {
        let bantuan = Bantuan {
            id: ctx.new_id(),
            nama: nama.to_owned(),
            sasaran: Sasaran::Keluarga.kode(),
            asal_dana: asal_dana.to_owned(),
            keterangan: "Program rekaan untuk dunia contoh".to_owned(),
            mulai: Some(date(mulai, 1, 1).into()),
            selesai: selesai.map(|tahun| date(tahun, 12, 31).into()),
            dicatat_pada: ctx.now.into(),
        };
        let keys = tx.keys().clone();
        let kepala = semua.iter().filter(|p| p.shdk == kamus::Daftar::kode(kamus::Shdk::KepalaKeluarga));
        let penerima = kepala.step_by(7).skip(nama.len()).take(banyak).enumerate().map(|(ke, p)| Penerima {
            id: ctx.new_id(),
            bantuan_id: bantuan.id,
            penduduk_id: Some(p.id),
            lembaga_id: None,
            nama: p.nama.clone(),
            kunci_nama: kamus::kunci_nama(&p.nama),
            kartu_segel: Some(Penerima::segel(&keys, &format!("CONTOH-{ke:06}"))),
            dicatat_pada: ctx.now.into(),
        });
        let penerima: Vec<Penerima> = penerima.collect();
        tx.insert(&bantuan).await?;
        tx.insert_all(&penerima).await?;
    }
    tx.commit().await?;
    Ok(())
}

fn surat_lama(semua: &[Potret]) -> Vec<Tersambung> {
    let mut orang = semua.iter().filter(|p| p.tanggal_lahir.0 < date(2000, 1, 1)).step_by(11).cycle();
    let mut surat = Vec::new();
    for tahun in TAHUN {
        let jenis =
            SURAT.iter().flat_map(|(jenis, perihal, banyak)| std::iter::repeat_n((jenis, perihal), *banyak));
        for ((ke, (jenis, perihal)), p) in (1_i8..).zip(jenis).zip(&mut orang) {
            let tanggal = date(tahun, 1 + ke % 12, 3 + ke);
            let lama = BarisLama {
                tahun,
                tanggal: Some(tanggal),
                nomor: format!("470/{ke}/PLR/{tahun}"),
                jenis: (*jenis).to_owned(),
                perihal: (*perihal).to_owned(),
                nama: p.nama.clone(),
                penandatangan: "Lurah sebelumnya".to_owned(),
                lokasi_arsip: format!("Map {tahun}"),
                ..BarisLama::default()
            };
            surat.push(Tersambung { surat: lama, penduduk_id: Some(p.id) });
        }
    }
    surat
}
