//! The parts of a program's coverage beside the CERT table.

use regimen_schema::documents::exercise::{Exercise, Movement, Muscle};
use regimen_schema::documents::review::Waiver;
use regimen_schema::documents::{Condition, Program};
use regimen_schema::id::SourceId;
use regimen_schema::library::Entry;
use regimen_schema::text::Date;
use regimen_schema::{Document, Library};
use regimen_validator::readability::{Counts, LEAST_WORDS};

use super::gather::{Cx, Part, Used};
use super::words::person;
use super::{
    ConditionName, DocumentName, DocumentReview, ExerciseCoverage, MovementUse, MuscleUse, ProgramCoverage,
    ProgramReading, Reading, ReviewCoverage, SourceUse, WaiverUse, cert, volume,
};

/// What a program tells, and what it leaves open.
pub(super) fn program(library: &Library, entry: &Entry<Program>, today: Date) -> ProgramCoverage {
    let cx = Cx::new(library, entry);
    let parts = cx.parts();
    let phases = volume::phases(&cx);
    ProgramCoverage {
        id: cx.program.id.to_string(),
        title: cx.program.title.to_string(),
        pack: entry.pack().to_owned(),
        file: entry.file.to_string(),
        conditions: cx
            .conditions
            .iter()
            .map(|e| ConditionName {
                id: e.document.id.to_string(),
                title: e.document.title.to_string(),
                region: e.document.region,
            })
            .collect(),
        cert: cert::table(&cx, &phases),
        reading: program_reading(&cx),
        phases,
        exercises: cx.exercises.iter().map(|used| exercise(&cx, used)).collect(),
        by_movement: by_movement(&cx),
        by_muscle: by_muscle(&cx),
        without_muscles: ids(&cx, |d| d.target_muscles.is_empty()),
        review: review(&parts, today),
        sources: sources(library, &parts),
        waivers: parts.iter().flat_map(|part| part.waivers.iter().map(|w| waiver(part, w, today))).collect(),
    }
}

/// Whether an exercise shows what it looks like.
pub(super) fn has_picture(exercise: &Exercise) -> bool {
    !exercise.figures.is_empty() || !exercise.media.is_empty()
}

fn exercise(cx: &Cx<'_>, used: &Used<'_>) -> ExerciseCoverage {
    let d = used.exercise;
    ExerciseCoverage {
        id: d.id.to_string(),
        title: d.title.to_string(),
        file: used.entry.file.to_string(),
        category: d.category,
        only_instead: used.phases.is_empty(),
        phases: used.phases.clone(),
        movements: d.movements.to_vec(),
        muscles: d.target_muscles.clone(),
        has_picture: has_picture(d),
        reading: reading(cx, &[Document::Exercise(Box::new(d.clone()))]),
    }
}

fn program_reading(cx: &Cx<'_>) -> ProgramReading {
    let documents = cx.documents();
    ProgramReading {
        limit: cx.library.settings.thresholds.max_reading_grade(),
        program: reading(cx, &documents[..1]),
        everything: reading(cx, &documents),
    }
}

fn reading(cx: &Cx<'_>, documents: &[Document]) -> Reading {
    let mut sum = Counts::default();
    for counts in documents.iter().map(Counts::of_document) {
        sum.add(counts);
    }
    let is_english = cx.library.settings.language.split('-').next() == Some("en");
    let is_enough = is_english && sum.words >= LEAST_WORDS;
    let grade = sum.grade().filter(|_| is_enough);
    let rounded = |grade: f64| (grade * 10.0).round() / 10.0;
    let limit = f64::from(cx.library.settings.thresholds.max_reading_grade());
    Reading {
        words: sum.words,
        sentences: sum.sentences,
        longest_sentence: sum.longest_sentence,
        flesch_kincaid_grade: grade.map(rounded),
        smog_grade: sum.smog().filter(|_| is_enough).map(rounded),
        above_limit: grade.is_some_and(|grade| grade > limit),
    }
}

fn ids(cx: &Cx<'_>, is_one: impl Fn(&Exercise) -> bool) -> Vec<String> {
    cx.exercises
        .iter()
        .filter(|used| is_one(used.exercise))
        .map(|used| used.exercise.id.to_string())
        .collect()
}

