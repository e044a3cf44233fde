//! What stands on a page, and what it means: marks with their places, and the tree of tags they belong to.

use std::rc::Rc;

use crate::text::Line;
use crate::write::Photo;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Rgb(pub(crate) u8, pub(crate) u8, pub(crate) u8);

/// Counts the nodes of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Node(pub(crate) usize);

/// What a part of the sheet is to those who hear it read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Role {
    /// A group without a meaning of its own; the root is one.
    Section,
    /// A heading of a level, with its text.
    Heading(u16, String),
    Paragraph,
    List {
        numbered: bool,
    },
    Item,
    /// The number or bullet of an item.
    Label,
    Body,
    Table,
    TableHead,
    TableBody,
    Row,
    /// A cell that names its column.
    ColumnHead,
    /// A cell that names its row.
    RowHead,
    /// A cell that names the rows below it, across some columns.
    GroupHead(u32),
    Cell,
    /// A picture, with the text that stands for it.
    Figure(String),
    /// The title of a table.
    Caption,
}

/// The tags of a document: each node with what it is and where it hangs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: Vec<(Role, Option<Node>)>,
}

impl Tree {
    /// Adds a node below another; without one, it stands at the top.
    pub(crate) fn add(&mut self, role: Role, parent: Option<Node>) -> Node {
        self.nodes.push((role, parent));
        Node(self.nodes.len() - 1)
    }
}

/// Something on a page. Distances are in points, from the upper left corner of what holds it.
#[derive(Debug, Clone)]
pub(crate) enum Mark {
    /// A line of text: its left edge, its baseline, and the measure it was set in.
    Text { node: Option<Node>, x: f32, y: f32, measure: f32, line: Rc<Line> },
    /// Decoration: it has no meaning of its own.
    Shape { x: f32, y: f32, width: f32, height: f32, shape: Shape },
    /// A picture of a size, made of pixels.
    Photo { node: Node, x: f32, y: f32, width: f32, height: f32, photo: Rc<Photo> },
    /// A picture of a size, made of paths, whose units are `scale` points each.
    Drawing { node: Node, x: f32, y: f32, width: f32, height: f32, scale: f32, paths: Rc<Vec<Painted>> },
    /// The place that a link or the outline leads to.
    Place { y: f32, name: String, heading: Option<(u16, String)> },
}

/// A simple shape that fills its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// A filled area.
    Fill(Rgb),
    /// A frame of a width; dashed if asked for.
    Frame { ink: Rgb, width: f32, dashed: bool },
    /// A straight line from one corner of its place to the other.
    Rule { ink: Rgb, width: f32, dashed: bool },
    /// A circle.
    Ring { ink: Rgb, width: f32 },
}

/// A path with its paint, from the upper left corner of the drawing. Fills follow the even-odd rule.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Painted {
    pub(crate) path: Vec<Segment>,
    /// A colour, and how strongly it is laid on.
    pub(crate) fill: Option<(Rgb, f32)>,
    pub(crate) stroke: Option<Stroke>,
}

/// How a path is drawn along.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stroke {
    pub(crate) ink: Rgb,
    pub(crate) width: f32,
    /// Dashes and the gaps between them.
    pub(crate) dashes: Option<[f32; 2]>,
}

/// A segment of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Segment {
    Move(f32, f32),
    Line(f32, f32),
    Cubic(f32, f32, f32, f32, f32, f32),
    Close,
}

impl Mark {
    /// The same at another place.
    pub(crate) fn shifted(mut self, dx: f32, dy: f32) -> Self {
        match &mut self {
            Self::Text { x, y, .. }
            | Self::Shape { x, y, .. }
            | Self::Photo { x, y, .. }
            | Self::Drawing { x, y, .. } => {
                *x += dx;
                *y += dy;
            }
            Self::Place { y, .. } => *y += dy,
        }
        self
    }

    /// The same on a sheet that is read from the right, `width` wide.
    pub(crate) fn mirrored(mut self, across: f32) -> Self {
        match &mut self {
            Self::Text { x, measure: width, .. }
            | Self::Shape { x, width, .. }
            | Self::Photo { x, width, .. }
            | Self::Drawing { x, width, .. } => *x = across - *x - *width,
            Self::Place { .. } => {}
        }
        self
    }
}

/// A page with all that stands on it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Page {
    pub(crate) marks: Vec<Mark>,
}

impl Page {
    /// How far down the page anything stands.
    pub(crate) fn end(&self) -> f32 {
        let end = |mark: &Mark| match mark {
            Mark::Text { y, .. } | Mark::Place { y, .. } => *y,
            Mark::Shape { y, height, .. }
            | Mark::Photo { y, height, .. }
            | Mark::Drawing { y, height, .. } => y + height,
        };
        self.marks.iter().map(end).fold(0.0, f32::max)
    }
}
