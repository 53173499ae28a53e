//! A resident's photo: taken, replaced, removed. It is shown only behind an opening, and in no list.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx, WriteTx};
use files::FileStore;
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::penduduk::cari;
use super::unggahan;
use crate::entitas::{JenisPeristiwa, Penduduk, Rincian};
use crate::peristiwa::Kejadian;
use crate::pindah_antar::foto::JENIS;
use crate::store;

/// Longest side kept, in points: the photo stands in the page, which must stay light.
const SISI: u32 = 480;

#[derive(Template)]
#[template(path = "kependudukan/penduduk_foto.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    /// Where the present one is removed.
    penghapusan: Option<String>,
    kunci: String,
}

fn formulir(caller: &Caller) -> ui::Form {
    let foto = Field::new("foto", "Foto").accept("image/jpeg,image/png,image/webp");
    caller.form().with(foto.hint("Wajah dari depan. JPEG, PNG, atau WebP, paling besar 5 MB."))
}

fn halaman(caller: &Caller, p: &Penduduk, form: ui::Form) -> Halaman {
    let orang = caller.href(&format!("/penduduk/{}", p.id));
    Halaman {
        page: caller
            .page(format!("Foto {}", p.nama))
            .back(p.nama.as_str(), orang.clone())
            .noindex()
            .has_error(form.has_error()),
        form,
        aksi: format!("{orang}/foto"),
        penghapusan: p.foto_id.map(|_| format!("{orang}/foto/penghapusan")),
        kunci: caller.request_key(),
    }
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = cari(&caller, &mut tx, id).await?;
    web::html(&halaman(&caller, &p, formulir(&caller)))
}

/// Puts a photo in, or another in its place. The one before stays with the past version.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tampil = formulir(&caller);
    let gambar = match form.file("foto") {
        None => {
            tampil.refuse("foto", "Pilih berkas fotonya.");
            None
        }
        Some(unggahan) if unggahan.bytes.len() > unggahan::PALING_BESAR => {
            tampil.refuse("foto", "Berkas lebih besar dari 5 MB. Perkecil lalu unggah lagi.");
            None
        }
        Some(_) => unggahan::gambar(&form, &mut tampil, ("foto", SISI)).await?,
    };
    let Some(gambar) = gambar else {
        let mut tx = caller.read().await?;
        let p = cari(&caller, &mut tx, id).await?;
        return web::refused(&halaman(&caller, &p, tampil));
    };
    let mut tx = caller.write("foto_penduduk").await?;
    let p = cari(&caller, &mut tx, id).await?;
    let sasaran = caller.href(&format!("/penduduk/{id}"));
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    let penyimpan = caller.app.service::<FileStore>();
    let berkas = penyimpan.put(&mut tx, JENIS, gambar.jenis.content_type(), &gambar.bytes).await;
    let berkas = berkas.map_err(unggahan::gangguan)?;
    let alasan = if p.foto_id.is_some() { "Foto diganti" } else { "Foto diambil" };
    pasang(&caller, &mut tx, (p, Some(berkas.id)), alasan).await?;
    tx.commit().await?;
    Ok(web::see_other(&sasaran, Some(Flash::new(Tone::Good, "Foto sudah disimpan."))))
}

/// Removes the photo and the files of all that were there before.
pub(crate) async fn penghapusan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tx = caller.write("penghapusan_foto").await?;
    let p = cari(&caller, &mut tx, id).await?;
    let sasaran = caller.href(&format!("/penduduk/{id}"));
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    if p.foto_id.is_none() {
        return Err(web::Error::Conflict("Foto orang ini sudah tidak ada.".to_owned()));
    }
    let mut semua: Vec<Uuid> = p.foto_id.into_iter().collect();
    for r in store::list_riwayat(&mut tx, id).await? {
        semua.extend(r.isi(tx.keys())?.foto_id);
    }
    semua.sort_unstable();
    semua.dedup();
    pasang(&caller, &mut tx, (p, None), "Foto dihapus").await?;
    for berkas in semua {
        if files::find_berkas(&mut tx, berkas).await.map_err(unggahan::gangguan)?.is_some() {
            tx.delete::<files::Berkas>(berkas).await?;
        }
    }
    tx.commit().await?;
    Ok(web::see_other(&sasaran, Some(Flash::new(Tone::Good, "Foto sudah dihapus, berkasnya juga."))))
}

async fn pasang(
    caller: &Caller,
    tx: &mut WriteTx,
    (lama, foto_id): (Penduduk, Option<Uuid>),
    alasan: &str,
) -> db::Result<()> {
    let hari_ini = caller.today();
    let isian = [("alasan_koreksi".to_owned(), alasan.to_owned())].into();
    let rincian = Rincian { isian, ..Rincian::default() };
    let baru = Penduduk { foto_id, ..lama.clone() };
    let kejadian = Kejadian::baru(hari_ini, hari_ini, rincian);
    kejadian.orang(JenisPeristiwa::Koreksi, lama, baru).simpan(tx).await?;
    Ok(())
}

/// Whether there is a photo. An event that is undone may name one whose file was taken away.
pub(super) async fn ada(tx: &mut ReadTx, p: &Penduduk) -> web::Result<bool> {
    let Some(id) = p.foto_id else { return Ok(false) };
    Ok(files::find_berkas(tx, id).await.map_err(unggahan::gangguan)?.is_some())
}

/// The photo in the page itself, for the one look that was recorded; none where its file is gone.
pub(super) async fn dalam_halaman(
    caller: &Caller,
    tx: &mut ReadTx,
    p: &Penduduk,
) -> web::Result<Option<String>> {
    let Some(id) = p.foto_id else { return Ok(None) };
    if !ada(tx, p).await? {
        return Ok(None);
    }
    let (berkas, bytes) = caller.app.service::<FileStore>().get(tx, id).await.map_err(unggahan::gangguan)?;
    Ok(Some(format!("data:{};base64,{}", berkas.content_type, data_encoding::BASE64.encode(&bytes))))
}
