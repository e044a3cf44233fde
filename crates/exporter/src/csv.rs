//! Exercises and doses as tables for spreadsheets. UTF-8 with a byte order mark and CRLF, since that is what Excel opens
//! rightly with a double click; every other spreadsheet takes it too. Ranges are two columns, lists stand in one cell with
//! semicolons. A text that a spreadsheet would run as a formula gets an apostrophe in front.

use std::collections::BTreeSet;

use regimen_schema::documents::exercise::{Exercise, Variation};
use regimen_schema::documents::program::{Item, Phase, Program, Session};
use regimen_schema::dose::{Dose, Frequency, Load};
use regimen_schema::library::Entry;
use regimen_schema::number::Range;
use regimen_schema::volume::{Extent, exercise_repetitions, exercise_seconds};
use regimen_schema::{Finding, Level, Location, Outcome};
use serde::Serialize;

use crate::{Bundle, ExportCx, Exporter, ExporterInfo, RelPath, selected};

/// The exporter.
#[derive(Debug, Clone, Copy)]
pub struct Csv;

/// The columns of `exercises.csv`.
const EXERCISES: [&str; 20] = [
    "id",
    "pack",
    "title",
    "aliases",
    "category",
    "start_position",
    "laterality",
    "movements",
    "target_muscles",
    "equipment",
    "purpose",
    "steps",
    "feel",
    "breathing",
    "cautions",
    "avoid_if",
    "easier",
    "harder",
    "sources",
    "status",
];

/// The columns of `doses.csv` in front of those of the dose.
const PLACE: [&str; 18] = [
    "program",
    "program_title",
    "program_status",
    "phase",
    "phase_title",
    "weeks_min",
    "weeks_max",
    "session",
    "times_a_day_min",
    "times_a_day_max",
    "days_a_week_min",
    "days_a_week_max",
    "days",
    "time_of_day",
    "position",
    "exercise",
    "exercise_title",
    "laterality",
];

/// The columns of a dose.
const DOSE: [&str; 27] = [
    "dose_from",
    "kind",
    "sets_min",
    "sets_max",
    "repetitions_min",
    "repetitions_max",
    "hold_seconds_min",
    "hold_seconds_max",
    "rest_seconds_min",
    "rest_seconds_max",
    "tempo_out_pause_back_seconds",
    "minutes_min",
    "minutes_max",
    "pace",
    "distance_km_min",
    "distance_km_max",
    "effort_min",
    "effort_max",
    "load",
    "kilograms_min",
    "kilograms_max",
    "all_repetitions_min",
    "all_repetitions_max",
    "all_seconds_min",
    "all_seconds_max",
    "basis_sources",
    "basis_editorial",
];

impl Exporter for Csv {
    fn info(&self) -> &'static ExporterInfo {
        &ExporterInfo {
            name: "csv",
            summary: "tables of exercises and of doses for spreadsheets",
            for_patients: false,
            by_program: false,
        }
    }

    fn export(&self, cx: &ExportCx<'_>) -> Outcome<Bundle> {
        let (programs, mut findings) = selected(cx);
        let mut bundle = Bundle::default();
        let tables = [("exercises.csv", exercises(cx, &programs)), ("doses.csv", doses(cx, &programs))];
        for (name, table) in tables {
            if let (Some(path), Some(table)) = (RelPath::new(name), table) {
                bundle.files.insert(path, table);
            } else {
                let at = Location::file(&"library.json".into());
                let message = format!("the table {name} could not be written");
                findings.push(Finding::new("internal-csv-error", Level::Error, at, message));
            }
        }
        Outcome { value: Some(bundle), findings }
    }
}

