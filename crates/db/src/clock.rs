//! The one place that reads the clock. Everything else takes the time as an argument.

use jiff::Timestamp;

/// The present instant. Call it at the edge (a request, a job, a command) and pass it on.
#[expect(clippy::disallowed_methods, reason = "this is the one place the ban points to")]
pub fn now() -> Timestamp {
    Timestamp::now()
}
