//! What goes on beside the exercises: advice, goals, measures and the diary.

use regimen_exporter::layout::Layout;
use regimen_exporter::view::Diary;

use super::Sheet;
use crate::desk::{Cell, Column, Desk, Table, Type};
use crate::flow::{self, Keep, Piece, Stretch, after, together, with_next};
use crate::marks::{Node, Role};
use crate::text::Span;

impl Sheet<'_, '_> {
    /// Advice for daily life.
    pub(super) fn advice(&mut self) -> Vec<Stretch> {
        let (words, width, handout) = (self.words, self.width, self.handout);
        let section = self.section();
        let heading = self.desk.heading(section, 2, words.advice, Some("advice"), width);
        let groups = self.in_columns(|sheet, width| {
            let look = sheet.desk.look;
            let body = sheet.desk.body();
            let mut pieces = Vec::new();
            for group in &handout.advice {
                let mut made = sheet.desk.heading(section, 3, group.title, None, width);
                for (i, item) in group.items.iter().enumerate() {
                    let spans = [body.bold().span(&item.title), body.span(&format!(". {}", item.text))];
                    let spans = if item.title.ends_with(['.', '!', '?', ':']) {
                        [spans[0].clone(), body.span(&format!(" {}", item.text))]
                    } else {
                        spans
                    };
                    let text = sheet.desk.paragraph(section, &spans, width, body);
                    made.extend(after(if i == 0 { look.gap * 0.4 } else { look.gap * 0.8 }, text));
                }
                pieces.extend(made);
            }
            pieces
        });
        vec![Stretch { gap: heading.first().map_or(0.0, |p| p.gap), head: heading, ..groups }]
    }

    /// What the patient wants to reach.
    pub(super) fn goals(&mut self) -> Vec<Stretch> {
        let (words, width, handout) = (self.words, self.width, self.handout);
        let section = self.section();
        let body = self.desk.body();
        let soft = body.ink(self.desk.look.palette.soft);
        let mut pieces = self.desk.heading(section, 2, words.goals, Some("goals"), width);
        let items: Vec<Vec<Span>> = handout
            .goals
            .iter()
            .map(|goal| {
                let mut spans = vec![body.span(&goal.text)];
                let tell = goal.measure.as_ref().map(|m| soft.span(&format!(" {} {m}", words.goals_tell)));
                spans.extend(tell);
                spans
            })
            .collect();
        pieces.extend(self.desk.list(section, &items, false, width, body));
        vec![Self::across(together(pieces))]
    }

    /// How to see whether it helps.
    pub(super) fn measures(&mut self) -> Vec<Stretch> {
        let (words, width, handout) = (self.words, self.width, self.handout);
        let section = self.section();
        let look = self.desk.look;
        let body = self.desk.body();
        let mut pieces = self.desk.heading(section, 2, words.measures, Some("measures"), width);
        let intro = after(look.gap * 0.4, self.desk.plain(section, words.measures_intro, width));
        pieces.extend(with_next(intro, Keep::Must));
        let narrow = body.size * if look.side_by_side { 5.6 } else { 4.2 };
        let mut columns = vec![Column { width: width - 3.0 * narrow }];
        columns.extend([Column { width: narrow }; 3]);
        let head = |t: &str| Cell::new(Role::ColumnHead, vec![body.bold().span(t)]);
        let mut heads = vec![head(words.measure_what)];
        heads.extend(words.measure_at.iter().map(|t| head(t)));
        let soft = body.ink(look.palette.soft);
        let rows = handout.measures.iter().map(|measure| {
            let hint = format!(". {} ({})", measure.how, measure.scale);
            let spans = vec![body.bold().span(&measure.title), soft.span(&hint)];
            let mut row = vec![Cell::new(Role::RowHead, spans)];
            row.extend((0..3).map(|_| Cell::new(Role::Cell, Vec::new())));
            row
        });
        let table = Table {
            columns,
            head: heads,
            rows: rows.collect(),
            row_height: body.size * 2.6,
            ..Table::default()
        };
        pieces.extend(self.desk.table(section, &table, body));
        vec![Self::across(together(pieces))]
    }

