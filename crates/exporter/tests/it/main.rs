//! What the exporters make of a library that has something of everything.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod fhir;
mod handout;
mod json;
mod plain;
mod sample;
mod tailored;
