use regimen_schema::dose::Basis;
use regimen_schema::{Document, Level, Location, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "missing-basis",
    group: Group::Evidence,
    level: Level::Warning,
    page: include_str!("missing_basis.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    // A prescription gives a reason for each difference: that is its basis.
    if matches!(cx.document, Document::Prescription(_)) {
        return;
    }
    let mut report = |place: Pointer, what: &str| {
        let message = format!("the {what} does not say where its figures come from");
        let help = "add \"basis\" with \"sources\" that give them, or \"editorial\" with the reason";
        sink.report(Location::head(cx.file, place), message, help);
    };
    walk::doses(cx.document, &mut |way, dose, _| {
        if says_nothing(dose.basis()) {
            report(way.pointer(), "dose");
        }
    });
    walk::frequencies(cx.document, &mut |way, frequency| {
        if says_nothing(frequency.basis.as_ref()) {
            report(way.pointer(), "frequency");
        }
    });
}

fn says_nothing(basis: Option<&Basis>) -> bool {
    basis.is_none_or(|basis| basis.sources.is_empty() && basis.editorial.is_none())
}
