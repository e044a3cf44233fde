//! Any bytes as one document of a small library: read, explained, linked, judged by every rule, mended, laid out, and
//! written in every format of a report. Nothing may panic or hang, a second check must find what the first one found,
//! and what is laid out must stay as it is.
//!
//! The first byte of the input says which document the others stand for.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use regimen_schema::{Edit, Level};
use regimen_validator::{Options, Placed, Recheck, check, fix, format, kind_of};

use disk::LibraryFiles;

mod disk {
    //! Stands in for the program's disk, so that its reports run as they are.

    use std::sync::Arc;

    use regimen_validator::{Files, MAX_BYTES, ReadError};

    /// A library of which one document is any bytes.
    #[derive(Debug)]
    pub(crate) struct LibraryFiles {
        pub(crate) documents: Vec<Arc<str>>,
        pub(crate) any: (usize, Vec<u8>),
    }

    impl LibraryFiles {
        /// As the program shows a file's name.
        pub(crate) fn shown(&self, name: &str) -> String {
            name.to_owned()
        }

        /// As programs open a file.
        pub(crate) fn path(&self, name: &str) -> String {
            name.to_owned()
        }
    }

    impl Files for LibraryFiles {
        fn documents(&self) -> &[Arc<str>] {
            &self.documents
        }

        fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
            let Some(at) = self.documents.iter().position(|name| &**name == path) else {
                return Err(ReadError::Unreadable("it is not there".to_owned()));
            };
            if at != self.any.0 {
                return Ok(super::BASE[at].1.as_bytes().to_vec());
            }
            let length = self.any.1.len() as u64;
            if length > MAX_BYTES { Err(ReadError::TooLarge(length)) } else { Ok(self.any.1.clone()) }
        }

        fn size(&self, path: &str) -> Option<u64> {
            (path == "pack/media/knee-hug.svg").then_some(1)
        }
    }
}

#[allow(dead_code, reason = "schemas and the like are written by other commands")]
#[path = "../../crates/cli/src/report"]
mod report {
    pub(crate) mod github;
    pub(crate) mod human;
    pub(crate) mod json;
    pub(crate) mod junit;
    pub(crate) mod sarif;
}

/// In the order of their paths, as a library is read.
const BASE: [(&str, &str); 10] = [
    ("library.json", include_str!("../../crates/validator/tests/base/library.json")),
    ("pack/advice/lift.json", include_str!("../../crates/validator/tests/base/pack/advice/lift.json")),
    (
        "pack/conditions/back-pain.json",
        include_str!("../../crates/validator/tests/base/pack/conditions/back-pain.json"),
    ),
    (
        "pack/exercises/forward-bend.json",
        include_str!("../../crates/validator/tests/base/pack/exercises/forward-bend.json"),
    ),
    (
        "pack/exercises/knee-hug.json",
        include_str!("../../crates/validator/tests/base/pack/exercises/knee-hug.json"),
    ),
    ("pack/pack.json", include_str!("../../crates/validator/tests/base/pack/pack.json")),
    ("pack/programs/home.json", include_str!("../../crates/validator/tests/base/pack/programs/home.json")),
    (
        "pack/red_flags/cauda-equina.json",
        include_str!("../../crates/validator/tests/base/pack/red_flags/cauda-equina.json"),
    ),
    ("pack/sources/guide.json", include_str!("../../crates/validator/tests/base/pack/sources/guide.json")),
    (
        "prescriptions/sample.json",
        include_str!("../../crates/validator/tests/base/prescriptions/sample.json"),
    ),
];

fuzz_target!(|input: &[u8]| {
    let Some((which, bytes)) = input.split_first() else { return };
    let which = usize::from(*which) % BASE.len();
    let documents: Vec<Arc<str>> = BASE.iter().map(|(path, _)| (*path).into()).collect();
    let files = LibraryFiles { documents, any: (which, bytes.to_vec()) };
    let options = Options { today: "2026-11-21".parse().expect("a date") };

    let checked = check(&files, options, &|| {});
    let mut recheck = Recheck::default();
    for _ in 0..2 {
        assert_eq!(recheck.check(&files, options).findings, checked.findings);
    }

    let shown: Vec<&Placed> = checked.findings.iter().collect();
    report::json::report(&checked, &shown).expect("a report is JSON");
    report::sarif::report(&shown, &files).expect("a report is JSON");
    report::github::report(&shown, &files);
    report::junit::report(files.documents.iter(), &shown, &files, Level::Error);
    report::human::findings(&shown, &files, report::human::Order::GravestFirst);
    report::human::summary(&checked, &shown);

    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let here = checked.findings.iter().filter(|p| *p.finding.at.file == *files.documents[which]);
    let edits: Vec<&Edit> = here.filter_map(|p| Some(&p.finding.fix.as_ref()?.edit)).collect();
    let mended = fix::apply(text, &edits);
    if let Some(kind) = kind_of(&files.documents[which], &mended)
        && let Some(laid_out) = format(kind, &mended)
    {
        assert_eq!(format(kind, &laid_out).as_deref(), Some(&*laid_out));
    }
});
