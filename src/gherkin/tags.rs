//! Tag expressions: which scenarios a run selects.

use cucumber::gherkin::tagexpr::TagOperation;
use cucumber::tag::Ext;

use crate::source::{Fault, Place, Source};

/// gherkin reads expressions by recursion, so what is long or deep is refused first.
const LONGEST: usize = 4096;
const DEEPEST: usize = 64;

/// An expression over tags: `@a and not (@b or @c)`.
#[derive(Clone, Debug)]
pub struct TagFilter(TagOperation);

impl TagFilter {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// Where the expression stops making sense.
    pub fn parse(text: &str) -> Result<TagFilter, Vec<Fault>> {
        let source = Source::new("tag expression", text);
        if text.len() > LONGEST || text.matches('(').count() + text.matches("not").count() > DEEPEST {
            let fault = source.fault(Place::START, "the tag expression is too long");
            return Err(vec![
                fault.expected(format!("at most {LONGEST} bytes and {DEEPEST} parentheses and negations")),
            ]);
        }
        let skipped = text.len() - text.trim_start().len();
        let operation = text.trim().parse::<TagOperation>();
        operation.map(TagFilter).map_err(|error| vec![bad(source, skipped + error.location.offset)])
    }

    /// Whether a scenario with these tags, written without at-signs, is selected.
    pub fn keeps(&self, tags: &[String]) -> bool {
        self.0.eval(tags)
    }

    /// The tags that the expression names, in its order and without at-signs.
    pub fn tags(&self) -> Vec<&str> {
        let mut tags = Vec::new();
        named(&self.0, &mut tags);
        tags
    }
}

fn named<'a>(operation: &'a TagOperation, tags: &mut Vec<&'a str>) {
    match operation {
        TagOperation::And(one, other) | TagOperation::Or(one, other) => {
            named(one, tags);
            named(other, tags);
        }
        TagOperation::Not(one) => named(one, tags),
        TagOperation::Tag(tag) => tags.push(tag),
    }
}

/// What is wrong at an offset of an expression.
fn bad(source: Source<'_>, offset: usize) -> Fault {
    let (before, rest) = source.text.split_at_checked(offset).unwrap_or((source.text, ""));
    let is_part = |c: char| !(c.is_whitespace() || c == '(' || c == ')');
    let word: String = rest.chars().take_while(|c| is_part(*c)).collect();
    let count = |text: &str| u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let place = Place { line: 1, column: count(before) + 1, length: count(&word) };
    let (message, help) = match word.as_str() {
        "" if rest.is_empty() && before.trim().is_empty() => ("the tag expression is empty".to_owned(), None),
        "" if rest.is_empty() => ("the tag expression ends too early".to_owned(), None),
        "" => (format!("`{}` can't stand here", rest.chars().next().unwrap_or_default()), None),
        "and" | "or" | "not" => (format!("`{word}` can't stand here"), None),
        _ if word.starts_with('@') => {
            (format!("`{word}` stands behind another tag"), Some("join tags by `and` or `or`".to_owned()))
        }
        _ if !word.starts_with(char::is_alphanumeric) => {
            (format!("`{word}` is no tag"), Some("write `and`, `or` and `not` as words".to_owned()))
        }
        _ => (format!("`{word}` is no tag"), Some(format!("write `@{word}`"))),
    };
    let fault =
        source.fault(place, message).expected("tags such as `@slow`, joined by `and`, `or`, `not` and parentheses");
    match help {
        Some(help) => fault.help(help),
        None => fault,
    }
}
