use ::web::Caller;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{Value, Where};
use serde::Deserialize;
use ui::{Choice, Field};

use super::tempat;
use crate::jenis::JENIS;
use crate::{KELOLA, label_jenis, store};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    jenis: String,
    /// Empty for those that exist, `semua` for dissolved ones too.
    keadaan: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "lembaga/daftar.html")]
struct Daftar {
    page: ui::Page,
    alamat: String,
    cari: Field,
    saringan: Vec<Field>,
    baris: Vec<Baris>,
    paging: ui::Paging,
    baru: Option<String>,
}

struct Baris {
    href: String,
    nama: String,
    jenis: &'static str,
    tempat: String,
    anggota: i64,
    bubar: bool,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let hari_ini = caller.today();
    let jenis = Some(saring.jenis.clone()).filter(|kode| JENIS.iter().any(|(k, ..)| k == kode));
    let mut syarat = Where::new().and_some("jenis = ?", jenis);
    let cari = saring.cari.trim();
    if !cari.is_empty() {
        syarat = syarat.and("lower(nama) like lower(?)", [Value::from(format!("%{cari}%"))]);
    }
    if saring.keadaan != "semua" {
        syarat = syarat.and("(selesai is null or selesai > ?)", [Value::from(hari_ini)]);
    }
    let total = store::count_lembaga(&mut tx, syarat.clone()).await?;
    let alamat = caller.href("/lembaga");
    let hal = saring.hal.parse().unwrap_or(1);
    let paging = ui::Paging::new(alamat.as_str(), hal, u64::try_from(total).unwrap_or(0)).query([
        ("cari", cari),
        ("jenis", saring.jenis.as_str()),
        ("keadaan", saring.keadaan.as_str()),
    ]);
    let potongan = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX));
    let baris = store::daftar_lembaga(&mut tx, syarat, potongan).await?;
    let baris = baris.into_iter().map(|b| Baris {
        href: format!("{alamat}/{}", b.id),
        jenis: label_jenis(&b.jenis),
        tempat: tempat(&b.dusun, &b.rw, &b.rt),
        anggota: b.anggota,
        bubar: b.selesai.is_some_and(|selesai| selesai.0 <= hari_ini),
        nama: b.nama,
    });
    let mut pilihan = vec![Choice::new("", "Semua")];
    pilihan.extend(JENIS.map(|(kode, label, _)| Choice::new(kode, label)));
    let keadaan = Choice::list([("", "Masih ada"), ("semua", "Semua")]);
    ::web::html(&Daftar {
        page: caller.page("Lembaga dan kelompok"),
        cari: Field::new("cari", "Cari nama lembaga")
            .value(cari)
            .autocomplete("off")
            .attr("maxlength", "100"),
        saringan: vec![
            Field::new("jenis", "Jenis").choices(pilihan).value(saring.jenis.as_str()),
            Field::new("keadaan", "Keadaan").choices(keadaan).value(saring.keadaan.as_str()),
        ],
        baris: baris.collect(),
        paging,
        baru: caller.can(KELOLA).then(|| format!("{alamat}/baru")),
        alamat,
    })
}
