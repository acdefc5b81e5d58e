//! The alternatives of the catalogue: each is an edit of the policy, and a conformance statement names which hold.

use std::collections::VecDeque;

use crate::domain::{
    Accepting, Address, AgentName, Base, CallKind, Closer, Dialled, EndCause, Mailbox, Number, Path, Presence,
    ProfileLink, Reason, Setter, Switch, Via,
};
use crate::requirement::{DEFAULT_READING, Ics};
use crate::time::{Instant, Span};

use super::contacts::Contacts;
use super::decide::{
    CallMoment, Exhausted, Leaving, Lock, Missing, NoPath, OnLeaving, Outside, OverTrunk, Restore, Running, Shortage,
};
use super::mail_policy::{FollowUp, ReadAt, RefusalMail};
use super::policy::Policy;
use super::route::Ways;
use super::state::{Lease, SetPresence, State};
use super::tenant::{AgentSetUp, Plan, Tenant};

/// An alternative reading of a row, as the policy that follows it.
#[derive(Clone, Copy)]
pub struct Alternative {
    /// The row.
    pub row: &'static str,
    /// The reading's name.
    pub name: &'static str,
    /// The policy with this reading instead of ours.
    pub follow: fn(Policy) -> Policy,
}

/// Every alternative that the reference can follow, by row.
pub const ALTERNATIVES: &[Alternative] = &[
    Alternative { row: "ELG-02", name: "national", follow: |policy| Policy { is_emergency: by_the_network, ..policy } },
    Alternative { row: "ELG-04", name: "ordinary", follow: |policy| Policy { outside: ordinary_outside, ..policy } },
    Alternative {
        row: "ELG-06",
        name: "fallback",
        follow: |policy| Policy { location_missing: by_fallback, ..policy },
    },
    Alternative { row: "ELG-07", name: "handle", follow: |policy| Policy { profile_missing: no_matter, ..policy } },
    Alternative {
        row: "RTE-03",
        name: "direct-offer-first",
        follow: |policy| Policy { paths: direct_offer_then_routes, ..policy },
    },
    Alternative {
        row: "RTE-05",
        name: "fall-back",
        follow: |policy| Policy { exhausted: direct_offer_last, ..policy },
    },
    Alternative { row: "RTE-06", name: "fail-late", follow: |policy| Policy { no_path: accepted_first, ..policy } },
    Alternative {
        row: "RTE-09",
        name: "unhandled",
        follow: |policy| Policy { over_trunk: left_to_the_carrier, ..policy },
    },
    Alternative {
        row: "PRS-04",
        name: "recompute-inactive",
        follow: |policy| Policy { restored: inactive_by_rules, ..policy },
    },
    Alternative {
        row: "PRS-06",
        name: "hold-after-drop",
        follow: |policy| Policy { restores_after: later_after_drop, ..policy },
    },
    Alternative { row: "PRS-07", name: "defer", follow: |policy| Policy { presence_lock: deferred, ..policy } },
    Alternative { row: "PRS-07", name: "apply", follow: |policy| Policy { presence_lock: applied, ..policy } },
    Alternative {
        row: "PRS-13",
        name: "refuse-sign-out",
        follow: |policy| Policy { on_leaving: sign_out_refused, ..policy },
    },
    Alternative { row: "PNL-03", name: "from-answer", follow: |policy| Policy { alert_from: from_answer, ..policy } },
    Alternative { row: "CNF-04", name: "history-only", follow: |policy| Policy { recorded: as_any_call, ..policy } },
    Alternative {
        row: "CBN-02",
        name: "declared-field",
        follow: |policy| Policy { caller_identity: originating_number, declared_number: number_of_its_own, ..policy },
    },
    Alternative { row: "CBN-08", name: "extend", follow: |policy| Policy { second_number: live_number, ..policy } },
    Alternative { row: "CBN-09", name: "fallback-identity", follow: |policy| Policy { reused: none_in_use, ..policy } },
    Alternative {
        row: "CBN-12",
        name: "callback-extends",
        follow: |policy| Policy { extended_to: window_from_callback, ..policy },
    },
    Alternative {
        row: "CBR-06",
        name: "agent-chooses",
        follow: |policy| Policy { callback_over_call: as_chosen, ..policy },
    },
    Alternative {
        row: "CBR-08",
        name: "psap-only",
        follow: |policy| Policy { callback_privileged: known_as_psap, ..policy },
    },
    Alternative { row: "CBR-09", name: "replace", follow: |policy| Policy { callback_over_leg: replaced, ..policy } },
    Alternative {
        row: "CBR-10",
        name: "from-answer",
        follow: |policy| Policy { window_end: window_from_answer, ..policy },
    },
    Alternative { row: "CBR-10", name: "from-end", follow: |policy| Policy { window_end: window_from_end, ..policy } },
    Alternative {
        row: "CBR-10",
        name: "later-of",
        follow: |policy| Policy { window_end: later_of_dial_and_end, ..policy },
    },
    Alternative { row: "NTF-07", name: "other-sender", follow: |policy| Policy { sender: some_mailbox, ..policy } },
    Alternative { row: "NTF-10", name: "coalesce", follow: |policy| Policy { notifies: gathered, ..policy } },
    Alternative {
        row: "NTF-14",
        name: "failure-follow-up",
        follow: |policy| Policy { after_failed_dial: || FollowUp::Mail, ..policy },
    },
    Alternative {
        row: "NTF-14",
        name: "mail-on-refusal",
        follow: |policy| Policy { after_refusal: |_| RefusalMail::Marked, ..policy },
    },
    Alternative {
        row: "NTF-04",
        name: "reject-at-save",
        follow: |policy| Policy { contacts_refused: unless_all_valid, ..policy },
    },
    Alternative { row: "NTF-12", name: "at-send", follow: |policy| Policy { contacts_read: at_send, ..policy } },
];

