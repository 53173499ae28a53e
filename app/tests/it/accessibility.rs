//! What can be said of accessibility without a browser, on every page that links lead to and on every
//! form that is sent back. Contrast, focus and the rest are judged by axe in a browser.

use std::collections::{BTreeMap, BTreeSet};

use testkit::SUKAMAJU;

use crate::tidy::none;
use crate::world::html::{Tag, post_forms, tags};
use crate::world::{Page, World, crawl};

/// What is wrong with a page.
fn faults(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut found = Vec::new();
    let count = |name: &str| tags.iter().filter(|tag| tag.is(name)).count();
    if count("h1") != 1 {
        found.push(format!("{} h1", count("h1")));
    }
    if count("main") != 1 {
        found.push(format!("{} main", count("main")));
    }
    if tags.iter().find(|tag| tag.is("html")).and_then(|tag| tag.get("lang")) != Some("id") {
        found.push("lang is not id".to_owned());
    }
    if tags.iter().find(|tag| tag.is("title")).is_none_or(|tag| tag.text.trim().is_empty()) {
        found.push("no title".to_owned());
    }
    found.extend(unlabelled(&tags));
    found.extend(unnamed(&tags));
    found.extend(images(&tags));
    found.extend(cells(&tags));
    found.extend(references(&tags));
    found
}

fn is_field(tag: &Tag) -> bool {
    let kind = tag.get("type").unwrap_or_default();
    let silent = matches!(kind, "hidden" | "submit" | "button" | "image" | "reset");
    matches!(tag.name.as_str(), "input" | "select" | "textarea") && !silent
}

fn unlabelled(tags: &[Tag]) -> Vec<String> {
    let labels: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.is("label")).filter_map(|tag| tag.get("for")).collect();
    let mut found = Vec::new();
    let mut inside = false;
    for tag in tags {
        match tag.name.as_str() {
            "label" => inside = true,
            "/label" => inside = false,
            _ => {}
        }
        let named = tag.has("aria-label") || tag.has("aria-labelledby") || inside;
        let labelled = tag.get("id").is_some_and(|id| labels.contains(id));
        if is_field(tag) && !named && !labelled {
            found.push(format!("the field {:?} has no label", tag.get("name").unwrap_or_default()));
        }
    }
    found
}

/// Links and buttons say where they lead, in words.
fn unnamed(tags: &[Tag]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        if !matches!(tag.name.as_str(), "a" | "button") || (tag.is("a") && !tag.has("href")) {
            continue;
        }
        let end = format!("/{}", tag.name);
        let inner = tags[at..].iter().take_while(|inner| inner.name != end);
        let words = inner.clone().any(|inner| !inner.text.trim().is_empty());
        let images = inner.clone().any(|inner| inner.get("alt").is_some_and(|alt| !alt.is_empty()));
        if !words && !images && !tag.has("aria-label") && !tag.has("aria-labelledby") {
            found.push(format!("<{}> {:?} has no words", tag.name, tag.get("href").unwrap_or_default()));
        }
    }
    found
}

fn images(tags: &[Tag]) -> Vec<String> {
    let mut found = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        if tag.is("img") && !tag.has("alt") {
            found.push(format!("the image {:?} has no alt", tag.get("src").unwrap_or_default()));
        }
        let titled = tags.get(at + 1).is_some_and(|next| next.is("title") && !next.text.trim().is_empty());
        let named = titled || tag.has("aria-label") || tag.has("aria-labelledby");
        let told = tag.get("aria-hidden") == Some("true") || (tag.get("role") == Some("img") && named);
        if tag.is("svg") && !told {
            found.push("an svg is neither hidden nor named".to_owned());
        }
        if tag.is("iframe") && !tag.has("title") {
            found.push("a frame has no title".to_owned());
        }
    }
    found
}

fn cells(tags: &[Tag]) -> Vec<String> {
    let heads = tags.iter().filter(|tag| tag.is("th") && !tag.has("scope"));
    heads.map(|tag| format!("the heading {:?} of a table has no scope", tag.text.trim())).collect()
}

