//! Pieces that fill pages. A piece is never cut; what must stay together is a chain of pieces.

use std::rc::Rc;

use crate::marks::{Mark, Page, Rgb, Shape};

/// How strongly a piece holds on to the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Keep {
    /// A page may end here.
    #[default]
    No,
    /// A page ends here only where an eighth of it would stay empty otherwise.
    Rather,
    /// A page ends here only where two fifths of it would stay empty otherwise.
    Hardly,
    /// A page ends here only where the whole does not fit on one.
    Should,
    /// A page never ends here: a heading, the first lines of a paragraph.
    Must,
}

/// Something that stands on one page, as wide as what holds it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Piece {
    /// The white space above it; none at the top of a page.
    pub(crate) gap: f32,
    pub(crate) height: f32,
    pub(crate) marks: Vec<Mark>,
    pub(crate) keep: Keep,
    /// The boxes it stands in, the outermost first.
    pub(crate) boxes: Vec<InBox>,
    /// What is repeated above it at the top of a page: the head of its table.
    pub(crate) head: Option<Rc<Piece>>,
}

/// A box, and where it stands beside the piece.
#[derive(Debug, Clone)]
pub(crate) struct InBox {
    look: Rc<BoxLook>,
    x: f32,
    width: f32,
}

/// What a box looks like.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct BoxLook {
    pub(crate) fill: Option<Rgb>,
    /// Its frame and that frame's width.
    pub(crate) frame: Option<(Rgb, f32)>,
    pub(crate) dashed: bool,
    /// A bar along its beginning, and that bar's width.
    pub(crate) bar: Option<(Rgb, f32)>,
    /// Between the box and what stands in it: above and below, at the sides.
    pub(crate) pad: (f32, f32),
}

impl BoxLook {
    /// How much of the width is taken by frame, bar and white space, on the side of the bar and on the other.
    pub(crate) fn inset(&self) -> (f32, f32) {
        let bar = self.bar.map_or(0.0, |(_, width)| width);
        (self.pad.1 + bar, self.pad.1)
    }
}

impl Piece {
    /// White space of a height.
    pub(crate) fn space(height: f32) -> Self {
        Self { height, ..Self::default() }
    }

    fn shift(&mut self, dx: f32, dy: f32) {
        let marks = std::mem::take(&mut self.marks);
        self.marks = marks.into_iter().map(|m| m.shifted(dx, dy)).collect();
        for stands in &mut self.boxes {
            stands.x += dx;
        }
    }
}

/// Moves pieces to the side.
pub(crate) fn indented(mut pieces: Vec<Piece>, dx: f32) -> Vec<Piece> {
    for piece in &mut pieces {
        piece.shift(dx, 0.0);
    }
    pieces
}

/// Sets the white space above the first piece.
pub(crate) fn after(gap: f32, mut pieces: Vec<Piece>) -> Vec<Piece> {
    if let Some(first) = pieces.first_mut() {
        first.gap = gap;
    }
    pieces
}

/// Holds pieces together.
pub(crate) fn together(pieces: Vec<Piece>) -> Vec<Piece> {
    kept(pieces, Keep::Should)
}

/// Holds pieces together at least so strongly.
pub(crate) fn kept(mut pieces: Vec<Piece>, keep: Keep) -> Vec<Piece> {
    let count = pieces.len();
    for piece in pieces.iter_mut().take(count.saturating_sub(1)) {
        piece.keep = piece.keep.max(keep);
    }
    pieces
}

/// Holds the last piece to what follows.
pub(crate) fn with_next(mut pieces: Vec<Piece>, keep: Keep) -> Vec<Piece> {
    if let Some(last) = pieces.last_mut() {
        last.keep = last.keep.max(keep);
    }
    pieces
}

/// Puts pieces, which were made for the width inside, into a box of a width. It may go over several pages.
pub(crate) fn boxed(mut pieces: Vec<Piece>, look: BoxLook, width: f32) -> Vec<Piece> {
    let look = Rc::new(look);
    let (left, _) = look.inset();
    let count = pieces.len();
    for (i, piece) in pieces.iter_mut().enumerate() {
        if i == 0 {
            piece.shift(0.0, look.pad.0);
            piece.height += look.pad.0;
        }
        if i + 1 == count {
            piece.height += look.pad.0;
        }
        piece.shift(left, 0.0);
        piece.boxes.insert(0, InBox { look: look.clone(), x: 0.0, width });
    }
    pieces
}

