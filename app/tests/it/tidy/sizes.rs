//! Limits on size. Functions are clippy's business and templates are `ui`'s; here stand files and
//! the settings that make clippy look.

use crate::repo::{files, members, production, read, root};
use crate::tidy::none;

const MOST_LINES: usize = 400;

#[test]
fn files_stay_under_400_lines() {
    let long: Vec<String> = files(".rs")
        .iter()
        .map(|path| (path, production(&read(path)).len()))
        .filter(|(_, lines)| *lines > MOST_LINES)
        .map(|(path, lines)| format!("{}: {lines} lines", path.display()))
        .collect();
    none(&long, "A file has at most 400 lines, inline tests aside:");
}

#[test]
fn clippy_holds_functions_arguments_and_module_names_to_their_limits() {
    let clippy: toml::Table = read("clippy.toml").parse().unwrap();
    assert_eq!(clippy["too-many-lines-threshold"].as_integer(), Some(60));
    assert_eq!(clippy["too-many-arguments-threshold"].as_integer(), Some(6));
    let workspace: toml::Table = read("Cargo.toml").parse().unwrap();
    let lints = workspace["workspace"]["lints"]["clippy"].as_table().unwrap();
    assert_eq!(lints["pedantic"]["level"].as_str(), Some("warn"), "pedantic brings too_many_lines");
    for denied in ["self_named_module_files", "unwrap_used", "allow_attributes", "print_stdout", "todo"] {
        assert_eq!(lints[denied].as_str(), Some("deny"), "{denied}");
    }
    assert!(read("bin/test").contains("clippy --locked --workspace --all-targets -- -D warnings"));
}

#[test]
fn every_crate_takes_the_lints_of_the_workspace() {
    let without: Vec<String> = members()
        .iter()
        .filter(|member| {
            let lints = member.manifest.get("lints").and_then(|lints| lints.get("workspace"));
            lints.and_then(toml::Value::as_bool) != Some(true)
        })
        .map(|member| member.name.clone())
        .collect();
    none(&without, "These do not say [lints] workspace = true:");
}

/// Modules are folders with `mod.rs`; clippy knows it too, but not for files nobody compiles.
#[test]
fn modules_are_folders_with_a_mod_rs() {
    let root = root();
    let wrong: Vec<String> = files(".rs")
        .iter()
        .filter(|path| {
            !matches!(path.file_stem().and_then(|stem| stem.to_str()), Some("mod" | "lib" | "main"))
        })
        .filter(|path| root.join(path.with_extension("")).is_dir())
        .map(|path| path.display().to_string())
        .collect();
    none(&wrong, "A module with parts is a folder with mod.rs:");
}

#[test]
fn every_room_introduces_itself() {
    let silent: Vec<String> = members()
        .iter()
        .filter(|member| !member.folder.starts_with("app"))
        .filter(|member| !root().join(&member.folder).join("README.md").exists())
        .map(|member| member.folder.display().to_string())
        .collect();
    none(&silent, "A crate has a README.md: what it is for, its tables, who may do what:");
}

#[test]
fn integration_tests_of_a_crate_are_one_binary() {
    let lonely: Vec<String> = files(".rs")
        .iter()
        .filter(|path| path.parent().is_some_and(|folder| folder.ends_with("tests")))
        .filter(|path| !path.components().any(|part| part.as_os_str() == "src"))
        .map(|path| path.display().to_string())
        .collect();
    none(&lonely, "Tests of a whole crate live in tests/it/:");
}
