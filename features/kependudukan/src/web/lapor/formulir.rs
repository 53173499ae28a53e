//! The short form: who, what, when, a note, a photo.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{Once, ReadTx, Where};
use jiff::civil::Date;
use kamus::urai_tanggal;
use serde::Deserialize;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Form};

use super::super::lingkup::Lingkup;
use super::super::unggahan::Muatan;
use super::{foto, milik};
use crate::store::{self, Warga};
use crate::subjek::alamat_sebaris;
use crate::usulan_warga::{IsiUsulan, JenisUsulan, KeadaanUsulan, Orangnya, UsulanWarga};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    jenis: String,
    penduduk: String,
    /// A proposal that was sent back, to be sent again.
    dari: String,
}

#[derive(Template)]
#[template(path = "kependudukan/lapor_baru.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    orang: Option<String>,
    /// Where somebody of the area is chosen.
    pilih_orang: String,
    tempat: bool,
    nama: bool,
    wilayah: bool,
    /// Why the first one was sent back.
    jawaban: String,
}

/// What a form is about: fixed by its address, carried along in hidden fields.
struct Hal {
    jenis: JenisUsulan,
    orang: Option<Warga>,
    dari: Option<UsulanWarga>,
    /// The parts of the caller's area that have people.
    tempat: Vec<(String, String, String)>,
}

impl Hal {
    async fn muat(caller: &Caller, tx: &mut ReadTx, pinta: &Pinta) -> web::Result<Self> {
        let lingkup = Lingkup::dari(caller);
        let dari = match pinta.dari.parse::<Uuid>() {
            Ok(id) => store::find_usulan_warga(tx, id, milik(caller)?).await?,
            Err(_) => None,
        };
        let dari = dari.filter(|u| u.keadaan() == KeadaanUsulan::Dikembalikan);
        let jenis = dari.as_ref().map(UsulanWarga::jenis).or_else(|| JenisUsulan::dari_kata(&pinta.jenis));
        let jenis = jenis.ok_or(web::Error::NotFound)?;
        let id = dari.as_ref().map_or_else(|| pinta.penduduk.parse().ok(), |u| u.penduduk_id);
        let orang = match id {
            Some(id) => {
                let warga = store::find_warga(tx, id, lingkup.saring(Where::new())).await?;
                Some(warga.ok_or(web::Error::NotFound)?)
            }
            None => None,
        };
        let orang = orang.filter(|_| jenis.orangnya() != Orangnya::Baru);
        let mut tempat = store::list_tempat_warga(tx, lingkup.saring(Where::new())).await?;
        if tempat.is_empty() {
            tempat = lingkup.satu_rt();
        }
        Ok(Self { jenis, orang, dari, tempat })
    }

    fn minta_nama(&self) -> bool {
        match self.jenis.orangnya() {
            Orangnya::Terdaftar => false,
            Orangnya::Baru => true,
            Orangnya::Bebas => self.orang.is_none() || self.jenis == JenisUsulan::Lahir,
        }
    }

    fn minta_wilayah(&self) -> bool {
        self.orang.is_none() && self.tempat.len() > 1
    }

    fn formulir(&self, caller: &Caller) -> ui::Form {
        let (nama, wajib) = match self.jenis {
            JenisUsulan::Lahir => ("Nama bayi", false),
            _ => ("Nama orangnya", true),
        };
        let nama = Field::new("nama", nama).autocomplete("off");
        let tempat = Field::new("tempat", self.jenis.tempat().map_or("", |(tanya, _)| tanya));
        let tempat_wajib = self.jenis.tempat().is_some_and(|(_, wajib)| wajib);
        let pilihan = self.tempat.iter().map(|t| (kirim_tempat(t), alamat_sebaris("", &t.0, &t.1, &t.2)));
        let catatan = Field::new("catatan", "Keterangan").rows(3).hint("Apa yang perlu diketahui petugas");
        let foto = Field::new("foto", "Foto").accept("image/*").optional();
        let foto = foto.hint("Misalnya surat keterangan lahir atau surat kematian");
        let orang = self.orang.as_ref().map(|w| w.id.to_string());
        caller
            .form()
            .with(Field::new("jenis", "").value(self.jenis.kata()))
            .with(Field::new("penduduk", "").value(orang.unwrap_or_default()))
            .with(
                Field::new("dari", "").value(self.dari.as_ref().map_or(String::new(), |u| u.id.to_string())),
            )
            .with(if wajib { nama } else { nama.optional() })
            .with(Field::new("tanggal", self.jenis.tanya_tanggal()).hint("Misalnya 17-08-2026"))
            .with(if tempat_wajib { tempat } else { tempat.optional() })
            .with(Field::new("wilayah", "Di RT mana").choices(Choice::list(pilihan)))
            .with(if self.jenis == JenisUsulan::Lainnya { catatan } else { catatan.optional() })
            .with(foto)
    }
}

