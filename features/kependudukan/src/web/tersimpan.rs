//! Filters that somebody keeps for themselves.

use axum::extract::Path;
use axum::response::Response;
use db::ReadTx;
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::saring::Saring;
use crate::store;

/// What the list shows of them.
pub(super) struct Tersimpan {
    pub(super) semua: Vec<Satu>,
    pub(super) saringan: Vec<(&'static str, String)>,
    pub(super) nama: Field,
    pub(super) aksi: String,
    pub(super) kunci: String,
}

pub(super) struct Satu {
    pub(super) nama: String,
    pub(super) href: String,
    pub(super) penghapusan: String,
    pub(super) kunci: String,
}

impl Tersimpan {
    pub(super) async fn baca(caller: &Caller, tx: &mut ReadTx, saring: &Saring) -> db::Result<Self> {
        let semua = match caller.ctx.user() {
            Some(pengguna) => store::list_saringan(tx, pengguna).await?,
            None => Vec::new(),
        };
        let satu = |s: store::Saringan| Satu {
            href: format!("{}?{}", caller.href("/penduduk"), s.kueri),
            penghapusan: caller.href(&format!("/penduduk/saringan/{}/penghapusan", s.id)),
            kunci: caller.request_key(),
            nama: s.nama,
        };
        Ok(Self {
            semua: semua.into_iter().map(satu).collect(),
            saringan: saring.tersimpan(),
            nama: Field::new("nama_saringan", "Simpan saringan ini dengan nama").attr("maxlength", "60"),
            aksi: caller.href("/penduduk/saringan"),
            kunci: caller.request_key(),
        })
    }

    /// There is something to keep.
    pub(super) fn dapat_disimpan(&self) -> bool {
        self.saringan.iter().any(|(nama, isi)| *nama != "urut" && !isi.is_empty())
    }
}

/// Keeps the filters under a name; the same name is overwritten.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    let saring = Saring::dari_form(&form);
    let alamat = saring.paging(caller.href("/penduduk"), 0).url(1);
    let kabar = |nada, kata: &str| Ok(web::see_other(&alamat, Some(Flash::new(nada, kata))));
    let nama = form.text("nama_saringan");
    if !(1..=60).contains(&nama.chars().count()) {
        return kabar(Tone::Wait, "Saringan belum disimpan: beri nama, paling panjang 60 huruf.");
    }
    if nama.bytes().filter(u8::is_ascii_digit).count() >= 10 {
        return kabar(Tone::Wait, "Saringan belum disimpan: namanya tidak boleh memuat NIK atau nomor KK.");
    }
    let kueri = alamat.split_once('?').map_or("", |(_, kueri)| kueri);
    form.request_key()?;
    let pengguna = caller.signed_in()?.pengguna.id;
    if !store::simpan_saringan(caller.app.db(), &caller.ctx, pengguna, (nama, kueri)).await? {
        return kabar(Tone::Wait, "Saringan belum disimpan: sudah ada 20. Hapus dulu yang tidak dipakai.");
    }
    kabar(Tone::Good, "Saringan disimpan. Hanya Anda yang melihatnya.")
}

pub(crate) async fn penghapusan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    form.request_key()?;
    let pengguna = caller.signed_in()?.pengguna.id;
    store::hapus_saringan(caller.app.db(), &caller.ctx, pengguna, id).await?;
    Ok(web::see_other(&caller.href("/penduduk"), Some(Flash::new(Tone::Good, "Saringan dihapus."))))
}
