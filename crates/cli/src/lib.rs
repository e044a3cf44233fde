//! The `regimen` command: arguments, disk, terminal and reports. Everything else is in the other crates. A library only
//! for its two programs: `regimen`, and `mdbook-regimen`, which mdBook calls.

mod args;
mod batch;
mod book;
mod clock;
mod commands;
mod disk;
mod drawings;
mod pixels;
mod report;
mod schemas;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

/// Reading a library is mostly making small texts and letting them go again: a tenth of the time of a check.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How a run ends. The numbers are part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// Nothing was found at the gate level.
    Clean = 0,
    /// Something was.
    Findings = 1,
    /// The call's words are off. clap exits with the same number.
    Usage = 2,
    /// Disk, terminal or another part of the world failed.
    Environment = 3,
}

/// Runs `regimen` with the words that it was called with.
pub fn regimen() -> ExitCode {
    let args = args::Args::parse();
    terminal::set_color(args.global.color);
    end(commands::run(&args))
}

/// Runs `mdbook-regimen`, mdBook's preprocessor, likewise.
pub fn mdbook_regimen() -> ExitCode {
    end(book::preprocess(&args::Preprocessor::parse()))
}

fn end(ran: anyhow::Result<End>) -> ExitCode {
    let end = match ran {
        Ok(end) => end,
        Err(error) if terminal::is_closed_pipe(&error) => End::Clean,
        Err(error) => {
            terminal::complain(&error);
            if error.is::<commands::Misused>() { End::Usage } else { End::Environment }
        }
    };
    ExitCode::from(end as u8)
}
