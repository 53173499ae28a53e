//! Services that rooms of one floor offer each other through the app, since no arrow goes sideways.

use db::ReadTx;
use pengguna::{Area, PilihanArea};
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
    let zona = wilayah::find_identitas(tx).await?.map(|identitas| identitas.zona()).unwrap_or_default();
    let today = zona.tanggal(tx.ctx().now);
    wilayah::pejabat_pada(tx, today).await
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

/// Hands the services to an application under construction.
pub(crate) fn provide(builder: web::Builder) -> web::Builder {
    builder
        .provide(langkah())
        .provide(DaftarPejabat(names))
        .provide(PejabatSaya(mine))
        .provide(PilihanArea(areas))
}
