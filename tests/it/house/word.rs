//! Requirement texts, emergency numbers and countries are data: no literal of the code holds one.

use std::collections::BTreeSet;

use regex::Regex;
use spec911::deployment::Defaults;
use spec911::requirement::Catalogue;
use spec911::stimulus::Fact;

use super::none;
use super::tree::sources;

/// What the number plans name, by their English names as well.
const COUNTRIES: [&str; 10] = [
    "United States",
    "Puerto Rico",
    "Canada",
    "United Kingdom",
    "Denmark",
    "Germany",
    "France",
    "Ireland",
    "Australia",
    "Mexico",
];

/// Shorter texts are words that anybody may use, such as "the dial was accepted".
const STATEMENT: usize = 24;

/// The emergency numbers of all plans, and the codes of their territories.
fn plans() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut numbers, mut territories) = (BTreeSet::new(), BTreeSet::new());
    for fact in Defaults::embedded().complete(&[]) {
        if let Fact::NumberPlan { territory, feature, national } = fact {
            territories.insert(territory.to_string());
            numbers.extend(feature.iter().chain(national.iter()).map(ToString::to_string));
        }
    }
    assert!(numbers.len() > 5 && territories.len() > 5, "the number plans were not found");
    (numbers, territories)
}

/// A literal without the formats of its placeholders and without the ids of rows: neither a width nor the number of a row
/// is one that anybody dials.
fn without_formats(literal: &str) -> String {
    Regex::new(r"\{\w*:[^{}]*\}|\b[A-Z]{3}-\d{2}\b").expect("a pattern").replace_all(literal, "").into_owned()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// Blanks as one, so that a statement is found however its lines are broken.
fn even(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '\\').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_literal_of_the_code_is_an_emergency_number() {
    let (numbers, _) = plans();
    let mut breaches = Vec::new();
    for source in &sources() {
        for (line, literal) in &source.lexed.literals {
            let plain = without_formats(literal);
            let held = words(&plain).filter(|word| numbers.contains(*word));
            breaches.extend(
                held.map(|word| {
                    format!("src/{}:{line}: `{word}` in \"{literal}\" is an emergency number", source.path)
                }),
            );
        }
        for (line, code) in source.lexed.lines() {
            // As a bare number only the long ones can be meant.
            let bare = words(code).filter(|word| word.len() > 2 && numbers.contains(*word));
            breaches.extend(bare.map(|word| format!("src/{}:{line}: {word} is an emergency number", source.path)));
        }
    }
    none(&breaches);
}

#[test]
fn no_literal_of_the_code_is_a_country() {
    let (_, territories) = plans();
    let mut breaches = Vec::new();
    for source in &sources() {
        for (line, literal) in &source.lexed.literals {
            let codes = words(literal).filter(|word| territories.contains(*word));
            let names = COUNTRIES.iter().copied().filter(|name| literal.contains(name));
            breaches.extend(
                codes
                    .chain(names)
                    .map(|word| format!("src/{}:{line}: `{word}` in \"{literal}\" is a country", source.path)),
            );
        }
    }
    none(&breaches);
}

#[test]
fn no_literal_of_the_code_is_part_of_a_requirement() {
    let catalogue = Catalogue::embedded();
    let rows = catalogue.rows().iter();
    let mut texts: Vec<(String, String)> = rows.map(|row| (row.id.to_string(), even(&row.statement))).collect();
    texts.extend(catalogue.clauses().iter().map(|clause| (clause.key.to_string(), even(&clause.text))));
    let mut breaches = Vec::new();
    for source in &sources() {
        for (line, literal) in &source.lexed.literals {
            let literal = even(literal);
            if literal.chars().count() < STATEMENT {
                continue;
            }
            let found = texts.iter().filter(|(_, text)| text.contains(&literal) || literal.contains(text.as_str()));
            breaches.extend(found.map(|(id, _)| format!("src/{}:{line}: \"{literal}\" is text of {id}", source.path)));
        }
    }
    none(&breaches);
}
