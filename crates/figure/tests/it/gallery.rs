//! The gallery of poses: solved, checked, drawn, and the same bytes each time.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use regimen_figure::{Colours, FaultKind, Options, Segment, Theme, VERSION, check, draw, frame_svgs, svg};
use regimen_schema::documents::figure::{Person, Position};
use regimen_schema::documents::{Exercise, Figure};
use sha2::{Digest, Sha256};

/// The poses of the gallery, and eight that were written from the names of exercises alone.
fn poses() -> BTreeMap<String, Figure> {
    let read = |text| serde_json::from_str::<BTreeMap<String, Figure>>(text).unwrap();
    let mut poses = read(include_str!("poses.json"));
    poses.extend(read(include_str!("further.json")));
    poses
}

/// The figures of the pack.
#[expect(clippy::disallowed_methods, reason = "a test that reads the pack")]
fn pack() -> Vec<(String, Figure)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programs/sciatica/exercises");
    let mut figures = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let exercise: Exercise = serde_json::from_str(&text).unwrap();
        let id = exercise.id.to_string();
        for mut figure in exercise.figures {
            figure.position.get_or_insert(exercise.start_position.into());
            figures.push((id.clone(), figure));
        }
    }
    assert!(figures.len() > 30);
    figures
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

/// Every picture was looked at before its hash was written here: `REGIMEN_UPDATE=1` writes them anew, under a new
/// `VERSION`, on which drawings hang that builds have kept.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test that reads its golden file")]
fn every_pose_is_drawn_as_it_was_when_it_was_looked_at() {
    let mut lines = format!("version {VERSION}\n");
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
    let kept = std::fs::read_to_string(golden("gallery.txt")).unwrap();
    let version = |text: &str| text.lines().next().map(str::to_owned);
    assert!(lines == kept || version(&lines) != version(&kept), "pictures have changed: raise VERSION");
    hold("gallery.txt", &lines);
}

/// Hashes say that something is different; these say what.
#[test]
fn some_pictures_are_kept_in_full() {
    let poses = poses();
    for name in ["08_seated_figure_four", "15_bridge", "wall-sit"] {
        // A line for each shape, so that a change is seen where it is.
        let text = picture(&poses[name], Options::default()).replace("<path", "\n<path") + "\n";
        hold(&format!("{name}.svg"), &text);
    }
}

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/golden").join(name)
}

/// Holds a text to its golden file, or writes that when asked to.
#[expect(clippy::disallowed_methods, reason = "a test that writes its golden file when asked to")]
fn hold(name: &str, text: &str) {
    if std::env::var_os("REGIMEN_UPDATE").is_some() {
        std::fs::write(golden(name), text).unwrap();
    } else {
        assert_eq!(text, std::fs::read_to_string(golden(name)).unwrap(), "{name}");
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

/// A sheet with many pictures must stay light: two frames, with a turned view beside them or not, are 45 kB at the
/// most, and 15 kB as a server sends them.
#[test]
fn a_picture_of_two_frames_is_light() {
    for (name, figure) in poses().into_iter().chain(pack()) {
        for mirrored in [false, true] {
            let text = picture(&figure, Options { mirrored, ..Options::default() });
            let pairs = figure.frames.len().div_ceil(2);
            assert!(text.len() <= 45_000 * pairs, "{name}: {} bytes", text.len());
            let sent = zipped(&text);
            assert!(sent <= 15_000 * pairs, "{name}: {sent} bytes gzipped");
        }
    }
}

fn zipped(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
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
