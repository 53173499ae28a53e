//! The village's own choices for each kind of letter.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field};
use web::{Caller, Error, Result};

use super::berhasil;
use crate::atur::{Atur, Kantor, get_atur, list_versi, simpan_atur};
use crate::borang::{self, pilihan_penandatangan};
use crate::jenis::{Cara, Jenis, Kelompok, Konfirmasi, Syarat, klasifikasi_sah};
use crate::katalog::{Katalog, find_jenis};
use crate::naskah::Kertas;
use crate::penandatangan::Bentuk;

struct Baris {
    href: String,
    nama: &'static str,
    kelompok: &'static str,
    aktif: bool,
    klasifikasi: String,
    cara: &'static str,
    rantai: String,
}

#[derive(Template)]
#[template(path = "surat/atur.html")]
struct Daftar {
    page: ui::Page,
    form: ui::Form,
    alamat: String,
    baris: Vec<Baris>,
    nomor: String,
    contoh: String,
    baru: String,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    cari: String,
}

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    let mut tx = caller.read().await?;
    let kantor = Kantor::baca(&mut tx).await?;
    let katalog = Katalog::baca(&mut tx).await?;
    let mut baris = Vec::new();
    let golongan = Katalog::golongan(katalog.semua().iter().copied(), &pinta.cari);
    for jenis in golongan.into_iter().flat_map(|(_, isi)| isi) {
        let atur = get_atur(&mut tx, jenis).await?;
        let rantai: Vec<String> =
            kantor.rantai(&atur.rantai).into_iter().map(|langkah| langkah.jabatan).collect();
        baris.push(Baris {
            href: caller.href(&format!("/atur-surat/{}", jenis.kode)),
            nama: jenis.nama.as_str(),
            kelompok: jenis.kelompok.label(),
            aktif: atur.aktif,
            klasifikasi: atur.klasifikasi,
            cara: atur.cara.label(),
            rantai: if rantai.is_empty() { "tanpa paraf".to_owned() } else { rantai.join(", lalu ") },
        });
    }
    let penghitung = nomor::list_penghitung(&mut tx, kantor.hari_ini.year()).await?;
    let urut = penghitung.first().map_or(1, |satu| satu.terakhir + 1);
    let aturan = nomor::get_pengaturan(&mut tx).await.map_err(crate::Error::from)?;
    web::html(&Daftar {
        page: caller.page("Atur surat"),
        form: caller
            .form()
            .with(Field::new("cari", "Cari jenis surat").value(&pinta.cari).autocomplete("off")),
        alamat: caller.href("/atur-surat"),
        baru: caller.href("/atur-surat/baru"),
        baris,
        nomor: caller.href("/nomor-surat"),
        contoh: aturan.pola.contoh(&aturan.kode_unit, kantor.hari_ini, urut),
    })
}

/// How many steps the form has room for beyond those that are set.
const RUANG: usize = 3;

#[derive(Template)]
#[template(path = "surat/atur_jenis.html")]
struct HalamanJenis {
    page: ui::Page,
    form: ui::Form,
    jenis: &'static Jenis,
    langkah: Vec<String>,
    aksi: String,
    /// Where fields and text are changed.
    naskah: String,
    /// Versions before, in words.
    riwayat: Vec<String>,
}

