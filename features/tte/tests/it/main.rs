//! Whole stories of the room: sign, tamper, verify, and ask outside judges.

#![expect(clippy::unwrap_used, reason = "helpers of tests: a panic is the failure")]

mod bsre;
mod cabut;
mod chain;
mod compare;
mod contoh;
mod forgery;
mod hostile;
mod judges;
mod kunci;
mod sadewa;
mod sertifikat;
mod sign;
mod stempel;
mod store;
mod web;
mod web_bsre;
