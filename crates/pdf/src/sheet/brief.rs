//! Exercises told briefly: for the sheet on the fridge door, and on cards.

use std::rc::Rc;

use regimen_exporter::view::{Card, Item};

use super::exercises::item_title;
use super::{LEAST_MEASURE, Sheet};
use crate::desk::Desk;
use crate::figures::{Extent, figure};
use crate::flow::{self, Keep, Piece, Stretch, after, kept, together, with_next};
use crate::marks::{Mark, Node, Role, Shape};
use crate::style::Look;
use crate::text::Span;

impl Sheet<'_, '_> {
    /// A card for each exercise, in the first of the looks that leaves room for all its steps, and the warnings on
    /// cards of their own. `height` is that of a card's text.
    pub(crate) fn cards(&mut self, height: f32, looks: &[Look]) -> Vec<Vec<Stretch>> {
        let (handout, words) = (self.handout, self.words);
        let (look, width) = (self.desk.look, self.width);
        let body = self.desk.body();
        let mut cards = Vec::new();
        let top = self.section();
        let title = self.desk.heading(top, 1, &handout.title, None, width);
        let mut first = title;
        first.extend(self.desk.plain(top, &handout.foot.publisher, width));
        if let Some(mark) = &handout.mark {
            let bold = body.bold().ink(look.palette.danger);
            let spans = [bold.span(&format!("{}. ", mark.title)), bold.span(mark.text)];
            first.extend(self.desk.paragraph(top, &spans, width, bold));
        }
        if let Some(rule) = &handout.safety.pain_rule {
            first.extend(self.desk.heading(top, 2, words.pain_rule, None, width));
            first.extend(after(look.gap * 0.4, self.desk.plain(top, rule, width)));
        }
        for phase in &handout.phases {
            let name = phase
                .place
                .as_ref()
                .map_or_else(|| phase.title.clone(), |place| format!("{place}: {}", phase.title));
            let mut made = self.desk.heading(top, 2, &name, None, width);
            for session in &phase.sessions {
                let numbers: Vec<String> = session.items.iter().map(|i| i.number.to_string()).collect();
                let mut spans = vec![body.bold().span(&format!("{} ", numbers.join(", ")))];
                spans.push(body.span(&session.title));
                let often = session.frequency.as_ref().map(|often| body.span(&format!(". {often}.")));
                spans.extend(often);
                made.extend(after(look.gap * 0.6, self.desk.paragraph(top, &spans, width, body)));
            }
            first.extend(together(made));
        }
        cards.push(vec![Self::across(first)]);
        for card in &handout.cards {
            let mut pieces = self.card(card);
            for tighter in looks {
                if flow::height(&pieces) <= height {
                    break;
                }
                self.desk.look = *tighter;
                pieces = self.card(card);
            }
            if flow::height(&pieces) > height {
                // A second one: there is no need to be small.
                self.desk.look = look;
                pieces = self.card(card);
            }
            self.desk.look = look;
            cards.push(vec![Self::across(pieces)]);
        }
        cards.push(self.warnings());
        cards.push(self.foot());
        cards
    }

    /// The sessions with names, pictures and doses: for the door of the fridge.
    pub(super) fn routine(&mut self) -> Vec<Stretch> {
        let handout = self.handout;
        let section = self.section();
        let words = self.words;
        let columns = self.in_columns(|sheet, width| {
            let look = sheet.desk.look;
            let mut pieces = Vec::new();
            if let Some(rule) = &handout.safety.pain_rule {
                let mut rules = sheet.desk.heading(section, 2, words.pain_rule, None, width);
                rules.extend(after(look.gap * 0.4, sheet.desk.plain(section, rule, width)));
                pieces.extend(together(rules));
            }
            for phase in &handout.phases {
                let mut band = sheet.desk.heading(section, 2, &phase.title, None, width);
                let about: Vec<&str> =
                    [&phase.place, &phase.weeks, &phase.days].into_iter().flatten().map(|s| &**s).collect();
                if !about.is_empty() {
                    band.extend(after(0.0, sheet.desk.plain(section, &about.join(" · "), width)));
                }
                pieces.extend(kept(band, Keep::Must));
                pieces = with_next(pieces, Keep::Must);
                for session in &phase.sessions {
                    let mut title = session.title.clone();
                    if let Some(often) = &session.frequency {
                        title = format!("{title}. {often}");
                    }
                    let head = sheet.desk.heading(section, 3, &title, None, width);
                    pieces.extend(after(look.gap * 1.3, head));
                    for item in &session.items {
                        pieces.push(sheet.brief(section, item, width));
                    }
                }
            }
            pieces
        });
        vec![columns]
    }

