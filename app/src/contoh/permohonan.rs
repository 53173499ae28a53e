//! The example's requests for letters: one overdue, one that waits for its resident, one new, one taken back.

use anyhow::{Context as _, Result};
use db::{Context, Where};
use jiff::Timestamp;
use uuid::Uuid;
use web::App;

use super::PLERET;
use super::jam::Kalender;
use super::pamong::Kantor;
use super::peramban::{Pelaku, Peramban};

/// What follows on a request: the act and what is typed for it.
type Tindakan = Option<(&'static str, &'static [(&'static str, &'static str)])>;

/// Working days ago, hour and minute, kind, what for, and what follows ten minutes later.
const PERMOHONAN: [(usize, i64, i64, &str, &str, Tindakan); 4] = [
    (2, 9, 10, "domisili", "membuka rekening bank", None),
    (
        1,
        9,
        0,
        "keterangan",
        "melamar pekerjaan",
        Some(("permintaan", &[("kurang", "pengantar"), ("catatan", "Pengantar RT bulan ini")])),
    ),
    (1, 13, 20, "domisili", "pindah sekolah anak", Some(("pembatalan", &[("alasan", "Sudah tidak perlu")]))),
    (1, 14, 45, "domisili", "mendaftar kuliah", None),
];

/// What residents thought of the letters that were there, one after another; one said nothing.
const NILAI: [Option<i16>; 5] = [Some(5), Some(4), None, Some(5), Some(3)];

/// The requests of the story follow their letters, are fetched, and rated.
async fn selesai(app: &App, kantor: &Kantor, kalender: Kalender) -> Result<()> {
    let ctx = Context::system("contoh", PLERET, kalender.saat(3, 15, 30));
    permohonan::selaraskan_semua(app.db(), &ctx).await?;
    let mut tx = app.db().write(&ctx, "penilaian_layanan").await?;
    let siap = Where::new().and("siap_pada is not null", []);
    let semua = permohonan::store::list_permohonan(&mut tx, siap, (50, 0)).await?;
    let petugas =
        permohonan::Pelaku { id: Some(kantor.pengguna("kamituwa")?), nama: "Nurul Contoh".to_owned() };
    for (ke, (p, nilai)) in semua.into_iter().zip(NILAI.into_iter().cycle()).enumerate() {
        // The newest still lies at the counter.
        if ke > 0 {
            let terlihat = permohonan::Terlihat { id: p.id, versi: p.versi };
            permohonan::alur::serahkan(&mut tx, terlihat, "Yang bersangkutan", &petugas).await?;
        }
        if let Some(nilai) = nilai {
            let pada = ctx.now.into();
            let baris = permohonan::Nilai { id: ctx.new_id(), permohonan_id: p.id, nilai, pada };
            tx.insert(&baris).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

pub(super) async fn buat(app: &App, kantor: &Kantor, pemohon: &[Uuid], now: Timestamp) -> Result<()> {
    let kalender = Kalender::sampai(now);
    selesai(app, kantor, kalender).await?;
    let peramban = Peramban::new(app);
    let pengguna = kantor.pengguna("carik")?;
    let pagi = Pelaku { pengguna, pada: kalender.saat(2, 8, 5) };
    peramban.kirim(pagi, "/antrean/anjungan", &[("dibuka", "1".to_owned())]).await?;
    for ((lalu, jam, menit, jenis, keperluan, lanjut), orang) in
        PERMOHONAN.into_iter().zip(pemohon.iter().rev())
    {
        let isian =
            [("i_keperluan", keperluan.to_owned()), ("ambil", "1".to_owned()), ("syarat", "kk".to_owned())];
        let pelaku = Pelaku { pengguna, pada: kalender.saat(lalu, jam, menit) };
        let alamat = peramban.kirim(pelaku, &format!("/permohonan/orang/{orang}/{jenis}"), &isian).await?;
        let alamat = alamat.strip_prefix(&format!("/{PLERET}")).unwrap_or(&alamat).to_owned();
        if let Some((tindakan, lain)) = lanjut {
            let pelaku = Pelaku { pengguna, pada: kalender.saat(lalu, jam, menit + 10) };
            let mut isian = vec![("versi", "1".to_owned())];
            isian.extend(lain.iter().map(|(nama, isi)| (*nama, (*isi).to_owned())));
            peramban
                .kirim(pelaku, &format!("{alamat}/{tindakan}"), &isian)
                .await
                .context("permohonan contoh")?;
        }
    }
    Ok(())
}
