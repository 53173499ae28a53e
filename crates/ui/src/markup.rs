//! HTML that is already safe, and the one way to make text so.

use std::fmt;

/// Finished HTML. Templates print it without escaping; whoever builds one must have escaped every value in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup(pub(crate) String);

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Markup {}

impl Markup {
    /// HTML from a trusted maker, such as a QR drawing. Never pass what a person typed.
    pub fn trusted(html: impl Into<String>) -> Self {
        Self(html.into())
    }

    /// Plain text, escaped.
    pub fn text(text: &str) -> Self {
        Self(escape(text))
    }
}

/// Text made harmless for HTML content and for quoted attributes.
pub fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_text_is_harmless() {
        assert_eq!(Markup::text("<b a='1'>&\"").to_string(), "&lt;b a=&#39;1&#39;&gt;&amp;&quot;");
    }
}
