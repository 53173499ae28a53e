use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::{Once, ReadTx};
use kamus::{Shdk, StatusKawin, tanggal_panjang};
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::nada;
use crate::entitas::{MutuAbaikan, Penduduk};
use crate::mutu::{self, Temuan};
use crate::store;
use crate::subjek::{alamat_sebaris, label};

const SUDAH_TIADA: &str = "Temuan itu sudah tidak ada: datanya sudah berubah.";

/// Reasons that need no further word.
const SEBAB: [(&str, &str); 3] = [
    ("dokumen", "Sudah dicocokkan dengan KTP, KK, atau akta: memang begitu"),
    ("beda", "Dua orang yang memang berbeda"),
    ("lain", "Alasan lain (tulis di bawah)"),
];

#[derive(Template)]
#[template(path = "kependudukan/mutu_temuan.html")]
struct Halaman {
    page: ui::Page,
    kata: &'static str,
    nada: Tone,
    kalimat: String,
    saran: &'static str,
    orang: Vec<Orang>,
    keluarga: Option<String>,
    /// Where two rows are laid side by side.
    gabung: Option<String>,
    perbaiki: bool,
    perbaikan: ui::Form,
    abaikan: ui::Form,
    /// Who left it alone, when and why.
    diabaikan: Option<String>,
    alamat: String,
}

struct Orang {
    nama: String,
    href: String,
    isi: Vec<(&'static str, String)>,
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let hasil = super::hasil(&caller, &mut tx).await?;
    let Some((temuan, abaikan)) = hasil.cari(id) else {
        return Ok(web::see_other(&caller.href("/mutu"), Some(Flash::new(Tone::Info, SUDAH_TIADA))));
    };
    let abaikan = abaikan.cloned();
    let form = form_abaikan(&caller, temuan);
    web::html(&halaman(&caller, &mut tx, temuan, abaikan, form).await?)
}

fn form_abaikan(caller: &Caller, t: &Temuan) -> ui::Form {
    let sebab = SEBAB.iter().filter(|(kode, _)| *kode != "beda" || t.jenis.ganda());
    let sebab = Choice::list(sebab.map(|(kode, kata)| (*kode, *kata)));
    caller
        .form()
        .with(Field::new("sebab", "Mengapa temuan ini benar?").choices(sebab))
        .with(Field::new("alasan", "Keterangan").optional().attr("maxlength", "200"))
}

fn form_perbaikan(caller: &Caller, t: &Temuan, orang: &[Penduduk]) -> ui::Form {
    let nama = |id: Uuid| orang.iter().find(|p| p.id == id).map_or("", |p| p.nama.as_str());
    let pilihan = t.perbaikan.iter().map(|p| (p.kode(), p.label(nama(p.orang()))));
    caller.form().with(Field::new("pilih", "Perbaikan").choices(Choice::list(pilihan)))
}

async fn halaman(
    caller: &Caller,
    tx: &mut ReadTx,
    t: &Temuan,
    abaikan: Option<MutuAbaikan>,
    form: ui::Form,
) -> web::Result<Halaman> {
    let mut orang = Vec::with_capacity(t.orang.len());
    for id in &t.orang {
        orang.extend(store::find_penduduk(tx, *id).await?);
    }
    let gabung = match t.orang.as_slice() {
        [a, b] if t.jenis.ganda() => Some(caller.href(&format!("/mutu/gabung?a={a}&b={b}"))),
        _ => None,
    };
    let diabaikan = match abaikan {
        None => None,
        Some(a) => {
            let siapa = match a.oleh {
                Some(oleh) => access::store::find_pengguna(tx, oleh).await?.map(|p| p.nama),
                None => None,
            };
            let siapa = siapa.unwrap_or_else(|| "Balai".to_owned());
            let pada = super::super::waktu(caller, a.pada);
            Some(format!("Diabaikan oleh {siapa} pada {pada}: {}", a.alasan))
        }
    };
    let perbaikan = form_perbaikan(caller, t, &orang);
    let orang = orang.iter().map(|p| jadikan(p, caller, tx)).collect::<db::Result<Vec<_>>>()?;
    let page = caller.page(t.jenis.label()).back("Mutu data", caller.href("/mutu")).noindex();
    Ok(Halaman {
        page: page.has_error(form.has_error()),
        kata: t.jenis.berat().label(),
        nada: nada(t.jenis.berat()),
        kalimat: t.kalimat.clone(),
        saran: t.jenis.saran(),
        orang,
        keluarga: t.keluarga_id.map(|id| caller.href(&format!("/keluarga/{id}"))),
        gabung: gabung.filter(|_| caller.can(crate::PERBAIKI)),
        perbaiki: caller.can(crate::PERBAIKI),
        perbaikan,
        abaikan: form,
        diabaikan,
        alamat: caller.href(&format!("/mutu/{}", t.id)),
    })
}

fn jadikan(p: &Penduduk, caller: &Caller, tx: &ReadTx) -> db::Result<Orang> {
    let nik = p.nik(tx.keys())?.map_or_else(|| "Belum ber-NIK".to_owned(), |nik| nik.samar());
    let isi = vec![
        ("NIK", nik),
        ("Jenis kelamin", p.jenis_kelamin().to_string()),
        ("Tanggal lahir", tanggal_panjang(p.tanggal_lahir.0)),
        ("Hubungan", label::<Shdk>(Some(p.shdk))),
        ("Status perkawinan", label::<StatusKawin>(p.status_kawin)),
        ("Ibu", p.nama_ibu.clone().unwrap_or_default()),
        ("Tempat tinggal", alamat_sebaris(p.alamat.as_deref().unwrap_or(""), &p.dusun, &p.rw, &p.rt)),
    ];
    Ok(Orang { nama: p.nama.clone(), href: caller.href(&format!("/penduduk/{}", p.id)), isi })
}

fn kembali(caller: &Caller, nada: Tone, kabar: &str) -> Response {
    web::see_other(&caller.href("/mutu"), Some(Flash::new(nada, kabar)))
}

/// Carries out the chosen repair, if the finding still offers it.
pub(crate) async fn perbaikan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tx = caller.write("perbaikan_mutu").await?;
    if tx.once(form.request_key()?, "").await? != Once::First {
        return Ok(kembali(&caller, Tone::Info, "Perbaikan itu sudah disimpan."));
    }
    let hari_ini = caller.today();
    let hasil = mutu::jalankan(&mut tx, hari_ini).await?;
    let Some((temuan, _)) = hasil.cari(id) else {
        return Ok(kembali(&caller, Tone::Info, SUDAH_TIADA));
    };
    let pilihan = temuan.perbaikan.iter().find(|p| p.kode() == form.text("pilih"));
    let Some(pilihan) = pilihan else {
        return Err(web::Error::Refused("Pilih dulu perbaikannya.".to_owned()));
    };
    mutu::laksanakan(&mut tx, *pilihan, hari_ini, temuan.jenis.label()).await?;
    tx.commit().await?;
    Ok(kembali(&caller, Tone::Good, "Data diperbaiki dan tercatat sebagai koreksi."))
}

