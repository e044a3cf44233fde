//! Turns the text of a library into findings, or into a [`Library`] that can be trusted. Pure: files come in through
//! [`Files`], today's date as an option.
//!
//! A good document is judged while it is parsed into its types and pays for nothing else. A faulty one is read again,
//! for places and reasons.

mod check;
pub mod facts;
mod findings;
pub mod fix;
mod format;
pub mod links;
mod placed;
mod plain_words;
pub mod readability;
pub mod rules;
mod shape;
mod spans;
mod suggest;
mod syntax;
mod tailored;
mod terms;
mod waivers;
mod walk;

pub use check::{Checked, Files, Options, ReadError, Recheck, check, kind_of, load, read, schema_address};
pub use format::format;
pub use placed::{Place, Placed, place_all as place};
pub use regimen_schema::Library;
pub use shape::fits_schema;
pub use suggest::rule as suggest_rule;
pub use syntax::{MAX_BYTES, read_json};
