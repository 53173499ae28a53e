//! The heads of neighbourhoods: each works for an area of their own, tells the office what happens there, and is asked
//! whether they know who asks for a letter.

use access::{Role, store};
use anyhow::{Context as _, Result};
use db::{Context, Db};
use jiff::Timestamp;
use kamus::{Daftar as _, Shdk, Zona};
use kependudukan::store::Potret;
use surat::jenis::Konfirmasi;
use web::App;
use wilayah::Jabatan;

use super::jam::Kalender;
use super::pamong::Kantor;
use super::peramban::{Pelaku, Peramban};

/// Gives the example's dukuh and RT head the area of the village's first family, and lets the RT head report.
pub(super) async fn buat(
    app: &App,
    awal: &Context,
    kantor: &Kantor,
    semua: &[Potret],
    now: Timestamp,
) -> Result<()> {
    let Some(kepala) = semua.iter().find(|p| p.shdk == Shdk::KepalaKeluarga.kode()) else { return Ok(()) };
    beri_area(app.db(), awal, kantor, kepala).await?;
    let sert = |p: &&Potret| (&p.dusun, &p.rw, &p.rt) == (&kepala.dusun, &kepala.rw, &kepala.rt);
    let warga: Vec<&Potret> = semua.iter().filter(sert).filter(|p| p.id != kepala.id).collect();
    let kalender = Kalender::sampai(now);
    let peramban = Peramban::new(app);
    let kabar = [
        ("sementara", None, "Mahasiswi kos di rumah Bu Contoh, kamar depan"),
        ("pindah-keluar", warga.last().map(|p| p.id), "Ikut suami ke Sleman, surat pindahnya sedang diurus"),
    ];
    for (ke, (jenis, siapa, catatan)) in kabar.into_iter().enumerate() {
        let pada = kalender.saat(2 - ke, 19, 30);
        let mut isian = vec![
            ("jenis", jenis.to_owned()),
            ("tanggal", kamus::tanggal_pendek(Zona::Wib.tanggal(pada))),
            ("tempat", "Depok, Sleman".to_owned()),
            ("catatan", catatan.to_owned()),
        ];
        match siapa {
            Some(id) => isian.push(("penduduk", id.to_string())),
            None => isian.push(("nama", "ANINDYA CONTOH".to_owned())),
        }
        let pelaku = Pelaku { pengguna: kantor.pengguna("ketua.rt")?, pada };
        peramban.kirim(pelaku, "/lapor", &isian).await.context("laporan ketua RT contoh")?;
    }
    let dewasa = |p: &&&Potret| (21..60).contains(&kamus::umur(p.tanggal_lahir.0, Zona::Wib.tanggal(now)));
    let Some(pemohon) = warga.iter().find(dewasa) else { return Ok(()) };
    let pelaku = Pelaku { pengguna: kantor.pengguna("carik")?, pada: kalender.saat(1, 15, 5) };
    minta_konfirmasi(&peramban, pelaku, kepala, pemohon).await
}

/// The kind whose requests wait for the word of the RT in this village.
const DIKONFIRMASI: &str = "usaha";

/// A request for a letter about a trade, which waits for the head of its RT.
async fn minta_konfirmasi(
    peramban: &Peramban<'_>,
    pelaku: Pelaku,
    ketua: &Potret,
    pemohon: &Potret,
) -> Result<()> {
    let jenis = surat::jenis::find(DIKONFIRMASI).context("jenis surat contoh")?;
    let atur = [
        ("klasifikasi", jenis.klasifikasi.clone()),
        ("cara", "1".to_owned()),
        ("penandatangan", String::new()),
        ("kertas", "F4".to_owned()),
        ("rangkap", "1".to_owned()),
        ("masa_hari", jenis.masa_hari.map(|hari| hari.to_string()).unwrap_or_default()),
        ("paraf_1", Jabatan::Sekretaris.kode().to_owned()),
        ("konfirmasi", Konfirmasi::Rt.kode().to_string()),
    ];
    peramban.kirim(pelaku, &format!("/atur-surat/{DIKONFIRMASI}"), &atur).await?;
    let bagian = [("dusun", &ketua.dusun), ("rw", &ketua.rw), ("rt", &ketua.rt)];
    let mut isian: Vec<_> = bagian.map(|(nama, isi)| (nama, isi.clone())).into();
    isian.push(("orang", ketua.id.to_string()));
    peramban.kirim(pelaku, "/atur-konfirmasi/ketua", &isian).await?;
    let isian = [
        ("i_nama_usaha", "Warung Rekaan"),
        ("i_jenis_usaha", "perdagangan eceran kebutuhan pokok"),
        ("i_alamat_usaha", "Di rumah sendiri"),
        ("i_sejak", "2019"),
        ("i_keperluan", "pengajuan Kredit Usaha Rakyat"),
        ("syarat", "foto_usaha"),
        ("ambil", "1"),
    ];
    let isian = isian.map(|(nama, isi)| (nama, isi.to_owned()));
    let alamat = format!("/permohonan/orang/{}/{DIKONFIRMASI}", pemohon.id);
    peramban.kirim(pelaku, &alamat, &isian).await.context("permohonan yang menunggu RT")?;
    Ok(())
}

async fn beri_area(db: &Db, ctx: &Context, kantor: &Kantor, kepala: &Potret) -> Result<()> {
    let mut tx = db.write(ctx, "area_contoh").await?;
    for (login, peran) in [("dukuh", Role::Dukuh), ("ketua.rt", Role::Rt)] {
        for mut tugas in store::list_penugasan(&mut tx, kantor.pengguna(login)?).await? {
            tugas.dusun = Some(kepala.dusun.clone());
            if peran == Role::Rt {
                (tugas.rw, tugas.rt) = (Some(kepala.rw.clone()), Some(kepala.rt.clone()));
            }
            tx.update(&tugas).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
