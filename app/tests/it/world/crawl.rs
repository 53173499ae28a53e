use std::collections::{HashMap, HashSet, VecDeque};

use super::html::tags;
use super::{Answer, Person, World};

/// A page that was reached by following links.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub path: String,
    pub html: String,
}

/// Beyond this a crawl has lost its way. Each of the 64 kinds of letters has a form, settings, a template and a
/// public page of its own.
const MOST_PAGES: usize = 1500;
/// Filters and page numbers make endless addresses; a few of each path are enough.
const MOST_QUERIES: usize = 4;

/// Opens the given addresses and all that they link to on this site. Panics where a link is broken.
pub(crate) async fn crawl(world: &World, person: Option<&Person>, starts: &[&str]) -> Vec<Page> {
    let mut waiting: VecDeque<(String, String)> =
        starts.iter().map(|start| ((*start).to_owned(), "the start".to_owned())).collect();
    let mut seen = HashSet::new();
    let mut queries: HashMap<String, usize> = HashMap::new();
    let mut pages = Vec::new();
    while let Some((path, from)) = waiting.pop_front() {
        let bare = path.split('?').next().unwrap_or_default().to_owned();
        let count = queries.entry(bare).or_default();
        if !seen.insert(path.clone()) || *count >= MOST_QUERIES {
            continue;
        }
        *count += 1;
        if is_unbuilt_home(&path) {
            continue;
        }
        let answer = world.get(&path, person).await;
        judge(&answer, &path, &from);
        if answer.status.is_redirection() {
            waiting.push_back((answer.header("location").to_owned(), path));
            continue;
        }
        if answer.is_html() {
            let html = answer.text();
            waiting.extend(links(&html).into_iter().map(|link| (link, path.clone())));
            pages.push(Page { path, html });
        }
        assert!(
            pages.len() < MOST_PAGES,
            "more than {MOST_PAGES} pages; the last was {}",
            pages[MOST_PAGES - 1].path
        );
    }
    pages
}

/// Pages link to the public home, of the installation and of a village. Both are another room's, which may
/// not be in use yet.
fn is_unbuilt_home(path: &str) -> bool {
    let village = format!("/{}", testkit::SUKAMAJU);
    let route = if path == "/" {
        "/"
    } else if path == village {
        "/{kode}"
    } else {
        return false;
    };
    !balai::features().iter().flat_map(|feature| &feature.routes).any(|known| known.path == route)
}

#[track_caller]
fn judge(answer: &Answer, path: &str, from: &str) {
    let fine = answer.status.is_success() || answer.status.is_redirection();
    assert!(fine, "{path}, linked from {from}, answers {}", answer.status);
}

/// The addresses on this site that a page links to.
fn links(html: &str) -> Vec<String> {
    tags(html)
        .iter()
        .filter(|tag| tag.is("a"))
        .filter_map(|tag| tag.get("href"))
        .map(|href| href.split('#').next().unwrap_or_default().to_owned())
        .filter(|href| href.starts_with('/') && !href.starts_with("//"))
        .filter(|href| !href.starts_with("/aset/") && !href.starts_with("/keluar"))
        .collect()
}