/// The network takes only the national numbers.
fn by_the_network(plan: &Plan, number: &Dialled) -> bool {
    plan.national.contains(number)
}

fn ordinary_outside(_: &Tenant, _: &AgentName) -> Outside {
    Outside::Ordinary
}

/// The country of the network address or of the profile; else the last one of the session.
fn by_fallback(agent: &AgentSetUp) -> Missing {
    Missing::Handle(agent.fallback.clone())
}

fn no_matter(_: ProfileLink) -> Missing {
    Missing::Handle(None)
}

/// The direct offer from a calling-plan number, whatever the routes take; else the routes, and then the direct offer.
fn direct_offer_then_routes(ways: &Ways) -> VecDeque<Path> {
    let mut paths = ways.trunks();
    if ways.own_number || (paths.is_empty() && ways.direct_offer()) {
        paths.push_front(Path::Direct);
    }
    paths
}

fn left_to_the_carrier() -> OverTrunk {
    OverTrunk::Ordinary
}

fn direct_offer_last(_: &Tenant) -> Exhausted {
    Exhausted::FallBack
}

fn accepted_first(_: &Tenant) -> NoPath {
    NoPath::FailLate
}

fn inactive_by_rules(_: &Tenant, before: &SetPresence, by_rules: &Presence) -> SetPresence {
    if before.0.base == Base::Inactive { (by_rules.clone(), Setter::System) } else { before.clone() }
}

/// A drop by the network; a call that never came about was not dropped.
fn later_after_drop(cause: EndCause, by: Closer) -> Restore {
    match (by, cause) {
        (Closer::Agent, _) | (_, EndCause::Rejected | EndCause::Failed) => Restore::AtOnce,
        (Closer::Carrier, _) | (_, EndCause::Drop) => Restore::Later,
        (Closer::Remote, EndCause::HangUp) => Restore::AtOnce,
    }
}

fn deferred(_: Via) -> Lock {
    Lock::Defer
}

fn applied(_: Via) -> Lock {
    Lock::Apply
}

