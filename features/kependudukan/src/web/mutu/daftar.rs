use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field, Tone};
use web::Caller;

use super::nada;
use crate::mutu::{Berat, Hasil, Jenis, Nilai, Temuan};
use crate::subjek::alamat_sebaris;

/// What the URL asks for; empty means all.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    pub(super) jenis: String,
    pub(super) berat: String,
    pub(super) dusun: String,
    /// `diabaikan`: what somebody decided to leave alone.
    pub(super) tampil: String,
    hal: String,
}

impl Saring {
    pub(super) fn dari_form(form: &web::Form) -> Self {
        let teks = |nama: &str| form.text(nama).to_owned();
        Self {
            jenis: teks("jenis"),
            berat: teks("berat"),
            dusun: teks("dusun"),
            tampil: teks("tampil"),
            hal: String::new(),
        }
    }

    fn pasangan(&self) -> Vec<(&'static str, String)> {
        [("jenis", &self.jenis), ("berat", &self.berat), ("dusun", &self.dusun), ("tampil", &self.tampil)]
            .map(|(nama, isi)| (nama, isi.clone()))
            .into()
    }

    fn memuat(&self, t: &Temuan) -> bool {
        let sesuai = |minta: &str, isi: &str| minta.is_empty() || minta == isi;
        // A word that is no kind asks for nothing, as elsewhere in addresses.
        let jenis = Jenis::dari_kode(&self.jenis).is_none_or(|jenis| jenis == t.jenis);
        let berat = Berat::SEMUA.into_iter().find(|b| b.kode() == self.berat);
        jenis && berat.is_none_or(|berat| berat == t.jenis.berat()) && sesuai(&self.dusun, &t.dusun)
    }

    pub(super) fn diabaikan(&self) -> bool {
        self.tampil == "diabaikan"
    }

    /// What matches, in the order of the list.
    pub(super) fn pilih<'h>(&self, hasil: &'h Hasil) -> Vec<&'h Temuan> {
        let semua: Vec<&Temuan> = if self.diabaikan() {
            hasil.diabaikan.iter().map(|(t, _)| t).collect()
        } else {
            hasil.temuan.iter().collect()
        };
        semua.into_iter().filter(|t| self.memuat(t)).collect()
    }
}

