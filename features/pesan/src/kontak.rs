//! Contacts: who wrote, who is bound to whom, and when that ends.

use db::{Entity as _, Result, WriteTx};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::entitas::{Cara, IKATAN_HARI, IkatanKontak, Kontak};
use crate::penyedia::{Alamat, Jenis};
use crate::percakapan::Percakapan;
use crate::store::keluar::{self, Keadaan};
use crate::store::{self, obrolan};

/// The contact of an address; written down when it is new.
///
/// A phone that comes with another provider id than before has changed hands: what was proved for its
/// former owner ends.
pub(crate) async fn kenali(tx: &mut WriteTx, jenis: Jenis, alamat: &Alamat) -> Result<Kontak> {
    let mut kontak = tujuan(tx, jenis, alamat).await?;
    let dikenal = kontak.alamat(tx.keys());
    let beda =
        |dulu: &Option<String>, kini: &Option<String>| dulu.is_some() && kini.is_some() && dulu != kini;
    let lain_orang = beda(&dikenal.bsuid, &alamat.bsuid);
    if beda(&dikenal.telepon, &alamat.telepon) {
        akhiri_semua(tx, kontak.id, "Akun ini kini memakai nomor lain.").await?;
    }
    let lengkapi = (alamat.telepon.is_some() && dikenal.telepon != alamat.telepon)
        || (alamat.bsuid.is_some() && dikenal.bsuid != alamat.bsuid);
    if lain_orang {
        akhiri_semua(tx, kontak.id, "Nomor ini kini dipakai akun lain.").await?;
        (kontak.persetujuan_pada, kontak.persetujuan_versi, kontak.berhenti_pada) = (None, None, None);
    }
    if !lengkapi && kontak.gagal_pada.is_none() {
        return Ok(kontak);
    }
    if lengkapi {
        lepas_nomor(tx, jenis, &kontak, alamat).await?;
        let keys = tx.keys().clone();
        kontak.kenakan(&keys, alamat);
    }
    // Who writes can be reached again.
    kontak.gagal_pada = None;
    tx.update(&kontak).await?;
    Ok(kontak)
}

/// The contact of an address that we write to; nothing is concluded from it.
pub(crate) async fn tujuan(tx: &mut WriteTx, jenis: Jenis, alamat: &Alamat) -> Result<Kontak> {
    if let Some(kontak) = store::find_kontak_alamat(tx, jenis, alamat).await? {
        return Ok(kontak);
    }
    let ctx = *tx.ctx();
    let baru = Kontak::baru(&ctx, tx.keys(), jenis, alamat);
    tx.insert(&baru).await?;
    Ok(baru)
}

/// A phone that another contact held until now leaves it, with everything that was proved by it.
async fn lepas_nomor(tx: &mut WriteTx, jenis: Jenis, kontak: &Kontak, alamat: &Alamat) -> Result<()> {
    let hanya_telepon = Alamat { telepon: alamat.telepon.clone(), bsuid: None };
    if let Some(mut lama) = store::find_kontak_alamat(tx, jenis, &hanya_telepon).await?
        && lama.id != kontak.id
    {
        akhiri_semua(tx, lama.id, "Nomornya kini milik akun lain.").await?;
        (lama.telepon_segel, lama.telepon_kunci) = (None, None);
        tx.update(&lama).await?;
    }
    Ok(())
}

/// Forgets the number of a contact, in its row and in the ledger behind it. Who said stop is still known by the keyed
/// hash, which shows no number, so that nothing is sent there ever after.
pub(crate) async fn lupakan(tx: &mut WriteTx, kontak_id: Uuid) -> Result<()> {
    akhiri_semua(tx, kontak_id, "Masa berlakunya habis.").await?;
    db::ledger::erase(tx, kontak_id, &[Kontak::DEF]).await?;
    let mut kontak = store::get_kontak(tx, kontak_id).await?;
    (kontak.telepon_segel, kontak.bsuid_segel) = (None, None);
    if kontak.berhenti_pada.is_none() {
        (kontak.telepon_kunci, kontak.bsuid_kunci) = (None, None);
    }
    tx.update(&kontak).await
}