fn by_movement(cx: &Cx<'_>) -> Vec<MovementUse> {
    let mut movements: Vec<Movement> =
        cx.exercises.iter().flat_map(|u| u.exercise.movements.to_vec()).collect();
    movements.sort_unstable();
    movements.dedup();
    let conditions = |is_one: &dyn Fn(&Condition) -> bool| {
        let named = cx.conditions.iter().map(|e| &e.document).filter(|d| is_one(d));
        named.map(|d| d.id.to_string()).collect()
    };
    let one = |movement: Movement| MovementUse {
        movement,
        exercises: ids(cx, |d| d.movements.contains(&movement)),
        favoured_by: conditions(&|d| d.favoured_movements.contains(&movement)),
        // A loaded or end-range form contains the plain one: a caution against that is one against this.
        cautioned_by: conditions(&|d| d.cautioned_movements.iter().any(|named| movement.includes(*named))),
    };
    movements.into_iter().map(one).collect()
}

fn by_muscle(cx: &Cx<'_>) -> Vec<MuscleUse> {
    let mut muscles: Vec<Muscle> =
        cx.exercises.iter().flat_map(|u| u.exercise.target_muscles.clone()).collect();
    muscles.sort_unstable();
    muscles.dedup();
    let one = |muscle| MuscleUse { muscle, exercises: ids(cx, |d| d.target_muscles.contains(&muscle)) };
    muscles.into_iter().map(one).collect()
}

fn review(parts: &[Part<'_>], today: Date) -> ReviewCoverage {
    let documents: Vec<DocumentReview> = parts.iter().map(|part| document_review(part, today)).collect();
    ReviewCoverage {
        overdue: documents.iter().filter(|d| d.overdue).count(),
        unreviewed: documents.iter().filter(|d| d.reviewed_by.is_empty()).count(),
        without_due_date: documents.iter().filter(|d| d.due_on.is_none()).count(),
        next_due_on: documents.iter().filter(|d| !d.overdue).filter_map(|d| d.due_on).min(),
        documents,
    }
}

fn document_review(part: &Part<'_>, today: Date) -> DocumentReview {
    let due_on = part.review.and_then(|r| r.due_on);
    DocumentReview {
        kind: part.kind,
        id: part.id.to_owned(),
        file: part.file.to_string(),
        status: part.review.map(|r| r.status),
        reviewed_by: part.review.iter().flat_map(|r| &r.reviewed_by).map(person).collect(),
        reviewed_on: part.review.and_then(|r| r.reviewed_on),
        due_on,
        days_left: due_on.map(|due| (due.0 - today.0).get_days()),
        overdue: due_on.is_some_and(|due| due < today),
    }
}

/// The sources in the order in which they are first named.
fn sources(library: &Library, parts: &[Part<'_>]) -> Vec<SourceUse> {
    let mut named: Vec<&SourceId> = Vec::new();
    for id in parts.iter().flat_map(|part| &part.sources) {
        if !named.contains(id) {
            named.push(id);
        }
    }
    let sources = named.into_iter().filter_map(|id| library.sources.get(id)).map(|entry| &entry.document);
    sources
        .map(|d| SourceUse {
            id: d.id.to_string(),
            citation: d.citation.to_string(),
            source_type: d.source_type,
            date: d.date.clone(),
            link: d.link.as_ref().map(ToString::to_string),
            doi: d.doi.as_ref().map(ToString::to_string),
            cited_by: parts
                .iter()
                .filter(|part| part.sources.contains(&&d.id))
                .map(|part| DocumentName { kind: part.kind, id: part.id.to_owned() })
                .collect(),
        })
        .collect()
}

fn waiver(part: &Part<'_>, d: &Waiver, today: Date) -> WaiverUse {
    WaiverUse {
        kind: part.kind,
        id: part.id.to_owned(),
        rule: d.rule.to_string(),
        at: d.at.to_string(),
        reason: d.reason.to_string(),
        by: person(&d.by),
        until: d.until,
        expired: d.until.is_some_and(|until| until < today),
    }
}
