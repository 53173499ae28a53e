//! The hours of each weekday.

use ::web::{Caller, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ui::{Field, Flash, Tone};

use crate::atur::{ganti_jam, pakai_pola, ubah_kalender};
use crate::kalender::{HARI, JamHari, Kalender, Masa, Pola, Rentang, tulis_jam, urai_jam};

#[derive(Template)]
#[template(path = "waktu/jam.html")]
struct Halaman {
    page: ui::Page,
    masa: &'static str,
    malam: bool,
    form: ui::Form,
    /// Each weekday with the names of its four fields.
    hari: Vec<(&'static str, [String; 4])>,
    aksi: String,
}

const BAGIAN: [(&str, &str); 4] =
    [("buka", "Buka"), ("tutup", "Tutup"), ("dari", "Istirahat dari"), ("sampai", "sampai")];

fn nama_bidang(hari: i16) -> [String; 4] {
    BAGIAN.map(|(bagian, _)| format!("{bagian}_{hari}"))
}

fn formulir(caller: &Caller, kalender: &Kalender, masa: Masa) -> ui::Form {
    let mut form = caller.form();
    for (nomor, hari) in HARI {
        let jam = kalender.jam.get(&(masa, nomor));
        let sela = jam.and_then(|jam| jam.istirahat);
        let isi = [
            jam.map(|jam| jam.buka),
            jam.map(|jam| jam.tutup),
            sela.map(|sela| sela.dari),
            sela.map(|sela| sela.sampai),
        ];
        for ((nama, (_, label)), isi) in nama_bidang(nomor).into_iter().zip(BAGIAN).zip(isi) {
            let isi = isi.map(tulis_jam).unwrap_or_default();
            let field = Field::new(nama, format!("{hari}: {}", label.to_lowercase()));
            form = form.with(field.value(isi).width(8).autocomplete("off").attr("maxlength", "5"));
        }
    }
    form
}

fn halaman(caller: &Caller, masa: Masa, form: ui::Form) -> Halaman {
    Halaman {
        page: caller
            .page(format!("Jam kerja: {}", masa.label()))
            .back("Hari dan jam kerja", caller.href("/kalender"))
            .has_error(form.has_error()),
        masa: masa.label(),
        malam: masa == Masa::Malam,
        form,
        hari: HARI.into_iter().map(|(nomor, hari)| (hari, nama_bidang(nomor))).collect(),
        aksi: caller.href(&format!("/kalender/jam/{}", masa.kode())),
    }
}

fn masa(kode: &str) -> ::web::Result<Masa> {
    Masa::dari_kode(kode).ok_or(::web::Error::NotFound)
}

pub(super) async fn get(caller: Caller, Path((_, kode)): Path<(String, String)>) -> ::web::Result<Response> {
    let masa = masa(&kode)?;
    let kalender = crate::kalender(&mut caller.read().await?).await?;
    let form = formulir(&caller, &kalender, masa);
    ::web::html(&halaman(&caller, masa, form))
}

pub(super) async fn post(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> ::web::Result<Response> {
    let masa = masa(&kode)?;
    let kalender = crate::kalender(&mut caller.read().await?).await?;
    let mut tampil = formulir(&caller, &kalender, masa).fill(form.typed());
    let jam: Vec<(i16, JamHari)> = HARI
        .into_iter()
        .filter_map(|(nomor, hari)| Some((nomor, baca(&form, (nomor, hari), &mut tampil)?)))
        .collect();
    if masa == Masa::Biasa && jam.is_empty() && !tampil.has_error() {
        tampil.refuse("", "Isi jam buka dan tutup paling sedikit untuk satu hari.");
    }
    if tampil.has_error() {
        return ::web::refused(&halaman(&caller, masa, tampil));
    }
    let target = caller.href("/kalender");
    let mut tx = match caller.begin("perubahan_jam_kerja", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    ubah_kalender(&mut tx, async |tx| ganti_jam(tx, masa, jam).await).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Jam kerja sudah disimpan."))))
}

/// One weekday; a day left empty is free.
fn baca(form: &Form, (nomor, hari): (i16, &str), tampil: &mut ui::Form) -> Option<JamHari> {
    let nama = nama_bidang(nomor);
    let mut menit = [None; 4];
    let mut salah = false;
    for (tempat, nama) in menit.iter_mut().zip(&nama) {
        let Some(teks) = form.some(nama) else { continue };
        match urai_jam(teks) {
            Ok(isi) => *tempat = Some(isi),
            Err(kalimat) => {
                tampil.refuse(nama, format!("{hari}: {kalimat}"));
                salah = true;
            }
        }
    }
    if salah {
        return None;
    }
    let mut tolak = |bagian: usize, kalimat: &str| {
        tampil.refuse(&nama[bagian], format!("{hari}: {kalimat}"));
        None
    };
    let (buka, tutup) = match menit {
        [None, None, None, None] => return None,
        [Some(buka), Some(tutup), ..] => (buka, tutup),
        [None, ..] => return tolak(0, "jam buka belum diisi."),
        _ => return tolak(1, "jam tutup belum diisi."),
    };
    if tutup <= buka {
        return tolak(1, "jam tutup harus sesudah jam buka, pada hari yang sama.");
    }
    let istirahat = match (menit[2], menit[3]) {
        (None, None) => None,
        (Some(dari), Some(sampai)) if buka <= dari && dari < sampai && sampai <= tutup => {
            Some(Rentang { dari, sampai })
        }
        (Some(_), Some(_)) => return tolak(2, "istirahat harus di antara jam buka dan jam tutup."),
        (None, _) => return tolak(2, "isi kapan istirahat mulai."),
        (_, None) => return tolak(3, "isi kapan istirahat selesai."),
    };
    Some(JamHari { buka, tutup, istirahat })
}

/// Puts a usual week in place of what stands there.
pub(super) async fn pola(caller: Caller, form: Form) -> ::web::Result<Response> {
    let Some(pola) = Pola::dari_kode(form.text("pola")) else {
        return Err(::web::Error::Refused("Pilih 5 atau 6 hari kerja.".to_owned()));
    };
    let target = caller.href("/kalender");
    let mut tx = match caller.begin("perubahan_jam_kerja", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    ubah_kalender(&mut tx, async |tx| pakai_pola(tx, pola).await).await?;
    tx.commit().await?;
    let kalimat = "Jam kerja yang lazim sudah diisi. Sesuaikan bila kantor Anda lain.";
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}
