//! Why a document does not fit its JSON Schema, said so that its author can act on it: one fault, one finding. Runs only
//! on documents that could not be read into their types, in one walk over the places of their values.
//!
//! The schemas are our own, so this knows the part of JSON Schema that they use, and refuses to start with a keyword
//! that it does not know. A schema engine holds it to the standard in the tests.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use regex::Regex;
use regimen_schema::documents::figure::{AxialKey, PairedKey};
use regimen_schema::json_schema::json_schema;
use regimen_schema::pointer::Way;
use regimen_schema::text::Date;
use regimen_schema::{Finding, Kind, Level, Location};
use serde_json::{Number, Value};

use crate::findings::Findings;
use crate::rules::structure::{MISSING_KEY, NOT_ALLOWED_VALUE, OUT_OF_RANGE, UNKNOWN_KEY, WRONG_TYPE};
use crate::spans::{Node, Spans, Type};
use crate::suggest::{self, did_you_mean, list};

/// What keeps a text from being a document of its kind.
pub(crate) fn check(kind: Kind, file: &Arc<str>, spans: &Spans<'_>, findings: &mut Findings) {
    let mut walk = Walk { kind, file, shapes: shapes(kind), findings };
    walk.value(ROOT, spans.root(), &Way::ROOT);
}

/// Whether a text is a document of its kind, asked of the schema alone.
pub fn fits_schema(kind: Kind, text: &str) -> bool {
    let Ok(spans) = Spans::of(text) else { return false };
    fits(kind, shapes(kind), ROOT, spans.root())
}

fn fits(kind: Kind, shapes: &'static [Shape], shape: usize, node: Node<'_>) -> bool {
    let (file, mut findings) = ("".into(), Findings::counted());
    let mut walk = Walk { kind, file: &file, shapes, findings: &mut findings };
    walk.value(shape, node, &Way::ROOT);
    findings.is_empty()
}

/// What a value must be: a schema, made ready for the walk. Others are named by their number.
#[derive(Debug)]
enum Shape {
    Object {
        keys: Vec<Key>,
        /// Of the keys that are not listed: their values. None if there may not be any.
        others: Option<usize>,
        /// How every key must be written.
        names: Option<TextShape>,
        /// How many members there must be.
        least: usize,
    },
    List {
        items: usize,
        least: usize,
        most: Option<usize>,
    },
    Text(TextShape),
    Choice(Vec<String>),
    Number {
        is_whole: bool,
        least: Option<Number>,
        most: Option<Number>,
    },
    Bool,
    /// One of several shapes, with the tag of each where all are tagged.
    OneOf {
        branches: Vec<usize>,
        tags: Vec<String>,
    },
    /// A shape that is being made: a schema may hold itself.
    Unfinished,
}

#[derive(Debug)]
struct Key {
    name: String,
    value: usize,
    is_required: bool,
    description: Option<String>,
}

#[derive(Debug)]
struct TextShape {
    least: usize,
    most: Option<usize>,
    pattern: Option<Regex>,
    is_date: bool,
    /// How it must be written.
    message: Option<String>,
    example: Option<String>,
}

const ROOT: usize = 0;

fn shapes(kind: Kind) -> &'static [Shape] {
    static SHAPES: [OnceLock<Vec<Shape>>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
    SHAPES[kind as usize].get_or_init(|| {
        let schema = json_schema(kind, &[]);
        let mut made = Made { root: &schema, shapes: Vec::new(), named: BTreeMap::new() };
        made.shape(&schema);
        made.shapes
    })
}

/// Makes shapes of a schema.
struct Made<'s> {
    root: &'s Value,
    shapes: Vec<Shape>,
    named: BTreeMap<&'s str, usize>,
}

