//! The manual's own files: the mdBook project in `book/`, with its hand-written chapters.

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        /// The files by their paths from the project's folder. A test holds the list to the folder.
        pub static FILES: &[(&str, &str)] = &[$(($path, include_str!(concat!("../../../book/", $path)))),*];
    };
}

files![
    "book.toml",
    "src/SUMMARY.md",
    "src/advice.md",
    "src/ci.md",
    "src/commands.md",
    "src/conditions.md",
    "src/doses.md",
    "src/every-field.md",
    "src/exercises.md",
    "src/exporters.md",
    "src/fhir.md",
    "src/figures.md",
    "src/first-program.md",
    "src/guide.md",
    "src/index.md",
    "src/keys.md",
    "src/library.md",
    "src/own-book.md",
    "src/printing.md",
    "src/programs.md",
    "src/red-flags.md",
    "src/reference.md",
    "src/reviews.md",
    "src/rules.md",
    "src/sources.md",
    "src/tailoring.md",
    "src/waivers.md",
    "theme/book.css",
    "theme/book.js",
    "theme/fonts/fonts.css",
    "theme/index.hbs",
];
