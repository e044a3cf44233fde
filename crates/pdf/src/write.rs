//! Pages into the bytes of a tagged PDF. The one place that names krilla.

use std::collections::BTreeMap;
use std::num::{NonZeroU16, NonZeroU32};
use std::ops::Range;

use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::{Destination, XyzDestination};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::geom::{Path, PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule, LineCap, LineJoin, Stroke as PenStroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node as Kid, SpanTag,
    TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};
use krilla::text::{Font, Glyph as GlyphOf, GlyphId};
use krilla::{Document, SerializeSettings};

use crate::marks::{Mark, Node, Page, Painted, Rgb, Role, Segment, Shape, Tree};
use crate::pack::packed;
use crate::text::{Fonts, Glyph, Line, Link};

/// The faces of a set of fonts, read once for any number of documents.
#[derive(Clone)]
pub(crate) struct Faces(Vec<Option<Font>>);

impl Faces {
    /// Reads the faces. One that cannot be read leaves its text out, and the validators tell.
    pub(crate) fn new(fonts: &Fonts) -> Self {
        Self(fonts.faces().map(|bytes| Font::new(bytes.into(), 0)).collect())
    }
}

/// A picture made of pixels.
#[derive(Clone)]
pub(crate) struct Photo {
    image: Image,
    /// Height by width.
    pub(crate) shape: f32,
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Photo").finish_non_exhaustive()
    }
}

impl Photo {
    /// Reads a picture; none if it is of a kind that is not printed, or broken.
    pub(crate) fn new(media_type: &str, bytes: &[u8]) -> Option<Self> {
        let data = || bytes.to_vec().into();
        let image = match media_type {
            "image/png" => Image::from_png(data(), true),
            "image/jpeg" => Image::from_jpeg(data(), true),
            "image/webp" => Image::from_webp(data(), true),
            _ => return None,
        };
        let image = image.ok()?;
        let (width, height) = image.size();
        let side = |n: u32| u16::try_from(n).ok().filter(|n| *n > 0).map(f32::from);
        Some(Self { shape: side(height)? / side(width)?, image })
    }
}

/// What a document is, beside its pages.
#[derive(Debug, Clone)]
pub(crate) struct About<'a> {
    pub(crate) title: &'a str,
    pub(crate) language: &'a str,
    pub(crate) right_to_left: bool,
    /// Year, month, day.
    pub(crate) date: (u16, u8, u8),
    pub(crate) authors: Vec<String>,
    pub(crate) creator: &'a str,
    /// Tells documents apart.
    pub(crate) id: &'a str,
    /// What it was made from.
    pub(crate) source: Attached<'a>,
}

/// A file that the document carries.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attached<'a> {
    pub(crate) name: &'a str,
    pub(crate) description: &'a str,
    /// JSON.
    pub(crate) text: &'a str,
}

/// The bytes of a document: PDF/UA-1 and PDF/A-3a at once. The error is one line on what the format does not allow.
pub(crate) fn document(
    about: &About<'_>,
    faces: &Faces,
    size: (f32, f32),
    pages: &[Page],
    tree: &Tree,
) -> Result<Vec<u8>, String> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .with_archival_validator(Archival::A3_A)
        .finish()
        .map_err(|e| format!("{e:?}"))?;
    // They are compressed when all is packed.
    let settings =
        SerializeSettings { configuration, compress_content_streams: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(settings);
    let mut writer = Writer { faces, places: places(pages), tags: Tags::new(tree), page: 0 };
    for (number, page) in pages.iter().enumerate() {
        writer.page = number;
        writer.page(&mut document, size, page)?;
    }
    document.set_outline(outline(pages));
    let date = DateTime::new(about.date.0).month(about.date.1).day(about.date.2);
    let metadata = Metadata::new()
        .title(about.title.to_owned())
        .language(about.language.to_owned())
        .creator(about.creator.to_owned())
        .producer(about.creator.to_owned())
        .authors(about.authors.clone())
        .creation_date(date)
        .document_id(about.id.to_owned())
        .text_direction(if about.right_to_left {
            TextDirection::RightToLeft
        } else {
            TextDirection::LeftToRight
        });
    document.set_metadata(metadata);
    document.embed_file(EmbeddedFile {
        path: about.source.name.to_owned(),
        mime_type: MimeType::new("application/json"),
        description: Some(about.source.description.to_owned()),
        association_kind: AssociationKind::Source,
        data: about.source.text.as_bytes().to_vec().into(),
        modification_date: Some(date),
        compress: Some(true),
        location: None,
    });
    document.set_tag_tree(writer.tags.into_tree(about.language));
    let mut bytes = document.finish().map_err(|e| format!("{e:?}"))?;
    leave_out_suspects(&mut bytes);
    Ok(packed(bytes))
}

