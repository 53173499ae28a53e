//! One-time codes and visits of Layanan Mandiri: work, not facts.

db::statements! {
    work INSERT_KODE = "insert into kode_warga (unit, id, penduduk_id, kunci, percobaan, sampai)
        values ($1, $2, $3, $4, 0, $5)";
    /// Counts a try and takes the row while it may still be tried.
    work COBA_KODE = "update kode_warga set percobaan = percobaan + 1
        where unit = $1 and id = $2 and sampai > $3 and percobaan < $4
        returning penduduk_id, kunci";
    work DELETE_KODE = "delete from kode_warga where unit = $1 and id = $2";
    work DELETE_KODE_LAMA = "delete from kode_warga where sampai < $1";
    work INSERT_SESI = "insert into sesi_warga (unit, kunci, penduduk_id, sampai) values ($1, $2, $3, $4)";
    work FIND_SESI = "select penduduk_id from sesi_warga where unit = $1 and kunci = $2 and sampai > $3";
    work DELETE_SESI = "delete from sesi_warga where unit = $1 and kunci = $2";
    work DELETE_SESI_LAMA = "delete from sesi_warga where sampai < $1";
}
