//! What is said to the person at the terminal.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::Duration;

use anstream::ColorChoice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Color;

/// Sets for the whole run whether colour is written. `auto` heeds the terminal and `NO_COLOR`.
pub(crate) fn set_color(color: Color) {
    match color {
        Color::Auto => ColorChoice::Auto,
        Color::Always => ColorChoice::Always,
        Color::Never => ColorChoice::Never,
    }
    .write_global();
}

/// Writes a result to standard output. A reader that has gone away, as `head` does, is no failure of ours: the work
/// goes on and ends as it would have.
pub(crate) fn say(text: &str) -> io::Result<()> {
    match write(text) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

/// Writes a result for another program: byte for byte, whatever a terminal would make of it.
pub(crate) fn hand_over(text: &str) -> io::Result<()> {
    match io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}

fn write(text: &str) -> io::Result<()> {
    anstream::stdout().lock().write_all(text.as_bytes())
}

/// Writes a result in place of everything on the screen; below it, where there is no screen.
pub(crate) fn redraw(text: &str) -> io::Result<()> {
    const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";
    let clear = if io::stdout().is_terminal() { CLEAR } else { "" };
    // anstream would take the control sequences away where colour is off.
    io::stdout().lock().write_all(clear.as_bytes())?;
    write(text)?;
    io::stdout().lock().flush()
}

/// Writes a word on what goes on to standard error, which leaves standard output to results.
pub(crate) fn note(text: &str) -> io::Result<()> {
    anstream::stderr().lock().write_all(text.as_bytes())
}

/// Writes what went wrong: one line, with its causes.
pub(crate) fn complain(error: &anyhow::Error) {
    // Where standard error is gone there is nobody left to tell.
    let _ = note(&format!("error: {error:#}\n"));
}

/// Whether the reader of our output has gone away, as `head` does: no failure of ours.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

/// How many things are worth a bar, where each is done in a moment.
pub(crate) const EACH_IS_QUICK: usize = 500;
/// How many are, where each takes a while.
pub(crate) const EACH_TAKES_LONG: usize = 20;

/// A bar for work on many things; hidden where nobody looks, or where there are less than are worth showing.
pub(crate) fn progress(what: &'static str, total: usize, worth_showing: usize, quiet: bool) -> ProgressBar {
    if quiet || total < worth_showing || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar =
        ProgressBar::with_draw_target(u64::try_from(total).ok(), ProgressDrawTarget::stderr_with_hz(10));
    if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    bar.set_prefix(what);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
