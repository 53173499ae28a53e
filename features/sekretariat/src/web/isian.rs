//! Reading fields of a form: each says what is wrong with it, and all are read.

use ::web::Form;
use jiff::civil::Date;

/// A line, its spaces tidied.
pub(super) fn rapi(kiriman: &Form, nama: &str) -> String {
    kiriman.text(nama).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line that must be there.
pub(super) fn wajib(form: &mut ui::Form, kiriman: &Form, nama: &str, terpanjang: usize) -> String {
    let isi = rapi(kiriman, nama);
    let label = form.field(nama).label.clone();
    match isi.chars().count() {
        0 => form.refuse(nama, format!("{label} belum diisi.")),
        n if n > terpanjang => form.refuse(nama, format!("{label} paling panjang {terpanjang} huruf.")),
        _ => {}
    }
    isi
}

/// A line that may be empty.
pub(super) fn boleh(form: &mut ui::Form, kiriman: &Form, nama: &str, terpanjang: usize) -> Option<String> {
    let isi = rapi(kiriman, nama);
    if isi.chars().count() > terpanjang {
        let label = form.field(nama).label.clone();
        form.refuse(nama, format!("{label} paling panjang {terpanjang} huruf."));
    }
    Some(isi).filter(|isi| !isi.is_empty())
}

/// Why something is done.
pub(super) fn alasan(form: &mut ui::Form, kiriman: &Form) -> String {
    let isi = rapi(kiriman, "alasan");
    match isi.chars().count() {
        0..3 => form.refuse("alasan", "Tulis alasannya, paling sedikit 3 huruf."),
        3..=300 => {}
        _ => form.refuse("alasan", "Alasan paling panjang 300 huruf."),
    }
    isi
}

/// A day that is not yet to come.
pub(super) fn hari(form: &mut ui::Form, kiriman: &Form, nama: &str, hari_ini: Date) -> Option<Date> {
    let label = form.field(nama).label.clone();
    match kamus::urai_tanggal(kiriman.text(nama)) {
        Ok(hari) if hari > hari_ini => {
            form.refuse(nama, format!("{label} tidak boleh sesudah hari ini. Periksa tahunnya."));
            None
        }
        Ok(hari) if hari.year() < 1945 => {
            form.refuse(nama, format!("{label} terlalu lama. Periksa tahunnya."));
            None
        }
        Ok(hari) => Some(hari),
        Err(galat) => {
            form.refuse(nama, format!("{label}: {galat}"));
            None
        }
    }
}

/// A code such as 400.12.2.1.
pub(super) fn klasifikasi(form: &mut ui::Form, kiriman: &Form, wajib: bool) -> Option<String> {
    let kode = rapi(kiriman, "klasifikasi");
    if kode.is_empty() {
        if wajib {
            form.refuse("klasifikasi", "Kode klasifikasi belum diisi.");
        }
        return None;
    }
    let benar = kode.len() <= 30
        && kode.split('.').all(|b| !b.is_empty() && b.len() <= 4 && b.bytes().all(|c| c.is_ascii_digit()))
        && kode.split('.').next().is_some_and(|awal| awal.len() == 3);
    if !benar {
        form.refuse("klasifikasi", "Kode klasifikasi berupa angka dan titik, misalnya 400.12.2 atau 005.");
    }
    Some(kode)
}

/// What lies in a letter's field of files, looked at; none where nothing was chosen.
pub(super) async fn pindaian(
    form: &mut ui::Form,
    kiriman: &Form,
) -> ::web::Result<Option<crate::pindai::Pindaian>> {
    let Some(unggahan) = kiriman.file("berkas") else { return Ok(None) };
    match crate::pindai::siapkan(unggahan.bytes.to_vec()).await {
        Ok(pindaian) => Ok(Some(pindaian)),
        Err(galat) => {
            let kalimat = super::kalimat(galat)?;
            form.refuse("berkas", kalimat);
            Ok(None)
        }
    }
}
