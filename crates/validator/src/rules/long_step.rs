use regimen_schema::Level;
use regimen_schema::patient_text::Role;

use super::{Check, Group, Rule, Sink, TextCx};
use crate::readability::words;

pub(super) static RULE: Rule = Rule {
    id: "long-step",
    group: Group::Language,
    level: Level::Hint,
    page: include_str!("long_step.md"),
    check: Check::Text(check),
};

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    if cx.role != Some(Role::Step) {
        return;
    }
    let limit = cx.document.thresholds.max_step_words();
    let count = u32::try_from(words(cx.text).count()).unwrap_or(u32::MAX);
    if count > limit {
        let message = format!("the step is {count} words long, {limit} are the most");
        sink.report(cx.at(), message, "make two steps of it");
    } else if holds_two_actions(cx.text) {
        sink.report(cx.at(), "the step asks for one thing after another", "make a step of each");
    }
}

/// Whether a step tells of two actions in time: "Lift your leg, then hold it". The same once more on the other side
/// is none: "Lift one knee, then the other".
fn holds_two_actions(step: &str) -> bool {
    let mut words = words(step).skip(1).skip_while(|word| !word.eq_ignore_ascii_case("then"));
    let other_side =
        |word: Option<&str>, expected| word.is_some_and(|word| word.eq_ignore_ascii_case(expected));
    words.next().is_some() && !(other_side(words.next(), "the") && other_side(words.next(), "other"))
}
