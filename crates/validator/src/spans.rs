//! Where the values of a JSON text stand. `serde_json` decides what JSON is; this notes where each value of a text
//! that it accepts begins and ends, and reads one only when somebody asks for it. So a faulty document costs little
//! more than a sound one.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use regimen_schema::{Part, Pointer};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

/// The values of a text, each with the bytes at which it and its key stand.
#[derive(Debug, Default)]
pub(crate) struct Spans<'t> {
    text: &'t str,
    /// Every value in the order of the text, so that what lies in a value follows it.
    sites: Vec<Site>,
    duplicates: Vec<Duplicate>,
    /// The values whose key stands a second time in their object, sorted: `serde_json` keeps the last, and so does
    /// whoever looks at the members.
    overridden: Vec<u32>,
}

/// A key that stands in an object for the second time, or the third.
#[derive(Debug)]
pub(crate) struct Duplicate {
    /// Where it stood first.
    pub(crate) first: Range<usize>,
    /// Where it stands again.
    pub(crate) again: Range<usize>,
}

/// The bytes of one value.
#[derive(Debug, Clone, Copy)]
struct Site {
    /// Where its key stands, quotes included; empty in a list.
    key: (u32, u32),
    value: (u32, u32),
    /// The number of the first value behind all that lies in this one.
    next: u32,
}

/// A value of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'s> {
    spans: &'s Spans<'s>,
    site: u32,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Null,
    Bool,
    Number,
    Text,
    List,
    Object,
}

impl<'t> Spans<'t> {
    /// Notes the places of a text; the error is that of `serde_json`, for text that is no JSON.
    pub(crate) fn of(text: &'t str) -> Result<Self, serde_json::Error> {
        serde_json::from_str::<Json>(text)?;
        if u32::try_from(text.len()).is_err() {
            return Err(serde_json::Error::custom("the text is too long"));
        }
        let mut spans = Self { text, sites: sites(text.as_bytes()), ..Self::default() };
        spans.find_duplicates();
        Ok(spans)
    }

    /// The keys that stand twice in one object, in the order of the text.
    pub(crate) fn duplicates(&self) -> &[Duplicate] {
        &self.duplicates
    }

    /// The whole document.
    pub(crate) fn root(&self) -> Node<'_> {
        Node { spans: self, site: 0 }
    }

    /// The bytes to underline at a place. What does not exist resolves to the nearest thing that holds it.
    pub(crate) fn resolve(&self, pointer: &Pointer, part: Part) -> Range<usize> {
        match self.follow(pointer) {
            Ok(node) => node.part(part),
            Err(nearest) => nearest.part(Part::Head),
        }
    }

    /// What stands at a place, if it is there.
    pub(crate) fn at(&self, pointer: &Pointer) -> Option<Node<'_>> {
        self.follow(pointer).ok()
    }

    /// What stands at a place, or else the nearest thing that holds it.
    fn follow(&self, pointer: &Pointer) -> Result<Node<'_>, Node<'_>> {
        let mut node = self.root();
        for step in pointer.segments() {
            let next = match node.kind() {
                Type::Object => node.member(&step),
                // Only as it is written in a pointer: 7, not 07.
                Type::List => step
                    .parse()
                    .ok()
                    .filter(|i: &usize| i.to_string() == step)
                    .and_then(|i| node.items().nth(i)),
                Type::Null | Type::Bool | Type::Number | Type::Text => None,
            };
            node = next.ok_or(node)?;
        }
        Ok(node)
    }

    fn find_duplicates(&mut self) {
        let mut overridden = Vec::new();
        let mut duplicates = Vec::new();
        let mut note = |first: Node<'_>, before: Node<'_>, again: Node<'_>| {
            overridden.push(before.site);
            duplicates.push(Duplicate { first: first.part(Part::Key), again: again.part(Part::Key) });
        };
        for site in (0..self.sites.len()).filter(|i| self.text.as_bytes()[self.sites[*i].start()] == b'{') {
            // Fits: there are fewer values than bytes.
            let object = Node { spans: self, site: u32::try_from(site).unwrap_or(u32::MAX) };
            if object.children().nth(FEW).is_none() {
                let mut keys = [""; FEW];
                let mut escaped = false;
                for (i, member) in object.children().enumerate() {
                    keys[i] = member.raw_key();
                    escaped |= keys[i].contains('\\');
                    if !escaped && !keys[..i].contains(&keys[i]) {
                        continue;
                    }
                    let same = |other: &Node<'_>| other.key() == member.key();
                    if let Some(first) = object.children().take(i).find(same) {
                        let before = object.children().take(i).filter(same).last().unwrap_or(first);
                        note(first, before, member);
                    }
                }
            } else {
                let mut met: BTreeMap<Cow<'_, str>, (Node<'_>, Node<'_>)> = BTreeMap::new();
                for member in object.children() {
                    let entry = met.entry(member.key()).or_insert((member, member));
                    if entry.0.site != member.site {
                        note(entry.0, entry.1, member);
                        entry.1 = member;
                    }
                }
            }
        }
        overridden.sort_unstable();
        duplicates.sort_by_key(|duplicate| duplicate.again.start);
        (self.overridden, self.duplicates) = (overridden, duplicates);
    }
}