/// Nobody can be kept from losing a client, and an administrator's act stands.
fn sign_out_refused(leaving: Leaving) -> OnLeaving {
    match leaving {
        Leaving::SignOut => OnLeaving::Refuse(Reason::EmergencyInProgress),
        Leaving::ClientLost | Leaving::SessionExpired | Leaving::SignOutByAdministrator | Leaving::AccountRemoved => {
            OnLeaving::GoOn
        }
    }
}

fn from_answer() -> CallMoment {
    CallMoment::Answer
}

/// Held unless the agent ends it; an ordinary call is never joined with a responder's.
fn as_chosen(chosen: Option<Accepting>) -> Running {
    match chosen {
        Some(Accepting::End) => Running::End,
        Some(Accepting::Hold | Accepting::Join) | None => Running::Hold,
    }
}

/// By the number that calls: one of those that the tenant knows as a PSAP's.
fn known_as_psap(tenant: &Tenant, _: &Lease, from: &Number) -> bool {
    tenant.psap.contains(from)
}

/// The recording profile takes every call; only the history leaves emergency calls out.
fn as_any_call(_: CallKind, automatic: Switch) -> bool {
    automatic == Switch::On
}

fn replaced(_: Option<Accepting>) -> Running {
    Running::End
}

fn window_from_answer(lease: &Lease) -> Option<Instant> {
    Some(lease.answered_at.unwrap_or(lease.dialled_at) + lease.window)
}

/// Not begun while the call is up.
fn window_from_end(lease: &Lease) -> Option<Instant> {
    Some(lease.ended_at? + lease.window)
}

/// After the call half a window remains at least.
fn later_of_dial_and_end(lease: &Lease) -> Option<Instant> {
    let half = Span::from_ticks(lease.window.ticks() / 2);
    Some((lease.ended_at? + half).max(lease.dialled_at + lease.window))
}

fn window_from_callback(lease: &Lease) -> Option<Instant> {
    Some(lease.called_back_at? + lease.window)
}

/// The carrier passes the number on in a field of its own and shows the number that the agent calls from.
fn originating_number(_: Option<&Number>, agent: &AgentSetUp) -> Option<Number> {
    agent.originating.clone()
}

fn number_of_its_own(number: Option<&Number>) -> Option<Number> {
    number.cloned()
}

/// The one that the agent holds already.
fn live_number(state: &State, agent: &AgentName) -> Option<Number> {
    let own = state.leases.iter().find(|(_, lease)| lease.agent == *agent && lease.expired_at.is_none());
    own.map(|(number, _)| number.clone())
}

/// No number that is in use or rests; the tenant's identity takes its place.
fn none_in_use(_: &State, _: &AgentName, _: Shortage) -> Option<Number> {
    None
}

fn unless_all_valid(contacts: &Contacts) -> Option<Reason> {
    (!contacts.invalid.is_empty()).then_some(Reason::InvalidContacts)
}

fn at_send() -> ReadAt {
    ReadAt::Send
}

/// The agent's own mailbox, and one of the tenant's where that may not send.
fn some_mailbox(agent: &AgentName, mailbox: Mailbox) -> Option<Address> {
    (Policy::SPEC.sender)(agent, mailbox).or_else(|| "emergency@contact-centre.example".parse().ok())
}

/// A dial inside the span after one that was notified shares its notification, the last instant included.
fn gathered(last: Option<Instant>, dialled: Instant, span: Span) -> bool {
    last.is_none_or(|last| dialled > last + span)
}

impl Policy {
    /// The policy of a conformance statement: ours, with each reading and the test window that it declares.
    pub fn declared(ics: &Ics) -> Policy {
        let declares = |alternative: &&Alternative| {
            let reading = ics.readings.iter().find(|(row, _)| row.as_str() == alternative.row);
            reading.map_or(DEFAULT_READING, |(_, name)| name) == alternative.name
        };
        let window = ics.test_window().unwrap_or(Policy::SPEC.window);
        let gathered_for = ics.coalesce().unwrap_or(Policy::SPEC.gathered_for);
        let followed = ALTERNATIVES.iter().filter(declares);
        followed
            .fold(Policy { window, gathered_for, ..Policy::SPEC }, |policy, alternative| (alternative.follow)(policy))
    }
}