/// Ids are unique, and all that points at an id finds it; an error is tied to its field.
fn references(tags: &[Tag]) -> Vec<String> {
    let mut found = Vec::new();
    let mut ids: BTreeMap<&str, usize> = BTreeMap::new();
    for id in tags.iter().filter_map(|tag| tag.get("id")) {
        *ids.entry(id).or_default() += 1;
    }
    found.extend(
        ids.iter().filter(|(_, count)| **count > 1).map(|(id, _)| format!("the id {id} stands twice")),
    );
    let mut described = BTreeSet::new();
    for tag in tags {
        for name in ["aria-describedby", "aria-labelledby", "aria-controls"] {
            for id in tag.get(name).unwrap_or_default().split_whitespace() {
                if name == "aria-describedby" {
                    described.insert(id);
                }
                if !ids.contains_key(id) {
                    found.push(format!("{name} points at {id}, which is not there"));
                }
            }
        }
        let target = tag.get("href").filter(|_| tag.is("a")).and_then(|href| href.strip_prefix('#'));
        if let Some(id) = target.filter(|id| !id.is_empty() && !ids.contains_key(id)) {
            found.push(format!("a link leads to #{id}, which is not there"));
        }
    }
    for tag in
        tags.iter().filter(|tag| tag.get("class").is_some_and(|class| class.contains("govuk-error-message")))
    {
        if !tag.get("id").is_some_and(|id| described.contains(id)) {
            found.push(format!("the error {:?} is not tied to its field", tag.text.trim()));
        }
    }
    found
}

fn judge(pages: &[Page]) -> Vec<String> {
    let of_page = |page: &Page| -> Vec<String> {
        faults(&page.html).into_iter().map(|fault| format!("{}: {fault}", page.path)).collect()
    };
    pages.iter().flat_map(of_page).collect()
}

/// All pages of a person with every role, and those of a visitor.
async fn all_pages(world: &World) -> Vec<Page> {
    let everyone = world.everyone().await;
    let mut pages = crawl(world, Some(&everyone), &[&format!("/{SUKAMAJU}/beranda")]).await;
    for door in ["/{kode}", "/masuk"] {
        let there =
            balai::features().iter().flat_map(|feature| &feature.routes).any(|route| route.path == door);
        if there {
            let door = door.replace("{kode}", &SUKAMAJU.to_string());
            pages.extend(crawl(world, None, &[&door]).await);
        }
    }
    pages
}

#[tokio::test]
async fn every_page_can_be_read_without_seeing_it() {
    let world = World::new().await;
    let pages = all_pages(&world).await;
    let paths: BTreeSet<String> = pages.iter().map(|page| pattern(&page.path)).collect();
    eprintln!("{} pages: {paths:?}", pages.len());
    assert!(paths.len() > 10, "the crawl found only {paths:?}");
    none(&judge(&pages), "Static accessibility (WCAG 2.2 AA needs more, see the browser tests):");
}

/// Forms sent without a word come back with their errors tied to fields, and never as a fault of ours.
#[tokio::test]
async fn every_empty_form_comes_back_in_order() {
    let world = World::new().await;
    let mut findings = Vec::new();
    let mut done = BTreeSet::new();
    for page in all_pages(&world).await {
        for form in post_forms(&page.html) {
            let action = if form.action.is_empty() { page.path.clone() } else { form.action.clone() };
            if action.starts_with("/keluar") || !done.insert(pattern(&action)) {
                continue;
            }
            let person = world.everyone().await;
            let answer = world.post(&action, &person, "kosong", &[]).await;
            if answer.status.is_server_error() {
                findings.push(format!("{action} answers {}", answer.status));
            } else if answer.is_html() {
                findings.extend(judge(&[Page { path: format!("POST {action}"), html: answer.text() }]));
            }
        }
    }
    none(&findings, "An empty form is answered with a page in order:");
}

/// An address without its ids.
fn pattern(path: &str) -> String {
    let bare = path.split('?').next().unwrap_or_default();
    bare.split('/').map(|part| if part.len() == 36 { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

#[test]
fn what_is_missing_is_seen() {
    let page = |body: &str| format!("<html lang=\"id\"><title>A</title><main><h1>A</h1>{body}</main></html>");
    assert_eq!(faults(&page("")), [] as [&str; 0]);
    for bad in [
        "<h1>B</h1>",
        "<input name=a>",
        "<label for=b>x</label><input id=a name=a>",
        "<a href=\"/x\"><svg aria-hidden=\"true\"></svg></a>",
        "<img src=a>",
        "<svg></svg>",
        "<th>Nama</th>",
        "<p id=a></p><p id=a></p>",
        "<p id=e class=\"govuk-error-message\">Isi.</p>",
        "<a href=\"#tidak\">x</a>",
    ] {
        assert_eq!(faults(&page(bad)).len(), 1, "{bad}: {:?}", faults(&page(bad)));
    }
    let good = "<label for=a>Nama</label><input id=a aria-describedby=e><p id=e class=\"govuk-error-message\">Isi.</p>";
    assert_eq!(faults(&page(good)), [] as [&str; 0]);
    assert_eq!(faults("<p>").len(), 4);
}
