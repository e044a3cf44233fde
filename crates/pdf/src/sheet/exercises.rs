//! Phases, sessions and exercises, each with its dose, its figure and its steps.

use std::rc::Rc;

use regimen_exporter::view::{Description, Item, Phase, Session, Variation};
use regimen_exporter::wording::Labels;

use super::{Sheet, tick_list};
use crate::desk::{Desk, Part, Type};
use crate::figures::{Extent, figure};
use crate::flow::{self, BoxLook, Keep, Piece, Stretch, after, kept, together, with_next};
use crate::marks::{Mark, Node, Role, Shape};
use crate::text::{Link, Span};

impl Sheet<'_, '_> {
    pub(super) fn exercises(&mut self) -> Vec<Stretch> {
        let handout = self.handout;
        let mut all: Vec<Stretch> = handout.phases.iter().flat_map(|phase| self.phase(phase)).collect();
        if !handout.more_exercises.is_empty() {
            all.extend(self.more_exercises());
        }
        all
    }

    /// A phase with its sessions.
    fn phase(&mut self, phase: &Phase) -> Vec<Stretch> {
        let section = self.section();
        let (look, width) = (self.desk.look, self.width);
        let rule = |y| {
            let shape = Shape::Fill(look.palette.accent);
            Mark::Shape { x: 0.0, y, width, height: 2.0, shape }
        };
        let place = format!("part-{}", phase.number);
        let mut above: Vec<&str> = Vec::new();
        above.extend(phase.place.as_deref());
        above.extend(phase.weeks.as_deref());
        above.extend(phase.days.as_deref());
        let mut band =
            vec![Piece { height: 2.0 + look.gap * 0.7, marks: vec![rule(0.0)], ..Piece::default() }];
        let title = self.desk.heading(section, 2, &phase.title, Some(&place), width);
        band.extend(after(0.0, title));
        if !above.is_empty() {
            let text = above.join(" · ");
            band.extend(after(0.0, self.desk.plain(section, &text, width)));
        }
        let height = look.gap * 0.7 + 2.0;
        band.push(Piece { height, marks: vec![rule(look.gap * 0.7)], ..Piece::default() });
        let band = Piece { keep: Keep::Must, gap: look.gap * 3.2, ..flow::merged(band) };
        let mut pieces = vec![band];
        for session in &phase.sessions {
            pieces.extend(self.session(section, session));
        }
        let ticks = &phase.move_on_when;
        let words = self.words;
        let mut parts: Vec<Part<'_>> = Vec::new();
        let frame = |bar| BoxLook {
            frame: Some((look.palette.line, 1.0)),
            bar: Some((bar, 4.0)),
            pad: (look.gap * 1.1, look.gap * 1.6),
            ..BoxLook::default()
        };
        if !ticks.is_empty() {
            parts.push(Box::new(move |desk, width| {
                desk.boxed(frame(look.palette.accent), width, |desk, width| {
                    let mut pieces = desk.heading(section, 3, words.move_on, None, width);
                    pieces.extend(after(look.gap * 0.4, desk.plain(section, words.move_on_all, width)));
                    pieces.extend(tick_list(desk, section, ticks, width));
                    together(pieces)
                })
            }));
        }
        if !phase.step_back_when.is_empty() {
            parts.push(Box::new(move |desk, width| {
                desk.boxed(frame(look.palette.soft), width, |desk, width| {
                    let mut pieces = desk.heading(section, 3, words.step_back, None, width);
                    pieces.extend(desk.bullets(section, &phase.step_back_when, width));
                    together(pieces)
                })
            }));
        }
        if let Some(keep_going) = &phase.keep_going {
            parts.push(Box::new(move |desk, width| {
                desk.boxed(frame(look.palette.accent), width, |desk, width| {
                    let mut pieces = desk.heading(section, 3, words.keep_going, None, width);
                    pieces.extend(after(look.gap * 0.4, desk.plain(section, keep_going, width)));
                    together(pieces)
                })
            }));
        }
        let beside = self.desk.beside(width, parts);
        pieces.extend(after(look.gap * 2.0, beside));
        vec![Self::across(pieces)]
    }

