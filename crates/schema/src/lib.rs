//! What a regimen library consists of: the types of its documents, their JSON Schemas, the arithmetic of doses,
//! and the findings that are made about them. Pure: no disk, clock, environment, network or terminal.

pub mod calendar;
pub mod documents;
pub mod dose;
pub mod finding;
pub mod id;
pub mod json_schema;
pub mod library;
pub mod list;
pub mod number;
pub mod patient_text;
pub mod pointer;
mod strict;
pub mod tailored;
pub mod text;
pub mod volume;

pub use documents::{Document, Kind};
pub use finding::{Edit, Finding, Fix, Level, Location, Outcome, Part, Spot};
pub use library::Library;
pub use pointer::Pointer;
