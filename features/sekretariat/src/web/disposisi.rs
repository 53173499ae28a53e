//! Giving orders on a letter, and carrying them out.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use serde_json::json;
use ui::{Choice, Field};
use uuid::Uuid;
use wilayah::Pejabat;

use super::borang::{Borang, Rupa};
use super::masuk_satu::{Terbuka, terbuka};
use super::{isian, pelaku, saat, terlihat};
use crate::disposisi::{self, Perintah};
use crate::keadaan::{PETUNJUK, Sifat, petunjuk};
use crate::{LIHAT, store};

const LEMBAR: &str = include_str!("../../naskah/disposisi.typ");

/// Officials of today with their office in words; the caller's own office, if any.
async fn pejabat(caller: &Caller) -> ::web::Result<(Vec<(Pejabat, String)>, Option<String>)> {
    let mut tx = caller.read().await?;
    let Some(identitas) = wilayah::find_identitas(&mut tx).await? else { return Ok((Vec::new(), None)) };
    let sebutan = wilayah::sebutan(&identitas);
    let semua = wilayah::pejabat_pada(&mut tx, caller.today()).await?;
    let mut semua: Vec<(Pejabat, String)> =
        semua.into_iter().map(|p| (p.clone(), wilayah::jabatan_label(&p, sebutan))).collect();
    semua.sort_by(|(a, _), (b, _)| (a.jabatan(), &a.nama).cmp(&(b.jabatan(), &b.nama)));
    let saya = caller.ctx.user();
    let jabatan = semua.iter().find(|(p, _)| saya.is_some() && p.pengguna_id == saya);
    let jabatan = jabatan.map(|(_, jabatan)| jabatan.clone());
    Ok((semua, jabatan))
}

async fn formulir(caller: &Caller, id: Uuid) -> ::web::Result<Borang> {
    let surat = terbuka(caller, &mut caller.read().await?, id, LIHAT).await?.surat;
    let (semua, _) = pejabat(caller).await?;
    let saya = caller.ctx.user();
    let penerima =
        semua.iter().filter(|(p, _)| p.pengguna_id.is_none() || p.pengguna_id != saya).map(|(p, jabatan)| {
            let satu = Choice::new(p.id.to_string(), format!("{jabatan} ({})", p.nama));
            if p.pengguna_id.is_some() {
                satu
            } else {
                satu.hint("Belum punya akun: serahkan lembar cetaknya")
            }
        });
    let alamat = format!("/surat-masuk/{id}");
    let judul = format!("Disposisi surat masuk {}/{}", surat.urut, surat.tahun);
    let borang = Borang::baru(caller, judul, &format!("{alamat}/disposisi"), "Kirim disposisi")
        .kembali("Surat masuk", caller.href(&alamat))
        .pengantar(format!("{}: {}", surat.pengirim, surat.perihal))
        .bawa("versi", surat.versi.to_string())
        .dengan(Rupa::Centang, Field::new("kepada", "Kepada").choices(penerima.collect()))
        .dengan(Rupa::Centang, Field::new("petunjuk", "Petunjuk").choices(Choice::list(PETUNJUK)))
        .dengan(Rupa::Area, Field::new("catatan", "Catatan").rows(2).optional())
        .dengan(Rupa::Tanggal, Field::new("batas", "Batas waktu").optional());
    Ok(borang)
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    formulir(&caller, id).await?.tampil()
}

fn baca_batas(form: &mut ui::Form, kiriman: &Form, hari_ini: Date) -> Option<Date> {
    kiriman.some("batas")?;
    match kamus::urai_tanggal(kiriman.text("batas")) {
        Ok(hari) if hari < hari_ini => {
            form.refuse("batas", "Batas waktu sudah lewat. Pilih hari ini atau sesudahnya.");
            None
        }
        Ok(hari) if hari.year() > hari_ini.year() + 2 => {
            form.refuse("batas", "Batas waktu terlalu jauh. Periksa tahunnya.");
            None
        }
        Ok(hari) => Some(hari),
        Err(galat) => {
            form.refuse("batas", format!("Batas waktu: {galat}"));
            None
        }
    }
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let terlihat = terlihat(id, &form)?;
    let mut halaman = formulir(&caller, id).await?;
    halaman.ketikan(&form);
    let (semua, jabatan) = pejabat(&caller).await?;
    let kepada: Vec<(Pejabat, String)> =
        semua.into_iter().filter(|(p, _)| form.all("kepada").any(|satu| satu == p.id.to_string())).collect();
    if kepada.is_empty() {
        halaman.form.refuse("kepada", "Pilih paling sedikit satu penerima.");
    }
    let kode = |satu: &&str| PETUNJUK.iter().any(|(kode, _)| kode == satu);
    let petunjuk: Vec<String> = form.all("petunjuk").filter(kode).map(str::to_owned).collect();
    let catatan = isian::boleh(&mut halaman.form, &form, "catatan", 500);
    if petunjuk.is_empty() && catatan.is_none() {
        halaman.form.refuse("petunjuk", "Pilih petunjuknya, atau tulis di catatan.");
    }
    let batas = baca_batas(&mut halaman.form, &form, caller.today());
    if halaman.form.has_error() {
        return halaman.tolak();
    }
    let target = caller.href(&format!("/surat-masuk/{id}"));
    let mut tx = match caller.begin("pemberian_disposisi", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let jabatan = jabatan.unwrap_or_else(|| "Petugas".to_owned());
    let banyak = kepada.len();
    let perintah = Perintah { kepada, petunjuk, catatan, batas, jabatan };
    disposisi::beri(&mut tx, terlihat, perintah, &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, format!("Disposisi terkirim kepada {banyak} orang.")))
}

