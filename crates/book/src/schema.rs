//! The keys of documents, out of their JSON Schemas.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Chapter;
use crate::markdown::{Page, capitalised, text};
use crate::places::beside;

/// The kinds of documents, with a page each.
pub(crate) fn documents(
    page: &mut Page,
    path: &str,
    schemas: &[(&'static str, Value)],
    below: &mut Vec<Chapter>,
) {
    let mut rows = Vec::new();
    for (name, schema) in schemas {
        let own = format!("keys-{}.md", name.replace('_', "-"));
        let title = schema["title"].as_str().unwrap_or(name);
        rows.push(vec![format!("[{}](<{own}>)", text(title)), described(schema)]);
        let mut of_its_own = Page::default();
        of_its_own.heading(1, format_args!("Keys: {}", text(&title.to_lowercase())), None);
        of_its_own.raw(described(schema));
        let defined = Defined::of(schema);
        defined.object(&mut of_its_own, schema);
        for (name, definition) in &defined.shown {
            of_its_own.heading(2, text(&spaced(name)), Some(&place(name)));
            if !described(definition).is_empty() {
                of_its_own.raw(described(definition));
            }
            defined.definition(&mut of_its_own, definition);
        }
        below.push(Chapter {
            title: format!("Keys: {}", title.to_lowercase()),
            path: beside(path, &own),
            text: of_its_own.into_text(),
        });
    }
    page.table(&["Document", "What it is"], &rows);
}

/// The definitions of a schema that are more than a text or a number: those have a place of their own on the page.
struct Defined<'s> {
    shown: Vec<(&'s str, &'s Value)>,
    names: BTreeSet<&'s str>,
}

impl<'s> Defined<'s> {
    fn of(schema: &'s Value) -> Self {
        let definitions = schema["definitions"].as_object();
        let shown: Vec<_> = definitions
            .into_iter()
            .flatten()
            .filter(|(name, d)| {
                // The levels list every rule: the reference of the rules does that better.
                let is_more = d.get("properties").is_some() || d.get("enum").is_some() || is_choice(d);
                is_more && name.as_str() != "Levels"
            })
            .map(|(name, definition)| (name.as_str(), definition))
            .collect();
        let names = shown.iter().map(|(name, _)| *name).collect();
        Self { shown, names }
    }

    fn definition(&self, page: &mut Page, definition: &Value) {
        if let Some(values) = definition["enum"].as_array() {
            let descriptions = definition["enumDescriptions"].as_array();
            page.list(values.iter().enumerate().map(|(i, value)| {
                let said = descriptions.and_then(|d| d.get(i)).and_then(Value::as_str).unwrap_or_default();
                format!("`{}`: {}", value.as_str().unwrap_or_default(), text(said))
            }));
        }
        self.object(page, definition);
        for choice in definition["oneOf"].as_array().into_iter().flatten() {
            if let Some(value) = choice["const"].as_str() {
                page.list([format!("`{value}`: {}", described(choice))]);
                continue;
            }
            if let Some(kind) = choice["properties"]["kind"]["const"].as_str() {
                page.heading(3, format_args!("`\"kind\": \"{kind}\"`"), None);
                page.raw(described(choice));
                self.object(page, choice);
            }
        }
    }

    /// The keys of an object.
    fn object(&self, page: &mut Page, object: &Value) {
        let required: BTreeSet<&str> =
            object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let rows: Vec<_> = object["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, value)| key.as_str() != "kind" || value["const"].is_null())
            .map(|(key, value)| {
                let needed = if required.contains(key.as_str()) { "yes" } else { "" };
                vec![format!("`{key}`"), needed.to_owned(), self.kind_of(value), described(value)]
            })
            .collect();
        page.table(&["Key", "Required", "Holds", "What it says"], &rows);
    }

    fn kind_of(&self, value: &Value) -> String {
        let whole =
            |value: &Value| value["allOf"][0]["$ref"].as_str().or(value["$ref"].as_str()).map(str::to_owned);
        if let Some(reference) = whole(value) {
            let name = reference.rsplit('/').next().unwrap_or_default();
            return match self.names.get(name) {
                Some(name) => format!("[{}](#{})", text(&spaced(name).to_lowercase()), place(name)),
                None => text(&spaced(name).to_lowercase()),
            };
        }
        if let Some(choices) = value["oneOf"].as_array() {
            let said: Vec<String> = choices
                .iter()
                .map(|choice| {
                    let is_range = choice["properties"].get("min").is_some();
                    if is_range {
                        "or a range, `{\"min\", \"max\"}`".to_owned()
                    } else {
                        self.kind_of(choice)
                    }
                })
                .collect();
            return said.join(" ");
        }
        let bounds = match (value["minimum"].as_f64(), value["maximum"].as_f64()) {
            (Some(least), Some(most)) => format!(", {least} to {most}"),
            (Some(least), None) => format!(", at least {least}"),
            _ => String::new(),
        };
        match value["type"].as_str() {
            Some("array") => format!("list of {}", self.kind_of(&value["items"])),
            Some("integer") => format!("whole number{bounds}"),
            Some("number") => format!("number{bounds}"),
            Some("boolean") => "`true` or `false`".to_owned(),
            Some("string") => "text".to_owned(),
            Some("object") => "object".to_owned(),
            _ => String::new(),
        }
    }
}

/// Whether a definition is one of several forms, and more than a number or its range.
fn is_choice(definition: &Value) -> bool {
    definition["oneOf"].as_array().is_some_and(|all| {
        all.iter().any(|c| c.get("const").is_some() || c["properties"].get("kind").is_some())
    })
}

/// What a schema says in words, with its first example.
fn described(schema: &Value) -> String {
    let words = schema["description"].as_str().unwrap_or_default();
    // Descriptions are our own text, with code in backticks.
    let mut said = words.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|");
    if let Some(example) = schema["examples"].get(0) {
        said = format!("{said} For example `{}`", example.to_string().replace('|', "\\|"));
    }
    said.trim().to_owned()
}

/// `StartPosition` → `Start position`.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for (i, c) in name.chars().enumerate() {
        if i > 0 && c.is_uppercase() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    capitalised(&words)
}

fn place(name: &str) -> String {
    format!("of-{}", spaced(name).to_lowercase().replace(' ', "-"))
}
