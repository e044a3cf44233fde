//! Where pieces are made: paragraphs, lists, tables, boxes, side by side or below each other.

use std::rc::Rc;

use crate::figures::Prints;
use crate::flow::{self, BoxLook, Keep, Piece};
use crate::marks::{Mark, Node, Rgb, Role, Shape, Tree};
use crate::style::Look;
use crate::text::{Align, Line, Link, Setter, Span};

/// Makes pieces for a width.
pub(crate) type Part<'a> = Box<dyn FnOnce(&mut Desk<'_>, f32) -> Vec<Piece> + 'a>;

/// What pieces are made with.
pub(crate) struct Desk<'a> {
    pub(crate) setter: &'a mut Setter,
    pub(crate) prints: &'a mut Prints,
    pub(crate) tree: Tree,
    pub(crate) look: Look,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Type {
    pub(crate) size: f32,
    pub(crate) bold: bool,
    pub(crate) ink: Rgb,
    pub(crate) leading: f32,
    pub(crate) align: Align,
}

impl Type {
    pub(crate) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
    pub(crate) fn ink(self, ink: Rgb) -> Self {
        Self { ink, ..self }
    }
    pub(crate) fn size(self, size: f32) -> Self {
        Self { size, ..self }
    }
    pub(crate) fn align(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// A text in this type.
    pub(crate) fn span(self, text: &str) -> Span {
        Span { text: text.to_owned(), size: self.size, bold: self.bold, ink: self.ink, link: None }
    }

    /// A text that leads somewhere.
    pub(crate) fn link(self, text: &str, link: Link) -> Span {
        Span { link: Some(link), ..self.span(text) }
    }
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) width: f32,
}

/// A cell of a table.
#[derive(Debug, Clone)]
pub(crate) struct Cell {
    pub(crate) role: Role,
    pub(crate) spans: Vec<Span>,
    /// Over how many columns it goes.
    pub(crate) columns: usize,
    /// How many boxes to tick it holds.
    pub(crate) boxes: usize,
    pub(crate) fill: Option<Rgb>,
}

impl Cell {
    pub(crate) fn new(role: Role, spans: Vec<Span>) -> Self {
        Self { role, spans, columns: 1, boxes: 0, fill: None }
    }
}

/// A table: its head, its rows in groups, all with their columns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) caption: Option<Vec<Span>>,
    pub(crate) head: Vec<Cell>,
    pub(crate) rows: Vec<Vec<Cell>>,
    /// The least height of a row below the head.
    pub(crate) row_height: f32,
    /// Whether it may be cut between rows.
    pub(crate) cuttable: bool,
}

