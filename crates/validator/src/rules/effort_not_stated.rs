use regimen_schema::Level;
use regimen_schema::documents::exercise::Category;
use regimen_schema::dose::Dose;

use super::{Check, DoseCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "effort-not-stated",
    group: Group::Dose,
    level: Level::Hint,
    page: include_str!("effort_not_stated.md"),
    check: Check::Dose(check),
};

fn check(cx: &DoseCx<'_>, sink: &mut Sink<'_>) {
    if !matches!(cx.category, Some(Category::Strength | Category::Aerobic)) || cx.dose.effort().is_some() {
        return;
    }
    // The paces of the format are told apart by whether one can talk: they say how hard it is.
    if matches!(cx.dose, Dose::Repetitions { load: Some(_), .. } | Dose::Time { pace: Some(_), .. }) {
        return;
    }
    let help = match cx.dose {
        Dose::Repetitions { .. } => "add \"effort\" from 0 to 10, or \"load\"",
        Dose::Hold { .. } => "add \"effort\" from 0 to 10",
        Dose::Time { .. } => "add \"effort\" from 0 to 10, or \"pace\"",
    };
    sink.report(cx.head(), "the dose does not say how hard it should feel", help);
}
