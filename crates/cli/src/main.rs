//! `regimen`: see the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    regimen::regimen()
}
