//! The form of any kind of letter, built from its definition: one engine, no kind by name.

mod baca;
mod luar;

use ui::{Choice, Field, Form};
use uuid::Uuid;

use crate::atur::{Atur, Kantor};
use crate::jenis::{Cara, Isian, Jenis, Periksa, Tipe};
use crate::naskah::Kertas;
use crate::orang::{Orang, Tercatat};
use crate::penandatangan::Bentuk;
use crate::store::{Isi, Surat};

pub(crate) use baca::{Terbaca, baca};
pub(crate) use luar::ketikan_luar;

/// In front of the names of a kind's own fields.
pub(crate) const AWALAN: &str = "i_";

/// A letter's form as a page shows it.
#[derive(Debug)]
pub(crate) struct Borang {
    pub(crate) form: Form,
    /// Names and types of the kind's own fields, in order.
    pub(crate) isian: Vec<(String, Tipe)>,
    /// The registered person; nobody when one is typed in.
    pub(crate) orang: Option<Orang>,
    /// Requirements that the register fulfils by itself.
    pub(crate) sudah_ada: Vec<String>,
    /// Whether `syarat` has anything to tick.
    pub(crate) ada_syarat: bool,
}

/// What the form is made from.
#[derive(Debug)]
pub(crate) struct Dasar<'a> {
    pub(crate) jenis: &'static Jenis,
    pub(crate) atur: &'a Atur,
    pub(crate) kantor: &'a Kantor,
    pub(crate) orang: Option<Orang>,
}

/// Builds the empty form: the kind's first answers, the village's usual signer.
pub(crate) fn susun(form: Form, dasar: &Dasar<'_>) -> Borang {
    let Dasar { jenis, atur, kantor, orang } = dasar;
    let mut form = form;
    if orang.is_none() {
        form = luar::tambah(form, kantor);
    }
    for isian in &jenis.isian {
        form = form.with(bidang(isian, orang.as_ref(), kantor));
    }
    let diketahui = |periksa: Periksa| {
        orang.as_ref().is_some_and(|orang| match periksa {
            Periksa::Nik => orang.nik.is_some(),
            Periksa::NoKk => orang.no_kk.is_some(),
        })
    };
    let (tahu, tanya): (Vec<_>, Vec<_>) =
        jenis.syarat.iter().partition(|syarat| syarat.periksa.is_some_and(diketahui));
    let pilihan = tanya.iter().map(|syarat| {
        let pilihan = Choice::new(&syarat.kode, &syarat.nama);
        if syarat.wajib { pilihan } else { pilihan.hint("Bila ada") }
    });
    form = form
        .with(Field::new("syarat", "Yang dibawa pemohon").choices(pilihan.collect()))
        .with(penandatangan(atur, kantor))
        .with(cara(atur.cara))
        .with(kertas(atur.kertas))
        .with(rangkap(atur.rangkap));
    Borang {
        form,
        isian: jenis.isian.iter().map(|isian| (nama(isian), isian.tipe)).collect(),
        orang: orang.clone(),
        sudah_ada: tahu.iter().map(|syarat| syarat.nama.clone()).collect(),
        ada_syarat: !tanya.is_empty(),
    }
}

fn nama(isian: &Isian) -> String {
    format!("{AWALAN}{}", isian.nama)
}

fn bidang(isian: &Isian, orang: Option<&Orang>, kantor: &Kantor) -> Field {
    let mut field = Field::new(nama(isian), &isian.label);
    if let Some(petunjuk) = &isian.petunjuk {
        field = field.hint(petunjuk);
    }
    if !isian.wajib {
        field = field.optional();
    }
    field = match isian.tipe {
        Tipe::Pilihan => field.choices(isian.pilihan.iter().map(|p| Choice::new(&p.kode, &p.nama)).collect()),
        Tipe::Angka => field.numeric().width(12),
        Tipe::Area => field.rows(3),
        Tipe::Tanggal => field.width(12),
        Tipe::Teks => field,
    };
    let warga = orang.filter(|orang| orang.tercatat == Tercatat::Penduduk);
    match (isian.awal.as_deref(), warga) {
        (Some("alamat"), Some(warga)) => {
            field.value(warga.alamat_lengkap(kantor.sebutan.dusun.unwrap_or("Dusun")))
        }
        _ => field,
    }
}

