//! A register that another program kept, with its history, into an empty one.
//!
//! A workbook knows only the present; another program's database also knows who died, moved and came, and
//! when. So that "as of" works for those days, each person comes with the day from which the register has
//! them and with their events; past versions follow from the two.

use db::{Result, Where, WriteTx};
use jiff::civil::Date;
use kamus::{Daftar as _, HubunganRtm, NomorKk, SakitMenahun, StatusDasar};
use uuid::Uuid;

use crate::entitas::{
    Asal, Impor, Isian, JenisPeristiwa, Keluarga, Masa, Penduduk, Peristiwa, Rincian, RiwayatPenduduk,
    RumahTangga, TELEPON, TIADA_AKHIR, Ubahan,
};
use crate::store;

/// All that comes.
pub struct Pindahan {
    /// The day on which the register opens.
    pub pembukaan: Date,
    /// SHA-256 of the source.
    pub sidik: [u8; 32],
    pub keluarga: Vec<KeluargaPindahan>,
    pub rumah_tangga: Vec<RumahPindahan>,
    pub orang: Vec<OrangPindahan>,
    /// Persons who could not be taken.
    pub ditolak: i64,
}

pub struct KeluargaPindahan {
    pub no_kk: Option<NomorKk>,
    /// Place among the persons.
    pub kepala: Option<usize>,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub kelas_sosial: Option<i16>,
}

/// A household. Whoever died or moved belonged to it as long as they were here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RumahPindahan {
    pub nomor: String,
    pub alamat: Option<String>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub terdaftar: Date,
    pub kelas_sosial: Option<i16>,
    pub id_bdt: Option<String>,
}

pub struct OrangPindahan {
    /// As the person is now.
    pub isian: Isian,
    pub tambahan: Tambahan,
    /// Place among the families.
    pub keluarga: Option<usize>,
    /// Place among the households, and how somebody stands to it.
    pub rumah_tangga: Option<(usize, HubunganRtm)>,
    /// Was there when the register opened, so nobody knows since when.
    pub data_awal: bool,
    /// From this day on the register has this person …
    pub sejak: Date,
    /// … and with this status.
    pub status_awal: StatusDasar,
    /// By day. What happened before `sejak` is told, but changes nothing.
    pub peristiwa: Vec<PeristiwaPindahan>,
}

/// What a workbook has no column for.
#[derive(Debug, Clone, Default)]
pub struct Tambahan {
    pub telepon: Option<String>,
    pub huruf: Option<i16>,
    pub bpjs_tk: Option<bool>,
    pub negara: Option<String>,
    pub sakit_menahun: Option<SakitMenahun>,
}

pub struct PeristiwaPindahan {
    pub jenis: JenisPeristiwa,
    pub tanggal: Date,
    pub tanggal_lapor: Date,
    pub rincian: Rincian,
}

/// A stretch of days in the past with one status, and which event ended it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ruas {
    sejak: Date,
    sampai: Date,
    status: StatusDasar,
    diakhiri: usize,
}

/// The line of one person's statuses.
#[derive(Debug, PartialEq, Eq)]
struct Garis {
    lalu: Vec<Ruas>,
    /// The present status and since when it holds.
    sejak: Date,
    status: StatusDasar,
    /// For each event the status that it ended.
    diganti: Vec<Option<StatusDasar>>,
}

impl OrangPindahan {
    fn garis(&self) -> Garis {
        let mut g = Garis {
            lalu: Vec::new(),
            sejak: self.sejak,
            status: self.status_awal,
            diganti: vec![None; self.peristiwa.len()],
        };
        for (diakhiri, p) in self.peristiwa.iter().enumerate() {
            let Some(baru) = p.jenis.status_sesudah().filter(|baru| *baru != g.status) else { continue };
            if p.tanggal < g.sejak {
                continue;
            }
            if p.tanggal > g.sejak {
                g.lalu.push(Ruas { sejak: g.sejak, sampai: p.tanggal, status: g.status, diakhiri });
                g.sejak = p.tanggal;
            }
            g.diganti[diakhiri] = Some(g.status);
            g.status = baru;
        }
        g
    }
}

/// Whether nobody stands in the register yet, present or past.
pub async fn register_kosong(tx: &mut db::ReadTx) -> Result<bool> {
    Ok(store::count_penduduk(tx, Where::new(), 1).await? == 0)
}

