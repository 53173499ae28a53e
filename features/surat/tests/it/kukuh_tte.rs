//! The camat's own electronic signature beside that of the village.

use access::Role;
use surat::Verdict;
use surat::kukuh::KeadaanKukuh;
use testkit::{Client, SUKAMAJU};
use tte::pades::Verdict as Isi;
use tte::{Conclusion, Kunci, Pemegang};
use uuid::Uuid;
use wilayah::Jabatan;
use zeroize::Zeroizing;

use crate::Dunia;
use crate::dunia::pejabat;
use crate::kukuh::{Dua, KECAMATAN};
use crate::tte::PASSPHRASE as SANDI_LURAH;

const SANDI: &str = "kabut pagi di lereng";

/// The kecamatan's head with a login and a certificate of its own authority.
async fn camat(dua: &Dua) -> Client {
    let app = &dua.dunia.app;
    let ctx = Dua::ctx(&dua.dunia);
    let pengguna = testkit::add_user(&app.db, &ctx, &[Role::Penandatangan]).await;
    let mut tx = app.db.write(&ctx, "penetapan").await.unwrap();
    let mut panewu = pejabat(&ctx, "Ratna Kusuma, M.Si.", Jabatan::Kepala, Some(pengguna.id));
    panewu.id = dua.panewu;
    tx.update(&panewu).await.unwrap();
    let kunci = Kunci::new(tx.keys(), false);
    let sendiri = tte::siapkan_otoritas("Kapanewon Pleret", "Kapanewon Pleret", &kunci, ctx.now).unwrap();
    let sendiri = tte::insert_otoritas(&mut tx, &sendiri).await.unwrap();
    let pemegang = Pemegang { nama: "Ratna Kusuma", nomor: "SK-2", unit: "Kapanewon Pleret" };
    let sandi = Zeroizing::new(SANDI.to_owned());
    let baru = tte::siapkan_sertifikat(&sendiri, &kunci, &pemegang, sandi, ctx.now).unwrap();
    tte::insert_sertifikat(&mut tx, dua.panewu, &baru).await.unwrap();
    tx.commit().await.unwrap();
    app.sebagai_pengguna(KECAMATAN, pengguna.id).await
}

/// A letter that the lurah signed electronically, waiting in the kecamatan.
pub(crate) async fn elektronik(dua: &Dua) -> (Uuid, Uuid) {
    let dunia = &dua.dunia;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let id = dunia.bernomor("2").await;
    dunia.tanda_tangan(id, SANDI_LURAH).await.led_to();
    (id, dua.teruskan(id).await)
}

async fn unduh(dunia: &Dunia, alamat: &str) -> Vec<u8> {
    dunia.operator.get(alamat).await.ok().bytes
}

