//! The public layout of free-exercise-db: `id`, `name`, `force`, `level`, `mechanic`, `equipment`, `primaryMuscles`,
//! `secondaryMuscles`, `instructions`, `category`, `images`. It is written for the gym: what a patient needs beyond
//! that is reported as missing, and whatever has no key here stands in the note to clinicians.

use std::collections::{BTreeMap, BTreeSet};

use regimen_schema::documents::exercise::{Category, Equipment, Movement, Muscle, StartPosition};
use regimen_schema::id::{ExerciseId, SourceId};
use regimen_schema::text::Text;
use regimen_schema::{Finding, Kind, Level, Location, Pointer};
use serde_json::{Value, json};

use super::{Cx, Gap, Imported, New};

/// The id of the source that every draft names as its origin.
const ORIGIN: &str = "free-exercise-db";
const LONGEST_ID: usize = 64;

const PURPOSE: Gap = gap("purpose", "made of the muscles: say what it is good for");
const START_POSITION: Gap = gap("start_position", "guessed from the first words: look at it");
const LATERALITY: Gap = gap("laterality", "not known: unsided is assumed");
const MOVEMENTS: Gap = gap(
    "movements",
    "not known: what conditions caution against most is assumed, so that no program takes it unseen",
);
const CATEGORY: Gap = gap("category", "has no match here: strength is assumed");
const STEPS: Gap = gap("steps", "there are none");
const WORDING: Gap = gap("steps", "written for the gym: put each in one short sentence to the patient");
const DOSE: Gap = gap("dose", "there is none");
const FEEL: Gap = gap("feel", "there is none");
const CAUTIONS: Gap = gap("cautions", "only a general one stands there");
const AVOID_IF: Gap = gap("avoid_if", "name the conditions with which it must not be done");
const EQUIPMENT: Gap = gap("equipment", "has no match here, or is not said");
const MUSCLES: Gap = gap("target_muscles", "some have no match here: the note names them");
const SOURCES: Gap =
    gap("sources", "name a clinical source: an exercise list says nothing of effect or safety");
const FIGURE: Gap = gap("media", "photographs are not brought over: none shows what a patient must not do");

const fn gap(key: &'static str, what: &'static str) -> Gap {
    Gap { key, what }
}

/// Reads one exercise, or a list of them.
pub(super) fn read(cx: &Cx<'_>, value: &Value) -> Imported {
    let mut reader = Reader { cx, imported: Imported::default(), ids: BTreeMap::new() };
    match value {
        Value::Array(list) => {
            for (i, value) in list.iter().enumerate() {
                reader.exercise(&(Pointer::root() / i), value);
            }
        }
        value => reader.exercise(&Pointer::root(), value),
    }
    let Reader { mut imported, .. } = reader;
    if !imported.documents.is_empty() && !cx.library.sources.keys().any(|id| **id == *ORIGIN) {
        imported.documents.push(origin(cx));
    }
    imported
}

/// The source that the drafts name, so that nobody takes them for the clinic's own.
fn origin(cx: &Cx<'_>) -> New {
    let document = json!({
        "id": SourceId::new(ORIGIN),
        "citation": "free-exercise-db, a list of gym exercises in the public domain",
        "source_type": "dataset",
        "link": "https://github.com/yuhonas/free-exercise-db",
        "supports": ["Names, steps and muscles of imported drafts. It is no clinical source."],
    });
    let name = cx.name(Kind::Source, ORIGIN);
    New { name, kind: Kind::Source, id: ORIGIN.to_owned(), document, gaps: Vec::new() }
}

struct Reader<'a> {
    cx: &'a Cx<'a>,
    imported: Imported,
    /// The ids that this file has used up, each with the exercise that took it first.
    ids: BTreeMap<String, Pointer>,
}

