//! A page that is one form: what it is about, its fields from the top down, one button.

use ::web::Caller;
use askama::Template;
use axum::response::Response;
use ui::Field;

/// How a field is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rupa {
    Teks,
    Tanggal,
    Area,
    Radio,
    Centang,
    Kotak,
    Berkas,
}

#[derive(Template)]
#[template(path = "sekretariat/borang.html")]
pub(super) struct Borang {
    pub(super) page: ui::Page,
    pub(super) form: ui::Form,
    rupa: Vec<Rupa>,
    aksi: String,
    tombol: &'static str,
    bahaya: bool,
    /// What is to be known beforehand.
    pengantar: String,
    tersembunyi: Vec<(&'static str, String)>,
}

impl Borang {
    /// `aksi` is the address within the unit.
    pub(super) fn baru(caller: &Caller, judul: impl Into<String>, aksi: &str, tombol: &'static str) -> Self {
        Self {
            page: caller.page(judul),
            form: caller.form(),
            rupa: Vec::new(),
            aksi: caller.href(aksi),
            tombol,
            bahaya: false,
            pengantar: String::new(),
            tersembunyi: Vec::new(),
        }
    }

    pub(super) fn kembali(mut self, label: &str, href: String) -> Self {
        self.page = self.page.back(label, href);
        self
    }

    pub(super) fn pengantar(mut self, kalimat: impl Into<String>) -> Self {
        self.pengantar = kalimat.into();
        self
    }

    pub(super) fn bahaya(mut self) -> Self {
        self.bahaya = true;
        self
    }

    pub(super) fn bawa(mut self, nama: &'static str, isi: impl Into<String>) -> Self {
        self.tersembunyi.push((nama, isi.into()));
        self
    }

    pub(super) fn dengan(mut self, rupa: Rupa, bidang: Field) -> Self {
        self.rupa.push(rupa);
        self.form = self.form.with(bidang);
        self
    }

    /// A field for why something is done.
    pub(super) fn alasan(self, petunjuk: &str) -> Self {
        self.dengan(Rupa::Area, Field::new("alasan", "Alasan").hint(petunjuk).rows(2))
    }

    /// A field for a scan.
    pub(super) fn pindaian(self, label: &str) -> Self {
        let bidang = Field::new("berkas", label)
            .hint("PDF, JPEG, atau PNG, paling besar 20 MB")
            .accept(".pdf,.jpg,.jpeg,.png")
            .optional();
        self.dengan(Rupa::Berkas, bidang)
    }

    pub(super) fn ketikan(&mut self, kiriman: &::web::Form) {
        self.form = std::mem::take(&mut self.form).fill(kiriman.typed());
    }

    pub(super) fn tampil(&self) -> ::web::Result<Response> {
        ::web::html(self)
    }

    /// With all that is wrong, and all that was typed.
    pub(super) fn tolak(mut self) -> ::web::Result<Response> {
        self.page = self.page.has_error(true);
        ::web::refused(&self)
    }

    fn bidang(&self) -> Vec<(Rupa, &Field)> {
        self.rupa.iter().copied().zip(self.form.fields()).collect()
    }

    fn berkas(&self) -> bool {
        self.rupa.contains(&Rupa::Berkas)
    }
}
