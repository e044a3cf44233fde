//! The phases of a program as a picture: a bar for each, along the weeks.

use std::fmt::Write as _;

use regimen_schema::documents::program::Program;

use crate::markdown::attribute;

const LEFT: u32 = 30;
const WIDTH: u32 = 690;
const ROW: u32 = 46;
const TOP: u32 = 22;

/// The picture, on one line of HTML; none for a program of one phase, or of phases without an end.
pub(crate) fn timeline(program: &Program) -> Option<String> {
    let phases: Vec<(&str, u32, u32)> = program
        .phases
        .iter()
        .map(|phase| phase.weeks.map(|w| (&*phase.title, w.min().get(), w.max().get())))
        .collect::<Option<_>>()?;
    let all: u32 = phases.iter().map(|(_, _, most)| most).sum();
    if phases.len() < 2 || all == 0 {
        return None;
    }
    let height = TOP + ROW * u32::try_from(phases.len()).ok()? + 26;
    let x = |weeks: u32| LEFT + weeks * WIDTH / all;
    let mut said = Vec::new();
    let mut shapes = String::new();
    let mut from = 0;
    for (row, (title, least, most)) in (0u32..).zip(&phases) {
        let (y, sure, whole) = (TOP + row * ROW, x(from + least) - x(from), x(from + most) - x(from));
        let weeks = match (least, most) {
            (1, 1) => "1 week".to_owned(),
            (a, b) if a == b => format!("{a} weeks"),
            (a, b) => format!("{a} to {b} weeks"),
        };
        said.push(format!("{}. {title}: {weeks}", row + 1));
        let _ = write!(
            shapes,
            "<text x=\"{LEFT}\" y=\"{}\" fill=\"currentColor\" font-size=\"15\">{}. {} ({weeks})</text>\
             <rect x=\"{}\" y=\"{}\" width=\"{whole}\" height=\"16\" fill=\"none\" stroke=\"currentColor\" stroke-dasharray=\"4 3\"/>\
             <rect x=\"{}\" y=\"{}\" width=\"{sure}\" height=\"16\" fill=\"currentColor\"/>",
            y + 12,
            row + 1,
            attribute(title),
            x(from),
            y + 19,
            x(from),
            y + 19,
        );
        from += most;
    }
    let axis = height - 22;
    let _ = write!(shapes, "<path d=\"M{LEFT} {axis}H{}\" stroke=\"currentColor\"/>", LEFT + WIDTH);
    let step = all.div_ceil(12);
    for week in (0..=all).step_by(step as usize) {
        let _ = write!(
            shapes,
            "<path d=\"M{0} {axis}v5\" stroke=\"currentColor\"/>\
             <text x=\"{0}\" y=\"{1}\" fill=\"currentColor\" font-size=\"13\" text-anchor=\"middle\">{week}</text>",
            x(week),
            axis + 19,
        );
    }
    let label = format!("The phases along the weeks. {}.", said.join(". "));
    Some(format!(
        "<svg class=\"regimen-timeline\" viewBox=\"0 0 750 {height}\" role=\"img\" aria-label=\"{}\">{shapes}</svg>",
        attribute(&label)
    ))
}