/// "id:form" of a signer, as the select sends it.
pub(crate) fn nilai_penandatangan(id: Uuid, bentuk: Bentuk) -> String {
    format!("{id}:{}", bentuk.kode())
}

/// Everyone who may sign today, in every form they may sign in.
pub(crate) fn pilihan_penandatangan(kantor: &Kantor) -> Vec<Choice> {
    let satu = |pejabat: &wilayah::Pejabat| {
        let pejabat = pejabat.clone();
        Kantor::bentuk_untuk(&pejabat).into_iter().map(move |bentuk| {
            let ttd = kantor.penandatangan(&pejabat, bentuk);
            Choice::new(nilai_penandatangan(pejabat.id, bentuk), format!("{} – {}", ttd.selaku(), ttd.nama))
        })
    };
    kantor.pejabat.iter().flat_map(satu).collect()
}

pub(crate) fn penandatangan(atur: &Atur, kantor: &Kantor) -> Field {
    let biasa = atur.penandatangan_id.and_then(|id| kantor.find(id)).or_else(|| kantor.kepala());
    let field = Field::new("penandatangan", "Penanda tangan").choices(pilihan_penandatangan(kantor));
    let Some(pejabat) = biasa else { return field };
    let boleh = Kantor::bentuk_untuk(pejabat);
    let bentuk = boleh.iter().find(|bentuk| **bentuk == atur.bentuk).or(boleh.first());
    match bentuk {
        Some(bentuk) => field.value(nilai_penandatangan(pejabat.id, *bentuk)),
        None => field,
    }
}

pub(crate) fn cara(cara: Cara) -> Field {
    let pilihan = Cara::SEMUA.iter().map(|cara| Choice::new(cara.kode().to_string(), cara.label()));
    Field::new("cara", "Cara tanda tangan").choices(pilihan.collect()).value(cara.kode().to_string())
}

pub(crate) fn kertas(kertas: Kertas) -> Field {
    let pilihan = [Kertas::F4, Kertas::A4].map(|kertas| (kertas.kode(), kertas.kode()));
    Field::new("kertas", "Kertas").choices(Choice::list(pilihan)).value(kertas.kode())
}

pub(crate) fn rangkap(rangkap: i16) -> Field {
    let pilihan = [("1", "Satu"), ("2", "Rangkap dua")];
    Field::new("rangkap", "Cetak").choices(Choice::list(pilihan)).value(rangkap.clamp(1, 2).to_string())
}

/// What a stored letter would have had typed in its form, to make it again or to change it.
pub(crate) fn ketikan(surat: &Surat, orang: &Orang, isi: &Isi) -> Vec<(String, String)> {
    let mut ketikan: Vec<(String, String)> = Vec::new();
    for isian in &surat.jenis().isian {
        let teks = isi.nilai.teks(&isian.nama);
        let teks = match isian.tipe {
            Tipe::Tanggal => isi.nilai.tanggal(&isian.nama).map(kamus::tanggal_pendek).unwrap_or_default(),
            _ => teks.to_owned(),
        };
        if !teks.is_empty() {
            ketikan.push((nama(isian), teks));
        }
    }
    if orang.tercatat == Tercatat::Luar {
        ketikan.extend(ketikan_luar(orang));
    }
    ketikan
}

/// As [`ketikan`], with the choices about printing and signing: for changing a returned letter.
pub(crate) fn ketikan_lengkap(surat: &Surat, orang: &Orang, isi: &Isi) -> Vec<(String, String)> {
    let mut ketikan = ketikan(surat, orang, isi);
    ketikan.extend(isi.syarat.iter().map(|kode| ("syarat".to_owned(), kode.clone())));
    ketikan.push(("penandatangan".into(), nilai_penandatangan(surat.penandatangan_id, surat.bentuk())));
    ketikan.push(("cara".into(), surat.cara.to_string()));
    ketikan.push(("kertas".into(), surat.kertas.clone()));
    ketikan.push(("rangkap".into(), surat.rangkap.to_string()));
    ketikan
}
