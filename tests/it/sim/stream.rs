//! The streams: known answers, independence of one another, and draws that need no distribution.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use spec911::sim::Streams;

use super::STREAMS;

#[test]
fn chacha8_gives_its_known_answer() {
    assert_eq!(ChaCha8Rng::seed_from_u64(42).next_u64(), 0xae90_bfb5_395d_5ba1);
}

#[test]
fn draws_in_one_stream_move_no_other() {
    let alone: Vec<u64> = std::iter::repeat_with({
        let mut a = STREAMS.stream("a");
        move || a.next_u64()
    })
    .take(100)
    .collect();
    let (mut a, mut b) = (STREAMS.stream("a"), STREAMS.stream("b"));
    for (count, draw) in alone.into_iter().enumerate() {
        (0..count % 7).for_each(|_| assert_ne!(b.next_u64(), draw));
        assert_eq!(a.next_u64(), draw);
    }
}

#[test]
fn streams_differ_by_seed_and_by_name() {
    let first = |seed, name| Streams::new(seed).stream(name).next_u64();
    let mut firsts = [first(1, ""), first(1, "a"), first(1, "b"), first(2, "a"), first(u64::MAX, "a"), first(1, "a ")];
    firsts.sort_unstable();
    assert!(firsts.windows(2).all(|pair| pair[0] != pair[1]), "{firsts:?}");
}

#[test]
fn a_number_below_one_is_nought_and_every_number_below_seven_comes_up() {
    let mut stream = STREAMS.stream("below");
    let mut counts = [0_u32; 7];
    for _ in 0..70_000 {
        assert_eq!(stream.below(1), 0);
        counts[stream.below(7) as usize] += 1;
    }
    // 10,000 expected, standard deviation 93: five of them either side.
    assert!(counts.iter().all(|count| (9_535..=10_465).contains(count)), "{counts:?}");
    // Four draws of 64 bits for every three numbers: without rejection, multiples of three would come up half the time.
    let multiples = (0..1_000).filter(|_| stream.below(3 << 62).is_multiple_of(3)).count();
    // A third of 1,000, standard deviation 15: five of them either side.
    assert!((259..=408).contains(&multiples), "{multiples}");
}

#[test]
fn pick_and_shuffle_reach_every_item_and_every_order() {
    let mut stream = STREAMS.stream("orders");
    assert_eq!(stream.pick::<u8>(&[]), None);
    let mut orders = [0_u32; 27];
    for _ in 0..6_000 {
        let mut items = [0, 1, 2];
        stream.shuffle(&mut items);
        orders[items[0] * 9 + items[1] * 3 + items[2]] += 1;
        assert_eq!(stream.pick(&["only"]), Some(&"only"));
    }
    let seen: Vec<u32> = orders.into_iter().filter(|count| *count > 0).collect();
    // Six orders of 1,000 each, standard deviation 29: five of them either side.
    assert_eq!(seen.len(), 6);
    assert!(seen.iter().all(|count| (855..=1_145).contains(count)), "{seen:?}");
}
