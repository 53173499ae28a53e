//! Values of a case's forms, from the register and from what was asked.

use db::Result;
use kamus::{Agama, Daftar as _, Kewarganegaraan, StatusKawin, nama_hari, tanggal_panjang, tanggal_pendek};
use kependudukan::Penduduk;
use kependudukan::entitas::JenisPeristiwa;
use kependudukan::peristiwa::tulis_ubahan;

use super::Nilai;
use super::bahan::Bahan;
use super::orang::{baris, kata, nik, warga};

/// Gathers values; what is empty is not known.
struct Isi(Nilai);

impl Isi {
    fn pasang(&mut self, kunci: &str, isi: impl Into<Option<String>>) {
        if let Some(isi) =
            isi.into().map(|isi| isi.trim().to_owned()).filter(|isi| !isi.is_empty() && isi != "-")
        {
            self.0.insert(kunci.to_owned(), isi);
        }
    }
}

/// All that is known for the forms of a case.
///
/// # Errors
/// When something sealed cannot be opened.
pub fn nilai(b: &Bahan) -> Result<Nilai> {
    let mut n = Isi(Nilai::new());
    wilayah(b, &mut n);
    keluarga(b, &mut n)?;
    permohonan(b, &mut n);
    pihak(b, &mut n)?;
    match b.peristiwa.as_ref().map(|(p, _)| p.jenis()) {
        Some(JenisPeristiwa::LahirMati) => lahir_mati(b, &mut n),
        Some(JenisPeristiwa::Mati) => mati(b, &mut n)?,
        Some(JenisPeristiwa::PindahKeluar) => pindah(b, &mut n),
        _ => {}
    }
    if matches!(b.jenis.kode.as_str(), "kelahiran" | "akta_lahir") {
        lahir(b, &mut n);
    }
    if b.jenis.kode == "perkawinan" {
        perkawinan(b, &mut n)?;
    }
    perubahan(b, &mut n);
    for (ke, p) in (1..).zip(&b.anggota) {
        baris(b, &mut n.0, "anggota", ke, p)?;
    }
    for (ke, p) in (1..).zip(&b.pindah) {
        baris(b, &mut n.0, "pindah", ke, p)?;
    }
    // What was asked fills what the register does not say, and never the other way round.
    for (kunci, isi) in &b.isian {
        if !n.0.contains_key(kunci) {
            n.pasang(kunci, isi.clone());
        }
    }
    Ok(n.0)
}

fn wilayah(b: &Bahan, n: &mut Isi) {
    if let Some(i) = &b.identitas {
        let kode = format!("{:010}", i.kode);
        n.pasang("wilayah.provinsi_kode", kode[..2].to_owned());
        n.pasang("wilayah.kabkota_kode", kode[2..4].to_owned());
        n.pasang("wilayah.kecamatan_kode", kode[4..6].to_owned());
        n.pasang("wilayah.desa_kode", kode[6..].to_owned());
        n.pasang("wilayah.provinsi", i.provinsi.clone());
        n.pasang("wilayah.kabkota", i.kabupaten.clone());
        n.pasang("wilayah.kecamatan", i.kecamatan.clone());
        n.pasang("wilayah.desa", i.nama.clone());
        n.pasang("kepala.kodepos", i.kodepos.clone());
    }
    n.pasang("wilayah.dusun", b.orang.dusun.clone());
}

/// Who asks: the head of the family, or who moves where nobody stays.
fn pemohon(b: &Bahan) -> &Penduduk {
    let sendiri = b.pindah.iter().find(|p| p.id == b.orang.id).or(b.pindah.first());
    sendiri.or(b.anggota.first()).unwrap_or(&b.orang)
}

