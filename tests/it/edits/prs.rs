//! What vendors get wrong about presence.

use std::collections::BTreeSet;

use spec911::domain::{AgentName, Base, Closer, EndCause, OfferState, Presence, Setter, Via};
use spec911::reference::{
    AgentState, CallMoment, Happening, Leaving, Lock, OnLeaving, Policy, Restore, SetPresence, State, Tenant,
};
use spec911::time::Span;

const SPEC: Policy = Policy::SPEC;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    ("an emergency call makes the agent Busy", "PRS-01", Policy { presence_during: busy, ..SPEC }),
    (
        "only Available and Busy become Do not disturb",
        "PRS-01",
        Policy { presence_during: from_working_statuses, ..SPEC },
    ),
    ("Do not disturb waits for the answer", "PRS-02", Policy { presence_from: || CallMoment::Answer, ..SPEC }),
    ("Do not disturb waits for the ringing", "PRS-02", Policy { presence_from: || CallMoment::Ringing, ..SPEC }),
    (
        "the ordinary rules set the presence during the call",
        "PRS-03",
        Policy { rules_in_conversation: || true, ..SPEC },
    ),
    (
        "a missed callback makes the agent Inactive during the call",
        "PRS-03",
        Policy { after_unanswered: inactive_in_conversation, ..SPEC },
    ),
    (
        "Available follows every call",
        "PRS-04",
        Policy { restored: |tenant, _, _| (tenant.record(Base::Available), Setter::System), ..SPEC },
    ),
    (
        "the base status returns, not the record",
        "PRS-04",
        Policy { restored: |tenant, before, _| (tenant.record(before.0.base), before.1), ..SPEC },
    ),
    (
        "a Do not disturb of before the call is taken for that of the call",
        "PRS-05",
        Policy { restored: available_after_dnd, ..SPEC },
    ),
    ("a dial turns Do not disturb into Busy", "PRS-05", Policy { presence_during: turned, ..SPEC }),
    ("nothing returns after a drop", "PRS-06", Policy { restores_after: never_after_drop, ..SPEC }),
    ("nothing returns after a call that failed", "PRS-06", Policy { restores_after: never_after_failure, ..SPEC }),
    ("the lock is in the client alone", "PRS-07", Policy { presence_lock: locked_in_client, ..SPEC }),
    (
        "a choice that was refused returns after the call",
        "PRS-07",
        Policy { kept_after_choice: |_, _, chosen| (chosen.clone(), Setter::Agent), ..SPEC },
    ),
    ("a callback leaves the presence alone", "PRS-08", Policy { callback_sets_presence: || false, ..SPEC }),
    (
        "a missed callback makes the agent Inactive",
        "PRS-08",
        Policy { after_unanswered: |_, state| (state == OfferState::Missed).then_some(Base::Inactive), ..SPEC },
    ),
    (
        "a declined callback makes the agent Do not disturb",
        "PRS-08",
        Policy { after_unanswered: |_, state| (state == OfferState::Declined).then_some(Base::BusyDnd), ..SPEC },
    ),
    ("the first leg that ends ends the conversation", "PRS-09", Policy { conversation_over: |_| true, ..SPEC }),
    ("each leg keeps a presence of its own", "PRS-09", Policy { snapshot: |_, now| now.clone(), ..SPEC }),
    ("a whole queue becomes Do not disturb", "PRS-10", Policy { presence_of: team, ..SPEC }),
    ("all who call from the number become Do not disturb", "PRS-10", Policy { presence_of: line, ..SPEC }),
    (
        "a queue that admits Do not disturb goes on during the call",
        "PRS-11",
        Policy { offered_in_conversation: |_, admitted| admitted, ..SPEC },
    ),
    (
        "a call to the agent's own number comes through",
        "PRS-11",
        Policy { offered_in_conversation: |work, _| work.only.is_some(), ..SPEC },
    ),
    ("the Do not disturb of the disconnect returns", "PRS-12", Policy { kept: |agent| agent.presence.clone(), ..SPEC }),
    ("a disconnect is undone whenever it was", "PRS-12", Policy { grace: || Span::from_mins(24 * 60), ..SPEC }),
    ("the last instant of the grace is outside", "PRS-12", Policy { grace: just_short, ..SPEC }),
    (
        "a lost client leaves the status of the call",
        "PRS-12",
        Policy { presence_away: |_, agent| agent.presence.0.clone(), ..SPEC },
    ),
    ("a sign-out leaves the leg without an agent", "PRS-13", Policy { on_leaving: |_| OnLeaving::GoOn, ..SPEC }),
    ("a session that expires ends the call", "PRS-13", Policy { on_leaving: expiry_ends, ..SPEC }),
    ("an administrator's sign-out ends the call", "PRS-13", Policy { on_leaving: administrator_ends, ..SPEC }),
    ("a sign-in undoes the sign-out", "PRS-13", Policy { undone_by_reconnect: |_| true, ..SPEC }),
    (
        "the window goes with the session",
        "PRS-13",
        Policy { outlives: |happening| !matches!(happening, Happening::Leaves(Leaving::SignOut)), ..SPEC },
    ),
    ("work that rings rings on", "PRS-14", Policy { withdraws_ringing: || false, ..SPEC }),
    ("withdrawn work counts as missed", "PRS-14", Policy { withdrawn_as: || OfferState::Missed, ..SPEC }),
    ("withdrawn work counts as declined", "PRS-14", Policy { withdrawn_as: || OfferState::Declined, ..SPEC }),
    ("withdrawn work goes to the end of its queue", "PRS-14", Policy { withdrawn_to: |_, last| last, ..SPEC }),
    ("the rules wait for the next work after the call", "PRS-15", Policy { rules_after_restore: || false, ..SPEC }),
];

