//! What is due to be put away or destroyed, and how long archives are kept.

use ::web::{Caller, Form};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field, Paging};

use super::isian;
use crate::keadaan::{Arsip, KeadaanMusnah, Nasib};
use crate::mata::Mata;
use crate::retensi::{self, Aturan, Jadwal, JatuhTempo};
use crate::{ATUR, CATAT, LIHAT, store};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    hal: String,
}

#[derive(Template)]
#[template(path = "sekretariat/retensi.html")]
pub(super) struct Halaman {
    pub(super) page: ui::Page,
    pub(super) form: ui::Form,
    musnah: Vec<Baris>,
    pindah: Vec<Baris>,
    paging: Paging,
    berita: Vec<(String, String, KeadaanMusnah)>,
    jadwal: String,
    aksi: String,
    boleh: bool,
}

struct Baris {
    id: String,
    href: Option<String>,
    arsip: &'static str,
    nomor: String,
    tanggal: String,
    uraian: String,
    aturan: String,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    ::web::html(&halaman(&caller, &saring.hal).await?)
}

pub(super) async fn halaman(caller: &Caller, hal: &str) -> ::web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let mata = Mata::baca(&mut tx, caller.ctx.user(), caller.today(), caller.can(LIHAT)).await?;
    let semua = retensi::jatuh_tempo(&mut tx, caller.today()).await?;
    let (musnah, pindah): (Vec<_>, Vec<_>) =
        semua.into_iter().filter(|j| !j.diusulkan).partition(|j| j.musnah);
    let paging = Paging::new(caller.href("/retensi"), hal.parse().unwrap_or(1), pindah.len() as u64);
    let tulis = |j: JatuhTempo| baris(caller, mata, j);
    let berita = store::list_pemusnahan(&mut tx).await?.into_iter().map(|p| {
        let keadaan = KeadaanMusnah::dari_kode(p.keadaan).unwrap_or(KeadaanMusnah::Diusulkan);
        (caller.href(&format!("/retensi/pemusnahan/{}", p.id)), p.nomor, keadaan)
    });
    let berita = berita.collect();
    let form = caller
        .form()
        .with(Field::new("nomor", "Nomor berita acara").hint("Misalnya: 000.5/01/BA/2026"))
        .with(Field::new("tanggal", "Tanggal pemusnahan").value(kamus::tanggal_pendek(caller.today())))
        .with(Field::new("cara", "Cara memusnahkan").value("Dicacah"))
        .with(Field::new("saksi", "Saksi").hint("Nama dan jabatan, pisahkan dengan koma").rows(2));
    Ok(Halaman {
        page: caller.page("Retensi arsip"),
        form,
        // As many as one proposal takes; the next ones move up.
        musnah: musnah.into_iter().take(100).map(tulis).collect(),
        pindah: super::sepotong(pindah, &paging).into_iter().map(tulis).collect(),
        paging,
        berita,
        jadwal: caller.href("/retensi/jadwal"),
        aksi: caller.href("/retensi/pemusnahan"),
        boleh: caller.can(CATAT),
    })
}

fn baris(caller: &Caller, mata: Mata, j: JatuhTempo) -> Baris {
    let tutup = j.rahasia && !mata.pimpinan();
    let href = match j.arsip {
        Arsip::Masuk => format!("/surat-masuk/{}", j.id),
        Arsip::Dinas => format!("/surat-keluar/{}", j.id),
    };
    Baris {
        id: j.id.to_string(),
        href: (!tutup).then(|| caller.href(&href)),
        arsip: j.arsip.label(),
        nomor: j.nomor,
        tanggal: kamus::tanggal_pendek(j.tanggal),
        uraian: if tutup { "Surat rahasia".to_owned() } else { j.uraian },
        aturan: j.aturan.kata(),
    }
}

#[derive(Template)]
#[template(path = "sekretariat/jadwal.html")]
struct HalamanJadwal {
    page: ui::Page,
    form: ui::Form,
    jadwal: Vec<Aturan>,
    aksi: Option<String>,
}

async fn halaman_jadwal(caller: &Caller) -> ::web::Result<HalamanJadwal> {
    let jadwal = Jadwal::baca(&mut caller.read().await?).await?;
    let nasib = Nasib::SEMUA.iter().map(|n| Choice::new(n.kode().to_string(), n.label()));
    let tahun = |nama: &str, label: &str| Field::new(nama, label).numeric().width(4);
    let form = caller
        .form()
        .with(
            Field::new("klasifikasi", "Kode klasifikasi")
                .hint("Berlaku juga untuk kode di bawahnya. Kosongkan untuk semua yang lain.")
                .width(16)
                .optional(),
        )
        .with(tahun("aktif", "Aktif (tahun)"))
        .with(tahun("inaktif", "Inaktif (tahun)"))
        .with(Field::new("nasib", "Nasib akhir").choices(nasib.collect()))
        .with(
            Field::new("dasar", "Dasar")
                .hint("Misalnya: nomor Peraturan Bupati tentang jadwal retensi arsip"),
        );
    Ok(HalamanJadwal {
        page: caller.page("Jadwal retensi arsip").back("Retensi arsip", caller.href("/retensi")),
        form,
        jadwal: jadwal.semua().to_vec(),
        aksi: caller.can(ATUR).then(|| caller.href("/retensi/jadwal")),
    })
}

pub(super) async fn jadwal(caller: Caller) -> ::web::Result<Response> {
    ::web::html(&halaman_jadwal(&caller).await?)
}

pub(super) async fn atur(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut halaman = halaman_jadwal(&caller).await?;
    halaman.form = halaman.form.fill(form.typed());
    let tampil = &mut halaman.form;
    let klasifikasi = isian::klasifikasi(tampil, &form, false).unwrap_or_default();
    let mut tahun = |nama: &str| {
        let terbaca = form.text(nama).parse::<i16>().ok().filter(|tahun| (0..=50).contains(tahun));
        if terbaca.is_none() {
            tampil.refuse(nama, "Isi lamanya dengan angka 0 sampai 50 tahun.");
        }
        terbaca.unwrap_or(0)
    };
    let (aktif, inaktif) = (tahun("aktif"), tahun("inaktif"));
    let nasib = form.text("nasib").parse().ok().and_then(Nasib::dari_kode);
    if nasib.is_none() {
        tampil.refuse("nasib", "Nasib akhir belum dipilih.");
    }
    let dasar = isian::wajib(tampil, &form, "dasar", 200);
    let (Some(nasib), false) = (nasib, tampil.has_error()) else {
        halaman.page = halaman.page.has_error(true);
        return ::web::refused(&halaman);
    };
    let target = caller.href("/retensi/jadwal");
    let mut tx = match caller.begin("pengaturan_retensi", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    retensi::atur(&mut tx, &Aturan { klasifikasi, aktif, inaktif, nasib, dasar }).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Jadwal tersimpan."))
}