/// A row for each exercise; of the programs that are wanted, if some are.
fn exercises(cx: &ExportCx<'_>, programs: &[&Entry<Program>]) -> Option<Vec<u8>> {
    let used: BTreeSet<_> = programs
        .iter()
        .flat_map(|entry| &entry.document.phases)
        .flat_map(|phase| &phase.sessions)
        .flat_map(|session| &session.items)
        .flat_map(|item| std::iter::once(&item.exercise).chain(&item.alternatives))
        .collect();
    let mut table = Table::new(&[&EXERCISES[..], &DOSE].concat())?;
    for (id, entry) in &cx.library.exercises {
        if cx.programs.is_some() && !used.contains(id) {
            continue;
        }
        let d = &entry.document;
        let variations = |list: &[Variation]| {
            let one = |v: &Variation| {
                let id = v.exercise.as_ref().map(|id| format!("({})", &**id));
                v.text.as_deref().map(str::to_owned).into_iter().chain(id).collect::<Vec<_>>().join(" ")
            };
            joined(list.iter().map(one))
        };
        let mut row = vec![
            id.to_string(),
            entry.pack().to_owned(),
            d.title.to_string(),
            joined(&d.aliases),
            name(&d.category),
            name(&d.start_position),
            name(&d.laterality),
            joined(d.movements.iter().map(name)),
            joined(d.target_muscles.iter().map(name)),
            joined(d.equipment.iter().map(name)),
            d.purpose.to_string(),
            d.steps
                .iter()
                .enumerate()
                .map(|(i, step)| format!("{}. {}", i + 1, step.0))
                .collect::<Vec<_>>()
                .join(" "),
            text(d.feel.as_deref()),
            text(d.breathing.as_deref()),
            joined(&d.cautions),
            joined(&d.avoid_if),
            variations(&d.easier),
            variations(&d.harder),
            joined(&d.sources),
            d.review.as_ref().map(|review| name(&review.status)).unwrap_or_default(),
        ];
        row.extend(dose("exercise", d.dose.as_ref(), d));
        table.row(&row)?;
    }
    table.into_bytes()
}

/// A row for each exercise of each session.
fn doses(cx: &ExportCx<'_>, programs: &[&Entry<Program>]) -> Option<Vec<u8>> {
    let mut table = Table::new(&[&PLACE[..], &DOSE].concat())?;
    for entry in programs {
        let program = &entry.document;
        for (p, phase) in program.phases.iter().enumerate() {
            for session in &phase.sessions {
                for (i, item) in session.items.iter().enumerate() {
                    let Some(exercise) = cx.library.exercises.get(&item.exercise) else { continue };
                    let mut row = place(program, (p, phase), session, (i, item), &exercise.document);
                    let from = if item.dose.is_some() { "program" } else { "exercise" };
                    let given = item.dose.as_ref().or(exercise.document.dose.as_ref());
                    row.extend(dose(from, given, &exercise.document));
                    table.row(&row)?;
                }
            }
        }
    }
    table.into_bytes()
}

fn place(
    program: &Program,
    (p, phase): (usize, &Phase),
    session: &Session,
    (i, item): (usize, &Item),
    exercise: &Exercise,
) -> Vec<String> {
    let frequency = session.frequency.as_ref();
    let [weeks_min, weeks_max] = both(phase.weeks);
    let [times_min, times_max] = both(frequency.and_then(|f| f.times_a_day));
    let [days_min, days_max] = both(frequency.and_then(Frequency::days_in_a_week));
    vec![
        program.id.to_string(),
        program.title.to_string(),
        program.review.as_ref().map(|review| name(&review.status)).unwrap_or_default(),
        (p + 1).to_string(),
        phase.title.to_string(),
        weeks_min,
        weeks_max,
        session.title.to_string(),
        times_min,
        times_max,
        days_min,
        days_max,
        joined(frequency.map_or(&[][..], |f| &f.days).iter().map(name)),
        joined(frequency.map_or(&[][..], |f| &f.time_of_day).iter().map(name)),
        (i + 1).to_string(),
        item.exercise.to_string(),
        exercise.title.to_string(),
        name(&exercise.laterality),
    ]
}

