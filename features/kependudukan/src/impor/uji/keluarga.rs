//! Rows against each other: doubles, heads, addresses, families without a card number.

use super::pembuat::Buku;
use super::{galat, hasil, ringkas};

#[test]
fn doubles_name_both_rows() {
    let sama = Buku::keluarga_karso().ubah(4, "nik", "3402134107659002");
    assert_eq!(
        galat(&hasil(&sama)),
        [
            "3 nik galat: NIK ini juga dipakai di baris 4. Betulkan atau hapus salah satunya.",
            "4 nik galat: NIK ini juga dipakai di baris 3. Betulkan atau hapus salah satunya.",
        ]
    );
    let dua_keluarga = Buku::keluarga_karso().orang(&[("no_kk", "3402130101109002")]);
    assert_eq!(
        galat(&hasil(&dua_keluarga)),
        [
            "2 nik galat: NIK ini ada di dua keluarga: baris ini dan baris 5. Tetapkan satu \
             keluarga, lalu hapus baris yang lain.",
            "5 nik galat: NIK ini ada di dua keluarga: baris ini dan baris 2. Tetapkan satu \
             keluarga, lalu hapus baris yang lain.",
        ]
    );
}

#[test]
fn someone_who_left_may_be_back() {
    let kembali = Buku::keluarga_karso().orang(&[("status_dasar", "3"), ("no_kk", "3402130101109002")]);
    let hasil = hasil(&kembali);
    assert_eq!(galat(&hasil), Vec::<String>::new());
    assert_eq!(hasil.temuan.len(), 2);
    assert_eq!(hasil.keluarga.len(), 1);
}

#[test]
fn heads() {
    let dua = Buku::keluarga_karso().ubah(4, "kk_level", "1");
    assert_eq!(
        galat(&hasil(&dua)),
        [
            "2 kk_level galat: Keluarga ini punya dua kepala keluarga: baris 2 dan 4. Sisakan satu.",
            "4 kk_level galat: Keluarga ini punya dua kepala keluarga: baris 2 dan 4. Sisakan satu.",
        ]
    );
    let tanpa = hasil(&Buku::keluarga_karso().ubah(2, "status_dasar", "2"));
    assert_eq!(
        ringkas(&tanpa.temuan),
        ["3 kk_level awas: Keluarga ini belum punya kepala keluarga. Tetapkan salah satu anggota \
          sebagai kepala keluarga."]
    );
    let keluarga = &tanpa.keluarga[0];
    assert_eq!((keluarga.kepala, &keluarga.anggota[..], keluarga.utuh), (None, &[1, 2][..], true));
}

#[test]
fn members_elsewhere() {
    let hasil = hasil(&Buku::keluarga_karso().ubah(4, "rt", "007"));
    assert_eq!(
        ringkas(&hasil.temuan),
        ["4 rt awas: Satu KK, tetapi RT berbeda dari baris 2. Keluarga dicatat menurut baris 2."]
    );
    assert_eq!((hasil.keluarga[0].rt.as_str(), hasil.baris[2].rt.as_str()), ("002", "007"));
}

#[test]
fn families_without_a_card_number() {
    let orang = |buku: Buku, nik: &str, shdk: &str, beda: &[(&str, &str)]| {
        let awal = [("nik", nik), ("no_kk", "0"), ("kk_level", shdk), ("tanggallahir", "31-12-1960")];
        buku.orang(&[&awal[..], beda].concat())
    };
    let mut buku = Buku::kosong();
    for (urutan, shdk, beda) in [
        (1, "1", &[][..]),                          // 2: a head
        (2, "4", &[]),                              // 3: joins
        (3, "1", &[]),                              // 4: another head, same address
        (4, "4", &[]),                              // 5: joins the second
        (5, "4", &[("rt", "009")]),                 // 6: another address, alone
        (6, "4", &[]),                              // 7: no longer behind its head, alone
        (7, "1", &[("no_kk", "0340213200200001")]), // 8: a telling stand-in
        (8, "4", &[]),                              // 9: not of that family
        (9, "4", &[("no_kk", "0340213200200001")]), // 10: but this one is
    ] {
        buku = orang(buku, &format!("340213311260900{urutan}"), shdk, beda);
    }
    let hasil = hasil(&buku);
    let anggota: Vec<Vec<u32>> =
        hasil.keluarga.iter().map(|k| k.anggota.iter().map(|i| hasil.baris[*i].baris).collect()).collect();
    assert_eq!(anggota, [vec![2, 3], vec![4, 5], vec![6], vec![7], vec![8, 10], vec![9]]);
    let sendiri: Vec<u32> = hasil.temuan.iter().map(|t| t.baris).collect();
    assert_eq!(sendiri, [6, 7, 9]);
    assert!(hasil.temuan[0].kalimat.starts_with("Orang ini belum punya nomor KK"));
}

#[test]
fn card_number_typed_twice() {
    let buku = Buku::kosong().orang(&[("no_kk", "3402133112609001")]);
    assert_eq!(
        ringkas(&hasil(&buku).temuan),
        ["2 no_kk awas: Nomor KK sama persis dengan NIK. Periksa kolom mana yang keliru."]
    );
}
