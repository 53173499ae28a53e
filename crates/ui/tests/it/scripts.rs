//! Scripts only add, and never turn text into code.

use crate::{files, here, read};

#[test]
fn no_script_makes_code_or_html_from_text() {
    let scripts = files(&here().join("js"), "js");
    assert!(!scripts.is_empty());
    for path in scripts {
        let text = read(&path);
        for banned in [
            "eval(",
            "new Function",
            "innerHTML",
            "outerHTML",
            "document.write",
            "insertAdjacentHTML",
            ".style",
        ] {
            assert!(!text.contains(banned), "{banned} in {}", path.display());
        }
        assert!(text.lines().count() <= 80, "{} is long", path.display());
    }
}

#[test]
fn every_attribute_the_scripts_wait_for_is_explained() {
    let readme = read(&here().join("README.md"));
    let app = read(&here().join("js/app.js"));
    let mut found = 0;
    for part in app.split("[data-").skip(1) {
        let name = part.split(']').next().unwrap_or_default();
        if name == "menu" || name == "fokus" {
            continue; // set by our own templates
        }
        assert!(readme.contains(&format!("data-{name}")), "README does not tell of data-{name}");
        found += 1;
    }
    assert!(found >= 6);
}
