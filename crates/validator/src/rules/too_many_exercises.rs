use regimen_schema::Level;

use super::{Check, Group, ProgramCx, Rule, Sink};

pub(super) static RULE: Rule = Rule {
    id: "too-many-exercises",
    group: Group::Dose,
    level: Level::Warning,
    page: include_str!("too_many_exercises.md"),
    check: Check::Program(check),
};

fn check(cx: &ProgramCx<'_>, sink: &mut Sink<'_>) {
    let most = cx.thresholds.max_exercises();
    let recommended = cx.thresholds.recommended_exercises();
    for (at, session) in cx.sessions() {
        let count = session.items.len();
        let level = match u32::try_from(count) {
            Ok(n) if n <= recommended => continue,
            Ok(n) if n <= most => Level::Hint,
            _ => Level::Warning,
        };
        let limit = if level == Level::Hint { recommended } else { most };
        let message = format!("the session holds {count} exercises, patients keep up with {limit} or fewer");
        let help = "leave out the least needed, or move some to a later phase";
        sink.report_at(level, cx.value(at.pointer() / "items"), message, help);
    }
}
