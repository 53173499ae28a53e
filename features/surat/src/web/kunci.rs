//! A village's public keys: a page to read, to print and to hang up, and the same for programs.

use askama::Template;
use axum::Json;
use axum::response::{IntoResponse as _, Response};
use documents::Ecc;
use kamus::tanggal_panjang;
use tte::KunciPublik;
use web::{Caller, Result};

use super::pindai::{KunciJson, keadaan_kunci};

#[derive(Template)]
#[template(path = "surat/kunci.html")]
struct Halaman {
    page: ui::Page,
    kantor: String,
    alamat: String,
    pindai: String,
    qr: ui::Markup,
    json: String,
    kunci: Vec<Baris>,
}

struct Baris {
    sidik: String,
    masa: String,
    kata: &'static str,
    tone: ui::Tone,
}

/// The caller's village alone, newest first.
async fn milik(caller: &Caller) -> Result<Vec<KunciPublik>> {
    let mut tx = caller.read().await?;
    let semua = tte::list_kunci(&mut tx).await?;
    let unit = caller.ctx.unit.0;
    let satu = |kunci: tte::KunciPernyataan| KunciPublik {
        unit,
        kode: kunci.kode,
        publik: kunci.publik,
        dibuat_pada: kunci.dibuat_pada,
        diganti_pada: kunci.diganti_pada,
        bocor_pada: kunci.bocor_pada,
    };
    Ok(semua.into_iter().map(satu).collect())
}

fn baris(caller: &Caller, kunci: &KunciPublik) -> Baris {
    let hari = |pada: db::At| tanggal_panjang(caller.unit.zone.tanggal(pada.timestamp()));
    let (kata, tone) = match keadaan_kunci(kunci) {
        "aktif" => ("Dipakai sekarang", ui::Tone::Good),
        "diganti" => ("Sudah diganti; surat lamanya tetap dapat diperiksa", ui::Tone::Plain),
        _ => ("Bocor: jangan dipercaya", ui::Tone::Bad),
    };
    let sampai = kunci.diganti_pada.map(|pada| format!(" sampai {}", hari(pada))).unwrap_or_default();
    let masa = format!("sejak {}{sampai}", hari(kunci.dibuat_pada));
    Baris { sidik: kelompok(&tte::sidik_kunci(&kunci.publik.0)), masa, kata, tone }
}

/// In fours, easy to compare aloud.
fn kelompok(sidik: &str) -> String {
    let huruf: Vec<char> = sidik.to_uppercase().chars().collect();
    huruf.chunks(4).map(|empat| empat.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

pub(crate) async fn get(caller: Caller) -> Result<Response> {
    let semua = milik(&caller).await?;
    let unit = &caller.unit;
    let page = ui::Page::new("Kunci publik kantor")
        .contoh(caller.app.settings().contoh)
        .unit(unit.kind_word.clone(), unit.name.clone(), caller.href(""))
        .parent(unit.parent.clone())
        .logo(unit.logo.clone());
    let luar = |path: &str| format!("{}{path}", caller.app.settings().base_url);
    let alamat = luar(&caller.href("/kunci"));
    let qr = documents::qr_svg(&alamat, Ecc::Medium).unwrap_or_default();
    let qr = qr.replacen(
        "<svg ",
        "<svg class=\"b-qr\" role=\"img\" aria-label=\"Kode QR alamat halaman ini\" ",
        1,
    );
    web::html(&Halaman {
        kantor: format!("{} {}", unit.kind_word, unit.name),
        qr: ui::Markup::trusted(qr),
        pindai: luar("/pindai"),
        json: caller.href("/kunci.json"),
        kunci: semua.iter().map(|kunci| baris(&caller, kunci)).collect(),
        page,
        alamat,
    })
}

pub(crate) async fn json(caller: Caller) -> Result<Response> {
    let nama = format!("{} {}, {}", caller.unit.kind_word, caller.unit.name, caller.unit.parent);
    let semua = milik(&caller).await?;
    let kunci: Vec<KunciJson> = semua.iter().map(|kunci| KunciJson::baru(nama.clone(), kunci)).collect();
    Ok(Json(kunci).into_response())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_fingerprint_is_read_in_fours() {
        assert_eq!(super::kelompok("ab12cd34ef"), "AB12 CD34 EF");
    }
}