impl Desk<'_> {
    /// The type of what is read.
    pub(crate) fn body(&self) -> Type {
        Type {
            size: self.look.body,
            bold: false,
            ink: self.look.palette.ink,
            leading: self.look.leading,
            align: Align::Start,
        }
    }

    pub(crate) fn node(&mut self, role: Role, parent: Node) -> Node {
        self.tree.add(role, Some(parent))
    }

    /// A text for a node of the tree. Long ones may be cut, but never so that one line stands alone.
    pub(crate) fn text(&mut self, node: Node, spans: &[Span], width: f32, kind: Type) -> Vec<Piece> {
        const SHORT: usize = 5;
        let lines = self.setter.lines(spans, width, kind.leading, kind.align);
        let count = lines.len();
        let mut pieces: Vec<Piece> =
            lines.into_iter().map(|line| line_piece(Some(node), line, width)).collect();
        if count <= SHORT {
            return vec![flow::merged(pieces)];
        }
        for (i, piece) in pieces.iter_mut().enumerate() {
            if i == 0 || i + 2 == count {
                piece.keep = Keep::Must;
            }
        }
        pieces
    }

    /// A paragraph.
    pub(crate) fn paragraph(&mut self, parent: Node, spans: &[Span], width: f32, kind: Type) -> Vec<Piece> {
        let node = self.node(Role::Paragraph, parent);
        let gap = self.look.gap;
        flow::after(gap, self.text(node, spans, width, kind))
    }

    /// A paragraph of the body's type.
    pub(crate) fn plain(&mut self, parent: Node, text: &str, width: f32) -> Vec<Piece> {
        let kind = self.body();
        self.paragraph(parent, &[kind.span(text)], width, kind)
    }

    /// A heading that stays with what follows, and a place that links and the outline lead to.
    pub(crate) fn heading(
        &mut self,
        parent: Node,
        level: u16,
        title: &str,
        place: Option<&str>,
        width: f32,
    ) -> Vec<Piece> {
        let size = self.look.headings[usize::from(level - 1).min(3)];
        let ink = if level <= 2 { self.look.palette.accent } else { self.look.palette.ink };
        let kind = Type { size, bold: true, ink, leading: 1.2, align: Align::Start };
        let node = self.node(Role::Heading(level, title.to_owned()), parent);
        let mut piece = flow::merged(self.text(node, &[kind.span(title)], width, kind));
        piece.keep = Keep::Must;
        piece.gap = match level {
            1 => 0.0,
            2 => self.look.gap * 2.6,
            _ => self.look.gap * 1.6,
        };
        piece.marks.insert(0, place_of(level, title, place));
        vec![piece]
    }

    /// A list. Numbers are those of steps; without them each item has a dot.
    pub(crate) fn list(
        &mut self,
        parent: Node,
        items: &[Vec<Span>],
        numbered: bool,
        width: f32,
        kind: Type,
    ) -> Vec<Piece> {
        self.list_around(parent, items, numbered, |_| width, kind)
    }

    /// A list whose items may differ in width, which follows from what stands above each.
    pub(crate) fn list_around(
        &mut self,
        parent: Node,
        items: &[Vec<Span>],
        numbered: bool,
        mut width: impl FnMut(&[Piece]) -> f32,
        kind: Type,
    ) -> Vec<Piece> {
        let list = self.node(Role::List { numbered }, parent);
        let label_kind = if numbered { kind.bold().ink(self.look.palette.accent) } else { kind };
        let widest = items.len().to_string();
        let indent = if numbered {
            self.setter.width(&[label_kind.span(&widest)]) + kind.size * 0.65
        } else {
            kind.size * 1.05
        };
        let mut pieces = Vec::new();
        for (i, item) in items.iter().enumerate() {
            let node = self.node(Role::Item, list);
            let label = self.node(Role::Label, node);
            let body = self.node(Role::Body, node);
            let sign = if numbered { (i + 1).to_string() } else { "•".to_owned() };
            let mut label_line =
                flow::merged(self.text(label, &[label_kind.span(&sign)], indent, label_kind));
            let mut text = flow::indented(self.text(body, item, width(&pieces) - indent, kind), indent);
            if let Some(first) = text.first_mut() {
                // The label is read first.
                label_line.marks.append(&mut first.marks);
                first.marks = label_line.marks;
                first.gap = self.look.gap * 0.38;
            }
            pieces.append(&mut text);
        }
        // No item stands alone on a page.
        let count = pieces.len();
        for (i, piece) in pieces.iter_mut().enumerate() {
            if (i == 0 || i + 2 == count) && i + 1 < count {
                piece.keep = piece.keep.max(Keep::Must);
            }
        }
        flow::after(self.look.gap * 0.6, pieces)
    }

    /// A list of plain texts.
    pub(crate) fn bullets(&mut self, parent: Node, items: &[String], width: f32) -> Vec<Piece> {
        let kind = self.body();
        let items: Vec<_> = items.iter().map(|t| vec![kind.span(t)]).collect();
        self.list(parent, &items, false, width, kind)
    }

    /// A table with a line around each cell. Its head is repeated on each page that it goes on to.
    pub(crate) fn table(&mut self, parent: Node, table: &Table, kind: Type) -> Vec<Piece> {
        let node = self.node(Role::Table, parent);
        let width: f32 = table.columns.iter().map(|c| c.width).sum();
        let mut pieces = Vec::new();
        if let Some(caption) = &table.caption {
            let caption_node = self.node(Role::Caption, node);
            let mut piece = flow::merged(self.text(caption_node, caption, width, kind));
            piece.height += self.look.gap * 0.5;
            piece.keep = Keep::Must;
            pieces.push(piece);
        }
        let mut head = None;
        if !table.head.is_empty() {
            let group = self.node(Role::TableHead, node);
            let row = self.row(group, &table.columns, &table.head, 0.0, kind, Some(self.look.palette.tint));
            head = Some(Rc::new(row.clone()));
            pieces.push(Piece { keep: Keep::Must, ..row });
        }
        let body = self.node(Role::TableBody, node);
        let count = table.rows.len();
        for (i, cells) in table.rows.iter().enumerate() {
            let mut row = self.row(body, &table.columns, cells, table.row_height, kind, None);
            if i + 1 < count {
                let names_others = cells.iter().any(|c| matches!(c.role, Role::GroupHead(_)));
                let alone = i == 0 || i + 2 == count;
                row.keep = match (table.cuttable, names_others || alone) {
                    (_, true) => Keep::Must,
                    (false, false) => Keep::Should,
                    (true, false) => Keep::No,
                };
            }
            if i > 0 {
                row.head.clone_from(&head);
            }
            pieces.push(row);
        }
        flow::after(self.look.gap, pieces)
    }

    fn row(
        &mut self,
        group: Node,
        columns: &[Column],
        cells: &[Cell],
        least: f32,
        kind: Type,
        fill: Option<Rgb>,
    ) -> Piece {
        let pad = (kind.size * 0.27, kind.size * 0.42);
        let row = self.node(Role::Row, group);
        let mut made = Vec::new();
        let (mut x, mut height, mut column) = (0.0, least, 0);
        for cell in cells {
            let node = self.node(cell.role.clone(), row);
            let width: f32 = columns[column..].iter().take(cell.columns).map(|c| c.width).sum();
            let mut piece = if cell.spans.iter().all(|s| s.text.is_empty()) {
                Piece::default()
            } else {
                flow::merged(self.text(node, &cell.spans, width - 2.0 * pad.1, kind))
            };
            if cell.boxes > 0 {
                piece = self.boxes(cell.boxes, kind.size * 1.05, width - 2.0 * pad.1);
            }
            height = f32::max(height, piece.height + 2.0 * pad.0);
            made.push((x, width, piece, cell.fill.or(fill)));
            x += width;
            column += cell.columns;
        }
        let line = self.look.palette.line;
        let mut out = Piece { height, ..Piece::default() };
        for (x, width, piece, fill) in made {
            let place = |shape| Mark::Shape { x, y: 0.0, width, height, shape };
            out.marks.extend(fill.map(|ink| place(Shape::Fill(ink))));
            out.marks.push(place(Shape::Frame { ink: line, width: 0.75, dashed: false }));
            // What is filled in by hand stands in the middle of its row, text at its top.
            let top = if least > 0.0 { (height - piece.height) / 2.0 } else { pad.0 };
            out.marks.extend(piece.marks.into_iter().map(|m| m.shifted(pad.1, top).shifted(x, 0.0)));
        }
        out
    }

    /// Boxes to tick: in a row, or in several where one would be wider than its place.
    pub(crate) fn boxes(&self, count: usize, side: f32, width: f32) -> Piece {
        let pitch = side * 1.25;
        let mut across = count.max(1);
        while across > 1 && flow::f(across) * pitch - (pitch - side) > width {
            across -= 1;
        }
        // Two rows of three are told apart sooner than one of four and one of two.
        let rows = count.div_ceil(across);
        across = count.div_ceil(rows.max(1)).max(1);
        let shape = Shape::Frame { ink: self.look.palette.ink, width: 1.0, dashed: false };
        let mark = |i: usize| Mark::Shape {
            x: flow::f(i % across) * pitch,
            y: flow::f(i / across) * pitch,
            width: side,
            height: side,
            shape,
        };
        let height = flow::f(rows) * pitch - (pitch - side);
        Piece { height, marks: (0..count).map(mark).collect(), ..Piece::default() }
    }

    /// A box around pieces that `inside` makes for the width it is given.
    pub(crate) fn boxed(
        &mut self,
        look: BoxLook,
        width: f32,
        inside: impl FnOnce(&mut Self, f32) -> Vec<Piece>,
    ) -> Vec<Piece> {
        let (left, right) = look.inset();
        let pieces = inside(self, width - left - right);
        flow::after(self.look.gap * 1.4, flow::boxed(pieces, look, width))
    }

    /// Parts beside each other where the look has room for it, else below each other. Each part is made for the
    /// width it is given.
    pub(crate) fn beside(&mut self, width: f32, parts: Vec<Part<'_>>) -> Vec<Piece> {
        let gutter = self.look.body * 1.6;
        if !self.look.side_by_side || parts.len() < 2 {
            return parts.into_iter().flat_map(|make| make(self, width)).collect();
        }
        let count = flow::f(parts.len());
        let each = (width - gutter * (count - 1.0)) / count;
        let mut made = Vec::new();
        for (i, make) in parts.into_iter().enumerate() {
            made.push((flow::f(i) * (each + gutter), make(self, each)));
        }
        vec![flow::side_by_side(made)]
    }
}

/// The place of a heading.
pub(crate) fn place_of(level: u16, title: &str, place: Option<&str>) -> Mark {
    Mark::Place {
        y: 0.0,
        name: place.unwrap_or_default().to_owned(),
        heading: Some((level, title.to_owned())),
    }
}

/// A line as a piece.
pub(crate) fn line_piece(node: Option<Node>, line: Line, measure: f32) -> Piece {
    let (height, y) = (line.height, line.baseline);
    Piece {
        height,
        marks: vec![Mark::Text { node, x: 0.0, y, measure, line: Rc::new(line) }],
        ..Piece::default()
    }
}
