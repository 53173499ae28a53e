//! The word of an RT, an RW or a hamlet with a login of their own: what waits for it, and the answer.

use ::web::{Caller, Error, Form, TileData};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use ui::{Field, Flash, Tone};
use uuid::Uuid;

use super::{pelaku, saat};
use crate::alur::rapikan;
use crate::konfirmasi::{self, Ditanyakan, Putusan, bagian_penugasan, ditanyakan, perkara_sendiri};
use crate::store::konfirmasi::{self as simpanan, Bagian, Jawab, Konfirmasi};
use crate::store::{self, Permohonan};

/// The parts for which this caller answers.
fn bagian(caller: &Caller) -> Vec<Bagian> {
    let penugasan = caller.user.iter().flat_map(|user| &user.penugasan);
    penugasan.filter_map(bagian_penugasan).map(|(_, bagian)| bagian).collect()
}

/// All that waits for this caller's word, oldest first in each part.
async fn menunggu(caller: &Caller, tx: &mut ReadTx) -> db::Result<Vec<Konfirmasi>> {
    let mut semua = Vec::new();
    for bagian in bagian(caller) {
        semua.extend(simpanan::list_menunggu_bagian(tx, &bagian).await?);
    }
    Ok(semua)
}

#[derive(Template)]
#[template(path = "permohonan/jawab.html")]
struct Daftar {
    page: ui::Page,
    baris: Vec<Baris>,
    /// "RT 001 RW 002 Krajan"; empty where nobody was told for which part this login answers.
    bagian: String,
}

struct Baris {
    href: String,
    ditanyakan: Ditanyakan,
    sejak: String,
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let mut baris = Vec::new();
    for k in menunggu(&caller, &mut tx).await? {
        let p = store::get_permohonan(&mut tx, k.permohonan_id).await?;
        baris.push(Baris {
            href: caller.href(&format!("/konfirmasi/{}", k.id)),
            ditanyakan: ditanyakan(&mut tx, &p, &k).await?,
            sejak: saat(&caller, k.diminta_pada.timestamp()),
        });
    }
    let bagian: Vec<String> = bagian(&caller).iter().map(Bagian::nama).collect();
    ::web::html(&Daftar { page: caller.page("Konfirmasi warga"), baris, bagian: bagian.join("; ") })
}

#[derive(Template)]
#[template(path = "permohonan/jawab_satu.html")]
struct Satu {
    page: ui::Page,
    ditanyakan: Ditanyakan,
    nomor: String,
    sejak: String,
    /// Why this login cannot answer, or that somebody did.
    tutup: Option<String>,
    form: ui::Form,
    aksi: String,
}

/// A question that is put to this caller; any other does not exist.
async fn milik(caller: &Caller, tx: &mut ReadTx, id: Uuid) -> ::web::Result<(Konfirmasi, Permohonan)> {
    let k = simpanan::find_konfirmasi_id(tx, id).await?.ok_or(Error::NotFound)?;
    let dicari = (k.tingkat(), k.bagian());
    let penugasan = caller.user.iter().flat_map(|user| &user.penugasan);
    if !penugasan.filter_map(bagian_penugasan).any(|ada| ada == dicari) {
        return Err(Error::NotFound);
    }
    let p = store::get_permohonan(tx, k.permohonan_id).await?;
    Ok((k, p))
}

/// Why nothing can be answered here.
async fn tutup(
    caller: &Caller,
    tx: &mut ReadTx,
    (k, p): (&Konfirmasi, &Permohonan),
) -> ::web::Result<Option<String>> {
    Ok(match k.jawab() {
        Jawab::Menunggu if perkara_sendiri(tx, (p, k), &caller.signed_in()?.pengguna.nama).await? => Some(
            "Permohonan ini milik Anda sendiri atau ketua wilayahnya. Kantor yang memeriksanya; Anda tidak perlu \
             menjawab."
                .to_owned(),
        ),
        Jawab::Menunggu => None,
        Jawab::Benar => Some(format!("Sudah dikonfirmasi {}.", k.dijawab_nama)),
        Jawab::Bukan => Some(format!("Sudah dijawab {}: {}.", k.dijawab_nama, k.alasan)),
        Jawab::Gugur => Some("Permohonan ini sudah berakhir, jadi tidak perlu dijawab lagi.".to_owned()),
    })
}