/// Leaves a finding alone, with a reason.
pub(crate) async fn pengabaian(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tx = caller.write("pengabaian_mutu").await?;
    if tx.once(form.request_key()?, "").await? != Once::First {
        return Ok(kembali(&caller, Tone::Info, "Keputusan itu sudah disimpan."));
    }
    let hasil = mutu::jalankan(&mut tx, caller.today()).await?;
    let Some((temuan, None)) = hasil.cari(id) else {
        return Ok(kembali(&caller, Tone::Info, SUDAH_TIADA));
    };
    let mut tampil = form_abaikan(&caller, temuan).fill(form.typed());
    let alasan = match baca_alasan(&form, temuan) {
        Ok(alasan) => alasan,
        Err((kolom, kalimat)) => {
            tampil.refuse(kolom, kalimat);
            return web::refused(&halaman(&caller, &mut tx, temuan, None, tampil).await?);
        }
    };
    let baris = MutuAbaikan {
        id,
        jenis: temuan.jenis.kode().to_owned(),
        penduduk_id: temuan.orang.first().copied(),
        keluarga_id: temuan.keluarga_id.filter(|_| temuan.orang.is_empty()),
        alasan,
        oleh: caller.ctx.user(),
        pada: caller.ctx.now.into(),
    };
    tx.insert(&baris).await?;
    tx.commit().await?;
    Ok(kembali(&caller, Tone::Good, "Temuan diabaikan. Ia muncul lagi bila datanya berubah."))
}

/// The reason in words, or which field lacks what.
fn baca_alasan(form: &Form, t: &Temuan) -> Result<String, (&'static str, &'static str)> {
    let sebab = SEBAB.iter().find(|(kode, _)| *kode == form.text("sebab"));
    let sebab = sebab.filter(|(kode, _)| *kode != "beda" || t.jenis.ganda());
    let Some((kode, kata)) = sebab else {
        return Err(("sebab", "Pilih alasannya."));
    };
    let ketikan = form.text("alasan");
    if ketikan.chars().count() > 200 {
        return Err(("alasan", "Paling panjang 200 huruf."));
    }
    match (*kode, ketikan) {
        ("lain", ketikan) if ketikan.chars().count() < 5 => {
            Err(("alasan", "Tulis alasannya, paling sedikit 5 huruf."))
        }
        ("lain", ketikan) => Ok(ketikan.to_owned()),
        (_, "") => Ok((*kata).to_owned()),
        (_, ketikan) => Ok(format!("{kata}. {ketikan}")),
    }
}

/// Puts a finding back on the list.
pub(crate) async fn pengembalian(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut tx = caller.write("pengembalian_mutu").await?;
    if tx.once(form.request_key()?, "").await? == Once::First {
        if !store::list_abaikan(&mut tx).await?.iter().any(|a| a.id == id) {
            return Ok(kembali(&caller, Tone::Info, SUDAH_TIADA));
        }
        tx.delete::<MutuAbaikan>(id).await?;
        tx.commit().await?;
    }
    Ok(kembali(&caller, Tone::Good, "Temuan dikembalikan ke daftar."))
}
