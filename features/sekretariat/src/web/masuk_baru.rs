//! Entering a letter that came in, and correcting what was read wrongly.

use ::web::{Caller, Form};
use axum::extract::Path;
use axum::response::Response;
use files::FileStore;
use ui::{Choice, Field};
use uuid::Uuid;

use super::borang::{Borang, Rupa};
use super::{isian, pelaku, terlihat};
use crate::keadaan::Sifat;
use crate::masuk::{self, IsiSurat};
use crate::{LIHAT, pindai, store};

fn borang(caller: &Caller) -> Borang {
    Borang::baru(caller, "Catat surat masuk", "/surat-masuk/baru", "Catat")
        .kembali("Surat masuk", caller.href("/surat-masuk"))
        .pengantar("Nomor agenda diberikan sendiri saat disimpan.")
}

fn bidang(borang: Borang, isi: Option<&IsiSurat>, hari_ini: jiff::civil::Date) -> Borang {
    let sifat = Sifat::SEMUA.iter().map(|s| {
        let pilihan = Choice::new(s.kode().to_string(), s.label());
        match s {
            Sifat::Rahasia => pilihan.hint(
                "Hanya dapat dibuka pimpinan, sekretaris, dan penerima disposisi. Sesudah disimpan, Anda pun tidak.",
            ),
            _ => pilihan,
        }
    });
    let ada = |ambil: fn(&IsiSurat) -> String| isi.map(ambil).unwrap_or_default();
    let diterima = isi.map_or(hari_ini, |isi| isi.diterima);
    borang
        .dengan(
            Rupa::Tanggal,
            Field::new("diterima", "Tanggal diterima").value(kamus::tanggal_pendek(diterima)),
        )
        .dengan(Rupa::Teks, Field::new("pengirim", "Pengirim").value(ada(|i| i.pengirim.clone())))
        .dengan(
            Rupa::Teks,
            Field::new("nomor", "Nomor surat")
                .hint("Seperti tertulis di suratnya. Isi - bila tanpa nomor.")
                .value(ada(|i| i.nomor.clone())),
        )
        .dengan(
            Rupa::Tanggal,
            Field::new("tanggal", "Tanggal surat").value(ada(|i| kamus::tanggal_pendek(i.tanggal))),
        )
        .dengan(Rupa::Area, Field::new("perihal", "Isi singkat").rows(2).value(ada(|i| i.perihal.clone())))
        .dengan(
            Rupa::Radio,
            Field::new("sifat", "Sifat")
                .choices(sifat.collect())
                .value(isi.map_or(Sifat::Biasa, |i| i.sifat).kode().to_string()),
        )
        .dengan(
            Rupa::Teks,
            Field::new("klasifikasi", "Kode klasifikasi")
                .hint("Permendagri 83/2022, misalnya 400.12.2. Menentukan masa simpan arsipnya.")
                .width(16)
                .value(ada(|i| i.klasifikasi.clone().unwrap_or_default()))
                .optional(),
        )
        .dengan(
            Rupa::Teks,
            Field::new("lokasi", "Tempat berkas")
                .hint("Misalnya: lemari 1, map biru")
                .value(ada(|i| i.lokasi.clone().unwrap_or_default()))
                .optional(),
        )
        .dengan(
            Rupa::Teks,
            Field::new("keterangan", "Keterangan")
                .value(ada(|i| i.keterangan.clone().unwrap_or_default()))
                .optional(),
        )
}

fn formulir_baru(caller: &Caller) -> Borang {
    let tetap = Choice::list([("1", "Tetap catat, walau mirip surat yang sudah ada")]);
    bidang(borang(caller), None, caller.today())
        .pindaian("Pindaian surat")
        .dengan(Rupa::Kotak, Field::new("tetap", "Surat lain").choices(tetap).optional())
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    formulir_baru(&caller).tampil()
}

