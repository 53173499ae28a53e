//! A letter that the camat signs too travels to the kecamatan of the same Balai and back.

use access::Role;
use db::{Context, Unit};
use std::sync::Arc;
use surat::keadaan::Keadaan;
use surat::kukuh::{self, Jalur, KeadaanKukuh};
use surat::store::{self, Penerusan, Pengukuhan};
use testkit::{Answer, Client, SUKAMAJU, cut_after};
use uuid::Uuid;
use wilayah::Jabatan;

use crate::Dunia;
use crate::dunia::{features, identitas, pejabat, utuh};

pub(crate) const KECAMATAN: Unit = Unit(3_402_130_000);
pub(crate) const KABUPATEN: Unit = Unit(3_402_000_000);

/// Sukamaju with a kind that its camat signs too, and the kecamatan above it.
pub(crate) struct Dua {
    pub(crate) dunia: Dunia,
    pub(crate) kantor: Client,
    pub(crate) panewu: Uuid,
}

pub(crate) async fn daftarkan(dunia: &Dunia, unit: Unit, nama: &str) {
    let now = dunia.app.app.now();
    dunia.app.db.register_unit(unit, now).await.unwrap();
    let ctx = Context::system("cerita", unit, now);
    let mut tx = dunia.app.db.write(&ctx, "pendaftaran").await.unwrap();
    let mut identitas = identitas(&ctx, unit);
    identitas.nama = nama.to_owned();
    tx.insert(&identitas).await.unwrap();
    tx.commit().await.unwrap();
}

/// "Domisili" with a place for the camat beside the village's own.
pub(crate) async fn bercamat(dunia: &Dunia) {
    let (definisi, naskah) = surat::jenis::sumber("domisili").unwrap();
    let ttd = "\nttd = [{ oleh = \"pejabat\" }, { oleh = \"camat\", atas = \"Mengetahui,\" }]\nklasifikasi";
    let definisi = definisi.replacen("\nklasifikasi", ttd, 1);
    let isi = [("definisi", definisi.as_str()), ("naskah", naskah)];
    dunia.operator.post("/atur-surat/domisili/naskah/penerbitan", &isi).await.led_to();
}

impl Dua {
    pub(crate) async fn di(db: db::testing::TestDb) -> Self {
        let dunia = Dunia::di(db).await;
        daftarkan(&dunia, KECAMATAN, "Pleret").await;
        bercamat(&dunia).await;
        let kantor = dunia.app.sebagai_di(KECAMATAN, &[Role::Operator]).await;
        let ctx = Self::ctx(&dunia);
        let panewu = pejabat(&ctx, "Ratna Kusuma, M.Si.", Jabatan::Kepala, None);
        let mut tx = dunia.app.db.write(&ctx, "penetapan").await.unwrap();
        tx.insert(&panewu).await.unwrap();
        tx.commit().await.unwrap();
        Self { dunia, kantor, panewu: panewu.id }
    }

    pub(crate) async fn baru() -> Self {
        Self::di(db::testing::sqlite().await).await
    }

    pub(crate) fn ctx(dunia: &Dunia) -> Context {
        Context::system("cerita", KECAMATAN, dunia.app.app.now())
    }

    /// A letter that was signed in ink and is out.
    pub(crate) async fn terbit(&self) -> Uuid {
        let id = self.dunia.bernomor("1").await;
        self.dunia.tindak(&self.dunia.operator, id, "penerbitan", &[]).await.led_to();
        id
    }

    pub(crate) async fn tindak(&self, id: Uuid, tindakan: &str) -> Answer {
        self.dunia.tindak(&self.dunia.operator, id, tindakan, &[]).await
    }

    pub(crate) async fn penerusan(&self, surat: Uuid) -> Penerusan {
        let mut tx = self.dunia.app.db.read(&self.dunia.app.ctx()).await.unwrap();
        store::find_penerusan_surat(&mut tx, surat).await.unwrap().unwrap()
    }

    pub(crate) async fn pengukuhan(&self, id: Uuid) -> Option<Pengukuhan> {
        let mut tx = self.dunia.app.db.read(&Self::ctx(&self.dunia)).await.unwrap();
        store::find_pengukuhan(&mut tx, id).await.unwrap()
    }

