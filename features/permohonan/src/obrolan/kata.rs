//! What is said to residents, in Indonesian and in Javanese (krama); the village may say it in its own words.

use db::{ReadTx, Result};
use pesan::{Bahasa, Bawaan};

macro_rules! kata {
    ($($nama:ident, $kunci:literal, $kapan:literal, $indonesia:literal, $jawa:literal;)*) => {
        $(pub(super) const $nama: Bawaan =
            Bawaan { kunci: $kunci, kapan: $kapan, indonesia: $indonesia, jawa: $jawa };)*
        /// Everything, for whoever edits it.
        pub(super) const SEMUA: &[Bawaan] = &[$($nama),*];
    };
}

kata! {
    JUDUL_SURAT, "permohonan_judul_surat", "Pilihan menu: minta surat",
        "Minta surat",
        "Nyuwun serat";
    JUDUL_STATUS, "permohonan_judul_status", "Pilihan menu: status permohonan",
        "Status permohonan",
        "Kawontenan panyuwunan";
    JUDUL_NILAI, "permohonan_judul_nilai", "Pilihan menu: beri nilai",
        "Beri nilai layanan",
        "Maringi biji layanan";
    PILIH_JENIS, "permohonan_pilih_jenis", "Minta surat: pilih jenisnya",
        "Surat apa yang Anda perlukan? Pilih, atau ketik sebagian namanya.",
        "Serat punapa ingkang dipunbetahaken? Dipunpilih, utawi ketik perangan namanipun.";
    BUKA_JENIS, "permohonan_buka_jenis", "Minta surat: tombol daftar jenis",
        "Pilih surat",
        "Pilih serat";
    BUKA, "permohonan_buka", "Tombol daftar pilihan",
        "Lihat pilihan",
        "Pirsani pilihan";
    TAK_ADA_JENIS, "permohonan_tak_ada_jenis", "Minta surat: tidak ada yang cocok",
        "Tidak ada surat dengan nama itu.",
        "Mboten wonten serat kanthi nama punika.";
    JENIS_HILANG, "permohonan_jenis_hilang", "Minta surat: jenis tidak dilayani lagi",
        "Jenis surat itu tidak dilayani lagi. Ketik MENU untuk memilih yang lain.",
        "Jinis serat punika sampun mboten dipunladosi. Ketik MENU kangge milih sanesipun.";
    ORANG_HILANG, "permohonan_orang_hilang", "Data warga tidak ada lagi",
        "Data Anda tidak ditemukan lagi. Silakan hubungi kantor.",
        "Data panjenengan mboten kapanggih malih. Sumangga sambung kaliyan kantor.";
    TERLALU_BANYAK, "permohonan_terlalu_banyak", "Minta surat: terlalu banyak yang berjalan",
        "Anda masih punya {jumlah} permohonan yang berjalan. Tunggu sampai ada yang selesai.",
        "Panjenengan taksih gadhah {jumlah} panyuwunan ingkang mlampah. Dipunentosi ngantos wonten ingkang rampung.";
    UNTUK_SIAPA, "permohonan_untuk_siapa", "Minta surat: untuk siapa",
        "Surat ini untuk siapa?",
        "Serat punika kangge sinten?";
    SAYA_SENDIRI, "permohonan_saya_sendiri", "Minta surat: untuk diri sendiri",
        "Saya sendiri",
        "Kula piyambak";
    UNTUK_NAMA, "permohonan_untuk_nama", "Minta surat: untuk anggota keluarga",
        "Untuk: {nama}",
        "Kangge: {nama}";
    ANGGOTA_HILANG, "permohonan_anggota_hilang", "Minta surat: bukan anggota keluarga lagi",
        "Untuk orang itu Anda tidak dapat meminta surat di sini. Ketik MENU untuk memilih lagi.",
        "Kangge tiyang punika panjenengan mboten saged nyuwun serat wonten ngriki. Ketik MENU kangge milih malih.";
    TAK_COCOK_ANGGOTA, "permohonan_tak_cocok_anggota", "Minta surat: jenis tidak sesuai untuk anggota keluarga",
        "Surat itu tidak dapat diminta untuk {nama}. Tanyakan kepada kantor.",
        "Serat punika mboten saged dipunsuwun kangge {nama}. Sumangga tanglet dhateng kantor.";
    DIWAKILI, "permohonan_diwakili", "Kabar kepada yang disuratkan: diminta anggota keluarga",
        "{nama} meminta {surat} untuk Anda (permohonan {nomor}). Bila Anda tidak setuju, hubungi kantor.",
        "{nama} nyuwun {surat} kangge panjenengan (panyuwunan {nomor}). Menawi panjenengan mboten sarujuk, sumangga sambung kaliyan kantor.";
    TANYA_ISIAN, "permohonan_tanya_isian", "Minta surat: satu pertanyaan isian",
        "{label}?",
        "{label}?";
    SYARAT_LENGKAP, "permohonan_syarat_lengkap", "Minta surat: syarat sudah lengkap",
        "Syarat Anda sudah ada di data kantor.",
        "Sarat panjenengan sampun wonten ing data kantor.";
    TANYA_FOTO, "permohonan_tanya_foto", "Minta surat: foto satu syarat",
        "Kirim foto: {syarat}. Foto atau PDF disimpan terkunci dan dihapus 30 hari sesudah surat jadi.",
        "Kintun foto: {syarat}. Foto utawi PDF dipunsimpen kanthi kunci saha dipunbusak 30 dinten sasampunipun serat dados.";
    FOTO_HILANG, "permohonan_foto_hilang", "Minta surat: foto sudah terlalu lama dan dihapus",
        "Foto yang Anda kirim dulu sudah dihapus karena permohonannya tidak dilanjutkan dalam dua hari.",
        "Foto ingkang panjenengan kintun sampun dipunbusak amargi panyuwunanipun mboten dipunlajengaken salebetipun kalih dinten.";
    FOTO_SAJA, "permohonan_foto_saja", "Minta surat: jawaban bukan foto",
        "Itu bukan foto. Kirim foto {syarat}, atau pilih dibawa ke kantor.",
        "Punika sanes foto. Kintun foto {syarat}, utawi pilih dipunbekta dhateng kantor.";
    LENGKAPI_FOTO, "permohonan_lengkapi_foto", "Foto yang kurang: jawaban bukan foto",
        "Itu bukan foto. Kirim foto {syarat} di sini, atau bawa ke kantor. Ketik BATAL bila nanti saja.",
        "Punika sanes foto. Kintun foto {syarat} wonten ngriki, utawi bekta dhateng kantor. Ketik BATAL menawi mangke kemawon.";
    TAK_COCOK, "permohonan_tak_cocok", "Minta surat: jenis tidak sesuai dengan data warga",
        "Surat itu tidak dapat diminta dengan data Anda sekarang. {sebab}",
        "Serat punika mboten saged dipunsuwun kanthi data panjenengan samenika. {sebab}";
    NANTI, "permohonan_nanti", "Tombol syarat dibawa ke kantor",
        "Bawa ke kantor",
        "Bekta ing kantor";
    TANYA_AMBIL, "permohonan_tanya_ambil", "Minta surat: cara menerima",
        "Bagaimana surat sampai kepada Anda?",
        "Kados pundi serat dumugi panjenengan?";
    AMBIL_KANTOR, "permohonan_ambil_kantor", "Tombol ambil di kantor",
        "Ambil di kantor",
        "Pendhet ing kantor";
    AMBIL_PDF, "permohonan_ambil_pdf", "Tombol berkas PDF",
        "PDF di pesan ini",
        "PDF ing pesen punika";
    AMBIL_ANTAR, "permohonan_ambil_antar", "Tombol diantar",
        "Antar ke rumah",
        "Dipunteraken";
    TANYA_ALAMAT, "permohonan_tanya_alamat", "Minta surat: alamat antar",
        "Diantar ke mana? Tulis jalan atau dusun, RT/RW.",
        "Dipunteraken dhateng pundi? Serat margi utawi dhusun, RT/RW.";
    PERIKSA, "permohonan_periksa", "Minta surat: periksa sebelum dikirim",
        "Periksa dulu:\n{isi}\n\nKirim permohonan ini?",
        "Dipunpriksani rumiyin:\n{isi}\n\nPanyuwunan punika dipunkintun?";
    YA_KIRIM, "permohonan_ya_kirim", "Tombol kirim permohonan",
        "Kirim",
        "Kintun";
    TIDAK_KIRIM, "permohonan_tidak_kirim", "Tombol tidak jadi",
        "Tidak jadi",
        "Mboten saestu";
    TAK_JADI, "permohonan_tak_jadi", "Minta surat: tidak jadi",
        "Baik, permohonan tidak dikirim. Ketik MENU untuk pilihan lain.",
        "Inggih, panyuwunan mboten dipunkintun. Ketik MENU kangge pilihan sanes.";
    BELUM_PAHAM, "permohonan_belum_paham", "Minta surat: jawaban bukan pilihan",
        "Jawaban itu belum kami pahami.",
        "Wangsulan punika dereng kula mangertosi.";
    MASUK, "permohonan_masuk", "Permohonan masuk lewat pesan",
        "Permohonan {nomor} ({surat}) sudah masuk.{tenggat} Kami kabari di sini setiap ada kemajuan.",
        "Panyuwunan {nomor} ({surat}) sampun mlebet.{tenggat} Kula paringi pawartos wonten ngriki saben wonten kemajengan.";
    TENGGAT, "permohonan_tenggat", "Permohonan masuk: tenggat",
        " Paling lambat selesai {saat}.",
        " Paling dangu rampung {saat}.";
    BAWA, "permohonan_bawa", "Permohonan masuk: yang harus dibawa",
        " Bawa ke kantor: {syarat}.",
        " Bekta dhateng kantor: {syarat}.";
    DICATAT, "permohonan_dicatat", "Permohonan dicatat di kantor",
        "Permohonan {nomor} ({surat}) sudah dicatat di kantor.",
        "Panyuwunan {nomor} ({surat}) sampun kacathet wonten kantor.";
    DIPERIKSA, "permohonan_diperiksa", "Permohonan diperiksa",
        "Permohonan {nomor} ({surat}) sedang diperiksa petugas.",
        "Panyuwunan {nomor} ({surat}) saweg dipunpriksa petugas.";
    LENGKAP, "permohonan_lengkap", "Permohonan lengkap",
        "Permohonan {nomor} ({surat}) sudah lengkap dan diperiksa lagi.",
        "Panyuwunan {nomor} ({surat}) sampun jangkep saha dipunpriksa malih.";
    ULANG, "permohonan_ulang", "Surat dibuat ulang",
        "Surat untuk permohonan {nomor} ({surat}) dibuat ulang.",
        "Serat kangge panyuwunan {nomor} ({surat}) dipundamel malih.";
    KURANG, "permohonan_kurang", "Permohonan menunggu kelengkapan",
        "Permohonan {nomor} ({surat}) menunggu Anda melengkapi: {kurang}",
        "Panyuwunan {nomor} ({surat}) ngrantos panjenengan njangkepi: {kurang}";
    KIRIM_FOTO, "permohonan_kirim_foto", "Minta foto yang kurang",
        "{awal}\n\nKirim foto {syarat} di sini (foto atau PDF), atau bawa ke kantor.",
        "{awal}\n\nKintun foto {syarat} wonten ngriki (foto utawi PDF), utawi bekta dhateng kantor.";
    FOTO_DITERIMA, "permohonan_foto_diterima", "Foto diterima",
        "Foto diterima.",
        "Foto sampun katampi.";
    SUDAH_LENGKAP, "permohonan_sudah_lengkap", "Foto yang kurang sudah ada",
        "Terima kasih, permohonan {nomor} sudah lengkap. Petugas memeriksanya lagi.",
        "Matur nuwun, panyuwunan {nomor} sampun jangkep. Petugas badhe mriksa malih.";
    TAK_DITUNGGU, "permohonan_tak_ditunggu", "Foto tidak ditunggu lagi",
        "Permohonan itu tidak menunggu foto lagi.",
        "Panyuwunan punika mboten ngrantos foto malih.";
    DIPROSES, "permohonan_diproses", "Surat dibuat",
        "Surat untuk permohonan {nomor} ({surat}) sedang dibuat.",
        "Serat kangge panyuwunan {nomor} ({surat}) saweg dipundamel.";
    DISETUJUI, "permohonan_disetujui", "Surat menunggu tanda tangan",
        "Surat untuk permohonan {nomor} ({surat}) sudah disetujui dan menunggu tanda tangan.",
        "Serat kangge panyuwunan {nomor} ({surat}) sampun dipunsarujuki saha ngrantos tapak asma.";
    DITANDATANGANI, "permohonan_ditandatangani", "Surat ditandatangani, akan diantar",
        "Surat untuk permohonan {nomor} ({surat}) sudah ditandatangani dan segera diantar.",
        "Serat kangge panyuwunan {nomor} ({surat}) sampun dipuntapak asmani saha enggal dipunteraken.";
    SIAP, "permohonan_siap", "Surat siap diambil",
        "Surat untuk permohonan {nomor} ({surat}) sudah jadi. Silakan diambil di kantor, bawa KTP.",
        "Serat kangge panyuwunan {nomor} ({surat}) sampun dados. Sumangga dipunpendhet wonten kantor, mbekta KTP.";
    SIAP_BASAH, "permohonan_siap_basah", "Surat siap diambil, tanda tangan tinta",
        "Surat untuk permohonan {nomor} ({surat}) sudah jadi. Tanda tangannya dengan tinta, jadi aslinya diambil di kantor. Bawa KTP.",
        "Serat kangge panyuwunan {nomor} ({surat}) sampun dados. Tapak asmanipun mawi mangsi, dados aslinipun dipunpendhet wonten kantor. Mbekta KTP.";
    PDF, "permohonan_pdf", "Keterangan di bawah berkas surat",
        "{surat}, nomor surat {resmi}, untuk permohonan {nomor}. Sudah ditandatangani secara elektronik; yang dicetak diperiksa lewat kode QR-nya.",
        "{surat}, nomer serat {resmi}, kangge panyuwunan {nomor}. Sampun dipuntapak asmani sacara elektronik; ingkang dipuncithak dipunpriksa lumantar kode QR-ipun.";
    DIANTAR, "permohonan_diantar", "Surat diantar",
        "Surat untuk permohonan {nomor} ({surat}) sedang diantar.",
        "Serat kangge panyuwunan {nomor} ({surat}) saweg dipunteraken.";
    SELESAI, "permohonan_selesai", "Surat diterima",
        "Surat untuk permohonan {nomor} ({surat}) sudah diterima.",
        "Serat kangge panyuwunan {nomor} ({surat}) sampun katampi.";
    DITOLAK, "permohonan_ditolak", "Permohonan ditolak",
        "Permohonan {nomor} ({surat}) tidak dapat dilayani: {alasan}",
        "Panyuwunan {nomor} ({surat}) mboten saged dipunladosi: {alasan}";
    BATAL, "permohonan_batal", "Permohonan dibatalkan",
        "Permohonan {nomor} ({surat}) dibatalkan: {alasan}",
        "Panyuwunan {nomor} ({surat}) dipunbatalaken: {alasan}";
    TANYA_NILAI, "permohonan_tanya_nilai", "Minta nilai 1 sampai 5",
        "{awal}\n\nSeberapa puas Anda dengan layanan ini? 1 sangat kurang, 5 sangat baik.",
        "{awal}\n\nSepinten lega panjenengan kaliyan layanan punika? 1 kirang sanget, 5 sae sanget.";
    NILAI_SALAH, "permohonan_nilai_salah", "Nilai bukan 1 sampai 5",
        "Pilih angka 1 sampai 5.",
        "Pilih angka 1 dumugi 5.";
    TERIMA_KASIH, "permohonan_terima_kasih", "Nilai diterima",
        "Terima kasih. Nilai Anda: {nilai} dari 5.",
        "Matur nuwun. Biji panjenengan: {nilai} saking 5.";
    TAK_ADA_NILAI, "permohonan_tak_ada_nilai", "Tidak ada yang dinilai",
        "Belum ada layanan yang menunggu nilai Anda.",
        "Dereng wonten layanan ingkang ngrantos biji panjenengan.";
    JUDUL_KONFIRMASI, "permohonan_judul_konfirmasi", "Pilihan menu ketua RT, RW, dukuh: konfirmasi",
        "Konfirmasi warga",
        "Konfirmasi warga";
    TANYA_KONFIRMASI, "permohonan_tanya_konfirmasi", "Konfirmasi: pertanyaan kepada ketua RT, RW, dukuh",
        "{nama}, {alamat}, meminta {surat} (permohonan {nomor}). Apakah benar warga Anda? Semua yang menunggu: ketik KONFIRMASI.",
        "{nama}, {alamat}, nyuwun {surat} (panyuwunan {nomor}). Punapa leres warga panjenengan? Sedaya ingkang ngrantos: ketik KONFIRMASI.";
    SEBUAH_SURAT, "permohonan_sebuah_surat", "Konfirmasi: nama jenis yang peka",
        "surat",
        "serat";
    BENAR_WARGA, "permohonan_benar_warga", "Tombol konfirmasi: benar",
        "Benar warga saya",
        "Leres warga kula";
    BUKAN_WARGA, "permohonan_bukan_warga", "Tombol konfirmasi: tidak",
        "Tidak",
        "Mboten";
    PILIH_KONFIRMASI, "permohonan_pilih_konfirmasi", "Konfirmasi: beberapa menunggu",
        "{jumlah} permohonan menunggu konfirmasi Anda. Pilih satu.",
        "{jumlah} panyuwunan ngrantos konfirmasi panjenengan. Dipunpilih setunggal.";
    ADA_KONFIRMASI, "permohonan_ada_konfirmasi", "Konfirmasi: ada yang menunggu",
        "Permohonan {nomor} menunggu konfirmasi Anda. Ketik KONFIRMASI.",
        "Panyuwunan {nomor} ngrantos konfirmasi panjenengan. Ketik KONFIRMASI.";
    TANYA_ALASAN, "permohonan_tanya_alasan", "Konfirmasi: alasan bila tidak",
        "Apa alasannya? Tulis singkat. Hanya petugas kantor yang membacanya.",
        "Punapa alesanipun? Dipunserat ringkes. Namung petugas kantor ingkang maos.";
    BENAR_DICATAT, "permohonan_benar_dicatat", "Konfirmasi: dicatat benar",
        "Terima kasih. Permohonan {nomor} diteruskan ke kantor.{sisa}",
        "Matur nuwun. Panyuwunan {nomor} dipunterusaken dhateng kantor.{sisa}";
    BUKAN_DICATAT, "permohonan_bukan_dicatat", "Konfirmasi: dicatat tidak",
        "Dicatat. Petugas kantor memeriksa permohonan {nomor}.{sisa}",
        "Kacathet. Petugas kantor mriksa panyuwunan {nomor}.{sisa}";
    SISA_KONFIRMASI, "permohonan_sisa_konfirmasi", "Konfirmasi: masih ada lagi",
        " Masih ada {jumlah} yang menunggu. Ketik KONFIRMASI.",
        " Taksih wonten {jumlah} ingkang ngrantos. Ketik KONFIRMASI.";
    TAK_ADA_KONFIRMASI, "permohonan_tak_ada_konfirmasi", "Konfirmasi: tidak ada yang menunggu",
        "Tidak ada permohonan yang menunggu konfirmasi Anda.",
        "Mboten wonten panyuwunan ingkang ngrantos konfirmasi panjenengan.";
    BUKAN_KETUA, "permohonan_bukan_ketua", "Konfirmasi: bukan ketua yang tercatat",
        "Konfirmasi hanya dijawab ketua RT, RW, atau kepala dusun yang tercatat di kantor, dan bukan untuk suratnya sendiri.",
        "Konfirmasi namung dipunwangsuli ketua RT, RW, utawi kepala dhusun ingkang kacathet wonten kantor, saha sanes kangge seratipun piyambak.";
    SUDAH_DIJAWAB, "permohonan_sudah_dijawab", "Konfirmasi: sudah dicatat",
        "Konfirmasi permohonan {nomor} sudah dicatat sebelumnya. Tidak ada yang berubah.",
        "Konfirmasi panyuwunan {nomor} sampun kacathet saderengipun. Mboten wonten ingkang ewah.";
    SUDAH_BERAKHIR, "permohonan_sudah_berakhir", "Konfirmasi: permohonan sudah berakhir",
        "Permohonan {nomor} sudah berakhir. Konfirmasinya tidak diperlukan lagi.",
        "Panyuwunan {nomor} sampun rampung. Konfirmasinipun mboten dipunbetahaken malih.";
    TUNGGU_PESAN, "permohonan_tunggu_pesan", "Permohonan masuk: menunggu konfirmasi",
        " Lebih dulu ditanyakan kepada {siapa}.",
        " Rumiyin dipuntangletaken dhateng {siapa}.";
    TUNGGU_KERTAS, "permohonan_tunggu_kertas", "Permohonan masuk: menunggu surat pengantar",
        " Lebih dulu perlu konfirmasi {siapa}: mintalah surat pengantarnya, lalu bawa ke kantor.",
        " Rumiyin betah konfirmasi {siapa}: dipunsuwunaken serat pengantar, lajeng dipunbekta dhateng kantor.";
    DIKONFIRMASI, "permohonan_dikonfirmasi", "Permohonan dikonfirmasi",
        "Permohonan {nomor} ({surat}) sudah dikonfirmasi dan diteruskan ke petugas.",
        "Panyuwunan {nomor} ({surat}) sampun dipunkonfirmasi saha dipunterusaken dhateng petugas.";
    TAK_DIKONFIRMASI, "permohonan_tak_dikonfirmasi", "Permohonan belum dapat dikonfirmasi",
        "Permohonan {nomor} ({surat}) belum dapat dikonfirmasi. Petugas memeriksanya dan menghubungi Anda bila perlu.",
        "Panyuwunan {nomor} ({surat}) dereng saged dipunkonfirmasi. Petugas mriksa saha sambung kaliyan panjenengan menawi prelu.";
    STATUS, "permohonan_status", "Status: permohonan terakhir",
        "Permohonan terakhir:\n{daftar}",
        "Panyuwunan pungkasan:\n{daftar}";
}

