//! One click in the browser: make a backup, see its age, print the recovery sheet.

use askama::Template;
use axum::response::Response;
use web::{Caller, Feature, Form, Grant, Guard, Menu, Permission, Role, Tile, TileData, TileFuture};

use super::arsip;
use crate::config::Home;

const CADANGAN: Permission = Permission("cadangan.buat");

pub fn feature() -> Feature {
    let mut feature = Feature::new("cadangan");
    feature.routes = vec![
        web::get("/{kode}/cadangan", Guard::Needs(CADANGAN), get),
        web::post("/{kode}/cadangan", Guard::Needs(CADANGAN), post).limited(6),
    ];
    feature.menu = vec![Menu {
        label: "Cadangan",
        path: "/cadangan",
        icon: "cadangan",
        group: "Pengaturan",
        guard: Guard::Needs(CADANGAN),
        order: 900,
    }];
    feature.roles = vec![
        Grant { role: Role::Admin, permissions: &[CADANGAN] },
        Grant { role: Role::Operator, permissions: &[CADANGAN] },
    ];
    feature.tiles = vec![Tile { guard: Guard::Needs(CADANGAN), order: 900, load: tile }];
    feature
}

#[derive(Template)]
#[template(path = "balai/cadangan.html")]
struct Cadangan {
    page: ui::Page,
    request_key: String,
    folder: String,
    umur: String,
    daftar: Vec<Baris>,
}

struct Baris {
    nama: String,
    ukuran: String,
}

async fn get(caller: Caller) -> web::Result<Response> {
    let folder = caller.app.service::<Home>().backups();
    let daftar = arsip::daftar(&folder)
        .into_iter()
        .take(31)
        .map(|(path, size)| Baris {
            nama: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            ukuran: format!("{} kB", ui::thousands(i64::try_from(size / 1024).unwrap_or(i64::MAX))),
        })
        .collect();
    web::html(&Cadangan {
        page: caller.page("Cadangan"),
        request_key: caller.request_key(),
        folder: folder.display().to_string(),
        umur: umur(&caller, &folder).unwrap_or_else(|| "belum pernah".to_owned()),
        daftar,
    })
}

async fn post(caller: Caller, _form: Form) -> web::Result<Response> {
    let home = caller.app.service::<Home>();
    let made = arsip::buat(home, caller.app.db(), &home.backups(), caller.ctx.now).await;
    let flash = match made {
        Ok(_) => ui::Flash::new(ui::Tone::Good, "Cadangan selesai dibuat dan tersegel."),
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "backup failed");
            ui::Flash::new(
                ui::Tone::Bad,
                format!("Cadangan gagal dibuat: {error}. Periksa folder dan sisa ruangnya."),
            )
        }
    };
    Ok(web::see_other(&caller.href("/cadangan"), Some(flash)))
}

/// "3 jam yang lalu", or nothing where there is no backup.
fn umur(caller: &Caller, folder: &std::path::Path) -> Option<String> {
    let hours = caller.ctx.now.duration_since(arsip::terbaru(folder)?).as_hours();
    Some(match hours {
        ..=0 => "kurang dari satu jam yang lalu".to_owned(),
        1..=47 => format!("{hours} jam yang lalu"),
        _ => format!("{} hari yang lalu", hours / 24),
    })
}

/// The same age, short enough for a figure.
fn figure(caller: &Caller, folder: &std::path::Path) -> String {
    let Some(at) = arsip::terbaru(folder) else { return "Belum ada".to_owned() };
    match caller.ctx.now.duration_since(at).as_hours() {
        ..=0 => "< 1 jam".to_owned(),
        hours @ 1..=47 => format!("{hours} jam"),
        hours => format!("{} hari", hours / 24),
    }
}

fn tile(caller: &Caller) -> TileFuture<'_> {
    Box::pin(async move {
        let Some(home) = caller.app.find_service::<Home>() else { return Ok(None) };
        let folder = home.backups();
        let fresh =
            arsip::terbaru(&folder).is_some_and(|at| caller.ctx.now.duration_since(at).as_hours() < 48);
        Ok(Some(TileData {
            figure: figure(caller, &folder),
            label: "Cadangan terakhir".to_owned(),
            note: if fresh { "yang lalu".to_owned() } else { "Buat cadangan sekarang.".to_owned() },
            href: caller.href("/cadangan"),
            tone: if fresh { ui::Tone::Good } else { ui::Tone::Wait },
        }))
    })
}
