//! Which provider carries the messages. Off until somebody chooses one; secrets are sealed and never shown again.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::response::Response;
use db::{Once, WriteTx};
use jiff::SignedDuration;
use kamus::Telepon;
use ui::{Choice, Field, Flash, Tone};

use crate::entitas::{AturPesan, Rahasia};
use crate::kerja;
use crate::penyedia::{Alamat, Bahan, Isi, Jenis, gowa, penyedia};
use crate::store::{self, keluar};

#[derive(Template)]
#[template(path = "pesan/atur.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    uji: ui::Form,
    aksi: String,
    aksi_uji: String,
    aksi_lanjut: String,
    /// Where the provider delivers to.
    pintu: Vec<(&'static str, String)>,
    henti: Option<String>,
    menyala: bool,
    kunci: String,
}

const TERSIMPAN: &str = "Kosongkan bila tidak berubah";

fn formulir(caller: &Caller, atur: &AturPesan, rahasia: &Rahasia) -> ui::Form {
    let sandi = |nama: &str, label: &str, ada: bool| {
        let isian = Field::new(nama, label).autocomplete("off");
        if ada { isian.hint(TERSIMPAN) } else { isian }
    };
    let pilihan = [("0", "Tidak ada"), ("1", Jenis::Meta.label()), ("2", Jenis::Gowa.label())];
    caller
        .form()
        .with(
            Field::new("penyedia", "Penyedia")
                .choices(Choice::list(pilihan))
                .value(atur.penyedia.to_string()),
        )
        .with(
            Field::new("nomor_kantor", "Nomor WhatsApp kantor")
                .value(&atur.nomor_kantor)
                .numeric()
                .hint("Yang tertulis di poster")
                .optional(),
        )
        .with(
            Field::new("alamat", "Alamat server GOWA")
                .value(&rahasia.alamat)
                .hint("Misalnya http://127.0.0.1:3000. Untuk Meta kosongkan")
                .optional(),
        )
        .with(
            Field::new("nomor_id", "ID nomor")
                .value(&rahasia.nomor_id)
                .hint("Meta: Phone number ID. GOWA: Device ID bila lebih dari satu")
                .optional(),
        )
        .with(sandi("token", "Token", !rahasia.token.is_empty()).optional())
        .with(sandi("rahasia", "Rahasia tanda tangan", !rahasia.rahasia.is_empty()).optional())
        .with(
            Field::new("verifikasi", "Kata verifikasi (Meta)")
                .value(&rahasia.verifikasi)
                .autocomplete("off")
                .optional(),
        )
        .with(Field::new("templat_kode", "Nama templat kode (Meta)").value(&rahasia.templat_kode).optional())
        .with(
            Field::new("templat_kabar", "Nama templat kabar (Meta)").value(&rahasia.templat_kabar).optional(),
        )
}

fn formulir_uji(caller: &Caller) -> ui::Form {
    caller.form().with(
        Field::new("nomor", "Nomor tujuan").numeric().hint("Misalnya 0812 0000 0001").autocomplete("off"),
    )
}

fn halaman(caller: &Caller, atur: &AturPesan, form: ui::Form, uji: ui::Form) -> Halaman {
    let dasar = &caller.app.settings().base_url;
    let pintu = |label, akhir: &str| (label, format!("{dasar}{}", caller.href(akhir)));
    Halaman {
        page: caller.page("Penyedia WhatsApp").has_error(form.has_error() || uji.has_error()),
        form,
        uji,
        aksi: caller.href("/pesan/atur"),
        aksi_uji: caller.href("/pesan/atur/uji"),
        aksi_lanjut: caller.href("/pesan/atur/pelanjutan"),
        pintu: vec![pintu("Meta", "/wa/meta"), pintu("GOWA", "/wa/gowa")],
        henti: atur
            .dihentikan_pada
            .map(|pada| format!("Sejak {}: {}", super::saat(caller, pada.timestamp()), atur.sebab_henti)),
        menyala: atur.jenis().is_some(),
        kunci: caller.request_key(),
    }
}

