//! Law 1: no route without a permission, and what you may not see does not exist.

use std::fmt::Write as _;

use access::{Guard, Matrix, Role};
use axum::http::{Method, StatusCode};
use testkit::SUKAMAJU;
use web::Route;

use crate::tidy::none;
use crate::world::{Answer, Ask, Person, World};

/// A row that nobody has.
const NOBODY: &str = "019c5a3e-0000-7000-8000-000000000000";

fn matrix() -> Matrix {
    Matrix::new(balai::features().into_iter().flat_map(|feature| feature.roles))
}

fn opens(guard: Guard, role: Option<Role>, matrix: &Matrix) -> bool {
    match (guard, role) {
        (Guard::Public, _) | (Guard::SignedIn, Some(_)) => true,
        (Guard::Needs(permission), Some(role)) => matrix.allows(role, permission),
        (_, None) => false,
    }
}

fn routes() -> Vec<Route> {
    balai::features().into_iter().flat_map(|feature| feature.routes).collect()
}

/// One line a route: what it asks, and for whom it opens.
#[test]
fn who_may_open_what() {
    let matrix = matrix();
    let mut text = String::new();
    for feature in balai::features() {
        writeln!(text, "{}", feature.name).unwrap();
        for route in &feature.routes {
            let asks = match route.guard {
                Guard::Public => "siapa saja".to_owned(),
                Guard::SignedIn => "yang masuk".to_owned(),
                Guard::Needs(permission) => permission.0.to_owned(),
            };
            let roles = Role::ALL.into_iter().filter(|role| opens(route.guard, Some(*role), &matrix));
            let who: Vec<&str> = match route.guard {
                Guard::Needs(_) => roles.map(Role::code).collect(),
                _ => Vec::new(),
            };
            let line = format!("  {:4} {:56} {asks:22} {}", route.method.as_str(), route.path, who.join(" "));
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
    }
    insta::assert_snapshot!("akses", text);
}

#[test]
fn every_permission_that_a_route_asks_is_held_by_somebody() {
    let matrix = matrix();
    let orphans: Vec<String> = routes()
        .iter()
        .filter(|route| !Role::ALL.into_iter().any(|role| opens(route.guard, Some(role), &matrix)))
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    none(&orphans, "Nobody may open these:");
}

/// The administrator sets Balai up and cannot read residents (DESIGN: `admin` cannot read residents).
#[test]
fn the_administrator_does_not_read_residents() {
    let matrix = matrix();
    let held: Vec<String> = balai::features()
        .iter()
        .flat_map(|feature| &feature.roles)
        .flat_map(|grant| grant.permissions)
        .filter(|permission| permission.0.starts_with("kependudukan."))
        .filter(|permission| matrix.allows(Role::Admin, **permission))
        .map(|permission| permission.0.to_owned())
        .collect();
    none(&held, "The administrator may:");
}

/// A route's address with a unit and rows that nobody has.
fn address(path: &str) -> String {
    let mut out = String::new();
    for part in path.split('/').skip(1) {
        let filled = match part {
            "{kode}" => SUKAMAJU.to_string(),
            _ if part.starts_with('{') => NOBODY.to_owned(),
            _ => part.to_owned(),
        };
        write!(out, "/{filled}").unwrap();
    }
    out
}

fn describe(route: &Route, answer: &Answer) -> String {
    format!("{} {} answers {}", route.method, route.path, answer.status)
}

#[tokio::test]
async fn a_visitor_is_led_to_the_sign_in() {
    let world = World::new().await;
    let mut findings = Vec::new();
    for route in routes().iter().filter(|route| route.method == Method::GET) {
        let answer = world.get(&address(route.path), None).await;
        let led = answer.status == StatusCode::SEE_OTHER && answer.header("location").starts_with("/masuk?");
        let public = route.guard == Guard::Public;
        if answer.status.is_server_error() || led == public {
            findings.push(describe(route, &answer));
        }
    }
    none(&findings, "A visitor signs in first, except on public pages:");
}

#[tokio::test]
async fn what_a_role_may_not_open_does_not_exist() {
    let world = World::new().await;
    let matrix = matrix();
    let mut findings = Vec::new();
    for role in Role::ALL {
        let person = world.person(SUKAMAJU, &[role]).await;
        for route in routes() {
            if opens(route.guard, Some(role), &matrix) {
                continue;
            }
            let answer = ask(&world, &route, Some(&person), true).await;
            if answer.status != StatusCode::NOT_FOUND {
                findings.push(format!("{}: {}", role.code(), describe(&route, &answer)));
            }
        }
    }
    none(&findings, "For whom a page is not, it is not there:");
}

#[tokio::test]
async fn what_a_role_may_open_opens() {
    let world = World::new().await;
    let matrix = matrix();
    let mut findings = Vec::new();
    for role in Role::ALL {
        let person = world.person(SUKAMAJU, &[role]).await;
        for route in routes().iter().filter(|route| route.method == Method::GET) {
            let rows = route.path.replace("{kode}", "").contains('{');
            if !opens(route.guard, Some(role), &matrix) || ABSENT.iter().any(|(path, _)| *path == route.path)
            {
                continue;
            }
            let answer = world.get(&address(route.path), Some(&person)).await;
            let fine = answer.status.is_success() || answer.status.is_redirection();
            // A row that nobody has is not found, and never a fault of ours.
            if answer.status.is_server_error() || (!fine && !rows) {
                findings.push(format!("{}: {}", role.code(), describe(route, &answer)));
            }
        }
    }
    none(&findings, "A page opens for whom it is:");
}

/// Pages that are not there in these villages, and why.
const ABSENT: &[(&str, &str)] = &[
    ("/_galeri", "only in the example world"),
    ("/pasang", "only where the office's own TLS is on"),
    ("/pasang/balai-kantor.crt", "only where the office's own TLS is on"),
    ("/mulai", "there is a unit already"),
    ("/{kode}/logo", "no logo was put"),
    ("/{kode}/aksara", "no image was put"),
    ("/{kode}/otoritas.pem", "no authority was made"),
    ("/{kode}/tte/penerbitan", "this signer holds no office"),
    ("/{kode}/atur-pengukuhan", "a kecamatan sets its own time; these are villages"),
    ("/{kode}/lapor/baru", "asks which kind of proposal"),
    ("/{kode}/mutu/gabung", "asks which two persons"),
    ("/{kode}/wa/meta", "answers only who knows the word that the village gave its provider"),
    ("/{kode}/pesan/simulator", "only in the example world"),
];

/// Deliveries of a provider: they carry its signature instead of a session's token. The village has chosen GOWA, whose
/// signature is looked at; of the other provider it knows nothing.
const SIGNED: [(&str, StatusCode); 2] =
    [("/{kode}/wa/meta", StatusCode::NOT_FOUND), ("/{kode}/wa/gowa", StatusCode::UNAUTHORIZED)];

/// Another village's clerk is a visitor here, even one with every role.
#[tokio::test]
async fn a_neighbour_is_a_stranger() {
    let world = World::new().await;
    let neighbour = world.person(testkit::KEMBARAN, &Role::ALL).await;
    let mut findings = Vec::new();
    for route in routes() {
        let here = route.path.starts_with("/{kode}") && route.guard != Guard::Public;
        if !here {
            continue;
        }
        let answer = ask(&world, &route, Some(&neighbour), true).await;
        if answer.status != StatusCode::NOT_FOUND {
            findings.push(describe(&route, &answer));
        }
    }
    none(&findings, "Nobody enters from the village beside:");
}

#[tokio::test]
async fn a_form_without_its_token_is_refused() {
    let world = World::new().await;
    let gowa = [
        ("penyedia", "2"),
        ("alamat", "http://127.0.0.1:3000/"),
        ("token", "balai:kata-sandi-gowa"),
        ("rahasia", "cukup-panjang-untuk-uji"),
        ("nomor_kantor", "0274 555000"),
    ];
    world.app.sebagai(Role::Admin).await.post("/pesan/atur", &gowa).await.led_to();
    let person = world.everyone().await;
    let mut findings = Vec::new();
    for route in routes().iter().filter(|route| route.method == Method::POST) {
        let answer = ask(&world, route, Some(&person), false).await;
        let signed = SIGNED.iter().find(|(path, _)| *path == route.path);
        let said = match signed {
            Some((_, status)) => answer.status == *status,
            None => {
                answer.status == StatusCode::BAD_REQUEST
                    && answer.text().contains("Formulir ini sudah kedaluwarsa")
            }
        };
        if !said {
            findings.push(describe(route, &answer));
        }
    }
    none(&findings, "A form of a signed-in person carries the session's token:");
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let world = World::new().await;
    let person = world.everyone().await;
    let mut findings = Vec::new();
    for route in routes().iter().filter(|route| route.method == Method::POST) {
        let path = address(route.path);
        for foreign in [("origin", "https://jahat.example"), ("sec-fetch-site", "cross-site")] {
            let fields = [("csrf", person.csrf.as_str()), ("request_key", "silang")];
            let (fields, headers) = (fields.as_slice(), [foreign]);
            let ask = Ask { method: "POST", path: &path, person: Some(&person), fields, headers: &headers };
            let answer = world.send(ask).await;
            if answer.status != StatusCode::BAD_REQUEST || !answer.text().contains("situs lain") {
                findings.push(describe(route, &answer));
            }
        }
    }
    none(&findings, "A form comes from our own pages:");
}

/// Sends an empty request to a route, a form with or without the person's token.
async fn ask(world: &World, route: &Route, person: Option<&Person>, token: bool) -> Answer {
    let path = address(route.path);
    let mut fields = vec![("request_key", "matriks")];
    if let Some(person) = person.filter(|_| token) {
        fields.push(("csrf", person.csrf.as_str()));
    }
    let fields = if route.method == Method::POST { fields } else { Vec::new() };
    let ask = Ask { method: route.method.as_str(), path: &path, person, fields: &fields, headers: &[] };
    world.send(ask).await
}

/// An address that no row can have is refused in our own words, not in a library's.
#[tokio::test]
async fn an_address_that_does_not_parse_is_a_page_like_any_other() {
    let app = testkit::TestApp::new(balai::features).await;
    let operator = app.sebagai(Role::Operator).await;
    for path in ["/surat/bukan-id", "/penduduk/1", "/surat?hal=dua"] {
        let answer = operator.get(path).await;
        let page = answer.text();
        assert!(page.contains("<main") && !page.contains("Invalid"), "{path}: {page}");
    }
}
