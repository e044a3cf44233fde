//! From a library to the files for apps.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use regimen_schema::documents::exercise::{Equipment, Media};
use regimen_schema::documents::figure;
use regimen_schema::documents::program::{self, Program};
use regimen_schema::documents::review::{Code, Person, Review, Status, Waiver};
use regimen_schema::documents::{LibrarySettings, Pack, RedFlag};
use regimen_schema::id::{AdviceId, ConditionId, SourceId};
use regimen_schema::library::Entry;
use regimen_schema::number::{Range, Whole};
use regimen_schema::text::Text;
use regimen_schema::{Finding, Kind};

use super::exercise::Volume;

use super::types::{
    AppAdvice, AppChange, AppCode, AppCoded, AppCondition, AppDiary, AppExercise, AppExerciseEntry,
    AppExerciseFile, AppGoal, AppIndex, AppLibrary, AppOutcomeMeasure, AppPack, AppPainRule, AppPerson,
    AppPhase, AppPicture, AppProgram, AppProgramEntry, AppProgramFile, AppPublisher, AppRedFlag, AppRef,
    AppReview, AppScreening, AppSign, AppSource, AppStopRule, AppWaiver, Span,
};
use crate::content_hash::{content_hash, resolved};
use crate::lookup::Lookup;
use crate::view::{self, status};
use crate::wording::{self, Wording, capitalised};
use crate::{ExportCx, Figures, RelPath, selected, tell_once};

/// The pictures that lie beside the file.
pub(super) type Pictures<'a> = BTreeMap<RelPath, Cow<'a, [u8]>>;

/// Everything that is written but the documents.
pub(super) struct Api<'a> {
    pub(super) index: AppIndex,
    pub(super) programs: Vec<AppProgramFile>,
    pub(super) exercises: Vec<AppExerciseFile>,
    pub(super) pictures: Pictures<'a>,
}

/// The files, and what was found on the way.
pub(super) fn api<'a>(cx: &ExportCx<'a>) -> (Api<'a>, Vec<Finding>) {
    let (entries, mut findings) = selected(cx);
    let (w, _) = wording::for_language(&cx.library.settings.language);
    let mut pictures = Pictures::new();
    let packs: BTreeSet<_> = entries.iter().map(|e| e.pack()).collect();
    let packs = cx.library.packs.values().map(|e| &e.document).filter(|p| packs.contains(&*p.id));
    let library = library(&cx.library.settings, packs);
    let mut note = |found: Vec<Finding>| {
        tell_once(&mut findings, found);
    };

    let mut programs = Vec::new();
    let mut used_in: BTreeMap<String, Vec<AppRef>> = BTreeMap::new();
    for entry in &entries {
        let mut build = Build::new(cx, w, &entry.file, &mut pictures);
        let program = build.program(entry);
        note(build.lookup.into_findings());
        for exercise in &program.exercises {
            let program = AppRef { id: program.id.clone(), title: program.title.clone() };
            used_in.entry(exercise.id.clone()).or_default().push(program);
        }
        programs.push(AppProgramFile {
            format: "regimen-app-program",
            version: VERSION,
            generator: cx.generator.to_owned(),
            date: cx.date,
            library: library.clone(),
            program,
        });
    }

    let mut exercises = Vec::new();
    for (id, entry) in &cx.library.exercises {
        let programs = used_in.remove(&**id).unwrap_or_default();
        // Of a few programs, only what is in them.
        if cx.programs.is_some() && programs.is_empty() {
            continue;
        }
        let mut build = Build::new(cx, w, &entry.file, &mut pictures);
        let exercise = build.exercise(entry);
        let (sources, waivers) = (build.all_sources(), std::mem::take(&mut build.waivers));
        note(build.lookup.into_findings());
        let words = w.labels();
        exercises.push(AppExerciseFile {
            format: "regimen-app-exercise",
            version: VERSION,
            generator: cx.generator.to_owned(),
            date: cx.date,
            exercise,
            programs,
            stop_rules: vec![AppStopRule {
                when: words.stop_always_when.to_owned(),
                then: words.stop_always_then.to_owned(),
            }],
            emergency: w.call(&cx.library.settings.emergency_number),
            sources,
            waivers,
        });
    }

    let index = AppIndex {
        format: "regimen-app-index",
        version: VERSION,
        generator: cx.generator.to_owned(),
        date: cx.date,
        library,
        programs: programs.iter().map(|file| program_entry(&file.program)).collect(),
        exercises: exercises.iter().map(|file| exercise_entry(&file.exercise)).collect(),
        documents: super::DOCUMENTS.to_owned(),
    };
    (Api { index, programs, exercises, pictures }, findings)
}

