use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use axum::http::Method;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

type Limiter = Arc<DefaultKeyedRateLimiter<IpAddr>>;

/// So many addresses of one route are remembered before those that are quiet are forgotten.
const REMEMBERED: usize = 10_000;

/// The limiter of a route.
struct Counted {
    limiter: Limiter,
    /// How many addresses it may hold before the next sweep.
    room: usize,
}

impl Counted {
    fn new(rate: NonZeroU32) -> Self {
        Self { limiter: Arc::new(RateLimiter::keyed(Quota::per_minute(rate))), room: REMEMBERED }
    }

    /// Forgets addresses that are quiet. Where few are, the next sweep waits for twice as many: however many visitors
    /// come at once, what a sweep costs is shared by as many requests.
    fn sweep(&mut self) {
        if self.limiter.len() > self.room {
            self.limiter.retain_recent();
            self.room = REMEMBERED.max(self.limiter.len() * 2);
        }
    }
}

/// What a limit belongs to: a page and the act at the same path have their own.
type RouteKey = (Method, &'static str);

/// One limiter per route that asks for one, counting by address.
#[derive(Default)]
pub(crate) struct Limits {
    by_route: Mutex<std::collections::HashMap<RouteKey, Counted>>,
}

impl Limits {
    /// Whether one more request to this route from this address is within its limit.
    pub(crate) fn allows(&self, route: RouteKey, per_minute: u32, address: IpAddr) -> bool {
        let Some(rate) = NonZeroU32::new(per_minute) else { return false };
        let Ok(mut by_route) = self.by_route.lock() else { return false };
        let counted = by_route.entry(route).or_insert_with(|| Counted::new(rate));
        counted.sweep();
        let limiter = Arc::clone(&counted.limiter);
        drop(by_route);
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
    fn a_crowd_is_not_swept_through_for_each_of_its_visitors() {
        let mut counted = Counted::new(NonZeroU32::new(30).unwrap());
        let mut sweeps = 0;
        for visitor in 0..50_000_u32 {
            let before = counted.room;
            counted.sweep();
            sweeps += u32::from(counted.room != before);
            counted.limiter.check_key(&IpAddr::from(visitor.to_be_bytes())).unwrap();
        }
        assert_eq!(sweeps, 3, "at ten, twenty and forty thousand");
        assert_eq!(counted.limiter.len(), 50_000, "and nobody who came just now is forgotten");
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
