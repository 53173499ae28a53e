//! All letters that went out, and those that were written outside of Balai.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use files::FileStore;
use jiff::civil::{Date, date};
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};
use uuid::Uuid;

use super::borang::{Borang, Rupa};
use super::{isian, pelaku};
use crate::keluar::{self, Asal, Keluar, Tulisan};
use crate::{CATAT, pindai, store};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    tahun: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "sekretariat/keluar.html")]
struct Halaman {
    page: ui::Page,
    tab: Vec<MenuItem>,
    alamat: String,
    cari: Field,
    tahun: Field,
    disaring: bool,
    baris: Vec<Baris>,
    paging: Paging,
    /// Where a letter of no kind is entered, and one of a kind that was written by hand.
    baru: Option<(String, String)>,
}

struct Baris {
    href: String,
    nomor: String,
    tanggal: String,
    kepada: String,
    isi: String,
    keterangan: String,
    batal: bool,
    kirim: Option<String>,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let kini = caller.today().year();
    let tahun: i16 = saring.tahun.parse().ok().filter(|t| (1945..=2200).contains(t)).unwrap_or(kini);
    let mut tx = caller.read().await?;
    let mut semua = keluar::list(&mut tx, (date(tahun, 1, 1), date(tahun, 12, 31))).await?;
    let cari = saring.cari.trim().to_lowercase();
    semua.retain(|s| {
        let ada = |teks: &str| teks.to_lowercase().contains(&cari);
        ada(&s.nomor) || ada(&s.kepada) || ada(&s.isi)
    });
    semua.reverse();
    let alamat = caller.href("/surat-keluar");
    let paging = Paging::new(alamat.clone(), saring.hal.parse().unwrap_or(1), semua.len() as u64)
        .query([("cari", saring.cari.clone()), ("tahun", tahun.to_string())]);
    let baris = super::sepotong(semua, &paging).into_iter().map(|s| baris(&caller, s)).collect();
    let years = (kini - 6..=kini).rev().map(|t| Choice::new(t.to_string(), t.to_string()));
    let manual = || (caller.href("/surat-keluar/baru"), caller.href("/surat/manual"));
    ::web::html(&Halaman {
        page: caller.page("Surat keluar"),
        tab: super::tab(&caller, 1),
        cari: Field::new("cari", "Cari nomor, tujuan, atau isi").value(&saring.cari).autocomplete("off"),
        tahun: Field::new("tahun", "Tahun").choices(years.collect()).value(tahun.to_string()),
        disaring: !cari.is_empty(),
        baris,
        paging,
        alamat,
        baru: caller.can(CATAT).then(manual),
    })
}

fn baris(caller: &Caller, s: Keluar) -> Baris {
    let (href, pilih) = match s.asal {
        Asal::Surat(id) => (format!("/surat/{id}"), format!("surat={id}")),
        Asal::Dinas(id) => (format!("/surat-keluar/{id}"), format!("dinas={id}")),
    };
    Baris {
        href: caller.href(&href),
        nomor: s.nomor,
        tanggal: kamus::tanggal_pendek(s.tanggal),
        kepada: s.kepada,
        isi: s.isi,
        keterangan: s.keterangan,
        batal: s.batal,
        kirim: (s.siap && caller.can(CATAT)).then(|| caller.href(&format!("/ekspedisi/baru?{pilih}"))),
    }
}

