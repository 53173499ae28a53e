use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{Once, Where};
use jiff::civil::Date;
use kamus::{
    Agama, Daftar as _, JenisKelamin, Kewarganegaraan, Nik, NomorKk, StatusKawin, tanggal_panjang,
    urai_tanggal,
};
use serde::Deserialize;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Form};

use super::lingkup::Lingkup;
use crate::store::{self, Kedatangan};
use crate::subjek::{JenisSubjek, Subjek, alamat_sebaris};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/sementara_daftar.html")]
struct Daftar {
    page: ui::Page,
    cari: Field,
    paging: ui::Paging,
    baris: Vec<Baris>,
    alamat: String,
    baru: Option<String>,
}

struct Baris {
    href: String,
    nama: String,
    nik: String,
    datang_dari: String,
    alamat: String,
}

pub(crate) async fn daftar(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let bernomor = saring.cari.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let cari = if bernomor { "" } else { saring.cari.as_str() };
    let syarat = store::filter_kata(Lingkup::dari(&caller).saring(Where::new()), cari);
    let total = store::count_sementara(&mut tx, syarat.clone()).await?;
    let alamat = caller.href("/penduduk-sementara");
    let paging = ui::Paging::new(alamat.as_str(), super::halaman(&saring.hal), super::jumlah(total))
        .query([("cari", cari)]);
    let semua = store::daftar_sementara(&mut tx, syarat, super::potongan(&paging)).await?;
    let baris = semua.into_iter().map(|p| {
        let nik = p.nik(tx.keys())?;
        Ok(Baris {
            href: caller.href(&format!("/penduduk-sementara/{}", p.id)),
            alamat: alamat_sebaris(&p.alamat, &p.dusun, &p.rw, &p.rt),
            nama: p.nama,
            nik: nik.map_or_else(|| "tanpa NIK".to_owned(), |nik| nik.samar()),
            datang_dari: p.datang_dari,
        })
    });
    let baris = baris.collect::<db::Result<Vec<_>>>()?;
    let boleh = caller.can(crate::IMPOR);
    web::html(&Daftar {
        page: caller.page("Penduduk sementara"),
        cari: Field::new("cari", "Cari nama").value(cari).autocomplete("off"),
        paging,
        baris,
        baru: boleh.then(|| format!("{alamat}/baru")),
        alamat,
    })
}

#[derive(Template)]
#[template(path = "kependudukan/sementara_baru.html")]
struct Baru {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

pub(crate) async fn baru(caller: Caller) -> web::Result<Response> {
    web::html(&halaman_baru(&caller, formulir(&caller)))
}

fn halaman_baru(caller: &Caller, form: ui::Form) -> Baru {
    let daftar = caller.href("/penduduk-sementara");
    let page = caller.page("Penduduk sementara baru").back("Penduduk sementara", daftar.as_str());
    Baru { page: page.has_error(form.has_error()), form, aksi: daftar }
}

fn formulir(caller: &Caller) -> ui::Form {
    fn daftar<T: kamus::Daftar>() -> Vec<Choice> {
        Choice::list(T::semua().iter().map(|t| (t.label(), t.label())))
    }
    let luar = |nama: &str, label: &str| Field::new(nama, label).autocomplete("off");
    caller
        .form()
        .with(luar("nama", "Nama lengkap"))
        .with(luar("nik", "NIK").numeric().width(16).hint("16 angka").optional())
        .with(luar("no_kk", "Nomor KK").numeric().width(16).hint("16 angka").optional())
        .with(Field::new("jenis_kelamin", "Jenis kelamin").choices(daftar::<JenisKelamin>()))
        .with(luar("tempat_lahir", "Tempat lahir"))
        .with(Field::new("tanggal_lahir", "Tanggal lahir"))
        .with(Field::new("agama", "Agama").choices(daftar::<Agama>()).optional())
        .with(Field::new("status_kawin", "Status perkawinan").choices(daftar::<StatusKawin>()).optional())
        .with(luar("pekerjaan", "Pekerjaan").optional())
        .with(
            Field::new("kewarganegaraan", "Kewarganegaraan")
                .choices(daftar::<Kewarganegaraan>())
                .value(Kewarganegaraan::Wni.label()),
        )
        .with(luar("alamat", "Alamat menurut KTP"))
        .with(luar("datang_dari", "Datang dari"))
        .with(luar("maksud", "Maksud dan tujuan kedatangan"))
        .with(luar("yang_didatangi", "Nama dan alamat yang didatangi"))
        .with(Field::new("datang", "Tanggal datang"))
        .with(Field::new("pergi", "Tanggal pergi").optional())
}

pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let mut tampil = formulir(&caller).fill(form.typed());
    let (subjek, kedatangan) = baca(&form, caller.today(), &mut tampil);
    if tampil.has_error() {
        return web::refused(&halaman_baru(&caller, tampil));
    }
    let mut tx = caller.write("pencatatan_penduduk_sementara").await?;
    let daftar = caller.href("/penduduk-sementara");
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &daftar).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    let id = store::insert_sementara_lengkap(&mut tx, &subjek, kedatangan).await?;
    tx.commit().await?;
    let kabar = ui::Flash::new(ui::Tone::Good, format!("{} sudah dicatat.", subjek.nama));
    Ok(web::see_other(&format!("{daftar}/{id}"), Some(kabar)))
}

