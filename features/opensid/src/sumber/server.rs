//! A running OpenSID database, read over the network: one snapshot, nothing written, the same columns as
//! from a dump.

use std::collections::BTreeMap;

use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _};
use sqlx_mysql::{MySqlConnectOptions, MySqlConnection, MySqlSslMode};

use super::galat::GalatSumber;
use super::mentah::{Asal, Baris, Isi, Mentah};
use super::sisipan::BATAS_BARIS;
use crate::skema::{DIBACA, Tabel};

/// Whether a source names a server rather than a file.
pub fn alamat_server(sumber: &str) -> bool {
    ["mysql://", "mariadb://"].iter().any(|awal| sumber.starts_with(awal))
}

/// Reads `mysql://pengguna:sandi@server/basisdata`. Without a password in the address, `sandi` is used, so
/// that none stands in the list of running programs. `maju` hears how many rows have been read.
///
/// # Errors
/// A sentence for the clerk: a wrong address, no answer, refused, not OpenSID's or another version's.
pub async fn baca_server(
    alamat: &str,
    sandi: Option<&str>,
    maju: &mut (dyn FnMut(u64) + Send),
) -> Result<Mentah, GalatSumber> {
    let mut server = buka(alamat, sandi).await?;
    // Everything is seen as it was at one moment, while the office works on.
    for perintah in ["set transaction isolation level repeatable read", SNAPSHOT] {
        sqlx::raw_sql(perintah).execute(&mut server).await.map_err(|galat| terbaca(&galat))?;
    }
    let kolom = susunan(&mut server).await?;
    let mut hasil = Mentah::default();
    hasil.tabel.extend(kolom.keys().map(|nama| (nama.clone(), Isi::default())));
    hasil.periksa(&DIBACA, &kolom)?;
    let mut sidik = Sha256::new();
    let mut jumlah = 0;
    for (nama, kolom) in &kolom {
        let isi = match DIBACA.iter().find(|tabel| tabel.nama == nama) {
            None => Isi { jumlah: hitung(&mut server, nama).await?, ..Isi::default() },
            Some(tabel) => {
                sidik.update(nama);
                baca_tabel(&mut server, tabel, kolom, (&mut sidik, &mut |baris| maju(jumlah + baris))).await?
            }
        };
        jumlah += isi.jumlah;
        hasil.tabel.insert(nama.clone(), isi);
    }
    let versi: String = satu(&mut server, "select version()").await?;
    hasil.asal = Asal {
        program: format!("mysql:// {versi}").chars().take(80).collect(),
        selesai: Some(satu(&mut server, "select cast(utc_timestamp() as char)").await?),
        utuh: true,
        utc: true,
        sidik: data_encoding::HEXLOWER.encode(&sidik.finalize()),
    };
    hasil.lupakan_hiv();
    // Nothing was written; a server that does not hear the goodbye is no harm.
    let _ = server.close().await;
    Ok(hasil)
}

const SNAPSHOT: &str = "start transaction with consistent snapshot, read only";

async fn buka(alamat: &str, sandi: Option<&str>) -> Result<MySqlConnection, GalatSumber> {
    let pilihan = pilihan(alamat, sandi)?;
    let batas = std::time::Duration::from_secs(15);
    match tokio::time::timeout(batas, pilihan.connect()).await {
        Ok(terbuka) => terbuka.map_err(|galat| terbaca(&galat)),
        Err(_) => Err(GalatSumber::Server(
            "tidak menjawab dalam 15 detik. Periksa alamat dan jaringannya".to_owned(),
        )),
    }
}

fn pilihan(alamat: &str, sandi: Option<&str>) -> Result<MySqlConnectOptions, GalatSumber> {
    let salah = || {
        GalatSumber::Server(
            "alamatnya tidak dapat dipahami. Bentuknya mysql://pengguna:sandi@server/basisdata; tanda khusus \
             dalam sandi ditulis sebagai %XX"
                .to_owned(),
        )
    };
    let mut pilihan: MySqlConnectOptions = alamat.parse().map_err(|_| salah())?;
    if pilihan.get_database().is_none_or(str::is_empty) {
        return Err(salah());
    }
    let bersandi = alamat.split_once("://").and_then(|(_, sisa)| sisa.rsplit_once('@'));
    if let (Some(sandi), false) = (sandi, bersandi.is_some_and(|(siapa, _)| siapa.contains(':'))) {
        pilihan = pilihan.password(sandi);
    }
    // A register does not travel in the clear because nobody thought of it: beyond this machine that has to be said.
    let setempat =
        matches!(pilihan.get_host(), "localhost" | "127.0.0.1" | "::1") || pilihan.get_socket().is_some();
    if !setempat && !alamat.contains("ssl") {
        pilihan = pilihan.ssl_mode(MySqlSslMode::Required);
    }
    Ok(pilihan.disable_statement_logging())
}

