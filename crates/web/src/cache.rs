use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::io::Write as _;
use std::sync::{Arc, RwLock};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use db::Unit;

/// A rendered public page with its compressed forms.
#[derive(Debug, Clone)]
pub(crate) struct CachedPage {
    plain: Bytes,
    gzip: Bytes,
    etag: HeaderValue,
}

pub(crate) type Key = (Unit, String);

/// Public pages of a unit, each good for one ledger position: the next act makes it anew.
#[derive(Debug, Default)]
pub(crate) struct PageCache {
    pages: RwLock<HashMap<Key, (i64, Arc<CachedPage>)>>,
}

/// What was worked out from some of a unit's tables, each good while none of those moves.
#[derive(Default)]
pub(crate) struct FactCache {
    shelves: RwLock<HashMap<TypeId, Shelf>>,
}

/// Facts of one type, with the number under which each was put.
#[derive(Default)]
struct Shelf {
    kept: HashMap<Key, (u64, i64, Arc<dyn Any + Send + Sync>)>,
    put: u64,
}

/// Beyond these the oldest fact of its type goes. A count is a number; anything else may tell of every resident of
/// a village, in a megabyte.
const COUNTS: usize = 2_000;
const FACTS: usize = 24;

impl FactCache {
    /// With the ledger position at which it was known to hold.
    pub(crate) fn find<T: Send + Sync + 'static>(&self, key: &Key) -> Option<(i64, Arc<T>)> {
        let shelves = self.shelves.read().ok()?;
        let (_, seq, fact) = shelves.get(&TypeId::of::<T>())?.kept.get(key)?;
        Some((*seq, Arc::clone(fact).downcast().ok()?))
    }

    pub(crate) fn put<T: Send + Sync + 'static>(&self, key: Key, seq: i64, fact: Arc<T>) {
        let most = if size_of::<T>() <= size_of::<i64>() { COUNTS } else { FACTS };
        if let Ok(mut shelves) = self.shelves.write() {
            shelves.entry(TypeId::of::<T>()).or_default().put(key, (seq, fact), most);
        }
    }
}

impl Shelf {
    fn put(&mut self, key: Key, (seq, fact): (i64, Arc<dyn Any + Send + Sync>), most: usize) {
        if self.kept.len() >= most && !self.kept.contains_key(&key) {
            let oldest = self.kept.iter().min_by_key(|(_, (put, ..))| *put).map(|(key, _)| key.clone());
            self.kept.retain(|key, _| Some(key) != oldest.as_ref());
        }
        self.put += 1;
        self.kept.insert(key, (self.put, seq, fact));
    }
}

impl std::fmt::Debug for FactCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FactCache").finish_non_exhaustive()
    }
}

/// Enough for the front pages of a regency; beyond it the cache starts over.
const CAPACITY: usize = 2_000;

impl PageCache {
    pub(crate) fn find(&self, unit: Unit, key: &str, seq: i64) -> Option<Arc<CachedPage>> {
        let pages = self.pages.read().ok()?;
        pages.get(&(unit, key.to_owned())).filter(|(at, _)| *at == seq).map(|(_, page)| Arc::clone(page))
    }

    pub(crate) fn put(&self, unit: Unit, key: &str, seq: i64, html: String) -> Arc<CachedPage> {
        let page = Arc::new(CachedPage::new(html));
        if let Ok(mut pages) = self.pages.write() {
            if pages.len() >= CAPACITY {
                pages.clear();
            }
            pages.insert((unit, key.to_owned()), (seq, Arc::clone(&page)));
        }
        page
    }
}

impl CachedPage {
    fn new(html: String) -> Self {
        let plain = Bytes::from(html);
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(7));
        let gzip =
            encoder.write_all(&plain).and_then(|()| encoder.finish()).map(Bytes::from).unwrap_or_default();
        let tag = data_encoding::HEXLOWER.encode(&<sha2::Sha256 as sha2::Digest>::digest(&plain)[..8]);
        let etag = HeaderValue::from_str(&format!("\"{tag}\"")).expect("hex digits stand in a header");
        Self { plain, gzip, etag }
    }

    /// Answers with the form that the browser takes; `no-cache` lets it keep the page but ask each time.
    pub(crate) fn respond(&self, headers: &HeaderMap) -> Response {
        let fixed = [
            (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
            (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
            (header::VARY, HeaderValue::from_static("accept-encoding")),
            (header::ETAG, self.etag.clone()),
        ];
        if headers.get(header::IF_NONE_MATCH) == Some(&self.etag) {
            return (StatusCode::NOT_MODIFIED, fixed).into_response();
        }
        let takes_gzip = headers
            .get(header::ACCEPT_ENCODING)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains("gzip"));
        if takes_gzip && !self.gzip.is_empty() {
            let encoding = [(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
            return (fixed, encoding, self.gzip.clone()).into_response();
        }
        (fixed, self.plain.clone()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_good_for_one_position_of_the_ledger() {
        let cache = PageCache::default();
        cache.put(Unit(1), "/", 7, "<p>tujuh".into());
        assert!(cache.find(Unit(1), "/", 7).is_some());
        assert!(cache.find(Unit(1), "/", 8).is_none());
        assert!(cache.find(Unit(2), "/", 7).is_none());
    }

    #[test]
    fn a_full_shelf_gives_up_its_oldest_fact_and_no_other_shelf_s() {
        let cache = FactCache::default();
        let key = |n: usize| (Unit(1), n.to_string());
        cache.put(key(0), 7, Arc::new(41_i64));
        for n in 0..=FACTS {
            cache.put(key(n), 7, Arc::new(format!("fakta {n}")));
        }
        assert!(cache.find::<String>(&key(0)).is_none(), "the oldest made room");
        assert!((1..=FACTS).all(|n| cache.find::<String>(&key(n)).is_some()));
        assert_eq!(cache.find::<i64>(&key(0)).map(|(seq, count)| (seq, *count)), Some((7, 41)));
    }

    #[test]
    fn a_browser_that_has_the_page_is_told_so() {
        let page = CachedPage::new("<p>isi".into());
        let mut headers = HeaderMap::new();
        assert_eq!(page.respond(&headers).status(), 200);
        headers.insert(header::IF_NONE_MATCH, page.etag.clone());
        assert_eq!(page.respond(&headers).status(), 304);
    }
}
