//! When to stop and when to get help.

use regimen_exporter::layout::Layout;
use regimen_exporter::view::RedFlag;

use super::{Sheet, halves, spans_of};
use crate::desk::{Cell, Column, Desk, Part, Table, Type, place_of};
use crate::flow::{self, BoxLook, Keep, Piece, Stretch, after, together, with_next};
use crate::marks::{Node, Role};
use crate::text::Span;

impl Sheet<'_, '_> {
    /// What must not wait, in short.
    pub(super) fn emergency(&mut self) -> Vec<Stretch> {
        let section = self.section();
        let (words, look, handout) = (self.words, self.desk.look, self.handout);
        let danger = look.palette.danger;
        let frame = BoxLook {
            fill: Some(look.palette.danger_tint),
            frame: Some((danger, 2.0)),
            pad: (look.gap * 1.3, look.gap * 2.0),
            ..BoxLook::default()
        };
        let width = self.width;
        let pieces = self.desk.boxed(frame, width, |desk, width| {
            let body = desk.body();
            let title = body.bold().ink(danger).size(look.headings[2] + 1.0);
            let heading = desk.node(Role::Heading(2, words.emergency.to_owned()), section);
            let mut pieces = desk.text(heading, &[title.span(words.emergency)], width, title);
            if let Some(first) = pieces.first_mut() {
                first.marks.insert(0, place_of(2, words.emergency, None));
            }
            pieces = with_next(pieces, Keep::Must);
            if handout.emergency.signs.is_empty() {
                pieces.extend(desk.plain(section, words.red_flags_none, width));
            } else {
                pieces.extend(halves(desk, section, &spans_of(body, &handout.emergency.signs), width));
            }
            let call = body.bold().size(look.lead);
            pieces.extend(desk.paragraph(section, &[call.span(&handout.emergency.call)], width, call));
            pieces
        });
        vec![Self::across(after(look.gap * 2.2, together(pieces)))]
    }

    /// How to exercise safely, with the rules for stopping.
    pub(super) fn safety(&mut self) -> Vec<Stretch> {
        let section = self.section();
        let (words, look, handout) = (self.words, self.desk.look, self.handout);
        let width = self.width;
        let safety = &handout.safety;
        let mut pieces = self.desk.heading(section, 2, words.safety, None, width);
        let mut parts: Vec<Part<'_>> = Vec::new();
        if safety.pain_rule.is_some() || safety.effort_scale.is_some() {
            parts.push(Box::new(|desk, width| {
                let frame = BoxLook {
                    fill: Some(look.palette.tint),
                    bar: Some((look.palette.accent, 4.0)),
                    pad: (look.gap, look.gap * 1.5),
                    ..BoxLook::default()
                };
                desk.boxed(frame, width, |desk, width| {
                    let mut pieces = Vec::new();
                    if let Some(rule) = &safety.pain_rule {
                        pieces.extend(desk.heading(section, 3, words.pain_rule, None, width));
                        pieces.extend(after(look.gap * 0.4, desk.plain(section, rule, width)));
                    }
                    if let Some(scale) = safety.effort_scale {
                        pieces.extend(desk.plain(section, scale, width));
                    }
                    together(pieces)
                })
            }));
        }
        if !safety.cautions.is_empty() {
            parts.push(Box::new(|desk, width| {
                let mut pieces = desk.heading(section, 3, words.take_care, None, width);
                pieces.extend(desk.bullets(section, &safety.cautions, width));
                pieces
            }));
        }
        let beside = self.desk.beside(width, parts);
        pieces.extend(after(look.gap, beside));
        pieces.extend(self.stop_rules(section));
        vec![Self::across(pieces)]
    }

