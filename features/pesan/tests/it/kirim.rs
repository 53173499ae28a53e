//! Sending: in order, at its pace, through errors.

use axum::http::StatusCode;
use pesan::{Isi, JenisTemplat, Kiriman};
use testkit::wa::{Jalan, Nakal};

use crate::Dunia;
use crate::dunia::{HP_SITI, detik, jam, maju, siti};

pub(crate) fn teks(isi: &str) -> Kiriman {
    Kiriman::from(Isi::Teks(isi.to_owned()))
}

pub(crate) async fn kabari(dunia: &Dunia, kiriman: &Kiriman) -> usize {
    let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
    let banyak = pesan::kabari(&mut tx, siti(), kiriman).await.unwrap();
    tx.commit().await.unwrap();
    banyak
}

async fn halaman(dunia: &Dunia) -> String {
    dunia.app.sebagai(access::Role::Operator).await.get("/pesan").await.ok().main()
}

#[tokio::test]
async fn messages_to_one_person_keep_their_order_and_six_seconds_apart() {
    for db in testkit::testing::each_engine().await {
        let dunia = Dunia::di(db, pesan::Jenis::Meta).await;
        dunia.terikat(HP_SITI).await;
        let dulu = dunia.meta.teks_untuk(HP_SITI).len();
        maju(detik(7));
        for n in 0..4 {
            kabari(&dunia, &teks(&format!("kabar {n}"))).await;
        }
        for harap in [1, 1, 2, 2, 3, 3, 4] {
            dunia.kerjakan().await;
            assert_eq!(dunia.meta.teks_untuk(HP_SITI).len() - dulu, harap);
            maju(detik(3));
        }
        let semua = dunia.meta.teks_untuk(HP_SITI).split_off(dulu);
        assert_eq!(semua, ["kabar 0", "kabar 1", "kabar 2", "kabar 3"]);
        assert_eq!(dunia.meta.pelanggaran(), Vec::<String>::new());
    }
}

#[tokio::test]
async fn trouble_at_the_provider_delays_and_loses_nothing() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    let dulu = dunia.meta.teks_untuk(HP_SITI).len();
    for nakal in [Nakal::Status(500), Nakal::Status(429), Nakal::Galat(130_429), Nakal::Galat(131_056)] {
        dunia.meta.nakal(nakal);
    }
    kabari(&dunia, &teks("surat selesai")).await;
    for _ in 0..8 {
        dunia.kerjakan().await;
        maju(detik(60));
    }
    assert_eq!(
        dunia.meta.teks_untuk(HP_SITI).split_off(dulu),
        ["surat selesai"],
        "once, after four refusals"
    );
}

/// Whether a message arrived is unknown when the answer is lost: it is sent again rather than not at all.
#[tokio::test]
async fn a_lost_answer_is_made_up_for() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    for nakal in [Nakal::TelanJawaban, Nakal::JawabanRusak] {
        let dulu = dunia.meta.teks_untuk(HP_SITI).len();
        dunia.meta.nakal(nakal.clone());
        kabari(&dunia, &teks("surat selesai")).await;
        for _ in 0..4 {
            dunia.kerjakan().await;
            maju(detik(60));
        }
        assert_eq!(dunia.meta.teks_untuk(HP_SITI).len() - dulu, 2, "{nakal:?}");
    }
}

#[tokio::test]
async fn a_refused_token_stops_everything_until_somebody_has_looked() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.meta.nakal(Nakal::Galat(190));
    kabari(&dunia, &teks("satu")).await;
    kabari(&dunia, &teks("dua")).await;
    let dulu = dunia.meta.diterima().len();
    for _ in 0..5 {
        dunia.kerjakan().await;
        maju(detik(600));
    }
    assert_eq!(dunia.meta.diterima().len(), dulu, "nothing goes out");
    assert!(halaman(&dunia).await.contains("kode 190"));
    let admin = dunia.app.sebagai(access::Role::Admin).await;
    assert!(admin.get("/pesan/atur").await.ok().main().contains("Pengiriman berhenti"));
    admin.post("/pesan/atur/pelanjutan", &[]).await.led_to();
    for _ in 0..3 {
        dunia.kerjakan().await;
        maju(detik(10));
    }
    assert_eq!(dunia.meta.teks_untuk(HP_SITI).split_off(dulu), ["satu", "dua"]);
}

