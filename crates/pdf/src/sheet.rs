//! A handout's parts as pieces. Every word comes from the view model.

use std::rc::Rc;

use regimen_exporter::layout::{self, Layout};
use regimen_exporter::view::{
    Card, Change, Description, Diary, Handout, Item, Phase, RedFlag, Session, Variation,
};
use regimen_exporter::wording::Labels;

use crate::MM;
use crate::desk::{Cell, Column, Desk, Part, Table, Type, place_of};
use crate::figures::{Extent, figure};
use crate::flow::{self, BoxLook, Keep, Piece, Stretch, after, f, kept, together, with_next};
use crate::marks::{Mark, Node, Painted, Rgb, Role, Segment, Shape};
use crate::text::{Link, Span};
use crate::write::Photo;

/// Makes the parts of a handout.
pub(crate) struct Sheet<'a, 'd> {
    pub(crate) desk: Desk<'d>,
    pub(crate) handout: &'a Handout,
    pub(crate) layout: Layout,
    pub(crate) words: &'static Labels,
    pub(crate) root: Node,
    /// The width of the page less its margins.
    pub(crate) width: f32,
}

/// In font sizes: lines of 60 to 70 characters.
const MEASURE: f32 = 36.5;
/// In font sizes: text beside a picture is no narrower.
const LEAST_MEASURE: f32 = 9.0;
/// In font sizes: what is narrower is not halved.
const HALVABLE: f32 = 28.0;

impl Sheet<'_, '_> {
    /// A part of the handout.
    pub(crate) fn part(&mut self, part: layout::Part) -> Vec<Stretch> {
        match part {
            layout::Part::Head => self.head(),
            layout::Part::ForYou => self.for_you(),
            layout::Part::Glance => self.glance(),
            layout::Part::Emergency => self.emergency(),
            layout::Part::Changes => self.changes(),
            layout::Part::Routine => self.routine(),
            // A PDF has its outline, and cards are no stretches of a page.
            layout::Part::Contents | layout::Part::Cards => Vec::new(),
            layout::Part::Clinical => self.clinical(),
            layout::Part::About => self.about(),
            layout::Part::Safety => self.safety(),
            layout::Part::Exercises => self.exercises(),
            layout::Part::Advice => self.advice(),
            layout::Part::Goals => self.goals(),
            layout::Part::Measures => self.measures(),
            layout::Part::Diary => self.diary(),
            layout::Part::Warnings => self.warnings(),
            layout::Part::Foot => self.foot(),
        }
    }

    fn exercises(&mut self) -> Vec<Stretch> {
        let handout = self.handout;
        let mut all: Vec<Stretch> = handout.phases.iter().flat_map(|phase| self.phase(phase)).collect();
        if !handout.more_exercises.is_empty() {
            all.extend(self.more_exercises());
        }
        all
    }

    /// The widest that running text is set.
    fn measure(&self) -> f32 {
        self.width.min(MEASURE * self.desk.look.body)
    }

    fn section(&mut self) -> Node {
        self.desk.node(Role::Section, self.root)
    }

    /// Pieces across the page.
    fn across(pieces: Vec<Piece>) -> Stretch {
        let gap = pieces.first().map_or(0.0, |p| p.gap);
        Stretch { pieces, columns: 1, gap, ..Stretch::default() }
    }

    /// The distance between columns.
    fn gutter(&self) -> f32 {
        self.desk.look.body * 1.8
    }

    fn column(&self) -> f32 {
        (self.width - self.gutter()) / 2.0
    }

    /// Pieces in two columns where the look has room for them.
    fn in_columns(&mut self, make: impl FnOnce(&mut Self, f32) -> Vec<Piece>) -> Stretch {
        if !self.desk.look.side_by_side {
            let width = self.width;
            return Self::across(make(self, width));
        }
        let width = self.column();
        let pieces = make(self, width);
        let pitch = width + self.gutter();
        Stretch { pieces, columns: 2, pitch, gap: self.desk.look.gap, ..Stretch::default() }
    }

