//! What is made of the sample library. That it is what PDF/UA-1 and PDF/A-3a ask for was held to veraPDF and
//! page-validation besides krilla's own validators, which run with every sheet.

use regimen_exporter::{ExportCx, Exporter as _, Figures};
use regimen_pdf::HandoutPdf;
use regimen_schema::documents::library::Paper;
use regimen_schema::{Finding, Library};

use crate::sample::{library, library_with};

fn export(library: &Library, paper: Paper) -> (regimen_exporter::Bundle, Vec<Finding>) {
    let cx = ExportCx {
        library,
        programs: None,
        tailoring: None,
        date: "2026-11-21".parse().unwrap(),
        generator: "regimen 0.1.0",
        paper,
        figures: &Figures::default(),
    };
    let outcome = HandoutPdf.export(&cx);
    (outcome.value.unwrap(), outcome.findings)
}

#[test]
fn there_is_a_sheet_of_each_program_in_each_layout() {
    let (bundle, findings) = export(&library(), Paper::A4);
    let files: Vec<_> = bundle.files.keys().map(|p| &**p).collect();
    assert_eq!(files, ["bare.large-print.pdf", "bare.pdf", "full.large-print.pdf", "full.pdf"]);
    assert!(bundle.files.values().all(|bytes| bytes.starts_with(b"%PDF-1.7")));
    assert!(findings.iter().all(|f| f.rule == "unknown-picture-format"), "{findings:?}");
}

#[test]
fn same_input_same_bytes() {
    assert_eq!(export(&library(), Paper::A4).0, export(&library(), Paper::A4).0);
    assert_ne!(export(&library(), Paper::A4).0, export(&library(), Paper::Letter).0);
}

/// Empty boxes on a sheet would be read as nothing at all.
#[test]
fn a_character_that_no_font_has_is_a_finding_and_no_sheet() {
    let library = library_with(|document| {
        if document["id"] == "full" {
            document["title"] = "حركات".into();
        }
    });
    let (bundle, findings) = export(&library, Paper::A4);
    let finding = findings.iter().find(|f| f.rule == "missing-font").unwrap();
    assert!(finding.message.contains("U+062D"), "{}", finding.message);
    assert!(bundle.files.keys().all(|path| path.starts_with("bare")));
}
