//! Wrong decisions about order, faults and load.

use spec911::border::{CallName, LegName};
use spec911::domain::Reason;
use spec911::reference::{Lasting, LegOrder, Missing, Policy, Shed, State, Trouble};
use spec911::time::Span;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    ("the leg goes out while its number is being asked for", "ORD-01", Policy { leg_waits: || false, ..Policy::SPEC }),
    (
        "End call clears the screen, and the leg is closed by a job that comes later",
        "ORD-01",
        Policy { leg_lingers: || Span::from_secs(3), ..Policy::SPEC },
    ),
    (
        "the end of any leg ends the call that its agent is in",
        "ORD-02",
        Policy { call_of_leg: whoever_is_up, ..Policy::SPEC },
    ),
    (
        "an event counts for its call, whichever of its legs it is about",
        "ORD-02",
        Policy { call_of_leg: whichever_leg, ..Policy::SPEC },
    ),
    ("each end of a leg mails the dial again", "ORD-02", Policy { mails_dial: |_| true, ..Policy::SPEC }),
    (
        "the windows live in memory",
        "ORD-03",
        Policy { outlives_crash: |what| what != Lasting::Windows, ..Policy::SPEC },
    ),
    (
        "the presence from before the call lives in memory",
        "ORD-03",
        Policy { outlives_crash: |what| what != Lasting::Snapshots, ..Policy::SPEC },
    ),
    (
        "the calls that are up live in memory",
        "ORD-03",
        Policy { outlives_crash: |what| what != Lasting::Calls, ..Policy::SPEC },
    ),
    (
        "mails above a hundred a second are dropped",
        "ORD-04",
        Policy { shed: |before| (before >= 100).then_some(Shed::Mail), ..Policy::SPEC },
    ),
    (
        "presence writes above five hundred a second are dropped",
        "ORD-04",
        Policy { shed: |before| (before >= 500).then_some(Shed::Presence), ..Policy::SPEC },
    ),
    (
        "the dial waits for a number as long as it takes",
        "ORD-05",
        Policy { patience: || Span::from_mins(5), ..Policy::SPEC },
    ),
    ("the leg waits for the mail server", "ORD-05", Policy { leg_order: || LegOrder::MailAnswered, ..Policy::SPEC }),
    (
        "a location source that fails is taken for a location that is off",
        "ORD-05",
        Policy { location_failed: |_| Missing::Refuse(Reason::LocationUnavailable), ..Policy::SPEC },
    ),
    (
        "each trunk that fails is a route failure",
        "ORD-06",
        Policy { incident: |what| told(what, Trouble::Trunk, "route_failure"), ..Policy::SPEC },
    ),
    (
        "each attempt to send a mail is told",
        "ORD-06",
        Policy { incident: |what| told(what, Trouble::MailAttempt, "mail_not_sent"), ..Policy::SPEC },
    ),
    (
        "each callback to a number is told",
        "ORD-06",
        Policy { incident: |what| told(what, Trouble::CallbackAgain, "callback_unreachable"), ..Policy::SPEC },
    ),
    (
        "an exhausted pool is only logged",
        "ORD-06",
        Policy { incident: |what| untold(what, Trouble::Pool), ..Policy::SPEC },
    ),
    (
        "a broken template is only logged",
        "ORD-06",
        Policy { incident: |what| untold(what, Trouble::Template), ..Policy::SPEC },
    ),
];

/// Tells of one more thing than it should.
fn told(what: Trouble, more: Trouble, kind: &'static str) -> Option<&'static str> {
    if what == more { Some(kind) } else { (Policy::SPEC.incident)(what) }
}

fn untold(what: Trouble, less: Trouble) -> Option<&'static str> {
    (Policy::SPEC.incident)(what).filter(|_| what != less)
}

fn whoever_is_up(state: &State, leg: &LegName) -> Option<CallName> {
    let agent = &state.calls.get(state.legs.get(leg)?)?.agent;
    state.emergency_call(agent).map(|(name, _)| name.clone())
}

fn whichever_leg(state: &State, leg: &LegName) -> Option<CallName> {
    state.legs.get(leg).cloned()
}
