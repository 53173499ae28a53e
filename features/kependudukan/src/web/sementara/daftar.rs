use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::Where;
use kamus::tanggal_pendek;
use serde::Deserialize;
use ui::{Choice, Field, Tone};
use web::Caller;

use super::super::lingkup::Lingkup;
use super::super::{halaman, jumlah, potongan};
use crate::sementara::{JenisTinggal, KeadaanTinggal};
use crate::store;
use crate::subjek::alamat_sebaris;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    /// Empty for who is here; `habis`, `pergi`, `surat`, `semua`.
    keadaan: String,
    jenis: String,
    dusun: String,
    hal: String,
}

impl Saring {
    fn cari(&self) -> &str {
        let bernomor = self.cari.bytes().filter(u8::is_ascii_digit).count() >= 3;
        if bernomor { "" } else { self.cari.as_str() }
    }

    fn pasangan(&self) -> [(&'static str, String); 4] {
        let teks = |isi: &str| isi.to_owned();
        [
            ("cari", teks(self.cari())),
            ("keadaan", teks(&self.keadaan)),
            ("jenis", teks(&self.jenis)),
            ("dusun", teks(&self.dusun)),
        ]
    }
}

#[derive(Template)]
#[template(path = "kependudukan/sementara_daftar.html")]
struct Daftar {
    page: ui::Page,
    cari: Field,
    saringan: Vec<Field>,
    paging: ui::Paging,
    baris: Vec<Baris>,
    alamat: String,
    baru: Option<String>,
    rekap: String,
    /// How many stay longer than they meant to, where others are listed.
    habis: i64,
    habis_href: String,
}

struct Baris {
    href: String,
    nama: String,
    nik: String,
    jenis: &'static str,
    alamat: String,
    sampai: String,
    keadaan: &'static str,
    nada: Tone,
}

pub(crate) fn nada(keadaan: KeadaanTinggal) -> Tone {
    match keadaan {
        KeadaanTinggal::Tinggal => Tone::Good,
        KeadaanTinggal::Habis => Tone::Wait,
        KeadaanTinggal::JadiPenduduk => Tone::Info,
        KeadaanTinggal::Surat | KeadaanTinggal::Pergi => Tone::Plain,
    }
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let hari_ini = caller.today();
    let dusun = Some(saring.dusun.clone()).filter(|dusun| !dusun.is_empty());
    let jenis = saring.jenis.parse::<i16>().ok();
    let syarat =
        Lingkup::dari(&caller).saring(Where::new()).and_some("dusun = ?", dusun).and_some("jenis = ?", jenis);
    let syarat = store::filter_kata(syarat, saring.cari());
    let syarat = match saring.keadaan.as_str() {
        "habis" => store::filter_habis(syarat, hari_ini),
        "pergi" => store::filter_pergi(syarat, hari_ini),
        "surat" => store::filter_surat(syarat),
        "semua" => syarat,
        _ => store::filter_tinggal(syarat, hari_ini),
    };
    let total = store::count_sementara(&mut tx, syarat.clone()).await?;
    let alamat = caller.href("/penduduk-sementara");
    let paging =
        ui::Paging::new(alamat.as_str(), halaman(&saring.hal), jumlah(total)).query(saring.pasangan());
    let semua = store::daftar_sementara(&mut tx, syarat, potongan(&paging)).await?;
    let baris = semua.into_iter().map(|p| {
        let nik = p.nik(tx.keys())?;
        let keadaan = p.keadaan(hari_ini);
        Ok(Baris {
            href: caller.href(&format!("/penduduk-sementara/{}", p.id)),
            jenis: p.jenis().label(),
            alamat: alamat_sebaris("", &p.dusun, &p.rw, &p.rt),
            sampai: p.sampai.map(|sampai| tanggal_pendek(sampai.0)).unwrap_or_default(),
            keadaan: keadaan.label(),
            nada: nada(keadaan),
            nama: p.nama,
            nik: nik.map_or_else(|| "tanpa NIK".to_owned(), |nik| nik.samar()),
        })
    });
    let baris = baris.collect::<db::Result<Vec<_>>>()?;
    let habis = match saring.keadaan.as_str() {
        "habis" => 0,
        _ => store::count_sementara(&mut tx, store::filter_habis(Where::new(), hari_ini)).await?,
    };
    web::html(&Daftar {
        page: caller.page("Penduduk sementara"),
        cari: Field::new("cari", "Cari nama").value(saring.cari()).autocomplete("off"),
        saringan: saringan(&mut tx, &saring).await?,
        paging,
        baris,
        baru: caller.can(crate::IMPOR).then(|| format!("{alamat}/baru")),
        rekap: format!("{alamat}/rekap"),
        habis,
        habis_href: format!("{alamat}?keadaan=habis"),
        alamat,
    })
}

async fn saringan(tx: &mut db::ReadTx, saring: &Saring) -> db::Result<Vec<Field>> {
    let keadaan = [
        ("", "Tinggal di sini"),
        ("habis", "Masa tinggal habis"),
        ("pergi", "Sudah pergi"),
        ("surat", "Hanya untuk surat"),
        ("semua", "Semua"),
    ];
    let mut jenis = vec![Choice::new("", "Semua")];
    jenis.extend(JenisTinggal::TINGGAL.map(|j| Choice::new(j.kode().to_string(), j.label())));
    let mut semua: Vec<String> = wilayah::list_bagian(tx).await?.into_iter().map(|b| b.dusun).collect();
    semua.sort_unstable();
    semua.dedup();
    let mut dusun = vec![Choice::new("", "Semua")];
    dusun.extend(semua.into_iter().filter(|d| !d.is_empty()).map(|d| Choice::new(d.clone(), d)));
    Ok(vec![
        Field::new("keadaan", "Keadaan").choices(Choice::list(keadaan)).value(saring.keadaan.as_str()),
        Field::new("jenis", "Tinggal sebagai").choices(jenis).value(saring.jenis.as_str()),
        Field::new("dusun", "Dusun").choices(dusun).value(saring.dusun.as_str()),
    ])
}
