//! Every component in every state, on one page. Developers look here before they invent something new.

use askama::Template;

use crate::{Choice, Field, Form, Page, Paging};

#[derive(Template)]
#[template(path = "ui/galeri.html")]
struct Gallery {
    page: Page,
    form: Form,
    paging: Paging,
}

/// The gallery in a frame of the caller's.
pub fn gallery_page(page: Page) -> String {
    let form = Form::new("csrf-contoh", "kunci-contoh")
        .with(Field::new("nama", "Nama lengkap").hint("Seperti di KTP"))
        .with(Field::new("agama", "Agama").choices(Choice::list([("1", "Islam"), ("2", "Kristen")])));
    Gallery { page, form, paging: Paging::new("/galeri", 3, 14_023).query([("cari", "siti")]) }
        .render()
        .expect("the gallery writes to memory and has no failing value")
}

/// The gallery with a page of its own.
pub fn gallery() -> String {
    gallery_page(Page::new("Galeri").unit("Kalurahan", "Sukamaju", "/3402139001"))
}
