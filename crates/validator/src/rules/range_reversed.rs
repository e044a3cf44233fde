use regimen_schema::dose::{Dose, Load};
use regimen_schema::number::Range;
use regimen_schema::pointer::Way;
use regimen_schema::{Document, Level};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "range-reversed",
    group: Group::Dose,
    level: Level::Error,
    page: include_str!("range_reversed.md"),
    check: Check::Document(check),
};

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let mut report = |way: &Way<'_>| {
        let help = "swap \"min\" and \"max\", or write one number";
        sink.report(cx.value(way.pointer()), "the least is above the most", help);
    };
    if let Document::Program(program) = cx.document {
        let phases = Way::ROOT.key("phases");
        for (i, phase) in program.phases.iter().enumerate() {
            if phase.weeks.as_ref().is_some_and(Range::is_reversed) {
                report(&phases.index(i).key("weeks"));
            }
        }
    }
    walk::doses(cx.document, &mut |way, dose, _| {
        for name in dose.reversed_ranges() {
            report(&way.key(name));
        }
        if let Dose::Repetitions { load: Some(Load::Weight { kilograms }), .. } = dose
            && kilograms.is_reversed()
        {
            report(&way.key("load").key("kilograms"));
        }
    });
    walk::frequencies(cx.document, &mut |way, frequency| {
        if frequency.times_a_day.as_ref().is_some_and(Range::is_reversed) {
            report(&way.key("times_a_day"));
        }
        if frequency.days_a_week.as_ref().is_some_and(Range::is_reversed) {
            report(&way.key("days_a_week"));
        }
    });
}
