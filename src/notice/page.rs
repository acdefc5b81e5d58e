//! The HTML part of a mail: its own page where it has one, else its text in a page.

use super::field::Values;
use super::shipped::PLAIN_PAGE;
use super::template::{Template, filled_page};

/// The page that stands beside a text: rendered from a template of its own, or the text as it stands where there is no such
/// template or it can't be rendered. In either case a value is text, and never markup.
pub fn page(template: Option<&str>, values: &Values, subject: &str, text: &str) -> String {
    let own = template.and_then(|template| Template::page(template).render(values).ok());
    own.unwrap_or_else(|| plain(subject, text))
}

/// A text in a page. Any text that a template renders fits, and a test holds it; nothing would be said of a longer one.
fn plain(subject: &str, text: &str) -> String {
    filled_page(PLAIN_PAGE, [("subject", subject), ("text", text)]).unwrap_or_default()
}
