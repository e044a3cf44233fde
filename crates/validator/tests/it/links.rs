//! References between documents: what leads nowhere, what stands twice, what leads in a circle.

use std::collections::BTreeSet;

use regimen_schema::json_schema::json_schema;
use regimen_schema::{Kind, Spot};
use regimen_validator::Placed;
use serde_json::{Value, json};

use super::base::{Memory, line, path_of};

fn document(memory: &Memory, path: &str) -> Value {
    serde_json::from_str(memory.text(path)).unwrap()
}

fn put(memory: &mut Memory, path: &str, document: &Value) {
    memory.put(path, &serde_json::to_vec_pretty(document).unwrap());
}

fn of_rule(memory: &Memory, rule: &str) -> Vec<Placed> {
    memory.check().findings.into_iter().filter(|placed| placed.finding.rule == rule).collect()
}

fn underlined<'m>(memory: &'m Memory, placed: &Placed) -> &'m str {
    &memory.text(&placed.finding.at.file)[placed.place.start..placed.place.end]
}

/// A document of a kind with a reference, `ID`, at a place, and the kind of what it refers to.
struct Reference {
    from: Kind,
    /// What the base document needs beside.
    patch: Value,
    at: &'static str,
    to: Kind,
}

fn references() -> Vec<Reference> {
    let basis = || json!({ "sources": ["ID"] });
    let dose = || json!({ "kind": "hold", "sets": 1, "hold_seconds": 5, "basis": basis() });
    let mut own_dose = dose();
    own_dose["repetitions"] = Value::Null; // The base exercise's own, which a dose of this kind does not have.
    let item = || json!({ "exercise": "ID", "dose": dose(), "alternatives": ["ID"] });
    let phases = || json!([{ "title": "Now", "sessions": [{ "title": "Now", "frequency": { "basis": basis() }, "items": [item()] }] }]);
    let overrides = || {
        json!([
            { "kind": "add", "item": item(), "reason": "sample" },
            { "kind": "drop", "exercise": "ID", "reason": "sample" },
            { "kind": "swap", "exercise": "ID", "with": "ID", "reason": "sample" },
            { "kind": "dose", "exercise": "ID", "dose": dose(), "reason": "sample" },
            { "kind": "note", "exercise": "ID", "note": "Slowly.", "reason": "sample" },
        ])
    };
    let reference = |from, patch, at, to| Reference { from, patch, at, to };
    let list = |from, key: &'static str, at, to| reference(from, json!({ key: ["ID"] }), at, to);
    vec![
        list(Kind::Library, "packs", "/packs/0", Kind::Pack),
        reference(Kind::Exercise, json!({ "dose": own_dose }), "/dose/basis/sources/0", Kind::Source),
        reference(
            Kind::Exercise,
            json!({ "frequency": { "basis": basis() } }),
            "/frequency/basis/sources/0",
            Kind::Source,
        ),
        reference(
            Kind::Exercise,
            json!({ "easier": [{ "exercise": "ID" }] }),
            "/easier/0/exercise",
            Kind::Exercise,
        ),
        reference(
            Kind::Exercise,
            json!({ "harder": [{ "exercise": "ID" }] }),
            "/harder/0/exercise",
            Kind::Exercise,
        ),
        list(Kind::Exercise, "avoid_if", "/avoid_if/0", Kind::Condition),
        list(Kind::Exercise, "sources", "/sources/0", Kind::Source),
        list(Kind::Condition, "red_flags", "/red_flags/0", Kind::RedFlag),
        list(Kind::Condition, "sources", "/sources/0", Kind::Source),
        list(Kind::Program, "conditions", "/conditions/0", Kind::Condition),
        list(Kind::Program, "not_for", "/not_for/0", Kind::Condition),
        reference(
            Kind::Program,
            json!({ "pain_rule": { "sources": ["ID"] } }),
            "/pain_rule/sources/0",
            Kind::Source,
        ),
        list(Kind::Program, "red_flags", "/red_flags/0", Kind::RedFlag),
        reference(
            Kind::Program,
            json!({ "phases": phases() }),
            "/phases/0/sessions/0/frequency/basis/sources/0",
            Kind::Source,
        ),
        reference(
            Kind::Program,
            json!({ "phases": phases() }),
            "/phases/0/sessions/0/items/0/exercise",
            Kind::Exercise,
        ),
        reference(
            Kind::Program,
            json!({ "phases": phases() }),
            "/phases/0/sessions/0/items/0/dose/basis/sources/0",
            Kind::Source,
        ),
        reference(
            Kind::Program,
            json!({ "phases": phases() }),
            "/phases/0/sessions/0/items/0/alternatives/0",
            Kind::Exercise,
        ),
        list(Kind::Program, "advice", "/advice/0", Kind::Advice),
        list(Kind::Program, "sources", "/sources/0", Kind::Source),
        list(Kind::Advice, "sources", "/sources/0", Kind::Source),
        list(Kind::RedFlag, "sources", "/sources/0", Kind::Source),
        reference(Kind::Prescription, json!({ "program": "ID" }), "/program", Kind::Program),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/0/item/exercise",
            Kind::Exercise,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/0/item/dose/basis/sources/0",
            Kind::Source,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/0/item/alternatives/0",
            Kind::Exercise,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/1/exercise",
            Kind::Exercise,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/2/exercise",
            Kind::Exercise,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/2/with",
            Kind::Exercise,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/3/exercise",
            Kind::Exercise,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/3/dose/basis/sources/0",
            Kind::Source,
        ),
        reference(
            Kind::Prescription,
            json!({ "overrides": overrides() }),
            "/overrides/4/exercise",
            Kind::Exercise,
        ),
    ]
}

