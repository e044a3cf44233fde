//! A small library with something of everything, and a program with as little as the format allows.

use std::collections::BTreeSet;

use regimen_exporter::{ALL, Bundle, ExportCx, Tailoring};
use regimen_schema::documents::library::Paper;
use regimen_schema::id::ProgramId;
use regimen_schema::library::Entry;
use regimen_schema::{Document, Finding, Kind, Library};
use serde_json::Value;

const LIBRARY: &str = r#"{"title":"A sample library","publisher":{"name":"The Sample Clinic","contact":"Telephone 0123, or ask at the desk","address":"1 Long Road"},
"language":"en","paper":"a4","emergency_number":"+44 112","base_address":"https://example.org/","packs":["demo"]}"#;

/// Every other document, by its file.
const DOCUMENTS: &[(&str, &str)] = &[
    (
        "demo/pack.json",
        r#"{"id":"demo","version":"1.2.3","title":"Demo pack","summary":"For tests only.","licence":"CC-BY-4.0 license","authors":[{"role":"the editors"}],"languages":["en"]}"#,
    ),
    (
        "demo/sources/s1.json",
        r#"{"id":"s1","citation":"A first source","source_type":"leaflet","date":"2024-08","link":"https://example.org/s1?a=1&b=2"}"#,
    ),
    (
        "demo/sources/s2.json",
        r#"{"id":"s2","citation":"A second source","source_type":"guideline","doi":"10.1000/second source"}"#,
    ),
    (
        "demo/conditions/sore-back.json",
        r#"{"id":"sore-back","title":"Low back pain","plain_name":"a sore lower back","region":"lumbar-spine","summary":["Your back hurts."],
     "what_helps":"Moving about helps.","what_needs_care":"Mind heavy loads.","favoured_movements":["neutral-spine"],"cautioned_movements":["loaded-lumbar-flexion"],
     "codes":[{"system":"icd-10-cm","code":"M54.50","display":"Low back pain, unspecified"}],"sources":["s1"],
     "waivers":[{"rule":"missing-source","at":"/what_helps","reason":"Known to all.","by":{"role":"the editor"}}]}"#,
    ),
    (
        "demo/conditions/slipped-bone.json",
        r#"{"id":"slipped-bone","title":"Isthmic spondylolisthesis","plain_name":"a bone that has slid forward","region":"lumbar-spine","summary":["A bone has slid."]}"#,
    ),
    (
        "demo/red_flags/later.json",
        r#"{"id":"later","title":"Something slow","concern":"cancer","signs":[{"text":"You lose weight."}],"urgency":"see-someone","what_to_do":"See a doctor this week."}"#,
    ),
    (
        "demo/red_flags/nerves.json",
        r#"{"id":"nerves","title":"Pressed nerves","concern":"cauda-equina","signs":[{"text":"You feel numb between your legs.","shows":["saddle-numbness"]},{"text":"You cannot pee.","shows":["bladder"]}],
     "urgency":"emergency","what_to_do":"Ring for help now.","sources":["s2"]}"#,
    ),
    (
        "demo/red_flags/today.json",
        r#"{"id":"today","title":"A broken bone","concern":"fracture","signs":[{"text":"You fell and it hurts badly."}],"urgency":"same-day","what_to_do":"See a doctor today, do not wait."}"#,
    ),
    (
        "demo/advice/lift.json",
        r#"{"id":"lift","title":"Lift with care","text":"Bend your knees.","group":"lifting","picture":{"file":"media/lift.svg","alt":"A woman lifts a box","credit":"Drawn by hand","licence":"CC0 1.0"},"sources":["s1"]}"#,
    ),
    (
        "demo/advice/stroll.json",
        r#"{"id":"stroll","title":"Stroll a little","text":"Walk each day.","group":"activity"}"#,
    ),
    (
        "demo/advice/carry.json",
        r#"{"id":"carry","title":"Carry little","text":"Take two small bags.","group":"lifting"}"#,
    ),
    (
        "demo/exercises/knee-hug.json",
        r#"{"id":"knee-hug","title":"Knee hug","aliases":["Knees to chest"],"category":"stretch","start_position":"crook-lying","laterality":"each-side",
     "movements":["lumbar-flexion"],"purpose":"It eases your back.","steps":["Lie on your back.","Draw one knee up.","Let it go."],"feel":"You feel a mild pull.","breathing":"Breathe out as you pull.",
     "dose":{"kind":"hold","sets":3,"hold_seconds":30,"basis":{"sources":["s1"],"editorial":"The sets are ours."}},"frequency":{"times_a_day":1,"days_a_week":7},
     "easier":[{"text":"Hold the back of your thigh."},{"text":"Try it standing.","exercise":"walk"}],"harder":[{"exercise":"plank"}],
     "cautions":["Do not force it.","Keep your neck loose."],"avoid_if":["slipped-bone"],"target_muscles":["gluteals"],"equipment":["mat","pillow"],
     "media":[{"file":"media/hug.png","alt":"A man hugs his knee","credit":"The Sample Clinic","licence":"CC-BY 4.0"},{"file":"media/lost.png","alt":"Not there"},{"file":"media/notes.txt","alt":"No picture"}],
     "clinician_note":"For clinicians only.","sources":["s1"],"codes":[{"system":"snomed-ct","code":"229065009"}],
     "review":{"status":"published","reviewed_by":[{"role":"physiotherapist"}],"reviewed_on":"2026-05-01"},
     "waivers":[{"rule":"hold-too-long","at":"/dose","reason":"It is meant so.","by":{"role":"physiotherapist","name":"Sample Clinician"},"until":"2027-01-31"}]}"#,
    ),
    (
        "demo/exercises/plank.json",
        r#"{"id":"plank","title":"Plank","category":"stabilisation","start_position":"plank","laterality":"unsided","movements":["neutral-spine"],"purpose":"It makes your trunk strong.","steps":["Hold your body straight."],
     "dose":{"kind":"hold","sets":1,"hold_seconds":10,"effort":{"min":4,"max":6}}}"#,
    ),
    (
        "demo/exercises/row.json",
        r#"{"id":"row","title":"Band row","category":"strength","start_position":"sitting","laterality":"both-sides","movements":["neutral-spine"],"purpose":"It makes your back strong.","steps":["Pull the band."],
     "dose":{"kind":"repetitions","sets":{"min":2,"max":3},"repetitions":{"min":8,"max":12},"rest_seconds":60,"tempo":{"out_seconds":2,"pause_seconds":1,"back_seconds":3},"effort":{"min":4,"max":6},"load":{"kind":"band","resistance":"medium"}},
     "equipment":["chair","band"]}"#,
    ),
    (
        "demo/exercises/curl.json",
        r#"{"id":"curl","title":"Curl","category":"strength","start_position":"standing","laterality":"each-side","movements":["neutral-spine"],"purpose":"It makes your arm strong.","steps":["Bend your arm."],
     "dose":{"kind":"repetitions","sets":1,"repetitions":10,"load":{"kind":"weight","kilograms":{"min":1,"max":2}}},"equipment":["weight"]}"#,
    ),
    (
        "demo/exercises/walk.json",
        r#"{"id":"walk","title":"Walk","category":"aerobic","start_position":"walking","laterality":"unsided","movements":["gait"],"purpose":"It keeps you going.","steps":["Walk."],
     "dose":{"kind":"time","minutes":{"min":10,"max":15},"pace":"brisk","distance_km":{"min":1,"max":1.6}},"equipment":["walking-shoes"]}"#,
    ),
    (
        "demo/exercises/rest.json",
        r#"{"id":"rest","title":"Rest","category":"mobility","start_position":"supine","laterality":"unsided","movements":["neutral-spine"],"purpose":"It calms you.","steps":["Lie still."],"equipment":["none"]}"#,
    ),
    (
        "demo/programs/bare.json",
        r#"{"id":"bare","title":"Bare program","purpose":"To be short.","for_whom":"You like it short.","conditions":["sore-back"],
     "phases":[{"title":"All of it","sessions":[{"title":"Each day","items":[{"exercise":"rest"}]}]}]}"#,
    ),
    (
        "demo/programs/full.json",
        r#"{"id":"full","title":"Full program","purpose":"To show all there is.","for_whom":"You want to see all of it.","conditions":["sore-back"],"not_for":["slipped-bone"],
     "cautions":["Go slowly at first."],"goals":[{"text":"You can sit for an hour.","measure":"Look at the clock."},{"text":"You sleep well."}],
     "setting":"clinic-and-home","delivery":"individual-or-group","supervision":"taught-first","see_professional":"See a doctor before you start.",
     "screening":[{"concern":"fracture","ask":"Any fall of late?"}],"start_when":"Start when you can stand.",
     "pain_rule":{"acceptable_pain":3,"settles_within_hours":24,"text":"Up to 3 out of 10 is all right.","sources":["s2"]},
     "stop_rules":[{"when":"Your leg goes numb.","then":"Stop and tell us."}],"red_flags":["later","nerves","today"],
     "phases":[
      {"title":"Begin gently","weeks":{"min":1,"max":2},"sessions":[
       {"title":"Morning moves","frequency":{"times_a_day":{"min":2,"max":3},"days_a_week":7,"time_of_day":["morning"],"basis":{"sources":["s1"],"editorial":"Ours in part."}},
        "items":[{"exercise":"knee-hug","why":"It loosens you up.","note":"Not at once after sleep.","alternatives":["curl","walk"]},{"exercise":"row"}]},
       {"title":"Twice a week","frequency":{"times_a_day":1,"days":["monday","thursday"]},"items":[{"exercise":"walk"}]}],
       "move_on_when":["You can do it all."],"step_back_when":["It hurts the day after."]},
      {"title":"Go on","weeks":4,"sessions":[
       {"title":"As it suits you","items":[{"exercise":"knee-hug","dose":{"kind":"hold","sets":2,"hold_seconds":60},"why":"It keeps you loose.","alternatives":["curl","walk"]},{"exercise":"row","note":"Use a stronger band."}]}],
       "keep_going":"Keep it up for life."}],
     "advice":["lift","stroll","carry"],"diary":{"weeks":2,"records":["done","leg-pain","back-pain","effort","walking-minutes","note"]},
     "outcome_measures":[{"title":"Leg pain","scale":"pain-0-to-10","how":"Rate it each evening."},{"title":"Your choice","scale":"activity-0-to-10","how":"Rate it each week."},{"title":"Walk","scale":"minutes","how":"Time it each week."},{"title":"Stairs","scale":"count","how":"Count them each week."}],
     "tailoring_notes":["Fewer for the frail."],"clinician_note":"A word to you.","authors":[{"role":"physiotherapist","name":"Bo Lin"},{"role":"the editors"}],"sources":["s2"],
     "codes":[{"system":"icd-10","code":"M54.5"}],
     "review":{"status":"published","reviewed_by":[{"role":"physiatrist","name":"Cy Ray"}],"reviewed_on":"2026-05-01","due_on":"2027-05-01","changes":[{"on":"2026-04-01","what":"First version."}]},
     "waivers":[{"rule":"movement-conflict","at":"/phases/0/sessions/0/items/0","reason":"It is taught first.","by":{"role":"physiotherapist"}}]}"#,
    ),
];

