//! A kind of letter, written or changed by the village: fields and text with a preview, drafts, versions.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use documents::Typesetter;
use serde::Deserialize;
use ui::{Field, Markup};
use uuid::Uuid;
use web::{Caller, Error, Result};

use super::isi::data_url;
use super::{berhasil, kalimat, meja, saat};
use crate::atur::Kantor;
use crate::error::tolak;
use crate::jenis::{self, Cara, Jenis, periksa_isian_untuk};
use crate::naskah::{Bahan, Cetakan, Ketua, Naskah, susun};
use crate::orang::Orang;
use crate::store::{self, JenisSurat};

/// The longest definition or template, in bytes.
const TERPANJANG: usize = 60_000;

struct Versi {
    href: String,
    label: String,
}

#[derive(Template)]
#[template(path = "surat/naskah.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
    pratinjau: String,
    terbit: String,
    versi: Vec<Versi>,
    gambar: Vec<Markup>,
    galat: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    versi: Option<Uuid>,
}

/// What is written so far: the draft, else what is in force, else the shipped kind.
pub(super) async fn tulisan(
    tx: &mut db::ReadTx,
    kode: &str,
    versi: Option<Uuid>,
) -> Result<(String, String)> {
    if let Some(id) = versi {
        let row = store::get_jenis(tx, id).await?;
        return if row.kode == kode { Ok((row.definisi, row.naskah)) } else { Err(Error::NotFound) };
    }
    if let Some(row) = store::list_jenis(tx, kode).await?.into_iter().next() {
        return Ok((row.definisi, row.naskah));
    }
    let (definisi, naskah) = jenis::sumber(kode).ok_or(Error::NotFound)?;
    Ok((definisi.to_owned(), naskah.to_owned()))
}

async fn halaman(caller: &Caller, kode: &str, (definisi, naskah): (&str, &str)) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let aksi = caller.href(&format!("/atur-surat/{kode}/naskah"));
    let satu = |row: JenisSurat| Versi {
        href: format!("{aksi}?versi={}", row.id),
        label: format!(
            "Versi {} ({}), {} oleh {}",
            row.versi,
            if row.terbit() { "terbit" } else { "konsep" },
            saat(caller, row.pada),
            row.oleh_nama
        ),
    };
    let semua = store::list_jenis(&mut tx, kode).await?;
    if semua.is_empty() && jenis::find(kode).is_none() {
        return Err(Error::NotFound);
    }
    let versi = semua.into_iter().map(satu).collect();
    let kotak = |nama: &str, label: &str, isi: &str, baris: u8| {
        Field::new(nama, label).rows(baris).value(isi).attr("spellcheck", "false")
    };
    let form = caller
        .form()
        .with(
            kotak("definisi", "Isian, syarat, dan blok tanda tangan", definisi, 18)
                .hint("Ditulis sebagai TOML"),
        )
        .with(kotak("naskah", "Kalimat surat", naskah, 18).hint("Ditulis sebagai Typst"));
    Ok(Halaman {
        page: caller.page(format!("Isian dan naskah: {kode}")).back("Atur surat", caller.href("/atur-surat")),
        form,
        pratinjau: format!("{aksi}/pratinjau"),
        terbit: format!("{aksi}/penerbitan"),
        aksi,
        versi,
        gambar: Vec::new(),
        galat: Vec::new(),
    })
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(pinta): Query<Pinta>,
) -> Result<Response> {
    let mut tx = caller.read().await?;
    let (definisi, naskah) = tulisan(&mut tx, &kode, pinta.versi).await?;
    drop(tx);
    web::html(&halaman(&caller, &kode, (&definisi, &naskah)).await?)
}

/// Both texts as sent, and the kind they make when they are in order.
struct Kiriman {
    definisi: String,
    naskah: String,
    jenis: Result<Jenis, Vec<String>>,
}

fn baca(form: &web::Form, kode: &str) -> Kiriman {
    let teks = |nama: &str| form.text(nama).replace("\r\n", "\n");
    let (definisi, naskah) = (teks("definisi"), teks("naskah"));
    let jenis = periksa(&definisi, &naskah, kode);
    Kiriman { definisi, naskah, jenis }
}

