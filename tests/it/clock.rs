//! Local times by the rules of 2026: nights on which a zone changes its offset, zones that never do, clocks that are set.

use chrono::{DateTime, Utc};
use spec911::domain::{WallClock, Zone};
use spec911::time::{Instant, Span};

fn civil(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).expect("a civil time").to_utc()
}

fn zone(name: &str) -> Zone {
    name.parse().expect("a zone")
}

/// Zone, epoch, minutes since it, and what the clock shows.
const NIGHTS: [(&str, &str, u64, &str); 18] = [
    ("America/New_York", "2026-11-01T05:30:00Z", 0, "2026-11-01T01:30:00-04:00"),
    ("America/New_York", "2026-11-01T05:30:00Z", 29, "2026-11-01T01:59:00-04:00"),
    ("America/New_York", "2026-11-01T05:30:00Z", 30, "2026-11-01T01:00:00-05:00"),
    ("America/New_York", "2026-11-01T05:30:00Z", 60, "2026-11-01T01:30:00-05:00"),
    ("America/New_York", "2026-03-08T06:30:00Z", 29, "2026-03-08T01:59:00-05:00"),
    ("America/New_York", "2026-03-08T06:30:00Z", 30, "2026-03-08T03:00:00-04:00"),
    ("America/Toronto", "2026-03-08T06:30:00Z", 60, "2026-03-08T03:30:00-04:00"),
    ("America/Toronto", "2026-11-01T05:30:00Z", 60, "2026-11-01T01:30:00-05:00"),
    ("America/Puerto_Rico", "2026-03-08T06:30:00Z", 60, "2026-03-08T03:30:00-04:00"),
    ("America/Puerto_Rico", "2026-11-01T05:30:00Z", 60, "2026-11-01T02:30:00-04:00"),
    ("Europe/London", "2026-03-29T00:30:00Z", 29, "2026-03-29T00:59:00+00:00"),
    ("Europe/London", "2026-03-29T00:30:00Z", 30, "2026-03-29T02:00:00+01:00"),
    ("Europe/London", "2026-10-25T00:30:00Z", 0, "2026-10-25T01:30:00+01:00"),
    ("Europe/London", "2026-10-25T00:30:00Z", 60, "2026-10-25T01:30:00+00:00"),
    ("Europe/Copenhagen", "2026-03-29T00:30:00Z", 60, "2026-03-29T03:30:00+02:00"),
    ("Europe/Copenhagen", "2026-10-25T00:30:00Z", 0, "2026-10-25T02:30:00+02:00"),
    ("Europe/Copenhagen", "2026-10-25T00:30:00Z", 60, "2026-10-25T02:30:00+01:00"),
    ("Asia/Kathmandu", "2026-03-08T06:30:00Z", 0, "2026-03-08T12:15:00+05:45"),
];

#[test]
fn a_local_time_carries_the_offset_in_force_so_that_an_hour_that_comes_twice_can_be_told_apart() {
    for (name, epoch, minutes, shown) in NIGHTS {
        let at = Instant::START + Span::from_mins(minutes);
        let local = WallClock::default().shows(civil(epoch), at, zone(name));
        assert_eq!(local.to_rfc3339(), shown, "{name}, {minutes} min after {epoch}");
    }
}

#[test]
fn a_clock_that_was_set_shows_what_it_was_set_to_and_goes_on_from_there() {
    let (epoch, utc) = (civil("2026-03-09T15:00:00Z"), Zone::UTC);
    let mut clock = WallClock::default();
    clock.set_forward(Span::from_mins(120));
    assert_eq!(clock.shows(epoch, Instant::START, utc).to_rfc3339(), "2026-03-09T17:00:00+00:00");
    clock.set_back(Span::from_mins(180));
    let later = Instant::START + Span::from_mins(5);
    assert_eq!(clock.shows(epoch, later, utc).to_rfc3339(), "2026-03-09T14:05:00+00:00");
}

#[test]
fn an_instant_beyond_the_calendar_is_no_panic() {
    let mut clock = WallClock::default();
    clock.set_forward(Span::from_ticks(u64::MAX));
    let epoch = civil("2026-03-09T15:00:00Z");
    assert_eq!(clock.shows(epoch, Instant::from_ticks(u64::MAX), zone("Europe/London")), epoch);
}

#[test]
fn a_zone_is_written_as_it_was_named_and_any_other_name_is_an_error() {
    for name in ["Europe/London", "America/New_York", "Etc/GMT+5", "UTC"] {
        assert_eq!(zone(name).to_string(), name);
    }
    for name in ["Europe/Londres", "EDT", "europe/london", "", "UTC+1"] {
        assert!(name.parse::<Zone>().is_err(), "{name}");
    }
}