    /// An exercise in two or three lines, with its picture beside them.
    fn brief(&mut self, section: Node, item: &Item, width: f32) -> Piece {
        let look = self.desk.look;
        let body = self.desk.body();
        let ring = look.body * 1.6;
        let indent = ring + look.body * 0.5;
        let inner = width - indent;
        let node = self.desk.node(Role::Paragraph, section);
        let digits = body.bold().ink(look.palette.accent).align(crate::text::Align::Centre);
        let number = self.desk.text(node, &[digits.span(&item.number.to_string())], ring, digits);
        let mut number = flow::merged(number);
        let down = (ring - number.height) / 2.0;
        number.marks = number.marks.into_iter().map(|m| m.shifted(0.0, down)).collect();
        let shape = Shape::Ring { ink: look.palette.accent, width: 1.25 };
        let (x, side) = (0.6, ring - 1.2);
        number.marks.insert(0, Mark::Shape { x, y: x, width: side, height: side, shape });
        number.height = ring;
        let mut spans = vec![body.bold().span(&item.title), body.span(". ")];
        spans.extend(item.dose.as_ref().map(|dose| body.span(&dose.sentences.join(" "))));
        spans.extend(item.side.map(|side| body.bold().span(&format!(" {side}"))));
        let text = |desk: &mut Desk<'_>, width: f32| {
            let mut text = flow::merged(desk.text(node, &spans, width, body));
            let down = (ring - text.height).max(0.0) / 2.0 + down * 0.5;
            text.marks = text.marks.into_iter().map(|m| m.shifted(0.0, down)).collect();
            text.height += down;
            text
        };
        let mut below = vec![text(&mut self.desk, inner)];
        let shown = item.description.as_ref().and_then(|d| d.figure.as_ref());
        let mut parts = vec![(0.0, vec![number])];
        if let Some(shown) = shown {
            let (across, picture) = figure(&mut self.desk, section, shown, inner, Extent::First);
            below.extend(after(look.gap * 0.5, picture.clone()));
            let (left, room) = (indent + inner - across, inner - across - look.body);
            if room >= LEAST_MEASURE * look.body {
                let text = vec![text(&mut self.desk, room)];
                if flow::height(&text).max(flow::height(&picture)) < flow::height(&below) {
                    parts.extend([(indent, text), (left, picture)]);
                    return Piece { gap: look.gap * 0.7, ..flow::side_by_side(parts) };
                }
            }
        }
        parts.push((indent, below));
        Piece { gap: look.gap * 0.7, ..flow::side_by_side(parts) }
    }

    /// An exercise for a card.
    pub(super) fn card(&mut self, card: &Card) -> Vec<Piece> {
        let (words, width) = (self.words, self.width);
        let body = self.desk.body();
        let section = self.section();
        let mut pieces = item_title(&mut self.desk, section, card.number, &card.title, 2, None, width);
        for dose in &card.doses {
            let bold = body.bold();
            let mut spans: Vec<Span> =
                dose.place.iter().map(|place| body.span(&format!("{place}: "))).collect();
            spans.push(bold.span(&dose.dose.sentences.join(" ")));
            pieces.extend(self.desk.paragraph(section, &spans, width, body));
        }
        if let Some(side) = card.side {
            let bold = body.bold();
            pieces.extend(self.desk.paragraph(section, &[bold.span(side)], width, bold));
        }
        let description = &card.description;
        let start =
            [body.bold().span(&format!("{}: ", words.start)), body.span(&format!("{}.", description.start))];
        let steps: Vec<_> = description.steps.iter().map(|s| vec![body.span(s)]).collect();
        let start = |desk: &mut Desk<'_>, width: f32| {
            with_next(desk.paragraph(section, &start, width, body), Keep::Must)
        };
        let shown = description.figure.as_ref();
        let (across, picture) = shown
            .map(|shown| figure(&mut self.desk, section, shown, width, Extent::First))
            .unwrap_or_default();
        let gap = self.desk.look.gap;
        let mut below = with_next(picture.clone(), Keep::Must);
        below.extend(start(&mut self.desk, width));
        below.extend(self.desk.list(section, &steps, true, width, body));
        let room = width - across - body.size;
        if !picture.is_empty() && room >= LEAST_MEASURE * body.size {
            // Text stands beside the picture as far as that reaches, and below it over the whole width.
            let beside = start(&mut self.desk, room);
            let top = flow::height(&beside);
            let reaches = flow::height(&picture) - body.size;
            let mut beside_it = None;
            let list = self.desk.list_around(
                section,
                &steps,
                true,
                |above| {
                    if top + flow::height(above) <= reaches {
                        return room;
                    }
                    beside_it.get_or_insert(above.len());
                    width
                },
                body,
            );
            let (first, rest) = list.split_at(beside_it.unwrap_or(list.len()));
            let beside = [beside, first.to_vec()].concat();
            let row = flow::side_by_side(vec![(0.0, beside), (width - across, picture)]);
            let around = [vec![Piece { gap, keep: Keep::Must, ..row }], rest.to_vec()].concat();
            if flow::height(&around) < flow::height(&below) {
                below = around;
            }
        }
        let mut pieces = with_next(kept(pieces, Keep::Must), Keep::Must);
        pieces.extend(below);
        let name = format!("{} {}", card.title, words.continued);
        let mut again = flow::merged(item_title(&mut self.desk, section, card.number, &name, 2, None, width));
        again.height += gap;
        let again = Rc::new(again);
        for piece in pieces.iter_mut().skip(1) {
            piece.head = Some(again.clone());
        }
        pieces
    }
}