/// Objects with no more members than this are searched for duplicates one by one.
const FEW: usize = 32;

impl<'s> Node<'s> {
    fn site(self) -> &'s Site {
        &self.spans.sites[self.site as usize]
    }

    /// What it is.
    pub(crate) fn kind(self) -> Type {
        match self.spans.text.as_bytes()[self.site().start()] {
            b'{' => Type::Object,
            b'[' => Type::List,
            b'"' => Type::Text,
            b't' | b'f' => Type::Bool,
            b'n' => Type::Null,
            _ => Type::Number,
        }
    }

    /// Its own characters.
    pub(crate) fn raw(self) -> &'s str {
        &self.spans.text[self.part(Part::Value)]
    }

    /// The characters of its key, without the quotes.
    fn raw_key(self) -> &'s str {
        unquoted(self.raw_whole_key())
    }

    /// The characters of its key; none in a list.
    pub(crate) fn raw_whole_key(self) -> &'s str {
        let (start, end) = self.site().key;
        &self.spans.text[start as usize..end as usize]
    }

    /// Its key; empty in a list.
    pub(crate) fn key(self) -> Cow<'s, str> {
        decoded(self.raw_whole_key())
    }

    /// What it says, if it is a text.
    pub(crate) fn text(self) -> Option<Cow<'s, str>> {
        (self.kind() == Type::Text).then(|| decoded(self.raw()))
    }

    /// All that lies directly in it.
    fn children(self) -> impl Iterator<Item = Node<'s>> {
        let Self { spans, site } = self;
        let (mut next, end) = (site + 1, self.site().next);
        std::iter::from_fn(move || {
            let node = (next < end).then_some(Node { spans, site: next })?;
            next = node.site().next;
            Some(node)
        })
    }

    /// The items of a list; nothing for any other value.
    pub(crate) fn items(self) -> impl Iterator<Item = Node<'s>> {
        let is_list = self.kind() == Type::List;
        self.children().filter(move |_| is_list)
    }

    /// The members of an object, of two with one key the last; nothing for any other value.
    pub(crate) fn members(self) -> impl Iterator<Item = Node<'s>> {
        let is_object = self.kind() == Type::Object;
        let overridden = &self.spans.overridden;
        self.children().filter(move |node| {
            is_object && (overridden.is_empty() || overridden.binary_search(&node.site).is_err())
        })
    }

    /// The member with this key.
    pub(crate) fn member(self, key: &str) -> Option<Node<'s>> {
        self.members().find(|node| node.has_key(key))
    }

    /// Whether this is its key.
    pub(crate) fn has_key(self, key: &str) -> bool {
        let raw = self.raw_key();
        if raw.contains('\\') { self.key() == key } else { raw == key }
    }

    /// The bytes of a part of it.
    pub(crate) fn part(self, part: Part) -> Range<usize> {
        let Site { key, value, .. } = *self.site();
        let range = |(start, end): (u32, u32)| start as usize..end as usize;
        match part {
            Part::Key if key != (0, 0) => range(key),
            Part::Value | Part::Key => range(value),
            Part::Head => range((value.0, value.0 + 1)),
        }
    }
}

impl Site {
    fn start(&self) -> usize {
        self.value.0 as usize
    }
}

fn unquoted(raw: &str) -> &str {
    raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default()
}

/// What a text in quotes says.
fn decoded(raw: &str) -> Cow<'_, str> {
    if raw.contains('\\') {
        // It is part of a text that was read before.
        Cow::Owned(serde_json::from_str(raw).unwrap_or_default())
    } else {
        Cow::Borrowed(unquoted(raw))
    }
}

/// The values of a text that is known to be JSON and no longer than a `u32` counts: strings and brackets are all that
/// has to be told apart.
fn sites(text: &[u8]) -> Vec<Site> {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    // A document has a value in every thirty bytes, or so.
    let mut sites: Vec<Site> = Vec::with_capacity(text.len() / 24);
    let mut open: Vec<usize> = Vec::new();
    let mut key = (0, 0);
    let mut at = 0;
    while let Some(b) = text.get(at) {
        let start = at;
        match b {
            b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' => {
                at += 1;
                continue;
            }
            b'}' | b']' => {
                at += 1;
                if let Some(closed) = open.pop() {
                    sites[closed].value.1 = number(at);
                    sites[closed].next = number(sites.len());
                }
                continue;
            }
            b'{' | b'[' => {
                at += 1;
                open.push(sites.len());
            }
            b'"' => {
                at = string_end(text, at + 1);
                let in_object = open.last().is_some_and(|open| text[sites[*open].start()] == b'{');
                if in_object && key == (0, 0) {
                    key = (number(start), number(at));
                    continue;
                }
            }
            _ => {
                let ends = |b: &u8| matches!(b, b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t');
                at += text[at..].iter().position(ends).unwrap_or(text.len() - at);
            }
        }
        let next = number(sites.len() + 1);
        sites.push(Site { key: std::mem::take(&mut key), value: (number(start), number(at)), next });
    }
    sites
}

