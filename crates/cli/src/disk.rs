//! The one place that opens files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, Result, bail};
use regimen_exporter::{Bundle, RelPath};
use regimen_validator::{Files, MAX_BYTES, ReadError};
use walkdir::{DirEntry, WalkDir};

#[expect(clippy::disallowed_methods, reason = "this is where files are opened")]
mod allowed {
    //! The calls that are banned everywhere else.
    use super::{File, Path, PathBuf, fs, io};

    pub(super) fn here() -> io::Result<PathBuf> {
        std::env::current_dir()
    }
    pub(super) fn open(path: &Path) -> io::Result<File> {
        File::open(path)
    }
    pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::write(path, bytes)
    }
    pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }
    pub(super) fn read_dir(path: &Path) -> io::Result<fs::ReadDir> {
        fs::read_dir(path)
    }
    pub(super) fn read_to_string(path: &Path) -> io::Result<String> {
        fs::read_to_string(path)
    }
    pub(super) fn create_dir_all(path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }
    pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }
    pub(super) fn remove_file(path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// The list of files that an earlier run wrote into a folder, so that only those are ever removed.
const WRITTEN: &str = ".regimen-written";

/// The folder that holds `library.json`: the one that is given, or else the nearest from here upwards, or else
/// `programs/` here.
pub(crate) fn find_library(given: Option<&Path>) -> Result<PathBuf> {
    let is_library = |dir: &Path| dir.join("library.json").is_file();
    if let Some(dir) = given {
        if is_library(dir) {
            return Ok(dir.to_owned());
        }
        bail!("{} holds no library.json: name the folder of a library", dir.display());
    }
    let here = allowed::here().context("the current folder cannot be told")?;
    if let Some(dir) = here.ancestors().find(|dir| is_library(dir)) {
        return Ok(dir.to_owned());
    }
    if is_library(&here.join("programs")) {
        return Ok(here.join("programs"));
    }
    bail!("no library.json here, above or in programs/: go to a library, or name it with --library");
}

/// The files of a library on disk.
#[derive(Debug)]
pub(crate) struct LibraryFiles {
    root: PathBuf,
    documents: Vec<Arc<str>>,
    /// What lies in the way of a document: a folder with a document's name, a loop of links.
    trouble: BTreeMap<Arc<str>, String>,
    /// A text that stands in place of a file.
    unsaved: Option<(Arc<str>, Vec<u8>)>,
    /// The way from the current folder to the library, with a slash at its end; empty if the library does not lie in it.
    prefix: String,
}

impl LibraryFiles {
    /// Finds every document below a library's folder. Hidden folders, schemas and what regimen itself wrote are
    /// passed over.
    pub(crate) fn collect(root: PathBuf) -> Self {
        let mut documents = BTreeSet::new();
        let mut trouble = BTreeMap::new();
        let mut walk = WalkDir::new(&root).follow_links(true).into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_passed_over(&entry) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                Ok(entry) => {
                    if entry.depth() == 0 || entry.path().extension().is_none_or(|e| e != "json") {
                        continue;
                    }
                    let (name, exact) = name_of(&root, entry.path());
                    if entry.file_type().is_dir() {
                        trouble.insert(name.clone(), "it is a folder with the name of a document".to_owned());
                        walk.skip_current_dir();
                    } else if !exact {
                        trouble.insert(name.clone(), "its name is not UTF-8".to_owned());
                    }
                    documents.insert(name);
                }
                Err(error) => {
                    let path = error.path().unwrap_or(&root).to_owned();
                    let (name, _) = name_of(&root, &path);
                    let why = if error.loop_ancestor().is_some() {
                        "it is a link that leads in a circle".to_owned()
                    } else {
                        error.io_error().map_or_else(|| "it cannot be opened".to_owned(), plain)
                    };
                    trouble.insert(name.clone(), why);
                    documents.insert(name);
                }
            }
        }
        let prefix = prefix_of(&root).unwrap_or_default();
        Self { root, documents: documents.into_iter().collect(), trouble, unsaved: None, prefix }
    }

    /// Puts a text in place of a file, whether or not the file exists.
    pub(crate) fn overlay(&mut self, path: &Path, bytes: Vec<u8>) -> Result<()> {
        let name = self.name(path)?;
        if let Err(at) = self.documents.binary_search(&name) {
            self.documents.insert(at, name.clone());
        }
        self.unsaved = Some((name, bytes));
        Ok(())
    }

    /// A file's path as programs open it: from the current folder if the library lies in it, else from the library's.
    pub(crate) fn path(&self, name: &str) -> String {
        tidy(&format!("{}{name}", self.prefix))
    }

    /// A path from the library's folder as it is written in one of its documents, be that in the library or not.
    pub(crate) fn seen_from(&self, document: &str, path: &str) -> Result<String> {
        let root =
            self.root.canonicalize().with_context(|| format!("{} cannot be read", self.root.display()))?;
        let folder: PathBuf = tidy(&format!("{}/{document}", slashed_whole(&root))).into();
        let folder = folder.parent().unwrap_or(&root);
        let way =
            way(folder, &root).with_context(|| format!("no way leads from {document} to the library"))?;
        // In the library's own folder there is no way to go; one that only leads upwards ends with a slash.
        let parts = [way.trim_end_matches('/'), path];
        Ok(tidy(&parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")))
    }

    /// A file as reports name it to people: from the current folder if the library lies in it, else from the library's folder.
    pub(crate) fn shown(&self, name: &str) -> String {
        // A name may hold anything but slashes: none of it may steer the terminal.
        self.path(name).replace(char::is_control, "\u{fffd}")
    }

    /// Puts a new text in place of a document, whole or not at all.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<()> {
        let path = self.root.join(name);
        // A link stays one: what it leads to gets the text.
        write_file(&path.canonicalize().unwrap_or(path), text)
    }

    /// Whether an ordinary file lies at a path from the library's folder.
    pub(crate) fn is_file(&self, name: &str) -> bool {
        self.root.join(name).is_file()
    }

    /// Whether anything lies at a path from the library's folder, a link to nothing too.
    pub(crate) fn exists(&self, name: &str) -> bool {
        self.root.join(name).symlink_metadata().is_ok()
    }

    /// A path as findings name it, if it is there: a slip of the finger must not look like a clean check.
    pub(crate) fn existing(&self, path: &Path) -> Result<Arc<str>> {
        let name = self.name(path)?;
        let is_unsaved = self.unsaved.as_ref().is_some_and(|(unsaved, _)| *unsaved == name);
        anyhow::ensure!(is_unsaved || self.exists(&name), "there is no {}", path.display());
        Ok(name)
    }

    /// A path as findings name it: from the library's folder, with slashes.
    pub(crate) fn name(&self, path: &Path) -> Result<Arc<str>> {
        let name = self.name_anywhere(path)?;
        if name.split('/').next() == Some("..") {
            bail!("{} does not lie in the library {}", path.display(), self.root.display());
        }
        Ok(name)
    }

    /// A path as findings name it, be it in the library or not: one outside starts with `..`.
    pub(crate) fn name_anywhere(&self, path: &Path) -> Result<Arc<str>> {
        let here = allowed::here().context("the current folder cannot be told")?;
        let absolute = here.join(path);
        let canonical = absolute.canonicalize().or_else(|_| {
            // An unsaved file need not exist; its folder must.
            let (parent, name) =
                absolute.parent().zip(absolute.file_name()).ok_or(io::ErrorKind::NotFound)?;
            parent.canonicalize().map(|p| p.join(name))
        });
        let canonical = canonical.with_context(|| format!("there is no {}", path.display()))?;
        let root =
            self.root.canonicalize().with_context(|| format!("{} cannot be read", self.root.display()))?;
        way(&root, &canonical).with_context(|| {
            format!("no way leads from the library {} to {}", self.root.display(), path.display())
        })
    }

    /// A path as findings name it, if it is there. A file outside the library becomes one of its documents for this
    /// run: prescriptions are kept where the clinic keeps them.
    pub(crate) fn admit(&mut self, path: &Path) -> Result<Arc<str>> {
        let name = self.name_anywhere(path)?;
        if name.split('/').next() != Some("..") || self.root.join(&*name).is_dir() {
            return self.existing(path);
        }
        anyhow::ensure!(self.exists(&name), "there is no {}", path.display());
        if let Err(at) = self.documents.binary_search(&name) {
            self.documents.insert(at, name.clone());
        }
        Ok(name)
    }
}

