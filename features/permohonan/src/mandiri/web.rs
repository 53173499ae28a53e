//! The pages of Layanan Mandiri.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::{Once, ReadTx};
use files::FileStore;
use kamus::Nik;
use kependudukan::Subjek;
use surat::Katalog;
use surat::jenis::Jenis;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{PERCOBAAN, PengirimKode, akhiri_sesi, find_sesi, minta_kode, mulai_sesi, tukar_kode};
use crate::alur::{self, Pengajuan};
use crate::bidang::{self, Rupa};
use crate::keadaan::{Ambil, Keadaan, Pintu};
use crate::store::{self, Isi, Pelaku, Permohonan};

/// The same frame for whoever visits.
fn halaman(caller: &Caller, judul: impl Into<String>) -> ui::Page {
    caller.page(judul).noindex()
}

#[derive(Template)]
#[template(path = "permohonan/mandiri_masuk.html")]
struct Masuk {
    page: ui::Page,
    form: ui::Form,
    /// Asked for a code; the second step follows.
    kode: Option<String>,
    buka: bool,
    dasar: String,
}

fn formulir(caller: &Caller) -> ui::Form {
    caller
        .form()
        .with(Field::new("nik", "NIK").numeric().width(16).hint("16 angka di KTP").autocomplete("off"))
        .with(
            Field::new("kode", "Kode 6 angka")
                .numeric()
                .width(8)
                .hint("Dikirim ke nomor telepon Anda yang tercatat di kantor")
                .attr("autocomplete", "one-time-code"),
        )
}

fn masuk(caller: &Caller, form: ui::Form, kode: Option<String>) -> ::web::Result<Response> {
    let halaman = Masuk {
        page: halaman(caller, "Layanan Mandiri").has_error(form.has_error()),
        kode,
        buka: caller.app.find_service::<PengirimKode>().is_some(),
        dasar: caller.href("/mandiri"),
        form,
    };
    if halaman.form.has_error() { ::web::refused(&halaman) } else { ::web::html(&halaman) }
}

#[derive(Template)]
#[template(path = "permohonan/mandiri.html")]
struct Depan {
    page: ui::Page,
    nama: String,
    milik: Vec<Milik>,
    pilihan: Vec<(String, &'static Jenis, String)>,
    keluar: String,
    csrf: String,
    kunci: String,
}

struct Milik {
    href: String,
    judul: String,
    keadaan: Keadaan,
}

pub(crate) async fn get(caller: Caller) -> ::web::Result<Response> {
    let Some(id) = find_sesi(&caller).await? else {
        let form = formulir(&caller);
        return masuk(&caller, form, None);
    };
    let mut tx = caller.read().await?;
    let orang = orang(&mut tx, id).await?;
    let dasar = caller.href("/mandiri");
    let milik = store::list_orang(&mut tx, id).await?.into_iter().map(|p| Milik {
        href: format!("{dasar}/permohonan/{}", p.id),
        judul: format!("{} {}", p.nomor(), p.jenis_nama),
        keadaan: p.keadaan(),
    });
    let katalog = Katalog::baca(&mut tx).await?;
    let pilihan = katalog.ditawarkan().filter(|jenis| jenis.mandiri).map(|jenis| {
        let kurang = alur::syarat_kurang(jenis, &orang, &[]);
        let kurang = kurang.iter().map(|syarat| syarat.nama.clone()).collect::<Vec<_>>().join("; ");
        (format!("{dasar}/surat/{}", jenis.kode), jenis, kurang)
    });
    ::web::html(&Depan {
        page: halaman(&caller, "Layanan Mandiri"),
        nama: orang.nama.clone(),
        milik: milik.collect(),
        pilihan: pilihan.collect(),
        csrf: caller.csrf().to_owned(),
        kunci: caller.request_key(),
        keluar: format!("{dasar}/keluar"),
    })
}

async fn orang(tx: &mut ReadTx, id: Uuid) -> ::web::Result<Subjek> {
    kependudukan::find_subjek(tx, id).await?.ok_or(Error::NotFound)
}

/// A kind that residents may ask for without coming.
async fn jenis(tx: &mut ReadTx, kode: &str) -> ::web::Result<&'static Jenis> {
    let jenis = Katalog::baca(tx).await?.ditawarkan().find(|jenis| jenis.kode == kode);
    jenis.filter(|jenis| jenis.mandiri).ok_or(Error::NotFound)
}

