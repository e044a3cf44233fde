//! What comes first: the title, for whom the sheet is, what is done at a glance, what was changed.

use regimen_exporter::layout::Layout;
use regimen_exporter::view::Change;

use super::{Sheet, foot::qr_code};
use crate::MM;
use crate::desk::{Cell, Column, Desk, Part, Table};
use crate::flow::{self, BoxLook, Keep, Piece, Stretch, after, f, kept, together, with_next};
use crate::marks::{Mark, Node, Role, Shape};
use crate::text::Link;
use crate::write::Photo;

impl Sheet<'_, '_> {
    /// The title with what the sheet is for, and the mark of one that is not released.
    pub(super) fn head(&mut self) -> Vec<Stretch> {
        let section = self.section();
        let look = self.desk.look;
        let (body, width) = (self.desk.body(), self.width);
        let mut pieces = Vec::new();
        pieces.extend(self.letter_head(section));
        let soft = body.ink(look.palette.soft);
        let from = format!("{} · {}", self.words.kicker, self.handout.foot.publisher);
        pieces.extend(self.desk.paragraph(section, &[soft.span(&from)], width, soft));
        let title = self.desk.heading(section, 1, &self.handout.title, None, width);
        pieces.extend(after(look.gap * 0.4, title));
        if self.layout == Layout::Compact {
            pieces.extend(self.marked(section));
            return vec![Self::across(kept(pieces, Keep::Must))];
        }
        let lead = body.size(look.lead);
        let purpose = self.desk.paragraph(section, &[lead.span(&self.handout.about.purpose)], width, lead);
        pieces.extend(after(look.gap * 0.5, purpose));
        let rule = Shape::Fill(look.palette.accent);
        pieces.push(Piece {
            gap: look.gap,
            height: 3.0,
            marks: vec![Mark::Shape { x: 0.0, y: 0.0, width, height: 3.0, shape: rule }],
            ..Piece::default()
        });
        pieces.extend(self.marked(section));
        vec![Self::across(kept(pieces, Keep::Must))]
    }

    /// The logo, where the clinic is, and the way to the sheet on the web.
    fn letter_head(&mut self, section: Node) -> Vec<Piece> {
        const SIDE: f32 = 26.0 * MM;
        const LOGO: f32 = 18.0 * MM;
        let (words, width, handout) = (self.words, self.width, self.handout);
        let foot = &handout.foot;
        let desk = &mut self.desk;
        let body = desk.body();
        let mut parts = Vec::new();
        let mut left = 0.0;
        if let Some((logo, photo)) =
            foot.logo.as_ref().and_then(|l| Some((l, Photo::new(l.media_type, &l.bytes)?)))
        {
            let node = desk.node(Role::Figure(logo.alt.clone()), section);
            let across = (LOGO / photo.shape).min(width * 0.35);
            let height = across * photo.shape;
            let mark = Mark::Photo { node, x: 0.0, y: 0.0, width: across, height, photo: photo.into() };
            parts.push((0.0, vec![Piece { height, marks: vec![mark], ..Piece::default() }]));
            left = across + body.size;
        }
        let code = foot.web.as_ref();
        let right = if code.is_some() { SIDE + body.size * 9.0 } else { 0.0 };
        let mut lines = Vec::new();
        for line in &foot.contact_lines {
            let made = desk.paragraph(section, &[body.span(line)], width - left - right, body);
            lines.extend(after(0.0, made));
        }
        if !lines.is_empty() {
            parts.push((left, lines));
        }
        if let Some(web) = code {
            let kind = body.align(crate::text::Align::End);
            let label = desk.body().size * 8.4;
            let spans = [kind.link(words.web, Link::Address(web.address.clone()))];
            let text = desk.paragraph(section, &spans, label, kind);
            parts.push((width - SIDE - body.size * 0.6 - label, text));
            let node = desk.node(Role::Figure(format!("{} {}", words.web, web.address)), section);
            parts.push((width - SIDE, vec![qr_code(node, &web.code, SIDE)]));
        }
        if parts.is_empty() {
            return Vec::new();
        }
        vec![Piece { keep: Keep::Must, ..flow::side_by_side(parts) }]
    }

    /// The mark of a sheet that is not released.
    fn marked(&mut self, section: Node) -> Vec<Piece> {
        let Some(mark) = &self.handout.mark else { return Vec::new() };
        let look = self.desk.look;
        let danger = self.desk.body().ink(look.palette.danger);
        let frame = BoxLook {
            frame: Some((look.palette.danger, 1.5)),
            dashed: true,
            pad: (look.gap * 0.8, look.gap * 1.5),
            ..BoxLook::default()
        };
        let width = self.width;
        self.desk.boxed(frame, width, |desk, width| {
            let title = danger.bold().size(look.lead);
            let spans = [title.span(mark.title), danger.span(". "), danger.span(mark.text)];
            desk.paragraph(section, &spans, width, danger)
        })
    }

