use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{ReadTx, Where};
use jiff::civil::Date;
use kamus::{Daftar, JenisKelamin, Shdk, StatusDasar};
use ui::Flash;
use web::{Caller, Form};

use super::lingkup::Lingkup;
use super::saring::{Kolom, Saring};
use super::tersimpan::Tersimpan;
use crate::entitas::buka_nik;
use crate::store::{self, BarisDaftar, Cocok};
use crate::subjek::{alamat_sebaris, label};

/// Beyond this many the list is not counted further.
const BATAS_HITUNG: i64 = 50_000;
/// So many matches of a search are counted while its page is looked up.
const HITUNG_SERTA: i64 = 1000;

#[derive(Template)]
#[template(path = "kependudukan/daftar.html")]
struct Daftarnya {
    page: ui::Page,
    kolom: Kolom,
    paging: ui::Paging,
    baris: Vec<Baris>,
    /// Why a number found nobody.
    keterangan: Option<String>,
    /// Nobody was ever registered.
    kosong: bool,
    alamat: Alamat,
    tersimpan: Tersimpan,
}

/// Addresses that the page leads to.
struct Alamat {
    daftar: String,
    /// For those who may.
    impor: Option<String>,
    ekspor: Option<String>,
}

struct Baris {
    href: String,
    nama: String,
    nik: String,
    kelamin: String,
    hubungan: String,
    umur: i16,
    alamat: String,
    /// Empty for present residents.
    status: String,
}

pub(crate) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let lingkup = Lingkup::dari(&caller);
    let saring = saring.untuk(&lingkup);
    let mut keterangan = saring.nomor().map(|_| {
        "Ketik NIK atau nomor KK di kotak pencarian, lalu tekan Cari. Nomor tidak boleh berada di alamat halaman."
            .to_owned()
    });
    let alamat = caller.href("/penduduk");
    let cocok = terdekat(&mut tx, &saring, &lingkup, caller.today()).await?;
    let (paging, baris) = if let Some(cocok) = cocok {
        keterangan = kata_mirip(&cocok);
        let ids = cocok.semua();
        let paging = saring.paging(alamat, i64::try_from(ids.len()).unwrap_or(i64::MAX));
        let mulai = usize::try_from(paging.offset()).unwrap_or(usize::MAX).min(ids.len());
        let sampai = (mulai + ui::PAGE_SIZE as usize).min(ids.len());
        (paging, store::daftar_menurut_id(&mut tx, &ids[mulai..sampai]).await?)
    } else {
        let syarat = lingkup.saring(saring.syarat(caller.today()));
        halaman((&caller, &mut tx), &saring, syarat, alamat).await?
    };
    tampilkan(&caller, &mut tx, saring, (paging, baris, keterangan)).await
}

/// Whom the list shows in the order of nearness to the typed name; none where it has another order, or where too
/// many match to put them in this one. An export asks the same, so that it holds what is shown.
pub(super) async fn terdekat(
    tx: &mut ReadTx,
    saring: &Saring,
    lingkup: &Lingkup,
    hari_ini: Date,
) -> db::Result<Option<Cocok>> {
    if !saring.menurut_kecocokan() {
        return Ok(None);
    }
    let syarat = lingkup.saring(saring.syarat_lain(hari_ini));
    let cocok = store::cari_cocok(tx, syarat, &saring.cari).await?;
    Ok(cocok.utuh.then_some(cocok))
}

fn kata_mirip(cocok: &Cocok) -> Option<String> {
    match (cocok.tepat.len(), cocok.mirip.len()) {
        (_, 0) => None,
        (0, _) => Some("Tidak ada nama yang ditulis atau berbunyi begitu. Ini yang mirip.".to_owned()),
        (tepat, mirip) => Some(format!("{tepat} nama cocok. {mirip} nama sesudahnya hanya mirip.")),
    }
}

/// The page that the address asks for; beyond the end, the last one.
async fn halaman(
    (caller, tx): (&Caller, &mut ReadTx),
    saring: &Saring,
    syarat: Where,
    alamat: String,
) -> web::Result<(ui::Paging, Vec<BarisDaftar>)> {
    let urutan = saring.urutan();
    let hitung = if saring.menyempit() { HITUNG_SERTA } else { 0 };
    let batas = i64::from(ui::PAGE_SIZE);
    let diminta = (batas, i64::from(super::halaman(&saring.hal).max(1) - 1) * batas);
    let satu = store::halaman_penduduk(tx, syarat.clone(), urutan, diminta, hitung).await?;
    let total = if let Some(jumlah) = satu.jumlah {
        jumlah
    } else {
        let kunci = format!("penduduk {syarat:?}");
        let hitung =
            async |tx: &mut ReadTx| Ok(store::count_penduduk(tx, syarat.clone(), BATAS_HITUNG).await?);
        *caller.kept(tx, kunci, &["penduduk"], hitung).await?
    };
    let paging = saring.paging(alamat, total);
    let ada = super::potongan(&paging);
    if ada == diminta {
        return Ok((paging, satu.baris));
    }
    Ok((paging, store::daftar_penduduk(tx, syarat, urutan, ada).await?))
}

