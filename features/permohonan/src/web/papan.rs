//! The board: what is due, what is overdue, who has it.

use std::collections::HashMap;

use ::web::{Caller, TileData};
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use db::{ReadTx, Value, Where};
use serde::Deserialize;
use surat::Katalog;
use ui::{Choice, Field, Tone};
use uuid::Uuid;
use waktu::{JamLayanan, Kalender, KeadaanJam, Tahap, dalam_kata};

use super::{alamat, saat_pendek};
use crate::alur::JAM;
use crate::keadaan::{Keadaan, Pintu};
use crate::konfirmasi::terlalu_lama;
use crate::store::{self, Permohonan};
use crate::{ATUR, KERJA};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Saring {
    cari: String,
    /// Empty for all that is open; `semua`, or a code.
    keadaan: String,
    jenis: String,
    pintu: String,
    /// `lewat`, `segera`, `jeda`, `konfirmasi` or `tersendat`.
    waktu: String,
    /// `saya`, or somebody's id.
    petugas: String,
    /// The days on which the letter was there, `1-3-2026`; both or none.
    siap_dari: String,
    siap_sampai: String,
    hal: String,
}

#[derive(Template)]
#[template(path = "permohonan/papan.html")]
struct Papan {
    page: ui::Page,
    alamat: String,
    cari: Field,
    saringan: Vec<Field>,
    ukuran: Vec<(String, &'static str, String)>,
    baris: Vec<Baris>,
    paging: ui::Paging,
    baru: Option<String>,
    atur: Option<String>,
    analisis: String,
    ketua: Option<String>,
    /// Said where only letters of some days are shown.
    hari: Option<String>,
    /// The queue, and the codes that are told at the counter.
    loket: Option<(String, String)>,
}

struct Baris {
    href: String,
    nama: String,
    nomor: String,
    jenis: String,
    keadaan: Keadaan,
    pintu: &'static str,
    petugas: String,
    tenggat: String,
    sisa: String,
    nada: Tone,
    tersendat: bool,
}

/// Clocks of open requests, by request.
struct Jam {
    semua: HashMap<Uuid, JamLayanan>,
    /// Since when a request waits for the neighbourhood's word.
    tunggu: HashMap<Uuid, jiff::Timestamp>,
    kalender: Kalender,
}

impl Jam {
    async fn baca(tx: &mut ReadTx) -> db::Result<Self> {
        let semua = waktu::store::list_terbuka(tx, JAM).await?;
        let semua = semua.into_iter().map(|jam| (jam.subjek_id, jam)).collect();
        let tunggu = store::konfirmasi::list_menunggu(tx).await?;
        let tunggu = tunggu.into_iter().map(|k| (k.permohonan_id, k.diminta_pada.timestamp())).collect();
        Ok(Self { semua, tunggu, kalender: waktu::kalender(tx).await? })
    }

    /// Whether the neighbourhood keeps it waiting for so long that the office should look for another way.
    fn tersendat(&self, id: Uuid, kini: jiff::Timestamp) -> bool {
        let (Some(sejak), Some(jam)) = (self.tunggu.get(&id), self.semua.get(&id)) else { return false };
        self.kalender.lama_kerja(*sejak, kini) >= terlalu_lama(jam.hitungan().jatah)
    }

    /// How far a request's time is, now and not when somebody last looked after it.
    fn tahap(&self, id: Uuid, kini: jiff::Timestamp, ambang: &waktu::Ambang) -> Option<Tahap> {
        let jam = self.semua.get(&id)?;
        let sisa = jam.sisa(&self.kalender, kini);
        Some(if sisa.is_negative() {
            Tahap::Lewat.max(jam.tahap())
        } else if sisa <= ambang.segera {
            Tahap::Segera
        } else {
            Tahap::Awal
        })
    }

