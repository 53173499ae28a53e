//! A durable queue in the same database: what need not be done in a request is done here, and not lost.
//!
//! A job is enqueued in the act that asks for it, so both are kept or neither. It is carried out at
//! least once: a process killed in the middle leaves a lease that runs out, and the job is taken up
//! again. A worker therefore makes its act repeatable, by [`Job::request_key`].

mod job;
mod progress;
mod runner;
mod schedule;
mod store;

pub use job::{Done, Job, Worker};
pub use progress::{Progress, State, find_progress, progress};
pub use runner::{Runner, RunnerHandle};
pub use schedule::{Every, Scope, When};
pub use store::{Failed, enqueue, enqueue_at, enqueue_work, list_failed, retry};

/// The unit of jobs that belong to the whole installation. It has no facts.
pub const INSTALLATION: db::Unit = db::Unit(0);

pub const STATEMENTS: &[&[db::Statement]] = &[store::STATEMENTS];
