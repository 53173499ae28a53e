//! Households: the list, and one of them as of any day.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{ReadTx, Where};
use kamus::{Daftar as _, HubunganRtm, JenisKelamin, Shdk, tanggal_panjang, tanggal_pendek, urai_tanggal};
use serde::Deserialize;
use ui::{Choice, Field, Flash};
use uuid::Uuid;
use web::{Caller, Form};

use super::lingkup::Lingkup;
use crate::entitas::{Penduduk, RumahTangga};
use crate::store::{self, BarisRumahTangga, KeadaanRumah, Pada};
use crate::subjek::{alamat_sebaris, label};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    dusun: String,
    /// `tanpa`: without a head; `bubar`: dissolved.
    keadaan: String,
    hal: String,
}

impl Saring {
    fn keadaan(&self) -> KeadaanRumah {
        match self.keadaan.as_str() {
            "tanpa" => KeadaanRumah::TanpaKepala,
            "bubar" => KeadaanRumah::Bubar,
            _ => KeadaanRumah::Ada,
        }
    }

    fn bernomor(&self) -> bool {
        bernomor(&self.cari)
    }
}

/// Numbers are posted and lead on by an id, so that none stands in an address.
fn bernomor(teks: &str) -> bool {
    teks.bytes().filter(u8::is_ascii_digit).count() >= 3
}

#[derive(Template)]
#[template(path = "kependudukan/rumah_tangga_daftar.html")]
struct Daftar {
    page: ui::Page,
    cari: Field,
    dusun: Field,
    keadaan: Field,
    paging: ui::Paging,
    baris: Vec<Baris>,
    alamat: String,
    /// For those who may form one.
    baru: Option<String>,
}

struct Baris {
    href: String,
    nomor: String,
    kepala: String,
    anggota: i64,
    keluarga: i64,
    alamat: String,
    bubar: String,
}

pub(crate) async fn daftar(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let cari = if saring.bernomor() { "" } else { saring.cari.as_str() };
    let dusun = Some(saring.dusun.clone()).filter(|dusun| !dusun.is_empty());
    let tempat = Lingkup::dari(&caller).saring_keluarga(Where::new().and_some("k.dusun = ?", dusun));
    let syarat = saring.keadaan().saring(store::filter_kata(tempat, cari));
    let total = store::count_rumah_tangga(&mut tx, syarat.clone()).await?;
    let alamat = caller.href("/rumah-tangga");
    let paging = ui::Paging::new(alamat.clone(), super::halaman(&saring.hal), super::jumlah(total)).query([
        ("cari", cari),
        ("dusun", saring.dusun.as_str()),
        ("keadaan", saring.keadaan.as_str()),
    ]);
    let baris = store::daftar_rumah_tangga(&mut tx, syarat, super::potongan(&paging)).await?;
    let keadaan =
        Choice::list([("", "Masih ada"), ("tanpa", "Tanpa kepala rumah tangga"), ("bubar", "Sudah bubar")]);
    web::html(&Daftar {
        page: caller.page("Rumah tangga"),
        cari: Field::new("cari", "Cari kepala rumah tangga, nomor, atau NIK anggota")
            .value(cari)
            .autocomplete("off"),
        dusun: super::keluarga::pilihan_dusun(&mut tx, &saring.dusun).await?,
        keadaan: Field::new("keadaan", "Keadaan").choices(keadaan).value(&saring.keadaan),
        paging,
        baris: baris.into_iter().map(|r| jadikan(r, &caller)).collect(),
        baru: caller.can(crate::PERISTIWA).then(|| caller.href("/peristiwa/baru/rumah-tangga-baru")),
        alamat,
    })
}

fn jadikan(r: BarisRumahTangga, caller: &Caller) -> Baris {
    Baris {
        href: caller.href(&format!("/rumah-tangga/{}", r.id)),
        nomor: r.nomor,
        kepala: r.kepala.unwrap_or_else(|| "(belum ada kepala rumah tangga)".to_owned()),
        anggota: r.anggota,
        keluarga: r.keluarga,
        alamat: alamat_sebaris(r.alamat.as_deref().unwrap_or(""), &r.dusun, &r.rw, &r.rt),
        bubar: r.bubar.map(|hari| tanggal_pendek(hari.0)).unwrap_or_default(),
    }
}

