//! Binding at the counter: the clerk sees the KTP and shows a code, the resident sends it.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use ui::{Flash, Tone};
use uuid::Uuid;

use super::{gambar_qr, saat};
use crate::entitas::Cara;
use crate::kontak;
use crate::layanan::{BukuWarga, OrangBagi};
use crate::percakapan::angka_acak;
use crate::store::{self, obrolan};

#[derive(Template)]
#[template(path = "pesan/ikat.html")]
struct Halaman {
    page: ui::Page,
    nama: String,
    ini: String,
    /// The code in the open, only in the answer to the form that asked for it.
    kode: Option<Kode>,
    ikatan: Vec<(String, &'static str, String, String)>,
    aksi: String,
    kunci: String,
    ada_saluran: bool,
    /// In an example world: where the code is sent from.
    simulator: Option<String>,
}

struct Kode {
    angka: String,
    qr: ui::Markup,
    nomor: String,
}

/// The resident, where the caller may look at them.
async fn orang(caller: &Caller, tx: &mut ReadTx, penduduk_id: Uuid) -> ::web::Result<OrangBagi> {
    let buku = caller.app.find_service::<BukuWarga>().ok_or(Error::NotFound)?;
    (buku.bagi)(caller, tx, penduduk_id).await?.ok_or(Error::NotFound)
}

/// Where a resident who stands at the counter for something else can be bound too: the address, where the caller may
/// bind, there is a channel, and the resident is bound to no phone yet.
pub async fn ajakan(caller: &Caller, tx: &mut ReadTx, penduduk_id: Uuid) -> db::Result<Option<String>> {
    let atur = store::find_atur(tx).await?;
    let ada_saluran = caller.app.settings().contoh || atur.is_some_and(|atur| atur.jenis().is_some());
    if !ada_saluran || !caller.can(crate::IKAT) {
        return Ok(None);
    }
    let belum = store::list_ikatan_penduduk(tx, penduduk_id).await?.is_empty();
    Ok(belum.then(|| caller.href(&format!("/pesan/ikat/{penduduk_id}"))))
}

async fn halaman(caller: &Caller, penduduk_id: Uuid, kode: Option<String>) -> ::web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let orang = orang(caller, &mut tx, penduduk_id).await?;
    let ini = caller.href(&format!("/pesan/ikat/{penduduk_id}"));
    let atur = store::find_atur(&mut tx).await?;
    let nomor = atur.as_ref().map(|atur| atur.nomor_kantor.clone()).unwrap_or_default();
    let mut ikatan = Vec::new();
    for i in store::list_ikatan_penduduk(&mut tx, penduduk_id).await? {
        let kontak = store::get_kontak(&mut tx, i.kontak_id).await?;
        let cara =
            if i.cara == Cara::KodeKantor as i16 { "kode dari petugas" } else { "kode ke nomor tercatat" };
        let sampai = saat(caller, i.sampai_pada.timestamp());
        ikatan.push((kontak.samar(tx.keys()), cara, sampai, format!("{ini}/{}/pengakhiran", i.id)));
    }
    let kode = kode.map(|angka| {
        let wa = kamus::Telepon::baru(&nomor).map(|n| n.tanpa_plus().to_owned()).unwrap_or_default();
        let alamat = format!("https://wa.me/{wa}?text=IKAT%20{angka}");
        Kode { qr: gambar_qr(&alamat, "Kode QR untuk membuka WhatsApp"), angka, nomor: nomor.clone() }
    });
    Ok(Halaman {
        page: caller.page("Hubungkan nomor WhatsApp").back("Data penduduk", orang.halaman).noindex(),
        nama: orang.nama,
        aksi: format!("{ini}/kode"),
        ini,
        kode,
        ikatan,
        kunci: caller.request_key(),
        simulator: (caller.app.settings().contoh && caller.can(crate::KIRIM))
            .then(|| caller.href("/pesan/simulator")),
        ada_saluran: caller.app.settings().contoh || atur.is_some_and(|atur| atur.jenis().is_some()),
    })
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    ::web::html(&halaman(&caller, id, None).await?)
}

/// Makes a code and shows it once. A repeated submit leads back to the page without it; whoever needs one then asks
/// anew, and the first is worth nothing.
pub(super) async fn kode(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let ini = caller.href(&format!("/pesan/ikat/{id}"));
    let angka = angka_acak();
    let mut tx = caller.write("kode_ikatan").await?;
    orang(&caller, &mut tx, id).await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &ini).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    obrolan::insert_kode_kantor(&mut tx, id, &angka).await?;
    tx.commit().await?;
    ::web::html(&halaman(&caller, id, Some(angka)).await?)
}

pub(super) async fn akhiri(
    caller: Caller,
    Path((_, penduduk_id, id)): Path<(String, Uuid, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let ini = caller.href(&format!("/pesan/ikat/{penduduk_id}"));
    let mut tx = caller.write("pengakhiran_ikatan").await?;
    orang(&caller, &mut tx, penduduk_id).await?;
    let ikatan = store::find_ikatan(&mut tx, id).await?.filter(|i| i.penduduk_id == penduduk_id);
    let ikatan = ikatan.ok_or(Error::NotFound)?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &ini).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    if ikatan.selesai_pada.is_some() {
        return Err(Error::Conflict("Nomor ini sudah dilepas.".to_owned()));
    }
    kontak::akhiri(&mut tx, &ikatan, "Dilepas petugas.").await?;
    tx.commit().await?;
    Ok(::web::see_other(&ini, Some(Flash::new(Tone::Good, "Nomor itu sudah dilepas."))))
}