#[derive(Template)]
#[template(path = "sekretariat/tugas.html")]
struct HalamanTugas {
    page: ui::Page,
    baris: Vec<Tugas>,
}

struct Tugas {
    href: String,
    perihal: String,
    pengirim: String,
    petunjuk: String,
    dari: String,
    batas: String,
    lewat: bool,
    kata: &'static str,
    nada: ui::Tone,
}

/// What the caller was given, open ones first.
pub(super) async fn tugas(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let mut baris = Vec::new();
    let semua = match caller.ctx.user() {
        Some(saya) => store::list_tugas(&mut tx, saya).await?,
        None => Vec::new(),
    };
    for p in semua {
        let surat = store::get_masuk(&mut tx, p.surat_masuk_id).await?;
        let d = store::get_disposisi(&mut tx, p.disposisi_id).await?;
        let (kata, nada) = match (p.selesai_pada, p.dibaca_pada) {
            _ if surat.dibatalkan.is_some() => ("Surat dibatalkan", ui::Tone::Plain),
            (Some(_), _) => ("Selesai", ui::Tone::Good),
            (None, Some(_)) => ("Dibaca", ui::Tone::Info),
            (None, None) => ("Baru", ui::Tone::Wait),
        };
        let lewat = p.selesai_pada.is_none() && d.batas.is_some_and(|batas| batas.0 < caller.today());
        baris.push(Tugas {
            href: caller.href(&format!("/surat-masuk/{}", surat.id)),
            perihal: surat.perihal,
            pengirim: surat.pengirim,
            petunjuk: petunjuk(&d.petunjuk).join(", "),
            dari: d.dari_nama,
            batas: d.batas.map(|hari| kamus::tanggal_panjang(hari.0)).unwrap_or_default(),
            lewat,
            kata,
            nada,
        });
    }
    ::web::html(&HalamanTugas { page: caller.page("Disposisi saya"), baris })
}

pub(super) async fn pembacaan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let target = caller.href("/disposisi");
    let mut tx = match caller.begin("pembacaan_disposisi", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    disposisi::baca(&mut tx, id, &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Ditandai sudah dibaca."))
}

pub(super) async fn penyelesaian(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let catatan = isian::rapi(&form, "catatan");
    if !(3..=500).contains(&catatan.chars().count()) {
        return Err(Error::Refused(
            "Tulis apa yang sudah dikerjakan, 3 sampai 500 huruf. Kembali, lalu isi catatannya.".to_owned(),
        ));
    }
    let target = caller.href("/disposisi");
    let mut tx = match caller.begin("penyelesaian_disposisi", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    disposisi::selesaikan(&mut tx, id, &catatan, &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Disposisi ditandai selesai."))
}

/// The sheet that goes round with the letter; with boxes to tick by hand while nobody has given orders yet.
pub(super) async fn lembar(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let Terbuka { surat, penerima } = terbuka(&caller, &mut tx, id, LIHAT).await?;
    let kepala = wilayah::pengesah(&mut tx, caller.today()).await?;
    let kepala = kepala.kepala(caller.today(), caller.app.settings().contoh);
    let semua = store::list_disposisi(&mut tx, id).await?;
    let disposisi: Vec<_> = semua
        .iter()
        .map(|d| {
            let milik = penerima.iter().filter(|p| p.disposisi_id == d.id);
            json!({
                "dari": format!("{}, {}", d.dari_nama, d.dari_jabatan),
                "pada": saat(&caller, d.pada),
                "petunjuk": petunjuk(&d.petunjuk),
                "catatan": d.catatan.clone().unwrap_or_default(),
                "batas": d.batas.map(|hari| kamus::tanggal_panjang(hari.0)).unwrap_or_default(),
                "penerima": milik.map(|p| json!({
                    "nama": p.nama, "jabatan": p.jabatan, "catatan": p.catatan.clone().unwrap_or_default(),
                    "selesai": p.selesai_pada.map(|at| saat(&caller, at)).unwrap_or_default(),
                })).collect::<Vec<_>>(),
            })
        })
        .collect();
    let data = json!({
        "kepala": register::kepala(&kepala),
        "rahasia": surat.sifat() == Sifat::Rahasia,
        "surat": {
            "agenda": format!("{}/{}", surat.urut, surat.tahun),
            "diterima": kamus::tanggal_panjang(surat.diterima.0),
            "nomor": surat.nomor, "tanggal": kamus::tanggal_panjang(surat.tanggal.0),
            "pengirim": surat.pengirim, "perihal": surat.perihal, "sifat": surat.sifat().label(),
            "klasifikasi": surat.klasifikasi.clone().unwrap_or_default(),
        },
        "disposisi": disposisi,
        "petunjuk": PETUNJUK.map(|(_, label)| label),
    });
    let job = register::job(LEMBAR, "Lembar disposisi", &kepala).data(&data);
    let isi = super::susun(&caller, job).await?;
    let nama = format!("disposisi-{}-{}-{}.pdf", caller.ctx.unit, surat.tahun, surat.urut);
    Ok(super::kirim_unduhan(register::PDF, &nama, isi))
}
