//! The head of a scenario file: its title, its story, its tags.

use crate::source::yaml::Node;

use super::read::Reader;

/// Whether a text can stand as a tag, without its at-sign.
fn is_tag(text: &str) -> bool {
    !text.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@')
}

impl Reader<'_> {
    pub(super) fn name(&mut self, root: &Node) -> String {
        let Some(node) = root.get("name") else {
            self.missing(root, "name", "the title of the scenario");
            return String::new();
        };
        let name = self.gather.text(node, "`name`").unwrap_or_default();
        let is_title = !name.is_empty() && name.trim() == name && !name.contains(char::is_control);
        if !is_title && node.as_text().is_some() {
            let expected = "one line of text, without blanks at its ends";
            self.gather.fault(node.place, "`name` is no title", |fault| fault.expected(expected));
        }
        name.to_owned()
    }

    /// A text of any number of lines, which become one.
    pub(super) fn story(&mut self, root: &Node) -> Option<String> {
        let node = root.get("story")?;
        let text = self.gather.text(node, "`story`")?;
        let words: Vec<&str> = text.split_whitespace().collect();
        if words.is_empty() || words.iter().any(|word| word.contains(char::is_control)) {
            let expected = "a few sentences, or no `story` at all";
            self.gather.fault(node.place, "`story` tells nothing", |fault| fault.expected(expected));
        }
        Some(words.join(" "))
    }

    pub(super) fn tags(&mut self, root: &Node) -> Vec<String> {
        let Some(node) = root.get("tags") else { return Vec::new() };
        let mut tags = Vec::new();
        for node in self.gather.list(node, "`tags`").unwrap_or_default() {
            let Some(text) = self.gather.text(node, "a tag") else { continue };
            if is_tag(text) {
                tags.push(text.to_owned());
                continue;
            }
            let bare = text.trim_start_matches('@');
            let help = is_tag(bare).then(|| format!("write `{bare}`: only features have the at-sign"));
            self.gather.fault(node.place, format!("`{text}` is no tag"), |mut fault| {
                fault.help = help;
                fault.expected("a word without blanks and without `@`")
            });
        }
        tags
    }
}