/// Takes `/Suspects false` out of the catalogue, which says no more than its absence does: poppler's programs warn of it.
/// Blanks take its place, so that everything else stays where it is said to be.
fn leave_out_suspects(bytes: &mut [u8]) {
    const SUSPECTS: &[u8] = b"/Suspects false";
    if let Some(at) = bytes.windows(SUSPECTS.len()).rposition(|w| w == SUSPECTS) {
        bytes[at..at + SUSPECTS.len()].fill(b' ');
    }
}

struct Writer<'a> {
    faces: &'a Faces,
    places: BTreeMap<&'a str, (usize, f32)>,
    tags: Tags<'a>,
    page: usize,
}

impl Writer<'_> {
    fn page(&mut self, document: &mut Document, size: (f32, f32), page: &Page) -> Result<(), String> {
        let settings = PageSettings::from_wh(size.0, size.1).ok_or("the paper has no size")?;
        let mut pdf = document.start_page_with(settings);
        let mut links = Vec::new();
        let mut surface = pdf.surface();
        for mark in &page.marks {
            match mark {
                Mark::Text { node, x, y, line, .. } => {
                    self.line(&mut surface, *node, (*x, *y), line, &mut links);
                }
                Mark::Shape { x, y, width, height, shape } => {
                    decoration(&mut surface, (*x, *y, *width, *height), *shape);
                }
                Mark::Photo { node, x, y, width, height, photo } => {
                    let id = surface.start_tagged(ContentTag::Other);
                    self.tags.put(*node, id);
                    self.tags.stands_at(*node, self.page, (*x, *y, *width, *height));
                    surface.push_transform(&Transform::from_translate(*x, *y));
                    if let Some(size) = Size::from_wh(*width, *height) {
                        surface.draw_image(photo.image.clone(), size);
                    }
                    surface.pop();
                    surface.end_tagged();
                }
                Mark::Drawing { node, x, y, width, height, scale, paths } => {
                    let id = surface.start_tagged(ContentTag::Other);
                    self.tags.put(*node, id);
                    self.tags.stands_at(*node, self.page, (*x, *y, *width, *height));
                    surface.push_transform(&Transform::from_row(*scale, 0.0, 0.0, *scale, *x, *y));
                    for path in paths.iter() {
                        draw(&mut surface, path);
                    }
                    surface.pop();
                    surface.end_tagged();
                }
                Mark::Place { .. } => {}
            }
        }
        surface.finish();
        for (node, area, target, text) in links {
            let annotation = Annotation::new_link(LinkAnnotation::new(area, target), Some(text));
            let id = pdf.add_tagged_annotation(annotation);
            self.tags.put(node, id);
        }
        pdf.finish();
        Ok(())
    }

    fn line(
        &mut self,
        surface: &mut Surface<'_>,
        node: Option<Node>,
        at: (f32, f32),
        line: &Line,
        links: &mut Vec<(Node, Rect, Target, String)>,
    ) {
        surface.set_stroke(None);
        // What has no node is on every page: a foot.
        let Some(node) = node else {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
            self.runs(surface, at, line, 0..line.runs.len());
            surface.end_tagged();
            return;
        };
        let mut start = 0;
        while start < line.runs.len() {
            let link = &line.runs[start].link;
            let end = line.runs[start..]
                .iter()
                .position(|r| r.link != *link)
                .map_or(line.runs.len(), |n| start + n);
            let target = link.as_ref().and_then(|link| self.target(link));
            let tag = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            match target {
                None => self.tags.put(node, tag),
                Some(target) => {
                    let stretch = &line.runs[start..end];
                    let link = self.tags.link(node, tag);
                    let left = stretch.iter().map(|r| r.x).fold(f32::MAX, f32::min);
                    let right = stretch.iter().map(|r| r.x + r.advance).fold(0.0, f32::max);
                    let area = Rect::from_ltrb(
                        at.0 + left,
                        at.1 - line.baseline,
                        at.0 + right,
                        at.1 + line.height - line.baseline,
                    );
                    let text = stretch.iter().map(|r| &*r.text).collect::<String>().trim().to_owned();
                    links.extend(area.map(|area| (link, area, target, text)));
                }
            }
            self.runs(surface, at, line, start..end);
            surface.end_tagged();
            start = end;
        }
    }

    fn runs(&self, surface: &mut Surface<'_>, (x, y): (f32, f32), line: &Line, runs: Range<usize>) {
        for run in &line.runs[runs] {
            let Some(Some(font)) = self.faces.0.get(run.face) else { continue };
            surface.set_fill(Some(fill(run.ink, 1.0)));
            let glyphs: Vec<_> = run.glyphs.iter().map(|g| Placed(g, run.size)).collect();
            surface.draw_glyphs(
                Point::from_xy(x + run.x, y),
                &glyphs,
                font.clone(),
                &run.text,
                run.size,
                false,
            );
        }
    }

    fn target(&self, link: &Link) -> Option<Target> {
        Some(match link {
            Link::Address(address) => Target::Action(Action::Link(LinkAction::new(address.clone()))),
            Link::Place(name) => {
                let (page, y) = *self.places.get(&**name)?;
                let place = XyzDestination::new(page, Point::from_xy(0.0, y));
                Target::Destination(Destination::Xyz(place))
            }
        })
    }
}

