use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{ReadTx, Where};
use kamus::{
    Agama, Daftar as _, GolonganDarah, Kewarganegaraan, NomorKk, Pekerjaan, PendidikanKk, StatusKawin,
    tanggal_pendek,
};
use serde::Deserialize;
use ui::{Choice, Field, Flash};
use uuid::Uuid;
use web::{Caller, Form};

use super::lingkup::Lingkup;
use crate::entitas::{Keluarga, Penduduk, buka_kk};
use crate::store;
use crate::subjek::{alamat_sebaris, label};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    dusun: String,
    /// `tanpa`: families without a head.
    kepala: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kependudukan/keluarga_daftar.html")]
struct Daftar {
    page: ui::Page,
    cari: Field,
    dusun: Field,
    paging: ui::Paging,
    baris: Vec<Baris>,
    alamat: String,
    /// Families without a head, where those with one are listed.
    tanpa_kepala: i64,
}

struct Baris {
    href: String,
    kepala: String,
    no_kk: String,
    anggota: i64,
    alamat: String,
}

pub(crate) async fn daftar(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let bernomor = saring.cari.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let cari = if bernomor { "" } else { saring.cari.as_str() };
    let dusun = Some(saring.dusun.clone()).filter(|dusun| !dusun.is_empty());
    let tempat = Lingkup::dari(&caller).saring_keluarga(Where::new().and_some("k.dusun = ?", dusun));
    let tanpa_kepala = store::count_tanpa_kepala(&mut tx, tempat.clone()).await?;
    let yang_tanpa = saring.kepala == "tanpa";
    let syarat = if yang_tanpa { tempat } else { store::filter_kata(tempat, cari) };
    let total =
        if yang_tanpa { tanpa_kepala } else { store::count_keluarga(&mut tx, syarat.clone()).await? };
    let paging = ui::Paging::new(caller.href("/keluarga"), super::halaman(&saring.hal), super::jumlah(total))
        .query([("cari", cari), ("dusun", saring.dusun.as_str()), ("kepala", saring.kepala.as_str())]);
    let potongan = super::potongan(&paging);
    let semua = if yang_tanpa {
        store::daftar_tanpa_kepala(&mut tx, syarat, potongan).await?
    } else {
        store::daftar_keluarga(&mut tx, syarat, potongan).await?
    };
    let baris = semua.into_iter().map(|k| {
        let no_kk = buka_kk(tx.keys(), k.no_kk_segel.as_ref())?;
        Ok(Baris {
            href: caller.href(&format!("/keluarga/{}", k.id)),
            kepala: k.kepala.unwrap_or_else(|| "(belum ada kepala keluarga)".to_owned()),
            no_kk: no_kk.map_or_else(|| "menunggu nomor KK".to_owned(), |kk| kk.samar()),
            anggota: k.anggota,
            alamat: alamat_sebaris(k.alamat.as_deref().unwrap_or(""), &k.dusun, &k.rw, &k.rt),
        })
    });
    let baris = baris.collect::<db::Result<Vec<_>>>()?;
    let dusun = pilihan_dusun(&mut tx, &saring.dusun).await?;
    web::html(&Daftar {
        page: caller.page("Keluarga"),
        cari: Field::new("cari", "Cari kepala keluarga atau nomor KK").value(cari).autocomplete("off"),
        dusun,
        paging,
        baris,
        alamat: caller.href("/keluarga"),
        tanpa_kepala: if yang_tanpa { 0 } else { tanpa_kepala },
    })
}

pub(super) async fn pilihan_dusun(tx: &mut ReadTx, isi: &str) -> db::Result<Field> {
    let mut semua: Vec<String> = wilayah::list_bagian(tx).await?.into_iter().map(|b| b.dusun).collect();
    semua.sort_unstable();
    semua.dedup();
    let mut pilihan = vec![Choice::new("", "Semua")];
    pilihan.extend(semua.into_iter().filter(|d| !d.is_empty()).map(|d| Choice::new(d.clone(), d)));
    Ok(Field::new("dusun", "Dusun").choices(pilihan).value(isi))
}

/// A card number leads to its family; a name goes on to its address.
pub(crate) async fn cari(caller: Caller, form: Form) -> web::Result<Response> {
    let (teks, dusun) = (form.text("cari"), form.text("dusun"));
    if teks.bytes().filter(u8::is_ascii_digit).count() < 3 {
        let paging =
            ui::Paging::new(caller.href("/keluarga"), 1, 0).query([("cari", teks), ("dusun", dusun)]);
        return Ok(web::see_other(&paging.url(1), None));
    }
    let kabar = |kalimat: String| {
        let daftar = caller.href("/keluarga");
        Ok(web::see_other(&daftar, Some(Flash::new(ui::Tone::Wait, kalimat))))
    };
    let no_kk = match NomorKk::baru(teks) {
        Ok(no_kk) => no_kk,
        Err(galat) => return kabar(galat.to_string()),
    };
    let mut tx = caller.read().await?;
    let lingkup = Lingkup::dari(&caller);
    let keluarga = store::find_keluarga_kk(&mut tx, no_kk).await?;
    match keluarga.filter(|k| lingkup.memuat(&k.dusun, &k.rw, &k.rt)) {
        Some(k) => Ok(web::see_other(&caller.href(&format!("/keluarga/{}", k.id)), None)),
        None => kabar("Tidak ada keluarga dengan nomor KK itu.".to_owned()),
    }
}

