//! All public tables of a day, from one walk over its residents.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use kamus::{
    Agama, Asuransi, Daftar as _, GolonganDarah, JenisKelamin, Kewarganegaraan, KtpEl, PendidikanKk,
    PendidikanSedang, StatusKawin,
};
use uuid::Uuid;

use super::kelompok::{
    BELUM_TERCATAT, KELOMPOK_BESAR, KELOMPOK_UMUR, KelompokPekerjaan, kelompok_besar, kelompok_umur,
    label_umur,
};
use super::redam::{kecil, redam};
use super::tabel::{Hitungan, berdua, menurut_kelamin};
use super::{AngkaPublik, Baris, TabelDusun, TabelPublik};
use crate::store::Potret;

/// What one walk gathers.
struct Cacah<'p> {
    umur: Vec<[i64; 2]>,
    dusun: Vec<[i64; 2]>,
    nama_dusun: Vec<&'p str>,
    /// Where a dusun stands in the lists above.
    nomor_dusun: BTreeMap<&'p str, usize>,
    /// The class of each family.
    keluarga: HashMap<Uuid, Option<i16>>,
    besar: Hitungan,
    pendidikan: Hitungan,
    pekerjaan: Hitungan,
    agama: Hitungan,
    kawin: Hitungan,
    asuransi: Hitungan,
    lain: [Hitungan; 7],
}

pub(super) fn susun(per: Date, orang: &[Potret], kelas: &HashMap<Uuid, i16>) -> AngkaPublik {
    let mut c = Cacah::baru(orang);
    for o in orang {
        c.tambah(o, per, kelas);
    }
    let [laki_laki, perempuan] = [0, 1].map(|k| c.umur.iter().map(|b| b[k]).sum::<i64>());
    // Of two sexes, either both are told or none: the other one is the rest.
    let kelamin_terlihat = !kecil(laki_laki) && !kecil(perempuan);
    let jumlah = |n: i64| (!kecil(n)).then_some(n);
    let (umur, kelompok_umur) = umur(&c.umur);
    let nama_dusun = c.nama_dusun.iter().map(|nama| sebut_dusun(nama));
    AngkaPublik {
        per,
        penduduk: jumlah(laki_laki + perempuan),
        laki_laki: kelamin_terlihat.then_some(laki_laki),
        perempuan: kelamin_terlihat.then_some(perempuan),
        keluarga: jumlah(i64::try_from(c.keluarga.len()).unwrap_or(i64::MAX)),
        umur,
        dusun: menurut_kelamin(nama_dusun, &c.dusun),
        pendidikan: c.pendidikan.tabel(),
        pekerjaan: c.pekerjaan.tabel(),
        agama: c.agama.tabel(),
        lain: c.lain(),
        per_dusun: c.per_dusun(kelompok_umur.is_some()),
        kelompok_umur,
    }
}

fn sebut_dusun(nama: &str) -> String {
    if nama.is_empty() { BELUM_TERCATAT.to_owned() } else { nama.to_owned() }
}

