//! Another name, another citizenship, and numbers that Dukcapil issues.

use kamus::{Daftar as _, Kewarganegaraan};

use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, tanpa_awal, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::Keadaan;
use super::super::kejadian::Kejadian;
use super::super::orang_baru::nama_besar;
use super::super::temuan::Temuan;
use super::{anak::ganti_dokumen, mulai, subjek_hadir};
use crate::entitas::{JenisPeristiwa, kunci_cari};

pub(super) const GANTI_NAMA: Macam = Macam {
    alamat: "ganti-nama",
    jenis: JenisPeristiwa::GantiNama,
    nama: "Ganti nama",
    penjelasan: "Nama berubah menurut penetapan pengadilan. Salah tulis dibetulkan lewat koreksi biodata.",
    kelompok: "Biodata",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 30,
    bidang: &[
        wajib("tanggal", "Tanggal penetapan", Bentuk::Tanggal),
        wajib("nama", "Nama baru", Bentuk::Teks(100)),
        wajib("no_penetapan", "Nomor penetapan pengadilan", Bentuk::Teks(60)),
    ],
    awal: tanpa_awal,
    susun: ganti_nama,
};

pub(super) const WARGA_NEGARA: Macam = Macam {
    alamat: "kewarganegaraan",
    jenis: JenisPeristiwa::UbahKewarganegaraan,
    nama: "Perubahan kewarganegaraan",
    penjelasan: "Orang asing menjadi WNI, atau sebaliknya.",
    kelompok: "Biodata",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 60,
    bidang: &[
        wajib("tanggal", "Tanggal perubahan", Bentuk::Tanggal),
        wajib("kewarganegaraan", "Kewarganegaraan baru", Bentuk::Kode(daftar::<Kewarganegaraan>)),
        wajib("no_sk", "Nomor surat keputusan", Bentuk::Teks(60)),
        boleh("negara", "Negara (bila bukan WNI)", Bentuk::Teks(60)),
        boleh("paspor", "Nomor paspor", Bentuk::Rahasia(30)),
        boleh("kitas", "Nomor ITAS/ITAP", Bentuk::Rahasia(30)),
        boleh("kitas_berakhir", "ITAS/ITAP berlaku sampai", Bentuk::Tanggal),
    ],
    awal: tanpa_awal,
    susun: warga_negara,
};

pub(super) const NOMOR_TERBIT: Macam = Macam {
    alamat: "nomor-terbit",
    jenis: JenisPeristiwa::NomorTerbit,
    nama: "Nomor terbit",
    penjelasan: "Dukcapil menerbitkan NIK, nomor KK, atau akta. Salin persis dari dokumennya.",
    kelompok: "Biodata",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Tanggal terbit", Bentuk::Tanggal),
        boleh("nik", "NIK", Bentuk::Nik).petunjuk("16 angka."),
        boleh("no_kk", "Nomor KK", Bentuk::NoKk).petunjuk("16 angka. Berlaku untuk seluruh keluarganya."),
        boleh("akta_lahir", "Nomor akta kelahiran", Bentuk::Teks(60)),
        boleh("akta_perkawinan", "Nomor akta perkawinan atau buku nikah", Bentuk::Teks(60)),
        boleh("akta_perceraian", "Nomor akta perceraian", Bentuk::Teks(60)),
    ],
    awal: tanpa_awal,
    susun: nomor_terbit,
};

fn ganti_nama(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let nama = nama_besar(j, "nama")?;
    if nama == o.nama() {
        t.galat("nama", "Nama baru sama dengan nama sekarang.");
    }
    let mut draf = mulai(j)?;
    draf.ubah(k, o.kini.id, JenisPeristiwa::GantiNama, |p| {
        p.kunci_nama = kunci_cari(&nama);
        p.nama = nama;
    });
    Some(draf)
}

fn warga_negara(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let baru = j.kode::<Kewarganegaraan>("kewarganegaraan")?;
    if o.kini.kewarganegaraan == Some(baru.kode()) {
        t.galat("kewarganegaraan", format!("{} sudah tercatat {baru}.", o.nama()));
    }
    if baru != Kewarganegaraan::Wni && j.some("negara").is_none() {
        t.galat("negara", "Isi negaranya.");
    }
    let mut draf = mulai(j)?;
    draf.ubah(k, o.kini.id, JenisPeristiwa::UbahKewarganegaraan, |p| {
        p.kewarganegaraan = Some(baru.kode());
        p.negara = j.milik("negara");
        p.kitas_berakhir = j.tanggal("kitas_berakhir").map(db::Day);
        ganti_dokumen(k, p, |d| {
            d.paspor = j.milik("paspor").or(d.paspor.take());
            d.kitas = if baru == Kewarganegaraan::Wni { None } else { j.milik("kitas").or(d.kitas.take()) };
            if baru == Kewarganegaraan::Wni {
                d.pelengkap.sk_wni = j.milik("no_sk");
            }
        });
    });
    Some(draf)
}

fn nomor_terbit(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    use kamus::StatusKawin::{CeraiHidup, CeraiHidupBelumTercatat, Kawin, KawinBelumTercatat};
    let o = subjek_hadir(k, j, t)?;
    let bidang = ["nik", "no_kk", "akta_lahir", "akta_perkawinan", "akta_perceraian"];
    if bidang.iter().all(|bidang| j.some(bidang).is_none()) {
        t.galat("", "Isi paling sedikit satu nomor yang terbit.");
    }
    let mut draf = mulai(j)?;
    let naik = |p: &mut crate::Penduduk, dari: kamus::StatusKawin, ke: kamus::StatusKawin| {
        if p.status_kawin == Some(dari.kode()) {
            p.status_kawin = Some(ke.kode());
        }
    };
    draf.ubah(k, o.kini.id, JenisPeristiwa::NomorTerbit, |p| {
        if let Some(nik) = j.nik("nik").filter(|nik| Some(*nik) != o.nik) {
            p.pasang_nik(&k.keys, Some(nik));
        }
        p.akta_lahir = j.milik("akta_lahir").or(p.akta_lahir.take());
        if let Some(akta) = j.milik("akta_perkawinan") {
            p.akta_perkawinan = Some(akta);
            naik(p, KawinBelumTercatat, Kawin);
        }
        if let Some(akta) = j.milik("akta_perceraian") {
            p.akta_perceraian = Some(akta);
            naik(p, CeraiHidupBelumTercatat, CeraiHidup);
        }
    });
    if let Some(no_kk) = j.no_kk("no_kk") {
        match (o.kini.keluarga_id, k.pemilik_kk(no_kk)) {
            (None, _) => t.galat("no_kk", format!("{} tidak tercatat di sebuah keluarga.", o.nama())),
            (Some(id), Some(pemilik)) if id != pemilik => {
                t.galat("no_kk", "Nomor KK itu sudah dipakai keluarga lain di desa ini.");
            }
            (Some(_), Some(_)) => {}
            (Some(id), None) => {
                draf.ubah_keluarga(k, id, |keluarga| keluarga.pasang_no_kk(&k.keys, Some(no_kk)));
            }
        }
    }
    if draf.orang.is_empty() && draf.keluarga.is_empty() && !t.ada_galat() {
        t.galat("", "Semua nomor itu sudah tercatat.");
    }
    draf.tetap(k, o.kini.id, JenisPeristiwa::NomorTerbit);
    Some(draf)
}
