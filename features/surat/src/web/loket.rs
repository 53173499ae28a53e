//! The counter register: what was signed or stamped on papers that are not the office's own.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use serde::Deserialize;
use ui::{Choice, Field, MenuItem, Paging};
use uuid::Uuid;
use web::{Caller, Result};

use super::{berhasil, meja};
use crate::alur::alasan;
use crate::atur::Kantor;
use crate::store::{self, Loket, Pekerjaan};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    tahun: String,
    #[serde(default)]
    hal: String,
}

struct Baris {
    urut: i64,
    tanggal: String,
    pekerjaan: &'static str,
    pemohon: String,
    perihal: String,
    lembar: i16,
    oleh: String,
    batal: Option<String>,
    hapus: String,
}

#[derive(Template)]
#[template(path = "surat/loket.html")]
struct Daftar {
    page: ui::Page,
    tab: Vec<MenuItem>,
    form: ui::Form,
    paging: Paging,
    tahun: i16,
    baris: Vec<Baris>,
    alamat: String,
    baru: String,
}

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    let kini = caller.today().year();
    let tahun: i16 = pinta.tahun.parse().ok().filter(|tahun| (1945..=2200).contains(tahun)).unwrap_or(kini);
    let mut tx = caller.read().await?;
    let jumlah = u64::try_from(store::count_loket(&mut tx, tahun).await?).unwrap_or(0);
    let paging = Paging::new(caller.href("/surat/loket"), pinta.hal.parse().unwrap_or(1), jumlah)
        .query([("tahun", tahun.to_string())]);
    let mulai = i64::try_from(paging.offset()).unwrap_or(0);
    let rows = store::list_loket(&mut tx, tahun, i64::from(ui::PAGE_SIZE), mulai).await?;
    let years = (kini - 5..=kini).rev().map(|tahun| Choice::new(tahun.to_string(), tahun.to_string()));
    let tab = super::daftar::tab(&caller, &mut tx, 3).await?;
    web::html(&Daftar {
        page: caller.page("Register loket"),
        tab,
        form: caller
            .form()
            .with(Field::new("tahun", "Tahun").choices(years.collect()).value(tahun.to_string())),
        paging,
        tahun,
        baris: rows.into_iter().map(|row| baris(&caller, row)).collect(),
        alamat: caller.href("/surat/loket"),
        baru: caller.href("/surat/loket/baru"),
    })
}

fn baris(caller: &Caller, row: Loket) -> Baris {
    Baris {
        urut: row.urut,
        tanggal: kamus::tanggal_pendek(row.tanggal.0),
        pekerjaan: Pekerjaan::dari_kode(row.pekerjaan).unwrap_or(Pekerjaan::Lain).singkat(),
        pemohon: row.pemohon,
        perihal: match row.asal {
            Some(asal) => format!("{} ({asal})", row.perihal),
            None => row.perihal,
        },
        lembar: row.lembar,
        oleh: row.oleh_nama,
        batal: row.dibatalkan,
        hapus: caller.href(&format!("/surat/loket/{}/pembatalan", row.id)),
    }
}

