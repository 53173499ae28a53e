//! What the village says, in Indonesian and in Javanese (krama). Each text can be put in the village's own words.

use std::collections::HashMap;

use db::{ReadTx, Result};

use crate::entitas::Bahasa;
use crate::store;

/// A text as it comes with Balai. A place in it is written `{so}`, the same ones in both languages.
#[derive(Debug, Clone, Copy)]
pub struct Bawaan {
    /// Never changes: the village's own words stand under it.
    pub kunci: &'static str,
    /// When it is said, for whoever edits it.
    pub kapan: &'static str,
    pub indonesia: &'static str,
    pub jawa: &'static str,
}

/// The notice's version: who agreed to an older one is asked again.
pub(crate) const VERSI_SAMBUT: i16 = 1;

macro_rules! teks {
    ($($kunci:literal, $kapan:literal, $indonesia:literal, $jawa:literal;)*) => {
        pub(crate) const SEMUA: &[Bawaan] = &[$(Bawaan { kunci: $kunci, kapan: $kapan, indonesia: $indonesia, jawa: $jawa }),*];
    };
}

teks! {
    "sambut", "Pesan pertama: pemberitahuan dan persetujuan",
        "Selamat datang di layanan pesan {desa}.\n\nNomor dan pesan Anda disimpan paling lama 90 hari sesudah pesan terakhir, hanya untuk melayani Anda, dan dibaca petugas yang melayani. Dasarnya tugas pelayanan publik. Anda boleh berhenti kapan saja dengan mengetik BERHENTI; layanan di kantor tetap ada.\n\nApakah Anda setuju dilayani lewat pesan ini?",
        "Sugeng rawuh wonten layanan pesen {desa}.\n\nNomer saha pesen panjenengan dipunsimpen paling dangu 90 dinten sasampunipun pesen pungkasan, namung kangge ngladosi panjenengan, saha dipunwaos petugas ingkang ngladosi. Dhasaripun jejibahan layanan umum. Panjenengan kenging kendel sawanci-wanci kanthi ngetik BERHENTI; layanan wonten kantor tetep wonten.\n\nPunapa panjenengan sarujuk dipunladosi lumantar pesen punika?";
    "setuju", "Tombol setuju", "Setuju", "Sarujuk";
    "tidak_setuju", "Tombol tidak setuju", "Tidak", "Mboten";
    "tolak", "Warga tidak setuju", "Baik. Kami tidak akan mengirim pesan. Silakan datang ke kantor pada jam kerja. Ketik MENU bila berubah pikiran.", "Inggih. Kula mboten badhe ngintun pesen. Sumangga rawuh wonten kantor ing wanci kerja. Ketik MENU menawi ewah penggalih.";
    "menu", "Menu utama", "Apa yang dapat kami bantu?", "Punapa ingkang saged kula biyantu?";
    "menu_buka", "Tombol pembuka daftar", "Lihat pilihan", "Pirsani pilihan";
    "menu_kenal", "Pilihan menu: memperkenalkan diri", "Hubungkan nomor saya", "Sambungaken nomer kula";
    "menu_bahasa", "Pilihan menu: ganti bahasa", "Basa Jawa (krama)", "Bahasa Indonesia";
    "menu_kantor", "Pilihan menu: tentang kantor", "Tentang kantor", "Bab kantor";
    "kantor", "Tentang kantor", "{desa}. Kantor buka pada jam kerja. Bawa KTP bila datang. Ketik MENU untuk kembali.", "{desa}. Kantor bikak ing wanci kerja. Mbekta KTP menawi rawuh. Ketik MENU kangge wangsul.";
    "lainnya", "Pilihan: halaman berikutnya", "Lainnya…", "Sanesipun…";
    "tanya_nik", "Pengenalan: NIK", "Ketik NIK Anda (16 angka). Sesudahnya, hapus pesan itu dari HP Anda.", "Ketik NIK panjenengan (16 angka). Sasampunipun, pesen punika dipunbusak saking HP panjenengan.";
    "nik_salah", "NIK tidak dapat dibaca", "{sebab} Ketik lagi 16 angkanya, atau ketik BATAL.", "{sebab} Ketik malih 16 angkanipun, utawi ketik BATAL.";
    "tanya_lahir", "Pengenalan: tanggal lahir", "Ketik tanggal lahir Anda, misalnya 17-08-1985.", "Ketik tanggal lair panjenengan, upaminipun 17-08-1985.";
    "lahir_salah", "Tanggal lahir tidak dapat dibaca", "Tanggal itu tidak terbaca. Tulis seperti 17-08-1985, atau ketik BATAL.", "Tanggal punika mboten kawaos. Serat kados 17-08-1985, utawi ketik BATAL.";
    "tanya_kode", "Pengenalan: kode sekali pakai", "Bila data itu cocok, kode 6 angka dikirim ke nomor yang tercatat di kantor. Ketik kodenya di sini dalam 15 menit. Tidak menerima kode? Bawa KTP ke kantor untuk menghubungkan nomor ini.", "Menawi data punika cocog, kode 6 angka dipunkintun dhateng nomer ingkang kacathet wonten kantor. Ketik kodenipun wonten ngriki salebetipun 15 menit. Mboten nampi kode? Mbekta KTP dhateng kantor kangge nyambungaken nomer punika.";
    "kode", "Kode yang dikirim ke nomor tercatat", "Kode Anda {kode}. Berlaku 15 menit. Jangan berikan kepada siapa pun, juga bukan petugas.", "Kode panjenengan {kode}. Tumindak 15 menit. Sampun ngantos dipunparingaken sinten kemawon, ugi sanes petugas.";
    "kode_salah", "Kode salah", "Kode itu salah atau sudah lewat waktunya. Periksa lagi, atau ketik BATAL.", "Kode punika klentu utawi sampun kliwat wekdalipun. Dipunpriksani malih, utawi ketik BATAL.";
    "coba_habis", "Terlalu sering mencoba", "Sudah terlalu sering mencoba hari ini. Coba lagi besok, atau bawa KTP ke kantor.", "Sampun kekathahen nyobi dinten punika. Cobi malih benjing, utawi mbekta KTP dhateng kantor.";
    "terikat", "Nomor terhubung", "Nomor ini kini terhubung dengan {nama}, selama 90 hari.", "Nomer punika samenika sampun sambung kaliyan {nama}, salebetipun 90 dinten.";
    "untuk_siapa", "Beberapa orang memakai nomor ini", "Layanan ini untuk siapa?", "Layanan punika kangge sinten?";
    "lanjut", "Percakapan yang tertunda", "Kemarin Anda belum selesai. Mau dilanjutkan?", "Wingi panjenengan dereng rampung. Punapa badhe dipunlajengaken?";
    "lanjut_ya", "Tombol lanjutkan", "Lanjutkan", "Lajengaken";
    "lanjut_tidak", "Tombol mulai baru", "Mulai baru", "Wiwit enggal";
    "batal", "Warga mengetik BATAL", "Dibatalkan. Ketik MENU untuk mulai lagi.", "Sampun dipunbatalaken. Ketik MENU kangge miwiti malih.";
    "berhenti", "Warga mengetik BERHENTI", "Baik, kami tidak mengirim pesan lagi ke nomor ini. Ketik MULAI bila ingin dilayani lagi.", "Inggih, kula mboten badhe ngintun pesen malih dhateng nomer punika. Ketik MULAI menawi kersa dipunladosi malih.";
    "belum_paham", "Jawaban bukan salah satu pilihan", "Jawaban itu belum kami pahami.", "Wangsulan punika dereng kula mangertosi.";
    "pilihan_lama", "Tombol dari pesan lama", "Pilihan itu dari pertanyaan yang sudah lewat. Ketik MENU untuk mulai lagi.", "Pilihan punika saking pitakenan ingkang sampun kliwat. Ketik MENU kangge miwiti malih.";
    "emoji", "Hanya emoji", "Kami hanya dapat membaca huruf dan angka. Ketik jawabannya, atau ketik MENU.", "Kula namung saged maos aksara saha angka. Ketik wangsulanipun, utawi ketik MENU.";
    "terlalu_panjang", "Pesan terlalu panjang", "Pesan Anda {panjang} huruf. Kami membaca paling banyak 1.000. Tulis lebih singkat.", "Pesen panjenengan {panjang} aksara. Kula maos paling kathah 1.000. Dipunserat langkung ringkes.";
    "suara", "Pesan suara", "Maaf, pesan suara tidak dapat kami dengarkan. Ketik jawabannya.", "Nyuwun pangapunten, pesen swanten mboten saged kula pirengaken. Ketik wangsulanipun.";
    "stiker", "Stiker", "Stiker tidak dapat kami baca. Ketik jawabannya, atau ketik MENU.", "Stiker mboten saged kula waos. Ketik wangsulanipun, utawi ketik MENU.";
    "video", "Video", "Video tidak kami terima. Kirim foto atau PDF bila diminta.", "Video mboten kula tampi. Kintun foto utawi PDF menawi dipunsuwun.";
    "lokasi", "Lokasi", "Lokasi tidak kami perlukan. Ketik jawabannya, atau ketik MENU.", "Lokasi mboten kula betahaken. Ketik wangsulanipun, utawi ketik MENU.";
    "kartu_kontak", "Kartu kontak", "Kartu kontak tidak kami simpan. Ketik jawabannya, atau ketik MENU.", "Kertu kontak mboten kula simpen. Ketik wangsulanipun, utawi ketik MENU.";
    "tak_dikenal", "Jenis pesan yang tidak dikenal", "Jenis pesan itu belum dapat kami baca. Ketik jawabannya, atau ketik MENU.", "Jinis pesen punika dereng saged kula waos. Ketik wangsulanipun, utawi ketik MENU.";
    "terusan", "Pesan terusan", "Pesan terusan tidak kami proses. Tulis sendiri jawabannya, atau ketik MENU.", "Pesen terusan mboten kula proses. Dipunserat piyambak wangsulanipun, utawi ketik MENU.";
    "berkas_tak_diminta", "Foto atau berkas yang tidak diminta", "Kami belum meminta foto atau berkas, jadi kiriman itu tidak disimpan. Ketik MENU untuk memulai layanan.", "Kula dereng nyuwun foto utawi berkas, dados kintunan punika mboten dipunsimpen. Ketik MENU kangge miwiti layanan.";
    "berkas_ditolak", "Berkas tidak dapat diterima", "{sebab} Kirim lagi sebagai foto yang jelas atau PDF.", "{sebab} Kintun malih arupi foto ingkang cetha utawi PDF.";
    "siap_ambil", "Dokumen sensitif siap", "Dokumen Anda sudah siap. Balas AMBIL untuk menerimanya di sini.", "Dokumen panjenengan sampun cumawis. Balesi AMBIL kangge nampi wonten ngriki.";
    "tidak_ada_ambil", "AMBIL tanpa dokumen", "Tidak ada dokumen yang menunggu Anda. Ketik MENU untuk melihat layanan.", "Mboten wonten dokumen ingkang ngrantos panjenengan. Ketik MENU kangge mirsani layanan.";
    "diambil", "Dokumen dikirim sesudah AMBIL", "Dokumen Anda segera dikirim.", "Dokumen panjenengan enggal dipunkintun.";
    "selesai", "Layanan terputus", "Layanan itu sedang tidak tersedia. Ketik MENU untuk pilihan lain.", "Layanan punika saweg mboten wonten. Ketik MENU kangge pilihan sanes.";
    "bahasa", "Bahasa diganti", "Baik, selanjutnya dalam bahasa Indonesia. Ketik MENU.", "Inggih, salajengipun ngangge basa Jawi. Ketik MENU.";
}

