//! The heads of neighbourhoods: each works for an area of their own, and tells the office what happens there.

use access::{Role, store};
use anyhow::{Context as _, Result};
use db::{Context, Db};
use jiff::Timestamp;
use kamus::{Daftar as _, Shdk, Zona};
use kependudukan::store::Potret;
use web::App;

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
