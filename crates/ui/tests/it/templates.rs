//! Laws for every template of the workspace: nothing inline, nothing foreign, nothing long.

use std::path::{Path, PathBuf};

use crate::{files, here, read};

fn all() -> Vec<PathBuf> {
    let root = here().join("../..");
    let mut found = files(&root.join("app/templates"), "html");
    for group in ["crates", "features"] {
        let Ok(rooms) = std::fs::read_dir(root.join(group)) else { continue };
        for room in rooms {
            found.extend(files(&room.expect("readable").path().join("templates"), "html"));
        }
    }
    assert!(found.len() > 10, "only {} templates found", found.len());
    found
}

/// What the content security policy would refuse, as a sentence; `None` when the text is clean.
fn inline(html: &str) -> Option<String> {
    let text = html.to_lowercase();
    for banned in [
        "<style",
        " style=",
        "javascript:",
        "src=\"http",
        "src=\"//",
        "src='",
        "<link rel=\"stylesheet\" href=\"http",
    ] {
        if text.contains(banned) {
            return Some(format!("has {banned}"));
        }
    }
    for (at, _) in text.match_indices("<script") {
        let tag = text[at..].split('>').next().unwrap_or_default();
        let rest = &text[at + tag.len()..];
        if !tag.contains(" src=") || !rest.starts_with("></script>") {
            return Some("has a script of its own".into());
        }
    }
    let mut words = text.split(|c: char| c.is_whitespace());
    words
        .find(|w| {
            w.starts_with("on")
                && w.split_once('=').is_some_and(|(k, _)| k.bytes().all(|b| b.is_ascii_lowercase()))
        })
        .map(|word| format!("has the handler {word}"))
}

#[test]
fn the_check_sees_what_it_should() {
    for bad in [
        "<p style=\"color:red\">",
        "<STYLE>p{}</STYLE>",
        "<script>alert(1)</script>",
        "<script src=\"/a.js\">x</script>",
        "<a onclick=\"x()\">",
        "<a href=\"javascript:x()\">",
        "<img src=\"https://x.test/a.png\">",
    ] {
        assert!(inline(bad).is_some(), "{bad}");
    }
    for good in ["<script type=\"module\" src=\"/a.js\"></script>", "<p class=\"on\">style on = x</p>"] {
        assert_eq!(inline(good), None, "{good}");
    }
}

fn name(path: &Path) -> String {
    path.components()
        .rev()
        .take(5)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect::<PathBuf>()
        .display()
        .to_string()
}

#[test]
fn nothing_is_inline() {
    let bad: Vec<_> =
        all().iter().filter_map(|p| inline(&read(p)).map(|why| format!("{} {why}", name(p)))).collect();
    assert!(bad.is_empty(), "the content security policy refuses these:\n{}", bad.join("\n"));
}

#[test]
fn templates_are_short() {
    let long: Vec<_> = all().iter().filter(|p| read(p).lines().count() > 80).map(|p| name(p)).collect();
    assert!(long.is_empty(), "more than 80 lines:\n{}", long.join("\n"));
}

#[test]
fn markup_is_never_made_from_raw_text() {
    let raw: Vec<_> = all()
        .iter()
        .filter(|p| {
            let text = read(p);
            text.contains("|safe") || text.contains("| safe") || text.contains("escape(\"none\")")
        })
        .map(|p| name(p))
        .collect();
    assert!(raw.is_empty(), "use a ui::Markup value instead of `safe`:\n{}", raw.join("\n"));
}
