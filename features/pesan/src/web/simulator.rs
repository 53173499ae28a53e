//! Plays the resident's phone, so that anybody can try a whole conversation. Only in an example world: in a real
//! village nobody may write in a resident's name.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::{Once, Where};
use files::FileStore;
use kamus::Telepon;
use ui::{Field, Flash, Tone};
use uuid::Uuid;

use crate::entitas::Kontak;
use crate::kontak;
use crate::penyedia::{Alamat, Isi, IsiDatang, Jenis, Media, PesanDatang, Pilihan};
use crate::store::keluar::{self, Keadaan};
use crate::store::{self, masuk};

/// The largest file that the phone of the simulator sends.
const BERKAS_MAKS: usize = 12 << 20;

#[derive(Template)]
#[template(path = "pesan/simulator.html")]
struct Awal {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    ponsel: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "pesan/simulator_obrolan.html")]
struct Obrolan {
    page: ui::Page,
    form: ui::Form,
    ini: String,
    aksi: String,
    baris: Vec<Baris>,
    /// Choices of the last message, which can be pressed.
    pilihan: Vec<Pilihan>,
    kunci: String,
}

struct Baris {
    dari_warga: bool,
    teks: String,
    pilihan: Vec<Pilihan>,
    lampiran: Option<(String, String)>,
    keterangan: String,
    urut: (jiff::Timestamp, i8, i64),
}

fn hanya_contoh(caller: &Caller) -> ::web::Result<()> {
    if caller.app.settings().contoh { Ok(()) } else { Err(Error::NotFound) }
}

fn formulir_awal(caller: &Caller) -> ui::Form {
    caller.form().with(
        Field::new("nomor", "Nomor ponsel yang dimainkan")
            .numeric()
            .autocomplete("off")
            .hint("Misalnya 0812 0000 0001. Pakai nomor yang tercatat agar kode sekali pakai sampai ke sini"),
    )
}

async fn halaman_awal(caller: &Caller, form: ui::Form) -> ::web::Result<Awal> {
    let mut tx = caller.read().await?;
    let saring = Where::new().and("penyedia = ?", [Jenis::Simulator.kode().into()]);
    let mut ponsel = Vec::new();
    for k in store::list_kontak(&mut tx, saring, 50).await? {
        ponsel.push((caller.href(&format!("/pesan/simulator/{}", k.id)), k.samar(tx.keys())));
    }
    let page = caller.page("Simulator pesan").back("Pesan warga", caller.href("/pesan")).noindex();
    Ok(Awal { page: page.has_error(form.has_error()), form, aksi: caller.href("/pesan/simulator"), ponsel })
}

pub(super) async fn awal(caller: Caller) -> ::web::Result<Response> {
    hanya_contoh(&caller)?;
    let form = formulir_awal(&caller);
    ::web::html(&halaman_awal(&caller, form).await?)
}

pub(super) async fn mulai(caller: Caller, form: Form) -> ::web::Result<Response> {
    hanya_contoh(&caller)?;
    let nomor = match Telepon::baru(form.text("nomor")) {
        Ok(nomor) => nomor,
        Err(galat) => {
            let mut tampil = formulir_awal(&caller).fill(form.typed());
            tampil.refuse("nomor", galat.to_string());
            return ::web::refused(&halaman_awal(&caller, tampil).await?);
        }
    };
    let mut tx = caller.write("simulasi_pesan").await?;
    let alamat = Alamat { telepon: Some(nomor.tanpa_plus().to_owned()), bsuid: None };
    let kontak = kontak::kenali(&mut tx, Jenis::Simulator, &alamat).await?;
    let tujuan = caller.href(&format!("/pesan/simulator/{}", kontak.id));
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, None))
}

async fn ponsel(caller: &Caller, id: Uuid) -> ::web::Result<Kontak> {
    hanya_contoh(caller)?;
    let mut tx = caller.read().await?;
    let kontak = store::find_kontak(&mut tx, id).await?;
    kontak.filter(|kontak| kontak.jenis() == Some(Jenis::Simulator)).ok_or(Error::NotFound)
}

