//! The office's work list of proposals.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use db::{Once, Where, WriteTx};
use serde::Deserialize;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::super::{halaman, jumlah, potongan};
use super::{BarisUsulan, baris, keadaan, usulan::rincian};
use crate::peristiwa::macam_dari_alamat;
use crate::store;
use crate::usulan_warga::{self, GalatUsulan, JenisUsulan, KeadaanUsulan, UsulanWarga};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    /// Empty for what waits.
    keadaan: String,
    jenis: String,
    dusun: String,
    hal: String,
}

impl Saring {
    fn keadaan(&self) -> KeadaanUsulan {
        KeadaanUsulan::dari_kata(&self.keadaan).unwrap_or(KeadaanUsulan::Menunggu)
    }

    fn pasangan(&self, keadaan: KeadaanUsulan) -> [(&'static str, String); 3] {
        let keadaan = keadaan.kata().to_owned();
        [("keadaan", keadaan), ("jenis", self.jenis.clone()), ("dusun", self.dusun.clone())]
    }

    fn tempat(&self) -> Where {
        let jenis = JenisUsulan::dari_kata(&self.jenis).map(JenisUsulan::kode);
        let dusun = Some(self.dusun.clone()).filter(|dusun| !dusun.is_empty());
        Where::new().and_some("jenis = ?", jenis).and_some("dusun = ?", dusun)
    }
}

#[derive(Template)]
#[template(path = "kependudukan/usulan_warga.html")]
struct Daftar {
    page: ui::Page,
    tab: Vec<ui::MenuItem>,
    alamat: String,
    keadaan: &'static str,
    jenis: Field,
    dusun: Field,
    baris: Vec<BarisUsulan>,
    paging: ui::Paging,
}

pub(super) async fn daftar(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let pilihan = saring.keadaan();
    let alamat = caller.href("/usulan-warga");
    let (tab, total) = tab(&mut tx, &saring, &alamat).await?;
    let paging =
        ui::Paging::new(alamat.as_str(), halaman(&saring.hal), jumlah(total)).query(saring.pasangan(pilihan));
    let syarat = store::filter_keadaan_usulan(saring.tempat(), pilihan);
    let terbaru = pilihan != KeadaanUsulan::Menunggu;
    let mut isi = Vec::new();
    for u in store::daftar_usulan_warga(&mut tx, syarat, terbaru, potongan(&paging)).await? {
        isi.push(baris(&mut tx, &u, format!("{alamat}/{}", u.id)).await?);
    }
    let mut dusun: Vec<String> = wilayah::list_bagian(&mut tx).await?.into_iter().map(|b| b.dusun).collect();
    dusun.sort_unstable();
    dusun.dedup();
    let mut pilihan_dusun = vec![Choice::new("", "Semua")];
    pilihan_dusun.extend(dusun.into_iter().filter(|d| !d.is_empty()).map(|d| Choice::new(d.clone(), d)));
    let mut pilihan_jenis = vec![Choice::new("", "Semua jenis")];
    pilihan_jenis.extend(JenisUsulan::SEMUA.map(|j| Choice::new(j.kata(), j.label())));
    web::html(&Daftar {
        page: caller.page("Usulan dari wilayah"),
        tab,
        keadaan: pilihan.kata(),
        jenis: Field::new("jenis", "Jenis").choices(pilihan_jenis).value(saring.jenis),
        dusun: Field::new("dusun", "Dusun").choices(pilihan_dusun).value(saring.dusun),
        baris: isi,
        paging,
        alamat,
    })
}

/// One tab for each state with its number, and the number of the chosen one.
async fn tab(tx: &mut db::ReadTx, saring: &Saring, alamat: &str) -> db::Result<(Vec<ui::MenuItem>, i64)> {
    let (mut tab, mut total) = (Vec::new(), 0);
    for (satu, label) in [
        (KeadaanUsulan::Menunggu, "Menunggu"),
        (KeadaanUsulan::Diterima, "Diterima"),
        (KeadaanUsulan::Dikembalikan, "Dikembalikan"),
        (KeadaanUsulan::Ditolak, "Ditolak"),
    ] {
        let syarat = store::filter_keadaan_usulan(saring.tempat(), satu);
        let banyak = store::count_usulan_warga(tx, syarat).await?;
        let dipilih = satu == saring.keadaan();
        if dipilih {
            total = banyak;
        }
        let href = ui::Paging::new(alamat, 1, 0).query(saring.pasangan(satu)).url(1);
        let item = ui::MenuItem::new(label, href).active(dipilih);
        tab.push(item.count(u32::try_from(banyak).unwrap_or(u32::MAX)));
    }
    Ok((tab, total))
}

#[derive(Template)]
#[template(path = "kependudukan/usulan_warga_satu.html")]
struct Halaman {
    page: ui::Page,
    keadaan: &'static str,
    nada: Tone,
    isi: Vec<(&'static str, String)>,
    pengusul: String,
    jawaban: String,
    foto: String,
    orang: String,
    /// Only while it waits.
    form: Option<ui::Form>,
    putusan: String,
    /// What happens next, in words.
    terima: &'static str,
    /// Only while it is accepted but not yet written down.
    lanjut: Option<String>,
    penyelesaian: Option<String>,
    kunci: String,
}

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let form = formulir(&caller);
    web::html(&satu(&caller, id, form).await?)
}

fn formulir(caller: &Caller) -> ui::Form {
    let alasan = Field::new("alasan", "Jawaban untuk pengusul").rows(3).optional();
    caller.form().with(alasan.hint("Wajib bila dikembalikan atau ditolak; pengusul membacanya"))
}

async fn satu(caller: &Caller, id: Uuid, form: ui::Form) -> web::Result<Halaman> {
    let mut tx = caller.read().await?;
    let u = store::find_usulan_warga(&mut tx, id, Where::new()).await?.ok_or(web::Error::NotFound)?;
    let isi = rincian(caller, &mut tx, &u).await?;
    let pengusul = access::store::find_pengguna(&mut tx, u.pengusul_id).await?;
    let (kata, nada) = keadaan(&u);
    let alamat = caller.href(&format!("/usulan-warga/{id}"));
    let orang = u.penduduk_id.map(|id| caller.href(&format!("/penduduk/{id}")));
    let sedang = u.sedang_dicatat();
    Ok(Halaman {
        page: caller
            .page(u.jenis().label())
            .back("Usulan dari wilayah", caller.href("/usulan-warga"))
            .noindex()
            .has_error(form.has_error()),
        keadaan: kata,
        nada,
        isi,
        pengusul: pengusul.map_or_else(|| "–".to_owned(), |p| p.nama),
        jawaban: u.jawaban(tx.keys())?,
        foto: u.foto_id.map_or_else(String::new, |_| format!("{alamat}/foto")),
        orang: orang.unwrap_or_default(),
        form: (u.keadaan() == KeadaanUsulan::Menunggu).then_some(form),
        putusan: format!("{alamat}/putusan"),
        terima: match u.jenis() {
            JenisUsulan::Alamat => "Terima dan ubah alamat tinggalnya",
            JenisUsulan::Lainnya => "Terima",
            _ => "Terima dan buka formulirnya",
        },
        lanjut: sedang.then(|| formulir_lanjut(caller, &u)).flatten(),
        penyelesaian: sedang.then(|| format!("{alamat}/penyelesaian")),
        kunci: caller.request_key(),
    })
}

/// Where an accepted proposal is written into the register.
fn formulir_lanjut(caller: &Caller, u: &UsulanWarga) -> Option<String> {
    if u.jenis() == JenisUsulan::Sementara {
        return Some(caller.href(&format!("/penduduk-sementara/baru?usulan={}", u.id)));
    }
    // A kind without a form of its own leads to the choice of forms.
    let macam = macam_dari_alamat(u.jenis().peristiwa()?);
    let macam = macam.map(|macam| format!("/{}", macam.alamat)).unwrap_or_default();
    let orang = u.penduduk_id.map(|id| format!("orang={id}&")).unwrap_or_default();
    Some(caller.href(&format!("/peristiwa/baru{macam}?{orang}usulan={}", u.id)))
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let putusan = form.text("putusan");
    let alasan = form.text("alasan");
    let mut tampil = formulir(&caller).fill(form.typed());
    if putusan != "terima" && alasan.chars().count() < 3 {
        tampil.refuse("alasan", "Tulis alasannya supaya pengusul tahu apa yang kurang.");
    }
    if alasan.chars().count() > 1_000 {
        tampil.refuse("alasan", "Paling panjang 1.000 huruf.");
    }
    if !matches!(putusan, "terima" | "kembalikan" | "tolak") {
        tampil.refuse("", "Pilih salah satu: terima, kembalikan, atau tolak.");
    }
    if tampil.has_error() {
        return web::refused(&satu(&caller, id, tampil).await?);
    }
    let halaman = caller.href(&format!("/usulan-warga/{id}"));
    let mut tx = caller.write("putusan_usulan_warga").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &halaman).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    let u = putuskan(&mut tx, id, putusan, (alasan, caller.today())).await.map_err(gagal)?;
    tx.commit().await?;
    let kabar = match u.keadaan() {
        KeadaanUsulan::Dikembalikan => "Usulan dikembalikan ke pengusul.",
        KeadaanUsulan::Ditolak => "Usulan ditolak.",
        _ if u.selesai_pada.is_some() => "Usulan diterima dan alamat tinggalnya sudah diubah.",
        _ => "Usulan diterima. Catat peristiwanya di sini.",
    };
    let lanjut = u.sedang_dicatat().then(|| formulir_lanjut(&caller, &u)).flatten();
    Ok(web::see_other(&lanjut.unwrap_or(halaman), Some(Flash::new(Tone::Good, kabar))))
}

