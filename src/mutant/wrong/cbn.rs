//! Wrong about the temporary callback number.

use crate::domain::{AgentName, CallKind, EndCause, Face, Number, OfferState};
use crate::reference::{AgentSetUp, Happening, Lease, Leaving, Phase, Policy, Shortage, State, Tenant};
use crate::time::{Instant, Span};

use super::{Mutant, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("personal-number-given", "CBN-01", "The number that the agent calls from serves as the temporary one.",
        at_hand: originating),
    wrong!("number-for-each-trunk", "CBN-01", "Each trunk that is tried takes another number.",
        number_for_each_leg: || true),
    wrong!("profile-caller-id-shown", "CBN-02", "The emergency service is shown the caller id of the outbound profile.",
        caller_identity: |_, agent| agent.originating.clone()),
    wrong!("caller-id-withheld", "CBN-02", "The caller id is withheld.", caller_identity: |_, _| None),
    wrong!("declared-field-empty", "CBN-02", "Where the number has a field of its own, that field stays empty.",
        declared_number: |_| None),
    wrong!("minutes-taken-as-seconds", "CBN-03", "The sixty minutes of the window are taken for seconds.",
        window: Span::from_secs(60)),
    wrong!("window-end-excluded", "CBN-03", "The last instant of the window is outside it.",
        window_end: |lease| end(lease).minus(Span::TICK)),
    wrong!("half-hour-after-call", "CBN-03",
        "The number is kept for half an hour after the call, as a network must, and no longer.",
        window_end: half_an_hour_after),
    wrong!("expiry-stops-ringing", "CBN-04", "A callback that nobody has answered yet ends with the window.",
        cut_at_end: |state| state == OfferState::Offered),
    wrong!("expiry-hangs-up", "CBN-04", "The clean-up of expired numbers hangs up the callback that runs on one.",
        cut_at_end: |state| state != OfferState::Offered),
    wrong!("window-by-wall-clock", "CBN-05", "The window is told by the agent's local time.",
        elapsed: |lease, _, face| face.since(lease.dialled_face)),
    wrong!("clock-back-extends-window", "CBN-05", "A clock that is set back makes the window longer.",
        elapsed: earlier_of_clocks),
    wrong!("callback-to-first-agent", "CBN-06", "A callback goes to the first in the list of the tenant's agents.",
        callback_target: |lease, tenant| first_agent(lease, tenant)),
    wrong!("live-number-shared", "CBN-06", "Two agents who dial in one hour are given one number.",
        at_hand: anyones_live),
    wrong!("number-released-at-end", "CBN-07", "The number goes back to the pool with the end of the call.",
        rests_until: |lease, end, _| lease.ended_at.unwrap_or(end)),
    wrong!("oldest-number-given-again", "CBN-07",
        "The number of the oldest call that is over is given out while the pool has free ones.",
        at_hand: anyones_idle),
    wrong!("second-dial-replaces-first", "CBN-08",
        "An agent's second dial takes the place of the first in the table of numbers.",
        outlives: |happening| happening != Happening::Dials),
    wrong!("second-window-from-first", "CBN-08", "All numbers of an agent end with the window of the first.",
        window_from: first_of_agent),
    wrong!("redial-keeps-number", "CBN-08", "A redial is given the number of the agent's last call again.",
        second_number: latest_of_agent),
    wrong!("empty-pool-tenant-identity", "CBN-09",
        "With an empty pool a call goes out under the identity of the tenant at once.",
        reused: |_, _, _| None),
    wrong!("empty-pool-newest-lease", "CBN-09", "An empty pool gives the number again that was leased last.",
        reused: newest),
    wrong!("failed-dial-frees-number", "CBN-10", "A call that never came about takes its number with it.",
        outlives: |happening| !matches!(happening, Happening::CallEnds(_, EndCause::Failed))),
    wrong!("numbers-end-with-session", "CBN-11", "An agent's numbers go with the session.",
        outlives: |happening| !matches!(happening, Happening::Leaves(leaving) if ends_session(leaving))),
    wrong!("queue-change-ends-number", "CBN-11", "The number belongs to the queues that the agent served at the dial.",
        outlives: |happening| happening != Happening::QueuesChange),
    wrong!("profile-change-ends-number", "CBN-11", "The number belongs to the profile that the agent had at the dial.",
        outlives: |happening| happening != Happening::ProfileChanges),
    wrong!("callback-restarts-window", "CBN-12", "The sixty minutes start again with each callback that is answered.",
        extended_to: |lease| Some(lease.called_back_at? + lease.window)),
    wrong!("callback-adds-ten-minutes", "CBN-12", "Each callback that arrives keeps the number for ten minutes more.",
        window_end: |lease| Some(end(lease) + Span::from_mins(10).times(u64::from(lease.callbacks)))),
    wrong!("callback-uses-number-up", "CBN-12", "The number is used up by the first callback that is answered.",
        window_end: |lease| Some(lease.called_back_at.unwrap_or(end(lease)))),
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

fn latest_of_agent(state: &State, agent: &AgentName) -> Option<Number> {
    let own = state.leases.iter().filter(|(_, lease)| lease.agent == *agent);
    own.max_by_key(|(_, lease)| lease.order).map(|(number, _)| number.clone())
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
