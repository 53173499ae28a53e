//! The agenda of letters that came in.

use ::web::Caller;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{Value, Where};
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};

use crate::keadaan::{Keadaan, Sifat};
use crate::mata::Mata;
use crate::store::{self, SuratMasuk};
use crate::{CATAT, LIHAT};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    keadaan: String,
    sifat: String,
    tahun: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "sekretariat/masuk.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<MenuItem>,
    alamat: String,
    cari: Field,
    saringan: Vec<Field>,
    disaring: bool,
    baris: Vec<Baris>,
    paging: Paging,
    baru: Option<String>,
}

struct Baris {
    href: Option<String>,
    nomor: String,
    diterima: String,
    pengirim: String,
    perihal: String,
    surat: String,
    sifat: Sifat,
    keadaan: Keadaan,
    batal: bool,
    musnah: bool,
}

impl Saring {
    fn syarat(&self, mata: Mata) -> Where {
        let keadaan = self.keadaan.parse::<i16>().ok().and_then(Keadaan::dari_kode);
        let sifat = self.sifat.parse::<i16>().ok().and_then(Sifat::dari_kode);
        let tahun = self.tahun.parse::<i16>().ok();
        let mut syarat = Where::new()
            .and_some("keadaan = ?", keadaan.map(Keadaan::kode))
            .and_some("sifat = ?", sifat.map(Sifat::kode))
            .and_some("tahun = ?", tahun);
        let cari = self.cari.trim().to_lowercase();
        if cari.is_empty() {
            return syarat;
        }
        if !mata.pimpinan() {
            // A search must not tell what a secret letter is about.
            syarat = syarat.and("sifat <> ?", [Value::from(Sifat::Rahasia.kode())]);
        }
        let pola = db::containing(&cari);
        syarat.and(
            "(lower(pengirim) like ? escape '!' or lower(perihal) like ? escape '!' or lower(nomor) like ? escape '!')",
            [pola.clone(), pola.clone(), pola],
        )
    }

    fn pasangan(&self) -> [(&'static str, &str); 4] {
        [("cari", &self.cari), ("keadaan", &self.keadaan), ("sifat", &self.sifat), ("tahun", &self.tahun)]
    }
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let mata = Mata::baca(&mut tx, caller.ctx.user(), caller.today(), caller.can(LIHAT)).await?;
    let syarat = saring.syarat(mata);
    let total = u64::try_from(store::count_masuk(&mut tx, syarat.clone()).await?).unwrap_or(0);
    let alamat = caller.href("/surat-masuk");
    let paging = Paging::new(alamat.clone(), saring.hal.parse().unwrap_or(1), total).query(saring.pasangan());
    let potong = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(0));
    let rows = store::list_masuk(&mut tx, syarat, potong).await?;
    ::web::html(&Halaman {
        page: caller.page("Surat masuk"),
        tab: super::tab(&caller, 0),
        cari: Field::new("cari", "Cari pengirim, isi, atau nomor").value(&saring.cari).autocomplete("off"),
        saringan: saringan(&caller, &saring),
        disaring: saring.pasangan().iter().any(|(_, isi)| !isi.is_empty()),
        baris: rows.into_iter().map(|row| baris(&caller, mata, row)).collect(),
        paging,
        alamat,
        baru: caller.can(CATAT).then(|| caller.href("/surat-masuk/baru")),
    })
}

fn saringan(caller: &Caller, saring: &Saring) -> Vec<Field> {
    let semua = || vec![Choice::new("", "Semua")];
    let mut keadaan = semua();
    keadaan.extend(Keadaan::SEMUA.iter().map(|k| Choice::new(k.kode().to_string(), k.label())));
    let mut sifat = semua();
    sifat.extend(Sifat::SEMUA.iter().map(|s| Choice::new(s.kode().to_string(), s.label())));
    let mut tahun = semua();
    let kini = caller.today().year();
    tahun.extend((kini - 6..=kini).rev().map(|t| Choice::new(t.to_string(), t.to_string())));
    vec![
        Field::new("keadaan", "Keadaan").choices(keadaan).value(&saring.keadaan),
        Field::new("sifat", "Sifat").choices(sifat).value(&saring.sifat),
        Field::new("tahun", "Tahun").choices(tahun).value(&saring.tahun),
    ]
}

fn baris(caller: &Caller, mata: Mata, row: SuratMasuk) -> Baris {
    let terbuka = mata.melihat_isi(&row);
    let isi = |teks: String| if terbuka { teks } else { "Rahasia".to_owned() };
    Baris {
        href: terbuka.then(|| caller.href(&format!("/surat-masuk/{}", row.id))),
        nomor: format!("{}/{}", row.urut, row.tahun),
        diterima: kamus::tanggal_pendek(row.diterima.0),
        sifat: row.sifat(),
        keadaan: row.keadaan(),
        batal: row.dibatalkan.is_some(),
        musnah: row.pemusnahan_id.is_some(),
        surat: if terbuka {
            format!("{}, {}", row.nomor, kamus::tanggal_pendek(row.tanggal.0))
        } else {
            String::new()
        },
        pengirim: isi(row.pengirim),
        perihal: isi(row.perihal),
    }
}
