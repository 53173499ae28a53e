//! The counter: somebody stands there and asks for a letter.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::ReadTx;
use kependudukan::Subjek;
use serde::Deserialize;
use surat::jenis::{Jenis, Kelompok, Konfirmasi as Tingkat, Syarat};
use surat::{Katalog, find_jenis};
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, konfirmasi, pelaku};
use crate::alur::{self, Berlaku, Pengajuan, diketahui};
use crate::bidang::{self, Rupa};
use crate::keadaan::{Ambil, Keadaan, Pintu};
use crate::konfirmasi::siapa;
use crate::store::{self, Isi};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    cari: String,
}

struct Orangnya {
    href: String,
    nama: String,
    nik: String,
    lahir: String,
    alamat: String,
}

#[derive(Template)]
#[template(path = "permohonan/cari.html")]
struct HalamanCari {
    page: ui::Page,
    cari: Field,
    dicari: bool,
    hasil: Vec<Orangnya>,
    aksi: String,
    surat: String,
}

pub(super) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> ::web::Result<Response> {
    tampil_cari(&caller, &pinta.cari).await
}

/// A typed number is answered at once, so that it never stands in an address.
pub(super) async fn cari(caller: Caller, form: Form) -> ::web::Result<Response> {
    let cari = form.text("cari");
    if cari.chars().any(|c| c.is_ascii_digit()) {
        return tampil_cari(&caller, cari).await;
    }
    let target = ui::Paging::new(caller.href("/permohonan/baru"), 1, 0).query([("cari", cari)]).url(1);
    Ok(::web::see_other(&target, None))
}

async fn tampil_cari(caller: &Caller, cari: &str) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let hasil = kependudukan::cari_ringkas(&mut tx, cari, 20).await?;
    let angka = cari.chars().any(|c| c.is_ascii_digit());
    let baris = hasil.into_iter().map(|orang| Orangnya {
        href: caller.href(&format!("/permohonan/orang/{}", orang.id)),
        nama: orang.nama,
        nik: orang.nik_samar,
        lahir: orang.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default(),
        alamat: orang.alamat,
    });
    ::web::html(&HalamanCari {
        page: caller.page("Permohonan baru").back("Permohonan", caller.href("/permohonan")),
        // What looks like a number is not written back into the page either.
        cari: Field::new("cari", "Nama, NIK, atau nomor KK")
            .value(if angka { "" } else { cari })
            .autocomplete("off")
            .attr("autofocus", ""),
        dicari: !cari.is_empty(),
        hasil: baris.collect(),
        aksi: caller.href("/permohonan/baru"),
        surat: caller.href("/surat/baru"),
    })
}

struct Dahulu {
    href: String,
    judul: String,
    keadaan: crate::Keadaan,
}