fn busy(tenant: &Tenant, _: &AgentState) -> Presence {
    tenant.record(Base::Busy)
}

fn from_working_statuses(tenant: &Tenant, agent: &AgentState) -> Presence {
    match agent.presence.0.base {
        Base::Available | Base::Busy => tenant.record(Base::BusyDnd),
        Base::BusyDnd | Base::Away | Base::Offline | Base::Inactive => agent.presence.0.clone(),
    }
}

fn turned(tenant: &Tenant, agent: &AgentState) -> Presence {
    tenant.record(if agent.presence.0.base == Base::BusyDnd { Base::Busy } else { Base::BusyDnd })
}

fn inactive_in_conversation(agent: &AgentState, state: OfferState) -> Option<Base> {
    (agent.snapshot.is_some() && state == OfferState::Missed).then_some(Base::Inactive)
}

fn available_after_dnd(tenant: &Tenant, before: &SetPresence, _: &Presence) -> SetPresence {
    if before.0.base == Base::BusyDnd { (tenant.record(Base::Available), Setter::System) } else { before.clone() }
}

fn never_after_drop(cause: EndCause, _: Closer) -> Restore {
    if cause == EndCause::Drop { Restore::Never } else { Restore::AtOnce }
}

fn never_after_failure(cause: EndCause, _: Closer) -> Restore {
    if cause == EndCause::Failed { Restore::Never } else { Restore::AtOnce }
}

fn locked_in_client(via: Via) -> Lock {
    match via {
        Via::Client => (SPEC.presence_lock)(via),
        Via::Api => Lock::Apply,
    }
}

fn team(state: &State, _: &Tenant, agent: &AgentName) -> BTreeSet<AgentName> {
    let queues = |name: &AgentName| state.settings.agents.get(name).map(|settings| settings.queues.clone());
    let own = queues(agent).unwrap_or_default();
    let shares = |name: &&AgentName| *name == agent || queues(name).is_some_and(|other| !other.is_disjoint(&own));
    state.agents.keys().filter(shares).cloned().collect()
}

fn line(_: &State, tenant: &Tenant, agent: &AgentName) -> BTreeSet<AgentName> {
    let number = |name: &AgentName| tenant.agents.get(name).and_then(|agent| agent.originating.clone());
    tenant.agents.keys().filter(|name| *name == agent || number(name) == number(agent)).cloned().collect()
}

fn just_short() -> Span {
    Span::from_ticks((SPEC.grace)().ticks() - 1)
}

fn expiry_ends(leaving: Leaving) -> OnLeaving {
    if leaving == Leaving::SessionExpired { OnLeaving::EndLegs } else { (SPEC.on_leaving)(leaving) }
}

fn administrator_ends(leaving: Leaving) -> OnLeaving {
    if leaving == Leaving::SignOutByAdministrator { OnLeaving::EndLegs } else { (SPEC.on_leaving)(leaving) }
}
