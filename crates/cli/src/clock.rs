//! The one place that reads the clock.

use regimen_schema::text::Date;

/// The day it is here; the day that was given, if one was.
pub(crate) fn today(given: Option<Date>) -> Date {
    #[expect(clippy::disallowed_methods, reason = "this is where the clock is read")]
    given.unwrap_or_else(|| Date(jiff::Zoned::now().date()))
}
