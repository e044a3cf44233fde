//! Tests of the toolkit as a whole, from outside.
#![expect(clippy::unwrap_used, reason = "a test fails by it")]

mod batch;
mod book;
mod build;
mod check;
mod ci;
mod coverage;
mod drift;
mod extract;
mod facts;
mod figure;
mod fix;
mod fmt;
mod hostile;
mod import;
mod init;
mod map;
mod prescription;
mod reading;
mod reports;
mod sandbox;
mod watch;
mod words;
