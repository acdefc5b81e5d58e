//! What theory says, and that it says what is published.

/// The share of arrivals that find every server taken, where such arrivals are lost: B(N, A).
///
/// Source: A. K. Erlang, "Solution of some problems in the theory of probabilities of significance in automatic telephone
/// exchanges" (1917); the recursion B(n) = A B(n-1) / (n + A B(n-1)), B(0) = 1, of ITU-D SG 2 "Teletraffic engineering
/// handbook" (2005), section 7.3.
pub(super) fn lost(servers: u32, offered: f64) -> f64 {
    (1..=servers).fold(1.0, |lost, servers| offered * lost / (f64::from(servers) + offered * lost))
}

/// The share of arrivals that find every server taken, where such arrivals wait: C(N, A), for A below N.
///
/// Source: Erlang (1917); ITU-D SG 2 (2005), section 12.2: C = N B / (N - A (1 - B)).
pub(super) fn waiting(servers: u32, offered: f64) -> f64 {
    let (servers, lost) = (f64::from(servers), lost(servers, offered));
    servers * lost / (servers - offered * (1.0 - lost))
}

/// The mean wait of all arrivals, those that need not wait included, as a multiple of the mean service.
///
/// Source: ITU-D SG 2 (2005), section 12.2.5: C / (N - A) service times.
pub(super) fn mean_wait(servers: u32, offered: f64) -> f64 {
    waiting(servers, offered) / (f64::from(servers) - offered)
}

/// Whether a value rounds to a published one of so many digits behind the point.
fn is(value: f64, published: f64, digits: i32) -> bool {
    libm::fabs(value - published) <= 0.5 * libm::pow(10.0, f64::from(-digits)) * 1.000_001
}

#[test]
fn erlang_b_has_the_traffic_of_the_published_table() {
    // Servers, traffic in erlang, and the blocking that it is published for.
    // Source: R. B. Cooper, "Introduction to queueing theory" (1981), and any table of Erlang B since.
    let table = [
        (1, 0.0101, 0.01),
        (5, 1.361, 0.01),
        (10, 4.461, 0.01),
        (20, 12.031, 0.01),
        (50, 37.901, 0.01),
        (10, 6.216, 0.05),
        (20, 15.249, 0.05),
        (10, 7.511, 0.1),
        (20, 17.613, 0.1),
    ];
    for (servers, offered, published) in table {
        let found = lost(servers, offered);
        assert!(libm::fabs(found / published - 1.0) < 0.001, "B({servers}, {offered}) is {found}, not {published}");
    }
    // Exact: A^N/N! over the sum of A^k/k!, by hand.
    assert!(is(lost(2, 1.0), 0.2, 12) && is(lost(3, 2.0), 4.0 / 19.0, 12));
}

#[test]
fn erlang_c_has_the_waits_of_the_textbook() {
    // Three servers, six arrivals an hour, twenty minutes each: nobody there 1 in 9, a queue of 8/9, a wait of 8.9 min.
    // Source: D. Gross, J. F. Shortle, J. M. Thompson, C. M. Harris, "Fundamentals of queueing theory" (2008), example 2.2.
    let (found, published) = (mean_wait(3, 2.0) * 20.0, 60.0 * 4.0 / 27.0);
    assert!(is(found, published, 9) && is(found, 8.9, 1), "{found}");
    assert!(is(waiting(3, 2.0), 4.0 / 9.0, 12), "{}", waiting(3, 2.0));
    // One server: whoever is there is waited for, so that C is the load and the wait load / (1 - load).
    assert!(is(waiting(1, 0.8), 0.8, 12) && is(mean_wait(1, 0.8), 4.0, 12));
    assert!(is(waiting(2, 1.0), 1.0 / 3.0, 12) && is(mean_wait(2, 1.0), 1.0 / 3.0, 12));
}
