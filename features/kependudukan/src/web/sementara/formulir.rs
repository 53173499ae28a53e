//! Writing down that somebody came to stay for a while.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{Once, ReadTx};
use jiff::civil::Date;
use kamus::{Agama, JenisKelamin, Kewarganegaraan, Nik, NomorKk, StatusKawin, tanggal_pendek, urai_tanggal};
use serde::Deserialize;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Form};

use crate::sementara::{self, JenisTinggal, Lapor};
use crate::store::{self, Kedatangan};
use crate::subjek::{JenisSubjek, Subjek, alamat_sebaris};
use crate::usulan_warga;

/// A proposal of a neighbourhood that this arrival answers.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    usulan: String,
}

#[derive(Template)]
#[template(path = "kependudukan/sementara_baru.html")]
struct Baru {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

pub(crate) async fn baru(caller: Caller, Query(pinta): Query<Pinta>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let mut form = formulir(&caller, &mut tx).await?;
    form = form.fill([("tanggal_lapor", tanggal_pendek(caller.today()).as_str())]);
    if let Ok(id) = pinta.usulan.parse::<Uuid>() {
        let u = store::find_usulan_warga(&mut tx, id, db::Where::new()).await?.ok_or(web::Error::NotFound)?;
        let isi = u.isi(tx.keys())?;
        let (tempat, tanggal) = (kirim_tempat(&u.dusun, &u.rw, &u.rt), tanggal_pendek(u.tanggal.0));
        form = form.fill([
            ("usulan", pinta.usulan.as_str()),
            ("nama", isi.nama.as_str()),
            ("yang_didatangi", isi.tempat.as_str()),
            ("datang", tanggal.as_str()),
            ("tinggal", tempat.as_str()),
        ]);
    }
    web::html(&halaman_baru(&caller, form))
}

fn halaman_baru(caller: &Caller, form: ui::Form) -> Baru {
    let daftar = caller.href("/penduduk-sementara");
    let page = caller.page("Penduduk sementara baru").back("Penduduk sementara", daftar.as_str());
    Baru { page: page.has_error(form.has_error()), form, aksi: daftar }
}

/// A place within the unit as one answer.
pub(super) fn kirim_tempat(dusun: &str, rw: &str, rt: &str) -> String {
    format!("{dusun}|{rw}|{rt}")
}

/// The parts of the unit as choices.
pub(super) async fn pilihan_tempat(tx: &mut ReadTx) -> db::Result<Vec<Choice>> {
    let bagian = wilayah::list_bagian(tx).await?;
    let satu = |b: &wilayah::BagianWilayah| {
        (kirim_tempat(&b.dusun, &b.rw, &b.rt), alamat_sebaris("", &b.dusun, &b.rw, &b.rt))
    };
    Ok(Choice::list(bagian.iter().filter(|b| !b.rt.is_empty()).map(satu)))
}

/// Dusun, RW and RT of an answer.
pub(super) fn baca_tempat(teks: &str) -> Option<(String, String, String)> {
    let mut bagian = teks.split('|').map(str::to_owned);
    Some((bagian.next()?, bagian.next()?, bagian.next()?)).filter(|(dusun, ..)| !dusun.is_empty())
}

async fn formulir(caller: &Caller, tx: &mut ReadTx) -> db::Result<ui::Form> {
    fn daftar<T: kamus::Daftar>() -> Vec<Choice> {
        Choice::list(T::semua().iter().map(|t| (t.label(), t.label())))
    }
    let luar = |nama: &str, label: &str| Field::new(nama, label).autocomplete("off");
    let jenis = Choice::list(JenisTinggal::TINGGAL.map(|j| (j.kode().to_string(), j.label())));
    let tinggal = pilihan_tempat(tx).await?;
    let hari = |nama: &str, label: &str| Field::new(nama, label).hint("Misalnya 17-08-2026");
    Ok(caller
        .form()
        .with(Field::new("usulan", ""))
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
                .value(Kewarganegaraan::Wni.to_string()),
        )
        .with(luar("negara", "Negara asal").hint("Hanya untuk WNA").optional())
        .with(luar("alamat", "Alamat menurut KTP atau paspor"))
        .with(Field::new("jenis", "Tinggal sebagai").choices(jenis))
        .with(Field::new("tinggal", "Tinggal di").choices(tinggal).optional())
        .with(luar("datang_dari", "Datang dari"))
        .with(luar("maksud", "Maksud dan tujuan kedatangan"))
        .with(luar("yang_didatangi", "Nama dan alamat yang didatangi"))
        .with(hari("datang", "Tanggal datang"))
        .with(hari("tanggal_lapor", "Tanggal lapor"))
        .with(hari("sampai", "Tinggal sampai").optional()))
}

pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let mut tampil = formulir(&caller, &mut tx).await?.fill(form.typed());
    drop(tx);
    let (subjek, kedatangan, lapor) = baca(&form, caller.today(), &mut tampil);
    if tampil.has_error() {
        return web::refused(&halaman_baru(&caller, tampil));
    }
    let mut tx = caller.write("kedatangan_sementara").await?;
    let daftar = caller.href("/penduduk-sementara");
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &daftar).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    let id = sementara::datang(&mut tx, &subjek, kedatangan, &lapor).await?;
    if let Ok(usulan) = form.text("usulan").parse::<Uuid>() {
        // A proposal that somebody else closed meanwhile stays as it is.
        match usulan_warga::selesaikan(&mut tx, usulan, None).await {
            Ok(_) | Err(usulan_warga::GalatUsulan::SudahDiputus) => {}
            Err(usulan_warga::GalatUsulan::Db(galat)) => return Err(galat.into()),
            Err(lain) => return Err(web::Error::Conflict(lain.to_string())),
        }
    }
    tx.commit().await?;
    let kabar = ui::Flash::new(ui::Tone::Good, format!("{} sudah dicatat.", subjek.nama));
    Ok(web::see_other(&format!("{daftar}/{id}"), Some(kabar)))
}

/// Reads the form; what is wrong is marked on `tampil`, all of it at once.
fn baca(form: &Form, hari_ini: Date, tampil: &mut ui::Form) -> (Subjek, Kedatangan, Lapor) {
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
    let subjek = baca_subjek(form, hari_ini, tampil);
    let (kedatangan, lapor) = baca_kedatangan(form, hari_ini, tampil);
    (subjek, kedatangan, lapor)
}

fn baca_subjek(form: &Form, hari_ini: Date, tampil: &mut ui::Form) -> Subjek {
    let teks = |nama: &str| form.text(nama).to_owned();
    let nik = baca_nomor(form, "nik", tampil, Nik::baru);
    let no_kk = baca_nomor(form, "no_kk", tampil, NomorKk::baru);
    let tanggal_lahir = baca_tanggal(form, "tanggal_lahir", true, tampil);
    if tanggal_lahir.is_some_and(|lahir| lahir > hari_ini) {
        tampil.refuse("tanggal_lahir", "Tanggal lahir belum terjadi. Periksa angka tahunnya.");
    }
    let (dusun, rw, rt) = baca_tempat(form.text("tinggal")).unwrap_or_default();
    Subjek {
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
        dusun,
        rw,
        rt,
    }
}

fn baca_kedatangan(form: &Form, hari_ini: Date, tampil: &mut ui::Form) -> (Kedatangan, Lapor) {
    let teks = |nama: &str| form.text(nama).to_owned();
    let datang = baca_tanggal(form, "datang", true, tampil);
    let lapor = baca_tanggal(form, "tanggal_lapor", true, tampil);
    let sampai = baca_tanggal(form, "sampai", false, tampil);
    for (nama, isi) in [("datang", datang), ("tanggal_lapor", lapor)] {
        if isi.is_some_and(|isi| isi > hari_ini) {
            tampil.refuse(nama, "Tanggal itu belum terjadi. Periksa angkanya.");
        }
    }
    if let (Some(datang), Some(lapor)) = (datang, lapor)
        && lapor < datang
    {
        tampil.refuse("tanggal_lapor", "Tanggal lapor tidak boleh sebelum tanggal datang.");
    }
    if let (Some(datang), Some(sampai)) = (datang, sampai)
        && sampai < datang
    {
        tampil.refuse("sampai", "Tinggal sampai tidak boleh sebelum tanggal datang.");
    }
    let jenis = form.text("jenis").parse().ok().and_then(JenisTinggal::dari_kode);
    let jenis = jenis.filter(|jenis| *jenis != JenisTinggal::Surat);
    if jenis.is_none() {
        tampil.refuse("jenis", "Pilih sebagai apa orang ini tinggal.");
    }
    let asing = form.text("kewarganegaraan") == Kewarganegaraan::Wna.to_string();
    if asing && form.some("negara").is_none() {
        tampil.refuse("negara", "Isi negara asalnya.");
    }
    if asing && sampai.is_none() {
        tampil.refuse("sampai", "WNA tinggal sampai izinnya berakhir. Isi tanggalnya.");
    }
    let kedatangan = Kedatangan {
        datang_dari: teks("datang_dari"),
        maksud: teks("maksud"),
        yang_didatangi: teks("yang_didatangi"),
        datang,
        pergi: None,
        jenis: jenis.map_or(0, JenisTinggal::kode),
        negara: if asing { teks("negara") } else { String::new() },
        sampai,
    };
    let lapor = Lapor {
        tanggal: datang.unwrap_or(hari_ini),
        tanggal_lapor: lapor.unwrap_or(hari_ini),
        keterangan: kedatangan.maksud.clone(),
    };
    (kedatangan, lapor)
}

pub(super) fn baca_nomor<T>(
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

pub(super) fn baca_tanggal(form: &Form, nama: &str, wajib: bool, tampil: &mut ui::Form) -> Option<Date> {
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
