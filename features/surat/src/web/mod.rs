//! The screens of this room.

mod agenda;
mod atur;
mod baru;
mod berkas;
mod bersama;
mod daftar;
mod draf;
mod isi;
mod jenis_baru;
mod kiriman;
mod kukuh;
mod kunci;
mod lama;
mod lembaga;
mod loket;
mod manual;
mod naskah;
mod nomor;
mod paraf;
mod pengambilan;
mod perubahan;
mod pindai;
mod pokok;
mod surat;
mod tanda_tangan;
mod tindakan;
mod tugas;
mod verifikasi;

use uuid::Uuid;
use web::{Caller, Error, Feature, Guard, Menu, Result, Role, get, post};

use crate::alur::{Meja, Terlihat};
use crate::store::{self, Pelaku};
use crate::{AGENDA, ATUR, BUAT, LIHAT, PARAF, PENGUKUHAN, TANDATANGAN, TERBIT};

/// The largest PDF or scan taken.
const UNGGAHAN: usize = 20 << 20;

pub(crate) fn routes() -> Vec<web::Route> {
    let needs = Guard::Needs;
    let mut routes = vec![
        get("/{kode}/surat", needs(LIHAT), daftar::get),
        post("/{kode}/surat", needs(LIHAT), daftar::post),
        get("/{kode}/surat/tugas", needs(LIHAT), tugas::get),
        get("/{kode}/surat/paraf", needs(PARAF), paraf::get),
        post("/{kode}/surat/paraf", needs(PARAF), paraf::post),
        get("/{kode}/surat/penandatanganan", needs(TANDATANGAN), bersama::get),
        post("/{kode}/surat/penandatanganan", needs(TANDATANGAN), bersama::post).limited(20),
        get("/{kode}/surat/agenda", needs(AGENDA), agenda::get),
        get("/{kode}/surat/baru", needs(BUAT), baru::get),
        post("/{kode}/surat/baru", needs(BUAT), baru::post),
        get("/{kode}/surat/orang/{id}", needs(BUAT), baru::orang),
        get("/{kode}/surat/lembaga/{id}", needs(BUAT), lembaga::get),
        get("/{kode}/surat/baru/{jenis}", needs(BUAT), isi::get),
        post("/{kode}/surat/baru/{jenis}", needs(BUAT), isi::post),
        post("/{kode}/surat/baru/{jenis}/pratinjau", needs(BUAT), isi::pratinjau),
        post("/{kode}/surat/baru/{jenis}/draf", needs(BUAT), draf::post),
        post("/{kode}/surat/draf/{id}/penghapusan", needs(BUAT), draf::hapus),
        get("/{kode}/surat/manual", needs(BUAT), manual::get),
        post("/{kode}/surat/manual", needs(BUAT), manual::post),
        get("/{kode}/atur-surat", needs(ATUR), atur::get),
        get("/{kode}/surat/loket", needs(BUAT), loket::get),
        get("/{kode}/surat/loket/baru", needs(BUAT), loket::baru),
        post("/{kode}/surat/loket/baru", needs(BUAT), loket::catat),
        post("/{kode}/surat/loket/{id}/pembatalan", needs(BUAT), loket::batalkan),
        get("/{kode}/atur-surat/baru", needs(ATUR), jenis_baru::baru),
        post("/{kode}/atur-surat/baru", needs(ATUR), jenis_baru::buat),
        get("/{kode}/atur-surat/{jenis}/naskah", needs(ATUR), naskah::get),
        post("/{kode}/atur-surat/{jenis}/naskah", needs(ATUR), naskah::simpan),
        post("/{kode}/atur-surat/{jenis}/naskah/pratinjau", needs(ATUR), naskah::pratinjau),
        post("/{kode}/atur-surat/{jenis}/naskah/penerbitan", needs(ATUR), naskah::terbitkan),
        get("/{kode}/atur-surat/{jenis}", needs(ATUR), atur::jenis),
        post("/{kode}/atur-surat/{jenis}", needs(ATUR), atur::simpan),
        get("/{kode}/nomor-surat", needs(ATUR), nomor::get),
        post("/{kode}/nomor-surat", needs(ATUR), nomor::post),
        get("/v/{token}", Guard::Public, verifikasi::get).limited(30),
        post("/v/{token}", Guard::Public, verifikasi::post).limited(10).upload(UNGGAHAN),
    ];
    routes.extend(lama::routes());
    routes.extend(kukuh::routes());
    routes.extend(routes_of_a_letter());
    routes.extend(routes_without_network());
    routes
}

