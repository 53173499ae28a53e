//! One request: where it stands, what is missing, what can be done now.

use ::web::Caller;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use surat::jenis::{Jenis, Syarat};
use surat::keadaan::Keadaan as KeadaanSurat;
use ui::{Choice, Field, Tone};
use uuid::Uuid;
use waktu::{KeadaanJam, dalam_kata};

use super::konfirmasi::{self, Keterangan};
use super::{alamat, saat, saat_pendek};
use crate::alur::{JAM, diketahui};
use crate::keadaan::{Ambil, Keadaan, Tindakan};
use crate::store::{self, Foto, Permohonan};
use crate::{KERJA, bidang};

#[derive(Template)]
#[template(path = "permohonan/satu.html")]
struct Halaman {
    page: ui::Page,
    keadaan: Keadaan,
    isi: Vec<(String, String)>,
    jam: Option<Jam>,
    syarat: Vec<(String, &'static str, Tone)>,
    alasan: String,
    konfirmasi: Option<Keterangan>,
    surat: Option<(String, KeadaanSurat)>,
    langkah: Vec<BarisLangkah>,
    /// Where each photo is opened and what it shows.
    foto: Vec<(String, String)>,
    csrf: String,
    kunci: String,
    orang: String,
    status: String,
    kerja: Option<Kerja>,
}

struct Jam {
    kata: String,
    tenggat: String,
    nada: Tone,
}

struct BarisLangkah {
    pada: String,
    keadaan: &'static str,
    oleh: String,
    catatan: String,
}

/// The forms of what can be done now.
struct Kerja {
    dasar: String,
    versi: i64,
    form: ui::Form,
    boleh: Vec<Tindakan>,
    sudah_surat: bool,
    /// Where the phone of who asks is bound, who is no phone's yet.
    ikat: Option<String>,
}

impl Kerja {
    fn dapat(&self, tindakan: &str) -> bool {
        self.boleh.iter().any(|boleh| boleh.kode() == tindakan)
    }
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = store::get_permohonan(&mut tx, id).await?;
    let surat = match p.surat_id {
        Some(id) => {
            let surat = surat::store::get_surat(&mut tx, id).await?;
            Some((caller.href(&format!("/surat/{id}")), surat.keadaan()))
        }
        None => None,
    };
    let langkah = store::list_langkah(&mut tx, id).await?.into_iter().map(|l| BarisLangkah {
        pada: saat_pendek(&caller, l.pada.timestamp()),
        keadaan: Keadaan::dari_kode(l.keadaan).map_or("", Keadaan::label),
        oleh: l.oleh_nama,
        catatan: l.catatan,
    });
    let langkah = langkah.collect();
    let jenis = p.find_jenis(&mut tx).await?;
    let semua_syarat = p.list_syarat(&mut tx).await?;
    let nama_syarat = |kode: &str| {
        semua_syarat.iter().find(|s| s.kode == kode).map_or_else(|| kode.to_owned(), |s| s.nama.clone())
    };
    let semua_foto = store::list_foto(&mut tx, id).await?;
    let alamat_foto =
        |f: &Foto| (format!("{}/foto/{}/pembukaan", alamat(&caller, id), f.id), nama_syarat(&f.syarat));
    let foto = semua_foto.iter().map(alamat_foto).collect();
    let syarat = syarat(&mut tx, (&p, &semua_syarat), &semua_foto).await?;
    let nilai = store::find_nilai(&mut tx, id).await?.map(|nilai| nilai.nilai);
    let mut kerja = caller.can(KERJA).then(|| kerja(&caller, &p, &semua_syarat));
    if let Some(kerja) = &mut kerja
        && kerja.dapat(Tindakan::Penyerahan.kode())
    {
        kerja.ikat = pesan::ajakan(&caller, &mut tx, p.dikabari()).await?;
    }
    let judul = format!("{} untuk {}", p.jenis_nama, p.orang_nama);
    ::web::html(&Halaman {
        page: caller.page(judul).back("Permohonan", caller.href("/permohonan")).noindex(),
        keadaan: p.keadaan(),
        isi: isi(&caller, &tx, &p, (jenis, nilai))?,
        jam: jam(&caller, &mut tx, id).await?,
        syarat,
        alasan: p.alasan.clone(),
        konfirmasi: konfirmasi::keterangan(&caller, &mut tx, &p).await?,
        surat,
        langkah,
        foto,
        csrf: caller.csrf().to_owned(),
        kunci: caller.request_key(),
        orang: caller.href(&format!("/surat/orang/{}", p.orang_id)),
        status: format!("{}{}", caller.app.settings().base_url, caller.href(&format!("/status/{}", p.token))),
        kerja,
    })
}

fn isi(
    caller: &Caller,
    tx: &ReadTx,
    p: &Permohonan,
    (jenis, nilai): (Option<&Jenis>, Option<i16>),
) -> db::Result<Vec<(String, String)>> {
    let isi = p.isi(tx)?;
    let mut baris = vec![
        ("Nomor".to_owned(), p.nomor()),
        (
            "Masuk".to_owned(),
            format!("{}, lewat {}", saat(caller, p.diajukan_pada.timestamp()), p.pintu().label()),
        ),
        ("Diajukan oleh".to_owned(), p.pemohon_nama.clone()),
        ("Petugas".to_owned(), p.petugas_nama.clone()),
        ("Suratnya".to_owned(), p.ambil().label().to_owned()),
        ("Diantar ke".to_owned(), isi.alamat),
    ];
    if let Some(jenis) = jenis {
        baris.extend(bidang::dijawab(jenis, &isi.ketikan));
    }
    baris.push(("Catatan".to_owned(), isi.catatan));
    baris.push(("Diterima oleh".to_owned(), p.diterima_oleh.clone()));
    baris.push(("Nilai dari pemohon".to_owned(), nilai.map(|n| format!("{n} dari 5")).unwrap_or_default()));
    baris.retain(|(_, isi)| !isi.is_empty());
    Ok(baris)
}

async fn jam(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> db::Result<Option<Jam>> {
    let Some((jam, kalender)) = waktu::find_dengan_kalender(tx, JAM, id).await? else { return Ok(None) };
    let sisa = jam.sisa(&kalender, caller.ctx.now);
    let tenggat = jam.tenggat_pada.map(|at| saat(caller, at.timestamp())).unwrap_or_default();
    let (kata, nada) = match jam.keadaan() {
        KeadaanJam::Selesai if sisa.is_negative() => {
            (format!("Lewat {} dari jatahnya", dalam_kata(sisa)), Tone::Bad)
        }
        KeadaanJam::Selesai => {
            let lama = jam.lama().map(dalam_kata).unwrap_or_default();
            (format!("Tepat waktu, {lama} pada jam kerja"), Tone::Good)
        }
        KeadaanJam::Jeda => (format!("Berhenti menunggu warga, sisa {}", dalam_kata(sisa)), Tone::Wait),
        KeadaanJam::Berjalan if sisa.is_negative() => (format!("Lewat {}", dalam_kata(sisa)), Tone::Bad),
        KeadaanJam::Berjalan => (format!("Sisa {}", dalam_kata(sisa)), jam.tahap().nada()),
    };
    Ok(Some(Jam { kata, tenggat, nada }))
}

/// Each requirement of the kind and how it stands.
async fn syarat(
    tx: &mut ReadTx,
    (p, semua): (&Permohonan, &[Syarat]),
    foto: &[Foto],
) -> db::Result<Vec<(String, &'static str, Tone)>> {
    let orang = kependudukan::find_subjek(tx, p.orang_id).await?;
    let ada = |kode: &str| p.syarat.split_whitespace().any(|lain| lain == kode);
    let baris = semua.iter().map(|s| {
        let tahu = s.periksa.zip(orang.as_ref()).is_some_and(|(periksa, orang)| diketahui(periksa, orang));
        let (kata, nada) = match (tahu, ada(&s.kode), s.wajib) {
            (true, ..) => ("Ada di data", Tone::Good),
            _ if foto.iter().any(|f| f.syarat == s.kode) => ("Ada fotonya", Tone::Good),
            (_, true, _) => ("Sudah dilihat", Tone::Good),
            (_, _, true) => ("Belum ada", Tone::Wait),
            _ => ("Bila ada", Tone::Plain),
        };
        (s.nama.clone(), kata, nada)
    });
    Ok(baris.collect())
}

fn kerja(caller: &Caller, p: &Permohonan, syarat: &[Syarat]) -> Kerja {
    let semua: Vec<Choice> = syarat.iter().map(|s| Choice::new(&s.kode, &s.nama)).collect();
    let diminta = semua.iter().filter(|c| p.kurang.split_whitespace().any(|kode| kode == c.value)).cloned();
    let diminta: Vec<Choice> = diminta.collect();
    let mut boleh: Vec<Tindakan> = Tindakan::SEMUA.into_iter().filter(|t| t.boleh(p.keadaan())).collect();
    if p.ambil() != Ambil::Antar {
        boleh.retain(|t| *t != Tindakan::Pengantaran);
    }
    if p.surat_id.is_some() {
        boleh.retain(|t| !matches!(t, Tindakan::Pemrosesan | Tindakan::Pembatalan));
    }
    let penerima = if p.pemohon_nama.is_empty() { &p.orang_nama } else { &p.pemohon_nama };
    let form = caller
        .form()
        .with(Field::new("kurang", "Yang kurang").choices(semua))
        .with(Field::new("ada", "Yang sudah dilengkapi").choices(diminta))
        .with(Field::new("catatan", "Keterangan").rows(2).autocomplete("off").optional())
        .with(Field::new("kepada", "Diterima oleh").value(penerima).autocomplete("off"))
        .with(Field::new("alasan", "Alasan").autocomplete("off"));
    let form = konfirmasi::tambah(form);
    Kerja {
        dasar: alamat(caller, p.id),
        versi: p.versi,
        form,
        boleh,
        sudah_surat: p.surat_id.is_some(),
        ikat: None,
    }
}
