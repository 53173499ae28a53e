//! One case: where it stands, what is missing, what can be done now.

use ::web::{Caller, Error};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use kamus::{tanggal_panjang, tanggal_pendek};
use ui::{Choice, Field};
use uuid::Uuid;

use super::{alamat, hari, lama, saat};
use crate::formulir::{self, Bahan};
use crate::keadaan::{Keadaan, Tindakan};
use crate::store::{self, Berkas};
use crate::{KERJA, alur};

#[derive(Template)]
#[template(path = "dukcapil/satu.html")]
struct Halaman {
    page: ui::Page,
    keadaan: Keadaan,
    /// What happened in the register meanwhile.
    berubah: Option<String>,
    catatan: String,
    isi: Vec<(&'static str, String)>,
    tautan: Vec<(String, &'static str)>,
    syarat: Vec<(String, bool, bool)>,
    langkah: Vec<BarisLangkah>,
    kerja: Option<Kerja>,
    formulir: Vec<BarisFormulir>,
    pindaian: Vec<BarisPindaian>,
    boleh_buka: bool,
    isian: Option<String>,
    cetak: String,
    salinan: String,
    kunci: String,
}

/// A form with what nobody knows yet.
struct BarisFormulir {
    kode: String,
    judul: &'static str,
    belum: Vec<String>,
    /// "12 isian"
    kata: String,
    kunci: String,
}

struct BarisPindaian {
    nama: String,
    pada: String,
    buka: String,
    hapus: String,
    kunci: String,
}

struct BarisLangkah {
    tanggal: String,
    tindakan: &'static str,
    oleh: String,
    pada: String,
    catatan: String,
}

/// The forms of what can be done now.
struct Kerja {
    dasar: String,
    versi: i64,
    form: ui::Form,
    boleh: Vec<Tindakan>,
    lengkap: bool,
    serah: String,
    terbit: String,
}

impl Kerja {
    fn dapat(&self, tindakan: &str) -> bool {
        self.boleh.iter().any(|boleh| boleh.kode() == tindakan)
    }
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let b = store::get_berkas(&mut tx, id).await?;
    let jenis = b.jenis().ok_or(Error::NotFound)?;
    let ada = b.syarat();
    let syarat = jenis.syarat.iter().map(|s| (s.nama.clone(), ada.contains(&s.kode.as_str()), s.boleh));
    let langkah = store::list_langkah(&mut tx, id).await?.into_iter().map(|l| BarisLangkah {
        tanggal: tanggal_pendek(l.tanggal.0),
        tindakan: Tindakan::dari_kode(&l.tindakan).map_or("", Tindakan::label),
        pada: saat(&caller, l.pada),
        oleh: l.oleh_nama,
        catatan: l.catatan,
    });
    ::web::html(&Halaman {
        page: caller.page(b.orang_nama.as_str()).back("Berkas Dukcapil", caller.href("/dukcapil")).noindex(),
        keadaan: b.keadaan(),
        berubah: alur::berubah(&mut tx, &b).await?,
        catatan: b.catatan.clone(),
        isi: isi(&caller, &mut tx, &b).await?,
        tautan: tautan(&caller, &b),
        syarat: syarat.collect(),
        langkah: langkah.collect(),
        kerja: caller.can(KERJA).then(|| kerja(&caller, &b)),
        formulir: if caller.can(KERJA) { daftar_formulir(&caller, &mut tx, &b).await? } else { Vec::new() },
        pindaian: daftar_pindaian(&caller, &mut tx, &b).await?,
        boleh_buka: caller.can(kependudukan::BUKA),
        isian: (b.keadaan().terbuka() && !formulir::ditanya(jenis).is_empty())
            .then(|| format!("{}/isian", alamat(&caller, id))),
        cetak: format!("{}/formulir", alamat(&caller, id)),
        salinan: format!("{}/salinan", alamat(&caller, id)),
        kunci: caller.request_key(),
    })
}

async fn daftar_formulir(caller: &Caller, tx: &mut ReadTx, b: &Berkas) -> db::Result<Vec<BarisFormulir>> {
    let Some(jenis) = b.jenis() else { return Ok(Vec::new()) };
    let nilai = formulir::nilai(&Bahan::baca(tx, b).await?)?;
    let semua = jenis.formulir.iter().filter_map(|kode| {
        let satu = formulir::find(kode)?;
        let belum = formulir::belum_diketahui(satu, jenis, &nilai);
        let kata = format!("{} isian", belum.len());
        Some(BarisFormulir {
            kode: kode.clone(),
            judul: &satu.judul,
            belum,
            kata,
            kunci: caller.request_key(),
        })
    });
    Ok(semua.collect())
}

async fn daftar_pindaian(caller: &Caller, tx: &mut ReadTx, b: &Berkas) -> db::Result<Vec<BarisPindaian>> {
    let nama = |kode: &str| b.jenis().and_then(|j| j.find_syarat(kode)).map_or("", |s| s.nama.as_str());
    let semua = store::list_pindaian(tx, b.id).await?.into_iter().map(|p| {
        let dasar = format!("{}/pindaian/{}", alamat(caller, b.id), p.id);
        BarisPindaian {
            nama: nama(&p.syarat).to_owned(),
            pada: saat(caller, p.pada),
            buka: format!("{dasar}/pembukaan"),
            hapus: format!("{dasar}/penghapusan"),
            kunci: caller.request_key(),
        }
    });
    Ok(semua.collect())
}

async fn isi(caller: &Caller, tx: &mut ReadTx, b: &Berkas) -> db::Result<Vec<(&'static str, String)>> {
    let sejak = hari(caller, b.dimulai_pada);
    let akhir = b.berakhir_pada.map_or_else(|| caller.today(), |pada| hari(caller, pada));
    let serah = match b.serah_id {
        Some(id) => {
            let serah = store::get_serah(tx, id).await?;
            let tanggal = tanggal_panjang(serah.tanggal.0);
            format!("{tanggal}, daftar {}, dibawa {}", serah.nomor(), serah.pembawa)
        }
        None => String::new(),
    };
    let terbit = b.terbit_tanggal.map(|hari| format!("{}, {}", b.dokumen, tanggal_panjang(hari.0)));
    Ok(vec![
        ("Nomor berkas", b.nomor()),
        ("Jenis", b.jenis_nama().to_owned()),
        ("Formulir", b.jenis().map(|jenis| jenis.formulir.join(", ")).unwrap_or_default()),
        ("Dimulai", format!("{} ({})", tanggal_panjang(sejak), lama(sejak, akhir))),
        ("Diserahkan", serah),
        ("Terbit", terbit.unwrap_or_default()),
    ])
}

/// Where the same stands in the register.
fn tautan(caller: &Caller, b: &Berkas) -> Vec<(String, &'static str)> {
    let mut semua = Vec::new();
    if caller.can(kependudukan::LIHAT) {
        semua.push((caller.href(&format!("/penduduk/{}", b.orang_id)), "Lihat orangnya"));
        let keluarga = b.keluarga_id.map(|id| caller.href(&format!("/keluarga/{id}")));
        semua.extend(keluarga.map(|href| (href, "Lihat keluarganya")));
    }
    if caller.can(kependudukan::BACA_PERISTIWA) {
        let peristiwa = [(b.peristiwa_id, "Lihat peristiwanya"), (b.terbit_id, "Lihat pencatatan nomornya")];
        semua.extend(
            peristiwa
                .into_iter()
                .filter_map(|(id, kata)| Some((caller.href(&format!("/peristiwa/{}", id?)), kata))),
        );
    }
    semua
}

fn kerja(caller: &Caller, b: &Berkas) -> Kerja {
    let keadaan = b.keadaan();
    let syarat = b.jenis().map(|jenis| jenis.syarat.as_slice()).unwrap_or_default();
    let pilihan = syarat.iter().map(|s| {
        let butir = Choice::new(&s.kode, &s.nama);
        if s.boleh { butir.hint("Bila ada") } else { butir }
    });
    let untuk = syarat.iter().map(|s| Choice::new(&s.kode, &s.nama)).collect();
    let ada: Vec<String> = b.syarat().into_iter().map(str::to_owned).collect();
    let hari_ini = tanggal_pendek(caller.today());
    let form = caller
        .form()
        .with(Field::new("syarat", "Yang sudah ada").choices(pilihan.collect()).values(ada))
        .with(Field::new("untuk", "Untuk syarat").choices(untuk))
        .with(
            Field::new("pindaian", "Pindaian")
                .accept("application/pdf,image/jpeg,image/png")
                .hint("PDF, JPEG, atau PNG, paling besar 5 MB."),
        )
        .with(Field::new("kurang", "Apa yang kurang menurut Dukcapil?").rows(2))
        .with(Field::new("tanggal", "Dikembalikan tanggal").value(hari_ini))
        .with(Field::new("catatan", "Catatan").rows(2).optional())
        .with(Field::new("alasan", "Mengapa dibatalkan?").rows(2))
        .with(Field::new("keliru", "Apa yang keliru?").rows(2));
    Kerja {
        dasar: alamat(caller, b.id),
        versi: b.versi,
        form,
        boleh: Tindakan::SEMUA.into_iter().filter(|t| t.dari(keadaan).is_some()).collect(),
        lengkap: b.jenis().is_some_and(|jenis| jenis.kurang(&b.syarat()).is_empty()),
        serah: caller.href("/dukcapil/serah/baru"),
        terbit: format!("{}/penerbitan", alamat(caller, b.id)),
    }
}