fn keluarga(b: &Bahan, n: &mut Isi) -> Result<()> {
    let kepala = b.anggota.first().unwrap_or(&b.orang);
    let alamat = kepala.alamat.clone().or_else(|| b.keluarga.as_ref().and_then(|k| k.alamat.clone()));
    n.pasang("kepala.nama", kepala.nama.clone());
    n.pasang("kepala.rt", kepala.rt.clone());
    n.pasang("kepala.rw", kepala.rw.clone());
    n.pasang("kepala.telepon", kepala.telepon(&b.keys)?);
    let lengkap = [
        alamat.clone().unwrap_or_default(),
        format!("RT {}/RW {}", kepala.rt, kepala.rw),
        kepala.dusun.clone(),
    ];
    n.pasang(
        "kepala.alamat_lengkap",
        lengkap.into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", "),
    );
    n.pasang("kepala.alamat", alamat.or_else(|| Some(kepala.dusun.clone())));
    n.pasang("keluarga.jumlah", (!b.anggota.is_empty()).then(|| b.anggota.len().to_string()));
    let asing = b.anggota.iter().any(|p| p.kewarganegaraan == Some(Kewarganegaraan::Wna.kode()));
    n.pasang("keluarga.jenis", if asing { "2" } else { "1" }.to_owned());
    let p = pemohon(b);
    n.pasang("pemohon.nama", p.nama.clone());
    n.pasang("pemohon.nik", nik(b, p)?);
    n.pasang("pemohon.no_kk", b.no_kk.map(|kk| kk.as_str().to_owned()));
    n.pasang("pemohon.telepon", p.telepon(&b.keys)?);
    let d = p.dokumen(&b.keys)?;
    n.pasang("sponsor.nama", d.pelengkap.sponsor.clone());
    n.pasang("sponsor.tipe", d.pelengkap.sponsor_tipe.clone());
    n.pasang("sponsor.alamat", d.pelengkap.sponsor_alamat.clone());
    n.pasang("sponsor.kitas", d.kitas);
    Ok(())
}

/// What F-1.02 asks for, and which requirements lie with it.
fn permohonan(b: &Bahan, n: &mut Isi) {
    for mohon in &b.jenis.permohonan {
        let (kolom, urut) = mohon.rsplit_once('.').unwrap_or((mohon.as_str(), "a"));
        let urut = urut.parse().unwrap_or_else(|_| {
            let huruf = urut.bytes().next().unwrap_or(b'a');
            usize::from(huruf.saturating_sub(b'a')) + 1
        });
        n.pasang(&format!("mohon.{kolom}"), urut.to_string());
    }
    let lampiran = [
        ("kk", 1),
        ("kk_lama", 1),
        ("nikah", 2),
        ("akta_kawin", 2),
        ("putusan", 3),
        ("bukti", 8),
        ("ket_lahir", 8),
        ("ket_mati", 8),
    ];
    let ada = lampiran.iter().filter(|(kode, _)| b.syarat.iter().any(|s| s == kode));
    let mut ada: Vec<String> = ada.map(|(_, urut)| urut.to_string()).collect();
    ada.dedup();
    n.pasang("lampiran", ada.join(","));
    n.pasang("pelaporan", b.jenis.pelaporan.map(|urut| urut.to_string()));
    n.pasang("pelapor.nama", b.rincian("pelapor").to_owned());
}

fn satu_pihak(b: &Bahan, n: &mut Isi, awalan: &str, p: &Penduduk) -> Result<()> {
    n.pasang(&format!("{awalan}.nama"), p.nama.clone());
    n.pasang(&format!("{awalan}.nik"), nik(b, p)?);
    n.pasang(&format!("{awalan}.no_kk"), b.no_kk.map(|kk| kk.as_str().to_owned()));
    n.pasang(&format!("{awalan}.warga"), warga(p));
    n.pasang(&format!("{awalan}.paspor"), p.dokumen(&b.keys)?.paspor);
    Ok(())
}