/// What the scanner needs while it has a line, and the page on which a village shows its keys.
fn routes_without_network() -> Vec<web::Route> {
    vec![
        get("/pindai", Guard::Public, pindai::get),
        get("/pindai/pekerja.js", Guard::Public, pindai::pekerja),
        get("/pindai/kunci.json", Guard::Public, pindai::kunci).limited(60),
        get("/v/{token}/keadaan", Guard::Public, pindai::keadaan).limited(60),
        get("/{kode}/kunci", Guard::Public, kunci::get),
        get("/{kode}/kunci.json", Guard::Public, kunci::json).limited(60),
    ]
}

fn routes_of_a_letter() -> Vec<web::Route> {
    let needs = Guard::Needs;
    vec![
        get("/{kode}/surat/{id}", needs(LIHAT), surat::get),
        get("/{kode}/surat/{id}/gambar", needs(LIHAT), berkas::gambar),
        get("/{kode}/surat/{id}/naskah", needs(LIHAT), berkas::naskah),
        get("/{kode}/surat/{id}/terbitan", needs(LIHAT), berkas::terbitan),
        get("/{kode}/surat/{id}/pindaian", needs(LIHAT), berkas::pindaian),
        get("/{kode}/surat/{id}/cetak", needs(LIHAT), berkas::cetak),
        get("/{kode}/surat/{id}/perubahan", needs(BUAT), perubahan::get),
        post("/{kode}/surat/{id}/perubahan", needs(BUAT), perubahan::post),
        post("/{kode}/surat/{id}/paraf", needs(PARAF), tindakan::paraf),
        post("/{kode}/surat/{id}/penerbitan", needs(TERBIT), tindakan::penerbitan),
        get("/{kode}/surat/{id}/pengembalian", needs(PARAF), tindakan::pengembalian),
        post("/{kode}/surat/{id}/pengembalian", needs(PARAF), tindakan::kembalikan),
        get("/{kode}/surat/{id}/pembatalan", needs(BUAT), tindakan::pembatalan),
        post("/{kode}/surat/{id}/pembatalan", needs(BUAT), tindakan::batalkan),
        get("/{kode}/surat/{id}/pengambilan", needs(BUAT), pengambilan::get),
        post("/{kode}/surat/{id}/pengambilan", needs(BUAT), pengambilan::post),
        get("/{kode}/surat/{id}/pencabutan", needs(TERBIT), tindakan::pencabutan),
        post("/{kode}/surat/{id}/pencabutan", needs(TERBIT), tindakan::cabut),
        get("/{kode}/surat/{id}/penandatanganan", needs(TANDATANGAN), tanda_tangan::get),
        post("/{kode}/surat/{id}/penandatanganan", needs(TANDATANGAN), tanda_tangan::post),
        post("/{kode}/surat/{id}/penelusuran", needs(TANDATANGAN), tanda_tangan::telusuri).limited(20),
        post("/{kode}/surat/{id}/pengiriman", needs(TERBIT), kiriman::kirim),
        post("/{kode}/surat/{id}/pengakuan", needs(TERBIT), kiriman::akui),
        post("/{kode}/surat/{id}/penarikan", needs(TERBIT), kiriman::tarik),
        // Calls SADEWA.
        post("/{kode}/surat/{id}/pemeriksaan", needs(TERBIT), kiriman::periksa).limited(20),
        post("/{kode}/surat/{id}/unggahan", needs(TERBIT), tanda_tangan::unggah).upload(UNGGAHAN),
        post("/{kode}/surat/{id}/pemindaian", needs(TERBIT), tanda_tangan::pindai).upload(UNGGAHAN),
    ]
}