impl<'p> Cacah<'p> {
    fn baru(orang: &'p [Potret]) -> Self {
        let mut nomor_dusun: BTreeMap<&str, usize> = orang.iter().map(|o| (o.dusun.trim(), 0)).collect();
        for (nomor, isi) in nomor_dusun.values_mut().enumerate() {
            *isi = nomor;
        }
        let teks = |label: &[&str]| label.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>();
        let pekerjaan = KelompokPekerjaan::SEMUA.map(KelompokPekerjaan::label);
        let besar = KELOMPOK_BESAR.iter().map(|(_, label)| *label).collect::<Vec<_>>();
        Self {
            umur: vec![[0; 2]; KELOMPOK_UMUR],
            dusun: vec![[0; 2]; nomor_dusun.len()],
            nama_dusun: nomor_dusun.keys().copied().collect(),
            nomor_dusun,
            keluarga: HashMap::new(),
            besar: Hitungan::baru("umur", "Umur", teks(&besar)),
            pendidikan: Hitungan::daftar::<PendidikanKk>("pendidikan", "Pendidikan"),
            pekerjaan: Hitungan::baru("pekerjaan", "Pekerjaan", teks(&pekerjaan)),
            agama: Hitungan::daftar::<Agama>("agama", "Agama"),
            kawin: Hitungan::daftar::<StatusKawin>("status-perkawinan", "Status perkawinan"),
            asuransi: Hitungan::daftar::<Asuransi>("asuransi-kesehatan", "Asuransi kesehatan"),
            lain: [
                Hitungan::daftar::<PendidikanSedang>("pendidikan-sedang", "Pendidikan yang sedang ditempuh"),
                Hitungan::daftar::<Kewarganegaraan>("kewarganegaraan", "Kewarganegaraan"),
                Hitungan::bebas("suku", "Suku"),
                Hitungan::daftar::<GolonganDarah>("golongan-darah", "Golongan darah"),
                Hitungan::daftar::<KtpEl>("kartu-identitas", "Kartu identitas"),
                Hitungan::baru("akta-kelahiran", "Akta kelahiran", teks(&["Punya akta", BELUM_TERCATAT])),
                Hitungan::baru(
                    "bpjs-ketenagakerjaan",
                    "BPJS Ketenagakerjaan",
                    teks(&["Peserta", "Bukan peserta", BELUM_TERCATAT]),
                ),
            ],
        }
    }

    fn tambah(&mut self, o: &'p Potret, per: Date, kelas: &HashMap<Uuid, i16>) {
        let kelamin = usize::from(o.jenis_kelamin != JenisKelamin::LakiLaki.kode());
        let umur = kelompok_umur(kamus::umur(o.tanggal_lahir.0, per));
        let dusun = self.nomor_dusun.get(o.dusun.trim()).copied().unwrap_or(0);
        self.umur[umur][kelamin] += 1;
        self.dusun[dusun][kelamin] += 1;
        if let Some(id) = o.keluarga_id {
            self.keluarga.insert(id, kelas.get(&id).copied());
        }
        self.besar.tambah(kelompok_besar(umur), dusun);
        self.pendidikan.tambah_kode::<PendidikanKk>(o.pendidikan_kk, dusun);
        self.pekerjaan.tambah(KelompokPekerjaan::dari_kode(o.pekerjaan) as usize, dusun);
        self.agama.tambah_kode::<Agama>(o.agama, dusun);
        self.kawin.tambah_kode::<StatusKawin>(o.status_kawin, dusun);
        self.asuransi.tambah_kode::<Asuransi>(o.asuransi, dusun);
        let [sedang, warga, suku, darah, kartu, akta, bpjs] = &mut self.lain;
        sedang.tambah_kode::<PendidikanSedang>(o.pendidikan_sedang, dusun);
        warga.tambah_kode::<Kewarganegaraan>(o.kewarganegaraan, dusun);
        suku.tambah_teks(o.suku.as_deref(), dusun);
        darah.tambah_kode::<GolonganDarah>(o.golongan_darah, dusun);
        kartu.tambah_kode::<KtpEl>(o.ktp_el, dusun);
        let berakta = o.akta_lahir.as_deref().is_some_and(|akta| !matches!(akta.trim(), "" | "-"));
        akta.tambah(usize::from(!berakta), dusun);
        bpjs.tambah(o.bpjs_tk.map_or(2, |peserta| usize::from(!peserta)), dusun);
    }

    /// Breakdowns without a place of their own.
    fn lain(&self) -> Vec<TabelPublik> {
        let keluarga = self.kelas();
        let semua = [&self.kawin, &self.asuransi].into_iter().chain(&self.lain).chain([&keluarga]);
        let tabel = semua.filter_map(|h| {
            let baris = h.tabel()?;
            Some(TabelPublik { kode: h.kode.to_owned(), judul: h.judul.to_owned(), baris })
        });
        tabel.collect()
    }