impl Reader<'_> {
    fn exercise(&mut self, at: &Pointer, value: &Value) {
        let Some(entry) = value.as_object() else {
            let help = "an exercise of this layout is an object with id, name, instructions and more";
            return self.error("wrong-type", at.clone(), "an exercise is not an object", help);
        };
        let before = self.imported.findings.len();
        let mut text = |key: &str| self.text(at, key, entry.get(key));
        let (name, id) = (text("name"), text("id"));
        let (category, equipment) = (text("category"), text("equipment"));
        let facts = ["force", "level", "mechanic"].map(|key| (key, text(key)));
        let primary = self.texts(at, "primaryMuscles", entry.get("primaryMuscles"));
        let secondary = self.texts(at, "secondaryMuscles", entry.get("secondaryMuscles"));
        let instructions = self.texts(at, "instructions", entry.get("instructions"));
        let images = self.texts(at, "images", entry.get("images"));
        let Some(title) = name.or_else(|| id.as_deref().map(|id| id.replace('_', " "))) else {
            if self.imported.findings.len() == before {
                let help = "add \"name\": it becomes the title";
                self.error("missing-key", at.clone(), "the exercise has no name", help);
            }
            return;
        };
        let Some(id) = self.id(at, id.as_deref().unwrap_or(&title)) else { return };
        if self.imported.findings.len() > before
            && self.imported.findings[before..].iter().any(|f| f.level == Level::Error)
        {
            return;
        }

        let mut gaps = BTreeSet::from([
            PURPOSE,
            START_POSITION,
            LATERALITY,
            MOVEMENTS,
            WORDING,
            DOSE,
            FEEL,
            CAUTIONS,
            AVOID_IF,
            SOURCES,
        ]);
        let kind = category.as_deref().and_then(category_of);
        if kind.is_none() {
            gaps.insert(CATEGORY);
        }
        let kind = kind.unwrap_or(Category::Strength);
        let steps: Vec<String> = instructions.iter().flat_map(|text| sentences(text)).collect();
        if steps.is_empty() {
            gaps.remove(&WORDING);
            gaps.insert(STEPS);
        }
        let muscles: BTreeSet<_> = primary.iter().chain(&secondary).filter_map(|m| muscle_of(m)).collect();
        let unmatched: Vec<_> = primary.iter().chain(&secondary).filter(|m| muscle_of(m).is_none()).collect();
        if !unmatched.is_empty() {
            gaps.insert(MUSCLES);
        }
        let needed = equipment.as_deref().and_then(equipment_of);
        if needed.is_none() {
            gaps.insert(EQUIPMENT);
        }
        if !images.is_empty() {
            gaps.insert(FIGURE);
        }

        let mut note = vec![format!("Brought in from free-exercise-db as \"{title}\".")];
        let facts = facts.into_iter().chain([("category", category), ("equipment", equipment)]);
        let facts: Vec<_> = facts.filter_map(|(key, value)| Some(format!("{key} {}", value?))).collect();
        if !facts.is_empty() {
            note.push(format!("There: {}.", facts.join(", ")));
        }
        if !unmatched.is_empty() {
            let names: Vec<_> = unmatched.iter().map(|m| m.as_str()).collect();
            note.push(format!("Muscles without a name here: {}.", names.join(", ")));
        }
        let document = json!({
            "id": id,
            "title": title,
            "category": kind,
            "start_position": start_position(&title, steps.first().map_or("", String::as_str)),
            "laterality": "unsided",
            "movements": movements(&muscles),
            "purpose": purpose(kind, &muscles),
            "steps": if steps.is_empty() { vec!["Say what to do, one action a step.".to_owned()] } else { steps },
            "cautions": ["Stop if it hurts."],
            "target_muscles": muscles,
            "equipment": needed.into_iter().collect::<Vec<_>>(),
            "clinician_note": cut(&note.join(" ")),
            "sources": [ORIGIN],
            "review": {
                "status": "draft",
                "changes": [{ "on": self.cx.today, "what": "Brought in from free-exercise-db." }],
            },
        });
        let name = self.cx.name(Kind::Exercise, &id);
        let gaps = gaps.into_iter().collect();
        self.imported.documents.push(New {
            name,
            kind: Kind::Exercise,
            id,
            document: without_empty(document),
            gaps,
        });
    }

    /// The id that an exercise gets: its own in our spelling. One that the file has used up gets a number; what the
    /// library holds already stays as it is.
    fn id(&mut self, at: &Pointer, theirs: &str) -> Option<String> {
        let wanted = kebab(theirs, LONGEST_ID);
        if ExerciseId::new(&*wanted).is_none() {
            let message = "no id can be made of the exercise's id or name";
            self.error("not-allowed-value", at.clone() / "id", message, "write it with the letters a to z");
            return None;
        }
        if self.cx.library.exercises.keys().any(|id| **id == *wanted) {
            let message = format!("the library holds an exercise \"{wanted}\" already: this one is left out");
            let help = "nothing is overwritten: give this one another id to bring it in";
            self.report(Level::Warning, "duplicate-id", at.clone(), message, help);
            return None;
        }
        let free = |id: &String| {
            !self.ids.contains_key(id) && !self.cx.library.exercises.keys().any(|known| **known == **id)
        };
        let numbered = (2..).map(|n| format!("{}-{n}", kebab(&wanted, LONGEST_ID - 8)));
        let id = std::iter::once(wanted.clone()).chain(numbered).find(free)?;
        if let Some(first) = self.ids.get(&wanted).cloned() {
            let at = Location::value(&self.cx.file, at.clone());
            let message = format!("\"{wanted}\" stands twice in the file: this one is called \"{id}\"");
            self.imported.findings.push(
                Finding::new("duplicate-id", Level::Hint, at, message)
                    .help("look whether the two are one and the same exercise")
                    .related(Location::value(&self.cx.file, first), "it stands here first"),
            );
        }
        self.ids.insert(id.clone(), at.clone());
        Some(id)
    }

    /// A text without line breaks; none where nothing is said.
    fn text(&mut self, at: &Pointer, key: &str, value: Option<&Value>) -> Option<String> {
        match value? {
            Value::Null => None,
            Value::String(text) => self.plain(&(at.clone() / key), text),
            _ => {
                let message = format!("\"{key}\" is not a text");
                self.error("wrong-type", at.clone() / key, message, "put it in double quotes, or write null");
                None
            }
        }
    }

    fn texts(&mut self, at: &Pointer, key: &str, value: Option<&Value>) -> Vec<String> {
        let at = at.clone() / key;
        match value {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(list)) => {
                let mut texts = Vec::new();
                for (i, value) in list.iter().enumerate() {
                    if let Some(text) = value.as_str() {
                        texts.extend(self.plain(&(at.clone() / i), text));
                    } else {
                        let message = format!("an item of \"{key}\" is not a text");
                        self.error("wrong-type", at.clone() / i, message, "put it in double quotes");
                    }
                }
                texts
            }
            Some(_) => {
                let message = format!("\"{key}\" is not a list");
                self.error("wrong-type", at, message, "put it in brackets");
                Vec::new()
            }
        }
    }

    fn plain(&mut self, at: &Pointer, text: &str) -> Option<String> {
        let text = text.replace(char::is_control, " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return None;
        }
        if Text::new(&*text).is_none() {
            let message = format!("the text is {} characters long, 2000 are the most", text.chars().count());
            self.error("out-of-range", at.clone(), message, "shorten it, or split it into several");
            return None;
        }
        Some(text)
    }

    fn error(&mut self, rule: &'static str, at: Pointer, message: impl Into<String>, help: &str) {
        self.report(Level::Error, rule, at, message, help);
    }

    fn report(
        &mut self,
        level: Level,
        rule: &'static str,
        at: Pointer,
        message: impl Into<String>,
        help: &str,
    ) {
        let at = Location::value(&self.cx.file, at);
        self.imported.findings.push(Finding::new(rule, level, at, message).help(help));
    }
}

