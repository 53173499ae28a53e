//! A message carried over one redirect, in a cookie that lives a minute.

use axum::http::{HeaderMap, HeaderValue, header};
use data_encoding::BASE64URL_NOPAD;

const COOKIE: &str = "balai_kabar";

pub(crate) fn cookie(flash: &ui::Flash) -> HeaderValue {
    let kind = match flash.kind {
        ui::Tone::Good => "baik",
        ui::Tone::Bad => "bahaya",
        ui::Tone::Wait => "tunggu",
        _ => "info",
    };
    let text = BASE64URL_NOPAD.encode(format!("{kind} {}", flash.text).as_bytes());
    HeaderValue::from_str(&format!("{COOKIE}={text}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"))
        .expect("base64 stands in a header")
}

/// Takes the cookie away once its message was shown.
pub(crate) fn forget() -> HeaderValue {
    HeaderValue::from_static("balai_kabar=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")
}

pub(crate) fn read(headers: &HeaderMap) -> Option<ui::Flash> {
    let text = BASE64URL_NOPAD.decode(find_cookie(headers, COOKIE)?.as_bytes()).ok()?;
    let text = String::from_utf8(text).ok()?;
    let (kind, sentence) = text.split_once(' ')?;
    let kind = match kind {
        "baik" => ui::Tone::Good,
        "bahaya" => ui::Tone::Bad,
        "tunggu" => ui::Tone::Wait,
        _ => ui::Tone::Info,
    };
    Some(ui::Flash::new(kind, sentence))
}

/// The value of a cookie, the first one of that name.
pub(crate) fn find_cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split("; "))
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_survives_one_redirect() {
        let said = ui::Flash::new(ui::Tone::Good, "Surat 12 sudah terbit – ditandatangani.");
        let set = cookie(&said).to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, format!("lain=1; {set}").parse().unwrap());
        assert_eq!(read(&headers), Some(said));
        assert_eq!(find_cookie(&headers, "lain"), Some("1"));
        assert_eq!(find_cookie(&headers, "balai"), None);
    }
}
