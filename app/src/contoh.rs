//! The example world: Kalurahan Pleret with made-up people, made through the rooms' own acts.

use access::Role;
use anyhow::{Context as _, Result};
use db::{Context, Db, Unit};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use kependudukan::contoh::{self, Resep};
use kependudukan::pengimporan::{self, Perintah};
use uuid::Uuid;
use wilayah::{Jabatan, JenisPejabat, Pejabat};

use crate::console::say;
use crate::perintah::add_user;

/// Kalurahan Pleret, Kapanewon Pleret, Kabupaten Bantul.
pub const PLERET: Unit = Unit(3_402_132_002);
/// The password of everyone in the example. It guards nothing.
pub const SANDI: &str = "padi menguning di sawah";

/// Login, name and roles of those who may try the example.
const PENGGUNA: [(&str, &str, &[Role]); 5] = [
    ("admin", "Admin Contoh", &[Role::Admin]),
    ("carik", "Sri Lestari Contoh", &[Role::Operator]),
    ("jagabaya", "Wahyu Contoh", &[Role::Verifikator]),
    ("lurah", "Hadi Contoh", &[Role::Penandatangan]),
    ("dukuh", "Tumijan Contoh", &[Role::Dukuh]),
];

/// Makes the world where there is none yet; tells whether it did.
pub async fn buat(db: &Db, jumlah: u32, now: Timestamp) -> Result<bool> {
    if wilayah::count_unit(db).await? > 0 {
        return Ok(false);
    }
    say("Menyiapkan dunia contoh (sekali saja, kurang dari satu menit) …");
    let kode = kamus::KodeWilayah::baru(PLERET.0).context("kode Pleret")?;
    let baru = wilayah::UnitBaru {
        kode,
        nama: "Pleret".to_owned(),
        kecamatan: "Pleret".to_owned(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(db, &baru, None, now).await?;
    let ctx = Context::system("contoh", PLERET, now);
    let lurah = people(db, &ctx, now).await?;
    offices(db, &ctx, lurah).await?;
    say(format!("  {jumlah} penduduk rekaan …"));
    residents(db, &ctx, jumlah).await?;
    Ok(true)
}

/// Everyone who logs in; tells the lurah's id.
async fn people(db: &Db, ctx: &Context, now: Timestamp) -> Result<Uuid> {
    let mut lurah = Uuid::nil();
    for (login, nama, roles) in PENGGUNA {
        let id = add_user(db, ctx.unit, (login, nama), roles, SANDI.to_owned(), now).await?;
        if login == "lurah" {
            lurah = id;
        }
    }
    Ok(lurah)
}

const PAMONG: [(Jabatan, &str); 8] = [
    (Jabatan::Kepala, "Hadi Contoh, S.IP."),
    (Jabatan::Sekretaris, "Sri Lestari Contoh, S.E."),
    (Jabatan::KaurKeuangan, "Endang Contoh"),
    (Jabatan::KaurTataUsaha, "Rini Contoh"),
    (Jabatan::KaurPerencanaan, "Bagas Contoh, S.T."),
    (Jabatan::KasiPemerintahan, "Wahyu Contoh, S.H."),
    (Jabatan::KasiKesejahteraan, "Suratno Contoh"),
    (Jabatan::KasiPelayanan, "Nurul Contoh, A.Md."),
];

/// Address, letterhead and officials.
async fn offices(db: &Db, ctx: &Context, lurah: Uuid) -> Result<()> {
    let mut tx = db.write(ctx, "penetapan_contoh").await?;
    let mut identitas = wilayah::get_identitas(&mut tx).await?;
    identitas.alamat = Some("Jalan Contoh Nomor 1, Kedaton, Pleret".to_owned());
    identitas.kodepos = Some("55791".to_owned());
    identitas.surel = Some("balai@pleret.contoh".to_owned());
    tx.update(&identitas).await?;
    for (position, (jabatan, nama)) in PAMONG.into_iter().enumerate() {
        tx.insert(&pejabat(ctx, position, jabatan, nama, (jabatan == Jabatan::Kepala).then_some(lurah)))
            .await?;
    }
    tx.commit().await?;
    Ok(())
}

fn pejabat(
    ctx: &Context,
    position: usize,
    jabatan: Jabatan,
    nama: &str,
    pengguna_id: Option<Uuid>,
) -> Pejabat {
    Pejabat {
        id: ctx.new_id(),
        nama: nama.to_owned(),
        jabatan: jabatan.kode().to_owned(),
        jabatan_lain: None,
        dusun: None,
        jenis: JenisPejabat::Definitif.kode().to_owned(),
        nip: None,
        niap: None,
        pangkat: None,
        sk_nomor: Some(format!("{:03}/SK/CONTOH/2021", position + 1)),
        sk_tanggal: Some(date(2021, 1, 4).into()),
        mulai: date(2021, 2, 1).into(),
        selesai: None,
        pengguna_id,
    }
}

/// The made-up residents go in as a workbook would: checked, then taken over as data awal.
async fn residents(db: &Db, ctx: &Context, jumlah: u32) -> Result<()> {
    let today = kamus::Zona::Wib.tanggal(ctx.now);
    let tanggal_data = last_day_of_previous_month(today);
    let resep = Resep { jumlah, ..Resep::pleret(tanggal_data) };
    let workbook = contoh::buku(&contoh::penduduk(&resep)).context("buku kerja contoh")?;
    let laporan = pengimporan::laporan(db, ctx, today, workbook).await?;
    let perintah = Perintah { tanggal_data, hari_ini: today, lewati_salah: false, permintaan: None };
    pengimporan::terapkan(db, ctx, &laporan.muatan, perintah).await?;
    Ok(())
}

fn last_day_of_previous_month(today: Date) -> Date {
    today.first_of_month().yesterday().unwrap_or(today)
}
