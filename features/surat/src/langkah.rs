//! What the first hour asks before the first letter.

use wilayah::Langkah;

/// The steps of this room.
pub fn langkah() -> Vec<Langkah> {
    vec![
        Langkah {
            urutan: 40,
            judul: "Nomor surat",
            keterangan: "Pola nomor, kode unit, dan nomor terakhir bila melanjutkan buku tahun ini.",
            path: "/nomor-surat",
            selesai: |tx| {
                Box::pin(async move {
                    Ok(nomor::get_pengaturan(tx).await.is_ok_and(|aturan| !aturan.kode_unit.is_empty()))
                })
            },
        },
        Langkah {
            urutan: 50,
            judul: "Jenis surat",
            keterangan: "Siapa yang memaraf, siapa yang menandatangani, dan dengan cara apa.",
            path: "/atur-surat",
            selesai: |tx| Box::pin(async move { Ok(crate::store::count_atur(tx).await? > 0) }),
        },
    ]
}
