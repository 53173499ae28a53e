//! Looking at who comes from another village, taking them in or refusing them.

use axum::extract::Path;
use axum::response::Response;
use db::{Once, WriteTx};
use files::FileStore;
use kamus::{Daftar as _, tanggal_panjang};
use ui::{Field, Flash, Tone};
use uuid::Uuid;
use web::{Caller, Form};

use super::super::peristiwa::{catat, formulir};
use super::super::unggahan;
use super::NamaDesa;
use crate::peristiwa::{self, Jawab, Keadaan, TERIMA, Temuan};
use crate::pindah_antar::foto::FotoTerbuka;
use crate::pindah_antar::{self, GalatPindah, KeadaanKiriman, Masuk, Muatan};
use crate::store;

const ALASAN: &str = "alasan_tolak";
const TIADA: &str = "Kiriman ini tidak lagi menunggu: mungkin sudah dijawab, atau ditarik desa asal.";

/// What waits under this id. Whoever asks sees who comes, and that is written down in both villages.
async fn muat(caller: &Caller, id: Uuid) -> web::Result<(Masuk, Muatan)> {
    let db = caller.app.db();
    let masuk = pindah_antar::find_masuk(db, &caller.ctx, id).await?;
    let masuk = masuk.ok_or_else(|| web::Error::Conflict(TIADA.to_owned()))?;
    let desa = NamaDesa::baca(&mut caller.read().await?).await?;
    let (asal, sini) = (desa.sebut(masuk.asal), desa.sebut(caller.ctx.unit));
    pindah_antar::catat_pandangan(db, &caller.ctx, &masuk, (&asal, &sini)).await?;
    let muatan = pindah_antar::muatan(db, &caller.ctx, &masuk, &asal).await.map_err(galat)?;
    Ok((masuk, muatan))
}

fn galat(galat: GalatPindah) -> web::Error {
    match galat {
        GalatPindah::Db(galat) => galat.into(),
        lain => web::Error::Conflict(lain.to_string()),
    }
}

async fn keadaan(
    caller: &Caller,
    tx: &mut db::ReadTx,
    jawab: &Jawab,
    muatan: &Muatan,
) -> db::Result<Keadaan> {
    let mut k = formulir::muat(caller, tx, &TERIMA, None, jawab).await?;
    k.bawa(tx, muatan.clone()).await?;
    Ok(k)
}

pub(crate) async fn buka(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    _form: Form,
) -> web::Result<Response> {
    let (_, muatan) = muat(&caller, id).await?;
    let mut jawab = Jawab::default();
    jawab.pasang("tanggal_lapor", kamus::tanggal_pendek(caller.today()));
    let mut tx = caller.read().await?;
    let k = keadaan(&caller, &mut tx, &jawab, &muatan).await?;
    (TERIMA.awal)(&k, &mut jawab);
    web::html(&halaman(&caller, &k, &muatan, (&jawab, None)))
}

/// Checks the form and shows what it will change.
pub(crate) async fn periksa(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let (_, muatan) = muat(&caller, id).await?;
    let mut jawab = Jawab::dari(form.typed());
    let mut tx = caller.read().await?;
    let k = keadaan(&caller, &mut tx, &jawab, &muatan).await?;
    k.rapikan(&mut jawab);
    match peristiwa::periksa(&TERIMA, &k, &jawab) {
        (Some(draf), temuan) => {
            let periksa = catat::halaman(&caller, &TERIMA, (&k, &jawab), &draf, &temuan);
            web::html(&untuk(&caller, id, periksa))
        }
        (None, temuan) => web::refused(&halaman(&caller, &k, &muatan, (&jawab, Some(&temuan)))),
    }
}

