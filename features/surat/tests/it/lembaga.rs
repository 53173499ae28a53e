//! Letters about a body: an institution or a group of the register, or one that is typed in.

use db::Context;
use kamus::Nik;
use surat::DATA_ORANG;
use surat::store::list_terakhir;
use testkit::{Answer, Client};
use uuid::Uuid;

use crate::Dunia;
use crate::dunia::{id_in, identitas, utuh};
use crate::peristiwa::desa;

/// A group of farmers under Joko, who is a resident.
async fn kelompok_tani(dunia: &Dunia, joko: Uuid) -> Uuid {
    let tani = catat(&dunia.operator, "tani", "Kelompok Tani Sido Makmur").await;
    let ketua = joko.to_string();
    angkat(&dunia.operator, tani, &[("orang", &ketua), ("jabatan", "ketua")]).await;
    angkat(&dunia.operator, tani, &[("nama", "Anggota Contoh"), ("jabatan", "anggota")]).await;
    tani
}

async fn catat(klien: &Client, jenis: &str, nama: &str) -> Uuid {
    let isi = [
        ("jenis", jenis),
        ("nama", nama),
        ("sk_nomor", "9/KEP/2020"),
        ("sk_tanggal", "02-03-2020"),
        ("mulai", "02-03-2020"),
    ];
    id_in(&klien.post("/lembaga", &isi).await.led_to())
}

async fn angkat(klien: &Client, lembaga: Uuid, siapa: &[(&str, &str)]) {
    let mut isi = siapa.to_vec();
    isi.push(("mulai", "01-01-2025"));
    klien.post(&format!("/lembaga/{lembaga}/anggota"), &isi).await.led_to();
}

async fn bubarkan(klien: &Client, lembaga: Uuid) {
    klien.post(&format!("/lembaga/{lembaga}/pembubaran"), &[("selesai", "01-03-2026")]).await.led_to();
}

async fn nik(dunia: &Dunia, orang: Uuid) -> Nik {
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    kependudukan::find_subjek(&mut tx, orang).await.unwrap().unwrap().nik.unwrap()
}

/// Sends the form of a domisili_lembaga, with some of it otherwise.
async fn kirim(dunia: &Dunia, nik: &str, lain: &[(&str, &str)]) -> Answer {
    let lurah = format!("{}:definitif", dunia.lurah_id);
    let mut isi = vec![
        ("i_jenis", "Kelompok tani"),
        ("i_bidang", "pertanian padi"),
        ("i_dasar", "SK nomor 9/KEP/2020"),
        ("i_anggota", "32"),
        ("i_alamat", "Padukuhan Krajan"),
        ("i_penanggung_jawab-nama", "Joko Nugroho"),
        ("i_penanggung_jawab-nik", nik),
        ("i_penanggung_jawab-alamat", "Padukuhan Krajan RT 001"),
        ("i_jabatan", "Ketua"),
        ("i_keperluan", "pembukaan rekening"),
        ("syarat", "akta_lembaga"),
        ("syarat", "susunan_pengurus"),
        ("penandatangan", &lurah),
        ("cara", "1"),
        ("kertas", "F4"),
        ("rangkap", "1"),
    ];
    isi.retain(|(nama, _)| !lain.iter().any(|(other, _)| other == nama));
    isi.extend_from_slice(lain);
    dunia.operator.post("/surat/baru/domisili_lembaga", &isi).await
}

#[tokio::test]
async fn a_letter_about_a_body_begins_with_what_the_register_knows() {
    for db in db::testing::each_engine().await {
        let (dunia, joko) = desa(db).await;
        let tani = kelompok_tani(&dunia, joko).await;
        let joko_nik = nik(&dunia, joko).await;
        let cari = dunia.operator.get("/surat/baru?cari=makmur+tani").await.ok().text();
        assert!(cari.contains(&format!("/surat/lembaga/{tani}")), "{cari}");
        let page = dunia.operator.get(&format!("/surat/lembaga/{tani}")).await.ok();
        for kata in
            ["Wilayah kerja", "JOKO NUGROHO", "SK nomor 9/KEP/2020 tanggal 2 Maret 2020", "Kelompok tani"]
        {
            assert!(utuh(&page).contains(kata), "{kata}: {}", utuh(&page));
        }
        for (kode, ada) in
            [("domisili_lembaga", true), ("keterangan", true), ("undangan", true), ("domisili", false)]
        {
            let href = format!("/surat/baru/{kode}?lembaga={tani}");
            assert_eq!(page.text().contains(&href), ada, "{kode}");
        }
        let form = dunia.operator.get(&format!("/surat/baru/domisili_lembaga?lembaga={tani}")).await.ok();
        for kata in [
            "value=\"Kelompok tani\"",
            "value=\"SK nomor 9/KEP/2020 tanggal 2 Maret 2020\"",
            "value=\"JOKO NUGROHO\"",
            &format!("value=\"{}\"", joko_nik.as_str()),
            "value=\"Ketua\"",
            &format!("name=\"lembaga\" value=\"{tani}\""),
        ] {
            assert!(form.text().contains(kata), "{kata}: {}", form.main());
        }
        assert!(form.text().contains("Sudah diketahui dari data: Fotokopi KTP-el penanggung jawab"));
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let dibuka = access::store::list_pembukaan(&mut tx, Some(joko)).await.unwrap();
        assert_eq!(dibuka.len(), 1, "his NIK stands in the form: that was a look");
    }
}

