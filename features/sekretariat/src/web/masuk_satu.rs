//! One letter that came in: what it is, its scans, who has it, what was done.

use ::web::{Caller, Error, Form};
use access::Permission;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use files::FileStore;
use ui::Field;
use uuid::Uuid;

use super::borang::{Borang, Rupa};
use super::{isian, pelaku, saat, terlihat};
use crate::keadaan::{Keadaan, Sifat, Tindakan, petunjuk};
use crate::mata::Mata;
use crate::store::{self, Disposisi, Penerima, SuratMasuk};
use crate::{CATAT, DISPOSISI, LIHAT, masuk, pindai};

/// A letter that is open to the caller, and those it was sent to.
pub(super) struct Terbuka {
    pub(super) surat: SuratMasuk,
    pub(super) penerima: Vec<Penerima>,
}

/// The letter, if the caller may see it. What may not be seen does not exist.
pub(super) async fn terbuka(
    caller: &Caller,
    tx: &mut ReadTx,
    id: Uuid,
    agenda: Permission,
) -> ::web::Result<Terbuka> {
    let surat = store::get_masuk(tx, id).await?;
    let penerima = store::list_penerima(tx, id).await?;
    let mata = Mata::baca(tx, caller.ctx.user(), caller.today(), caller.can(agenda)).await?;
    if mata.melihat(&surat, &penerima) { Ok(Terbuka { surat, penerima }) } else { Err(Error::NotFound) }
}

