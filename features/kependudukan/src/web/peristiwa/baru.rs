//! Choosing the kind of event and whom it is about.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{ReadTx, Where};
use kamus::StatusDasar;
use serde::Deserialize;
use ui::Field;
use uuid::Uuid;
use web::Caller;

use super::super::lingkup::Lingkup;
use super::formulir;
use crate::entitas::Penduduk;
use crate::peristiwa::{self, Jawab, Macam, Subjek};
use crate::store::{self, BarisDaftar, Urutan};
use crate::subjek::alamat_sebaris;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Tanya {
    /// Whom it is about.
    orang: String,
    cari: String,
    /// Whose members are offered, or into which somebody comes.
    keluarga: String,
    /// A recorded event whose answers begin the form.
    seperti: String,
    /// The proposal of a neighbourhood head that this event answers.
    usulan: String,
}

impl Tanya {
    /// `&usulan=…` for the next step, where there is one.
    fn terusan(&self) -> String {
        terusan(&self.usulan)
    }
}

pub(super) fn terusan(usulan: &str) -> String {
    usulan.parse::<Uuid>().map(|id| format!("&usulan={id}")).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "kependudukan/peristiwa_baru.html")]
struct Pilih {
    page: ui::Page,
    nama: Option<String>,
    kelompok: Vec<Kelompok>,
}

struct Kelompok {
    nama: &'static str,
    pilihan: Vec<(String, &'static str, &'static str)>,
}

/// All kinds; those that fit when a person was chosen before.
pub(crate) async fn get(caller: Caller, Query(tanya): Query<Tanya>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let orang = match tanya.orang.parse::<Uuid>() {
        Ok(id) => Some(cari_orang(&caller, &mut tx, id).await?),
        Err(_) => None,
    };
    let mut kelompok: Vec<Kelompok> = Vec::new();
    for macam in peristiwa::SEMUA {
        if orang.as_ref().is_some_and(|orang| !cocok(macam.subjek, orang.status_dasar())) {
            continue;
        }
        let id = orang.as_ref().filter(|_| macam.subjek != Subjek::Tiada).map(|orang| orang.id);
        let orang = id.map(|id| format!("&orang={id}")).unwrap_or_default();
        let lanjut = format!("{orang}{}", tanya.terusan()).replacen('&', "?", 1);
        let pilihan =
            (caller.href(&format!("/peristiwa/baru/{}{lanjut}", macam.alamat)), macam.nama, macam.penjelasan);
        match kelompok.iter_mut().find(|k| k.nama == macam.kelompok) {
            Some(k) => k.pilihan.push(pilihan),
            None => kelompok.push(Kelompok { nama: macam.kelompok, pilihan: vec![pilihan] }),
        }
    }
    web::html(&Pilih {
        page: caller.page("Catat peristiwa").back("Peristiwa", caller.href("/peristiwa")).noindex(),
        nama: orang.map(|orang| orang.nama),
        kelompok,
    })
}

/// Whether an event of this kind may be about somebody with this status.
pub(super) fn cocok(subjek: Subjek, status: StatusDasar) -> bool {
    status_cocok(subjek).contains(&status)
}

fn status_cocok(subjek: Subjek) -> &'static [StatusDasar] {
    use StatusDasar::{Hidup, Hilang, Mati, Pergi, Pindah};
    match subjek {
        Subjek::Hadir => &[Hidup],
        Subjek::Pindah => &[Pindah],
        Subjek::Pergi => &[Hilang, Pergi],
        Subjek::OrangTua => &[Hidup, Mati, Pindah],
        Subjek::Tiada => &[],
    }
}

