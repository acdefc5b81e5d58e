//! The first draws of every sampler, as files under `golden/samplers/`: a change of any value changes every run.

use std::path::PathBuf;
use std::{env, fs};

use spec911::sim::Stream;
use spec911::sim::sampler::{Bernoulli, Erlang, Exponential, LogNormal, Poisson, UniformSpan, WeightedChoice};
use spec911::time::Span;

use super::STREAMS;

/// Draws in a golden file.
const GOLDEN_DRAWS: usize = 1_000;

/// Draws in a line of a golden file: few enough to read, many enough to keep the files short.
const DRAWS_A_LINE: usize = 10;

/// Compares the first draws of a stream of this name with its golden file, or writes it where `SPEC911_BLESS` is `1`.
fn assert_golden(name: &str, what: &str, mut draw: impl FnMut(&mut Stream) -> String) {
    let path: PathBuf =
        [env!("CARGO_MANIFEST_DIR"), "tests/it/golden/samplers", &format!("{name}.txt")].iter().collect();
    let mut stream = STREAMS.stream(name);
    let draws: Vec<String> = (0..GOLDEN_DRAWS).map(|_| draw(&mut stream)).collect();
    if env::var("SPEC911_BLESS").is_ok_and(|value| value == "1") {
        let lines: String = draws.chunks(DRAWS_A_LINE).map(|line| line.join(" ") + "\n").collect();
        fs::write(&path, format!("# {what}; seed {}, stream {name}\n{lines}", STREAMS.seed())).unwrap();
        return;
    }
    let golden = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let golden: Vec<&str> = golden.lines().skip(1).flat_map(|line| line.split(' ')).collect();
    assert_eq!(golden.len(), GOLDEN_DRAWS, "{name}: draws in the golden file");
    for (index, (actual, expected)) in draws.iter().zip(golden).enumerate() {
        assert_eq!(actual, expected, "{name}: draw {} differs from {}", index + 1, path.display());
    }
}

#[test]
fn raw_draws_are_golden() {
    assert_golden("next_u64", "64 random bits, hexadecimal", |stream| format!("{:016x}", stream.next_u64()));
    assert_golden("below", "whole numbers below 1,000", |stream| stream.below(1_000).to_string());
    assert_golden("pick", "one of a to e", |stream| stream.pick(&["a", "b", "c", "d", "e"]).unwrap().to_string());
    assert_golden("shuffle", "orders of abcde", |stream| {
        let mut items = ['a', 'b', 'c', 'd', 'e'];
        stream.shuffle(&mut items);
        items.iter().collect()
    });
}

#[test]
fn span_samplers_are_golden() {
    let second = Span::from_secs(1);
    let text = |span: Span| span.ticks().to_string();
    let exponential = Exponential::new(second);
    assert_golden("exponential", "ticks, mean 1 s", |stream| text(exponential.draw(stream)));
    let uniform = UniformSpan::new(second, second.times(3)).unwrap();
    assert_golden("uniform", "ticks, 1 s to 3 s", |stream| text(uniform.draw(stream)));
    let log_normal = LogNormal::new(Span::from_mins(3), 0.8).unwrap();
    assert_golden("log_normal", "ticks, median 3 min, sigma 0.8", |stream| text(log_normal.draw(stream)));
    let erlang = Erlang::new(3, Span::from_mins(3)).unwrap();
    assert_golden("erlang", "ticks, 3 phases, mean 3 min", |stream| text(erlang.draw(stream)));
}

#[test]
fn counting_samplers_are_golden() {
    let bernoulli = Bernoulli::new(250_000).unwrap();
    assert_golden("bernoulli", "250,000 parts per million", |s| u8::from(bernoulli.draw(s)).to_string());
    let poisson = Poisson::new(4.5).unwrap();
    assert_golden("poisson", "counts, mean 4.5", |s| poisson.draw(s).to_string());
    let large = Poisson::new(1_200.0).unwrap();
    assert_golden("poisson_large", "counts, mean 1,200", |s| large.draw(s).to_string());
    let weighted = WeightedChoice::new(&[70, 0, 25, 5]).unwrap();
    assert_golden("weighted", "indices, weights 70 0 25 5", |s| weighted.draw(s).to_string());
}
