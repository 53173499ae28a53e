//! The gallery shows everything, and what it shows is sound HTML for a reader without a screen.

use std::collections::HashSet;

use crate::{files, here, read};

/// Values of one attribute, in order. Enough of a parser for HTML that we write ourselves.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let key = format!(" {name}=\"");
    html.match_indices(&key).filter_map(|(at, _)| html[at + key.len()..].split('"').next()).collect()
}

#[test]
fn every_macro_is_shown_and_explained() {
    let gallery: String = files(&here().join("templates/ui"), "html")
        .iter()
        .filter(|p| p.display().to_string().contains("galeri"))
        .map(|p| read(p))
        .collect();
    let readme = read(&here().join("README.md"));
    // Made for the other macros of their file.
    let inner = ["head", "notes", "group", "input", "set", "items"];
    let mut found = 0;
    for file in ["form", "choice", "table", "parts", "summary", "chart"] {
        let text = read(&here().join(format!("templates/ui/{file}.html")));
        for part in text.split("macro ").skip(1) {
            let Some((name, _)) = part.split_once('(') else { continue };
            if inner.contains(&name) || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                continue;
            }
            let call = format!("{file}::{name}(");
            assert!(gallery.contains(&call), "the gallery does not show {call}…)");
            assert!(readme.contains(&call), "README.md does not explain {call}…)");
            found += 1;
        }
    }
    assert!(found >= 30, "only {found} macros found");
}

#[test]
fn every_reference_inside_a_page_has_its_target() {
    for (page, html) in
        [("galeri", ui::gallery()), ("publik", ui::gallery_public()), ("polos", ui::gallery_plain())]
    {
        let mut ids = HashSet::new();
        for id in attributes(&html, "id") {
            assert!(ids.insert(id), "{page}: id {id} twice");
        }
        let single = ["for", "aria-controls"].iter().flat_map(|name| attributes(&html, name));
        let listed = attributes(&html, "aria-describedby").into_iter().flat_map(str::split_whitespace);
        for id in single.chain(listed) {
            assert!(ids.contains(id), "{page}: nothing has the id {id}");
        }
        for href in attributes(&html, "href") {
            let target = href.strip_prefix('#').filter(|t| !t.is_empty());
            assert!(target.is_none_or(|t| ids.contains(t)), "{page}: link to nowhere, {href}");
        }
    }
}

#[test]
fn pages_have_one_title_one_main_and_say_the_language() {
    for html in [ui::gallery(), ui::gallery_public(), ui::gallery_plain()] {
        for (what, times) in [
            ("<h1", 1),
            ("<main id=\"isi\"", 1),
            ("<html lang=\"id\"", 1),
            ("<title>", 1),
            ("href=\"#isi\"", 1),
        ] {
            let head = html.split("<svg class=\"b-svg\"").next().unwrap_or_default();
            let seen =
                if what == "<title>" { head.matches(what).count() } else { html.matches(what).count() };
            assert_eq!(seen, times, "{what}");
        }
    }
}

#[test]
fn every_control_has_a_label() {
    let html = ui::gallery();
    let labels: HashSet<_> = attributes(&html, "for").into_iter().collect();
    for tag in ["<input", "<select", "<textarea"] {
        for (at, _) in html.match_indices(tag) {
            let control = html[at..].split('>').next().unwrap_or_default();
            let inside_label =
                html[..at].rfind("<label").unwrap_or(0) > html[..at].rfind("</label>").unwrap_or(0);
            let labelled = attributes(control, "id").first().is_some_and(|id| labels.contains(id));
            assert!(
                control.contains("type=\"hidden\"") || inside_label || labelled,
                "no label for {control}>"
            );
        }
    }
}

#[test]
fn frame_shows_what_the_page_knows() {
    let html = ui::gallery();
    for shown in [
        "DATA CONTOH",
        "Sri Rekaan",
        "Carik, Kalurahan Sukamaju",
        "action=\"/keluar\"",
        "Perubahan tersimpan",
    ] {
        assert!(html.contains(shown), "{shown}");
    }
    let bare = ui::gallery_page(ui::Page::new("Kosong"));
    for hidden in ["DATA CONTOH", "/keluar", "b-menu", "govuk-breadcrumbs\""] {
        assert!(!bare.contains(hidden), "{hidden} without data");
    }
    assert!(ui::gallery_plain().contains("<title>Kesalahan: Masuk"));
}

#[test]
fn a_password_is_never_sent_back() {
    assert!(
        !ui::gallery_plain().contains(
            "type=\"password\" id=\"sandi\" name=\"sandi\" autocomplete=\"current-password\" value"
        )
    );
}
