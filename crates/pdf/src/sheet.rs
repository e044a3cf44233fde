//! A handout's parts as pieces. Every word comes from the view model.

mod brief;
mod clinical;
mod exercises;
mod follow_up;
mod foot;
mod opening;
mod safety;

use regimen_exporter::layout::{self, Layout};
use regimen_exporter::view::Handout;
use regimen_exporter::wording::Labels;

use crate::desk::{Desk, Type};
use crate::flow::{self, Piece, Stretch, after};
use crate::marks::{Mark, Node, Role, Shape};
use crate::text::Span;

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
}

/// A list in two halves beside each other where there is room.
fn halves(desk: &mut Desk<'_>, section: Node, items: &[Vec<Span>], width: f32) -> Vec<Piece> {
    let body = desk.body();
    // Half of a narrow column is too narrow for a line of text, and no item stands alone in a column.
    if !desk.look.side_by_side || items.len() < 4 || width < HALVABLE * body.size {
        return desk.list(section, items, false, width, body);
    }
    let gutter = body.size * 1.6;
    let column = (width - gutter) / 2.0;
    let pieces = desk.list(section, items, false, column, body);
    after(desk.look.gap * 0.6, vec![flow::balanced(pieces, column + gutter)])
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
