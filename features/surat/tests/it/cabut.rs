//! A certificate that its issuer takes back between approval and signing, or before a file from elsewhere is judged.

use access::Role;
use db::testing::{TestDb, each_engine, sqlite};
use jiff::SignedDuration;
use surat::keadaan::Keadaan;
use testkit::Answer;
use testkit::penerbit::{Dipegang, Nakal, Penerbit, SANDI, Sebut};
use tte::pades::{RESERVE, Rect, SignRequest, free_field_name};
use tte::sertifikat::{Keystore, Passphrase};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::Dunia;

struct Kantor {
    dunia: Dunia,
    penerbit: Penerbit,
    milik: Dipegang,
}

impl Kantor {
    /// The lurah has a certificate of another issuer, whom the office trusts.
    async fn di(db: TestDb, sebut: Sebut, cara: &str) -> Self {
        let dunia = Dunia::di(db).await;
        let ctx = dunia.app.ctx();
        let penerbit = Penerbit::mulai(ctx.now).await;
        let milik = penerbit.terbitkan("SRI LESTARI", sebut);
        let otoritas = tte::baca_otoritas(penerbit.der(), false, ctx.now).unwrap();
        let mut tx = dunia.app.db.write(&ctx, "sertifikat").await.unwrap();
        tte::insert_otoritas(&mut tx, &otoritas).await.unwrap();
        let anchors = tte::trust_anchors(&mut tx, false).await.unwrap();
        let kunci = tte::Kunci::new(tx.keys(), false);
        let sandi = Zeroizing::new(SANDI.to_owned());
        let baru = tte::baca_p12(&milik.p12, sandi, &kunci, &anchors, ctx.now).unwrap();
        tte::insert_sertifikat(&mut tx, dunia.lurah_id, &baru).await.unwrap();
        tx.commit().await.unwrap();
        let admin = dunia.app.sebagai(Role::Admin).await;
        admin.post("/tte/dicabut", &[("cara", cara)]).await.led_to();
        Self { dunia, penerbit, milik }
    }

    fn cabut(&self) {
        let pada = self.dunia.app.app.now() - SignedDuration::from_hours(2);
        self.penerbit.cabut(self.milik.nomor, pada);
    }

    async fn tanda_tangan(&self, id: Uuid) -> Answer {
        self.dunia.tanda_tangan(id, SANDI).await
    }

    async fn keadaan(&self, id: Uuid) -> (Keadaan, Option<i64>) {
        let surat = self.dunia.surat(id).await;
        (surat.keadaan(), surat.nomor_urut)
    }

    async fn halaman(&self, id: Uuid) -> String {
        self.dunia.operator.get(&format!("/surat/{id}")).await.ok().main()
    }

    /// As another program signs, with the same key.
    fn di_tempat_lain(&self, asli: &[u8]) -> Vec<u8> {
        let (now, sandi) = (self.dunia.app.app.now(), Passphrase::new(SANDI.to_owned()));
        let kunci = Keystore::open(&self.milik.p12, &sandi, now).unwrap();
        let field = free_field_name(asli, "Lain").unwrap();
        let minta = SignRequest {
            field: &field,
            name: "SRI LESTARI",
            reason: "",
            location: "",
            instant: now,
            page: 0,
            rect: Rect::INVISIBLE,
            reserve: RESERVE,
        };
        tte::pades::sign(asli, &minta, kunci.chain(), &kunci).unwrap()
    }
}

#[track_caller]
fn menolak(answer: &Answer, said: &str) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    assert!(answer.main().contains(said), "{said} in {}", answer.main());
}

#[tokio::test]
async fn a_certificate_revoked_between_approval_and_signing_issues_nothing_on_both_engines() {
    for db in each_engine().await {
        let kantor = Kantor::di(db, Sebut::Responder, "1").await;
        let satu = kantor.dunia.bernomor("2").await;
        kantor.tanda_tangan(satu).await.led_to();
        assert!(kantor.halaman(satu).await.contains("tidak dicabut"), "the history tells that it was asked");
        let id = kantor.dunia.bernomor("2").await;
        kantor.cabut();
        menolak(&kantor.tanda_tangan(id).await, "sudah dicabut penerbitnya pada");
        assert_eq!(kantor.keadaan(id).await, (Keadaan::TandaTangan, Some(2)), "it waits, with its number");
        assert_eq!(kantor.keadaan(satu).await.0, Keadaan::Terbit, "what was issued stays issued");
        assert_eq!(kantor.penerbit.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_file_signed_elsewhere_with_a_revoked_certificate_does_not_count() {
    let kantor = Kantor::di(sqlite().await, Sebut::Daftar, "1").await;
    let id = kantor.dunia.bernomor("3").await;
    let asli = kantor.dunia.operator.get(&format!("/surat/{id}/naskah")).await.ok().bytes;
    let signed = kantor.di_tempat_lain(&asli);
    let unggah = async || {
        let versi = kantor.dunia.surat(id).await.versi.to_string();
        let path = format!("/surat/{id}/unggahan");
        kantor.dunia.operator.upload(&path, &[("versi", &versi)], ("pdf", "hasil.pdf", &signed)).await
    };
    kantor.cabut();
    menolak(&unggah().await, "sudah dicabut penerbitnya pada");
    assert_eq!(kantor.keadaan(id).await.0, Keadaan::TandaTangan);
}

#[tokio::test]
async fn an_issuer_that_does_not_answer_is_told_and_stands_in_the_way_only_where_the_office_wants_it() {
    let kantor = Kantor::di(sqlite().await, Sebut::Responder, "1").await;
    let id = kantor.dunia.bernomor("2").await;
    kantor.penerbit.nakal(Nakal::Status(503));
    kantor.tanda_tangan(id).await.led_to();
    assert!(kantor.halaman(id).await.contains("Belum dapat diperiksa apakah sertifikatnya dicabut"));

    let kantor = Kantor::di(sqlite().await, Sebut::Responder, "2").await;
    let id = kantor.dunia.bernomor("2").await;
    kantor.penerbit.nakal(Nakal::Status(503));
    menolak(&kantor.tanda_tangan(id).await, "Kantor ini mewajibkan jawabannya");
    assert_eq!(kantor.keadaan(id).await, (Keadaan::TandaTangan, Some(1)));
    kantor.tanda_tangan(id).await.led_to();

    // Nobody asked for it: nobody is called.
    let kantor = Kantor::di(sqlite().await, Sebut::Keduanya, "0").await;
    let id = kantor.dunia.bernomor("2").await;
    kantor.cabut();
    kantor.tanda_tangan(id).await.led_to();
    assert_eq!(kantor.penerbit.pertanyaan(), 0);
}

#[tokio::test]
async fn a_list_that_was_brought_keeps_a_revoked_certificate_out_without_a_network() {
    let kantor = Kantor::di(sqlite().await, Sebut::Keduanya, "0").await;
    let id = kantor.dunia.bernomor("2").await;
    kantor.cabut();
    let admin = kantor.dunia.app.sebagai(Role::Admin).await;
    let daftar = kantor.penerbit.daftar(0);
    admin.upload("/tte/dicabut/daftar", &[], ("berkas", "a.crl", &daftar)).await.led_to();
    menolak(&kantor.tanda_tangan(id).await, "sudah dicabut penerbitnya pada");
    assert_eq!((kantor.keadaan(id).await.0, kantor.penerbit.pertanyaan()), (Keadaan::TandaTangan, 0));
}