const VERSION: u32 = 1;

fn program_entry(program: &AppProgram) -> AppProgramEntry {
    AppProgramEntry {
        id: program.id.clone(),
        path: format!("programs/{}.json", program.id),
        title: program.title.clone(),
        purpose: program.purpose.clone(),
        for_whom: program.for_whom.clone(),
        conditions: program
            .conditions
            .iter()
            .map(|c| AppRef { id: c.id.clone(), title: c.plain_name.clone() })
            .collect(),
        status: program.review.status.clone(),
        phases: program.phases.last().map_or(0, |phase| phase.number),
        content_hash: program.content_hash.clone(),
    }
}

fn exercise_entry(exercise: &AppExercise) -> AppExerciseEntry {
    AppExerciseEntry {
        id: exercise.id.clone(),
        path: format!("exercises/{}.json", exercise.id),
        title: exercise.title.clone(),
        category: exercise.category,
        start_position: exercise.start_position.clone(),
    }
}

/// Builds one program.
pub(super) struct Build<'a, 'p> {
    pub(super) w: &'static dyn Wording,
    pub(super) lookup: Lookup<'a>,
    pub(super) figures: &'a Figures,
    /// Who is drawn.
    pub(super) drawn: figure::Person,
    pub(super) pictures: &'p mut Pictures<'a>,
    /// The exercises of the program, each once, in the order in which they are met.
    pub(super) exercises: Vec<AppExercise>,
    /// The sources that were named, in the order in which they were.
    named: Vec<SourceId>,
    waivers: Vec<AppWaiver>,
}

fn library<'a>(settings: &LibrarySettings, packs: impl Iterator<Item = &'a Pack>) -> AppLibrary {
    AppLibrary {
        title: settings.title.to_string(),
        language: settings.language.to_string(),
        emergency_number: settings.emergency_number.to_string(),
        publisher: AppPublisher {
            name: settings.publisher.name.to_string(),
            contact: owned(settings.publisher.contact.as_ref()),
            address: owned(settings.publisher.address.as_ref()),
        },
        base_address: settings.base_address.as_ref().map(ToString::to_string),
        packs: packs
            .map(|p| AppPack {
                id: p.id.to_string(),
                content_version: p.version.to_string(),
                title: p.title.to_string(),
                summary: owned(p.summary.as_ref()),
                licence: p.licence.to_string(),
                authors: people(&p.authors),
            })
            .collect(),
    }
}

impl<'a, 'p> Build<'a, 'p> {
    fn new(
        cx: &ExportCx<'a>,
        w: &'static dyn Wording,
        file: &'a Arc<str>,
        pictures: &'p mut Pictures<'a>,
    ) -> Self {
        let lookup = Lookup::new(cx.library, file);
        Self {
            w,
            lookup,
            figures: cx.figures,
            drawn: cx.library.settings.person(),
            pictures,
            exercises: Vec::new(),
            named: Vec::new(),
            waivers: Vec::new(),
        }
    }

