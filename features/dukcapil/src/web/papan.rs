//! The board: how many cases stand where, who waits longest.

use ::web::{Caller, Form};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{ReadTx, Where};
use kamus::tanggal_pendek;
use serde::Deserialize;
use ui::{Choice, Field, Flash, Tone};
use uuid::Uuid;

use super::{alamat, bernomor, hari, lama, tab};
use crate::keadaan::Keadaan;
use crate::store::{self, Berkas};
use crate::{KERJA, jenis};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Saring {
    cari: String,
    /// Empty for all that is open; `semua`, or a code.
    keadaan: String,
    jenis: String,
    dusun: String,
    /// Cases of one resident.
    orang: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "dukcapil/papan.html")]
struct Papan {
    page: ui::Page,
    tab: Vec<ui::MenuItem>,
    alamat: String,
    cari: Field,
    saringan: Vec<Field>,
    ukuran: Vec<(String, &'static str, String)>,
    baris: Vec<Baris>,
    paging: ui::Paging,
    serah: Option<String>,
    ekspor: String,
    saringan_kini: Vec<(&'static str, String)>,
    kunci: String,
}

struct Baris {
    href: String,
    nama: String,
    nomor: String,
    jenis: String,
    keadaan: Keadaan,
    dusun: String,
    sejak: String,
    lama: String,
    catatan: String,
}

impl Saring {
    fn kata(&self) -> &str {
        if bernomor(&self.cari) { "" } else { self.cari.trim() }
    }

    fn terbuka(&self) -> bool {
        self.keadaan.is_empty() && self.orang.is_empty()
    }

    /// As the board's form for a file carries it.
    pub(super) fn dari_form(form: &Form) -> Self {
        let isi = |nama: &str| form.text(nama).to_owned();
        Self {
            cari: isi("cari"),
            keadaan: isi("keadaan"),
            jenis: isi("jenis"),
            dusun: isi("dusun"),
            orang: isi("orang"),
            hal: String::new(),
        }
    }

    pub(super) fn syarat(&self) -> Where {
        let isi = |teks: &str| Some(teks.to_owned()).filter(|teks| !teks.is_empty());
        let keadaan = self.keadaan.parse::<i16>().ok().and_then(Keadaan::dari_kode);
        let mut syarat = Where::new()
            .and_some("keadaan <= ?", self.terbuka().then_some(3_i16))
            .and_some("keadaan = ?", keadaan.map(Keadaan::kode))
            .and_some("jenis = ?", isi(&self.jenis))
            .and_some("dusun = ?", isi(&self.dusun))
            .and_some("orang_id = ?", self.orang.parse::<Uuid>().ok());
        if !self.kata().is_empty() {
            syarat = syarat.and("lower(orang_nama) like lower(?) escape '!'", [db::containing(self.kata())]);
        }
        syarat
    }

    fn pasangan(&self) -> [(&'static str, &str); 5] {
        [
            ("cari", self.kata()),
            ("keadaan", &self.keadaan),
            ("jenis", &self.jenis),
            ("dusun", &self.dusun),
            ("orang", &self.orang),
        ]
    }
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let menunggu = crate::list_tunggu(&mut tx, caller.today()).await?;
    let total = store::count_berkas(&mut tx, saring.syarat()).await?;
    let hal = saring.hal.parse().unwrap_or(1);
    let paging = ui::Paging::new(caller.href("/dukcapil"), hal, u64::try_from(total).unwrap_or(0))
        .query(saring.pasangan());
    let potong = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX));
    // Of what is open, who waits longest stands on top; of all, what was done last.
    let semua = if saring.terbuka() {
        store::list_berkas(&mut tx, saring.syarat(), potong).await?
    } else {
        store::list_terbaru(&mut tx, saring.syarat(), potong).await?
    };
    let bidang = Field::new("cari", "Cari nama atau NIK")
        .value(saring.kata())
        .autocomplete("off")
        .attr("maxlength", "100");
    ::web::html(&Papan {
        page: caller.page("Berkas Dukcapil").noindex(),
        tab: tab(&caller, 0, menunggu.len()),
        alamat: caller.href("/dukcapil"),
        cari: bidang,
        saringan: saringan(&mut tx, &saring).await?,
        ukuran: ukuran(&caller, &mut tx, menunggu.len()).await?,
        baris: semua.into_iter().map(|b| satu(&caller, b)).collect(),
        paging,
        ekspor: caller.href("/dukcapil/ekspor"),
        saringan_kini: saring.pasangan().map(|(nama, isi)| (nama, isi.to_owned())).to_vec(),
        kunci: caller.request_key(),
        serah: caller.can(KERJA).then(|| caller.href("/dukcapil/serah/baru")),
    })
}

/// A NIK leads to the cases of its resident; a name goes on to its address.
pub(super) async fn cari(caller: Caller, form: Form) -> ::web::Result<Response> {
    let papan = caller.href("/dukcapil");
    let teks = form.text("cari");
    if !bernomor(teks) {
        let nama = ["cari", "keadaan", "jenis", "dusun"];
        let paging = ui::Paging::new(papan, 1, 0).query(nama.map(|nama| (nama, form.text(nama))));
        return Ok(::web::see_other(&paging.url(1), None));
    }
    let nik = match kamus::Nik::baru(teks) {
        Ok(nik) => nik,
        Err(galat) => {
            return Ok(::web::see_other(&papan, Some(Flash::new(Tone::Wait, galat.to_string()))));
        }
    };
    let mut tx = caller.read().await?;
    if let Some(id) = kependudukan::store::find_aktif_nik(&mut tx, nik).await? {
        return Ok(::web::see_other(&caller.href(&format!("/dukcapil?orang={id}")), None));
    }
    let kabar = Flash::new(Tone::Wait, "Tidak ada penduduk dengan NIK itu.");
    Ok(::web::see_other(&papan, Some(kabar)))
}

async fn saringan(tx: &mut ReadTx, saring: &Saring) -> db::Result<Vec<Field>> {
    let mut keadaan = vec![Choice::new("", "Belum selesai"), Choice::new("semua", "Semua")];
    keadaan.extend(Keadaan::SEMUA.map(|k| Choice::new(k.kode().to_string(), k.label())));
    let mut pilihan = vec![Choice::new("", "Semua")];
    pilihan.extend(jenis::semua().iter().map(|j| Choice::new(&j.kode, &j.nama)));
    Ok(vec![
        Field::new("keadaan", "Keadaan").choices(keadaan).value(saring.keadaan.as_str()),
        Field::new("jenis", "Jenis berkas").choices(pilihan).value(saring.jenis.as_str()),
        pilihan_dusun(tx, &saring.dusun).await?,
    ])
}

pub(super) async fn pilihan_dusun(tx: &mut ReadTx, isi: &str) -> db::Result<Field> {
    let mut semua: Vec<String> = wilayah::list_bagian(tx).await?.into_iter().map(|b| b.dusun).collect();
    semua.sort_unstable();
    semua.dedup();
    let mut pilihan = vec![Choice::new("", "Semua")];
    pilihan.extend(semua.into_iter().filter(|d| !d.is_empty()).map(|d| Choice::new(d.clone(), d)));
    Ok(Field::new("dusun", "Dusun").choices(pilihan).value(isi))
}

/// Who waits, what is where, and for how long the oldest stands open: each leads to its list.
async fn ukuran(
    caller: &Caller,
    tx: &mut ReadTx,
    menunggu: usize,
) -> db::Result<Vec<(String, &'static str, String)>> {
    let semua = store::list_terbuka(tx).await?;
    let hitung = |keadaan: Keadaan| {
        let n = semua.iter().filter(|b| b.keadaan() == keadaan).count();
        kamus::angka(i64::try_from(n).unwrap_or(i64::MAX))
    };
    let href = |keadaan: Keadaan| caller.href(&format!("/dukcapil?keadaan={}", keadaan.kode()));
    let mut angka = vec![
        (
            kamus::angka(i64::try_from(menunggu).unwrap_or(i64::MAX)),
            "menunggu, belum ada berkas",
            caller.href("/dukcapil/tunggu"),
        ),
        (hitung(Keadaan::Disiapkan), "disiapkan", href(Keadaan::Disiapkan)),
        (hitung(Keadaan::Dikirim), "di Dukcapil", href(Keadaan::Dikirim)),
        (hitung(Keadaan::Kurang), "dikembalikan, kurang", href(Keadaan::Kurang)),
    ];
    if let Some(tertua) = semua.first() {
        let lama = lama(hari(caller, tertua.dimulai_pada), caller.today());
        angka.push((lama, "berkas terlama", alamat(caller, tertua.id)));
    }
    Ok(angka)
}

fn satu(caller: &Caller, b: Berkas) -> Baris {
    let sejak = hari(caller, b.dimulai_pada);
    let akhir = b.berakhir_pada.map_or_else(|| caller.today(), |pada| hari(caller, pada));
    Baris {
        href: alamat(caller, b.id),
        nomor: b.nomor(),
        jenis: b.jenis_nama().to_owned(),
        keadaan: b.keadaan(),
        sejak: tanggal_pendek(sejak),
        lama: lama(sejak, akhir),
        catatan: if b.dokumen.is_empty() { b.catatan } else { b.dokumen },
        dusun: b.dusun,
        nama: b.orang_nama,
    }
}
