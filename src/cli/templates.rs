//! Templates of one's own: a folder of them, or one, by the names that mails know them by.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::notice::{Wordings, is_template};
use crate::source::Fault;

use super::halt::{Halt, Problem};
use super::source::nearest_of;
use super::suite::{name_of, read_file};

/// How deep templates lie: in a folder for each language.
const DEPTH: usize = 1;

/// The words of the mails: those of a folder in the place of the shipped ones.
///
/// # Errors
///
/// A folder that is none; every file in it that no mail is made of, or that can't be read or rendered.
pub(super) fn wordings(folder: Option<&PathBuf>) -> Result<Arc<Wordings>, Halt> {
    let Some(folder) = folder else { return Ok(Wordings::shipped()) };
    if !folder.is_dir() {
        return Err(missing(folder, "folder").into());
    }
    let files = below(folder)?;
    if files.is_empty() {
        let problem = Problem::usage(format!("`{}` holds no template", name_of(folder)));
        return Err(problem.help("copy those that you want to change out of `fixtures/mail`").into());
    }
    let named = |fault: Fault| Fault { file: name_of(&folder.join(&fault.file)), ..fault };
    let read = Wordings::with(files).map_err(|faults| faults.into_iter().map(named).collect::<Vec<_>>())?;
    Ok(Arc::new(read))
}

/// The templates of a folder, or the one of a file with what stands beside it.
///
/// # Errors
///
/// A path that does not exist, files that can't be read, a path without a template.
pub(super) fn templates(path: &Path) -> Result<(BTreeMap<String, String>, Option<String>), Halt> {
    if path.is_dir() {
        let files = below(path)?;
        if files.keys().any(|name| is_template(name)) {
            return Ok((files, None));
        }
        return Err(Problem::usage(format!("`{}` holds no template", name_of(path))).help(ENDINGS).into());
    }
    if !path.is_file() {
        return Err(missing(path, "file or folder").into());
    }
    let name = name_of(path);
    if !is_template(&name) {
        return Err(Problem::usage(format!("`{name}` is no template")).help(ENDINGS).into());
    }
    let mut files = BTreeMap::new();
    for path in [path.to_owned(), path.with_extension("txt")].into_iter().filter(|path| path.is_file()) {
        let text = read_file(&path, &name_of(&path)).map_err(|fault| vec![*fault])?;
        files.insert(plain_name(&path), text);
    }
    Ok((files, Some(plain_name(path))))
}

fn plain_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// What names of templates end with.
const ENDINGS: &str = "a template is a file that ends in `.subject.txt`, `.txt` or `.html`";

fn missing(path: &Path, what: &str) -> Problem {
    let problem = Problem::usage(format!("there is no {what} `{}`", name_of(path)));
    match nearest_of(path, |_| true) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.help("the shipped templates stand in `fixtures/mail`"),
    }
}

fn below(folder: &Path) -> Result<BTreeMap<String, String>, Halt> {
    let mut files = BTreeMap::new();
    add(folder, "", DEPTH, &mut files)?;
    Ok(files)
}

fn add(folder: &Path, prefix: &str, depth: usize, files: &mut BTreeMap<String, String>) -> Result<(), Halt> {
    let unreadable =
        |cause: std::io::Error| vec![Fault::new(&name_of(folder), format!("the folder can't be read: {cause}"))];
    let entries = fs::read_dir(folder).map_err(unreadable)?;
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            if depth > 0 {
                add(&path, &format!("{name}/"), depth - 1, files)?;
            }
        } else if is_template(&name) || name.ends_with(".yaml") {
            let text = read_file(&path, &name_of(&path)).map_err(|fault| vec![*fault])?;
            files.insert(format!("{prefix}{name}"), text);
        }
    }
    Ok(())
}
