use jiff::Timestamp;
use totp_rs::{Builder, Totp};

/// 20 bytes, as authenticator apps expect (RFC 4226 recommends 160 bits).
pub fn new_secret() -> [u8; 20] {
    let mut secret = [0; 20];
    getrandom::fill(&mut secret).expect("the operating system gives random bytes");
    secret
}

fn totp(secret: &[u8]) -> Option<Totp> {
    Builder::new().with_secret(<[u8; 20]>::try_from(secret).ok()?).build().ok()
}

/// Checks a six-digit code and tells its time step (RFC 6238). A step not above `last_step` was used
/// before and is refused.
pub fn verify_code(secret: &[u8], code: &str, now: Timestamp, last_step: i64) -> Option<i64> {
    let digits: String = code.chars().filter(char::is_ascii_digit).collect();
    let seconds = u64::try_from(now.as_second()).ok()?;
    let step = i64::try_from(totp(secret)?.check(&digits, seconds)?).ok()?;
    (step > last_step).then_some(step)
}

/// The code that [`verify_code`] takes at `now`: that of the present time step, or of the next one where
/// the present was used. Only an example world shows it to anybody.
pub fn code_at(secret: &[u8], now: Timestamp, last_step: i64) -> Option<String> {
    const STEP: i64 = 30;
    let step = (now.as_second() / STEP).max(last_step + 1);
    let seconds = u64::try_from(step * STEP).ok()?;
    let code = totp(secret)?.generate(seconds).to_string();
    verify_code(secret, &code, now, last_step).map(|_| code)
}

/// The `otpauth:` address that an authenticator app reads from a QR code.
pub fn provisioning_uri(secret: &[u8], login: &str, unit: &str) -> String {
    let key = data_encoding::BASE32_NOPAD.encode(secret);
    let plain = |text: &str| -> String {
        text.chars()
            .map(
                |c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c.to_string() } else { "%20".into() },
            )
            .collect()
    };
    format!("otpauth://totp/Balai:{}?secret={key}&issuer=Balai%20{}", plain(login), plain(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_good_once_and_near_its_time() {
        let secret = *b"12345678901234567890";
        let now = Timestamp::from_second(1_770_000_000).unwrap();
        let code = totp(&secret).unwrap().generate(1_770_000_000).to_string();
        let step = verify_code(&secret, &code, now, 0).unwrap();
        assert_eq!(verify_code(&secret, &code, now, step), None, "used before");
        assert_eq!(verify_code(&secret, "000000", now, 0).filter(|_| code != "000000"), None);
        let later = Timestamp::from_second(1_770_000_300).unwrap();
        assert_eq!(verify_code(&secret, &code, later, 0), None, "five minutes old");
    }

    #[test]
    fn the_code_to_show_is_the_one_that_is_taken() {
        let secret = *b"12345678901234567890";
        let now = Timestamp::from_second(1_770_000_000).unwrap();
        let code = code_at(&secret, now, 0).unwrap();
        let step = verify_code(&secret, &code, now, 0).unwrap();
        let next = code_at(&secret, now, step).unwrap();
        let after = verify_code(&secret, &next, now, step).unwrap();
        assert_eq!(after, step + 1, "the present one was used");
        assert_eq!(code_at(&secret, now, after), None, "two ahead is too far");
        assert_eq!(code_at(b"short", now, 0), None);
    }

    #[test]
    fn the_address_has_no_odd_signs() {
        let uri = provisioning_uri(&[0; 20], "carik pleret", "Kalurahan Pleret");
        assert!(uri.starts_with("otpauth://totp/Balai:carik%20pleret?secret=AAAA"), "{uri}");
    }
}
