//! The handouts as web pages.

use std::collections::BTreeSet;

use regimen_schema::documents::library::Paper;
use regimen_schema::id::ProgramId;
use serde_json::{Value, json};

use crate::sample::{HOSTILE, export, export_with, library, library_with, poison, text};

const EXPORTER: &str = "handout-html";

/// The page without its style sheet and its JSON-LD, which have tests of their own.
fn without_style(page: &str) -> String {
    let page = match page.split_once("<script type=\"application/ld+json\">") {
        Some((before, rest)) => &format!("{before}{}", rest.split_once("</script>\n").unwrap().1),
        None => page,
    };
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    let policy = before.find("sha256-").unwrap()..before.find("; base-uri").unwrap();
    let mut before = before.to_owned();
    before.replace_range(policy, "…");
    format!("{before}<style>…</style>{after}")
}

#[test]
fn the_pages_are_as_they_were_looked_at() {
    let (bundle, findings) = export(EXPORTER, &library());
    let golden = |page: &str| without_style(&text(&bundle, page));
    snapbox::assert_data_eq!(golden("full.html"), snapbox::file!["../golden/full.html"].raw());
    snapbox::assert_data_eq!(golden("bare.html"), snapbox::file!["../golden/bare.html"].raw());
    let findings: Vec<_> = findings.iter().map(|f| (&*f.rule, &*f.at.file)).collect();
    assert_eq!(findings, [("unknown-picture-format", "demo/exercises/knee-hug.json")]);
}

