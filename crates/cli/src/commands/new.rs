//! `regimen new`

use std::collections::BTreeMap;
use std::ops::Deref;

use anyhow::{Result, ensure};
use regimen_schema::library::Entry;
use regimen_schema::{Document, Kind, Library};
use regimen_validator::{format, kind_of};
use serde_json::{Value, json};

use super::{Misused, open};
use crate::args::{Global, New};
use crate::clock;
use crate::disk::LibraryFiles;
use crate::{End, terminal};

pub(super) fn run(global: &Global, args: &New) -> Result<End> {
    let files = open(global.library.as_deref())?;
    let today = clock::today(global.today);
    let Some(library) = regimen_validator::read(&files) else {
        return Err(Misused("the library has errors: run `regimen check` first".to_owned()).into());
    };
    let id_fits = regimen_schema::id::ExerciseId::new(&*args.id).is_some();
    ensure!(id_fits, Misused(format!("{} is no id: lower-case words with hyphens between them", args.id)));
    let pack = pack(&library, args.pack.as_deref())?;
    let kind = args.kind.kind();
    let folder = kind.folder().unwrap_or_default();
    let name = match kind {
        Kind::Prescription => format!("{folder}/{}.json", args.id),
        _ => format!("{pack}/{folder}/{}.json", args.id),
    };
    let there = if files.exists(&name) { Some(&*name) } else { file_of(&library, kind, &args.id) };
    if let Some(there) = there {
        return Err(Misused(format!("{} is there already: choose another id", files.shown(there))).into());
    }
    let title = args.title.clone().unwrap_or_else(|| title_of(&args.id));
    let mut document = stub(kind, &args.id, &title, &library, &today.to_string())?;
    if let Some(address) = schema_address(&library, &name, kind) {
        let rest = document.as_object_mut().map(std::mem::take).unwrap_or_default();
        document = json!({ "$schema": address });
        if let Some(object) = document.as_object_mut() {
            object.extend(rest);
        }
    }
    if let Err(error) = Document::read(kind, &document.to_string()) {
        return Err(Misused(format!("{error}: choose another --title")).into());
    }
    write(&files, &name, &document)?;
    if !global.quiet {
        terminal::say(&format!("wrote {}: a draft to fill in\n", files.shown(&name)))?;
    }
    Ok(End::Clean)
}

/// Writes a document in the canonical layout.
pub(super) fn write(files: &LibraryFiles, name: &str, document: &Value) -> Result<()> {
    let text = document.to_string();
    let laid_out = kind_of(name, &text).and_then(|kind| format(kind, &text));
    files.write(name, &laid_out.unwrap_or(text))
}

/// What a new document holds: everything that is required, as a draft, in words that ask to be replaced.
pub(super) fn stub(kind: Kind, id: &str, title: &str, library: &Library, today: &str) -> Result<Value> {
    let review = json!({ "status": "draft", "changes": [{ "on": today, "what": "First draft." }] });
    let sources = library.sources.keys().next().map_or_else(|| json!([]), |id| json!([id]));
    let basis =
        json!({ "editorial": "Draft: name the sources, or say why the editors chose these figures." });
    Ok(match kind {
        Kind::Exercise => json!({
            "id": id,
            "title": title,
            "category": "mobility",
            "start_position": "supine",
            "laterality": "unsided",
            "movements": ["neutral-spine"],
            "purpose": "Say in one sentence what it is good for.",
            "steps": ["Say how to get into the start position.", "Say what to move, and how far.", "Say how to come back."],
            "feel": "Say what you should feel, and where.",
            "breathing": "Breathe slowly and evenly.",
            "dose": { "kind": "repetitions", "sets": 1, "repetitions": 10, "basis": basis },
            "frequency": { "times_a_day": 1, "days_a_week": 7, "basis": basis },
            "cautions": ["Stop if it hurts."],
            "equipment": ["none"],
            "sources": sources,
            "review": review,
        }),
        Kind::Condition => json!({
            "id": id,
            "title": title,
            "plain_name": title.to_lowercase(),
            "region": "lumbar-spine",
            "summary": ["Say in plain words what it is and what it feels like."],
            "what_helps": "Say what tends to help.",
            "red_flags": library.red_flags.keys().collect::<Vec<_>>(),
            "sources": sources,
            "review": review,
        }),
        Kind::Advice => json!({
            "id": id,
            "title": title,
            "text": "Say what to do and why, in two short sentences.",
            "group": "activity",
            "sources": sources,
            "review": review,
        }),
        Kind::RedFlag => json!({
            "id": id,
            "title": title,
            "concern": "other",
            "signs": [{ "text": "Say what you notice.", "shows": ["other"] }],
            "urgency": "see-someone",
            "what_to_do": "Say what to do now.",
            "sources": sources,
            "review": review,
        }),
        Kind::Source => json!({ "id": id, "citation": title, "source_type": "guideline" }),
        Kind::Program => {
            let condition = first(library.conditions.keys(), Kind::Condition)?;
            let exercise = first(library.exercises.keys(), Kind::Exercise)?;
            program(id, title, &condition, &exercise, library, &review, &sources, &basis)
        }
        Kind::Prescription => {
            let program = first(library.programs.keys(), Kind::Program)?;
            // No side: one that is made up could pass for the patient's.
            json!({ "id": id, "program": program, "start_date": today })
        }
        Kind::Library | Kind::Pack => {
            return Err(Misused("`regimen init` makes libraries and packs".to_owned()).into());
        }
    })
}