impl<'s> Made<'s> {
    /// The number of a schema's shape.
    fn shape(&mut self, schema: &'s Value) -> usize {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            if let Some(known) = self.named.get(name) {
                return *known;
            }
            // Noted before it is made: it may hold itself.
            self.named.insert(name, self.shapes.len());
            let target = name.strip_prefix('#').and_then(|place| self.root.pointer(place));
            let made = self.shape(target.expect("a reference leads to a definition: tested for every kind"));
            self.named.insert(name, made);
            return made;
        }
        if let Some([only]) = schema.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
            return self.shape(only);
        }
        let number = self.shapes.len();
        self.shapes.push(Shape::Unfinished);
        let shape = self.of(schema);
        self.shapes[number] = shape;
        number
    }

    fn of(&mut self, schema: &'s Value) -> Shape {
        refuse_unknown_keywords(schema);
        let size = |word| schema.get(word).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let text = |word| schema.get(word).and_then(Value::as_str);
        if let Some(Value::Array(branches)) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            let tag = |b: &Value| Some(b.pointer("/properties/kind/const")?.as_str()?.to_owned());
            let tags: Option<Vec<_>> = branches.iter().map(tag).collect();
            let branches = branches.iter().map(|branch| self.shape(branch)).collect();
            return Shape::OneOf { branches, tags: tags.unwrap_or_default() };
        }
        if let Some(only) = text("const") {
            return Shape::Choice(vec![only.to_owned()]);
        }
        if let Some(Value::Array(values)) = schema.get("enum") {
            return Shape::Choice(values.iter().filter_map(Value::as_str).map(str::to_owned).collect());
        }
        match text("type") {
            Some("object") => self.object(schema, size("minProperties").unwrap_or(0)),
            Some("array") => Shape::List {
                items: self.shape(&schema["items"]),
                least: size("minItems").unwrap_or(0),
                most: size("maxItems"),
            },
            Some("string") => Shape::Text(TextShape::of(schema)),
            Some(number @ ("integer" | "number")) => {
                let limit = |word| schema.get(word).and_then(Value::as_number).cloned();
                Shape::Number {
                    is_whole: number == "integer",
                    least: limit("minimum"),
                    most: limit("maximum"),
                }
            }
            Some("boolean") => Shape::Bool,
            other => panic!("a schema of the type {other:?} is not understood: {schema}"),
        }
    }

    fn object(&mut self, schema: &'s Value, least: usize) -> Shape {
        let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
        let keys = schema["properties"].as_object().into_iter().flatten().map(|(name, value)| Key {
            name: name.clone(),
            value: self.shape(value),
            is_required: required.iter().any(|r| *r == name),
            description: value.get("description").and_then(Value::as_str).map(str::to_owned),
        });
        let keys: Vec<_> = keys.collect();
        assert!(keys.len() < Seen::BITS as usize, "an object has too many keys to keep count of");
        let others = match schema.get("additionalProperties") {
            Some(Value::Bool(false)) => None,
            Some(others @ Value::Object(_)) => Some(self.shape(others)),
            other => panic!("additional keys are refused or described, not {other:?}"),
        };
        let names = schema.get("propertyNames").map(|names| {
            refuse_unknown_keywords(names);
            TextShape::of(names)
        });
        Shape::Object { keys, others, names, least }
    }
}

impl TextShape {
    fn of(schema: &Value) -> Self {
        let size = |word| schema.get(word).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let text = |word| schema.get(word).and_then(Value::as_str);
        Self {
            least: size("minLength").unwrap_or(0),
            most: size("maxLength"),
            pattern: text("pattern")
                .map(|p| Regex::new(p).expect("our own patterns are well formed: tested")),
            is_date: text("format") == Some("date"),
            message: text("patternErrorMessage").map(str::to_owned),
            example: schema.pointer("/examples/0").map(Value::to_string),
        }
    }
}

/// A keyword that says something about values, and is none of those that the walk looks at, would be passed over.
fn refuse_unknown_keywords(schema: &Value) {
    const KNOWN: &[&str] = &[
        "$id",
        "$schema",
        "additionalProperties",
        "anyOf",
        "const",
        "default",
        "defaultSnippets",
        "definitions",
        "description",
        "enum",
        "enumDescriptions",
        "examples",
        "items",
        "markdownDescription",
        "maxItems",
        "maxLength",
        "maximum",
        "minItems",
        "minLength",
        "minProperties",
        "minimum",
        "oneOf",
        "pattern",
        "patternErrorMessage",
        "properties",
        "propertyNames",
        "required",
        "title",
        "type",
    ];
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let is_known = KNOWN.contains(&keyword.as_str()) || (keyword == "format" && value == "date");
        assert!(is_known, "the keyword {keyword} is not understood: {schema}");
    }
}