    /// Passes a letter on; tells under which id it waits.
    pub(crate) async fn teruskan(&self, surat: Uuid) -> Uuid {
        self.tindak(surat, "penerusan").await.led_to();
        self.penerusan(surat).await.id
    }

    pub(crate) async fn kukuhkan(&self, id: Uuid, lain: &[(&str, &str)]) -> Answer {
        let panewu = self.panewu.to_string();
        let mut isi = vec![("penanda", panewu.as_str()), ("tanggal", "02-03-2026"), ("urut", "7")];
        isi.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
        isi.extend_from_slice(lain);
        self.kantor.post(&format!("/pengukuhan/{id}/pengukuhan"), &isi).await
    }

    /// Carries out what waits in the queue.
    pub(crate) async fn jalankan(&self) -> usize {
        let app = &self.dunia.app;
        let workers = features().into_iter().flat_map(|f| f.jobs).collect();
        let now = db::testing::story_time;
        let runner = jobs::Runner::new(app.db.db.clone(), Arc::new(app.app.clone()), workers, now);
        runner.drain().await.unwrap()
    }

    pub(crate) async fn utuh(&self) {
        for unit in [SUKAMAJU, KECAMATAN] {
            let now = self.dunia.app.app.now();
            let buku = db::ledger::verify_unit(&self.dunia.app.db, unit, now).await.unwrap();
            assert_eq!(buku.finding, None);
        }
    }
}

#[tokio::test]
async fn a_letter_is_passed_on_signed_in_ink_and_told_at_home_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let dunia = &dua.dunia;
        let id = dua.terbit().await;
        let page = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
        assert!(page.contains("Teruskan ke Kapanewon Pleret") && page.contains("Dibawa sendiri"), "{page}");
        let kirim = dua.teruskan(id).await;
        assert_eq!(dua.tindak(id, "penerusan").await.status, 400, "once is enough");

        let nomor = dunia.surat(id).await.nomor.unwrap();
        let daftar = utuh(&dua.kantor.get("/pengukuhan").await.ok());
        assert!(daftar.contains("Kalurahan Sukamaju") && daftar.contains(&nomor), "{daftar}");
        assert!(daftar.contains("Tenggat") && !daftar.contains("Siti"), "due, and nobody's name: {daftar}");
        let page = dua.kantor.get(&format!("/pengukuhan/{kirim}")).await.ok().main();
        assert!(page.contains("Siti Aminah") && page.contains("Mengetahui"), "{page}");
        assert!(!page.contains("3402134101859001"), "masked by not being there");
        let buka = dua.kantor.post(&format!("/pengukuhan/{kirim}/pembukaan"), &[]).await.ok();
        assert_eq!(&buka.bytes[..5], b"%PDF-");
        for (ctx, jumlah) in [(dunia.app.ctx(), 1), (Dua::ctx(dunia), 1)] {
            let mut tx = dunia.app.db.read(&ctx).await.unwrap();
            let mut dibuka = access::store::list_pembukaan(&mut tx, None).await.unwrap();
            dibuka.extend(access::store::list_pembukaan(&mut tx, Some(dunia.siti)).await.unwrap());
            let ini = dibuka.iter().filter(|satu| satu.hal == "surat_pengukuhan").count();
            assert!(ini >= jumlah, "the look is written down in {}", ctx.unit);
        }

        for (isi, kata) in [
            (("tanggal", "01-01-2030"), "tidak boleh sesudah hari ini"),
            (("tanggal", "01-01-2026"), "tidak boleh sebelum tanggal surat"),
            (("urut", "nol"), "Isi nomor urut register"),
            (("urut", "0"), "paling kecil 1"),
            (("penanda", ""), "Pilih siapa yang menandatangani"),
        ] {
            let tolak = dua.kukuhkan(kirim, &[isi]).await;
            assert!(tolak.status == 422 && tolak.main().contains(kata), "{kata} in {}", tolak.main());
        }
        let kunci = [("request_key", "satu-kali-saja-pengukuhan")];
        let led = dua.kukuhkan(kirim, &kunci).await.led_to();
        assert_eq!(dua.kukuhkan(kirim, &kunci).await.led_to(), led, "a repeated submit");
        assert_eq!(dua.kukuhkan(kirim, &[]).await.status, 409, "nobody answers twice");

        let row = dua.penerusan(id).await;
        assert_eq!(row.keadaan(), KeadaanKukuh::Dikukuhkan);
        assert_eq!((row.register.as_deref(), row.elektronik), (Some("7/2026"), false));
        let page = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
        assert!(page.contains("Dikukuhkan Ratna Kusuma, M.Si., Panewu Pleret, pada 2 Maret 2026"), "{page}");
        assert!(page.contains("Dikukuhkan camat") && page.contains("Kapanewon Pleret"), "{page}");
        assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::Terbit);
        let di_kantor = dua.kantor.get("/pengukuhan?keadaan=2").await.ok().main();
        assert!(di_kantor.contains("Register 7/2026"), "{di_kantor}");
        assert!(dua.kantor.get("/pengukuhan").await.ok().main().contains("Tidak ada yang menunggu"));
        let mut tx = dunia.app.db.read(&Dua::ctx(dunia)).await.unwrap();
        assert!(waktu::store::list_terbuka(&mut tx, kukuh::JAM).await.unwrap().is_empty(), "its clock ended");
        drop(tx);
        dua.jalankan().await;
        assert_eq!(dua.penerusan(id).await, row, "the jobs find everything told");
        dua.utuh().await;
    }
}

