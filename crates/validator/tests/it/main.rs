//! Everything a validator promises, through its public face.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails by panicking")]

mod agreement;
mod base;
mod edges;
mod fixes;
mod format;
mod hostile;
mod links;
mod mutations;
mod pages;
mod recheck;
mod shape;
mod tailored;
mod waivers;