#[derive(Template)]
#[template(path = "sekretariat/masuk_satu.html")]
struct Halaman {
    page: ui::Page,
    sifat: Sifat,
    keadaan: Keadaan,
    dibatalkan: String,
    musnah: Option<String>,
    isi: Vec<(&'static str, String)>,
    pindaian: Vec<(String, String)>,
    disposisi: Vec<Lembar>,
    tugas: Vec<Tugas>,
    riwayat: Vec<BarisRiwayat>,
    alamat: String,
    boleh_catat: bool,
    boleh_disposisi: bool,
    form: ui::Form,
    versi: i64,
}

struct Lembar {
    dari: String,
    pada: String,
    petunjuk: Vec<&'static str>,
    catatan: String,
    batas: String,
    penerima: Vec<BarisPenerima>,
}

struct BarisPenerima {
    nama: String,
    jabatan: String,
    keadaan: String,
    nada: ui::Tone,
    catatan: String,
}

/// What the caller was given and has not finished.
struct Tugas {
    baca: Option<String>,
    selesai: String,
    kunci: String,
    ke: usize,
}

struct BarisRiwayat {
    pada: String,
    tindakan: &'static str,
    oleh: String,
    isi: String,
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let Terbuka { surat, penerima } = terbuka(&caller, &mut tx, id, LIHAT).await?;
    let alamat = caller.href(&format!("/surat-masuk/{id}"));
    let berkas = store::list_berkas(&mut tx, id).await?;
    let pindaian = berkas.iter().enumerate().map(|(ke, b)| {
        let kind = if b.jenis == "application/pdf" { "PDF" } else { "gambar" };
        (format!("{alamat}/pindaian/{}", b.id), format!("Pindaian {} ({kind})", ke + 1))
    });
    let pindaian = pindaian.collect();
    let disposisi = store::list_disposisi(&mut tx, id).await?;
    let disposisi = disposisi.into_iter().map(|d| lembar(&caller, d, &penerima)).collect();
    let riwayat = store::list_riwayat(&mut tx, id).await?.into_iter().map(|r| BarisRiwayat {
        pada: saat(&caller, r.pada),
        tindakan: Tindakan::dari_kode(r.tindakan).map_or("", Tindakan::label),
        oleh: r.oleh_nama,
        isi: r.isi,
    });
    let riwayat = riwayat.collect();
    let hidup = !surat.berakhir();
    ::web::html(&Halaman {
        page: caller
            .page(format!("Surat masuk {}/{}", surat.urut, surat.tahun))
            .back("Surat masuk", caller.href(if caller.can(LIHAT) { "/surat-masuk" } else { "/disposisi" }))
            .noindex(),
        sifat: surat.sifat(),
        keadaan: surat.keadaan(),
        dibatalkan: surat.dibatalkan.clone().unwrap_or_default(),
        musnah: surat.pemusnahan_id.map(|m| caller.href(&format!("/retensi/pemusnahan/{m}"))),
        isi: isi(&surat),
        pindaian,
        disposisi,
        tugas: if hidup { tugas(&caller, &penerima) } else { Vec::new() },
        riwayat,
        alamat,
        boleh_catat: hidup && caller.can(CATAT),
        boleh_disposisi: hidup && caller.can(DISPOSISI),
        form: caller.form().with(
            Field::new("berkas", "Tambah pindaian")
                .hint("PDF, JPEG, atau PNG, paling besar 20 MB")
                .accept(".pdf,.jpg,.jpeg,.png"),
        ),
        versi: surat.versi,
    })
}

fn isi(surat: &SuratMasuk) -> Vec<(&'static str, String)> {
    let mut baris = vec![
        ("Pengirim", surat.pengirim.clone()),
        ("Isi singkat", surat.perihal.clone()),
        ("Nomor surat", surat.nomor.clone()),
        ("Tanggal surat", kamus::tanggal_panjang(surat.tanggal.0)),
        ("Diterima", kamus::tanggal_panjang(surat.diterima.0)),
        ("Klasifikasi", surat.klasifikasi.clone().unwrap_or_default()),
        ("Tempat berkas", surat.lokasi.clone().unwrap_or_default()),
        ("Keterangan", surat.keterangan.clone().unwrap_or_default()),
        ("Dicatat oleh", surat.oleh_nama.clone()),
    ];
    baris.retain(|(_, isi)| !isi.is_empty());
    baris
}

fn lembar(caller: &Caller, d: Disposisi, penerima: &[Penerima]) -> Lembar {
    let milik = penerima.iter().filter(|p| p.disposisi_id == d.id).map(|p| {
        let (keadaan, nada) = match (p.selesai_pada, p.dibaca_pada) {
            (Some(at), _) => (format!("Selesai {}", saat(caller, at)), ui::Tone::Good),
            (None, Some(at)) => (format!("Dibaca {}", saat(caller, at)), ui::Tone::Info),
            (None, None) if p.pengguna_id.is_none() => {
                ("Belum punya akun, serahkan lembar cetaknya".to_owned(), ui::Tone::Plain)
            }
            (None, None) => ("Belum dibaca".to_owned(), ui::Tone::Wait),
        };
        let (nama, jabatan) = (p.nama.clone(), p.jabatan.clone());
        BarisPenerima { nama, jabatan, keadaan, nada, catatan: p.catatan.clone().unwrap_or_default() }
    });
    Lembar {
        dari: format!("{}, {}", d.dari_nama, d.dari_jabatan),
        pada: saat(caller, d.pada),
        petunjuk: petunjuk(&d.petunjuk),
        penerima: milik.collect(),
        catatan: d.catatan.unwrap_or_default(),
        batas: d.batas.map(|hari| kamus::tanggal_panjang(hari.0)).unwrap_or_default(),
    }
}

fn tugas(caller: &Caller, penerima: &[Penerima]) -> Vec<Tugas> {
    let saya = caller.ctx.user();
    let milik = penerima
        .iter()
        .filter(|p| saya.is_some() && p.pengguna_id == saya && p.selesai_pada.is_none())
        .enumerate()
        .map(|(ke, p)| Tugas {
            baca: p.dibaca_pada.is_none().then(|| caller.href(&format!("/disposisi/{}/pembacaan", p.id))),
            selesai: caller.href(&format!("/disposisi/{}/penyelesaian", p.id)),
            kunci: caller.request_key(),
            ke: ke + 1,
        });
    milik.collect()
}

/// Adds a scan.
pub(super) async fn pindai(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let terlihat = terlihat(id, &form)?;
    terbuka(&caller, &mut caller.read().await?, id, LIHAT).await?;
    let Some(unggahan) = form.file("berkas") else {
        return Err(Error::Refused("Pilih dulu berkas pindaiannya.".to_owned()));
    };
    let pindaian = pindai::siapkan(unggahan.bytes.to_vec()).await?;
    let target = caller.href(&format!("/surat-masuk/{id}"));
    let mut tx = match caller.begin("pemindaian_surat_masuk", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let pelaku = pelaku(&caller)?;
    let surat = masuk::pegang(&mut tx, terlihat).await?;
    pindai::simpan(&mut tx, caller.app.service::<FileStore>(), id, &pindaian, &pelaku.nama).await?;
    masuk::simpan(&mut tx, surat, Tindakan::Pemindaian, &pelaku, String::new()).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Pindaian tersimpan."))
}

pub(super) async fn pindaian(
    caller: Caller,
    Path((_, id, berkas)): Path<(String, Uuid, Uuid)>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    terbuka(&caller, &mut tx, id, LIHAT).await?;
    let (jenis, bytes) = pindai::ambil(&mut tx, caller.app.service::<FileStore>(), id, berkas).await?;
    Ok(super::kirim_pindaian(&jenis, bytes))
}

async fn tanya(caller: &Caller, id: Uuid, batal: bool) -> ::web::Result<Borang> {
    let surat = terbuka(caller, &mut caller.read().await?, id, LIHAT).await?.surat;
    let (alamat, nomor) = (format!("/surat-masuk/{id}"), format!("{}/{}", surat.urut, surat.tahun));
    let borang = if batal {
        Borang::baru(
            caller,
            format!("Batalkan surat masuk {nomor}"),
            &format!("{alamat}/pembatalan"),
            "Batalkan",
        )
        .pengantar("Catatan ini tidak berlaku lagi, tetapi nomor agendanya tetap dan tidak dipakai lagi.")
        .bahaya()
        .alasan("Misalnya: tercatat dua kali")
    } else {
        Borang::baru(
            caller,
            format!("Arsipkan surat masuk {nomor}"),
            &format!("{alamat}/pengarsipan"),
            "Arsipkan",
        )
        .pengantar("Surat selesai ditangani dan kertasnya disimpan.")
        .dengan(
            Rupa::Teks,
            Field::new("lokasi", "Tempat berkas")
                .hint("Misalnya: lemari 1, map biru")
                .value(surat.lokasi.clone().unwrap_or_default()),
        )
    };
    Ok(borang.kembali("Surat masuk", caller.href(&alamat)).bawa("versi", surat.versi.to_string()))
}

pub(super) async fn pembatalan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> ::web::Result<Response> {
    tanya(&caller, id, true).await?.tampil()
}

pub(super) async fn pengarsipan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> ::web::Result<Response> {
    tanya(&caller, id, false).await?.tampil()
}

pub(super) async fn batalkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let terlihat = terlihat(id, &form)?;
    let mut halaman = tanya(&caller, id, true).await?;
    halaman.ketikan(&form);
    let alasan = isian::alasan(&mut halaman.form, &form);
    if halaman.form.has_error() {
        return halaman.tolak();
    }
    let target = caller.href(&format!("/surat-masuk/{id}"));
    let mut tx = match caller.begin("pembatalan_surat_masuk", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    masuk::batalkan(&mut tx, terlihat, &alasan, &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Dibatalkan; nomor agendanya tetap."))
}

pub(super) async fn arsipkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let terlihat = terlihat(id, &form)?;
    let mut halaman = tanya(&caller, id, false).await?;
    halaman.ketikan(&form);
    let lokasi = isian::wajib(&mut halaman.form, &form, "lokasi", 200);
    if halaman.form.has_error() {
        return halaman.tolak();
    }
    let target = caller.href(&format!("/surat-masuk/{id}"));
    let mut tx = match caller.begin("pengarsipan_surat_masuk", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    masuk::arsipkan(&mut tx, terlihat, &lokasi, &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Surat diarsipkan."))
}