/// A household's number, or a member's NIK or card number, leads to the household; a name goes on to its address.
pub(crate) async fn cari(caller: Caller, form: Form) -> web::Result<Response> {
    let teks = form.text("cari");
    let daftar = caller.href("/rumah-tangga");
    let mut tx = caller.read().await?;
    let sendiri = store::find_rumah_tangga_nomor(&mut tx, teks).await?;
    if sendiri.is_none() && !bernomor(teks) {
        let saring = [("cari", teks), ("dusun", form.text("dusun")), ("keadaan", form.text("keadaan"))];
        return Ok(web::see_other(&ui::Paging::new(daftar, 1, 0).query(saring).url(1), None));
    }
    let rumah = match sendiri {
        Some(rumah) => Some(rumah),
        None => menurut_warga(&mut tx, teks).await?,
    };
    let lingkup = Lingkup::dari(&caller);
    if let Some(r) = rumah.filter(|r| lingkup.memuat(&r.dusun, &r.rw, &r.rt)) {
        return Ok(web::see_other(&caller.href(&format!("/rumah-tangga/{}", r.id)), None));
    }
    let kalimat = "Tidak ada rumah tangga dengan nomor itu, atau pemilik nomornya belum masuk rumah tangga.";
    Ok(web::see_other(&daftar, Some(Flash::new(ui::Tone::Wait, kalimat))))
}

