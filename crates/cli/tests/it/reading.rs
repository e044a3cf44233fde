//! The pack is held to sixth grade, document by document and step by step, also where a text is too short for the rule.

use std::path::Path;

use regimen_schema::patient_text::{Role, visit};
use regimen_schema::{Document, Kind};
use regimen_validator::kind_of;
use regimen_validator::readability::Counts;

/// AMA: patient material reads at grade 6.
const DOCUMENT: f64 = 6.0;
/// A single step is short, so that one long word weighs much.
const STEP: f64 = 8.0;

#[test]
fn every_document_reads_at_grade_six_and_every_step_at_eight() {
    let mut documents = 0;
    let mut hard = Vec::new();
    each_document(&mut |name, document| {
        if let Some(grade) = Counts::of_document(&document).grade() {
            documents += 1;
            if grade > DOCUMENT {
                hard.push(format!("{name} reads at grade {grade:.1}"));
            }
        }
        visit(&document, &mut |way, text, role| {
            let grade = Counts::of(text).grade().unwrap_or_default();
            if role == Role::Step && grade > STEP {
                hard.push(format!("{name} {}: {text} ({grade:.1})", &*way.pointer()));
            }
        });
    });
    assert!(documents > 50, "only {documents} documents were read");
    assert!(hard.is_empty(), "{hard:#?}");
}

fn each_document(visit: &mut impl FnMut(String, Document)) {
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/sciatica");
    for folder in Kind::ALL.into_iter().filter_map(Kind::folder) {
        #[expect(clippy::disallowed_methods, reason = "the test reads the pack as it is on disk")]
        let Ok(entries) = std::fs::read_dir(pack.join(folder)) else { continue };
        let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            #[expect(clippy::disallowed_methods, reason = "the test reads the pack as it is on disk")]
            let text = std::fs::read_to_string(&path).unwrap();
            let kind = kind_of(&name, &text).unwrap();
            visit(name, Document::read(kind, &text).unwrap());
        }
    }
}