impl Files for LibraryFiles {
    fn documents(&self) -> &[Arc<str>] {
        &self.documents
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if let Some((_, bytes)) = self.unsaved.as_ref().filter(|(name, _)| &**name == path) {
            let length = bytes.len() as u64;
            return if length > MAX_BYTES { Err(ReadError::TooLarge(length)) } else { Ok(bytes.clone()) };
        }
        if let Some(why) = self.trouble.get(path) {
            return Err(ReadError::Unreadable(why.clone()));
        }
        let unreadable = |error: io::Error| ReadError::Unreadable(plain(&error));
        let path = self.root.join(path);
        // Before it is opened: a pipe would wait for a writer that never comes.
        let meta = path.metadata().map_err(unreadable)?;
        if !meta.is_file() {
            return Err(ReadError::Unreadable("it is not an ordinary file".to_owned()));
        }
        let mut file = allowed::open(&path).map_err(unreadable)?;
        if meta.len() > MAX_BYTES {
            return Err(ReadError::TooLarge(meta.len()));
        }
        // In one call: `read_to_end` would ask the system in pieces, and once more for the end.
        let mut bytes = vec![0; usize::try_from(meta.len()).unwrap_or_default()];
        let mut length = 0;
        while length < bytes.len() {
            match file.read(&mut bytes[length..]) {
                Ok(0) => break,
                Ok(more) => length += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(unreadable(error)),
            }
        }
        bytes.truncate(length);
        Ok(bytes)
    }

