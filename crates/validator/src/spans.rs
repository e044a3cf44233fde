//! Where the values of a JSON text stand. `serde_json` decides what JSON is; this only says where things are,
//! and is asked only once something is to be shown. The one place that names the span parser.

use std::collections::BTreeMap;
use std::ops::Range;

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};
use regimen_schema::pointer::Way;
use regimen_schema::{Location, Part, Pointer, Spot};

/// The byte ranges of every value and key of a text.
#[derive(Debug, Default)]
pub struct Spans {
    root: Option<Site>,
    duplicates: Vec<(Pointer, Range<usize>, Range<usize>)>,
    length: usize,
}

/// A value, with what lies in it. Pointers are followed only when they are asked for: few of the places of a text
/// ever are.
#[derive(Debug)]
struct Site {
    key: Option<Range<usize>>,
    value: Range<usize>,
    within: Within,
}

#[derive(Debug)]
enum Within {
    Nothing,
    Keys(BTreeMap<Box<str>, Site>),
    Items(Vec<Site>),
}

impl Spans {
    /// Maps a text. Where it is not JSON the map is empty, and every place resolves to the whole file.
    pub fn of(text: &str) -> Self {
        // Every field is named: a new leniency of the parser must not slip in as a default.
        let options = ParseOptions {
            allow_comments: false,
            allow_loose_object_property_names: false,
            allow_trailing_commas: false,
            allow_missing_commas: false,
            allow_single_quoted_strings: false,
            allow_hexadecimal_numbers: false,
            allow_unary_plus_numbers: false,
            allow_bare_decimal_point_numbers: false,
            allow_non_finite_numbers: false,
            allow_extended_string_escapes: false,
        };
        let collect = CollectOptions { comments: CommentCollectionStrategy::Off, tokens: false };
        let mut spans = Self { length: text.len(), ..Self::default() };
        if let Ok(Some(value)) = parse_to_ast(text, &collect, &options).map(|parsed| parsed.value) {
            spans.root = Some(Site::of(&value, None, &Way::ROOT, &mut spans.duplicates));
        }
        spans
    }

    /// The keys that stand twice in one object: the place, the first key, the second.
    pub fn duplicates(&self) -> &[(Pointer, Range<usize>, Range<usize>)] {
        &self.duplicates
    }

    /// The bytes to underline for a location in this text. What does not exist resolves to the nearest thing
    /// that holds it.
    pub fn resolve(&self, at: &Location) -> Range<usize> {
        match &at.spot {
            Spot::File => 0..0,
            Spot::Bytes(range) => range.start.min(self.length)..range.end.min(self.length),
            Spot::Node { pointer, part } => match self.follow(pointer) {
                Ok(site) => site.part(*part),
                Err(nearest) => nearest.map_or(0..0, |site| site.part(Part::Head)),
            },
        }
    }

    /// Whether a place exists as it is named.
    pub fn holds(&self, pointer: &Pointer) -> bool {
        self.follow(pointer).is_ok()
    }

    /// What stands at a place, or else the nearest thing that holds it.
    fn follow(&self, pointer: &Pointer) -> Result<&Site, Option<&Site>> {
        let mut site = self.root.as_ref().ok_or(None)?;
        for step in pointer.segments() {
            let next = match &site.within {
                Within::Nothing => None,
                Within::Keys(keys) => keys.get(&*step),
                // Only as it is written in a pointer: 7, not 07.
                Within::Items(items) => {
                    step.parse().ok().filter(|i: &usize| i.to_string() == step).and_then(|i| items.get(i))
                }
            };
            site = next.ok_or(Some(site))?;
        }
        Ok(site)
    }
}

impl Site {
    fn of(
        value: &Value<'_>,
        key: Option<Range<usize>>,
        way: &Way<'_>,
        duplicates: &mut Vec<(Pointer, Range<usize>, Range<usize>)>,
    ) -> Self {
        let within = match value {
            Value::Object(object) => {
                let mut keys = BTreeMap::<Box<str>, Self>::new();
                let mut firsts = BTreeMap::new();
                for property in &object.properties {
                    let name = property.name.as_str();
                    let key = key_range(property);
                    let way = way.key(name);
                    let site = Self::of(&property.value, Some(key.clone()), &way, duplicates);
                    // Of keys that stand twice `serde_json` keeps the last: so do the places, or a finding about its
                    // value would be underlined in the first.
                    if let Some(before) = keys.insert(name.into(), site) {
                        let first = firsts.entry(name).or_insert(before.key.unwrap_or_default());
                        duplicates.push((way.pointer(), first.clone(), key));
                    }
                }
                Within::Keys(keys)
            }
            Value::Array(array) => {
                let items = array.elements.iter().enumerate();
                Within::Items(
                    items.map(|(i, item)| Self::of(item, None, &way.index(i), duplicates)).collect(),
                )
            }
            Value::StringLit(_) | Value::NumberLit(_) | Value::BooleanLit(_) | Value::NullKeyword(_) => {
                Within::Nothing
            }
        };
        let range = value.range();
        Self { key, value: range.start..range.end, within }
    }

    fn part(&self, part: Part) -> Range<usize> {
        match part {
            Part::Value => self.value.clone(),
            Part::Key => self.key.clone().unwrap_or_else(|| self.value.clone()),
            Part::Head => self.value.start..(self.value.start + 1).min(self.value.end),
        }
    }
}

fn key_range(property: &ObjectProp<'_>) -> Range<usize> {
    let range = property.name.range();
    range.start..range.end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_values_and_heads_are_found() {
        let text = r#"{ "a": [1, {"b": "c"}] }"#;
        let spans = Spans::of(text);
        let file: std::sync::Arc<str> = "x.json".into();
        let at = |p: &str| Pointer::new(p).unwrap();
        assert_eq!(&text[spans.resolve(&Location::value(&file, at("/a/1/b")))], r#""c""#);
        assert_eq!(&text[spans.resolve(&Location::key(&file, at("/a/1/b")))], r#""b""#);
        assert_eq!(&text[spans.resolve(&Location::head(&file, at("/a")))], "[");
        assert_eq!(&text[spans.resolve(&Location::value(&file, at("/a/1/missing/deep")))], "{");
    }
}
