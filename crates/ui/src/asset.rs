//! Files built by `bin/assets`, embedded with their compressed forms.

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// One static file. Its name holds a hash of its content, so a browser may keep it for ever
/// (`Cache-Control: public, max-age=31536000, immutable`).
#[derive(Debug, Clone, Copy)]
pub struct Asset {
    /// Name in the source, `app.css`.
    pub name: &'static str,
    /// Name in the URL, `app.1a2b3c4d5e6f.css`.
    pub file: &'static str,
    pub content_type: &'static str,
    /// Quoted, ready for the `ETag` header.
    pub etag: &'static str,
    pub bytes: &'static [u8],
    pub gz: &'static [u8],
    pub br: &'static [u8],
}

/// The file served at `/aset/{file}`. `None`: no such file, or one of an earlier version.
pub fn asset(file: &str) -> Option<Asset> {
    ASSETS.iter().find(|a| a.file == file).copied()
}

/// Where a template finds a file: `app.css` becomes `/aset/app.1a2b3c4d5e6f.css`.
///
/// An unknown name stays as it is, so that the page shows a plain 404 in the log instead of failing.
pub fn asset_url(name: &str) -> String {
    let file = ASSETS.iter().find(|a| a.name == name).map_or(name, |a| a.file);
    format!("/aset/{file}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_url_leads_to_its_file() {
        for name in ["app.css", "app.js", "balai.svg"] {
            let url = asset_url(name);
            let found = asset(url.trim_start_matches("/aset/")).expect("url is served");
            assert_eq!(found.name, name);
            assert!(found.etag.starts_with('"') && found.etag.ends_with('"'));
            assert!(found.br.len() < found.bytes.len() && found.gz.len() < found.bytes.len());
        }
        assert!(asset("app.css").is_none(), "only the hashed name is served");
        assert!(asset("../Cargo.toml").is_none());
    }
}
