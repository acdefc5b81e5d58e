//! Fractions from a stream: what samplers turn into spans.

use super::stream::Stream;

/// 2^-53: all multiples of it up to 1 are exact in a double.
const FRACTION_STEP: f64 = 1.0 / (1_u64 << 53) as f64;

impl Stream {
    /// A fraction in [0, 1): 53 random bits, every value exact.
    pub(super) fn fraction(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * FRACTION_STEP
    }

    /// A fraction in (0, 1], which has a logarithm.
    pub(super) fn positive_fraction(&mut self) -> f64 {
        ((self.next_u64() >> 11) + 1) as f64 * FRACTION_STEP
    }
}