/// All pieces as one.
pub(crate) fn merged(pieces: Vec<Piece>) -> Piece {
    let gap = pieces.first().map_or(0.0, |p| p.gap);
    let keep = pieces.last().map_or(Keep::No, |p| p.keep);
    let mut y = 0.0;
    let mut placed = Vec::new();
    for (i, piece) in pieces.into_iter().enumerate() {
        if i > 0 {
            y += piece.gap;
        }
        let height = piece.height;
        placed.push((y, piece));
        y += height;
    }
    let mut marks = Vec::new();
    stand(&placed, 0.0, &mut marks);
    Piece { gap, height: y, marks, keep, ..Piece::default() }
}

/// Pieces side by side: each part with its distance from the left.
pub(crate) fn side_by_side(parts: Vec<(f32, Vec<Piece>)>) -> Piece {
    let mut row = Piece::default();
    for (x, pieces) in parts {
        let mut part = merged(pieces);
        part.shift(x, 0.0);
        row.height = row.height.max(part.height);
        row.gap = row.gap.max(part.gap);
        row.marks.append(&mut part.marks);
    }
    row
}

/// Pieces in two columns of about one height, in one piece.
pub(crate) fn balanced(pieces: Vec<Piece>, pitch: f32) -> Piece {
    let gap = pieces.first().map_or(0.0, |p| p.gap);
    let mut chains = chains(pieces, Keep::Should);
    let height = least_height(&chains, 2, height(&chains.concat()));
    let first = filled(&chains, 1, height);
    let second = chains.split_off(first).concat();
    let mut row = side_by_side(vec![(0.0, chains.concat()), (pitch, second)]);
    row.gap = gap;
    row
}

/// The least height at which all chains fit into so many columns; no more than `most`.
fn least_height(chains: &[Vec<Piece>], count: usize, most: f32) -> f32 {
    let (mut low, mut high) = (0.0_f32, most);
    while high - low > 1.0 {
        let middle = f32::midpoint(low, high);
        if filled(chains, count, middle) == chains.len() { high = middle } else { low = middle }
    }
    high
}

/// The height of pieces that stand below each other at the top of a page.
pub(crate) fn height(pieces: &[Piece]) -> f32 {
    let gaps: f32 = pieces.iter().skip(1).map(|p| p.gap).sum();
    gaps + pieces.iter().map(|p| p.height).sum::<f32>()
}

/// A stretch of the sheet that is set in a number of columns.
#[derive(Debug, Default)]
pub(crate) struct Stretch {
    pub(crate) pieces: Vec<Piece>,
    /// What stands above the columns, across all of them, and on the page where they begin.
    pub(crate) head: Vec<Piece>,
    /// One at least.
    pub(crate) columns: usize,
    /// The distance from the beginning of a column to that of the next.
    pub(crate) pitch: f32,
    /// Whether it begins on a page of its own.
    pub(crate) new_page: bool,
    /// The white space above it.
    pub(crate) gap: f32,
}

/// The part of a page that is filled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) height: f32,
}

/// Fills pages.
pub(crate) fn pages(stretches: Vec<Stretch>, area: Area) -> Vec<Page> {
    let mut pager = Pager { area, pages: vec![Page::default()], y: 0.0 };
    // Columns that follow columns go on where those end.
    let mut joined: Vec<Stretch> = Vec::new();
    for mut stretch in stretches {
        let goes_on = stretch.columns > 1 && stretch.head.is_empty() && !stretch.new_page;
        match joined.last_mut() {
            Some(before) if goes_on && before.columns == stretch.columns => {
                before.pieces.append(&mut stretch.pieces);
            }
            _ => joined.push(stretch),
        }
    }
    for stretch in joined {
        pager.stretch(stretch);
    }
    pager.pages
}

