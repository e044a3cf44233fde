//! What is made of the sample library. That it is what PDF/UA-1 and PDF/A-3a ask for was held to veraPDF and
//! page-validation besides krilla's own validators, which run with every sheet.

use regimen_exporter::layout::Layout;
use regimen_exporter::sheet_source::SheetSource;
use regimen_exporter::{ExportCx, Exporter as _};
use regimen_pdf::{HandoutPdf, attached_source};
use regimen_schema::documents::library::Paper;
use regimen_schema::{Finding, Library};

use crate::sample::{library, library_with};

fn export(library: &Library, paper: Paper) -> (regimen_exporter::Bundle, Vec<Finding>) {
    let cx = ExportCx { paper, ..ExportCx::new(library, "2026-11-21".parse().unwrap(), "regimen 0.1.0") };
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

/// Every layout, and what it was made from in each of them.
#[test]
fn every_layout_carries_its_source() {
    let library = library();
    let mut cx = ExportCx::new(&library, "2026-11-21".parse().unwrap(), "regimen 0.1.0");
    cx.layouts = &Layout::ALL;
    cx.black_and_white = true;
    let outcome = HandoutPdf.export(&cx);
    let bundle = outcome.value.unwrap();
    assert_eq!(bundle.files.len(), 2 * Layout::ALL.len(), "{:?}", outcome.findings);
    for (path, bytes) in &bundle.files {
        let text = attached_source(bytes.clone()).unwrap_or_else(|e| panic!("{path}: {e}"));
        let source = SheetSource::read(&text).unwrap();
        assert!(path.starts_with(&*source.program), "{path}");
        assert!(source.content["program"]["id"] == source.program.as_str());
    }
}

/// Whoever hands in a file may have made it so that it does harm.
#[test]
fn no_file_brings_the_reader_down() {
    let (bundle, _) = export(&library(), Paper::A4);
    let good = bundle.files.values().next().unwrap();
    for bad in [
        &b""[..],
        b"%PDF-1.7",
        b"not at all",
        b"%PDF-1.7\nxref\n0 99999999\ntrailer<</Root 1 0 R/Size 99999999>>",
    ] {
        assert!(attached_source(bad.to_vec()).is_err());
    }
    // A small generator of numbers: each of its changes is the same in every run.
    let mut seed = 7_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        usize::try_from(seed >> 8).unwrap() % below
    };
    for _ in 0..60 {
        let mut changed = good.clone();
        for _ in 0..=next(40) {
            let at = next(changed.len());
            changed[at] = u8::try_from(next(256)).unwrap();
        }
        changed.truncate(next(good.len()) + 1);
        let _ = attached_source(changed);
    }
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