#[derive(Template)]
#[template(path = "kependudukan/keluarga.html")]
struct Halaman {
    page: ui::Page,
    no_kk: String,
    kepala: String,
    alamat: String,
    /// "Kalurahan Sukamaju, Kapanewon Pleret, …", and its postal code.
    wilayah: String,
    kodepos: String,
    /// Somebody has a passport or a permit to stay.
    imigrasi: bool,
    anggota: Vec<Anggota>,
    /// Former members, who do not count.
    bekas: Vec<Anggota>,
    terbuka: bool,
    tanpa_buka: bool,
    kunci: String,
    pembukaan: String,
    tujuan: Vec<Choice>,
    dicetak: String,
    /// Where its members keep house.
    rumah_tangga: Vec<String>,
    /// What may be recorded of this family.
    catat: Vec<(&'static str, String)>,
}

struct Anggota {
    href: String,
    nama: String,
    nik: String,
    hubungan: String,
    kelamin: String,
    lahir: String,
    agama: String,
    pendidikan: String,
    pekerjaan: String,
    darah: String,
    kawin: String,
    /// Of the marriage, or of the divorce that ended it.
    tanggal_kawin: String,
    warga: String,
    paspor: String,
    kitas: String,
    ayah: String,
    ibu: String,
    status: String,
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    tampilkan(&caller, &mut tx, id, false).await
}

/// Shows all numbers of the family once, after writing down who looked, at whom and what for.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let Some(keperluan) = super::kata_tujuan(form.text("tujuan")) else {
        return Err(web::Error::Refused("Pilih dulu untuk apa nomor ini ditampilkan.".to_owned()));
    };
    let mut tx = caller.write("pembukaan_data").await?;
    satu(&caller, &mut tx, id).await?;
    for anggota in store::list_anggota(&mut tx, id).await? {
        let subjek = Some(anggota.id);
        access::store::record_pembukaan(&mut tx, subjek, "keluarga", keperluan, None).await?;
    }
    tx.commit().await?;
    let mut tx = caller.read().await?;
    tampilkan(&caller, &mut tx, id, true).await
}