/// Takes them in, after everything was checked once more.
pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let mut jawab = Jawab::dari(form.typed());
    let peristiwa_id = caller.ctx.new_id();
    let sasaran = caller.href(&format!("/peristiwa/{peristiwa_id}"));
    if let Some(sasaran) = terulang(&caller, form.request_key()?).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    let (masuk, mut muatan) = muat(&caller, id).await?;
    if form.text("langkah") == "ubah" {
        let mut tx = caller.read().await?;
        let k = keadaan(&caller, &mut tx, &jawab, &muatan).await?;
        return web::html(&halaman(&caller, &k, &muatan, (&jawab, None)));
    }
    let foto = buka_foto(&caller, &masuk, &mut muatan).await?;
    let mut tx = caller.write("penerimaan_pindah").await?;
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    let k = keadaan(&caller, &mut tx, &jawab, &muatan).await?;
    k.rapikan(&mut jawab);
    let (draf, temuan) = peristiwa::periksa(&TERIMA, &k, &jawab);
    let Some(draf) = draf else {
        return web::refused(&halaman(&caller, &k, &muatan, (&jawab, Some(&temuan))));
    };
    if temuan.belum_disetujui(jawab.semua("setuju")) {
        let mut periksa = untuk(&caller, id, catat::halaman(&caller, &TERIMA, (&k, &jawab), &draf, &temuan));
        periksa.form.refuse("setuju", "Centang setiap peringatan bila memang benar, atau ubah isiannya.");
        return web::refused(&periksa);
    }
    let kabar = simpan_foto(&caller, &mut tx, foto).await?;
    draf.dengan_id(peristiwa_id).simpan(&mut tx).await?;
    let rombongan = store::find_peristiwa(&mut tx, peristiwa_id).await?.map(|p| p.rombongan_id);
    pindah_antar::jawab(&mut tx, &masuk, KeadaanKiriman::Diterima, None, rombongan).await.map_err(galat)?;
    tx.commit().await?;
    kabarkan(&caller, &masuk).await;
    Ok(web::see_other(&sasaran, Some(kabar)))
}

/// The photos of who comes, read before the act begins; none where nobody has one.
async fn buka_foto(caller: &Caller, masuk: &Masuk, muatan: &mut Muatan) -> web::Result<Option<FotoTerbuka>> {
    if !muatan.berfoto() {
        return Ok(None);
    }
    let files = caller.app.service::<FileStore>();
    let foto = pindah_antar::foto::baca(caller.app.db(), files, &caller.ctx, masuk, muatan).await;
    foto.map(Some).map_err(unggahan::gangguan)
}

/// Keeps the photos here, and says what the clerk must know of them.
async fn simpan_foto(caller: &Caller, tx: &mut WriteTx, foto: Option<FotoTerbuka>) -> web::Result<Flash> {
    let diterima = "Sudah diterima. Desa asal diberi tahu.";
    let Some(foto) = foto else { return Ok(Flash::new(Tone::Good, diterima)) };
    let hilang = foto.hilang;
    foto.simpan(tx, caller.app.service::<FileStore>()).await.map_err(unggahan::gangguan)?;
    Ok(match hilang {
        0 => Flash::new(Tone::Good, diterima),
        _ => Flash::new(Tone::Wait, format!("{diterima} Foto {hilang} orang rusak di sana dan tidak ikut.")),
    })
}

/// Where a form led that was sent before; by now nothing waits under its id.
async fn terulang(caller: &Caller, kunci: &str) -> web::Result<Option<String>> {
    let mut tx = caller.write("penerimaan_pindah").await?;
    // Dropped, not committed: the key is claimed by the act itself.
    Ok(match tx.once(kunci, "").await? {
        Once::Again(sasaran) => Some(sasaran),
        Once::First => None,
    })
}

