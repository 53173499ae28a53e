//! Column lists of the wide tables: `concat!` takes literals, not `Penduduk::COLUMNS`. A test compares.

macro_rules! penduduk_kolom {
    () => {
        "id, keluarga_id, nik_segel, nik_kunci, nama, kunci_nama, jenis_kelamin, tempat_lahir, tanggal_lahir, \
         agama, pendidikan_kk, pendidikan_sedang, pekerjaan, status_kawin, shdk, kewarganegaraan, nama_ayah, \
         nama_ibu, kunci_ibu, golongan_darah, akta_lahir, paspor_berakhir, akta_perkawinan, tanggal_perkawinan, \
         akta_perceraian, tanggal_perceraian, ktp_el, status_rekam, alamat, alamat_sekarang, dusun, rw, rt, suku, \
         asuransi, lintang, bujur, status_dasar, dokumen_segel, kesehatan_segel, telepon_segel, gelar_depan, \
         gelar_belakang, negara, kitas_berakhir, huruf, bpjs_tk, rumah_tangga_id, hubungan_rtm, foto_id, data_awal, \
         berlaku_sejak, dicatat_pada, impor_id"
    };
}

macro_rules! riwayat_kolom {
    () => {
        "id, penduduk_id, sejak, sampai, dicatat_pada, dicabut_pada, peristiwa_id, nama, jenis_kelamin, tanggal_lahir, \
         keluarga_id, shdk, agama, pendidikan_kk, pendidikan_sedang, pekerjaan, status_kawin, kewarganegaraan, \
         golongan_darah, ktp_el, status_rekam, asuransi, bpjs_tk, suku, akta_lahir, akta_perkawinan, dusun, rw, rt, \
         rumah_tangga_id, hubungan_rtm, status_dasar, kesehatan_segel, isi_segel"
    };
}

/// What statistics read, without the id.
macro_rules! potret_kolom {
    () => {
        "nama, jenis_kelamin, tanggal_lahir, keluarga_id, shdk, agama, pendidikan_kk, pendidikan_sedang, pekerjaan, \
         status_kawin, kewarganegaraan, golongan_darah, ktp_el, status_rekam, asuransi, bpjs_tk, suku, akta_lahir, \
         akta_perkawinan, dusun, rw, rt, rumah_tangga_id, hubungan_rtm, kesehatan_segel"
    };
}

macro_rules! rumah_tangga_kolom {
    () => {
        "id, nomor, alamat, dusun, rw, rt, terdaftar, bubar, kelas_sosial, id_bdt"
    };
}

macro_rules! peristiwa_kolom {
    () => {
        "id, rombongan_id, penduduk_id, keluarga_id, jenis, tanggal, tanggal_lapor, dusun, rw, rt, membatalkan_id, \
         isi_segel, oleh, dicatat_pada, dibatalkan_pada"
    };
}

macro_rules! sementara_kolom {
    () => {
        "id, nik_segel, nik_kunci, no_kk_segel, nama, kunci_nama, jenis_kelamin, tempat_lahir, tanggal_lahir, \
         agama, status_kawin, pekerjaan, kewarganegaraan, alamat, dusun, rw, rt, datang_dari, maksud, \
         yang_didatangi, datang, pergi, jenis, negara, sampai, pergi_ke, penduduk_id, dicatat_pada"
    };
}

macro_rules! peristiwa_sementara_kolom {
    () => {
        "id, sementara_id, jenis, tanggal, tanggal_lapor, sampai, keterangan, oleh, dicatat_pada"
    };
}

macro_rules! usulan_kolom {
    () => {
        "id, impor_id, penduduk_id, kolom, lama_segel, baru_segel, sidik, nama, keadaan, diputus_oleh, diputus_pada"
    };
}

macro_rules! usulan_warga_kolom {
    () => {
        "id, pengusul_id, penduduk_id, jenis, tanggal, dusun, rw, rt, isi_segel, foto_id, keadaan, jawaban_segel, \
         diputus_oleh, diputus_pada, peristiwa_id, selesai_pada, diusulkan_pada"
    };
}

macro_rules! kiriman_kolom {
    () => {
        "id, rombongan_id, tujuan, untuk, jumlah, tanggal, keadaan, alasan_segel, oleh, dikirim_pada, berubah_pada"
    };
}

macro_rules! jawaban_kolom {
    () => {
        "id, asal, rombongan_id, jumlah, tanggal, keadaan, alasan_segel, oleh, dijawab_pada"
    };
}

#[cfg(test)]
mod tests {
    use crate::entitas::{
        Penduduk, PendudukSementara, Peristiwa, PeristiwaSementara, RiwayatPenduduk, RumahTangga,
        UsulanKoreksi,
    };

    use crate::pindah_antar::{JawabanPindah, KirimanPindah};
    use crate::usulan_warga::UsulanWarga;

    #[test]
    fn the_lists_name_every_column() {
        assert_eq!(penduduk_kolom!(), Penduduk::COLUMNS);
        assert_eq!(riwayat_kolom!(), RiwayatPenduduk::COLUMNS);
        assert_eq!(rumah_tangga_kolom!(), RumahTangga::COLUMNS);
        assert_eq!(peristiwa_kolom!(), Peristiwa::COLUMNS);
        assert_eq!(sementara_kolom!(), PendudukSementara::COLUMNS);
        assert_eq!(usulan_kolom!(), UsulanKoreksi::COLUMNS);
        assert_eq!(peristiwa_sementara_kolom!(), PeristiwaSementara::COLUMNS);
        assert_eq!(usulan_warga_kolom!(), UsulanWarga::COLUMNS);
        assert_eq!(kiriman_kolom!(), KirimanPindah::COLUMNS);
        assert_eq!(jawaban_kolom!(), JawabanPindah::COLUMNS);
    }
}
