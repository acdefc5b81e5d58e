//! The samplers: means, bounds and refused parameters. Seeds are fixed, so that a chance result cannot fail now and then.

use spec911::sim::Stream;
use spec911::sim::sampler::{Bernoulli, Erlang, Exponential, LogNormal, Poisson, UniformSpan, WeightedChoice};
use spec911::time::Span;

use super::STREAMS;

/// The mean of 100,000 draws, which must lie within five standard errors of the distribution's.
fn assert_mean(name: &str, mean: f64, deviation: f64, mut draw: impl FnMut(&mut Stream) -> f64) {
    const DRAWS: u32 = 100_000;
    let mut stream = STREAMS.stream(&format!("mean/{name}"));
    let sum: f64 = (0..DRAWS).map(|_| draw(&mut stream)).sum();
    let error = sum / f64::from(DRAWS) - mean;
    let allowed = 5.0 * deviation / libm::sqrt(f64::from(DRAWS));
    assert!(error.abs() <= allowed, "{name}: mean off by {error}, allowed {allowed}");
}

#[test]
fn samplers_have_the_mean_of_their_distribution() {
    let second = Span::from_secs(1);
    let exponential = Exponential::new(second);
    assert_mean("exponential", 1e6, 1e6, |stream| exponential.draw(stream).ticks() as f64);
    let uniform = UniformSpan::new(second, second.times(3)).unwrap();
    assert_mean("uniform", 2e6, 2e6 / libm::sqrt(12.0), |stream| uniform.draw(stream).ticks() as f64);
    let log_normal = LogNormal::new(second, 0.5).unwrap();
    let factor = libm::exp(0.125);
    let deviation = 1e6 * factor * libm::sqrt(libm::exp(0.25) - 1.0);
    assert_mean("log-normal", 1e6 * factor, deviation, |stream| log_normal.draw(stream).ticks() as f64);
    let erlang = Erlang::new(4, second).unwrap();
    assert_mean("Erlang", 1e6, 5e5, |stream| erlang.draw(stream).ticks() as f64);
    let bernoulli = Bernoulli::new(200_000).unwrap();
    assert_mean("Bernoulli", 0.2, 0.4, |stream| f64::from(u8::from(bernoulli.draw(stream))));
    let poisson = Poisson::new(2.25).unwrap();
    assert_mean("Poisson", 2.25, 1.5, |stream| poisson.draw(stream) as f64);
    let weighted = WeightedChoice::new(&[1, 0, 3]).unwrap();
    assert_mean("weighted", 1.5, libm::sqrt(0.75), |stream| weighted.draw(stream) as f64);
}

#[test]
fn the_deviation_of_poisson_counts_holds_across_the_step_of_the_mean() {
    let poisson = Poisson::new(1_200.0).unwrap();
    let mut stream = STREAMS.stream("large Poisson");
    let squares: f64 = (0..2_000).map(|_| libm::pow(poisson.draw(&mut stream) as f64 - 1_200.0, 2.0)).sum();
    // A variance of 1,200, of which 2,000 draws give a standard error of 38: five of them either side.
    assert!((1_010.0..=1_390.0).contains(&(squares / 2_000.0)), "{squares}");
}

#[test]
fn samplers_keep_to_their_bounds() {
    let mut stream = STREAMS.stream("bounds");
    let longest = Span::from_ticks(u64::MAX);
    let (never, always) = (Bernoulli::new(0).unwrap(), Bernoulli::new(1_000_000).unwrap());
    let (all, point) = (UniformSpan::new(Span::ZERO, longest).unwrap(), UniformSpan::new(longest, longest).unwrap());
    let (fixed, wild) = (LogNormal::new(Span::TICK, 0.0).unwrap(), LogNormal::new(Span::ZERO, f64::MAX).unwrap());
    let mut in_upper_half = 0;
    for _ in 0..1_000 {
        assert!(!never.draw(&mut stream) && always.draw(&mut stream));
        assert_eq!(point.draw(&mut stream), longest);
        assert_eq!((fixed.draw(&mut stream), wild.draw(&mut stream)), (Span::TICK, Span::ZERO));
        assert_eq!(Exponential::new(Span::ZERO).draw(&mut stream), Span::ZERO);
        assert_eq!(Poisson::new(0.0).unwrap().draw(&mut stream), 0);
        in_upper_half += u32::from(all.draw(&mut stream).ticks() >> 63 == 1);
    }
    assert!((420..=580).contains(&in_upper_half));
    let saturated = (0..100).filter(|_| Exponential::new(longest).draw(&mut stream) == longest).count();
    assert!((20..=60).contains(&saturated), "one in e is longer than its mean: {saturated}");
}

#[test]
fn parameters_that_make_no_distribution_are_refused() {
    let error = UniformSpan::new(Span::from_secs(2), Span::from_secs(1)).unwrap_err();
    assert_eq!(error.to_string(), "uniform span sampler: expected the shorter span first, got 2 s to 1 s");
    for sigma in [-0.1, f64::NAN, f64::INFINITY] {
        assert!(LogNormal::new(Span::TICK, sigma).is_err());
    }
    for mean in [-0.1, f64::NAN, f64::INFINITY, 1_000_001.0] {
        assert!(Poisson::new(mean).is_err());
    }
    assert!(Erlang::new(0, Span::TICK).is_err());
    assert!(Bernoulli::new(1_000_001).is_err());
    assert!(WeightedChoice::new(&[]).is_err());
    assert!(WeightedChoice::new(&[0, 0]).is_err());
    assert!(WeightedChoice::new(&[u64::MAX, 1]).is_err());
}
