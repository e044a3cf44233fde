//! What holds for every page of every sheet of the pack, on both papers.

#[path = "../../exporter/tests/it/sample.rs"]
#[expect(dead_code, reason = "the exporter's own tests use the rest")]
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use regimen_exporter::ExportCx;
use regimen_exporter::layout::Layout;
use regimen_exporter::view::Handout;
use regimen_schema::documents::library::Paper;

use crate::flow::f;
use crate::marks::{Mark, Node, Page, Role, Tree};
use crate::style::Margins;
use crate::{Press, looks, page_size};

/// A sheet with the name that a failing test gives it.
struct Set {
    name: String,
    layout: Layout,
    size: (f32, f32),
    margins: Margins,
    tree: Tree,
    pages: Vec<Page>,
}

/// One test, since laying out all sheets takes a while.
#[test]
fn every_page_of_every_sheet_is_whole_and_well_filled() {
    let library = sample::pack();
    let mut press = Press::new(&library).unwrap();
    let cx = |paper| ExportCx { paper, ..ExportCx::new(&library, "2026-11-21".parse().unwrap(), "regimen") };
    let mut free = Vec::new();
    for program in library.programs.values() {
        let (handout, _) = Handout::new(&cx(Paper::A4), program);
        for paper in [Paper::A4, Paper::Letter] {
            let cx = cx(paper);
            for layout in LAYOUTS {
                let handout = handout.in_layout(layout);
                let (tree, pages) = press.laid_out(&cx, &handout, layout);
                let name = format!("{} {layout:?} {paper:?}", handout.id);
                let set = Set {
                    name,
                    layout,
                    size: page_size(paper),
                    margins: looks(&cx, layout)[0].margins,
                    tree,
                    pages,
                };
                headings_stay_with_what_follows(&set);
                nothing_stands_in_the_margins(&set);
                if matches!(layout, Layout::Full | Layout::LargePrint) {
                    figures_stay_with_their_steps(&set);
                }
                if layout == Layout::Full {
                    free.extend(empty_ends(&set));
                }
            }
        }
    }
    let count = free.len();
    let mean = free.iter().sum::<f32>() / f(count);
    let half = free.iter().filter(|free| **free > 0.4).count();
    assert!(
        count > 200 && mean < 0.15 && half * 40 < count,
        "{count} pages, {mean}, {half} by more than 0.4"
    );
}

const LAYOUTS: [Layout; 5] =
    [Layout::Full, Layout::LargePrint, Layout::Compact, Layout::Diary, Layout::Clinician];

fn headings_stay_with_what_follows(set: &Set) {
    for (number, page) in (1..).zip(&set.pages) {
        let lines: Vec<(Node, f32)> = page.marks.iter().filter_map(line).collect();
        for (i, (node, y)) in lines.iter().enumerate() {
            let role = &set.tree.nodes[node.0].0;
            if !matches!(role, Role::Heading(..)) {
                continue;
            }
            // What comes next is below it, or beside it; not at the top of the next column.
            let next = lines[i..].iter().find(|(other, _)| other != node);
            assert!(
                next.is_some_and(|(_, below)| *below > y - 40.0),
                "{}, page {number}: {role:?}",
                set.name
            );
        }
    }
}

fn nothing_stands_in_the_margins(set: &Set) {
    let ((width, height), margins) = (set.size, set.margins);
    for (number, page) in (1..).zip(&set.pages) {
        assert!(page.end() <= height - margins.bottom + 1.0, "{}, page {number}", set.name);
        for mark in &page.marks {
            let (x, across) = match mark {
                Mark::Text { x, measure, .. } => (*x, *measure),
                Mark::Shape { x, width, .. }
                | Mark::Photo { x, width, .. }
                | Mark::Drawing { x, width, .. } => (*x, *width),
                Mark::Place { .. } => continue,
            };
            let inside = x >= margins.side - 1.0 && x + across <= width - margins.side + 1.0;
            assert!(inside, "{}, page {number}: {mark:?}", set.name);
        }
    }
}

/// In large print not all steps of an exercise may fit on a page with its figure: then at least two of them do.
fn figures_stay_with_their_steps(set: &Set) {
    let pages = pages_of(set);
    let lists = nodes(&set.tree, |role| *role == Role::List { numbered: true });
    let mut figures = 0;
    for figure in nodes(&set.tree, |role| matches!(role, Role::Figure(_))) {
        // What was not taken stands nowhere.
        let Some(shown) = pages.get(&figure) else { continue };
        let parent = set.tree.nodes[figure.0].1;
        let steps: Vec<&BTreeSet<usize>> = lists
            .iter()
            .filter(|list| set.tree.nodes[list.0].1 == parent)
            .flat_map(|list| children(&set.tree, *list))
            .filter_map(|step| pages.get(&step))
            .collect();
        figures += 1;
        let beside = steps.iter().filter(|step| **step == shown).count();
        let enough = if set.layout == Layout::Full { steps.len() } else { steps.len().min(2) };
        assert!(shown.len() == 1 && beside >= enough && enough > 0, "{}, page {shown:?}", set.name);
    }
    assert!(figures > 2, "{}", set.name);
}

/// Which share of each page is empty at its end. The last may be, and that before the diary, which begins on a page
/// of its own.
fn empty_ends(set: &Set) -> Vec<f32> {
    let diary = |page: &Page| {
        page.marks.iter().any(|mark| matches!(mark, Mark::Place { name, .. } if name == "diary"))
    };
    let height = set.size.1 - set.margins.top - set.margins.bottom;
    let ends = set.pages.windows(2).filter(|two| !diary(&two[1]));
    ends.map(|two| (set.size.1 - set.margins.bottom - two[0].end()) / height).collect()
}

fn line(mark: &Mark) -> Option<(Node, f32)> {
    if let Mark::Text { node: Some(node), y, .. } = mark { Some((*node, *y)) } else { None }
}

fn nodes(tree: &Tree, wanted: impl Fn(&Role) -> bool) -> Vec<Node> {
    (0..tree.nodes.len()).filter(|i| wanted(&tree.nodes[*i].0)).map(Node).collect()
}

fn children(tree: &Tree, parent: Node) -> Vec<Node> {
    (0..tree.nodes.len()).filter(|i| tree.nodes[*i].1 == Some(parent)).map(Node).collect()
}

/// On which pages something of each node stands.
fn pages_of(set: &Set) -> BTreeMap<Node, BTreeSet<usize>> {
    let mut pages: BTreeMap<Node, BTreeSet<usize>> = BTreeMap::new();
    for (number, page) in (1..).zip(&set.pages) {
        for mark in &page.marks {
            let mut at = match mark {
                Mark::Text { node, .. } => *node,
                Mark::Drawing { node, .. } | Mark::Photo { node, .. } => Some(*node),
                Mark::Shape { .. } | Mark::Place { .. } => None,
            };
            while let Some(node) = at {
                pages.entry(node).or_default().insert(number);
                at = set.tree.nodes[node.0].1;
            }
        }
    }
    pages
}
