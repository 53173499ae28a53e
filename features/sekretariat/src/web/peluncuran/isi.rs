//! Who is in the team, and what the start costs.

use ::web::{Caller, Form};
use askama::Template;
use axum::response::Response;
use ui::Field;

use crate::peluncuran::{self, Anggota, BARIS_RAB, BARIS_TIM, BarisRab};

#[derive(Template)]
#[template(path = "sekretariat/peluncuran_tim.html")]
struct Tim {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

/// A row of a form: its number, and its fields in two parts.
type Bidang<'f> = (usize, &'f [Field], &'f [Field]);

/// Fields in rows of four, the first of which lie in front.
fn berbaris(bidang: &[Field], depan: usize) -> Vec<Bidang<'_>> {
    let empat = bidang.chunks_exact(4).enumerate();
    empat.map(|(ke, empat)| (ke + 1, &empat[..depan], &empat[depan..])).collect()
}

impl Tim {
    /// The people, below number and date.
    fn anggota(&self) -> Vec<Bidang<'_>> {
        berbaris(&self.form.fields()[2..], 3)
    }
}

async fn formulir_tim(caller: &Caller) -> ::web::Result<(Tim, peluncuran::Isi)> {
    let isi = peluncuran::baca(&mut caller.read().await?, caller.today()).await?;
    let tanggal = isi.tanggal.map(kamus::tanggal_pendek).unwrap_or_default();
    let mut form = caller
        .form()
        .with(
            Field::new("nomor", "Nomor keputusan")
                .hint("Kosongkan bila nomornya ditulis tangan")
                .value(&isi.nomor)
                .optional(),
        )
        .with(
            Field::new("tanggal", "Tanggal keputusan")
                .hint("Contoh: 31-01-2026. Kosongkan bila ditulis tangan")
                .value(tanggal)
                .width(12)
                .optional(),
        );
    for ke in 1..=BARIS_TIM {
        let satu = isi.tim.get(ke - 1).cloned().unwrap_or_default();
        for (nama, label, nilai) in [
            ("nama", "Nama", satu.nama),
            ("jabatan", "Jabatan", satu.jabatan),
            ("kedudukan", "Kedudukan dalam tim", satu.kedudukan),
        ] {
            form = form.with(Field::new(format!("{nama}-{ke}"), label).value(nilai).optional());
        }
        let tugas = Field::new(format!("tugas-{ke}"), "Tugas, dan data yang dimutakhirkan");
        form = form.with(tugas.value(satu.tugas).rows(2).optional());
    }
    let halaman = Tim {
        page: caller.page("Tim pengelola").back("Berkas peluncuran", caller.href("/berkas-peluncuran")),
        form,
        aksi: caller.href("/berkas-peluncuran/tim"),
    };
    Ok((halaman, isi))
}

pub(super) async fn tim(caller: Caller) -> ::web::Result<Response> {
    ::web::html(&formulir_tim(&caller).await?.0)
}