async fn putuskan(
    tx: &mut WriteTx,
    id: Uuid,
    putusan: &str,
    (alasan, hari_ini): (&str, jiff::civil::Date),
) -> Result<UsulanWarga, GalatUsulan> {
    match putusan {
        "terima" => usulan_warga::terima(tx, id, hari_ini).await,
        "kembalikan" => usulan_warga::kembalikan(tx, id, alasan).await,
        _ => usulan_warga::tolak(tx, id, alasan).await,
    }
}

/// The event was written down.
pub(super) async fn selesai(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let halaman = caller.href(&format!("/usulan-warga/{id}"));
    let mut tx = caller.write("penyelesaian_usulan_warga").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &halaman).await? {
        return Ok(web::see_other(&tujuan, None));
    }
    usulan_warga::selesaikan(&mut tx, id, None).await.map_err(gagal)?;
    tx.commit().await?;
    Ok(web::see_other(&halaman, Some(Flash::new(Tone::Good, "Usulan ini selesai dicatat."))))
}

fn gagal(galat: GalatUsulan) -> web::Error {
    match galat {
        GalatUsulan::Db(db::Error::NotFound(_)) => web::Error::NotFound,
        GalatUsulan::Db(galat) => galat.into(),
        lain => web::Error::Conflict(lain.to_string()),
    }
}