/// The search box is posted, so that a NIK or KK number stays out of the address. A name goes on to its
/// address.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let saring = Saring::dari_form(&form);
    let Some(nomor) = saring.nomor() else {
        let alamat = saring.paging(caller.href("/penduduk"), 0).url(1);
        return Ok(web::see_other(&alamat, None::<Flash>));
    };
    let mut tx = caller.read().await?;
    let (baris, keterangan) = cari_nomor(&mut tx, &nomor, &Lingkup::dari(&caller)).await?;
    let paging = ui::Paging::new(caller.href("/penduduk"), 1, baris.len() as u64);
    tampilkan(&caller, &mut tx, saring, (paging, baris, keterangan)).await
}

async fn cari_nomor(
    tx: &mut ReadTx,
    nomor: &str,
    lingkup: &Lingkup,
) -> db::Result<(Vec<BarisDaftar>, Option<String>)> {
    if nomor.len() != 16 {
        let kalimat = format!("NIK dan nomor KK terdiri atas 16 angka. Anda mengetik {}.", nomor.len());
        return Ok((Vec::new(), Some(kalimat)));
    }
    let ids = store::cari_id_nomor(tx, nomor).await?;
    let mut baris = store::daftar_menurut_id(tx, &ids).await?;
    baris.retain(|b| lingkup.memuat(&b.dusun, &b.rw, &b.rt));
    let kalimat = "Tidak ada penduduk dengan NIK atau nomor KK itu. Periksa angkanya, atau cari dengan nama.";
    let keterangan = baris.is_empty().then(|| kalimat.to_owned());
    Ok((baris, keterangan))
}

async fn tampilkan(
    caller: &Caller,
    tx: &mut ReadTx,
    saring: Saring,
    (paging, baris, keterangan): (ui::Paging, Vec<BarisDaftar>, Option<String>),
) -> web::Result<Response> {
    let hari_ini = caller.today();
    let kosong = baris.is_empty() && keterangan.is_none() && store::register_kosong(tx).await?;
    let kolom = saring.kolom(tx, &Lingkup::dari(caller)).await?;
    let tersimpan = Tersimpan::baca(caller, tx, &saring).await?;
    let baris = baris.into_iter().map(|b| jadikan(b, caller, tx, hari_ini));
    let baris = baris.collect::<db::Result<Vec<_>>>()?;
    let bila = |boleh: web::Permission, href: String| caller.can(boleh).then_some(href);
    let alamat = Alamat {
        daftar: caller.href("/penduduk"),
        impor: bila(crate::IMPOR, caller.href("/impor")),
        ekspor: bila(crate::EKSPOR, saring.paging(caller.href("/penduduk/ekspor"), 0).url(1)),
    };
    web::html(&Daftarnya {
        page: caller.page("Penduduk"),
        kolom,
        paging,
        baris,
        keterangan,
        kosong,
        alamat,
        tersimpan,
    })
}

fn jadikan(b: BarisDaftar, caller: &Caller, tx: &ReadTx, hari_ini: Date) -> db::Result<Baris> {
    let nik = buka_nik(tx.keys(), b.nik_segel.as_ref())?;
    let hidup = b.status_dasar == StatusDasar::Hidup.kode();
    Ok(Baris {
        href: caller.href(&format!("/penduduk/{}", b.id)),
        nama: b.nama,
        nik: nik.map_or_else(|| "belum ber-NIK".to_owned(), |nik| nik.samar()),
        kelamin: if b.jenis_kelamin == JenisKelamin::LakiLaki.kode() { "L" } else { "P" }.to_owned(),
        hubungan: label::<Shdk>(Some(b.shdk)),
        umur: kamus::umur(b.tanggal_lahir.0, hari_ini),
        alamat: alamat_sebaris("", &b.dusun, &b.rw, &b.rt),
        status: if hidup { String::new() } else { label::<StatusDasar>(Some(b.status_dasar)) },
    })
}