#[derive(Template)]
#[template(path = "surat/loket_baru.html")]
struct Baru {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

async fn formulir(caller: &Caller) -> Result<(Baru, Kantor)> {
    let mut tx = caller.read().await?;
    let kantor = Kantor::baca(&mut tx).await?;
    let pekerjaan = Pekerjaan::SEMUA.map(|satu| Choice::new(satu.kode().to_string(), satu.label()));
    let pejabat = kantor.pejabat.iter().map(|p| {
        Choice::new(p.id.to_string(), format!("{} – {}", wilayah::jabatan_label(p, kantor.sebutan), p.nama))
    });
    let kepala = kantor.kepala().map(|kepala| kepala.id.to_string()).unwrap_or_default();
    let form = caller
        .form()
        .with(Field::new("pekerjaan", "Yang dikerjakan").choices(pekerjaan.to_vec()))
        .with(Field::new("pemohon", "Nama pemohon").autocomplete("off"))
        .with(
            Field::new("perihal", "Surat atau berkasnya")
                .hint("Contoh: formulir beasiswa; proposal karang taruna"),
        )
        .with(Field::new("asal", "Dari instansi").optional())
        .with(Field::new("lembar", "Jumlah lembar").numeric().width(4).value("1"))
        .with(Field::new("pejabat", "Ditandatangani oleh").choices(pejabat.collect()).value(kepala))
        .with(Field::new("catatan", "Catatan").optional().rows(2));
    let halaman = Baru {
        page: caller.page("Catat di loket").back("Register loket", caller.href("/surat/loket")),
        form,
        aksi: caller.href("/surat/loket/baru"),
    };
    Ok((halaman, kantor))
}

pub(crate) async fn baru(caller: Caller) -> Result<Response> {
    web::html(&formulir(&caller).await?.0)
}

pub(crate) async fn catat(caller: Caller, form: web::Form) -> Result<Response> {
    let (mut halaman, kantor) = formulir(&caller).await?;
    halaman.form = halaman.form.fill(form.typed());
    let Some(loket) = baca(&caller, &mut halaman.form, &form, &kantor)? else {
        halaman.page = halaman.page.has_error(true);
        return web::refused(&halaman);
    };
    let target = caller.href("/surat/loket");
    let mut tx = match caller.begin("pencatatan_loket", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let urut = store::insert_loket(&mut tx, loket).await?;
    tx.commit().await?;
    Ok(berhasil(&target, format!("Tercatat dengan nomor {urut}.")))
}

/// Papers that only the registry office copies in a binding way.
fn milik_dukcapil(perihal: &str) -> bool {
    let rata = perihal.to_lowercase();
    let kata: Vec<&str> = rata.split(|c: char| !c.is_alphanumeric()).collect();
    kata.iter().any(|satu| matches!(*satu, "kk" | "ktp" | "akta" | "akte"))
        || ["kartu keluarga", "kartu tanda penduduk"].iter().any(|frasa| rata.contains(frasa))
}

fn baca(caller: &Caller, form: &mut ui::Form, kiriman: &web::Form, kantor: &Kantor) -> Result<Option<Loket>> {
    let teks = |nama: &str| kiriman.text(nama).split_whitespace().collect::<Vec<_>>().join(" ");
    let pekerjaan = kiriman.text("pekerjaan").parse().ok().and_then(Pekerjaan::dari_kode);
    if pekerjaan.is_none() {
        form.refuse("pekerjaan", "Yang dikerjakan belum dipilih.");
    }
    for (nama, label) in [("pemohon", "Nama pemohon"), ("perihal", "Surat atau berkasnya")] {
        match teks(nama).chars().count() {
            0 => form.refuse(nama, format!("{label} belum diisi.")),
            1..=200 => {}
            _ => form.refuse(nama, format!("{label} paling panjang 200 huruf.")),
        }
    }
    if pekerjaan == Some(Pekerjaan::Legalisir) && milik_dukcapil(&teks("perihal")) {
        form.refuse(
            "perihal",
            "Salinan KK, KTP-el, dan akta dilegalisir oleh Dinas Dukcapil, bukan oleh kantor ini. \
             Arahkan pemohon ke Dukcapil; dokumen ber-QR tidak perlu dilegalisir.",
        );
    }
    let lembar = kiriman.text("lembar").parse::<i16>().ok().filter(|lembar| (1..=500).contains(lembar));
    if lembar.is_none() {
        form.refuse("lembar", "Jumlah lembar harus 1 sampai 500.");
    }
    let pejabat = kiriman.text("pejabat").parse().ok().and_then(|id: Uuid| kantor.find(id));
    if pejabat.is_none() {
        form.refuse("pejabat", "Pejabat belum dipilih.");
    }
    let (false, Some(pekerjaan), Some(lembar), Some(pejabat)) =
        (form.has_error(), pekerjaan, lembar, pejabat)
    else {
        return Ok(None);
    };
    let pelaku = meja(caller)?.pelaku;
    let pilihan =
        |nama: &str| Some(teks(nama).chars().take(500).collect::<String>()).filter(|t| !t.is_empty());
    Ok(Some(Loket {
        id: caller.ctx.new_id(),
        tahun: kantor.hari_ini.year(),
        urut: 0,
        tanggal: kantor.hari_ini.into(),
        pekerjaan: pekerjaan.kode(),
        pemohon: teks("pemohon"),
        perihal: teks("perihal"),
        asal: pilihan("asal"),
        lembar,
        pejabat_id: pejabat.id,
        catatan: pilihan("catatan"),
        dibatalkan: None,
        oleh: pelaku.id,
        oleh_nama: pelaku.nama,
        pada: caller.ctx.now.into(),
    }))
}

/// Marks an entry as void. It keeps its number.
pub(crate) async fn batalkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let sebab = alasan(form.text("alasan")).map_err(web::Error::from)?;
    let target = caller.href("/surat/loket");
    let mut tx = match caller.begin("pembatalan_loket", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let mut loket = store::get_loket(&mut tx, id).await?;
    if loket.dibatalkan.is_some() {
        return Err(web::Error::Conflict("Catatan ini sudah dibatalkan.".to_owned()));
    }
    loket.dibatalkan = Some(sebab);
    tx.update(&loket).await?;
    tx.commit().await?;
    Ok(berhasil(&target, "Catatan dibatalkan; nomornya tetap."))
}

#[cfg(test)]
mod tests {
    #[test]
    fn copies_of_registry_papers_are_told_apart() {
        for (perihal, milik) in [
            ("fotokopi KK", true),
            ("Akta kelahiran anak", true),
            ("KTP-el", true),
            ("kartu keluarga", true),
            ("ijazah SMA", false),
            ("daftar bkk", false),
        ] {
            assert_eq!(super::milik_dukcapil(perihal), milik, "{perihal}");
        }
    }
}