    /// Families by their class.
    fn kelas(&self) -> Hitungan {
        let nama = ["Prasejahtera", "Sejahtera I", "Sejahtera II", "Sejahtera III", "Sejahtera III Plus"];
        let label = nama.into_iter().chain([BELUM_TERCATAT]).map(str::to_owned).collect();
        let mut kelas = Hitungan::baru("kelas-sosial", "Kelas sosial keluarga", label);
        for isi in self.keluarga.values() {
            let urut = isi.and_then(|isi| usize::try_from(isi - 1).ok()).filter(|urut| *urut < nama.len());
            kelas.tambah(urut.unwrap_or(nama.len()), 0);
        }
        kelas
    }

    /// Dusun whose counts are hidden go together as one column, of which the total is no secret.
    fn per_dusun(&self, dengan_umur: bool) -> Vec<TabelDusun> {
        let Some(sembunyi) = redam(&self.dusun) else { return Vec::new() };
        let mut nama = Vec::new();
        let mut kolom = vec![usize::MAX; self.dusun.len()];
        for (dusun, tertutup) in sembunyi.iter().enumerate().filter(|(_, tertutup)| !**tertutup) {
            debug_assert!(!tertutup);
            kolom[dusun] = nama.len();
            nama.push(sebut_dusun(self.nama_dusun[dusun]));
        }
        if sembunyi.contains(&true) {
            kolom.iter_mut().filter(|k| **k == usize::MAX).for_each(|k| *k = nama.len());
            nama.push("Selain itu, digabung".to_owned());
        }
        let umur = dengan_umur.then_some(&self.besar);
        let semua = umur.into_iter().chain([
            &self.pendidikan,
            &self.pekerjaan,
            &self.agama,
            &self.kawin,
            &self.asuransi,
        ]);
        semua.filter_map(|h| h.per_dusun((&nama, &kolom))).collect()
    }
}