struct Pager {
    area: Area,
    pages: Vec<Page>,
    /// How far the last page is filled.
    y: f32,
}

impl Pager {
    fn stretch(&mut self, stretch: Stretch) {
        if stretch.pieces.is_empty() {
            return;
        }
        if stretch.new_page && self.y > 0.0 {
            self.turn();
        }
        let chains = chains(stretch.pieces, Keep::Rather);
        if self.y > 0.0 {
            self.y += stretch.gap;
        }
        if !stretch.head.is_empty() {
            let below = chains.first().map_or(0.0, |chain| height(&chain[..first_part(chain)]));
            let least = height(&stretch.head) + stretch.gap + below;
            if self.y > 0.0 && self.y + least > self.area.height {
                self.turn();
            }
            let mut column = Column::new(self.y, self.area.height);
            column.put_all(stretch.head);
            self.y = column.y;
            self.stand(&column, 0.0);
            self.y += stretch.gap;
        }
        if stretch.columns < 2 {
            let mut column = Column::new(self.y, self.area.height);
            for chain in chains {
                self.chain(&mut column, chain);
            }
            self.y = column.y;
            self.stand(&column, 0.0);
        } else {
            self.columns(chains, stretch.columns, stretch.pitch);
        }
    }

    /// Fills the columns of a page one after the other; on the last page they end at one height.
    fn columns(&mut self, mut chains: Vec<Vec<Piece>>, count: usize, pitch: f32) {
        while !chains.is_empty() {
            let room = self.area.height - self.y;
            let fit = filled(&chains, count, room);
            if fit == 0 && self.y > 0.0 {
                self.turn();
                continue;
            }
            let rest = chains.split_off(fit.max(1));
            let here = std::mem::replace(&mut chains, rest);
            // On the last page they end at one height.
            let height = if chains.is_empty() { least_height(&here, count, room) } else { room };
            let (top, mut bottom) = (self.y, self.y);
            let mut column = Column::new(top, top + height);
            let mut number = 0;
            for chain in here {
                if !column.has_room(&chain) && number + 1 < count && !column.placed.is_empty() {
                    bottom = bottom.max(column.y);
                    let full = std::mem::replace(&mut column, Column::new(top, top + height));
                    self.stand(&full, f(number) * pitch);
                    number += 1;
                }
                column.put_all(chain);
            }
            bottom = bottom.max(column.y);
            self.stand(&column, f(number) * pitch);
            self.y = bottom;
            if !chains.is_empty() {
                self.turn();
            }
        }
    }

    fn chain(&mut self, column: &mut Column, mut chain: Vec<Piece>) {
        // Shares of the page.
        const MUCH: f32 = 0.12;
        const HALF: f32 = 0.4;
        const WORTH_STARTING: f32 = 0.35;
        if column.has_room(&chain) {
            column.put_all(chain);
            return;
        }
        let free = (column.end - column.y) / self.area.height;
        let holds = match free {
            _ if free > HALF => Keep::Should,
            _ if free > MUCH => Keep::Hardly,
            _ => Keep::Rather,
        };
        let mut ends = (1..chain.len()).rev().filter(|i| chain[i - 1].keep < holds);
        if let Some(end) = ends.find(|end| column.has_room(&chain[..*end])) {
            let rest = chain.split_off(end);
            column.put_all(chain);
            self.next(column);
            self.chain(column, rest);
            return;
        }
        let fits = height(&chain[..first_part(&chain)]) + head(&chain) <= self.area.height;
        if column.y > 0.0 && (fits || free < WORTH_STARTING) {
            self.next(column);
            self.chain(column, chain);
            return;
        }
        // It fits on no page: it is cut where that harms least.
        for part in chains(chain, Keep::Must) {
            if !column.has_room(&part) && column.y > 0.0 {
                self.next(column);
            }
            for piece in part {
                if column.y > 0.0 && !column.has_room(std::slice::from_ref(&piece)) {
                    self.next(column);
                }
                column.put(piece);
            }
        }
    }

    fn next(&mut self, column: &mut Column) {
        let full = std::mem::replace(column, Column::new(0.0, self.area.height));
        self.stand(&full, 0.0);
        self.turn();
    }