    fn cocok(&self, id: Uuid, saring: &str, (tahap, kini): (Option<Tahap>, jiff::Timestamp)) -> bool {
        let jeda = self.semua.get(&id).is_some_and(|jam| jam.keadaan() == KeadaanJam::Jeda);
        match saring {
            "lewat" => tahap >= Some(Tahap::Lewat),
            "segera" => tahap == Some(Tahap::Segera) && !jeda,
            "jeda" => jeda,
            "konfirmasi" => self.tunggu.contains_key(&id),
            "tersendat" => self.tersendat(id, kini),
            _ => true,
        }
    }
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let jam = Jam::baca(&mut tx).await?;
    let ambang = waktu::ambang(&mut tx).await?;
    let kini = caller.ctx.now;
    let hal = saring.hal.parse().unwrap_or(1);
    let ukuran = ukuran(&caller, &mut tx, &jam, &ambang).await?;
    let terbuka = saring.keadaan.is_empty() || !saring.waktu.is_empty();
    let syarat = syarat(&caller, &saring);
    let (baris, paging) = if terbuka {
        let mut semua = store::list_terbuka(&mut tx, syarat).await?;
        semua.retain(|p| jam.cocok(p.id, &saring.waktu, (jam.tahap(p.id, kini, &ambang), kini)));
        // What is due first stands first; what waits for a resident or is ready comes last.
        semua.sort_by_key(|p| {
            let tenggat = jam.semua.get(&p.id).and_then(|jam| jam.tenggat_pada);
            (tenggat.is_none(), tenggat.map(|at| at.0), p.diajukan_pada.0)
        });
        let paging = paging(&caller, &saring, hal, semua.len() as u64);
        let awal = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
        let potong = semua.into_iter().skip(awal).take(usize::try_from(ui::PAGE_SIZE).unwrap_or(25));
        (potong.collect::<Vec<_>>(), paging)
    } else {
        let total = store::count_permohonan(&mut tx, syarat.clone()).await?;
        let paging = paging(&caller, &saring, hal, u64::try_from(total).unwrap_or(0));
        let potong = (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX));
        (store::list_permohonan(&mut tx, syarat, potong).await?, paging)
    };
    let katalog = Katalog::baca(&mut tx).await?;
    let baris = baris.into_iter().map(|p| satu(&caller, p, &jam, &ambang)).collect();
    ::web::html(&Papan {
        page: caller.page("Permohonan"),
        alamat: caller.href("/permohonan"),
        cari: Field::new("cari", "Cari nama")
            .value(nama_saja(&saring.cari))
            .autocomplete("off")
            .attr("maxlength", "100"),
        saringan: saringan(&saring, &katalog),
        ukuran,
        baris,
        paging,
        baru: caller.can(KERJA).then(|| caller.href("/permohonan/baru")),
        loket: caller.can(KERJA).then(|| (caller.href("/antrean"), caller.href("/kode-mandiri"))),
        analisis: caller.href("/permohonan/analisis"),
        hari: siap(&caller, &saring).map(|_| format!("{} sampai {}", saring.siap_dari, saring.siap_sampai)),
        ketua: caller.can(KERJA).then(|| caller.href("/atur-konfirmasi")),
        atur: caller.can(ATUR).then(|| caller.href("/atur-permohonan")),
    })
}

/// A number never stands in an address, so it is no search here.
fn nama_saja(cari: &str) -> &str {
    if cari.bytes().filter(u8::is_ascii_digit).count() >= 3 { "" } else { cari.trim() }
}

fn syarat(caller: &Caller, saring: &Saring) -> Where {
    let keadaan = saring.keadaan.parse::<i16>().ok().and_then(Keadaan::dari_kode);
    let pintu = saring.pintu.parse::<i16>().ok().and_then(Pintu::dari_kode);
    let jenis = Some(saring.jenis.as_str()).filter(|jenis| !jenis.is_empty());
    let petugas = match saring.petugas.as_str() {
        "saya" => caller.ctx.user(),
        lain => lain.parse::<Uuid>().ok(),
    };
    let mut syarat = Where::new()
        .and_some("keadaan = ?", keadaan.map(Keadaan::kode))
        .and_some("pintu = ?", pintu.map(Pintu::kode))
        .and_some("jenis = ?", jenis)
        .and_some("petugas_id = ?", petugas);
    if let Some((dari, sampai)) = siap(caller, saring) {
        syarat = syarat.and("siap_pada >= ? and siap_pada < ?", [dari.into(), sampai.into()]);
    }
    let cari = nama_saja(&saring.cari);
    if !cari.is_empty() {
        syarat = syarat.and("lower(orang_nama) like lower(?) escape '!'", [db::containing(cari)]);
    }
    syarat
}

/// The instants between which the letter was there.
fn siap(caller: &Caller, saring: &Saring) -> Option<(jiff::Timestamp, jiff::Timestamp)> {
    let zona = caller.unit.zone;
    let dari = kamus::urai_tanggal(&saring.siap_dari).ok()?;
    let sampai = kamus::urai_tanggal(&saring.siap_sampai).ok()?.tomorrow().ok()?;
    zona.awal_hari(dari).zip(zona.awal_hari(sampai))
}

fn paging(caller: &Caller, saring: &Saring, hal: u32, total: u64) -> ui::Paging {
    ui::Paging::new(caller.href("/permohonan"), hal, total).query([
        ("cari", nama_saja(&saring.cari)),
        ("keadaan", saring.keadaan.as_str()),
        ("jenis", saring.jenis.as_str()),
        ("pintu", saring.pintu.as_str()),
        ("waktu", saring.waktu.as_str()),
        ("petugas", saring.petugas.as_str()),
        ("siap_dari", saring.siap_dari.as_str()),
        ("siap_sampai", saring.siap_sampai.as_str()),
    ])
}