    fn stop_rules(&mut self, section: Node) -> Vec<Piece> {
        let (words, handout, width) = (self.words, self.handout, self.width);
        let body = self.desk.body();
        let mut pieces = self.desk.heading(section, 3, words.stop_when, None, width);
        let head = |t| Cell::new(Role::ColumnHead, vec![body.bold().span(t)]);
        let table = Table {
            columns: vec![Column { width: width * 0.5 }; 2],
            head: vec![head(words.stop_notice), head(words.stop_do)],
            rows: handout
                .safety
                .stop_rules
                .iter()
                .map(|rule| {
                    vec![
                        Cell::new(Role::Cell, vec![body.span(&rule.when)]),
                        Cell::new(Role::Cell, vec![body.bold().span(&rule.then)]),
                    ]
                })
                .collect(),
            ..Table::default()
        };
        pieces.extend(self.desk.table(section, &table, body));
        together(pieces)
    }

    /// When to stop, and every warning sign: the end of every sheet.
    pub(super) fn warnings(&mut self) -> Vec<Stretch> {
        let section = self.section();
        if self.layout == Layout::Compact {
            let columns = self.in_columns(|sheet, width| sheet.warnings_below(section, width));
            return vec![Stretch { new_page: self.desk.look.warnings_apart, ..columns }];
        }
        let pieces = if self.desk.look.side_by_side {
            self.warnings_beside(section)
        } else {
            self.warnings_below(section, self.width)
        };
        vec![Self::across(pieces)]
    }