/// Whose pages these are; who is nobody's guest asks for a code first.
async fn tamu(caller: &Caller) -> ::web::Result<Uuid> {
    let kalimat = "Waktu kunjungan Anda habis. Buka lagi Layanan Mandiri dan minta kode baru.";
    find_sesi(caller).await?.ok_or_else(|| Error::Refused(kalimat.to_owned()))
}

/// Asks for a code. A NIK that nobody has is answered like one that somebody has.
pub(crate) async fn minta(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut tampil = formulir(&caller);
    let Some(pengirim) = caller.app.find_service::<PengirimKode>() else {
        tampil.refuse("", "Layanan Mandiri belum dibuka di kantor ini. Silakan datang atau hubungi kantor.");
        return masuk(&caller, tampil, None);
    };
    let nik = match Nik::baru(form.text("nik")) {
        Ok(nik) => nik,
        Err(galat) => {
            tampil.refuse("nik", galat.to_string());
            return masuk(&caller, tampil, None);
        }
    };
    let alamat = caller.address.to_string();
    let rem = access::Throttle::new(caller.app.db(), &format!("mandiri {}", nik.as_str()), &alamat);
    if let Some(tunggu) = rem.wait(caller.ctx.now).await? {
        tampil.refuse(
            "nik",
            format!("Terlalu sering meminta kode. Coba lagi {} detik lagi.", tunggu.as_secs() + 1),
        );
        return masuk(&caller, tampil, None);
    }
    // Counted also when it is right: nobody needs many codes.
    rem.fail(caller.ctx.now).await?;
    let penduduk = kependudukan::store::find_aktif_nik(&mut caller.read().await?, nik).await?;
    let id = minta_kode(caller.app.db(), &caller.ctx, penduduk, pengirim).await?;
    masuk(&caller, tampil, Some(id.to_string()))
}

pub(crate) async fn tukar(caller: Caller, form: Form) -> ::web::Result<Response> {
    let id: Uuid = form.text("permintaan").parse().map_err(|_| Error::NotFound)?;
    let kode: String = form.text("kode").chars().filter(char::is_ascii_digit).collect();
    let Some(penduduk) = tukar_kode(caller.app.db(), &caller.ctx, id, &kode).await? else {
        let mut tampil = formulir(&caller);
        let kalimat = format!(
            "Kode itu tidak cocok atau sudah kedaluwarsa. Satu kode dapat dicoba {PERCOBAAN} kali dalam 10 menit."
        );
        tampil.refuse("kode", kalimat);
        return masuk(&caller, tampil, Some(id.to_string()));
    };
    let kue = mulai_sesi(&caller, penduduk).await?;
    let mut jawab = ::web::see_other(&caller.href("/mandiri"), None);
    jawab.headers_mut().append(header::SET_COOKIE, kue);
    Ok(jawab)
}

pub(crate) async fn keluar(caller: Caller, _form: Form) -> ::web::Result<Response> {
    let kue = akhiri_sesi(&caller).await?;
    let mut jawab =
        ::web::see_other(&caller.href("/mandiri"), Some(Flash::new(Tone::Good, "Anda sudah keluar.")));
    jawab.headers_mut().append(header::SET_COOKIE, kue);
    Ok(jawab)
}

#[derive(Template)]
#[template(path = "permohonan/mandiri_isi.html")]
struct HalamanIsi {
    page: ui::Page,
    form: ui::Form,
    bidang: Vec<(String, Rupa)>,
    kurang: Vec<String>,
    aksi: String,
    dasar: String,
}