    fn size(&self, path: &str) -> Option<u64> {
        let meta = self.root.join(path).metadata().ok()?;
        meta.is_file().then_some(meta.len())
    }
}

/// A path to a file, or to the folder that holds a file of this name.
pub(crate) fn file_or_folder_with(path: &Path, name: &str) -> PathBuf {
    if path.is_dir() { path.join(name) } else { path.to_path_buf() }
}

/// Reads all of standard input, up to what a document may hold.
pub(crate) fn read_stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin()
        .lock()
        .take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .context("standard input cannot be read")?;
    Ok(bytes)
}

/// Reads all of standard input, where a program on this machine writes it.
pub(crate) fn read_stdin_whole() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
    Ok(bytes)
}

/// A folder for what only this run needs, which goes when it is let go.
pub(crate) fn scratch() -> Result<tempfile::TempDir> {
    tempfile::Builder::new()
        .prefix("regimen-")
        .tempdir()
        .context("no folder for unfinished files can be made")
}

/// Every file below a folder that another tool wrote; hidden ones are passed over.
pub(crate) fn read_bundle(folder: &Path) -> Result<Bundle> {
    let mut bundle = Bundle::default();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{} cannot be read", folder.display()))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let (name, _) = name_of(folder, entry.path());
        if let Some(path) = RelPath::new(&*name) {
            let bytes = allowed::read(entry.path()).with_context(|| format!("{name} cannot be read"))?;
            bundle.files.insert(path, bytes);
        }
    }
    Ok(bundle)
}

/// Reads a sheet as PDF, up to what a sheet may hold.
pub(crate) fn read_sheet(path: &Path) -> Result<Vec<u8>> {
    const MOST: u64 = 64 * 1024 * 1024;
    let meta = path.metadata().with_context(|| format!("{} cannot be read", path.display()))?;
    anyhow::ensure!(meta.is_file(), "{} is no ordinary file", path.display());
    anyhow::ensure!(meta.len() <= MOST, "{} is too large for a sheet", path.display());
    let mut bytes = Vec::new();
    allowed::open(path)
        .and_then(|file| file.take(MOST).read_to_end(&mut bytes))
        .with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(bytes)
}

/// What the bundles of a run are of all that their exporters make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Everything: what an earlier run wrote and this one did not is removed.
    All,
    /// A part: the rest stays.
    Some,
    /// A patient's: it stays for as long as the clinic keeps it, whatever later runs write.
    OnePatient,
}

/// A file that is to stand below the folder of its exporter.
#[derive(Debug)]
pub(crate) enum Ready {
    /// It is written.
    Bytes(Vec<u8>),
    /// It lies aside, in what is kept below the same folder, and is moved.
    Aside(PathBuf),
    /// It stands there.
    InPlace,
}

/// What an exporter's folder is to hold.
pub(crate) type ReadyFiles = BTreeMap<RelPath, Ready>;

/// The files of a bundle, all to be written.
pub(crate) fn ready(bundle: Bundle) -> ReadyFiles {
    bundle.files.into_iter().map(|(path, bytes)| (path, Ready::Bytes(bytes))).collect()
}