/// What went wrong, without what the server repeats of the address or of rows.
fn terbaca(galat: &sqlx::Error) -> GalatSumber {
    let sebab = match galat {
        sqlx::Error::Io(_) => {
            "tidak dapat dihubungi. Periksa alamat dan porta, dan apakah server menerima sambungan dari luar"
        }
        sqlx::Error::Tls(_) => {
            "sambungan aman gagal. Di jaringan kantor sendiri dapat ditambahkan ?ssl-mode=disabled; nama dan NIK lalu \
             berjalan terbuka"
        }
        sqlx::Error::Database(basis) => match basis.code().as_deref() {
            Some("28000") => "pengguna atau sandinya ditolak",
            Some("42000") if basis.message().contains("nknown database") => {
                "basis data itu tidak ada di server. Periksa nama di akhir alamat"
            }
            Some("42000") => "pengguna ini tidak berhak membaca basis data itu. Beri hak SELECT",
            _ => "server menolak membacakan isinya",
        },
        _ => "jawabannya tidak dapat dipahami",
    };
    GalatSumber::Server(sebab.to_owned())
}

/// The columns of every table.
async fn susunan(server: &mut MySqlConnection) -> Result<BTreeMap<String, Vec<String>>, GalatSumber> {
    let sql = "select cast(c.table_name as char), cast(c.column_name as char) \
               from information_schema.columns c join information_schema.tables t \
               on t.table_schema = c.table_schema and t.table_name = c.table_name \
               where c.table_schema = database() and t.table_type = 'BASE TABLE' \
               order by c.table_name, c.ordinal_position";
    let baris: Vec<(String, String)> =
        sqlx::query_as(sql).fetch_all(server).await.map_err(|galat| terbaca(&galat))?;
    let mut semua: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (tabel, kolom) in baris {
        semua.entry(tabel).or_default().push(kolom);
    }
    Ok(semua)
}

/// The wanted columns of a table as text, and of the others in how many rows something stands.
async fn baca_tabel(
    server: &mut MySqlConnection,
    tabel: &Tabel,
    ada: &[String],
    (sidik, maju): (&mut Sha256, &mut (dyn FnMut(u64) + Send)),
) -> Result<Isi, GalatSumber> {
    let kolom: Vec<String> = tabel
        .kolom
        .iter()
        .map(|k| if ada.iter().any(|ada| ada == k) { teks(k) } else { "cast(null as char)".to_owned() })
        .collect();
    let sql =
        format!("select {} from {} order by {}", kolom.join(", "), kutip(tabel.nama), kutip(tabel.kolom[0]));
    let mut isi = Isi::default();
    {
        let mut baris = sqlx::query(AssertSqlSafe(sql)).fetch(&mut *server);
        while let Some(satu) = baris.try_next().await.map_err(|galat| terbaca(&galat))? {
            let mut sel: Baris = Vec::with_capacity(kolom.len());
            for letak in 0..kolom.len() {
                let nilai: Option<String> = satu.try_get(letak).map_err(|galat| terbaca(&galat))?;
                sidik.update(nilai.as_deref().map_or(&b"\0"[..], str::as_bytes));
                sidik.update(b"\x1f");
                sel.push(nilai.map(Into::into));
            }
            isi.baris.push(sel);
            isi.jumlah += 1;
            if isi.jumlah > BATAS_BARIS {
                return Err(GalatSumber::TerlaluBesar("lebih dari 3 juta baris dalam satu tabel"));
            }
            if isi.jumlah.is_multiple_of(1_000) {
                maju(isi.jumlah);
            }
        }
    }
    let lain: Vec<&String> = ada.iter().filter(|k| tabel.letak(k).is_none()).collect();
    if !lain.is_empty() {
        let terisi: Vec<String> =
            lain.iter().map(|k| format!("cast(coalesce(sum({} <> ''), 0) as signed)", teks(k))).collect();
        let sql = format!("select {} from {}", terisi.join(", "), kutip(tabel.nama));
        let satu =
            sqlx::query(AssertSqlSafe(sql)).fetch_one(server).await.map_err(|galat| terbaca(&galat))?;
        for (letak, kolom) in lain.into_iter().enumerate() {
            let banyak: i64 = satu.try_get(letak).map_err(|galat| terbaca(&galat))?;
            isi.lain.insert(kolom.clone(), u64::try_from(banyak).unwrap_or(0));
        }
    }
    Ok(isi)
}

async fn hitung(server: &mut MySqlConnection, tabel: &str) -> Result<u64, GalatSumber> {
    let jumlah: i64 = satu(server, &format!("select count(*) from {}", kutip(tabel))).await?;
    Ok(u64::try_from(jumlah).unwrap_or(0))
}

async fn satu<T>(server: &mut MySqlConnection, sql: &str) -> Result<T, GalatSumber>
where
    T: for<'r> sqlx::Decode<'r, sqlx_mysql::MySql> + sqlx::Type<sqlx_mysql::MySql> + Send + Unpin,
{
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned())).fetch_one(server).await.map_err(|galat| terbaca(&galat))
}

/// A name of a table or column, whatever stands in it.
fn kutip(nama: &str) -> String {
    format!("`{}`", nama.replace('`', "``"))
}

fn teks(kolom: &str) -> String {
    format!("convert({} using utf8mb4)", kutip(kolom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_this_machine_a_register_travels_sealed_unless_somebody_says_otherwise() {
        for (alamat, mode) in [
            ("mysql://siapa@localhost/opensid", "Preferred"),
            ("mysql://siapa@127.0.0.1/opensid", "Preferred"),
            ("mysql://siapa@kantor.contoh.example/opensid", "Required"),
            ("mysql://siapa@10.0.0.7/opensid?ssl-mode=disabled", "Disabled"),
        ] {
            assert_eq!(format!("{:?}", pilihan(alamat, None).unwrap().get_ssl_mode()), mode, "{alamat}");
        }
    }
}