fn halaman(caller: &Caller, jenis: &'static Jenis, atur: &Atur, kantor: &Kantor) -> HalamanJenis {
    let jabatan: Vec<Choice> = wilayah::Jabatan::ALL
        .into_iter()
        .filter_map(|jabatan| Some(Choice::new(jabatan.kode(), kantor.sebutan.jabatan(jabatan)?)))
        .collect();
    let ya_tidak = Choice::list([("ya", "Ya"), ("tidak", "Tidak, sembunyikan dari pilihan")]);
    let mut form = caller
        .form()
        .with(Field::new("aktif", "Ditawarkan kepada warga").choices(ya_tidak).value(if atur.aktif {
            "ya"
        } else {
            "tidak"
        }))
        .with(
            Field::new("syarat", "Syarat yang dibawa")
                .rows(6)
                .optional()
                .hint("Satu syarat sebaris. Awali dengan * bila wajib.")
                .value(tulis_syarat(&atur.syarat)),
        )
        .with(konfirmasi(atur, kantor))
        .with(
            Field::new("klasifikasi", "Kode klasifikasi")
                .width(16)
                .hint("Permendagri 83/2022, lampiran pemerintah daerah")
                .value(&atur.klasifikasi),
        )
        .with(borang::cara(atur.cara))
        .with(penandatangan(atur, kantor))
        .with(borang::kertas(atur.kertas))
        .with(borang::rangkap(atur.rangkap))
        .with(
            Field::new("masa_hari", "Berlaku berapa hari")
                .numeric()
                .width(4)
                .optional()
                .hint("Kosongkan bila tanpa batas waktu")
                .value(atur.masa_hari.map(|hari| hari.to_string()).unwrap_or_default()),
        );
    let mut langkah = Vec::new();
    for ke in 0..atur.rantai.len() + RUANG {
        let nama = format!("paraf_{}", ke + 1);
        let nilai = atur.rantai.get(ke).cloned().unwrap_or_default();
        form = form.with(
            Field::new(&nama, format!("Paraf {}", ke + 1)).choices(jabatan.clone()).value(nilai).optional(),
        );
        langkah.push(nama);
    }
    HalamanJenis {
        page: caller.page(format!("Atur {}", jenis.nama)).back("Atur surat", caller.href("/atur-surat")),
        form,
        jenis,
        langkah,
        aksi: caller.href(&format!("/atur-surat/{}", jenis.kode)),
        naskah: caller.href(&format!("/atur-surat/{}/naskah", jenis.kode)),
        riwayat: Vec::new(),
    }
}

/// Requirements as lines; obligatory ones begin with a star.
fn tulis_syarat(syarat: &[Syarat]) -> String {
    let satu = |s: &Syarat| format!("{}{}", if s.wajib { "* " } else { "" }, s.nama);
    syarat.iter().map(satu).collect::<Vec<_>>().join("\n")
}

/// The most requirements of one kind, and letters of each.
const SYARAT: (usize, usize) = (30, 200);

/// Reads requirements back; those that keep their words keep their code and what the register knows. A new one has a
/// code of its own words: what was ticked for another does not count for it.
fn baca_syarat(teks: &str, kini: &[Syarat], bawaan: &[Syarat]) -> Result<Vec<Syarat>, String> {
    let satu = |baris: &str| {
        let nama = baris.trim().trim_start_matches('*').trim();
        let wajib = baris.trim().starts_with('*');
        let dikenal = kini.iter().chain(bawaan).find(|syarat| syarat.nama == nama);
        let baru = || Syarat { kode: kode_syarat(nama), nama: nama.to_owned(), wajib, periksa: None };
        Syarat { wajib, ..dikenal.cloned().unwrap_or_else(baru) }
    };
    let mut semua: Vec<Syarat> =
        teks.lines().filter(|b| !b.trim().trim_start_matches('*').trim().is_empty()).map(satu).collect();
    for ke in 1..semua.len() {
        let kode = semua[ke].kode.clone();
        if semua[..ke].iter().any(|lain| lain.kode == kode) {
            semua[ke].kode = format!("{kode}_{}", ke + 1);
        }
    }
    let (banyak, panjang) = SYARAT;
    if semua.len() > banyak {
        return Err(format!("Syarat paling banyak {banyak} baris. Anda menulis {}.", semua.len()));
    }
    match semua.iter().position(|syarat| syarat.nama.chars().count() > panjang) {
        Some(ke) => Err(format!("Syarat ke-{} lebih panjang dari {panjang} huruf.", ke + 1)),
        None => Ok(semua),
    }
}

/// "Surat pengantar RT" → `desa_surat_pengantar_rt`.
fn kode_syarat(nama: &str) -> String {
    let kata = nama.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    format!("desa_{}", kata.split_whitespace().collect::<Vec<_>>().join("_"))
}