#[tokio::test]
async fn a_letter_comes_back_with_a_reason_and_is_passed_on_again_or_carried_by_hand() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let id = dua.terbit().await;
        let kirim = dua.teruskan(id).await;
        let alamat = format!("/pengukuhan/{kirim}/pengembalian");
        let tolak = dua.kantor.post(&alamat, &[("alasan", " ")]).await;
        assert!(tolak.status == 422 && tolak.main().contains("Tulis alasannya"), "{}", tolak.main());
        dua.kantor.post(&alamat, &[("alasan", "Stempel desa belum ada")]).await.led_to();
        assert_eq!(dua.kantor.post(&alamat, &[("alasan", "Sekali lagi")]).await.status, 409);
        let page = dua.dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
        assert!(page.contains("Stempel desa belum ada") && page.contains("Teruskan ke Kapanewon"), "{page}");
        let kedua = dua.teruskan(id).await;
        assert_ne!(kedua, kirim);
        dua.tindak(id, "penarikan-camat").await.led_to();
        dua.tindak(id, "penarikan-camat").await.led_to();
        assert_eq!(dua.pengukuhan(kedua).await.unwrap().keadaan(), KeadaanKukuh::Ditarik);
        assert_eq!(dua.kukuhkan(kedua, &[]).await.status, 409);
        dua.tindak(id, "pembawaan").await.led_to();
        assert_eq!(dua.penerusan(id).await.keadaan(), KeadaanKukuh::Dibawa);
        let daftar = dua.dunia.operator.get("/pengukuhan").await.ok().main();
        for kata in ["Dikembalikan", "Ditarik desa", "Dibawa sendiri", "Stempel desa belum ada"] {
            assert!(daftar.contains(kata), "{kata} in {daftar}");
        }
        let mut tx = dua.dunia.app.db.read(&dua.dunia.app.ctx()).await.unwrap();
        let riwayat = store::list_peristiwa(&mut tx, id).await.unwrap();
        let riwayat: Vec<&str> = riwayat.iter().map(|satu| satu.tindakan.as_str()).skip(4).collect();
        assert_eq!(riwayat, ["penerusan", "pengembalian_camat", "penerusan", "penarikan_camat", "pembawaan"]);
        drop(tx);
        dua.utuh().await;
    }
}

#[tokio::test]
async fn of_two_clerks_and_a_village_that_withdraws_the_first_has_decided() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let id = dua.terbit().await;
        let kirim = dua.teruskan(id).await;
        let kembali = format!("/pengukuhan/{kirim}/pengembalian");
        let alasan = [("alasan", "Belum lengkap")];
        let (satu, dua_, tarik) = tokio::join!(
            dua.kukuhkan(kirim, &[]),
            dua.kantor.post(&kembali, &alasan),
            dua.tindak(id, "penarikan-camat"),
        );
        assert_eq!(tarik.status, 303, "who comes late is told");
        let akhir = dua.pengukuhan(kirim).await.unwrap().keadaan();
        let menang = [satu.status == 303, dua_.status == 303, akhir == KeadaanKukuh::Ditarik];
        assert_eq!(menang.iter().filter(|menang| **menang).count(), 1, "{menang:?}");
        dua.jalankan().await;
        assert_eq!(dua.penerusan(id).await.keadaan(), akhir, "both sides say the same");
        dua.utuh().await;
    }
}

