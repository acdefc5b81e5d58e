//! The number pool and the queue against the theory of lost and of waiting calls.
//!
//! The reference, its counterparts and the kernel run as they are; traffic comes from named streams of fixed seeds. Each
//! check also goes red where the service is five in a hundred faster or slower than the theory is told, and where there is
//! one server more.

use spec911::sim::{Estimate, Streams};

mod delay;
mod erlang;
mod exchange;
mod loss;

/// One run a seed. They are the first whole numbers, and none was chosen.
const SEEDS: std::ops::RangeInclusive<u64> = 1..=20;

/// Half the width of an interval, as a share of the theory's value, beyond which it proves nothing.
const WIDEST: f64 = 0.03;

/// What the runs say about a theory.
#[derive(Debug, PartialEq)]
enum Finding {
    /// Its value lies in the interval, which is narrow.
    Agrees,
    /// Its value lies in the interval, which is too wide to mean anything.
    SaysNothing,
    /// Its value lies outside the interval.
    Contradicts,
}

/// Runs a model once a seed and holds what it measured against the theory's value; `expected` is what must come of it.
fn hold_against(theory: f64, expected: Finding, measure: impl Fn(&Streams) -> f64) {
    let values: Vec<f64> = SEEDS.map(|seed| measure(&Streams::new(seed))).collect();
    let estimate = Estimate::of(&values).expect("twenty runs");
    let (off, wide) = (estimate.mean() / theory - 1.0, estimate.half_width_99() / theory);
    let finding = match (estimate.holds(theory), wide <= WIDEST) {
        (true, true) => Finding::Agrees,
        (true, false) => Finding::SaysNothing,
        (false, _) => Finding::Contradicts,
    };
    let figures =
        format!("theory {theory:.6}, measured {:.6}: off by {off:+.4}, interval ± {wide:.4}", estimate.mean());
    assert_eq!(finding, expected, "{figures}");
}

#[test]
fn an_interval_that_is_too_wide_is_no_agreement() {
    hold_against(10.5, Finding::SaysNothing, |streams| streams.seed() as f64);
    hold_against(21.0, Finding::Contradicts, |streams| streams.seed() as f64);
    hold_against(10.5, Finding::Agrees, |_| 10.5);
}