/// The smallest thing that begins as a PNG does.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const SVG: &[u8] =
    b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><script>alert(1)</script></svg>";

/// The sample library.
pub(crate) fn library() -> Library {
    library_with(|_| {})
}

/// The sample library, each document changed on the way.
pub(crate) fn library_with(change: impl Fn(&mut Value)) -> Library {
    let read = |kind: Kind, text: &str| {
        let mut value: Value = serde_json::from_str(text).unwrap();
        change(&mut value);
        Document::read(kind, &value.to_string()).unwrap_or_else(|e| panic!("{e}: {value}"))
    };
    let Document::Library(settings) = read(Kind::Library, LIBRARY) else { unreachable!() };
    let mut library = Library::new(*settings);
    for (file, text) in DOCUMENTS {
        library.insert((*file).into(), read(Kind::from_path(file).unwrap(), text));
    }
    library.media.insert("demo/media/hug.png".into(), PNG.to_vec());
    library.media.insert("demo/media/lift.svg".into(), SVG.to_vec());
    library.media.insert("demo/media/notes.txt".into(), b"no picture".to_vec());
    library
}

/// The library of this repository.
#[expect(clippy::disallowed_methods, reason = "the tests read the pack as it is on disk")]
pub(crate) fn pack() -> Library {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs");
    let read = |file: &str| {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        Document::read(Kind::from_path(file).unwrap(), &text).unwrap()
    };
    let Document::Library(settings) = read("library.json") else { unreachable!() };
    let mut library = Library::new(*settings);
    library.insert("sciatica/pack.json".into(), read("sciatica/pack.json"));
    for folder in Kind::ALL.iter().filter_map(|kind| kind.folder()) {
        let Ok(entries) = std::fs::read_dir(root.join("sciatica").join(folder)) else { continue };
        for entry in entries {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let file = format!("sciatica/{folder}/{name}");
            let document = read(&file);
            library.insert(file.into(), document);
        }
    }
    library
}