#[tokio::test]
async fn two_clerks_who_pass_on_at_once_pass_on_once() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let id = dua.terbit().await;
        let versi = dua.dunia.surat(id).await.versi.to_string();
        let (alamat, isi) = (format!("/surat/{id}/penerusan"), [("versi", versi.as_str())]);
        let operator = &dua.dunia.operator;
        let (satu, lain) = tokio::join!(operator.post(&alamat, &isi), operator.post(&alamat, &isi));
        let mut status = [satu.status.as_u16(), lain.status.as_u16()];
        status.sort_unstable();
        assert_eq!(status, [303, 409]);
        let daftar = dua.kantor.get("/pengukuhan").await.ok().main();
        assert_eq!(daftar.matches("<tr><th scope=\"row\">").count(), 1, "{daftar}");
    }
}

/// The power goes at every place at which it can: what one office wrote reaches the other by the job.
#[tokio::test]
async fn a_cut_between_the_two_offices_loses_nothing() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let (mut waits, mut terpotong, mut id) = (1, 0, dua.terbit().await);
        loop {
            let selesai = cut_after(waits, dua.tindak(id, "penerusan")).await.is_some();
            dua.jalankan().await;
            let mut tx = dua.dunia.app.db.read(&dua.dunia.app.ctx()).await.unwrap();
            let ada = store::find_penerusan_surat(&mut tx, id).await.unwrap();
            drop(tx);
            let Some(row) = ada else {
                assert!(!selesai, "what was answered is kept");
                waits += 1;
                continue;
            };
            let sana = dua.pengukuhan(row.id).await.expect("it waits there");
            assert_eq!(sana.keadaan(), KeadaanKukuh::Menunggu);
            let urut = (waits * 10).to_string();
            let dijawab = cut_after(waits, dua.kukuhkan(row.id, &[("urut", &urut)])).await.is_some();
            dua.jalankan().await;
            let sana = dua.pengukuhan(row.id).await.unwrap().keadaan();
            assert_eq!(dua.penerusan(id).await.keadaan(), sana, "cut after {waits}");
            terpotong += usize::from(!selesai) + usize::from(!dijawab);
            if selesai && dijawab {
                assert_eq!(sana, KeadaanKukuh::Dikukuhkan);
                break;
            }
            waits += 5;
            id = dua.terbit().await;
        }
        eprintln!("cut {terpotong} times between the two");
        dua.utuh().await;
    }
}

#[tokio::test]
async fn what_is_another_office_s_does_not_exist() {
    let dua = Dua::baru().await;
    let dunia = &dua.dunia;
    daftarkan(dunia, KABUPATEN, "Bantul").await;
    daftarkan(dunia, Unit(3_402_140_000), "Piyungan").await;
    daftarkan(dunia, Unit(3_402_132_001), "Sukasari").await;
    let id = dua.terbit().await;
    let kirim = dua.teruskan(id).await;
    let alamat = format!("/pengukuhan/{kirim}");
    for (siapa, unit, role) in [
        ("the village itself", SUKAMAJU, Role::Operator),
        ("another village", Unit(3_402_132_001), Role::Operator),
        ("another kecamatan", Unit(3_402_140_000), Role::Camat),
        ("the regency", KABUPATEN, Role::Camat),
        ("who checks letters there", KECAMATAN, Role::Verifikator),
    ] {
        let client = dunia.app.sebagai_di(unit, &[role]).await;
        assert_eq!(client.get(&alamat).await.status, 404, "{siapa}");
        for tindakan in ["pembukaan", "pengukuhan", "pengembalian"] {
            let jawab = client.post(&format!("{alamat}/{tindakan}"), &[("alasan", "Coba")]).await;
            assert_eq!(jawab.status, 404, "{siapa}: {tindakan}");
        }
    }
    // The regency's camat role reaches below, but answers for nobody there.
    let atas = dunia.app.sebagai_di(KABUPATEN, &[Role::Camat]).await;
    assert_eq!(atas.get("/3402130000/pengukuhan").await.status, 404);
    assert_eq!(atas.get(&format!("/3402130000{alamat}")).await.status, 404);
    assert_eq!(dua.pengukuhan(kirim).await.unwrap().keadaan(), KeadaanKukuh::Menunggu);
    let camat = dunia.app.sebagai_di(KECAMATAN, &[Role::Camat]).await;
    assert_eq!(camat.get(&alamat).await.status, 200);
    let cari = [("cari", "3402 1341 0185 9001")];
    assert_eq!(dua.kantor.post("/pengukuhan", &cari).await.led_to(), "/3402130000/pengukuhan");
}