/// Fills an empty register as one act named `id`; `maju` hears how many persons are in. Tells their ids in order.
pub async fn pindahkan(
    tx: &mut WriteTx,
    id: Uuid,
    p: &Pindahan,
    mut maju: impl FnMut(usize),
) -> Result<Vec<Uuid>> {
    let ctx = *tx.ctx();
    tx.insert(&catatan(tx, id, p)).await?;
    let ids: Vec<Uuid> = p.orang.iter().map(|_| ctx.new_id()).collect();
    let keluarga: Vec<Keluarga> = p.keluarga.iter().map(|k| baris_keluarga(tx, k, &ids)).collect();
    tx.insert_all(&keluarga).await?;
    let rumah: Vec<RumahTangga> = p.rumah_tangga.iter().map(|r| baris_rumah(tx, r)).collect();
    tx.insert_all(&rumah).await?;
    for (nomor, bagian) in p.orang.chunks(1_000).enumerate() {
        let (mut orang, mut riwayat, mut peristiwa) = (Vec::new(), Vec::new(), Vec::new());
        for (o, orang_id) in bagian.iter().zip(&ids[nomor * 1_000..]) {
            let asal = Asal {
                id: *orang_id,
                keluarga_id: o.keluarga.map(|i| keluarga[i].id),
                data_awal: o.data_awal,
                berlaku_sejak: o.sejak.into(),
                dicatat_pada: ctx.now.into(),
                impor_id: Some(id),
            };
            let serumah = o.rumah_tangga.map(|(i, hubungan)| Serumah { rumah: rumah[i].id, hubungan });
            let (kini, lalu, kejadian) = baris_orang(tx, o, (asal, serumah));
            orang.push(kini);
            riwayat.extend(lalu);
            peristiwa.extend(kejadian);
        }
        tx.insert_all(&orang).await?;
        tx.insert_all(&riwayat).await?;
        tx.insert_all(&peristiwa).await?;
        maju(nomor * 1_000 + bagian.len());
    }
    Ok(ids)
}

fn catatan(tx: &WriteTx, id: Uuid, p: &Pindahan) -> Impor {
    let banyak = i64::try_from(p.orang.len()).unwrap_or(i64::MAX);
    Impor {
        id,
        sidik: p.sidik.into(),
        tanggal_data: p.pembukaan.into(),
        data_awal: true,
        jumlah_baris: banyak.saturating_add(p.ditolak),
        baru: banyak,
        berubah: 0,
        sama: 0,
        ditolak: p.ditolak,
        tidak_ada: 0,
        oleh: tx.ctx().user(),
        pada: tx.ctx().now.into(),
    }
}

fn baris_keluarga(tx: &WriteTx, k: &KeluargaPindahan, ids: &[Uuid]) -> Keluarga {
    let mut baris = Keluarga {
        id: tx.ctx().new_id(),
        no_kk_segel: None,
        no_kk_kunci: None,
        kepala_id: k.kepala.map(|i| ids[i]),
        alamat: k.alamat.clone(),
        dusun: k.dusun.clone(),
        rw: k.rw.clone(),
        rt: k.rt.clone(),
        kelas_sosial: k.kelas_sosial,
    };
    baris.pasang_no_kk(tx.keys(), k.no_kk);
    baris
}

fn baris_rumah(tx: &WriteTx, r: &RumahPindahan) -> RumahTangga {
    let r = r.clone();
    RumahTangga {
        id: tx.ctx().new_id(),
        nomor: r.nomor,
        alamat: r.alamat,
        dusun: r.dusun,
        rw: r.rw,
        rt: r.rt,
        terdaftar: r.terdaftar.into(),
        bubar: None,
        kelas_sosial: r.kelas_sosial,
        id_bdt: r.id_bdt,
    }
}

/// With whom somebody keeps house.
#[derive(Clone, Copy)]
struct Serumah {
    rumah: Uuid,
    hubungan: HubunganRtm,
}

/// Who keeps house with whom is known of now; it is taken to have been so as long as they were here.
fn pasang_rumah(p: &mut Penduduk, serumah: Option<Serumah>) {
    let serumah = serumah.filter(|_| p.aktif());
    p.rumah_tangga_id = serumah.map(|s| s.rumah);
    p.hubungan_rtm = serumah.map(|s| s.hubungan.kode());
}

/// The present row, the past versions and the events of one person.
fn baris_orang(
    tx: &WriteTx,
    o: &OrangPindahan,
    (asal, serumah): (Asal, Option<Serumah>),
) -> (Penduduk, Vec<RiwayatPenduduk>, Vec<Peristiwa>) {
    let (ctx, keys) = (tx.ctx(), tx.keys());
    let g = o.garis();
    let t = o.tambahan.clone();
    let mut kini = Penduduk {
        telepon_segel: t.telepon.map(|nomor| keys.seal(TELEPON, nomor.as_bytes()).into()),
        huruf: t.huruf,
        bpjs_tk: t.bpjs_tk,
        negara: t.negara,
        berlaku_sejak: g.sejak.into(),
        status_dasar: g.status.kode(),
        ..Penduduk::dari_isian(&o.isian, asal, keys)
    };
    pasang_rumah(&mut kini, serumah);
    if t.sakit_menahun.is_some() {
        kini.pasang_sakit(keys, t.sakit_menahun);
    }
    let peristiwa =
        o.peristiwa.iter().zip(&g.diganti).map(|(p, diganti)| baris_peristiwa(tx, &kini, p, *diganti));
    let peristiwa: Vec<Peristiwa> = peristiwa.collect();
    let riwayat = g.lalu.iter().map(|r| {
        let mut isi =
            Penduduk { status_dasar: r.status.kode(), berlaku_sejak: r.sejak.into(), ..kini.clone() };
        pasang_rumah(&mut isi, serumah);
        let masa = Masa {
            sejak: r.sejak,
            sampai: r.sampai,
            dicatat_pada: ctx.now.into(),
            dicabut_pada: TIADA_AKHIR,
        };
        RiwayatPenduduk::baru(ctx.new_id(), &isi, masa, Some(peristiwa[r.diakhiri].id), keys)
    });
    let riwayat = riwayat.collect();
    (kini, riwayat, peristiwa)
}