fn form_isi(caller: &Caller, jenis: &Jenis) -> (ui::Form, Vec<(String, Rupa)>) {
    let (form, bidang) = bidang::tambah(caller.form(), jenis);
    let ambil = Ambil::SEMUA.map(|ambil| Choice::new(ambil.kode().to_string(), ambil.label()));
    let form = form
        .with(Field::new("ambil", "Suratnya").choices(ambil.to_vec()).value("1"))
        .with(Field::new("alamat", "Diantar ke").rows(2).optional());
    (form, bidang)
}

fn halaman_isi(
    caller: &Caller,
    jenis: &'static Jenis,
    orang: &Subjek,
    (form, bidang): (ui::Form, Vec<(String, Rupa)>),
) -> HalamanIsi {
    let dasar = caller.href("/mandiri");
    let kurang = alur::syarat_kurang(jenis, orang, &[]).iter().map(|s| s.nama.clone()).collect();
    HalamanIsi {
        page: halaman(caller, jenis.nama.clone())
            .back("Layanan Mandiri", dasar.clone())
            .has_error(form.has_error()),
        form,
        bidang,
        kurang,
        aksi: format!("{dasar}/surat/{}", jenis.kode),
        dasar,
    }
}

pub(crate) async fn isi(caller: Caller, Path((_, kode)): Path<(String, String)>) -> ::web::Result<Response> {
    let id = tamu(&caller).await?;
    let mut tx = caller.read().await?;
    let (jenis, orang) = (jenis(&mut tx, &kode).await?, orang(&mut tx, id).await?);
    drop(tx);
    let borang = form_isi(&caller, jenis);
    ::web::html(&halaman_isi(&caller, jenis, &orang, borang))
}

pub(crate) async fn ajukan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> ::web::Result<Response> {
    let id = tamu(&caller).await?;
    let mut tx = caller.read().await?;
    let (jenis, orang) = (jenis(&mut tx, &kode).await?, orang(&mut tx, id).await?);
    drop(tx);
    let (borang, bidang) = form_isi(&caller, jenis);
    let mut tampil = borang.fill(form.typed());
    let ketikan = bidang::baca(jenis, caller.today(), &form, &mut tampil);
    let ambil = form.text("ambil").parse().ok().and_then(Ambil::dari_kode);
    let alamat = alur::rapikan(form.text("alamat"), 300);
    if ambil.is_none() {
        tampil.refuse("ambil", "Pilih bagaimana surat sampai kepada Anda.");
    }
    if ambil == Some(Ambil::Antar) && alamat.is_empty() {
        tampil.refuse("alamat", "Tulis ke mana surat diantar.");
    }
    let (Some(ambil), false) = (ambil, tampil.has_error()) else {
        return ::web::refused(&halaman_isi(&caller, jenis, &orang, (tampil, bidang)));
    };
    let target = caller.href("/mandiri");
    let mut tx = caller.write("pengajuan_permohonan").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(::web::see_other(&target, None));
    }
    let isi = Isi { ketikan, alamat, catatan: String::new() };
    let (pintu, pemohon, syarat) = (Pintu::Mandiri, String::new(), Vec::new());
    let pengajuan = Pengajuan { pintu, jenis, orang, pemohon, isi, syarat, ambil };
    let p = alur::ajukan(&mut tx, pengajuan, &Pelaku::default()).await?;
    tx.commit().await?;
    let kabar = Flash::new(Tone::Good, format!("Permohonan {} sudah masuk.", p.nomor()));
    Ok(::web::see_other(&target, Some(kabar)))
}

#[derive(Template)]
#[template(path = "permohonan/mandiri_satu.html")]
struct Satu {
    page: ui::Page,
    keadaan: Keadaan,
    nomor: String,
    alasan: String,
    kurang: Vec<String>,
    foto: usize,
    form: Option<ui::Form>,
    aksi: String,
    pdf: Option<String>,
}

/// A request of this guest; anybody else's does not exist.
async fn milik(caller: &Caller, id: Uuid) -> ::web::Result<(ReadTx, Permohonan)> {
    let tamu = tamu(caller).await?;
    let mut tx = caller.read().await?;
    let p = store::get_permohonan(&mut tx, id).await?;
    if p.orang_id == tamu { Ok((tx, p)) } else { Err(Error::NotFound) }
}