fn decoration(surface: &mut Surface<'_>, (x, y, width, height): (f32, f32, f32, f32), shape: Shape) {
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    let mut path = PathBuilder::new();
    surface.set_fill(None);
    surface.set_stroke(None);
    match shape {
        Shape::Fill(ink) => surface.set_fill(Some(fill(ink, 1.0))),
        Shape::Frame { ink, width, dashed } | Shape::Rule { ink, width, dashed } => {
            surface.set_stroke(Some(pen(ink, width, if dashed { &[4.0, 3.0] } else { &[] }, LineCap::Butt)));
        }
        Shape::Ring { ink, width } => surface.set_stroke(Some(pen(ink, width, &[], LineCap::Butt))),
    }
    match shape {
        Shape::Rule { .. } => {
            path.move_to(x, y);
            path.line_to(x + width, y + height);
        }
        Shape::Ring { .. } => ring(&mut path, x + width / 2.0, y + height / 2.0, width / 2.0),
        Shape::Fill(_) | Shape::Frame { .. } => {
            if let Some(rect) = Rect::from_xywh(x, y, width, height) {
                path.push_rect(rect);
            }
        }
    }
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
    surface.end_tagged();
}

/// A glyph with the size of its font: krilla wants distances in ems.
struct Placed<'a>(&'a Glyph, f32);

impl GlyphOf for Placed<'_> {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.0.id)
    }
    fn text_range(&self) -> Range<usize> {
        self.0.range.clone()
    }
    fn x_advance(&self, size: f32) -> f32 {
        self.0.advance / self.1 * size
    }
    fn x_offset(&self, size: f32) -> f32 {
        self.0.x / self.1 * size
    }
    fn y_offset(&self, size: f32) -> f32 {
        // parley counts downwards.
        -self.0.y / self.1 * size
    }
    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }
    fn location(&self) -> Option<krilla::surface::Location> {
        None
    }
}