/// The base library with a reference set to an id. Every other `ID` of the same patch leads to what exists.
fn with_reference(reference: &Reference, id: &str) -> Memory {
    let mut memory = Memory::base();
    let patch = reference.patch.to_string();
    let patch: Value = serde_json::from_str(&patch.replace("\"ID\"", "\"knee-hug\"")).unwrap();
    memory.patch(reference.from, &patch);
    let path = path_of(reference.from);
    let mut changed = document(&memory, path);
    // Sources are named by their own kind of id.
    let text = changed.to_string().replace("\"sources\":[\"knee-hug\"]", "\"sources\":[\"guide\"]");
    changed = serde_json::from_str(&text).unwrap();
    *changed.pointer_mut(reference.at).unwrap() = id.into();
    put(&mut memory, path, &changed);
    memory
}

fn existing(kind: Kind) -> &'static str {
    path_of(kind).rsplit('/').next().unwrap().strip_suffix(".json").unwrap()
}

#[test]
fn a_reference_that_leads_nowhere_is_found_wherever_a_reference_may_stand() {
    for reference in references() {
        let Reference { from, at, to, .. } = reference;
        let good = with_reference(&reference, existing(to));
        assert_eq!(of_rule(&good, "unknown-reference").len(), 0, "{} {at}", from.name());

        let near = format!("{}s", existing(to));
        for (id, help) in [
            (near.as_str(), format!("did you mean \"{}\"?", existing(to))),
            (
                "qqqqqqqq",
                match to.folder() {
                    Some(folder) => format!("write {folder}/qqqqqqqq.json, or name one that exists"),
                    None => "write qqqqqqqq/pack.json, or name a pack that exists".to_owned(),
                },
            ),
        ] {
            let bad = with_reference(&reference, id);
            let found = of_rule(&bad, "unknown-reference");
            let lines: Vec<_> = found.iter().map(line).collect();
            let path = path_of(from);
            let noun = to.noun();
            let expected =
                format!("error[unknown-reference] {path} {at}: there is no {noun} with the id \"{id}\"");
            assert_eq!(lines, [expected], "{} {at}", from.name());
            assert_eq!(found[0].finding.help.as_deref(), Some(&*help), "{} {at}", from.name());
            assert_eq!(underlined(&bad, &found[0]), format!("\"{id}\""));
        }
    }
}

/// A reference that is new in the format must be followed too.
#[test]
fn every_reference_of_the_format_is_tested_here() {
    for kind in Kind::ALL {
        let schema = json_schema(kind, &[]);
        let mut of_schema = BTreeSet::new();
        places_of_ids(&schema, &schema, String::new(), &mut of_schema);
        // A document's own id and the names of rules refer to nothing; frames are the figure's own, and a rule's matter.
        of_schema.retain(|(place, id)| place != "/id" && id != "Rule" && id != "Frame");
        let tested: BTreeSet<_> = references()
            .iter()
            .filter(|r| r.from == kind)
            .map(|r| {
                let place: Vec<_> =
                    r.at.split('/').map(|s| if s.parse::<usize>().is_ok() { "*" } else { s }).collect();
                (place.join("/"), id_type(r.to).to_owned())
            })
            .collect();
        assert_eq!(tested, of_schema, "{}", kind.name());
    }
}