pub(crate) async fn satu(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let (mut tx, p) = milik(&caller, id).await?;
    tampil_satu(&caller, &mut tx, p, None).await
}

async fn tampil_satu(
    caller: &Caller,
    tx: &mut ReadTx,
    p: Permohonan,
    galat: Option<String>,
) -> ::web::Result<Response> {
    let aksi = caller.href(&format!("/mandiri/permohonan/{}", p.id));
    let jenis = p.find_jenis(tx).await?;
    let syarat = jenis.map(|j| j.syarat.as_slice()).unwrap_or_default();
    let diminta = |kode: &str| p.kurang.split_whitespace().any(|lain| lain == kode);
    let mut form = caller
        .form()
        .with(
            Field::new("syarat", "Foto ini")
                .choices(syarat.iter().map(|s| Choice::new(&s.kode, &s.nama)).collect()),
        )
        .with(Field::new("foto", "Foto").accept("image/*").attr("capture", "environment"));
    let ditolak = galat.is_some();
    if let Some(galat) = galat {
        form.refuse("foto", galat);
    }
    let terbuka = !p.keadaan().berakhir() && p.surat_id.is_none() && !syarat.is_empty();
    let halaman = Satu {
        page: halaman(caller, p.jenis_nama.clone())
            .back("Layanan Mandiri", caller.href("/mandiri"))
            .has_error(ditolak),
        keadaan: p.keadaan(),
        nomor: p.nomor(),
        alasan: p.alasan.clone(),
        kurang: syarat.iter().filter(|s| diminta(&s.kode)).map(|s| s.nama.clone()).collect(),
        foto: store::list_foto(tx, p.id).await?.len(),
        form: terbuka.then_some(form),
        pdf: (p.siap_pada.is_some() && p.surat_id.is_some()).then(|| format!("{aksi}/berkas")),
        aksi,
    };
    if ditolak { ::web::refused(&halaman) } else { ::web::html(&halaman) }
}

/// Takes a photo of a document.
pub(crate) async fn foto(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let (mut tx, p) = milik(&caller, id).await?;
    let hasil = match form.file("foto") {
        Some(berkas) => crate::foto::perkecil(berkas.bytes.to_vec()).await,
        None => Err(crate::Error::Ditolak("Pilih atau ambil fotonya dulu.".to_owned())),
    };
    let jpeg = match hasil {
        Ok(jpeg) => jpeg,
        Err(galat) => return tampil_satu(&caller, &mut tx, p, Some(kalimat(galat)?)).await,
    };
    drop(tx);
    let target = caller.href(&format!("/mandiri/permohonan/{id}"));
    let mut tx = caller.write("pengiriman_foto").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(::web::see_other(&target, None));
    }
    let berkas: &FileStore = caller.app.service();
    let mut p = store::get_permohonan(&mut tx, id).await?;
    let syarat = form.text("syarat");
    if let Err(galat) = crate::foto::simpan(&mut tx, berkas, &p, syarat, &jpeg).await {
        drop(tx);
        return tampil_satu(&caller, &mut caller.read().await?, p, Some(kalimat(galat)?)).await;
    }
    alur::foto_masuk(&mut tx, &mut p, syarat, &Pelaku::default()).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Foto sudah diterima."))))
}

fn kalimat(galat: crate::Error) -> ::web::Result<String> {
    match galat {
        crate::Error::Ditolak(kalimat) => Ok(kalimat),
        lain => Err(lain.into()),
    }
}

/// The letter itself, for the one it is about.
pub(crate) async fn berkas(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let (mut tx, p) = milik(&caller, id).await?;
    let surat_id = p.surat_id.filter(|_| p.siap_pada.is_some()).ok_or(Error::NotFound)?;
    let surat = surat::store::get_surat(&mut tx, surat_id).await?;
    let terbit = surat.terbit_id.ok_or(Error::NotFound)?;
    let simpanan: &FileStore = caller.app.service();
    let (_, bytes) = simpanan.get(&mut tx, terbit).await.map_err(|galat| Error::Internal(galat.into()))?;
    let kepala = [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"surat.pdf\""),
    ];
    Ok((kepala, bytes).into_response())
}
