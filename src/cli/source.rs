//! Paths of the command line: which files they name, and at which line.

use std::fs;
use std::path::{Path, PathBuf};

use crate::result::Exit;
use crate::source::nearest;

use super::halt::Problem;
use super::suite::{Files, add_file, add_folder, embedded, holds_scenarios, name_of};

/// What one path of the command line names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The path as it was given.
    pub(super) given: String,
    /// The files it names.
    pub(super) files: Vec<String>,
    /// The line, if it names one.
    pub(super) line: Option<u32>,
}

/// The files that a command line asks for, and what its paths want of them.
#[derive(Debug)]
pub(super) struct Sources {
    /// The files with their texts.
    pub(super) files: Files,
    /// One entry a path.
    pub(super) wanted: Vec<Wanted>,
}

/// Gathers the files of paths, else those of a folder, else the embedded ones.
///
/// # Errors
///
/// Every path that does not exist; a folder without scenarios.
pub(super) fn gather(paths: &[String], features: Option<&Path>) -> Result<Sources, Problem> {
    let mut files = Files::new();
    if let Some(folder) = features.filter(|folder| !folder.is_dir()) {
        let given = folder.display().to_string();
        if folder.is_file() {
            let problem = Problem::usage(format!("`{given}` is no folder"));
            return Err(problem.help(format!("leave `--features` out: `spec911 check {given}`")));
        }
        let problem = Problem::usage(format!("there is no folder `{given}`"));
        return Err(suggest(problem, &given));
    }
    if paths.is_empty() {
        match features {
            Some(folder) => add_folder(folder, &mut files),
            None => files = embedded(),
        }
        return if files.is_empty() { Err(empty(features)) } else { Ok(Sources { files, wanted: Vec::new() }) };
    }
    let mut wanted = Vec::new();
    let mut missing = Vec::new();
    for given in paths {
        match find(given, features, &mut files) {
            Some(found) => wanted.push(found),
            None => missing.push(given.as_str()),
        }
    }
    match missing.split_first() {
        None => Ok(Sources { files, wanted }),
        Some((first, more)) => {
            let problem = Problem::usage(format!("there is no file or folder `{first}`"));
            let problem = more.iter().take(4).fold(problem, |problem, path| problem.note(format!("nor `{path}`")));
            Err(suggest(problem, split(first).0))
        }
    }
}

fn empty(features: Option<&Path>) -> Problem {
    let folder = features.map_or("the embedded suite".to_owned(), |folder| format!("`{}`", folder.display()));
    let problem = Problem::new(Exit::Empty, format!("nothing is selected: {folder} holds no scenario"));
    problem.help("a scenario is a file that ends in `.feature`, `.yaml` or `.yml`")
}

/// The file and the line of `path:line`; a path without a line is a whole one.
fn split(given: &str) -> (&str, Option<u32>) {
    match given.rsplit_once(':') {
        Some((path, line))
            if !path.is_empty() && !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            (path, Some(line.parse().unwrap_or(u32::MAX)))
        }
        _ => (given, None),
    }
}

/// The files of a path: as it stands, else below the features' folder, else embedded.
fn find(given: &str, features: Option<&Path>, files: &mut Files) -> Option<Wanted> {
    let (path, line) = if Path::new(given).exists() { (given, None) } else { split(given) };
    let below = features.map(|folder| folder.join(path));
    let on_disk = [Some(PathBuf::from(path)), below].into_iter().flatten().find(|path| path.exists());
    let mut found = Files::new();
    match &on_disk {
        Some(path) if path.is_dir() => add_folder(path, &mut found),
        Some(path) => add_file(path, &mut found),
        None => {
            let folder = format!("{}/", path.trim_end_matches('/'));
            found = embedded();
            found.retain(|name, _| name == path || name.starts_with(&folder));
            if found.is_empty() {
                return None;
            }
        }
    }
    let names = found.keys().cloned().collect();
    files.append(&mut found);
    Some(Wanted { given: given.to_owned(), files: names, line })
}

/// The problem with the nearest path: a neighbour on disk, or an embedded file.
fn suggest(problem: Problem, given: &str) -> Problem {
    let path = Path::new(given);
    let mut names = neighbours(path, |path| path.is_dir() || holds_scenarios(&name_of(path)));
    for name in embedded().into_keys() {
        names.extend(Path::new(&name).ancestors().map(name_of).filter(|name| !name.is_empty()));
    }
    names.sort();
    names.dedup();
    match nearest(&name_of(path), names.iter().map(String::as_str)) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.help("`spec911 check --list` lists the embedded scenarios"),
    }
}

/// The neighbour of a path that was probably meant, among those that `fits` holds for.
pub(super) fn nearest_of(path: &Path, fits: impl Fn(&Path) -> bool) -> Option<String> {
    let mut names = neighbours(path, fits);
    names.sort();
    nearest(&name_of(path), names.iter().map(String::as_str)).map(str::to_owned)
}

fn neighbours(path: &Path, fits: impl Fn(&Path) -> bool) -> Vec<String> {
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(parent).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.filter(|path| fits(path)).map(|path| name_of(&path)).collect()
}