    /// The paper diary: a table for each week, days across.
    pub(super) fn diary(&mut self) -> Vec<Stretch> {
        let (words, width, handout) = (self.words, self.width, self.handout);
        let Some(diary) = &handout.diary else { return Vec::new() };
        let section = self.section();
        let look = self.desk.look;
        let body = self.desk.body();
        let mut pieces = self.desk.heading(section, 2, words.diary, Some("diary"), width);
        let how = diary.how.join(" ");
        pieces.extend(after(look.gap * 0.4, with_next(self.desk.plain(section, &how, width), Keep::Must)));
        if !look.side_by_side {
            pieces.extend(self.days_below(section, diary));
            return vec![Stretch { new_page: true, ..Self::across(pieces) }];
        }
        let label = body.size * 9.2;
        let day = (width - label) / 7.0;
        let mut columns = vec![Column { width: label }];
        columns.extend([Column { width: day }; 7]);
        for week in &diary.weeks {
            let head = |t: &str| Cell::new(Role::ColumnHead, vec![body.bold().span(t)]);
            let mut heads = vec![head(week)];
            heads.extend(words.weekdays_short.iter().map(|t| head(t)));
            let rows = diary.columns.iter().map(|column| {
                let mut spans = vec![body.span(column.title)];
                let soft = body.ink(look.palette.soft);
                spans.extend(column.hint.map(|hint| soft.span(&format!(", {hint}"))));
                let mut row = vec![Cell::new(Role::RowHead, spans)];
                row.extend(
                    (0..7).map(|_| Cell { boxes: column.boxes.len(), ..Cell::new(Role::Cell, Vec::new()) }),
                );
                row
            });
            let table = Table {
                columns: columns.clone(),
                head: heads,
                rows: rows.collect(),
                row_height: body.size * 2.1,
                ..Table::default()
            };
            pieces.extend(after(look.gap * 1.6, self.desk.table(section, &table, body)));
        }
        vec![Stretch { new_page: self.layout == Layout::Full, ..Self::across(pieces) }]
    }

    /// The weeks of a diary where a row across would be too narrow: a row for each day.
    fn days_below(&mut self, section: Node, diary: &Diary) -> Vec<Piece> {
        let (words, width) = (self.words, self.width);
        let look = self.desk.look;
        let body = self.desk.body();
        let soft = body.ink(look.palette.soft);
        let head = |spans| Cell::new(Role::ColumnHead, spans);
        // No word is broken: a column is as wide as its longest, and what is left is for what is written most in.
        let longest = |desk: &mut Desk<'_>, text: &str, kind: Type| {
            let words = text.split_whitespace().map(|word| desk.setter.width(&[kind.span(word)]));
            words.fold(0.0, f32::max) + kind.size
        };
        let mut columns: Vec<Column> = Vec::new();
        let days = words.weekdays.iter().map(|day| longest(&mut self.desk, day, body));
        columns.push(Column { width: days.fold(0.0, f32::max) });
        for column in &diary.columns {
            let title = longest(&mut self.desk, column.title, body.bold());
            let hint = longest(&mut self.desk, column.hint.unwrap_or_default(), soft);
            let boxes = body.size * (1.32 * flow::f(column.boxes.len()) + 0.6);
            columns.push(Column { width: title.max(hint).max(boxes) });
        }
        let used: f32 = columns.iter().map(|c| c.width).sum();
        let wide = diary.columns.iter().filter(|c| c.wide).count();
        for (column, made) in diary.columns.iter().zip(columns.iter_mut().skip(1)) {
            if column.wide || wide == 0 {
                made.width += (width - used) / flow::f(if wide == 0 { diary.columns.len() } else { wide });
            }
        }
        let mut pieces = Vec::new();
        for week in &diary.weeks {
            let mut heads = vec![head(vec![body.bold().span(week)])];
            heads.extend(diary.columns.iter().map(|column| {
                let mut spans = vec![body.bold().span(column.title)];
                spans.extend(column.hint.map(|hint| soft.span(&format!(" {hint}"))));
                head(spans)
            }));
            let rows = words.weekdays.iter().map(|day| {
                let mut row = vec![Cell::new(Role::RowHead, vec![body.span(day)])];
                row.extend(
                    diary
                        .columns
                        .iter()
                        .map(|c| Cell { boxes: c.boxes.len(), ..Cell::new(Role::Cell, Vec::new()) }),
                );
                row
            });
            let table = Table {
                columns: columns.clone(),
                head: heads,
                rows: rows.collect(),
                row_height: body.size * 2.1,
                ..Table::default()
            };
            pieces.extend(after(look.gap * 1.6, self.desk.table(section, &table, body)));
        }
        pieces
    }
}
