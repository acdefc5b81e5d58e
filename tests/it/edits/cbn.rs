//! Wrong decisions about the temporary callback number and its window.

use spec911::domain::{AgentName, CallKind, EndCause, Face, Number, OfferState};
use spec911::reference::{AgentSetUp, Happening, Lease, Leaving, Phase, Policy, Shortage, State, Tenant};
use spec911::time::{Instant, Span};

const SPEC: Policy = Policy::SPEC;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    (
        "the number that the agent calls from serves as the temporary one",
        "CBN-01",
        Policy { at_hand: originating, ..SPEC },
    ),
    ("each trunk that is tried takes another number", "CBN-01", Policy { number_for_each_leg: || true, ..SPEC }),
    (
        "the emergency service is shown the caller id of the outbound profile",
        "CBN-02",
        Policy { caller_identity: |_, agent| agent.originating.clone(), ..SPEC },
    ),
    ("the caller id is withheld", "CBN-02", Policy { caller_identity: |_, _| None, ..SPEC }),
    (
        "the last instant of the window is outside it",
        "CBN-03",
        Policy { window_end: |lease| end(lease).minus(Span::TICK), ..SPEC },
    ),
    (
        "the number is kept for the thirty minutes after the call that a network must keep it, and no longer",
        "CBN-03",
        Policy { window_end: half_an_hour_after, ..SPEC },
    ),
    (
        "a callback that nobody has answered yet ends with the window",
        "CBN-04",
        Policy { cut_at_end: |state| state == OfferState::Offered, ..SPEC },
    ),
    (
        "the clean-up of expired numbers hangs up the callback that runs on one",
        "CBN-04",
        Policy { cut_at_end: |state| state != OfferState::Offered, ..SPEC },
    ),
    (
        "the window is told by local times",
        "CBN-05",
        Policy { elapsed: |lease, _, face| face.since(lease.dialled_face), ..SPEC },
    ),
    ("a clock that was set back opens the window again", "CBN-05", Policy { elapsed: earlier_of_clocks, ..SPEC }),
    (
        "a callback goes to whoever comes first of the tenant's agents",
        "CBN-06",
        Policy { callback_target: |lease, tenant| first_agent(lease, tenant), ..SPEC },
    ),
    ("two agents who dial in one hour are given one number", "CBN-06", Policy { at_hand: anyones_live, ..SPEC }),
    (
        "the number goes back to the pool with the end of the call",
        "CBN-07",
        Policy { rests_until: |lease, end, _| lease.ended_at.unwrap_or(end), ..SPEC },
    ),
    (
        "the number of the oldest call that is over is given out while the pool has free ones",
        "CBN-07",
        Policy { at_hand: anyones_idle, ..SPEC },
    ),
    (
        "the second dial takes the place of the first in the table of numbers",
        "CBN-08",
        Policy { outlives: |happening| happening != Happening::Dials, ..SPEC },
    ),
    (
        "all numbers of an agent end with the window of the first",
        "CBN-08",
        Policy { window_from: first_of_agent, ..SPEC },
    ),
    (
        "an empty pool lets the call go out under the caller id of the tenant at once",
        "CBN-09",
        Policy { reused: |_, _, _| None, ..SPEC },
    ),
    ("an empty pool gives the number that was leased last", "CBN-09", Policy { reused: newest, ..SPEC }),
    ("a pool that does not answer holds the leg up", "CBN-09", Policy { patience: || Span::from_secs(30), ..SPEC }),
    (
        "a call that never came about takes its number with it",
        "CBN-10",
        Policy { outlives: |happening| !matches!(happening, Happening::CallEnds(_, EndCause::Failed)), ..SPEC },
    ),
    (
        "the numbers of an agent go with the session",
        "CBN-11",
        Policy {
            outlives: |happening| !matches!(happening, Happening::Leaves(leaving) if ends_session(leaving)),
            ..SPEC
        },
    ),
    (
        "the number belongs to the queues that the agent served at the dial",
        "CBN-11",
        Policy { outlives: |happening| happening != Happening::QueuesChange, ..SPEC },
    ),
    (
        "the number belongs to the profile that the agent had at the dial",
        "CBN-11",
        Policy { outlives: |happening| happening != Happening::ProfileChanges, ..SPEC },
    ),
    (
        "each callback that arrives renews the number for ten minutes more",
        "CBN-12",
        Policy { window_end: |lease| Some(end(lease) + Span::from_mins(10).times(u64::from(lease.callbacks))), ..SPEC },
    ),
    (
        "the number is used up by the first callback that is answered",
        "CBN-12",
        Policy { window_end: |lease| Some(lease.called_back_at.unwrap_or(end(lease))), ..SPEC },
    ),
];

fn end(lease: &Lease) -> Instant {
    lease.dialled_at + lease.window
}

fn half_an_hour_after(lease: &Lease) -> Option<Instant> {
    Some(lease.ended_at.map_or(end(lease), |ended| ended + Span::from_mins(30)))
}

fn originating(tenant: &Tenant, _: &State, agent: &AgentName) -> Option<Number> {
    tenant.agents.get(agent).and_then(|agent: &AgentSetUp| agent.originating.clone())
}

fn earlier_of_clocks(lease: &Lease, now: Instant, face: Face) -> Span {
    face.since(lease.dialled_face).min((SPEC.elapsed)(lease, now, face))
}

fn first_agent(lease: &Lease, tenant: &Tenant) -> AgentName {
    tenant.agents.keys().next().unwrap_or(&lease.agent).clone()
}

fn anyones_live(_: &Tenant, state: &State, agent: &AgentName) -> Option<Number> {
    let others = state.leases.iter().find(|(_, lease)| lease.agent != *agent && lease.expired_at.is_none());
    others.map(|(number, _)| number.clone())
}

fn anyones_idle(_: &Tenant, state: &State, agent: &AgentName) -> Option<Number> {
    let up = |lease: &Lease| {
        state.calls.get(&lease.call).is_some_and(|call| call.kind == CallKind::Emergency && call.phase != Phase::Over)
    };
    let idle = state.leases.iter().filter(|(_, lease)| lease.agent != *agent && !up(lease));
    idle.min_by_key(|(_, lease)| lease.order).map(|(number, _)| number.clone())
}

fn first_of_agent(state: &State, agent: &AgentName, dialled_at: Instant) -> Instant {
    let own = state.leases.values().filter(|lease| lease.agent == *agent && lease.expired_at.is_none());
    own.map(|lease| lease.dialled_at).min().unwrap_or(dialled_at)
}

fn newest(state: &State, _: &AgentName, _: Shortage) -> Option<Number> {
    state.leases.iter().max_by_key(|(_, lease)| lease.order).map(|(number, _)| number.clone())
}

fn ends_session(leaving: Leaving) -> bool {
    match leaving {
        Leaving::SignOut | Leaving::SignOutByAdministrator | Leaving::SessionExpired => true,
        Leaving::ClientLost | Leaving::AccountRemoved => false,
    }
}
