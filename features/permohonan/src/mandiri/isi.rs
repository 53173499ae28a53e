//! Asking for one kind of letter in one's own pages.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{Once, ReadTx};
use surat::Katalog;
use surat::jenis::{Jenis, Syarat};
use ui::{Choice, Field, Flash, Tone};

use super::web::{Pinta, halaman, pihak, pribadi, tamu};
use crate::alur::{self, Berlaku, Pengajuan};
use crate::bidang::{self, Rupa};
use crate::keadaan::{Ambil, Pintu};
use crate::keluarga::{self, Pihak, TERBANYAK};
use crate::store::{Isi, Pelaku};

#[derive(Template)]
#[template(path = "permohonan/mandiri_isi.html")]
struct HalamanIsi {
    page: ui::Page,
    /// None where the kind does not fit, for the reason that is told.
    form: Option<ui::Form>,
    sebab: Vec<String>,
    bidang: Vec<(String, Rupa)>,
    kurang: Vec<String>,
    /// The member of the family whom it is about: id and name.
    untuk: Option<(String, String)>,
    aksi: String,
    dasar: String,
}

/// What is asked for, and for whom.
struct Permintaan {
    jenis: &'static Jenis,
    syarat: Vec<Syarat>,
    pihak: Pihak,
}

impl Permintaan {
    /// A kind that this guest may ask for without coming; any other does not exist.
    async fn baca(caller: &Caller, tx: &mut ReadTx, (kode, untuk): (&str, &str)) -> ::web::Result<Self> {
        let tamu = tamu(caller).await?;
        let pihak = pihak(tx, tamu, untuk).await?;
        let jenis = Katalog::baca(tx).await?.ditawarkan().find(|jenis| jenis.kode == kode);
        let jenis = jenis.filter(|jenis| pihak.boleh(jenis, caller.today())).ok_or(Error::NotFound)?;
        let syarat = Berlaku::baca(tx, jenis).await?.syarat;
        Ok(Self { jenis, syarat, pihak })
    }

    /// Why it cannot be asked for. What the register knows of a member is not told to who asks for them.
    fn halangan(&self, caller: &Caller) -> Vec<String> {
        let semua = self.pihak.tak_cocok(self.jenis, caller.today());
        match self.pihak.untuk() {
            Some((_, nama)) if !semua.is_empty() => vec![format!(
                "Surat ini tidak dapat diminta dari sini untuk {nama}. Silakan bertanya di kantor."
            )],
            _ => semua,
        }
    }

    fn form(&self, caller: &Caller) -> (ui::Form, Vec<(String, Rupa)>) {
        let (form, bidang) = bidang::tambah(caller.form(), self.jenis);
        let boleh = |ambil: &Ambil| self.pihak.boleh_ambil(*ambil, caller.today());
        let ambil = Ambil::SEMUA.into_iter().filter(boleh);
        let ambil = ambil.map(|ambil| Choice::new(ambil.kode().to_string(), ambil.label()));
        let form = form
            .with(Field::new("ambil", "Suratnya").choices(ambil.collect()).value("1"))
            .with(Field::new("alamat", "Diantar ke").rows(2).optional());
        (form, bidang)
    }

    fn halaman(&self, caller: &Caller, form: Option<ui::Form>, bidang: Vec<(String, Rupa)>) -> HalamanIsi {
        let dasar = caller.href("/mandiri");
        let kurang = alur::syarat_kurang(&self.syarat, self.pihak.subjek(), &[]);
        let untuk = self.pihak.untuk().map(|(id, nama)| (id.to_string(), nama.to_owned()));
        let kembali = untuk.as_ref().map_or_else(|| dasar.clone(), |(id, _)| format!("{dasar}?untuk={id}"));
        HalamanIsi {
            page: halaman(caller, self.jenis.nama.clone())
                .back("Layanan Mandiri", kembali.clone())
                .has_error(form.as_ref().is_some_and(ui::Form::has_error)),
            form,
            sebab: Vec::new(),
            bidang,
            kurang: kurang.iter().map(|s| s.nama.clone()).collect(),
            untuk,
            aksi: format!("{dasar}/surat/{}", self.jenis.kode),
            dasar: kembali,
        }
    }
}