    fn session(&mut self, section: Node, session: &Session) -> Vec<Piece> {
        let (words, look, width) = (self.words, self.desk.look, self.width);
        let body = self.desk.body();
        let title = self.desk.heading(section, 3, &session.title, None, width);
        let mut pieces = after(look.gap * 2.1, title);
        let mut rhythm = Vec::new();
        rhythm.extend(session.frequency.as_ref().map(|often| body.bold().span(often)));
        let long = session.minutes.as_ref().map(|m| format!("{m} {}", words.each_time));
        for text in long.iter().chain(&session.minutes_a_day) {
            let dot = if rhythm.is_empty() { "" } else { "  ·  " };
            rhythm.push(body.span(&format!("{dot}{text}")));
        }
        if !rhythm.is_empty() {
            let line = self.desk.paragraph(section, &rhythm, width, body);
            pieces.extend(after(look.gap * 0.2, with_next(line, Keep::Must)));
        }
        for item in &session.items {
            pieces.extend(self.item(section, item, 4));
        }
        pieces
    }

    /// Exercises that may be done in place of others.
    fn more_exercises(&mut self) -> Vec<Stretch> {
        let (words, width) = (self.words, self.width);
        let section = self.section();
        let mut pieces = self.desk.heading(section, 2, words.more_exercises, Some("more-exercises"), width);
        let intro = self.desk.plain(section, words.more_exercises_intro, width);
        pieces.extend(with_next(intro, Keep::Must));
        let handout = self.handout;
        for item in &handout.more_exercises {
            pieces.extend(self.item(section, item, 3));
        }
        vec![Self::across(pieces)]
    }

    /// An exercise: what is done, and below it what is worth knowing, which may go over to the next page.
    fn item(&mut self, parent: Node, item: &Item, level: u16) -> Vec<Piece> {
        let (look, width, words) = (self.desk.look, self.width, self.words);
        let section = self.desk.node(Role::Section, parent);
        let line = Shape::Rule { ink: look.palette.line, width: 0.75, dashed: false };
        let rule = Piece {
            gap: look.gap * 1.5,
            height: look.gap * 1.5,
            marks: vec![Mark::Shape { x: 0.0, y: 0.0, width, height: 0.0, shape: line }],
            keep: Keep::Must,
            ..Piece::default()
        };
        let mut pieces = [vec![rule], self.doing(section, item, level)].concat();
        let mut more = Vec::new();
        if let Some(description) = &item.description {
            more = after(look.gap, self.notes(section, description));
        }
        let has_notes = !more.is_empty();
        if !item.alternatives.is_empty() {
            let body = self.desk.body();
            let mut spans = vec![body.bold().span(&format!("{}:", words.instead))];
            for link in &item.alternatives {
                spans.push(body.span(" "));
                spans.push(linked(body, &link.text, link.number));
            }
            let measure = self.measure();
            more = with_next(more, Keep::Must);
            more.extend(self.desk.paragraph(section, &spans, measure, body));
        }
        if !has_notes {
            return kept([pieces, more].concat(), Keep::Must);
        }
        let name = format!("{} {}", item.title, words.continued);
        let again = item_title(&mut self.desk, section, item.number, &name, level, None, width);
        let mut again = flow::merged(again);
        again.height += look.gap;
        let again = Rc::new(again);
        for piece in pieces.iter_mut().skip(1).chain(&mut more) {
            piece.head = Some(again.clone());
        }
        [with_next(pieces, Keep::Rather), kept(more, Keep::Rather)].concat()
    }

    /// Title, dose, picture and steps of an exercise, never apart: in whichever way takes least of the
    /// page. What is not taken leaves no trace.
    fn doing(&mut self, section: Node, item: &Item, level: u16) -> Vec<Piece> {
        let (look, width) = (self.desk.look, self.width);
        let shown = item.description.as_ref().and_then(|d| d.figure.as_ref());
        let picture = |desk: &mut Desk<'_>, width: f32| {
            shown.map(|shown| figure(desk, section, shown, width, Extent::All).1).unwrap_or_default()
        };
        if !look.side_by_side {
            let mut pieces = self.lead(section, item, level, width);
            pieces.extend(after(look.gap, dose_box(&mut self.desk, section, item, width)));
            pieces.extend(picture(&mut self.desk, width));
            let pieces = kept(pieces, Keep::Must);
            let steps = [self.start(section, item, width), self.steps(section, item, width)].concat();
            return if steps.is_empty() {
                pieces
            } else {
                [with_next(pieces, Keep::Must), kept(steps, Keep::Hardly)].concat()
            };
        }
        let (column, gutter) = (self.column(), self.gutter());
        let side_by_side = |left, right| flow::side_by_side(vec![(0.0, left), (column + gutter, right)]);