    /// What makes it the sheet of one patient.
    pub(super) fn for_you(&mut self) -> Vec<Stretch> {
        let handout = self.handout;
        let Some(you) = handout.for_you.as_ref().filter(|you| you.has_facts) else { return Vec::new() };
        let section = self.section();
        let (words, look, width) = (self.words, self.desk.look, self.width);
        let body = self.desk.body();
        let frame = BoxLook {
            frame: Some((look.palette.accent, 2.0)),
            pad: (look.gap * 1.3, look.gap * 2.0),
            ..BoxLook::default()
        };
        let pieces = self.desk.boxed(frame, width, |desk, width| {
            let mut pieces = desk.heading(section, 2, words.for_you, None, width);
            let side = you.side.map(str::to_owned);
            let facts = [
                (words.label, &you.label),
                (words.sore_side, &side),
                (words.start_on, &you.start),
                (words.tailored_by, &you.clinician),
            ];
            for (label, text) in facts {
                let Some(text) = text else { continue };
                let spans = [body.bold().span(&format!("{label}: ")), body.span(text)];
                pieces.extend(after(look.gap * 0.4, desk.paragraph(section, &spans, width, body)));
            }
            if let Some(days) = you.days {
                pieces.extend(desk.plain(section, days, width));
            }
            pieces
        });
        vec![Self::across(after(look.gap * 2.0, together(pieces)))]
    }

    /// What differs from the program.
    pub(super) fn changes(&mut self) -> Vec<Stretch> {
        let handout = self.handout;
        let Some(you) = &handout.for_you else { return Vec::new() };
        let section = self.section();
        let (words, look, width) = (self.words, self.desk.look, self.width);
        let body = self.desk.body();
        let frame = BoxLook {
            frame: Some((look.palette.accent, 2.0)),
            pad: (look.gap * 1.3, look.gap * 2.0),
            ..BoxLook::default()
        };
        let pieces = self.desk.boxed(frame, width, |desk, width| {
            let mut pieces = desk.heading(section, 2, words.changed, None, width);
            let change = |change: &Change| {
                vec![
                    body.span(&format!("{} ", change.what)),
                    body.bold().span(&format!("{} ", words.changed_why)),
                    body.span(&change.reason),
                ]
            };
            let items: Vec<_> = you.changes.iter().map(change).collect();
            pieces.extend(desk.list(section, &items, false, width, body));
            pieces
        });
        vec![Self::across(after(look.gap * 2.0, together(pieces)))]
    }

    /// How often and how long, in one look.
    pub(super) fn glance(&mut self) -> Vec<Stretch> {
        let section = self.section();
        let (words, look) = (self.words, self.desk.look);
        let (body, width) = (self.desk.body(), self.width);
        let glance = &self.handout.glance;
        let mut pieces = self.desk.heading(section, 2, words.glance, None, width);
        if glance.single {
            let mut tiles: Vec<(&str, String)> = Vec::new();
            for phase in &glance.phases {
                for row in &phase.rows {
                    tiles.extend(row.frequency.clone().map(|often| (words.how_often, often)));
                    let long = row.minutes.as_ref().map(|m| format!("{m} {}", words.each_time));
                    tiles.extend(long.map(|long| (words.how_long, long)));
                }
                let weeks = phase.weeks.iter().chain(&phase.days).cloned().collect::<Vec<_>>().join(" · ");
                tiles.extend((!weeks.is_empty()).then_some((words.how_many_weeks, weeks)));
            }
            pieces.extend(self.tiles(section, &tiles));
        } else {
            let shares = if look.side_by_side { [0.36, 0.38, 0.26] } else { [0.34, 0.36, 0.30] };
            let mut table = Table {
                columns: shares.iter().map(|s| Column { width: s * width }).collect(),
                head: [words.session, words.how_often, words.how_long]
                    .map(|t| Cell::new(Role::ColumnHead, vec![body.bold().span(t)]))
                    .into(),
                ..Table::default()
            };
            for phase in &glance.phases {
                let mut spans = Vec::new();
                spans.extend(phase.place.as_ref().map(|place| body.span(&format!("{place}: "))));
                let title = Link::Place(format!("part-{}", phase.number));
                spans.push(body.bold().link(&phase.title, title));
                let soft = body.ink(look.palette.soft);
                for text in phase.weeks.iter().chain(&phase.days) {
                    spans.push(soft.span(&format!(" · {text}")));
                }
                let mut cell = Cell::new(Role::GroupHead(3), spans);
                cell.columns = 3;
                table.rows.push(vec![cell]);
                for row in &phase.rows {
                    let cell = |role, text: &Option<String>| {
                        Cell::new(role, vec![body.span(text.as_deref().unwrap_or_default())])
                    };
                    let name = Cell::new(Role::RowHead, vec![body.span(&row.session)]);
                    table.rows.push(vec![
                        name,
                        cell(Role::Cell, &row.frequency),
                        cell(Role::Cell, &row.minutes),
                    ]);
                }
            }
            pieces.extend(self.desk.table(section, &table, body));
        }
        let need = if glance.equipment.is_empty() {
            words.nothing_needed.to_owned()
        } else {
            glance.equipment.join("; ")
        };
        pieces.extend(self.labelled(section, words.what_you_need, &need, width));
        if let Some(place) = &glance.place {
            pieces.extend(after(look.gap * 0.4, self.labelled(section, words.where_done, place, width)));
        }
        vec![Self::across(together(pieces))]
    }

