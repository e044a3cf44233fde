//! What an exporter makes: files by their relative paths.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

/// Files by their path below the exporter's own folder.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bundle {
    /// The bytes of each file.
    pub files: BTreeMap<RelPath, Vec<u8>>,
}

/// A path that cannot leave the folder it is put in: slashes only, no empty segment, none that starts with a dot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelPath(String);

impl RelPath {
    /// Takes a path over if it is one. What Windows reads as a drive or a separator is refused on every system.
    pub fn new(path: impl Into<String>) -> Option<Self> {
        let path = path.into();
        let segment = |s: &str| {
            !s.is_empty()
                && !s.starts_with('.')
                && !s.chars().any(|c| c.is_control() || matches!(c, '\\' | ':'))
        };
        path.split('/').all(segment).then_some(Self(path))
    }
}

impl Deref for RelPath {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_cannot_leave_its_folder() {
        for good in ["a.html", "a/b.large-print.html", "media/sciatica/x y.png"] {
            assert!(RelPath::new(good).is_some(), "{good}");
        }
        for bad in [
            "", "/", "/a", "a/", "a//b", "..", "../a", "a/../b", "./a", ".a", "a/.b", "a\\b", "C:a", "a\0b",
            "a\nb",
        ] {
            assert!(RelPath::new(bad).is_none(), "{bad:?}");
        }
    }
}
