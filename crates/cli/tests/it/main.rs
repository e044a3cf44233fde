//! Tests of the toolkit as a whole, from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod build;
mod check;
mod coverage;
mod drift;
mod facts;
mod hostile;
mod map;
mod sandbox;
mod words;
