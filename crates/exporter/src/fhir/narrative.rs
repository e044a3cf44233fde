//! What a resource says to people: the same blocks as XHTML for its narrative and as plain text for what a patient is told.

use std::fmt::Write as _;

use super::types::Narrative;

/// A piece of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Heading(String),
    Paragraph(String),
    List(Vec<String>),
    /// What is done one after the other.
    Steps(Vec<String>),
}

/// Text that is made of blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Blocks(pub(super) Vec<Block>);

impl Blocks {
    pub(super) fn heading(&mut self, text: impl Into<String>) {
        self.0.push(Block::Heading(text.into()));
    }

    pub(super) fn paragraph(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Block::Paragraph(text));
        }
    }

    /// A paragraph with a word before it, if there is a text.
    pub(super) fn labelled(&mut self, label: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.paragraph(format!("{label}: {text}"));
        }
    }

    /// A list, if anything is in it.
    pub(super) fn list(&mut self, items: Vec<String>) {
        if !items.is_empty() {
            self.0.push(Block::List(items));
        }
    }

    pub(super) fn steps(&mut self, steps: Vec<String>) {
        if !steps.is_empty() {
            self.0.push(Block::Steps(steps));
        }
    }

    pub(super) fn extend(&mut self, more: &Self) {
        self.0.extend(more.0.iter().cloned());
    }

    /// As a resource's narrative.
    pub(super) fn narrative(&self, language: &str) -> Narrative {
        let mut div = format!(
            "<div xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"{language}\" xml:lang=\"{language}\">"
        );
        for block in &self.0 {
            let _ = match block {
                Block::Heading(text) => write!(div, "<h2>{}</h2>", xml(text)),
                Block::Paragraph(text) => write!(div, "<p>{}</p>", xml(text)),
                Block::List(items) => write!(div, "<ul>{}</ul>", list_items(items)),
                Block::Steps(items) => write!(div, "<ol>{}</ol>", list_items(items)),
            };
        }
        div.push_str("</div>");
        Narrative { status: "generated".into(), div }
    }

    /// As lines of plain text.
    pub(super) fn plain(&self) -> String {
        let mut lines = Vec::new();
        for block in &self.0 {
            match block {
                Block::Heading(text) | Block::Paragraph(text) => lines.push(text.clone()),
                Block::List(items) => lines.extend(items.iter().map(|item| format!("- {item}"))),
                Block::Steps(items) => lines.extend((1..).zip(items).map(|(n, item)| format!("{n}. {item}"))),
            }
        }
        lines.join("\n")
    }
}

fn list_items(items: &[String]) -> String {
    items.iter().fold(String::new(), |list, item| list + "<li>" + &xml(item) + "</li>")
}

/// Text in XHTML. What XML 1.0 cannot hold at all is left out.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// Plain text where FHIR reads Markdown: what would be markup is escaped.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (i, c) in text.char_indices() {
        let starts_block = i == 0 && matches!(c, '#' | '-' | '+' | '=' | '~');
        if starts_block || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    // `1. ` at the start would be a list.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && matches!(out.as_bytes().get(digits), Some(b'.' | b')')) {
        out.insert(digits, '\\');
    }
    out
}

/// Lines of plain text where FHIR reads Markdown: each stays a line.
pub(super) fn markdown_lines(text: &str) -> String {
    text.lines().map(markdown).collect::<Vec<_>>().join("  \n")
}

/// The plain text that [`markdown`] wrote.
pub(super) fn from_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_from_markdown() {
        for text in
            ["1. x", "10) y", "# a", "- b", "3 * 4 < 5 & [z](u) `c` _d_ \\e|f", "0 to 10", "", "2\\. x", "\\"]
        {
            assert_eq!(from_markdown(&markdown(text)), text);
        }
        assert_eq!(markdown("1. x"), "1\\. x");
        assert_eq!(markdown("Hold for 30 seconds. 3-4 times."), "Hold for 30 seconds. 3-4 times.");
    }

    #[test]
    fn no_text_becomes_markup() {
        let blocks = Blocks(vec![Block::Paragraph("<script> & \"x\" \u{1}".into())]);
        assert!(blocks.narrative("en").div.contains("<p>&lt;script&gt; &amp; &quot;x&quot; </p>"));
    }
}
