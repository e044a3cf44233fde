use regimen_schema::Level;
use regimen_schema::documents::exercise::Category;
use regimen_schema::dose::Dose;

use super::{Check, DoseCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "hold-too-long",
    group: Group::Dose,
    level: Level::Warning,
    page: include_str!("hold_too_long.md"),
    check: Check::Dose(check),
};

fn check(cx: &DoseCx<'_>, sink: &mut Sink<'_>) {
    let (Dose::Repetitions { hold_seconds: Some(hold), .. } | Dose::Hold { hold_seconds: hold, .. }) =
        cx.dose
    else {
        return;
    };
    let thresholds = cx.document.thresholds;
    let (limit, what) = match cx.category {
        None => return,
        Some(Category::Strength | Category::Stabilisation) => {
            (thresholds.max_strength_hold_seconds(), "where muscles work")
        }
        Some(_) => (thresholds.max_stretch_hold_seconds(), "for a stretch"),
    };
    if hold.max().get() > limit {
        let message = format!("a hold of {} seconds is long, {limit} are the most {what}", hold.max());
        sink.report(
            cx.value("hold_seconds"),
            message,
            "hold for less long, and more often where that is not enough",
        );
    }
}
