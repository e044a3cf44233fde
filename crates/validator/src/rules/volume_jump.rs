use regimen_schema::documents::program::{Item, Phase};
use regimen_schema::dose::Dose;
use regimen_schema::volume::{Extent, exercise_repetitions, times_a_week};
use regimen_schema::{Level, Pointer};

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "volume-jump",
    group: Group::Dose,
    level: Level::Warning,
    page: include_str!("volume_jump.md"),
    check: Check::Program(check),
};

const HELP: &str = "add less at once, one change at a time, or put a phase in between";

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    let phases = &cx.program.phases;
    for (i, pair) in phases.windows(2).enumerate() {
        let [before, phase] = pair else { continue };
        let place = || Pointer::root() / "phases" / (i + 1) / "sessions";
        if let (Some(from), Some(to)) = (minutes_of(cx, before), minutes_of(cx, phase))
            && let Some(percent) = rise(cx, from, to)
        {
            let message =
                format!("a week of this phase takes {percent} % more minutes than before: {to} after {from}");
            sink.report(cx.value(place()), message, HELP);
            continue;
        }
        for (s, session) in phase.sessions.iter().enumerate() {
            for (n, item) in session.items.iter().enumerate() {
                let is_first = !items(phase)
                    .take_while(|other| !std::ptr::eq(*other, item))
                    .any(|o| o.exercise == item.exercise);
                if let (true, Some((what, to)), Some((same, from))) =
                    (is_first, amount_of(cx, phase, item), amount_of(cx, before, item))
                    && what == same
                    && let Some(percent) = rise(cx, from, to)
                {
                    let id = &item.exercise;
                    let message = format!(
                        "a week of this phase holds {percent} % more of \"{id}\": {to} {what} after {from}"
                    );
                    sink.report(cx.value(place() / s / "items" / n), message, HELP);
                }
            }
        }
    }
}

/// By how many per cent a figure rises, if by more than the limit.
fn rise(cx: &ProgramCx<'_>, from: u32, to: u32) -> Option<u32> {
    let more = u64::from(to.checked_sub(from)?);
    let percent = u32::try_from((more * 100).checked_div(u64::from(from))?).ok()?;
    (percent > cx.thresholds.max_volume_rise_percent()).then_some(percent)
}

/// The minutes of a week, at the middle of all ranges; none where a session does not say how often it is done, or
/// holds an exercise of which nothing is known: other findings name those.
fn minutes_of(cx: &ProgramCx<'_>, phase: &Phase) -> Option<u32> {
    if items(phase).any(|item| cx.facts.exercise(&item.exercise).is_none()) {
        return None;
    }
    let mut seconds = Extent::default();
    for session in &phase.sessions {
        seconds =
            seconds + cx.facts.session_seconds(session).total() * times_a_week(session.frequency.as_ref()?)?;
    }
    Some(seconds.middle().div_ceil(60))
}

/// How much of an item's exercise a week of a phase holds, and what is counted. None where it does not hold the
/// exercise, or does it now in one way and now in another.
fn amount_of(cx: &ProgramCx<'_>, phase: &Phase, wanted: &Item) -> Option<(&'static str, u32)> {
    let laterality = cx.facts.exercise(&wanted.exercise)?.laterality;
    let mut sum: Option<(&'static str, Extent)> = None;
    for session in &phase.sessions {
        for item in session.items.iter().filter(|item| item.exercise == wanted.exercise) {
            let dose = cx.facts.dose(item)?;
            let (what, once) = match dose {
                Dose::Repetitions { .. } => ("repetitions", exercise_repetitions(dose, laterality)?),
                Dose::Hold { .. } => ("holds", exercise_repetitions(dose, laterality)?),
                Dose::Time { minutes, .. } => ("minutes", Extent::from(*minutes)),
            };
            let week = once * times_a_week(session.frequency.as_ref()?)?;
            sum = match sum {
                None => Some((what, week)),
                Some((same, before)) if same == what => Some((what, before + week)),
                Some(_) => return None,
            };
        }
    }
    sum.map(|(what, extent)| (what, extent.middle()))
}

fn items(phase: &Phase) -> impl Iterator<Item = &Item> {
    phase.sessions.iter().flat_map(|session| &session.items)
}
