//! What happened to the made-up residents since the village began with Balai: births, deaths, moves and new
//! households, and the monthly reports that were frozen in that time.

use anyhow::{Context as _, Result};
use db::{Context, Db, ReadTx, Where};
use jiff::ToSpan as _;
use jiff::civil::Date;
use kamus::{Daftar as _, JenisKelamin, Shdk, Zona};
use kependudukan::peristiwa::{Jawab, Keadaan, Kejadian, Macam, macam_dari_alamat, periksa};
use kependudukan::store::{Pada, Potret, list_potret};
use uuid::Uuid;

use super::jam::Kalender;

const BAYI: [(&str, JenisKelamin); 6] = [
    ("ARKA WIJAYA PUTRA", JenisKelamin::LakiLaki),
    ("NARESWARI AYU LESTARI", JenisKelamin::Perempuan),
    ("BIMA SATRIYA UTAMA", JenisKelamin::LakiLaki),
    ("KIRANA DEWI ANJANI", JenisKelamin::Perempuan),
    ("RADITYA BAGUS PRAMANA", JenisKelamin::LakiLaki),
    ("LARAS PUSPITA SARI", JenisKelamin::Perempuan),
];

/// One thing that is to happen: what, to whom it may, on which working day before today, with which answers.
struct Rencana {
    macam: &'static str,
    calon: Vec<Uuid>,
    banyak: usize,
    jawab: fn(usize, &Potret) -> Vec<(&'static str, String)>,
}

/// Lets things happen, each told on its day; then freezes the months that have passed.
pub(super) async fn buat(db: &Db, awal: &Context, pelapor: Option<Uuid>, now: jiff::Timestamp) -> Result<()> {
    let kalender = Kalender::sampai(now);
    let semua = {
        let mut tx = db.read(awal).await?;
        list_potret(&mut tx, Pada::kini(Zona::Wib.tanggal(awal.now)), Where::new()).await?
    };
    let hari_ini = Zona::Wib.tanggal(now);
    let per_bulan = semua.len().div_ceil(1_200);
    let mut ke = 0;
    for rencana in susun(&semua, hari_ini, per_bulan) {
        let macam = macam_dari_alamat(rencana.macam).context("jenis peristiwa")?;
        let mut jadi = 0;
        for id in rencana.calon {
            if jadi == rencana.banyak {
                break;
            }
            let Some(orang) = semua.iter().find(|p| p.id == id) else { continue };
            // From four weeks ago until yesterday, one after the other.
            let saat = kalender.saat(1 + (ke * 7) % 20, 9, i64::try_from(ke % 50).unwrap_or(0));
            let ctx = Context { now: saat, ..*awal };
            let ctx = pelapor.map_or(ctx, |id| Context { actor: db::Actor::User(id), ..ctx });
            let jawab = (rencana.jawab)(ke, orang);
            if terjadi(db, &ctx, macam, id, jawab).await? {
                jadi += 1;
                ke += 1;
            }
        }
    }
    bekukan(db, awal, pelapor, hari_ini).await
}

fn susun(semua: &[Potret], hari_ini: Date, per_bulan: usize) -> Vec<Rencana> {
    let umur = |p: &Potret| kamus::umur(p.tanggal_lahir.0, hari_ini);
    let pilih = |syarat: &dyn Fn(&Potret) -> bool| -> Vec<Uuid> {
        semua.iter().filter(|p| syarat(p)).map(|p| p.id).collect()
    };
    let ibu = pilih(&|p| p.shdk == Shdk::Istri.kode() && (22..=36).contains(&umur(p)));
    let tua = pilih(&|p| p.shdk != Shdk::KepalaKeluarga.kode() && umur(p) >= 60);
    let muda = pilih(&|p| p.shdk == Shdk::Anak.kode() && (19..=30).contains(&umur(p)));
    let kepala = pilih(&|p| p.shdk == Shdk::KepalaKeluarga.kode() && umur(p) < 60);
    vec![
        Rencana { macam: "lahir", calon: ibu, banyak: per_bulan, jawab: lahir },
        Rencana { macam: "mati", calon: tua, banyak: per_bulan.div_ceil(2), jawab: mati },
        Rencana { macam: "pindah-keluar", calon: muda, banyak: per_bulan.div_ceil(3), jawab: pindah },
        // The form proposes the whole family and where it lives.
        Rencana { macam: "rumah-tangga-baru", calon: kepala, banyak: per_bulan, jawab: |_, _| Vec::new() },
    ]
}

fn lahir(ke: usize, _: &Potret) -> Vec<(&'static str, String)> {
    let (nama, kelamin) = BAYI[ke % BAYI.len()];
    [
        ("nama", nama.to_owned()),
        ("kelamin", kelamin.kode().to_string()),
        ("tempat_dilahirkan", "1".to_owned()),
        ("tempat_lahir", "BANTUL".to_owned()),
        ("jenis_kelahiran", "1".to_owned()),
        ("penolong", "2".to_owned()),
        ("hubungan", Shdk::Anak.kode().to_string()),
        ("kewarganegaraan", "1".to_owned()),
    ]
    .into()
}

fn mati(_: usize, _: &Potret) -> Vec<(&'static str, String)> {
    [("tempat", "Rumah".to_owned()), ("sebab", "1".to_owned()), ("yang_menerangkan", "2".to_owned())].into()
}

fn pindah(_: usize, orang: &Potret) -> Vec<(&'static str, String)> {
    [
        ("siapa", orang.id.to_string()),
        ("klasifikasi", "4".to_owned()),
        ("alasan", "1".to_owned()),
        ("tujuan_alamat", "Jalan Contoh 5, Kota Contoh".to_owned()),
    ]
    .into()
}

/// Records it as a clerk would; leaves it where the form would ask something more.
async fn terjadi(
    db: &Db,
    ctx: &Context,
    macam: &'static Macam,
    siapa: Uuid,
    mut isi: Vec<(&'static str, String)>,
) -> Result<bool> {
    let lapor = Zona::Wib.tanggal(ctx.now);
    // Told two days after it happened.
    let tanggal = lapor.checked_sub(2.days()).unwrap_or(lapor);
    isi.push(("tanggal", kamus::tanggal_pendek(tanggal)));
    isi.push(("tanggal_lapor", kamus::tanggal_pendek(lapor)));
    let mut jawab = Jawab::dari(isi.iter().map(|(nama, nilai)| (*nama, nilai.as_str())));
    let mut tx = db.write(ctx, "pencatatan_peristiwa").await?;
    let Some(kejadian) = siapkan(&mut tx, macam, siapa, &mut jawab, lapor).await? else { return Ok(false) };
    kejadian.simpan(&mut tx).await?;
    tx.commit().await?;
    Ok(true)
}

async fn siapkan(
    tx: &mut ReadTx,
    macam: &'static Macam,
    siapa: Uuid,
    jawab: &mut Jawab,
    hari_ini: Date,
) -> Result<Option<Kejadian>> {
    let k = Keadaan::muat(tx, macam, Some(siapa), jawab, hari_ini).await?;
    (macam.awal)(&k, jawab);
    // Once more, as when the form comes back: now with those whom it proposed.
    let k = Keadaan::muat(tx, macam, Some(siapa), jawab, hari_ini).await?;
    let (kejadian, temuan) = periksa(macam, &k, jawab);
    Ok(kejadian.filter(|_| temuan.semua_peringatan().is_empty() && temuan.butuh().is_empty()))
}

/// Every month that ended is frozen on the third day of the next one, or today where that lies ahead.
async fn bekukan(db: &Db, awal: &Context, pelapor: Option<Uuid>, hari_ini: Date) -> Result<()> {
    loop {
        let mut tx = db.read(awal).await?;
        let Ok(bulan) = laporan::pembekuan::bulan_berikut(&mut tx).await else { return Ok(()) };
        drop(tx);
        let hari = bulan.akhir().checked_add(3.days()).unwrap_or(hari_ini);
        if hari >= hari_ini {
            return Ok(());
        }
        let saat = Zona::Wib.awal_hari(hari).context("hari pembekuan")? + 10.hours();
        // Nothing was known before the register was filled.
        let saat = saat.max(awal.now + 24.hours());
        let ctx = Context { now: saat, ..*awal };
        let ctx = pelapor.map_or(ctx, |id| Context { actor: db::Actor::User(id), ..ctx });
        let mut tx = db.write(&ctx, "pembekuan_laporan").await?;
        if laporan::pembekuan::bekukan(&mut tx, bulan, hari).await.is_err() {
            return Ok(());
        }
        tx.commit().await?;
    }
}