    /// The title with what the sheet is for, and the mark of one that is not released.
    fn head(&mut self) -> Vec<Stretch> {
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
    fn for_you(&mut self) -> Vec<Stretch> {
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
    fn changes(&mut self) -> Vec<Stretch> {
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

    /// The sessions with names, pictures and doses: for the door of the fridge.
    fn routine(&mut self) -> Vec<Stretch> {
        let handout = self.handout;
        let section = self.section();
        let words = self.words;
        let columns = self.in_columns(|sheet, width| {
            let look = sheet.desk.look;
            let mut pieces = Vec::new();
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
            if let Some(rule) = &handout.safety.pain_rule {
                let mut rules = sheet.desk.heading(section, 2, words.pain_rule, None, width);
                rules.extend(after(look.gap * 0.4, sheet.desk.plain(section, rule, width)));
                pieces.extend(together(rules));
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

    /// A card for each exercise, and the warnings on cards of their own. `height` is that of a card's text.
    pub(crate) fn cards(&mut self, height: f32) -> Vec<Vec<Stretch>> {
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
            first.extend(self.desk.heading(top, 2, &name, None, width));
            for session in &phase.sessions {
                let numbers: Vec<String> = session.items.iter().map(|i| i.number.to_string()).collect();
                let mut spans = vec![body.bold().span(&format!("{} ", numbers.join(", ")))];
                spans.push(body.span(&session.title));
                let often = session.frequency.as_ref().map(|often| body.span(&format!(". {often}.")));
                spans.extend(often);
                first.extend(after(look.gap * 0.6, self.desk.paragraph(top, &spans, width, body)));
            }
        }
        cards.push(vec![Self::across(first)]);
        for card in &handout.cards {
            // Pictures are as large as leaves room for all steps; where there is none, the card has a second one.
            let smaller = [0.85, 0.7, 0.55, 0.45].map(|share| share * look.scale);
            let mut pieces = self.card(card);
            for scale in smaller {
                if flow::height(&pieces) <= height {
                    break;
                }
                self.desk.look.scale = scale;
                pieces = self.card(card);
            }
            self.desk.look.scale = look.scale;
            if flow::height(&pieces) > height {
                pieces = self.card(card);
            }
            cards.push(vec![Self::across(pieces)]);
        }
        cards.push(self.warnings());
        cards.push(self.foot());
        cards
    }

    /// An exercise for a card.
    fn card(&mut self, card: &Card) -> Vec<Piece> {
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
        let doing = |desk: &mut Desk<'_>, width: f32| {
            let mut pieces = with_next(desk.paragraph(section, &start, width, body), Keep::Must);
            pieces.extend(desk.list(section, &steps, true, width, body));
            pieces
        };
        let shown = description.figure.as_ref();
        let picture = shown.map(|shown| figure(&mut self.desk, section, shown, width, Extent::First));
        let mut below = doing(&mut self.desk, width);
        if let Some((across, picture)) = picture {
            let room = width - across - body.size;
            if room >= LEAST_MEASURE * body.size {
                let beside = doing(&mut self.desk, room);
                let parts = vec![(0.0, beside), (width - across, picture.clone())];
                let beside = Piece { gap: self.desk.look.gap, ..flow::side_by_side(parts) };
                if beside.height < flow::height(&picture) + flow::height(&below) {
                    pieces.push(beside);
                    return kept(pieces, Keep::Must);
                }
            }
            below = [picture, below].concat();
            below[0].keep = Keep::Must;
        }
        pieces = with_next(kept(pieces, Keep::Must), Keep::Must);
        pieces.extend(below);
        pieces
    }

    /// What clinicians ask.
    fn clinical(&mut self) -> Vec<Stretch> {
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

    /// How often and how long, in one look.
    fn glance(&mut self) -> Vec<Stretch> {
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

    /// What must not wait, in short.
    fn emergency(&mut self) -> Vec<Stretch> {
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

    /// Whether the sheet is for the reader.
    fn about(&mut self) -> Vec<Stretch> {
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

    /// How to exercise safely, with the rules for stopping.
    fn safety(&mut self) -> Vec<Stretch> {
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
        let mut pieces = self.desk.heading(section, 3, &session.title, None, width);
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

    /// An exercise: title and dose, picture and steps, notes.
    fn item(&mut self, parent: Node, item: &Item, level: u16) -> Vec<Piece> {
        let (look, width) = (self.desk.look, self.width);
        let section = self.desk.node(Role::Section, parent);
        let line = Shape::Rule { ink: look.palette.line, width: 0.75, dashed: false };
        let mut pieces = vec![Piece {
            gap: look.gap * 1.5,
            height: look.gap * 1.5,
            marks: vec![Mark::Shape { x: 0.0, y: 0.0, width, height: 0.0, shape: line }],
            keep: Keep::Must,
            ..Piece::default()
        }];
        let words = self.words;
        let lead = |desk: &mut Desk<'_>, width: f32| -> Vec<Piece> {
            let place = item.description.is_some().then(|| format!("exercise-{}", item.number));
            let mut pieces = item_title(desk, section, item.number, &item.title, level, place, width);
            pieces.extend(lead_block(desk, section, item, words, width));
            pieces
        };
        let dose = |desk: &mut Desk<'_>, width: f32| dose_box(desk, section, item, width);
        if look.side_by_side {
            pieces.extend(self.desk.beside(width, vec![Box::new(lead), Box::new(dose)]));
        } else {
            pieces.extend(lead(&mut self.desk, width));
            pieces.extend(after(look.gap, dose(&mut self.desk, width)));
        }
        pieces = kept(pieces, Keep::Must);
        if let Some(description) = &item.description {
            pieces = with_next(pieces, Keep::Must);
            pieces.extend(self.description(section, description));
        }
        if !item.alternatives.is_empty() {
            let body = self.desk.body();
            let mut spans = vec![body.bold().span(&format!("{}:", words.instead))];
            for link in &item.alternatives {
                spans.push(body.span(" "));
                spans.push(linked(body, &link.text, link.number));
            }
            let measure = self.measure();
            pieces = with_next(pieces, Keep::Must);
            pieces.extend(self.desk.paragraph(section, &spans, measure, body));
        }
        together(pieces)
    }

    fn description(&mut self, section: Node, description: &Description) -> Vec<Piece> {
        let (words, look, width) = (self.words, self.desk.look, self.width);
        let doing = |desk: &mut Desk<'_>, width: f32| -> Vec<Piece> {
            let body = desk.body();
            let mut spans = vec![
                body.bold().span(&format!("{}: ", words.start)),
                body.span(&format!("{}.", description.start)),
            ];
            if let Some(equipment) = &description.equipment {
                spans.push(body.bold().span(&format!(" {}: ", words.you_need)));
                spans.push(body.span(&format!("{equipment}.")));
            }
            let mut pieces = with_next(desk.paragraph(section, &spans, width, body), Keep::Must);
            let steps: Vec<_> = description.steps.iter().map(|s| vec![body.span(s)]).collect();
            pieces.extend(desk.list(section, &steps, true, width, body));
            together(pieces)
        };
        let noting = |desk: &mut Desk<'_>, width: f32| notes(desk, section, description, words, width);
        let shown = description.figure.as_ref();
        if !look.side_by_side {
            let mut pieces = Vec::new();
            if let Some(shown) = shown {
                let (_, shown) = figure(&mut self.desk, section, shown, width, Extent::All);
                pieces.extend(with_next(shown, Keep::Must));
            }
            pieces.extend(doing(&mut self.desk, width));
            pieces.extend(noting(&mut self.desk, width));
            return after(look.gap, pieces);
        }
        let (column, gutter) = (self.column(), self.gutter());
        let Some(shown) = shown else {
            if !description.has_notes {
                let measure = self.measure();
                return after(look.gap, doing(&mut self.desk, measure));
            }
            let mut rest = doing(&mut self.desk, column);
            rest.extend(noting(&mut self.desk, column));
            return after(look.gap, vec![flow::balanced(rest, column + gutter)]);
        };
        // Beside its steps or above them: in whichever way it takes less of the page. What is not taken leaves no trace.
        let (_, beside) = figure(&mut self.desk, section, shown, column, Extent::All);
        let (_, above) = figure(&mut self.desk, section, shown, width, Extent::All);
        let steps = doing(&mut self.desk, column);
        let notes = noting(&mut self.desk, column);
        let joined = [steps.clone(), after(look.gap, notes.clone())].concat();
        let both = |second| flow::side_by_side(vec![(0.0, beside.clone()), (column + gutter, second)]);
        let below = |pieces: Vec<Piece>| {
            let balanced = (!pieces.is_empty()).then(|| flow::balanced(pieces, column + gutter));
            balanced.map(|piece| Piece { gap: look.gap, ..piece })
        };
        let mut ways = [
            vec![both(joined.clone())],
            [both(steps)].into_iter().chain(below(notes)).collect(),
            [flow::merged(above)].into_iter().chain(below(joined)).collect(),
        ];
        ways.sort_by(|a, b| flow::height(a).total_cmp(&flow::height(b)));
        let [least, ..] = ways;
        after(look.gap, kept(least, Keep::Must))
    }

    fn labelled(&mut self, section: Node, label: &str, text: &str, width: f32) -> Vec<Piece> {
        let body = self.desk.body();
        let spans = [body.bold().span(&format!("{label}: ")), body.span(text)];
        self.desk.paragraph(section, &spans, width, body)
    }

    /// Advice for daily life.
    fn advice(&mut self) -> Vec<Stretch> {
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
    fn goals(&mut self) -> Vec<Stretch> {
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
    fn measures(&mut self) -> Vec<Stretch> {
        let (words, width, handout) = (self.words, self.width, self.handout);
        let section = self.section();
        let look = self.desk.look;
        let body = self.desk.body();
        let mut pieces = self.desk.heading(section, 2, words.measures, Some("measures"), width);
        let intro = after(look.gap * 0.4, self.desk.plain(section, words.measures_intro, width));
        pieces.extend(with_next(intro, Keep::Must));
        let narrow = body.size * 5.6;
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
    fn diary(&mut self) -> Vec<Stretch> {
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
                row_height: body.size * 2.3,
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
        let day = body.size * 6.6;
        let shares = diary.columns.iter().map(|c| if c.wide { 2.0 } else { 1.0 });
        let whole: f32 = shares.clone().sum();
        let mut columns = vec![Column { width: day }];
        columns.extend(shares.map(|share| Column { width: (width - day) * share / whole }));
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

    /// When to stop, and every warning sign: the end of every sheet.
    fn warnings(&mut self) -> Vec<Stretch> {
        let section = self.section();
        if self.layout == Layout::Compact {
            return vec![self.in_columns(|sheet, width| sheet.warnings_below(section, width))];
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
        pieces = with_next(pieces, Keep::Must);
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

    /// Who stands behind the sheet.
    fn foot(&mut self) -> Vec<Stretch> {
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
        rows.push((words.program, handout.id.clone()));
        rows.push((words.checksum, foot.checksum.clone()));
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

/// A list in two halves beside each other where there is room.
fn halves(desk: &mut Desk<'_>, section: Node, items: &[Vec<Span>], width: f32) -> Vec<Piece> {
    let body = desk.body();
    // Half of a narrow column is too narrow for a line of text.
    if !desk.look.side_by_side || items.len() < 2 || width < HALVABLE * body.size {
        return desk.list(section, items, false, width, body);
    }
    let (first, second) = items.split_at(items.len().div_ceil(2));
    let made = desk.beside(
        width,
        vec![
            Box::new(|desk: &mut Desk<'_>, width| desk.list(section, first, false, width, body)),
            Box::new(|desk: &mut Desk<'_>, width| desk.list(section, second, false, width, body)),
        ],
    );
    after(desk.look.gap * 0.6, made)
}

fn spans_of(kind: Type, texts: &[String]) -> Vec<Vec<Span>> {
    texts.iter().map(|t| vec![kind.span(t)]).collect()
}

/// A list of conditions with boxes to tick.
fn tick_list(desk: &mut Desk<'_>, section: Node, items: &[String], width: f32) -> Vec<Piece> {
    let body = desk.body();
    let list = desk.node(Role::List { numbered: false }, section);
    let (side, indent) = (body.size * 0.85, body.size * 1.6);
    let mut pieces = Vec::new();
    for item in items {
        let node = desk.node(Role::Item, list);
        let node = desk.node(Role::Body, node);
        let text = desk.text(node, &[body.span(item)], width - indent, body);
        let mut piece = flow::merged(flow::indented(text, indent));
        let frame = Shape::Frame { ink: desk.look.palette.soft, width: 1.0, dashed: false };
        let y = body.size * 0.25;
        piece.marks.insert(0, Mark::Shape { x: 0.0, y, width: side, height: side, shape: frame });
        piece.gap = desk.look.gap * 0.5;
        pieces.push(piece);
    }
    pieces
}

/// The number in its ring, and the title.
fn item_title(
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

/// A QR code in a square of a side.
fn qr_code(node: Node, rows: &[Vec<bool>], side: f32) -> Piece {
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
