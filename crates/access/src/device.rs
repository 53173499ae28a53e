/// Browser and system in words from what a browser says of itself, so that a person knows their own
/// sessions: "Firefox di Android".
pub fn device_words(user_agent: &str) -> String {
    let first = |table: &[(&str, &'static str)]| {
        table.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, word)| *word)
    };
    // Order matters: nearly every browser also claims to be Chrome and Safari.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} di {system}"),
        (Some(word), None) | (None, Some(word)) => word.to_owned(),
        (None, None) => "Perangkat lain".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::device_words;

    #[test]
    fn browsers_are_told_apart() {
        let chrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36";
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36 Edg/120.0";
        for (agent, words) in [
            (chrome, "Chrome di Android"),
            (edge, "Edge di Windows"),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox di Linux"),
            ("curl/8.5.0", "Perangkat lain"),
            ("", "Perangkat lain"),
        ] {
            assert_eq!(device_words(agent), words);
        }
    }
}
