//! Progress: a bar on a terminal, nothing anywhere else.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::terminal::Terminal;

/// A bar of so many scenarios, hidden unless standard error is a terminal that takes escapes.
pub(super) fn bar(terminal: &Terminal, scenarios: usize) -> ProgressBar {
    let target = if terminal.is_live() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(u64::try_from(scenarios).ok(), target);
    match ProgressStyle::with_template("{bar:40} {pos}/{len} scenarios") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
