//! The example's requests for letters: one overdue, one that waits for its resident, one new, one taken back.

use anyhow::{Context as _, Result};
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

pub(super) async fn buat(app: &App, kantor: &Kantor, pemohon: &[Uuid], now: Timestamp) -> Result<()> {
    let kalender = Kalender::sampai(now);
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