fn kirim_tempat((dusun, rw, rt): &(String, String, String)) -> String {
    format!("{dusun}|{rw}|{rt}")
}

pub(super) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let hal = Hal::muat(&caller, &mut tx, &pinta).await?;
    if hal.jenis.orangnya() == Orangnya::Terdaftar && hal.orang.is_none() {
        let pilih = caller.href(&format!("/lapor/warga?jenis={}", hal.jenis.kata()));
        return Ok(web::see_other(&pilih, None));
    }
    let mut form = hal.formulir(&caller);
    if let Some(u) = &hal.dari {
        let isi = u.isi(tx.keys())?;
        let (tanggal, wilayah) = (kamus::tanggal_pendek(u.tanggal.0), kirim_tempat(&tempat_dari(u)));
        form = form.fill([
            ("nama", isi.nama.as_str()),
            ("tanggal", tanggal.as_str()),
            ("tempat", isi.tempat.as_str()),
            ("wilayah", wilayah.as_str()),
            ("catatan", isi.catatan.as_str()),
        ]);
    }
    web::html(&halaman(&caller, &tx, &hal, form)?)
}

fn tempat_dari(u: &UsulanWarga) -> (String, String, String) {
    (u.dusun.clone(), u.rw.clone(), u.rt.clone())
}

fn halaman(caller: &Caller, tx: &ReadTx, hal: &Hal, form: ui::Form) -> web::Result<Halaman> {
    let kata = hal.jenis.kata();
    let boleh_pilih = hal.orang.is_none() && hal.jenis.orangnya() == Orangnya::Bebas;
    let pilih = || caller.href(&format!("/lapor/warga?jenis={kata}"));
    let jawaban = hal.dari.as_ref().map(|u| u.jawaban(tx.keys())).transpose()?.unwrap_or_default();
    Ok(Halaman {
        page: caller
            .page(hal.jenis.label())
            .back("Lapor", caller.href("/lapor"))
            .noindex()
            .has_error(form.has_error()),
        form,
        aksi: caller.href("/lapor"),
        orang: hal.orang.as_ref().map(|w| {
            let alamat = alamat_sebaris(w.alamat.as_deref().unwrap_or(""), &w.dusun, &w.rw, &w.rt);
            format!("{}, {alamat}", w.nama)
        }),
        pilih_orang: if boleh_pilih { pilih() } else { String::new() },
        tempat: hal.jenis.tempat().is_some(),
        nama: hal.minta_nama(),
        wilayah: hal.minta_wilayah(),
        jawaban,
    })
}

pub(super) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let teks = |nama: &str| form.text(nama).to_owned();
    let pinta = Pinta { jenis: teks("jenis"), penduduk: teks("penduduk"), dari: teks("dari") };
    let mut tx = caller.read().await?;
    let hal = Hal::muat(&caller, &mut tx, &pinta).await?;
    let mut tampil = hal.formulir(&caller).fill(form.typed());
    let tanggal = periksa(&form, &hal, caller.today(), &mut tampil);
    let tempat = letak(&form, &hal, &mut tampil);
    let gambar = foto::baca(&form, &mut tampil).await?;
    let (Some(tanggal), Some((dusun, rw, rt)), false) = (tanggal, tempat, tampil.has_error()) else {
        return web::refused(&halaman(&caller, &tx, &hal, tampil)?);
    };
    drop(tx);
    kirim(&caller, &form, &hal, (tanggal, (dusun, rw, rt)), gambar).await
}