        // All in columns, the picture below the title.
        let left = [self.lead(section, item, level, column), picture(&mut self.desk, column)].concat();
        let mut right = dose_box(&mut self.desk, section, item, column);
        right.extend(self.start(section, item, column));
        right.extend(self.steps(section, item, column));
        let mut ways = vec![vec![side_by_side(left, right)]];
        // Steps below, the picture below the title or across the page.
        let measure = self.measure();
        for wide in [false, true] {
            let mut left = self.lead(section, item, level, column);
            let mut pieces = Vec::new();
            if wide {
                pieces.extend(picture(&mut self.desk, width));
            } else {
                left.extend(picture(&mut self.desk, column));
            }
            let right = dose_box(&mut self.desk, section, item, column);
            pieces.insert(0, side_by_side(left, right));
            pieces.extend(self.start(section, item, measure));
            pieces.extend(self.in_two(|sheet, width| sheet.steps(section, item, width)));
            ways.push(pieces);
        }
        ways.sort_by(|a, b| flow::height(a).total_cmp(&flow::height(b)));
        kept(ways.swap_remove(0), Keep::Must)
    }

    /// The number and title of an exercise, and why it is there.
    fn lead(&mut self, section: Node, item: &Item, level: u16, width: f32) -> Vec<Piece> {
        let place = item.description.is_some().then(|| format!("exercise-{}", item.number));
        let mut pieces = item_title(&mut self.desk, section, item.number, &item.title, level, place, width);
        pieces.extend(lead_block(&mut self.desk, section, item, self.words, width));
        pieces
    }

    /// How an exercise begins, and what it needs.
    fn start(&mut self, section: Node, item: &Item, width: f32) -> Vec<Piece> {
        let Some(description) = &item.description else { return Vec::new() };
        let (words, body) = (self.words, self.desk.body());
        let mut spans = vec![
            body.bold().span(&format!("{}: ", words.start)),
            body.span(&format!("{}.", description.start)),
        ];
        if let Some(equipment) = &description.equipment {
            spans.push(body.bold().span(&format!(" {}: ", words.you_need)));
            spans.push(body.span(&format!("{equipment}.")));
        }
        with_next(self.desk.paragraph(section, &spans, width, body), Keep::Must)
    }

    fn steps(&mut self, section: Node, item: &Item, width: f32) -> Vec<Piece> {
        let Some(description) = &item.description else { return Vec::new() };
        let body = self.desk.body();
        let steps: Vec<_> = description.steps.iter().map(|s| vec![body.span(s)]).collect();
        self.desk.list(section, &steps, true, width, body)
    }

    /// What is worth knowing of an exercise.
    fn notes(&mut self, section: Node, description: &Description) -> Vec<Piece> {
        let (words, width) = (self.words, self.width);
        if !self.desk.look.side_by_side {
            return notes(&mut self.desk, section, description, words, width);
        }
        self.in_two(|sheet, width| notes(&mut sheet.desk, section, description, words, width))
    }

    /// Two columns of one height, in one piece.
    fn in_two(&mut self, make: impl FnOnce(&mut Self, f32) -> Vec<Piece>) -> Vec<Piece> {
        let (column, gutter) = (self.column(), self.gutter());
        let pieces = make(self, column);
        if pieces.is_empty() { pieces } else { vec![flow::balanced(pieces, column + gutter)] }
    }

    pub(super) fn labelled(&mut self, section: Node, label: &str, text: &str, width: f32) -> Vec<Piece> {
        let body = self.desk.body();
        let spans = [body.bold().span(&format!("{label}: ")), body.span(text)];
        self.desk.paragraph(section, &spans, width, body)
    }
}

/// The number in its ring, and the title.
pub(super) fn item_title(
    desk: &mut Desk<'_>,
    section: Node,
    number: u32,
    name: &str,
    level: u16,
    place: Option<String>,
    width: f32,
) -> Vec<Piece> {
    let look = desk.look;
    let size = look.headings[3];
    let ring = size * 1.75;
    let indent = ring + look.body * 0.6;
    let kind = Type { size, ..desk.body() }.bold();
    let kind = Type { leading: 1.2, ..kind };
    let node = desk.node(Role::Heading(level, name.to_owned()), section);
    let mut title = flow::merged(desk.text(node, &[kind.span(name)], width - indent, kind));
    let digits = kind.ink(look.palette.accent).size(look.body).align(crate::text::Align::Centre);
    let mut sign = flow::merged(desk.text(node, &[digits.span(&number.to_string())], ring, digits));
    // The number is read before the title, and stands in the middle of its ring.
    let down = (ring - sign.height) / 2.0;
    let across = (ring - title.height).max(0.0) / 2.0;
    let mut marks = vec![Mark::Place {
        y: 0.0,
        name: place.unwrap_or_default(),
        heading: Some((level, name.to_owned())),
    }];
    let shape = Shape::Ring { ink: look.palette.accent, width: 1.5 };
    marks.push(Mark::Shape { x: 0.75, y: 0.75, width: ring - 1.5, height: ring - 1.5, shape });
    marks.extend(std::mem::take(&mut sign.marks).into_iter().map(|m| m.shifted(0.0, down)));
    marks.extend(std::mem::take(&mut title.marks).into_iter().map(|m| m.shifted(indent, across)));
    let height = ring.max(title.height);
    vec![Piece { height, marks, keep: Keep::Must, ..Piece::default() }]
}

