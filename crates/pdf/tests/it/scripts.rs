//! Scripts other than the latin one: a library brings the font, and the sheet runs as the language does.

use regimen_exporter::{ExportCx, Exporter as _};
use regimen_pdf::HandoutPdf;
use regimen_schema::{Finding, Library};
use serde_json::json;

use crate::sample::library_with;

const ARABIC: &[u8] = include_bytes!("../fonts/arabic.ttf");
const DEVANAGARI: &[u8] = include_bytes!("../fonts/devanagari.ttf");

/// The sample with a title and steps in another script, and with the fonts that are given.
fn written_in(language: &str, title: &str, steps: [&str; 2], fonts: &[(&str, &[u8])]) -> Library {
    let mut library = library_with(|document| {
        if document["id"] == "full" {
            document["title"] = title.into();
        }
        if document["id"] == "knee-hug" {
            document["steps"] = json!(steps);
        }
        if document.get("publisher").is_some() {
            document["language"] = language.into();
            let names: Vec<&str> = fonts.iter().map(|(name, _)| *name).collect();
            document["theme"] = json!({ "fonts": { "others": names } });
        }
    });
    for (name, bytes) in fonts {
        library.media.insert((*name).into(), bytes.to_vec());
    }
    library
}

fn arabic(fonts: &[(&str, &[u8])]) -> Library {
    written_in(
        "ar",
        "تمارين لظهرك",
        ["استلقِ على ظهرك واثنِ ركبتيك.", "اسحب ركبتك نحو صدرك ببطء، ثم أعدها."],
        fonts,
    )
}

fn hindi(fonts: &[(&str, &[u8])]) -> Library {
    written_in(
        "hi",
        "पीठ के व्यायाम",
        ["पीठ के बल लेट जाएँ और घुटनों को मोड़ें।", "धीरे-धीरे एक घुटना छाती की ओर खींचें।"],
        fonts,
    )
}

fn export(library: &Library) -> (Vec<String>, Vec<Finding>) {
    let cx = ExportCx::new(library, "2026-11-21".parse().unwrap(), "regimen 0.1.0");
    let outcome = HandoutPdf.export(&cx);
    let bundle = outcome.value.unwrap();
    if let Some(folder) = option_env!("REGIMEN_SHEETS") {
        look_at(folder, &library.settings.language.to_string(), &bundle);
    }
    let missing = outcome.findings.into_iter().filter(|f| f.rule == "missing-font").collect();
    (bundle.files.keys().map(ToString::to_string).collect(), missing)
}

/// Writes the sheets for a look at them, where the tests were built with a folder for that.
#[expect(clippy::disallowed_methods, reason = "a test that writes what it makes when asked to")]
fn look_at(folder: &str, language: &str, bundle: &regimen_exporter::Bundle) {
    for (path, bytes) in &bundle.files {
        std::fs::write(format!("{folder}/{language}.{path}"), bytes).unwrap();
    }
}

#[test]
fn with_a_font_for_its_script_every_sheet_is_set() {
    for library in [
        arabic(&[("fonts/arabic.ttf", ARABIC)]),
        hindi(&[("fonts/devanagari.ttf", DEVANAGARI)]),
        hindi(&[("fonts/arabic.ttf", ARABIC), ("fonts/devanagari.ttf", DEVANAGARI)]),
    ] {
        let (files, missing) = export(&library);
        assert_eq!(missing, [], "{}", library.settings.language);
        assert!(files.iter().any(|file| file == "full.pdf"), "{files:?}");
    }
}

#[test]
fn without_one_there_is_a_finding_and_no_sheet() {
    for (library, character) in [
        (arabic(&[("fonts/devanagari.ttf", DEVANAGARI)]), "U+06"),
        (hindi(&[("fonts/arabic.ttf", ARABIC)]), "U+09"),
    ] {
        let (files, missing) = export(&library);
        let message = &missing.first().unwrap().message;
        assert!(message.contains(character), "{character}: {message}");
        assert!(files.iter().all(|file| !file.starts_with("full")), "{files:?}");
    }
}
