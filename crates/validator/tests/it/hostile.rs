//! Files that are no documents at all, by accident or by intent: each gives its finding at the right line and column,
//! and nothing makes the validator panic, hang or point outside of the file.

use proptest::prelude::*;
use proptest::sample::Index;
use regimen_schema::Kind;
use regimen_validator::{MAX_BYTES, Place};
use serde_json::Value;

use super::base::{Memory, line, path_of};

/// What is found in the library if an exercise has these bytes: `rule line:column-line:column message → help`.
fn found(bytes: &[u8]) -> Vec<String> {
    let mut memory = Memory::base();
    memory.put(path_of(Kind::Exercise), bytes);
    let shown = memory.check().findings.into_iter().map(|placed| {
        assert_eq!(&*placed.finding.at.file, path_of(Kind::Exercise), "{:?}", placed.finding);
        assert_eq!(placed.finding.level.name(), "error", "{:?}", placed.finding);
        let Place { line, column, end_line, end_column, .. } = placed.place;
        let help = placed.finding.help.unwrap_or_default();
        let rule = &placed.finding.rule;
        format!("{rule} {line}:{column}-{end_line}:{end_column} {} → {help}", placed.finding.message)
    });
    shown.collect()
}

fn one(bytes: impl AsRef<[u8]>, expected: &str) {
    let shown = String::from_utf8_lossy(&bytes.as_ref()[..bytes.as_ref().len().min(80)]).into_owned();
    assert_eq!(found(bytes.as_ref()), [expected], "{shown:?}");
}

const EMPTY: &str = "the file is empty → write a document in it, or delete it";
const EARLY: &str = "the file ends too early → close every text, list and object that was opened";
const DEEP: &str = "lists and objects are nested too deeply → a document nests fewer than 20 of them";
const NO_COMMA: &str =
    "a comma is missing between two keys of an object → write a comma after the value before it";
const NO_ITEM_COMMA: &str =
    "a comma is missing between two items of a list → write a comma after the item before it";
const TRAILING: &str = "a comma stands before a closing bracket → remove the comma";
const STRAY_COMMA: &str = "a comma stands where nothing is listed → remove the comma";
const UNQUOTED_KEY: &str = "a key is not in double quotes → put the key in double quotes";
const UNQUOTED: &str = "a value is missing or not in double quotes → put a text in double quotes; write numbers, true and false without";
const CURLY: &str = "a curly quote stands where a straight one belongs → write straight quotes, as in \"text\": word processors bend them";
const COMMENT: &str = "a comment stands in the file → remove it: JSON has no comments";
const BEHIND: &str =
    "something follows the end of the document → remove it, or put the commas and brackets right before it";
const CONTROL: &str =
    "a line break, tab or control character stands inside a text → write the text on one line";
const HALF: &str = "a character is written as half of its escape → write the character itself";
const LARGE: &str = "the number is too large → write a number that a person could mean";
const NO_NUMBER: &str = "this is not a number as JSON writes it → write digits, with one point at the most";

fn at(place: &str, what: &str) -> String {
    format!("invalid-json {place} {what}")
}

#[test]
fn a_file_without_anything_in_it_is_empty() {
    for nothing in ["", " ", "\n", "\r\n\t \n\n"] {
        one(nothing, &at("1:1-1:1", EMPTY));
    }
}

#[test]
fn a_file_that_ends_too_early_is_underlined_at_its_last_character() {
    one("{", &at("1:1-1:2", EARLY));
    one("{\n  \"id\": \"a\",\n", &at("2:12-2:13", EARLY));
    one("{\n  \"id\": \"a", &at("2:10-2:11", EARLY));
    one("{ \"title\": \"é", &at("1:13-1:14", EARLY));
    one("{ \"title\": \"🏃\n", &at("1:14-2:1", CONTROL));
    one("{ \"id\": \"a\\", &at("1:11-1:12", EARLY));
    one("{ \"id\": tru", &at("1:11-1:12", EARLY));
    one("{ \"id\": -", &at("1:9-1:10", EARLY));
    one("[[1]", &at("1:4-1:5", EARLY));
}

