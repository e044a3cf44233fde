//! `regimen diff`: a prescription against its program, in plain words. A label is never part of it.

use std::fmt::Write as _;

use anyhow::Result;
use regimen_exporter::view::{self, Handout};
use regimen_exporter::wording::{Wording, for_language};
use regimen_exporter::{ExportCx, Tailoring};
use regimen_schema::Library;
use regimen_schema::documents::prescription::Override;
use regimen_schema::documents::program::{Item, Program, Session};
use regimen_schema::id::ExerciseId;
use regimen_schema::library::Entry;
use serde::Serialize;

use super::build::{not_one, prescription};
use super::{load, open};
use crate::args::{Diff, Global, PlainFormat};
use crate::report::human::plural;
use crate::{End, clock, terminal};

/// What differs, for programs to read.
#[derive(Serialize)]
struct Difference {
    version: u32,
    program: String,
    prescription: String,
    affected_side: Option<&'static str>,
    start_date: Option<String>,
    /// Only the phases that differ.
    phases: Vec<PhaseDifference>,
}

#[derive(Serialize)]
struct PhaseDifference {
    /// From 1.
    number: usize,
    title: String,
    /// Only the sessions that differ.
    sessions: Vec<SessionDifference>,
}

#[derive(Serialize)]
struct SessionDifference {
    title: String,
    /// Whether nothing is left of it.
    is_gone: bool,
    /// How long it takes each time.
    minutes_before: Option<String>,
    minutes_after: Option<String>,
    changes: Vec<ChangeInWords>,
}

#[derive(Serialize)]
struct ChangeInWords {
    /// The place of the override in the prescription, from 0.
    #[serde(rename = "override")]
    part: usize,
    what: String,
    reason: String,
}

pub(super) fn run(global: &Global, args: &Diff) -> Result<End> {
    let mut files = open(global.library.as_deref())?;
    let name = files.admit(&args.file)?;
    let (_, Some(library)) = load(global, &files)? else { return Ok(End::Findings) };
    let prescription = prescription(&library, &name, &args.file)?;
    let tailoring = Tailoring::new(&library, prescription).ok_or_else(|| not_one(&args.file))?;
    let Some(program) = library.programs.get(&prescription.document.program) else {
        return Err(not_one(&args.file).into());
    };
    let difference = difference(global, &library, program, &tailoring);
    match args.format {
        PlainFormat::Json => {
            terminal::hand_over(&format!("{}\n", serde_json::to_string_pretty(&difference)?))?;
        }
        PlainFormat::Human => terminal::say(&as_text(&difference))?,
    }
    Ok(End::Clean)
}

fn difference(
    global: &Global,
    library: &Library,
    program: &Entry<Program>,
    tailoring: &Tailoring<'_>,
) -> Difference {
    let cx = |tailoring| ExportCx { tailoring, ..ExportCx::new(library, clock::today(global.today), "") };
    let (before, _) = Handout::new(&cx(None), program);
    let (after, _) = Handout::new(&cx(Some(tailoring)), &tailoring.program);
    let (w, _) = for_language(&library.settings.language);
    let p = &tailoring.prescription.document;
    let mut phases = Vec::new();
    for (number, phase) in program.document.phases.iter().enumerate() {
        let mut sessions = Vec::new();
        for (s, session) in phase.sessions.iter().enumerate() {
            let changes = changes(w, library, tailoring, (number, s), session);
            if changes.is_empty() {
                continue;
            }
            let now = (0..after.phases[number].sessions.len())
                .find(|now| tailoring.tailored.session_before(number, *now) == Some(s));
            let minutes = |session: &view::Session| session.minutes.clone();
            sessions.push(SessionDifference {
                title: session.title.to_string(),
                is_gone: now.is_none(),
                minutes_before: minutes(&before.phases[number].sessions[s]),
                minutes_after: now.and_then(|now| minutes(&after.phases[number].sessions[now])),
                changes,
            });
        }
        if !sessions.is_empty() {
            phases.push(PhaseDifference { number: number + 1, title: phase.title.to_string(), sessions });
        }
    }
    Difference {
        version: 1,
        program: p.program.to_string(),
        prescription: p.id.to_string(),
        affected_side: p.affected_side.map(|side| w.side(side)),
        start_date: p.start_date.map(|day| day.to_string()),
        phases,
    }
}