/// Writes a checked proposal, or an old one anew.
async fn kirim(
    caller: &Caller,
    form: &Form,
    hal: &Hal,
    (tanggal, (dusun, rw, rt)): (Date, (String, String, String)),
    gambar: Option<Muatan>,
) -> web::Result<Response> {
    let mut tx = caller.write("usulan_warga").await?;
    let ctx = *tx.ctx();
    let id = hal.dari.as_ref().map_or_else(|| ctx.new_id(), |u| u.id);
    let tujuan = caller.href(&format!("/lapor/{id}"));
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    if hal.dari.is_some() {
        // Somebody may have decided while the form lay open.
        let kini = store::find_usulan_warga(&mut tx, id, milik(caller)?).await?;
        if kini.is_none_or(|kini| kini.keadaan() != KeadaanUsulan::Dikembalikan) {
            let kalimat = "Usulan ini sudah dikirim ulang. Buka lagi dari halaman Lapor.";
            return Err(web::Error::Conflict(kalimat.to_owned()));
        }
    }
    let foto_lama = hal.dari.as_ref().and_then(|u| u.foto_id);
    let foto_id = foto::simpan(caller, &mut tx, gambar).await?.or(foto_lama);
    let teks = |nama: &str| form.text(nama).to_owned();
    let isi = IsiUsulan { nama: teks("nama"), tempat: teks("tempat"), catatan: teks("catatan") };
    let usulan = UsulanWarga {
        id,
        pengusul_id: caller.signed_in()?.pengguna.id,
        penduduk_id: hal.orang.as_ref().map(|w| w.id),
        jenis: hal.jenis.kode(),
        tanggal: tanggal.into(),
        dusun,
        rw,
        rt,
        isi_segel: isi.segel(tx.keys()),
        foto_id,
        keadaan: KeadaanUsulan::Menunggu.kode(),
        jawaban_segel: None,
        diputus_oleh: None,
        diputus_pada: None,
        peristiwa_id: None,
        selesai_pada: None,
        diusulkan_pada: ctx.now.into(),
    };
    if hal.dari.is_some() {
        tx.update(&usulan).await?;
    } else {
        tx.insert(&usulan).await?;
    }
    tx.commit().await?;
    let kabar = ui::Flash::new(ui::Tone::Good, "Terkirim. Petugas akan memeriksanya.");
    Ok(web::see_other(&tujuan, Some(kabar)))
}

/// Marks what is wrong, all of it at once; tells the day.
fn periksa(form: &Form, hal: &Hal, hari_ini: Date, tampil: &mut ui::Form) -> Option<Date> {
    for nama in ["nama", "tempat"] {
        if form.text(nama).chars().count() > 200 {
            tampil.refuse(nama, "Paling panjang 200 huruf.");
        }
    }
    if form.text("catatan").chars().count() > 2_000 {
        tampil.refuse("catatan", "Paling panjang 2.000 huruf.");
    }
    if hal.minta_nama() && hal.jenis != JenisUsulan::Lahir && form.some("nama").is_none() {
        tampil.refuse("nama", "Isi nama orangnya, atau pilih dari daftar warga.");
    }
    if hal.jenis == JenisUsulan::Lahir && hal.orang.is_none() && form.some("nama").is_none() {
        tampil.refuse("nama", "Isi nama bayinya, atau pilih ibunya dari daftar warga.");
    }
    if hal.jenis.orangnya() == Orangnya::Terdaftar && hal.orang.is_none() {
        tampil.refuse("", "Pilih dulu orangnya dari daftar warga.");
    }
    if hal.jenis.tempat().is_some_and(|(_, wajib)| wajib) && form.some("tempat").is_none() {
        tampil.refuse("tempat", "Isi bagian ini.");
    }
    if hal.jenis == JenisUsulan::Lainnya && form.some("catatan").is_none() {
        tampil.refuse("catatan", "Tulis apa yang terjadi.");
    }
    match urai_tanggal(form.text("tanggal")) {
        Ok(tanggal) if tanggal > hari_ini => {
            tampil.refuse("tanggal", "Tanggal itu belum terjadi. Periksa angkanya.");
            None
        }
        Ok(tanggal) => Some(tanggal),
        Err(galat) => {
            tampil.refuse("tanggal", galat.to_string());
            None
        }
    }
}

/// Where it happened: with the person, else in the one part that was chosen.
fn letak(form: &Form, hal: &Hal, tampil: &mut ui::Form) -> Option<(String, String, String)> {
    if let Some(w) = &hal.orang {
        return Some((w.dusun.clone(), w.rw.clone(), w.rt.clone()));
    }
    let dipilih = match hal.tempat.as_slice() {
        [satu] => Some(satu.clone()),
        semua => semua.iter().find(|tempat| kirim_tempat(tempat) == form.text("wilayah")).cloned(),
    };
    if dipilih.is_none() {
        let kalimat = "Pilih RT-nya. Bila tidak ada pilihan, minta admin mengisi wilayah tugas Anda.";
        tampil.refuse(if hal.minta_wilayah() { "wilayah" } else { "" }, kalimat);
    }
    dipilih
}