fn formulir(caller: &Caller) -> Borang {
    Borang::baru(caller, "Catat surat dinas", "/surat-keluar/baru", "Catat")
        .kembali("Surat keluar", caller.href("/surat-keluar"))
        .pengantar(
            "Untuk surat kantor yang ditulis di luar Balai: undangan, balasan, laporan. Surat untuk warga dibuat di \
             menu Surat.",
        )
        .dengan(
            Rupa::Tanggal,
            Field::new("tanggal", "Tanggal surat").value(kamus::tanggal_pendek(caller.today())),
        )
        .dengan(Rupa::Teks, Field::new("kepada", "Ditujukan kepada"))
        .dengan(Rupa::Area, Field::new("perihal", "Isi singkat").rows(2))
        .dengan(
            Rupa::Teks,
            Field::new("klasifikasi", "Kode klasifikasi")
                .hint("Permendagri 83/2022, misalnya 000.1.5. Ikut tertulis di nomor.")
                .width(16),
        )
        .dengan(
            Rupa::Teks,
            Field::new("urut", "Nomor urut di kertas")
                .hint("Kosongkan untuk mengambil nomor berikutnya")
                .numeric()
                .width(8)
                .optional(),
        )
        .dengan(Rupa::Teks, Field::new("keterangan", "Keterangan").optional())
        .pindaian("Pindaian surat")
}

pub(super) async fn baru(caller: Caller) -> ::web::Result<Response> {
    formulir(&caller).tampil()
}

fn baca(form: &mut ui::Form, kiriman: &Form, hari_ini: Date) -> Option<Tulisan> {
    let tanggal = isian::hari(form, kiriman, "tanggal", hari_ini);
    let kepada = isian::wajib(form, kiriman, "kepada", 200);
    let perihal = isian::wajib(form, kiriman, "perihal", 500);
    let klasifikasi = isian::klasifikasi(form, kiriman, true);
    let urut = match kiriman.some("urut").map(str::parse::<i64>) {
        None => None,
        Some(Ok(urut)) => Some(urut),
        Some(Err(_)) => {
            form.refuse("urut", "Nomor urut harus berupa angka, misalnya 17.");
            None
        }
    };
    let keterangan = isian::boleh(form, kiriman, "keterangan", 300);
    if form.has_error() {
        return None;
    }
    Some(Tulisan { tanggal: tanggal?, klasifikasi: klasifikasi?, kepada, perihal, keterangan, urut })
}

