//! Writes large libraries, sound or with known faults, and holds a check's report to what was put in.
//! Same arguments, same bytes. See `README.md` beside this package.

mod disk;
mod faults;
mod generate;
mod json_text;
mod random;
mod verify;
mod words;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Writes large libraries for measurements, and checks reports against the faults that were put in
#[derive(Debug, Parser)]
#[command(name = "regimen-bench", max_term_width = 100)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Write a library by varying the documents of a real one
    Generate(generate::Options),
    /// Compare the report of `regimen check --format json` with the faults that `generate` noted
    Verify {
        /// What `generate --truth` wrote
        truth: PathBuf,
        /// What `regimen check --format json` wrote
        report: PathBuf,
    },
}

fn main() -> Result<ExitCode> {
    let (said, end) = match Args::parse().command {
        Command::Generate(options) => (generate::run(&options)?, ExitCode::SUCCESS),
        Command::Verify { truth, report } => {
            let outcome = verify::run(&truth, &report)?;
            let end = if outcome.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
            (outcome.to_string(), end)
        }
    };
    writeln!(std::io::stdout(), "{said}")?;
    Ok(end)
}
