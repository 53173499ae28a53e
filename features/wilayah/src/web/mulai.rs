//! The first hour of a unit, as a list of tasks.

use askama::Template;
use axum::response::Response;
use web::Caller;

use crate::langkah::{DaftarLangkah, Langkah, langkah};

#[derive(Template)]
#[template(path = "wilayah/mulai.html")]
struct Mulai {
    page: ui::Page,
    tugas: Vec<ui::Task>,
    selesai: u64,
    jumlah: u64,
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let mut steps: Vec<Langkah> =
        caller.app.find_service::<DaftarLangkah>().map_or_else(langkah, |list| list.0.clone());
    steps.sort_by_key(|step| step.urutan);
    let mut tx = caller.read().await?;
    let (mut tugas, mut selesai, mut next) = (Vec::new(), 0, true);
    for step in &steps {
        let done = (step.selesai)(&mut tx).await?;
        let (word, tone) = match (done, next) {
            (true, _) => ("Selesai", ui::Tone::Good),
            (false, true) => ("Berikutnya", ui::Tone::Wait),
            (false, false) => ("Belum", ui::Tone::Plain),
        };
        next &= done;
        selesai += u64::from(done);
        tugas.push(ui::Task::new(step.judul, word, tone).href(caller.href(step.path)).hint(step.keterangan));
    }
    let jumlah = tugas.len() as u64;
    web::html(&Mulai { page: caller.page("Mulai memakai Balai"), tugas, selesai, jumlah })
}