/// The cells of a dose, in the order of [`DOSE`]; empty ones where there is none.
fn dose(from: &str, dose: Option<&Dose>, exercise: &Exercise) -> Vec<String> {
    let Some(dose) = dose else { return vec![String::new(); DOSE.len()] };
    let none = || [String::new(), String::new()];
    let mut cells = vec![from.to_owned()];
    let effort = both(dose.effort());
    let mut after = vec![String::new(); 3];
    match dose {
        Dose::Repetitions { sets, repetitions, hold_seconds, rest_seconds, tempo, load, .. } => {
            cells.push("repetitions".to_owned());
            cells.extend(
                [both(Some(*sets)), both(Some(*repetitions)), both(*hold_seconds), both(*rest_seconds)]
                    .concat(),
            );
            cells.push(tempo.map_or_else(String::new, |t| {
                format!("{}/{}/{}", t.out_seconds, t.pause_seconds, t.back_seconds)
            }));
            cells.extend([none(), [String::new(), String::new()]].concat());
            cells.push(String::new());
            after = match load {
                None => after,
                Some(Load::Weight { kilograms }) => {
                    let [min, max] = both(Some(*kilograms));
                    vec!["weight".to_owned(), min, max]
                }
                Some(Load::Band { resistance }) => {
                    vec![format!("{} band", name(resistance)), String::new(), String::new()]
                }
            };
        }
        Dose::Hold { sets, hold_seconds, rest_seconds, .. } => {
            cells.push("hold".to_owned());
            cells
                .extend([both(Some(*sets)), none(), both(Some(*hold_seconds)), both(*rest_seconds)].concat());
            cells.extend(vec![String::new(); 6]);
        }
        Dose::Time { minutes, pace, distance_km, .. } => {
            cells.push("time".to_owned());
            cells.extend(vec![String::new(); 9]);
            cells.extend(both(Some(*minutes)));
            cells.push(pace.as_ref().map(name).unwrap_or_default());
            cells.extend(both(*distance_km));
        }
    }
    cells.extend(effort);
    cells.extend(after);
    let extent = |extent: Option<Extent>| match extent {
        Some(extent) => [extent.min.to_string(), extent.max.to_string()],
        None => none(),
    };
    cells.extend(extent(exercise_repetitions(dose, exercise.laterality)));
    cells.extend(extent(Some(exercise_seconds(dose, exercise.laterality))));
    let basis = dose.basis();
    cells.push(joined(basis.map_or(&[][..], |basis| &basis.sources)));
    cells.push(text(basis.and_then(|basis| basis.editorial.as_deref())));
    cells
}

/// A table while it is written.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(columns: &[&str]) -> Option<Self> {
        let bytes = "\u{feff}".as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(bytes);
        writer.write_record(columns).ok()?;
        Some(Self(writer))
    }

    fn row(&mut self, cells: &[String]) -> Option<()> {
        self.0.write_record(cells.iter().map(|cell| safe(cell))).ok()
    }

    fn into_bytes(self) -> Option<Vec<u8>> {
        self.0.into_inner().ok()
    }
}

/// A cell that no spreadsheet takes for a formula.
fn safe(cell: &str) -> String {
    let looks_like_one = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if looks_like_one { format!("'{cell}") } else { cell.to_owned() }
}

fn both<T: Copy + PartialOrd + std::fmt::Display>(range: Option<Range<T>>) -> [String; 2] {
    range.map_or_else(
        || [String::new(), String::new()],
        |range| [range.min().to_string(), range.max().to_string()],
    )
}

fn joined<T: std::fmt::Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join("; ")
}

fn text(text: Option<&str>) -> String {
    text.unwrap_or_default().to_owned()
}

/// A value's name in the format.
fn name<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_a_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "\u{ff1d}1"] {
            assert_eq!(safe(formula), format!("'{formula}"));
        }
        for text in ["10", "0.5", "Stand up.", "1/2/1"] {
            assert_eq!(safe(text), text);
        }
    }
}
