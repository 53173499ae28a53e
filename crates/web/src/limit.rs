use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

type Limiter = Arc<DefaultKeyedRateLimiter<IpAddr>>;

/// What a limit belongs to: a page and the act at the same path have their own.
type RouteKey = (Method, &'static str);

/// One limiter per route that asks for one, counting by address.
#[derive(Default)]
pub(crate) struct Limits {
    by_route: Mutex<std::collections::HashMap<RouteKey, Limiter>>,
}

impl Limits {
    /// Whether one more request to this route from this address is within its limit.
    pub(crate) fn allows(&self, route: RouteKey, per_minute: u32, address: IpAddr) -> bool {
        let Some(rate) = NonZeroU32::new(per_minute) else { return false };
        let Ok(mut by_route) = self.by_route.lock() else { return false };
        let limiter = Arc::clone(
            by_route.entry(route).or_insert_with(|| Arc::new(RateLimiter::keyed(Quota::per_minute(rate)))),
        );
        drop(by_route);
        if limiter.len() > 10_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&address).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_address_has_its_own_count() {
        let limits = Limits::default();
        let (one, two) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let (page, other) = ((Method::GET, "/v"), (Method::GET, "/lain"));
        assert!((0..3).all(|_| limits.allows(page.clone(), 3, one)));
        assert!(!limits.allows(page.clone(), 3, one));
        assert!(limits.allows(page, 3, two));
        assert!(limits.allows(other, 3, one));
    }

    #[test]
    fn looking_at_a_page_does_not_use_up_its_act() {
        let limits = Limits::default();
        let address = [10, 0, 0, 1].into();
        assert!((0..5).all(|_| limits.allows((Method::GET, "/v"), 5, address)));
        assert!((0..2).all(|_| limits.allows((Method::POST, "/v"), 2, address)));
        assert!(!limits.allows((Method::POST, "/v"), 2, address), "and the act keeps its own limit");
    }
}
