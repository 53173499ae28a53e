//! Turns `dist/manifest.tsv` (made by `bin/assets`) into a table of embedded files.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=dist/manifest.tsv");
    println!("cargo:rerun-if-changed=templates");
    // Asked while running: two checkouts may share one compiled script.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo tells where the crate stands");
    let dist = PathBuf::from(here).join("dist");
    let Ok(manifest) = std::fs::read_to_string(dist.join("manifest.tsv")) else {
        panic!("the stylesheet is not built yet: run bin/assets, then build again");
    };
    let mut table = String::from("pub(crate) static ASSETS: &[Asset] = &[\n");
    for line in manifest.lines() {
        let [name, file, content_type] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("dist/manifest.tsv is damaged: remove crates/ui/dist and run bin/assets");
        };
        let path = dist.join(file);
        let at = path.display();
        let etag = format!("\"{file}\"");
        writeln!(
            table,
            "Asset {{ name: {name:?}, file: {file:?}, content_type: {content_type:?}, etag: {etag:?}, \
             bytes: include_bytes!(\"{at}\"), gz: include_bytes!(\"{at}.gz\"), br: include_bytes!(\"{at}.br\") }},"
        )
        .expect("a String takes every write");
    }
    table.push_str("];\n");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    std::fs::write(Path::new(&out).join("assets.rs"), table).expect("OUT_DIR is writable");
}