/// What an exporter makes of a library.
pub(crate) fn export(name: &str, library: &Library) -> (Bundle, Vec<Finding>) {
    export_with(name, library, None, "regimen 0.1.0", Paper::A4)
}

/// The same with options.
pub(crate) fn export_with(
    name: &str,
    library: &Library,
    programs: Option<&BTreeSet<ProgramId>>,
    generator: &str,
    paper: Paper,
) -> (Bundle, Vec<Finding>) {
    let cx = ExportCx { programs, paper, ..ExportCx::new(library, "2026-11-21".parse().unwrap(), generator) };
    let exporter = ALL.iter().find(|e| e.info().name == name).unwrap();
    let outcome = exporter.export(&cx);
    (outcome.value.unwrap(), outcome.findings)
}

/// What an exporter makes for one patient.
pub(crate) fn export_for(name: &str, library: &Library, prescription: &Value) -> (Bundle, Vec<Finding>) {
    let document = serde_json::from_value(prescription.clone()).unwrap();
    let entry = Entry { file: "../patients/sample.json".into(), document };
    let tailoring = Tailoring::new(library, &entry).unwrap();
    let cx = ExportCx {
        tailoring: Some(&tailoring),
        paper: Paper::A4,
        ..ExportCx::new(library, "2026-11-21".parse().unwrap(), "regimen 0.1.0")
    };
    let exporter = ALL.iter().find(|e| e.info().name == name).unwrap();
    assert!(exporter.info().for_patients, "{name}");
    let outcome = exporter.export(&cx);
    (outcome.value.unwrap(), outcome.findings)
}

/// A file of a bundle as text.
pub(crate) fn text(bundle: &Bundle, path: &str) -> String {
    let path = regimen_exporter::RelPath::new(path).unwrap();
    String::from_utf8(bundle.files[&path].clone()).unwrap()
}

/// Puts hostile text into every text of a document: whatever holds a space or ends a sentence is text.
pub(crate) fn poison(value: &mut Value) {
    match value {
        Value::String(text) if text.contains(' ') && !text.starts_with('+') => HOSTILE.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(poison),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                match value {
                    Value::String(text) if ["title", "role", "name", "publisher"].contains(&key.as_str()) => {
                        HOSTILE.clone_into(text);
                    }
                    value => poison(value),
                }
            }
        }
        _ => {}
    }
}

/// Text that would do harm wherever it were let through.
pub(crate) const HOSTILE: &str = r#"x</style></title><script>alert(1)</script>"'&amp; {{foot}} {{{css}}} onload=alert(1) javascript:alert(1)"#;