fn rapi(form: &Form, nama: &str) -> String {
    form.text(nama).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn baca_tim(tampil: &mut ui::Form, form: &Form) -> Vec<Anggota> {
    let mut tim = Vec::new();
    for ke in 1..=BARIS_TIM {
        let ambil = |nama: &str| rapi(form, &format!("{nama}-{ke}"));
        let satu = Anggota {
            nama: ambil("nama"),
            jabatan: ambil("jabatan"),
            kedudukan: ambil("kedudukan"),
            tugas: ambil("tugas"),
        };
        if satu == Anggota::default() {
            continue;
        }
        for (nama, isi, batas) in [
            ("nama", &satu.nama, 100),
            ("jabatan", &satu.jabatan, 100),
            ("kedudukan", &satu.kedudukan, 60),
            ("tugas", &satu.tugas, 400),
        ] {
            if isi.chars().count() > batas {
                tampil
                    .refuse(&format!("{nama}-{ke}"), format!("Anggota {ke}: paling panjang {batas} huruf."));
            }
        }
        if satu.nama.is_empty() {
            tampil.refuse(&format!("nama-{ke}"), format!("Anggota {ke}: namanya belum diisi."));
        }
        if satu.kedudukan.is_empty() {
            tampil.refuse(&format!("kedudukan-{ke}"), format!("Anggota {ke}: kedudukannya belum diisi."));
        }
        tim.push(satu);
    }
    if tim.is_empty() {
        tampil.refuse("nama-1", "Isi paling sedikit satu anggota.");
    }
    tim
}

pub(super) async fn simpan_tim(caller: Caller, form: Form) -> ::web::Result<Response> {
    let (mut halaman, mut isi) = formulir_tim(&caller).await?;
    halaman.form = halaman.form.fill(form.typed());
    let nomor = rapi(&form, "nomor");
    if nomor.chars().count() > 100 {
        halaman.form.refuse("nomor", "Nomor keputusan paling panjang 100 huruf.");
    }
    let tanggal = match form.some("tanggal").map(kamus::urai_tanggal) {
        None => None,
        Some(Ok(hari)) => Some(hari),
        Some(Err(galat)) => {
            halaman.form.refuse("tanggal", format!("Tanggal keputusan: {galat}"));
            None
        }
    };
    let tim = baca_tim(&mut halaman.form, &form);
    if halaman.form.has_error() {
        halaman.page = halaman.page.has_error(true);
        return ::web::refused(&halaman);
    }
    isi = peluncuran::Isi { nomor, tanggal, tim, ..isi };
    simpan(&caller, &form, &isi, "perubahan_tim_pengelola").await
}

async fn simpan(
    caller: &Caller,
    form: &Form,
    isi: &peluncuran::Isi,
    act: &'static str,
) -> ::web::Result<Response> {
    let target = caller.href("/berkas-peluncuran");
    let mut tx = match caller.begin(act, form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    peluncuran::simpan(&mut tx, isi).await?;
    tx.commit().await?;
    Ok(super::super::berhasil(&target, "Tersimpan. Berkasnya siap dicetak."))
}

#[derive(Template)]
#[template(path = "sekretariat/peluncuran_rab.html")]
struct Rab {
    page: ui::Page,
    form: ui::Form,
    aksi: String,
}

impl Rab {
    fn baris(&self) -> Vec<Bidang<'_>> {
        berbaris(self.form.fields(), 1)
    }
}

async fn formulir_rab(caller: &Caller) -> ::web::Result<(Rab, peluncuran::Isi)> {
    let isi = peluncuran::baca(&mut caller.read().await?, caller.today()).await?;
    let mut form = caller.form();
    for ke in 1..=BARIS_RAB {
        let satu = isi.rab.get(ke - 1);
        let angka = |nilai: Option<i64>| nilai.map(kamus::angka).unwrap_or_default();
        let uraian = satu.map(|b| b.uraian.clone()).unwrap_or_default();
        form = form
            .with(Field::new(format!("uraian-{ke}"), "Uraian").value(uraian).optional())
            .with(
                Field::new(format!("volume-{ke}"), "Banyaknya")
                    .value(angka(satu.map(|b| b.volume)))
                    .numeric()
                    .width(4)
                    .optional(),
            )
            .with(
                Field::new(format!("satuan-{ke}"), "Satuan")
                    .value(satu.map(|b| b.satuan.clone()).unwrap_or_default())
                    .width(8)
                    .optional(),
            )
            .with(
                Field::new(format!("harga-{ke}"), "Harga satuan (rupiah)")
                    .value(angka(satu.map(|b| b.harga)))
                    .numeric()
                    .width(12)
                    .optional(),
            );
    }
    let halaman = Rab {
        page: caller.page("Rencana anggaran").back("Berkas peluncuran", caller.href("/berkas-peluncuran")),
        form,
        aksi: caller.href("/berkas-peluncuran/anggaran"),
    };
    Ok((halaman, isi))
}

pub(super) async fn rab(caller: Caller) -> ::web::Result<Response> {
    ::web::html(&formulir_rab(&caller).await?.0)
}

/// "7.500.000" or "Rp7500000" as a number.
fn rupiah(teks: &str) -> Option<i64> {
    let angka = teks.trim().trim_start_matches("Rp").trim().replace('.', "");
    angka.parse().ok().filter(|n| (0..=100_000_000_000).contains(n))
}

fn baca_rab(tampil: &mut ui::Form, form: &Form) -> Vec<BarisRab> {
    let mut rab = Vec::new();
    for ke in 1..=BARIS_RAB {
        let ambil = |nama: &str| rapi(form, &format!("{nama}-{ke}"));
        let (uraian, volume, satuan, harga) =
            (ambil("uraian"), ambil("volume"), ambil("satuan"), ambil("harga"));
        if uraian.is_empty() && volume.is_empty() && harga.is_empty() {
            continue;
        }
        if uraian.is_empty() || uraian.chars().count() > 200 {
            tampil.refuse(
                &format!("uraian-{ke}"),
                format!("Baris {ke}: isi uraiannya, paling panjang 200 huruf."),
            );
        }
        if satuan.chars().count() > 30 {
            tampil.refuse(&format!("satuan-{ke}"), format!("Baris {ke}: satuan paling panjang 30 huruf."));
        }
        let volume = rupiah(&volume).filter(|n| *n <= 100_000);
        if volume.is_none() {
            tampil
                .refuse(&format!("volume-{ke}"), format!("Baris {ke}: banyaknya harus angka, misalnya 12."));
        }
        let harga = rupiah(&harga);
        if harga.is_none() {
            tampil
                .refuse(&format!("harga-{ke}"), format!("Baris {ke}: harga harus angka, misalnya 350.000."));
        }
        rab.push(BarisRab { uraian, volume: volume.unwrap_or(0), satuan, harga: harga.unwrap_or(0) });
    }
    rab
}

pub(super) async fn simpan_rab(caller: Caller, form: Form) -> ::web::Result<Response> {
    let (mut halaman, mut isi) = formulir_rab(&caller).await?;
    halaman.form = halaman.form.fill(form.typed());
    isi.rab = baca_rab(&mut halaman.form, &form);
    if halaman.form.has_error() {
        halaman.page = halaman.page.has_error(true);
        return ::web::refused(&halaman);
    }
    simpan(&caller, &form, &isi, "perubahan_anggaran_peluncuran").await
}

#[cfg(test)]
mod tests {
    use super::rupiah;

    #[test]
    fn rupiah_are_read_as_people_write_them() {
        for (teks, nilai) in [
            ("7.500.000", Some(7_500_000)),
            ("Rp 350.000", Some(350_000)),
            ("0", Some(0)),
            ("-1", None),
            ("tujuh", None),
            ("", None),
        ] {
            assert_eq!(rupiah(teks), nilai, "{teks}");
        }
    }
}