pub(crate) fn cari(kunci: &str) -> Option<&'static Bawaan> {
    SEMUA.iter().find(|bawaan| bawaan.kunci == kunci)
}

impl Bawaan {
    pub(crate) fn dalam(&self, bahasa: Bahasa) -> &'static str {
        match bahasa {
            Bahasa::Indonesia => self.indonesia,
            Bahasa::Jawa => self.jawa,
        }
    }

    /// The places that stand in the text, such as `{nama}`.
    pub(crate) fn tempat(&self) -> Vec<&'static str> {
        let potongan = self.indonesia.split('{').skip(1);
        potongan.filter_map(|sisa| sisa.split_once('}').map(|(nama, _)| nama)).collect()
    }
}

/// All texts of a village, with its own words where it has some.
#[derive(Clone)]
pub(crate) struct Teks {
    sendiri: HashMap<(String, i16), String>,
    desa: String,
}

impl Teks {
    pub(crate) async fn muat(tx: &mut ReadTx, desa: &str) -> Result<Self> {
        let semua = store::list_teks(tx).await?;
        let sendiri = semua.into_iter().map(|teks| ((teks.kunci, teks.bahasa), teks.isi)).collect();
        Ok(Self { sendiri, desa: desa.to_owned() })
    }

    pub(crate) fn kata(&self, kunci: &'static str, bahasa: Bahasa) -> String {
        self.isi(kunci, bahasa, &[])
    }

