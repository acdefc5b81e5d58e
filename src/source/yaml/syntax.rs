//! What a syntax error of YAML means, in the words of whoever wrote the file, and what to write instead.

use granit_parser::ErrorKind as Kind;

use super::parse::MAX_DEPTH;

/// The parser's messages on what people get wrong most often, told anew.
#[derive(Default)]
pub(super) struct Told {
    /// What is wrong, where the parser's own message is no help.
    pub(super) message: Option<String>,
    /// What was expected.
    pub(super) expected: Option<String>,
    /// What to write instead.
    pub(super) help: Option<&'static str>,
    /// Whether the error is about the tab before the place where the parser found it.
    pub(super) is_tab: bool,
}

/// What a kind of error means; most of the kinds are so rare that the parser's message has to do.
pub(super) fn told(kind: &Kind) -> Told {
    let help = |help| Told { help: Some(help), ..Told::default() };
    if matches!(kind, Kind::MappingValueNotAllowed | Kind::InvalidIndentation | Kind::ExpectedBlockMappingKey) {
        return help("indent the line as deep as its neighbours, and put a text that holds `: ` in quotes");
    }
    if matches!(kind, Kind::ExpectedBlockSequenceEntry | Kind::BlockSequenceEntryNotAllowed) {
        return help("indent the line as deep as the entries above it, and begin each entry with `- `");
    }
    if matches!(kind, Kind::UnclosedQuotedScalar | Kind::InvalidQuotedScalarIndent) {
        return help("close the quote");
    }
    if matches!(kind, Kind::UnclosedFlowCollection { .. }) {
        return help("close the bracket");
    }
    if matches!(kind, Kind::ExpectedFlowMappingSeparator | Kind::ExpectedFlowSequenceSeparator) {
        return help("put a comma between two entries, and a text that holds one in quotes");
    }
    if matches!(kind, Kind::TabNotAllowed | Kind::TabInBlockIndentation | Kind::TabInIndentation) {
        return Told {
            message: Some("a tab can't indent".to_owned()),
            help: Some("indent with blanks"),
            is_tab: true,
            ..Told::default()
        };
    }
    if matches!(kind, Kind::RecursionLimitExceeded) {
        return Told { message: Some(TOO_DEEP.to_owned()), expected: Some(depth()), ..Told::default() };
    }
    if matches!(kind, Kind::SimpleKeyExpected) {
        let expected = "a key of at most 1024 characters, and a colon behind it on the same line".to_owned();
        return Told { message: Some("this is no key".to_owned()), expected: Some(expected), ..Told::default() };
    }
    if let Kind::UnexpectedCharacter { character } = kind {
        let message = format!("the character `{}` can't stand here", character.escape_default());
        let help = character.is_control().then_some("leave it out, or write it as an escape in double quotes");
        return Told { message: Some(message), help, ..Told::default() };
    }
    Told::default()
}

/// What is said where lists and maps lie too deep in each other.
pub(super) const TOO_DEEP: &str = "the nesting is too deep";

/// How deep they may.
pub(super) fn depth() -> String {
    format!("at most {MAX_DEPTH} levels")
}
