//! The papers as PDF.

use ::web::{Caller, Error};
use axum::extract::{Path, Query};
use axum::response::Response;
use db::ReadTx;
use documents::{Ecc, Info, Job};
use files::FileStore;
use jiff::civil::Date;
use kamus::{Telepon, Tingkat};
use serde::Deserialize;
use serde_json::{Value, json};
use wilayah::{Identitas, Sebutan};

use crate::peluncuran::{self, BarisRab, Isi, panduan};

const KEPUTUSAN: &str = include_str!("../../../naskah/keputusan_tim.typ");
const ANGGARAN: &str = include_str!("../../../naskah/anggaran.typ");
const POSTER: &str = include_str!("../../../naskah/poster.typ");
const PANDUAN: &str = include_str!("../../../naskah/panduan.typ");

/// The unit as its papers show it.
struct Kantor {
    identitas: Identitas,
    sebutan: &'static Sebutan,
    isi: Isi,
    hari_ini: Date,
}

async fn kantor(caller: &Caller, tx: &mut ReadTx) -> ::web::Result<Kantor> {
    let hari_ini = caller.today();
    let identitas = wilayah::get_identitas(tx).await?;
    let isi = peluncuran::baca(tx, hari_ini).await?;
    Ok(Kantor { sebutan: wilayah::sebutan(&identitas), identitas, isi, hari_ini })
}

/// The office's own WhatsApp number, once somebody has set it.
pub(super) async fn nomor_wa(tx: &mut ReadTx) -> db::Result<Option<Telepon>> {
    let atur = pesan::store::find_atur(tx).await?;
    Ok(atur.and_then(|atur| Telepon::baru(&atur.nomor_kantor).ok()))
}

