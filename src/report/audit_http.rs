//! A sample of mutants in process and behind HTTP, for people.

use std::fmt::Write as _;
use std::time::Duration;

use crate::audit::Agreement;
use crate::observation::Seeing;
use crate::source::escape;

use super::style::{BAD, DIM, GOOD, painted};

/// What came of a comparison of mutants in process and behind HTTP.
#[derive(Clone)]
pub struct HttpAudit {
    /// Mutant by mutant.
    pub agreements: Vec<Agreement>,
    /// Of how many mutants they are a sample.
    pub of: usize,
    /// How the borders were seen that can be seen in either way.
    pub seeing: Seeing,
    /// The seed of the sample, and of scenarios that state none.
    pub seed: u64,
    /// How long it took, where that is to be reported.
    pub duration: Option<Duration>,
}

/// The whole comparison, with colours.
pub fn audit_http_terminal(audit: &HttpAudit) -> String {
    let mut text = String::new();
    for Agreement { mutant, scenarios, killed, stopped, gaps } in &audit.agreements {
        let word = if gaps.is_empty() { painted(GOOD, "ok  ") } else { painted(BAD, "flaw") };
        let runs = format!("{killed} of {scenarios}");
        let _ = writeln!(text, "{word} {:7} {:44} {runs:>8}  {}", mutant.row, mutant.name, painted(DIM, mutant.says));
        if *stopped > 0 {
            let _ = writeln!(text, "     {}", painted(DIM, format_args!("{stopped} more ended by the interlock")));
        }
        for gap in gaps {
            let _ = writeln!(text, "     {}", escape(&gap.to_string()));
        }
    }
    let held = audit.agreements.iter().filter(|one| one.holds()).count();
    let runs: usize = audit.agreements.iter().map(|one| one.scenarios + one.stopped).sum();
    let mut counts = vec![
        format!("{held} of {} mutants caught over HTTP as in process", audit.agreements.len()),
        format!("{} in all", audit.of),
        format!("{runs} runs over HTTP"),
        format!("{} borders", audit.seeing),
        format!("seed {}", audit.seed),
    ];
    counts.extend(audit.duration.map(|duration| format!("{:.2} s", duration.as_secs_f64())));
    let all = held == audit.agreements.len() && held > 0;
    let verdict = if all { painted(GOOD, "as in process") } else { painted(BAD, "not as in process") };
    let _ = writeln!(text, "{verdict}: {}", counts.join(", "));
    text
}
