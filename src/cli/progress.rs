//! Progress: a bar on a terminal, nothing anywhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;

/// A bar of so many things, hidden unless standard error is a terminal that takes escapes.
pub(super) fn bar(terminal: &Terminal, count: usize, of: &str) -> ProgressBar {
    let target = if terminal.is_live() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(u64::try_from(count).ok(), target);
    match ProgressStyle::with_template(&format!("{{bar:40}} {{pos}}/{{len}} {of}")) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
