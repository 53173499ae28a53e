//! Whatever is recorded in whatever order: the register stays whole, and undoing everything gives it back.

use std::collections::{BTreeMap, BTreeSet};

use db::{Context, WriteTx};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use kamus::StatusDasar;
use kependudukan::entitas::{JenisPeristiwa, Keluarga, Penduduk, Peristiwa, SELAMANYA, TIADA_AKHIR};
use kependudukan::peristiwa::{
    self, Bentuk, Jawab, Keadaan, Macam, SEMUA, Subjek, batalkan, bidang_hubungan, keluarga_rusak,
    kirim_tempat, rumah_tangga_rusak,
};
use kependudukan::store::{self, Pada};
use kependudukan::{contoh, pengimporan};
use testkit::TestApp;
use uuid::Uuid;

use crate::cerita::fitur;

/// Chance that can be repeated (SplitMix64).
struct Dadu(u64);

impl Dadu {
    fn lempar(&mut self, sisi: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(sisi.max(1)).unwrap()).unwrap()
    }

    fn pilih<'a, T>(&mut self, dari: &'a [T]) -> Option<&'a T> {
        if dari.is_empty() { None } else { dari.get(self.lempar(dari.len())) }
    }
}

fn hari_ini() -> Date {
    contoh::TANGGAL_SUKAMAJU.saturating_add(45.days())
}

async fn desa(app: &TestApp) {
    let buku = contoh::buku(&contoh::sukamaju()).unwrap();
    let laporan = pengimporan::laporan(&app.db, &app.ctx(), hari_ini(), buku).await.unwrap();
    let perintah = pengimporan::Perintah {
        tanggal_data: contoh::TANGGAL_SUKAMAJU,
        hari_ini: hari_ini(),
        lewati_salah: false,
        permintaan: None,
    };
    pengimporan::terapkan(&app.db, &app.ctx(), &laporan.muatan, perintah).await.unwrap();
}

fn cocok(subjek: Subjek, p: &Penduduk) -> bool {
    match subjek {
        Subjek::Hadir => p.aktif(),
        Subjek::Pindah => p.status_dasar() == StatusDasar::Pindah,
        Subjek::Pergi => matches!(p.status_dasar(), StatusDasar::Hilang | StatusDasar::Pergi),
        Subjek::OrangTua => p.status_dasar() != StatusDasar::TidakValid,
        Subjek::Tiada => false,
    }
}