fn id_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Library => "Library",
        Kind::Pack => "Pack",
        Kind::Exercise => "Exercise",
        Kind::Condition => "Condition",
        Kind::Program => "Program",
        Kind::Advice => "Advice",
        Kind::RedFlag => "RedFlag",
        Kind::Source => "Source",
        Kind::Prescription => "Prescription",
    }
}

fn places_of_ids(schema: &Value, root: &Value, at: String, out: &mut BTreeSet<(String, String)>) {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let name = reference.rsplit('/').next().unwrap();
        match name.strip_suffix("Id") {
            Some(kind) => drop(out.insert((at, kind.to_owned()))),
            None => places_of_ids(&root["definitions"][name], root, at, out),
        }
        return;
    }
    for word in ["allOf", "oneOf", "anyOf"] {
        for branch in schema.get(word).and_then(Value::as_array).into_iter().flatten() {
            places_of_ids(branch, root, at.clone(), out);
        }
    }
    if let Some(items) = schema.get("items") {
        places_of_ids(items, root, format!("{at}/*"), out);
    }
    for (key, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        places_of_ids(property, root, format!("{at}/{key}"), out);
    }
}

#[test]
fn an_id_that_two_documents_have_is_told_at_the_second_with_the_place_of_the_first() {
    let mut memory = Memory::base();
    memory.put("pack/z/exercises/knee-hug.json", memory.text(path_of(Kind::Exercise)).to_owned().as_bytes());
    let [found] = of_rule(&memory, "duplicate-id").try_into().unwrap();
    assert_eq!(
        line(&found),
        "error[duplicate-id] pack/z/exercises/knee-hug.json /id: the id \"knee-hug\" belongs to another exercise already"
    );
    assert_eq!(underlined(&memory, &found), "\"knee-hug\"");
    let (first, what) = &found.finding.related[0];
    assert_eq!((&*first.file, what.as_str()), (path_of(Kind::Exercise), "it has the id here"));
    let place = found.related[0];
    assert_eq!(
        (place.line, &memory.text(path_of(Kind::Exercise))[place.start..place.end]),
        (3, "\"knee-hug\"")
    );
}

#[test]
fn an_id_is_taken_by_a_broken_document_too() {
    let mut memory = Memory::base();
    let broken = memory.text(path_of(Kind::Exercise)).replace("\"stretch\"", "\"stretching\"");
    memory.put("pack/z/exercises/knee-hug.json", broken.as_bytes());
    let rules: Vec<_> = memory.check().findings.iter().map(|p| p.finding.rule.to_string()).collect();
    assert_eq!(rules, ["duplicate-id", "not-allowed-value"]);
}

#[test]
fn documents_of_different_kinds_may_share_an_id() {
    let mut memory = Memory::base();
    let mut condition = document(&memory, path_of(Kind::Condition));
    condition["id"] = "knee-hug".into();
    put(&mut memory, "pack/conditions/knee-hug.json", &condition);
    memory.patch(Kind::Program, &json!({ "not_for": ["knee-hug"] }));
    assert_eq!(memory.findings(), Vec::<String>::new());
}

/// Exercises that name others as easier or harder; what is found about circles, as `file pointer: message`.
fn circles(exercises: &[(&str, Value, Value)]) -> Vec<String> {
    let mut memory = Memory::base();
    for (id, easier, harder) in exercises {
        let mut exercise = document(&memory, "pack/exercises/forward-bend.json");
        exercise["id"] = (*id).into();
        exercise["easier"] = easier.clone();
        exercise["harder"] = harder.clone();
        put(&mut memory, &format!("pack/exercises/{id}.json"), &exercise);
    }
    let found = of_rule(&memory, "circular-reference");
    found
        .iter()
        .map(|placed| {
            let Spot::Node { pointer, .. } = &placed.finding.at.spot else { panic!("{placed:?}") };
            let file = placed.finding.at.file.rsplit('/').next().unwrap();
            assert!(underlined(&memory, placed).starts_with('"'), "an id is underlined");
            format!("{file} {}: {}", &**pointer, placed.finding.message)
        })
        .collect()
}

fn to(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({ "exercise": id })).collect()
}

