//! The gallery of poses: solved, checked, drawn, and the same bytes each time.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use regimen_figure::{Colours, FaultKind, Options, Segment, Theme, check, draw, frame_svgs, svg};
use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{Person, Position};
use sha2::{Digest, Sha256};

/// The poses of the gallery, and eight that were written from the names of exercises alone.
fn poses() -> BTreeMap<String, Figure> {
    let read = |text| serde_json::from_str::<BTreeMap<String, Figure>>(text).unwrap();
    let mut poses = read(include_str!("poses.json"));
    poses.extend(read(include_str!("further.json")));
    poses
}

fn picture(figure: &Figure, options: Options) -> String {
    let drawing = draw(figure, Position::Standing, options);
    svg(&drawing, options.person, Colours::Plain(Theme::Colour), "A pose", "figure")
}

/// Their only faults are that some stretches go to the end of the range.
#[test]
fn every_pose_comes_to_rest_and_reaches_what_it_should() {
    for (name, figure) in poses() {
        for fault in check(&figure, Position::Standing) {
            assert!(matches!(fault.kind, FaultKind::JointBeyondUsual { .. }), "{name}: {fault:?}");
        }
    }
}

/// Every picture was looked at before its hash was written here: `REGIMEN_UPDATE=1` writes them anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test that writes its golden file when asked to")]
fn every_pose_is_drawn_as_it_was_when_it_was_looked_at() {
    let mut lines = String::new();
    for (name, figure) in poses() {
        let plain = picture(&figure, Options::default());
        let mirrored = picture(&figure, Options { mirrored: true, ..Options::default() });
        let hash = |text: &str| {
            Sha256::digest(text).iter().take(8).fold(String::new(), |mut out, byte| {
                let _ = write!(out, "{byte:02x}");
                out
            })
        };
        let _ = writeln!(lines, "{name} {} {}", hash(&plain), hash(&mirrored));
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/gallery.txt");
    if std::env::var_os("REGIMEN_UPDATE").is_some() {
        std::fs::write(file, lines).unwrap();
    } else {
        assert_eq!(lines, std::fs::read_to_string(file).unwrap());
    }
}

/// Where there is no room for all of them side by side, frames are taken apart: nothing of one may lie in another.
#[test]
fn every_frame_can_stand_by_itself() {
    for (name, figure) in poses() {
        let drawing = draw(&figure, Position::Standing, Options::default());
        assert_eq!(drawing.frames.len(), figure.frames.len(), "{name}");
        let (mut end, mut right) = (0, 0.0);
        for frame in &drawing.frames {
            assert_eq!(frame.shapes.start, end, "{name}");
            assert!(frame.left >= right, "{name}");
            (end, right) = (frame.shapes.end, frame.left + frame.width);
            let shapes = drawing.shapes[frame.shapes.clone()].iter();
            for p in shapes.flat_map(|shape| &shape.path).flat_map(Segment::points) {
                // Lines are drawn to both sides of their points, and the handles of curves lie outside.
                let (left, right) = (frame.left - 5.0, right + 5.0);
                assert!((left..right).contains(&p.x), "{name}: {} not in {left}..{right}", p.x);
            }
        }
        assert_eq!(end, drawing.shapes.len(), "{name}");
        assert!((right - drawing.width).abs() < 0.11, "{name}");
        let pages = frame_svgs(&drawing, Person::default());
        assert!(pages.iter().all(|svg| svg.contains("em\" height=\"") && svg.contains("<path")), "{name}");
    }
}

/// A sheet with many pictures must stay light.
#[test]
fn a_picture_of_two_frames_is_at_most_45_kilobytes() {
    for (name, figure) in poses() {
        let size = picture(&figure, Options::default()).len();
        let frames = figure.frames.len();
        // One frame may have an inset beside it.
        assert!(size <= 22_500 * frames.max(2), "{name}: {size} bytes for {frames} frames");
    }
}

/// The same pose on the other side is as well placed as on the one.
#[test]
fn the_mirror_image_has_the_same_size() {
    for (name, figure) in poses() {
        let [a, b] = [false, true]
            .map(|mirrored| draw(&figure, Position::Standing, Options { mirrored, ..Options::default() }));
        assert!((a.height - b.height).abs() < 1.5, "{name}: {} and {}", a.height, b.height);
        assert_eq!(a.shapes.is_empty(), b.shapes.is_empty(), "{name}");
    }
}

#[test]
fn anybody_can_be_drawn() {
    use regimen_schema::documents::figure::{Build, Clothing, Hair};
    let poses = poses();
    let figure = &poses["15_bridge"];
    let plain = picture(figure, Options::default());
    for build in [Build::Curved, Build::Broad] {
        for hair in [Hair::Bob, Hair::Bun, Hair::Headscarf, Hair::Bald] {
            for clothing in [Clothing::Trousers, Clothing::Covered] {
                let person = Person { build, hair, clothing, ..Person::default() };
                let other = picture(figure, Options { person, mirrored: false });
                assert!(other.len() > 5_000 && other != plain, "{person:?}");
            }
        }
    }
}

#[test]
fn what_a_picture_shows_is_said_in_words_that_need_no_font() {
    let poses = poses();
    let drawing = draw(&poses["15_bridge"], Position::Standing, Options::default());
    let text = svg(&drawing, Person::default(), Colours::Classes, "Hips <up> & \"down\"", "f1");
    assert!(text.contains("role=\"img\" aria-labelledby=\"f1-title\""));
    assert!(text.contains("<title id=\"f1-title\">Hips &lt;up&gt; &amp; &quot;down&quot;</title>"));
    assert!(text.contains("class=\"f-skin s-skin\""));
    for unwanted in ["<script", "<text", "href", "url(", "NaN", "inf"] {
        assert!(!text.contains(unwanted), "{unwanted}");
    }
}
