//! B.4: who stayed for a while in a period. Who only asked for a letter never came, and is left out.

use db::{ReadTx, Result, Where};
use jiff::civil::Date;
use kamus::tanggal_pendek;
use kependudukan::PendudukSementara;
use kependudukan::store as register;

use super::{Isi, Permintaan, Potongan, nik};

pub(super) async fn isi(
    tx: &mut ReadTx,
    minta: &Permintaan,
    (dari, sampai): (Date, Date),
    potongan: Potongan,
) -> Result<Isi> {
    let saring = Where::new()
        .and("datang <= ?", [sampai.into()])
        .and("(pergi is null or pergi >= ?)", [dari.into()])
        .and_some("dusun = ?", minta.dusun.clone());
    let total = register::count_sementara(tx, saring.clone()).await?;
    let angka = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let batas = (angka(potongan.batas), angka(potongan.lewati));
    let semua = register::daftar_sementara(tx, saring, batas).await?;
    let mut baris = Vec::with_capacity(semua.len());
    for (nomor, p) in (potongan.lewati + 1..).zip(semua) {
        let nik = nik(p.nik(tx.keys())?, minta.terbuka);
        baris.push(satu(nomor, p, nik));
    }
    Ok(Isi { baris, total: usize::try_from(total).unwrap_or(0) })
}

fn satu(nomor: usize, p: PendudukSementara, nik: String) -> Vec<String> {
    let perempuan = p.jenis_kelamin.to_uppercase().starts_with('P');
    let tanda = |ya: bool| if ya { "V".to_owned() } else { String::new() };
    let hari = |hari: Option<db::Day>| hari.map(|hari| tanggal_pendek(hari.0)).unwrap_or_default();
    vec![
        nomor.to_string(),
        p.nama,
        tanda(!perempuan && !p.jenis_kelamin.is_empty()),
        tanda(perempuan),
        nik,
        format!("{}/{}", p.tempat_lahir, hari(p.tanggal_lahir)),
        p.pekerjaan,
        p.kewarganegaraan,
        // Descent (keturunan) is a column of the form that the register does not keep.
        String::new(),
        p.datang_dari,
        p.maksud,
        p.yang_didatangi,
        hari(p.datang),
        hari(p.pergi),
        String::new(),
    ]
}