/// `Barbell_Squat (wide)` → `barbell-squat-wide`, at most this many letters.
fn kebab(text: &str, most: usize) -> String {
    let mut id = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c.to_ascii_lowercase());
        } else if c != '\'' && c != '’' && !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    id.truncate(most);
    id.trim_end_matches('-').to_owned()
}

/// The sentences of a text, each with its full stop: one action a step is what they come closest to.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(". ").or_else(|| rest.find("! ")) {
        let (sentence, more) = rest.split_at(end + 1);
        // A number or a single letter before the point is no end of a sentence.
        let last = sentence.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
        if last.len() < 2 || !more.trim_start().starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        {
            break;
        }
        sentences.push(sentence.to_owned());
        rest = more.trim_start();
    }
    if !rest.is_empty() {
        sentences.push(rest.to_owned());
    }
    sentences
}

/// As much of a note as a text may hold.
fn cut(note: &str) -> String {
    let cut: String = note.chars().take(regimen_schema::text::MAX_TEXT).collect();
    cut.trim_end().to_owned()
}

fn without_empty(mut document: Value) -> Value {
    if let Some(object) = document.as_object_mut() {
        object.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
    }
    document
}

fn category_of(category: &str) -> Option<Category> {
    Some(match category {
        "strength" | "powerlifting" | "strongman" | "olympic weightlifting" | "plyometrics" => {
            Category::Strength
        }
        "stretching" => Category::Stretch,
        "cardio" => Category::Aerobic,
        _ => return None,
    })
}

fn equipment_of(equipment: &str) -> Option<Equipment> {
    Some(match equipment {
        "body only" => Equipment::None,
        "dumbbell" | "barbell" | "kettlebells" | "e-z curl bar" => Equipment::Weight,
        "bands" => Equipment::Band,
        "exercise ball" | "medicine ball" => Equipment::Ball,
        "foam roll" => Equipment::FoamRoller,
        _ => return None,
    })
}

fn muscle_of(muscle: &str) -> Option<Muscle> {
    Some(match muscle {
        "abdominals" => Muscle::Abdominals,
        "abductors" => Muscle::HipAbductors,
        "adductors" => Muscle::HipAdductors,
        "calves" => Muscle::Calf,
        "chest" => Muscle::Chest,
        "glutes" => Muscle::Gluteals,
        "hamstrings" => Muscle::Hamstrings,
        "lower back" => Muscle::LowerBack,
        "middle back" | "traps" => Muscle::UpperBack,
        "neck" => Muscle::Neck,
        "quadriceps" => Muscle::Quadriceps,
        "shoulders" => Muscle::Shoulders,
        _ => return None,
    })
}

