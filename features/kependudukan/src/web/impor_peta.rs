//! Which column of ours each column of a foreign table means.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Form};

use super::impor::{galat, tiada};
use crate::impor::{NilaiAsing, Pemetaan, Tabel, pilihan_kolom};
use crate::pengimporan::{self, Asal, GalatImpor, Terbuka, label_kolom};

/// A value that is said to mean nothing.
const KOSONGKAN: &str = "-";
/// A column that is left out.
const ABAIKAN: &str = "-";

#[derive(Template)]
#[template(path = "kependudukan/impor_peta.html")]
struct Halaman {
    page: ui::Page,
    aksi: String,
    form: ui::Form,
    lembar: String,
    baris_judul: u32,
    banyak_baris: String,
    /// Names of the fields, for columns and for values.
    kolom: Vec<String>,
    nilai: Vec<String>,
    /// Values appeared that were not asked about yet.
    baru_ditanya: bool,
    asal: Asal,
    pembatalan: String,
    kunci_batal: String,
}

impl Halaman {
    fn diingat(&self) -> bool {
        self.asal == Asal::Ingatan
    }
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    let terbuka = match pengimporan::tabel(caller.app.db(), &caller.ctx, id).await {
        Err(GalatImpor::SudahTiada) => return tiada(&caller, id).await,
        lain => lain.map_err(galat)?,
    };
    let asing = pengimporan::nilai_asing(&terbuka.tabel, &terbuka.pemetaan).await.map_err(galat)?;
    web::html(&halaman(&caller, id, &terbuka, &asing))
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let kunci = form.request_key()?.to_owned();
    let mut terbuka = match pengimporan::tabel(caller.app.db(), &caller.ctx, id).await {
        Err(GalatImpor::SudahTiada) => return tiada(&caller, id).await,
        lain => lain.map_err(galat)?,
    };
    let mut pemetaan = kolom_terpilih(&terbuka.tabel, &form);
    pemetaan.warisi(&terbuka.pemetaan);
    let asing = pengimporan::nilai_asing(&terbuka.tabel, &pemetaan).await.map_err(galat)?;
    artikan(&mut pemetaan, &asing, &form);
    terbuka.pemetaan = pemetaan;
    let keluhan = terbuka.pemetaan.keluhan();
    if !keluhan.is_empty() {
        let mut lagi = halaman(&caller, id, &terbuka, &asing);
        for k in keluhan {
            lagi.form.refuse(&k.letak.map(nama_kolom).unwrap_or_default(), k.kalimat);
        }
        return web::refused(&lagi);
    }
    if asing.iter().enumerate().any(|(i, n)| !form.has(&nama_nilai(i, n))) {
        let mut lagi = halaman(&caller, id, &terbuka, &asing);
        lagi.baru_ditanya = true;
        return web::html(&lagi);
    }
    let (db, ctx) = (caller.app.db(), &caller.ctx);
    match pengimporan::petakan(db, ctx, caller.today(), (id, terbuka.pemetaan.clone())).await {
        Err(GalatImpor::Berkas(sebab)) => {
            let mut lagi = halaman(&caller, id, &terbuka, &asing);
            lagi.form.refuse("", sebab.to_string());
            return web::refused(&lagi);
        }
        lain => lain.map_err(galat)?,
    }
    let mut tx = caller.write("pemetaan_kolom").await?;
    pengimporan::ingat(&mut tx, &kunci, &terbuka.tabel, &terbuka.pemetaan).await.map_err(galat)?;
    tx.commit().await?;
    Ok(web::see_other(&caller.href(&format!("/impor/{id}")), None))
}

fn nama_kolom(letak: usize) -> String {
    format!("k{letak}")
}

/// Values are named by their place in the list, never by themselves.
fn nama_nilai(urutan: usize, nilai: &NilaiAsing) -> String {
    format!("n{}-{}-{urutan}", nilai.letak, nilai.kolom)
}

