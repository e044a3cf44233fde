//! What clinicians ask of a program: codes, sources, waivers, the reporting checklist.

use super::Sheet;
use crate::desk::{Cell, Column, Table};
use crate::flow::{Stretch, after, together};
use crate::marks::Role;

impl Sheet<'_, '_> {
    /// What clinicians ask.
    pub(super) fn clinical(&mut self) -> Vec<Stretch> {
        let (words, width, handout) = (self.words, self.width, self.handout);
        let section = self.section();
        let look = self.desk.look;
        let body = self.desk.body();
        let clinical = &handout.clinical;
        let measure = self.measure();
        let mut pieces = self.desk.heading(section, 2, words.clinical, None, width);
        if let Some(note) = &clinical.note {
            pieces.extend(self.desk.plain(section, note, measure));
        }
        let mut conditions: Vec<String> = clinical
            .conditions
            .iter()
            .map(|c| {
                if c.codes.is_empty() {
                    c.title.clone()
                } else {
                    format!("{}: {}", c.title, c.codes.join("; "))
                }
            })
            .collect();
        conditions.extend(clinical.codes.iter().cloned());
        for (title, items) in [
            (words.clinical_conditions, &conditions),
            (words.screening, &clinical.screening),
            (words.tailoring_notes, &clinical.tailoring),
        ] {
            if items.is_empty() {
                continue;
            }
            pieces.extend(self.desk.heading(section, 3, title, None, width));
            pieces.extend(self.desk.bullets(section, items, measure));
        }
        pieces.extend(self.desk.heading(section, 3, words.clinical_exercises, None, width));
        for exercise in &clinical.exercises {
            let cited = exercise.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            let facts = [
                (words.muscles, exercise.muscles.clone()),
                (words.movements, exercise.movements.clone()),
                (words.avoid_if, exercise.avoid_if.join("; ")),
                (words.editorial, exercise.editorial.clone()),
                (words.note, exercise.note.clone().unwrap_or_default()),
                (words.codes, exercise.codes.join("; ")),
                (words.cited, cited),
            ];
            let name = format!("{}. {}", exercise.number, exercise.title);
            let mut made = self.desk.heading(section, 4, &name, None, width);
            let mut spans = Vec::new();
            for (label, text) in facts.iter().filter(|(_, text)| !text.is_empty()) {
                let dot = if text.ends_with(['.', '!', '?']) { "" } else { "." };
                spans.push(body.bold().span(&format!("{label}: ")));
                spans.push(body.span(&format!("{text}{dot} ")));
            }
            if !spans.is_empty() {
                made.extend(after(look.gap * 0.2, self.desk.paragraph(section, &spans, measure, body)));
            }
            pieces.extend(after(look.gap * 1.2, together(made)));
        }
        let head = |t: &str| Cell::new(Role::ColumnHead, vec![body.bold().span(t)]);
        let cell = |t: String| Cell::new(Role::Cell, vec![body.span(&t)]);
        if !clinical.waivers.is_empty() {
            pieces.extend(self.desk.heading(section, 3, words.waivers, None, width));
            let rows = clinical.waivers.iter().map(|waiver| {
                let name = vec![body.bold().span(&waiver.rule), body.span(&format!(" {}", waiver.place))];
                let until = waiver.until.as_ref().map(|day| format!("; {} {day}", words.waived_until));
                let by = format!("{}{}", waiver.by, until.unwrap_or_default());
                vec![Cell::new(Role::RowHead, name), cell(waiver.reason.clone()), cell(by)]
            });
            let table = Table {
                columns: [0.3, 0.46, 0.24].map(|s| Column { width: s * width }).into(),
                head: vec![head(words.waived_rule), head(words.waived_why), head(words.waived_by)],
                rows: rows.collect(),
                cuttable: true,
                ..Table::default()
            };
            pieces.extend(self.desk.table(section, &table, body));
        }
        if !clinical.checklist.is_empty() {
            pieces.extend(self.desk.heading(section, 3, words.checklist, None, width));
            let rows = clinical.checklist.iter().map(|row| {
                let name = vec![body.bold().span(&format!("{} ", row.item)), body.span(&row.topic)];
                let mut says = vec![body.span(&row.says)];
                if !row.lacks.is_empty() {
                    let blank = if row.says.is_empty() { "" } else { " " };
                    let soft = body.ink(look.palette.soft);
                    says.push(soft.span(&format!("{blank}{} {}", words.checklist_lacks, row.lacks)));
                }
                vec![Cell::new(Role::RowHead, name), Cell::new(Role::Cell, says)]
            });
            let table = Table {
                columns: [0.32, 0.68].map(|s| Column { width: s * width }).into(),
                head: vec![head(words.checklist_topic), head(words.checklist_says)],
                rows: rows.collect(),
                cuttable: true,
                ..Table::default()
            };
            pieces.extend(self.desk.table(section, &table, body));
        }
        vec![Self::across(pieces)]
    }
}
