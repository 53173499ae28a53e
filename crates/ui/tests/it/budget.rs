//! A first visit on a village line: 60 kB and 8 requests, styles and scripts included.

#[test]
fn files_stay_small() {
    for (name, most) in [("app.css", 14_000), ("app.js", 8_000), ("balai.svg", 1_000)] {
        let file = ui::asset_url(name);
        let asset = ui::asset(file.trim_start_matches("/aset/")).expect("built");
        assert!(asset.gz.len() <= most, "{name} is {} bytes, at most {most}", asset.gz.len());
        assert!(asset.br.len() <= asset.gz.len(), "{name}: brotli is the smaller one");
    }
}

#[test]
fn a_public_page_needs_few_requests_and_no_third_party() {
    let html = ui::gallery_public();
    let wanted: Vec<_> = html.match_indices("/aset/").collect();
    assert!(wanted.len() < 8, "{} files and the page itself", wanted.len());
    let mut weight = html.len(); // uncompressed: stricter than what travels
    for name in ["app.css", "app.js", "balai.svg"] {
        let file = ui::asset_url(name);
        assert!(html.contains(&file), "{name} is not on the page");
        weight += ui::asset(file.trim_start_matches("/aset/")).expect("built").gz.len();
    }
    assert!(weight <= 60_000, "{weight} bytes");
    for scheme in ["src=\"http", "src=\"//", "href=\"http", "href=\"//"] {
        assert!(!html.contains(scheme), "the page fetches {scheme}…");
    }
}

#[test]
fn the_sheet_brings_no_foreign_brand_or_font() {
    let file = ui::asset_url("app.css");
    let asset = ui::asset(file.trim_start_matches("/aset/")).expect("built");
    let css = std::str::from_utf8(asset.bytes).expect("css is text");
    for banned in ["GDS Transport", "@font-face", "crown", "url(http", "url(\"http", "url(//"] {
        assert!(!css.contains(banned), "{banned} in app.css");
    }
}
