//! Stories of cases, from who waits to the number in the register.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod alur;
mod dunia;
mod formulir;
mod halaman;
mod pindaian;
mod serah;
