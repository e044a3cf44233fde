//! `regimen list`

use std::fmt::Write as _;

use anyhow::Result;
use regimen_validator::rules::ALL as RULES;

use super::{load, open};
use crate::args::{Global, Listed};
use crate::{End, terminal};

pub(super) fn run(global: &Global, what: Listed) -> Result<End> {
    let rows = match what {
        Listed::Rules => RULES
            .iter()
            .map(|rule| [rule.id.to_owned(), rule.level.name().to_owned(), rule.summary().to_owned()])
            .collect(),
        Listed::Exporters => super::exporters()
            .iter()
            .map(|exporter| {
                [exporter.info().name.to_owned(), String::new(), exporter.info().summary.to_owned()]
            })
            .collect(),
        of_library => {
            let files = open(global.library.as_deref())?;
            let (_, Some(library)) = load(global, &files)? else { return Ok(End::Findings) };
            macro_rules! rows {
                ($map:ident, $title:ident) => {
                    library
                        .$map
                        .iter()
                        .map(|(id, e)| [id.to_string(), String::new(), e.document.$title.to_string()])
                        .collect()
                };
            }
            let rows: Vec<[String; 3]> = match of_library {
                Listed::Programs => rows!(programs, title),
                Listed::Exercises => rows!(exercises, title),
                Listed::Conditions => rows!(conditions, title),
                Listed::Advice => rows!(advice, title),
                Listed::RedFlags => rows!(red_flags, title),
                Listed::Sources => rows!(sources, citation),
                Listed::Rules | Listed::Exporters => Vec::new(),
            };
            rows
        }
    };
    terminal::say(&table(&rows))?;
    Ok(End::Clean)
}

fn table(rows: &[[String; 3]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let [first, second] = [width(0), width(1)];
    let mut text = String::new();
    for [a, b, c] in rows {
        let _ = if second == 0 {
            writeln!(text, "{a:first$}  {c}")
        } else {
            writeln!(text, "{a:first$}  {b:second$}  {c}")
        };
    }
    text
}