#[test]
fn easier_and_harder_may_not_lead_in_a_circle() {
    let circle = "easier and harder lead in a circle";
    assert_eq!(
        circles(&[("a", to(&["a"]), to(&[]))]),
        [format!("a.json /easier/0/exercise: {circle}: a → a")]
    );
    assert_eq!(
        circles(&[("a", to(&[]), to(&["a"]))]),
        [format!("a.json /harder/0/exercise: {circle}: a → a")]
    );
    assert_eq!(
        circles(&[("a", to(&["b"]), to(&[])), ("b", to(&["a"]), to(&[]))]),
        [format!("b.json /easier/0/exercise: {circle}: a → b → a")]
    );
    assert_eq!(
        circles(&[("a", to(&["b"]), to(&[])), ("b", to(&["c"]), to(&[])), ("c", to(&["a"]), to(&[]))]),
        [format!("c.json /easier/0/exercise: {circle}: a → b → c → a")]
    );
    // a says that b is easier, and that b is harder.
    assert_eq!(
        circles(&[("a", to(&["b"]), to(&["b"])), ("b", to(&[]), to(&[]))]),
        [format!("a.json /harder/0/exercise: {circle}: a → b → a")]
    );
    // Harder is the way back of easier: c is easier than b, b than a; and a is easier than c.
    assert_eq!(
        circles(&[("a", to(&["b"]), to(&["c"])), ("b", to(&[]), to(&[])), ("c", to(&[]), to(&["b"]))]),
        [format!("a.json /harder/0/exercise: {circle}: a → b → c → a")]
    );
    // Two circles are two findings.
    let two = [
        ("a", to(&["b"]), to(&[])),
        ("b", to(&["a"]), to(&[])),
        ("c", to(&["d"]), to(&[])),
        ("d", to(&["c"]), to(&[])),
    ];
    assert_eq!(circles(&two).len(), 2);
}

#[test]
fn a_circle_is_underlined_at_its_own_variation_though_others_are_in_words_only() {
    let easier = json!([{ "text": "Bend less." }, { "text": "Sit down." }, { "exercise": "b" }]);
    let back = json!([{ "text": "Bend less." }, { "text": "Do this.", "exercise": "a" }]);
    assert_eq!(
        circles(&[("a", easier, to(&[])), ("b", back, to(&[]))]),
        ["b.json /easier/1/exercise: easier and harder lead in a circle: a → b → a"]
    );
}

#[test]
fn chains_diamonds_and_mutual_words_are_no_circles() {
    let none = Vec::<String>::new();
    assert_eq!(
        circles(&[("a", to(&["b"]), to(&[])), ("b", to(&["c"]), to(&[])), ("c", to(&[]), to(&[]))]),
        none
    );
    let diamond = [
        ("a", to(&["b", "c"]), to(&[])),
        ("b", to(&["d"]), to(&[])),
        ("c", to(&["d"]), to(&[])),
        ("d", to(&[]), to(&[])),
    ];
    assert_eq!(circles(&diamond), none);
    // a says that b is easier, b says that a is harder: the same thing said twice.
    assert_eq!(circles(&[("a", to(&["b"]), to(&[])), ("b", to(&[]), to(&["a"]))]), none);
    // A reference that leads nowhere leads in no circle.
    assert_eq!(circles(&[("a", to(&["nowhere"]), to(&[]))]), none);
}

#[test]
fn a_long_chain_is_followed_to_its_end() {
    let ids: Vec<_> = (0..400).map(|n| format!("e{n:03}")).collect();
    let next = |n: usize| to(&[&ids[(n + 1) % ids.len()]]);
    let closed: Vec<_> = (0..ids.len()).map(|n| (ids[n].as_str(), next(n), to(&[]))).collect();
    let found = circles(&closed);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("e399.json /easier/0/exercise: ") && found[0].ends_with("→ e399 → e000"),
        "{found:?}"
    );
    let open: Vec<_> = closed.into_iter().take(ids.len() - 1).collect();
    assert_eq!(circles(&open), Vec::<String>::new());
}