#[tokio::test]
async fn a_letter_about_a_body_keeps_the_words_of_its_day_and_tells_its_name() {
    for db in db::testing::each_engine().await {
        let (dunia, joko) = desa(db).await;
        let tani = kelompok_tani(&dunia, joko).await;
        let (tani_teks, joko_nik) = (tani.to_string(), nik(&dunia, joko).await);
        let id = id_in(&kirim(&dunia, joko_nik.as_str(), &[("lembaga", &tani_teks)]).await.led_to());
        dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await.led_to();
        dunia.tindak(&dunia.lurah, id, "penerbitan", &[]).await.led_to();
        let surat = dunia.surat(id).await;
        assert!(surat.lembaga() && surat.subjek_id == Some(tani));
        let ubah = [("jenis", "tani"), ("nama", "Gapoktan Maju"), ("mulai", "02-03-2020")];
        dunia.operator.post(&format!("/lembaga/{tani}/perubahan"), &ubah).await.led_to();
        bubarkan(&dunia.operator, tani).await;
        let surat = dunia.surat(id).await;
        let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
        let orang = surat.orang(&tx).unwrap();
        assert_eq!((orang.nama.as_str(), orang.kini.as_str()), ("Kelompok Tani Sido Makmur", ""));
        assert_eq!(orang.badan.unwrap().ketua_id, Some(joko));
        let nama = "Kelompok Tani Sido Makmur";
        for alamat in ["/surat", "/surat?cari=sido+makmur", "/surat/agenda"] {
            assert!(utuh(&dunia.operator.get(alamat).await.ok()).contains(nama), "{alamat}");
        }
        let periksa = buka_v(&dunia, &surat).await;
        assert!(
            utuh(&periksa).contains(nama) && !utuh(&periksa).contains("disamarkan"),
            "{}",
            utuh(&periksa)
        );
        // Who answers for it is told of it; the body is nobody's data.
        let isi = (DATA_ORANG.isi)(&mut tx, joko, Some(joko_nik)).await.unwrap();
        assert_eq!(isi[0]["penanggung_jawab_lembaga"], nama);
        assert_eq!(isi[0]["data_anda_di_surat"]["nik"], joko_nik.as_str());
        assert!(!isi.to_string().contains("pembukaan rekening"), "other answers are not his: {isi}");
        assert_eq!((DATA_ORANG.isi)(&mut tx, joko, None).await.unwrap().as_array().unwrap().len(), 0);
        let milik = list_terakhir(&mut tx, joko, Some(joko_nik)).await.unwrap();
        assert_eq!(milik.len(), 1);
        let page = dunia.operator.get(&format!("/surat/orang/{joko}")).await.ok().text();
        assert!(page.contains("Surat lembaga yang diurus orang ini"), "{page}");
        assert!(
            page.contains(&format!("/surat/baru/domisili_lembaga?lembaga={tani}&#38;dari={id}")),
            "{page}"
        );
    }
}

async fn buka_v(dunia: &Dunia, surat: &surat::store::Surat) -> Answer {
    dunia.app.tamu().get(&format!("/v/{}", surat.token.as_deref().unwrap())).await
}