async fn baca(caller: &Caller) -> ::web::Result<(AturPesan, Rahasia)> {
    let mut tx = caller.read().await?;
    let atur = store::find_atur(&mut tx).await?.unwrap_or_else(|| AturPesan::mati(&caller.ctx));
    let rahasia = atur.rahasia(tx.keys());
    Ok((atur, rahasia))
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    let (atur, rahasia) = baca(&caller).await?;
    let form = formulir(&caller, &atur, &rahasia);
    ::web::html(&halaman(&caller, &atur, form, formulir_uji(&caller)))
}

/// What was typed, over what is kept: an empty secret means that it stays.
fn isian(form: &Form, lama: &Rahasia) -> Rahasia {
    let tetap = |nama: &str, lama: &str| form.some(nama).unwrap_or(lama).to_owned();
    let apa_adanya = |nama: &str| form.text(nama).to_owned();
    Rahasia {
        alamat: form.text("alamat").trim_end_matches('/').to_owned(),
        nomor_id: apa_adanya("nomor_id"),
        token: tetap("token", &lama.token),
        rahasia: tetap("rahasia", &lama.rahasia),
        verifikasi: apa_adanya("verifikasi"),
        templat_kode: apa_adanya("templat_kode"),
        templat_kabar: apa_adanya("templat_kabar"),
    }
}

fn periksa(jenis: Option<Jenis>, r: &Rahasia, tampil: &mut ui::Form) {
    let Some(jenis) = jenis.filter(|jenis| *jenis != Jenis::Simulator) else { return };
    if r.rahasia == gowa::RAHASIA_BAWAAN {
        tampil.refuse(
            "rahasia",
            "Itu rahasia bawaan GOWA yang diketahui semua orang. Ganti di server GOWA dan di sini.",
        );
    } else if r.rahasia.chars().count() < 16 {
        tampil.refuse("rahasia", "Rahasia tanda tangan paling pendek 16 huruf.");
    }
    if jenis == Jenis::Meta {
        if r.token.is_empty() {
            tampil.refuse("token", "Isi token dari Meta.");
        }
        if r.nomor_id.is_empty() || !r.nomor_id.bytes().all(|b| b.is_ascii_digit()) {
            tampil.refuse("nomor_id", "Isi Phone number ID dari Meta, hanya angka.");
        }
        if r.verifikasi.chars().count() < 8 {
            tampil.refuse(
                "verifikasi",
                "Kata verifikasi paling pendek 8 huruf. Tulis yang sama di halaman Meta.",
            );
        }
        if !r.alamat.is_empty() {
            tampil.refuse("alamat", "Untuk Meta, kosongkan alamat server.");
        }
    } else {
        if !(r.alamat.starts_with("http://") || r.alamat.starts_with("https://")) {
            tampil.refuse("alamat", "Isi alamat server GOWA, diawali http:// atau https://.");
        }
        if !r.token.contains(':') {
            tampil.refuse("token", "Isi nama dan kata sandi GOWA, dipisah titik dua: nama:sandi.");
        }
    }
}

pub(super) async fn simpan(caller: Caller, form: Form) -> ::web::Result<Response> {
    let (lama, rahasia_lama) = baca(&caller).await?;
    let kode = form.text("penyedia").parse::<i16>().unwrap_or(0);
    let jenis = Jenis::dari_kode(kode).filter(|jenis| *jenis != Jenis::Simulator);
    let rahasia = isian(&form, &rahasia_lama);
    let mut tampil = formulir(&caller, &lama, &rahasia_lama)
        .fill(form.typed().filter(|(nama, _)| !matches!(*nama, "token" | "rahasia")));
    periksa(jenis, &rahasia, &mut tampil);
    let nomor = match form.some("nomor_kantor").map(Telepon::baru).transpose() {
        Ok(nomor) => nomor.map(|nomor| nomor.lokal()).unwrap_or_default(),
        Err(galat) => {
            tampil.refuse("nomor_kantor", galat.to_string());
            String::new()
        }
    };
    if tampil.has_error() {
        return ::web::refused(&halaman(&caller, &lama, tampil, formulir_uji(&caller)));
    }
    let tujuan = caller.href("/pesan/atur");
    let mut tx = caller.write("pengaturan_pesan").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    let ada = store::find_atur(&mut tx).await?;
    let baru_sama_sekali = ada.is_none();
    if ada.as_ref().and_then(AturPesan::jenis) != jenis {
        kerja::mulai_susul(&mut tx).await?;
    }
    let mut atur = ada.unwrap_or_else(|| AturPesan::mati(&caller.ctx));
    atur.penyedia = jenis.map_or(0, Jenis::kode);
    atur.nomor_kantor = nomor;
    atur.diubah_pada = caller.ctx.now.into();
    atur.dihentikan_pada = None;
    atur.sebab_henti = String::new();
    let keys = tx.keys().clone();
    atur.simpan_rahasia(&keys, &rahasia);
    if baru_sama_sekali {
        tx.insert(&atur).await?;
    } else {
        tx.update(&atur).await?;
    }
    antrekan(&mut tx).await?;
    tx.commit().await?;
    let kata = if jenis.is_some() {
        "Penyedia sudah disimpan. Kirim pesan uji."
    } else {
        "Pesan WhatsApp dimatikan."
    };
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, kata))))
}

