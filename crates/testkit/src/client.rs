use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use db::Unit;
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

/// A browser without scripts, in one unit.
#[derive(Clone)]
pub struct Client {
    router: axum::Router,
    unit: Unit,
    /// Session cookie and form token.
    session: Option<(String, String)>,
    /// Further cookies, `name=value`.
    cookies: Vec<String>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub bytes: Vec<u8>,
}

impl Client {
    pub(crate) fn new(router: axum::Router, unit: Unit, session: Option<(String, String)>) -> Self {
        Self { router, unit, session, cookies: Vec::new() }
    }

    /// The same browser with one more cookie, such as that of a resident's visit.
    #[must_use]
    pub fn dengan_kue(mut self, name: &str, value: &str) -> Self {
        self.cookies.push(format!("{name}={value}"));
        self
    }

    /// Opens a page. An address that begins with `/` but no code lies in the client's unit: `/surat`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None, Body::empty()).await
    }

    /// Posts a form with the session's token and a fresh key, unless the fields bring their own.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = self.encode(fields);
        self.send("POST", path, Some("application/x-www-form-urlencoded"), Body::from(body)).await
    }

    /// Posts exactly these fields: for tests of what is missing.
    pub async fn post_raw(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: String = pairs(fields.iter().copied());
        self.send("POST", path, Some("application/x-www-form-urlencoded"), Body::from(body)).await
    }

    /// Posts a form with one file.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        const EDGE: &str = "----sukamaju";
        let mut body = Vec::new();
        for (name, value) in self.with_keys(fields) {
            let part =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let (field, file_name, bytes) = file;
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{file_name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={EDGE}");
        self.send("POST", path, Some(&kind), Body::from(body)).await
    }

    /// Posts bytes as another program does, with its own headers and no session.
    pub async fn deliver(&self, path: &str, headers: &[(&str, &str)], body: Vec<u8>) -> Answer {
        let uri = if is_absolute(path) { path.to_owned() } else { format!("/{}{path}", self.unit) };
        let mut request = Request::builder().method("POST").uri(uri).header(header::HOST, "balai.test");
        request = request.header(header::CONTENT_TYPE, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.answer(request.body(Body::from(body)).expect("a well-formed request")).await
    }

    fn with_keys(&self, fields: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> =
            fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let has = |all: &[(String, String)], name: &str| all.iter().any(|(n, _)| n == name);
        if let Some((_, csrf)) = self.session.as_ref().filter(|_| !has(&all, "csrf")) {
            all.push(("csrf".to_owned(), csrf.clone()));
        }
        if !has(&all, "request_key") {
            all.push(("request_key".to_owned(), uuid::Uuid::new_v4().simple().to_string()));
        }
        all
    }

    fn encode(&self, fields: &[(&str, &str)]) -> String {
        pairs(self.with_keys(fields).iter().map(|(n, v)| (n.as_str(), v.as_str())))
    }

    async fn send(&self, method: &str, path: &str, kind: Option<&str>, body: Body) -> Answer {
        let uri = if is_absolute(path) { path.to_owned() } else { format!("/{}{path}", self.unit) };
        let mut request = Request::builder().method(method).uri(uri).header(header::HOST, "balai.test");
        let session = self.session.iter().map(|(cookie, _)| format!("balai={cookie}"));
        let cookies: Vec<String> = session.chain(self.cookies.iter().cloned()).collect();
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind).header(header::ORIGIN, "http://balai.test");
        }
        self.answer(request.body(body).expect("a well-formed request")).await
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("the body arrives").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }
}

/// Whether an address belongs to no unit, or names its unit itself.
fn is_absolute(path: &str) -> bool {
    const GLOBAL: [&str; 9] = ["", "masuk", "keluar", "akun", "aset", "v", "mulai", "sehat", "pindai"];
    // Without any sign it is the unit's own front page.
    let Some(behind) = path.strip_prefix('/') else { return false };
    let first = behind.split(['/', '?']).next().unwrap_or_default();
    GLOBAL.contains(&first) || (first.len() == 10 && first.bytes().all(|b| b.is_ascii_digit()))
}

fn pairs<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Where a redirect leads.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The page's `<main>`, with one-time keys and ids blanked: what a snapshot keeps.
    pub fn main(&self) -> String {
        let text = self.text();
        let start = text.find("<main").unwrap_or(0);
        let end = text.find("</main>").map_or(text.len(), |at| at + 7);
        blank(&text[start..end])
    }

    /// Fails unless the page was shown.
    #[track_caller]
    #[must_use]
    pub fn ok(self) -> Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self
    }

    /// Fails unless the act led on; tells where.
    #[track_caller]
    pub fn led_to(&self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        self.location().to_owned()
    }
}

/// Replaces values that differ from run to run: tokens in `value="…"` and ids in addresses.
fn blank(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for line in html.lines() {
        let once = line.contains("name=\"csrf\"") || line.contains("name=\"request_key\"");
        let line = if once { "<input type=\"hidden\" (kunci)>".to_owned() } else { without_uuids(line) };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn without_uuids(line: &str) -> String {
    let bytes = line.as_bytes();
    let is_uuid = |at: usize| {
        bytes.get(at..at + 36).is_some_and(|part| {
            part.iter().enumerate().all(|(i, b)| match i {
                8 | 13 | 18 | 23 => *b == b'-',
                _ => b.is_ascii_hexdigit(),
            })
        })
    };
    let mut out = String::new();
    let mut at = 0;
    while at < line.len() {
        if is_uuid(at) {
            out.push_str("(id)");
            at += 36;
        } else {
            let next = line[at..].chars().next().map_or(1, char::len_utf8);
            out.push_str(&line[at..at + next]);
            at += next;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_a_unit_is_told_from_one_of_the_house() {
        for (path, absolute) in [
            ("/", true),
            ("/masuk?lanjut=/penduduk", true),
            ("/v/abc", true),
            ("/3402132099/penduduk", true),
            ("", false),
            ("/keluar", true),
            ("/keluarga", false),
            ("/mulai-lagi", false),
            ("/penduduk", false),
            ("/34021320991/penduduk", false),
        ] {
            assert_eq!(is_absolute(path), absolute, "{path}");
        }
    }

    #[test]
    fn what_differs_from_run_to_run_is_blanked() {
        let html = "<a href=\"/x/019c5a3e-0000-7000-8000-000000000001/ubah\">é</a>\n<input name=\"csrf\" value=\"abc\">";
        assert_eq!(blank(html), "<a href=\"/x/(id)/ubah\">é</a>\n<input type=\"hidden\" (kunci)>\n");
    }
}
