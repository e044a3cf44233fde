use regimen_schema::Level;
use regimen_schema::documents::exercise::Category;
use regimen_schema::dose::Dose;

use super::{Check, DoseCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "rest-not-stated",
    group: Group::Dose,
    level: Level::Hint,
    page: include_str!("rest_not_stated.md"),
    check: Check::Dose(check),
};

fn check(cx: &DoseCx<'_>, sink: &mut Sink<'_>) {
    let (Dose::Repetitions { sets, rest_seconds: None, .. } | Dose::Hold { sets, rest_seconds: None, .. }) =
        cx.dose
    else {
        return;
    };
    if cx.category == Some(Category::Strength) && sets.max().get() > 1 {
        let message = format!("the dose asks for {sets} sets and does not say how long to rest between them");
        sink.report(cx.head(), message, "add \"rest_seconds\"");
    }
}