#[derive(Template)]
#[template(path = "kependudukan/mutu.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<ui::MenuItem>,
    ukuran: Vec<Ukuran>,
    nilai: Vec<Nilai>,
    /// Of the whole village.
    semua: Nilai,
    jenis: Field,
    dusun: Field,
    /// What the filter form carries along, and the export too.
    terbawa: Vec<(&'static str, String)>,
    saringan: Vec<(&'static str, String)>,
    paging: ui::Paging,
    baris: Vec<Baris>,
    alamat: String,
    kosong: bool,
    /// For those who may.
    ekspor: Option<String>,
    perbaiki: bool,
    kunci: String,
}

struct Ukuran {
    angka: String,
    label: &'static str,
    href: String,
    nada: Tone,
}

struct Baris {
    nama: String,
    href: String,
    kata: &'static str,
    nada: Tone,
    kalimat: String,
    tempat: String,
    tombol: Option<Tombol>,
}

/// The one repair that needs no choice. Each has a key of its own: with one for all, who goes back and repairs a
/// second person would be told that it is done.
struct Tombol {
    aksi: String,
    kode: String,
    kata: String,
    kunci: String,
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let hasil = super::hasil(&caller, &mut tx).await?;
    drop(tx);
    let alamat = caller.href("/mutu");
    let terpilih = saring.pilih(&hasil);
    let paging = ui::Paging::new(alamat.as_str(), super::super::halaman(&saring.hal), terpilih.len() as u64)
        .query(saring.pasangan());
    let mulai = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let perbaiki = caller.can(crate::PERBAIKI);
    let halaman = terpilih.iter().skip(mulai).take(ui::PAGE_SIZE as usize);
    let baris = halaman.map(|t| jadikan(t, &caller, perbaiki && !saring.diabaikan())).collect();
    let semua =
        hasil.nilai.iter().fold(Nilai { dusun: "Semua".to_owned(), penduduk: 0, bersih: 0 }, |jumlah, n| {
            Nilai { penduduk: jumlah.penduduk + n.penduduk, bersih: jumlah.bersih + n.bersih, ..jumlah }
        });
    let mut terbawa = saring.pasangan();
    terbawa.retain(|(nama, _)| matches!(*nama, "berat" | "tampil"));
    web::html(&Halaman {
        page: caller.page("Mutu data"),
        tab: tab(&saring, &hasil, &alamat),
        ukuran: ukuran(&hasil, &alamat),
        semua,
        jenis: pilihan_jenis(&saring, &hasil),
        dusun: pilihan_dusun(&saring, &hasil),
        terbawa,
        saringan: saring.pasangan(),
        paging,
        baris,
        kosong: hasil.nilai.is_empty(),
        ekspor: caller.can(crate::EKSPOR).then(|| caller.href("/mutu/ekspor")),
        perbaiki,
        kunci: caller.request_key(),
        nilai: hasil.nilai.clone(),
        alamat,
    })
}

fn tab(saring: &Saring, hasil: &Hasil, alamat: &str) -> Vec<ui::MenuItem> {
    let banyak = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    vec![
        ui::MenuItem::new("Menunggu", alamat).active(!saring.diabaikan()).count(banyak(hasil.temuan.len())),
        ui::MenuItem::new("Diabaikan", format!("{alamat}?tampil=diabaikan"))
            .active(saring.diabaikan())
            .count(banyak(hasil.diabaikan.len())),
    ]
}

fn ukuran(hasil: &Hasil, alamat: &str) -> Vec<Ukuran> {
    let banyak = |berat: Berat| hasil.temuan.iter().filter(|t| t.jenis.berat() == berat).count();
    let satu = |berat: Berat| Ukuran {
        angka: kamus::angka(i64::try_from(banyak(berat)).unwrap_or(i64::MAX)),
        label: berat.label(),
        href: format!("{alamat}?berat={}", berat.kode()),
        nada: nada(berat),
    };
    Berat::SEMUA.map(satu).into()
}

fn pilihan_jenis(saring: &Saring, hasil: &Hasil) -> Field {
    let semua: Vec<&Temuan> = if saring.diabaikan() {
        hasil.diabaikan.iter().map(|(t, _)| t).collect()
    } else {
        hasil.temuan.iter().collect()
    };
    let mut pilihan = vec![Choice::new("", "Semua")];
    for jenis in Jenis::SEMUA {
        let banyak = semua.iter().filter(|t| t.jenis == *jenis).count();
        if banyak > 0 || saring.jenis == jenis.kode() {
            pilihan.push(Choice::new(jenis.kode(), format!("{} ({banyak})", jenis.label())));
        }
    }
    Field::new("jenis", "Jenis temuan").choices(pilihan).value(saring.jenis.as_str())
}

fn pilihan_dusun(saring: &Saring, hasil: &Hasil) -> Field {
    let mut pilihan = vec![Choice::new("", "Semua")];
    pilihan.extend(hasil.nilai.iter().map(|n| Choice::new(n.dusun.clone(), n.dusun.clone())));
    Field::new("dusun", "Dusun").choices(pilihan).value(saring.dusun.as_str())
}

fn jadikan(t: &Temuan, caller: &Caller, perbaiki: bool) -> Baris {
    let href = caller.href(&format!("/mutu/{}", t.id));
    let tombol = match t.perbaikan.as_slice() {
        [satu] if perbaiki => Some(Tombol {
            aksi: format!("{href}/perbaikan"),
            kode: satu.kode(),
            kata: satu.label(&t.nama),
            kunci: caller.request_key(),
        }),
        _ => None,
    };
    Baris {
        nama: t.nama.clone(),
        href,
        kata: t.jenis.berat().label(),
        nada: nada(t.jenis.berat()),
        kalimat: t.kalimat.clone(),
        tempat: alamat_sebaris("", &t.dusun, &t.rw, &t.rt),
        tombol,
    }
}