/// Subjects and parents of F-2.01.
fn pihak(b: &Bahan, n: &mut Isi) -> Result<()> {
    let lahir_mati = b.jenis.kode == "lahir_mati";
    if !lahir_mati {
        satu_pihak(b, n, "subjek1", &b.orang)?;
    }
    let pasangan = b.anggota.iter().find(|p| {
        let serumah = matches!(p.shdk, 1..=3) && matches!(b.orang.shdk, 1..=3);
        serumah && p.id != b.orang.id && p.jenis_kelamin != b.orang.jenis_kelamin
    });
    if let Some(pasangan) = pasangan.filter(|_| matches!(b.jenis.kode.as_str(), "perkawinan" | "perceraian"))
    {
        satu_pihak(b, n, "subjek2", pasangan)?;
    }
    let d = b.orang.dokumen(&b.keys)?;
    let (ayah, ibu) = if lahir_mati {
        let kelamin = |jk: i16| b.anggota.iter().find(|p| matches!(p.shdk, 1..=3) && p.jenis_kelamin == jk);
        (kelamin(1).map(|p| p.nama.clone()), kelamin(2).map(|p| p.nama.clone()))
    } else {
        (b.orang.nama_ayah.clone(), b.orang.nama_ibu.clone())
    };
    for (awalan, nama, nomor) in [("ayah", ayah, d.ayah_nik), ("ibu", ibu, d.ibu_nik)] {
        let Some(nama) = nama else { continue };
        n.pasang(&format!("{awalan}.nama"), nama.clone());
        n.pasang(&format!("{awalan}.nik"), nomor.filter(|_| !lahir_mati).map(|nik| nik.as_str().to_owned()));
        if let Some(p) = b.serumah(&nama) {
            n.pasang(&format!("{awalan}.nik"), nik(b, p)?);
            n.pasang(&format!("{awalan}.tempat_lahir"), p.tempat_lahir.clone());
            n.pasang(&format!("{awalan}.tanggal_lahir"), tanggal_pendek(p.tanggal_lahir.0));
            n.pasang(&format!("{awalan}.warga"), warga(p));
        }
    }
    Ok(())
}

fn lahir(b: &Bahan, n: &mut Isi) {
    let tanggal = b.orang.tanggal_lahir.0;
    n.pasang("lahir.nama", b.orang.nama.clone());
    n.pasang("lahir.kelamin", b.orang.jenis_kelamin.to_string());
    n.pasang("lahir.kota", b.orang.tempat_lahir.clone());
    n.pasang("lahir.hari", format!("{}, {}", nama_hari(tanggal), tanggal_panjang(tanggal)));
    for (kunci, kolom) in [
        ("tempat", "tempat_dilahirkan"),
        ("jam", "jam"),
        ("jenis", "jenis_kelahiran"),
        ("anak_ke", "anak_ke"),
        ("penolong", "penolong"),
        ("berat", "berat"),
        ("panjang", "panjang"),
    ] {
        n.pasang(&format!("lahir.{kunci}"), b.rincian(kolom).to_owned());
    }
}

fn lahir_mati(b: &Bahan, n: &mut Isi) {
    for (kunci, kolom) in [
        ("lama", "lama_kandungan"),
        ("kelamin", "kelamin"),
        ("jenis", "jenis_kelahiran"),
        ("anak_ke", "anak_ke"),
        ("tempat", "tempat_dilahirkan"),
        ("penolong", "penolong"),
        ("sebab", "sebab"),
        ("penentu", "yang_menerangkan"),
        ("kota", "tempat_lahir"),
    ] {
        n.pasang(&format!("mati_lahir.{kunci}"), b.rincian(kolom).to_owned());
    }
    n.pasang("mati_lahir.tanggal", b.peristiwa.as_ref().map(|(p, _)| tanggal_pendek(p.tanggal.0)));
}

fn mati(b: &Bahan, n: &mut Isi) -> Result<()> {
    n.pasang("mati.nik", nik(b, &b.orang)?);
    n.pasang("mati.nama", b.orang.nama.clone());
    n.pasang("mati.tanggal", b.peristiwa.as_ref().map(|(p, _)| tanggal_pendek(p.tanggal.0)));
    for (kunci, kolom) in
        [("jam", "jam"), ("sebab", "sebab"), ("tempat", "tempat"), ("menerangkan", "yang_menerangkan")]
    {
        n.pasang(&format!("mati.{kunci}"), b.rincian(kolom).to_owned());
    }
    Ok(())
}

