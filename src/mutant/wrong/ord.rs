//! Wrong about order, faults and load.

use crate::border::{CallName, LegName};
use crate::domain::Reason;
use crate::mutant::wrapper::{Behind, EndsTwice, Meddled, PresenceFirst};
use crate::reference::{Lasting, MailFailure, Missing, Policy, Shed, State, Trouble};
use crate::time::Span;

use super::{Mutant, wrapped, wrong};

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("leg-before-number", "ORD-01", "The leg goes out while its number is being asked for.", leg_waits: || false),
    wrong!("leg-outlives-end-call", "ORD-01", "End call clears the screen, and a later job closes the leg.",
        leg_lingers: || Span::from_secs(3)),
    wrong!("any-leg-end-ends-call", "ORD-02", "The end of any leg ends the call that its agent is in.",
        call_of_leg: whoever_is_up),
    wrong!("events-of-earlier-legs-count", "ORD-02", "An event counts for its call, whichever of its legs it is about.",
        call_of_leg: whichever_leg),
    wrapped!(
        "end-counted-twice",
        "ORD-02",
        "The end of a leg that is told twice gives the presence back twice.",
        |inner| Meddled::boxed(inner, EndsTwice::default())
    ),
    wrong!("mail-for-each-leg", "ORD-02", "Each leg that ends mails the dial again.", mails_dial: |_| true),
    wrong!("windows-lost-on-restart", "ORD-03", "The callback windows live in memory, and a restart loses them.",
        outlives_crash: |what| what != Lasting::Windows),
    wrong!("snapshot-lost-on-restart", "ORD-03",
        "The presence from before the call lives in memory, and a restart loses it.",
        outlives_crash: |what| what != Lasting::Snapshots),
    wrong!("calls-lost-on-restart", "ORD-03", "The calls that are up live in memory, and a restart loses them.",
        outlives_crash: |what| what != Lasting::Calls),
    wrapped!(
        "stored-one-step-late",
        "ORD-03",
        "The state is stored before a step and not after it, so that a crash between two effects forgets the step.",
        Behind::boxed
    ),
    wrong!("mail-rate-limit", "ORD-04", "Mails above a hundred a second are dropped.",
        shed: |before| (before >= 100).then_some(Shed::Mail)),
    wrong!("presence-rate-limit", "ORD-04", "Presence writes above five hundred a second are dropped.",
        shed: |before| (before >= 500).then_some(Shed::Presence)),
    wrong!("dial-waits-for-services", "ORD-05", "A dial waits for each service as long as it takes.",
        patience: || Span::from_mins(5)),
    wrapped!("leg-waits-for-presence", "ORD-05", "The leg waits until the presence is written.", |inner| {
        Meddled::boxed(inner, PresenceFirst::default())
    }),
    wrong!("location-fault-refuses-dial", "ORD-05", "A location source that fails is taken for a location that is off.",
        location_failed: |_| Missing::Refuse(Reason::LocationUnavailable)),
    wrong!("incident-for-each-trunk", "ORD-06", "Each trunk that fails is told as a failure of the routes.",
        incident: |what| told(what, Trouble::Trunk, "route_failure")),
    wrong!("incident-for-each-attempt", "ORD-06", "Each attempt to send a mail that fails is told.",
        incident: |what| told(what, Trouble::MailAttempt, "mail_not_sent")),
    wrong!("slow-mail-given-up", "ORD-06", "A mail that the server is slow to take is told as not sent.",
        mail_transient: |failure| failure != MailFailure::TimeOut && (Policy::SPEC.mail_transient)(failure)),
    wrong!("mail-never-given-up", "ORD-06", "A mail is tried for ever, and never told as not sent.",
        mail_retry: |_| Some(Span::from_secs(15))),
    wrong!("incident-for-each-callback", "ORD-06", "Each callback to a number that finds no client is told.",
        incident: |what| told(what, Trouble::CallbackAgain, "callback_unreachable")),
    wrong!("pool-exhaustion-untold", "ORD-06", "An exhausted pool is only logged.",
        incident: |what| untold(what, Trouble::Pool)),
    wrong!("broken-template-untold", "ORD-06", "A broken template is only logged.",
        incident: |what| untold(what, Trouble::Template)),
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