/// The listed keys that an object holds, a bit for each.
type Seen = u128;

struct Walk<'a> {
    kind: Kind,
    file: &'a Arc<str>,
    shapes: &'static [Shape],
    findings: &'a mut Findings,
}

impl Walk<'_> {
    fn value(&mut self, shape: usize, node: Node<'_>, way: &Way<'_>) {
        let shapes = self.shapes;
        match &shapes[shape] {
            Shape::OneOf { branches, tags } => self.one_of(branches, tags, node, way),
            shape if !has_type(shape, node) => self.wrong_type(way, expected(shape), node),
            Shape::Object { keys, others, names, least } => {
                self.object(keys, *others, names.as_ref(), *least, node, way);
            }
            Shape::List { items, least, most } => {
                let mut count = 0;
                for item in node.items() {
                    self.value(*items, item, &way.index(count));
                    count += 1;
                }
                if count < *least {
                    self.too_few_items(way, *least);
                } else if let Some(most) = most.filter(|most| count > *most) {
                    self.too_many_items(way, count, most);
                }
            }
            Shape::Text(shape) => self.text(shape, &node.text().unwrap_or_default(), way),
            Shape::Choice(values) => {
                let text = node.text().unwrap_or_default();
                if !values.iter().any(|value| *value == *text) {
                    self.not_a_choice(values, node, way);
                }
            }
            Shape::Number { least, most, .. } => self.number(least.as_ref(), most.as_ref(), node, way),
            Shape::Bool | Shape::Unfinished => {}
        }
    }

    fn object(
        &mut self,
        keys: &'static [Key],
        others: Option<usize>,
        names: Option<&TextShape>,
        least: usize,
        node: Node<'_>,
        way: &Way<'_>,
    ) {
        let mut seen: Seen = 0;
        let mut count = 0;
        let mut next = 0;
        let mut unknown = Vec::new();
        for member in node.members() {
            count += 1;
            // Keys stand in the order of the schema, mostly.
            let found = (next..keys.len()).chain(0..next).find(|i| member.has_key(&keys[*i].name));
            if let Some(i) = found {
                next = i + 1;
                seen |= 1 << i;
                self.value(keys[i].value, member, &way.key(&keys[i].name));
                continue;
            }
            let name = member.key();
            if let Some(names) = names {
                self.name(names, &name, way);
            }
            match others {
                Some(others) => self.value(others, member, &way.key(&name)),
                None => unknown.push(name),
            }
        }
        // A key that is spelt wrongly is not missing too.
        for name in &unknown {
            seen |= self.unknown_key(way, name, keys).map_or(0, |meant| 1 << meant);
        }
        for (i, key) in keys.iter().enumerate().filter(|(_, key)| key.is_required) {
            if seen & 1 << i == 0 {
                self.missing_key(way, key);
            }
        }
        if count < least {
            self.tell(|teller| {
                let keys = list(keys.iter().map(|key| key.name.as_str()), "or");
                let at = Location::head(teller.file, way.pointer());
                (MISSING_KEY.id, at, "the object is empty".into(), format!("add {keys}"))
            });
        }
    }

    /// Of several shapes that a value may have, the author meant one: the one whose tag it carries, or else the one
    /// whose type it has.
    fn one_of(&mut self, branches: &'static [usize], tags: &'static [String], node: Node<'_>, way: &Way<'_>) {
        let shapes = self.shapes;
        if !tags.is_empty() && node.kind() == Type::Object {
            let Some(tag) = node.member("kind") else { return self.missing_tag(tags, node, way) };
            let text = tag.text();
            return match tags.iter().position(|tag| text.as_deref() == Some(tag)) {
                Some(meant) => self.value(branches[meant], node, way),
                None => self.unknown_tag(tags, tag, &way.key("kind")),
            };
        }
        let mut meant = branches.iter().copied().filter(|b| has_type(&shapes[*b], node));
        match (meant.next(), meant.next()) {
            (Some(only), None) => self.value(only, node, way),
            (Some(first), Some(_)) => {
                let fits = |b: &usize| has_type(&shapes[*b], node) && fits(self.kind, shapes, *b, node);
                if !branches.iter().any(fits) {
                    self.value(first, node, way);
                }
            }
            (None, _) => {
                let mut types: Vec<_> = branches.iter().map(|b| expected(&shapes[*b])).collect();
                types.dedup();
                let keys = branches.iter().find_map(|b| match &shapes[*b] {
                    Shape::Object { keys, .. } => Some(keys.as_slice()),
                    _ => None,
                });
                match (types.as_slice(), keys) {
                    ([plain, _], Some(keys)) => {
                        self.neither_plain_nor_object(way, plain, keys, node);
                    }
                    (types, _) => self.wrong_type(way, types[0], node),
                }
            }
        }
    }

    fn text(&mut self, shape: &TextShape, text: &str, way: &Way<'_>) {
        if let Some(most) = shape.most.filter(|most| text.len() > *most) {
            let length = text.chars().count();
            if length > most {
                self.tell(|teller| {
                    let message = format!("the text is {length} characters long, {most} are allowed");
                    (OUT_OF_RANGE.id, teller.at(way), message, "say it in fewer words".into())
                });
            }
        }
        let is_too_short = || text.len() < shape.least || text.chars().count() < shape.least;
        if shape.least > 0 && is_too_short() {
            self.tell(|teller| {
                let help = "write it, or leave the key out".into();
                (OUT_OF_RANGE.id, teller.at(way), "the text is empty".into(), help)
            });
        } else if shape.pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
            self.tell(|teller| {
                let help = shape.message.as_deref().unwrap_or("write it as its description says");
                let example =
                    shape.example.as_ref().map_or_else(String::new, |e| format!(", for example {e}"));
                let message = format!("{} is not written as it must be here", teller.shown_text(text));
                (NOT_ALLOWED_VALUE.id, teller.at(way), message, format!("{help}{example}"))
            });
        } else if shape.is_date && text.parse::<Date>().is_err() {
            self.tell(|teller| {
                let message = format!("{} is no date that exists", teller.shown_text(text));
                (NOT_ALLOWED_VALUE.id, teller.at(way), message, "write a day that the calendar has".into())
            });
        }
    }

    fn number(&mut self, least: Option<&Number>, most: Option<&Number>, node: Node<'_>, way: &Way<'_>) {
        let Ok(number) = serde_json::from_str::<Number>(node.raw()) else { return };
        let value = |number: &Number| number.as_f64().unwrap_or(f64::NAN);
        if let Some(limit) = least.filter(|limit| value(&number) < value(limit)) {
            self.tell(|teller| {
                let limit = value(limit);
                let message = format!("{number} is below the least that is allowed, {limit}");
                let help = match opposite_angle(way) {
                    Some(other) => format!("write {limit} or more; the other way is \"{other}\""),
                    None => format!("write {limit} or more"),
                };
                (OUT_OF_RANGE.id, teller.at(way), message, help)
            });
        }
        if let Some(limit) = most.filter(|limit| value(&number) > value(limit)) {
            self.tell(|teller| {
                let limit = value(limit);
                let message = format!("{number} is above the most that is allowed, {limit}");
                (OUT_OF_RANGE.id, teller.at(way), message, format!("write {limit} or less"))
            });
        }
    }

    fn too_few_items(&mut self, way: &Way<'_>, least: usize) {
        self.tell(|teller| {
            let message = if least == 1 {
                "the list is empty".to_owned()
            } else {
                format!("the list holds fewer than {least} items")
            };
            (OUT_OF_RANGE.id, teller.at(way), message, "add an item".into())
        });
    }

    fn too_many_items(&mut self, way: &Way<'_>, count: usize, most: usize) {
        self.tell(|teller| {
            let message = format!("the list holds {count} items, {most} are allowed");
            (OUT_OF_RANGE.id, teller.at(way), message, format!("keep {most} or fewer"))
        });
    }

    fn wrong_type(&mut self, way: &Way<'_>, expected: &str, node: Node<'_>) {
        self.tell(|teller| {
            let message = format!("expected {expected}, found {}", found(node));
            let help = if node.kind() == Type::Null {
                format!("write {expected}; where there is nothing to say, leave the key out")
            } else if let Some(number) = teller.number_meant(expected, node) {
                format!("write {number}: {NUMBERS_ARE_BARE}")
            } else {
                format!("write {expected}")
            };
            (WRONG_TYPE.id, teller.at(way), message, help)
        });
    }

    /// Of a value that may be written plainly or as an object: a dose as a number or a range, a contact as a target or
    /// with how it is reached.
    fn neither_plain_nor_object(&mut self, way: &Way<'_>, plain: &str, keys: &[Key], node: Node<'_>) {
        self.tell(|teller| {
            let names = keys.iter().filter(|key| key.is_required).map(|key| key.name.as_str());
            let names: Vec<_> = names.collect();
            let with = match names.as_slice() {
                [] => keys.iter().map(|key| key.name.as_str()).collect::<Vec<_>>().join(" or "),
                names => names.join(" and "),
            };
            let message = format!("expected {plain}, or an object with {with}, found {}", found(node));
            let range = || teller.range_meant(node).filter(|_| names == ["min", "max"]);
            let help = if let Some((min, max)) = range() {
                format!("write {{ \"min\": {min}, \"max\": {max} }}: {NUMBERS_ARE_BARE}")
            } else if let Some(number) = teller.number_meant(plain, node) {
                format!("write {number}: {NUMBERS_ARE_BARE}")
            } else if names == ["min", "max"] {
                format!("write {plain}, or {{ \"min\": 2, \"max\": 3 }}")
            } else {
                format!("write {plain}")
            };
            (WRONG_TYPE.id, teller.at(way), message, help)
        });
    }

    fn not_a_choice(&mut self, values: &[String], node: Node<'_>, way: &Way<'_>) {
        self.tell(|teller| {
            let values = || values.iter().map(String::as_str);
            let message = format!("{} is not one of the values allowed here", teller.shown(node));
            let help = node.text().and_then(|text| did_you_mean(&text, values())).map_or_else(
                || format!("write {}", list(values(), "or")),
                |near| format!("did you mean \"{near}\"?"),
            );
            (NOT_ALLOWED_VALUE.id, teller.at(way), message, help)
        });
    }

    fn unknown_tag(&mut self, tags: &[String], tag: Node<'_>, way: &Way<'_>) {
        self.tell(|teller| {
            let tags = || tags.iter().map(String::as_str);
            let message = format!("{} is no kind that exists here", teller.shown(tag));
            let help = tag.text().and_then(|text| did_you_mean(&text, tags())).map_or_else(
                || format!("write {}", list(tags(), "or")),
                |near| format!("did you mean \"{near}\"?"),
            );
            (NOT_ALLOWED_VALUE.id, teller.at(way), message, help)
        });
    }

    fn missing_tag(&mut self, tags: &[String], node: Node<'_>, way: &Way<'_>) {
        let near = |name: &str| did_you_mean(name, ["kind"].into_iter()).is_some();
        if let Some(misspelt) = node.members().map(Node::key).find(|name| near(name)) {
            return self.tell(|teller| {
                let at = Location::key(teller.file, way.key(&misspelt).pointer());
                let message = format!("unknown key \"{}\"", shorten(&misspelt));
                (UNKNOWN_KEY.id, at, message, "did you mean \"kind\"?".into())
            });
        }
        self.tell(|teller| {
            let kinds = list(tags.iter().map(String::as_str), "or");
            let at = Location::head(teller.file, way.pointer());
            let help = format!("add \"kind\" with {kinds}: it says which keys follow");
            (MISSING_KEY.id, at, "\"kind\" is missing".into(), help)
        });
    }

    /// Tells of a key that is not listed. Gives back the number of the one that was meant.
    fn unknown_key(&mut self, way: &Way<'_>, name: &str, keys: &[Key]) -> Option<usize> {
        let mut meant = None;
        self.tell(|teller| {
            let mut known: Vec<_> = keys.iter().map(|key| key.name.as_str()).collect();
            known.sort_unstable();
            meant = suggest::key(name, &known);
            let first = name.split('_').next().unwrap_or_default();
            let alike = suggest::with_first_word(first, &known);
            let help = match meant {
                Some(near) => format!("did you mean \"{near}\"?"),
                None if alike.len() > 1 => {
                    format!("the keys here that begin so are {}", list(alike.into_iter(), "and"))
                }
                None => format!("the keys here are {}", list(known.iter().copied(), "and")),
            };
            let at = Location::key(teller.file, way.key(name).pointer());
            (UNKNOWN_KEY.id, at, format!("unknown key \"{}\"", shorten(name)), help)
        });
        meant.and_then(|meant| keys.iter().position(|key| key.name == meant))
    }

    fn missing_key(&mut self, way: &Way<'_>, key: &Key) {
        self.tell(|teller| {
            let name = &key.name;
            let help = key.description.as_ref().map_or_else(
                || format!("add \"{name}\""),
                |description| format!("add \"{name}\": {}", lower_first(description)),
            );
            let at = Location::head(teller.file, way.pointer());
            (MISSING_KEY.id, at, format!("\"{name}\" is missing"), help)
        });
    }

    /// Looks at a key that an author chooses.
    fn name(&mut self, shape: &TextShape, name: &str, way: &Way<'_>) {
        let is_long = shape.most.is_some_and(|most| name.chars().count() > most);
        if !is_long && shape.pattern.as_ref().is_none_or(|pattern| pattern.is_match(name)) {
            return;
        }
        self.tell(|teller| {
            let message = format!("\"{}\" is not a key that is allowed here", shorten(name));
            // Rules are the only keys that a document chooses.
            let help = suggest::rule(name).map_or_else(
                || "write the rule's name: lower-case words with hyphens between them".to_owned(),
                |near| format!("did you mean \"{near}\"?"),
            );
            (UNKNOWN_KEY.id, Location::key(teller.file, way.key(name).pointer()), message, help)
        });
    }

    /// Tells a fault, if there is still room for it. What is said is made up only then.
    fn tell(&mut self, fault: impl FnOnce(&Teller<'_>) -> (&'static str, Location, String, String)) {
        let teller = Teller { kind: self.kind, file: self.file };
        self.findings.push_with(Level::Error, || {
            let (rule, at, message, help) = fault(&teller);
            Finding::new(rule, Level::Error, at, message).help(help)
        });
    }
}

