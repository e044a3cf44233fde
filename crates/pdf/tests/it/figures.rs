//! Drawings on the sheet: said aloud before the steps, on a place that is known, and never as pixels.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as PdfString};
use regimen_exporter::layout::Layout;
use regimen_exporter::{ExportCx, Exporter as _};
use regimen_pdf::HandoutPdf;
use regimen_schema::Library;
use regimen_schema::documents::library::Paper;
use serde_json::json;

use crate::sample::library_with;

/// The sample, whose first exercise has a drawing of two frames and one of an option.
fn drawn() -> Library {
    library_with(|document| {
        if document["id"] == "knee-hug" {
            let frames = json!([{ "id": "start" }, { "id": "end", "position": "prone-on-elbows" }]);
            document["figures"] = json!([
                { "alt": "A woman props herself up.", "frames": frames },
                { "title": "On your knees", "alt": "A woman kneels.", "frames": [{ "id": "start" }] },
            ]);
        }
    })
}

fn sheet(library: &Library, layout: Layout, paper: Paper, black_and_white: bool) -> Vec<u8> {
    let mut cx = ExportCx::new(library, "2026-11-21".parse().unwrap(), "regimen 0.1.0");
    let layouts = [layout];
    (cx.layouts, cx.paper, cx.black_and_white) = (&layouts, paper, black_and_white);
    let outcome = HandoutPdf.export(&cx);
    let bundle = outcome.value.unwrap_or_else(|| panic!("{:?}", outcome.findings));
    bundle.files.into_iter().find(|(path, _)| path.starts_with("full")).unwrap().1
}

/// What the tree of tags says, in its order: each tag with its text, if it has one.
fn said(pdf: &Pdf) -> Vec<(String, String)> {
    let root = pdf.objects().into_iter().find_map(|object| match object {
        Object::Dict(dict) if name(&dict, "Type").as_deref() == Some("StructTreeRoot") => Some(dict),
        _ => None,
    });
    let mut said = Vec::new();
    walk(&root.unwrap(), &mut said);
    said
}

fn walk(dict: &Dict<'_>, said: &mut Vec<(String, String)>) {
    if let Some(tag) = name(dict, "S") {
        let alt = dict
            .get::<PdfString<'_>>("Alt")
            .map(|text| String::from_utf8_lossy(text.as_bytes()).into_owned());
        said.push((tag, alt.unwrap_or_default()));
    }
    if let Some(kids) = dict.get::<Array<'_>>("K") {
        kids.iter::<Dict<'_>>().for_each(|kid| walk(&kid, said));
    } else if let Some(kid) = dict.get::<Dict<'_>>("K") {
        walk(&kid, said);
    }
}

fn name(dict: &Dict<'_>, key: &str) -> Option<String> {
    Some(dict.get::<Name<'_>>(key)?.as_str().to_owned())
}

const WITH_EXERCISES: [Layout; 4] = [Layout::Full, Layout::LargePrint, Layout::Compact, Layout::Cards];

#[test]
fn a_drawing_is_said_after_the_dose_and_before_the_steps() {
    let library = drawn();
    for layout in WITH_EXERCISES {
        let pdf = Pdf::new(sheet(&library, layout, Paper::A4, false)).unwrap();
        let said = said(&pdf);
        let at = |alt: &str| said.iter().position(|(tag, said)| tag == "Figure" && said == alt);
        let figure = at("A woman props herself up.").unwrap_or_else(|| panic!("{layout:?}: {said:?}"));
        // Where room is scarce only the exercise is shown, not its options.
        let has_options = matches!(layout, Layout::Full | Layout::LargePrint);
        assert_eq!(at("A woman kneels.").is_some(), has_options, "{layout:?}");
        if layout == Layout::Compact {
            continue;
        }
        let last = |tags: &[&str]| said[..figure].iter().rposition(|(tag, _)| tags.contains(&tag.as_str()));
        let (heading, dose) = (last(&["H2", "H3", "H4"]), last(&["P"]));
        assert!(heading < dose && dose.is_some(), "{layout:?}: {:?}", &said[figure - 6..figure]);
        let next: Vec<&str> = said[figure + 1..].iter().map(|(tag, _)| tag.as_str()).take(12).collect();
        let (list, title) =
            (next.iter().position(|tag| *tag == "L"), next.iter().position(|tag| *tag == "H4"));
        assert!(list.is_some() && (title.is_none() || list < title), "{layout:?}: {next:?}");
    }
}

/// As large on the page as its box says, and within it.
#[test]
fn every_drawing_has_its_box_on_the_page() {
    let library = drawn();
    for (paper, width, height) in [(Paper::A4, 595.3, 841.9), (Paper::Letter, 612.0, 792.0)] {
        for layout in WITH_EXERCISES {
            let pdf = Pdf::new(sheet(&library, layout, paper, false)).unwrap();
            let mut boxes = 0;
            for object in pdf.objects() {
                let Object::Dict(dict) = object else { continue };
                if name(&dict, "S").as_deref() != Some("Figure") {
                    continue;
                }
                let attributes = dict.get::<Array<'_>>("A").and_then(|all| all.iter::<Dict<'_>>().next());
                let attributes = attributes.or_else(|| dict.get::<Dict<'_>>("A")).unwrap();
                let around: Vec<f32> = attributes.get::<Array<'_>>("BBox").unwrap().iter::<f32>().collect();
                let [left, bottom, right, top] = around[..] else { panic!("{around:?}") };
                assert!(0.0 < left && left < right && right < width, "{layout:?} {around:?}");
                assert!(0.0 < bottom && bottom < top && top < height, "{layout:?} {around:?}");
                assert!(right - left > 15.0 && top - bottom > 5.0, "{layout:?} {around:?}");
                boxes += 1;
            }
            assert!(boxes > 0, "{layout:?}");
        }
    }
}

#[test]
fn drawings_are_paths_and_have_other_colours_without_a_colour_printer() {
    let library = drawn();
    let page = |black_and_white| sheet(&library, Layout::Full, Paper::A4, black_and_white);
    let images = |bytes: Vec<u8>| {
        let pdf = Pdf::new(bytes).unwrap();
        let image = |object: &Object<'_>| match object {
            Object::Stream(stream) => name(stream_dict(stream), "Subtype").as_deref() == Some("Image"),
            _ => false,
        };
        pdf.objects().into_iter().filter(image).count()
    };
    assert_eq!(images(page(false)), 0);
    assert_ne!(page(false), page(true));
}

fn stream_dict<'a, 'b>(stream: &'b Stream<'a>) -> &'b Dict<'a> {
    stream.dict()
}
