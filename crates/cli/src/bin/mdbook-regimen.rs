//! `mdbook-regimen`: programs and exercises in any mdBook.

use std::process::ExitCode;

fn main() -> ExitCode {
    regimen::mdbook_regimen()
}