pub(super) async fn catat(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut halaman = formulir(&caller);
    halaman.ketikan(&form);
    let tulisan = baca(&mut halaman.form, &form, caller.today());
    let pindaian = isian::pindaian(&mut halaman.form, &form).await?;
    let (Some(tulisan), false) = (tulisan, halaman.form.has_error()) else { return halaman.tolak() };
    let target = caller.href("/surat-keluar");
    let mut tx = match caller.begin("pencatatan_surat_dinas", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let pelaku = pelaku(&caller)?;
    match keluar::catat_dinas(&mut tx, tulisan, &pelaku).await {
        Ok(surat) => {
            if let Some(pindaian) = &pindaian {
                let berkas = caller.app.service::<FileStore>();
                pindai::simpan(&mut tx, berkas, surat.id, pindaian, &pelaku.nama).await?;
            }
            tx.commit().await?;
            Ok(super::berhasil(&target, format!("Tercatat dengan nomor {}.", surat.nomor)))
        }
        Err(galat) => {
            drop(tx);
            let kalimat = super::kalimat(galat)?;
            halaman.form.refuse("urut", kalimat);
            halaman.tolak()
        }
    }
}

#[derive(Template)]
#[template(path = "sekretariat/dinas.html")]
struct Satu {
    page: ui::Page,
    form: ui::Form,
    isi: Vec<(&'static str, String)>,
    dibatalkan: String,
    musnah: Option<String>,
    pindaian: Vec<(String, String)>,
    alamat: String,
    kirim: Option<String>,
    boleh: bool,
}

pub(super) async fn satu(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let surat = store::get_dinas(&mut tx, id).await?;
    let alamat = caller.href(&format!("/surat-keluar/{id}"));
    let berkas = store::list_berkas(&mut tx, id).await?;
    let pindaian = berkas.iter().enumerate();
    let pindaian = pindaian
        .map(|(ke, b)| (format!("{alamat}/pindaian/{}", b.id), format!("Pindaian {}", ke + 1)))
        .collect();
    let boleh = caller.can(CATAT) && surat.dibatalkan.is_none() && surat.pemusnahan_id.is_none();
    ::web::html(&Satu {
        page: caller
            .page(format!("Surat {}", surat.nomor))
            .back("Surat keluar", caller.href("/surat-keluar")),
        form: caller.form().with(
            Field::new("berkas", "Tambah pindaian")
                .hint("PDF, JPEG, atau PNG, paling besar 20 MB")
                .accept(".pdf,.jpg,.jpeg,.png"),
        ),
        isi: vec![
            ("Tanggal", kamus::tanggal_panjang(surat.tanggal.0)),
            ("Ditujukan kepada", surat.kepada),
            ("Isi singkat", surat.perihal),
            ("Klasifikasi", surat.klasifikasi),
            ("Keterangan", surat.keterangan.unwrap_or_default()),
            ("Dicatat oleh", surat.oleh_nama),
        ],
        dibatalkan: surat.dibatalkan.unwrap_or_default(),
        musnah: surat.pemusnahan_id.map(|m| caller.href(&format!("/retensi/pemusnahan/{m}"))),
        pindaian,
        kirim: boleh.then(|| caller.href(&format!("/ekspedisi/baru?dinas={id}"))),
        alamat,
        boleh,
    })
}

async fn tanya(caller: &Caller, id: Uuid) -> ::web::Result<Borang> {
    let surat = store::get_dinas(&mut caller.read().await?, id).await?;
    let alamat = format!("/surat-keluar/{id}");
    let judul = format!("Batalkan surat {}", surat.nomor);
    Ok(Borang::baru(caller, judul, &format!("{alamat}/pembatalan"), "Batalkan")
        .kembali("Surat keluar", caller.href(&alamat))
        .pengantar("Nomornya tetap di agenda dan tidak dipakai lagi.")
        .bahaya()
        .alasan("Misalnya: surat tidak jadi dikirim"))
}

pub(super) async fn pembatalan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> ::web::Result<Response> {
    tanya(&caller, id).await?.tampil()
}

pub(super) async fn batalkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut halaman = tanya(&caller, id).await?;
    halaman.ketikan(&form);
    let alasan = isian::alasan(&mut halaman.form, &form);
    if halaman.form.has_error() {
        return halaman.tolak();
    }
    let target = caller.href(&format!("/surat-keluar/{id}"));
    let mut tx = match caller.begin("pembatalan_surat_dinas", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    keluar::batalkan_dinas(&mut tx, id, &alasan).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Dibatalkan; nomornya tetap."))
}

pub(super) async fn pindai(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let Some(unggahan) = form.file("berkas") else {
        return Err(Error::Refused("Pilih dulu berkas pindaiannya.".to_owned()));
    };
    let pindaian = pindai::siapkan(unggahan.bytes.to_vec()).await?;
    let target = caller.href(&format!("/surat-keluar/{id}"));
    let mut tx = match caller.begin("pemindaian_surat_dinas", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let surat = store::get_dinas(&mut tx, id).await?;
    if surat.dibatalkan.is_some() || surat.pemusnahan_id.is_some() {
        return Err(Error::Conflict("Surat ini sudah dibatalkan atau arsipnya dimusnahkan.".to_owned()));
    }
    let pelaku = pelaku(&caller)?;
    pindai::simpan(&mut tx, caller.app.service::<FileStore>(), id, &pindaian, &pelaku.nama).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Pindaian tersimpan."))
}

pub(super) async fn pindaian(
    caller: Caller,
    Path((_, id, berkas)): Path<(String, Uuid, Uuid)>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    store::get_dinas(&mut tx, id).await?;
    let (jenis, bytes) = pindai::ambil(&mut tx, caller.app.service::<FileStore>(), id, berkas).await?;
    Ok(super::kirim_pindaian(&jenis, bytes))
}