fn draw(surface: &mut Surface<'_>, painted: &Painted) {
    let stroke = painted.stroke.as_ref();
    let dashes = stroke.and_then(|s| s.dashes.as_ref()).map_or(&[][..], |d| d);
    surface
        .set_fill(painted.fill.map(|(ink, opacity)| Fill { rule: FillRule::EvenOdd, ..fill(ink, opacity) }));
    surface.set_stroke(stroke.map(|s| pen(s.ink, s.width, dashes, LineCap::Round)));
    if let Some(path) = path_of(&painted.path).filter(|_| painted.fill.is_some() || stroke.is_some()) {
        surface.draw_path(&path);
    }
}

fn path_of(segments: &[Segment]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for segment in segments {
        match *segment {
            Segment::Move(x, y) => path.move_to(x, y),
            Segment::Line(x, y) => path.line_to(x, y),
            Segment::Cubic(x1, y1, x2, y2, x, y) => path.cubic_to(x1, y1, x2, y2, x, y),
            Segment::Close => path.close(),
        }
    }
    path.finish()
}

/// A circle of four curves.
fn ring(path: &mut PathBuilder, x: f32, y: f32, r: f32) {
    const BEND: f32 = 0.552_285;
    let c = r * BEND;
    path.move_to(x + r, y);
    path.cubic_to(x + r, y + c, x + c, y + r, x, y + r);
    path.cubic_to(x - c, y + r, x - r, y + c, x - r, y);
    path.cubic_to(x - r, y - c, x - c, y - r, x, y - r);
    path.cubic_to(x + c, y - r, x + r, y - c, x + r, y);
    path.close();
}

fn fill(ink: Rgb, opacity: f32) -> Fill {
    Fill {
        paint: rgb::Color::new(ink.0, ink.1, ink.2).into(),
        opacity: NormalizedF32::new(opacity).unwrap_or(NormalizedF32::ONE),
        rule: FillRule::NonZero,
    }
}

fn pen(ink: Rgb, width: f32, dashes: &[f32], line_cap: LineCap) -> PenStroke {
    PenStroke {
        paint: rgb::Color::new(ink.0, ink.1, ink.2).into(),
        width,
        line_cap,
        line_join: if line_cap == LineCap::Round { LineJoin::Round } else { LineJoin::Miter },
        dash: (!dashes.is_empty()).then(|| StrokeDash { array: dashes.to_vec(), offset: 0.0 }),
        ..PenStroke::default()
    }
}

fn places(pages: &[Page]) -> BTreeMap<&str, (usize, f32)> {
    let mut places = BTreeMap::new();
    for (number, page) in pages.iter().enumerate() {
        for mark in &page.marks {
            if let Mark::Place { y, name, .. } = mark {
                places.entry(&**name).or_insert((number, *y));
            }
        }
    }
    places
}

fn outline(pages: &[Page]) -> Outline {
    let mut flat = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        for mark in &page.marks {
            if let Mark::Place { y, heading: Some((level, title)), .. } = mark {
                flat.push((
                    *level,
                    OutlineNode::new(title.clone(), XyzDestination::new(number, Point::from_xy(0.0, *y))),
                ));
            }
        }
    }
    // A heading takes those below it that come before the next of its own level.
    let mut open: Vec<(u16, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    let mut close = |open: &mut Vec<(u16, OutlineNode)>, level: u16| {
        while let Some((_, node)) = open.pop_if(|(l, _)| *l >= level) {
            match open.last_mut() {
                Some((_, parent)) => parent.push_child(node),
                None => outline.push_child(node),
            }
        }
    };
    for (level, node) in flat {
        close(&mut open, level);
        open.push((level, node.with_open(level == 1)));
    }
    close(&mut open, 0);
    outline
}

/// The tree of tags while pages are drawn.
struct Tags<'a> {
    tree: &'a Tree,
    /// What hangs below each node, in the order in which it is read; links come after the tree's own nodes.
    kids: Vec<Vec<Below>>,
    boxes: BTreeMap<Node, BBox>,
}

#[derive(Debug, Clone, Copy)]
enum Below {
    Node(Node),
    Content(Identifier),
}