/// What was typed, or every finding beside its field.
fn baca(form: &mut ui::Form, kiriman: &Form, hari_ini: jiff::civil::Date) -> Option<IsiSurat> {
    let diterima = isian::hari(form, kiriman, "diterima", hari_ini);
    let tanggal = isian::hari(form, kiriman, "tanggal", hari_ini);
    if let (Some(diterima), Some(tanggal)) = (diterima, tanggal)
        && diterima < tanggal
    {
        form.refuse(
            "diterima",
            format!(
                "Surat bertanggal {} tidak mungkin diterima {}. Periksa kedua tanggalnya.",
                kamus::tanggal_panjang(tanggal),
                kamus::tanggal_panjang(diterima)
            ),
        );
    }
    let pengirim = isian::wajib(form, kiriman, "pengirim", 200);
    let nomor = isian::wajib(form, kiriman, "nomor", 100);
    let perihal = isian::wajib(form, kiriman, "perihal", 500);
    let sifat = kiriman.text("sifat").parse().ok().and_then(Sifat::dari_kode);
    if sifat.is_none() {
        form.refuse("sifat", "Sifat surat belum dipilih.");
    }
    let klasifikasi = isian::klasifikasi(form, kiriman, false);
    let lokasi = isian::boleh(form, kiriman, "lokasi", 200);
    let keterangan = isian::boleh(form, kiriman, "keterangan", 300);
    if form.has_error() {
        return None;
    }
    Some(IsiSurat {
        diterima: diterima?,
        nomor,
        tanggal: tanggal?,
        pengirim,
        perihal,
        klasifikasi,
        sifat: sifat?,
        lokasi,
        keterangan,
    })
}

pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut halaman = formulir_baru(&caller);
    halaman.ketikan(&form);
    let isi = baca(&mut halaman.form, &form, caller.today());
    let pindaian = isian::pindaian(&mut halaman.form, &form).await?;
    let (Some(isi), false) = (isi, halaman.form.has_error()) else { return halaman.tolak() };
    let rahasia = isi.sifat == Sifat::Rahasia;
    let daftar = caller.href("/surat-masuk");
    let mut tx = match caller.begin("pencatatan_surat_masuk", &form, &daftar).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let pelaku = pelaku(&caller)?;
    match masuk::catat(&mut tx, isi, form.has("tetap"), &pelaku).await {
        Ok(surat) => {
            if let Some(pindaian) = &pindaian {
                let berkas = caller.app.service::<FileStore>();
                pindai::simpan(&mut tx, berkas, surat.id, pindaian, &pelaku.nama).await?;
            }
            tx.commit().await?;
            let kata = format!("Tercatat dengan nomor agenda {} tahun {}.", surat.urut, surat.tahun);
            let kata = if rahasia { format!("{kata} Isinya kini tertutup.") } else { kata };
            Ok(super::berhasil(&daftar, kata))
        }
        Err(galat) => {
            drop(tx);
            let kalimat = super::kalimat(galat)?;
            halaman.form.refuse("nomor", kalimat);
            halaman.tolak()
        }
    }
}

async fn formulir_koreksi(caller: &Caller, id: Uuid) -> ::web::Result<Borang> {
    let mut tx = caller.read().await?;
    let surat = super::masuk_satu::terbuka(caller, &mut tx, id, LIHAT).await?.surat;
    let alamat = format!("/surat-masuk/{id}");
    let judul = format!("Koreksi surat masuk {}/{}", surat.urut, surat.tahun);
    let borang = Borang::baru(caller, judul, &format!("{alamat}/koreksi"), "Simpan koreksi")
        .kembali("Surat masuk", caller.href(&alamat))
        .pengantar("Isi lama tetap tersimpan di riwayat surat, bersama alasannya.")
        .bawa("versi", surat.versi.to_string());
    let borang = bidang(borang, Some(&IsiSurat::dari(&surat)), caller.today());
    Ok(borang.alasan("Apa yang salah, dan dari mana diketahui"))
}

pub(super) async fn koreksi(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    formulir_koreksi(&caller, id).await?.tampil()
}

pub(super) async fn perbaiki(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let terlihat = terlihat(id, &form)?;
    let mut halaman = formulir_koreksi(&caller, id).await?;
    halaman.ketikan(&form);
    let isi = baca(&mut halaman.form, &form, caller.today());
    let alasan = isian::alasan(&mut halaman.form, &form);
    let (Some(isi), false) = (isi, halaman.form.has_error()) else { return halaman.tolak() };
    let target = caller.href(&format!("/surat-masuk/{id}"));
    let mut tx = match caller.begin("koreksi_surat_masuk", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    match masuk::koreksi(&mut tx, terlihat, isi, &alasan, &pelaku(&caller)?).await {
        Ok(()) => {
            // A letter that became secret may be closed to whoever corrected it.
            let surat = store::get_masuk(&mut tx, id).await?;
            tx.commit().await?;
            let rahasia = surat.sifat() == Sifat::Rahasia;
            let target = if rahasia { caller.href("/surat-masuk") } else { target };
            Ok(super::berhasil(&target, "Koreksi tersimpan."))
        }
        Err(galat) => {
            drop(tx);
            let kalimat = super::kalimat(galat)?;
            halaman.form.refuse("alasan", kalimat);
            halaman.tolak()
        }
    }
}