/// `sebelum`: the status that this event ended, where it ended one; undoing the event gives it back.
fn baris_peristiwa(
    tx: &WriteTx,
    orang: &Penduduk,
    p: &PeristiwaPindahan,
    sebelum: Option<StatusDasar>,
) -> Peristiwa {
    let ctx = tx.ctx();
    let mut rincian = p.rincian.clone();
    if let (Some(lama), Some(baru)) = (sebelum, p.jenis.status_sesudah()) {
        let kolom = "status_dasar".to_owned();
        rincian.ubahan.push(Ubahan { kolom, lama: lama.kode().into(), baru: baru.kode().into() });
    }
    let id = ctx.new_id();
    Peristiwa {
        id,
        rombongan_id: id,
        penduduk_id: Some(orang.id),
        keluarga_id: orang.keluarga_id,
        jenis: p.jenis.kode(),
        tanggal: p.tanggal.into(),
        tanggal_lapor: p.tanggal_lapor.into(),
        dusun: orang.dusun.clone(),
        rw: orang.rw.clone(),
        rt: orang.rt.clone(),
        membatalkan_id: None,
        isi_segel: rincian.segel(tx.keys()),
        oleh: ctx.user(),
        dicatat_pada: ctx.now.into(),
        dibatalkan_pada: TIADA_AKHIR,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::contoh;

    const BUKA: Date = date(2024, 1, 1);

    fn orang(sejak: Date, status_awal: StatusDasar, peristiwa: &[(JenisPeristiwa, Date)]) -> OrangPindahan {
        let baris = contoh::sukamaju().into_iter().next().expect("Sukamaju is not empty");
        let peristiwa = peristiwa.iter().map(|(jenis, tanggal)| PeristiwaPindahan {
            jenis: *jenis,
            tanggal: *tanggal,
            tanggal_lapor: *tanggal,
            rincian: Rincian::default(),
        });
        OrangPindahan {
            isian: Isian::from(&baris),
            tambahan: Tambahan::default(),
            keluarga: None,
            rumah_tangga: None,
            data_awal: true,
            sejak,
            status_awal,
            peristiwa: peristiwa.collect(),
        }
    }

    #[test]
    fn past_stretches_follow_from_events() {
        use JenisPeristiwa::{Datang, KeluargaBaru, Kembali, Lahir, Mati, PindahKeluar};
        use StatusDasar::{Hidup, Pindah};
        let mei = date(2024, 5, 1);
        let juni = date(2024, 6, 1);
        for (asal, lalu, sejak, status) in [
            (orang(BUKA, Hidup, &[]), vec![], BUKA, Hidup),
            (orang(mei, Hidup, &[(Lahir, mei)]), vec![], mei, Hidup),
            (orang(BUKA, Hidup, &[(Mati, mei)]), vec![(BUKA, mei, Hidup)], mei, StatusDasar::Mati),
            (
                orang(BUKA, Hidup, &[(PindahKeluar, mei), (Datang, juni), (KeluargaBaru, juni)]),
                vec![(BUKA, mei, Hidup), (mei, juni, Pindah)],
                juni,
                Hidup,
            ),
            // Before the books were opened: told, but changes nothing.
            (
                orang(
                    BUKA,
                    Pindah,
                    &[(Datang, date(2019, 1, 1)), (PindahKeluar, date(2020, 1, 1)), (Kembali, mei)],
                ),
                vec![(BUKA, mei, Pindah)],
                mei,
                Hidup,
            ),
            (orang(mei, Hidup, &[(Lahir, mei), (Mati, mei)]), vec![], mei, StatusDasar::Mati),
        ] {
            let g = asal.garis();
            let ruas: Vec<_> = g.lalu.iter().map(|r| (r.sejak, r.sampai, r.status)).collect();
            assert_eq!((ruas, g.sejak, g.status), (lalu, sejak, status));
        }
        let sehari = orang(mei, Hidup, &[(Lahir, mei), (Mati, mei)]).garis();
        assert_eq!(sehari.diganti, [None, Some(Hidup)], "a death on the day of birth can be undone too");
    }
}