fn formulir(caller: &Caller) -> ui::Form {
    caller
        .form()
        .with(Field::new("teks", "Tulis pesan").rows(2).optional())
        .with(Field::new("berkas", "Foto atau PDF").accept("image/*,.pdf").optional())
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let kontak = ponsel(&caller, id).await?;
    let form = formulir(&caller);
    ::web::html(&halaman(&caller, &kontak, form).await?)
}

async fn halaman(caller: &Caller, kontak: &Kontak, form: ui::Form) -> ::web::Result<Obrolan> {
    let mut tx = caller.read().await?;
    let ini = caller.href(&format!("/pesan/simulator/{}", kontak.id));
    let mut baris: Vec<Baris> = Vec::new();
    for (urut, m) in masuk::list_masuk(&mut tx, kontak.id, 100).await?.into_iter().rev().enumerate() {
        let keterangan = if m.keadaan == 1 { "sedang dibaca" } else { "" };
        let mut b = dari_warga(&m.pesan.isi, keterangan);
        b.urut = (m.diterima_pada.timestamp(), 0, i64::try_from(urut).unwrap_or(0));
        baris.push(b);
    }
    for (urut, k) in keluar::list_keluar(&mut tx, kontak.id, 100).await?.into_iter().rev().enumerate() {
        // What is held or dropped has not reached the phone.
        if matches!(k.keadaan, 1 | 2 | 7 | 8 | 9) {
            continue;
        }
        let lampiran = match &k.kiriman.isi {
            Isi::Dokumen { nama, .. } => Some((format!("{ini}/berkas/{}", k.id), nama.clone())),
            _ => None,
        };
        let (keterangan, _) = Keadaan::label(k.keadaan);
        baris.push(Baris {
            dari_warga: false,
            teks: k.kiriman.isi.teks().to_owned(),
            pilihan: k.kiriman.isi.pilihan().to_vec(),
            lampiran,
            keterangan: k.galat.unwrap_or_else(|| keterangan.to_owned()),
            urut: (k.dibuat_pada.timestamp(), 1, i64::try_from(urut).unwrap_or(0)),
        });
    }
    baris.sort_by_key(|b| b.urut);
    let pilihan = baris.iter().rfind(|b| !b.dari_warga).map(|b| b.pilihan.clone()).unwrap_or_default();
    let judul = format!("Ponsel {}", kontak.samar(tx.keys()));
    let page = caller.page(judul).back("Simulator pesan", caller.href("/pesan/simulator")).noindex();
    let aksi = format!("{ini}/tulisan");
    Ok(Obrolan {
        page: page.has_error(form.has_error()),
        form,
        ini,
        aksi,
        baris,
        pilihan,
        kunci: caller.request_key(),
    })
}

fn dari_warga(isi: &IsiDatang, keterangan: &str) -> Baris {
    let teks = match isi {
        IsiDatang::Teks(teks) => teks.clone(),
        IsiDatang::Pilihan { judul, .. } => judul.clone(),
        IsiDatang::Media(media) if media.keterangan.is_empty() => "(foto atau berkas)".to_owned(),
        IsiDatang::Media(media) => format!("(foto atau berkas) {}", media.keterangan),
        IsiDatang::Suara => "(pesan suara)".to_owned(),
        IsiDatang::Stiker => "(stiker)".to_owned(),
        IsiDatang::Lokasi => "(lokasi)".to_owned(),
        _ => "(pesan lain)".to_owned(),
    };
    let urut = (jiff::Timestamp::UNIX_EPOCH, 0, 0);
    Baris {
        dari_warga: true,
        teks,
        pilihan: Vec::new(),
        lampiran: None,
        keterangan: keterangan.to_owned(),
        urut,
    }
}