#[tokio::test]
async fn who_cannot_be_reached_is_known_until_they_write() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.meta.nakal(Nakal::Galat(131_026));
    maju(detik(7));
    assert_eq!(kabari(&dunia, &teks("satu")).await, 1);
    dunia.kerjakan().await;
    assert!(halaman(&dunia).await.contains("131026"), "it stands among the failed");
    assert_eq!(kabari(&dunia, &teks("dua")).await, 0, "the counter has to tell them");
    dunia.ketik(HP_SITI, "menu").await;
    assert_eq!(kabari(&dunia, &teks("tiga")).await, 1);
}

#[tokio::test]
async fn a_message_that_is_wrong_is_put_aside_and_the_next_goes_out() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    let dulu = dunia.meta.teks_untuk(HP_SITI).len();
    dunia.meta.nakal(Nakal::Galat(131_009));
    kabari(&dunia, &teks("salah")).await;
    kabari(&dunia, &teks("benar")).await;
    dunia.sebentar().await;
    assert_eq!(dunia.meta.teks_untuk(HP_SITI).split_off(dulu), ["benar"]);
    let operator = dunia.app.sebagai(access::Role::Operator).await;
    let page = operator.get("/pesan").await.ok().text();
    let (_, sisa) =
        page.split_once("/pengulangan").map(|(depan, _)| depan.rsplit_once("action=\"").unwrap()).unwrap();
    operator.post(&format!("{sisa}/pengulangan"), &[]).await.led_to();
    dunia.sebentar().await;
    assert_eq!(dunia.meta.teks_untuk(HP_SITI).split_off(dulu), ["benar", "salah"], "sent when asked for");
}

#[tokio::test]
async fn outside_the_window_a_template_speaks_and_the_news_waits_for_an_answer() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    maju(detik(25 * 3_600));
    let kabar =
        Kiriman { templat: Some((JenisTemplat::Kabar, "470/123".into())), ..teks("Surat 470/123 selesai.") };
    kabari(&dunia, &kabar).await;
    kabari(&dunia, &teks("tanpa templat")).await;
    dunia.sebentar().await;
    let semua = dunia.meta.diterima();
    let terakhir = semua.last().unwrap();
    assert_eq!(terakhir["template"]["name"], "kabar_balai");
    assert_eq!(terakhir.pointer("/template/components/0/parameters/0/text").unwrap(), "470/123");
    let dulu = dunia.meta.teks_untuk(HP_SITI).len();
    dunia.ketik(HP_SITI, "AMBIL").await;
    for _ in 0..3 {
        dunia.sebentar().await;
    }
    let mut baru = dunia.meta.teks_untuk(HP_SITI).split_off(dulu);
    baru.sort();
    assert_eq!(baru.len(), 3, "{baru:?}");
    assert!(
        baru.contains(&"Surat 470/123 selesai.".to_owned()) && baru.contains(&"tanpa templat".to_owned())
    );
}

/// Our clock and Meta's may differ: then Meta's answer counts.
#[tokio::test]
async fn a_window_that_turns_out_closed_leads_to_the_template() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.meta.nakal(Nakal::Galat(131_047));
    let kabar = Kiriman { templat: Some((JenisTemplat::Kabar, "470/123".into())), ..teks("Surat selesai.") };
    kabari(&dunia, &kabar).await;
    dunia.sebentar().await;
    assert_eq!(dunia.meta.diterima().last().unwrap()["type"], "template");
    dunia.meta.nakal(Nakal::Galat(131_047));
    kabari(&dunia, &teks("polos")).await;
    dunia.sebentar().await;
    assert_eq!(dunia.meta.diterima().last().unwrap()["type"], "template", "without one it is held");
    dunia.ketik(HP_SITI, "menu").await;
    dunia.sebentar().await;
    assert!(dunia.meta.teks_untuk(HP_SITI).contains(&"polos".to_owned()));
}

