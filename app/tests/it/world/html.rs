//! Just enough HTML to judge our own pages.

/// A tag and the text that follows it.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    /// In lower case; `/` in front of a closing one.
    pub name: String,
    attributes: Vec<(String, String)>,
    pub text: String,
}

impl Tag {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(crate) fn is(&self, name: &str) -> bool {
        self.name == name
    }
}

/// The tags of a page, in order. Comments are passed over, and so is what scripts say.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let mut found: Vec<Tag> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        if let Some(last) = found.last_mut() {
            last.text.push_str(&decode(&rest[..at]));
        }
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let end = end_of_tag(rest);
        found.push(read_tag(&rest[..end]));
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    found
}

/// Where the tag's `>` stands, outside quotes.
fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    text.len()
}

fn read_tag(text: &str) -> Tag {
    let text = text.trim_end_matches('/').trim();
    let (name, mut rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let mut attributes = Vec::new();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let key = rest[..end].to_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            let behind = behind.trim_start();
            (value, rest) = match behind.chars().next() {
                Some(quote @ ('"' | '\'')) => behind[1..].split_once(quote).unwrap_or((&behind[1..], "")),
                _ => behind.split_once(char::is_whitespace).unwrap_or((behind, "")),
            };
        }
        attributes.push((key, decode(value)));
    }
    Tag { name: name.to_lowercase(), attributes, text: String::new() }
}

/// Character references as askama writes them.
fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let (name, after) = behind.split_once(';').unwrap_or(("", behind));
        let number = name.strip_prefix('#').and_then(|digits| digits.parse().ok()).and_then(char::from_u32);
        let named = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "nbsp" => Some('\u{a0}'),
            _ => number,
        };
        out.push(named.unwrap_or('&'));
        rest = if named.is_some() { after } else { behind };
    }
    out.push_str(rest);
    out
}

/// A form as it stands on a page, with what it would send untouched.
#[derive(Debug, Clone)]
pub(crate) struct PageForm {
    pub action: String,
    pub fields: Vec<(String, String)>,
    pub takes_file: bool,
}

/// The forms of a page that post.
pub(crate) fn post_forms(html: &str) -> Vec<PageForm> {
    let mut forms: Vec<PageForm> = Vec::new();
    let mut inside = false;
    let mut select: Option<(String, Option<String>)> = None;
    for tag in tags(html) {
        match tag.name.as_str() {
            "form" => {
                inside = tag.get("method").is_some_and(|method| method.eq_ignore_ascii_case("post"));
                if inside {
                    let action = tag.get("action").unwrap_or_default().to_owned();
                    forms.push(PageForm { action, fields: Vec::new(), takes_file: false });
                }
            }
            "/form" => inside = false,
            _ if !inside => {}
            "select" => select = tag.get("name").map(|name| (name.to_owned(), None)),
            "option" => {
                if let Some((_, chosen)) = &mut select {
                    let value = tag.get("value").map_or_else(|| tag.text.trim().to_owned(), str::to_owned);
                    if tag.has("selected") || chosen.is_none() {
                        *chosen = Some(value);
                    }
                }
            }
            "/select" => {
                if let (Some(form), Some((name, value))) = (forms.last_mut(), select.take()) {
                    form.fields.push((name, value.unwrap_or_default()));
                }
            }
            _ => {
                if let Some(form) = forms.last_mut() {
                    take_field(form, &tag);
                }
            }
        }
    }
    forms
}

fn take_field(form: &mut PageForm, tag: &Tag) {
    let Some(name) = tag.get("name") else { return };
    match (tag.name.as_str(), tag.get("type").unwrap_or("text")) {
        ("input", "file") => form.takes_file = true,
        ("input", "submit" | "button" | "image") => {}
        ("input", "checkbox" | "radio") if !tag.has("checked") => {}
        ("input", _) => form.fields.push((name.to_owned(), tag.get("value").unwrap_or_default().to_owned())),
        ("textarea", _) => form.fields.push((name.to_owned(), tag.text.trim_start_matches('\n').to_owned())),
        _ => {}
    }
}

#[test]
fn tags_attributes_and_text_are_read() {
    let page = "<!DOCTYPE html><html lang=id><!-- <h1> --><p class='a b' data-x=\"1 > 0\">A &amp; B</p><input disabled>";
    let tags = tags(page);
    assert_eq!(
        tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        ["!doctype", "html", "p", "/p", "input"]
    );
    assert_eq!((tags[1].get("lang"), tags[2].get("data-x")), (Some("id"), Some("1 > 0")));
    assert_eq!((tags[2].text.as_str(), tags[4].has("disabled")), ("A & B", true));
}

#[test]
fn a_form_sends_what_it_shows() {
    let page = "<form method=get action=/x><input name=q></form><form method=\"post\" action=\"/y\"><input name=a value=1>\
        <input type=checkbox name=b value=2><select name=c><option value=3>x<option value=4 selected>y</select>\
        <textarea name=d>\nz</textarea><button name=e>Kirim</button></form>";
    let forms = post_forms(page);
    assert_eq!(forms.len(), 1);
    let want = [("a", "1"), ("c", "4"), ("d", "z")].map(|(n, v)| (n.to_owned(), v.to_owned()));
    assert_eq!(forms[0].fields, want);
}