/// What the words of a finding need to know.
struct Teller<'a> {
    kind: Kind,
    file: &'a Arc<str>,
}

impl Teller<'_> {
    fn at(&self, way: &Way<'_>) -> Location {
        Location::value(self.file, way.pointer())
    }

    /// A value as a message may show it: short, and not at all where it may be about a patient.
    fn shown(&self, node: Node<'_>) -> String {
        match node.text() {
            Some(text) => self.shown_text(&text),
            None if matches!(node.kind(), Type::List | Type::Object) => found(node).to_owned(),
            None => serde_json::from_str::<Value>(node.raw()).unwrap_or_default().to_string(),
        }
    }

    /// The number with which a text begins, where one is asked for: `"3 s"`. A prescription's texts are not repeated.
    fn number_meant(&self, expected: &str, node: Node<'_>) -> Option<String> {
        let text = node.text().filter(|_| expected.ends_with("number") && self.kind != Kind::Prescription)?;
        let (number, rest) = leading_number(text.trim())?;
        // More numbers say something else than one number could.
        (!rest.contains(|c: char| c.is_ascii_digit())).then(|| number.to_owned())
    }

    /// The two numbers of a range in words: `"8-10"`, `"8 to 10 times"`.
    fn range_meant(&self, node: Node<'_>) -> Option<(String, String)> {
        let text = node.text().filter(|_| self.kind != Kind::Prescription)?;
        let (min, rest) = leading_number(text.trim())?;
        let rest = rest.trim_start();
        let rest = ["-", "–", "—", "to "].iter().find_map(|sign| rest.strip_prefix(sign))?;
        let (max, rest) = leading_number(rest.trim_start())?;
        (!rest.contains(|c: char| c.is_ascii_digit())).then(|| (min.to_owned(), max.to_owned()))
    }

    fn shown_text(&self, text: &str) -> String {
        if self.kind == Kind::Prescription {
            "this text".to_owned()
        } else {
            format!("\"{}\"", shorten(text))
        }
    }
}

