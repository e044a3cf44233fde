//! `regimen prescribe`

use anyhow::{Result, ensure};
use regimen_schema::documents::Program;
use regimen_schema::documents::exercise::Laterality;
use regimen_schema::id::PrescriptionId;
use regimen_schema::{Kind, Library};
use serde_json::{Value, json};

use super::{Misused, new, open};
use crate::args::{Global, Prescribe};
use crate::disk::LibraryFiles;
use crate::{End, terminal};

pub(super) fn run(global: &Global, args: &Prescribe) -> Result<End> {
    let files = open(global.library.as_deref())?;
    let Some(library) = regimen_validator::read(&files) else {
        return Err(Misused("the library has errors: run `regimen check` first".to_owned()).into());
    };
    let program =
        library.programs.iter().find(|(id, _)| ***id == *args.program).map(|(_, entry)| &entry.document);
    let Some(program) = program else {
        let message = format!("there is no program {}: `regimen list programs` names them", args.program);
        return Err(Misused(message).into());
    };
    if let (None, Some(exercise)) = (args.side, sided(&library, program)) {
        let message = format!(
            "{exercise} is done on each side: name the side that hurts with --side left, right or both"
        );
        return Err(Misused(message).into());
    }
    let name = if let Some(path) = &args.out {
        files.name_anywhere(path)?
    } else {
        let side = args.side.map(|side| format!("-{}", side.name())).unwrap_or_default();
        format!("prescriptions/{}{side}.json", args.program).into()
    };
    let id =
        name.rsplit('/').next().and_then(|file| file.strip_suffix(".json")).and_then(PrescriptionId::new);
    let Some(id) = id else {
        let message =
            "name the file with lower-case words, hyphens between them and .json at the end: it is the id";
        return Err(Misused(message.to_owned()).into());
    };
    let there = files.exists(&name);
    let shown = files.shown(&name);
    ensure!(
        !there || args.force,
        Misused(format!(
            "{shown} is there already: choose another file with --out, or --force to write it anew"
        ))
    );
    ensure!(
        !there || files.is_file(&name),
        Misused(format!("{shown} is no file: choose another one with --out"))
    );
    let twin = library.prescriptions.get(&id).filter(|entry| *entry.file != *name);
    if let Some(twin) = twin {
        let message =
            format!("{} has the id {id} already: choose another file with --out", files.shown(&twin.file));
        return Err(Misused(message).into());
    }
    let mut document = json!({});
    if let Some(object) = document.as_object_mut() {
        let mut add =
            |key: &str, value: Option<Value>| object.extend(value.map(|value| (key.to_owned(), value)));
        add("$schema", schema_address(&files, &library, &name)?.map(Value::from));
        add("id", Some(json!(id)));
        add("program", Some(json!(args.program)));
        add("affected_side", args.side.map(|side| json!(side.name())));
        add("start_date", args.start.map(|start| json!(start)));
        add("overrides", Some(json!([])));
    }
    new::write(&files, &name, &document)?;
    if !global.quiet {
        terminal::say(&format!(
            "wrote {shown}: say in \"overrides\" what differs, then `regimen export handout-html --for {shown}`\n"
        ))?;
    }
    Ok(End::Clean)
}

/// The address of the schema as seen from the file, which may lie outside the library.
fn schema_address(files: &LibraryFiles, library: &Library, name: &str) -> Result<Option<String>> {
    let address = new::schema_address(library, "prescription.json", Kind::Prescription);
    Ok(match address {
        Some(address) if !address.contains("://") => Some(files.seen_from(name, &address)?),
        address => address,
    })
}

/// The first exercise of a program that is done on each side.
fn sided<'p>(library: &Library, program: &'p Program) -> Option<&'p str> {
    let mut items = program.phases.iter().flat_map(|p| &p.sessions).flat_map(|s| &s.items);
    let is_sided = |id: &_| {
        library.exercises.get(id).is_some_and(|entry| entry.document.laterality == Laterality::EachSide)
    };
    items.find(|item| is_sided(&item.exercise)).map(|item| &*item.exercise)
}
