//! The words of a call.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use regimen_schema::documents::library::{Layout, Paper};
use regimen_schema::text::Date;
use regimen_schema::{Kind, Level};

/// Checks therapeutic exercise programs and hands them out.
#[derive(Debug, Parser)]
#[command(name = "regimen", version, about, max_term_width = 100, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Puts programs, exercises and figures into the chapters of an mdBook. mdBook calls it: name it in book.toml as
/// `[preprocessor.regimen]`, with the folder of the library as `library`
#[derive(Debug, Parser)]
#[command(name = "mdbook-regimen", version, about, max_term_width = 100)]
pub(crate) struct Preprocessor {
    #[command(subcommand)]
    pub(crate) asked: Option<Asked>,
}

/// What mdBook asks a preprocessor beside its work.
#[derive(Debug, Subcommand)]
pub(crate) enum Asked {
    /// Whether it works for a renderer
    Supports {
        /// The renderer
        renderer: String,
    },
}

/// Options that every command takes.
#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Global {
    /// The library: the folder that holds library.json. Found from here upwards, or in programs/, if not given
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) library: Option<PathBuf>,
    /// Today, as YEAR-MONTH-DAY: for review dates, and printed on what is handed out
    #[arg(long, value_name = "DATE", global = true)]
    pub(crate) today: Option<Date>,
    /// Whether to write in colour
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub(crate) color: Color,
    /// Say nothing but findings and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check the library and report what is found
    Check(Check),
    /// Lay documents out in the canonical way: key order, indents, short lists on one line
    Fmt(Fmt),
    /// Check the library, then write everything it gives out
    Build(Build),
    /// Check the library, then write what one exporter makes of it
    Export(Export),
    /// Start a library: settings, a pack with a draft of each kind, schemas, editor settings, CI
    Init(Init),
    /// Write a new document as a draft, with everything that is required
    New(New),
    /// Write a prescription to fill in: a program tailored to one patient
    Prescribe(Prescribe),
    /// Tell in plain words what a prescription makes different, phase by phase
    Diff(Diff),
    /// Bring exercises of another format in as drafts, and tell what they lack. Nothing is overwritten
    Import(Import),
    /// Check the library, then draw the figures of exercises as pictures
    Figure(FigureArgs),
    /// Tell what each program says and leaves open: reporting checklist, times, reading grades, reviews, sources
    Report(Report),
    /// Tell what a rule flags, why it matters, and how to mend it
    Explain {
        /// The rule, by the name that its findings show
        rule: String,
    },
    /// Give back what a printed sheet was made from, and tell whether the library has moved on since
    Extract {
        /// The sheet, as PDF
        file: PathBuf,
        /// Write it into this file, not to standard output
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// Only compare it with the library; fail if that says something else today
        #[arg(long, conflicts_with = "out")]
        compare: bool,
    },
    /// List what there is
    List {
        /// What to list
        #[arg(default_value = "programs")]
        what: Listed,
    },
    /// Print a JSON Schema, or write all of them into a folder
    Schema {
        /// The schema: a kind of document, a report, a file for apps. Without one, all are listed
        name: Option<String>,
        /// Write all of them into this folder
        #[arg(long, value_name = "DIR", conflicts_with = "name")]
        out: Option<PathBuf>,
    },
}

/// `check`
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Report only on these files and folders; the whole library is read all the same
    pub(crate) paths: Vec<PathBuf>,
    /// How the report is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
    /// The least level that makes the check fail
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    pub(crate) fail_on: Gate,
    /// Read standard input in place of this file: an editor's unsaved text
    #[arg(long, value_name = "FILE")]
    pub(crate) stdin: Option<PathBuf>,
    /// Mend what can be mended for certain, and lay the documents out. Never a dose, never wording
    #[arg(long, conflicts_with = "stdin")]
    pub(crate) fix: bool,
    /// Stay, and check again whenever a file changes. Ends with Ctrl-C
    #[arg(long, conflicts_with_all = ["stdin", "fix", "format"])]
    pub(crate) watch: bool,
    /// With --fix: show what would change, write nothing
    #[arg(long, requires = "fix", conflicts_with = "format")]
    pub(crate) dry_run: bool,
}

/// `fmt`
#[derive(Debug, ClapArgs)]
pub(crate) struct Fmt {
    /// Only these files and folders; all documents of the library if none is named
    pub(crate) paths: Vec<PathBuf>,
    /// Write nothing; name what is not formatted, and fail if anything is not
    #[arg(long)]
    pub(crate) check: bool,
    /// Lay out standard input as this file's text and write it to standard output
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub(crate) stdin: Option<PathBuf>,
}

