use regimen_schema::documents::review::CodeSystem;
use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "retired-code",
    group: Group::Codes,
    level: Level::Warning,
    page: include_str!("retired_code.md"),
    check: Check::Document(check),
};

/// Codes of ICD-10-CM that were taken out, each with the day and with what came in their place.
const RETIRED: [(&str, &str, &str); 1] = [(
    "M54.5",
    "1 October 2021",
    "M54.50 (low back pain, unspecified), M54.51 (vertebrogenic) or M54.59 (other)",
)];

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (i, code) in walk::codes(cx.document).iter().enumerate() {
        if code.system != CodeSystem::Icd10Cm {
            continue;
        }
        if let Some((_, day, instead)) = RETIRED.iter().find(|(retired, ..)| *retired == &*code.code) {
            let message = format!("ICD-10-CM has not held {} since {day}", code.code);
            sink.report(
                cx.value(Pointer::root() / "codes" / i / "code"),
                message,
                format!("write {instead}"),
            );
        }
    }
}