#[tokio::test]
async fn the_camat_signs_beside_the_village_and_both_verify_on_both_engines() {
    for db in db::testing::each_engine().await {
        let dua = Dua::di(db).await;
        let dunia = &dua.dunia;
        let camat = camat(&dua).await;
        let (id, kirim) = elektronik(&dua).await;
        let satu = unduh(dunia, &format!("/surat/{id}/terbitan")).await;
        let alamat = format!("/pengukuhan/{kirim}/penandatanganan");
        let isi = [("passphrase", SANDI), ("request_key", "satu-kali-saja-tte-camat")];
        camat.post(&alamat, &isi).await.led_to();
        camat.post(&alamat, &isi).await.led_to();
        let row = dua.penerusan(id).await;
        assert_eq!((row.keadaan(), row.elektronik), (KeadaanKukuh::Dikukuhkan, true));
        assert_eq!(row.register.as_deref(), Some("1/2026"), "the next free number");

        let dua_kali = unduh(dunia, &format!("/surat/{id}/terbitan")).await;
        assert!(dua_kali.starts_with(&satu) && dua_kali.len() > satu.len(), "one revision more");
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let mut sana = dunia.app.db.read(&Dua::ctx(dunia)).await.unwrap();
        let desa = tte::trust_anchors(&mut tx, false).await.unwrap();
        let kecamatan = tte::trust_anchors(&mut sana, false).await.unwrap();
        let now = dunia.app.app.now();
        let laporan = tte::periksa(&dua_kali, &desa.and(kecamatan), now).unwrap();
        assert_eq!(laporan.conclusion(), Conclusion::Valid);
        let nama: Vec<&str> =
            laporan.signatures.iter().map(|s| s.signer.as_ref().unwrap().common_name.as_str()).collect();
        assert_eq!(nama, ["Sri Lestari", "Ratna Kusuma"]);
        assert_eq!(tte::pades::same_content(&dua_kali, &satu), Isi::Unchanged);
        drop((tx, sana));

        let sidik = dunia.surat(id).await.terbit_sidik;
        for berkas in [&satu, &dua_kali] {
            let Verdict::Sah(temuan) = surat::verify_pdf(&dunia.app.db, berkas, now).await.unwrap() else {
                panic!("both files were issued");
            };
            assert_eq!((temuan.unit, &temuan.sidik), (SUKAMAJU, &sidik));
        }
        let mut rusak = dua_kali.clone();
        let tengah = rusak.len() / 2;
        rusak[tengah] ^= 1;
        let hasil = surat::verify_pdf(&dunia.app.db, &rusak, now).await.unwrap();
        assert!(!matches!(hasil, Verdict::Sah(_)), "one byte changed");
        let page = dunia.operator.get(&format!("/surat/{id}")).await.ok().main();
        assert!(page.contains("Ditandatangani secara elektronik. Register kecamatan 1/2026"), "{page}");
        assert_eq!(unduh(dunia, &format!("/surat/{id}/terbitan?awal=1")).await, satu, "the first stays");
        dua.jalankan().await;
        assert_eq!(dua.penerusan(id).await, row);
        dua.utuh().await;
    }
}

#[tokio::test]
async fn paper_is_signed_on_paper() {
    let dua = Dua::baru().await;
    let camat = camat(&dua).await;
    let id = dua.terbit().await;
    let kirim = dua.teruskan(id).await;
    let page = camat.get(&format!("/pengukuhan/{kirim}")).await.ok().main();
    assert!(
        page.contains("Desa menandatangani surat ini di kertas") && !page.contains("passphrase"),
        "{page}"
    );
    let tolak = camat.post(&format!("/pengukuhan/{kirim}/penandatanganan"), &[("passphrase", SANDI)]).await;
    assert!(tolak.status == 422 && tolak.main().contains("di kertas"), "{}", tolak.main());
    assert_eq!(dua.pengukuhan(kirim).await.unwrap().keadaan(), KeadaanKukuh::Menunggu);
}

#[tokio::test]
async fn only_the_camat_signs_and_a_wrong_passphrase_loses_nothing() {
    let dua = Dua::baru().await;
    let camat = camat(&dua).await;
    let (_, kirim) = elektronik(&dua).await;
    let alamat = format!("/pengukuhan/{kirim}/penandatanganan");
    assert_eq!(dua.kantor.post(&alamat, &[("passphrase", SANDI)]).await.status, 404, "a clerk does not sign");
    let lain = dua.dunia.app.sebagai_di(KECAMATAN, &[Role::Penandatangan]).await;
    let tolak = lain.post(&alamat, &[("passphrase", SANDI)]).await;
    assert!(tolak.main().contains("Hanya camat"), "{}", tolak.main());
    for (sandi, kata) in [("", "Passphrase belum diisi."), ("keliru sekali", "Passphrase salah")] {
        let tolak = camat.post(&alamat, &[("passphrase", sandi)]).await;
        assert!(tolak.status == 422 && tolak.main().contains(kata), "{}", tolak.main());
        assert!(!tolak.text().contains("keliru sekali"), "a passphrase is never sent back");
    }
    let row = dua.pengukuhan(kirim).await.unwrap();
    assert_eq!(row.keadaan(), KeadaanKukuh::Menunggu);
    assert!(row.niat_pada.is_some(), "what was to happen is on record");
    camat.post(&alamat, &[("passphrase", SANDI)]).await.led_to();
    assert_eq!(dua.pengukuhan(kirim).await.unwrap().keadaan(), KeadaanKukuh::Dikukuhkan);
}
