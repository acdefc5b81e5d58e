//! Wrong about presence.

use std::collections::BTreeSet;

use crate::domain::{AgentName, Base, Closer, EndCause, OfferState, Presence, Setter, Via};
use crate::mutant::wrapper::{Flickers, Late, Meddled, tells_presence};
use crate::reference::{
    AgentState, CallMoment, Happening, Leaving, Lock, OnLeaving, Policy, Restore, SetPresence, State, Tenant,
};
use crate::time::Span;

use super::{Mutant, wrapped, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("busy-instead-of-dnd", "PRS-01", "An emergency call makes the agent Busy.", presence_during: busy),
    wrong!("dnd-from-working-statuses", "PRS-01", "Only Available and Busy become Do not disturb at a dial.",
        presence_during: from_working_statuses),
    wrong!("dnd-in-panel-only", "PRS-01", "Do not disturb shows in the panel, and the presence service is not told.",
        presence_during: |_, agent| agent.presence.0.clone()),
    wrong!("dnd-on-answer", "PRS-02", "Do not disturb waits for the answer.", presence_from: || CallMoment::Answer),
    wrong!("dnd-on-ringing", "PRS-02", "Do not disturb waits until the far end rings.",
        presence_from: || CallMoment::Ringing),
    wrapped!("dnd-late", "PRS-02", "Each presence is told three seconds late, Do not disturb included.", |inner| {
        Late::boxed(inner, tells_presence, Span::from_secs(3))
    }),
    wrong!("rules-apply-during-call", "PRS-03", "The ordinary rules go on setting the presence during the call.",
        rules_in_conversation: || true),
    wrong!("inactive-during-call", "PRS-03", "During the call a missed callback makes the agent Inactive.",
        after_unanswered: inactive_in_conversation),
    wrapped!("dnd-flickers-at-answer", "PRS-03", "At the answer Do not disturb is cleared and set again.", |inner| {
        Meddled::boxed(inner, Flickers {})
    }),
    wrong!("restores-to-available", "PRS-04", "After every call the agent is Available.",
        restored: |tenant, _, _| (tenant.record(Base::Available), Setter::System)),
    wrong!("restores-base-only", "PRS-04", "The base status returns after the call, not the record.",
        restored: |tenant, before, _| (tenant.record(before.0.base), before.1)),
    wrong!("own-dnd-not-restored", "PRS-05", "A Do not disturb from before the call is taken for that of the call.",
        restored: available_after_dnd),
    wrong!("dnd-toggled", "PRS-05", "A dial toggles Do not disturb, so that an agent who had it becomes Busy.",
        presence_during: turned),
    wrong!("no-restore-after-drop", "PRS-06", "After a drop the presence does not return.",
        restores_after: never_after_drop),
    wrong!("no-restore-after-failure", "PRS-06", "After a call that failed the presence does not return.",
        restores_after: never_after_failure),
    wrong!("api-evades-presence-lock", "PRS-07",
        "The presence is locked in the client alone, and the API lets a choice pass.",
        presence_lock: locked_in_client),
    wrong!("refused-choice-restored", "PRS-07", "A choice that was refused during the call returns after it.",
        kept_after_choice: |_, _, chosen| (chosen.clone(), Setter::Agent)),
    wrong!("callback-without-dnd", "PRS-08", "A callback that is accepted leaves the presence alone.",
        callback_sets_presence: || false),
    wrong!("missed-callback-sets-inactive", "PRS-08", "A missed callback makes the agent Inactive.",
        after_unanswered: |_, state| (state == OfferState::Missed).then_some(Base::Inactive)),
    wrong!("declined-callback-sets-dnd", "PRS-08", "A declined callback sets Do not disturb.",
        after_unanswered: |_, state| (state == OfferState::Declined).then_some(Base::BusyDnd)),
    wrong!("restore-with-first-leg", "PRS-09", "The presence returns with the first of several legs that ends.",
        conversation_over: |_| true),
    wrong!("snapshot-for-each-leg", "PRS-09", "Each leg that comes up keeps the presence of its own moment.",
        snapshot: |_, now| now.clone()),
    wrong!("dnd-for-whole-queue", "PRS-10", "All who serve the queue become Do not disturb.", presence_of: team),
    wrong!("dnd-for-shared-number", "PRS-10", "All who call from the same number become Do not disturb.",
        presence_of: line),
    wrong!("dnd-queue-offers-work", "PRS-11",
        "A queue that admits agents in Do not disturb goes on offering work during the call.",
        offered_in_conversation: |_, admitted| admitted),
    wrong!("personal-calls-during-call", "PRS-11",
        "A customer's call to the agent's own number comes through during the call.",
        offered_in_conversation: |work, _| work.only.is_some()),
    wrong!("reconnect-restores-dnd", "PRS-12", "A reconnect gives back the Do not disturb of the disconnect.",
        kept: |agent| agent.presence.clone()),
    wrong!("endless-reconnect-grace", "PRS-12", "A reconnect undoes the disconnect, however long ago it was.",
        grace: || Span::from_mins(24 * 60)),
    wrong!("grace-end-excluded", "PRS-12", "The last instant of the grace is outside it.", grace: just_short),
    wrong!("dnd-without-client", "PRS-12", "An agent without a client keeps the status of the call.",
        presence_away: |_, agent| agent.presence.0.clone()),
    wrong!("late-reconnect-available", "PRS-12",
        "An agent who is back after the grace is Available, whatever work there is.",
        by_capacity: |tenant, _, _| tenant.record(Base::Available)),
    wrong!("sign-out-leaves-leg", "PRS-13", "A sign-out leaves the leg up without an agent.",
        on_leaving: |_| OnLeaving::GoOn),
    wrong!("session-expiry-ends-call", "PRS-13", "A session that expires ends the call.", on_leaving: expiry_ends),
    wrong!("admin-sign-out-ends-call", "PRS-13", "An administrator's sign-out ends the call.",
        on_leaving: administrator_ends),
    wrong!("sign-in-undoes-sign-out", "PRS-13", "A sign-in gives back the presence from before the sign-out.",
        undone_by_reconnect: |_| true),
    wrong!("sign-out-ends-window", "PRS-13", "A sign-out in the middle of the call ends the callback window.",
        outlives: |happening| !matches!(happening, Happening::Leaves(Leaving::SignOut))),
    wrong!("ringing-work-stays", "PRS-14", "Work that rings at the dial rings on.", withdraws_ringing: || false),
    wrong!("withdrawn-counts-as-missed", "PRS-14", "Withdrawn work counts as missed.",
        withdrawn_as: || OfferState::Missed),
    wrong!("withdrawn-counts-as-declined", "PRS-14", "Withdrawn work counts as declined.",
        withdrawn_as: || OfferState::Declined),
    wrong!("withdrawn-work-loses-place", "PRS-14", "Withdrawn work goes to the end of its queue.",
        withdrawn_to: |_, last| last),
    wrong!("automatic-dnd-stays", "PRS-15",
        "A Do not disturb that the ordinary rules set stays until the agent chooses another status.",
        follows_rules: |set, change| set.0.base != Base::BusyDnd && (SPEC.follows_rules)(set, change)),
    wrong!("rules-wait-after-restore", "PRS-15", "After the call the ordinary rules wait for the next work.",
        rules_after_restore: || false),
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