async fn menurut_warga(tx: &mut ReadTx, nomor: &str) -> db::Result<Option<RumahTangga>> {
    for id in store::cari_id_nomor(tx, nomor).await? {
        let rumah = store::find_penduduk(tx, id).await?.and_then(|p| p.rumah_tangga_id);
        if let Some(rumah) = rumah {
            return store::find_rumah_tangga(tx, rumah).await;
        }
    }
    Ok(None)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Tanya {
    tanggal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/rumah_tangga.html")]
struct Halaman {
    page: ui::Page,
    isi: Vec<(&'static str, String)>,
    /// "Per 1 Maret 2026", where a past day is asked for.
    per: Option<String>,
    keluarga: Vec<Kelompok>,
    form: ui::Form,
    alamat: String,
    catat: Vec<(&'static str, String)>,
    dicetak: String,
}

/// Members of one family.
struct Kelompok {
    href: Option<String>,
    anggota: Vec<Anggota>,
}

struct Anggota {
    href: String,
    nama: String,
    hubungan: String,
    shdk: String,
    kelamin: &'static str,
    umur: i16,
    /// For those who may change the head.
    kepalai: Option<String>,
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(tanya): Query<Tanya>,
) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let lingkup = Lingkup::dari(&caller);
    let rumah = store::find_rumah_tangga(&mut tx, id).await?;
    let rumah = rumah.filter(|r| lingkup.memuat(&r.dusun, &r.rw, &r.rt)).ok_or(web::Error::NotFound)?;
    let mut form = caller.form().with(Field::new("tanggal", "Keadaan per tanggal").value(&tanya.tanggal));
    let mut per = None;
    if !tanya.tanggal.trim().is_empty() {
        match urai_tanggal(&tanya.tanggal) {
            Ok(hari) => per = Some(hari),
            Err(galat) => form.refuse("tanggal", galat.to_string()),
        }
    }
    let (anggota, catat) = if let Some(hari) = per {
        (pada(&caller, &mut tx, id, hari).await?, Vec::new())
    } else {
        let semua = store::list_anggota_rumah(&mut tx, id).await?;
        (semua.iter().map(|p| anggota(&caller, p)).collect(), catat(&caller, &semua))
    };
    let page = caller.page("Rumah tangga").back("Rumah tangga", caller.href("/rumah-tangga")).noindex();
    web::html(&Halaman {
        page: page.has_error(form.has_error()),
        isi: isi(&rumah, &anggota),
        per: per.map(|hari| format!("Per {}", tanggal_panjang(hari))),
        keluarga: kelompokkan(&caller, anggota),
        form,
        alamat: caller.href(&format!("/rumah-tangga/{id}")),
        catat,
        dicetak: super::waktu(&caller, caller.ctx.now.into()),
    })
}

/// A member with the family.
type Serumah = (Option<Uuid>, Anggota);

fn anggota(caller: &Caller, p: &Penduduk) -> Serumah {
    let kepala = p.hubungan_rtm == Some(HubunganRtm::Kepala as i16);
    let kepalai = (!kepala && caller.can(crate::PERISTIWA))
        .then(|| caller.href(&format!("/peristiwa/baru/ganti-kepala-rumah-tangga?orang={}", p.id)));
    let anggota = Anggota {
        href: caller.href(&format!("/penduduk/{}", p.id)),
        nama: p.nama.clone(),
        hubungan: label::<HubunganRtm>(p.hubungan_rtm),
        shdk: p.shdk().to_string(),
        kelamin: p.jenis_kelamin().label(),
        umur: kamus::umur(p.tanggal_lahir.0, caller.today()),
        kepalai,
    };
    (p.keluarga_id, anggota)
}

/// Who kept house together at the end of a day, as it is known now.
async fn pada(
    caller: &Caller,
    tx: &mut ReadTx,
    id: Uuid,
    hari: jiff::civil::Date,
) -> db::Result<Vec<Serumah>> {
    let saring = Where::new().and("rumah_tangga_id = ?", [id.into()]);
    let mut semua = store::list_potret(tx, Pada::kini(hari), saring).await?;
    semua.sort_by_key(|p| (p.hubungan_rtm, p.shdk, p.tanggal_lahir, p.id));
    let baris = semua.into_iter().map(|p| {
        let kelamin = JenisKelamin::dari_kode(p.jenis_kelamin).map_or("", kamus::Daftar::label);
        let anggota = Anggota {
            href: caller.href(&format!("/penduduk/{}", p.id)),
            nama: p.nama,
            hubungan: label::<HubunganRtm>(p.hubungan_rtm),
            shdk: label::<Shdk>(Some(p.shdk)),
            kelamin,
            umur: kamus::umur(p.tanggal_lahir.0, hari),
            kepalai: None,
        };
        (p.keluarga_id, anggota)
    });
    Ok(baris.collect())
}

fn isi(r: &RumahTangga, anggota: &[Serumah]) -> Vec<(&'static str, String)> {
    let kepala = anggota.iter().find(|(_, a)| a.hubungan == HubunganRtm::Kepala.label());
    let angka = |isi: i16| isi.to_string();
    vec![
        ("Nomor", r.nomor.clone()),
        ("Kepala rumah tangga", kepala.map_or_else(|| "Belum ada".to_owned(), |(_, a)| a.nama.clone())),
        ("Alamat", alamat_sebaris(r.alamat.as_deref().unwrap_or(""), &r.dusun, &r.rw, &r.rt)),
        ("Terdaftar sejak", tanggal_panjang(r.terdaftar.0)),
        ("Bubar sejak", r.bubar.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default()),
        ("Nomor BDT", r.id_bdt.clone().unwrap_or_default()),
        ("Kelas sosial", r.kelas_sosial.map(angka).unwrap_or_default()),
    ]
}

/// Family by family, that of the head first.
fn kelompokkan(caller: &Caller, anggota: Vec<Serumah>) -> Vec<Kelompok> {
    let mut semua: Vec<(Option<Uuid>, Kelompok)> = Vec::new();
    for (keluarga, a) in anggota {
        if let Some((_, kelompok)) = semua.iter_mut().find(|(id, _)| *id == keluarga) {
            kelompok.anggota.push(a);
        } else {
            let href = keluarga.map(|id| caller.href(&format!("/keluarga/{id}")));
            semua.push((keluarga, Kelompok { href, anggota: vec![a] }));
        }
    }
    semua.into_iter().map(|(_, kelompok)| kelompok).collect()
}

/// What may be recorded of this household.
fn catat(caller: &Caller, semua: &[Penduduk]) -> Vec<(&'static str, String)> {
    let Some(pertama) = semua.first().filter(|_| caller.can(crate::PERISTIWA)) else { return Vec::new() };
    let alamat = |macam: &str| caller.href(&format!("/peristiwa/baru/{macam}?orang={}", pertama.id));
    vec![
        ("Tambah anggota dari keluarga lain", caller.href("/peristiwa/baru/masuk-rumah-tangga")),
        ("Keluarkan anggota", alamat("keluar-rumah-tangga")),
        ("Ubah nomor atau alamat", alamat("ubah-rumah-tangga")),
        ("Bubarkan rumah tangga", alamat("bubar-rumah-tangga")),
    ]
}
