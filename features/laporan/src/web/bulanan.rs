use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use waktu::Bulan;
use web::Caller;

use crate::lampid::{Baris, Hasil, KOLOM, Tabel};
use crate::masa::{self, Masa};
use crate::pembekuan::{self, Isi, Keadaan};
use crate::store::{self, LaporanBulanan};

#[derive(Template)]
#[template(path = "laporan/bulanan.html")]
struct Halaman {
    page: ui::Page,
    keadaan: &'static str,
    nada: ui::Tone,
    /// What the figures rest on, in sentences.
    catatan: Vec<String>,
    /// What does not agree; nothing unless Balai has a fault.
    salah: Vec<String>,
    baris: Vec<BarisTampil>,
    alamat: Alamat,
    kunci: String,
    pengesah: wilayah::Pengesah,
    tanggal: String,
}

struct BarisTampil {
    nomor: usize,
    label: &'static str,
    tebal: bool,
    sel: Vec<Sel>,
}

struct Sel {
    teks: String,
    /// Empty where nobody stands behind the figure.
    href: String,
    /// For a screen reader.
    kata: String,
}

/// Addresses of what may be done now; empty where it may not.
#[derive(Default)]
struct Alamat {
    sebelum: String,
    sesudah: String,
    pembekuan: String,
    /// Why it may not be frozen yet.
    belum: String,
    pengiriman: String,
    penarikan: String,
    pdf: String,
    xlsx: String,
}

/// A month with its figures, as all its pages need it.
pub(super) struct Bulanan {
    pub(super) masa: Masa,
    pub(super) hasil: Hasil,
    pub(super) beku: Option<Isi>,
}

impl Bulanan {
    /// As handed in, or as it stands now.
    pub(super) fn tabel(&self) -> &Tabel {
        self.beku.as_ref().map_or(&self.hasil.tabel, |isi| &isi.tabel)
    }
}

/// The report of a month; not found before the books open and for months to come.
pub(super) async fn muat(caller: &Caller, tx: &mut ReadTx, bulan: Bulan) -> web::Result<Bulanan> {
    if bulan > Bulan::dari(caller.today()) {
        return Err(web::Error::NotFound);
    }
    let masa = masa::masa(tx, bulan).await?.ok_or(web::Error::NotFound)?;
    let hasil = masa::hitung(tx, &masa.rentang).await?;
    let beku = masa.beku.as_ref().map(LaporanBulanan::isi).transpose()?;
    Ok(Bulanan { masa, hasil, beku })
}

pub(crate) async fn get(caller: Caller, Path((_, kode)): Path<(String, String)>) -> web::Result<Response> {
    let bulan = super::bulan(&kode)?;
    let mut tx = caller.read().await?;
    let b = muat(&caller, &mut tx, bulan).await?;
    let keadaan = Keadaan::dari(bulan, b.masa.beku.as_ref(), caller.today());
    let salah = salah(&mut tx, &b).await?;
    let pengesah = match &b.beku {
        Some(isi) => isi.pengesah.clone(),
        None => wilayah::pengesah(&mut tx, caller.today()).await?,
    };
    let tanggal = b.beku.as_ref().map_or(caller.today(), |isi| isi.tanggal);
    web::html(&Halaman {
        page: caller.page(format!("Laporan {bulan}")).back("Laporan bulanan", caller.href("/laporan")),
        keadaan: keadaan.label(),
        nada: super::nada(keadaan),
        catatan: catatan(&caller, &mut tx, &b).await?,
        salah,
        baris: baris(&caller, &b),
        alamat: alamat(&caller, &mut tx, &b, keadaan).await?,
        kunci: caller.request_key(),
        pengesah,
        tanggal: kamus::tanggal_panjang(tanggal),
    })
}

fn baris(caller: &Caller, b: &Bulanan) -> Vec<BarisTampil> {
    let tabel = b.tabel();
    let dasar = caller.href(&format!("/laporan/{}/rincian", b.masa.bulan.kode()));
    let tampil = |(nomor, baris): (usize, Baris)| BarisTampil {
        nomor,
        label: baris.label(),
        tebal: matches!(baris, Baris::Awal | Baris::Akhir),
        sel: KOLOM
            .iter()
            .map(|kolom| {
                let angka = tabel.angka(baris, kolom);
                let ada = angka != 0 || baris == Baris::Koreksi && ada_koreksi(&b.hasil, kolom);
                Sel {
                    teks: if baris == Baris::Koreksi && angka > 0 {
                        format!("+{angka}")
                    } else {
                        kamus::angka(angka)
                    },
                    href: if ada {
                        format!("{dasar}?baris={}&kolom={}", baris.kode(), kolom.kode)
                    } else {
                        String::new()
                    },
                    kata: format!("{}, {}", baris.label(), kolom.label),
                }
            })
            .collect(),
    };
    (1..).zip(Baris::SEMUA).map(tampil).collect()
}

