//! The office above the example's village: its panewu and a clerk, and what they answer to the village's letters.

use access::Role;
use anyhow::{Context as _, Result};
use db::{Context, Db};
use jiff::Timestamp;
use uuid::Uuid;
use wilayah::Jabatan;

use super::pamong::{Pemilik, pasang_kode, pejabat, sertifikat};
use super::peramban::{Pelaku, Peramban};
use super::{KAPANEWON, PASSPHRASE, SANDI};
use crate::perintah::add_user;

const PANEWU: &str = "Kartika Contoh, S.STP., M.Si.";
const PANEWU_ANOM: &str = "Bambang Contoh, S.Sos.";
/// Where the kapanewon's own register stood when it began with Balai.
const REGISTER: u32 = 87;

/// Who works there.
#[derive(Debug)]
pub(super) struct Kapanewon {
    /// The clerk's login.
    jawatan: Uuid,
    /// The panewu's.
    kepala: Uuid,
    /// The panewu in office, whose signature is recorded.
    panewu: Uuid,
}

pub(super) async fn buat(db: &Db, mulai: Timestamp) -> Result<Kapanewon> {
    let baru = wilayah::UnitBaru {
        kode: kamus::KodeWilayah::baru(KAPANEWON.0).context("kode Kapanewon Pleret")?,
        nama: "Pleret".to_owned(),
        kecamatan: String::new(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(db, &baru, None, mulai).await?;
    let ctx = Context::system("contoh", KAPANEWON, mulai);
    let akun = async |login, nama, roles: &'static [Role]| {
        add_user(db, KAPANEWON, (login, nama), roles, SANDI.to_owned(), mulai).await
    };
    let kepala = akun("panewu", "Kartika Contoh", &[Role::Penandatangan, Role::Camat]).await?;
    let jawatan = akun("jawatan", "Yuni Contoh", &[Role::Operator]).await?;
    let mut tx = db.write(&ctx, "penetapan_contoh").await?;
    let mut identitas = wilayah::get_identitas(&mut tx).await?;
    identitas.alamat = Some("Jalan Contoh Nomor 100, Pleret".to_owned());
    identitas.kodepos = Some("55791".to_owned());
    tx.update(&identitas).await?;
    let panewu = pejabat(&ctx, sk(1), (Jabatan::Kepala, PANEWU), Some(kepala));
    let anom = pejabat(&ctx, sk(2), (Jabatan::Sekretaris, PANEWU_ANOM), None);
    tx.insert_all(&[panewu.clone(), anom]).await?;
    pasang_kode(&mut tx, kepala).await?;
    tx.commit().await?;
    sertifikat(db, &ctx, Pemilik { pejabat: panewu.id, nama: PANEWU, sk: sk(1) }).await?;
    Ok(Kapanewon { jawatan, kepala, panewu: panewu.id })
}

fn sk(nomor: u32) -> String {
    format!("{nomor:03}/SK/CONTOH/KAP/2021")
}

impl Kapanewon {
    /// The clerk records that the panewu signed the paper, under the next number of the kapanewon's register.
    pub(super) async fn kukuhkan(&self, peramban: &Peramban<'_>, id: Uuid, pada: Timestamp) -> Result<()> {
        let fields = [
            ("penanda", self.panewu.to_string()),
            ("tanggal", kamus::tanggal_pendek(kamus::Zona::Wib.tanggal(pada))),
            ("urut", REGISTER.to_string()),
        ];
        let pelaku = Pelaku { pengguna: self.jawatan, pada };
        let path = format!("/pengukuhan/{id}/pengukuhan");
        peramban.kirim_di(KAPANEWON, pelaku, &path, &fields).await.map(|_| ())
    }

    /// The panewu signs the village's file.
    pub(super) async fn tanda_tangani(
        &self,
        peramban: &Peramban<'_>,
        id: Uuid,
        pada: Timestamp,
    ) -> Result<()> {
        let pelaku = Pelaku { pengguna: self.kepala, pada };
        let path = format!("/pengukuhan/{id}/penandatanganan");
        let fields = [("passphrase", PASSPHRASE.to_owned())];
        peramban.kirim_di(KAPANEWON, pelaku, &path, &fields).await.map(|_| ())
    }
}