    /// The text with its places filled; what is filled in is never read as a place again.
    pub(crate) fn isi(&self, kunci: &'static str, bahasa: Bahasa, tempat: &[(&str, &str)]) -> String {
        cari(kunci).map_or_else(String::new, |bawaan| self.ucap(bawaan, bahasa, tempat))
    }

    /// The same of a text that a service brought along.
    pub(crate) fn ucap(&self, bawaan: &Bawaan, bahasa: Bahasa, tempat: &[(&str, &str)]) -> String {
        let sendiri = self.sendiri.get(&(bawaan.kunci.to_owned(), bahasa.kode()));
        let pola = sendiri.map_or(bawaan.dalam(bahasa), String::as_str);
        let tempat: Vec<(&str, &str)> =
            tempat.iter().copied().chain([("desa", self.desa.as_str())]).collect();
        isi_tempat(pola, &tempat)
    }
}

/// A text of a service in the village's own words, where it has some, with its places filled.
pub async fn ucapan(
    tx: &mut ReadTx,
    bawaan: &Bawaan,
    bahasa: Bahasa,
    tempat: &[(&str, &str)],
) -> Result<String> {
    let sendiri = store::find_teks(tx, bawaan.kunci, bahasa).await?;
    let pola = sendiri.as_ref().map_or(bawaan.dalam(bahasa), |teks| &teks.isi);
    Ok(isi_tempat(pola, tempat))
}

