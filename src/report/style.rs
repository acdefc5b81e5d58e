//! Colours: what they mean. The terminal that does not want them strips them.

use std::fmt;

use anstyle::{AnsiColor, Style};

/// Something is wrong.
pub const BAD: Style = AnsiColor::Red.on_default().bold();
/// Something is right.
pub const GOOD: Style = AnsiColor::Green.on_default().bold();
/// Something is open.
pub const OPEN: Style = AnsiColor::Yellow.on_default().bold();
/// A heading.
pub const STRONG: Style = Style::new().bold();
/// Something beside the point.
pub const DIM: Style = Style::new().dimmed();

/// A text in a style.
pub fn painted(style: Style, text: impl fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}
