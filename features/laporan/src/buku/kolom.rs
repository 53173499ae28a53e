//! The columns of books B.1 to B.5 (annex of Permendagri 47/2016). Widths are parts of the page's width.

/// A column of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kolom {
    pub nama: &'static str,
    pub lebar: u8,
}

const fn k(nama: &'static str, lebar: u8) -> Kolom {
    Kolom { nama, lebar }
}

pub(super) const INDUK: [Kolom; 16] = [
    k("Nomor urut", 4),
    k("Nama lengkap/panggilan", 12),
    k("Jenis kelamin", 4),
    k("Status perkawinan", 7),
    k("Tempat lahir", 7),
    k("Tanggal lahir", 7),
    k("Agama", 6),
    k("Pendidikan terakhir", 8),
    k("Pekerjaan", 9),
    k("Dapat membaca huruf", 5),
    k("Kewarganegaraan", 6),
    k("Alamat lengkap", 13),
    k("Kedudukan dalam keluarga", 8),
    k("NIK", 11),
    k("Nomor KK", 11),
    k("Ket.", 5),
];

pub(super) const MUTASI: [Kolom; 13] = [
    k("Nomor urut", 4),
    k("Nama lengkap/panggilan", 13),
    k("Tempat lahir", 8),
    k("Tanggal lahir", 7),
    k("Jenis kelamin", 4),
    k("Kewarganegaraan", 6),
    k("Penambahan: datang dari", 13),
    k("Penambahan: tanggal", 7),
    k("Pengurangan: pindah ke", 13),
    k("Pengurangan: tanggal pindah", 7),
    k("Pengurangan: meninggal (tempat)", 9),
    k("Pengurangan: tanggal meninggal", 7),
    k("Ket.", 10),
];

pub(super) const REKAP: [Kolom; 33] = [
    k("Nomor urut", 4),
    k("Nama dusun/lingkungan", 12),
    k("Awal bulan: WNA L", 4),
    k("Awal bulan: WNA P", 4),
    k("Awal bulan: WNI L", 5),
    k("Awal bulan: WNI P", 5),
    k("Awal bulan: jumlah KK", 5),
    k("Awal bulan: jumlah anggota keluarga", 5),
    k("Awal bulan: jumlah jiwa (7+8)", 5),
    k("Tambahan lahir: WNA L", 4),
    k("Tambahan lahir: WNA P", 4),
    k("Tambahan lahir: WNI L", 4),
    k("Tambahan lahir: WNI P", 4),
    k("Tambahan datang: WNA L", 4),
    k("Tambahan datang: WNA P", 4),
    k("Tambahan datang: WNI L", 4),
    k("Tambahan datang: WNI P", 4),
    k("Pengurangan meninggal: WNA L", 4),
    k("Pengurangan meninggal: WNA P", 4),
    k("Pengurangan meninggal: WNI L", 4),
    k("Pengurangan meninggal: WNI P", 4),
    k("Pengurangan pindah: WNA L", 4),
    k("Pengurangan pindah: WNA P", 4),
    k("Pengurangan pindah: WNI L", 4),
    k("Pengurangan pindah: WNI P", 4),
    k("Akhir bulan: WNA L", 4),
    k("Akhir bulan: WNA P", 4),
    k("Akhir bulan: WNI L", 5),
    k("Akhir bulan: WNI P", 5),
    k("Akhir bulan: jumlah KK", 5),
    k("Akhir bulan: jumlah anggota keluarga", 5),
    k("Akhir bulan: jumlah jiwa (30+31)", 5),
    k("Ket.", 12),
];

pub(super) const SEMENTARA: [Kolom; 15] = [
    k("Nomor urut", 4),
    k("Nama lengkap", 12),
    k("Jenis kelamin L", 4),
    k("Jenis kelamin P", 4),
    k("Nomor identitas/tanda pengenal", 11),
    k("Tempat dan tanggal lahir/umur", 11),
    k("Pekerjaan", 9),
    k("Kewarganegaraan: kebangsaan", 7),
    k("Kewarganegaraan: keturunan", 7),
    k("Datang dari", 11),
    k("Maksud dan tujuan kedatangan", 11),
    k("Nama dan alamat yang didatangi", 12),
    k("Datang tanggal", 7),
    k("Pergi tanggal", 7),
    k("Ket.", 6),
];

pub(super) const KTP_KK: [Kolom; 19] = [
    k("Nomor urut", 4),
    k("No. KK", 10),
    k("Nama lengkap", 11),
    k("NIK", 10),
    k("Jenis kelamin", 4),
    k("Tempat/tanggal lahir", 9),
    k("Golongan darah", 5),
    k("Agama", 6),
    k("Pendidikan", 7),
    k("Pekerjaan", 8),
    k("Alamat", 11),
    k("Status perkawinan", 7),
    k("Tempat dan tanggal dikeluarkan", 7),
    k("Status hubungan keluarga", 7),
    k("Kewarganegaraan", 5),
    k("Orang tua: ayah", 8),
    k("Orang tua: ibu", 8),
    k("Tanggal mulai di desa", 7),
    k("Ket.", 5),
];