#[test]
fn there_is_a_normal_and_a_large_page_of_each_program() {
    let (bundle, _) = export(EXPORTER, &library());
    let files: Vec<_> = bundle.files.keys().map(|p| &**p).collect();
    assert_eq!(files, ["bare.html", "bare.large-print.html", "full.html", "full.large-print.html"]);
    assert!(text(&bundle, "full.html").contains(r#"<body class="normal">"#));
    assert!(text(&bundle, "full.large-print.html").contains(r#"<body class="large">"#));
}

#[test]
fn same_input_same_bytes() {
    assert_eq!(export(EXPORTER, &library()).0, export(EXPORTER, &library()).0);
}

#[test]
fn the_paper_is_the_one_asked_for() {
    for (paper, size) in [(Paper::A4, "size: A4;"), (Paper::Letter, "size: letter;")] {
        let (bundle, _) = export_with(EXPORTER, &library(), None, "regimen 0.1.0", paper);
        assert!(text(&bundle, "full.html").contains(size));
    }
}

#[test]
fn only_what_is_asked_for_is_made_and_what_is_missing_is_said() {
    let wanted: BTreeSet<_> = ["bare", "gone"].into_iter().filter_map(ProgramId::new).collect();
    let (bundle, findings) = export_with(EXPORTER, &library(), Some(&wanted), "regimen 0.1.0", Paper::A4);
    assert_eq!(bundle.files.len(), 2);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule, "unknown-program");
}

/// Whatever the texts say, the page has no other elements than with harmless ones.
#[test]
fn no_text_becomes_markup() {
    let (bundle, _) = export_with(EXPORTER, &library_with(poison), None, HOSTILE, Paper::A4);
    let (harmless, _) = export(EXPORTER, &library());
    for (path, bytes) in &bundle.files {
        let page = without_style(&String::from_utf8(bytes.clone()).unwrap());
        assert!(!page.contains("<script") && !page.contains(HOSTILE), "{path}");
        assert!(
            page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;amp; {{foot}} {{{css}}}"),
            "{path}"
        );
        let tags = |page: &str| -> BTreeSet<String> {
            let name = |tag: &str| tag.chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();
            page.split('<').skip(1).map(name).collect()
        };
        assert_eq!(tags(&page), tags(&without_style(&text(&harmless, path))), "{path}");
    }
}

/// The addresses that a page may follow are its own anchors, a telephone, and the sources.
#[test]
fn a_page_loads_nothing() {
    let (bundle, _) = export(EXPORTER, &library());
    for bytes in bundle.files.values() {
        let page = without_style(&String::from_utf8(bytes.clone()).unwrap());
        for source in page.split("src=\"").skip(1) {
            assert!(source.starts_with("data:image/"), "{}", &source[..40]);
        }
        for link in page.split("href=\"").skip(1) {
            assert!(["#", "tel:", "https://"].iter().any(|s| link.starts_with(s)), "{}", &link[..40]);
        }
        assert!(!page.contains("<script") && !page.contains("<link") && !page.contains("<iframe"));
        assert!(page.contains("default-src &#x27;none&#x27;"));
    }
}

/// An SVG may hold a script: as an image it never runs, and it is never written into the page as markup.
#[test]
fn pictures_are_images_with_a_text_in_their_place() {
    let (bundle, _) = export(EXPORTER, &library());
    let page = text(&bundle, "full.html");
    assert!(page.contains(r#"<img src="data:image/svg+xml;base64,"#));
    assert_eq!(page.matches("<svg").count(), 1, "the QR code alone is drawn by the page itself");
    assert!(page.contains(r#"alt="A man hugs his knee""#));
    assert_eq!(page.matches("<img ").count(), 2, "a picture without bytes leaves no hole");
    assert!(page.contains("The Sample Clinic, CC-BY 4.0; Drawn by hand, CC0 1.0"));
}

#[test]
fn every_page_says_when_to_stop_and_where_help_is() {
    let (bundle, _) = export(EXPORTER, &library());
    for page in ["full.html", "full.large-print.html", "bare.html", "bare.large-print.html"] {
        let page = without_style(&text(&bundle, page));
        assert!(page.contains("When to stop") && page.contains("Stop"), "a stop rule");
        assert!(page.contains("tel:+44112") && page.contains("Call +44 112 now"));
        assert!(
            page.contains(r#"<section class="emergency""#) && page.contains(r#"<section class="red-flags""#)
        );
    }
    for page in ["full.html", "full.large-print.html"] {
        let page = without_style(&text(&bundle, page));
        assert!(page.contains("Your leg goes numb.") && page.contains("Stop and tell us."));
        for flag in ["Pressed nerves", "A broken bone", "Something slow"] {
            assert!(page.contains(flag), "{flag}");
        }
        assert_eq!(
            page.matches("You cannot pee.").count(),
            2,
            "the signs of an emergency stand at the top and at the end"
        );
        let at = |title: &str| page.find(&format!("<h3>{title}</h3>")).unwrap();
        assert!(at("Pressed nerves") < at("A broken bone") && at("A broken bone") < at("Something slow"));
    }
}

#[test]
fn what_is_not_signed_off_says_so() {
    let marks = [
        (json!({"status":"draft"}), Some("DRAFT")),
        (json!({"status":"in-review"}), Some("Not yet signed off by a clinician")),
        (json!({"status":"retired"}), Some("No longer in use")),
        (json!({"status":"published"}), None),
        (Value::Null, Some("Not yet signed off by a clinician")),
    ];
    for (review, mark) in marks {
        let library = library_with(|document| {
            if document["id"] == "full" {
                let document = document.as_object_mut().unwrap();
                document.shift_remove("review");
                if !review.is_null() {
                    document.insert("review".into(), review.clone());
                }
            }
        });
        let page = text(&export(EXPORTER, &library).0, "full.html");
        assert_eq!(page.contains(r#"class="mark""#), mark.is_some());
        assert!(mark.is_none_or(|mark| page.contains(&format!("<strong>{mark}</strong>"))));
    }
}

/// Described in full where it stands first, by its number and its dose of the day after that.
#[test]
fn an_exercise_is_described_once() {
    let page = without_style(&text(&export(EXPORTER, &library()).0, "full.html"));
    assert_eq!(page.matches("Draw one knee up.").count(), 1);
    assert_eq!(page.matches(r#"id="exercise-1""#).count(), 1);
    assert!(page.contains("<span>Hold for 30 seconds.</span> <span>Do this 3 times on each side.</span>"));
    assert!(page.contains("<span>Hold for 1 minute.</span> <span>Do this 2 times on each side.</span>"));
    assert!(page.contains("Steps: see exercise 1."));
    // What may be done instead is on the sheet too.
    assert_eq!(page.matches("Bend your arm.").count(), 1);
    assert!(page.contains(r##"<a href="#exercise-4">Do “Curl” instead (exercise 4).</a>"##));
    // What is only named is not.
    assert!(page.contains("Ask us about “Plank”."));
}

#[test]
fn a_language_without_words_is_said_and_read_from_its_own_side() {
    let library = library_with(|document| {
        if document.get("language").is_some() {
            document["language"] = "ar".into();
        }
    });
    let (bundle, findings) = export(EXPORTER, &library);
    assert!(text(&bundle, "full.html").contains(r#"<html lang="ar" dir="rtl">"#));
    assert_eq!(findings.iter().filter(|f| f.rule == "missing-wording").count(), 1);
}

/// The validator sees to it that this does not happen. If it does, it is said, and the rest is made.
#[test]
fn what_does_not_resolve_is_a_finding() {
    let mut library = library();
    library.exercises.retain(|id, _| &**id != "row");
    library.red_flags.clear();
    let (bundle, findings) = export(EXPORTER, &library);
    assert!(
        findings.iter().any(|f| f.rule == "internal-unresolved-reference" && f.message.contains("`row`"))
    );
    let page = text(&bundle, "full.html");
    assert!(page.contains("Call +44 112 now") && page.contains("do not wait"));
}

#[test]
fn the_fingerprint_changes_with_the_content_and_only_with_it() {
    let fingerprint = |library: &_, generator: &str| {
        let page = text(&export_with(EXPORTER, library, None, generator, Paper::Letter).0, "full.html");
        let (_, rest) = page.split_once("Fingerprint of the content</dt><dd><code>").unwrap();
        rest[..12].to_owned()
    };
    let before = fingerprint(&library(), "regimen 0.1.0");
    assert_eq!(before, fingerprint(&library(), "regimen 9.9.9"));
    let step = library_with(|document| {
        if document["id"] == "knee-hug" {
            document["steps"][0] = "Lie down.".into();
        }
    });
    assert_ne!(before, fingerprint(&step, "regimen 0.1.0"));
    let mut picture = library();
    picture.media.insert("demo/media/hug.png".into(), b"\x89PNG\r\n\x1a\n.".to_vec());
    assert_ne!(before, fingerprint(&picture, "regimen 0.1.0"));
}

/// The sizes that clear print asks for: 12 points, and 18 in large print.
#[test]
fn print_is_large_enough() {
    let page = text(&export(EXPORTER, &library()).0, "full.html");
    let (_, print) = page.split_once("@media print").unwrap();
    // Frames of drawings hold no text.
    for rule in print.lines().filter(|l| l.contains("font-size:") && !l.contains(".frames {")) {
        let size: f64 =
            rule.split("font-size:").nth(1).unwrap().trim().split("pt").next().unwrap().parse().unwrap();
        let least = if rule.contains(".large") { 18.0 } else { 12.0 };
        assert!(size >= least, "{rule}");
    }
}

/// The page's JSON-LD, laid out.
fn json_ld(page: &str) -> String {
    let (_, rest) = page.split_once("<script type=\"application/ld+json\">").unwrap();
    let (json, _) = rest.split_once("</script>").unwrap();
    assert!(!json.contains(['<', '>', '&']));
    format!("{:#}\n", serde_json::from_str::<Value>(json).unwrap())
}

/// Held against schema.org's published types (schema-dts under tsc) and expanded by jsonld.js when it was looked at.
#[test]
fn machines_read_the_program_in_the_words_of_schema_org() {
    let (bundle, _) = export(EXPORTER, &library());
    let json = json_ld(&text(&bundle, "full.html"));
    snapbox::assert_data_eq!(json, snapbox::file!["../golden/full.schema-org.json": Text].raw());
    assert!(!text(&bundle, "full.large-print.html").contains("ld+json"));
}

/// Whatever the texts say, the script ends where it should, and machines read them as they were written.
#[test]
fn no_text_ends_the_json_ld() {
    let (bundle, _) = export(EXPORTER, &library_with(poison));
    let json: Value = serde_json::from_str(&json_ld(&text(&bundle, "full.html"))).unwrap();
    assert_eq!(json["name"], HOSTILE);
}

/// Whoever lifts the exercises out of the page gets along when to stop and what must not wait.
#[test]
fn what_machines_read_says_when_to_stop() {
    for (page, stop) in [("full.html", "Stop and tell us."), ("bare.html", "Stop. Ask us")] {
        let (bundle, _) = export(EXPORTER, &library());
        let json: Value = serde_json::from_str(&json_ld(&text(&bundle, page))).unwrap();
        let said = json["contraindication"].to_string();
        assert!(said.contains(stop) && said.contains("Call +44 112 now"), "{said}");
        assert!(
            page == "bare.html" || (said.contains("You cannot pee.") && said.contains("Ring for help now."))
        );
    }
}

/// What is left out of a layout is its own business, but never when to stop and where help is: whatever the theme says.
#[test]
fn no_layout_and_no_theme_drops_red_flags_or_stop_rules() {
    use regimen_exporter::layout::{Layout, Part, parts};
    use regimen_exporter::view::Handout;
    use regimen_exporter::{ExportCx, Exporter as _};
    let library = library_with(|document| {
        if document.get("language").is_some() {
            document["theme"] = json!({
                "section_order": ["diary", "exercises", "advice"],
                "templates": [
                    { "section": "safety", "file": "empty.hbs" },
                    { "section": "exercises", "file": "empty.hbs" },
                ],
            });
        }
    });
    let mut library = library;
    library.media.insert("empty.hbs".into(), b"<p>nothing</p>".to_vec());
    let mut cx = ExportCx::new(&library, "2026-11-21".parse().unwrap(), "regimen 0.1.0");
    cx.layouts = &Layout::ALL;
    for program in library.programs.values() {
        let (handout, _) = Handout::new(&cx, program);
        for layout in Layout::ALL {
            let order = &library.settings.theme.as_ref().unwrap().section_order;
            let parts = parts(layout, &handout, order);
            assert_eq!(parts[parts.len() - 2..], [Part::Warnings, Part::Foot], "{layout:?}");
        }
    }
    let bundle = regimen_exporter::handout_html::HandoutHtml.export(&cx).value.unwrap();
    assert_eq!(bundle.files.len(), 12);
    for path in bundle.files.keys() {
        let page = text(&bundle, path);
        let (_, end) = page.split_once(r#"<section class="stop-again""#).unwrap_or_else(|| panic!("{path}"));
        assert!(end.contains("Call +44 112 now") && end.contains("When to stop"), "{path}");
        if path.starts_with("full") {
            for needed in [
                "Your leg goes numb.",
                "Stop and tell us.",
                "You cannot pee.",
                "A broken bone",
                "Something slow",
            ] {
                assert!(end.contains(needed), "{path}: {needed}");
            }
        }
        assert!(
            !path.contains("full.html") || page.contains("<p>nothing</p>"),
            "the template of the library is used"
        );
    }
}

/// The sections that the theme names change places, and nothing else does.
#[test]
fn the_theme_orders_sections() {
    let library = library_with(|document| {
        if document.get("language").is_some() {
            document["theme"] = json!({ "section_order": ["exercises", "goals", "about"] });
        }
    });
    let page = text(&export(EXPORTER, &library).0, "full.html");
    let at = |id: &str| page.find(&format!("id=\"{id}\"")).unwrap_or_else(|| panic!("{id}"));
    assert!(at("emergency") > at("exercises") && at("exercises") < at("goals") && at("goals") < at("about"));
    assert!(at("about") < at("glance") && at("diary") < at("warning-signs"));
}

#[test]
fn a_fault_in_a_template_names_file_line_and_field() {
    let fault = |template: &str| {
        let mut library = library_with(|document| {
            if document.get("language").is_some() {
                document["theme"] =
                    json!({ "templates": [{ "section": "advice", "file": "templates/advice.hbs" }] });
            }
        });
        library.media.insert("templates/advice.hbs".into(), template.as_bytes().to_vec());
        let cx = regimen_exporter::ExportCx::new(&library, "2026-11-21".parse().unwrap(), "regimen 0.1.0");
        let outcome = regimen_exporter::Exporter::export(&regimen_exporter::handout_html::HandoutHtml, &cx);
        let found: Vec<_> = outcome.findings.into_iter().filter(|f| f.rule == "template-error").collect();
        let [found] = found.as_slice() else { panic!("{found:?}") };
        found.message.clone()
    };
    assert_eq!(
        fault("<h2>{{words.advice}}</h2>\n{{#each advice}}\n<p>{{titel}}</p>\n{{/each}}"),
        "templates/advice.hbs, line 3: there is no field `titel`"
    );
    let message = fault("<p>\n{{#each advice}}</p>");
    assert!(message.starts_with("templates/advice.hbs, line "), "{message}");
}

#[test]
fn the_colours_of_the_theme_follow_the_style_sheet() {
    let library = library_with(|document| {
        if document.get("language").is_some() {
            document["theme"] = json!({ "colours": { "accent": "#5a1a6a" } });
        }
    });
    let page = text(&export(EXPORTER, &library).0, "full.html");
    let at = page.find("--accent: #5a1a6a").unwrap();
    assert!(at > page.find(".skip").unwrap(), "what comes later holds");
}
