//! Which resident heads each RT, RW and hamlet, so that they can be asked by message.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::ReadTx;
use serde::Deserialize;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use crate::store::konfirmasi::{self as simpanan, Bagian};

#[derive(Template)]
#[template(path = "permohonan/ketua.html")]
struct Halaman {
    page: ui::Page,
    baris: Vec<Baris>,
    paging: ui::Paging,
    dusun: Field,
    alamat: String,
    /// Where the names of the list are kept.
    wilayah: String,
    jenis: String,
}

struct Baris {
    bagian: String,
    /// As the office wrote it down for its letters.
    nama: String,
    /// The resident who is asked.
    warga: String,
    kata: &'static str,
    nada: Tone,
    href: String,
}

/// A part in an address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    dusun: String,
    rw: String,
    rt: String,
    cari: String,
}

impl Pinta {
    fn bagian(&self) -> Bagian {
        Bagian { dusun: self.dusun.clone(), rw: self.rw.clone(), rt: self.rt.clone() }
    }
}

fn alamat(caller: &Caller, bagian: &Bagian) -> String {
    ui::Paging::new(caller.href("/atur-konfirmasi/ketua"), 1, 0)
        .query([("dusun", bagian.dusun.as_str()), ("rw", bagian.rw.as_str()), ("rt", bagian.rt.as_str())])
        .url(1)
}

/// All parts with the name that letters use for their head.
async fn semua_bagian(tx: &mut ReadTx) -> db::Result<Vec<(Bagian, String)>> {
    let semua = wilayah::list_bagian(tx).await?;
    let satu = |b: wilayah::BagianWilayah| {
        (Bagian { dusun: b.dusun, rw: b.rw, rt: b.rt }, b.kepala.unwrap_or_default())
    };
    Ok(semua.into_iter().map(satu).collect())
}

/// Which of the parts are shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    dusun: String,
    hal: String,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let mut semua = semua_bagian(&mut tx).await?;
    let mut dusun: Vec<String> = semua.iter().map(|(bagian, _)| bagian.dusun.clone()).collect();
    dusun.dedup();
    semua.retain(|(bagian, _)| saring.dusun.is_empty() || bagian.dusun == saring.dusun);
    let dasar = caller.href("/atur-konfirmasi");
    let paging = ui::Paging::new(dasar.clone(), saring.hal.parse().unwrap_or(1), semua.len() as u64)
        .query([("dusun", saring.dusun.as_str())]);
    let awal = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let tampak = semua.into_iter().skip(awal).take(usize::try_from(ui::PAGE_SIZE).unwrap_or(25));
    let mut baris = Vec::new();
    for (bagian, nama) in tampak {
        baris.push(satu(&caller, &mut tx, bagian, nama).await?);
    }
    let kata = kata_dusun(&mut tx).await?;
    let mut pilihan = vec![Choice::new("", "Semua")];
    pilihan.extend(dusun.iter().filter(|nama| !nama.is_empty()).map(|nama| Choice::new(nama, nama)));
    ::web::html(&Halaman {
        page: caller.page(judul(kata)).back("Permohonan", caller.href("/permohonan")),
        baris,
        paging,
        dusun: Field::new("dusun", kata).choices(pilihan).value(&saring.dusun),
        alamat: dasar,
        wilayah: caller.href("/wilayah/bagian"),
        jenis: caller.href("/atur-surat"),
    })
}

/// The village's own word: "Padukuhan".
async fn kata_dusun(tx: &mut ReadTx) -> db::Result<&'static str> {
    let identitas = wilayah::find_identitas(tx).await?;
    Ok(identitas.and_then(|identitas| wilayah::sebutan(&identitas).dusun).unwrap_or("Dusun"))
}

fn judul(dusun: &str) -> String {
    format!("Ketua RT, RW, dan {}", dusun.to_lowercase())
}

async fn satu(caller: &Caller, tx: &mut ReadTx, bagian: Bagian, nama: String) -> db::Result<Baris> {
    let (warga, kata, nada) = match simpanan::find_ketua(tx, &bagian).await? {
        None => (String::new(), "Belum ditunjuk", Tone::Plain),
        Some(ketua) => {
            let orang = kependudukan::find_subjek(tx, ketua.penduduk_id).await?;
            let warga = orang.map(|orang| orang.nama).unwrap_or_default();
            if pesan::list_kontak_warga(tx, ketua.penduduk_id).await?.is_empty() {
                (warga, "Belum terhubung WhatsApp", Tone::Wait)
            } else {
                (warga, "Dapat dihubungi", Tone::Good)
            }
        }
    };
    Ok(Baris { href: alamat(caller, &bagian), bagian: bagian.nama(), nama, warga, kata, nada })
}

