//! The questions of a letter that a resident can answer: its plain fields. What is more (tables, other people)
//! the office asks when it makes the letter.

use jiff::civil::Date;
use surat::jenis::{Isian, Jenis, JenisPokok, Tipe, periksa_isian};
use ui::{Choice, Field};

/// In front of a field's name, as the letter's own form has it.
pub(crate) const AWALAN: &str = "i_";

/// How a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rupa {
    Teks,
    Area,
    Tanggal,
    Pilihan,
}

fn rupa(isian: &Isian) -> Option<Rupa> {
    if matches!(isian.tipe, Tipe::Teks | Tipe::Angka | Tipe::Rupiah | Tipe::Jam | Tipe::Nik) {
        Some(Rupa::Teks)
    } else if isian.tipe == Tipe::Area {
        Some(Rupa::Area)
    } else if isian.tipe == Tipe::Tanggal {
        Some(Rupa::Tanggal)
    } else if isian.tipe == Tipe::Pilihan && !isian.pilihan.is_empty() {
        Some(Rupa::Pilihan)
    } else {
        None
    }
}

/// The name of the body that a letter is about, as the letter's own form has it.
const NAMA_LEMBAGA: &str = "o_nama";

/// A letter about a body: who asks is who answers for it, and the body is asked for by name.
fn tentang_lembaga(jenis: &Jenis) -> bool {
    jenis.pokok.jenis == JenisPokok::Lembaga
}

fn nama(isian: &Isian) -> String {
    format!("{AWALAN}{}", isian.nama)
}

/// Adds the questions to a form; gives their names and how each is asked.
pub(crate) fn tambah(mut form: ui::Form, jenis: &Jenis) -> (ui::Form, Vec<(String, Rupa)>) {
    let mut semua = Vec::new();
    if tentang_lembaga(jenis) {
        form = form.with(Field::new(NAMA_LEMBAGA, "Nama lembaga").autocomplete("off").optional());
        semua.push((NAMA_LEMBAGA.to_owned(), Rupa::Teks));
    }
    for isian in jenis.isian_untuk(tentang_lembaga(jenis)) {
        let Some(rupa) = rupa(isian) else { continue };
        let mut field = Field::new(nama(isian), &isian.label).autocomplete("off").optional();
        if let Some(petunjuk) = &isian.petunjuk {
            field = field.hint(petunjuk);
        }
        if rupa == Rupa::Pilihan {
            field = field.choices(isian.pilihan.iter().map(|p| Choice::new(&p.kode, &p.nama)).collect());
        }
        if rupa == Rupa::Area {
            field = field.rows(3);
        }
        form = form.with(field);
        semua.push((nama(isian), rupa));
    }
    (form, semua)
}

/// Reads the answers as the letter's form will take them; what was answered wrongly is marked. A question left
/// open stays open: the office asks again when it makes the letter.
pub(crate) fn baca(
    jenis: &Jenis,
    hari_ini: Date,
    kiriman: &web::Form,
    tampil: &mut ui::Form,
) -> Vec<(String, String)> {
    let ketik = |nama: &str| kiriman.text(&format!("{AWALAN}{nama}")).to_owned();
    let ketikan: Vec<(String, String)> =
        jenis.isian.iter().map(|isian| (isian.nama.clone(), ketik(&isian.nama))).collect();
    let cari = |nama: &str| ketikan.iter().find(|(lain, _)| lain == nama).map_or("", |(_, isi)| isi.as_str());
    let (_, temuan) = periksa_isian(jenis, hari_ini, cari);
    let mut hasil = Vec::new();
    let lembaga = kiriman.text(NAMA_LEMBAGA);
    if tentang_lembaga(jenis) && !lembaga.is_empty() {
        if lembaga.chars().count() > 200 {
            tampil.refuse(NAMA_LEMBAGA, "Nama lembaga paling panjang 200 huruf.");
        }
        hasil.push((NAMA_LEMBAGA.to_owned(), lembaga.to_owned()));
    }
    for isian in jenis.isian.iter().filter(|isian| rupa(isian).is_some()) {
        let isi = cari(&isian.nama);
        if isi.is_empty() {
            continue;
        }
        if let Some(salah) = temuan.iter().find(|temuan| temuan.nama == isian.nama) {
            tampil.refuse(&nama(isian), salah.kalimat.clone());
        }
        hasil.push((nama(isian), isi.to_owned()));
    }
    hasil
}

/// The answers with their questions, for a page.
pub(crate) fn dijawab(jenis: &Jenis, ketikan: &[(String, String)]) -> Vec<(String, String)> {
    let satu = |isian: &Isian| {
        let (_, isi) = ketikan.iter().find(|(lain, _)| *lain == nama(isian))?;
        let pilihan = isian.pilihan.iter().find(|p| p.kode == *isi).map(|p| p.nama.clone());
        Some((isian.label.clone(), pilihan.unwrap_or_else(|| isi.clone())))
    };
    let lembaga = ketikan.iter().find(|(lain, _)| lain == NAMA_LEMBAGA);
    let lembaga = lembaga.map(|(_, isi)| ("Nama lembaga".to_owned(), isi.clone()));
    lembaga.into_iter().chain(jenis.isian.iter().filter_map(satu)).collect()
}
