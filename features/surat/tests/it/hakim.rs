//! Outside judges over a letter that went its whole way: pyHanko (strict), pdfsig, qpdf. `bin/test`
//! installs them; where one is missing, that is said and the others still judge.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::Dunia;

const PYHANKO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../.venv/bin/pyhanko");

fn run(command: &mut Command) -> Option<(bool, String)> {
    match command.output() {
        Ok(Output { status, stdout, stderr }) => {
            Some((status.success(), String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned()))
        }
        Err(error) => {
            eprintln!("skipped: {command:?} cannot be run ({error}); bin/test installs it");
            None
        }
    }
}

fn pyhanko(ca: &Path, file: &Path) -> Option<(bool, String)> {
    let mut command = Command::new(PYHANKO);
    command.args(["sign", "validate", "--pretty-print", "--no-revocation-check", "--trust"]);
    run(command.arg(ca).arg(file))
}

/// A store that trusts the authority; certutil asks and waits when one exists already, so it is made once.
fn toko(folder: &Path, ca: &Path) -> Option<std::path::PathBuf> {
    let store = folder.join("nss");
    std::fs::create_dir(&store).unwrap();
    let database = format!("sql:{}", store.display());
    let certutil =
        |args: &[&str]| run(Command::new("certutil").args(args).args(["-d", &database]).stdin(Stdio::null()));
    certutil(&["-N", "--empty-password"])?;
    certutil(&["-A", "-n", "ca", "-t", "CT,C,C", "-i", ca.to_str().unwrap()])?;
    Some(store)
}

fn pdfsig(store: &Path, file: &Path) -> Option<String> {
    run(Command::new("pdfsig").arg("-nssdir").arg(store).arg(file)).map(|(_, said)| said)
}

#[tokio::test]
async fn outside_judges_accept_an_issued_letter_and_refuse_a_changed_one() {
    let dunia = Dunia::baru().await;
    dunia.sertifikat(dunia.lurah_id, "Sri Lestari").await;
    let id = dunia.bernomor("2").await;
    dunia.tanda_tangan(id, crate::tte::PASSPHRASE).await.led_to();
    let signed = dunia.operator.get(&format!("/surat/{id}/terbitan")).await.ok().bytes;
    let mut tx = dunia.app.db.read(&dunia.app.ctx()).await.unwrap();
    let authority = ::tte::find_otoritas_sendiri(&mut tx, false).await.unwrap().unwrap();
    hakim(&signed, &authority.pem().unwrap());
}

#[tokio::test]
async fn outside_judges_accept_a_letter_that_bsre_signed() {
    for versi in ["1", "2"] {
        let kantor = crate::bsre::Kantor::baru(versi).await;
        let id = kantor.dunia.bernomor("2").await;
        kantor.dunia.tanda_tangan(id, crate::bsre::PASSPHRASE).await.led_to();
        let signed = kantor.dunia.operator.get(&format!("/surat/{id}/terbitan")).await.ok().bytes;
        hakim(&signed, &kantor.pusat.ca.certificate_pem());
    }
}

/// All judges that are installed accept this file, and refuse it with one byte changed.
fn hakim(signed: &[u8], authority: &str) {
    let folder = tempfile::tempdir().unwrap();
    let put = |nama: &str, bytes: &[u8]| {
        let path = folder.path().join(nama);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let ca = put("ca.pem", authority.as_bytes());
    let good = put("surat.pdf", signed);
    let mut torn = signed.to_vec();
    let content = torn.windows(6).position(|window| window == b"stream").unwrap() + 20;
    torn[content] ^= 1;
    let bad = put("diubah.pdf", &torn);
    if let Some((accepted, said)) = pyhanko(&ca, &good) {
        // The story's clock stands still; the certificate began then and is valid for years.
        assert!(accepted && said.matches("judged VALID").count() == 1, "{said}");
        let (accepted, said) = pyhanko(&ca, &bad).unwrap();
        assert!(!accepted, "{said}");
    }
    if let Some(store) = toko(folder.path(), &ca)
        && let Some(said) = pdfsig(&store, &good)
    {
        assert!(said.contains("Signature is Valid") && said.contains("Certificate is Trusted"), "{said}");
        let said = pdfsig(&store, &bad).unwrap();
        assert!(!said.contains("Signature is Valid"), "{said}");
    }
    if let Some((sound, said)) = run(Command::new("qpdf").arg("--check").arg(&good)) {
        assert!(sound, "{said}");
    }
}
