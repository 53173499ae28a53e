//! Photos and documents, when the way to them is long.

use testkit::wa::Jalan;

use crate::Dunia;
use crate::dunia::{HP_SITI, detik, maju};
use crate::percakapan::PNG;

/// A line that is down for minutes costs nobody the photo, nor what they had answered before.
#[tokio::test]
async fn a_photo_waits_until_the_line_is_back() {
    let dunia = Dunia::baru().await;
    dunia.terikat(HP_SITI).await;
    dunia.ketik(HP_SITI, "menu").await;
    dunia.tekan(HP_SITI, "surat").await;
    dunia.ketik(HP_SITI, "melamar kerja").await;
    let foto = dunia.meta.foto("m1", PNG);
    let antaran = dunia.meta.tulisan(HP_SITI, crate::dunia::jam(), &foto);
    dunia.meta.putuskan_media(4);
    dunia.antar(&[antaran], Jalan::Urut).await;
    let dulu = dunia.meta.teks_untuk(HP_SITI).len();
    for _ in 0..20 {
        maju(detik(60));
        dunia.kerjakan().await;
    }
    assert_eq!(dunia.meta.teks_untuk(HP_SITI).split_off(dulu), ["Diterima, nomor 7."]);
}