fn pindah(b: &Bahan, n: &mut Isi) {
    n.pasang("pindah.permohonan", "1".to_owned());
    for (kunci, kolom) in [
        ("klasifikasi", "klasifikasi"),
        ("alamat", "tujuan_alamat"),
        ("alasan", "alasan"),
        ("jenis", "jenis_kepindahan"),
    ] {
        n.pasang(&format!("pindah.{kunci}"), b.rincian(kolom).to_owned());
    }
    if b.anggota.is_empty() {
        n.pasang("pindah.tinggal", "3".to_owned());
    }
}

fn perkawinan(b: &Bahan, n: &mut Isi) -> Result<()> {
    n.pasang("kawin.agama", kata::<Agama>(b.orang.agama));
    let mut semua = vec![&b.orang];
    semua.extend(b.anggota.iter().filter(|p| matches!(p.shdk, 1..=3) && p.id != b.orang.id));
    for p in semua.into_iter().take(2) {
        let awalan = if p.jenis_kelamin == 1 { "suami" } else { "istri" };
        let d = p.dokumen(&b.keys)?;
        n.pasang(&format!("{awalan}.ayah"), p.nama_ayah.clone());
        n.pasang(&format!("{awalan}.ayah_nik"), d.ayah_nik.map(|nik| nik.as_str().to_owned()));
        n.pasang(&format!("{awalan}.ibu"), p.nama_ibu.clone());
        n.pasang(&format!("{awalan}.ibu_nik"), d.ibu_nik.map(|nik| nik.as_str().to_owned()));
    }
    Ok(())
}

/// What F-1.06 says: before, after, and by what.
fn perubahan(b: &Bahan, n: &mut Isi) {
    match b.jenis.kode.as_str() {
        "kelahiran" => {
            n.pasang("ubah.lainnya.semula", "Belum tercatat di KK".to_owned());
            n.pasang("ubah.lainnya.menjadi", format!("Menambah anggota keluarga: {}", b.orang.nama));
            n.pasang("ubah.lainnya.dasar", "Surat keterangan lahir".to_owned());
        }
        "kk_baru" => {
            n.pasang("ubah.lainnya.menjadi", "Kartu keluarga sendiri".to_owned());
            n.pasang("ubah.lainnya.dasar", kata::<StatusKawin>(b.orang.status_kawin));
        }
        _ => {}
    }
    let Some((_, rincian)) = b.peristiwa.as_ref().filter(|_| b.jenis.kode == "perubahan") else { return };
    let dasar =
        [rincian.jawab("no_penetapan"), rincian.jawab("no_sk"), rincian.bukti.as_deref().unwrap_or("")];
    let dasar = dasar.into_iter().find(|isi| !isi.is_empty()).unwrap_or("").to_owned();
    let mut lainnya: Vec<(&str, String, String)> = Vec::new();
    for u in &rincian.ubahan {
        let Some((judul, lama, baru)) = tulis_ubahan(u) else { continue };
        let kunci = match u.kolom.as_str() {
            "pendidikan_kk" => "ubah.pendidikan",
            "pekerjaan" => "ubah.pekerjaan",
            "agama" => "ubah.agama",
            kolom => {
                if !kolom.ends_with("_segel") && !kolom.ends_with("_kunci") && kolom != "foto_id" {
                    lainnya.push((judul, lama, baru));
                }
                continue;
            }
        };
        n.pasang(&format!("{kunci}.semula"), lama);
        n.pasang(&format!("{kunci}.menjadi"), baru);
        n.pasang(&format!("{kunci}.dasar"), dasar.clone());
    }
    let gabung =
        |isi: fn(&(&str, String, String)) -> String| lainnya.iter().map(isi).collect::<Vec<_>>().join("; ");
    n.pasang("ubah.lainnya.semula", gabung(|(judul, lama, _)| format!("{judul}: {lama}")));
    n.pasang("ubah.lainnya.menjadi", gabung(|(judul, _, baru)| format!("{judul}: {baru}")));
    n.pasang("ubah.lainnya.dasar", (!lainnya.is_empty()).then_some(dasar));
}
