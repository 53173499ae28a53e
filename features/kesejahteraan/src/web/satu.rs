use ::web::Caller;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;
use ui::Field;
use uuid::Uuid;

use super::masa;
use crate::store::{self, Penerima};
use crate::{Bantuan, Sasaran};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    cari: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "kesejahteraan/satu.html")]
struct Satu {
    page: ui::Page,
    isi: Vec<(&'static str, String)>,
    alamat: String,
    cari: Field,
    penerima: Vec<Baris>,
    paging: ui::Paging,
    jumlah: String,
    unduh: String,
}

struct Baris {
    nama: String,
    /// Empty for whom the register does not know.
    href: String,
    kartu: String,
}

pub(super) async fn get(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(pinta): Query<Pinta>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let b = store::find_bantuan(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let total = u64::try_from(store::count_penerima(&mut tx, id, &pinta.cari).await?).unwrap_or(0);
    let alamat = caller.href(&format!("/bantuan/{id}"));
    let paging = ui::Paging::new(alamat.as_str(), pinta.hal.parse().unwrap_or(1), total)
        .query([("cari", pinta.cari.as_str())]);
    let potongan = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX));
    let semua = store::list_penerima(&mut tx, id, &pinta.cari, potongan).await?;
    let keys = tx.keys().clone();
    let penerima = semua.into_iter().map(|p| baris(&caller, &keys, p)).collect::<db::Result<Vec<_>>>()?;
    let isi = keterangan(&b);
    ::web::html(&Satu {
        page: caller.page(b.nama).back("Bantuan sosial", caller.href("/bantuan")).noindex(),
        isi,
        cari: Field::new("cari", "Cari nama penerima")
            .value(&pinta.cari)
            .autocomplete("off")
            .attr("maxlength", "100"),
        penerima,
        jumlah: kamus::angka(i64::try_from(total).unwrap_or(i64::MAX)),
        paging,
        unduh: format!("{alamat}/unduh"),
        alamat,
    })
}

/// What a programme's page says of it; what is unknown is left out.
pub(super) fn keterangan(b: &Bantuan) -> Vec<(&'static str, String)> {
    let semua = [
        ("Untuk", Sasaran::dari_kode(b.sasaran).map_or("", Sasaran::label).to_owned()),
        ("Asal dana", b.asal_dana.clone()),
        ("Masa", masa(b.mulai, b.selesai)),
        ("Keterangan", b.keterangan.clone()),
    ];
    semua.into_iter().filter(|(_, isi)| !isi.is_empty()).collect()
}

fn baris(caller: &Caller, keys: &vault::UnitKeys, p: Penerima) -> db::Result<Baris> {
    let href = match (p.penduduk_id, p.lembaga_id) {
        (Some(id), _) => caller.href(&format!("/penduduk/{id}")),
        (None, Some(id)) => caller.href(&format!("/lembaga/{id}")),
        (None, None) => String::new(),
    };
    Ok(Baris { kartu: p.kartu(keys)?.map(|nomor| samar(&nomor)).unwrap_or_default(), nama: p.nama, href })
}

/// Only the last four signs of a card.
pub(super) fn samar(nomor: &str) -> String {
    let akhir: Vec<char> = nomor.chars().rev().take(4).collect();
    let sisa = nomor.chars().count().saturating_sub(4);
    format!("{}{}", "•".repeat(sisa.min(12)), akhir.into_iter().rev().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::samar;

    #[test]
    fn of_a_card_only_its_end_is_shown() {
        assert_eq!(samar("6013010012345678"), "••••••••••••5678");
        assert_eq!(samar("123"), "123");
        assert_eq!(samar(&"9".repeat(60)), format!("{}9999", "•".repeat(12)));
    }
}
