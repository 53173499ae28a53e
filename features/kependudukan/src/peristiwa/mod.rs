//! What happens to residents, as acts.
//!
//! Each kind checks its form and gathers what it changes in a [`Kejadian`]; one function writes all of it:
//! rows, past versions, families and the events themselves. So every event can be undone in one way.

mod batal;
mod kejadian;

pub use batal::{GalatBatal, batalkan};
pub use kejadian::Kejadian;