pub(super) async fn cari_orang(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> web::Result<Penduduk> {
    let lingkup = Lingkup::dari(caller);
    let orang = store::find_penduduk(tx, id).await?;
    orang.filter(|p| lingkup.memuat(&p.dusun, &p.rw, &p.rt)).ok_or(web::Error::NotFound)
}

/// The form of a kind, once it is known whom it is about.
pub(crate) async fn macam(
    caller: Caller,
    Path((_, alamat)): Path<(String, String)>,
    Query(tanya): Query<Tanya>,
) -> web::Result<Response> {
    let macam = peristiwa::macam_dari_alamat(&alamat).ok_or(web::Error::NotFound)?;
    let mut tx = caller.read().await?;
    let subjek = match tanya.orang.parse::<Uuid>() {
        Ok(id) => Some(cari_orang(&caller, &mut tx, id).await?.id),
        Err(_) if macam.subjek == Subjek::Tiada => None,
        Err(_) => match tanya.keluarga.parse::<Uuid>() {
            Ok(keluarga) => return anggota(&caller, &mut tx, macam, keluarga).await,
            Err(_) => return hasil(&caller, &mut tx, macam, (&tanya.cari, &tanya.usulan)).await,
        },
    };
    let mut jawab = seperti(&mut tx, macam, &tanya.seperti).await?;
    if let (Subjek::Tiada, Ok(keluarga)) = (macam.subjek, tanya.keluarga.parse::<Uuid>()) {
        let mut semua = store::list_anggota(&mut tx, keluarga).await?;
        semua.retain(Penduduk::aktif);
        if let Some(kepala) = semua.first() {
            numpang(&mut jawab, &kepala.nama, kepala.id);
        }
    }
    let awal = formulir::muat(&caller, &mut tx, macam, subjek, &jawab).await?;
    dari_usulan(&mut tx, &tanya.usulan, &mut jawab).await?;
    jawab.pasang_bila_kosong("tanggal_lapor", kamus::tanggal_pendek(caller.today()));
    (macam.awal)(&awal, &mut jawab);
    let k = formulir::muat(&caller, &mut tx, macam, subjek, &jawab).await?;
    web::html(&formulir::halaman(&caller, macam, &k, &jawab, None))
}

/// The day that the proposal tells, and the proposal itself to carry along.
async fn dari_usulan(tx: &mut ReadTx, usulan: &str, jawab: &mut Jawab) -> db::Result<()> {
    let Ok(id) = usulan.parse() else { return Ok(()) };
    if let Some(usulan) = store::find_usulan_warga(tx, id, Where::new()).await? {
        jawab.pasang("usulan", id.to_string());
        jawab.pasang_bila_kosong("tanggal", kamus::tanggal_pendek(usulan.tanggal.0));
    }
    Ok(())
}

/// What a twin or a further member of a moving family shares with the one before.
const BUKAN_SAMA: [&str; 9] =
    ["nama", "kelamin", "nik", "berat", "panjang", "no_akta", "jam", "tempat_lahir", "tanggal_lahir"];

async fn seperti(tx: &mut ReadTx, macam: &'static Macam, id: &str) -> db::Result<Jawab> {
    let mut jawab = Jawab::default();
    let Ok(id) = id.parse() else { return Ok(jawab) };
    let Some(p) = store::find_peristiwa(tx, id).await?.filter(|p| p.jenis() == macam.jenis) else {
        return Ok(jawab);
    };
    let rincian = p.rincian(tx.keys())?;
    for (nama, isi) in &rincian.isian {
        if !BUKAN_SAMA.contains(&nama.as_str()) || macam.alamat == "lahir" && nama == "tempat_lahir" {
            jawab.pasang(nama, isi);
        }
    }
    jawab.pasang("tanggal", kamus::tanggal_pendek(p.tanggal.0));
    jawab.pasang("tanggal_lapor", kamus::tanggal_pendek(p.tanggal_lapor.0));
    // Who came first heads the family; the next one joins it.
    if macam.subjek == Subjek::Tiada
        && let Some(id) = p.penduduk_id
        && let Some(orang) = store::find_penduduk(tx, id).await?
    {
        numpang(&mut jawab, &orang.nama, id);
    }
    Ok(jawab)
}

/// Into the family of this person.
fn numpang(jawab: &mut Jawab, nama: &str, id: Uuid) {
    jawab.pasang("keluarga", "numpang");
    jawab.pasang("tujuan", nama);
    jawab.pasang("tujuan_id", id.to_string());
    jawab.buang("no_kk");
    jawab.buang("hubungan");
}

#[derive(Template)]
#[template(path = "kependudukan/peristiwa_cari.html")]
struct Cari {
    page: ui::Page,
    penjelasan: &'static str,
    kata: Field,
    alamat: String,
    usulan: String,
    dicari: bool,
    baris: Vec<Baris>,
}

struct Baris {
    href: String,
    nama: String,
    lahir: String,
    status: String,
    alamat: String,
}

/// The people whom a search finds; those whom the kind can be about.
pub(super) async fn hasil(
    caller: &Caller,
    tx: &mut ReadTx,
    macam: &'static Macam,
    (cari, usulan): (&str, &str),
) -> web::Result<Response> {
    let cari = cari.trim();
    let semua = if cari.is_empty() { Vec::new() } else { temukan(caller, tx, macam.subjek, cari).await? };
    daftar_orang(caller, macam, (cari, usulan), semua)
}

/// The members of a family, to choose from.
async fn anggota(
    caller: &Caller,
    tx: &mut ReadTx,
    macam: &'static Macam,
    keluarga: Uuid,
) -> web::Result<Response> {
    let lingkup = Lingkup::dari(caller);
    let semua = store::list_anggota(tx, keluarga).await?.into_iter();
    let semua =
        semua.filter(|p| cocok(macam.subjek, p.status_dasar()) && lingkup.memuat(&p.dusun, &p.rw, &p.rt));
    let ids: Vec<Uuid> = semua.map(|p| p.id).collect();
    let semua = store::daftar_menurut_id(tx, &ids).await?;
    daftar_orang(caller, macam, ("", ""), semua)
}

fn daftar_orang(
    caller: &Caller,
    macam: &'static Macam,
    (cari, usulan): (&str, &str),
    semua: Vec<BarisDaftar>,
) -> web::Result<Response> {
    let alamat = caller.href(&format!("/peristiwa/baru/{}", macam.alamat));
    let bernomor = cari.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let baris = semua.into_iter().map(|b| Baris {
        href: format!("{alamat}?orang={}{}", b.id, terusan(usulan)),
        nama: b.nama,
        lahir: kamus::tanggal_pendek(b.tanggal_lahir.0),
        status: status(b.status_dasar),
        alamat: alamat_sebaris(b.alamat.as_deref().unwrap_or(""), &b.dusun, &b.rw, &b.rt),
    });
    let label = match macam.subjek {
        Subjek::OrangTua => "Cari ibu (atau ayah) menurut nama atau NIK",
        _ => "Cari nama atau NIK",
    };
    web::html(&Cari {
        page: caller.page(macam.nama).back("Catat peristiwa", caller.href("/peristiwa/baru")).noindex(),
        penjelasan: macam.penjelasan,
        // A number is not sent back to the page.
        kata: Field::new("cari", label).value(if bernomor { "" } else { cari }).autocomplete("off"),
        usulan: usulan.to_owned(),
        dicari: !cari.is_empty(),
        baris: baris.collect(),
        alamat,
    })
}

fn status(kode: i16) -> String {
    use kamus::Daftar as _;
    StatusDasar::dari_kode(kode)
        .filter(|s| *s != StatusDasar::Hidup)
        .map(|s| s.to_string())
        .unwrap_or_default()
}

async fn temukan(
    caller: &Caller,
    tx: &mut ReadTx,
    subjek: Subjek,
    cari: &str,
) -> db::Result<Vec<BarisDaftar>> {
    use kamus::Daftar as _;
    let lingkup = Lingkup::dari(caller);
    if cari.bytes().filter(u8::is_ascii_digit).count() >= 3 {
        let ids = store::cari_id_nomor(tx, cari).await?;
        let mut semua = store::daftar_menurut_id(tx, &ids).await?;
        semua.retain(|b| lingkup.memuat(&b.dusun, &b.rw, &b.rt));
        semua.retain(|b| StatusDasar::dari_kode(b.status_dasar).is_some_and(|s| cocok(subjek, s)));
        return Ok(semua);
    }
    let mut semua = Vec::new();
    for status in status_cocok(subjek) {
        let syarat = lingkup.saring(Where::new().and("status_dasar = ?", [status.kode().into()]));
        let syarat = store::filter_kata(syarat, cari);
        semua.extend(store::daftar_penduduk(tx, syarat, Urutan::Nama, (25, 0)).await?);
    }
    Ok(semua)
}