#[expect(clippy::too_many_arguments, reason = "one call, and each is a part of the stub")]
fn program(
    id: &str,
    title: &str,
    condition: &str,
    exercise: &str,
    library: &Library,
    review: &Value,
    sources: &Value,
    basis: &Value,
) -> Value {
    json!({
        "id": id,
        "title": title,
        "purpose": "Say in one or two sentences what the program is for.",
        "for_whom": "Say whom it is for.",
        "conditions": [condition],
        "goals": [{ "text": "Say what you want to be able to do.", "measure": "Say how you can tell." }],
        "setting": "home",
        "delivery": "individual",
        "supervision": "taught-first",
        "see_professional": "See a doctor or physiotherapist first. They find the cause of your pain.",
        "screening": [{ "concern": "cauda-equina" }, { "concern": "fracture" }, { "concern": "cancer" }, { "concern": "infection" }],
        "start_when": "Start when your doctor or physiotherapist says so.",
        "pain_rule": {
            "acceptable_pain": 3,
            "settles_within_hours": 24,
            "text": "A little discomfort is fine. It must be gone by the next day.",
        },
        "stop_rules": [{ "when": "The pain gets worse or moves.", "then": "Stop. Tell your physiotherapist before you go on." }],
        "red_flags": library.red_flags.keys().collect::<Vec<_>>(),
        "phases": [{
            "title": "First weeks",
            "weeks": 2,
            "sessions": [{
                "title": "Every day",
                "frequency": { "times_a_day": 1, "days_a_week": 7, "basis": basis },
                "items": [{ "exercise": exercise, "why": "Say why this exercise is here." }],
            }],
            "step_back_when": ["Your pain is worse on the next day. Rest for a day, then do less."],
            "keep_going": "Say how to keep going.",
        }],
        "advice": library.advice.keys().take(1).collect::<Vec<_>>(),
        "diary": { "weeks": 2, "records": ["done", "leg-pain"] },
        "authors": [{ "role": "physiotherapist" }],
        "sources": sources,
        "review": review,
    })
}

fn first<I: ToString>(mut ids: impl Iterator<Item = I>, kind: Kind) -> Result<String> {
    let noun = kind.noun();
    let missing = || {
        Misused(format!("there is no {noun} yet: `regimen new {} ID` first", kind.name().replace('_', "-")))
    };
    ids.next().map(|id| id.to_string()).ok_or_else(|| missing().into())
}

/// The file of the document that has an id already, in whichever pack.
fn file_of<'l>(library: &'l Library, kind: Kind, id: &str) -> Option<&'l str> {
    fn named<'l, I: Deref<Target = str>, T>(
        documents: &'l BTreeMap<I, Entry<T>>,
        id: &str,
    ) -> Option<&'l str> {
        documents.iter().find(|(other, _)| ***other == *id).map(|(_, entry)| &*entry.file)
    }
    match kind {
        Kind::Library => None,
        Kind::Pack => named(&library.packs, id),
        Kind::Exercise => named(&library.exercises, id),
        Kind::Condition => named(&library.conditions, id),
        Kind::Program => named(&library.programs, id),
        Kind::Advice => named(&library.advice, id),
        Kind::RedFlag => named(&library.red_flags, id),
        Kind::Source => named(&library.sources, id),
        Kind::Prescription => named(&library.prescriptions, id),
    }
}

/// The pack to write into: the one that is named, or the only one.
pub(super) fn pack(library: &Library, wanted: Option<&str>) -> Result<String> {
    let packs: Vec<_> = library.settings.packs.iter().map(ToString::to_string).collect();
    match wanted {
        Some(name) if packs.iter().any(|p| p == name) => Ok(name.to_owned()),
        Some(name) => {
            Err(Misused(format!("there is no pack {name}: choose one of {}", packs.join(", "))).into())
        }
        None if packs.len() == 1 => Ok(packs[0].clone()),
        None => Err(Misused(format!("name the pack with --pack: {}", packs.join(", "))).into()),
    }
}

/// The address of a kind's schema as seen from a file, after the library's own.
pub(super) fn schema_address(library: &Library, name: &str, kind: Kind) -> Option<String> {
    regimen_validator::schema_address(library.settings.schema.as_deref()?, name, kind)
}

/// `single-knee-to-chest` → `Single knee to chest`.
fn title_of(id: &str) -> String {
    let words = id.replace('-', " ");
    words[..1].to_uppercase() + &words[1..]
}