fn penandatangan(atur: &Atur, kantor: &Kantor) -> Field {
    let mut pilihan = vec![Choice::new("", "Kepala yang sedang menjabat")];
    pilihan.extend(pilihan_penandatangan(kantor));
    let nilai = atur.penandatangan_id.map(|id| borang::nilai_penandatangan(id, atur.bentuk));
    Field::new("penandatangan", "Penanda tangan").choices(pilihan).value(nilai.unwrap_or_default())
}

/// Who is asked first, in the village's own words.
fn konfirmasi(atur: &Atur, kantor: &Kantor) -> Field {
    let satu = |oleh: Konfirmasi| {
        let siapa = oleh.siapa(kantor.sebutan.kepala_dusun);
        Choice::new(oleh.kode().to_string(), if siapa.is_empty() { "Tidak perlu".to_owned() } else { siapa })
    };
    Field::new("konfirmasi", "Permohonan dikonfirmasi dulu oleh")
        .hint("Menggantikan kertas surat pengantar. Yang mengonfirmasi lewat WhatsApp melihat nama dan alamat pemohon.")
        .choices(Konfirmasi::SEMUA.map(satu).to_vec())
        .value(atur.konfirmasi.kode().to_string())
}

impl HalamanJenis {
    /// Orders and invitations are nobody's request.
    fn untuk_warga(&self) -> bool {
        self.jenis.kelompok != Kelompok::Dinas
    }
}

pub(crate) async fn jenis(caller: Caller, Path((_, kode)): Path<(String, String)>) -> Result<Response> {
    let mut tx = caller.read().await?;
    let jenis = find_jenis(&mut tx, &kode).await?.ok_or(Error::NotFound)?;
    let (atur, kantor) = (get_atur(&mut tx, jenis).await?, Kantor::baca(&mut tx).await?);
    let mut halaman = halaman(&caller, jenis, &atur, &kantor);
    for lama in list_versi(&mut tx, jenis).await? {
        let tawar = if lama.atur.aktif { "ditawarkan" } else { "tidak ditawarkan" };
        let konfirmasi = lama.atur.konfirmasi.siapa(kantor.sebutan.kepala_dusun);
        let konfirmasi =
            if konfirmasi.is_empty() { konfirmasi } else { format!(", dikonfirmasi {konfirmasi}") };
        halaman.riwayat.push(format!(
            "Versi {}, {}: {tawar}, {}, {} syarat, klasifikasi {}{konfirmasi}",
            lama.versi,
            super::saat(&caller, lama.pada),
            lama.atur.cara.label().to_lowercase(),
            lama.atur.syarat.len(),
            lama.atur.klasifikasi,
        ));
    }
    web::html(&halaman)
}

