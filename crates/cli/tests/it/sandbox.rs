//! A library of its own in a temporary folder for each test, and the built `regimen` to run in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use snapbox::cmd::{Command, cargo_bin};
use tempfile::TempDir;

/// The day on which all tests run.
pub(crate) const TODAY: &str = "2026-11-21";

/// A temporary folder with a library in `lib`: the validator's base library, or the project's own content.
pub(crate) struct Sandbox {
    dir: TempDir,
}

#[expect(clippy::disallowed_methods, reason = "tests prepare and look at files themselves")]
impl Sandbox {
    /// The base library of the validator's tests: one document of each kind, nothing to find.
    pub(crate) fn base() -> Self {
        Self::of(&workspace().join("crates/validator/tests/base"))
    }

    /// A copy of a library.
    pub(crate) fn of(library: &Path) -> Self {
        let sandbox = Self::empty();
        copy(library, &sandbox.path("lib"));
        sandbox
    }

    /// A folder with nothing in it.
    pub(crate) fn empty() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Puts something in place of the one occurrence of a text.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
        self.write(path, text.replace(from, to));
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    pub(crate) fn folder(&self, path: &str) {
        std::fs::create_dir_all(self.path(path)).unwrap();
    }

    /// A symbolic link; `to` as it is written in it.
    #[cfg(unix)]
    pub(crate) fn link(&self, path: &str, to: &str) {
        std::os::unix::fs::symlink(to, self.path(path)).unwrap();
    }

    /// A file that claims to be this long and takes no room on the disk.
    pub(crate) fn sparse(&self, path: &str, start: &str, length: u64) {
        self.write(path, start);
        std::fs::OpenOptions::new().write(true).open(self.path(path)).unwrap().set_len(length).unwrap();
    }

    /// Every file and link below a folder, with its bytes or with where it leads.
    pub(crate) fn files(&self, path: &str) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.path(path), &self.path(path), &mut files);
        files
    }

    pub(crate) fn remove_folder(&self, path: &str) {
        std::fs::remove_dir_all(self.path(path)).unwrap();
    }

    /// A run of `regimen` in the folder that holds the library.
    pub(crate) fn regimen(&self, args: &[&str]) -> Command {
        Command::new(cargo_bin!("regimen"))
            .args(args)
            .current_dir(self.path("."))
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("RUST_BACKTRACE")
            .timeout(std::time::Duration::from_mins(1))
    }

    /// A run in the library, on the day of all tests.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let args: Vec<_> = args.iter().copied().chain(["--library", "lib", "--today", TODAY]).collect();
        Run::of(self.regimen(&args))
    }
}

/// How a run ended and what it said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    pub(crate) fn of(command: Command) -> Self {
        Self::from(command.output().unwrap())
    }

    /// Asserts how it ended; no run may panic.
    #[track_caller]
    pub(crate) fn ends(self, code: i32) -> Self {
        assert!(!self.stderr.contains("panicked"), "{self:#?}");
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Asserts that every word stands in what it said.
    #[track_caller]
    pub(crate) fn says(self, words: &[&str]) -> Self {
        let said = format!("{}{}", self.stdout, self.stderr);
        for word in words {
            assert!(said.contains(word), "{word:?} is not in\n{said}");
        }
        self
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("all that is said is UTF-8");
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// Whether a file's name ends in a point and this.
pub(crate) fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|e| e == ending)
}

/// The root of the workspace.
pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

#[expect(clippy::disallowed_methods, reason = "tests prepare files themselves")]
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "tests look at files themselves")]
fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        let meta = path.symlink_metadata().unwrap();
        if meta.is_symlink() {
            files.insert(name, format!("-> {}", std::fs::read_link(&path).unwrap().display()).into_bytes());
        } else if meta.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(name, std::fs::read(&path).unwrap());
        }
    }
}