/// Writes bundles below a folder, each in the folder of its exporter. All files are written aside first and then
/// moved to their places, so that a run that fails leaves what was there. Files that regimen did not write are never
/// removed.
pub(crate) fn write_bundles(out: &Path, bundles: &[(&str, ReadyFiles)], extent: Extent) -> Result<()> {
    refuse_link(out)?;
    for (name, bundle) in bundles {
        let wanted = RelPath::new(*name).is_some_and(|p| !p.contains('/'));
        anyhow::ensure!(wanted, "an exporter cannot be called {name}");
        refuse_what_is_in_the_way(&out.join(name), bundle)?;
    }
    allowed::create_dir_all(out).with_context(|| format!("the folder {} cannot be made", out.display()))?;
    let aside = tempfile::Builder::new()
        .prefix(".regimen-")
        .tempdir_in(out)
        .with_context(|| format!("nothing can be written into {}", out.display()))?;
    for (name, bundle) in bundles {
        for (path, ready) in bundle {
            let Ready::Bytes(bytes) = ready else { continue };
            let file = aside.path().join(name).join(&**path);
            make_parent(&file)?;
            allowed::write(&file, bytes)
                .with_context(|| format!("{} cannot be written", out.join(name).join(&**path).display()))?;
        }
    }
    for (name, bundle) in bundles {
        let folder = out.join(name);
        allowed::create_dir_all(&folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
        for (path, ready) in bundle {
            let target = folder.join(&**path);
            let from = match ready {
                Ready::Bytes(_) => aside.path().join(name).join(&**path),
                Ready::Aside(file) => file.clone(),
                Ready::InPlace => continue,
            };
            make_parent(&target)?;
            allowed::rename(&from, &target)
                .with_context(|| format!("{} cannot be written", target.display()))?;
        }
        forget_stale(&folder, bundle, extent)?;
    }
    aside.close().context("the folder for unfinished files cannot be removed")
}

/// Writes one file of generated text, whole or not at all.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<()> {
    write_bytes(path, text.as_bytes())
}

/// What is kept from one run to the next, below a folder that is written into: a hidden folder of its own. Keeping is
/// never needed, so nothing here fails: what cannot be read is not there, what cannot be written is not kept.
#[derive(Debug)]
pub(crate) struct Kept(PathBuf);

impl Kept {
    /// What is kept of a kind below a folder. Nothing is, where a link leads elsewhere.
    pub(crate) fn below(out: &Path, kind: &str) -> Option<Self> {
        let all = out.join(".regimen-kept");
        let own = all.join(kind);
        [out, &all, &own].iter().all(|path| refuse_link(path).is_ok()).then_some(Self(own))
    }

    pub(crate) fn read(&self, key: &str) -> Option<Vec<u8>> {
        allowed::read(&self.0.join(key)).ok()
    }

    /// Keeps bytes; where, unless nothing can be written there. Another run may be reading them: they appear whole or not
    /// at all.
    pub(crate) fn write(&self, key: &str, bytes: &[u8]) -> Option<PathBuf> {
        let path = self.path(key);
        write_bytes(&path, bytes).ok().map(|()| path)
    }

    /// Where something is kept.
    pub(crate) fn path(&self, key: &str) -> PathBuf {
        self.0.join(key)
    }

    /// A file that was written into a folder, if it is there; not through a link.
    pub(crate) fn in_place(folder: &Path, path: &RelPath) -> Option<Vec<u8>> {
        refuse_link(folder).ok()?;
        allowed::read(&links_refused_on_the_way(folder, path).ok()?).ok()
    }

    /// Removes what is kept under any other key.
    pub(crate) fn forget_all_but(&self, keys: impl Iterator<Item = String>) {
        let keys: BTreeSet<String> = keys.collect();
        let Ok(entries) = allowed::read_dir(&self.0) else { return };
        for entry in entries.flatten() {
            let stale = entry.file_name().to_str().is_some_and(|name| !keys.contains(name));
            if stale && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                let _ = allowed::remove_file(&entry.path());
            }
        }
    }
}

/// Writes one generated file, whole or not at all.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    make_parent(path)?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = new_file(path, folder)
        .with_context(|| format!("nothing can be written into {}", folder.display()))?;
    file.write_all(bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    file.persist(path).with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(())
}

/// A file aside that is as open to others as the one it takes the place of, or else as any new file.
#[cfg(unix)]
fn new_file(path: &Path, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt as _;
    const ANY_NEW_FILE: u32 = 0o666; // less what the user's mask takes away
    let before = path.metadata().ok().map(|meta| meta.permissions());
    let first = before.clone().unwrap_or_else(|| fs::Permissions::from_mode(ANY_NEW_FILE));
    let file = tempfile::Builder::new().permissions(first).tempfile_in(folder)?;
    if let Some(before) = before {
        // The mask has no say in what is there already.
        file.as_file().set_permissions(before)?;
    }
    Ok(file)
}

#[cfg(not(unix))]
fn new_file(_: &Path, folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::NamedTempFile::new_in(folder)
}

fn make_parent(file: &Path) -> Result<()> {
    match file.parent() {
        Some(parent) => allowed::create_dir_all(parent)
            .with_context(|| format!("the folder {} cannot be made", parent.display())),
        None => Ok(()),
    }
}