#[test]
fn brackets_without_end_are_a_finding_and_no_stack_overflow() {
    let two_megabytes = 2 * 1024 * 1024;
    one("[".repeat(two_megabytes), &at("1:128-1:129", DEEP));
    one("{\"a\":".repeat(two_megabytes / 5), &at("1:636-1:637", DEEP));
    one("[{\"a\":\n".repeat(two_megabytes / 8), &at("64:2-64:3", DEEP));
    // Closed again it is JSON for others, but no document.
    one(format!("{}{}", "[".repeat(1_000), "]".repeat(1_000)), &at("1:128-1:129", DEEP));
    // As deep as the reader goes, a fault still has its place: this is read to its end.
    let deep = format!("{{\"id\": {}{}}}", "[".repeat(126), "]".repeat(126));
    let found = found(deep.as_bytes());
    assert!(
        found.iter().any(|line| line.starts_with("wrong-type 1:8-1:260 expected a text in double quotes")),
        "{found:#?}"
    );
}

#[test]
fn bytes_that_are_no_utf8_are_underlined_themselves() {
    let help = "save the file with the encoding UTF-8";
    one(b"{ \"title\": \"Knie\xdf\" }", &at("1:17-1:18", &format!("byte 16 is not UTF-8 text → {help}")));
    one(
        "{\n  \"é🏃\": \"\u{a0}".as_bytes().iter().copied().chain(*b"\xe2\x82\"}").collect::<Vec<_>>(),
        &at("2:11-2:12", &format!("byte 17 is not UTF-8 text → {help}")),
    );
    // Cut off in the middle of a character.
    one(b"{\n\"title\": \"\xf0\x9f\x8f", &at("2:11-2:12", &format!("byte 12 is not UTF-8 text → {help}")));
    // An encoded surrogate, an overlong slash, Latin-1 all through.
    one(b"\"\xed\xa0\x80\"", &at("1:2-1:3", &format!("byte 1 is not UTF-8 text → {help}")));
    one(b"\"\xc0\xaf\"", &at("1:2-1:3", &format!("byte 1 is not UTF-8 text → {help}")));
    // UTF-16, as some editors save it, little and big endian.
    one(b"\xff\xfe{\0}\0", &at("1:1-1:2", &format!("byte 0 is not UTF-8 text → {help}")));
    one(b"\xfe\xff\0{\0}", &at("1:1-1:2", &format!("byte 0 is not UTF-8 text → {help}")));
}

#[test]
fn a_byte_order_mark_is_named() {
    let expected =
        "the file starts with a byte order mark → save it as UTF-8 without a byte order mark (BOM)";
    one("\u{feff}{}", &at("1:1-1:2", expected));
    one("\u{feff}", &at("1:1-1:2", expected));
    // UTF-16 without a mark looks like characters with NUL between them.
    one(b"{\0\"\0i\0", &at("1:2-1:3", UNQUOTED_KEY));
}

#[test]
fn nul_bytes_are_no_document() {
    one([0], &at("1:1-1:2", UNQUOTED));
    one([0; 5_000], &at("1:1-1:2", UNQUOTED));
    one("{ \"id\": \"a\0b\" }", &at("1:11-1:12", CONTROL));
    one("{}\0", &at("1:3-1:4", BEHIND));
}

