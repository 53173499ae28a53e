//! A destruction of archives: proposed here, decided by somebody else, told in minutes.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use files::FileStore;
use serde_json::json;
use uuid::Uuid;

use super::{isian, pelaku, saat};
use crate::keadaan::{Arsip, KeadaanMusnah};
use crate::retensi::{self, Usul};
use crate::store::{self, PemusnahanIsi};
use crate::{CATAT, MUSNAHKAN};

const BERITA: &str = include_str!("../../naskah/berita_acara.typ");

pub(super) async fn usulkan(caller: Caller, form: Form) -> ::web::Result<Response> {
    let mut halaman = super::retensi::halaman(&caller, "").await?;
    halaman.form = halaman.form.fill(form.typed());
    let tampil = &mut halaman.form;
    let arsip: Vec<Uuid> = form.all("arsip").filter_map(|id| id.parse().ok()).collect();
    if arsip.is_empty() {
        tampil.refuse("", "Centang paling sedikit satu arsip.");
    }
    let nomor = isian::wajib(tampil, &form, "nomor", 100);
    let tanggal = isian::hari(tampil, &form, "tanggal", caller.today());
    let cara = isian::wajib(tampil, &form, "cara", 100);
    let saksi = isian::wajib(tampil, &form, "saksi", 300);
    let (Some(tanggal), false) = (tanggal, tampil.has_error()) else {
        halaman.page = halaman.page.has_error(true);
        return ::web::refused(&halaman);
    };
    let target = caller.href("/retensi");
    let mut tx = match caller.begin("usul_pemusnahan", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let usul = Usul { nomor, tanggal, cara, saksi, arsip };
    retensi::usulkan(&mut tx, usul, caller.today(), &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(
        &target,
        "Usul pemusnahan tersimpan dan menunggu keputusan pimpinan. Belum ada yang hilang.",
    ))
}

#[derive(Template)]
#[template(path = "sekretariat/musnah.html")]
struct Halaman {
    page: ui::Page,
    keadaan: KeadaanMusnah,
    isi: Vec<(&'static str, String)>,
    baris: Vec<PemusnahanIsi>,
    alamat: String,
    boleh_laksana: bool,
    boleh_tarik: bool,
    kunci: (String, String),
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = store::get_pemusnahan(&mut tx, id).await?;
    let baris = store::list_pemusnahan_isi(&mut tx, id).await?;
    let keadaan = KeadaanMusnah::dari_kode(p.keadaan).unwrap_or(KeadaanMusnah::Diusulkan);
    let menunggu = keadaan == KeadaanMusnah::Diusulkan;
    let sendiri = p.diusulkan_oleh == caller.ctx.user();
    let mut isi = vec![
        ("Tanggal", kamus::tanggal_panjang(p.tanggal.0)),
        ("Cara", p.cara),
        ("Saksi", p.saksi),
        ("Diusulkan oleh", p.diusulkan_nama),
    ];
    if let (Some(oleh), Some(pada)) = (p.diputus_nama, p.diputus_pada) {
        isi.push((keadaan.label(), format!("{oleh}, {}", saat(&caller, pada))));
    }
    ::web::html(&Halaman {
        page: caller
            .page(format!("Pemusnahan arsip {}", p.nomor))
            .back("Retensi arsip", caller.href("/retensi")),
        keadaan,
        isi,
        baris,
        alamat: caller.href(&format!("/retensi/pemusnahan/{id}")),
        boleh_laksana: menunggu && !sendiri && caller.can(MUSNAHKAN),
        boleh_tarik: menunggu && (caller.can(CATAT) || caller.can(MUSNAHKAN)),
        kunci: (caller.request_key(), caller.request_key()),
    })
}

pub(super) async fn laksanakan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    if !form.text("yakin").eq_ignore_ascii_case("musnahkan") {
        return Err(Error::Refused(
            "Ketik kata MUSNAHKAN untuk memastikan. Pindaian yang hilang tidak dapat dikembalikan."
                .to_owned(),
        ));
    }
    let target = caller.href(&format!("/retensi/pemusnahan/{id}"));
    let mut tx = match caller.begin("pemusnahan_arsip", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let berkas = caller.app.service::<FileStore>();
    let hilang = retensi::laksanakan(&mut tx, berkas, id, &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(
        &target,
        format!("Arsip dimusnahkan, {hilang} pindaian dihapus. Baris agendanya tetap."),
    ))
}

pub(super) async fn tarik(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    if !caller.can(CATAT) && !caller.can(MUSNAHKAN) {
        return Err(Error::NotFound);
    }
    let target = caller.href(&format!("/retensi/pemusnahan/{id}"));
    let mut tx = match caller.begin("penarikan_usul_musnah", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    retensi::tarik(&mut tx, id, &pelaku(&caller)?).await?;
    tx.commit().await?;
    Ok(super::berhasil(&target, "Usul ditarik; arsipnya tetap."))
}

/// The minutes on paper. While nobody has decided they are a draft.
pub(super) async fn berita_acara(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let p = store::get_pemusnahan(&mut tx, id).await?;
    let isi = store::list_pemusnahan_isi(&mut tx, id).await?;
    let pengesah = wilayah::pengesah(&mut tx, p.tanggal.0).await?;
    let kepala = pengesah.kepala(p.tanggal.0, caller.app.settings().contoh);
    let laksana = p.keadaan == KeadaanMusnah::Dilaksanakan.kode();
    let baris: Vec<_> = isi
        .iter()
        .map(|i| {
            let arsip = Arsip::dari_kode(i.arsip).map_or("", Arsip::label);
            let tanggal = kamus::tanggal_pendek(i.tanggal.0);
            json!([arsip, i.nomor, tanggal, i.klasifikasi, i.uraian, i.retensi])
        })
        .collect();
    let data = json!({
        "kepala": register::kepala(&kepala),
        "nomor": p.nomor,
        "hari": kamus::nama_hari(p.tanggal.0),
        "tanggal": kamus::tanggal_panjang(p.tanggal.0),
        "cara": p.cara,
        "saksi": p.saksi.split(',').map(str::trim).filter(|s| !s.is_empty()).collect::<Vec<_>>(),
        "pengusul": p.diusulkan_nama,
        "pemutus": p.diputus_nama.unwrap_or_default(),
        "rancangan": !laksana,
        "baris": baris,
    });
    let job = register::job(BERITA, "Berita acara pemusnahan arsip", &kepala).data(&data);
    let isi = super::susun(&caller, job).await?;
    Ok(super::kirim_unduhan(
        register::PDF,
        &format!("berita-acara-{}-{}.pdf", caller.ctx.unit, p.tanggal.0),
        isi,
    ))
}