/// A link in the output's folder could lead anywhere: nothing is written or removed through one.
fn refuse_link(path: &Path) -> Result<()> {
    // Without a slash at its end, behind which a link would be followed.
    let path: PathBuf = path.components().collect();
    match path.symlink_metadata() {
        Ok(meta) if meta.is_symlink() => {
            bail!("{} is a link: remove it, or choose another --out", path.display())
        }
        _ => Ok(()),
    }
}

/// Looks at every place that is about to be written before anything is, so that what stands in the way of one file
/// leaves all others as they were.
fn refuse_what_is_in_the_way(folder: &Path, bundle: &ReadyFiles) -> Result<()> {
    refuse_link(folder)?;
    refuse_link(&folder.join(WRITTEN))?;
    anyhow::ensure!(!folder.is_file(), "{} is a file: remove it, or choose another --out", folder.display());
    for path in bundle.keys() {
        let target = links_refused_on_the_way(folder, path)?;
        anyhow::ensure!(
            !target.is_dir(),
            "{} is a folder: remove it, or choose another --out",
            target.display()
        );
    }
    Ok(())
}

fn links_refused_on_the_way(folder: &Path, path: &RelPath) -> Result<PathBuf> {
    let mut at = folder.to_owned();
    for segment in path.split('/') {
        at.push(segment);
        refuse_link(&at)?;
    }
    Ok(at)
}

/// Removes what an earlier run wrote and this one did not, and notes what is there now.
fn forget_stale(folder: &Path, bundle: &ReadyFiles, extent: Extent) -> Result<()> {
    let list = folder.join(WRITTEN);
    let before: BTreeSet<RelPath> =
        allowed::read_to_string(&list).unwrap_or_default().lines().filter_map(RelPath::new).collect();
    let mut now: BTreeSet<&RelPath> = match extent {
        Extent::OnePatient => BTreeSet::new(),
        Extent::All | Extent::Some => bundle.keys().collect(),
    };
    if extent == Extent::All {
        for stale in before.iter().filter(|path| !bundle.contains_key(*path)) {
            // A link is none of our files, nor is what lies behind it.
            let Ok(file) = links_refused_on_the_way(folder, stale) else { continue };
            match allowed::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("{} cannot be removed", file.display()));
                }
                _ => {}
            }
        }
    } else {
        now.extend(&before);
    }
    let names: Vec<&str> = now.into_iter().map(|path| &**path).collect();
    write_file(&list, &(names.join("\n") + "\n"))
}

/// Whether a folder or file below the library is none of its documents.
fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let is_dir = entry.file_type().is_dir();
    name.starts_with('.')
        || (is_dir && matches!(&*name, "node_modules" | "target"))
        || (is_dir && entry.path().join(WRITTEN).is_file())
        || (!is_dir && name.ends_with(".schema.json"))
}

/// The way from the current folder down to a library.
fn prefix_of(root: &Path) -> Option<String> {
    let here = allowed::here().ok()?.canonicalize().ok()?;
    let root = root.canonicalize().ok()?;
    let (way, _) = slashed(root.strip_prefix(here).ok()?);
    (!way.is_empty()).then(|| format!("{way}/"))
}

fn name_of(root: &Path, path: &Path) -> (Arc<str>, bool) {
    slashed(path.strip_prefix(root).unwrap_or(path))
}

/// A path without steps that lead back at once.
fn tidy(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        if part == ".." && parts.last().is_some_and(|last| !matches!(*last, ".." | "")) {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

/// A whole path with slashes.
fn slashed_whole(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// The way from a folder to a file, with slashes and `..`; none where no way leads, as between two drives.
fn way(from: &Path, to: &Path) -> Option<Arc<str>> {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let (rest, to) = (from.components().skip(shared), to.components().skip(shared).collect::<PathBuf>());
    let is_named = |part: Component<'_>| matches!(part, Component::Normal(_));
    if shared == 0 || !rest.clone().all(is_named) {
        return None;
    }
    Some(("../".repeat(rest.count()) + &slashed(&to).0).into())
}

/// A relative path with slashes, and whether it says exactly what the file is called.
fn slashed(path: &Path) -> (Arc<str>, bool) {
    let parts: Vec<_> = path
        .components()
        .filter_map(|c| match c {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        })
        .collect();
    let exact = path.to_str().is_some();
    (parts.join("/").into(), exact)
}

/// An error of the system in a few words.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "it is not there".to_owned(),
        io::ErrorKind::PermissionDenied => "reading it is not permitted".to_owned(),
        _ => error.to_string().to_lowercase(),
    }
}
