//! The form of any kind of letter, built from its definition: one engine, no kind by name.

mod ambil;
mod baca;
mod bidang;
mod luar;

use ui::{Choice, Field, Form};
use uuid::Uuid;

use crate::atur::{Atur, Kantor};
use crate::jenis::{Cara, Jenis, JenisPokok, Tipe};
use crate::naskah::Kertas;
use crate::orang::Orang;
use crate::penandatangan::Bentuk;
use crate::store::{Isi, Surat};

pub(crate) use ambil::{POKOK, ambil, cari_pokok, isi_ketua, isi_pemohon, lepas_kosong};
pub(crate) use baca::{Terbaca, baca, ketikan_dari};
pub(crate) use bidang::{Bagian, CARI};
use luar::LEMBAGA;
use luar::Rupa;
pub(crate) use luar::{KETIK, ketikan_luar};

/// In front of the names of a kind's own fields.
pub(crate) const AWALAN: &str = "i_";

/// A letter's form as a page shows it.
#[derive(Debug)]
pub(crate) struct Borang {
    pub(crate) form: Form,
    /// The kind's own fields, in order.
    pub(crate) isian: Vec<Bagian>,
    /// Several people fit what was looked for: who was meant.
    pub(crate) calon: Option<Field>,
    /// The registered person or body; nobody when one is typed in.
    pub(crate) orang: Option<Orang>,
    /// What the page calls the one whom the letter is about.
    pub(crate) pokok: String,
    /// A name, and maybe a place, is typed in, not a person with all that belongs to them.
    pub(crate) bernama: bool,
    /// What else may be typed in: the value of [`KETIK`], and the words to lead there.
    pub(crate) lain: Option<(&'static str, &'static str)>,
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

/// What was typed into the boxes of a form, by their names on the page.
pub(crate) type Ketikan = [(String, String)];

/// Builds the empty form: the kind's first answers, the village's usual signer, and as many rows of its
/// tables as what is typed needs.
pub(crate) fn susun(form: Form, dasar: &Dasar<'_>, ketikan: &Ketikan) -> Borang {
    let Dasar { jenis, atur, kantor, orang } = dasar;
    let mut form = form;
    let ketik =
        |nama: &str| ketikan.iter().find(|(kunci, _)| kunci == nama).map_or("", |(_, nilai)| nilai.as_str());
    let rupa = Rupa::dari(jenis, ketik(KETIK));
    if orang.is_none() {
        form = luar::tambah(form, kantor, jenis, rupa);
    }
    let lembaga = orang.as_ref().map_or(rupa == Rupa::Lembaga, Orang::lembaga);
    let (mut form, isian) = bidang::tambah(form, dasar, lembaga, ketikan);
    let jawab = |nama: &str| ketik(&format!("{AWALAN}{nama}"));
    let (tahu, tanya): (Vec<_>, Vec<_>) = atur.syarat.iter().partition(|syarat| {
        let tahu = |periksa| orang.as_ref().is_some_and(|orang| jenis.diketahui(orang, jawab, periksa));
        syarat.periksa.is_some_and(tahu)
    });
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
        isian,
        calon: None,
        orang: orang.clone(),
        pokok: match (rupa, jenis.pokok.jenis) {
            (Rupa::Lembaga, JenisPokok::OrangAtauLembaga) => "Lembaganya",
            _ => jenis.pokok.label(),
        }
        .to_owned(),
        bernama: rupa != Rupa::Orang,
        lain: lain(jenis, rupa),
        sudah_ada: tahu.iter().map(|syarat| syarat.nama.clone()).collect(),
        ada_syarat: !tanya.is_empty(),
    }
}

fn lain(jenis: &Jenis, rupa: Rupa) -> Option<(&'static str, &'static str)> {
    let lain = match rupa {
        Rupa::Lembaga => ("", "Ketik orang, bukan lembaga"),
        _ => (LEMBAGA, "Ketik lembaga, bukan orang"),
    };
    (jenis.pokok.jenis == JenisPokok::OrangAtauLembaga).then_some(lain)
}

impl Borang {
    /// Whether the place of what has only a name is asked too.
    pub(crate) fn bertempat(&self) -> bool {
        self.form.fields().iter().any(|field| field.name == "o_alamat")
    }

    /// Whether this box offers the people found rather than asking for a name.
    pub(crate) fn menawarkan(&self, nama: &str) -> Option<&Field> {
        self.calon.as_ref().filter(|calon| calon.name == nama)
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
        let ada = |nama: &str| !isi.nilai.teks(nama).is_empty();
        for daun in isian.daun(isian.baris_terisi(&ada)) {
            let teks = match daun.tipe {
                Tipe::Tanggal => isi.nilai.tanggal(&daun.nama).map(kamus::tanggal_pendek).unwrap_or_default(),
                _ => isi.nilai.teks(&daun.nama).to_owned(),
            };
            if !teks.is_empty() {
                ketikan.push((format!("{AWALAN}{}", daun.nama), teks));
            }
        }
    }
    if orang.diketik() {
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