    fn program(&mut self, entry: &Entry<Program>) -> AppProgram {
        let d = &entry.document;
        self.waive(Kind::Program, &d.id, &d.waivers);
        let mut equipment = BTreeSet::new();
        let mut red_flags: Vec<_> = d.red_flags.iter().filter_map(|id| self.lookup.red_flag(id)).collect();
        red_flags.sort_by_key(|f| f.urgency);
        AppProgram {
            id: d.id.to_string(),
            pack: entry.pack().to_owned(),
            title: d.title.to_string(),
            purpose: d.purpose.to_string(),
            for_whom: d.for_whom.to_string(),
            conditions: d.conditions.iter().filter_map(|id| self.condition(id)).collect(),
            not_for: d.not_for.iter().filter_map(|id| self.condition(id)).collect(),
            cautions: strings(&d.cautions),
            goals: d
                .goals
                .iter()
                .map(|g| AppGoal { text: g.text.to_string(), measure: owned(g.measure.as_ref()) })
                .collect(),
            setting: d.setting,
            delivery: d.delivery,
            supervision: d.supervision,
            see_professional: owned(d.see_professional.as_ref()),
            screening: d
                .screening
                .iter()
                .map(|s| AppScreening { concern: s.concern, ask: owned(s.ask.as_ref()) })
                .collect(),
            start_when: owned(d.start_when.as_ref()),
            pain_rule: d.pain_rule.as_ref().map(|r| AppPainRule {
                acceptable_pain: r.acceptable_pain.get(),
                settles_within_hours: r.settles_within_hours.get(),
                text: r.text.to_string(),
                sources: self.sources(&r.sources),
            }),
            stop_rules: view::stop_rules(self.w, d)
                .into_iter()
                .map(|r| AppStopRule { when: r.when, then: r.then })
                .collect(),
            red_flags: red_flags.into_iter().map(|f| self.red_flag(f)).collect(),
            phases: (1..).zip(&d.phases).map(|(n, p)| self.phase(n, p, &mut equipment)).collect(),
            advice: d.advice.iter().filter_map(|id| self.advice(id)).collect(),
            diary: d.diary.as_ref().map(|diary| AppDiary {
                weeks: diary.weeks.get(),
                records: diary.records.iter().map(|r| coded(*r, self.w.diary_record(*r).0)).collect(),
            }),
            outcome_measures: d
                .outcome_measures
                .iter()
                .map(|m| AppOutcomeMeasure {
                    title: m.title.to_string(),
                    scale: coded(m.scale, self.w.scale(m.scale)),
                    how: m.how.to_string(),
                })
                .collect(),
            equipment: self.equipment(equipment),
            tailoring_notes: strings(&d.tailoring_notes),
            clinician_note: owned(d.clinician_note.as_ref()),
            authors: people(&d.authors),
            source_ids: self.sources(&d.sources),
            codes: codes(&d.codes),
            review: self.review(d.review.as_ref(), status(d)),
            content_hash: content_hash(&resolved(&mut self.lookup, entry)),
            // Last: what the program holds adds its own.
            exercises: std::mem::take(&mut self.exercises),
            sources: self.all_sources(),
            waivers: std::mem::take(&mut self.waivers),
        }
    }

    fn phase(&mut self, number: u32, d: &program::Phase, equipment: &mut BTreeSet<Equipment>) -> AppPhase {
        let mut a_week = Some(Volume::default());
        let mut sessions = Vec::new();
        for session in &d.sessions {
            let (session, volume) = self.session(session, equipment);
            a_week = a_week.zip(volume).map(|(a, b)| a + b);
            sessions.push(session);
        }
        AppPhase {
            number,
            title: d.title.to_string(),
            weeks: d.weeks.map(span),
            weeks_phrase: d.weeks.map(|weeks| self.w.weeks(weeks)),
            sessions,
            a_week: a_week.map(|v| v.app(self.w)),
            move_on_when: strings(&d.move_on_when),
            step_back_when: strings(&d.step_back_when),
            keep_going: owned(d.keep_going.as_ref()),
        }
    }

    fn condition(&mut self, id: &ConditionId) -> Option<AppCondition> {
        let d = self.lookup.condition(id)?;
        self.waive(Kind::Condition, &d.id, &d.waivers);
        Some(AppCondition {
            id: d.id.to_string(),
            title: d.title.to_string(),
            plain_name: d.plain_name.to_string(),
            region: d.region,
            summary: strings(&d.summary),
            what_helps: owned(d.what_helps.as_ref()),
            what_needs_care: owned(d.what_needs_care.as_ref()),
            favoured_movements: d.favoured_movements.clone(),
            cautioned_movements: d.cautioned_movements.clone(),
            codes: codes(&d.codes),
            sources: self.sources(&d.sources),
        })
    }

    fn red_flag(&mut self, d: &RedFlag) -> AppRedFlag {
        self.waive(Kind::RedFlag, &d.id, &d.waivers);
        let urgency = self.w.urgency(d.urgency, &self.lookup.library.settings.emergency_number);
        AppRedFlag {
            id: d.id.to_string(),
            title: d.title.to_string(),
            concern: d.concern,
            signs: d
                .signs
                .iter()
                .map(|s| AppSign { text: s.text.to_string(), shows: s.shows.clone() })
                .collect(),
            urgency: coded(d.urgency, &urgency),
            what_to_do: d.what_to_do.to_string(),
            sources: self.sources(&d.sources),
        }
    }

