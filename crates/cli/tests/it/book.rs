//! The manual: what it shows is run, what it links to is there, and mdBook makes the same of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use mdbook_driver::MDBook;
use regimen_book::manual::FILES;
use serde_json::Value;
use snapbox::cmd::cargo_bin;

use super::sandbox::{Run, Sandbox, TODAY, has_ending, workspace};

/// The guide is followed from its first chapter to its last, in one library, as a reader would.
#[test]
fn every_command_and_document_of_the_guide_does_what_it_says() {
    let sandbox = Sandbox::empty();
    let summary = chapter("SUMMARY.md");
    let guide = summary.split_once("guide.md").unwrap().1.split_once("reference.md").unwrap().0;
    let names: Vec<&str> =
        guide.split('(').skip(1).filter_map(|rest| Some(rest.split_once(')')?.0)).collect();
    assert!(names.len() >= 8 && names.contains(&"ci.md"), "{names:?}");
    let mut folder = ".".to_owned();
    let mut done = 0;
    // The page on CI is for a repository, and held by tests of its own.
    for name in names.into_iter().filter(|name| *name != "ci.md") {
        let mut said = String::new();
        for block in blocks(&chapter(name)) {
            let place = |path: &str| format!("{folder}/{path}");
            let (language, what) = block.info.split_once(',').unwrap_or((&*block.info, ""));
            match (language, what.split_once('=')) {
                ("sh", None) => said = run(&sandbox, &mut folder, &block.text, name),
                ("text", None) if what == "output" => {
                    for line in block.text.lines() {
                        assert!(said.contains(line), "{name}: {line:?} is not in\n{said}");
                    }
                }
                (_, Some(("file", path))) => sandbox.write(&place(path), &block.text),
                ("json", Some(("into", path))) => put_into(&sandbox, &place(path), &block.text),
                _ => panic!("{name}: nobody runs the block `{}`:\n{}", block.info, block.text),
            }
            done += 1;
        }
    }
    assert!(done > 50, "only {done} examples are left");
    a_book_of_ones_own_is_built(&sandbox, &folder);
}

/// What the last chapter describes is a real book, built by mdBook with the preprocessor in a process of its own.
fn a_book_of_ones_own_is_built(sandbox: &Sandbox, folder: &str) {
    let preprocessor = cargo_bin!("mdbook-regimen");
    let toml = format!("{folder}/book/book.toml");
    sandbox.edit(
        &toml,
        "library = \"..\"",
        &format!("library = \"..\"\ncommand = \"{}\"", preprocessor.display()),
    );
    MDBook::load(sandbox.path(&format!("{folder}/book"))).unwrap().build().unwrap();
    let page = sandbox.read(&format!("{folder}/book/book/sprain.html"));
    for words in
        ["data:image/svg+xml;base64,", "Stop. See a doctor today.", "href=\"exercise-heel-slide.html\""]
    {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("{{#regimen"));
    let page = sandbox.read(&format!("{folder}/book/book/exercise-heel-slide.html"));
    assert!(page.contains("Slide one heel towards you"));
}

#[test]
fn what_a_book_asks_for_and_is_not_there_stops_the_build() {
    let sandbox = Sandbox::base();
    let preprocessor = cargo_bin!("mdbook-regimen");
    let toml =
        format!("[preprocessor.regimen]\nlibrary = \"../lib\"\ncommand = \"{}\"\n", preprocessor.display());
    sandbox.write("book/book.toml", toml);
    sandbox.write("book/src/SUMMARY.md", "- [A](a.md)\n");
    sandbox.write("book/src/a.md", "# A\n\n{{#regimen figure no-such}}\n");
    assert!(MDBook::load(sandbox.path("book")).unwrap().build().is_err());
    sandbox.write("book/src/a.md", "# A\n\n`{{#regimen figure no-such}}`\n");
    MDBook::load(sandbox.path("book")).unwrap().build().unwrap();
    // A library with errors is handed out nowhere, a book included.
    sandbox.edit("lib/pack/programs/home.json", "\"stop_rules\"", "\"stop_rule\"");
    assert!(MDBook::load(sandbox.path("book")).unwrap().build().is_err());
}