/// A text in the resident's language, with its places filled.
pub(super) async fn kata(
    tx: &mut ReadTx,
    bahasa: Bahasa,
    bawaan: &Bawaan,
    tempat: &[(&str, &str)],
) -> Result<String> {
    pesan::ucapan(tx, bawaan, bahasa, tempat).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tempat(teks: &str) -> Vec<&str> {
        teks.split('{').skip(1).filter_map(|sisa| Some(sisa.split_once('}')?.0)).collect()
    }

    #[test]
    fn both_languages_have_the_same_places_and_no_key_stands_twice() {
        let mut kunci: Vec<&str> = SEMUA.iter().map(|kata| kata.kunci).collect();
        kunci.sort_unstable();
        kunci.dedup();
        assert_eq!(kunci.len(), SEMUA.len());
        for kata in SEMUA {
            assert_eq!(tempat(kata.indonesia), tempat(kata.jawa), "{}", kata.kunci);
        }
    }

    #[test]
    fn buttons_keep_within_twenty_letters_and_menu_rows_within_twenty_four() {
        let tombol = [
            &BUKA_JENIS,
            &BUKA,
            &NANTI,
            &AMBIL_KANTOR,
            &AMBIL_PDF,
            &AMBIL_ANTAR,
            &YA_KIRIM,
            &TIDAK_KIRIM,
            &BENAR_WARGA,
            &BUKAN_WARGA,
        ];
        let panjang = |kata: &Bawaan| kata.indonesia.chars().count().max(kata.jawa.chars().count());
        for kata in tombol {
            assert!(panjang(kata) <= 20, "{}", kata.kunci);
        }
        for kata in [&JUDUL_SURAT, &JUDUL_STATUS, &JUDUL_NILAI, &JUDUL_KONFIRMASI, &SAYA_SENDIRI] {
            assert!(panjang(kata) <= 24, "{}", kata.kunci);
        }
    }
}