/// Corrections may cancel each other: the people behind a zero are shown all the same.
fn ada_koreksi(hasil: &Hasil, kolom: &crate::lampid::Kolom) -> bool {
    hasil.gerak.iter().any(|g| g.baris == Baris::Koreksi && kolom.isi.contains(&g.letak.sel.dasar()))
        || hasil.gerak_keluarga.iter().any(|g| g.baris == Baris::Koreksi && kolom.isi.contains(&g.dasar))
}

/// Checks of the figures against the states of the register and against the month before.
async fn salah(tx: &mut ReadTx, b: &Bulanan) -> web::Result<Vec<String>> {
    let mut salah = Vec::new();
    let timpang = b.tabel().timpang();
    if !timpang.is_empty() {
        salah.push(format!("Awal, perubahan, dan akhir tidak cocok pada: {}.", timpang.join(", ")));
    }
    if b.beku.as_ref().is_some_and(|isi| isi.tabel != b.hasil.tabel) {
        salah.push(
            "Angka yang dibekukan tidak sama dengan keadaan yang tercatat waktu itu. Yang tampil adalah yang dibekukan."
                .to_owned(),
        );
    }
    let lalu = store::find_laporan(tx, b.masa.bulan.sebelumnya().awal()).await?;
    if let Some(lalu) = lalu {
        let lalu = lalu.isi()?.tabel;
        if KOLOM.iter().any(|k| lalu.selisih(Baris::Akhir, k) != b.tabel().selisih(Baris::Awal, k)) {
            salah.push(format!("Awal bulan ini tidak sama dengan akhir {}.", b.masa.bulan.sebelumnya()));
        }
    }
    Ok(salah)
}

async fn catatan(caller: &Caller, tx: &mut ReadTx, b: &Bulanan) -> web::Result<Vec<String>> {
    let mut semua = vec![format!("Baris pertama: {}.", b.masa.awal_kata())];
    if let Some(laporan) = &b.masa.beku {
        let oleh = nama(tx, laporan.oleh).await?;
        semua.push(format!("Dibekukan {} oleh {oleh}.", super::waktu(caller, laporan.diketahui)));
        if let Some(pada) = laporan.dikirim_pada {
            semua.push(format!("Dikirim {}.", super::waktu(caller, pada)));
        }
        semua.push(
            "Angka ini tidak berubah lagi. Yang baru dilaporkan sesudahnya masuk ke laporan bulan berikutnya.".to_owned(),
        );
    }
    for ditarik in store::list_ditarik(tx, b.masa.bulan.awal()).await? {
        let alasan = ditarik.alasan.unwrap_or_default();
        semua.push(format!(
            "Pernah dibekukan, lalu ditarik {}: {alasan}",
            super::waktu(caller, ditarik.ditarik_pada)
        ));
    }
    let awal = b.masa.rentang.awal.tanggal;
    let telat = b.hasil.gerak.iter().filter(|g| g.peristiwa.is_some_and(|s| s.tanggal <= awal)).count();
    if telat > 0 {
        semua.push(format!("{telat} perubahan terjadi sebelumnya, tetapi terlambat dilaporkan; tanggal kejadiannya ada di daftar orangnya."));
    }
    Ok(semua)
}

async fn nama(tx: &mut ReadTx, oleh: Option<uuid::Uuid>) -> web::Result<String> {
    let Some(id) = oleh else { return Ok("sistem".to_owned()) };
    let pengguna = access::store::find_pengguna(tx, id).await?;
    Ok(pengguna.map_or_else(|| "pengguna lama".to_owned(), |p| p.nama))
}

async fn alamat(caller: &Caller, tx: &mut ReadTx, b: &Bulanan, keadaan: Keadaan) -> web::Result<Alamat> {
    let bulan = b.masa.bulan;
    let ke = |bulan: Bulan| caller.href(&format!("/laporan/{}", bulan.kode()));
    let mut alamat = Alamat::default();
    if !b.masa.pertama {
        alamat.sebelum = ke(bulan.sebelumnya());
    }
    if bulan < Bulan::dari(caller.today()) {
        alamat.sesudah = ke(bulan.berikutnya());
    }
    if caller.can(crate::UNDUH) {
        alamat.pdf = format!("{}/pdf", ke(bulan));
        alamat.xlsx = format!("{}/xlsx", ke(bulan));
    }
    if !caller.can(crate::BEKUKAN) {
        return Ok(alamat);
    }
    if matches!(keadaan, Keadaan::Belum | Keadaan::Terlambat) {
        // In order: an earlier month that still waits is frozen first.
        match pembekuan::periksa(tx, bulan, caller.today()).await {
            Ok(()) => alamat.pembekuan = format!("{}/pembekuan", ke(bulan)),
            Err(sebab) => alamat.belum = sebab.to_string(),
        }
    }
    if keadaan == Keadaan::Beku {
        alamat.pengiriman = format!("{}/pengiriman", ke(bulan));
        if pembekuan::boleh_ditarik(tx, bulan).await.is_ok() {
            alamat.penarikan = format!("{}/penarikan", ke(bulan));
        }
    }
    Ok(alamat)
}