/// What each override does to one session.
fn changes(
    w: &dyn Wording,
    library: &Library,
    tailoring: &Tailoring<'_>,
    place: (usize, usize),
    session: &Session,
) -> Vec<ChangeInWords> {
    let title = |id: &ExerciseId| {
        library.exercises.get(id).map_or_else(|| id.to_string(), |e| e.document.title.to_string())
    };
    let how_much = |item: &Item| {
        let exercise = &library.exercises.get(&item.exercise)?.document;
        let dose = item.dose.as_ref().or(exercise.dose.as_ref())?;
        Some(w.dose(dose, exercise).sentences.join(" "))
    };
    let given = |id: &ExerciseId| session.items.iter().find(|item| item.exercise == *id).and_then(how_much);
    let mut changes = Vec::new();
    let parts = tailoring.prescription.document.overrides.iter().zip(&tailoring.tailored.effects).enumerate();
    for (i, (part, _)) in parts.filter(|(_, (_, effect))| effect.sessions.contains(&place)) {
        let what = match part {
            Override::Add { item, .. } => {
                format!("new: {}. {}", title(&item.exercise), how_much(item).unwrap_or_default())
            }
            Override::Drop { exercise, .. }
                if session.items.iter().any(|item| item.exercise == *exercise) =>
            {
                format!("left out: {}", title(exercise))
            }
            Override::Drop { exercise, .. } => {
                format!("no longer offered in place of another: {}", title(exercise))
            }
            Override::Swap { exercise, with, .. } => {
                format!("{} in place of {}", title(with), title(exercise))
            }
            Override::Dose { exercise, dose, .. } => {
                let now =
                    library.exercises.get(exercise).map(|e| w.dose(dose, &e.document).sentences.join(" "));
                let now = now.unwrap_or_default();
                match given(exercise) {
                    Some(before) => format!("{}: {now} Before: {before}", title(exercise)),
                    None => format!("{}: {now}", title(exercise)),
                }
            }
            Override::Note { exercise, note, .. } => format!("{}, note: {note}", title(exercise)),
        };
        changes.push(ChangeInWords {
            part: i,
            what: what.trim_end().to_owned(),
            reason: part.reason().to_string(),
        });
    }
    changes
}

fn as_text(difference: &Difference) -> String {
    let mut text = String::new();
    let changes: usize = difference.phases.iter().flat_map(|p| &p.sessions).map(|s| s.changes.len()).sum();
    let side = difference.affected_side.map(|side| format!(", side: {side}")).unwrap_or_default();
    let start = difference.start_date.as_ref().map(|day| format!(", from {day}")).unwrap_or_default();
    let _ = writeln!(text, "{} against {}{side}{start}", difference.prescription, difference.program);
    if changes == 0 {
        let _ = writeln!(text, "nothing differs from the program");
        return text;
    }
    for phase in &difference.phases {
        let _ = writeln!(text, "\nphase {}: {}", phase.number, phase.title);
        for session in &phase.sessions {
            let _ = writeln!(text, "  {}", session.title);
            for change in &session.changes {
                let _ = writeln!(text, "    {}\n      why: {}", change.what, change.reason);
            }
            if session.is_gone {
                let _ = writeln!(text, "    nothing is left of this session");
            } else if let (Some(before), Some(now)) = (&session.minutes_before, &session.minutes_after)
                && before != now
            {
                let (before, now) = (before.to_lowercase(), now.to_lowercase());
                let _ = writeln!(text, "    minutes: {before} before, {now} now");
            }
        }
    }
    let _ = writeln!(text, "\n{}", plural(changes, "change"));
    text
}
