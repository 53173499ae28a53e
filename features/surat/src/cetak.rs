//! From a letter's row to its PDF, and back from a PDF to its letter.

use db::Context;
use documents::{Job, Typesetter};
use files::FileStore;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;
use web::App;

use crate::error::{Result, tolak};
use crate::jenis::Jenis;
use crate::naskah::{Cetakan, Dokumen, Gambar, GambarKop, Kop, Naskah};
use crate::store::{self, Surat};

/// Lower-case hexadecimal SHA-256.
pub fn sidik(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
        text
    })
}

/// How a letter's own copy is printed.
pub(crate) fn cetakan(app: &App, surat: &Surat) -> Cetakan {
    Cetakan {
        kertas: surat.kertas(),
        // An electronic letter is one document; two copies in one file would be two letters.
        rangkap: if surat.cara().elektronik() { 1 } else { u8::try_from(surat.rangkap).unwrap_or(1) },
        konsep: false,
        contoh: app.settings().contoh,
    }
}

/// Sets a letter that has its number.
pub(crate) async fn cetak(app: &App, ctx: &Context, surat: &Surat, cetakan: Cetakan) -> Result<Vec<u8>> {
    let job = job(app, ctx, surat, cetakan).await?;
    Ok(app.service::<Typesetter>().typeset(job).await?.bytes)
}

async fn job(app: &App, ctx: &Context, surat: &Surat, cetakan: Cetakan) -> Result<Job> {
    let mut tx = app.db().read(ctx).await?;
    let Some(naskah) = surat.naskah(&tx)? else {
        return tolak("Surat ini tidak punya naskah untuk dicetak: belum bernomor, atau ditulis tangan.");
    };
    let gambar = gambar_kop(app, &mut tx, &naskah.kop).await?;
    let zona = wilayah::get_identitas(&mut tx).await?.zona();
    drop(tx);
    let tanggal = surat.tanggal.map_or_else(|| zona.tanggal(ctx.now), |hari| hari.0);
    let pada = pukul_delapan(tanggal, zona);
    let ident = surat.id.to_string();
    Ok(naskah.job(surat.jenis(), &gambar, cetakan, &Dokumen { ident: &ident, pada: &pada })?)
}

/// A document has a date, but PDF wants an instant: the opening of the office.
pub(crate) fn pukul_delapan(tanggal: jiff::civil::Date, zona: kamus::Zona) -> jiff::Zoned {
    let zone = TimeZone::fixed(zona.offset());
    tanggal.at(8, 0, 0, 0).to_zoned(zone).expect("a letter's date lies within the calendar")
}

/// One SVG per page of a letter that is still being typed.
pub(crate) async fn pratinjau(
    app: &App,
    ctx: &Context,
    jenis: &Jenis,
    naskah: &Naskah,
    cetakan: Cetakan,
) -> Result<Vec<String>> {
    let mut tx = app.db().read(ctx).await?;
    let gambar = gambar_kop(app, &mut tx, &naskah.kop).await?;
    drop(tx);
    let pada = pukul_delapan(kamus::Zona::Wib.tanggal(ctx.now), kamus::Zona::Wib);
    let job = naskah.job(jenis, &gambar, cetakan, &Dokumen { ident: "konsep", pada: &pada })?;
    Ok(app.service::<Typesetter>().preview_svg(job).await?)
}

async fn gambar_kop(app: &App, tx: &mut db::ReadTx, kop: &Kop) -> Result<GambarKop> {
    Ok(GambarKop { logo: gambar(app, tx, kop.logo_id).await?, aksara: gambar(app, tx, kop.aksara_id).await? })
}

async fn gambar(app: &App, tx: &mut db::ReadTx, id: Option<Uuid>) -> Result<Option<Gambar>> {
    let Some(id) = id else { return Ok(None) };
    let (berkas, bytes) = app.service::<FileStore>().get(tx, id).await?;
    Ok(Some(Gambar { content_type: berkas.content_type, bytes }))
}

