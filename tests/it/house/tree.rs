//! The files of the package.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::lex::{Lexed, lex};

/// A file of `src/`.
pub(super) struct Source {
    /// Its path below `src/`, with slashes.
    pub(super) path: String,
    pub(super) text: String,
    pub(super) lexed: Lexed,
}

impl Source {
    /// The folder directly below `src/` that it lies in, or its own name without the ending.
    pub(super) fn folder(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }
}

pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file of `src/`, in order.
pub(super) fn sources() -> Vec<Source> {
    let src = root().join("src");
    let mut files = Vec::new();
    walk(&src, &mut files);
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("a source file is text");
        Source { path: name(path, &src), lexed: lex(&text), text }
    };
    let sources: Vec<Source> =
        files.iter().filter(|path| path.extension().is_some_and(|end| end == "rs")).map(read).collect();
    assert!(sources.len() > 100, "the sources were not found");
    sources
}

/// The text of every file that belongs to the package: what git tracks or would, or all where git cannot say.
pub(super) fn tracked() -> Vec<(String, String)> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    let mut files: Vec<PathBuf> = match listed {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => {
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            text.split('\0').filter(|path| !path.is_empty()).map(|path| root().join(path)).collect()
        }
        Ok(_) | Err(_) => {
            let mut files = Vec::new();
            walk(root(), &mut files);
            files
        }
    };
    files.sort();
    let text = |path: &PathBuf| Some((name(path, root()), std::fs::read_to_string(path).ok()?));
    let texts: Vec<(String, String)> = files.iter().filter_map(text).collect();
    assert!(texts.len() > 150, "the tracked files were not found");
    texts
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let skipped = ["target", "out", ".git"].iter().any(|name| path.file_name().is_some_and(|file| file == *name));
        if path.is_dir() && !skipped {
            walk(&path, files);
        } else if path.is_file() {
            files.push(path);
        }
    }
}

fn name(path: &Path, root: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