fn job(naskah: &str, judul: &str, hari: Date) -> Job {
    let pada = hari.at(8, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    let pada = pada.expect("a day of the calendar has a morning");
    Job::new(naskah, Info::new(judul, &pada)).file("/pustaka.typ", register::PUSTAKA)
}

/// Letterhead lines, and its emblem as a file of the job.
async fn kop(caller: &Caller, tx: &mut ReadTx, k: &Kantor, mut job: Job) -> ::web::Result<(Job, Value)> {
    let kop = k.identitas.kop();
    let mut logo = None;
    if let Some(id) = kop.logo {
        let (berkas, bytes) =
            caller.app.service::<FileStore>().get(tx, id).await.map_err(crate::Error::from)?;
        let akhiran = match berkas.content_type.as_str() {
            "image/jpeg" => "jpg",
            "image/webp" => "webp",
            _ => "png",
        };
        let path = format!("/logo.{akhiran}");
        job = job.file(path.clone(), bytes);
        logo = Some(path);
    }
    let mut baris = kop.baris;
    let nama = baris.pop().unwrap_or_default();
    let kop =
        json!({ "baris": baris, "nama": nama, "alamat": kop.alamat, "logo": logo, "aksara": Value::Null });
    Ok((job.file("/surat.typ", surat::naskah::PUSTAKA), kop))
}

async fn kirim(caller: &Caller, job: Job, nama: &str) -> ::web::Result<Response> {
    let isi = super::super::susun(caller, job).await?;
    Ok(super::super::kirim_unduhan(register::PDF, &format!("{nama}-{}.pdf", caller.ctx.unit), isi))
}

/// The head's decision that names the team.
pub(super) async fn keputusan(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let k = kantor(&caller, &mut tx).await?;
    if k.isi.tim.is_empty() {
        let kalimat = "Tim pengelola belum ada anggotanya. Isi dulu di sini, lalu cetak keputusannya.";
        let tim = caller.href("/berkas-peluncuran/tim");
        return Ok(::web::see_other(&tim, Some(ui::Flash::new(ui::Tone::Wait, kalimat))));
    }
    let hari = k.isi.tanggal.unwrap_or(k.hari_ini);
    let pengesah = wilayah::pengesah(&mut tx, hari).await?;
    let (job, kop) = kop(&caller, &mut tx, &k, job(KEPUTUSAN, "Keputusan tim pengelola", hari)).await?;
    let s = k.sebutan;
    let data = json!({
        "kop": kop,
        "contoh": caller.app.settings().contoh,
        "judul": format!("{} {}", s.keputusan_kepala, k.identitas.nama).to_uppercase(),
        "jabatan": format!("{} {}", s.kepala, k.identitas.nama),
        "unit": k.identitas.nama_lengkap(),
        "pemerintah": s.pemerintah,
        "perangkat": s.perangkat,
        "anggaran": s.anggaran_singkat,
        "desa": k.identitas.kode_wilayah().tingkat() == Tingkat::Desa,
        "nomor": k.isi.nomor,
        "tempat": k.identitas.nama,
        "tanggal": k.isi.tanggal.map(kamus::tanggal_panjang).unwrap_or_default(),
        "penanda": pengesah.kepala,
        "tim": k.isi.tim,
    });
    kirim(&caller, job.data(&data), "keputusan-tim").await
}

/// The lines of the budget.
pub(super) async fn anggaran(caller: Caller) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let k = kantor(&caller, &mut tx).await?;
    let pengesah = wilayah::pengesah(&mut tx, k.hari_ini).await?;
    let kepala = pengesah.kepala(k.hari_ini, caller.app.settings().contoh);
    let baris: Vec<Value> = k
        .isi
        .rab
        .iter()
        .map(|b| {
            json!([
                b.uraian,
                kamus::angka(b.volume),
                b.satuan,
                kamus::angka(b.harga),
                kamus::angka(b.jumlah())
            ])
        })
        .collect();
    let jumlah = k.isi.rab.iter().map(BarisRab::jumlah).fold(0, i64::saturating_add);
    let data = json!({
        "kepala": register::kepala(&kepala),
        "anggaran": k.sebutan.anggaran_singkat,
        "baris": baris,
        "jumlah": kamus::angka(jumlah),
    });
    kirim(&caller, job(ANGGARAN, "Rencana anggaran", k.hari_ini).data(&data), "rencana-anggaran").await
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Ukuran {
    ukuran: String,
}

/// The poster with the office's number, for those who would ask for a letter.
pub(super) async fn poster(caller: Caller, Query(pinta): Query<Ukuran>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let k = kantor(&caller, &mut tx).await?;
    let Some(nomor) = nomor_wa(&mut tx).await? else {
        let kalimat = "Nomor WhatsApp kantor belum diisi. Pengelola sistem mengisinya di menu Penyedia WhatsApp; \
                       sesudah itu posternya dapat dicetak.";
        let kembali = caller.href("/berkas-peluncuran");
        return Ok(::web::see_other(&kembali, Some(ui::Flash::new(ui::Tone::Wait, kalimat))));
    };
    let alamat = format!("https://wa.me/{}?text=MENU", nomor.tanpa_plus());
    let qr = documents::qr_svg(&alamat, Ecc::Medium).map_err(anyhow::Error::from)?;
    let (job, kop) = kop(&caller, &mut tx, &k, job(POSTER, "Minta surat lewat WhatsApp", k.hari_ini)).await?;
    let data = json!({
        "kop": kop,
        "besar": pinta.ukuran.eq_ignore_ascii_case("a3"),
        "contoh": caller.app.settings().contoh,
        "unit": k.identitas.nama_lengkap(),
        "nomor": nomor.lokal(),
        "perangkat": k.sebutan.perangkat,
    });
    kirim(&caller, job.file("/qr.svg", qr).data(&data), "poster-whatsapp").await
}

/// The page of one role.
pub(super) async fn panduan(
    caller: Caller,
    Path((_, kode)): Path<(String, String)>,
) -> ::web::Result<Response> {
    let peran = panduan::Peran::dari_kode(&kode).ok_or(Error::NotFound)?;
    let mut tx = caller.read().await?;
    let k = kantor(&caller, &mut tx).await?;
    let nomor = nomor_wa(&mut tx).await?;
    let bagian: Vec<Value> = peran
        .bagian()
        .iter()
        .map(|(judul, langkah)| {
            let langkah = langkah.iter().map(|satu| panduan::kalimat(satu, k.sebutan));
            json!({ "judul": panduan::kalimat(judul, k.sebutan), "langkah": langkah.collect::<Vec<_>>() })
        })
        .collect();
    let data = json!({
        "judul": peran.judul(k.sebutan),
        "unit": k.identitas.nama_lengkap(),
        "alamat": format!("{}{}", caller.app.settings().base_url, caller.href("")),
        "wa": nomor.map(|nomor| nomor.lokal()).unwrap_or_default(),
        "contoh": caller.app.settings().contoh,
        "bagian": bagian,
    });
    kirim(&caller, job(PANDUAN, &peran.judul(k.sebutan), k.hari_ini).data(&data), &format!("panduan-{kode}"))
        .await
}