    fn stand(&mut self, column: &Column, x: f32) {
        let mut marks = Vec::new();
        stand(&column.placed, x, &mut marks);
        let (left, top) = (self.area.left, self.area.top);
        if let Some(page) = self.pages.last_mut() {
            page.marks.extend(marks.into_iter().map(|m| m.shifted(left, top)));
        }
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = 0.0;
    }
}

/// A column while it is filled.
struct Column {
    placed: Vec<(f32, Piece)>,
    y: f32,
    end: f32,
}

impl Column {
    fn new(y: f32, end: f32) -> Self {
        Self { placed: Vec::new(), y, end }
    }

    fn is_at_top(&self) -> bool {
        self.placed.is_empty()
    }

    fn has_room(&self, chain: &[Piece]) -> bool {
        let gap = if self.is_at_top() { head(chain) } else { chain.first().map_or(0.0, |p| p.gap) };
        // Sums of the same lengths in another order differ by a hair.
        self.y + gap + height(chain) <= self.end + 0.01
    }

    fn put_all(&mut self, chain: Vec<Piece>) {
        for piece in chain {
            self.put(piece);
        }
    }

    fn put(&mut self, mut piece: Piece) {
        if self.is_at_top() {
            if let Some(head) = piece.head.take() {
                let mut head = (*head).clone();
                head.boxes.clone_from(&piece.boxes);
                head.marks = head.marks.into_iter().filter_map(silent).collect();
                let height = head.height;
                self.placed.push((self.y, head));
                self.y += height;
            }
        } else {
            self.y += piece.gap;
        }
        let height = piece.height;
        self.placed.push((self.y, piece));
        self.y += height;
    }
}

/// A mark that says again what was said before: not read aloud.
fn silent(mark: Mark) -> Option<Mark> {
    match mark {
        Mark::Text { x, y, measure, line, .. } => Some(Mark::Text { node: None, x, y, measure, line }),
        Mark::Shape { .. } => Some(mark),
        Mark::Photo { .. } | Mark::Drawing { .. } | Mark::Place { .. } => None,
    }
}

fn head(chain: &[Piece]) -> f32 {
    chain.first().and_then(|p| p.head.as_ref()).map_or(0.0, |h| h.height)
}

/// How many pieces of a chain stand on one page wherever the rest of it goes.
fn first_part(chain: &[Piece]) -> usize {
    chain.iter().position(|piece| piece.keep < Keep::Should).map_or(chain.len(), |i| i + 1)
}

/// How many chains fit into columns of a height.
fn filled(chains: &[Vec<Piece>], count: usize, height: f32) -> usize {
    let mut column = (0.0_f32, true);
    let mut number = 0;
    for (i, chain) in chains.iter().enumerate() {
        loop {
            let gap = if column.1 { head(chain) } else { chain.first().map_or(0.0, |p| p.gap) };
            let end = column.0 + gap + self::height(chain);
            if end <= height + 0.01 {
                column = (end, false);
                break;
            }
            if column.1 || number + 1 == count {
                return i;
            }
            number += 1;
            column = (0.0, true);
        }
    }
    chains.len()
}

/// Cuts pieces behind every one that holds on to the next less than so strongly.
fn chains(pieces: Vec<Piece>, keep: Keep) -> Vec<Vec<Piece>> {
    let mut chains = vec![Vec::new()];
    for piece in pieces {
        let ends = piece.keep < keep;
        if let Some(chain) = chains.last_mut() {
            chain.push(piece);
        }
        if ends {
            chains.push(Vec::new());
        }
    }
    chains.retain(|c| !c.is_empty());
    chains
}

