//! From a program to its handout.

use regimen_schema::documents::program::{DiaryRecord, Program};
use regimen_schema::documents::red_flag::Urgency;
use regimen_schema::documents::review::{Person, Status};
use regimen_schema::library::Entry;
use regimen_schema::volume::times_a_day;

use super::exercises::Exercises;
use super::parts::{owned, texts};
use super::{
    About, Diary, DiaryColumn, Emergency, Foot, Glance, GlancePhase, GlanceRow, Goal, Handout, Mark, Measure,
    Phase, RedFlag, Safety, Source, StopRule, Words, clinical, parts, tailor, web,
};
use crate::ExportCx;
use crate::content_hash::{PRINTED, content_hash, resolved};
use crate::lookup::Lookup;
use crate::wording::{Wording, capitalised, direction};

/// The most boxes to tick in a cell of the diary: more would not fit.
const MOST_BOXES: u32 = 6;

/// The handout of a program.
pub(super) fn handout<'a>(
    cx: &ExportCx<'a>,
    w: &'static dyn Wording,
    lookup: &mut Lookup<'a>,
    entry: &Entry<Program>,
) -> Handout {
    let program = &entry.document;
    let mut exercises = Exercises::new(cx, w, lookup, program);
    let phases = exercises.phases(program);
    let more_exercises = exercises.more();
    let equipment = exercises.equipment();
    let has_effort = exercises.has_effort;
    let numbered = exercises.numbered();
    let mut credits = exercises.into_credits();
    let advice = parts::advice(w, lookup, program, &mut credits);
    let red_flags = red_flags(cx, w, lookup, program);
    let for_you = cx.tailoring.map(|tailoring| tailor::for_you(w, lookup, tailoring));
    let status = status(program);
    let (diary, diary_sheet) = diaries(w, program);
    let clinical = clinical::clinical(cx, w, lookup, entry, &numbered);
    let resolved = resolved(lookup, entry);
    Handout {
        language: cx.library.settings.language.to_string(),
        direction: direction(&cx.library.settings.language),
        words: Words(w.labels()),
        id: program.id.to_string(),
        title: program.title.to_string(),
        mark: w.mark(status).map(|(title, text)| Mark { title, text }),
        for_you,
        about: about(w, lookup, program),
        glance: Glance {
            single: matches!(phases.as_slice(), [phase] if phase.sessions.len() == 1),
            phases: glance(&phases),
            place: w.place(program.setting, program.delivery),
            equipment,
        },
        emergency: Emergency {
            call: w.call(&cx.library.settings.emergency_number),
            dial: cx.library.settings.emergency_number.replace(' ', ""),
            signs: red_flags.iter().filter(|f| f.emergency).flat_map(|f| f.signs.iter().cloned()).collect(),
        },
        safety: safety(w, program, has_effort),
        phases,
        more_exercises,
        advice,
        goals: program
            .goals
            .iter()
            .map(|g| Goal { text: g.text.to_string(), measure: owned(g.measure.as_ref()) })
            .collect(),
        measures: program
            .outcome_measures
            .iter()
            .map(|m| Measure { title: m.title.to_string(), scale: w.scale(m.scale), how: m.how.to_string() })
            .collect(),
        diary,
        diary_sheet,
        clinical,
        red_flags,
        cards: Vec::new(),
        foot: foot(cx, w, lookup, entry, credits, &resolved),
        resolved,
    }
}

/// A program without a review is one that nobody has signed off.
pub(crate) fn status(program: &Program) -> Status {
    program.review.as_ref().map_or(Status::InReview, |r| r.status)
}

fn about(w: &dyn Wording, lookup: &mut Lookup<'_>, program: &Program) -> About {
    let mut names = |ids: &[_]| -> Vec<String> {
        ids.iter().filter_map(|id| lookup.condition(id)).map(|c| capitalised(&c.plain_name)).collect()
    };
    About {
        purpose: program.purpose.to_string(),
        for_whom: program.for_whom.to_string(),
        conditions: names(&program.conditions),
        not_for: names(&program.not_for),
        see_professional: owned(program.see_professional.as_ref()),
        supervision: program.supervision.and_then(|s| w.supervision(s)),
    }
}

fn glance(phases: &[Phase]) -> Vec<GlancePhase> {
    let row = |session: &super::Session| GlanceRow {
        session: session.title.clone(),
        frequency: session.frequency.clone(),
        minutes: session.minutes.clone(),
    };
    let phase = |phase: &Phase| GlancePhase {
        number: phase.number,
        place: phase.place.clone(),
        title: phase.title.clone(),
        weeks: phase.weeks.clone(),
        days: phase.days.clone(),
        rows: phase.sessions.iter().map(row).collect(),
    };
    phases.iter().map(phase).collect()
}

fn safety(w: &dyn Wording, program: &Program, has_effort: bool) -> Safety {
    Safety {
        start_when: owned(program.start_when.as_ref()),
        pain_rule: program.pain_rule.as_ref().map(|r| r.text.to_string()),
        stop_rules: stop_rules(w, program),
        cautions: texts(&program.cautions),
        effort_scale: has_effort.then_some(w.labels().effort_scale),
    }
}

/// When to stop. Whoever shows a program without it shows something unsafe: there is always a rule.
pub(crate) fn stop_rules(w: &dyn Wording, program: &Program) -> Vec<StopRule> {
    let words = w.labels();
    let mut rules: Vec<_> = program
        .stop_rules
        .iter()
        .map(|r| StopRule { when: r.when.to_string(), then: r.then.to_string() })
        .collect();
    if rules.is_empty() {
        rules.push(StopRule {
            when: words.stop_always_when.to_owned(),
            then: words.stop_always_then.to_owned(),
        });
    }
    rules
}