/// Answers at random, most of them of the right shape.
fn jawab(dadu: &mut Dadu, macam: &'static Macam, orang: &[Penduduk], k: &Keadaan, urut: usize) -> Jawab {
    let mut j = Jawab::default();
    (macam.awal)(k, &mut j);
    let hari = |dadu: &mut Dadu| {
        let mundur = i64::try_from(dadu.lempar(46)).unwrap();
        kamus::tanggal_pendek(hari_ini().saturating_sub(mundur.days()))
    };
    for b in macam.semua_bidang() {
        let sudah = j.some(b.nama).is_some()
            && !matches!(b.bentuk, Bentuk::Tempat | Bentuk::Pilih(_) | Bentuk::Kode(_));
        // A correction changes a field or two of many.
        let lewat =
            if macam.alamat == "koreksi" { dadu.lempar(8) > 0 } else { !b.wajib && dadu.lempar(3) == 0 };
        // A household's number is given by itself.
        if sudah || b.nama == "nomor_rtm" || (lewat && !(b.wajib && j.some(b.nama).is_none())) {
            continue;
        }
        let acak = |dadu: &mut Dadu| {
            let serumah: Vec<&Penduduk> = orang.iter().filter(|p| p.rumah_tangga_id.is_some()).collect();
            let satu = dadu.pilih(&serumah).copied().filter(|_| macam.alamat == "masuk-rumah-tangga");
            satu.unwrap_or_else(|| dadu.pilih(orang).unwrap()).clone()
        };
        match b.bentuk {
            Bentuk::Judul | Bentuk::Anggota | Bentuk::AnggotaHubungan | Bentuk::Bawaan => {}
            Bentuk::Pilih(pilihan) => j.pasang(b.nama, dadu.pilih(&pilihan()).unwrap().0.clone()),
            Bentuk::Kode(semua) => j.pasang(b.nama, dadu.pilih(&semua()).unwrap().kode.to_string()),
            Bentuk::Tempat => j.pasang(b.nama, kirim_tempat(dadu.pilih(&k.tempat).unwrap())),
            Bentuk::Tanggal => j.pasang(b.nama, hari(dadu)),
            Bentuk::Angka(dari, _) => j.pasang(b.nama, dari.to_string()),
            Bentuk::Derajat(_) => j.pasang(b.nama, "-7.5"),
            Bentuk::Nik => j.pasang(b.nama, format!("34021301010{:05}", 59_000 + urut)),
            Bentuk::NoKk => j.pasang(b.nama, format!("34021301010{:05}", 69_000 + urut)),
            Bentuk::NikAtauHapus | Bentuk::TanggalAtauHapus => j.pasang(b.nama, "-"),
            Bentuk::Telepon => j.pasang(b.nama, "0812 0000 0001"),
            // Only who believes outside the six religions has one.
            Bentuk::Rahasia(_) if b.nama == "organisasi_kepercayaan" => {}
            Bentuk::Teks(_) | Bentuk::Rahasia(_) | Bentuk::Uraian => {
                j.pasang(b.nama, format!("ISIAN {urut}"));
            }
            Bentuk::Orang => {
                let lain = acak(dadu);
                j.pasang(b.nama, lain.nama.clone());
                j.pasang(&format!("{}_id", b.nama), lain.id.to_string());
            }
        }
    }
    j.pasang("tanggal_lapor", kamus::tanggal_pendek(hari_ini()));
    if macam.alamat == "datang" {
        j.pasang("tanggal_lahir", "04-05-1990");
    }
    siapa(dadu, k, &mut j);
    j
}

/// The subject and some of their family.
fn siapa(dadu: &mut Dadu, k: &Keadaan, j: &mut Jawab) {
    let Some(o) = k.yang_dicatat() else { return };
    let mut ids = vec![o.kini.id.to_string()];
    if let Some(keluarga) = o.kini.keluarga_id {
        for lain in k.anggota_dengan(keluarga, o.kini.status_dasar()) {
            if lain.kini.id != o.kini.id && dadu.lempar(2) == 0 {
                ids.push(lain.kini.id.to_string());
            }
        }
    }
    let pasangan: Vec<(&str, &str)> = j.pasangan().filter(|(nama, _)| *nama != "siapa").collect();
    *j = Jawab::dari(pasangan.into_iter().chain(ids.iter().map(|id| ("siapa", id.as_str()))));
}