fn lead_block(
    desk: &mut Desk<'_>,
    section: Node,
    item: &Item,
    words: &'static Labels,
    width: f32,
) -> Vec<Piece> {
    let gap = desk.look.gap;
    let body = desk.body();
    let mut pieces = Vec::new();
    for reason in &item.changed {
        let spans = [body.bold().span(&format!("{}: ", words.changed)), body.span(reason)];
        pieces.extend(after(gap * 0.7, desk.paragraph(section, &spans, width, body)));
    }
    if let Some(reason) = &item.reason {
        pieces.extend(after(gap * 0.7, desk.plain(section, reason, width)));
    }
    if let Some(note) = &item.note {
        let spans = [body.bold().span(&format!("{}: ", words.note)), body.span(note)];
        pieces.extend(after(gap * 0.7, desk.paragraph(section, &spans, width, body)));
    }
    if let Some(see) = &item.see {
        let span = linked(body, see, Some(item.number));
        pieces.extend(after(gap * 0.7, desk.paragraph(section, &[span], width, body)));
    }
    pieces
}

fn dose_box(desk: &mut Desk<'_>, section: Node, item: &Item, width: f32) -> Vec<Piece> {
    let Some(dose) = &item.dose else { return Vec::new() };
    let look = desk.look;
    let frame = BoxLook {
        fill: Some(look.palette.tint),
        bar: Some((look.palette.accent, 5.0)),
        pad: (look.gap * 0.9, look.gap * 1.4),
        ..BoxLook::default()
    };
    desk.boxed(frame, width, |desk, width| {
        let strong = desk.body().bold().size(look.lead);
        let strong = Type { leading: 1.25, ..strong };
        let node = desk.node(Role::Paragraph, section);
        let mut pieces = desk.text(node, &[strong.span(&dose.sentences.join(" "))], width, strong);
        for detail in &dose.details {
            pieces.extend(after(look.gap * 0.4, desk.plain(section, detail, width)));
        }
        if let Some(side) = item.side {
            let strong = desk.body().bold();
            let line = desk.paragraph(section, &[strong.span(side)], width, strong);
            pieces.extend(after(look.gap * 0.4, line));
        }
        together(pieces)
    })
}

fn notes(
    desk: &mut Desk<'_>,
    section: Node,
    description: &Description,
    words: &'static Labels,
    width: f32,
) -> Vec<Piece> {
    let body = desk.body();
    let gap = desk.look.gap;
    let mut pieces = Vec::new();
    let mut note = |desk: &mut Desk<'_>, label: &str, texts: Vec<Vec<Span>>| {
        if texts.is_empty() {
            return;
        }
        let mut spans = vec![body.bold().span(&format!("{label}:"))];
        for text in texts {
            spans.push(body.span(" "));
            spans.extend(text);
        }
        pieces.extend(after(gap * 0.75, desk.paragraph(section, &spans, width, body)));
    };
    for (label, text) in [(words.feel, &description.feel), (words.breathing, &description.breathing)] {
        if let Some(text) = text {
            note(desk, label, vec![vec![body.span(text)]]);
        }
    }
    note(desk, words.careful, description.cautions.iter().map(|t| vec![body.span(t)]).collect());
    for (label, ways) in [(words.easier, &description.easier), (words.harder, &description.harder)] {
        note(desk, label, ways.iter().map(|way| variation(body, way)).collect());
    }
    pieces
}

fn variation(body: Type, way: &Variation) -> Vec<Span> {
    let mut spans: Vec<Span> = way.text.iter().map(|t| body.span(t)).collect();
    if let Some(link) = &way.link {
        if !spans.is_empty() {
            spans.push(body.span(" "));
        }
        spans.push(linked(body, &link.text, link.number));
    }
    spans
}

/// A text that leads to an exercise, if that is on the sheet.
fn linked(kind: Type, text: &str, number: Option<u32>) -> Span {
    match number {
        Some(number) => kind.link(text, Link::Place(format!("exercise-{number}"))),
        None => kind.span(text),
    }
}