#[test]
fn every_link_of_the_manual_leads_somewhere() {
    let pages = manual();
    let html: Vec<_> = pages.keys().filter(|name| has_ending(name, "html")).collect();
    assert!(html.len() > 70, "{}", html.len());
    let mut checked = 0;
    for name in html {
        let page = text(&pages, name);
        for link in attributes(page, "href=\"").chain(attributes(page, "src=\"")) {
            if link.starts_with("https://") || link.starts_with("data:") {
                continue;
            }
            let link = link.replace("&amp;", "&");
            let (path, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if path.is_empty() { name } else { path };
            assert!(pages.contains_key(target), "{name} links to {link}");
            if !anchor.is_empty() {
                let there = text(&pages, target).contains(&format!("id=\"{anchor}\""));
                assert!(there, "{name} links to {link}");
            }
            checked += 1;
        }
    }
    assert!(checked > 1000);
}

#[test]
fn the_manual_says_of_each_program_when_to_stop_and_when_to_get_help() {
    let pages = manual();
    let library = Sandbox::of(&workspace().join("programs"));
    let mut programs = 0;
    for (path, bytes) in library.files("lib/sciatica/programs") {
        let program: Value = serde_json::from_slice(&bytes).unwrap();
        let page = text(&pages, &format!("program-{}", path.replace(".json", ".html")));
        let rules = program["stop_rules"].as_array().unwrap().iter().map(|rule| &rule["then"]);
        for words in rules.chain([&program["pain_rule"]["text"]]) {
            let words = words.as_str().unwrap().replace('\'', "&#39;");
            assert!(page.contains(&words) || page.contains(&words.replace("&#39;", "'")), "{path}: {words}");
        }
        for flag in program["red_flags"].as_array().unwrap() {
            let flag = library.read(&format!("lib/sciatica/red_flags/{}.json", flag.as_str().unwrap()));
            let flag: Value = serde_json::from_str(&flag).unwrap();
            for sign in flag["signs"].as_array().unwrap() {
                assert!(page.contains(sign["text"].as_str().unwrap()), "{path}: {sign}");
            }
        }
        assert!(page.contains("<img src=\"pictures/"), "{path} shows no figure");
        programs += 1;
    }
    assert_eq!(programs, 10);
}

/// `mdbook build book` makes the pages that `regimen export book` makes, but for the title and where pictures lie.
#[test]
fn mdbook_makes_the_same_of_the_project_in_the_repository() {
    let sandbox = Sandbox::of(&workspace().join("book"));
    let library = workspace().join("programs");
    sandbox.edit(
        "lib/book.toml",
        "\"../programs\"",
        &format!("\"{}\"\ntoday = \"{TODAY}\"", library.display()),
    );
    sandbox.edit(
        "lib/book.toml",
        "cargo run --quiet --release --package regimen --bin mdbook-regimen --",
        &cargo_bin!("mdbook-regimen").display().to_string(),
    );
    MDBook::load(sandbox.path("lib")).unwrap().build().unwrap();
    let pages = manual();
    let mut compared = 0;
    for (name, _) in pages.iter().filter(|(name, _)| has_ending(name, "html")) {
        let theirs = main_part(&sandbox.read(&format!("lib/book/{name}"))).to_owned();
        let ours = main_part(text(&pages, name)).to_owned();
        assert!(without_pictures(&theirs) == without_pictures(&ours), "{name} differs");
        compared += 1;
    }
    assert!(compared > 70);
}

/// What is built in is what lies in the folder, no more and no less.
#[test]
fn the_manual_holds_every_file_of_its_folder() {
    let sandbox = Sandbox::of(&workspace().join("book"));
    let there: BTreeSet<String> =
        sandbox.files("lib").into_keys().filter(|path| !path.starts_with("book/")).collect();
    let held: BTreeSet<String> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(held, there);
    let summary = chapter("SUMMARY.md");
    for path in held.iter().filter_map(|path| path.strip_prefix("src/")).filter(|p| *p != "SUMMARY.md") {
        assert!(summary.contains(&format!("({path})")), "no way leads to {path}");
    }
}

/// The manual of the project's own library, as `regimen export book` writes it.
fn manual() -> BTreeMap<String, Vec<u8>> {
    let sandbox = Sandbox::of(&workspace().join("programs"));
    sandbox.run(&["export", "book"]).ends(0);
    sandbox.files("out/book").into_iter().filter(|(name, _)| !name.starts_with('.')).collect()
}

fn text<'p>(pages: &'p BTreeMap<String, Vec<u8>>, name: &str) -> &'p str {
    std::str::from_utf8(pages.get(name).unwrap_or_else(|| panic!("there is no {name}"))).unwrap()
}

