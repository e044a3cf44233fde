//! What the sheet says of itself: who made it, from which sources, where it is on the web.

use regimen_exporter::layout::Layout;
use std::rc::Rc;

use super::Sheet;
use crate::flow::{Piece, Stretch, after, f};
use crate::marks::{Mark, Node, Painted, Rgb, Segment};
use crate::text::{Link, Span};

impl Sheet<'_, '_> {
    /// Who stands behind the sheet.
    pub(super) fn foot(&mut self) -> Vec<Stretch> {
        let (words, width, handout) = (self.words, self.width, self.handout);
        let section = self.section();
        let look = self.desk.look;
        let body = self.desk.body();
        let foot = &handout.foot;
        let from = match &foot.address {
            Some(address) => format!("{}, {address}", foot.publisher),
            None => foot.publisher.clone(),
        };
        let mut review = foot.status.to_owned();
        for (label, day) in [(words.reviewed_on, &foot.reviewed_on), (words.review_due, &foot.review_due)] {
            if let Some(day) = day {
                review = format!("{review}; {label} {day}");
            }
        }
        let mut rows = vec![(words.publisher, from)];
        rows.extend(foot.contact.clone().map(|t| (words.questions, t)));
        for (label, people) in [(words.written_by, &foot.authors), (words.reviewed_by, &foot.reviewers)] {
            if !people.is_empty() {
                rows.push((label, people.join("; ")));
            }
        }
        rows.push((words.review, review));
        if !foot.pictures.is_empty() {
            rows.push((words.pictures, foot.pictures.join("; ")));
        }
        rows.extend(foot.version.clone().map(|t| (words.version, t)));
        rows.extend(foot.licence.clone().map(|t| (words.licence, t)));
        // The foot of every page says them too, and a compact sheet has no room to say them twice.
        if self.layout != Layout::Compact {
            rows.push((words.program, handout.id.clone()));
            rows.push((words.checksum, foot.checksum.clone()));
        }
        rows.push((words.made, format!("{} {} {}", foot.date, words.made_with, foot.generator)));
        let details = rows;
        if self.layout == Layout::Compact {
            let mut spans = Vec::new();
            for (label, text) in &details {
                let dot = if text.ends_with(['.', '!', '?']) { "" } else { "." };
                spans.push(body.bold().span(&format!("{label}: ")));
                spans.push(body.span(&format!("{text}{dot} ")));
            }
            return vec![Self::across(self.desk.paragraph(section, &spans, width, body))];
        }
        let heading = self.desk.heading(section, 2, words.about_sheet, None, width);
        let mut columns = self.in_columns(|sheet, width| {
            details
                .iter()
                .flat_map(|(label, text)| after(look.gap * 0.5, sheet.labelled(section, label, text, width)))
                .collect()
        });
        columns.gap = heading.first().map_or(0.0, |p| p.gap);
        columns.head = heading;
        let mut stretches = vec![columns];
        let brief = matches!(self.layout, Layout::Compact | Layout::Cards | Layout::Diary);
        if !foot.sources.is_empty() && !brief {
            let mut pieces = self.desk.heading(section, 3, words.sources, None, width);
            let soft = body.ink(look.palette.soft);
            let items: Vec<Vec<Span>> = foot
                .sources
                .iter()
                .map(|source| {
                    let mut spans = vec![body.span(&source.citation)];
                    if let Some(link) = &source.link {
                        spans.push(body.span(" "));
                        spans.push(soft.link(link, Link::Address(link.clone())));
                    }
                    spans
                })
                .collect();
            pieces.extend(self.desk.list(section, &items, true, width, body));
            stretches.push(Self::across(pieces));
        }
        stretches
    }
}

/// A QR code in a square of a side.
pub(super) fn qr_code(node: Node, rows: &[Vec<bool>], side: f32) -> Piece {
    let scale = side / f(rows.len().max(1));
    let mut path = Vec::new();
    for (y, row) in rows.iter().enumerate() {
        let (top, bottom) = (f(y), f(y + 1));
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|dark| **dark).count();
            if run > 0 {
                let (left, right) = (f(x), f(x + run));
                path.extend([
                    Segment::Move(left, top),
                    Segment::Line(right, top),
                    Segment::Line(right, bottom),
                    Segment::Line(left, bottom),
                    Segment::Close,
                ]);
            }
            x += run.max(1);
        }
    }
    let paths = Rc::new(vec![Painted { path, fill: Some((Rgb(0, 0, 0), 1.0)), stroke: None }]);
    let mark = Mark::Drawing { node, x: 0.0, y: 0.0, width: side, height: side, scale, paths };
    Piece { height: side, marks: vec![mark], ..Piece::default() }
}
