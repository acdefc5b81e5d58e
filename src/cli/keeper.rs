//! A temporary folder that is gone when this process is, however that ends: a child makes it and removes it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use crate::result::Exit;

use super::child::Child;
use super::terminal::Terminal;

/// How the names of folders begin.
const PREFIX: &str = "spec911-serve-";

/// How often the folder is removed again because somebody still wrote into it, and how long is waited in between.
const TRIES: usize = 20;
const WAIT: Duration = Duration::from_millis(50);

/// A folder in the care of a child.
pub(super) struct Kept {
    folder: PathBuf,
    keeper: Child,
}

impl Kept {
    /// Starts the child.
    ///
    /// # Errors
    ///
    /// It can't be started, or can make no folder.
    pub(super) fn start() -> io::Result<Kept> {
        let (keeper, line) = Child::start(["serve", "--keep-folder"])?;
        Ok(Kept { folder: PathBuf::from(line.trim_end()), keeper })
    }

    /// The folder.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes the folder.
    pub(super) fn end(self) {
        self.keeper.end();
    }
}

/// What the child does: makes a folder that only its user can look into, says where it is, and removes it when standard
/// input ends.
///
/// # Errors
///
/// The folder can't be made.
pub(super) fn keep(terminal: &mut Terminal) -> io::Result<Exit> {
    let folder = tempfile::Builder::new().prefix(PREFIX).tempdir()?;
    terminal.say(&format!("{}\n", folder.path().display()));
    until_input_ends();
    for _ in 0..TRIES {
        if fs::remove_dir_all(folder.path()).is_ok() || !folder.path().exists() {
            break;
        }
        sleep(WAIT);
    }
    Ok(Exit::Pass)
}

/// Waits for the end of standard input. What comes before it is not looked at.
pub(super) fn until_input_ends() {
    // An input that can't be read is one that has ended.
    let _ = io::copy(&mut io::stdin().lock(), &mut io::sink());
}