fn kolom_terpilih(tabel: &Tabel, form: &Form) -> Pemetaan {
    let mut pemetaan = Pemetaan::default().dengan_turun(form.text("turun") == "1");
    for kolom in tabel.kolom() {
        pemetaan.petakan(kolom.letak, form.text(&nama_kolom(kolom.letak)));
    }
    pemetaan
}

fn artikan(pemetaan: &mut Pemetaan, asing: &[NilaiAsing], form: &Form) {
    for (i, nilai) in asing.iter().enumerate() {
        match form.text(&nama_nilai(i, nilai)) {
            KOSONGKAN => pemetaan.artikan(nilai.letak, &nilai.kunci, None),
            kode => {
                let kode = kode.parse().ok().filter(|k| nilai.pilihan.iter().any(|(ada, _)| ada == k));
                if let Some(kode) = kode {
                    pemetaan.artikan(nilai.letak, &nilai.kunci, Some(kode));
                }
            }
        }
    }
}

fn halaman(caller: &Caller, id: Uuid, terbuka: &Terbuka, asing: &[NilaiAsing]) -> Halaman {
    let Terbuka { tabel, pemetaan, asal } = terbuka;
    let mut form = caller.form();
    let mut kolom = Vec::new();
    for k in tabel.kolom() {
        let judul = if k.judul.is_empty() { "tanpa judul" } else { &k.judul };
        let contoh = match k.contoh.as_slice() {
            [] => "Kosong di baris pertama.".to_owned(),
            isi => format!("Contoh: {}", isi.join(" · ")),
        };
        let field = Field::new(nama_kolom(k.letak), format!("{}: {judul}", k.huruf))
            .hint(contoh)
            .choices(pilihan_tujuan())
            .value(pemetaan.tujuan(k.letak).unwrap_or(ABAIKAN));
        kolom.push(field.name.clone());
        form = form.with(field);
    }
    let mut nilai = Vec::new();
    for (i, n) in asing.iter().enumerate() {
        let arti = match pemetaan.arti(n.letak, &n.kunci) {
            Some(Some(kode)) => kode.to_string(),
            Some(None) => KOSONGKAN.to_owned(),
            None => String::new(),
        };
        let banyak = kamus::angka(i64::try_from(n.banyak).unwrap_or(i64::MAX));
        let field = Field::new(nama_nilai(i, n), format!("{} “{}”", label_kolom(n.kolom), n.tampil))
            .hint(format!("Ada di {banyak} baris."))
            .choices(pilihan_nilai(n))
            .optional()
            .value(arti);
        nilai.push(field.name.clone());
        form = form.with(field);
    }
    let turun = Choice::new("1", "Nomor KK dan alamat hanya ditulis di baris pertama tiap keluarga");
    let terpilih = if pemetaan.turun() { "1" } else { "" };
    form = form.with(Field::new("turun", "Baris keluarga").choices(vec![turun]).optional().value(terpilih));
    Halaman {
        page: caller.page("Petakan kolom").back("Impor data", caller.href("/impor")),
        aksi: caller.href(&format!("/impor/{id}/pemetaan")),
        form,
        lembar: tabel.lembar.clone(),
        baris_judul: tabel.baris_judul(),
        banyak_baris: kamus::angka(i64::try_from(tabel.banyak_baris()).unwrap_or(i64::MAX)),
        kolom,
        nilai,
        baru_ditanya: false,
        asal: *asal,
        pembatalan: caller.href(&format!("/impor/{id}/pembatalan")),
        kunci_batal: caller.request_key(),
    }
}

fn pilihan_tujuan() -> Vec<Choice> {
    let mut semua = vec![Choice::new(ABAIKAN, "Abaikan kolom ini")];
    semua.extend(Choice::list(pilihan_kolom()));
    semua
}

fn pilihan_nilai(nilai: &NilaiAsing) -> Vec<Choice> {
    let mut semua =
        vec![Choice::new("", "Belum tahu, periksa di laporan"), Choice::new(KOSONGKAN, "Anggap belum diisi")];
    semua.extend(nilai.pilihan.iter().map(|(kode, label)| Choice::new(kode.to_string(), *label)));
    semua
}
