//! The HTML part of a mail: what it says, in a page with its language, its title and its styles.

use crate::domain::Language;

use super::locale::Direction;
use super::template::filled_page;

/// The file of the page that is put around what a mail says.
pub(super) const PAGE: &str = "page.html";

/// The file of what a page says that has no template of its own.
pub(super) const PLAIN: &str = "plain.html";

/// How a whole page begins: nothing is put around it.
const WHOLE: [&str; 2] = ["<!doctype", "<html"];

/// A text as it stands, as the content of a page. Any text that a template renders fits, and a test holds it; nothing would
/// be said of a longer one.
pub(super) fn plain(template: &str, text: &str) -> String {
    filled_page(template.trim_end(), [("text", text)], None).unwrap_or_default()
}

/// What a mail says, with the page around it. What is a whole page stands as it is.
pub(super) fn around(page: &str, spoken: (&Language, Direction), subject: &str, content: String) -> String {
    let begin: String = content.trim_start().chars().take(9).collect::<String>().to_ascii_lowercase();
    if WHOLE.iter().any(|whole| begin.starts_with(whole)) {
        return content;
    }
    let (language, direction) = spoken;
    let named = [("language", language.as_str()), ("direction", direction.word()), ("subject", subject)];
    filled_page(page.trim_end(), named, Some(content)).unwrap_or_default()
}