/// What to say to who wrote a number as a text.
const NUMBERS_ARE_BARE: &str = "a number stands without quotes, and the key says the unit";

/// A number as JSON writes it at the beginning of a text, and what follows.
fn leading_number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    serde_json::from_str::<Number>(number).ok().map(|_| (number, rest))
}

/// The angle that bends the other way, for a place among the angles of a figure.
fn opposite_angle(way: &Way<'_>) -> Option<&'static str> {
    let pointer = way.pointer().to_string();
    let (_, angle) = pointer.rsplit_once("/angles/")?;
    let name = angle.split('/').next()?;
    let paired = PairedKey::ALL.iter().find(|key| key.name() == name).and_then(|key| key.opposite());
    let axial = AxialKey::ALL.iter().find(|key| key.name() == name).map(|key| key.opposite().name());
    paired.map(PairedKey::name).or(axial)
}

/// Whether a value is of the type that a shape asks for. Of several shapes nothing is asked here.
fn has_type(shape: &Shape, node: Node<'_>) -> bool {
    match shape {
        Shape::Object { .. } => node.kind() == Type::Object,
        Shape::List { .. } => node.kind() == Type::List,
        Shape::Text(_) | Shape::Choice(_) => node.kind() == Type::Text,
        Shape::Number { is_whole, .. } => node.kind() == Type::Number && (!is_whole || is_whole_number(node)),
        Shape::Bool => node.kind() == Type::Bool,
        Shape::OneOf { .. } | Shape::Unfinished => true,
    }
}

/// `3.0` is a whole number, in JSON Schema as here.
fn is_whole_number(node: Node<'_>) -> bool {
    let raw = node.raw();
    raw.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        || serde_json::from_str::<f64>(raw).is_ok_and(|number| number.fract() == 0.0)
}

fn expected(shape: &Shape) -> &'static str {
    match shape {
        Shape::Object { .. } => "an object { … }",
        Shape::List { .. } => "a list [ … ]",
        Shape::Text(_) | Shape::Choice(_) => "a text in double quotes",
        Shape::Number { is_whole: true, .. } => "a whole number",
        Shape::Number { is_whole: false, .. } => "a number",
        Shape::Bool => "true or false",
        Shape::OneOf { .. } | Shape::Unfinished => "another type",
    }
}

fn found(node: Node<'_>) -> &'static str {
    match node.kind() {
        Type::Null => "null",
        Type::Bool => "true or false",
        Type::Number if !is_whole_number(node) => "a number with a fraction",
        Type::Number => "a number",
        Type::Text => "a text",
        Type::List => "a list",
        Type::Object => "an object",
    }
}

/// The beginning of a text, as a message may show it.
pub(crate) fn shorten(text: &str) -> String {
    const MOST: usize = 40;
    let clean: String = text.chars().take(MOST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(MOST).is_some() { clean + "…" } else { clean }
}

fn lower_first(text: &str) -> String {
    let first_sentence = text.split_once(". ").map_or(text, |(first, _)| first).trim_end_matches('.');
    let mut chars = first_sentence.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}
