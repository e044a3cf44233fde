//! The commands, as the manual tells of them: out of what `--help` is made from.

use clap::{Arg, Command, CommandFactory as _};
use regimen_book::{Page, text};

use crate::args::Args;

/// Every command with its words and options.
pub(super) fn commands() -> String {
    let mut page = Page::default();
    let mut root = Args::command().disable_help_subcommand(true);
    root.build();
    let is_global = |arg: &&Arg| arg.is_global_set() && !is_help(arg);
    page.raw("Every command takes these options:");
    page.table(
        &["Option", "What it does"],
        &root.get_arguments().filter(is_global).map(row).collect::<Vec<_>>(),
    );
    for command in root.get_subcommands().filter(|c| c.get_name() != "help") {
        page.heading(2, format_args!("regimen {}", command.get_name()), Some(command.get_name()));
        page.raw(format_args!("{}.", text(&about(command))));
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").lines().map(str::trim).collect::<Vec<_>>().join("\n");
        page.raw(format_args!("```text\n{usage}\n```"));
        let own = |arg: &&Arg| !arg.is_global_set() && !is_help(arg) && !arg.is_hide_set();
        page.table(
            &["Word or option", "What it does"],
            &command.get_arguments().filter(own).map(row).collect::<Vec<_>>(),
        );
    }
    page.into_text()
}

fn about(command: &Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}

fn is_help(arg: &Arg) -> bool {
    matches!(arg.get_id().as_str(), "help" | "version")
}

fn row(arg: &Arg) -> Vec<String> {
    let value = arg
        .get_value_names()
        .filter(|_| arg.get_action().takes_values())
        .map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let name = match (arg.get_short(), arg.get_long(), &value) {
        (_, None, value) => value.clone().unwrap_or_else(|| arg.get_id().to_string().to_uppercase()),
        (short, Some(long), value) => {
            let short = short.map(|s| format!("-{s}, ")).unwrap_or_default();
            let value = value.as_ref().map(|v| format!(" {v}")).unwrap_or_default();
            format!("{short}--{long}{value}")
        }
    };
    let mut said = text(&arg.get_help().map(ToString::to_string).unwrap_or_default());
    if !said.is_empty() && !said.ends_with('.') {
        said.push('.');
    }
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|_| arg.get_action().takes_values())
        .map(|value| match value.get_help() {
            Some(help) => format!("`{}` ({})", value.get_name(), text(&help.to_string())),
            None => format!("`{}`", value.get_name()),
        })
        .collect();
    if !values.is_empty() {
        said = format!("{said} One of {}.", values.join(", "));
    }
    let defaults: Vec<String> =
        arg.get_default_values().iter().map(|v| format!("`{}`", v.to_string_lossy())).collect();
    if !defaults.is_empty() && arg.get_action().takes_values() {
        said = format!("{said} Without it: {}.", defaults.join(", "));
    }
    vec![format!("`{}`", name.replace('|', "\\|")), said]
}
