//! Named streams of random numbers: one ChaCha8 generator for each name.
//!
//! Owns how a seed and a name become a generator, and the draws that need no distribution: below a bound, pick, shuffle.
//! A draw added in one stream moves no value of another. Uses none of rand's distributions, whose values may change
//! with its version; ChaCha8 is fixed by its definition.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// Stands before seed and name in the hash, so that the key of a stream is that of no other use of SHA-256.
/// A change here or in the order of the hashed parts changes every run: it would need a new number.
const DOMAIN: &[u8] = b"spec911 stream 1\0";

/// The source of all randomness in a run: hands out one generator for each name.
///
/// ```
/// use spec911::sim::Streams;
/// let streams = Streams::new(911);
/// let (mut arrivals, mut patience) = (streams.stream("arrivals"), streams.stream("patience"));
/// patience.next_u64();
/// assert_eq!(arrivals.next_u64(), streams.stream("arrivals").next_u64());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streams {
    seed: u64,
}

impl Streams {
    /// The streams of a seed.
    pub const fn new(seed: u64) -> Self {
        Streams { seed }
    }

    /// The seed of the run.
    pub const fn seed(&self) -> u64 {
        self.seed
    }

    /// The stream of a name, from its first value; asking again for the same name starts it again.
    ///
    /// The generator's 256-bit key is the SHA-256 of the 17 bytes `spec911 stream 1\0`, the seed as 8 bytes, least
    /// significant first, and the name as UTF-8; its nonce and counter are zero.
    ///
    /// Source: FIPS 180-4 (SHA-256); D. J. Bernstein, "ChaCha, a variant of Salsa20" (2008), 8 rounds.
    pub fn stream(&self, name: &str) -> Stream {
        let key =
            Sha256::new().chain_update(DOMAIN).chain_update(self.seed.to_le_bytes()).chain_update(name).finalize();
        Stream { generator: ChaCha8Rng::from_seed(key.into()) }
    }
}

/// One generator, with the draws that need no distribution. Its clone repeats what it would have drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    generator: ChaCha8Rng,
}

impl Stream {
    /// The generator itself, for drawing what has no distribution here, such as names.
    pub fn generator(&mut self) -> &mut impl Rng {
        &mut self.generator
    }

    /// The next 64 random bits.
    pub fn next_u64(&mut self) -> u64 {
        self.generator.next_u64()
    }

    /// A whole number from 0 to `n - 1`, each equally likely. Takes one 64-bit draw, rarely more (at most `n / 2^64` of
    /// the time).
    ///
    /// Source: D. Lemire, "Fast random integer generation in an interval" (2019), algorithm 5.
    ///
    /// # Panics
    ///
    /// Where `n` is 0: there is no number below it.
    pub fn below(&mut self, n: u64) -> u64 {
        assert!(n > 0, "stream: no number is below 0");
        let mut product = u128::from(self.next_u64()) * u128::from(n);
        if (product as u64) < n {
            // 2^64 mod n low halves are one too many; the division is paid for only when this one might be among them.
            let surplus = n.wrapping_neg() % n;
            while (product as u64) < surplus {
                product = u128::from(self.next_u64()) * u128::from(n);
            }
        }
        (product >> 64) as u64
    }

    /// One of the items, each equally likely; `None`, without a draw, where there are none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        if items.is_empty() {
            return None;
        }
        items.get(self.below(items.len() as u64) as usize)
    }

    /// Puts the items into an order, each equally likely, with one draw an item but the last.
    ///
    /// Source: R. Durstenfeld, "Algorithm 235: random permutation" (1964), after Fisher and Yates (1938).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last as u64 + 1) as usize;
            items.swap(last, other);
        }
    }
}