/// One act at random; whether something was recorded.
async fn satu(tx: &mut WriteTx, dadu: &mut Dadu, urut: usize) -> Option<&'static str> {
    let mut orang = store::list_penduduk(tx).await.unwrap();
    // Ids differ from run to run; names make the same story each time.
    orang.sort_by(|a, b| (&a.nama, a.tanggal_lahir).cmp(&(&b.nama, b.tanggal_lahir)));
    // Households first: chance alone seldom finds a member.
    let baru = peristiwa::macam_dari_alamat("rumah-tangga-baru").unwrap();
    let macam = if urut < 4 { baru } else { *dadu.pilih(SEMUA).unwrap() };
    let serumah = macam.kelompok == baru.kelompok
        && !["rumah-tangga-baru", "masuk-rumah-tangga"].contains(&macam.alamat);
    let boleh = |p: &&Penduduk| cocok(macam.subjek, p) && (!serumah || p.rumah_tangga_id.is_some());
    let calon: Vec<&Penduduk> = orang.iter().filter(boleh).collect();
    let subjek = dadu.pilih(&calon).map(|p| p.id);
    if subjek.is_none() && macam.subjek != Subjek::Tiada {
        return None;
    }
    let k = Keadaan::muat(tx, macam, subjek, &Jawab::default(), hari_ini()).await.unwrap();
    let mut j = jawab(dadu, macam, &orang, &k, urut);
    for _ in 0..3 {
        let k = Keadaan::muat(tx, macam, subjek, &j, hari_ini()).await.unwrap();
        let (draf, temuan) = peristiwa::periksa(macam, &k, &j);
        if let Some(draf) = draf {
            draf.simpan(tx).await.unwrap();
            return Some(macam.alamat);
        }
        for butuh in temuan.butuh() {
            let (kepala, ..) = dadu.pilih(&butuh.anggota).unwrap();
            j.pasang(&butuh.kesatuan.bidang_kepala(), kepala.to_string());
        }
        for (bidang, _) in temuan.semua_galat() {
            if let Some(id) = bidang.strip_prefix("hubungan_").and_then(|id| id.parse().ok()) {
                j.pasang(&bidang_hubungan(id), "9");
            }
        }
    }
    None
}

async fn batal(tx: &mut WriteTx, dadu: &mut Dadu) -> bool {
    let mut semua = berlaku(tx).await;
    let posisi = dadu.lempar(semua.len());
    if semua.is_empty() {
        return false;
    }
    let satu = semua.swap_remove(posisi);
    batalkan(tx, &satu, "Diuji.", hari_ini()).await.is_ok()
}

/// Standing events, the last recorded first.
async fn berlaku(tx: &mut WriteTx) -> Vec<Peristiwa> {
    let mut semua =
        store::list_peristiwa_masa(tx, (date(1900, 1, 1), date(2100, 1, 1)), db::Where::new()).await.unwrap();
    semua.retain(|p| p.berlaku() && p.jenis() != JenisPeristiwa::Pembatalan);
    semua.sort_by_key(|p| std::cmp::Reverse(p.dicatat_pada));
    semua
}

async fn semua_keluarga(tx: &mut WriteTx) -> BTreeMap<Uuid, Keluarga> {
    store::list_keluarga(tx).await.unwrap().into_iter().map(|k| (k.id, k)).collect()
}

/// What must hold after every act.
async fn utuh(app: &TestApp, ctx: &Context, cacat: &BTreeSet<Uuid>, apa: &str) {
    let mut tx = app.db.write(ctx, "uji").await.unwrap();
    let keluarga: BTreeSet<Uuid> = semua_keluarga(&mut tx).await.into_keys().collect();
    let rusak = keluarga_rusak(&mut tx, &keluarga).await.unwrap();
    let baru: Vec<_> = rusak.iter().filter(|(id, _)| !cacat.contains(id)).collect();
    assert!(baru.is_empty(), "{apa}: {baru:?}");
    let rumah = store::list_rumah_tangga(&mut tx).await.unwrap().into_iter().map(|r| r.id).collect();
    assert_eq!(rumah_tangga_rusak(&mut tx, &rumah).await.unwrap(), [], "{apa}");
    let semua = store::list_penduduk(&mut tx).await.unwrap();
    let aktif: BTreeSet<Uuid> = semua.iter().filter(|p| p.aktif()).map(|p| p.id).collect();
    let hadir = store::list_hadir(&mut tx, Pada::kini(hari_ini()), db::Where::new()).await.unwrap();
    assert_eq!(hadir.len(), aktif.len(), "{apa}: nobody counts twice");
    assert_eq!(hadir.into_iter().map(|h| h.id).collect::<BTreeSet<_>>(), aktif, "{apa}");
    for p in &semua {
        let mut garis: Vec<(Date, Date)> = store::list_riwayat(&mut tx, p.id)
            .await
            .unwrap()
            .into_iter()
            .filter(|r| r.dicabut_pada == TIADA_AKHIR)
            .map(|r| (r.sejak.0, r.sampai.0))
            .collect();
        garis.sort_unstable();
        garis.push((p.berlaku_sejak.0, SELAMANYA));
        for dua in garis.windows(2) {
            assert!(
                dua[0].1 == dua[1].0 && dua[0].0 < dua[0].1,
                "{apa}: {} has a broken line {garis:?}",
                p.nama
            );
        }
    }
}