pub(crate) async fn tolak(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> web::Result<Response> {
    let sasaran = caller.href("/pindah-antar");
    if let Some(sasaran) = terulang(&caller, form.request_key()?).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    let alasan = form.text(ALASAN);
    if alasan.is_empty() || alasan.chars().count() > 500 {
        return tolak_ulang(&caller, id, &form).await;
    }
    let masuk = pindah_antar::find_masuk(caller.app.db(), &caller.ctx, id).await?;
    let masuk = masuk.ok_or_else(|| web::Error::Conflict(TIADA.to_owned()))?;
    let mut tx = caller.write("penolakan_pindah").await?;
    if let Once::Again(sasaran) = tx.once(form.request_key()?, &sasaran).await? {
        return Ok(web::see_other(&sasaran, None));
    }
    let hasil = pindah_antar::jawab(&mut tx, &masuk, KeadaanKiriman::Ditolak, Some(alasan), None).await;
    hasil.map_err(galat)?;
    tx.commit().await?;
    kabarkan(&caller, &masuk).await;
    Ok(web::see_other(&sasaran, Some(Flash::new(Tone::Good, "Kiriman ditolak. Desa asal diberi tahu."))))
}

async fn tolak_ulang(caller: &Caller, id: Uuid, form: &Form) -> web::Result<Response> {
    let (_, muatan) = muat(caller, id).await?;
    let mut jawab = Jawab::default();
    jawab.pasang("tanggal_lapor", kamus::tanggal_pendek(caller.today()));
    let mut tx = caller.read().await?;
    let k = keadaan(caller, &mut tx, &jawab, &muatan).await?;
    (TERIMA.awal)(&k, &mut jawab);
    let mut halaman = halaman(caller, &k, &muatan, (&jawab, None));
    if let Some(antar) = &mut halaman.antar {
        antar.penolakan = penolakan(caller).fill(form.typed());
        antar.penolakan.refuse(ALASAN, "Isi alasan penolakan, paling panjang 500 huruf.");
    }
    halaman.page = halaman.page.has_error(true);
    web::refused(&halaman)
}

/// Tells the sender at once; where that fails, the job does.
async fn kabarkan(caller: &Caller, masuk: &Masuk) {
    let siapa = (masuk.asal, caller.ctx.unit, masuk.kiriman.id);
    if let Err(galat) = pindah_antar::kabarkan(caller.app.db(), siapa, &caller.ctx).await {
        tracing::warn!(%galat, "the sending village hears of it by a job");
    }
}

fn penolakan(caller: &Caller) -> ui::Form {
    caller.form().with(Field::new(ALASAN, "Mengapa ditolak?").rows(2))
}

/// The page that asks to confirm, with its own addresses.
fn untuk(caller: &Caller, id: Uuid, mut periksa: catat::Periksa) -> catat::Periksa {
    periksa.page = caller.page(TERIMA.nama).back("Pindah antardesa", caller.href("/pindah-antar")).noindex();
    periksa.aksi = caller.href(&format!("/pindah-antar/{id}/penerimaan"));
    periksa
}

fn halaman(
    caller: &Caller,
    k: &Keadaan,
    muatan: &Muatan,
    (jawab, temuan): (&Jawab, Option<&Temuan>),
) -> formulir::Formulir {
    let mut halaman = formulir::halaman(caller, &TERIMA, k, jawab, temuan);
    let kirim = caller.href(&format!("/pindah-antar/{}", muatan.kiriman));
    halaman.page = caller
        .page(TERIMA.nama)
        .back("Pindah antardesa", caller.href("/pindah-antar"))
        .has_error(temuan.is_some_and(Temuan::ada_galat))
        .noindex();
    halaman.aksi = format!("{kirim}/pemeriksaan");
    halaman.antar = Some(formulir::Antar {
        asal: muatan.asal.clone(),
        pindah: tanggal_panjang(muatan.tanggal),
        tujuan_alamat: muatan.isian.get("tujuan_alamat").cloned().unwrap_or_default(),
        orang: muatan.orang.iter().map(baris).collect(),
        penolakan: penolakan(caller),
        aksi_tolak: format!("{kirim}/penolakan"),
    });
    halaman
}

fn baris(b: &crate::pindah_antar::Bawaan) -> formulir::BarisAntar {
    let i = &b.isian;
    formulir::BarisAntar {
        nama: i.nama.clone(),
        nik: i.nik.map_or_else(|| "Belum ber-NIK".to_owned(), |nik| nik.samar()),
        kelamin: i.jenis_kelamin.label().to_owned(),
        lahir: tanggal_panjang(i.tanggal_lahir.0),
        hubungan: i.shdk.label().to_owned(),
        status_kawin: i.status_kawin.map_or("", kamus::Daftar::label).to_owned(),
        pekerjaan: i.pekerjaan.map_or("", kamus::Daftar::label).to_owned(),
    }
}
