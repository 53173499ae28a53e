//! The example's institutions and groups, with those who lead them.

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use kamus::{JenisKelamin, Zona};
use kependudukan::store::Potret;
use web::App;

use super::PLERET;
use super::jam::Kalender;
use super::pamong::Kantor;
use super::peramban::{Pelaku, Peramban};

/// Kind, name, who leads it.
const LEMBAGA: [(&str, &str, JenisKelamin); 5] = [
    ("bpd", "Badan Permusyawaratan Kalurahan Pleret", JenisKelamin::LakiLaki),
    ("lpm", "LPMKal Pleret", JenisKelamin::LakiLaki),
    ("pkk", "TP PKK Kalurahan Pleret", JenisKelamin::Perempuan),
    ("karang-taruna", "Karang Taruna Bina Remaja", JenisKelamin::LakiLaki),
    ("tani", "Kelompok Tani Sido Makmur", JenisKelamin::LakiLaki),
];
const PENGURUS: [&str; 4] = ["ketua", "sekretaris", "bendahara", "anggota"];

pub(super) async fn buat(app: &App, kantor: &Kantor, semua: &[Potret], now: Timestamp) -> Result<()> {
    let hari_ini = Zona::Wib.tanggal(now);
    let dewasa = |p: &&Potret| (25..=60).contains(&kamus::umur(p.tanggal_lahir.0, hari_ini));
    let dewasa: Vec<&Potret> = semua.iter().filter(dewasa).collect();
    let peramban = Peramban::new(app);
    let pelaku = Pelaku { pengguna: kantor.pengguna("carik")?, pada: Kalender::sampai(now).saat(3, 10, 0) };
    for (ke, (jenis, nama, kelamin)) in LEMBAGA.into_iter().enumerate() {
        let isian = [
            ("jenis", jenis.to_owned()),
            ("nama", nama.to_owned()),
            ("sk_nomor", format!("{:03}/SK/CONTOH/2024", ke + 1)),
            ("sk_tanggal", "02-01-2024".to_owned()),
            ("mulai", "02-01-2024".to_owned()),
        ];
        let alamat = peramban.kirim(pelaku, "/lembaga", &isian).await.context("lembaga contoh")?;
        let alamat = alamat.strip_prefix(&format!("/{PLERET}")).unwrap_or(&alamat).to_owned();
        // Everyone serves in one of them only.
        let calon = dewasa.iter().filter(|p| p.jenis_kelamin == kamus::Daftar::kode(kelamin));
        for (orang, jabatan) in calon.skip(ke * PENGURUS.len()).zip(PENGURUS) {
            let isian = [
                ("orang", orang.id.to_string()),
                ("jabatan", jabatan.to_owned()),
                ("mulai", "02-01-2024".to_owned()),
                ("sampai", "01-01-2029".to_owned()),
            ];
            let pengurus = peramban.kirim(pelaku, &format!("{alamat}/anggota"), &isian).await;
            pengurus.context("pengurus lembaga contoh")?;
        }
    }
    Ok(())
}