#[tokio::test]
async fn a_sensitive_document_waits_for_ambil() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    let simpanan = dunia.app.app.service::<files::FileStore>();
    let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
    let pdf = b"%PDF-1.7 uji";
    let berkas = simpanan.put(&mut tx, "uji", "application/pdf", pdf).await.unwrap();
    let isi = Isi::Dokumen { berkas: berkas.id, nama: "surat-sktm.pdf".into(), teks: "Nomor 470/9".into() };
    let kiriman = Kiriman { rahasia: true, ..isi.into() };
    assert_eq!(pesan::kabari(&mut tx, siti(), &kiriman).await.unwrap(), 1);
    tx.commit().await.unwrap();
    dunia.sebentar().await;
    assert!(
        dunia.meta.teks_untuk(HP_SITI).last().unwrap().contains("balas AMBIL")
            || dunia.meta.teks_untuk(HP_SITI).last().unwrap().contains("Balas AMBIL")
    );
    dunia.ketik(HP_SITI, "menu").await;
    assert!(
        !dunia.meta.diterima().iter().any(|pesan| pesan["type"] == "document"),
        "another word does not fetch it"
    );
    dunia.ketik(HP_SITI, "ambil").await;
    dunia.sebentar().await;
    let semua = dunia.meta.diterima();
    let dokumen = semua.iter().find(|pesan| pesan["type"] == "document").expect("the document");
    assert_eq!(dokumen["document"]["filename"], "surat-sktm.pdf");
    let id = dokumen["document"]["id"].as_str().unwrap();
    assert_eq!(dunia.meta.unggahan(id).unwrap(), pdf, "byte for byte, never as a public link");
    assert!(dunia.ketik(HP_SITI, "ambil").await.contains("Tidak ada dokumen"));
}

db::statements! {
    LIST_KEADAAN = "select keadaan from pesan_keluar where unit = $1 order by urut";
    work PERNAH_DICOBA = "update pesan_keluar set keadaan = 2, percobaan = 12
        where unit = $1 and keadaan = 1 and urut = (select min(urut) from pesan_keluar where unit = $1 and keadaan = 1)";
}

async fn keadaan(dunia: &Dunia) -> Vec<i16> {
    let rows: Vec<(i16,)> = dunia.baca().await.query(LIST_KEADAAN).all().await.unwrap();
    rows.into_iter().map(|(keadaan,)| keadaan).collect()
}

#[tokio::test]
async fn receipts_only_lead_forward() {
    let dunia = Dunia::baru().await;
    dunia.setuju(HP_SITI).await;
    assert_eq!(keadaan(&dunia).await, [3, 3]);
    let terima = async |status: &str, galat| {
        let antaran = dunia.meta.status("wamid.keluar4", status, jam(), galat);
        assert_eq!(dunia.antar(&[antaran], Jalan::Urut).await, [StatusCode::OK]);
        dunia.kerjakan().await;
        keadaan(&dunia).await
    };
    for (status, harap) in [("sent", 3), ("read", 5), ("delivered", 5), ("sent", 5)] {
        assert_eq!(terima(status, None).await, [3, harap], "{status}");
    }
    assert_eq!(terima("failed", Some(131_026)).await, [3, 5], "what was read cannot fail");
    // An error that comes only as a receipt: the window was closed, so it waits until the resident writes.
    let antaran = dunia.meta.status("wamid.keluar2", "failed", jam(), Some(131_047));
    dunia.antar(&[antaran], Jalan::Urut).await;
    dunia.kerjakan().await;
    assert_eq!(keadaan(&dunia).await, [7, 5]);
    dunia.ketik(HP_SITI, "menu").await;
    dunia.sebentar().await;
    assert_eq!(keadaan(&dunia).await, [3, 5, 3]);
}

