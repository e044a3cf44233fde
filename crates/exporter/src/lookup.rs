//! Finds what a document names. A checked library holds all of it; what is missing all the same is a finding.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::Arc;

use regimen_schema::documents::exercise::Media;
use regimen_schema::documents::{Advice, Condition, Exercise, RedFlag, Source};
use regimen_schema::id::{AdviceId, ConditionId, ExerciseId, RedFlagId, SourceId};
use regimen_schema::library::Entry;
use regimen_schema::{Finding, Level, Library, Location, Pointer};

/// Finds what a document names.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    pub(crate) library: &'a Library,
    from: &'a Arc<str>,
    findings: Vec<Finding>,
}

/// The bytes of a picture that can be shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Image<'a> {
    pub(crate) media_type: &'static str,
    pub(crate) bytes: &'a [u8],
    /// The path from the library's root.
    pub(crate) path: &'a str,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(library: &'a Library, from: &'a Arc<str>) -> Self {
        Self { library, from, findings: Vec::new() }
    }

    pub(crate) fn exercise(&mut self, id: &ExerciseId) -> Option<&'a Entry<Exercise>> {
        self.get(&self.library.exercises, "exercise", id)
    }

    pub(crate) fn condition(&mut self, id: &ConditionId) -> Option<&'a Condition> {
        self.get(&self.library.conditions, "condition", id).map(|e| &e.document)
    }

    pub(crate) fn red_flag(&mut self, id: &RedFlagId) -> Option<&'a RedFlag> {
        self.get(&self.library.red_flags, "red flag", id).map(|e| &e.document)
    }

    pub(crate) fn advice(&mut self, id: &AdviceId) -> Option<&'a Entry<Advice>> {
        self.get(&self.library.advice, "advice", id)
    }

    pub(crate) fn source(&mut self, id: &SourceId) -> Option<&'a Source> {
        self.get(&self.library.sources, "source", id).map(|e| &e.document)
    }

    /// The picture that a document in `file` names, if the library holds its bytes and they are a picture's.
    pub(crate) fn image(&mut self, file: &Arc<str>, pack: &str, media: &Media) -> Option<Image<'a>> {
        self.picture(Location::value(file, Pointer::root()), &media.file, &format!("{pack}/{}", media.file))
    }

    /// The library's logo, likewise.
    pub(crate) fn logo(&mut self, file: &str) -> Option<Image<'a>> {
        let at = Location::value(&"library.json".into(), Pointer::root() / "theme" / "logo" / "file");
        self.picture(at, file, file)
    }

    fn picture(&mut self, at: Location, named: &str, path: &str) -> Option<Image<'a>> {
        let (path, bytes) = self.library.media.get_key_value(path)?;
        if let Some(media_type) = media_type(bytes) {
            return Some(Image { media_type, bytes, path });
        }
        self.report(
            Finding::new(
                "unknown-picture-format",
                Level::Warning,
                at,
                format!("`{named}` is no picture that a browser shows"),
            )
            .help("save it as PNG, JPEG, WebP or SVG"),
        );
        None
    }

    pub(crate) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    fn get<Id: Ord + Display, T>(
        &mut self,
        map: &'a BTreeMap<Id, Entry<T>>,
        noun: &str,
        id: &Id,
    ) -> Option<&'a Entry<T>> {
        let found = map.get(id);
        if found.is_none() {
            self.report(Finding::new(
                "internal-unresolved-reference",
                Level::Error,
                Location::value(self.from, Pointer::root()),
                format!("the {noun} `{id}` is not in the library that was handed to the exporter"),
            ));
        }
        found
    }

    /// Each thing is said once, however often it is come across.
    fn report(&mut self, finding: Finding) {
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// What a picture is, by its first bytes: a name can lie.
fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("image/webp"),
        _ => {
            let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
            let svg = text.starts_with("<svg") || (text.starts_with('<') && text.contains("<svg"));
            svg.then_some("image/svg+xml")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        assert_eq!(media_type(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(media_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
        assert_eq!(media_type(b"<?xml version=\"1.0\"?>\n<svg/>"), Some("image/svg+xml"));
        assert_eq!(media_type(b"<html><script>"), None);
        assert_eq!(media_type(b""), None);
    }
}