    fn advice(&mut self, id: &AdviceId) -> Option<AppAdvice> {
        let entry = self.lookup.advice(id)?;
        let d = &entry.document;
        self.waive(Kind::Advice, &d.id, &d.waivers);
        Some(AppAdvice {
            id: d.id.to_string(),
            title: d.title.to_string(),
            text: d.text.to_string(),
            group: coded(d.group, self.w.advice_group(d.group)),
            picture: d.picture.as_ref().and_then(|m| self.picture(entry, m)),
            sources: self.sources(&d.sources),
        })
    }

    /// The picture's entry, with its bytes put beside the file.
    pub(super) fn picture<T>(&mut self, entry: &'a Entry<T>, media: &Media) -> Option<AppPicture> {
        let image = self.lookup.image(&entry.file, entry.pack(), media)?;
        let path = RelPath::new(format!("media/{}", image.path))?;
        let picture = AppPicture {
            path: path.to_string(),
            media_type: image.media_type,
            alt: owned(media.alt.as_ref()),
            licence: owned(media.licence.as_ref()),
            credit: owned(media.credit.as_ref()),
        };
        self.pictures.insert(path, Cow::Borrowed(image.bytes));
        Some(picture)
    }

    /// The ids of sources, which are noted as named.
    pub(super) fn sources(&mut self, ids: &[SourceId]) -> Vec<String> {
        for id in ids {
            if !self.named.contains(id) {
                self.named.push(id.clone());
            }
        }
        ids.iter().map(ToString::to_string).collect()
    }

    /// Every source that was named.
    fn all_sources(&mut self) -> Vec<AppSource> {
        std::mem::take(&mut self.named)
            .iter()
            .filter_map(|id| self.lookup.source(id))
            .map(|d| AppSource {
                id: d.id.to_string(),
                citation: d.citation.to_string(),
                source_type: d.source_type,
                date: d.date.clone(),
                link: d.link.as_ref().map(ToString::to_string),
                doi: owned(d.doi.as_ref()),
            })
            .collect()
    }

    pub(super) fn equipment(
        &self,
        equipment: impl IntoIterator<Item = Equipment>,
    ) -> Vec<AppCoded<Equipment>> {
        equipment.into_iter().filter_map(|e| Some(coded(e, self.w.equipment(e)?))).collect()
    }

    pub(super) fn review(&self, review: Option<&Review>, status: Status) -> AppReview {
        AppReview {
            status: coded(status, self.w.status(status)),
            reviewed_by: people(review.map_or(&[], |r| &r.reviewed_by)),
            reviewed_on: review.and_then(|r| r.reviewed_on),
            due_on: review.and_then(|r| r.due_on),
            changes: review
                .map_or(&[][..], |r| &r.changes)
                .iter()
                .map(|c| AppChange { on: c.on, what: c.what.to_string() })
                .collect(),
        }
    }

    /// Notes what was set aside in a document, once however often it occurs.
    pub(super) fn waive(&mut self, kind: Kind, id: &str, waivers: &[Waiver]) {
        for w in waivers {
            let waiver = AppWaiver {
                kind: kind.name(),
                id: id.to_owned(),
                rule: w.rule.to_string(),
                at: w.at.to_string(),
                reason: w.reason.to_string(),
                by: person(&w.by),
                until: w.until,
            };
            if !self.waivers.contains(&waiver) {
                self.waivers.push(waiver);
            }
        }
    }
}

pub(super) fn coded<T>(code: T, label: &str) -> AppCoded<T> {
    AppCoded { code, label: capitalised(label) }
}

pub(super) fn codes(codes: &[Code]) -> Vec<AppCode> {
    let code =
        |c: &Code| AppCode { system: c.system, code: c.code.to_string(), display: owned(c.display.as_ref()) };
    codes.iter().map(code).collect()
}

pub(super) fn span<const MIN: u32, const MAX: u32>(range: Range<Whole<MIN, MAX>>) -> Span {
    Span { min: range.min().get(), max: range.max().get() }
}

pub(super) fn strings(texts: &[Text]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

pub(super) fn owned(text: Option<&Text>) -> Option<String> {
    text.map(ToString::to_string)
}

fn people(people: &[Person]) -> Vec<AppPerson> {
    people.iter().map(person).collect()
}

fn person(person: &Person) -> AppPerson {
    AppPerson { role: person.role.to_string(), name: owned(person.name.as_ref()) }
}