/// Whatever refers to a broken document is not at fault, nor what rests on it.
#[test]
fn only_the_broken_document_itself_is_blamed() {
    let breakages: [fn(&str) -> Vec<u8>; 6] = [
        |_| Vec::new(),
        |text| text.replacen('{', "", 1).into(),
        |text| text.replacen("\"id\"", "\"idd\"", 1).into(),
        |text| {
            text.replacen("\"title\"", "\"titel\"", 1)
                .replacen("\"citation\"", "\"citing\"", 1)
                .replacen("\"program\"", "\"programme\"", 1)
                .into()
        },
        |text| text.replacen(".schema.json", ".scheme.json", 1).into(),
        |text| [text.as_bytes(), b"\xff"].concat(),
    ];
    for kind in Kind::ALL {
        for (i, breakage) in breakages.iter().enumerate() {
            if kind == Kind::Library && i == 2 {
                continue; // It has no id to break.
            }
            let mut memory = Memory::base();
            let broken = breakage(memory.text(path_of(kind)));
            memory.put(path_of(kind), &broken);
            let found = memory.findings();
            assert_eq!(found.len(), 1, "{} breakage {i}: {found:#?}", kind.name());
            assert!(found[0].contains(path_of(kind)), "{} breakage {i}: {found:#?}", kind.name());
        }
    }
}

#[test]
fn a_broken_document_is_known_by_its_own_id_rather_than_by_its_file() {
    let mut memory = Memory::base();
    let broken = memory.text(path_of(Kind::Advice)).replace("\"lifting\"", "\"carrying\"");
    memory.put("pack/advice/renamed.json", broken.as_bytes());
    let mut without = Memory::empty();
    for file in ["library.json", "pack/pack.json", "pack/advice/renamed.json"]
        .into_iter()
        .chain(Kind::ALL.map(path_of))
    {
        if file != path_of(Kind::Advice) {
            without.put(file, memory.text(file).as_bytes());
        }
    }
    without
        .put("pack/exercises/forward-bend.json", memory.text("pack/exercises/forward-bend.json").as_bytes());
    let found = without.findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("error[not-allowed-value] pack/advice/renamed.json /group"), "{found:#?}");
}

#[test]
fn a_document_whose_id_is_none_is_known_by_its_file() {
    for bad in ["lif\\nt", "Lift", "lift ", "", "../lift"] {
        let mut memory = Memory::base();
        let broken = memory.text(path_of(Kind::Advice)).replacen("\"lift\"", &format!("\"{bad}\""), 1);
        memory.put(path_of(Kind::Advice), broken.as_bytes());
        let found = memory.findings();
        assert_eq!(found.len(), 1, "{bad:?}: {found:#?}");
        assert!(found[0].starts_with("error[not-allowed-value] pack/advice/lift.json /id"), "{found:#?}");
    }
    // Nor is a file's name that is no id ever offered as one.
    let mut memory = Memory::base();
    memory.put("pack/advice/Lifts.json", b"{");
    memory.patch(Kind::Program, &json!({ "advice": ["lifts", "lift"] }));
    let [found] = of_rule(&memory, "unknown-reference").try_into().unwrap();
    assert_eq!(found.finding.help.as_deref(), Some("did you mean \"lift\"?"));
}

#[test]
fn documents_in_folders_of_another_kind_work_as_in_their_own() {
    let moves = [
        (Kind::Program, "pack/exercises/home.json"),
        (Kind::Exercise, "pack/programs/knee-hug.json"),
        (Kind::Condition, "prescriptions/back-pain.json"),
        (Kind::Prescription, "pack/exercises/sample.json"),
        (Kind::Source, "pack/programs/guide.json"),
        (Kind::RedFlag, "pack/cauda-equina.json"),
    ];
    // Each alone, and all together.
    let mut together = moved(&[]);
    assert_eq!(together.findings(), Vec::<String>::new());
    for one in moves {
        let memory = moved(&[one]);
        assert_eq!(memory.findings(), Vec::<String>::new(), "{}", one.1);
    }
    together = moved(&moves);
    assert_eq!(together.findings(), Vec::<String>::new());
    assert_eq!(together.check().documents, Memory::base().check().documents);

    // They are judged in full there: what they refer to, and by the rules.
    let mut memory = moved(&moves);
    let mut program = document(&memory, "pack/exercises/home.json");
    program["advice"] = json!(["lifts"]);
    program.as_object_mut().unwrap().shift_remove("stop_rules");
    put(&mut memory, "pack/exercises/home.json", &program);
    let mut exercise = document(&memory, "pack/programs/knee-hug.json");
    exercise["avoid_if"] = json!(["nothing"]);
    put(&mut memory, "pack/programs/knee-hug.json", &exercise);
    let rules: BTreeSet<_> =
        memory.check().findings.iter().map(|p| format!("{} {}", p.finding.at.file, p.finding.rule)).collect();
    for expected in [
        "pack/exercises/home.json unknown-reference",
        "pack/exercises/home.json missing-stop-rule",
        "pack/programs/knee-hug.json unknown-reference",
    ] {
        assert!(rules.contains(expected), "{expected}: {rules:#?}");
    }
}

