//! The list of users of a unit.

use std::collections::HashMap;

use access::{Role, store};
use askama::Template;
use axum::response::Response;
use uuid::Uuid;
use web::Caller;

#[derive(Template)]
#[template(path = "pengguna/daftar.html")]
struct Daftar {
    page: ui::Page,
    baru: String,
    baris: Vec<Baris>,
}

struct Baris {
    href: String,
    nama: String,
    login: String,
    peran: String,
    keadaan: &'static str,
    tone: ui::Tone,
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let pengguna = store::list_pengguna(&mut tx).await?;
    let mut peran: HashMap<Uuid, Vec<Role>> = HashMap::new();
    for tugas in store::list_all_penugasan(&mut tx).await? {
        if let Some(role) = tugas.role().filter(|_| tugas.is_current(caller.today())) {
            let roles = peran.entry(tugas.pengguna_id).or_default();
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
    }
    let baris = pengguna.iter().map(|p| {
        let mut roles = peran.remove(&p.id).unwrap_or_default();
        roles.sort_unstable();
        let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
        let (keadaan, tone) = if !p.aktif {
            ("Nonaktif", ui::Tone::Plain)
        } else if labels.is_empty() {
            ("Tanpa tugas", ui::Tone::Wait)
        } else if p.wajib_ganti_sandi {
            ("Belum ganti sandi", ui::Tone::Wait)
        } else {
            ("Aktif", ui::Tone::Good)
        };
        Baris {
            href: caller.href(&format!("/pengguna/{}", p.id)),
            nama: p.nama.clone(),
            login: p.login.clone(),
            peran: if labels.is_empty() { "–".to_owned() } else { labels.join(", ") },
            keadaan,
            tone,
        }
    });
    let baris = baris.collect();
    web::html(&Daftar { page: caller.page("Pengguna"), baru: caller.href("/pengguna/baru"), baris })
}
