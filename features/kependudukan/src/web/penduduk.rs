use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use kamus::{
    Agama, Asuransi, Daftar as _, GolonganDarah, HubunganRtm, Kewarganegaraan, KtpEl, MembacaHuruf,
    Pekerjaan, PendidikanKk, PendidikanSedang, StatusKawin, StatusRekam, tanggal_panjang,
};
use uuid::Uuid;
use web::{Caller, Form};

use super::lingkup::Lingkup;
use super::penduduk_foto;
use super::peristiwa::{BarisPeristiwa, baris_peristiwa};
use crate::entitas::{Keluarga, Kesehatan, Penduduk};
use crate::peristiwa::derajat;
use crate::store;
use crate::subjek::{alamat_sebaris, label};

#[derive(Template)]
#[template(path = "kependudukan/penduduk.html")]
struct Halaman {
    page: ui::Page,
    /// "Perempuan, 41 tahun"
    ringkas: String,
    status: Option<String>,
    nomor: Nomor,
    bagian: Vec<Bagian>,
    keluarga: Option<String>,
    rumah_tangga: Option<String>,
    dilihat: Vec<Dilihat>,
    /// The sheet for the resident, for those who may hand it out.
    privasi: Option<String>,
    tautan: Vec<(String, &'static str)>,
    usulan: i64,
    usulan_href: String,
    riwayat: Option<Riwayat>,
    /// The photo itself, when opened.
    foto: Option<String>,
    /// One is kept.
    berfoto: bool,
    /// For those who may take it.
    foto_href: Option<String>,
    tanpa_buka: bool,
    kunci: String,
    pembukaan: String,
    tujuan: Vec<ui::Choice>,
}

/// The numbers, masked unless this is the answer to an opening.
struct Nomor {
    nik: String,
    kk: String,
    terbuka: bool,
    /// Parents' NIK, papers and health, only when opened.
    rincian: Vec<(&'static str, String)>,
}

pub(super) struct Bagian {
    pub(super) judul: &'static str,
    pub(super) isi: Vec<(&'static str, String)>,
}

/// What happened lately, for those who may read it.
struct Riwayat {
    href: String,
    peristiwa: Vec<BarisPeristiwa>,
    catat: Option<String>,
}

struct Dilihat {
    siapa: String,
    kapan: String,
    untuk: String,
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    tampilkan(&caller, &mut tx, id, false).await
}

/// Shows the numbers once, after writing down who looked and what for.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let Some(keperluan) = super::kata_tujuan(form.text("tujuan")) else {
        return Err(web::Error::Refused("Pilih dulu untuk apa nomor ini ditampilkan.".to_owned()));
    };
    let mut tx = caller.write("pembukaan_data").await?;
    cari(&caller, &mut tx, id).await?;
    let hal = if caller.can(crate::KESEHATAN) { "penduduk dan data kesehatan" } else { "penduduk" };
    access::store::record_pembukaan(&mut tx, Some(id), hal, keperluan, None).await?;
    tx.commit().await?;
    let mut tx = caller.read().await?;
    tampilkan(&caller, &mut tx, id, true).await
}

/// The resident, where the caller may look at them.
pub(super) async fn cari(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> web::Result<Penduduk> {
    let penduduk = store::find_penduduk(tx, id).await?;
    let lingkup = Lingkup::dari(caller);
    penduduk.filter(|p| lingkup.memuat(&p.dusun, &p.rw, &p.rt)).ok_or(web::Error::NotFound)
}

async fn tampilkan(caller: &Caller, tx: &mut ReadTx, id: Uuid, terbuka: bool) -> web::Result<Response> {
    let p = cari(caller, tx, id).await?;
    let keluarga = match p.keluarga_id {
        Some(keluarga_id) => store::find_keluarga(tx, keluarga_id).await?,
        None => None,
    };
    let foto = if terbuka { penduduk_foto::dalam_halaman(caller, tx, &p).await? } else { None };
    let terbuka = terbuka.then(|| Terbuka { kesehatan: caller.can(crate::KESEHATAN) });
    let nomor = nomor(&p, keluarga.as_ref(), tx, terbuka)?;
    let usulan = if caller.can(crate::IMPOR) {
        store::count_usulan(tx, crate::entitas::Keadaan::Menunggu, store::filter_penduduk(id)).await?
    } else {
        0
    };
    let umur = kamus::umur(p.tanggal_lahir.0, caller.today());
    web::html(&Halaman {
        page: caller.page(p.nama.as_str()).back("Penduduk", caller.href("/penduduk")).noindex(),
        ringkas: format!("{}, {umur} tahun", p.jenis_kelamin()),
        status: (!p.aktif()).then(|| p.status_dasar().to_string()),
        nomor,
        bagian: bagian(&p),
        keluarga: keluarga.map(|k| caller.href(&format!("/keluarga/{}", k.id))),
        rumah_tangga: p.rumah_tangga_id.map(|id| caller.href(&format!("/rumah-tangga/{id}"))),
        dilihat: dilihat(caller, tx, id).await?,
        privasi: caller.can(crate::PAKET_DATA).then(|| caller.href(&format!("/penduduk/{id}/privasi"))),
        tautan: if p.aktif() { crate::tautan::untuk(caller, id) } else { Vec::new() },
        usulan,
        usulan_href: caller.href("/impor/usulan"),
        riwayat: riwayat(caller, tx, id).await?,
        foto,
        berfoto: penduduk_foto::ada(tx, &p).await?,
        foto_href: caller.can(crate::PERISTIWA).then(|| caller.href(&format!("/penduduk/{id}/foto"))),
        tanpa_buka: !caller.can(crate::BUKA),
        kunci: caller.request_key(),
        pembukaan: caller.href(&format!("/penduduk/{id}/pembukaan")),
        tujuan: super::tujuan(),
    })
}

/// What is shown of the sealed facts. Health is a permission of its own.
struct Terbuka {
    kesehatan: bool,
}

fn nomor(
    p: &Penduduk,
    keluarga: Option<&Keluarga>,
    tx: &ReadTx,
    terbuka: Option<Terbuka>,
) -> db::Result<Nomor> {
    let keys = tx.keys();
    let (nik, kk) = (p.nik(keys)?, keluarga.map(|k| k.no_kk(keys)).transpose()?.flatten());
    let tunggu = |kata: &str| kata.to_owned();
    let Some(terbuka) = terbuka else {
        return Ok(Nomor {
            nik: nik.map_or_else(|| tunggu("Belum ber-NIK"), |nik| nik.samar()),
            kk: kk.map_or_else(|| tunggu("Menunggu nomor KK"), |kk| kk.samar()),
            terbuka: false,
            rincian: Vec::new(),
        });
    };
    let d = p.dokumen(keys)?;
    let k = if terbuka.kesehatan { p.kesehatan(keys)? } else { Kesehatan::default() };
    let nik_teks = |nik: Option<kamus::Nik>| nik.map(|nik| nik.as_str().to_owned());
    let rincian = [
        ("NIK ayah", nik_teks(d.ayah_nik)),
        ("NIK ibu", nik_teks(d.ibu_nik)),
        ("Nomor paspor", d.paspor),
        ("Nomor ITAS/ITAP", d.kitas),
        ("Nomor tag kartu", d.tag_id_card),
        ("Nomor asuransi", d.no_asuransi),
        ("Nomor telepon", p.telepon(keys)?),
        ("Kelainan fisik/mental", k.cacat.map(|c| c.to_string())),
        ("Cara KB", k.cara_kb.map(|c| c.to_string())),
        ("Kehamilan", k.kehamilan.map(|c| c.to_string())),
        ("Penyakit menahun", k.sakit_menahun.map(|c| c.to_string())),
    ];
    let rincian = rincian.into_iter().filter_map(|(judul, isi)| Some((judul, isi?)));
    Ok(Nomor {
        nik: nik.map_or_else(|| tunggu("Belum ber-NIK"), |nik| nik.as_str().to_owned()),
        kk: kk.map_or_else(|| tunggu("Menunggu nomor KK"), |kk| kk.as_str().to_owned()),
        terbuka: true,
        rincian: rincian.chain(d.pelengkap.baris()).collect(),
    })
}

pub(super) fn bagian(p: &Penduduk) -> Vec<Bagian> {
    let teks = |isi: &Option<String>| isi.clone().unwrap_or_default();
    let hari = |hari: Option<db::Day>| hari.map(|hari| tanggal_panjang(hari.0)).unwrap_or_default();
    vec![
        Bagian {
            judul: "Diri",
            isi: vec![
                ("Nama dengan gelar", bergelar(p)),
                ("Tempat lahir", teks(&p.tempat_lahir)),
                ("Tanggal lahir", tanggal_panjang(p.tanggal_lahir.0)),
                ("Agama", label::<Agama>(p.agama)),
                ("Status perkawinan", label::<StatusKawin>(p.status_kawin)),
                ("Pekerjaan", label::<Pekerjaan>(p.pekerjaan)),
                ("Pendidikan", label::<PendidikanKk>(p.pendidikan_kk)),
                ("Sedang bersekolah", label::<PendidikanSedang>(p.pendidikan_sedang)),
                ("Kewarganegaraan", label::<Kewarganegaraan>(p.kewarganegaraan)),
                ("Negara asal", teks(&p.negara)),
                ("Golongan darah", label::<GolonganDarah>(p.golongan_darah)),
                ("Dapat membaca huruf", label::<MembacaHuruf>(p.huruf)),
                ("Suku", teks(&p.suku)),
            ],
        },
        Bagian {
            judul: "Keluarga dan tempat tinggal",
            isi: vec![
                ("Hubungan dalam keluarga", p.shdk().label().to_owned()),
                ("Hubungan dalam rumah tangga", label::<HubunganRtm>(p.hubungan_rtm)),
                ("Ayah", teks(&p.nama_ayah)),
                ("Ibu", teks(&p.nama_ibu)),
                ("Alamat KK", alamat_sebaris(&teks(&p.alamat), &p.dusun, &p.rw, &p.rt)),
                ("Alamat sekarang", teks(&p.alamat_sekarang)),
                ("Titik peta", titik(p)),
            ],
        },
        Bagian {
            judul: "Dokumen",
            isi: vec![
                ("Jenis KTP", label::<KtpEl>(p.ktp_el)),
                ("Perekaman KTP", label::<StatusRekam>(p.status_rekam)),
                ("Akta kelahiran", teks(&p.akta_lahir)),
                ("Akta perkawinan", teks(&p.akta_perkawinan)),
                ("Tanggal perkawinan", hari(p.tanggal_perkawinan)),
                ("Akta perceraian", teks(&p.akta_perceraian)),
                ("Tanggal perceraian", hari(p.tanggal_perceraian)),
                ("Paspor berlaku sampai", hari(p.paspor_berakhir)),
                ("ITAS/ITAP berlaku sampai", hari(p.kitas_berakhir)),
                ("Asuransi kesehatan", label::<Asuransi>(p.asuransi)),
                (
                    "BPJS Ketenagakerjaan",
                    p.bpjs_tk.map(|ya| if ya { "Ya" } else { "Tidak" }).unwrap_or_default().to_owned(),
                ),
            ],
        },
        Bagian {
            judul: "Catatan",
            isi: vec![
                ("Asal data", if p.data_awal { "Data awal" } else { "Tambahan kemudian" }.to_owned()),
                ("Data per tanggal", tanggal_panjang(p.berlaku_sejak.0)),
            ],
        },
    ]
}

/// Empty for who has no title.
fn bergelar(p: &Penduduk) -> String {
    if p.gelar_depan.is_none() && p.gelar_belakang.is_none() {
        return String::new();
    }
    let depan = p.gelar_depan.as_ref().map(|gelar| format!("{gelar} ")).unwrap_or_default();
    let belakang = p.gelar_belakang.as_ref().map(|gelar| format!(", {gelar}")).unwrap_or_default();
    format!("{depan}{}{belakang}", p.nama)
}

/// "-7.875600, 110.407200", as maps take it.
fn titik(p: &Penduduk) -> String {
    let Some((lintang, bujur)) = p.lintang.zip(p.bujur) else { return String::new() };
    format!("{}, {}", derajat(lintang), derajat(bujur))
}

async fn riwayat(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> db::Result<Option<Riwayat>> {
    if !caller.can(crate::BACA_PERISTIWA) {
        return Ok(None);
    }
    let mut peristiwa = Vec::new();
    for p in store::list_peristiwa_orang(tx, id).await?.into_iter().rev().take(5) {
        peristiwa.push(baris_peristiwa(caller, tx, &p).await?);
    }
    let catat = caller.can(crate::PERISTIWA).then(|| caller.href(&format!("/peristiwa/baru?orang={id}")));
    Ok(Some(Riwayat { href: caller.href(&format!("/penduduk/{id}/riwayat")), peristiwa, catat }))
}

/// Who opened this person's numbers, newest first.
async fn dilihat(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> web::Result<Vec<Dilihat>> {
    let mut semua = Vec::new();
    for p in access::store::list_pembukaan(tx, Some(id)).await?.into_iter().take(20) {
        let siapa = match p.pengguna_id {
            Some(pengguna) => access::store::find_pengguna(tx, pengguna).await?.map(|p| p.nama),
            None => None,
        };
        semua.push(Dilihat {
            siapa: siapa.unwrap_or_else(|| "Sistem".to_owned()),
            kapan: super::waktu(caller, p.pada),
            untuk: p.keperluan,
        });
    }
    Ok(semua)
}
