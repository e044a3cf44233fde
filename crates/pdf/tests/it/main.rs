//! The handouts as PDF.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "../../../exporter/tests/it/sample.rs"]
#[expect(dead_code, reason = "the exporter's own tests use the rest")]
mod sample;

mod figures;
mod scripts;
mod sheet;
