//! Pages of a list and the order of its columns; both live in the URL.

use form_urlencoded::Serializer;

/// Rows on a page (a phone and a weak line want no more).
pub const PAGE_SIZE: u32 = 25;

/// Where we are in a list, and the address of every other place in it.
#[derive(Debug, Clone, Default)]
pub struct Paging {
    /// From 1.
    pub page: u32,
    pub total: u64,
    path: String,
    /// Filters and search as they stand in the URL, without `hal` and `urut`.
    query: Vec<(String, String)>,
    /// Column that orders the list, "-" in front for descending: "nama", "-tanggal".
    sort: String,
}

/// One entry of the pager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// `None`: the "…" of a gap.
    pub number: Option<u32>,
    pub href: String,
    pub current: bool,
}

impl Paging {
    /// A page beyond the end is shown as the last one.
    pub fn new(path: impl Into<String>, page: u32, total: u64) -> Self {
        let mut paging = Self { page: 1, total, path: path.into(), ..Self::default() };
        paging.page = page.clamp(1, paging.last());
        paging
    }

    /// Filters to carry along; empty ones are dropped.
    #[must_use]
    pub fn query<K: Into<String>, V: Into<String>>(
        mut self,
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        self.query = pairs.into_iter().map(|(k, v)| (k.into(), v.into())).collect();
        self.query.retain(|(k, v)| !v.is_empty() && k != "hal" && k != "urut");
        self
    }

    #[must_use]
    pub fn sorted(mut self, sort: impl Into<String>) -> Self {
        self.sort = sort.into();
        self
    }

    /// The last page; 1 for an empty list.
    pub fn last(&self) -> u32 {
        u32::try_from(self.total.div_ceil(u64::from(PAGE_SIZE))).unwrap_or(u32::MAX).max(1)
    }

    /// Rows to skip, for the query.
    pub fn offset(&self) -> u64 {
        u64::from(self.page.max(1) - 1) * u64::from(PAGE_SIZE)
    }

    /// "26–50 dari 14.023", or "Tidak ada".
    pub fn said(&self) -> String {
        if self.total == 0 {
            return "Tidak ada".into();
        }
        let number = |n: u64| crate::thousands(i64::try_from(n).unwrap_or(i64::MAX));
        let to = (self.offset() + u64::from(PAGE_SIZE)).min(self.total);
        format!("{}–{} dari {}", number(self.offset() + 1), number(to), number(self.total))
    }

    /// Address of a page of this list.
    pub fn url(&self, page: u32) -> String {
        self.address(page, &self.sort)
    }

    pub fn prev(&self) -> Option<String> {
        (self.page > 1).then(|| self.url(self.page - 1))
    }

    pub fn next(&self) -> Option<String> {
        (self.page < self.last()).then(|| self.url(self.page + 1))
    }

    /// First, last, and the neighbours of the current page.
    pub fn links(&self) -> Vec<PageLink> {
        let last = self.last();
        let mut shown: Vec<u32> =
            [1, self.page.saturating_sub(1), self.page, self.page.saturating_add(1), last]
                .into_iter()
                .filter(|n| (1..=last).contains(n))
                .collect();
        shown.sort_unstable();
        shown.dedup();
        let mut links = Vec::new();
        let mut before = 0;
        for n in shown {
            if n > before + 1 {
                links.push(PageLink { number: None, href: String::new(), current: false });
            }
            links.push(PageLink { number: Some(n), href: self.url(n), current: n == self.page });
            before = n;
        }
        links
    }

    /// Address that orders by `key`: ascending first, then descending.
    pub fn sort_url(&self, key: &str) -> String {
        let sort = if self.sort == key { format!("-{key}") } else { key.to_owned() };
        self.address(1, &sort)
    }

    /// Value of `aria-sort` for a column.
    pub fn aria_sort(&self, key: &str) -> &'static str {
        if self.sort == key {
            "ascending"
        } else if self.sort.strip_prefix('-') == Some(key) {
            "descending"
        } else {
            "none"
        }
    }

    fn address(&self, page: u32, sort: &str) -> String {
        let mut query = Serializer::new(String::new());
        query.extend_pairs(&self.query);
        if !sort.is_empty() {
            query.append_pair("urut", sort);
        }
        if page > 1 {
            query.append_pair("hal", &page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(page: u32, total: u64) -> String {
        let links = Paging::new("/p", page, total).links();
        links.iter().map(|l| l.number.map_or("…".into(), |n| n.to_string())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pager_shows_ends_and_neighbours() {
        for (page, total, said) in [
            (1, 0, "1"),
            (1, 25, "1"),
            (1, 26, "1 2"),
            (1, 14_023, "1 2 … 561"),
            (7, 14_023, "1 … 6 7 8 … 561"),
            (999, 14_023, "1 … 560 561"),
            (0, 60, "1 2 3"),
        ] {
            assert_eq!(numbers(page, total), said, "page {page} of {total}");
        }
    }

    #[test]
    fn said_counts_rows() {
        assert_eq!(Paging::new("/p", 2, 14_023).said(), "26–50 dari 14.023");
        assert_eq!(Paging::new("/p", 1, 3).said(), "1–3 dari 3");
        assert_eq!(Paging::new("/p", 1, 0).said(), "Tidak ada");
    }

    #[test]
    fn urls_keep_the_filter_and_escape_it() {
        let paging =
            Paging::new("/p", 1, 100).query([("cari", "siti & co"), ("rt", ""), ("hal", "9")]).sorted("nama");
        assert_eq!(paging.url(2), "/p?cari=siti+%26+co&urut=nama&hal=2");
        assert_eq!(paging.sort_url("nama"), "/p?cari=siti+%26+co&urut=-nama");
        assert_eq!(paging.sort_url("umur"), "/p?cari=siti+%26+co&urut=umur");
        assert_eq!((paging.aria_sort("nama"), paging.aria_sort("umur")), ("ascending", "none"));
        assert_eq!(Paging::new("/p", 1, 100).url(1), "/p");
    }
}