fn isi_tempat(pola: &str, tempat: &[(&str, &str)]) -> String {
    let mut jadi = String::with_capacity(pola.len());
    let mut sisa = pola;
    while let Some((depan, belakang)) = sisa.split_once('{') {
        jadi.push_str(depan);
        let Some((nama, akhir)) = belakang.split_once('}') else {
            jadi.push('{');
            sisa = belakang;
            continue;
        };
        if let Some((_, nilai)) = tempat.iter().find(|(t, _)| *t == nama) {
            jadi.push_str(nilai);
        } else {
            jadi.push('{');
            jadi.push_str(nama);
            jadi.push('}');
        }
        sisa = akhir;
    }
    jadi.push_str(sisa);
    jadi
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_places_and_keep_within_a_message() {
        let mut kunci: Vec<&str> = SEMUA.iter().map(|b| b.kunci).collect();
        kunci.sort_unstable();
        kunci.dedup();
        assert_eq!(kunci.len(), SEMUA.len(), "each key once");
        for bawaan in SEMUA {
            for tempat in bawaan.tempat() {
                assert!(bawaan.jawa.contains(&format!("{{{tempat}}}")), "{}", bawaan.kunci);
            }
            assert!(bawaan.indonesia.chars().count() <= 1024, "{} fits beside buttons", bawaan.kunci);
            assert!(bawaan.jawa.chars().count() <= 1024, "{} fits beside buttons", bawaan.kunci);
        }
        for tombol in ["setuju", "tidak_setuju", "lanjut_ya", "lanjut_tidak", "menu_buka"] {
            let bawaan = cari(tombol).unwrap();
            assert!(bawaan.indonesia.chars().count() <= 20 && bawaan.jawa.chars().count() <= 20, "{tombol}");
        }
    }

    #[test]
    fn what_is_filled_in_is_no_place() {
        let teks = Teks { sendiri: HashMap::new(), desa: "Kalurahan Sukamaju".into() };
        let jadi = teks.isi("terikat", Bahasa::Indonesia, &[("nama", "{desa} {nama}")]);
        assert_eq!(jadi, "Nomor ini kini terhubung dengan {desa} {nama}, selama 90 hari.");
        assert!(teks.kata("sambut", Bahasa::Jawa).contains("Kalurahan Sukamaju"));
        let sendiri = HashMap::from([(("menu".to_owned(), 1), "Halo { {lain} dari {desa}".to_owned())]);
        let teks = Teks { sendiri, desa: "D".into() };
        assert_eq!(teks.kata("menu", Bahasa::Indonesia), "Halo { {lain} dari D");
    }
}