fn main_part(page: &str) -> &str {
    page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0
}

fn without_pictures(page: &str) -> String {
    let mut parts = page.split("<img src=\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, rest| text + rest.split_once('"').map_or(rest, |(_, rest)| rest))
}

fn attributes<'p>(page: &'p str, start: &'static str) -> impl Iterator<Item = &'p str> {
    page.split(start).skip(1).filter_map(|rest| rest.split_once('"')).map(|(value, _)| value)
}

fn chapter(name: &str) -> String {
    let path = format!("src/{name}");
    FILES.iter().find(|(known, _)| *known == path).map(|(_, text)| (*text).to_owned()).unwrap()
}

struct Block {
    info: String,
    text: String,
}

fn blocks(chapter: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in chapter.split_inclusive('\n') {
        match (line.strip_prefix("```"), open.take()) {
            (Some(info), None) => open = Some(Block { info: info.trim().to_owned(), text: String::new() }),
            (Some(_), Some(block)) => blocks.push(block),
            (None, Some(mut block)) => {
                block.text.push_str(line);
                open = Some(block);
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none());
    blocks
}

/// Runs the lines of a block one after the other, and gives out what they said.
fn run(sandbox: &Sandbox, folder: &mut String, lines: &str, chapter: &str) -> String {
    let mut said = String::new();
    for line in lines.lines() {
        let words = words(line);
        match words.iter().map(|w| &**w).collect::<Vec<_>>()[..] {
            ["cd", into] => *folder = format!("{folder}/{into}"),
            ["regimen", ref args @ ..] => {
                let args: Vec<_> = args.iter().copied().chain(["--today", TODAY]).collect();
                let ran = Run::of(sandbox.regimen(&args).current_dir(sandbox.path(folder)));
                assert_eq!(ran.code, Some(0), "{chapter}: {line}\n{}{}", ran.stdout, ran.stderr);
                said += &ran.stdout;
                said += &ran.stderr;
            }
            _ => panic!("{chapter}: nobody can run {line:?}"),
        }
    }
    said
}

/// The words of a line, some in quotes.
fn words(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    parts
        .flat_map(|(i, part)| {
            if i % 2 == 1 {
                vec![part.to_owned()]
            } else {
                part.split_whitespace().map(str::to_owned).collect()
            }
        })
        .collect()
}

/// Gives a document the keys of an example, as a reader would type them.
fn put_into(sandbox: &Sandbox, path: &str, example: &str) {
    let mut document: Value = serde_json::from_str(&sandbox.read(path)).unwrap();
    let example: Value = serde_json::from_str(example).unwrap_or_else(|e| panic!("{path}: {e}\n{example}"));
    let keys = example.as_object().unwrap().clone();
    document.as_object_mut().unwrap().extend(keys);
    assert!(Path::new(path).extension().is_some());
    sandbox.write(path, format!("{document:#}\n"));
}
