//! Cards, four to a page, with marks to cut along.

use crate::MM;
use crate::flow::{self, Area, Stretch, f};
use crate::marks::{Mark, Page, Shape};
use crate::style::Look;

/// Where cards stand on a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    /// A card's place.
    width: f32,
    height: f32,
    page: (f32, f32),
}

/// Around the cards: what no printer reaches, and the foot below.
const SIDE: f32 = 8.5 * MM;
const TOP: f32 = 9.0 * MM;
const BOTTOM: f32 = 15.5 * MM;
/// Between a card's edge and what stands on it.
const PAD: f32 = 5.0 * MM;
const ACROSS: usize = 2;
const A_PAGE: usize = 4;

impl Grid {
    /// The grid of a page of a size.
    pub(crate) fn of(page: (f32, f32)) -> Self {
        let width = (page.0 - 2.0 * SIDE) / f(ACROSS);
        Self { width, height: (page.1 - TOP - BOTTOM) / f(A_PAGE / ACROSS), page }
    }

    /// The width of what stands on a card.
    pub(crate) fn width(&self) -> f32 {
        self.width - 2.0 * PAD
    }

    /// The height of what stands on a card.
    pub(crate) fn height(&self) -> f32 {
        self.height - 2.0 * PAD
    }
}

/// Pages of cards. What is too long for a card goes on on the next one.
pub(crate) fn pages(cards: Vec<Vec<Stretch>>, grid: &Grid, look: &Look) -> Vec<Page> {
    let area = Area { left: PAD, top: PAD, height: grid.height() };
    let fronts: Vec<Page> = cards.into_iter().flat_map(|card| flow::pages(card, area)).collect();
    let mut pages = Vec::new();
    for four in fronts.chunks(A_PAGE) {
        let mut page = Page { marks: cut_marks(grid, look) };
        for (i, front) in four.iter().enumerate() {
            let (x, y) = (f(i % ACROSS) * grid.width + SIDE, f(i / ACROSS) * grid.height + TOP);
            page.marks.extend(front.marks.iter().cloned().map(|m| m.shifted(x, y)));
        }
        pages.push(page);
    }
    pages
}

fn cut_marks(grid: &Grid, look: &Look) -> Vec<Mark> {
    let rule = Shape::Rule { ink: look.palette.soft, width: 0.75, dashed: true };
    let line = |x, y, width, height| Mark::Shape { x, y, width, height, shape: rule };
    let (right, bottom) = (grid.page.0 - SIDE, grid.page.1 - BOTTOM);
    let mut marks = Vec::new();
    for i in 0..=ACROSS {
        marks.push(line(SIDE + f(i) * grid.width, TOP, 0.0, bottom - TOP));
    }
    for i in 0..=A_PAGE / ACROSS {
        marks.push(line(SIDE, TOP + f(i) * grid.height, right - SIDE, 0.0));
    }
    marks
}
