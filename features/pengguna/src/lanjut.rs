/// Where to go after signing in: only to a page of ours, and not back to the doors themselves.
pub fn lanjut_aman(target: &str) -> Option<&str> {
    let rest = target.strip_prefix('/')?;
    // "//host" and "/\host" lead to another site in every browser.
    let elsewhere = rest.starts_with(['/', '\\']);
    let odd = target.contains('\\') || target.chars().any(|c| c.is_control() || c == ' ');
    let first = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let door = matches!(first, "masuk" | "keluar" | "");
    (!elsewhere && !odd && !door && target.len() <= 500).then_some(target)
}

#[cfg(test)]
mod tests {
    use super::lanjut_aman;

    #[test]
    fn only_pages_of_ours_are_led_to() {
        for (target, safe) in [
            ("/3402132099/surat", true),
            ("/3402132099/surat?hal=2&cari=Siti", true),
            ("/akun", true),
            ("", false),
            ("/", false),
            ("//jahat.example", false),
            ("/\\jahat.example", false),
            ("/a\\b", false),
            ("https://jahat.example", false),
            ("javascript:alert(1)", false),
            ("/surat\r\nSet-Cookie: a=b", false),
            ("/a b", false),
            ("/masuk?lanjut=/masuk", false),
            ("/keluar", false),
        ] {
            assert_eq!(lanjut_aman(target).is_some(), safe, "{target}");
        }
        assert!(lanjut_aman(&format!("/{}", "a".repeat(600))).is_none());
    }
}