/// Ages by five years, and in broad groups where none of these is small: then rows are hidden within their group,
/// because its total is told.
fn umur(lima: &[[i64; 2]]) -> (Option<Vec<Baris>>, Option<Vec<Baris>>) {
    let utuh = || (menurut_kelamin((0..KELOMPOK_UMUR).map(label_umur), lima), None);
    let mut besar = [[0; 2]; KELOMPOK_BESAR.len()];
    for (kelompok, isi) in lima.iter().enumerate() {
        let di = &mut besar[kelompok_besar(kelompok)];
        *di = [di[0] + isi[0], di[1] + isi[1]];
    }
    if redam(&besar).is_none_or(|sembunyi| sembunyi.contains(&true)) {
        return utuh();
    }
    let mut baris = Vec::with_capacity(lima.len());
    for (urut, _) in KELOMPOK_BESAR.iter().enumerate() {
        let isi: Vec<usize> = (0..lima.len()).filter(|k| kelompok_besar(*k) == urut).collect();
        let hitungan: Vec<[i64; 2]> = isi.iter().map(|k| lima[*k]).collect();
        let sembunyi = redam(&hitungan).unwrap_or_else(|| vec![true; isi.len()]);
        baris
            .extend(isi.iter().zip(sembunyi).map(|(k, tertutup)| berdua(label_umur(*k), lima[*k], tertutup)));
    }
    let label = KELOMPOK_BESAR.iter().map(|(_, label)| (*label).to_owned());
    let besar = label.zip(besar).map(|(label, isi)| berdua(label, isi, false));
    (Some(baris), Some(besar.collect()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn orang(n: i16) -> Potret {
        Potret {
            id: Uuid::from_u128(n.unsigned_abs().into()),
            nama: "UJI".into(),
            jenis_kelamin: 1 + n % 2,
            tanggal_lahir: date(2025 - n % 80, 6, 15).into(),
            keluarga_id: Some(Uuid::from_u128((n / 4).unsigned_abs().into())),
            shdk: 4,
            agama: Some(1),
            pendidikan_kk: Some(4),
            pendidikan_sedang: None,
            pekerjaan: Some(9),
            status_kawin: Some(1),
            kewarganegaraan: Some(1),
            golongan_darah: None,
            ktp_el: Some(2),
            status_rekam: None,
            asuransi: Some(2),
            bpjs_tk: None,
            suku: Some("Jawa".into()),
            akta_lahir: None,
            akta_perkawinan: None,
            dusun: ["Kauman", "Kerto"][usize::try_from(n / 2).unwrap() % 2].into(),
            rw: "001".into(),
            rt: "001".into(),
            rumah_tangga_id: None,
            hubungan_rtm: None,
            kesehatan_segel: None,
        }
    }

    fn desa(jumlah: i16) -> Vec<Potret> {
        (0..jumlah).map(orang).collect()
    }

    fn angka(orang: &[Potret]) -> AngkaPublik {
        susun(PER, orang, &HashMap::new())
    }

    const PER: Date = date(2026, 2, 28);

    #[test]
    fn a_village_of_some_size_shows_every_table() {
        let angka = susun(PER, &desa(800), &HashMap::new());
        assert_eq!((angka.penduduk, angka.laki_laki, angka.perempuan), (Some(800), Some(400), Some(400)));
        let umur = angka.umur.unwrap();
        assert_eq!((umur.len(), umur[0].label.as_str(), umur[15].label.as_str()), (16, "0–4", "75+"));
        assert_eq!(umur.iter().filter_map(|b| b.jumlah).sum::<i64>(), 800);
        let dusun = angka.dusun.unwrap();
        assert_eq!(
            dusun.iter().map(|b| (b.label.as_str(), b.jumlah)).collect::<Vec<_>>(),
            [("Kauman", Some(400)), ("Kerto", Some(400))]
        );
        assert_eq!(angka.agama.unwrap().len(), 1, "rows of nobody are left out");
        assert_eq!(angka.pekerjaan.unwrap()[0].label, "Petani, peternak, nelayan");
    }

    #[test]
    fn the_one_hindu_is_not_named() {
        let mut semua = desa(800);
        semua[0].agama = Some(4);
        for o in &mut semua[1..31] {
            o.agama = Some(3);
        }
        let agama = angka(&semua).agama.unwrap();
        let terlihat: Vec<_> = agama.iter().map(|b| (b.label.as_str(), b.jumlah)).collect();
        assert_eq!(terlihat, [("Islam", Some(769)), ("Katolik", None), ("Hindu", None)]);
    }

    #[test]
    fn a_handful_of_people_is_told_as_a_total_alone() {
        let angka_kecil = angka(&desa(9));
        assert_eq!(
            (angka_kecil.penduduk, angka_kecil.laki_laki, angka_kecil.perempuan),
            (Some(9), None, None)
        );
        assert_eq!(angka_kecil.keluarga, None);
        assert!(angka_kecil.umur.is_none() && angka_kecil.dusun.is_none() && angka_kecil.pekerjaan.is_none());
        assert!(angka_kecil.kelompok_umur.is_none() && angka_kecil.per_dusun.is_empty());
        assert_eq!(angka(&desa(3)).penduduk, None);
    }

    #[test]
    fn a_release_of_before_reads_without_its_later_tables() {
        let lama = r#"{"per":"2026-01-31","penduduk":9,"laki_laki":null,"perempuan":null,"keluarga":null,"umur":null,
            "dusun":null,"pendidikan":null,"pekerjaan":null,"agama":null}"#;
        let angka: AngkaPublik = serde_json::from_str(lama).unwrap();
        assert!(angka.lain.is_empty() && angka.per_dusun.is_empty() && angka.kelompok_umur.is_none());
    }

    #[test]
    fn what_is_kept_of_a_month_reads_back() {
        let angka = susun(PER, &desa(800), &HashMap::new());
        let json = serde_json::to_string(&angka).unwrap();
        assert_eq!(serde_json::from_str::<AngkaPublik>(&json).unwrap(), angka);
    }
}