fn saringan(saring: &Saring, katalog: &Katalog) -> Vec<Field> {
    let bidang = |nama: &str, label: &str, nilai: &str, pilihan: Vec<Choice>| {
        Field::new(nama, label).choices(pilihan).value(nilai)
    };
    let mut keadaan = vec![Choice::new("", "Belum selesai"), Choice::new("semua", "Semua")];
    keadaan.extend(Keadaan::SEMUA.map(|k| Choice::new(k.kode().to_string(), k.label())));
    let mut jenis = vec![Choice::new("", "Semua")];
    jenis.extend(katalog.ditawarkan().map(|j| Choice::new(&j.kode, &j.nama)));
    let mut pintu = vec![Choice::new("", "Semua")];
    pintu.extend(Pintu::SEMUA.map(|p| Choice::new(p.kode().to_string(), p.label())));
    let waktu = [
        ("", "Semua"),
        ("lewat", "Lewat waktu"),
        ("segera", "Segera"),
        ("jeda", "Menunggu warga"),
        ("konfirmasi", "Menunggu konfirmasi"),
        ("tersendat", "Konfirmasi terlalu lama"),
    ];
    let petugas = [("", "Semua"), ("saya", "Saya sendiri")];
    vec![
        bidang("keadaan", "Keadaan", &saring.keadaan, keadaan),
        bidang("jenis", "Jenis surat", &saring.jenis, jenis),
        bidang("waktu", "Waktu", &saring.waktu, Choice::list(waktu)),
        bidang("pintu", "Pintu", &saring.pintu, pintu),
        bidang("petugas", "Petugas", &saring.petugas, Choice::list(petugas)),
    ]
}

/// Overdue, due soon, waiting for residents, open: each leads to its list.
async fn ukuran(
    caller: &Caller,
    tx: &mut ReadTx,
    jam: &Jam,
    ambang: &waktu::Ambang,
) -> db::Result<Vec<(String, &'static str, String)>> {
    let semua = store::list_terbuka(tx, Where::new()).await?;
    let hitung = |saring: &str| {
        let kini = caller.ctx.now;
        let cocok = |p: &&Permohonan| jam.cocok(p.id, saring, (jam.tahap(p.id, kini, ambang), kini));
        semua.iter().filter(cocok).count().to_string()
    };
    let href = |saring: &str| caller.href(&format!("/permohonan?waktu={saring}"));
    Ok(vec![
        (hitung("lewat"), "lewat waktu", href("lewat")),
        (hitung("segera"), "segera jatuh tempo", href("segera")),
        (hitung("jeda"), "menunggu warga", href("jeda")),
        (hitung("konfirmasi"), "menunggu konfirmasi", href("konfirmasi")),
        (semua.len().to_string(), "belum selesai", caller.href("/permohonan")),
    ])
}

fn satu(caller: &Caller, p: Permohonan, jam: &Jam, ambang: &waktu::Ambang) -> Baris {
    let tahap = jam.tahap(p.id, caller.ctx.now, ambang);
    let milik = jam.semua.get(&p.id);
    let (sisa, nada) = match (milik, tahap) {
        (Some(jam_ini), _) if jam_ini.keadaan() == KeadaanJam::Jeda => ("berhenti".to_owned(), Tone::Plain),
        (Some(jam_ini), Some(tahap)) => {
            let sisa = jam_ini.sisa(&jam.kalender, caller.ctx.now);
            let kata = if sisa.is_negative() { "lewat" } else { "sisa" };
            (format!("{kata} {}", dalam_kata(sisa)), tahap.nada())
        }
        _ => (String::new(), Tone::Plain),
    };
    Baris {
        href: alamat(caller, p.id),
        tersendat: jam.tersendat(p.id, caller.ctx.now),
        nomor: p.nomor(),
        jenis: p.jenis_nama.clone(),
        keadaan: p.keadaan(),
        pintu: p.pintu().label(),
        tenggat: milik
            .and_then(|jam| jam.tenggat_pada)
            .map(|at| saat_pendek(caller, at.timestamp()))
            .unwrap_or_default(),
        petugas: p.petugas_nama,
        nama: p.orang_nama,
        sisa,
        nada,
    }
}

/// How many requests are overdue, for the first page.
pub(super) async fn ubin(caller: &Caller) -> ::web::Result<Option<TileData>> {
    let mut tx = caller.read().await?;
    let jam = Jam::baca(&mut tx).await?;
    let lewat = jam.semua.values().filter(|j| !j.tepat(&jam.kalender, caller.ctx.now)).count();
    let terbuka =
        store::count_permohonan(&mut tx, Where::new().and("keadaan < ?", [Value::from(10_i64)])).await?;
    if terbuka == 0 {
        return Ok(None);
    }
    Ok(Some(TileData {
        figure: terbuka.to_string(),
        label: "permohonan belum selesai".to_owned(),
        note: if lewat == 0 { "semua dalam waktunya".to_owned() } else { format!("{lewat} lewat waktu") },
        href: caller.href("/permohonan"),
        tone: if lewat == 0 { Tone::Info } else { Tone::Bad },
    }))
}