#[tokio::test]
async fn what_is_no_body_of_this_village_is_none_and_persons_are_no_bodies() {
    let (dunia, joko) = desa(db::testing::sqlite().await).await;
    let tani = kelompok_tani(&dunia, joko).await;
    let ctx = Context::system("cerita", testkit::KEMBARAN, dunia.app.ctx().now);
    let mut tx = dunia.app.db.write(&ctx, "pendaftaran").await.unwrap();
    tx.insert(&identitas(&ctx, testkit::KEMBARAN)).await.unwrap();
    tx.commit().await.unwrap();
    let tetangga = dunia.app.sebagai_di(testkit::KEMBARAN, &[access::Role::Operator]).await;
    let asing = catat(&tetangga, "tani", "Kelompok Tani Tetangga").await;
    assert!(!dunia.operator.get("/surat/baru?cari=tetangga").await.ok().main().contains("Kelompok Tani"));
    let (tani_teks, joko_teks) = (tani.to_string(), joko.to_string());
    for (salah, id) in [("another village's", asing), ("a person's", joko)] {
        let id = id.to_string();
        for alamat in [format!("/surat/lembaga/{id}"), format!("/surat/baru/keterangan?lembaga={id}")] {
            assert_eq!(dunia.operator.get(&alamat).await.status, 404, "{salah}: {alamat}");
        }
        assert_eq!(kirim(&dunia, "", &[("lembaga", &id)]).await.status, 404, "{salah}");
    }
    assert_eq!(dunia.operator.get(&format!("/surat/baru/domisili?orang={tani}")).await.status, 404);
    let tolak = dunia.kirim("1", &[("orang", ""), ("lembaga", &tani_teks)]).await;
    assert_eq!(tolak.status, 422);
    assert!(tolak.main().contains("Surat ini tentang orang, sedangkan Kelompok Tani Sido Makmur lembaga"));
    let tolak = kirim(&dunia, "", &[("orang", &joko_teks)]).await;
    assert_eq!(tolak.status, 422);
    assert!(
        tolak.main().contains("Surat ini tentang lembaga, sedangkan JOKO NUGROHO orang"),
        "{}",
        tolak.main()
    );
    let tolak = kirim(&dunia, "", &[("lembaga", &tani_teks)]).await;
    assert!(
        tolak.main().contains("Syarat belum lengkap: Fotokopi KTP-el penanggung jawab"),
        "{}",
        tolak.main()
    );
}

#[tokio::test]
async fn a_body_dissolved_while_the_form_was_open_is_refused_with_a_sentence() {
    let (dunia, joko) = desa(db::testing::sqlite().await).await;
    let tani = kelompok_tani(&dunia, joko).await;
    let (tani_teks, nik) = (tani.to_string(), nik(&dunia, joko).await);
    let _ = dunia.operator.get(&format!("/surat/baru/domisili_lembaga?lembaga={tani}")).await.ok();
    bubarkan(&dunia.operator, tani).await;
    let tolak = kirim(&dunia, nik.as_str(), &[("lembaga", &tani_teks)]).await;
    assert_eq!(tolak.status, 422);
    assert!(tolak.main().contains("Kelompok Tani Sido Makmur tercatat sudah dibubarkan"), "{}", tolak.main());
    let cari = dunia.operator.get("/surat/baru?cari=sido").await.ok().main();
    assert!(cari.contains("Lembaga yang sudah dibubarkan") && cari.contains("Dibubarkan"), "{cari}");
    let page = dunia.operator.get(&format!("/surat/lembaga/{tani}")).await.ok().main();
    assert!(!page.contains("/surat/baru/domisili_lembaga"), "{page}");
}

#[tokio::test]
async fn a_body_without_a_head_proposes_nobody_and_a_head_from_outside_is_a_name() {
    let (dunia, _) = desa(db::testing::sqlite().await).await;
    let kosong = catat(&dunia.operator, "karang-taruna", "Karang Taruna Contoh").await;
    let page = dunia.operator.get(&format!("/surat/lembaga/{kosong}")).await.ok().main();
    assert!(page.contains("Belum dicatat"), "{page}");
    let form =
        dunia.operator.get(&format!("/surat/baru/domisili_lembaga?lembaga={kosong}")).await.ok().text();
    assert!(!form.contains("value=\"Ketua\""), "nobody leads it: {form}");
    angkat(&dunia.operator, kosong, &[("nama", "Pembina Luar"), ("jabatan", "ketua")]).await;
    let form =
        dunia.operator.get(&format!("/surat/baru/domisili_lembaga?lembaga={kosong}")).await.ok().text();
    assert!(form.contains("value=\"Pembina Luar\"") && form.contains("value=\"Ketua\""), "{form}");
}