pub(crate) async fn simpan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: web::Form,
) -> Result<Response> {
    let mut tx = caller.read().await?;
    let jenis = find_jenis(&mut tx, &kode).await?.ok_or(Error::NotFound)?;
    let (lama, kantor) = (get_atur(&mut tx, jenis).await?, Kantor::baca(&mut tx).await?);
    drop(tx);
    let mut halaman = halaman(&caller, jenis, &lama, &kantor);
    halaman.form = halaman.form.fill(form.typed());
    let Some(atur) = baca(&mut halaman.form, &form, &halaman.langkah, (jenis, &lama)) else {
        halaman.page = halaman.page.has_error(true);
        return web::refused(&halaman);
    };
    let target = caller.href("/atur-surat");
    let mut tx = match caller.begin("pengaturan_surat", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    simpan_atur(&mut tx, jenis, &atur).await?;
    tx.commit().await?;
    Ok(berhasil(
        &target,
        format!("Pengaturan {} tersimpan. Berlaku untuk surat yang diajukan sesudah ini.", jenis.nama),
    ))
}

fn baca(
    form: &mut ui::Form,
    kiriman: &web::Form,
    langkah: &[String],
    (jenis, lama): (&Jenis, &Atur),
) -> Option<Atur> {
    let klasifikasi = kiriman.text("klasifikasi").to_owned();
    if !klasifikasi_sah(&klasifikasi) {
        form.refuse("klasifikasi", "Kode klasifikasi berupa angka dan titik, misalnya 400.12.2.1.");
    }
    let cara = kiriman.text("cara").parse().ok().and_then(Cara::dari_kode);
    if cara.is_none() {
        form.refuse("cara", "Cara tanda tangan belum dipilih.");
    }
    let masa_hari = match kiriman.some("masa_hari").map(str::parse::<i32>) {
        None => None,
        Some(Ok(hari)) if (1..=3650).contains(&hari) => Some(hari),
        Some(_) => {
            form.refuse("masa_hari", "Masa berlaku harus 1 sampai 3650 hari, atau kosong.");
            None
        }
    };
    let penanda = match kiriman.some("penandatangan") {
        None => Some((None, Bentuk::Definitif)),
        Some(teks) => teks
            .split_once(':')
            .and_then(|(id, bentuk)| Some((Some(id.parse().ok()?), Bentuk::dari_kode(bentuk)?))),
    };
    if penanda.is_none() {
        form.refuse("penandatangan", "Penanda tangan tidak dikenal. Pilih lagi.");
    }
    let syarat = if kiriman.has("syarat") {
        baca_syarat(kiriman.text("syarat"), &lama.syarat, &jenis.syarat)
    } else {
        Ok(lama.syarat.clone())
    };
    let syarat = syarat.unwrap_or_else(|kalimat| {
        form.refuse("syarat", kalimat);
        Vec::new()
    });
    if form.has_error() {
        return None;
    }
    let (penandatangan_id, bentuk) = penanda?;
    let dikonfirmasi = kiriman.text("konfirmasi").parse().ok().and_then(Konfirmasi::dari_kode);
    let dikenal = |kode: &&str| wilayah::Jabatan::dari_kode(kode).is_some();
    Some(Atur {
        aktif: kiriman.some("aktif").map_or(lama.aktif, |jawab| jawab == "ya"),
        syarat,
        klasifikasi,
        cara: cara?,
        rantai: langkah.iter().map(|nama| kiriman.text(nama)).filter(dikenal).map(str::to_owned).collect(),
        penandatangan_id,
        bentuk,
        konfirmasi: dikonfirmasi.unwrap_or(lama.konfirmasi),
        kertas: Kertas::dari_kode(kiriman.text("kertas")).unwrap_or_default(),
        rangkap: kiriman.text("rangkap").parse().unwrap_or(1_i16).clamp(1, 2),
        masa_hari,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_are_lines_and_known_ones_stay_themselves() {
        let bawaan = &crate::jenis::find("domisili").unwrap().syarat;
        assert_eq!(baca_syarat(&tulis_syarat(bawaan), bawaan, bawaan).unwrap(), *bawaan);
        let baru = baca_syarat("Fotokopi Kartu Keluarga\n\n * Surat tanah \n*\n", bawaan, bawaan).unwrap();
        assert_eq!(baru.len(), 2);
        assert_eq!((baru[0].kode.as_str(), baru[0].wajib), ("kk", false));
        assert_eq!((baru[1].nama.as_str(), baru[1].wajib, baru[1].periksa), ("Surat tanah", true, None));
        let ganti = baca_syarat("* Foto rumah", &baru, bawaan).unwrap();
        assert_ne!(ganti[0].kode, baru[1].kode, "a tick for the one says nothing of the other");
        let tiga_puluh_satu = (1..=31).map(|ke| format!("Syarat {ke}")).collect::<Vec<_>>().join("\n");
        for (teks, kalimat) in
            [(tiga_puluh_satu, "paling banyak 30 baris"), ("x".repeat(201), "lebih panjang dari 200 huruf")]
        {
            assert!(baca_syarat(&teks, bawaan, bawaan).unwrap_err().contains(kalimat));
        }
    }
}
