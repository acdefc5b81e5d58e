//! As much of Rust's lexis as the rules need: comments apart from code, and string literals apart from both.

/// One file of Rust.
pub(super) struct Lexed {
    /// The code: comments and the contents of literals are blanks, line breaks stand.
    pub(super) code: String,
    /// Each string literal with the line on which it begins.
    pub(super) literals: Vec<(usize, String)>,
}

impl Lexed {
    /// Each line of code with its number, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.code.lines().enumerate().map(|(index, line)| (index + 1, line))
    }
}

struct Lexer<'t> {
    rest: &'t str,
    line: usize,
    lexed: Lexed,
}

/// Reads a file of Rust.
pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer { rest: text, line: 1, lexed: Lexed { code: String::new(), literals: Vec::new() } };
    while !lexer.rest.is_empty() {
        lexer.step();
    }
    lexer.lexed
}

impl Lexer<'_> {
    fn step(&mut self) {
        let word = self.lexed.code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if self.rest.starts_with("//") {
            self.blank(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.blank(block_comment(self.rest));
        } else if let Some((opening, closing)) = raw_string(self.rest).filter(|_| !word) {
            self.literal(opening, &closing, false);
        } else if self.rest.starts_with('"') {
            self.literal(1, "\"", true);
        } else if let Some(length) = character(self.rest) {
            self.blank(length);
        } else {
            self.keep();
        }
    }

    fn keep(&mut self) {
        if let Some(c) = self.rest.chars().next() {
            self.line += usize::from(c == '\n');
            self.lexed.code.push(c);
            self.rest = &self.rest[c.len_utf8()..];
        }
    }

    fn blank(&mut self, length: usize) {
        for c in self.rest[..length].chars() {
            self.line += usize::from(c == '\n');
            self.lexed.code.push(if c == '\n' { c } else { ' ' });
        }
        self.rest = &self.rest[length..];
    }

    fn literal(&mut self, opening: usize, closing: &str, escapes: bool) {
        let (line, body) = (self.line, &self.rest[opening..]);
        let mut end = 0;
        while end < body.len() && !body[end..].starts_with(closing) {
            let escaped = escapes && body[end..].starts_with('\\');
            let one = |at: usize| body[at..].chars().next().map_or(0, char::len_utf8);
            end += one(end);
            if escaped {
                end += one(end);
            }
        }
        self.lexed.literals.push((line, body[..end].to_owned()));
        self.blank((opening + end + closing.len()).min(self.rest.len()));
    }
}

/// The length of a block comment, those inside it included.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        if text[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if text[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The length of the opening of a raw string and its closing.
fn raw_string(text: &str) -> Option<(usize, String)> {
    let after = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    after[hashes..]
        .starts_with('"')
        .then(|| (text.len() - after.len() + hashes + 1, format!("\"{}", "#".repeat(hashes))))
}

/// The length of a character literal; a lifetime is none.
fn character(text: &str) -> Option<usize> {
    let body = text.strip_prefix('\'')?;
    let mut chars = body.char_indices();
    let (_, first) = chars.next()?;
    if first == '\\' {
        let escaped = 1 + body[1..].chars().next()?.len_utf8();
        return body[escaped..].find('\'').map(|at| 1 + escaped + at + 1);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| 1 + at + 1)
}

#[test]
fn comments_and_literals_are_told_from_code() {
    let text =
        "a // \"x\"\nb /* /* \" */ */ c\nlet s = \"y \\\" // z\"; r#\"raw \"q\" \"#; '\"'; &'a str; '\\''; d\nr\"e\"";
    let lexed = lex(text);
    let literals = [(3, "y \\\" // z"), (3, "raw \"q\" "), (4, "e")].map(|(line, text)| (line, text.to_owned()));
    assert_eq!(lexed.literals, literals);
    let words: Vec<&str> = lexed.code.split_whitespace().collect();
    assert_eq!(words, ["a", "b", "c", "let", "s", "=", ";", ";", ";", "&'a", "str;", ";", "d"]);
    assert_eq!(lexed.lines().count(), 4);
}
