//! How the reference holds ordinary calls: an agent may hold one, and resume only one that is held.

use spec911::deployment::Borders;
use spec911::domain::OfferState;
use spec911::observation::Seen;

use super::runs::{PLAIN, scenario, sync};

/// What becomes of an ordinary call by what its agent does: the states that it goes through, and the replies.
fn told(acts: &[&str]) -> (Vec<OfferState>, Vec<bool>) {
    let ran =
        sync(&scenario(&PLAIN, &[&["ana dials 5550100", "time passes by 1 s"], acts].concat()), Borders::Complete);
    let seen = || ran.trace.records.iter().filter_map(|record| record.seen());
    let states = seen().filter_map(|seen| match seen {
        Seen::Offer { offer, .. } => Some(offer.state),
        _ => None,
    });
    let replies = seen().filter_map(|seen| match seen {
        Seen::ControlAccepted { .. } => Some(true),
        Seen::ControlRefused { .. } => Some(false),
        _ => None,
    });
    (states.collect(), replies.collect())
}

const HOLDS: &str = "ana tries hold on call 1 of ana";
const RESUMES: &str = "ana resumes call 1 of ana";

#[test]
fn a_call_is_held_by_the_control_for_it_and_by_no_other() {
    assert_eq!(told(&[HOLDS]), (vec![OfferState::Held], vec![true]));
    assert_eq!(told(&["ana tries keypad on call 1 of ana"]), (vec![], vec![true]));
}

#[test]
fn only_a_call_that_is_held_can_be_resumed() {
    assert_eq!(told(&[RESUMES]), (vec![], vec![false]));
    assert_eq!(told(&[HOLDS, RESUMES]), (vec![OfferState::Held, OfferState::Resumed], vec![true, true]));
    assert_eq!(told(&[HOLDS, RESUMES, RESUMES]).1, [true, true, false]);
}
