//! The example's institutions and groups, with those who lead them, and a letter about one.

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use kamus::{JenisKelamin, Zona};
use kependudukan::store::Potret;
use surat::orang::Orang;
use uuid::Uuid;
use web::App;
use wilayah::Jabatan;

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
/// The kind of the group that asks for a letter.
const BERSURAT: &str = "tani";
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
        let calon = calon.skip(ke * PENGURUS.len());
        let ketua = calon.clone().next().map(|orang| orang.id);
        for (orang, jabatan) in calon.zip(PENGURUS) {
            let isian = [
                ("orang", orang.id.to_string()),
                ("jabatan", jabatan.to_owned()),
                ("mulai", "02-01-2024".to_owned()),
                ("sampai", "01-01-2029".to_owned()),
            ];
            let pengurus = peramban.kirim(pelaku, &format!("{alamat}/anggota"), &isian).await;
            pengurus.context("pengurus lembaga contoh")?;
        }
        if let (BERSURAT, Some(ketua)) = (jenis, ketua) {
            let lembaga = alamat.rsplit('/').next().unwrap_or_default();
            surat(&peramban, kantor, (lembaga, nama), (ketua, now)).await?;
        }
    }
    Ok(())
}

/// A letter about a group, which waits for its paraf. Its head answers for it.
async fn surat(
    peramban: &Peramban<'_>,
    kantor: &Kantor,
    (lembaga, nama): (&str, &str),
    (ketua, now): (Uuid, Timestamp),
) -> Result<()> {
    let pada = Kalender::sampai(now).saat(1, 14, 5);
    let ctx = db::Context::system("contoh", PLERET, pada);
    let mut tx = peramban.app.db().read(&ctx).await?;
    let ketua = kependudukan::find_subjek(&mut tx, ketua).await?.context("ketua lembaga contoh hilang")?;
    drop(tx);
    let ketua = Orang::from(ketua);
    let alamat = ketua.alamat_lengkap("Padukuhan");
    let isian = [
        ("lembaga", lembaga.to_owned()),
        ("i_jenis", "Kelompok tani".to_owned()),
        ("i_bidang", "pertanian padi".to_owned()),
        ("i_dasar", format!("SK pembentukan {nama} tanggal 2 Januari 2024")),
        ("i_anggota", PENGURUS.len().to_string()),
        ("i_alamat", alamat.clone()),
        ("i_penanggung_jawab-nama", ketua.nama),
        ("i_penanggung_jawab-nik", ketua.nik.map(|nik| nik.as_str().to_owned()).unwrap_or_default()),
        ("i_penanggung_jawab-alamat", alamat),
        ("i_jabatan", "Ketua".to_owned()),
        ("i_keperluan", "pembukaan rekening kelompok".to_owned()),
        ("syarat", "akta_lembaga".to_owned()),
        ("syarat", "susunan_pengurus".to_owned()),
        ("penandatangan", format!("{}:definitif", kantor.pejabat(Jabatan::Kepala)?)),
        ("cara", "1".to_owned()),
        ("kertas", "F4".to_owned()),
        ("rangkap", "1".to_owned()),
    ];
    let pelaku = Pelaku { pengguna: kantor.pengguna("kamituwa")?, pada };
    peramban.kirim(pelaku, "/surat/baru/domisili_lembaga", &isian).await.context("surat lembaga contoh")?;
    Ok(())
}
