//! The rules, the exporters and the mapping to FHIR.

use regimen_exporter::{ExporterInfo, fhir};
use regimen_validator::rules::{ALL, Group, Rule};

use crate::Chapter;
use crate::directive::lines_with_code;
use crate::markdown::{Page, capitalised, text};
use crate::places::beside;

/// Every rule in one line, with a page for each group.
pub(crate) fn rules(page: &mut Page, path: &str, below: &mut Vec<Chapter>) {
    let mut groups: Vec<Group> = Vec::new();
    for rule in ALL {
        if !groups.contains(&rule.group) {
            groups.push(rule.group);
        }
    }
    for group in groups {
        let title = format!("Rules: {}", group.name());
        let own = format!("rules-{}.md", group.name());
        let of_group = ALL.iter().filter(|rule| rule.group == group);
        page.heading(2, capitalised(group.name()), None);
        let row = |rule: &&'static Rule| {
            vec![
                format!("[{0}](<{own}#{0}>)", rule.id),
                rule.level.name().to_owned(),
                rule.summary().to_owned(),
            ]
        };
        page.table(&["Rule", "Level", "What it flags"], &of_group.clone().map(row).collect::<Vec<_>>());
        let mut of_its_own = Page::default();
        of_its_own.heading(1, &title, None);
        for rule in of_group {
            let (_, body) = rule.page.split_once('\n').unwrap_or_default();
            of_its_own.heading(2, rule.id, Some(rule.id));
            of_its_own.raw(format_args!("Level: {}.", rule.level.name()));
            of_its_own.raw(lowered(body, 1).trim());
        }
        below.push(Chapter { title, path: beside(path, &own), text: of_its_own.into_text() });
    }
}

/// Every exporter.
pub(crate) fn exporters(page: &mut Page, exporters: &[&ExporterInfo]) {
    let rows: Vec<_> = exporters
        .iter()
        .map(|info| {
            let patient = if info.for_patients { "yes" } else { "no" };
            vec![format!("`{}`", info.name), text(info.summary), patient.to_owned()]
        })
        .collect();
    page.table(&["Exporter", "What it makes", "For one patient (`--for`)"], &rows);
}

/// What becomes what in FHIR.
pub(crate) fn fhir(page: &mut Page) {
    let (_, body) = fhir::MAPPING.split_once('\n').unwrap_or_default();
    page.raw(body.trim());
}

/// A text whose headings are lower by some levels.
fn lowered(text: &str, levels: usize) -> String {
    lines_with_code(text).fold(String::new(), |mut out, (line, is_code)| {
        if line.starts_with('#') && !is_code {
            out.push_str(&"#".repeat(levels));
        }
        out.push_str(line);
        out
    })
}

#[cfg(test)]
mod tests {
    use super::lowered;

    #[test]
    fn headings_are_lowered_and_code_is_not() {
        assert_eq!(lowered("# A\n```sh\n# b\n```\n## C\n", 1), "## A\n```sh\n# b\n```\n### C\n");
    }
}
