use regimen_schema::documents::review::CodeSystem;
use regimen_schema::{Level, Pointer};

use super::{Check, DocumentCx, Group, Rule, Sink};
use crate::walk;

pub(super) static RULE: Rule = Rule {
    id: "unspecific-code",
    group: Group::Codes,
    level: Level::Warning,
    page: include_str!("unspecific_code.md"),
    check: Check::Document(check),
};

/// Categories of ICD-10-CM that ask for more characters, each with what to write.
const UNSPECIFIC: [(&str, &str); 9] = [
    ("G57.0", "G57.00 (side unspecified), G57.01 (right), G57.02 (left) or G57.03 (both)"),
    ("M48.06", "M48.061 (without neurogenic claudication) or M48.062 (with it)"),
    ("M51.1", "M51.16 (lumbar region) or M51.17 (lumbosacral region)"),
    ("M51.2", "M51.26 (lumbar region) or M51.27 (lumbosacral region)"),
    ("M51.3", "one of M51.360 to M51.369 (lumbar region) or M51.370 to M51.379 (lumbosacral region)"),
    ("M51.36", "M51.360 (back pain only), M51.361 (leg pain only), M51.362 (both) or M51.369 (neither)"),
    ("M51.37", "M51.370 (back pain only), M51.371 (leg pain only), M51.372 (both) or M51.379 (neither)"),
    ("M54.3", "M54.30 (side unspecified), M54.31 (right) or M54.32 (left)"),
    ("M54.4", "M54.40 (side unspecified), M54.41 (right) or M54.42 (left)"),
];

fn check(cx: &DocumentCx<'_>, sink: &mut Sink<'_>) {
    for (i, code) in walk::codes(cx.document).iter().enumerate() {
        if code.system != CodeSystem::Icd10Cm {
            continue;
        }
        if let Some((_, instead)) = UNSPECIFIC.iter().find(|(unspecific, _)| *unspecific == &*code.code) {
            let message = format!("ICD-10-CM asks for more characters than {}", code.code);
            sink.report(
                cx.value(Pointer::root() / "codes" / i / "code"),
                message,
                format!("write {instead}"),
            );
        }
    }
}
