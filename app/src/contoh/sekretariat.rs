//! Letters that came to the example's office, what became of them, and one that went out.

use ::sekretariat::store;
use anyhow::{Context as _, Result};
use db::{Context, Where};
use jiff::Timestamp;
use web::App;
use wilayah::Jabatan;

use super::PLERET;
use super::jam::Kalender;
use super::pamong::Kantor;
use super::peramban::{Pelaku, Peramban};

/// A letter of the example, which came so many working days ago.
struct Datang {
    lalu: usize,
    pengirim: &'static str,
    nomor: &'static str,
    perihal: &'static str,
    sifat: &'static str,
    klasifikasi: &'static str,
    /// Who is sent it, with which order and what note.
    disposisi: Option<(Jabatan, &'static str, &'static str)>,
    /// What the receiver says about it.
    selesai: Option<(&'static str, &'static str)>,
}

const DATANG: [Datang; 5] = [
    Datang {
        lalu: 14,
        pengirim: "Kapanewon Pleret",
        nomor: "005/0117",
        perihal: "Undangan rapat koordinasi penurunan stunting",
        sifat: "3",
        klasifikasi: "000.1.5",
        disposisi: Some((Jabatan::KasiPelayanan, "hadiri", "Bawa data balita per padukuhan.")),
        selesai: Some(("kamituwa", "Sudah hadir; notulen di map rapat.")),
    },
    Datang {
        lalu: 9,
        pengirim: "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Bantul",
        nomor: "400.12/0342",
        perihal: "Pemutakhiran data penduduk semester berjalan",
        sifat: "2",
        klasifikasi: "400.12",
        disposisi: Some((Jabatan::KasiPemerintahan, "tindaklanjut", "Selesaikan sebelum akhir bulan.")),
        selesai: None,
    },
    Datang {
        lalu: 6,
        pengirim: "Inspektorat Kabupaten Bantul",
        nomor: "700/R-021",
        perihal: "Pemberitahuan pemeriksaan",
        sifat: "4",
        klasifikasi: "700",
        disposisi: None,
        selesai: None,
    },
    Datang {
        lalu: 3,
        pengirim: "Puskesmas Pleret",
        nomor: "400.7/088",
        perihal: "Permohonan tempat posyandu lansia",
        sifat: "1",
        klasifikasi: "400.7",
        disposisi: Some((Jabatan::Sekretaris, "telaah", "Cek jadwal pemakaian pendapa.")),
        selesai: None,
    },
    Datang {
        lalu: 1,
        pengirim: "Karang Taruna Bina Remaja",
        nomor: "12/KT-BR",
        perihal: "Proposal lomba hari jadi kalurahan",
        sifat: "1",
        klasifikasi: "400.5",
        disposisi: None,
        selesai: None,
    },
];

pub(super) async fn buat(app: &App, kantor: &Kantor, now: Timestamp) -> Result<()> {
    let peramban = Peramban::new(app);
    let kalender = Kalender::sampai(now);
    let carik = kantor.pengguna("carik")?;
    for surat in &DATANG {
        let hari = kamus::tanggal_pendek(kalender.hari(surat.lalu));
        let isian = [
            ("diterima", hari),
            ("tanggal", kamus::tanggal_pendek(kalender.hari(surat.lalu + 2))),
            ("pengirim", surat.pengirim.to_owned()),
            ("nomor", surat.nomor.to_owned()),
            ("perihal", surat.perihal.to_owned()),
            ("sifat", surat.sifat.to_owned()),
            ("klasifikasi", surat.klasifikasi.to_owned()),
        ];
        let pelaku = Pelaku { pengguna: carik, pada: kalender.saat(surat.lalu, 9, 15) };
        peramban.kirim(pelaku, "/surat-masuk/baru", &isian).await.context("surat masuk contoh")?;
        teruskan(&peramban, kantor, kalender, surat).await.context("disposisi contoh")?;
    }
    let isian = [
        ("tanggal", kamus::tanggal_pendek(kalender.hari(1))),
        ("kepada", "Panewu Pleret".to_owned()),
        ("perihal", "Laporan keadaan penduduk bulan lalu".to_owned()),
        ("klasifikasi", "400.12".to_owned()),
    ];
    let pelaku = Pelaku { pengguna: carik, pada: kalender.saat(1, 13, 30) };
    peramban.kirim(pelaku, "/surat-keluar/baru", &isian).await.context("surat dinas contoh")?;
    Ok(())
}

/// Sends the letter entered last on, and lets its receiver do what they do.
async fn teruskan(
    peramban: &Peramban<'_>,
    kantor: &Kantor,
    kalender: Kalender,
    surat: &Datang,
) -> Result<()> {
    let Some((jabatan, petunjuk, catatan)) = surat.disposisi else { return Ok(()) };
    let pada = kalender.saat(surat.lalu, 11, 0);
    let ctx = Context::system("contoh", PLERET, pada);
    let baris = {
        let mut tx = peramban.app.db().read(&ctx).await?;
        let semua = store::list_masuk(&mut tx, Where::new(), (1, 0)).await?;
        semua.into_iter().next().context("surat masuk contoh tidak ada")?
    };
    let isian = [
        ("versi", baris.versi.to_string()),
        ("kepada", kantor.pejabat(jabatan)?.to_string()),
        ("petunjuk", petunjuk.to_owned()),
        ("catatan", catatan.to_owned()),
    ];
    let lurah = Pelaku { pengguna: kantor.pengguna("lurah")?, pada };
    peramban.kirim(lurah, &format!("/surat-masuk/{}/disposisi", baris.id), &isian).await?;
    let Some((login, hasil)) = surat.selesai else { return Ok(()) };
    let penerima = {
        let mut tx = peramban.app.db().read(&ctx).await?;
        let semua = store::list_penerima(&mut tx, baris.id).await?;
        semua.into_iter().next().context("penerima contoh tidak ada")?
    };
    let pelaku = Pelaku { pengguna: kantor.pengguna(login)?, pada: kalender.saat(surat.lalu - 2, 14, 0) };
    let isian = [("catatan", hasil.to_owned())];
    peramban.kirim(pelaku, &format!("/disposisi/{}/penyelesaian", penerima.id), &isian).await?;
    Ok(())
}