fn formulir(caller: &Caller) -> ui::Form {
    let alasan = Field::new("alasan", "Mengapa bukan?")
        .hint("Misalnya: sudah pindah, tidak dikenal, alamatnya di RT lain. Hanya petugas yang membacanya.")
        .rows(2)
        .attr("maxlength", "300");
    caller.form().with(alasan)
}

async fn tampil(
    caller: &Caller,
    tx: &mut ReadTx,
    (k, p): (Konfirmasi, Permohonan),
    form: ui::Form,
) -> ::web::Result<Response> {
    let salah = form.has_error();
    let halaman = Satu {
        page: caller
            .page("Benar warga sini?")
            .back("Konfirmasi warga", caller.href("/konfirmasi"))
            .has_error(salah),
        ditanyakan: ditanyakan(tx, &p, &k).await?,
        nomor: p.nomor(),
        sejak: saat(caller, k.diminta_pada.timestamp()),
        tutup: tutup(caller, tx, (&k, &p)).await?,
        form,
        aksi: caller.href(&format!("/konfirmasi/{}", k.id)),
    };
    if salah { ::web::refused(&halaman) } else { ::web::html(&halaman) }
}

pub(super) async fn satu(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let milik = milik(&caller, &mut tx, id).await?;
    let form = formulir(&caller);
    tampil(&caller, &mut tx, milik, form).await
}

pub(super) async fn benar(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    putuskan(&caller, (id, &form), None).await
}

pub(super) async fn bukan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let alasan = rapikan(form.text("alasan"), 300);
    if alasan.chars().count() < 3 {
        let mut tx = caller.read().await?;
        let milik = milik(&caller, &mut tx, id).await?;
        let mut lagi = formulir(&caller).fill(form.typed());
        lagi.refuse("alasan", "Tulis mengapa ia bukan warga sini.");
        return tampil(&caller, &mut tx, milik, lagi).await;
    }
    putuskan(&caller, (id, &form), Some(alasan)).await
}

async fn putuskan(
    caller: &Caller,
    (id, form): (Uuid, &Form),
    bukan: Option<String>,
) -> ::web::Result<Response> {
    let target = caller.href("/konfirmasi");
    let mut tx = match caller.begin("konfirmasi_permohonan", form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let (k, mut p) = milik(caller, &mut tx, id).await?;
    if let Some(kalimat) = tutup(caller, &mut tx, (&k, &p)).await? {
        return Ok(::web::see_other(&target, Some(Flash::new(Tone::Bad, kalimat))));
    }
    let kalimat = match bukan {
        None => format!("Permohonan {} dikonfirmasi.", p.nomor()),
        Some(_) => format!("Jawaban untuk permohonan {} dicatat. Petugas memeriksanya.", p.nomor()),
    };
    let pengguna = pelaku(caller)?;
    let petugas = pengguna.clone();
    konfirmasi::putuskan(&mut tx, &mut p, Putusan::Akun { pengguna, bukan }, &petugas).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, kalimat))))
}

/// How many wait for this caller.
pub(super) async fn ubin(caller: &Caller) -> ::web::Result<Option<TileData>> {
    let banyak = menunggu(caller, &mut caller.read().await?).await?.len();
    Ok((banyak > 0).then(|| TileData {
        figure: banyak.to_string(),
        label: "warga menunggu konfirmasi Anda".to_owned(),
        note: "untuk permohonan surat".to_owned(),
        href: caller.href("/konfirmasi"),
        tone: Tone::Wait,
    }))
}