/// What stands where, boxes behind what they hold.
fn stand(placed: &[(f32, Piece)], x: f32, marks: &mut Vec<Mark>) {
    let deepest = placed.iter().map(|(_, p)| p.boxes.len()).max().unwrap_or_default();
    for depth in 0..deepest {
        let mut i = 0;
        while i < placed.len() {
            let Some(stands) = placed[i].1.boxes.get(depth) else {
                i += 1;
                continue;
            };
            let same = |p: &Piece| p.boxes.get(depth).is_some_and(|b| Rc::ptr_eq(&b.look, &stands.look));
            let end = placed[i..].iter().position(|(_, p)| !same(p)).map_or(placed.len(), |n| i + n);
            let top = placed[i].0;
            let bottom = placed[end - 1].0 + placed[end - 1].1.height;
            decorate(&stands.look, (x + stands.x, top, stands.width, bottom - top), marks);
            i = end;
        }
    }
    for (y, piece) in placed {
        marks.extend(piece.marks.iter().cloned().map(|m| m.shifted(x, *y)));
    }
}

fn decorate(look: &BoxLook, (x, y, width, height): (f32, f32, f32, f32), marks: &mut Vec<Mark>) {
    let mut shape = |x, y, width, height, shape| marks.push(Mark::Shape { x, y, width, height, shape });
    if let Some(ink) = look.fill {
        shape(x, y, width, height, Shape::Fill(ink));
    }
    if let Some((ink, line)) = look.frame {
        let half = line / 2.0;
        let frame = Shape::Frame { ink, width: line, dashed: look.dashed };
        shape(x + half, y + half, width - line, height - line, frame);
    }
    if let Some((ink, line)) = look.bar {
        shape(x, y, line, height, Shape::Fill(ink));
    }
}

