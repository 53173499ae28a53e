//! Books A.7 and A.8 on screen, on paper and as sheets.

use calamine::{Data, Reader as _, open_workbook_from_rs};

use crate::dunia::Dunia;

const MASA: &str = "dari=01-01-2026&sampai=31-12-2026";

fn lembar(bytes: &[u8], nama: &str) -> Vec<Vec<String>> {
    let mut buku: calamine::Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes.to_vec())).unwrap();
    let rows = buku.worksheet_range(nama).unwrap();
    rows.rows().map(|baris| baris.iter().map(Data::to_string).collect()).collect()
}

async fn isi(d: &Dunia) {
    d.catat(&[]).await;
    let batal = d.catat(&[("nomor", "B-2"), ("diterima", "01-03-2026")]).await;
    d.tindak(&d.operator, batal.id, "pembatalan", &[("alasan", "Salah alamat")]).await.led_to();
    let keluar = [
        ("tanggal", "02-03-2026"),
        ("kepada", "Camat Pleret"),
        ("perihal", "Balasan undangan"),
        ("klasifikasi", "000.1"),
    ];
    d.operator.post("/surat-keluar/baru", &keluar).await.led_to();
}

#[tokio::test]
async fn the_agenda_holds_both_directions_in_the_law_s_columns_on_both_engines() {
    for db in db::testing::each_engine().await {
        let d = Dunia::di(db).await;
        isi(&d).await;
        let xlsx = d.operator.get(&format!("/buku-surat/agenda/unduhan?{MASA}&bentuk=xlsx")).await.ok();
        let rows = lembar(&xlsx.bytes, "A.7");
        let awal = rows.iter().position(|r| r[0] == "Nomor urut").unwrap();
        assert_eq!(rows[awal].len(), 11);
        assert_eq!(rows[awal][5], "Surat masuk: isi singkat");
        let tubuh: Vec<&Vec<String>> = rows[awal + 2..awal + 5].iter().collect();
        assert_eq!(tubuh[0][..3], ["1", "01-03-2026", "B-2"].map(str::to_owned));
        assert!(tubuh[0][10].contains("BATAL"), "a cancelled entry stays");
        assert_eq!(
            tubuh[1][..5],
            ["2", "02-03-2026", "005/117", "27-02-2026", "Kapanewon Pleret"].map(str::to_owned)
        );
        assert_eq!(tubuh[1][6..10], ["", "", "", ""].map(str::to_owned));
        assert_eq!(tubuh[2][2..6], ["", "", "", ""].map(str::to_owned));
        assert_eq!(
            tubuh[2][6..10],
            ["000.1/001/SKM/III/2026", "02-03-2026", "Camat Pleret", "Balasan undangan"].map(str::to_owned)
        );
        let page = d.operator.get(&format!("/buku-surat/agenda?{MASA}")).await.ok().main();
        assert!(page.contains("Surat keluar: ditujukan kepada") && page.contains("Balasan undangan"));
        let lain = d.operator.get("/buku-surat/agenda?dari=01-01-2025&sampai=31-12-2025").await.ok().main();
        assert!(lain.contains("Buku ini kosong"));
    }
}

#[tokio::test]
async fn both_books_are_printed_and_a_time_that_cannot_be_is_told() {
    let d = Dunia::baru().await;
    isi(&d).await;
    for buku in ["agenda", "ekspedisi"] {
        for bentuk in ["pdf-f4", "pdf-a4"] {
            let pdf =
                d.operator.get(&format!("/buku-surat/{buku}/unduhan?{MASA}&bentuk={bentuk}")).await.ok();
            assert!(pdf.bytes.starts_with(b"%PDF"), "{buku} {bentuk}");
        }
    }
    let tukar = d.operator.get("/buku-surat/agenda?dari=02-03-2026&sampai=01-03-2026").await.ok().main();
    assert!(tukar.contains("Tanggal awal sesudah tanggal akhir"));
    let salah = d.operator.get("/buku-surat/agenda?dari=kemarin").await.ok().main();
    assert!(salah.contains("kemarin"), "what was typed stays");
    assert_eq!(d.operator.get("/buku-surat/lain").await.status, 404);
}
