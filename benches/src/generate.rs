//! Writes a library by varying the exercises and programs of a real one. References, doses and what the safety rules
//! ask for stay as they are there, so that a sound library gives a sound one; texts, selection and ids vary.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use serde_json::{Map, Value, json};

use crate::disk;
use crate::faults::{self, Document};
use crate::json_text::JsonText;
use crate::random::Random;
use crate::verify::Truth;
use crate::words::{BREATHS, CAUTIONS, FEELS, GOALS, NOTES, WHYS};

/// `generate`
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The folder to write the library into; made if it is not there, refused if something is in it
    folder: PathBuf,
    /// How many exercises
    #[arg(long, default_value_t = 5_000)]
    exercises: usize,
    /// How many programs
    #[arg(long, default_value_t = 20_000)]
    programs: usize,
    /// Another seed gives another library of the same kind
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The library whose documents are varied
    #[arg(long, value_name = "DIR", default_value = "programs")]
    from: PathBuf,
    /// How many of a hundred documents get one fault each
    #[arg(long, value_name = "PERCENT", default_value_t = 0, value_parser = clap::value_parser!(u8).range(..=100), requires = "truth")]
    faults: u8,
    /// Where to note the faults: a file outside the library's folder
    #[arg(long, value_name = "FILE")]
    truth: Option<PathBuf>,
}

/// The folders of a pack that are taken over as they are.
const SHARED: [&str; 4] = ["conditions", "red_flags", "advice", "sources"];

/// Writes a library and says what was written.
pub(crate) fn run(options: &Options) -> Result<String> {
    let folder = &options.folder;
    disk::expect_empty(folder)?;
    if let Some(truth) = &options.truth {
        ensure!(!truth.starts_with(folder), "the truth must lie outside the library's folder");
    }
    let settings = disk::read_json(&options.from.join("library.json"))?;
    let pack = settings["packs"][0].as_str().context("library.json names no pack")?.to_owned();
    let real = Real::read(&options.from.join(&pack), options.exercises)?;

    let mut bytes = 0;
    let mut write = |path: &str, text: &[u8]| -> Result<()> {
        bytes += text.len();
        disk::write(&folder.join(path), text)
    };
    write("library.json", JsonText::of(&settings).text.as_bytes())?;
    for (path, document) in &real.shared {
        write(&format!("{pack}/{path}"), JsonText::of(document).text.as_bytes())?;
    }
    let mut truths = Vec::new();
    for i in 0..options.exercises + options.programs {
        let mut random = Random::of(options.seed, i);
        let (kind, document) = match i.checked_sub(options.exercises) {
            None => (Document::Exercise, real.exercise(i, &mut random)),
            Some(n) => (Document::Program, real.program(n, &mut random)),
        };
        let id = document["id"].as_str().context("a document without an id")?;
        let file = format!("{pack}/{}/{id}.json", kind.folder());
        // Evenly spread, so that which documents are faulty does not hang on the texts.
        let before = i * usize::from(options.faults) / 100;
        if (i + 1) * usize::from(options.faults) / 100 > before {
            let (text, truth) = faults::inject(kind, &document, &file, before)?;
            write(&file, &text)?;
            truths.push(truth);
        } else {
            write(&file, JsonText::of(&document).text.as_bytes())?;
        }
    }
    if let Some(path) = &options.truth {
        write_truth(path, &truths)?;
    }
    let documents = options.exercises + options.programs + real.shared.len() + 1;
    Ok(format!("{documents} documents, {bytes} bytes, {} faults", truths.len()))
}

fn write_truth(path: &Path, truths: &[Truth]) -> Result<()> {
    disk::write(path, (serde_json::to_string_pretty(truths)? + "\n").as_bytes())
}

/// What is varied.
struct Real {
    /// What is taken over as it is, by its path from the pack's folder.
    shared: BTreeMap<String, Value>,
    exercises: Vec<Value>,
    programs: Vec<Value>,
    /// By the id of a real exercise: how many variants of it there are.
    variants: BTreeMap<String, usize>,
}

impl Real {
    fn read(pack: &Path, exercise_count: usize) -> Result<Self> {
        let read_all = |folder: &str| -> Result<Vec<Value>> {
            disk::json_files(&pack.join(folder))?.iter().map(|path| disk::read_json(path)).collect()
        };
        let mut shared =
            BTreeMap::from([("pack.json".to_owned(), disk::read_json(&pack.join("pack.json"))?)]);
        for folder in SHARED {
            for document in read_all(folder)? {
                let id = document["id"].as_str().context("a document without an id")?;
                shared.insert(format!("{folder}/{id}.json"), document);
            }
        }
        let exercises = read_all("exercises")?;
        let programs = read_all("programs")?;
        let count = exercises.len();
        ensure!(count > 0 && !programs.is_empty(), "{} holds no exercises or no programs", pack.display());
        ensure!(exercise_count >= count, "at least {count} exercises: one for each that programs refer to");
        let ids = exercises.iter().filter_map(|e| e["id"].as_str()).map(str::to_owned);
        let variants = ids.enumerate().map(|(i, id)| (id, (exercise_count - i).div_ceil(count))).collect();
        Ok(Self { shared, exercises, programs, variants })
    }