/// The family, where the caller may look at it.
async fn satu(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> web::Result<Keluarga> {
    let keluarga = store::find_keluarga(tx, id).await?;
    let lingkup = Lingkup::dari(caller);
    keluarga.filter(|k| lingkup.memuat(&k.dusun, &k.rw, &k.rt)).ok_or(web::Error::NotFound)
}

async fn tampilkan(caller: &Caller, tx: &mut ReadTx, id: Uuid, terbuka: bool) -> web::Result<Response> {
    let keluarga = satu(caller, tx, id).await?;
    let semua = store::list_anggota(tx, id).await?;
    let kepala = semua.iter().find(|p| Some(p.id) == keluarga.kepala_id).map(|p| p.nama.clone());
    let no_kk = keluarga.no_kk(tx.keys())?;
    let (mut anggota, mut bekas) = (Vec::new(), Vec::new());
    for p in &semua {
        let baris = jadikan(p, caller, tx, terbuka)?;
        if p.aktif() { anggota.push(baris) } else { bekas.push(baris) }
    }
    let alamat = keluarga.alamat.as_deref().unwrap_or("");
    let identitas = wilayah::find_identitas(tx).await?;
    web::html(&Halaman {
        page: caller.page("Biodata Keluarga").back("Keluarga", caller.href("/keluarga")).noindex(),
        no_kk: match no_kk {
            None => "Menunggu nomor KK".to_owned(),
            Some(kk) if terbuka => kk.as_str().to_owned(),
            Some(kk) => kk.samar(),
        },
        kepala: kepala.unwrap_or_else(|| "Belum ada".to_owned()),
        alamat: alamat_sebaris(alamat, &keluarga.dusun, &keluarga.rw, &keluarga.rt),
        wilayah: wilayah_sebaris(caller, identitas.as_ref()),
        kodepos: identitas.and_then(|i| i.kodepos).unwrap_or_default(),
        imigrasi: anggota.iter().any(|a| !a.paspor.is_empty() || !a.kitas.is_empty()),
        anggota,
        bekas,
        terbuka,
        tanpa_buka: !caller.can(crate::BUKA),
        kunci: caller.request_key(),
        pembukaan: caller.href(&format!("/keluarga/{id}/pembukaan")),
        tujuan: super::tujuan(),
        dicetak: super::waktu(caller, caller.ctx.now.into()),
        rumah_tangga: rumah_tangga(caller, &semua),
        catat: catat(caller, id, &semua),
    })
}

fn wilayah_sebaris(caller: &Caller, identitas: Option<&wilayah::Identitas>) -> String {
    let unit = &caller.unit;
    let desa = format!("{} {}", unit.kind_word, unit.name);
    let provinsi = identitas.map(|i| i.provinsi.clone()).unwrap_or_default();
    let semua = [desa, unit.parent.clone(), provinsi];
    semua.into_iter().filter(|bagian| !bagian.is_empty()).collect::<Vec<_>>().join(", ")
}

fn rumah_tangga(caller: &Caller, semua: &[Penduduk]) -> Vec<String> {
    let mut ids: Vec<Uuid> = semua.iter().filter(|p| p.aktif()).filter_map(|p| p.rumah_tangga_id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| caller.href(&format!("/rumah-tangga/{id}"))).collect()
}

fn catat(caller: &Caller, id: Uuid, semua: &[Penduduk]) -> Vec<(&'static str, String)> {
    let aktif = semua.iter().filter(|p| p.aktif()).count();
    let Some(pertama) = semua.iter().find(|p| p.aktif()).filter(|_| caller.can(crate::PERISTIWA)) else {
        return Vec::new();
    };
    let alamat = |macam: &str, tanya: String| caller.href(&format!("/peristiwa/baru/{macam}?{tanya}"));
    let sekeluarga = |macam: &str| alamat(macam, format!("keluarga={id}"));
    let mut semua = vec![
        ("Tambah anggota: kelahiran", sekeluarga("lahir")),
        ("Tambah anggota: kedatangan", sekeluarga("datang")),
    ];
    semua.push(("Pindahkan anggota ke keluarga lain", sekeluarga("gabung-keluarga")));
    if aktif > 1 {
        semua.push(("Pecah KK", sekeluarga("keluarga-baru")));
        semua.push(("Ganti kepala keluarga", alamat("ganti-kepala", format!("orang={}", pertama.id))));
    }
    if pertama.rumah_tangga_id.is_none() {
        semua.push(("Bentuk rumah tangga", alamat("rumah-tangga-baru", format!("orang={}", pertama.id))));
    }
    semua.push(("Nomor KK terbit", alamat("nomor-terbit", format!("orang={}", pertama.id))));
    semua
}

fn jadikan(p: &Penduduk, caller: &Caller, tx: &ReadTx, terbuka: bool) -> db::Result<Anggota> {
    let nik = match p.nik(tx.keys())? {
        None => "belum ber-NIK".to_owned(),
        Some(nik) if terbuka => nik.as_str().to_owned(),
        Some(nik) => nik.samar(),
    };
    let dokumen = p.dokumen(tx.keys())?;
    let nomor = |isi: Option<String>| match isi {
        Some(_) if !terbuka => "ada, tersegel".to_owned(),
        isi => isi.unwrap_or_default(),
    };
    let cerai = matches!(
        p.status_kawin.and_then(StatusKawin::dari_kode),
        Some(StatusKawin::CeraiHidup | StatusKawin::CeraiHidupBelumTercatat)
    );
    let tanggal_kawin = if cerai { p.tanggal_perceraian } else { p.tanggal_perkawinan };
    let tempat = p.tempat_lahir.clone().unwrap_or_else(|| "–".to_owned());
    Ok(Anggota {
        href: caller.href(&format!("/penduduk/{}", p.id)),
        nama: p.nama.clone(),
        nik,
        hubungan: p.shdk().to_string(),
        kelamin: p.jenis_kelamin().to_string(),
        lahir: format!("{tempat}, {}", tanggal_pendek(p.tanggal_lahir.0)),
        agama: label::<Agama>(p.agama),
        pendidikan: label::<PendidikanKk>(p.pendidikan_kk),
        pekerjaan: label::<Pekerjaan>(p.pekerjaan),
        darah: label::<GolonganDarah>(p.golongan_darah),
        kawin: label::<StatusKawin>(p.status_kawin),
        tanggal_kawin: tanggal_kawin.map(|hari| tanggal_pendek(hari.0)).unwrap_or_default(),
        paspor: nomor(dokumen.paspor),
        kitas: nomor(dokumen.kitas),
        warga: label::<Kewarganegaraan>(p.kewarganegaraan),
        ayah: p.nama_ayah.clone().unwrap_or_default(),
        ibu: p.nama_ibu.clone().unwrap_or_default(),
        status: p.status_dasar().to_string(),
    })
}