/// The base library with some documents moved to other files.
fn moved(moves: &[(Kind, &str)]) -> Memory {
    let base = Memory::base();
    let mut memory = Memory::empty();
    let kinds = Kind::ALL.into_iter().map(|kind| {
        let to = moves.iter().find(|(moved, _)| *moved == kind).map_or(path_of(kind), |(_, to)| to);
        (path_of(kind), to)
    });
    for (from, to) in kinds.chain([("pack/exercises/forward-bend.json", "pack/exercises/forward-bend.json")])
    {
        memory.put(to, base.text(from).as_bytes());
    }
    memory
}

#[test]
fn a_picture_that_is_not_there_is_told_at_its_path() {
    for (kind, patch, at) in [
        (
            Kind::Exercise,
            json!({ "media": [{ "file": "media/knee-hug.svg" }, { "file": "FILE" }] }),
            "/media/1/file",
        ),
        (Kind::Advice, json!({ "picture": { "file": "FILE" } }), "/picture/file"),
    ] {
        let with = |file: &str| {
            let mut memory = Memory::base();
            memory.patch(kind, &serde_json::from_str(&patch.to_string().replace("FILE", file)).unwrap());
            memory
        };
        assert_eq!(of_rule(&with("media/knee-hug.svg"), "missing-file").len(), 0);
        // The path starts at the pack's own folder, nowhere else.
        for file in ["media/none.png", "knee-hug.svg", "pack/media/knee-hug.svg", "media"] {
            let memory = with(file);
            let [found] = of_rule(&memory, "missing-file").try_into().unwrap();
            let path = path_of(kind);
            assert_eq!(line(&found), format!("error[missing-file] {path} {at}: there is no file \"{file}\""));
            assert_eq!(underlined(&memory, &found), format!("\"{file}\""));
        }
    }
}

#[test]
fn a_file_that_the_theme_names_lies_in_the_library_s_folder() {
    let mut memory = Memory::base();
    let theme = json!({ "theme": {
        "logo": { "file": "logo.png", "alt": "The clinic" },
        "fonts": { "regular": "fonts/a.ttf", "bold": "fonts/b.ttf", "others": ["fonts/c.ttf"] },
        "templates": [{ "section": "advice", "file": "templates/advice.hbs" }],
    } });
    memory.patch(Kind::Library, &theme);
    let at: Vec<_> = of_rule(&memory, "missing-file")
        .iter()
        .map(|f| line(f).split(' ').nth(2).unwrap().to_owned())
        .collect();
    let expected = ["logo/file", "fonts/regular", "fonts/bold", "fonts/others/0", "templates/0/file"];
    assert_eq!(at, expected.map(|p| format!("/theme/{p}:")));
    for file in ["logo.png", "fonts/a.ttf", "fonts/b.ttf", "fonts/c.ttf", "templates/advice.hbs"] {
        memory.put(file, b"x");
    }
    assert_eq!(memory.findings(), Vec::<String>::new());
}

#[test]
fn a_picture_that_is_too_large_for_a_handout_is_told_at_its_path() {
    let mut memory = Memory::base();
    memory.patch(Kind::Advice, &json!({ "picture": { "file": "media/large.png" } }));
    let most = usize::try_from(regimen_validator::MAX_BYTES).unwrap();
    memory.put("pack/media/large.png", &vec![0; most]);
    assert_eq!(of_rule(&memory, "too-large").len(), 0);
    memory.put("pack/media/large.png", &vec![0; most + 1]);
    let [found] = of_rule(&memory, "too-large").try_into().unwrap();
    assert_eq!(
        line(&found),
        "error[too-large] pack/advice/lift.json /picture/file: the file is 4194305 bytes large, 4194304 are the most"
    );
}

#[test]
fn a_library_inside_a_library_does_not_take_over_its_settings() {
    for path in ["a/library.json", "pack/library.json", "pack/z/library.json"] {
        let mut memory = Memory::base();
        memory.put(path, memory.text("library.json").to_owned().as_bytes());
        let found = memory.findings();
        assert_eq!(found, [format!("error[duplicate-id] {path} : there is another library inside this one")]);
    }
}