/// Binds a resident to a contact, or proves it anew.
pub(crate) async fn ikat(
    tx: &mut WriteTx,
    kontak_id: Uuid,
    penduduk_id: Uuid,
    cara: Cara,
    oleh: Option<Uuid>,
) -> Result<()> {
    let ctx = *tx.ctx();
    let sampai = ctx.now + SignedDuration::from_hours(24 * IKATAN_HARI);
    let ada = store::list_ikatan_kontak(tx, kontak_id).await?;
    if let Some(lama) = ada.into_iter().find(|ikatan| ikatan.penduduk_id == penduduk_id) {
        let baru = IkatanKontak { cara: cara as i16, oleh, sampai_pada: sampai.into(), ..lama };
        return tx.update(&baru).await;
    }
    tx.insert(&IkatanKontak {
        id: ctx.new_id(),
        kontak_id,
        penduduk_id,
        cara: cara as i16,
        oleh,
        mulai_pada: ctx.now.into(),
        sampai_pada: sampai.into(),
        selesai_pada: None,
        sebab: String::new(),
    })
    .await
}

/// Ends a binding. What the contact was still to be told about the resident is told no more, and a conversation in
/// the middle, which may show what is theirs, begins anew.
pub(crate) async fn akhiri(tx: &mut WriteTx, ikatan: &IkatanKontak, sebab: &str) -> Result<()> {
    let now = tx.ctx().now;
    keluar::buang_tentang(tx, ikatan.kontak_id, ikatan.penduduk_id).await?;
    mulai_baru(tx, ikatan.kontak_id).await?;
    tx.update(&IkatanKontak { selesai_pada: Some(now.into()), sebab: sebab.to_owned(), ..ikatan.clone() })
        .await
}

/// Ends all that was proved for a contact. Whoever holds it from now on gets nothing that was meant for another.
pub(crate) async fn akhiri_semua(tx: &mut WriteTx, kontak_id: Uuid, sebab: &str) -> Result<()> {
    for ikatan in store::list_ikatan_kontak(tx, kontak_id).await? {
        akhiri(tx, &ikatan, sebab).await?;
    }
    keluar::buang_antrean(tx, kontak_id).await?;
    mulai_baru(tx, kontak_id).await
}

async fn mulai_baru(tx: &mut WriteTx, kontak_id: Uuid) -> Result<()> {
    let Some(dulu) = obrolan::find_percakapan(tx, kontak_id).await? else { return Ok(()) };
    obrolan::put_percakapan(tx, kontak_id, &Percakapan::default(), dulu.pesan_terakhir).await
}

/// The owner of an account took another number: who holds the old one next has proved and agreed to nothing.
pub(crate) async fn ganti_nomor(tx: &mut WriteTx, jenis: Jenis, lama: &Alamat) -> Result<()> {
    let Some(mut kontak) = store::find_kontak_alamat(tx, jenis, lama).await? else { return Ok(()) };
    akhiri_semua(tx, kontak.id, "Pemilik akun mengganti nomornya.").await?;
    (kontak.persetujuan_pada, kontak.persetujuan_versi, kontak.berhenti_pada) = (None, None, None);
    tx.update(&kontak).await
}

/// Lets go what was held for a contact, as far as it is meant for those who are bound to it now; tells how many.
pub(crate) async fn lepas_tahanan(tx: &mut WriteTx, kontak_id: Uuid, dari: Keadaan) -> Result<u64> {
    let warga = list_warga(tx, kontak_id).await?;
    keluar::lepas_tahanan(tx, kontak_id, dari, &warga).await
}

/// The residents who may speak from a contact now.
pub(crate) async fn list_warga(tx: &mut WriteTx, kontak_id: Uuid) -> Result<Vec<Uuid>> {
    let now = tx.ctx().now;
    let semua = store::list_ikatan_kontak(tx, kontak_id).await?;
    Ok(semua.into_iter().filter(|ikatan| ikatan.berlaku(now)).map(|ikatan| ikatan.penduduk_id).collect())
}
