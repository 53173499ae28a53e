//! Law 5: a repeated submit changes nothing.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use testkit::SUKAMAJU;

use crate::tidy::{holds_test, none};
use crate::world::html::{PageForm, post_forms};
use crate::world::{World, crawl};

/// Acts whose form needs more than its page offers: the room's own test sends them twice.
const TOLD_ELSEWHERE: &[(&str, &str, &str)] =
    &[("/{kode}/wa/meta", WEBHOOK.0, WEBHOOK.1), ("/{kode}/wa/gowa", WEBHOOK.0, WEBHOOK.1)];

/// A delivery carries the provider's own ids, and those are kept once.
const WEBHOOK: (&str, &str) =
    ("features/pesan/tests/it/pintu.rs", "twice_late_and_out_of_order_change_nothing");

const LOOK: &str = "a look changes nothing, and each is recorded";

/// Acts that may be repeated as they are, with the reason.
const HARMLESS: &[(&str, &str)] = &[
    ("/{kode}/cadangan", "a second backup is a second backup; nothing in the village changes"),
    ("/{kode}/statistik-penduduk/rentan/pembukaan", LOOK),
    ("/{kode}/statistik-penduduk/{jenis}/pembukaan", LOOK),
    ("/{kode}/statistik-penduduk/{jenis}/{kelompok}/pembukaan", LOOK),
    ("/v", "looking a letter up changes nothing"),
    ("/{kode}/periksa", "looking a letter up changes nothing"),
    ("/masuk", "signing in twice makes two sessions, both shown and ended under one's account"),
    ("/keluar", "a session that ended stays ended"),
    ("/akun/sesi/pengakhiran", "the session that would repeat it has ended with the others"),
];

/// What came of sending a form twice.
enum Outcome {
    /// It needs words that its page does not offer.
    Wanting,
    Once,
    Twice(String),
}

async fn send_twice(world: &World, action: &str, form: &PageForm, key: &str) -> Outcome {
    let person = world.everyone().await;
    let keys = ["csrf", "request_key"];
    let fields: Vec<(&str, &str)> = form
        .fields
        .iter()
        .filter(|(name, _)| !keys.contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let first = world.post(action, &person, key, &fields).await;
    if first.status != StatusCode::SEE_OTHER {
        return Outcome::Wanting;
    }
    let head = world.app.db.head(SUKAMAJU).await.unwrap();
    let second = world.post(action, &person, key, &fields).await;
    let moved = world.app.db.head(SUKAMAJU).await.unwrap() - head;
    let target = second.header("location");
    if moved == 0 && second.status == first.status && target == first.header("location") {
        return Outcome::Once;
    }
    Outcome::Twice(format!("{action}: the second time it leads to {target:?} and adds {moved} lines"))
}

/// Every form that can be sent as it stands on its page is sent twice with one key.
#[tokio::test]
async fn a_form_sent_twice_acts_once() {
    let world = World::new().await;
    let everyone = world.everyone().await;
    let (mut acted, mut wanting, mut findings) = (Vec::new(), Vec::new(), Vec::new());
    let mut done = BTreeSet::new();
    for page in crawl(&world, Some(&everyone), &[&format!("/{SUKAMAJU}/beranda")]).await {
        for form in post_forms(&page.html).into_iter().filter(|form| !form.takes_file) {
            let action = if form.action.is_empty() { page.path.clone() } else { form.action.clone() };
            if harmless(&action) || !done.insert(action.clone()) {
                continue;
            }
            let key = format!("ulang-{}", done.len());
            match send_twice(&world, &action, &form, &key).await {
                Outcome::Wanting => wanting.push(action),
                Outcome::Once => acted.push(action),
                Outcome::Twice(finding) => findings.push(finding),
            }
        }
    }
    eprintln!("sent twice: {acted:?}\nneed words, so the rooms' own tests send them: {wanting:?}");
    assert!(!acted.is_empty(), "no form could be sent as it stands");
    none(&findings, "A form sent twice with one request_key acts once and leads to the same place:");
}

fn harmless(action: &str) -> bool {
    let path = action.split('?').next().unwrap_or_default().replace(&SUKAMAJU.to_string(), "{kode}");
    HARMLESS.iter().any(|(route, _)| *route == path)
}

/// The handler itself must claim the key: no act of a room can do without.
#[test]
fn every_act_claims_its_key() {
    let mut findings = Vec::new();
    for feature in balai::features() {
        for route in feature.routes.iter().filter(|route| route.method == Method::POST) {
            let told = TOLD_ELSEWHERE.iter().find(|(path, ..)| *path == route.path);
            let named = told.is_some_and(|(_, file, test)| holds_test(&crate::repo::read(file), test));
            let exempt = HARMLESS.iter().any(|(path, _)| *path == route.path);
            if !named && !exempt && !room_claims_keys(feature.name) {
                findings.push(format!("{} of {}", route.path, feature.name));
            }
        }
    }
    none(&findings, "These acts neither claim a request_key nor are named in a table here:");
}

/// Whether a room's source claims request keys at all.
fn room_claims_keys(room: &str) -> bool {
    let folder = format!("features/{room}/src");
    let sources = crate::repo::files(".rs").into_iter().filter(|path| path.starts_with(&folder));
    sources.map(crate::repo::read).any(|source| source.contains(".once(") || source.contains("request_key()"))
}

#[test]
fn every_exception_still_exists() {
    let routes: Vec<&str> = balai::features()
        .into_iter()
        .flat_map(|feature| feature.routes)
        .filter(|route| route.method == Method::POST)
        .map(|route| route.path)
        .collect();
    let gone: Vec<String> = TOLD_ELSEWHERE
        .iter()
        .map(|(path, ..)| *path)
        .chain(HARMLESS.iter().map(|(path, _)| *path))
        .filter(|path| !routes.contains(path))
        .map(str::to_owned)
        .collect();
    none(&gone, "These exceptions have no route:");
}
