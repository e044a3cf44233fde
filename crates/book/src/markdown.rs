//! Markdown while it is written. Whatever a text holds stays a text.

use std::fmt::{Display, Write as _};

/// A page while it is written: blocks with an empty line between them.
#[derive(Debug, Default)]
pub struct Page(String);

impl Page {
    /// A heading. What is given is Markdown already.
    pub fn heading(&mut self, level: usize, title: impl Display, anchor: Option<&str>) {
        let anchor = anchor.map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        let _ = write!(self.0, "{} {title}{anchor}\n\n", "#".repeat(level));
    }

    /// A paragraph, or any other block, that is Markdown already.
    pub fn raw(&mut self, block: impl Display) {
        let _ = write!(self.0, "{block}\n\n");
    }

    /// A paragraph of plain text.
    pub fn line(&mut self, words: &str) {
        self.raw(text(words));
    }

    /// A paragraph of plain text behind a label.
    pub fn labelled(&mut self, label: &str, words: &str) {
        let colon = if label.ends_with([':', '?', '.']) { "" } else { ":" };
        self.raw(format_args!("**{}{colon}** {}", text(label), text(words)));
    }

    /// A list of items that are Markdown already.
    pub fn list(&mut self, items: impl IntoIterator<Item = impl Display>) {
        let before = self.0.len();
        for item in items {
            let _ = writeln!(self.0, "- {item}");
        }
        if self.0.len() > before {
            self.0.push('\n');
        }
    }

    /// A numbered list of plain texts.
    pub fn steps(&mut self, steps: &[String]) {
        for (i, step) in steps.iter().enumerate() {
            let _ = writeln!(self.0, "{}. {}", i + 1, text(step));
        }
        self.0.push('\n');
    }

    /// A box that is seen at once.
    pub fn warning(&mut self, blocks: &[String]) {
        let quoted: Vec<String> =
            blocks.iter().map(|block| format!("> {}", block.replace('\n', "\n> "))).collect();
        self.raw(quoted.join("\n>\n"));
    }

    /// A table of cells that are Markdown already. Nothing without rows.
    pub fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        if rows.is_empty() {
            return;
        }
        let _ = writeln!(self.0, "| {} |", head.join(" | "));
        let _ = writeln!(self.0, "|{}", "---|".repeat(head.len()));
        for row in rows {
            let _ = writeln!(self.0, "| {} |", row.join(" | "));
        }
        self.0.push('\n');
    }

    /// Whether nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The page.
    pub fn into_text(self) -> String {
        self.0
    }
}

/// A text on one line in which nothing is markup.
pub fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut number = true;
    for (i, c) in words.chars().enumerate() {
        let starts_block = i == 0 && matches!(c, '-' | '+' | '=' | ':');
        // `1.` and `1)` begin a list.
        let ends_number = number && i > 0 && matches!(c, '.' | ')');
        number &= c.is_ascii_digit();
        let is_markup = matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '{' | '}' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '^'
        );
        if starts_block || ends_number || is_markup {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// A text as the value of an attribute.
pub(crate) fn attribute(words: &str) -> String {
    words.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A value of a list in words: `hip-flexion` → `hip flexion`.
pub(crate) fn named(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().replace('-', " ")
}

/// A text with a capital in front.
pub(crate) fn capitalised(words: &str) -> String {
    regimen_exporter::wording::capitalised(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_is_markup() {
        assert_eq!(text("- a *b* [c](d) | <i> 3"), "\\- a \\*b\\* \\[c\\](d) \\| \\<i\\> 3");
        assert_eq!(text("12. months, 0.5 kg"), "12\\. months, 0.5 kg");
        assert_eq!(text("a\nb"), "a b");
    }
}
