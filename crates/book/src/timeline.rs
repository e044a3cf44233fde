//! The phases of a program as a picture: a bar for each, along the weeks.

use std::fmt::Write as _;

use regimen_schema::documents::program::Program;

use crate::markdown::attribute;

const LEFT: u32 = 30;
const WIDTH: u32 = 690;
const ROW: u32 = 46;
const TOP: u32 = 22;
const NARROW: u32 = 5;

/// The picture, on one line of HTML; none where no phase says how many weeks it takes. A phase of days is a narrow bar.
pub(crate) fn timeline(program: &Program) -> Option<String> {
    let phases: Vec<(&str, u32, u32)> = program
        .phases
        .iter()
        .map(|phase| {
            let (least, most) = phase.weeks.map_or((0, 0), |w| (w.min().get(), w.max().get()));
            (&*phase.title, least, most)
        })
        .collect();
    let all: u32 = phases.iter().map(|(_, _, most)| most).sum();
    if all == 0 {
        return None;
    }
    let height = TOP + ROW * u32::try_from(phases.len()).ok()? + 26;
    let x = |weeks: u32| LEFT + weeks * WIDTH / all;
    let mut said = Vec::new();
    let mut shapes = String::new();
    let mut from = 0;
    for (row, (title, least, most)) in (0u32..).zip(&phases) {
        let wide = |weeks: u32| (x(from + weeks) - x(from)).max(NARROW);
        let (y, sure, whole) = (TOP + row * ROW, wide(*least), wide(*most));
        let weeks = match (least, most) {
            (0, 0) => String::new(),
            (1, 1) => " (1 week)".to_owned(),
            (a, b) if a == b => format!(" ({a} weeks)"),
            (a, b) => format!(" ({a} to {b} weeks)"),
        };
        said.push(format!("{}. {title}{weeks}", row + 1));
        let _ = write!(
            shapes,
            "<text x=\"{LEFT}\" y=\"{}\" fill=\"currentColor\" font-size=\"15\">{}. {}{weeks}</text>\
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

#[cfg(test)]
mod tests {
    use super::timeline;
    use regimen_schema::documents::Program;

    fn program(weeks: &str) -> Program {
        let phase = |weeks: &str| {
            let session = r#"{ "title": "S", "items": [{ "exercise": "e" }] }"#;
            format!(r#"{{ "title": "A & B"{weeks}, "sessions": [{session}] }}"#)
        };
        let text = format!(
            r#"{{ "id": "p", "title": "P", "purpose": "P.", "for_whom": "You.", "conditions": ["c"], "phases": [{}, {}],
                "authors": [{{ "role": "editors" }}] }}"#,
            phase(""),
            phase(weeks)
        );
        serde_json::from_str(&text).expect("a program")
    }

    #[test]
    fn a_picture_says_in_words_what_it_shows_and_a_phase_of_days_is_seen() {
        let picture = timeline(&program(r#", "weeks": { "min": 2, "max": 4 }"#)).expect("a picture");
        assert!(picture.contains("1. A &amp; B. 2. A &amp; B (2 to 4 weeks)."), "{picture}");
        assert!(picture.contains("width=\"5\"") && picture.contains("width=\"690\""), "{picture}");
        assert_eq!(timeline(&program("")), None);
    }
}
