//! Those who work in the example's office: logins, offices, the letterhead, the lurah's certificate.

use access::{Role, store};
use anyhow::{Context as _, Result};
use db::{Context, Db, WriteTx};
use files::FileStore;
use jiff::civil::date;
use tte::{Kunci, Pemegang};
use uuid::Uuid;
use wilayah::{Jabatan, JenisPejabat, Pejabat};
use zeroize::Zeroizing;

use super::lambang::lambang;
use super::{PASSPHRASE, SANDI};
use crate::perintah::add_user;

/// Secret of the one-time codes of those who sign. Known to everybody, like all secrets of the example; the sign-in
/// page of an example shows the present code.
const RAHASIA_KODE: &[u8; 20] = b"padi menguning balai";

/// Login, name and roles of those who may try the example.
const PENGGUNA: [(&str, &str, &[Role]); 7] = [
    ("admin", "Admin Contoh", &[Role::Admin]),
    ("carik", "Sri Lestari Contoh", &[Role::Operator, Role::Verifikator]),
    ("kamituwa", "Nurul Contoh", &[Role::Operator]),
    ("jagabaya", "Wahyu Contoh", &[Role::Verifikator]),
    ("lurah", "Hadi Contoh", &[Role::Penandatangan]),
    ("dukuh", "Tumijan Contoh", &[Role::Dukuh]),
    ("ketua.rt", "Slamet Contoh", &[Role::Rt]),
];

/// Office, name as on the decree, and login of those who have one.
const PAMONG: [(Jabatan, &str, Option<&str>); 8] = [
    (Jabatan::Kepala, "Hadi Contoh, S.IP.", Some("lurah")),
    (Jabatan::Sekretaris, "Sri Lestari Contoh, S.E.", Some("carik")),
    (Jabatan::KaurKeuangan, "Endang Contoh", None),
    (Jabatan::KaurTataUsaha, "Rini Contoh", None),
    (Jabatan::KaurPerencanaan, "Bagas Contoh, S.T.", None),
    (Jabatan::KasiPemerintahan, "Wahyu Contoh, S.H.", Some("jagabaya")),
    (Jabatan::KasiKesejahteraan, "Suratno Contoh", None),
    (Jabatan::KasiPelayanan, "Nurul Contoh, A.Md.", Some("kamituwa")),
];

/// The office as the letters need it.
#[derive(Debug)]
pub(super) struct Kantor {
    akun: Vec<(&'static str, Uuid)>,
    pejabat: Vec<(Jabatan, Uuid)>,
}

impl Kantor {
    /// The user behind a login.
    pub(super) fn pengguna(&self, login: &str) -> Result<Uuid> {
        let found = self.akun.iter().find(|(other, _)| *other == login);
        found.map(|(_, id)| *id).with_context(|| format!("tidak ada pengguna contoh {login}"))
    }

    pub(super) fn pejabat(&self, jabatan: Jabatan) -> Result<Uuid> {
        let found = self.pejabat.iter().find(|(other, _)| *other == jabatan);
        found.map(|(_, id)| *id).context("pejabat contoh tidak ada")
    }
}

pub(super) async fn buat(db: &Db, berkas: &FileStore, ctx: &Context) -> Result<Kantor> {
    let mut akun = Vec::new();
    for (login, nama, roles) in PENGGUNA {
        akun.push((login, add_user(db, ctx.unit, (login, nama), roles, SANDI.to_owned(), ctx.now).await?));
    }
    let mut kantor = Kantor { akun, pejabat: Vec::new() };
    lengkapi(db, berkas, ctx, &mut kantor).await?;
    let lurah = Pemilik { pejabat: kantor.pejabat(Jabatan::Kepala)?, nama: PAMONG[0].1, sk: sk(0) };
    sertifikat(db, ctx, lurah).await?;
    Ok(kantor)
}

/// Address, emblem and officials, and the lurah's codes.
async fn lengkapi(db: &Db, berkas: &FileStore, ctx: &Context, kantor: &mut Kantor) -> Result<()> {
    let logo = tokio::task::spawn_blocking(lambang).await??;
    let mut tx = db.write(ctx, "penetapan_contoh").await?;
    let mut identitas = wilayah::get_identitas(&mut tx).await?;
    identitas.alamat = Some("Jalan Contoh Nomor 1, Kedaton, Pleret".to_owned());
    identitas.kodepos = Some("55791".to_owned());
    identitas.surel = Some("balai@pleret.contoh".to_owned());
    identitas.logo = Some(berkas.put(&mut tx, "logo", "image/png", &logo.bytes).await?.id);
    tx.update(&identitas).await?;
    for (position, (jabatan, nama, login)) in PAMONG.into_iter().enumerate() {
        let pengguna_id = login.map(|login| kantor.pengguna(login)).transpose()?;
        let pejabat = pejabat(ctx, sk(position), (jabatan, nama), pengguna_id);
        tx.insert(&pejabat).await?;
        kantor.pejabat.push((jabatan, pejabat.id));
    }
    pasang_kode(&mut tx, kantor.pengguna("lurah")?).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives one who signs the example's one-time codes.
pub(super) async fn pasang_kode(tx: &mut WriteTx, pengguna: Uuid) -> Result<()> {
    let mut pengguna = store::get_pengguna(tx, pengguna).await?;
    pengguna.set_totp_secret(tx, RAHASIA_KODE);
    tx.update(&pengguna).await?;
    Ok(())
}

fn sk(position: usize) -> String {
    format!("{:03}/SK/CONTOH/2021", position + 1)
}

/// An official of the example, in office since 2021.
pub(super) fn pejabat(
    ctx: &Context,
    sk: String,
    (jabatan, nama): (Jabatan, &str),
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
        sk_nomor: Some(sk),
        sk_tanggal: Some(date(2021, 1, 4).into()),
        mulai: date(2021, 2, 1).into(),
        selesai: None,
        pengguna_id,
    }
}

/// Who gets a certificate of the example.
pub(super) struct Pemilik {
    pub(super) pejabat: Uuid,
    pub(super) nama: &'static str,
    /// The number of the decree.
    pub(super) sk: String,
}

/// The office's demonstration authority and the certificate that it issues to its head.
pub(super) async fn sertifikat(db: &Db, ctx: &Context, pemilik: Pemilik) -> Result<()> {
    let mut tx = db.read(ctx).await?;
    let kunci = Kunci::new(tx.keys(), true);
    let unit = wilayah::get_identitas(&mut tx).await?.nama_lengkap();
    drop(tx);
    let (now, nama, kunci_ca) = (ctx.now, unit.clone(), kunci.clone());
    let otoritas =
        tokio::task::spawn_blocking(move || tte::siapkan_otoritas_contoh(&nama, &kunci_ca, now)).await??;
    let mut tx = db.write(ctx, "otoritas_contoh").await?;
    let otoritas = tte::buat_otoritas_contoh(&mut tx, &otoritas).await?;
    tx.commit().await?;
    let Pemilik { pejabat, nama, sk } = pemilik;
    let baru = tokio::task::spawn_blocking(move || {
        let pemegang = Pemegang { nama, nomor: &sk, unit: &unit };
        tte::siapkan_sertifikat(&otoritas, &kunci, &pemegang, Zeroizing::new(PASSPHRASE.to_owned()), now)
    });
    let baru = baru.await??;
    let mut tx = db.write(ctx, "sertifikat_contoh").await?;
    tte::terbitkan_sertifikat_contoh(&mut tx, pejabat, &baru).await?;
    tx.commit().await?;
    Ok(())
}
