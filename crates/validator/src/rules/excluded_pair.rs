use regimen_schema::documents::review::CodeSystem;
use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "excluded-pair",
    group: Group::Codes,
    level: Level::Warning,
    page: include_str!("excluded_pair.md"),
    check: Check::Document(check),
};

/// What ICD-10-CM excludes under a code (Excludes1), with everything below either: which of the two to keep.
const EXCLUDED: [(&str, &str, &str); 4] = [
    ("M54.3", "M51.1", "where a disc causes the sciatica"),
    ("M54.3", "M54.4", "where the lower back hurts too"),
    ("M54.3", "G57.0", "where the sciatic nerve itself is hurt"),
    ("M54.4", "M51.1", "where a disc causes the pain"),
];

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    let codes = walk::codes(cx.document);
    let find = |prefix: &str| {
        codes.iter().position(|c| c.system == CodeSystem::Icd10Cm && c.code.starts_with(prefix))
    };
    for (code, other, when) in EXCLUDED {
        let (Some(code), Some(other)) = (find(code), find(other)) else { continue };
        let at = |i: usize| cx.value(Pointer::root() / "codes" / i / "code");
        let message = format!("ICD-10-CM excludes {} where {} holds", codes[code].code, codes[other].code);
        let help = format!("keep {} {when}, or else {}", codes[other].code, codes[code].code);
        let finding = sink.report(at(code), message, help);
        finding.related.push((at(other), "the two stand for one and the same patient".to_owned()));
    }
}
