//! A program as one patient gets it: what exporters are given in place of the library's own program.

use regimen_schema::documents::{Prescription, Program};
use regimen_schema::library::Entry;
use regimen_schema::tailored::{Tailored, apply};
use regimen_schema::{Library, Location, Pointer};

/// A prescription with the program that comes of it.
#[derive(Debug, Clone)]
pub struct Tailoring<'a> {
    /// The prescription and the file that it came from.
    pub prescription: &'a Entry<Prescription>,
    /// The tailored program, under the file of the program that it came of: its pictures lie there.
    pub program: Entry<Program>,
    /// Where each part of it came from.
    pub tailored: Tailored,
}

impl<'a> Tailoring<'a> {
    /// Tailors the program of a prescription; none if the library does not hold it.
    pub fn new(library: &Library, prescription: &'a Entry<Prescription>) -> Option<Self> {
        let entry = library.programs.get(&prescription.document.program)?;
        let tailored = apply(&entry.document, &prescription.document);
        let program = Entry { file: entry.file.clone(), document: tailored.program.clone() };
        Some(Self { prescription, program, tailored })
    }

    /// The place of the prescription, for findings about it.
    pub fn value(&self, pointer: Pointer) -> Location {
        Location::value(&self.prescription.file, pointer)
    }
}