impl<'a> Tags<'a> {
    fn new(tree: &'a Tree) -> Self {
        let mut kids = vec![Vec::new(); tree.nodes.len()];
        for (i, (_, parent)) in tree.nodes.iter().enumerate() {
            if let Some(parent) = parent {
                kids[parent.0].push(Below::Node(Node(i)));
            }
        }
        Self { tree, kids, boxes: BTreeMap::new() }
    }

    /// Notes where a picture stands: around all its parts.
    fn stands_at(&mut self, node: Node, page: usize, (x, y, width, height): (f32, f32, f32, f32)) {
        let (mut left, mut top, mut right, mut bottom) = (x, y, x + width, y + height);
        if let Some(before) = self.boxes.get(&node).filter(|before| before.page_idx == page) {
            (left, top) = (left.min(before.rect.left()), top.min(before.rect.top()));
            (right, bottom) = (right.max(before.rect.right()), bottom.max(before.rect.bottom()));
        }
        if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
            self.boxes.insert(node, BBox::new(page, rect));
        }
    }

    fn put(&mut self, node: Node, content: Identifier) {
        self.kids[node.0].push(Below::Content(content));
    }

    /// A link below a node, with its first content.
    fn link(&mut self, node: Node, content: Identifier) -> Node {
        let link = Node(self.kids.len());
        self.kids.push(vec![Below::Content(content)]);
        self.kids[node.0].push(Below::Node(link));
        link
    }

    fn into_tree(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        for (i, (_, parent)) in self.tree.nodes.iter().enumerate() {
            if parent.is_none() {
                tree.children.extend(self.group(Node(i)).map(Kid::Group));
            }
        }
        tree
    }

    /// A node with all below it; none if nothing of it stands on any page.
    fn group(&self, node: Node) -> Option<TagGroup> {
        let kids: Vec<Kid> = self.kids[node.0]
            .iter()
            .filter_map(|kid| match kid {
                Below::Content(id) => Some(Kid::Leaf(*id)),
                Below::Node(node) => self.group(*node).map(Kid::Group),
            })
            .collect();
        let role = self.tree.nodes.get(node.0).map(|(role, _)| role);
        // An empty cell is a cell all the same.
        let stays = matches!(role, Some(Role::Cell | Role::ColumnHead | Role::RowHead));
        (stays || !kids.is_empty()).then(|| TagGroup::with_children(self.tag(node, role), kids))
    }

    fn tag(&self, node: Node, role: Option<&Role>) -> TagKind {
        match role {
            None => Tag::Link.into(),
            Some(Role::Section) => Tag::Section.into(),
            Some(Role::Heading(level, title)) => {
                let level = NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN);
                Tag::Hn(level, Some(title.clone())).into()
            }
            Some(Role::Paragraph) => Tag::P.into(),
            Some(Role::List { numbered }) => {
                Tag::L(if *numbered { ListNumbering::Decimal } else { ListNumbering::Disc }).into()
            }
            Some(Role::Item) => Tag::LI.into(),
            Some(Role::Label) => Tag::Lbl.into(),
            Some(Role::Body) => Tag::LBody.into(),
            Some(Role::Table) => Tag::Table.into(),
            Some(Role::TableHead) => Tag::THead.into(),
            Some(Role::TableBody) => Tag::TBody.into(),
            Some(Role::Row) => Tag::TR.into(),
            Some(Role::ColumnHead) => Tag::TH(TableHeaderScope::Column).into(),
            Some(Role::RowHead) => Tag::TH(TableHeaderScope::Row).into(),
            Some(Role::GroupHead(columns)) => {
                Tag::TH(TableHeaderScope::Row).with_col_span(NonZeroU32::new(*columns)).into()
            }
            Some(Role::Cell) => Tag::TD.into(),
            Some(Role::Figure(alt)) => {
                Tag::Figure(Some(alt.clone())).with_bbox(self.boxes.get(&node).copied()).into()
            }
            Some(Role::Caption) => Tag::Caption.into(),
        }
    }
}