/// Where a string ends whose first character stands here: behind its closing quote.
fn string_end(text: &[u8], mut at: usize) -> usize {
    while let Some(b) = text.get(at) {
        match b {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// Any JSON value, read to its end and let go.
struct Json;

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Not `deserialize_ignored_any`: that looks neither at escapes nor at the size of numbers.
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Json {
    type Value = Self;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<Self>()?.is_some() {}
        Ok(self)
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn at(pointer: &str) -> Pointer {
        Pointer::new(pointer).unwrap()
    }

    #[test]
    fn keys_values_and_heads_are_found() {
        let text = r#"{ "a": [1, {"b": "c"}] }"#;
        let spans = Spans::of(text).unwrap();
        let resolve = |pointer, part| &text[spans.resolve(&at(pointer), part)];
        assert_eq!(resolve("/a/1/b", Part::Value), r#""c""#);
        assert_eq!(resolve("/a/1/b", Part::Key), r#""b""#);
        assert_eq!(resolve("/a", Part::Head), "[");
        assert_eq!(resolve("/a/1/missing/deep", Part::Value), "{");
        assert_eq!(resolve("/a/0", Part::Key), "1");
        assert!(spans.at(&at("/a/00")).is_none());
    }

    #[test]
    fn of_keys_that_stand_twice_the_last_counts() {
        let many = (0..FEW).fold(String::new(), |keys, n| keys + &format!("\"k{n}\": 0,"));
        for before in ["", &many] {
            let text = format!(r#"{{ {before} "a": 1, "\u0061": 2, "b": 3, "a": [4] }}"#);
            let spans = Spans::of(&text).unwrap();
            let twice: Vec<_> =
                spans.duplicates().iter().map(|d| (&text[d.first.clone()], &text[d.again.clone()])).collect();
            assert_eq!(twice, [(r#""a""#, r#""\u0061""#), (r#""a""#, r#""a""#)]);
            assert_eq!(spans.at(&at("/a")).unwrap().raw(), "[4]");
            assert_eq!(spans.root().members().filter(|m| m.key() == "a").count(), 1);
        }
    }

    #[test]
    fn what_serde_json_refuses_is_refused() {
        for text in ["", "{", "[1,]", "1e999", r#""\ud800""#, "01", "{} {}", "\"\t\""] {
            assert!(Spans::of(text).is_err(), "{text}");
            assert!(serde_json::from_str::<Value>(text).is_err(), "{text}");
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            "[a-z\"\\\\/~\n\u{e9}\u{1f3c3}{}\\[\\],:]{0,6}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                proptest::collection::vec(("[a-c\"\\\\/~\u{e9},:]{0,2}", inner), 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        })
    }

    fn holds(spans: &Spans<'_>, pointer: &Pointer, value: &Value) {
        let node = spans.at(pointer).unwrap_or_else(|| panic!("there is no {pointer}"));
        assert_eq!(&serde_json::from_str::<Value>(node.raw()).unwrap(), value, "{pointer}");
        match value {
            Value::Object(object) => {
                assert_eq!(node.kind(), Type::Object);
                assert_eq!(
                    node.members().map(|m| m.key().into_owned()).collect::<Vec<_>>(),
                    object.keys().cloned().collect::<Vec<_>>()
                );
                for (key, value) in object {
                    let pointer = pointer.clone() / key.as_str();
                    let key_text = &spans.text[spans.at(&pointer).unwrap().part(Part::Key)];
                    assert_eq!(&serde_json::from_str::<String>(key_text).unwrap(), key);
                    holds(spans, &pointer, value);
                }
            }
            Value::Array(items) => {
                assert_eq!(node.kind(), Type::List);
                assert_eq!(node.items().count(), items.len());
                for (i, item) in items.iter().enumerate() {
                    holds(spans, &(pointer.clone() / i), item);
                }
            }
            Value::String(text) => assert_eq!(node.text().as_deref(), Some(text.as_str())),
            _ => assert_eq!(node.text(), None),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_value_stands_where_its_place_says(value in json(), pretty in any::<bool>()) {
            let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text = text.unwrap();
            // As it is read: the last digit of a number may differ from what was written.
            let value = serde_json::from_str(&text).unwrap();
            holds(&Spans::of(&text).unwrap(), &Pointer::root(), &value);
        }
    }
}