/// The numbered PDF as it is to be signed, made and kept on the first call.
pub(crate) async fn pastikan_asli(app: &App, ctx: &Context, id: Uuid) -> Result<(Surat, Vec<u8>)> {
    let files = app.service::<FileStore>();
    let mut tx = app.db().read(ctx).await?;
    let surat = store::get_surat(&mut tx, id).await?;
    if let Some(asli) = surat.asli_id {
        let (_, bytes) = files.get(&mut tx, asli).await?;
        return Ok((surat, bytes));
    }
    drop(tx);
    let bytes = cetak(app, ctx, &surat, cetakan(app, &surat)).await?;
    let mut tx = app.db().write(ctx, "penyimpanan_naskah").await?;
    let mut kini = store::get_surat(&mut tx, id).await?;
    if kini.asli_id.is_some() || kini.naskah_segel != surat.naskah_segel {
        // Somebody else was first; theirs is the one that counts.
        drop(tx);
        return Box::pin(pastikan_asli(app, ctx, id)).await;
    }
    let berkas = files.put(&mut tx, "surat.asli", "application/pdf", &bytes).await?;
    kini.asli_id = Some(berkas.id);
    kini.asli_sidik = Some(hex(&berkas.sha256.0));
    kini.pdf_id = pdf_id(&bytes);
    tx.update(&kini).await?;
    tx.commit().await?;
    Ok((kini, bytes))
}

/// The permanent half of a PDF's identifier, in hexadecimal: it survives changes to the file
/// (ISO 32000-1 §14.4), so it tells which letter a changed file once was.
pub fn pdf_id(pdf: &[u8]) -> Option<String> {
    let at = pdf.windows(3).rposition(|window| window == b"/ID")?;
    let rest = &pdf[at + 3..(at + 400).min(pdf.len())];
    let open = rest.iter().position(|byte| *byte == b'[')?;
    if !rest[..open].iter().all(u8::is_ascii_whitespace) {
        return None;
    }
    let rest = rest[open + 1..].trim_ascii_start();
    let id = match rest.first()? {
        b'<' => rest[1..].split(|byte| *byte == b'>').next()?.to_ascii_lowercase(),
        b'(' => hex(&literal(&rest[1..])?).into_bytes(),
        _ => return None,
    };
    let text = String::from_utf8(id).ok()?;
    let whole = (16..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    whole.then_some(text)
}

/// A PDF string in parentheses, up to its closing one.
fn literal(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut depth = 1;
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => out.push(escaped(rest.next()?, &mut rest)),
            b'(' => {
                depth += 1;
                out.push(byte);
            }
            b')' if depth == 1 => return Some(out),
            b')' => {
                depth -= 1;
                out.push(byte);
            }
            _ => out.push(byte),
        }
    }
    None
}

fn escaped(byte: u8, rest: &mut impl Iterator<Item = u8>) -> u8 {
    match byte {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 8,
        b'f' => 12,
        b'0'..=b'7' => {
            let digits = [byte, rest.next().unwrap_or(b'0'), rest.next().unwrap_or(b'0')];
            digits
                .iter()
                .fold(0_u8, |value, digit| value.wrapping_mul(8).wrapping_add(digit.wrapping_sub(b'0') & 7))
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lasting_identifier_is_read() {
        let check = |pdf: &[u8], expected: Option<&str>| assert_eq!(pdf_id(pdf).as_deref(), expected);
        check(
            b"trailer << /ID [<00112233445566778899AABBCCDDEEFF> <01>] >>",
            Some("00112233445566778899aabbccddeeff"),
        );
        check(b"/ID[(12345678)(x)]", Some("3132333435363738"));
        check(b"/ID [ (a\\)\\\\\\050456\\n) ]", Some("61295c283435360a"));
        check(b"/ID [<zz>]", None);
        check(b"/ID <00112233445566778899>", None);
        check(b"/ID [(12345678", None);
        check(b"no trailer", None);
    }

    #[test]
    fn a_hash_is_lower_case_hexadecimal() {
        assert!(sidik(b"").starts_with("e3b0c44298fc1c14"));
    }
}
