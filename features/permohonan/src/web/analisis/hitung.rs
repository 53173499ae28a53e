//! Adds up one period, from one statement of each table.

use std::collections::HashMap;

use ::web::Caller;
use db::ReadTx;
use uuid::Uuid;
use waktu::Bulan;

use super::Periode;
use crate::alur::JAM;
use crate::analisis::{Kelompok, Ukuran};
use crate::store::analisis::{SuratSiap, list_siap_rinci, rekap_nilai};

/// What a period came to, told apart in four ways.
pub(super) struct Hitungan {
    pub(super) semua: Ukuran,
    /// Code, name, figures; the busiest first.
    pub(super) jenis: Vec<(String, String, Ukuran)>,
    pub(super) bulan: Vec<(Bulan, Ukuran)>,
    pub(super) dusun: Vec<(String, Ukuran)>,
    pub(super) petugas: Vec<(Option<Uuid>, Ukuran)>,
    /// Who the officers are.
    pub(super) nama: HashMap<Uuid, String>,
}

/// Where one letter, request or rating counts.
struct Letak {
    jenis: String,
    bulan: Option<jiff::civil::Date>,
    dusun: Option<String>,
    petugas: Option<Uuid>,
}

#[derive(Default)]
struct Tumpukan {
    semua: Ukuran,
    jenis: Kelompok<String>,
    bulan: Kelompok<jiff::civil::Date>,
    dusun: Kelompok<String>,
    petugas: Kelompok<Option<Uuid>>,
}

impl Tumpukan {
    fn catat(&mut self, letak: Letak, ubah: impl Fn(&mut Ukuran)) {
        ubah(&mut self.semua);
        ubah(self.jenis.sel(letak.jenis));
        ubah(self.petugas.sel(letak.petugas));
        if let Some(bulan) = letak.bulan {
            ubah(self.bulan.sel(bulan));
        }
        if let Some(dusun) = letak.dusun {
            ubah(self.dusun.sel(dusun));
        }
    }
}

/// Whose hamlet is not in the register of residents.
const LUAR: &str = "Bukan penduduk tetap";

/// Letters about a body are no hamlet's.
const LEMBAGA: &str = "Lembaga";

/// In which hamlet everybody stands.
struct Dusun(HashMap<Uuid, String>);

impl Dusun {
    fn cari(&self, orang: Option<Uuid>) -> String {
        let nama = orang.and_then(|orang| self.0.get(&orang)).map_or(LUAR, String::as_str);
        if nama.is_empty() { "Dusun belum tercatat".to_owned() } else { nama.to_owned() }
    }
}

pub(super) async fn hitung(caller: &Caller, tx: &mut ReadTx, periode: Periode) -> ::web::Result<Hitungan> {
    let mut isi = Tumpukan::default();
    for bulan in periode.bulan() {
        isi.bulan.sel(bulan.awal());
    }
    let dusun = Dusun(kependudukan::store::list_dusun(tx).await?.into_iter().collect());
    let mut nama: HashMap<Uuid, String> =
        access::store::list_pengguna(tx).await?.into_iter().map(|orang| (orang.id, orang.nama)).collect();
    for terbit in surat::store::rekap_terbit(tx, periode.dari.awal(), periode.sampai.akhir()).await? {
        let letak = Letak {
            bulan: Some(Bulan::dari(terbit.tanggal.0).awal()),
            dusun: Some(if terbit.lembaga() { LEMBAGA.to_owned() } else { dusun.cari(terbit.subjek_id) }),
            petugas: terbit.dibuat_oleh,
            jenis: terbit.jenis,
        };
        isi.catat(letak, |ukuran| ukuran.surat += terbit.banyak);
    }
    layanan(tx, (caller.unit.zone, periode), &dusun, (&mut isi, &mut nama)).await?;
    let katalog = surat::Katalog::baca(tx).await?;
    let bernama = |(kode, ukuran): (String, Ukuran)| {
        let label = katalog.nama(&kode).to_owned();
        (kode, label, ukuran)
    };
    Ok(Hitungan {
        semua: isi.semua,
        jenis: isi.jenis.teramai().into_iter().map(bernama).collect(),
        // Nothing is told of the months before the first letter.
        bulan: isi
            .bulan
            .urut()
            .into_iter()
            .skip_while(|(_, ukuran)| *ukuran == Ukuran::default())
            .map(|(awal, ukuran)| (Bulan::dari(awal), ukuran))
            .collect(),
        dusun: isi.dusun.teramai(),
        petugas: isi.petugas.teramai(),
        nama,
    })
}

/// Requests with their waiting, and ratings.
async fn layanan(
    tx: &mut ReadTx,
    (zona, periode): (kamus::Zona, Periode),
    dusun: &Dusun,
    (isi, nama): (&mut Tumpukan, &mut HashMap<Uuid, String>),
) -> db::Result<()> {
    let ujung = zona.awal_hari(periode.dari.awal()).zip(zona.awal_hari(periode.sampai.berikutnya().awal()));
    let Some((dari, sampai)) = ujung else { return Ok(()) };
    let jam = waktu::store::list_selesai(tx, JAM, dari, sampai).await?;
    let lama: HashMap<Uuid, jiff::SignedDuration> =
        jam.iter().filter_map(|jam| Some((jam.subjek_id, jam.lama()?))).collect();
    for siap in list_siap_rinci(tx, dari, sampai).await? {
        let SuratSiap { id, jenis, orang_id, petugas_id, petugas_nama, siap_pada } = siap;
        if let Some(petugas) = petugas_id {
            nama.entry(petugas).or_insert(petugas_nama);
        }
        let bulan = Some(Bulan::dari(zona.tanggal(siap_pada.timestamp())).awal());
        let letak = Letak { jenis, bulan, dusun: Some(dusun.cari(Some(orang_id))), petugas: petugas_id };
        isi.catat(letak, |ukuran| {
            ukuran.permohonan += 1;
            if let Some(lama) = lama.get(&id) {
                ukuran.tambah_tunggu(*lama);
            }
        });
    }
    for satu in rekap_nilai(tx, dari, sampai).await? {
        if let Some(petugas) = satu.petugas_id {
            nama.entry(petugas).or_insert(satu.petugas_nama);
        }
        let letak = Letak { jenis: satu.jenis, bulan: None, dusun: None, petugas: satu.petugas_id };
        isi.catat(letak, |ukuran| ukuran.tambah_nilai(satu.nilai, satu.banyak));
    }
    Ok(())
}