    /// The id of some variant of a real exercise; what is no exercise stays.
    fn variant(&self, id: &mut Value, random: &mut Random) {
        let Some(count) = id.as_str().and_then(|id| self.variants.get(id)) else { return };
        *id = variant_id(id, random.below(*count));
    }

    fn exercise(&self, i: usize, random: &mut Random) -> Value {
        let count = self.exercises.len();
        let mut document = self.exercises[i % count].clone();
        let variant = i / count;
        document["id"] = variant_id(&document["id"], variant);
        document["title"] = numbered(&document["title"], variant);
        if random.once_in(2) {
            document["feel"] = (*random.pick(&FEELS)).into();
        }
        if random.once_in(2) {
            document["breathing"] = (*random.pick(&BREATHS)).into();
        }
        let more = random.between(1, 3);
        extend(&mut document["cautions"], random.sample(&CAUTIONS, more));
        for key in ["easier", "harder"] {
            for variation in document[key].as_array_mut().into_iter().flatten() {
                if let Some(exercise) = variation.get_mut("exercise") {
                    self.variant(exercise, random);
                }
            }
        }
        without_nulls(document)
    }

    fn program(&self, n: usize, random: &mut Random) -> Value {
        let mut document = random.pick(&self.programs).clone();
        document["id"] = variant_id(&document["id"], n);
        document["title"] = numbered(&document["title"], n);
        some(&mut document["cautions"], random, 3);
        let more = random.between(1, 2);
        extend(&mut document["cautions"], random.sample(&CAUTIONS, more));
        let goals = random.between(1, 2);
        document["goals"] = random
            .sample(&GOALS, goals)
            .iter()
            .map(|(text, measure)| json!({ "text": text, "measure": measure }))
            .collect();
        some(&mut document["stop_rules"], random, 3);
        some(&mut document["advice"], random, 4);
        some(&mut document["outcome_measures"], random, 1);
        some(&mut document["tailoring_notes"], random, 2);
        document["phases"] = some_phases(&document["phases"], random);
        for item in items(&mut document) {
            self.vary_item(item, random);
        }
        without_nulls(document)
    }

    fn vary_item(&self, item: &mut Value, random: &mut Random) {
        self.variant(&mut item["exercise"], random);
        for alternative in item["alternatives"].as_array_mut().into_iter().flatten() {
            self.variant(alternative, random);
        }
        if random.once_in(2) {
            item["why"] = (*random.pick(&WHYS)).into();
        }
        if random.once_in(3) {
            item["note"] = (*random.pick(&NOTES)).into();
        }
        *item = without_nulls(item.take());
    }
}

/// One or two phases that follow each other. The last one says how to keep going.
fn some_phases(phases: &Value, random: &mut Random) -> Value {
    let Some(all) = phases.as_array() else { return phases.clone() };
    let count = random.between(1, 2).min(all.len());
    let first = random.below(all.len() - count + 1);
    let mut phases = all[first..first + count].to_vec();
    let keep_going = all.iter().rev().find_map(|phase| phase.get("keep_going"));
    if let (Some(last), Some(keep_going)) = (phases.last_mut(), keep_going) {
        last["keep_going"] = keep_going.clone();
    }
    phases.into()
}

/// Every item of a program.
fn items(program: &mut Value) -> impl Iterator<Item = &mut Value> {
    let phases = program["phases"].as_array_mut().into_iter().flatten();
    let sessions = phases.flat_map(|phase| phase["sessions"].as_array_mut().into_iter().flatten());
    sessions.flat_map(|session| session["items"].as_array_mut().into_iter().flatten())
}

fn variant_id(id: &Value, variant: usize) -> Value {
    format!("{}-{variant:05}", id.as_str().unwrap_or_default()).into()
}

fn numbered(title: &Value, variant: usize) -> Value {
    format!("{}, number {variant}", title.as_str().unwrap_or_default()).into()
}

/// Keeps so many items of a list.
fn some(list: &mut Value, random: &mut Random, count: usize) {
    if let Some(all) = list.as_array() {
        *list = random.sample(all, count).into_iter().cloned().collect();
    }
}

fn extend(list: &mut Value, texts: Vec<&&str>) {
    let texts = texts.into_iter().map(|text| Value::from(*text));
    match list {
        Value::Array(list) => list.extend(texts),
        other => *other = texts.collect(),
    }
}

/// Indexing for a key that is not there leaves a null behind.
fn without_nulls(document: Value) -> Value {
    match document {
        Value::Object(object) => {
            object.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>().into()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn real() -> Real {
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../programs/sciatica");
        Real::read(&pack, 100).unwrap()
    }

    #[test]
    fn references_lead_to_exercises_that_are_written() {
        let real = real();
        let document = |i| real.exercise(i, &mut Random::of(1, i));
        let written: Vec<Value> = (0..100).map(|i| document(i)["id"].clone()).collect();
        for n in 0..50 {
            let mut program = real.program(n, &mut Random::of(1, 100 + n));
            for item in items(&mut program) {
                assert!(written.contains(&item["exercise"]), "{item}");
            }
        }
    }

    #[test]
    fn a_document_is_the_same_again() {
        let program = |seed| real().program(3, &mut Random::of(seed, 103));
        assert_eq!(program(1), program(1));
        assert_ne!(program(1), program(2));
    }
}