pub(crate) async fn get(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    Query(pinta): Query<Pinta>,
) -> ::web::Result<Response> {
    let permintaan = Permintaan::baca(&caller, &mut caller.read().await?, (&kode, &pinta.untuk)).await?;
    let sebab = permintaan.halangan(&caller);
    if !sebab.is_empty() {
        return pribadi(&HalamanIsi { sebab, ..permintaan.halaman(&caller, None, Vec::new()) }, false);
    }
    let (form, bidang) = permintaan.form(&caller);
    pribadi(&permintaan.halaman(&caller, Some(form), bidang), false)
}

/// What was chosen and typed, or the form with what is wrong in it.
fn baca(caller: &Caller, permintaan: &Permintaan, form: &Form) -> Result<(Ambil, Isi), Box<HalamanIsi>> {
    let (borang, bidang) = permintaan.form(caller);
    let mut tampil = borang.fill(form.typed());
    let ketikan = bidang::baca(permintaan.jenis, caller.today(), form, &mut tampil);
    let ambil = form.text("ambil").parse().ok().and_then(Ambil::dari_kode);
    let ambil = ambil.filter(|ambil| permintaan.pihak.boleh_ambil(*ambil, caller.today()));
    let alamat = alur::rapikan(form.text("alamat"), 300);
    if ambil.is_none() {
        tampil.refuse("ambil", "Pilih bagaimana surat sampai kepada Anda.");
    }
    if ambil == Some(Ambil::Antar) && alamat.is_empty() {
        tampil.refuse("alamat", "Tulis ke mana surat diantar.");
    }
    match ambil {
        Some(ambil) if !tampil.has_error() => Ok((ambil, Isi { ketikan, alamat, catatan: String::new() })),
        _ => Err(Box::new(permintaan.halaman(caller, Some(tampil), bidang))),
    }
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
    form: Form,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let permintaan = Permintaan::baca(&caller, &mut tx, (&kode, form.text("untuk"))).await?;
    drop(tx);
    let sebab = permintaan.halangan(&caller);
    if !sebab.is_empty() {
        return pribadi(&HalamanIsi { sebab, ..permintaan.halaman(&caller, None, Vec::new()) }, true);
    }
    let (ambil, isi) = match baca(&caller, &permintaan, &form) {
        Ok(dibaca) => dibaca,
        Err(halaman) => return pribadi(&*halaman, true),
    };
    let target = caller.href("/mandiri");
    let mut tx = caller.write("pengajuan_permohonan").await?;
    if let Once::Again(target) = tx.once(form.request_key()?, &target).await? {
        return Ok(::web::see_other(&target, None));
    }
    let jalan = keluarga::berjalan(&mut tx, tamu(&caller).await?).await?;
    if jalan >= TERBANYAK {
        let kalimat =
            format!("Masih ada {jalan} permohonan Anda yang berjalan. Tunggu salah satunya selesai dulu.");
        return Ok(::web::see_other(&target, Some(Flash::new(Tone::Bad, kalimat))));
    }
    let jenis = permintaan.jenis;
    let (orang, pemohon, pemohon_id) = permintaan.pihak.pisah();
    let pengajuan = Pengajuan {
        pintu: Pintu::Mandiri,
        jenis,
        orang,
        pemohon,
        pemohon_id,
        isi,
        syarat: Vec::new(),
        ambil,
        pengantar: None,
    };
    let p = alur::ajukan(&mut tx, pengajuan, &Pelaku::default()).await?;
    tx.commit().await?;
    let kabar = Flash::new(Tone::Good, format!("Permohonan {} sudah masuk.", p.nomor()));
    Ok(::web::see_other(&target, Some(kabar)))
}