#[tokio::test]
async fn a_village_whose_kecamatan_is_elsewhere_carries_the_paper_as_ever() {
    let dunia = Dunia::baru().await;
    bercamat(&dunia).await;
    let id = dunia.bernomor("1").await;
    dunia.tindak(&dunia.operator, id, "penerbitan", &[]).await.led_to();
    let page = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
    assert!(page.contains("dibawa ke kecamatan") && !page.contains("/penerusan\""), "{page}");
    let tolak = dunia.tindak(&dunia.operator, id, "penerusan", &[]).await;
    assert!(tolak.status == 400 && tolak.text().contains("Bawa suratnya ke kecamatan"), "{}", tolak.text());
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let surat = dunia.surat(id).await;
    assert_eq!(kukuh::bagi_pemohon(&mut tx, &surat).await.unwrap().0, Keadaan::Terbit, "nobody waits");
}

#[tokio::test]
async fn a_revoked_letter_is_taken_back_from_the_kecamatan() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let id = dua.terbit().await;
        let kirim = dua.teruskan(id).await;
        let dunia = &dua.dunia;
        dunia.tindak(&dunia.operator, id, "pencabutan", &[("alasan", "Salah orang")]).await.led_to();
        let page = dua.kantor.get(&format!("/pengukuhan/{kirim}")).await.ok().main();
        assert!(page.contains("Tidak ada yang perlu dikerjakan"), "seen at once: {page}");
        assert_eq!(dua.kukuhkan(kirim, &[]).await.status, 409);
        assert!(dua.jalankan().await > 0);
        assert_eq!(dua.pengukuhan(kirim).await.unwrap().keadaan(), KeadaanKukuh::Ditarik);
        assert_eq!(dua.penerusan(id).await.keadaan(), KeadaanKukuh::Ditarik);
        assert_eq!(dunia.surat(id).await.keadaan(), Keadaan::Dicabut, "still revoked");
        dua.utuh().await;
    }
}

#[tokio::test]
async fn a_kecamatan_that_is_gone_keeps_no_letter() {
    let dua = Dua::baru().await;
    let id = dua.terbit().await;
    let kirim = dua.teruskan(id).await;
    let ctx = dua.dunia.app.ctx();
    let row = dua.penerusan(id).await;
    let mut tx = dua.dunia.app.db.write(&ctx, "cerita").await.unwrap();
    tx.update(&Penerusan { tujuan: 3_402_150_000, ..row }).await.unwrap();
    tx.commit().await.unwrap();
    let page = dua.dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
    assert!(page.contains("tidak lagi ada di Balai ini"), "{page}");
    let jalur = Jalur { asal: SUKAMAJU, tujuan: Unit(3_402_150_000), id: kirim };
    kukuh::sampaikan(&dua.dunia.app.db, jalur, ctx.now).await.unwrap();
    dua.tindak(id, "penarikan-camat").await.led_to();
    assert_eq!(dua.penerusan(id).await.keadaan(), KeadaanKukuh::Ditarik);
}

#[tokio::test]
async fn who_checks_a_letter_reads_what_the_camat_did() {
    let dua = Dua::baru().await;
    let dunia = &dua.dunia;
    let id = dua.terbit().await;
    let kirim = dua.teruskan(id).await;
    let token = dunia.surat(id).await.token.unwrap();
    let tamu = dunia.app.tamu();
    let periksa = async || tamu.get(&format!("/v/{token}")).await.ok().main();
    let page = periksa().await;
    assert!(
        page.contains("Menunggu pengukuhan camat") && page.contains("camat belum menandatanganinya"),
        "{page}"
    );
    dua.kukuhkan(kirim, &[]).await.led_to();
    let page = periksa().await;
    assert!(page.contains("Dikukuhkan Ratna Kusuma, M.Si., Panewu Pleret, pada 2 Maret 2026"), "{page}");
    assert!(page.contains("sah dan berlaku"), "{page}");
}