/// The kind, or all that is wrong with its definition.
pub(super) fn periksa(definisi: &str, naskah: &str, kode: &str) -> Result<Jenis, Vec<String>> {
    if definisi.len() > TERPANJANG || naskah.len() > TERPANJANG {
        return Err(vec![format!("Isian dan naskah masing-masing paling panjang {TERPANJANG} huruf.")]);
    }
    let jenis = Jenis::baca(definisi, naskah).map_err(|salah| {
        let tempat = if salah.baris > 0 { format!(" baris {}", salah.baris) } else { String::new() };
        vec![format!("Isian{tempat} tidak dapat dibaca: {}", salah.kalimat)]
    })?;
    let mut salah = jenis.cacat();
    if jenis.kode != kode {
        salah.push(format!("Kode pada isian harus tetap {kode}."));
    }
    if salah.is_empty() { Ok(jenis) } else { Err(salah) }
}

/// The example of a kind, about this person or body, as a letter of this office.
async fn contoh(caller: &Caller, jenis: &Jenis, orang: &Orang) -> crate::Result<Naskah> {
    let mut tx =
        caller.read().await.map_err(|_| crate::Error::Ditolak("Data kantor tidak terbaca.".into()))?;
    let kantor = Kantor::baca(&mut tx).await?;
    drop(tx);
    let Some(kepala) = kantor.kepala().or_else(|| kantor.pejabat.first()) else {
        return tolak("Catat dulu pejabat yang menandatangani surat.");
    };
    let Some(bentuk) = Kantor::bentuk_untuk(kepala).first().copied() else {
        return tolak("Pejabat itu tidak dapat menandatangani surat.");
    };
    let penandatangan = kantor.penandatangan(kepala, bentuk);
    let ketikan = jenis.ketikan_contoh(kantor.hari_ini);
    let ketik = |nama: &str| ketikan.get(nama).map_or("", String::as_str);
    let (nilai, _) = periksa_isian_untuk(jenis, orang.lembaga(), kantor.hari_ini, ketik);
    Ok(susun(Bahan {
        jenis,
        orang,
        nilai: &nilai,
        penandatangan: &penandatangan,
        cara: Cara::Basah,
        nomor: "………………",
        tanggal: kantor.hari_ini,
        berlaku_sampai: crate::alur::berlaku_sampai(&nilai, kantor.hari_ini, jenis.masa_hari),
        kop: crate::alur::kop(&kantor),
        tempat: &kantor.identitas.nama,
        wilayah: &kantor.wilayah(),
        instansi: kantor.instansi(),
        ketua: Ketua::default(),
        verifikasi: format!("{}/v/konsep", caller.app.settings().base_url),
    }))
}

/// The pages of the example, or what the typesetter says, with its line.
async fn lembar(caller: &Caller, jenis: &Jenis) -> crate::Result<Vec<Markup>> {
    let cetakan = Cetakan { konsep: true, contoh: caller.app.settings().contoh, ..Cetakan::default() };
    let mut lembar = Vec::new();
    for orang in jenis.pokok_contoh(caller.today()) {
        let naskah = contoh(caller, jenis, &orang).await?;
        let pages = crate::cetak::pratinjau(&caller.app, &caller.ctx, jenis, &naskah, cetakan).await?;
        lembar.extend(pages.iter().map(|svg| Markup::trusted(data_url(svg))));
    }
    Ok(lembar)
}

pub(crate) async fn pratinjau(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: web::Form,
) -> Result<Response> {
    let kiriman = baca(&form, &kode);
    let mut halaman = halaman(&caller, &kode, (&kiriman.definisi, &kiriman.naskah)).await?;
    match kiriman.jenis {
        Ok(jenis) => match lembar(&caller, &jenis).await {
            Ok(gambar) => halaman.gambar = gambar,
            Err(galat) => halaman.galat.push(galat.to_string()),
        },
        Err(salah) => halaman.galat = salah,
    }
    web::html(&halaman)
}

