//! What every page knows: where it is, who looks, and what just happened.

use crate::Tone;

/// The frame's data. Every template struct has a field `page: ui::Page`.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Title of the page, without the village's name.
    pub title: String,
    /// "Pleret".
    pub unit_name: String,
    /// The kind of unit in local words: "Kalurahan", "Nagari", "Kapanewon".
    pub unit_kind_word: String,
    /// What lies above: "Kapanewon Pleret, Kabupaten Bantul". May be empty.
    pub unit_parent: String,
    /// Root of the unit's pages: "/3402132002"; empty on a village's own host name.
    pub unit_path: String,
    /// URL of the unit's emblem; Balai's own roof stands in where there is none.
    pub logo: Option<String>,
    pub menu: Vec<MenuItem>,
    pub user: Option<UserBadge>,
    /// Token that every form carries; empty when nobody is signed in and the page has no form.
    pub csrf: String,
    pub flash: Option<Flash>,
    /// The data are an example: a banner says so on every page.
    pub contoh: bool,
    pub back: Option<Link>,
    pub breadcrumbs: Vec<Link>,
    /// The form on this page was refused: the title then begins with "Kesalahan:".
    pub has_error: bool,
    /// Keep out of search engines.
    pub noindex: bool,
}

/// A word and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub label: String,
    pub href: String,
}

impl Link {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// One line of the menu, or one tab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MenuItem {
    pub label: String,
    pub href: String,
    /// Name of an icon, see [`crate::icon`].
    pub icon: Option<&'static str>,
    pub active: bool,
    /// How many things wait there; zero shows nothing.
    pub count: u32,
    /// Heading it stands under; empty for none.
    pub group: &'static str,
}

impl MenuItem {
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into(), ..Self::default() }
    }

    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }

    #[must_use]
    pub fn active(mut self, active: bool) -> Self {
        self.active = active;
        self
    }

    #[must_use]
    pub fn count(mut self, count: u32) -> Self {
        self.count = count;
        self
    }

    #[must_use]
    pub fn group(mut self, group: &'static str) -> Self {
        self.group = group;
        self
    }
}

/// Neighbouring menu items under one heading.
#[derive(Debug)]
pub struct MenuGroup<'a> {
    pub label: &'static str,
    pub items: &'a [MenuItem],
}

/// Who is signed in, and under which assignment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserBadge {
    pub name: String,
    /// The assignment they work under now: "Carik Kalurahan Pleret".
    pub role: String,
    /// Their own page: sessions, password, change of assignment.
    pub account_href: String,
    /// Where the sign-out form is posted.
    pub sign_out: String,
}

impl UserBadge {
    pub fn new(name: impl Into<String>, role: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            role: role.into(),
            account_href: "/akun".into(),
            sign_out: "/keluar".into(),
        }
    }
}

/// What the act before this page did, said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    pub kind: Tone,
    pub text: String,
}

impl Flash {
    pub fn new(kind: Tone, text: impl Into<String>) -> Self {
        Self { kind, text: text.into() }
    }
}

impl Page {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// The unit this page belongs to: `.unit("Kalurahan", "Pleret", "/3402132002")`.
    #[must_use]
    pub fn unit(
        mut self,
        kind_word: impl Into<String>,
        name: impl Into<String>,
        path: impl Into<String>,
    ) -> Self {
        self.unit_kind_word = kind_word.into();
        self.unit_name = name.into();
        self.unit_path = path.into();
        self
    }

    #[must_use]
    pub fn parent(mut self, parent: impl Into<String>) -> Self {
        self.unit_parent = parent.into();
        self
    }

    #[must_use]
    pub fn logo(mut self, url: Option<String>) -> Self {
        self.logo = url;
        self
    }

    #[must_use]
    pub fn menu(mut self, menu: Vec<MenuItem>) -> Self {
        self.menu = menu;
        self
    }

    #[must_use]
    pub fn user(mut self, user: UserBadge) -> Self {
        self.user = Some(user);
        self
    }

    #[must_use]
    pub fn csrf(mut self, token: impl Into<String>) -> Self {
        self.csrf = token.into();
        self
    }

    #[must_use]
    pub fn flash(mut self, flash: Option<Flash>) -> Self {
        self.flash = flash;
        self
    }

    #[must_use]
    pub fn contoh(mut self, contoh: bool) -> Self {
        self.contoh = contoh;
        self
    }

    #[must_use]
    pub fn back(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.back = Some(Link::new(label, href));
        self
    }

    /// Adds one step of the path that leads here, outermost first.
    #[must_use]
    pub fn crumb(mut self, label: impl Into<String>, href: impl Into<String>) -> Self {
        self.breadcrumbs.push(Link::new(label, href));
        self
    }

    #[must_use]
    pub fn has_error(mut self, has_error: bool) -> Self {
        self.has_error = has_error;
        self
    }

    #[must_use]
    pub fn noindex(mut self) -> Self {
        self.noindex = true;
        self
    }

    /// "Kalurahan Pleret", or "Balai" where the page belongs to no unit.
    pub fn unit_label(&self) -> String {
        match (self.unit_kind_word.trim(), self.unit_name.trim()) {
            ("", "") => "Balai".into(),
            ("", name) => name.into(),
            (kind, name) => format!("{kind} {name}"),
        }
    }

    /// Text of the `<title>` element.
    pub fn head_title(&self) -> String {
        let error = if self.has_error { "Kesalahan: " } else { "" };
        format!("{error}{} – {}", self.title, self.unit_label())
    }

    /// The unit's own front page.
    pub fn home(&self) -> &str {
        if self.unit_path.is_empty() { "/" } else { &self.unit_path }
    }

    /// The menu cut into runs that share a heading.
    pub fn menu_groups(&self) -> Vec<MenuGroup<'_>> {
        self.menu
            .chunk_by(|a, b| a.group == b.group)
            .map(|items| MenuGroup { label: items.first().map_or("", |i| i.group), items })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_says_the_error_first() {
        let page = Page::new("Surat baru").unit("Kalurahan", "Pleret", "/3402132002");
        assert_eq!(page.head_title(), "Surat baru – Kalurahan Pleret");
        assert_eq!(page.has_error(true).head_title(), "Kesalahan: Surat baru – Kalurahan Pleret");
    }

    #[test]
    fn a_page_without_unit_is_balais_own() {
        let page = Page::new("Masuk");
        assert_eq!(page.head_title(), "Masuk – Balai");
        assert_eq!(page.home(), "/");
    }

    #[test]
    fn menu_is_cut_where_the_heading_changes() {
        let page = Page::new("x").menu(vec![
            MenuItem::new("Beranda", "/"),
            MenuItem::new("Penduduk", "/p").group("Warga"),
            MenuItem::new("Keluarga", "/k").group("Warga"),
            MenuItem::new("Surat", "/s").group("Layanan"),
        ]);
        let groups: Vec<_> = page.menu_groups().iter().map(|g| (g.label, g.items.len())).collect();
        assert_eq!(groups, [("", 1), ("Warga", 2), ("Layanan", 1)]);
    }
}
