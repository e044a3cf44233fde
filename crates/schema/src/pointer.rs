//! Places in a document, as JSON Pointers (RFC 6901).

use std::fmt;
use std::ops::{Deref, Div};

use crate::text::pattern_string;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, de};

pattern_string!(
    /// A place in a document: `/phases/0/title`. The empty pointer is the whole document.
    Pointer,
    "^(/([^/~\\u0000-\\u001f]|~0|~1)*)*$",
    "a place is written as a JSON Pointer, as /phases/0/title",
    1_000,
    "/phases/0/sessions/0/items/2",
    is_pointer
);

fn is_pointer(text: &str) -> bool {
    let escapes_hold = || text.split('~').skip(1).all(|rest| rest.starts_with('0') || rest.starts_with('1'));
    (text.is_empty() || text.starts_with('/')) && text.bytes().all(|b| b >= b' ') && escapes_hold()
}

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self(String::new())
    }

    /// Its segments, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|s| s.replace("~1", "/").replace("~0", "~"))
    }

    /// The place that holds this one; none for the whole document.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|at| Self(self.0[..at].to_owned()))
    }

    /// Whether `other` is this place or lies within it.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.strip_prefix(&self.0).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl Div<&str> for Pointer {
    type Output = Self;
    fn div(mut self, key: &str) -> Self {
        self.0.push('/');
        for c in key.chars() {
            match c {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                c => self.0.push(c),
            }
        }
        self
    }
}

impl Div<usize> for Pointer {
    type Output = Self;
    fn div(self, index: usize) -> Self {
        self / index.to_string().as_str()
    }
}

/// The way to a place, as a chain of borrowed steps: walking a document costs nothing, and only a finding
/// makes it a [`Pointer`].
#[derive(Debug, Clone, Copy)]
pub struct Way<'a> {
    up: Option<&'a Way<'a>>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl Way<'static> {
    /// The whole document.
    pub const ROOT: Self = Self { up: None, step: Step::Root };
}

impl<'a> Way<'a> {
    /// The value of a key.
    #[must_use]
    pub fn key(&'a self, key: &'a str) -> Way<'a> {
        Way { up: Some(self), step: Step::Key(key) }
    }

    /// An item of a list.
    #[must_use]
    pub fn index(&'a self, index: usize) -> Way<'a> {
        Way { up: Some(self), step: Step::Index(index) }
    }

    /// The place it leads to.
    pub fn pointer(&self) -> Pointer {
        let up = self.up.map_or_else(Pointer::root, Way::pointer);
        match self.step {
            Step::Root => up,
            Step::Key(key) => up / key,
            Step::Index(index) => up / index,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_escaped_and_come_back() {
        let pointer = Pointer::root() / "a/b" / "c~d" / 3;
        assert_eq!(&*pointer, "/a~1b/c~0d/3");
        assert_eq!(pointer.segments().collect::<Vec<_>>(), ["a/b", "c~d", "3"]);
    }

    #[test]
    fn a_place_contains_what_lies_below_it_and_not_its_namesakes() {
        let at = |p: &str| Pointer::new(p).unwrap();
        assert!(at("/phases/1").contains(&at("/phases/1/title")));
        assert!(at("").contains(&at("/phases")));
        assert!(!at("/phases/1").contains(&at("/phases/10")));
    }

    #[test]
    fn a_way_leads_to_its_pointer() {
        let phases = Way::ROOT.key("phases");
        assert_eq!(&*phases.index(2).key("title").pointer(), "/phases/2/title");
    }

    #[test]
    fn a_pointer_starts_with_a_slash_and_escapes_its_tildes() {
        for good in ["", "/", "/a", "/a~0b", "/a~1b/0"] {
            assert!(Pointer::new(good).is_some(), "{good}");
        }
        for bad in ["a", "/a~", "/a~2", "phases/0"] {
            assert!(Pointer::new(bad).is_none(), "{bad}");
        }
    }
}