#[tokio::test]
async fn a_body_in_no_register_is_typed_in_found_again_and_hides_its_name() {
    for db in db::testing::each_engine().await {
        let dunia = Dunia::di(db).await;
        let panjang = "x".repeat(201);
        let tolak = kirim(&dunia, "3402130203779004", &[("o_nama", &panjang)]).await;
        assert!(tolak.main().contains("Nama lembaga paling panjang 200 huruf"), "{}", tolak.main());
        let isi = [("o_nama", "Yayasan Cahaya Contoh")];
        let id = id_in(&kirim(&dunia, "3402130203779004", &isi).await.led_to());
        dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await.led_to();
        let surat = dunia.surat(id).await;
        assert!(surat.lembaga() && surat.subjek_id.is_none());
        let periksa = utuh(&buka_v(&dunia, &surat).await);
        assert!(!periksa.contains("Cahaya") && periksa.contains("disamarkan"), "{periksa}");
        let cari = dunia.operator.get("/surat/baru?cari=cahaya").await.ok().text();
        assert!(cari.contains(&format!("/surat/baru/domisili_lembaga?dari={id}")), "{cari}");
        let cari = dunia.operator.post("/surat/baru", &[("cari", "3402130203779004")]).await.ok().text();
        assert!(cari.contains("Yayasan Cahaya Contoh"), "by the NIK of who answers for it: {cari}");
        let lagi = dunia.operator.get(&format!("/surat/baru/domisili_lembaga?dari={id}")).await.ok().text();
        assert!(
            lagi.contains("value=\"Yayasan Cahaya Contoh\"") && lagi.contains("pertanian padi"),
            "{lagi}"
        );
    }
}

#[tokio::test]
async fn a_kind_about_either_asks_a_body_who_answers_for_it_and_that_person_signs() {
    let (dunia, joko) = desa(db::testing::sqlite().await).await;
    let tani = kelompok_tani(&dunia, joko).await;
    let (tani_teks, lurah) = (tani.to_string(), format!("{}:definitif", dunia.lurah_id));
    let nik = nik(&dunia, joko).await;
    let isi = [
        ("i_acara", "Pentas seni"),
        ("i_tanggal_mulai", "20-04-2026"),
        ("i_tanggal_selesai", "20-04-2026"),
        ("i_jam_mulai", "19.00"),
        ("i_jam_selesai", "22.00"),
        ("i_tempat", "Balai padukuhan"),
        ("i_hiburan", "campursari"),
        ("i_undangan", "100"),
        ("i_penanggung_jawab-nama", "Bayu Saputra"),
        ("i_penanggung_jawab-telepon", "0812-0000-0099"),
        ("i_penanggung_jawab-alamat", "Krajan"),
        ("syarat", "izin_tetangga"),
        ("syarat", "pengantar"),
        ("penandatangan", &lurah),
        ("cara", "1"),
        ("kertas", "F4"),
        ("rangkap", "1"),
    ];
    let kirim = async |lain: &[(&str, &str)]| {
        let semua = [&isi[..], lain].concat();
        dunia.operator.post("/surat/baru/izin_keramaian", &semua).await
    };
    let tolak = kirim(&[("lembaga", &tani_teks)]).await;
    assert!(tolak.main().contains("Penanggung jawab lembaga belum diisi"), "{}", tolak.main());
    let ketua = [
        ("lembaga", tani_teks.as_str()),
        ("i_pemohon-nama", "Joko Nugroho"),
        ("i_pemohon-nik", nik.as_str()),
        ("i_pemohon-alamat", "Krajan"),
    ];
    let id = id_in(&kirim(&ketua).await.led_to());
    dunia.tindak(&dunia.verifikator, id, "paraf", &[]).await.led_to();
    let surat = dunia.surat(id).await;
    let tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let naskah = surat.naskah(&tx).unwrap().unwrap();
    let blok = naskah.ttd.iter().find(|blok| blok.atas.iter().any(|kata| kata == "Pemohon,")).unwrap();
    assert_eq!((blok.nama.as_str(), blok.atas[1].as_str()), ("Joko Nugroho", "Kelompok Tani Sido Makmur"));
    drop(tx);
    // About a person nobody is asked who answers for a body, typed in or registered.
    let form = dunia.operator.get("/surat/baru/izin_keramaian").await.ok().text();
    assert!(!form.contains("i_pemohon-nama") && form.contains("?ketik=lembaga"), "{form}");
    let form = dunia.operator.get("/surat/baru/izin_keramaian?ketik=lembaga").await.ok().text();
    assert!(form.contains("i_pemohon-nama") && form.contains("Nama lembaga"), "{form}");
    let isi = [("ketik", "lembaga"), ("o_nama", "Sanggar Contoh")];
    let tolak = kirim(&isi).await;
    assert!(tolak.main().contains("Alamat lembaga belum diisi"), "{}", tolak.main());
}