/// `init`
#[derive(Debug, ClapArgs)]
pub(crate) struct Init {
    /// The folder of the new library
    #[arg(default_value = ".")]
    pub(crate) folder: PathBuf,
    /// The id of its first pack, which is the name of its folder
    #[arg(long, value_name = "ID", default_value = "our-pack")]
    pub(crate) pack: String,
    /// The name of the library, printed on every sheet
    #[arg(long, value_name = "TITLE", default_value = "Our exercise library")]
    pub(crate) title: String,
}

/// `new`
#[derive(Debug, ClapArgs)]
pub(crate) struct New {
    /// What to write
    pub(crate) kind: NewKind,
    /// Its id, which is the name of its file: lower-case words with hyphens between them
    pub(crate) id: String,
    /// Its title; made of the id if not given
    #[arg(long, value_name = "TITLE")]
    pub(crate) title: Option<String>,
    /// The pack to put it in, where the library has more than one
    #[arg(long, value_name = "ID")]
    pub(crate) pack: Option<String>,
}

/// `prescribe`
#[derive(Debug, ClapArgs)]
pub(crate) struct Prescribe {
    /// The program, by its id
    pub(crate) program: String,
    /// The side that hurts; needed where the program holds an exercise for each side
    #[arg(long, value_name = "SIDE")]
    pub(crate) side: Option<SideArg>,
    /// The day on which the patient starts, as YEAR-MONTH-DAY
    #[arg(long, value_name = "DATE")]
    pub(crate) start: Option<Date>,
    /// The file to write, anywhere; its name is the prescription's id and names no patient. Without it the file lies in
    /// the library's prescriptions/ and is called after program and side
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Write it even if the file is there already
    #[arg(long)]
    pub(crate) force: bool,
}

/// A side of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideArg {
    /// The patient's left side
    Left,
    /// The patient's right side
    Right,
    /// Both sides
    Both,
}

impl SideArg {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Both => "both",
        }
    }
}

/// `diff`
#[derive(Debug, ClapArgs)]
pub(crate) struct Diff {
    /// The prescription, which may lie anywhere
    pub(crate) file: PathBuf,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: PlainFormat,
}

/// `import`
#[derive(Debug, ClapArgs)]
pub(crate) struct Import {
    /// The format of the file
    pub(crate) from: ImportFormat,
    /// The file
    pub(crate) file: PathBuf,
    /// The pack to put the documents in, where the library has more than one
    #[arg(long, value_name = "ID")]
    pub(crate) pack: Option<String>,
    /// How the report of what is missing is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: PlainFormat,
    /// Write nothing, only report
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// `figure`
#[derive(Debug, ClapArgs)]
pub(crate) struct FigureArgs {
    /// The exercises, by their ids; all if none is named
    pub(crate) exercises: Vec<String>,
    /// How it is coloured
    #[arg(long, value_name = "THEME", default_value = "colour")]
    pub(crate) theme: FigureTheme,
    /// The side that works; as it is written if not given
    #[arg(long, value_name = "SIDE")]
    pub(crate) side: Option<WorkedSide>,
    /// The format of the pictures
    #[arg(long, value_name = "FORMAT", default_value = "svg")]
    pub(crate) format: Drawn,
    /// All pictures on one sheet
    #[arg(long)]
    pub(crate) sheet: bool,
    /// How many pixels wide a PNG is
    #[arg(long, value_name = "PIXELS", default_value_t = 1600, value_parser = clap::value_parser!(u32).range(16..=12_000))]
    pub(crate) width: u32,
    /// The folder to write into
    #[arg(long, value_name = "DIR", default_value = "figures")]
    pub(crate) out: PathBuf,
}

/// How a figure is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FigureTheme {
    /// In colour
    Colour,
    /// For printers without colour
    BlackAndWhite,
    /// For dark screens
    Dark,
}

/// The side that works in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WorkedSide {
    /// The left side
    Left,
    /// The right side
    Right,
}

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Drawn {
    /// As lines, for any size
    Svg,
    /// As pixels
    Png,
}

/// What `import` can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ImportFormat {
    /// The public layout of free-exercise-db: one exercise or a list of them
    FreeExerciseDb,
    /// What `export fhir` or `fhir-r5` wrote: a bundle of a program
    Fhir,
    /// What `export json` wrote: its folder, or documents.json in it
    Json,
}

/// How a command without findings of its own writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlainFormat {
    /// For people at a terminal
    Human,
    /// For programs: one JSON document
    Json,
}

/// What `new` can write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NewKind {
    /// An exercise
    Exercise,
    /// A program
    Program,
    /// A condition
    Condition,
    /// Advice for daily life
    Advice,
    /// Signs that need a doctor
    RedFlag,
    /// A citation
    Source,
    /// A program tailored to one patient
    Prescription,
}

impl NewKind {
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Exercise => Kind::Exercise,
            Self::Program => Kind::Program,
            Self::Condition => Kind::Condition,
            Self::Advice => Kind::Advice,
            Self::RedFlag => Kind::RedFlag,
            Self::Source => Kind::Source,
            Self::Prescription => Kind::Prescription,
        }
    }
}

