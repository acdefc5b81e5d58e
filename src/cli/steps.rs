//! `steps`: the phrases that scenarios are written in, each with an example and its YAML key.

use std::fmt::Write as _;

use crate::report::{DIM, STRONG, painted};
use crate::result::Exit;
use crate::source::nearest;
use crate::stimulus::{Expectation, Fact, Row, Sight, Stimulus, fill};

use super::args::StepsArgs;
use super::halt::{Halt, Problem};
use super::terminal::Terminal;

const SECTIONS: [(&str, &[Row]); 4] = [
    ("Given", Fact::ROWS),
    ("When", Stimulus::ROWS),
    ("Then", Expectation::ROWS),
    ("Sights, where a phrase has {sight}", Sight::ROWS),
];

/// Runs the command.
///
/// # Errors
///
/// A word that no phrase holds.
pub(super) fn steps(args: &StepsArgs, terminal: &mut Terminal) -> Result<Exit, Halt> {
    let word = args.word.as_deref().unwrap_or_default().to_lowercase();
    let mut text = String::new();
    for (title, rows) in SECTIONS {
        let rows: Vec<&Row> = rows.iter().filter(|row| holds(row, &word)).collect();
        if !rows.is_empty() {
            let _ = writeln!(text, "{}", painted(STRONG, title));
            rows.into_iter().for_each(|row| describe(row, &mut text));
            text.push('\n');
        }
    }
    if text.is_empty() {
        return Err(unknown(&word).into());
    }
    terminal.say(&text);
    Ok(Exit::Pass)
}

fn holds(row: &Row, word: &str) -> bool {
    [row.phrase, row.key, row.about].iter().any(|text| text.to_lowercase().contains(word))
}

fn describe(row: &Row, text: &mut String) {
    let examples: Vec<String> = row.fields.iter().map(|field| field.example.to_owned()).collect();
    let _ = writeln!(text, "  {}", row.phrase);
    if !row.fields.is_empty() {
        let _ = writeln!(text, "      {}", fill(row, &examples));
    }
    let _ = writeln!(text, "      {}", painted(DIM, format_args!("{}: {}", row.key, row.about.trim())));
}

fn unknown(word: &str) -> Problem {
    let words = SECTIONS.iter().flat_map(|(_, rows)| rows.iter()).flat_map(|row| row.phrase.split(' '));
    let problem = Problem::new(Exit::Empty, format!("no phrase holds `{word}`"));
    match nearest(word, words.filter(|word| !word.starts_with('{'))) {
        Some(meant) => problem.help(format!("did you mean `{meant}`?")),
        None => problem.help("`spec911 steps` lists all phrases"),
    }
}
