use regimen_schema::Level;

use super::{Check, Group, Rule, Sink, TextCx};

pub(super) static RULE: Rule = Rule {
    id: "markup-in-text",
    group: Group::Language,
    level: Level::Warning,
    page: include_str!("markup_in_text.md"),
    check: Check::Text(check),
};

fn check(cx: &TextCx<'_>, sink: &mut Sink<'_>) {
    if !cx.scan.markup {
        return;
    }
    if let Some(markup) = markup(cx.text) {
        let message = format!("the text holds {markup}, which is printed as it stands");
        sink.report(cx.at(), message, "write plain words; leave emphasis, lists and links to the layout");
    }
}

/// What kind of markup a text holds. The signs by themselves are none: "L4/L5 < 10 mm", "(1) * 2".
fn markup(text: &str) -> Option<&'static str> {
    let bytes = text.as_bytes();
    let next = |i: usize| bytes.get(i + 1).copied().unwrap_or(b' ');
    if text.starts_with("# ") || text.starts_with("## ") {
        return Some("a Markdown heading");
    }
    bytes.iter().enumerate().find_map(|(i, b)| match b {
        b'<' if next(i).is_ascii_alphabetic() || next(i) == b'/' => {
            text[i..].contains('>').then_some("an HTML tag")
        }
        b'*' | b'_' if next(i) == *b => Some("Markdown emphasis"),
        b'*' | b'_' if is_emphasis(bytes, i, *b) => Some("Markdown emphasis"),
        b'`' => Some("Markdown code"),
        b'[' => text[i..].contains("](").then_some("a Markdown link"),
        b'&' => is_entity(&text[i..]).then_some("an HTML character code"),
        _ => None,
    })
}

/// Whether a sign opens a stretch that the same sign closes: `*slowly*`.
fn is_emphasis(text: &[u8], at: usize, sign: u8) -> bool {
    let opens = at == 0 || text[at - 1] == b' ' || text[at - 1] == b'(';
    let rest = &text[at + 1..];
    opens
        && rest.first().is_some_and(u8::is_ascii_alphanumeric)
        && rest.iter().position(|b| *b == sign).is_some_and(|end| rest[end - 1] != b' ')
}

/// Whether a text starts with a character code: `&nbsp;`, `&#176;`.
fn is_entity(text: &str) -> bool {
    let name = text[1..].split_once(';').map_or("", |(name, _)| name);
    (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
}