/// A person without the times of their record.
fn isi(p: &Penduduk) -> serde_json::Value {
    let mut isi = serde_json::to_value(p).unwrap();
    for kolom in ["dicatat_pada", "berlaku_sejak"] {
        isi[kolom] = serde_json::Value::Null;
    }
    isi
}

async fn cerita_acak(app: &TestApp, benih: u64, langkah: usize) -> BTreeMap<&'static str, usize> {
    desa(app).await;
    let (mut dadu, mut ctx) = (Dadu(benih), app.ctx());
    let mut tx = app.db.write(&ctx, "uji").await.unwrap();
    let awal = store::list_penduduk(&mut tx).await.unwrap();
    let keluarga_awal = semua_keluarga(&mut tx).await;
    let cacat: BTreeSet<Uuid> = keluarga_rusak(&mut tx, &keluarga_awal.keys().copied().collect())
        .await
        .unwrap()
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    drop(tx);
    let mut tercatat: BTreeMap<&'static str, usize> = BTreeMap::new();
    for urut in 0..langkah {
        ctx.now += 1.minute();
        let mut tx = app.db.write(&ctx, "peristiwa").await.unwrap();
        let apa = if dadu.lempar(6) == 0 {
            batal(&mut tx, &mut dadu).await.then_some("batal")
        } else {
            satu(&mut tx, &mut dadu, urut).await
        };
        // What was refused leaves nothing behind.
        let Some(apa) = apa else { continue };
        tx.commit().await.unwrap();
        *tercatat.entry(apa).or_default() += 1;
        utuh(app, &ctx, &cacat, &format!("{benih}/{urut} {apa}")).await;
    }
    loop {
        ctx.now += 1.minute();
        let mut tx = app.db.write(&ctx, "pembatalan_peristiwa").await.unwrap();
        let Some(satu) = berlaku(&mut tx).await.into_iter().next() else { break };
        let hasil = batalkan(&mut tx, &satu, "Diuji.", hari_ini()).await;
        assert!(hasil.is_ok(), "{benih}: {:?} {hasil:?}", satu.jenis());
        tx.commit().await.unwrap();
    }
    utuh(app, &ctx, &cacat, "at the end").await;
    let mut tx = app.db.write(&ctx, "uji").await.unwrap();
    for p in store::list_penduduk(&mut tx).await.unwrap() {
        match awal.iter().find(|lama| lama.id == p.id) {
            Some(lama) => assert_eq!(isi(&p), isi(lama), "{benih}: {}", p.nama),
            None => assert_eq!(p.status_dasar(), StatusDasar::TidakValid, "{benih}: {} never came", p.nama),
        }
    }
    let keluarga = semua_keluarga(&mut tx).await;
    for (id, lama) in &keluarga_awal {
        assert_eq!(&keluarga[id], lama, "{benih}");
    }
    tercatat
}

#[tokio::test]
async fn whatever_is_recorded_the_register_stays_whole_and_can_be_given_back() {
    let mut semua: BTreeMap<&'static str, usize> = BTreeMap::new();
    for benih in [1_u64, 2] {
        for app in testkit::each_engine(fitur).await {
            for (apa, n) in cerita_acak(&app, benih, 160).await {
                *semua.entry(apa).or_default() += n;
            }
        }
    }
    eprintln!("recorded: {semua:?}");
    let belum: Vec<&str> = SEMUA.iter().map(|m| m.alamat).filter(|m| !semua.contains_key(m)).collect();
    assert!(belum.len() <= 3, "chance never came to {belum:?}");
    assert!(semua["batal"] > 10);
}