/// What moves where these muscles work, and beyond that what conditions caution against most: the list says nothing of
/// the spine, and a movement that is not named is one that no rule can refuse.
fn movements(muscles: &BTreeSet<Muscle>) -> BTreeSet<Movement> {
    let unknown =
        [Movement::LoadedLumbarFlexion, Movement::EndRangeLumbarExtension, Movement::LumbarRotation];
    let known = muscles.iter().filter_map(|muscle| match muscle {
        Muscle::Hamstrings | Muscle::HipFlexors => Some(Movement::HipFlexion),
        Muscle::Gluteals => Some(Movement::HipExtension),
        Muscle::Quadriceps => Some(Movement::KneeExtension),
        Muscle::HipAbductors => Some(Movement::HipAbduction),
        Muscle::HipAdductors => Some(Movement::HipAdduction),
        Muscle::Calf => Some(Movement::AnkleMovement),
        Muscle::Shoulders | Muscle::Chest | Muscle::UpperBack => Some(Movement::ShoulderFlexion),
        _ => None,
    });
    known.chain(unknown).collect()
}

fn start_position(title: &str, first_step: &str) -> StartPosition {
    let words = format!("{title} {first_step}").to_lowercase();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if has(&["hands and knees", "all fours"]) {
        StartPosition::Quadruped
    } else if has(&["face down", "stomach", "prone"]) {
        StartPosition::Prone
    } else if has(&["on your side"]) {
        StartPosition::SideLying
    } else if has(&["lie ", "lying", "on your back", "supine"]) {
        StartPosition::Supine
    } else if has(&["kneel"]) {
        StartPosition::TallKneeling
    } else if has(&["sit ", "seat"]) {
        StartPosition::Sitting
    } else {
        StartPosition::Standing
    }
}

fn purpose(category: Category, muscles: &BTreeSet<Muscle>) -> String {
    let names: Vec<_> = muscles.iter().map(|muscle| plain(*muscle)).collect();
    let which = match names.as_slice() {
        [] => "your body".to_owned(),
        [one] => (*one).to_owned(),
        [first, .., last] => format!("{first} and {last}"),
    };
    match category {
        Category::Stretch => format!("It stretches {which}."),
        Category::Aerobic => "It trains your heart and your lungs.".to_owned(),
        _ => format!("It makes {which} stronger."),
    }
}

/// A muscle as a patient knows it.
fn plain(muscle: Muscle) -> &'static str {
    match muscle {
        Muscle::Hamstrings => "the back of your thighs",
        Muscle::Quadriceps => "the front of your thighs",
        Muscle::Calf => "your calves",
        Muscle::Gluteals | Muscle::Piriformis => "your buttocks",
        Muscle::HipFlexors => "the front of your hips",
        Muscle::HipAdductors => "the inside of your thighs",
        Muscle::HipAbductors => "the outside of your hips",
        Muscle::LowerBack => "your lower back",
        Muscle::UpperBack => "your upper back",
        Muscle::Abdominals | Muscle::DeepAbdominals | Muscle::Obliques => "your belly",
        Muscle::PelvicFloor => "the floor of your pelvis",
        Muscle::Chest => "your chest",
        Muscle::Shoulders => "your shoulders",
        Muscle::Neck => "your neck",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_not_too_long() {
        for (theirs, ours) in [
            ("3_4_Sit-Up", "3-4-sit-up"),
            ("Child's Pose", "childs-pose"),
            ("__Kneeling (wide) __", "kneeling-wide"),
            ("Étirement", "tirement"),
            ("蹲", ""),
        ] {
            assert_eq!(kebab(theirs, LONGEST_ID), ours);
        }
        let long = kebab(&"ab ".repeat(40), LONGEST_ID);
        assert!(ExerciseId::new(&*long).is_some_and(|id| id.len() <= LONGEST_ID), "{long}");
    }

    #[test]
    fn steps_are_split_at_sentences_and_not_at_numbers() {
        assert_eq!(sentences("Stand tall. Bend both knees."), ["Stand tall.", "Bend both knees."]);
        assert_eq!(sentences("Hold for 1. 5 seconds are too long"), ["Hold for 1. 5 seconds are too long"]);
        assert_eq!(sentences("Go on"), ["Go on"]);
    }

    /// What no rule can see it cannot refuse: an import must never look harmless to the spine.
    #[test]
    fn an_unknown_movement_counts_as_the_ones_that_conditions_caution_against() {
        let none = movements(&BTreeSet::new());
        for cautioned in [Movement::LumbarFlexion, Movement::LumbarExtension, Movement::LumbarRotation] {
            assert!(none.iter().any(|movement| movement.includes(cautioned)), "{cautioned:?}");
        }
    }
}
