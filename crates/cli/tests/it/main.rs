//! Tests of the toolkit as a whole, from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod coverage;
mod facts;
mod map;
