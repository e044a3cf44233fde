//! `regimen init`

use anyhow::{Result, ensure};
use regimen_schema::documents::{LibrarySettings, Pack};
use regimen_schema::{Document, Kind, Library};
use serde_json::{Value, json};

use super::{Misused, new};
use crate::args::{Global, Init};
use crate::disk::{LibraryFiles, write_file};
use crate::schemas::{schemas, text};
use crate::{End, clock, terminal};

const WORKFLOW: &str = include_str!("../templates/workflow.yml");
const PRE_COMMIT: &str = include_str!("../templates/pre-commit-config.yaml");
const README: &str = include_str!("../templates/README.md");
const EDITOR: &str = include_str!("../templates/vscode-settings.json");
const CAUDA_EQUINA: &str = include_str!("../templates/cauda-equina.json");

pub(super) fn run(global: &Global, args: &Init) -> Result<End> {
    let root = &args.folder;
    ensure!(!root.join("library.json").exists(), Misused(format!("{} is a library already", root.display())));
    let pack = &args.pack;
    ensure!(
        regimen_schema::id::PackId::new(&**pack).is_some(),
        Misused(format!("{pack} is no id: lower-case words with hyphens between them"))
    );
    let taken = ["prescriptions", "schemas", "out", "target"];
    ensure!(
        !taken.contains(&&**pack),
        Misused(format!("a pack cannot be called {pack}: that folder is for something else"))
    );
    let today = clock::today(global.today).to_string();
    let documents = documents(pack, &args.title, &today)
        .map_err(|error| Misused(format!("{error:#}: choose another --title")))?;
    for (name, schema) in schemas() {
        write_file(&root.join("schemas/v1").join(format!("{name}.schema.json")), &text(&schema))?;
    }
    let beside = [
        (".github/workflows/check.yml", WORKFLOW.to_owned()),
        (".pre-commit-config.yaml", PRE_COMMIT.to_owned()),
        (".vscode/settings.json", EDITOR.to_owned()),
        (".gitignore", "/out\n".to_owned()),
        ("README.md", README.replace("{{pack}}", pack).replace("{{title}}", &args.title)),
    ];
    // What is there already is somebody's work.
    let is_new = |name: &str| root.join(name).symlink_metadata().is_err();
    for (name, text) in beside.iter().filter(|(name, _)| is_new(name)) {
        write_file(&root.join(name), text)?;
    }
    let files = LibraryFiles::collect(root.clone());
    for (name, document) in documents.iter().filter(|(name, _)| is_new(name)) {
        new::write(&files, name, document)?;
    }
    if !global.quiet {
        terminal::say(&format!(
            "{} is a library now, with one draft of each kind. `regimen --library {} check` looks at it.\n",
            root.display(),
            root.display()
        ))?;
    }
    Ok(End::Clean)
}

/// One draft of each kind, each in what the next one needs.
fn documents(pack: &str, title: &str, today: &str) -> Result<Vec<(String, Value)>> {
    let settings = json!({
        "$schema": "schemas/v1/library.schema.json",
        "title": title,
        "publisher": { "name": title },
        "language": "en",
        "paper": "a4",
        "emergency_number": "112",
        "packs": [pack],
    });
    let about = json!({
        "$schema": "../schemas/v1/pack.schema.json",
        "id": pack,
        "version": "0.1.0",
        "title": title,
        "licence": "CC-BY-4.0",
        "authors": [{ "role": "physiotherapist" }],
        "languages": ["en"],
    });
    let mut library = Library::new(read::<LibrarySettings>(&settings)?);
    let pack_document = read::<Pack>(&about)?;
    library.insert("pack.json".into(), Document::Pack(Box::new(pack_document)));
    let mut documents = vec![("library.json".to_owned(), settings), (format!("{pack}/pack.json"), about)];
    let sample = [
        (Kind::Source, "sample-guideline", "Sample guideline: name the source that your figures come from"),
        (Kind::RedFlag, "cauda-equina", ""),
        (Kind::Condition, "sample-condition", "Sample condition"),
        (Kind::Advice, "sample-advice", "Sample advice"),
        (Kind::Exercise, "sample-exercise", "Sample exercise"),
        (Kind::Program, "sample-program", "Sample program"),
    ];
    for (kind, id, title) in sample {
        let body = match kind {
            Kind::RedFlag => serde_json::from_str(CAUDA_EQUINA)?,
            _ => new::stub(kind, id, title, &library, today)?,
        };
        let mut document = json!({ "$schema": format!("../../schemas/v1/{}.schema.json", kind.name()) });
        if let (Some(document), Value::Object(body)) = (document.as_object_mut(), body) {
            document.extend(body);
        }
        let name = format!("{pack}/{}/{id}.json", kind.folder().unwrap_or_default());
        library.insert(name.as_str().into(), Document::read(kind, &document.to_string())?);
        documents.push((name, document));
    }
    Ok(documents)
}

fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T> {
    Ok(serde_json::from_value(value.clone())?)
}
