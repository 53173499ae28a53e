//! The door before figures about health: who may open it, and what for.

use access::Role;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::ReadTx;
use kependudukan::KESEHATAN;
use ui::{Choice, Field};
use web::{Caller, Form};

use super::saring::{Pilihan, Saring, kata_dusun};
use super::{alamat, ruas, tabel, unduh};
use crate::hitung::rekap;
use crate::jenis::Jenis;
use crate::sumber::muat;

/// Why somebody looks at figures about health.
const TUJUAN: [(&str, &str); 4] = [
    ("posyandu", "Kegiatan posyandu atau puskesmas"),
    ("bantuan", "Menetapkan penerima bantuan"),
    ("perencanaan", "Perencanaan pembangunan desa"),
    ("laporan", "Laporan resmi ke pemerintah di atas"),
];

#[derive(Template)]
#[template(path = "statistik/kesehatan.html")]
struct Pintu {
    page: ui::Page,
    sebut: String,
    form: ui::Form,
    aksi: String,
    /// A list of names has no file.
    berkas: bool,
    boleh: bool,
    kepala: &'static str,
    /// The role that has the permission.
    peran: &'static str,
}

/// The form that asks for a purpose; for those without the permission, who can give it.
pub(super) async fn pintu(
    caller: &Caller,
    tx: &mut ReadTx,
    (jenis, kelompok): (&'static Jenis, Option<(&str, &str)>),
    pilihan: &Pilihan,
) -> web::Result<Response> {
    let mut pasangan = pilihan.pasangan();
    let mut path = format!("/{}", jenis.kode);
    if let Some((kelompok, kelamin)) = kelompok {
        path = format!("{path}/{}", ruas(kelompok));
        pasangan.push(("kelamin", kelamin.to_owned()));
    }
    let aksi = alamat(caller, &format!("{path}/pembukaan"), &pasangan);
    tampilkan(caller, tx, (jenis.judul, aksi, kelompok.is_none()), pilihan).await
}

pub(super) async fn tampilkan(
    caller: &Caller,
    tx: &mut ReadTx,
    (judul, aksi, berkas): (&str, String, bool),
    pilihan: &Pilihan,
) -> web::Result<Response> {
    let identitas = wilayah::get_identitas(tx).await?;
    let kepala = wilayah::sebutan(&identitas).kepala;
    let format = Choice::list([("layar", "Tampilkan di layar"), ("xlsx", "Excel (.xlsx)"), ("csv", "CSV")]);
    let form = caller
        .form()
        .with(Field::new("tujuan", "Untuk apa angka ini dilihat?").choices(Choice::list(TUJUAN)))
        .with(Field::new("format", "Bentuknya").choices(format).value("layar"));
    web::html(&Pintu {
        page: caller
            .page(judul)
            .back("Statistik penduduk", alamat(caller, "", &pilihan.pasangan()))
            .noindex(),
        sebut: pilihan.sebut(caller, kata_dusun(tx).await?),
        form,
        aksi,
        berkas,
        boleh: caller.can(KESEHATAN),
        kepala,
        peran: Role::Kesehatan.label(),
    })
}

/// Writes down who looks at what about health, and why. Refuses without a purpose. The right to see health
/// opens nothing to those who may not see these pages.
pub(super) async fn catat(caller: &Caller, form: &Form, hal: &str) -> web::Result<&'static str> {
    if !caller.can(crate::LIHAT) {
        return Err(web::Error::NotFound);
    }
    let tujuan = TUJUAN.iter().find(|(kode, _)| *kode == form.text("tujuan")).map(|(_, kata)| *kata);
    let Some(keperluan) = tujuan else {
        return Err(web::Error::Refused("Pilih dulu untuk apa angka kesehatan ini dilihat.".to_owned()));
    };
    let mut tx = caller.write("pembukaan_data").await?;
    access::store::record_pembukaan(&mut tx, None, hal, keperluan, None).await?;
    tx.commit().await?;
    Ok(keperluan)
}

/// Shows a breakdown of health once, or hands it out as a file.
pub(super) async fn post(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(saring): Query<Saring>,
    form: Form,
) -> web::Result<Response> {
    let jenis = tabel::jenis(&kode)?;
    if !jenis.rahasia() {
        return Err(web::Error::NotFound);
    }
    let pilihan = saring.pilihan(&caller, false);
    let keperluan = catat(&caller, &form, &format!("statistik {}", jenis.judul)).await?;
    let mut tx = caller.read().await?;
    let bahan = muat(&mut tx, (pilihan.per, pilihan.per), &pilihan.tempat).await?;
    let kini = rekap(&bahan, pilihan.per, [jenis], Some(tx.keys()))?;
    match form.text("format") {
        format @ ("xlsx" | "csv") => {
            let sebut = pilihan.sebut(&caller, kata_dusun(&mut tx).await?);
            let tanda = vec![
                format!("{}: {sebut}", jenis.judul),
                format!("RAHASIA. Keperluan: {keperluan}. Pengunduhan ini tercatat."),
            ];
            let lembar = unduh::lembar(jenis, (&kini, &[]), tanda)?;
            unduh::jawab(&caller, (jenis, &pilihan), format == "csv", lembar).await
        }
        _ => web::html(&tabel::susun(&caller, &mut tx, (jenis, &pilihan), (&kini, &[])).await?),
    }
}
