//! A first visit on a village line: at most 60 kB and 8 requests, nothing of a third party.

use axum::http::StatusCode;
use testkit::SUKAMAJU;

use crate::tidy::none;
use crate::world::html::tags;
use crate::world::{Answer, Ask, World, crawl};

const MOST_BYTES: usize = 60_000;
const MOST_REQUESTS: usize = 8;

/// Where a stranger arrives. Those whose room is not built yet are left out, but not silently.
fn doors() -> Vec<String> {
    let paths: Vec<&str> =
        balai::features().into_iter().flat_map(|feature| feature.routes).map(|route| route.path).collect();
    let doors = ["/{kode}", "/masuk", "/pindai", "/{kode}/kunci"];
    for absent in doors.iter().filter(|door| !paths.contains(door)) {
        eprintln!("left out: no room answers {absent}");
    }
    doors
        .iter()
        .filter(|door| paths.contains(door))
        .map(|door| door.replace("{kode}", &SUKAMAJU.to_string()))
        .collect()
}

async fn compressed(world: &World, path: &str) -> Answer {
    let headers = [("accept-encoding", "br, gzip")];
    world.send(Ask { method: "GET", path, person: None, fields: &[], headers: &headers }).await
}

/// What a browser fetches along with a page.
fn parts(html: &str) -> Vec<String> {
    let mut found: Vec<String> = tags(html)
        .iter()
        .filter_map(|tag| match tag.name.as_str() {
            "link" => tag.get("rel").filter(|rel| *rel != "canonical").and_then(|_| tag.get("href")),
            "script" | "img" | "iframe" | "source" => tag.get("src"),
            _ => None,
        })
        .filter(|url| !url.starts_with("data:"))
        .map(str::to_owned)
        .collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn a_first_visit_is_light() {
    let world = World::new().await;
    for door in doors() {
        let page = compressed(&world, &door).await;
        assert_eq!(page.status, StatusCode::OK, "{door}");
        assert!(!page.header("content-encoding").is_empty(), "{door} travels compressed");
        let plain = world.get(&door, None).await.text();
        let parts = parts(&plain);
        let mut weight = page.bytes.len();
        for part in &parts {
            let answer = compressed(&world, part).await;
            assert_eq!(answer.status, StatusCode::OK, "{door} wants {part}");
            weight += answer.bytes.len();
        }
        assert!(parts.len() < MOST_REQUESTS, "{door} makes {} requests: {parts:?}", parts.len() + 1);
        assert!(weight <= MOST_BYTES, "{door} weighs {weight} bytes");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever() {
    let world = World::new().await;
    for name in ["app.css", "app.js", "balai.svg"] {
        let answer = compressed(&world, &ui::asset_url(name)).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}");
        assert!(answer.header("cache-control").contains("immutable"), "{name}");
        assert_eq!(answer.header("content-encoding"), "br", "{name}");
    }
    assert_eq!(
        world.get("/aset/app.css", None).await.status,
        StatusCode::NOT_FOUND,
        "only names with a hash"
    );
}

/// Where a page fetches from, other than here.
fn foreign(html: &str) -> Vec<String> {
    let fetches = ["src", "srcset", "data", "poster", "action"];
    tags(html)
        .iter()
        .flat_map(|tag| {
            let mut urls: Vec<&str> = fetches.iter().filter_map(|name| tag.get(name)).collect();
            if tag.is("link") {
                urls.extend(tag.get("href"));
            }
            urls.into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
        .filter(|url| url.contains("://") || url.starts_with("//"))
        .collect()
}

#[tokio::test]
async fn no_page_calls_a_third_party() {
    let world = World::new().await;
    let everyone = world.everyone().await;
    let home = format!("/{SUKAMAJU}/beranda");
    let mut pages = crawl(&world, Some(&everyone), &[&home]).await;
    for door in doors() {
        pages.extend(crawl(&world, None, &[&door]).await);
    }
    let findings: Vec<String> = pages
        .iter()
        .flat_map(|page| foreign(&page.html).into_iter().map(|url| format!("{} fetches {url}", page.path)))
        .collect();
    none(&findings, "Everything a page needs comes from Balai itself:");
}

#[tokio::test]
async fn pages_of_a_signed_in_person_are_not_kept() {
    let world = World::new().await;
    let everyone = world.everyone().await;
    let answer = world.get(&format!("/{SUKAMAJU}/beranda"), Some(&everyone)).await;
    assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(answer.header("content-security-policy").contains("default-src 'none'"));
}

#[test]
fn a_third_party_is_seen() {
    assert_eq!(foreign("<script src=\"https://cdn.example/x.js\"></script>").len(), 1);
    assert_eq!(foreign("<link rel=stylesheet href=//cdn.example/x.css>").len(), 1);
    assert!(foreign("<a href=\"https://peraturan.go.id\">UU</a><img src=\"/aset/x.svg\">").is_empty());
    assert_eq!(parts("<link rel=icon href=/a><img src=/b><img src=/b>"), ["/a", "/b"]);
}