#[derive(Template)]
#[template(path = "permohonan/ketua_pilih.html")]
struct Pilih {
    page: ui::Page,
    cari: Field,
    bagian: Bagian,
    alamat: String,
    dicari: bool,
    /// Who is it now.
    kini: String,
    hasil: Vec<Calon>,
    csrf: String,
    kunci: String,
}

struct Calon {
    id: Uuid,
    nama: String,
    lahir: String,
    alamat: String,
}

/// A part that the village has; of others nothing is written down.
async fn find_bagian(tx: &mut ReadTx, pinta: &Pinta) -> ::web::Result<(Bagian, String)> {
    let dicari = pinta.bagian();
    let semua = semua_bagian(tx).await?;
    semua.into_iter().find(|(bagian, _)| *bagian == dicari).ok_or(Error::NotFound)
}

pub(super) async fn pilih(caller: Caller, Query(pinta): Query<Pinta>) -> ::web::Result<Response> {
    if pinta.bagian() == Bagian::default() {
        return Ok(::web::see_other(&caller.href("/atur-konfirmasi"), None));
    }
    let mut tx = caller.read().await?;
    let (bagian, nama) = find_bagian(&mut tx, &pinta).await?;
    // A name to begin with: the one that letters print. A number never stands in an address.
    let angka = pinta.cari.bytes().any(|b| b.is_ascii_digit());
    let kata = if pinta.cari.trim().is_empty() || angka { nama } else { pinta.cari.trim().to_owned() };
    let hasil = match kata.as_str() {
        "" => Vec::new(),
        kata => kependudukan::cari_ringkas(&mut tx, kata, 20).await?,
    };
    let hasil = hasil.into_iter().map(|orang| Calon {
        id: orang.id,
        nama: orang.nama,
        lahir: orang.tanggal_lahir.map(kamus::tanggal_pendek).unwrap_or_default(),
        alamat: orang.alamat,
    });
    let kata = kata_dusun(&mut tx).await?;
    let kini = match simpanan::find_ketua(&mut tx, &bagian).await? {
        Some(ketua) => kependudukan::find_subjek(&mut tx, ketua.penduduk_id).await?.map(|orang| orang.nama),
        None => None,
    };
    ::web::html(&Pilih {
        page: caller
            .page(format!("Yang mengonfirmasi untuk {}", bagian.nama()))
            .back(judul(kata), caller.href("/atur-konfirmasi"))
            .noindex(),
        dicari: !kata.is_empty(),
        cari: Field::new("cari", "Nama warga").value(kata).autocomplete("off").attr("maxlength", "100"),
        hasil: hasil.collect(),
        alamat: caller.href("/atur-konfirmasi/ketua"),
        kini: kini.unwrap_or_default(),
        bagian,
        csrf: caller.csrf().to_owned(),
        kunci: caller.request_key(),
    })
}

/// Writes down who heads a part, or with no person that nobody is asked there.
pub(super) async fn post(caller: Caller, form: Form) -> ::web::Result<Response> {
    let teks = |nama: &str| form.text(nama).to_owned();
    let pinta = Pinta { dusun: teks("dusun"), rw: teks("rw"), rt: teks("rt"), cari: String::new() };
    let target = caller.href("/atur-konfirmasi");
    let orang = match form.some("orang").map(str::parse::<Uuid>) {
        Some(Ok(id)) => Some(id),
        Some(Err(_)) => return Err(Error::NotFound),
        None => None,
    };
    let mut tx = match caller.begin("penetapan_ketua_wilayah", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let (bagian, _) = find_bagian(&mut tx, &pinta).await?;
    if let Some(id) = orang {
        let penduduk = kependudukan::store::find_penduduk(&mut tx, id).await?;
        if !penduduk.is_some_and(|penduduk| penduduk.aktif()) {
            let kalimat = "Pilih warga yang tercatat tinggal di sini.";
            return Ok(::web::see_other(&target, Some(Flash::new(Tone::Bad, kalimat))));
        }
    }
    simpanan::put_ketua(&mut tx, &bagian, orang).await?;
    tx.commit().await?;
    let kalimat = match orang {
        Some(_) => format!("Ketua {} disimpan. Hubungkan WhatsApp-nya agar dapat ditanya.", bagian.nama()),
        None => format!("{} sekarang tanpa ketua yang ditanya.", bagian.nama()),
    };
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}
