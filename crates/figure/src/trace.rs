//! From pixels to lines and areas.

pub(crate) mod curve;
pub(crate) mod lines;
pub(crate) mod outline;