pub(crate) fn fill(f: &mut Feature) {
    let entry = |label, path, icon, group, guard, order| Menu {
        label,
        path,
        icon,
        group,
        guard: Guard::Needs(guard),
        order,
    };
    f.routes = routes();
    f.menu = vec![
        entry("Surat", "/surat", "surat", "Layanan", LIHAT, 200),
        kukuh::menu(),
        entry("Atur surat", "/atur-surat", "atur", "Pengaturan", ATUR, 900),
    ];
    f.tiles.push(kukuh::tile());
    f.roles = vec![
        web::Grant { role: Role::Operator, permissions: &[LIHAT, BUAT, TERBIT, AGENDA, ATUR, PENGUKUHAN] },
        web::Grant { role: Role::Verifikator, permissions: &[LIHAT, PARAF, AGENDA] },
        web::Grant {
            role: Role::Penandatangan,
            permissions: &[LIHAT, PARAF, TANDATANGAN, TERBIT, AGENDA, PENGUKUHAN],
        },
        web::Grant { role: Role::Camat, permissions: &[PENGUKUHAN] },
    ];
}

/// Who acts, for the history of a letter.
pub(crate) fn meja(caller: &Caller) -> Result<Meja> {
    let pengguna = &caller.signed_in()?.pengguna;
    Ok(Meja {
        pelaku: Pelaku { id: Some(pengguna.id), nama: pengguna.nama.clone() },
        base_url: caller.app.settings().base_url.clone(),
    })
}

/// The letter as the sender of this form saw it.
pub(crate) fn terlihat(id: Uuid, form: &web::Form) -> Result<Terlihat> {
    let versi = form
        .text("versi")
        .parse()
        .map_err(|_| Error::Refused("Formulir tidak lengkap. Buka lagi suratnya, lalu ulangi.".to_owned()))?;
    Ok(Terlihat { id, versi })
}

/// The address of a letter.
pub(crate) fn alamat(caller: &Caller, id: Uuid) -> String {
    caller.href(&format!("/surat/{id}"))
}

/// The sentence of a refusal, to stand in the form that was refused. Whatever else went wrong ends the
/// request.
pub(crate) fn kalimat(error: crate::Error) -> Result<String> {
    match error.into() {
        Error::Refused(kalimat) => Ok(kalimat),
        lain => Err(lain),
    }
}

/// Whether what this form asks for was done already and issued the letter: the second of two clicks.
pub(crate) async fn sudah_terbit(caller: &Caller, terlihat: Terlihat) -> Result<bool> {
    let surat = store::get_surat(&mut caller.read().await?, terlihat.id).await?;
    Ok(surat.terbit_pada.is_some() && surat.versi.checked_sub(1) == Some(terlihat.versi))
}

/// Leads on with good news.
pub(crate) fn berhasil(target: &str, kalimat: impl Into<String>) -> axum::response::Response {
    web::see_other(target, Some(ui::Flash::new(ui::Tone::Good, kalimat)))
}

/// A date and time as the office reads them: "2 Maret 2026 pukul 09.05 WIB".
pub(crate) fn saat(caller: &Caller, at: db::At) -> String {
    let (zona, saat) = (caller.unit.zone, at.timestamp());
    format!("{} pukul {}", kamus::tanggal_panjang(zona.tanggal(saat)), zona.jam_menit(saat))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_refusal_is_said_in_its_form() {
        let refused = crate::Error::Ditolak("Nomor sudah dipakai.".to_owned());
        assert_eq!(kalimat(refused).ok().as_deref(), Some("Nomor sudah dipakai."));
        let lost = || db::Error::NotFound("nomor_penghitung");
        for error in [
            crate::Error::Db(lost()),
            crate::Error::Nomor(::nomor::Error::Db(lost())),
            crate::Error::Terlambat("Surat ini sudah terbit.".to_owned()),
            crate::Error::Berkas(files::Error::DiskPenuh),
        ] {
            assert!(kalimat(error).is_err());
        }
    }
}