/// A small count as a factor.
pub(crate) fn f(n: usize) -> f32 {
    f32::from(u16::try_from(n).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const AREA: Area = Area { left: 0.0, top: 0.0, height: 100.0 };

    /// A piece that can be found again by the name of its place.
    fn piece(name: &str, height: f32, keep: Keep) -> Piece {
        let place = Mark::Place { y: 0.0, name: name.to_owned(), heading: None };
        Piece { height, keep, marks: vec![place], ..Piece::default() }
    }

    /// What stands on each page, with its distance from the top.
    fn shown(pages: &[Page]) -> Vec<String> {
        let mark = |mark: &Mark| match mark {
            Mark::Place { y, name, .. } => Some(format!("{name}@{y}")),
            _ => None,
        };
        pages.iter().map(|p| p.marks.iter().filter_map(mark).collect::<Vec<_>>().join(" ")).collect()
    }

    fn across(pieces: Vec<Piece>) -> Vec<Page> {
        pages(vec![Stretch { pieces, columns: 1, ..Stretch::default() }], AREA)
    }

    #[test]
    fn a_heading_is_never_the_last_on_a_page() {
        let pages = across(vec![
            piece("a", 60.0, Keep::No),
            piece("heading", 20.0, Keep::Must),
            piece("b", 30.0, Keep::No),
        ]);
        assert_eq!(shown(&pages), ["a@0", "heading@0 b@20"]);
    }

    #[test]
    fn white_space_goes_at_the_top_of_a_page() {
        let spaced = |name| Piece { gap: 10.0, ..piece(name, 40.0, Keep::No) };
        assert_eq!(shown(&across(vec![spaced("a"), spaced("b"), spaced("c")])), ["a@0 b@50", "c@0"]);
    }

    #[test]
    fn what_fits_on_no_page_is_cut_where_that_harms_least() {
        let pages = across(vec![
            piece("a", 50.0, Keep::Should),
            piece("b", 40.0, Keep::Must),
            piece("c", 30.0, Keep::Should),
            piece("d", 20.0, Keep::No),
        ]);
        assert_eq!(shown(&pages), ["a@0", "b@0 c@40 d@70"]);
    }

    #[test]
    fn what_may_go_over_does_so_only_where_much_would_stay_empty() {
        let after = |height, keep| {
            let first = piece("first", height, Keep::No);
            shown(&across(vec![first, piece("a", 8.0, keep), piece("b", 60.0, Keep::No)]))
        };
        assert_eq!(after(80.0, Keep::Rather), ["first@0 a@80", "b@0"]);
        assert_eq!(after(90.0, Keep::Rather), ["first@0", "a@0 b@8"]);
        assert_eq!(after(50.0, Keep::Hardly), ["first@0 a@50", "b@0"]);
        assert_eq!(after(65.0, Keep::Hardly), ["first@0", "a@0 b@8"]);
        assert_eq!(after(50.0, Keep::Should), ["first@0", "a@0 b@8"]);
    }

    /// Of places where a page may end, the last one that there is room for.
    #[test]
    fn as_much_stays_as_there_is_room_for() {
        let pages = across(vec![
            piece("first", 40.0, Keep::No),
            piece("a", 20.0, Keep::Rather),
            piece("b", 20.0, Keep::Rather),
            piece("c", 40.0, Keep::Rather),
            piece("d", 20.0, Keep::No),
        ]);
        assert_eq!(shown(&pages), ["first@0 a@40 b@60", "c@0 d@40"]);
    }

    #[test]
    fn columns_end_at_one_height() {
        let pieces = ["a", "b", "c", "d"].map(|n| piece(n, 30.0, Keep::No)).into();
        let pages = pages(
            vec![
                Stretch { pieces, columns: 2, pitch: 50.0, ..Stretch::default() },
                Stretch { pieces: vec![piece("after", 10.0, Keep::No)], columns: 1, ..Stretch::default() },
            ],
            AREA,
        );
        let shown = shown(&pages);
        assert_eq!(shown.len(), 1);
        assert!(shown[0].starts_with("a@0 b@30 c@0 d@30 after@60"), "{shown:?}");
    }

    #[test]
    fn what_stands_above_columns_is_never_the_last_on_a_page() {
        for columns in [1, 2] {
            let above =
                Stretch { pieces: vec![piece("a", 60.0, Keep::No)], columns: 1, ..Stretch::default() };
            let below = Stretch {
                head: vec![piece("heading", 10.0, Keep::Must)],
                pieces: vec![piece("b", 15.0, Keep::No)],
                columns,
                pitch: 50.0,
                gap: 8.0,
                ..Stretch::default()
            };
            let shown = shown(&pages(vec![above, below], AREA));
            assert_eq!(shown, ["a@0", "heading@0 b@18"], "{columns}");
        }
    }

    #[test]
    fn columns_go_on_over_the_page() {
        let pieces = (0..7).map(|n| piece(&n.to_string(), 40.0, Keep::No)).collect();
        let pages = pages(vec![Stretch { pieces, columns: 2, pitch: 50.0, ..Stretch::default() }], AREA);
        assert_eq!(shown(&pages), ["0@0 1@40 2@0 3@40", "4@0 5@40 6@0"]);
    }

    /// The head is said once, however often it is shown.
    #[test]
    fn the_head_of_a_table_stands_on_every_page_it_goes_on_to() {
        let fill = Mark::Shape { x: 0.0, y: 0.0, width: 9.0, height: 9.0, shape: Shape::Fill(Rgb(1, 1, 1)) };
        let head = Piece { height: 10.0, keep: Keep::Must, marks: vec![fill], ..Piece::default() };
        let row = |name| Piece { head: Some(Rc::new(head.clone())), ..piece(name, 45.0, Keep::No) };
        let pages = across(vec![head.clone(), piece("a", 45.0, Keep::No), row("b"), row("c")]);
        assert_eq!(shown(&pages), ["a@10 b@55", "c@10"]);
        let heads = |page: &Page| page.marks.iter().filter(|m| matches!(m, Mark::Shape { .. })).count();
        assert_eq!([heads(&pages[0]), heads(&pages[1])], [1, 1]);
    }

    #[test]
    fn a_box_goes_around_what_it_holds_on_each_page() {
        let look = BoxLook { fill: Some(Rgb(9, 9, 9)), pad: (5.0, 5.0), ..BoxLook::default() };
        let inside = ["a", "b", "c"].map(|n| piece(n, 40.0, Keep::No)).into();
        let pages = across(boxed(inside, look, 80.0));
        let boxes = |page: &Page| -> Vec<f32> {
            let height = |m: &Mark| if let Mark::Shape { height, .. } = m { Some(*height) } else { None };
            page.marks.iter().filter_map(height).collect()
        };
        assert_eq!(shown(&pages), ["a@5 b@45", "c@0"]);
        assert_eq!([boxes(&pages[0]), boxes(&pages[1])], [vec![85.0], vec![45.0]]);
    }
}