#[derive(Template)]
#[template(path = "permohonan/orang.html")]
struct HalamanOrang {
    page: ui::Page,
    alamat: String,
    dahulu: Vec<Dahulu>,
    /// Address, kind, and what would still be missing.
    pilihan: Vec<(String, &'static Jenis, String)>,
}

async fn find_orang(tx: &mut ReadTx, id: Uuid) -> ::web::Result<Subjek> {
    kependudukan::find_subjek(tx, id).await?.ok_or(Error::NotFound)
}

async fn find_berlaku(tx: &mut ReadTx, kode: &str) -> ::web::Result<Berlaku> {
    let jenis = find_jenis(tx, kode).await?.ok_or(Error::NotFound)?;
    Ok(Berlaku::baca(tx, jenis).await?)
}

/// The kinds to ask for, each with what the register does not know.
pub(super) async fn orang(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let orang = find_orang(&mut tx, id).await?;
    let dahulu = store::list_orang(&mut tx, id).await?.into_iter().map(|p| Dahulu {
        href: alamat(&caller, p.id),
        judul: format!("{} {}", p.nomor(), p.jenis_nama),
        keadaan: p.keadaan(),
    });
    let katalog = Katalog::baca(&mut tx).await?;
    // Orders and invitations are the office's own business.
    let untuk_warga = katalog.ditawarkan().filter(|jenis| jenis.kelompok != Kelompok::Dinas);
    let mut pilihan = Vec::new();
    for jenis in untuk_warga {
        let kurang = alur::kurang_dalam_kata(&mut tx, jenis, &orang).await?;
        pilihan.push((caller.href(&format!("/permohonan/orang/{id}/{}", jenis.kode)), jenis, kurang));
    }
    ::web::html(&HalamanOrang {
        page: caller
            .page(orang.nama.clone())
            .back("Cari orang lain", caller.href("/permohonan/baru"))
            .noindex(),
        alamat: orang.alamat.clone(),
        dahulu: dahulu.collect(),
        pilihan,
    })
}

#[derive(Template)]
#[template(path = "permohonan/isi.html")]
struct HalamanIsi {
    page: ui::Page,
    form: ui::Form,
    bidang: Vec<(String, Rupa)>,
    /// Requirements that the register fulfils.
    diketahui: Vec<String>,
    ada_syarat: bool,
    /// Whose word the request waits for.
    konfirmasi: Option<String>,
    jatah: String,
    aksi: String,
    batal: String,
}

/// The questions of the counter.
fn formulir(caller: &Caller, berlaku: &Berlaku, orang: &Subjek) -> (ui::Form, Vec<(String, Rupa)>) {
    let (form, bidang) = bidang::tambah(caller.form(), berlaku.jenis);
    let tanya = berlaku.syarat.iter().filter(|s| !s.periksa.is_some_and(|p| diketahui(p, orang)));
    let syarat = tanya.map(|syarat| {
        let pilihan = Choice::new(&syarat.kode, &syarat.nama);
        if syarat.wajib { pilihan } else { pilihan.hint("Bila ada") }
    });
    let ambil = Ambil::SEMUA.map(|ambil| Choice::new(ambil.kode().to_string(), ambil.label()));
    let form = form
        .with(
            Field::new("pemohon", "Diajukan oleh")
                .hint("Isi bila bukan orangnya sendiri")
                .autocomplete("off")
                .optional(),
        )
        .with(Field::new("syarat", "Yang dibawa pemohon").choices(syarat.collect()).optional())
        .with(Field::new("ambil", "Suratnya").choices(ambil.to_vec()).value("1"))
        .with(Field::new("alamat", "Diantar ke").rows(2).autocomplete("off").optional())
        .with(Field::new("catatan", "Catatan untuk petugas").rows(2).autocomplete("off").optional());
    (konfirmasi::tambah(form), bidang)
}

async fn halaman(
    caller: &Caller,
    tx: &mut ReadTx,
    (orang, berlaku): (&Subjek, &Berlaku),
    form: ui::Form,
    bidang: Vec<(String, Rupa)>,
) -> ::web::Result<HalamanIsi> {
    let id = orang.id.ok_or(Error::NotFound)?;
    let Berlaku { jenis, syarat, konfirmasi } = berlaku;
    let tahu = syarat.iter().filter(|s| s.periksa.is_some_and(|p| diketahui(p, orang)));
    let lama = crate::jatah(tx, &jenis.kode).await?;
    Ok(HalamanIsi {
        page: caller
            .page(format!("{} untuk {}", jenis.nama, orang.nama))
            .back(orang.nama.clone(), caller.href(&format!("/permohonan/orang/{id}")))
            .noindex()
            .has_error(form.has_error()),
        ada_syarat: !form.field("syarat").choices.is_empty(),
        konfirmasi: Some(siapa(tx, *konfirmasi).await?).filter(|siapa| !siapa.is_empty()),
        form,
        bidang,
        diketahui: tahu.map(|syarat| syarat.nama.clone()).collect(),
        jatah: waktu::dalam_kata(lama),
        aksi: caller.href(&format!("/permohonan/orang/{id}/{}", jenis.kode)),
        batal: caller.href("/permohonan"),
    })
}

pub(super) async fn isi(
    caller: Caller,
    Path((_, id, kode)): Path<(String, Uuid, String)>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let berlaku = find_berlaku(&mut tx, &kode).await?;
    let orang = find_orang(&mut tx, id).await?;
    let (form, bidang) = formulir(&caller, &berlaku, &orang);
    ::web::html(&halaman(&caller, &mut tx, (&orang, &berlaku), form, bidang).await?)
}

/// Takes the request in; with `langsung` the letter's own form opens next, filled in as far as it was answered.
pub(super) async fn ajukan(
    caller: Caller,
    Path((_, id, kode)): Path<(String, Uuid, String)>,
    kiriman: Form,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let berlaku = find_berlaku(&mut tx, &kode).await?;
    let orang = find_orang(&mut tx, id).await?;
    let (form, bidang) = formulir(&caller, &berlaku, &orang);
    let mut tampil = form.fill(kiriman.typed());
    let ketikan = bidang::baca(berlaku.jenis, caller.today(), &kiriman, &mut tampil);
    let ambil = kiriman.text("ambil").parse().ok().and_then(Ambil::dari_kode);
    if ambil.is_none() {
        tampil.refuse("ambil", "Pilih bagaimana surat sampai kepada pemohon.");
    }
    if ambil == Some(Ambil::Antar) && kiriman.some("alamat").is_none() {
        tampil.refuse("alamat", "Tulis ke mana surat diantar.");
    }
    for nama in ["pemohon", "alamat", "catatan"] {
        if kiriman.text(nama).chars().count() > 300 {
            tampil.refuse(nama, "Paling panjang 300 huruf.");
        }
    }
    let pengantar = konfirmasi::baca(&kiriman, &mut tampil, caller.today());
    let (Some(ambil), false) = (ambil, tampil.has_error()) else {
        return ::web::refused(&halaman(&caller, &mut tx, (&orang, &berlaku), tampil, bidang).await?);
    };
    drop(tx);
    // What waits for the neighbourhood's word has no letter yet, whichever button was pressed.
    let menunggu = berlaku.konfirmasi != Tingkat::Tanpa && pengantar.is_none();
    let langsung = kiriman.some("langsung").is_some() && !menunggu;
    let pengajuan = Pengajuan {
        pintu: Pintu::Loket,
        jenis: berlaku.jenis,
        pemohon: alur::rapikan(kiriman.text("pemohon"), 100),
        pemohon_id: None,
        isi: Isi {
            ketikan,
            alamat: kiriman.text("alamat").to_owned(),
            catatan: kiriman.text("catatan").to_owned(),
        },
        syarat: kiriman
            .all("syarat")
            .filter(|k| berlaku.syarat.iter().any(|s| s.kode == *k))
            .map(str::to_owned)
            .collect(),
        ambil,
        orang,
        pengantar,
    };
    simpan(&caller, &kiriman, (pengajuan, &berlaku.syarat), langsung).await
}

async fn simpan(
    caller: &Caller,
    kiriman: &Form,
    (pengajuan, syarat): (Pengajuan, &[Syarat]),
    langsung: bool,
) -> ::web::Result<Response> {
    let pelaku = pelaku(caller)?;
    // The row's id is not known before, a draft's is.
    let draf = caller.ctx.new_id();
    let borang = caller.href(&format!("/surat/baru/{}?draf={draf}", pengajuan.jenis.kode));
    let target = if langsung { borang } else { caller.href("/permohonan") };
    let mut tx = match caller.begin("pengajuan_permohonan", kiriman, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let antrean = crate::antrean::di_loket(&mut tx, &pelaku).await?;
    let pintu = if antrean.is_some() { Pintu::Anjungan } else { Pintu::Loket };
    let pengajuan = Pengajuan { pintu, ..pengajuan };
    let kurang = !alur::syarat_kurang(syarat, &pengajuan.orang, &pengajuan.syarat).is_empty();
    let permohonan = alur::ajukan(&mut tx, pengajuan, &pelaku).await?;
    if let Some(antrean) = antrean {
        crate::antrean::kaitkan(&mut tx, antrean, permohonan.id).await?;
    }
    if langsung {
        let terlihat = crate::Terlihat { id: permohonan.id, versi: permohonan.versi };
        let permohonan = alur::proses(&mut tx, terlihat, &pelaku).await?;
        super::tindakan::titip(&mut tx, &permohonan, draf).await?;
    }
    tx.commit().await?;
    let nomor = permohonan.nomor();
    let kabar = if langsung {
        Flash::new(Tone::Good, format!("Permohonan {nomor} dicatat. Lengkapi suratnya."))
    } else if permohonan.keadaan() == Keadaan::Konfirmasi {
        Flash::new(Tone::Wait, format!("Permohonan {nomor} dicatat dan menunggu konfirmasi."))
    } else if kurang {
        Flash::new(Tone::Wait, format!("Permohonan {nomor} dicatat. Syaratnya masih ada yang kurang."))
    } else {
        Flash::new(Tone::Good, format!("Permohonan {nomor} dicatat."))
    };
    let target = if langsung { target } else { alamat(caller, permohonan.id) };
    Ok(::web::see_other(&target, Some(kabar)))
}