/// What is older than this when the channel opens again is no news: the resident was told at the counter, or asks.
const BASI: SignedDuration = SignedDuration::from_hours(24 * 3);

/// What waited while the channel was off goes on.
async fn antrekan(tx: &mut WriteTx) -> db::Result<()> {
    let sebelum = tx.ctx().now - BASI;
    keluar::buang_basi(tx, sebelum).await?;
    for kontak_id in keluar::list_kontak_antre(tx).await? {
        jobs::enqueue(tx, kerja::KIRIM, serde_json::json!({ "kontak": kontak_id })).await?;
    }
    Ok(())
}

/// Goes on after the provider had refused us.
pub(super) async fn lanjutkan(caller: Caller, form: Form) -> ::web::Result<Response> {
    let tujuan = caller.href("/pesan/atur");
    let mut tx = caller.write("pelanjutan_pesan").await?;
    if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
        return Ok(::web::see_other(&tujuan, None));
    }
    let mut atur = store::find_atur(&mut tx).await?.ok_or(Error::NotFound)?;
    atur.dihentikan_pada = None;
    atur.sebab_henti = String::new();
    tx.update(&atur).await?;
    antrekan(&mut tx).await?;
    tx.commit().await?;
    Ok(::web::see_other(&tujuan, Some(Flash::new(Tone::Good, "Pengiriman dilanjutkan."))))
}

/// Sends a message at once and says what the provider answered. It stands in no conversation.
pub(super) async fn uji(caller: Caller, form: Form) -> ::web::Result<Response> {
    let (atur, rahasia) = baca(&caller).await?;
    let mut tampil = formulir_uji(&caller).fill(form.typed());
    let nomor = match Telepon::baru(form.text("nomor")) {
        Ok(nomor) => Some(nomor),
        Err(galat) => {
            tampil.refuse("nomor", galat.to_string());
            None
        }
    };
    let jenis = atur.jenis();
    if jenis.is_none() {
        tampil.refuse("nomor", "Pilih dan simpan penyedia dulu.");
    }
    let tujuan = caller.href("/pesan/atur");
    if let (Some(nomor), Some(jenis)) = (nomor, jenis) {
        let mut tx = caller.write("uji_pesan").await?;
        if let Once::Again(tujuan) = tx.once(form.request_key()?, &tujuan).await? {
            return Ok(::web::see_other(&tujuan, None));
        }
        tx.commit().await?;
        let alamat = Alamat { telepon: Some(nomor.tanpa_plus().to_owned()), bsuid: None };
        let isi = Isi::Teks(format!("Pesan uji dari {} {}.", caller.unit.kind_word, caller.unit.name));
        match penyedia(jenis, rahasia.clone()).kirim(&alamat, Bahan::Isi(&isi)).await {
            Ok(_) => {
                return Ok(::web::see_other(
                    &tujuan,
                    Some(Flash::new(Tone::Good, "Pesan uji diterima penyedia.")),
                ));
            }
            Err(galat) => {
                let kode = galat.kode.map(|kode| format!(" (kode {kode})")).unwrap_or_default();
                tampil.refuse("nomor", format!("{}{kode}", galat.kalimat));
            }
        }
    }
    let utama = formulir(&caller, &atur, &rahasia);
    ::web::refused(&halaman(&caller, &atur, utama, tampil))
}