#[test]
fn halves_of_characters_in_escapes_are_named() {
    one(r#"{ "id": "\ud83c" }"#, &at("1:16-1:17", HALF));
    one(r#"{ "id": "\ud83cx" }"#, &at("1:16-1:17", HALF));
    one(r#"{ "id": "\ud83c\n" }"#, &at("1:17-1:18", HALF));
    one(r#"{ "id": "\udfc3" }"#, &at("1:15-1:16", HALF));
    one(r#"{ "\ud800": 1 }"#, &at("1:10-1:11", HALF));
    one(
        r#"{ "id": "\x41" }"#,
        &at(
            "1:11-1:12",
            "a backslash is followed by a letter that has no meaning → write \\\\ for a backslash itself",
        ),
    );
    one(
        r#"{ "id": "\u00g0" }"#,
        &at(
            "1:15-1:16",
            "a backslash is followed by a letter that has no meaning → write \\\\ for a backslash itself",
        ),
    );
}

#[test]
fn numbers_beyond_all_measure_are_underlined_whole() {
    one(r#"{ "dose": { "sets": 1e999 } }"#, &at("1:21-1:26", LARGE));
    one(r#"{ "dose": { "sets": -1e999, "x": 1 } }"#, &at("1:21-1:27", LARGE));
    one("[1,\n 2e400,3]", &at("2:2-2:7", LARGE));
    let long = format!("1{}", "0".repeat(400));
    one(format!("{{ \"sets\": {long} }}"), &at("1:11-1:412", LARGE));
    one(format!("{{ \"sets\": {long}.5 }}"), &at("1:11-1:414", LARGE));
    for number in ["01", "1.", "1.e3", "--1", "-", "1e", "1e+"] {
        one(
            format!("{{\"é\": {number}, \"x\": 1 }}"),
            &at(&format!("1:7-1:{}", 7 + number.len()), NO_NUMBER),
        );
    }
    for number in ["+1", ".5", "NaN", "Infinity", "True"] {
        one(format!("{{\"a\": {number}}}"), &at("1:7-1:8", UNQUOTED));
    }
}

#[test]
fn a_large_number_that_fits_is_a_matter_of_bounds() {
    let mut memory = Memory::base();
    let text = memory.text(path_of(Kind::Exercise)).replacen("\"sets\": 1,", "\"sets\": 1e30,", 1);
    memory.put(path_of(Kind::Exercise), text.as_bytes());
    let found = memory.findings();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(
        found[0].contains("out-of-range") && found[0].contains("/dose/sets: 1e+30 is above the most"),
        "{found:#?}"
    );
}

#[test]
fn a_text_of_megabytes_is_too_long_and_a_file_of_more_is_not_read() {
    let mut memory = Memory::base();
    let with = |length: usize| {
        Memory::base().text(path_of(Kind::Exercise)).replacen(
            "It eases your lower back.",
            &"x".repeat(length),
            1,
        )
    };
    memory.put(path_of(Kind::Exercise), with(3_000_000).as_bytes());
    assert_eq!(
        memory.findings(),
        [
            "error[out-of-range] pack/exercises/knee-hug.json /purpose: the text is 3000000 characters long, 2000 are allowed"
        ]
    );
    memory.put(path_of(Kind::Exercise), with(10_000_000).as_bytes());
    let [large] = memory.check().findings.try_into().unwrap();
    let length = with(10_000_000).len();
    assert_eq!(
        line(&large),
        format!(
            "error[too-large] pack/exercises/knee-hug.json 1:1: the file is {length} bytes long, a document holds {MAX_BYTES} at the most"
        )
    );
    assert_eq!((large.place.start, large.place.end), (0, 0));
}

#[test]
fn a_file_as_large_as_allowed_is_read_and_one_byte_more_is_not() {
    let mut memory = Memory::base();
    let text = memory.text(path_of(Kind::Exercise)).to_owned();
    let most = usize::try_from(MAX_BYTES).unwrap();
    memory.put(path_of(Kind::Exercise), format!("{text}{}", " ".repeat(most - text.len())).as_bytes());
    assert_eq!(memory.findings(), Vec::<String>::new());
    memory.put(path_of(Kind::Exercise), format!("{text}{}", " ".repeat(most + 1 - text.len())).as_bytes());
    assert!(memory.findings()[0].starts_with("error[too-large]"));
}

#[test]
fn keys_that_stand_twice_are_found_at_every_level() {
    let mut memory = Memory::base();
    let path = path_of(Kind::Program);
    let doubled = memory
        .text(path)
        .replacen("\"title\": \"Home program\",", "\"title\": \"Home program\", \"title\": \"Home\",", 1)
        .replacen(
            "\"acceptable_pain\": 4,",
            "\"acceptable_pain\": 4, \"acceptable_pain\": 4, \"acceptable_pain\": 4,",
            1,
        )
        .replacen(
            "\"exercise\": \"knee-hug\",",
            "\"exercise\": \"knee-hug\", \"exe\\u0072cise\": \"knee-hug\",",
            1,
        )
        .replacen("\"weeks\": {", "\"weeks\": { \"min\": 2,", 1);
    memory.put(path, doubled.as_bytes());
    let found = memory.check().findings;
    let lines: Vec<_> = found.iter().map(|p| format!("{} {}", p.finding.rule, p.finding.message)).collect();
    let twice = |key: &str| format!("duplicate-key the key \"{key}\" stands twice in one object");
    assert_eq!(
        lines,
        [twice("title"), twice("acceptable_pain"), twice("acceptable_pain"), twice("min"), twice("exercise")]
    );
    let underlined: Vec<_> = found.iter().map(|p| &doubled[p.place.start..p.place.end]).collect();
    assert_eq!(
        underlined,
        ["\"title\"", "\"acceptable_pain\"", "\"acceptable_pain\"", "\"min\"", "\"exe\\u0072cise\""]
    );
    for placed in &found {
        let first = placed.related[0];
        assert!(first.start < placed.place.start && placed.finding.related[0].1 == "it stands here first");
        // In the same object: on the same line or the one before, as the samples are written.
        assert!(placed.place.line - first.line <= 1, "{placed:?}");
    }
}

#[test]
fn of_two_keys_the_one_that_counts_is_underlined() {
    let mut memory = Memory::base();
    let path = path_of(Kind::Exercise);
    let text = memory.text(path).replacen(
        "\"category\": \"stretch\"",
        "\"category\": \"stretch\", \"category\": \"bad\"",
        1,
    );
    memory.put(path, text.as_bytes());
    let found = memory.check().findings;
    let underlined: Vec<_> =
        found.iter().map(|p| (&*p.finding.rule, &text[p.place.start..p.place.end])).collect();
    assert_eq!(underlined, [("duplicate-key", "\"category\""), ("not-allowed-value", "\"bad\"")]);
    assert_eq!(found[1].place.start, text.find("\"bad\"").unwrap());
}

#[test]
fn a_great_many_keys_that_stand_twice_are_told_a_thousand_times() {
    let many = format!("{{{}\"a\": 1}}", "\"a\": 1,".repeat(20_000));
    let found = found(many.as_bytes());
    assert_eq!(found.iter().filter(|line| line.starts_with("duplicate-key")).count(), 1_000);
    assert!(found.iter().any(|line| line.contains("more findings from here on")), "{:?}", found.last());
}

#[test]
fn commas_too_many_and_too_few_are_underlined_where_they_are() {
    one("{ \"a\": 1, }", &at("1:9-1:10", TRAILING));
    one("{ \"a\": 1 ,\n\n}", &at("1:10-1:11", TRAILING));
    one("{ \"é\": [1, 2 ,\n] }", &at("1:14-1:15", TRAILING));
    one("{ \"a\": 1,, \"b\": 2 }", &at("1:10-1:11", STRAY_COMMA));
    one("{ , \"b\": 2 }", &at("1:3-1:4", STRAY_COMMA));
    one("{ \"a\": [1,,2] }", &at("1:11-1:12", STRAY_COMMA));
    one("{ \"a\": [,] }", &at("1:9-1:10", STRAY_COMMA));
    one("{ \"a\": , \"b\": 2 }", &at("1:8-1:9", UNQUOTED));
    one("{ \"a\": 1\n  \"b\": 2 }", &at("2:3-2:4", NO_COMMA));
    one("{ \"é\": [\"🏃\" \"b\"] }", &at("1:13-1:14", NO_ITEM_COMMA));
    one(
        "{ \"a\" 1 }",
        &at("1:7-1:8", "a colon is missing after a key → write a colon between key and value"),
    );
    one("{ \"a\": [1 }", &at("1:11-1:12", NO_ITEM_COMMA));
    one("{ \"a\": {\"b\": 1 ] }", &at("1:16-1:17", NO_COMMA));
}

#[test]
fn what_other_formats_allow_is_named_as_what_it_is() {
    one("{ 'id': 1 }", &at("1:3-1:4", UNQUOTED_KEY));
    one("{ id: 1 }", &at("1:3-1:4", UNQUOTED_KEY));
    one("{ “id”: 1 }", &at("1:3-1:4", CURLY));
    one("{ \"id\": 'a' }", &at("1:9-1:10", UNQUOTED));
    one("{ \"é\": “a” }", &at("1:8-1:9", CURLY));
    one("{ \"id\": hold }", &at("1:9-1:10", UNQUOTED));
    one("// a comment\n{}", &at("1:1-1:2", COMMENT));
    one("{ // a comment\n \"a\": 1 }", &at("1:3-1:4", COMMENT));
    one("{ \"a\": 1, /* b */ \"b\": 2 }", &at("1:11-1:12", COMMENT));
    one("{ \"a\": /* b */ 1 }", &at("1:8-1:9", COMMENT));
    one("{ \"a\" /* b */: 1 }", &at("1:7-1:8", COMMENT));
    one("{ \"a\": 1 // b\n }", &at("1:10-1:11", COMMENT));
    one("{ \"a\": [1 // b\n ] }", &at("1:11-1:12", COMMENT));
    one("{}\n// b\n", &at("2:1-2:2", COMMENT));
    one("<html>", &at("1:1-1:2", UNQUOTED));
    one("title: Knee hug\n", &at("1:2-1:3", UNQUOTED));
}

#[test]
fn control_characters_in_a_text_are_underlined_themselves() {
    one("{ \"a\": \"b\tc\" }", &at("1:10-1:11", CONTROL));
    one("{ \"é\": \"🏃\u{1}\" }", &at("1:10-1:11", CONTROL));
    one("{ \"a\": \"b\u{1f}\" }", &at("1:10-1:11", CONTROL));
    // A line break is underlined at the end of its own line, not on the next.
    one("{\n  \"a\": \"b\n\" }", &at("2:10-3:1", CONTROL));
    one("{\r\n  \"a\": \"b\r\n\" }", &at("2:10-2:11", CONTROL));
    one("{ \"a\nb\": 1 }", &at("1:5-2:1", CONTROL));
}

#[test]
fn what_follows_the_document_is_underlined() {
    one("{}{}", &at("1:3-1:4", BEHIND));
    one("{}\n\n  é", &at("3:3-3:4", BEHIND));
    one("{ \"a\": 1 }\n}", &at("2:1-2:2", BEHIND));
    one("[] ,", &at("1:4-1:5", BEHIND));
}

#[test]
fn lines_and_columns_count_as_an_editor_does() {
    // CRLF and tabs: a tab is one column, a line break of two bytes one line.
    let crlf = Memory::base().text(path_of(Kind::Exercise)).replace('\n', "\r\n").replace("  ", "\t");
    let crlf = crlf.replacen("\"stretch\"", "\"stretching\"", 1);
    let mut memory = Memory::base();
    memory.put(path_of(Kind::Exercise), crlf.as_bytes());
    let [placed] = memory.check().findings.try_into().unwrap();
    let Place { line, column, end_line, end_column, start, end, .. } = placed.place;
    assert_eq!((line, column, end_line, end_column), (5, 14, 5, 26));
    assert_eq!(&crlf[start..end], "\"stretching\"");

    // Characters of two, three and four bytes are one column each; in UTF-16 the last is two.
    let text = "{\"title\": \"é€🏃\", \"category\": \"x\"}";
    let mut memory = Memory::base();
    memory.put(path_of(Kind::Exercise), text.as_bytes());
    let wrong =
        memory.check().findings.into_iter().find(|p| p.finding.rule == "not-allowed-value").unwrap().place;
    assert_eq!((wrong.line, wrong.column, wrong.end_column), (1, 30, 33));
    assert_eq!((wrong.column_utf16, wrong.end_column_utf16), (31, 34));
    assert_eq!(&text[wrong.start..wrong.end], "\"x\"");

    // Only `\n` breaks lines: the separators of Unicode stand in a text like any other character.
    let text = "{\"title\": \"a\u{2028}b\u{85}c\",\n\"category\": \"x\"}";
    memory.put(path_of(Kind::Exercise), text.as_bytes());
    let wrong =
        memory.check().findings.into_iter().find(|p| p.finding.rule == "not-allowed-value").unwrap().place;
    assert_eq!((wrong.line, wrong.column), (2, 13));
}

#[test]
fn columns_far_along_a_line_are_counted_like_near_ones() {
    // One line of some hundred kilobytes with characters of every length, and a finding every few hundred bytes.
    let references: Vec<_> = (0..300)
        .map(|n| format!("{{\"text\":\"{}\",\"exercise\":\"zz-{n}\"}}", "aé€🏃".repeat(n % 97 + 1)))
        .collect();
    let text = Memory::base().text(path_of(Kind::Exercise)).replace('\n', "");
    let text =
        text.replacen("\"harder\": [", &format!("\"easier\": [{}], \"harder\": [", references.join(",")), 1);
    assert!(text.len() > 100_000);
    let mut memory = Memory::base();
    memory.put(path_of(Kind::Exercise), text.as_bytes());
    let found: Vec<_> =
        memory.check().findings.into_iter().filter(|p| p.finding.rule == "unknown-reference").collect();
    assert_eq!(found.len(), 300);
    for placed in found {
        let Place { start, end, line, column, end_column, column_utf16, end_column_utf16, .. } = placed.place;
        let before = &text[..start];
        assert_eq!(
            (line, column, column_utf16),
            (1, before.chars().count() + 1, before.encode_utf16().count() + 1)
        );
        assert_eq!((end_column - column, end_column_utf16 - column_utf16), (end - start, end - start));
        assert!(text[start..end].starts_with("\"zz-"));
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_finding_with_its_reason() {
    struct Without<'m>(&'m Memory, &'static str);
    impl regimen_validator::Files for Without<'_> {
        fn documents(&self) -> &[std::sync::Arc<str>] {
            self.0.documents()
        }
        fn read(&self, path: &str) -> Result<Vec<u8>, regimen_validator::ReadError> {
            if path == self.1 {
                return Err(regimen_validator::ReadError::Unreadable("it is a folder".to_owned()));
            }
            self.0.read(path)
        }
        fn size(&self, path: &str) -> Option<u64> {
            self.0.size(path)
        }
    }
    let memory = Memory::base();
    for kind in Kind::ALL {
        let files = Without(&memory, path_of(kind));
        let options = regimen_validator::Options { today: super::base::today() };
        let (checked, library) = regimen_validator::load(&files, options, &|| {});
        let lines: Vec<_> = checked.findings.iter().map(line).collect();
        let expected =
            format!("error[unreadable-file] {} 1:1: the file cannot be read: it is a folder", path_of(kind));
        assert_eq!(lines, [expected]);
        assert!(library.is_none(), "nothing is handed out");
    }
}

/// Whatever the bytes of a file, what is found lies in the file, on the borders of characters, and says something.
fn holds_its_ground(kind: Kind, bytes: &[u8]) {
    let mut memory = Memory::base();
    memory.put(path_of(kind), bytes);
    for placed in memory.check().findings {
        let finding = &placed.finding;
        for place in placed.related.iter().chain([&placed.place]) {
            let is_first = place == &placed.place;
            let file = if is_first { &finding.at.file } else { &finding.related[0].0.file };
            let bytes = if &**file == path_of(kind) { bytes } else { memory.text(file).as_bytes() };
            assert!(place.start <= place.end && place.end <= bytes.len(), "{placed:?}");
            if let Ok(text) = std::str::from_utf8(bytes) {
                assert!(text.is_char_boundary(place.start) && text.is_char_boundary(place.end), "{placed:?}");
                let before = &text[..place.start];
                assert_eq!(place.line, before.matches('\n').count() + 1, "{placed:?}");
                let on_line = before.rsplit('\n').next().unwrap();
                assert_eq!(place.column, on_line.chars().count() + 1, "{placed:?}");
            }
            assert!((place.line, place.column) <= (place.end_line, place.end_column), "{placed:?}");
        }
        assert!(!finding.message.contains('\n') && !finding.message.is_empty(), "{placed:?}");
        assert!(finding.message.chars().count() < 400, "{placed:?}");
        assert!(finding.help.as_ref().is_some_and(|help| !help.contains('\n')), "{placed:?}");
        assert!(!finding.message.contains("fits its schema"), "schema and types disagree: {placed:?}");
    }
}

fn any_kind() -> impl Strategy<Value = Kind> {
    proptest::sample::select(Kind::ALL.to_vec())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn random_bytes_never_panic(kind in any_kind(), bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        holds_its_ground(kind, &bytes);
    }

    #[test]
    fn random_json_marks_never_panic(
        kind in any_kind(),
        parts in proptest::collection::vec(proptest::sample::select(PARTS.to_vec()), 0..60),
    ) {
        holds_its_ground(kind, parts.concat().as_bytes());
    }

    #[test]
    fn mutated_documents_never_panic(
        kind in any_kind(),
        edits in proptest::collection::vec((any::<Index>(), 0..6_usize, proptest::sample::select(PARTS.to_vec())), 1..4),
    ) {
        let mut bytes = Memory::base().text(path_of(kind)).as_bytes().to_vec();
        for (at, gone, new) in edits {
            let at = at.index(bytes.len() + 1);
            let end = (at + gone).min(bytes.len());
            bytes.splice(at..end, new.bytes());
        }
        holds_its_ground(kind, &bytes);
    }

    #[test]
    fn documents_with_bytes_changed_never_panic(
        kind in any_kind(),
        edits in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = Memory::base().text(path_of(kind)).as_bytes().to_vec();
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        holds_its_ground(kind, &bytes);
    }

    #[test]
    fn documents_cut_off_anywhere_never_panic(kind in any_kind(), at in any::<Index>()) {
        let text = Memory::base().text(path_of(kind)).replace("lower", "lówér🏃");
        holds_its_ground(kind, &text.as_bytes()[..at.index(text.len())]);
    }

    #[test]
    fn documents_with_values_exchanged_never_panic(kind in any_kind(), from in any::<Index>(), to in any::<Index>()) {
        let mut document: Value = serde_json::from_str(Memory::base().text(path_of(kind))).unwrap();
        let places = pointers(&document);
        let value = document.pointer(from.get::<String>(&places)).unwrap().clone();
        *document.pointer_mut(to.get::<String>(&places)).unwrap() = value;
        holds_its_ground(kind, document.to_string().as_bytes());
    }
}

pub(crate) fn pointers(document: &Value) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut next = 0;
    while next < all.len() {
        let here = all[next].clone();
        match document.pointer(&here).unwrap() {
            Value::Object(object) => all.extend(object.keys().map(|k| format!("{here}/{k}"))),
            Value::Array(items) => all.extend((0..items.len()).map(|i| format!("{here}/{i}"))),
            _ => {}
        }
        next += 1;
    }
    all
}

/// What JSON is made of, and what it is not.
const PARTS: [&str; 44] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "/",
    "'",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "é",
    "🏃",
    "\\u",
    "\\ud83c",
    "0",
    "-",
    "1e999",
    "1.5",
    "-0",
    "null",
    "true",
    "\"$schema\":",
    "\"id\":",
    "\"x\"",
    "\"kind\":\"hold\"",
    "{\"a\":1,\"a\":2}",
    "[[[[",
    "\"../v1/program.schema.json\"",
    "//",
    "1e",
    "\"\"",
    "{}",
    "\"/\"",
    "\"~\"",
];
