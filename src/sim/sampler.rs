//! Samplers: distributions drawn from a stream, as spans of whole ticks or as whole numbers.
//!
//! Owns the formulas and their rounding: to the nearest tick at once, half to even; beyond the longest span, the longest.
//! Floats pass only through IEEE 754 `+ - * /` and the `libm` crate, never through the platform's library, so that a draw
//! has the same bits on every machine (x86 processors without SSE excepted). How many 64-bit draws a sampler takes is
//! stated: it is as much a part of a run as the values.

use std::fmt;

use super::stream::Stream;
use crate::time::Span;

/// Exponentially distributed spans: the time between arrivals that do not know of each other.
///
/// One 64-bit draw. The longest span is 36.7 means.
///
/// Source: inversion, L. Devroye, "Non-Uniform Random Variate Generation" (1986), chapter II.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exponential {
    mean: Span,
}

impl Exponential {
    /// Spans of this mean.
    pub const fn new(mean: Span) -> Self {
        Exponential { mean }
    }

    /// Draws a span.
    pub fn draw(&self, stream: &mut Stream) -> Span {
        ticks(-libm::log(stream.positive_fraction()) * self.mean.ticks() as f64)
    }
}

/// Spans between two bounds, every whole tick equally likely.
///
/// One 64-bit draw, rarely more (see [`Stream::below`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UniformSpan {
    shortest: Span,
    longest: Span,
}

impl UniformSpan {
    /// Spans from `shortest` to `longest`, both included.
    ///
    /// # Errors
    ///
    /// Where `shortest` is longer than `longest`.
    pub fn new(shortest: Span, longest: Span) -> Result<Self, SamplerError> {
        if shortest > longest {
            return Err(SamplerError::new(
                "uniform span",
                format!("{shortest} to {longest}"),
                "the shorter span first",
            ));
        }
        Ok(UniformSpan { shortest, longest })
    }

    /// Draws a span.
    pub fn draw(&self, stream: &mut Stream) -> Span {
        let width = (self.longest - self.shortest).ticks();
        let beyond = match width.checked_add(1) {
            Some(count) => stream.below(count),
            // All 2^64 spans are one more than a bound can say, and any draw is one of them.
            None => stream.next_u64(),
        };
        self.shortest + Span::from_ticks(beyond)
    }
}

/// Log-normally distributed spans: how long people talk, which is seldom very short and sometimes very long.
///
/// Two 64-bit draws. The mean is `median * exp(sigma^2 / 2)`.
///
/// Source: G. E. P. Box and M. E. Muller, "A note on the generation of random normal deviates" (1958), of each pair the
/// first, so that a draw does not depend on how many went before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogNormal {
    median: Span,
    sigma: f64,
}

impl LogNormal {
    /// Spans of this median, whose natural logarithm has the standard deviation `sigma` (no unit).
    ///
    /// # Errors
    ///
    /// Where `sigma` is negative or not finite.
    pub fn new(median: Span, sigma: f64) -> Result<Self, SamplerError> {
        if !(sigma.is_finite() && sigma >= 0.0) {
            return Err(SamplerError::new("log-normal", format!("sigma {sigma}"), "a finite sigma of 0 or more"));
        }
        Ok(LogNormal { median, sigma })
    }

    /// Draws a span.
    pub fn draw(&self, stream: &mut Stream) -> Span {
        let radius = libm::sqrt(-2.0 * libm::log(stream.positive_fraction()));
        let normal = radius * libm::cos(std::f64::consts::TAU * stream.fraction());
        let median = self.median.ticks();
        // Of a huge sigma the factor is infinite, and 0 times that is no number.
        if median == 0 { Span::ZERO } else { ticks(median as f64 * libm::exp(self.sigma * normal)) }
    }
}

/// Erlang-k distributed spans: `k` exponential phases one after the other, the more regular the larger `k` is.
///
/// `k` 64-bit draws.
///
/// Source: A. K. Erlang (1917); sum of exponentials, L. Devroye (1986), chapter IX.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erlang {
    phases: u32,
    mean: Span,
}

impl Erlang {
    /// Spans of `phases` phases, together of this mean.
    ///
    /// # Errors
    ///
    /// Where there is no phase.
    pub fn new(phases: u32, mean: Span) -> Result<Self, SamplerError> {
        if phases == 0 {
            return Err(SamplerError::new("Erlang", "0 phases".to_owned(), "1 phase or more"));
        }
        Ok(Erlang { phases, mean })
    }

    /// Draws a span.
    pub fn draw(&self, stream: &mut Stream) -> Span {
        let mut logarithms = 0.0;
        for _ in 0..self.phases {
            logarithms -= libm::log(stream.positive_fraction());
        }
        ticks(logarithms * (self.mean.ticks() as f64 / f64::from(self.phases)))
    }
}

