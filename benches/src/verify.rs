//! Holds the report of a check to the faults that were put in: each at its file, rule, pointer, line and column, and
//! no error or warning besides.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

use crate::disk;

/// What must be reported of one fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Expected {
    /// The file, from the library's folder.
    pub(crate) file: String,
    /// The rule whose finding it is.
    pub(crate) rule: String,
    /// The JSON Pointer, where the fault has one.
    pub(crate) pointer: Option<String>,
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column, from 1, in characters.
    pub(crate) column: usize,
}

/// A fault, and what was done.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Truth {
    /// What was done to the document.
    pub(crate) fault: String,
    #[serde(flatten)]
    pub(crate) expected: Expected,
}

#[derive(Debug, Deserialize)]
struct Report {
    documents: usize,
    findings: Vec<Finding>,
}

#[derive(Debug, Deserialize)]
struct Finding {
    rule: String,
    level: String,
    at: At,
}

#[derive(Debug, Deserialize)]
struct At {
    file: String,
    pointer: Option<String>,
    start: Point,
}

#[derive(Debug, Deserialize)]
struct Point {
    line: usize,
    column: usize,
}

impl From<Finding> for Expected {
    fn from(finding: Finding) -> Self {
        let At { file, pointer, start } = finding.at;
        Self { file, rule: finding.rule, pointer, line: start.line, column: start.column }
    }
}

/// How a report compares with the truth.
#[derive(Debug)]
pub(crate) struct Outcome {
    documents: usize,
    hints: usize,
    /// By what was done: how many faults, how many of them reported as they must be.
    faults: BTreeMap<String, (usize, usize)>,
    missed: Vec<Truth>,
    surplus: Vec<Expected>,
}

impl Outcome {
    /// Whether each fault is reported in its place, and nothing else.
    pub(crate) fn holds(&self) -> bool {
        self.missed.is_empty() && self.surplus.is_empty()
    }
}

/// Compares.
pub(crate) fn run(truth: &Path, report: &Path) -> Result<Outcome> {
    let truth: Vec<Truth> =
        serde_json::from_value(disk::read_json(truth)?).context("not what `generate` wrote")?;
    let report: Report =
        serde_json::from_value(disk::read_json(report)?).context("not the report of a check")?;
    Ok(compare(truth, report))
}

fn compare(truth: Vec<Truth>, report: Report) -> Outcome {
    let (hints, grave): (Vec<_>, Vec<_>) = report.findings.into_iter().partition(|f| f.level == "hint");
    let mut found: BTreeSet<Expected> = grave.into_iter().map(Expected::from).collect();
    let mut faults = BTreeMap::<_, (usize, usize)>::new();
    let mut missed = Vec::new();
    for truth in truth {
        let count = faults.entry(truth.fault.clone()).or_default();
        count.0 += 1;
        if found.remove(&truth.expected) {
            count.1 += 1;
        } else {
            missed.push(truth);
        }
    }
    let surplus = found.into_iter().collect();
    Outcome { documents: report.documents, hints: hints.len(), faults, missed, surplus }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 20;
        for (fault, (all, reported)) in &self.faults {
            writeln!(f, "{fault:28} {reported:6} of {all:6}")?;
        }
        for truth in self.missed.iter().take(SHOWN) {
            writeln!(f, "missed: {} {:?}", truth.fault, truth.expected)?;
        }
        for finding in self.surplus.iter().take(SHOWN) {
            writeln!(f, "surplus: {finding:?}")?;
        }
        let (missed, surplus) = (self.missed.len(), self.surplus.len());
        let faults: usize = self.faults.values().map(|(all, _)| all).sum();
        write!(
            f,
            "{} documents, {faults} faults: {missed} not reported as they must be; {surplus} errors or warnings \
             without a fault; {} hints",
            self.documents, self.hints
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected(line: usize) -> Expected {
        Expected {
            file: "p/x.json".into(),
            rule: "wrong-type".into(),
            pointer: Some("/title".into()),
            line,
            column: 3,
        }
    }

    fn report(lines: &[usize]) -> Report {
        let finding = |line: &usize| Finding {
            rule: "wrong-type".into(),
            level: "error".into(),
            at: At {
                file: "p/x.json".into(),
                pointer: Some("/title".into()),
                start: Point { line: *line, column: 3 },
            },
        };
        Report { documents: 1, findings: lines.iter().map(finding).collect() }
    }

    #[test]
    fn a_fault_on_the_wrong_line_is_missed_and_its_finding_is_one_too_many() {
        let truth = || vec![Truth { fault: "wrong type".into(), expected: expected(4) }];
        assert!(compare(truth(), report(&[4])).holds());
        let off = compare(truth(), report(&[5]));
        assert_eq!((off.missed.len(), off.surplus.len()), (1, 1));
        assert!(!compare(truth(), report(&[])).holds());
        assert!(!compare(truth(), report(&[4, 9])).holds());
    }
}
