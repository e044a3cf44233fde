use regimen_schema::Level;
use regimen_schema::documents::exercise::Category;
use regimen_schema::dose::Dose;

use super::{Check, DoseCx, Group, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "strength-dose-unusual",
    group: Group::Dose,
    level: Level::Warning,
    page: include_str!("strength_dose_unusual.md"),
    check: Check::Dose(check),
};

fn check(cx: &DoseCx<'_>, sink: &mut Sink<'_>) {
    let (Some(Category::Strength), Dose::Repetitions { sets, repetitions, .. }) = (cx.category, cx.dose)
    else {
        return;
    };
    let thresholds = cx.document.thresholds;
    let most = thresholds.max_strength_sets();
    if sets.max().get() > most {
        let message = format!("{} sets are unusual for strength, {most} are the most", sets.max());
        sink.report(cx.value("sets"), message, "do fewer sets, with more effort in each");
    }
    let (least, most) = (thresholds.min_strength_repetitions(), thresholds.max_strength_repetitions());
    if repetitions.max().get() > most {
        let message = format!(
            "{} repetitions in a set are unusual for strength, {most} are the most",
            repetitions.max()
        );
        sink.report(cx.value("repetitions"), message, "make the exercise harder and do fewer repetitions");
    } else if repetitions.min().get() < least {
        let message = format!(
            "{} repetitions in a set are unusual for strength, {least} are the least",
            repetitions.min()
        );
        sink.report(cx.value("repetitions"), message, "make the exercise easier and do more repetitions");
    }
}