/// What the form says as a message; the first thing that is there counts.
fn isi_dari(form: &Form, tampil: &mut ui::Form) -> Option<IsiDatang> {
    if let (Some(id), judul) = (form.some("pilihan"), form.text("judul")) {
        return Some(IsiDatang::Pilihan { id: id.to_owned(), judul: judul.to_owned() });
    }
    match form.text("jenis") {
        "suara" => return Some(IsiDatang::Suara),
        "stiker" => return Some(IsiDatang::Stiker),
        "lokasi" => return Some(IsiDatang::Lokasi),
        _ => {}
    }
    if let Some(berkas) = form.file("berkas") {
        if berkas.bytes.len() > BERKAS_MAKS {
            tampil.refuse("berkas", "Berkas terlalu besar. Paling besar 12 MB.");
            return None;
        }
        return Some(IsiDatang::Media(Media {
            acuan: data_encoding::BASE64.encode(&berkas.bytes),
            jenis: String::new(),
            sha256: None,
            keterangan: form.text("teks").to_owned(),
        }));
    }
    match form.text("teks") {
        "" => {
            tampil.refuse("teks", "Tulis pesannya, atau pilih foto.");
            None
        }
        teks if teks.chars().count() > 4_096 => {
            tampil.refuse("teks", "WhatsApp menerima paling banyak 4.096 huruf.");
            None
        }
        teks => Some(IsiDatang::Teks(teks.to_owned())),
    }
}

/// Hands a message over as a provider would: kept byte for byte, and read in the queue.
pub(super) async fn tulis(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let kontak = ponsel(&caller, id).await?;
    let mut tampil = formulir(&caller).fill(form.typed());
    let Some(isi) = isi_dari(&form, &mut tampil) else {
        return ::web::refused(&halaman(&caller, &kontak, tampil).await?);
    };
    let tx = caller.read().await?;
    let (keys, dari) = (tx.keys().clone(), kontak.alamat(tx.keys()));
    drop(tx);
    // The form's own key is the message's id, so that the form sent twice is one message.
    let pesan = PesanDatang {
        id: format!("simulator-{}", form.request_key()?),
        dari,
        pada: caller.ctx.now,
        isi,
        terusan: form.text("terusan") == "1",
        grup: false,
    };
    let mentah = serde_json::to_vec(&pesan).map_err(|error| Error::Internal(error.into()))?;
    let mut work = caller.app.db().work().await?;
    masuk::insert_kiriman(&mut work, &caller.ctx, Jenis::Simulator, &keys, &mentah).await?;
    work.commit().await?;
    let tujuan = caller.href(&format!("/pesan/simulator/{id}"));
    Ok(::web::see_other(&tujuan, None::<Flash>))
}

/// An attachment that the phone received.
pub(super) async fn berkas(
    caller: Caller,
    Path((_, kontak_id, pesan_id)): Path<(String, Uuid, Uuid)>,
) -> ::web::Result<Response> {
    let kontak = ponsel(&caller, kontak_id).await?;
    let mut tx = caller.read().await?;
    let ((milik, _), kiriman) = keluar::find_keluar(&mut tx, pesan_id).await?.ok_or(Error::NotFound)?;
    let Isi::Dokumen { berkas, .. } = kiriman.isi else { return Err(Error::NotFound) };
    if milik != kontak.id {
        return Err(Error::NotFound);
    }
    let simpanan = caller.app.service::<FileStore>();
    let (baris, bytes) =
        simpanan.get(&mut tx, berkas).await.map_err(|error| Error::Internal(error.into()))?;
    let kepala =
        [(header::CONTENT_TYPE, baris.content_type), (header::CONTENT_DISPOSITION, "inline".to_owned())];
    Ok((kepala, bytes).into_response())
}

/// Silence where a colour would be enough for the eye: whose message it is stands in words.
impl Baris {
    fn siapa(&self) -> &'static str {
        if self.dari_warga { "Warga" } else { "Kantor" }
    }

    fn warna(&self) -> Tone {
        if self.dari_warga { Tone::Info } else { Tone::Plain }
    }
}
