//! ARCHITECTURE.md is held to the house as it is: a map that is wrong is worse than none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

#[test]
fn the_crate_map_names_every_crate_with_its_arrows() {
    let mapped = rows();
    let real = members();
    assert_eq!(
        mapped.keys().collect::<Vec<_>>(),
        real.keys().collect::<Vec<_>>(),
        "the folders in ARCHITECTURE.md's crate map and the workspace's members differ"
    );
    for (folder, (package, arrows)) in &real {
        let (mapped_package, mapped_arrows) = &mapped[folder];
        assert_eq!(mapped_package, package, "{folder} is another package");
        assert_eq!(mapped_arrows, arrows, "{folder} depends on other crates of ours than the map says");
    }
}

#[test]
fn the_map_names_modules_that_exist() {
    let text = architecture();
    let mut checked = 0;
    for word in text.split('`').skip(1).step_by(2) {
        let Some((krate, module)) = word.split_once("::") else { continue };
        let folder = root().join("crates").join(krate).join("src");
        if !folder.is_dir() || module.contains("::") {
            continue;
        }
        let name = module.split(['(', '<', ' ']).next().unwrap();
        let is_module = folder.join(format!("{name}.rs")).is_file() || folder.join(name).is_dir();
        let is_item = source(&folder).contains(&format!(" {name}"));
        assert!(is_module || is_item, "ARCHITECTURE.md names {word}, which does not exist");
        checked += 1;
    }
    assert!(checked > 10, "the map names hardly any module any more");
}

#[test]
fn the_map_stays_short() {
    assert!(architecture().lines().count() < 200);
}

/// The crate map's rows: folder → package and the crates of ours that it depends on.
fn rows() -> BTreeMap<String, (String, BTreeSet<String>)> {
    architecture()
        .lines()
        .filter_map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [folder, package, arrows, _] = cells[..] else { return None };
            let folder = folder.strip_prefix('`')?.strip_suffix('`')?;
            let arrows = arrows.split('`').filter(|a| a.starts_with("regimen")).map(str::to_owned).collect();
            Some((folder.to_owned(), (package.trim_matches('`').to_owned(), arrows)))
        })
        .filter(|(folder, (package, _))| package.starts_with("regimen") && !folder.is_empty())
        .collect()
}

/// The workspace's members, read from their manifests.
fn members() -> BTreeMap<String, (String, BTreeSet<String>)> {
    let mut members = BTreeMap::new();
    let mut folders = vec!["benches".to_owned()];
    folders.extend(folders_in(&root().join("crates")).into_iter().map(|name| format!("crates/{name}")));
    for folder in folders {
        let Ok(manifest) = read(&root().join(&folder).join("Cargo.toml")) else { continue };
        let name =
            manifest.lines().find_map(|l| l.strip_prefix("name = ")).unwrap().trim_matches('"').to_owned();
        let normal =
            manifest.split("\n[").find_map(|s| s.strip_prefix("dependencies]\n")).unwrap_or_default();
        let arrows = normal
            .lines()
            .filter_map(|line| line.split(['.', ' ', '=']).next())
            .filter(|dependency| dependency.starts_with("regimen"))
            .map(str::to_owned)
            .collect();
        members.insert(folder, (name, arrows));
    }
    members
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn architecture() -> String {
    read(&root().join("ARCHITECTURE.md")).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the test reads the house as it is on disk")]
fn read(path: &Path) -> std::io::Result<String> {
    std::fs::read_to_string(path)
}

#[expect(clippy::disallowed_methods, reason = "the test reads the house as it is on disk")]
fn folders_in(path: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(path).unwrap().map(Result::unwrap);
    entries.filter(|e| e.path().is_dir()).map(|e| e.file_name().into_string().unwrap()).collect()
}

#[expect(clippy::disallowed_methods, reason = "the test reads the house as it is on disk")]
fn source(folder: &Path) -> String {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.path() {
            path if path.is_dir() => text += &source(&path),
            path if path.extension().is_some_and(|e| e == "rs") => text += &read(&path).unwrap(),
            _ => {}
        }
    }
    text
}
