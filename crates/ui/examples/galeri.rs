//! Writes the gallery with its assets as plain files: `cargo run -p ui --example galeri -- DIR`, then open
//! `DIR/galeri.html` in a browser.

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let dir = PathBuf::from(env::args_os().nth(1).unwrap_or_else(|| "target/galeri".into()));
    fs::create_dir_all(dir.join("aset"))?;
    for name in ["app.css", "app.js", "balai.svg"] {
        if let Some(asset) = ui::asset(ui::asset_url(name).trim_start_matches("/aset/")) {
            fs::write(dir.join("aset").join(asset.file), asset.bytes)?;
        }
    }
    let pages = [
        ("galeri.html", ui::gallery()),
        ("publik.html", ui::gallery_public()),
        ("masuk.html", ui::gallery_plain()),
    ];
    for (name, html) in pages {
        fs::write(dir.join(name), html.replace("\"/aset/", "\"aset/"))?;
    }
    Ok(())
}
