use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::ReadTx;
use serde::Deserialize;
use ui::{Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use crate::entitas::{Keadaan, UsulanKoreksi};
use crate::pengimporan::{Putusan, baca_tambahan, baca_usulan, label_kolom, putuskan, tampil};
use crate::store::{self, filter_jenis};
use crate::subjek::alamat_sebaris;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    jenis: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/usulan.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<ui::MenuItem>,
    baris: Vec<Baris>,
    paging: ui::Paging,
    total: i64,
    aksi: String,
    kunci: String,
}

struct Baris {
    id: Uuid,
    nama: String,
    href: String,
    kolom: String,
    lama: String,
    baru: String,
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let alamat = caller.href("/impor/usulan");
    let orang_baru = saring.jenis == "baru";
    let jumlah_baru = store::count_usulan(&mut tx, Keadaan::Menunggu, filter_jenis(Some(true))).await?;
    let jumlah_ubah = store::count_usulan(&mut tx, Keadaan::Menunggu, filter_jenis(Some(false))).await?;
    // The tab that has something, where nobody has chosen one.
    let orang_baru = orang_baru || (saring.jenis.is_empty() && jumlah_ubah == 0);
    let total = if orang_baru { jumlah_baru } else { jumlah_ubah };
    let paging = ui::Paging::new(alamat.as_str(), super::halaman(&saring.hal), super::jumlah(total))
        .query([("jenis", if orang_baru { "baru" } else { "koreksi" })]);
    let semua =
        store::daftar_usulan(&mut tx, filter_jenis(Some(orang_baru)), super::potongan(&paging)).await?;
    let baris = semua.iter().map(|u| jadikan(u, &caller, &tx)).collect::<db::Result<Vec<_>>>()?;
    let tab = |label: &str, jenis: &str, ini: bool, jumlah: i64| {
        ui::MenuItem::new(label, format!("{alamat}?jenis={jenis}"))
            .active(ini)
            .count(u32::try_from(jumlah).unwrap_or(u32::MAX))
    };
    web::html(&Halaman {
        page: caller.page("Usulan dari berkas").back("Impor data", caller.href("/impor")),
        tab: vec![
            tab("Perbedaan", "koreksi", !orang_baru, jumlah_ubah),
            tab("Orang baru", "baru", orang_baru, jumlah_baru),
        ],
        baris,
        paging,
        total,
        aksi: format!("{alamat}/putusan"),
        kunci: caller.request_key(),
    })
}

fn jadikan(u: &UsulanKoreksi, caller: &Caller, tx: &ReadTx) -> db::Result<Baris> {
    let Some(penduduk_id) = u.penduduk_id else {
        let i = baca_tambahan(u, tx.keys())?.isian;
        let nik = i.nik.map_or_else(|| "belum ber-NIK".to_owned(), |nik| nik.samar());
        let lahir = kamus::tanggal_pendek(i.tanggal_lahir.0);
        return Ok(Baris {
            id: u.id,
            nama: u.nama.clone(),
            href: String::new(),
            kolom: i.shdk.to_string(),
            lama: nik,
            baru: format!("{lahir}, {}", alamat_sebaris("", &i.dusun, &i.rw, &i.rt)),
        });
    };
    let (lama, baru) = baca_usulan(u, tx.keys())?;
    Ok(Baris {
        id: u.id,
        nama: u.nama.clone(),
        href: caller.href(&format!("/penduduk/{penduduk_id}")),
        kolom: label_kolom(&u.kolom).to_owned(),
        lama: tampil(&u.kolom, &lama),
        baru: tampil(&u.kolom, &baru),
    })
}

/// Accepts or refuses the ticked proposals, or all of one kind.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let terima = match form.text("putusan") {
        "terima" | "terima_semua" => true,
        "tolak" | "tolak_semua" => false,
        _ => return Err(web::Error::Refused("Pilih terima atau tolak.".to_owned())),
    };
    let orang_baru = form.text("jenis") == "baru";
    let kembali =
        format!("{}?jenis={}", caller.href("/impor/usulan"), if orang_baru { "baru" } else { "koreksi" });
    let pilihan: Vec<Uuid> = if form.text("putusan").ends_with("_semua") {
        let mut tx = caller.read().await?;
        let semua = store::daftar_usulan(&mut tx, filter_jenis(Some(orang_baru)), (i64::MAX, 0)).await?;
        semua.into_iter().map(|u| u.id).collect()
    } else {
        form.all("usulan").filter_map(|id| id.parse().ok()).collect()
    };
    if pilihan.is_empty() {
        let kabar =
            Flash::new(Tone::Wait, "Belum ada usulan yang dipilih. Centang dulu yang mau diputuskan.");
        return Ok(web::see_other(&kembali, Some(kabar)));
    }
    let kunci = form.request_key()?;
    let putusan =
        putuskan(caller.app.db(), &caller.ctx, Some(&pilihan), terima, (kunci, caller.today())).await?;
    Ok(web::see_other(&kembali, Some(kabar(putusan))))
}

fn kabar(p: Putusan) -> Flash {
    if p.terulang {
        return Flash::new(Tone::Info, "Putusan itu sudah disimpan sebelumnya.");
    }
    let mut kalimat = Vec::new();
    let mut tambah = |n: usize, akhir: &str| {
        if n > 0 {
            kalimat.push(format!("{} usulan {akhir}.", kamus::angka(i64::try_from(n).unwrap_or(i64::MAX))));
        }
    };
    tambah(p.diterima, "diterima");
    tambah(p.ditolak, "ditolak");
    tambah(p.gugur, "tidak dapat diterima karena datanya sudah berubah atau NIK-nya sudah dipakai");
    let nada = if p.gugur > 0 { Tone::Wait } else { Tone::Good };
    if kalimat.is_empty() {
        return Flash::new(Tone::Info, "Usulan itu sudah diputuskan orang lain.");
    }
    Flash::new(nada, kalimat.join(" "))
}