/// Keeps what is written as the draft of the next version, broken or not.
pub(crate) async fn simpan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: web::Form,
) -> Result<Response> {
    let kiriman = baca(&form, &kode);
    if kiriman.definisi.len() > TERPANJANG || kiriman.naskah.len() > TERPANJANG {
        return tolakan(&caller, &kode, &kiriman, kiriman.jenis.as_ref().err().cloned().unwrap_or_default())
            .await;
    }
    let target = caller.href(&format!("/atur-surat/{kode}/naskah"));
    let mut tx = match caller.begin("penyusunan_jenis", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let nama = kiriman.jenis.as_ref().map_or_else(|_| kode.clone(), |jenis| jenis.nama.clone());
    tulis(&caller, &mut tx, (&kode, nama), (kiriman.definisi, kiriman.naskah), JenisSurat::KONSEP).await?;
    tx.commit().await?;
    Ok(berhasil(&target, "Konsep tersimpan. Surat belum berubah sampai Anda menerbitkannya."))
}

async fn tolakan(caller: &Caller, kode: &str, kiriman: &Kiriman, salah: Vec<String>) -> Result<Response> {
    let mut halaman = halaman(caller, kode, (&kiriman.definisi, &kiriman.naskah)).await?;
    for satu in salah {
        halaman.form.refuse("", satu);
    }
    halaman.page = halaman.page.has_error(true);
    web::refused(&halaman)
}

/// The draft becomes this text, or this text a version; a draft that is published keeps its number.
pub(super) async fn tulis(
    caller: &Caller,
    tx: &mut db::WriteTx,
    (kode, nama): (&str, String),
    (definisi, naskah): (String, String),
    keadaan: i16,
) -> Result<()> {
    let pelaku = meja(caller)?.pelaku;
    let ctx = *tx.ctx();
    let konsep = store::find_konsep(tx, kode).await?;
    let akhir = store::list_jenis(tx, kode).await?.first().map_or(0, |row| row.versi);
    let row = JenisSurat {
        id: konsep.as_ref().map_or_else(|| ctx.new_id(), |row| row.id),
        kode: kode.to_owned(),
        versi: konsep.as_ref().map_or(akhir + 1, |row| row.versi),
        keadaan,
        nama,
        definisi,
        naskah,
        oleh: pelaku.id,
        oleh_nama: pelaku.nama,
        pada: ctx.now.into(),
    };
    if konsep.is_some() {
        tx.update(&row).await?;
    } else {
        tx.insert(&row).await?;
    }
    Ok(())
}

/// Publishes what is written, when its example can be printed.
pub(crate) async fn terbitkan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: web::Form,
) -> Result<Response> {
    let kiriman = baca(&form, &kode);
    let jenis = match &kiriman.jenis {
        Ok(jenis) => jenis,
        Err(salah) => return tolakan(&caller, &kode, &kiriman, salah.clone()).await,
    };
    if let Err(galat) = coba(&caller, jenis).await {
        let kata = format!("Belum dapat diterbitkan. {}", kalimat(galat)?);
        return tolakan(&caller, &kode, &kiriman, vec![kata]).await;
    }
    let target = caller.href("/atur-surat");
    let nama = jenis.nama.clone();
    let mut tx = match caller.begin("penerbitan_jenis", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let teks = (kiriman.definisi.clone(), kiriman.naskah.clone());
    tulis(&caller, &mut tx, (&kode, nama.clone()), teks, JenisSurat::TERBIT).await?;
    tx.commit().await?;
    Ok(berhasil(&target, format!("{nama} terbit. Berlaku untuk surat yang dibuat sesudah ini.")))
}

/// Tries the kind as strictly as an issued letter: its example must be accepted, and its PDF must be made.
async fn coba(caller: &Caller, jenis: &Jenis) -> crate::Result<()> {
    let hari_ini = caller.today();
    let ketikan = jenis.ketikan_contoh(hari_ini);
    let ketik = |nama: &str| ketikan.get(nama).map_or("", String::as_str);
    for orang in jenis.pokok_contoh(hari_ini) {
        let (_, temuan) = periksa_isian_untuk(jenis, orang.lembaga(), hari_ini, ketik);
        if let Some(satu) = temuan.first() {
            return tolak(format!("Data uji belum lengkap: {} Lengkapi bagian contoh.", satu.kalimat));
        }
        let naskah = contoh(caller, jenis, &orang).await?;
        let pada = crate::cetak::pukul_delapan(hari_ini, caller.unit.zone);
        let dokumen = crate::naskah::Dokumen { ident: "konsep", pada: &pada };
        let job = naskah.job(jenis, &crate::naskah::GambarKop::default(), Cetakan::default(), &dokumen)?;
        caller.app.service::<Typesetter>().typeset(job).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_refused_with_its_line() {
        let (definisi, naskah) = jenis::sumber("keterangan").unwrap();
        let salah = periksa(&definisi.replacen("judul", "jduul", 1), naskah, "keterangan").unwrap_err();
        assert!(salah[0].contains("baris 3") && salah[0].contains("jduul"), "{salah:?}");
        let salah = periksa(definisi, naskah, "lain").unwrap_err();
        assert_eq!(salah, ["Kode pada isian harus tetap lain."]);
        assert!(periksa(&"x".repeat(TERPANJANG + 1), naskah, "lain").is_err());
    }
}