fn red_flags(cx: &ExportCx<'_>, w: &dyn Wording, lookup: &mut Lookup<'_>, program: &Program) -> Vec<RedFlag> {
    let mut flags: Vec<_> = program.red_flags.iter().filter_map(|id| lookup.red_flag(id)).collect();
    flags.sort_by_key(|f| f.urgency);
    flags
        .into_iter()
        .map(|f| RedFlag {
            title: f.title.to_string(),
            urgency: w.urgency(f.urgency, &cx.library.settings.emergency_number),
            emergency: f.urgency == Urgency::Emergency,
            signs: f.signs.iter().map(|s| s.text.to_string()).collect(),
            what_to_do: f.what_to_do.to_string(),
        })
        .collect()
}

/// The weeks of a diary that no program asks for.
const WEEKS: u32 = 4;

/// The program's own diary, and the one that is a sheet of its own: that has pain and effort too.
fn diaries(w: &dyn Wording, program: &Program) -> (Option<Diary>, Diary) {
    let own = program.diary.as_ref();
    let mut records: Vec<DiaryRecord> = own.map_or(&[][..], |d| &d.records).to_vec();
    let diary_of_program = own.map(|d| diary(w, program, &records, d.weeks.get()));
    for record in [DiaryRecord::Effort, DiaryRecord::Done] {
        if !records.contains(&record) {
            let at = if record == DiaryRecord::Done {
                0
            } else {
                records.iter().filter(|r| **r != DiaryRecord::Note).count()
            };
            records.insert(at, record);
        }
    }
    let sheet = diary(w, program, &records, own.map_or(WEEKS, |d| d.weeks.get()));
    (diary_of_program, sheet)
}

fn diary(w: &dyn Wording, program: &Program, records: &[DiaryRecord], weeks: u32) -> Diary {
    let words = w.labels();
    let holds = |any: &[DiaryRecord]| records.iter().any(|r| any.contains(r));
    let how = [
        (true, words.diary_intro),
        (holds(&[DiaryRecord::Done]), words.diary_tick),
        (holds(&[DiaryRecord::LegPain, DiaryRecord::BackPain]), words.diary_scale),
        (holds(&[DiaryRecord::Effort]), words.diary_effort),
        (true, words.diary_bring),
    ];
    let boxes = sessions_a_day(program).clamp(1, MOST_BOXES);
    let column = |record: DiaryRecord| {
        let (title, hint) = w.diary_record(record);
        let boxes: Vec<_> = if record == DiaryRecord::Done { (1..=boxes).collect() } else { Vec::new() };
        let many = boxes.len() > 3;
        DiaryColumn { title, hint, boxes, wide: record == DiaryRecord::Note, many }
    };
    Diary {
        how: how.into_iter().filter_map(|(holds, sentence)| holds.then_some(sentence)).collect(),
        columns: records.iter().map(|r| column(*r)).collect(),
        weeks: (1..=weeks).map(|n| w.week(n)).collect(),
    }
}

/// The most sessions that a day of any phase can hold.
fn sessions_a_day(program: &Program) -> u32 {
    let times = |s: &regimen_schema::documents::program::Session| {
        s.frequency.as_ref().and_then(times_a_day).map_or(1, |times| times.max)
    };
    program.phases.iter().map(|p| p.sessions.iter().map(times).sum()).max().unwrap_or(1)
}

fn foot(
    cx: &ExportCx<'_>,
    w: &dyn Wording,
    lookup: &mut Lookup<'_>,
    entry: &Entry<Program>,
    pictures: Vec<String>,
    resolved: &str,
) -> Foot {
    let program = &entry.document;
    let publisher = &cx.library.settings.publisher;
    let pack = cx.library.packs.iter().find(|(id, _)| ***id == *entry.pack()).map(|(_, pack)| &pack.document);
    let review = program.review.as_ref();
    let mut checksum = content_hash(resolved);
    checksum.truncate(PRINTED);
    let theme = cx.library.settings.theme.as_ref();
    Foot {
        publisher: publisher.name.to_string(),
        contact: owned(publisher.contact.as_ref()),
        address: owned(publisher.address.as_ref()),
        contact_lines: theme.map_or(Vec::new(), |t| texts(&t.contact)),
        logo: theme.and_then(|t| t.logo.as_ref()).and_then(|logo| parts::logo(lookup, logo)),
        web: web::web(cx, program),
        version: pack.map(|p| format!("{} {}", p.title, p.version)),
        licence: pack.map(|p| p.licence.to_string()),
        authors: people(&program.authors),
        reviewers: people(review.map_or(&[], |r| &r.reviewed_by)),
        status: w.status(status(program)),
        reviewed_on: review.and_then(|r| r.reviewed_on).map(|d| w.date(d)),
        review_due: review.and_then(|r| r.due_on).map(|d| w.date(d)),
        sources: sources(lookup, program),
        pictures,
        checksum,
        date: w.date(cx.date),
        generator: cx.generator.to_owned(),
    }
}

fn people(people: &[Person]) -> Vec<String> {
    people.iter().map(person).collect()
}

/// Somebody by name and role, or by role alone.
pub(super) fn person(person: &Person) -> String {
    match &person.name {
        Some(name) => format!("{name}, {}", person.role),
        None => capitalised(&person.role),
    }
}

fn sources(lookup: &mut Lookup<'_>, program: &Program) -> Vec<Source> {
    parts::source_ids(lookup, program)
        .into_iter()
        .filter_map(|id| lookup.source(&id))
        .map(|s| Source {
            citation: s.citation.to_string(),
            link: s
                .link
                .as_ref()
                .map(ToString::to_string)
                .or_else(|| s.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"))),
        })
        .collect()
}