#[tokio::test]
async fn a_body_is_taken_from_its_register_while_typing() {
    let (dunia, joko) = desa(db::testing::sqlite().await).await;
    let tani = kelompok_tani(&dunia, joko).await;
    catat(&dunia.operator, "tani", "Kelompok Tani Rukun").await;
    let ambil = async |kode: &str, isi: &[(&str, &str)]| {
        dunia.operator.post(&format!("/surat/baru/{kode}/pratinjau"), isi).await.ok().text()
    };
    // Among the answers of a letter about a person.
    let usaha = async |cari: &str| {
        ambil("domisili_usaha", &[("a_usaha", cari), ("ambil", "usaha"), ("i_luas", "120")]).await
    };
    let page = usaha("sido").await;
    for kata in ["value=\"Kelompok Tani Sido Makmur\"", "SK nomor 9/KEP/2020", "value=\"120\""] {
        assert!(page.contains(kata), "{kata}: {page}");
    }
    let page = usaha("kelompok").await;
    assert!(page.contains("Pilih lembaganya") && page.contains("Kelompok Tani Rukun"), "{page}");
    let page = usaha("gajah").await;
    assert!(page.contains("Tidak ada lembaga yang cocok di daftar lembaga"), "{page}");
    assert!(usaha("").await.contains("Ketik dulu nama lembaganya"));
    // As the one whom the letter is about.
    let isi = [("a_pokok", "sido makmur"), ("ambil", "pokok"), ("i_keperluan", "rekening"), ("i_dasar", "")];
    let page = ambil("domisili_lembaga", &isi).await;
    for kata in [
        &format!("name=\"lembaga\" value=\"{tani}\""),
        "value=\"rekening\"",
        "value=\"JOKO NUGROHO\"",
        "value=\"SK nomor 9/KEP/2020 tanggal 2 Maret 2020\"",
    ] {
        assert!(page.contains(kata), "{kata}: {page}");
    }
    bubarkan(&dunia.operator, tani).await;
    assert!(usaha("sido").await.contains("sudah dibubarkan"));
}

#[tokio::test]
async fn a_village_writes_a_kind_about_bodies_and_hears_what_is_wrong_with_it() {
    let (dunia, joko) = desa(db::testing::sqlite().await).await;
    let tani = kelompok_tani(&dunia, joko).await;
    let (definisi, naskah) = surat::jenis::sumber("domisili_lembaga").unwrap();
    let definisi = definisi.replacen("\"domisili_lembaga\"", "\"hibah_alat\"", 1).replacen(
        "Keterangan Domisili Lembaga",
        "Hibah Alat",
        1,
    );
    dunia
        .operator
        .post(
            "/atur-surat/baru",
            &[("nama", "Hibah Alat"), ("kode", "hibah_alat"), ("dari", "domisili_lembaga")],
        )
        .await
        .led_to();
    let kirim = async |definisi: &str, ke: &str| {
        let isi = [("definisi", definisi), ("naskah", naskah)];
        dunia.operator.post(&format!("/atur-surat/hibah_alat/naskah{ke}"), &isi).await
    };
    let salah = definisi.replacen("cara = ", "mandiri = true\ncara = ", 1);
    let tolak = kirim(&salah, "/penerbitan").await;
    assert_eq!(tolak.status, 422);
    assert!(tolak.main().contains("diminta di kantor: hapus mandiri"), "{}", tolak.main());
    let salah = definisi.replacen("[contoh]", "[[ttd]]\noleh = \"pokok\"\n\n[contoh]", 1).replacen(
        "peran = \"pemohon\", awal",
        "awal",
        1,
    );
    let tolak = kirim(&salah, "/pratinjau").await;
    assert!(tolak.main().contains("Lembaga tidak menandatangani sendiri"), "{}", tolak.main());
    let page = kirim(&definisi, "/pratinjau").await.ok().main();
    assert!(page.contains("data:image/svg+xml;base64,") && page.contains("khusus = \"lembaga\""), "{page}");
    kirim(&definisi, "/penerbitan").await.led_to();
    let page = dunia.operator.get(&format!("/surat/lembaga/{tani}")).await.ok().text();
    assert!(page.contains(&format!("/surat/baru/hibah_alat?lembaga={tani}")), "{page}");
}