/// `build`
#[derive(Debug, ClapArgs)]
pub(crate) struct Build {
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `export`
#[derive(Debug, ClapArgs)]
pub(crate) struct Export {
    /// The exporter: `regimen list exporters` names them
    pub(crate) name: String,
    /// The programs, by their ids; all if none is named
    pub(crate) programs: Vec<String>,
    /// All programs, as if none were named
    #[arg(long, conflicts_with_all = ["programs", "patient"])]
    pub(crate) all: bool,
    /// Tailor it to one patient by this prescription, which may lie anywhere
    #[arg(long = "for", value_name = "FILE", conflicts_with = "programs")]
    pub(crate) patient: Option<PathBuf>,
    /// Write the patient's label nowhere, even if the prescription has one
    #[arg(long)]
    pub(crate) no_label: bool,
    /// Let each session of a calendar ring when it begins
    #[arg(long)]
    pub(crate) alarms: bool,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// `report`
#[derive(Debug, ClapArgs)]
pub(crate) struct Report {
    /// The programs, by their ids; all if none is named
    pub(crate) programs: Vec<String>,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ReportFormat,
}

/// How `report` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people at a terminal
    Human,
    /// For programs: one JSON document (`regimen schema coverage`)
    Json,
    /// For a page or a pull request: tables in Markdown
    Markdown,
}

/// Where and how to write.
#[derive(Debug, ClapArgs)]
pub(crate) struct Output {
    /// The folder to write into. Each exporter has a folder of its own in it
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub(crate) out: PathBuf,
    /// The paper to lay out for, if not the library's own
    #[arg(long, value_name = "PAPER")]
    pub(crate) paper: Option<PaperArg>,
    /// The layouts of handouts to make, with commas between them, or `all`; without it, those of the library's theme
    #[arg(long, value_name = "LAYOUT", value_delimiter = ',')]
    pub(crate) layout: Vec<LayoutArg>,
    /// Make handouts for a printer that has black only
    #[arg(long)]
    pub(crate) black_and_white: bool,
    /// Print the emergency number of this country (two letters), if library.json has one for it
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) region: Option<String>,
    /// On how many cores to work; all of them, if not given
    #[arg(long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,
    /// Make every sheet anew, even where nothing that it shows has changed
    #[arg(long)]
    pub(crate) force: bool,
}

impl Output {
    /// The layouts that are asked for; none means those of the library.
    pub(crate) fn layouts(&self) -> Vec<Layout> {
        let asked = |layout: &Layout| {
            self.layout.iter().any(|arg| *arg == LayoutArg::All || arg.layout() == Some(*layout))
        };
        Layout::ALL.into_iter().filter(asked).collect()
    }
}

/// A layout of a handout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LayoutArg {
    /// Everything, in 12 points
    Full,
    /// One sheet for the door of the fridge
    Compact,
    /// Everything, in 18 points
    LargePrint,
    /// A card for each exercise, four to a page
    Cards,
    /// The diary alone
    Diary,
    /// Sources, codes, waivers and the reporting checklist
    Clinician,
    /// Each of them
    All,
}

impl LayoutArg {
    fn layout(self) -> Option<Layout> {
        Some(match self {
            Self::Full => Layout::Full,
            Self::Compact => Layout::Compact,
            Self::LargePrint => Layout::LargePrint,
            Self::Cards => Layout::Cards,
            Self::Diary => Layout::Diary,
            Self::Clinician => Layout::Clinician,
            Self::All => return None,
        })
    }
}

/// When to write in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal that shows it, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the author's own text, underlined
    Human,
    /// For programs: one JSON document (`regimen schema report`)
    Json,
    /// For code scanning: SARIF 2.1.0
    Sarif,
    /// For GitHub workflows: annotations
    Github,
    /// For CI servers: `JUnit` XML
    Junit,
}

/// The least level that makes a check fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Gate {
    /// Errors
    Error,
    /// Warnings and errors
    Warning,
    /// Anything at all
    Hint,
}

impl Gate {
    pub(crate) fn level(self) -> Level {
        match self {
            Self::Error => Level::Error,
            Self::Warning => Level::Warning,
            Self::Hint => Level::Hint,
        }
    }
}

/// What `list` lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listed {
    /// The library's programs
    Programs,
    /// The library's exercises
    Exercises,
    /// The library's conditions
    Conditions,
    /// The library's advice
    Advice,
    /// The library's red flags
    RedFlags,
    /// The library's sources
    Sources,
    /// Every rule, with its level
    Rules,
    /// Every exporter
    Exporters,
}

/// A size of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PaperArg {
    /// 210 × 297 mm
    A4,
    /// 8.5 × 11 in
    Letter,
}

impl PaperArg {
    pub(crate) fn paper(self) -> Paper {
        match self {
            Self::A4 => Paper::A4,
            Self::Letter => Paper::Letter,
        }
    }
}