    fn warnings_beside(&mut self, section: Node) -> Vec<Piece> {
        let (handout, width) = (self.handout, self.width);
        let look = self.desk.look;
        let mut pieces = self.stop_list(section, width);
        pieces.extend(self.flags_head(section, width));
        let (now, later): (Vec<_>, Vec<_>) = handout.red_flags.iter().partition(|f| f.emergency);
        for flag in now {
            pieces.extend(together(red_flag(&mut self.desk, section, flag, width)));
        }
        for pair in later.chunks(2) {
            let parts: Vec<Part<'_>> = pair
                .iter()
                .map(|flag| -> Part<'_> { Box::new(move |desk, width| red_flag(desk, section, flag, width)) })
                .collect();
            let made = if pair.len() == 2 {
                self.desk.beside(width, parts)
            } else {
                parts.into_iter().flat_map(|make| make(&mut self.desk, width)).collect()
            };
            pieces.extend(after(look.gap * 1.4, together(made)));
        }
        pieces.extend(self.always(section, width));
        pieces
    }

    fn warnings_below(&mut self, section: Node, width: f32) -> Vec<Piece> {
        let handout = self.handout;
        let mut pieces = self.stop_list(section, width);
        pieces.extend(self.flags_head(section, width));
        for flag in &handout.red_flags {
            let scarce = matches!(self.layout, Layout::Compact | Layout::Cards);
            let made = if scarce && (!flag.emergency || self.desk.look.signs_run_on) {
                brief_flag(&mut self.desk, section, flag, width)
            } else {
                red_flag(&mut self.desk, section, flag, width)
            };
            pieces.extend(together(made));
        }
        pieces.extend(self.always(section, width));
        pieces
    }

    /// The rules for stopping, said once more where the sheet ends.
    fn stop_list(&mut self, section: Node, width: f32) -> Vec<Piece> {
        let (words, handout) = (self.words, self.handout);
        let body = self.desk.body();
        let mut pieces = self.desk.heading(section, 2, words.stop_when, None, width);
        let items: Vec<Vec<Span>> = handout
            .safety
            .stop_rules
            .iter()
            .map(|rule| vec![body.span(&format!("{} ", rule.when)), body.bold().span(&rule.then)])
            .collect();
        pieces.extend(halves(&mut self.desk, section, &items, width));
        // Where room is scarce, rules may stand in two columns.
        if self.layout == Layout::Compact { pieces } else { together(pieces) }
    }

    fn flags_head(&mut self, section: Node, width: f32) -> Vec<Piece> {
        let (words, look) = (self.words, self.desk.look);
        let mut pieces = self.desk.heading(section, 2, words.red_flags, Some("warning-signs"), width);
        if !self.handout.red_flags.is_empty() && self.layout != Layout::Cards {
            let intro = after(look.gap * 0.4, self.desk.plain(section, words.red_flags_intro, width));
            pieces.extend(with_next(intro, Keep::Must));
        }
        pieces
    }

    fn always(&mut self, section: Node, width: f32) -> Vec<Piece> {
        let body = self.desk.body();
        let call = format!(" {}", self.handout.emergency.call);
        let spans = [body.span(self.words.red_flags_none), body.bold().span(&call)];
        let gap = self.desk.look.gap * 1.4;
        after(gap, self.desk.paragraph(section, &spans, width, body))
    }
}

/// Signs of a danger in as few lines as can be.
fn brief_flag(desk: &mut Desk<'_>, section: Node, flag: &RedFlag, width: f32) -> Vec<Piece> {
    let look = desk.look;
    let frame = if flag.emergency {
        BoxLook {
            fill: Some(look.palette.danger_tint),
            frame: Some((look.palette.danger, 1.5)),
            pad: (look.gap, look.gap * 1.2),
            ..BoxLook::default()
        }
    } else {
        BoxLook {
            bar: Some((look.palette.danger, 3.0)),
            pad: (look.gap * 0.3, look.gap * 1.2),
            ..BoxLook::default()
        }
    };
    desk.boxed(frame, width, |desk, width| {
        let body = desk.body();
        let urgent = body.bold().ink(look.palette.danger);
        let heading = desk.node(Role::Heading(3, flag.title.clone()), section);
        let mut head = flow::merged(desk.text(heading, &[body.bold().span(&flag.title)], width, body.bold()));
        head.marks.insert(0, place_of(3, &flag.title, None));
        let spans = [
            urgent.span(&format!("{}. ", flag.urgency)),
            body.span(&format!("{} ", flag.signs.join(" "))),
            body.bold().span(&flag.what_to_do),
        ];
        let mut pieces = vec![head];
        pieces.extend(after(0.0, desk.paragraph(section, &spans, width, body)));
        together(pieces)
    })
}

fn red_flag(desk: &mut Desk<'_>, section: Node, flag: &RedFlag, width: f32) -> Vec<Piece> {
    let look = desk.look;
    let frame = if flag.emergency {
        BoxLook {
            fill: Some(look.palette.danger_tint),
            frame: Some((look.palette.danger, 2.0)),
            pad: (look.gap * 1.1, look.gap * 1.8),
            ..BoxLook::default()
        }
    } else {
        BoxLook {
            frame: Some((look.palette.line, 1.0)),
            bar: Some((look.palette.soft, 4.0)),
            pad: (look.gap * 1.1, look.gap * 1.6),
            ..BoxLook::default()
        }
    };
    desk.boxed(frame, width, |desk, width| {
        let body = desk.body();
        let title = Type { size: look.headings[2], leading: 1.2, ..body.bold() };
        let heading = desk.node(Role::Heading(3, flag.title.clone()), section);
        let mut head = flow::merged(desk.text(heading, &[title.span(&flag.title)], width, title));
        head.marks.insert(0, place_of(3, &flag.title, None));
        let urgent = body.bold().ink(look.palette.danger);
        let mut pieces = vec![head];
        pieces.extend(after(
            look.gap * 0.3,
            desk.paragraph(section, &[urgent.span(&flag.urgency)], width, urgent),
        ));
        if flag.emergency {
            pieces.extend(halves(desk, section, &spans_of(body, &flag.signs), width));
        } else {
            pieces.extend(desk.bullets(section, &flag.signs, width));
        }
        let strong = body.bold();
        let what = desk.paragraph(section, &[strong.span(&flag.what_to_do)], width, strong);
        pieces.extend(after(look.gap * 0.8, what));
        together(pieces)
    })
}