/// Reads the form; what is wrong is marked on `tampil`, all of it at once.
fn baca(form: &Form, hari_ini: Date, tampil: &mut ui::Form) -> (Subjek, Kedatangan) {
    let teks = |nama: &str| form.text(nama).to_owned();
    for (nama, kalimat) in [
        ("nama", "Isi nama lengkap."),
        ("jenis_kelamin", "Pilih jenis kelamin."),
        ("tempat_lahir", "Isi tempat lahir."),
        ("alamat", "Isi alamat menurut KTP."),
        ("datang_dari", "Isi dari mana datangnya."),
        ("maksud", "Isi maksud kedatangan."),
        ("yang_didatangi", "Isi siapa yang didatangi dan alamatnya."),
    ] {
        if form.some(nama).is_none() {
            tampil.refuse(nama, kalimat);
        } else if form.text(nama).chars().count() > 200 {
            tampil.refuse(nama, "Paling panjang 200 huruf.");
        }
    }
    let nik = baca_nomor(form, "nik", tampil, Nik::baru);
    let no_kk = baca_nomor(form, "no_kk", tampil, NomorKk::baru);
    let tanggal_lahir = baca_tanggal(form, "tanggal_lahir", true, tampil);
    if tanggal_lahir.is_some_and(|lahir| lahir > hari_ini) {
        tampil.refuse("tanggal_lahir", "Tanggal lahir belum terjadi. Periksa angka tahunnya.");
    }
    let datang = baca_tanggal(form, "datang", true, tampil);
    let pergi = baca_tanggal(form, "pergi", false, tampil);
    if let (Some(datang), Some(pergi)) = (datang, pergi)
        && pergi < datang
    {
        tampil.refuse("pergi", "Tanggal pergi tidak boleh sebelum tanggal datang.");
    }
    let subjek = Subjek {
        jenis: JenisSubjek::Sementara,
        id: None,
        nama: teks("nama"),
        nik,
        no_kk,
        tempat_lahir: teks("tempat_lahir"),
        tanggal_lahir,
        jenis_kelamin: teks("jenis_kelamin"),
        agama: teks("agama"),
        status_kawin: teks("status_kawin"),
        pekerjaan: teks("pekerjaan"),
        kewarganegaraan: teks("kewarganegaraan"),
        alamat: teks("alamat"),
        dusun: String::new(),
        rw: String::new(),
        rt: String::new(),
    };
    let kedatangan = Kedatangan {
        datang_dari: teks("datang_dari"),
        maksud: teks("maksud"),
        yang_didatangi: teks("yang_didatangi"),
        datang,
        pergi,
    };
    (subjek, kedatangan)
}

fn baca_nomor<T>(
    form: &Form,
    nama: &str,
    tampil: &mut ui::Form,
    urai: fn(&str) -> Result<T, kamus::GalatNomor>,
) -> Option<T> {
    match urai(form.some(nama)?) {
        Ok(nomor) => Some(nomor),
        Err(galat) => {
            tampil.refuse(nama, galat.to_string());
            None
        }
    }
}

fn baca_tanggal(form: &Form, nama: &str, wajib: bool, tampil: &mut ui::Form) -> Option<Date> {
    if !wajib && form.some(nama).is_none() {
        return None;
    }
    match urai_tanggal(form.text(nama)) {
        Ok(tanggal) => Some(tanggal),
        Err(galat) => {
            tampil.refuse(nama, galat.to_string());
            None
        }
    }
}

#[derive(Template)]
#[template(path = "kependudukan/sementara.html")]
struct Halaman {
    page: ui::Page,
    isi: Vec<(&'static str, String)>,
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let lingkup = Lingkup::dari(&caller);
    let p = store::find_sementara(&mut tx, id).await?;
    let p = p.filter(|p| lingkup.memuat(&p.dusun, &p.rw, &p.rt)).ok_or(web::Error::NotFound)?;
    let nik = p.nik(tx.keys())?.map_or_else(String::new, |nik| nik.samar());
    let hari = |hari: Option<db::Day>| hari.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default();
    let page = caller.page(p.nama.as_str()).noindex();
    let isi = vec![
        ("NIK", nik),
        ("Jenis kelamin", p.jenis_kelamin),
        ("Tempat lahir", p.tempat_lahir),
        ("Tanggal lahir", hari(p.tanggal_lahir)),
        ("Agama", p.agama),
        ("Status perkawinan", p.status_kawin),
        ("Pekerjaan", p.pekerjaan),
        ("Kewarganegaraan", p.kewarganegaraan),
        ("Alamat", alamat_sebaris(&p.alamat, &p.dusun, &p.rw, &p.rt)),
        ("Datang dari", p.datang_dari),
        ("Maksud dan tujuan", p.maksud),
        ("Yang didatangi", p.yang_didatangi),
        ("Tanggal datang", hari(p.datang)),
        ("Tanggal pergi", hari(p.pergi)),
        ("Dicatat", super::waktu(&caller, p.dicatat_pada)),
    ];
    let page = page.back("Penduduk sementara", caller.href("/penduduk-sementara"));
    web::html(&Halaman { page, isi })
}