    fn tiles(&mut self, section: Node, tiles: &[(&str, String)]) -> Vec<Piece> {
        let look = self.desk.look;
        let body = self.desk.body();
        let frame = BoxLook {
            fill: Some(look.palette.tint),
            bar: Some((look.palette.accent, 4.0)),
            pad: (look.gap * 0.9, look.gap * 1.4),
            ..BoxLook::default()
        };
        let width = self.width;
        let count = if look.side_by_side { tiles.len().clamp(1, 3) } else { 1 };
        let mut rows = Vec::new();
        for row in tiles.chunks(count) {
            let gutter = look.body;
            let each = (width - gutter * f(count - 1)) / f(count);
            let tallest = &mut 0.0_f32;
            let mut made: Vec<Vec<Piece>> = Vec::new();
            for (label, text) in row {
                let (left, right) = frame.inset();
                let soft = body.ink(look.palette.soft);
                let strong = body.bold().size(look.lead);
                let inner = each - left - right;
                let node = self.desk.node(Role::Paragraph, section);
                let mut pieces = self.desk.text(node, &[soft.span(label)], inner, soft);
                pieces.extend(self.desk.text(node, &[strong.span(text)], inner, strong));
                *tallest = tallest.max(flow::height(&pieces));
                made.push(pieces);
            }
            let mut parts = Vec::new();
            for (i, mut pieces) in made.into_iter().enumerate() {
                let lacks = *tallest - flow::height(&pieces);
                pieces.push(Piece::space(lacks));
                parts.push((f(i) * (each + gutter), flow::boxed(pieces, frame, each)));
            }
            rows.push(Piece { gap: look.gap, ..flow::side_by_side(parts) });
        }
        rows
    }

    /// Whether the sheet is for the reader.
    pub(super) fn about(&mut self) -> Vec<Stretch> {
        let section = self.section();
        let (words, look, handout) = (self.words, self.desk.look, self.handout);
        let width = self.width;
        let about = &handout.about;
        let mut pieces = self.desk.heading(section, 2, words.who_for, None, width);
        let mut parts: Vec<Part<'_>> = vec![Box::new(|desk: &mut Desk<'_>, width| {
            let mut pieces = desk.plain(section, &about.for_whom, width);
            if !about.conditions.is_empty() {
                let lead = desk.body().bold();
                let line = desk.paragraph(section, &[lead.span(words.made_for)], width, lead);
                pieces.extend(with_next(line, Keep::Must));
                pieces.extend(desk.bullets(section, &about.conditions, width));
            }
            pieces
        })];
        if !about.not_for.is_empty() {
            parts.push(Box::new(|desk, width| {
                let frame = BoxLook {
                    bar: Some((look.palette.danger, 4.0)),
                    pad: (look.gap * 0.5, look.gap * 1.5),
                    ..BoxLook::default()
                };
                desk.boxed(frame, width, |desk, width| {
                    let lead = desk.body().bold();
                    let line = desk.paragraph(section, &[lead.span(words.not_for)], width, lead);
                    let mut pieces = with_next(line, Keep::Must);
                    pieces.extend(desk.bullets(section, &about.not_for, width));
                    pieces.extend(desk.plain(section, words.not_for_then, width));
                    together(pieces)
                })
            }));
        }
        pieces.extend(self.desk.beside(width, parts));
        let mut parts: Vec<Part<'_>> = Vec::new();
        let first: Vec<&str> = about.see_professional.iter().map(|s| &**s).chain(about.supervision).collect();
        if !first.is_empty() {
            let text = first.join(" ");
            parts.push(Box::new(move |desk, width| {
                let mut pieces = desk.heading(section, 3, words.see_professional, None, width);
                pieces.extend(after(look.gap * 0.4, desk.plain(section, &text, width)));
                pieces
            }));
        }
        if let Some(start) = &handout.safety.start_when {
            parts.push(Box::new(move |desk, width| {
                let mut pieces = desk.heading(section, 3, words.start_when, None, width);
                pieces.extend(after(look.gap * 0.4, desk.plain(section, start, width)));
                pieces
            }));
        }
        let beside = self.desk.beside(width, parts);
        pieces.extend(after(look.gap * 1.4, beside));
        vec![Self::across(pieces)]
    }
}
