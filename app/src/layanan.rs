//! Services that rooms of one floor offer each other through the app, since no arrow goes sideways.

use std::sync::Arc;

use db::ReadTx;
use files::FileStore;
use kependudukan::privasi::{DaftarDataOrang, DataOrang};
use pengguna::{Area, PilihanArea};
use permohonan::{
    Bergiliran, BeriNilai, KodeDiLoket, KodeLewatPesan, KonfirmasiWarga, LihatStatus, MintaSurat,
    PengirimKode,
};
use tte::{BoxFuture, DaftarPejabat, PejabatSaya};
use uuid::Uuid;
use wilayah::{DaftarLangkah, Langkah, Pejabat};

/// The first hour, step by step, from all rooms.
pub(crate) fn langkah() -> DaftarLangkah {
    let mut all = wilayah::langkah();
    all.extend(surat::langkah());
    all.push(Langkah {
        urutan: 60,
        judul: "Data penduduk",
        keterangan: "Unggah buku kerja penduduk (.xlsx, .ods). Anda melihat laporannya dulu sebelum menyimpan.",
        path: "/impor",
        selesai: |tx| Box::pin(async move { Ok(kependudukan::store::count_penduduk(tx, db::Where::new(), 1).await? > 0) }),
    });
    all.sort_by_key(|step| step.urutan);
    DaftarLangkah(all)
}

/// Those who hold an office today.
async fn menjabat(tx: &mut ReadTx) -> db::Result<Vec<Pejabat>> {
    let today = hari_ini(tx).await?;
    wilayah::pejabat_pada(tx, today).await
}

/// The day on the unit's own calendar.
async fn hari_ini(tx: &mut ReadTx) -> db::Result<jiff::civil::Date> {
    let zona = wilayah::find_identitas(tx).await?.map(|identitas| identitas.zona()).unwrap_or_default();
    Ok(zona.tanggal(tx.ctx().now))
}

fn names(tx: &mut ReadTx) -> BoxFuture<'_, db::Result<Vec<(Uuid, String)>>> {
    Box::pin(async move { Ok(menjabat(tx).await?.into_iter().map(|p| (p.id, p.nama)).collect()) })
}

fn mine(tx: &mut ReadTx) -> BoxFuture<'_, db::Result<Vec<Uuid>>> {
    Box::pin(async move {
        let user = tx.ctx().user();
        let own = menjabat(tx).await?.into_iter().filter(|p| user.is_some() && p.pengguna_id == user);
        Ok(own.map(|p| p.id).collect())
    })
}

fn areas(tx: &mut ReadTx) -> BoxFuture<'_, db::Result<Vec<Area>>> {
    Box::pin(async move {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let area = |b: wilayah::BagianWilayah| Area { dusun: some(b.dusun), rw: some(b.rw), rt: some(b.rt) };
        Ok(wilayah::list_bagian(tx).await?.into_iter().map(area).collect())
    })
}

/// The register, as far as messages need it.
const BUKU_WARGA: pesan::BukuWarga = pesan::BukuWarga {
    cocok: |tx, nik, lahir| {
        Box::pin(async move {
            let ketemu = kependudukan::find_kenal(tx, nik, lahir).await?;
            Ok(ketemu.map(|(id, telepon)| pesan::Warga { id, telepon }))
        })
    },
    nama: |tx, id| {
        Box::pin(async move {
            let penduduk = kependudukan::store::find_penduduk(tx, id).await?;
            Ok(penduduk.filter(kependudukan::Penduduk::aktif).map(|penduduk| penduduk.nama))
        })
    },
    bagi: |caller, tx, id| {
        Box::pin(async move {
            let orang = kependudukan::orang_bagi(caller, tx, id).await?;
            Ok(orang.map(|(nama, halaman)| pesan::OrangBagi { nama, halaman }))
        })
    },
    catat: |tx, id, telepon| {
        Box::pin(async move {
            let hari = hari_ini(tx).await?;
            kependudukan::catat_telepon(tx, id, telepon, hari).await?;
            Ok(())
        })
    },
    keluarga: |tx| {
        Box::pin(async move {
            let semua = kependudukan::store::list_warga_keluarga(tx).await?;
            let anggota = |(penduduk_id, keluarga_id, dusun)| pesan::AnggotaKeluarga {
                penduduk_id,
                keluarga_id,
                dusun,
            };
            Ok(semua.into_iter().map(anggota).collect())
        })
    },
};

/// What other rooms offer on a resident's page.
fn tautan_orang() -> kependudukan::TautanOrang {
    kependudukan::TautanOrang(vec![
        kependudukan::Tautan {
            izin: dukcapil::KERJA,
            label: "Buat berkas Dukcapil",
            alamat: |id| format!("/dukcapil/orang/{id}"),
        },
        kependudukan::Tautan {
            izin: pesan::IKAT,
            label: "Hubungkan nomor WhatsApp",
            alamat: |id| format!("/pesan/ikat/{id}"),
        },
        kependudukan::Tautan {
            izin: kesejahteraan::LIHAT,
            label: "Bantuan yang diterima",
            alamat: |id| format!("/bantuan/orang/{id}"),
        },
    ])
}

/// What other rooms offer on an institution's page, also when it was dissolved: its letters are still there.
fn tautan_lembaga() -> lembaga::TautanLembaga {
    lembaga::TautanLembaga(vec![lembaga::Tautan {
        izin: surat::BUAT,
        label: "Surat tentang lembaga ini",
        alamat: |id| format!("/surat/lembaga/{id}"),
    }])
}

/// What other rooms hold about a resident, for their data pack and for their erasure.
pub(crate) fn data_orang() -> DaftarDataOrang {
    let ponsel = DataOrang {
        nama: "ponsel_terhubung",
        tabel: &["ikatan_kontak"],
        isi: |tx, id, _| Box::pin(pesan::data_orang(tx, id)),
        hapus: Some(|tx, id| Box::pin(pesan::lupakan(tx, id))),
    };
    DaftarDataOrang(vec![
        surat::DATA_ORANG,
        permohonan::DATA_ORANG,
        dukcapil::DATA_ORANG,
        kesejahteraan::DATA_ORANG,
        ponsel,
    ])
}

/// What residents can do by message, from all rooms, in the order of the menu.
fn layanan_pesan(berkas: &FileStore) -> pesan::DaftarLayanan {
    pesan::DaftarLayanan(vec![
        Arc::new(MintaSurat { berkas: berkas.clone() }),
        Arc::new(LihatStatus { berkas: berkas.clone() }),
        Arc::new(surat::SuratSaya),
        Arc::new(BeriNilai),
        Arc::new(KonfirmasiWarga),
    ])
}

/// Hands the services to an application under construction. `berkas` is where attachments lie.
pub fn provide(builder: web::Builder, berkas: FileStore) -> web::Builder {
    // A code goes to the phone on record; where there is none it is told at the counter to who shows a KTP.
    let loket = KodeDiLoket::default();
    let pengirim = Bergiliran(vec![Arc::new(KodeLewatPesan), Arc::new(loket.clone())]);
    builder
        .provide(PengirimKode(Arc::new(pengirim)))
        .provide(loket)
        .provide(langkah())
        .provide(DaftarPejabat(names))
        .provide(PejabatSaya(mine))
        .provide(PilihanArea(areas))
        .provide(BUKU_WARGA)
        .provide(tautan_orang())
        .provide(tautan_lembaga())
        .provide(layanan_pesan(&berkas))
        .provide(berkas)
        .provide(data_orang())
}