/// Parts in the whole of a [`Bernoulli`] sampler.
const MILLION: u32 = 1_000_000;

/// Yes or no, with a chance in parts per million.
///
/// One 64-bit draw, rarely more (see [`Stream::below`]); also where the answer is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bernoulli {
    parts_per_million: u32,
}

impl Bernoulli {
    /// Yes in so many of a million draws.
    ///
    /// # Errors
    ///
    /// Above 1,000,000 parts.
    pub fn new(parts_per_million: u32) -> Result<Self, SamplerError> {
        if parts_per_million > MILLION {
            let given = format!("{parts_per_million} parts per million");
            return Err(SamplerError::new("Bernoulli", given, "at most 1000000 parts per million"));
        }
        Ok(Bernoulli { parts_per_million })
    }

    /// Draws yes or no.
    pub fn draw(&self, stream: &mut Stream) -> bool {
        stream.below(u64::from(MILLION)) < u64::from(self.parts_per_million)
    }
}

/// The largest Poisson mean: a draw takes about as many 64-bit draws as its mean, here some milliseconds.
const POISSON_MEAN_MAX: f64 = 1_000_000.0;

/// The largest mean counted in one go: `exp(-500)`, times one more fraction, is still far from the smallest double.
const POISSON_MEAN_STEP: f64 = 500.0;

/// Poisson distributed counts: how many arrivals that do not know of each other fall into one interval.
///
/// As many 64-bit draws as the count, and one for every 500 of the mean or part of them.
///
/// Source: D. E. Knuth, "The Art of Computer Programming" volume 2 (1969), section 3.4.1, algorithm Q; a mean above 500
/// is the sum of several counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    mean: f64,
}

impl Poisson {
    /// Counts of this mean.
    ///
    /// # Errors
    ///
    /// Where the mean is not a number from 0 to 1,000,000.
    pub fn new(mean: f64) -> Result<Self, SamplerError> {
        if !(0.0..=POISSON_MEAN_MAX).contains(&mean) {
            return Err(SamplerError::new("Poisson", format!("mean {mean}"), "a mean from 0 to 1000000"));
        }
        Ok(Poisson { mean })
    }

    /// Draws a count.
    pub fn draw(&self, stream: &mut Stream) -> u64 {
        let mut rest = self.mean;
        let mut count = 0;
        while rest > 0.0 {
            let step = if rest < POISSON_MEAN_STEP { rest } else { POISSON_MEAN_STEP };
            let limit = libm::exp(-step);
            let mut product = stream.positive_fraction();
            while product > limit {
                product *= stream.positive_fraction();
                count += 1;
            }
            rest -= step;
        }
        count
    }
}

/// A choice among some possibilities, each as likely as its whole-numbered weight says.
///
/// One 64-bit draw, rarely more (see [`Stream::below`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeightedChoice {
    /// The sum of the weights up to and with each possibility.
    sums: Vec<u64>,
    total: u64,
}

impl WeightedChoice {
    /// A choice among as many possibilities as there are weights. A weight of 0 is never chosen.
    ///
    /// # Errors
    ///
    /// Where no weight is above 0, or where their sum needs more than 64 bits.
    pub fn new(weights: &[u64]) -> Result<Self, SamplerError> {
        let wrong = |expected| SamplerError::new("weighted choice", format!("weights {weights:?}"), expected);
        let mut sums = Vec::with_capacity(weights.len());
        let mut total = 0_u64;
        for weight in weights {
            total = total.checked_add(*weight).ok_or_else(|| wrong("weights whose sum is below 2^64"))?;
            sums.push(total);
        }
        if total == 0 {
            return Err(wrong("a weight above 0"));
        }
        Ok(WeightedChoice { sums, total })
    }

    /// Draws the index of a possibility, in the order of the weights.
    pub fn draw(&self, stream: &mut Stream) -> usize {
        let point = stream.below(self.total);
        self.sums.partition_point(|sum| *sum <= point)
    }
}

/// Rounds to the nearest tick, half to even; a cast saturates, so that what is longer than the longest span is that.
fn ticks(exact: f64) -> Span {
    Span::from_ticks(libm::rint(exact) as u64)
}

/// Parameters that make no distribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SamplerError {
    /// The sampler that was to be made.
    pub sampler: &'static str,
    /// The parameters that were given.
    pub given: String,
    /// What was expected instead.
    pub expected: &'static str,
}

impl SamplerError {
    fn new(sampler: &'static str, given: String, expected: &'static str) -> Self {
        SamplerError { sampler, given, expected }
    }
}

impl fmt::Display for SamplerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} sampler: expected {}, got {}", self.sampler, self.expected, self.given)
    }
}

impl std::error::Error for SamplerError {}
