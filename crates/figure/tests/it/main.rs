//! What figures must hold to, whoever writes them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails by panicking")]

mod faults;
mod gallery;
mod hostile;