/// A backup was put back without its files, or a disk lost one.
#[tokio::test]
async fn a_lost_attachment_is_put_aside_and_the_next_message_goes_out() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    let isi =
        Isi::Dokumen { berkas: uuid::Uuid::from_bytes([9; 16]), nama: "a.pdf".into(), teks: "470/9".into() };
    kabari(&dunia, &isi.into()).await;
    kabari(&dunia, &teks("kabar sesudahnya")).await;
    for _ in 0..3 {
        dunia.sebentar().await;
    }
    assert_eq!(dunia.meta.teks_untuk(HP_SITI).last().unwrap(), "kabar sesudahnya");
    assert!(halaman(&dunia).await.contains("Lampirannya hilang"), "and the office is told");
}

/// The process dies each time at the same message.
#[tokio::test]
async fn a_message_that_is_begun_and_never_ended_is_put_aside_at_last() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    kabari(&dunia, &teks("maut")).await;
    kabari(&dunia, &teks("kabar sesudahnya")).await;
    let mut tx = dunia.app.db.write(&crate::dunia::ctx(), "uji").await.unwrap();
    tx.execute(PERNAH_DICOBA, vec![testkit::SUKAMAJU.0.into()]).await.unwrap();
    tx.commit().await.unwrap();
    for _ in 0..3 {
        dunia.sebentar().await;
    }
    assert_eq!(dunia.meta.teks_untuk(HP_SITI).last().unwrap(), "kabar sesudahnya");
    assert!(!dunia.meta.teks_untuk(HP_SITI).contains(&"maut".to_owned()));
    assert!(halaman(&dunia).await.contains("terputus di tengah jalan"));
}

#[tokio::test]
async fn only_who_the_chosen_provider_reaches_counts_as_reached() {
    for db in testkit::testing::each_engine().await {
        let dunia = Dunia::di(db, pesan::Jenis::Meta).await;
        dunia.terikat(HP_SITI).await;
        let terjangkau = async || {
            let mut tx = dunia.baca().await;
            pesan::store::list_terjangkau(&mut tx, jam().into()).await.unwrap()
        };
        assert_eq!((terjangkau().await, kabari(&dunia, &teks("satu")).await), (vec![siti()], 1));
        let admin = dunia.app.sebagai(access::Role::Admin).await;
        for penyedia in ["2", "0"] {
            let isian = [
                ("penyedia", penyedia),
                ("alamat", dunia.gowa.alamat()),
                ("token", testkit::wa::gowa::SANDI),
                ("rahasia", testkit::wa::gowa::RAHASIA),
            ];
            admin.post("/pesan/atur", &isian).await.led_to();
            assert_eq!(
                (terjangkau().await, kabari(&dunia, &teks("dua")).await),
                (vec![], 0),
                "a contact of Meta is told at the counter: {penyedia}"
            );
        }
    }
}

#[tokio::test]
async fn what_waited_for_days_is_no_news_any_more() {
    let dunia = Dunia::gowa().await;
    dunia.ketik_gowa(HP_SITI, "halo").await;
    dunia.ketik_gowa(HP_SITI, "1").await;
    let kode = dunia.kode_kantor(siti()).await;
    dunia.ketik_gowa(HP_SITI, &format!("IKAT {kode}")).await;
    dunia.gowa.nakal(Nakal::Galat(190));
    kabari(&dunia, &teks("kabar lama")).await;
    dunia.sebentar().await;
    maju(detik(5 * 24 * 3_600));
    kabari(&dunia, &teks("kabar baru")).await;
    let dulu = dunia.gowa.teks_untuk(HP_SITI).len();
    dunia.app.sebagai(access::Role::Admin).await.post("/pesan/atur/pelanjutan", &[]).await.led_to();
    for _ in 0..3 {
        dunia.sebentar().await;
    }
    assert_eq!(dunia.gowa.teks_untuk(HP_SITI).split_off(dulu), ["kabar baru"]);
}
