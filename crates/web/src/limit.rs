use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

type Limiter = Arc<DefaultKeyedRateLimiter<IpAddr>>;

/// One limiter per route that asks for one, counting by address.
#[derive(Default)]
pub(crate) struct Limits {
    by_route: Mutex<std::collections::HashMap<&'static str, Limiter>>,
}

impl Limits {
    /// Whether one more request to this route from this address is within its limit.
    pub(crate) fn allows(&self, route: &'static str, per_minute: u32, address: IpAddr) -> bool {
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
        assert!((0..3).all(|_| limits.allows("/v", 3, one)));
        assert!(!limits.allows("/v", 3, one));
        assert!(limits.allows("/v", 3, two));
        assert!(limits.allows("/lain", 3, one));
    }
}
