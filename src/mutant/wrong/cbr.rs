//! Wrong about callback routing.

use crate::border::Inbound;
use crate::domain::{Accepting, AgentName, Base, Destination, EndCause, Priority, RoutingRule};
use crate::reference::{AgentState, EndCall, Happening, Lease, Policy, Resumer, Running, Tenant};
use crate::time::Span;

use super::{Mutant, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("callback-to-other-agent", "CBR-01", "A callback goes to another agent of the tenant.",
        callback_target: another),
    wrong!("drop-frees-number", "CBR-01", "A call that the network lost takes its number with it.",
        outlives: |happening| !matches!(happening, Happening::CallEnds(_, EndCause::Drop))),
    wrong!("callback-is-normal-work", "CBR-02", "A callback waits its turn among ordinary work.",
        callback_priority: || Priority::Normal),
    wrong!("callback-only-urgent", "CBR-02",
        "A callback is as urgent as other urgent work, and comes after what came earlier.",
        callback_priority: || Priority::Urgent),
    wrong!("hours-stop-callback", "CBR-03", "Outside the operating hours a callback is stopped.",
        rule_for_callback: |rule| rule == RoutingRule::Hours),
    wrong!("forwarding-takes-callback", "CBR-03", "The forwarding of calls takes the callback along.",
        rule_for_callback: |rule| rule == RoutingRule::Forwarding),
    wrong!("blocked-list-stops-callback", "CBR-03", "The list of blocked callers holds for the emergency service too.",
        rule_for_callback: |rule| rule == RoutingRule::BlockedCaller),
    wrong!("inbound-off-stops-callback", "CBR-03", "An agent whose inbound calling is off has no callbacks either.",
        rule_for_callback: |rule| rule == RoutingRule::InboundOff),
    wrong!("workstream-routes-callback", "CBR-03", "The workstream routes the callback by skill.",
        rule_for_callback: |rule| rule == RoutingRule::Workstream),
    wrong!("zero-capacity-stops-callback", "CBR-04", "An agent with a capacity of zero gets no callback.",
        callback_capacity: |_, settings| settings.limit > 0),
    wrong!("overload-stops-callback", "CBR-04", "An agent with more work than capacity is passed over.",
        callback_capacity: |agent, settings| agent.used <= settings.limit),
    wrong!("full-sessions-stop-callback", "CBR-04", "A callback needs a free session, and all ten are open.",
        callback_capacity: |agent, _| agent.sessions < 10),
    wrong!("callback-needs-available", "CBR-05", "A callback is offered to an agent who is Available and to no other.",
        callback_offered: |agent| base(agent) == Base::Available),
    wrong!("away-stops-callback", "CBR-05", "An agent who is Away or Inactive is not disturbed by a callback.",
        callback_offered: |agent| base(agent) != Base::Away && base(agent) != Base::Inactive),
    wrong!("wrap-up-delays-callback", "CBR-05", "A callback waits until the wrap-up is closed.",
        callback_offered: |agent| !agent.wrap_up),
    wrong!("accept-ends-customer-call", "CBR-06", "The accept of a callback ends the customer's call.",
        callback_over_call: |_| Running::End),
    wrong!("customer-hears-callback", "CBR-06", "The customer stays on the line and hears the callback.",
        callback_over_call: |_| Running::Keep),
    wrong!("held-customer-resumed-early", "CBR-06", "The customer is put through again before the agent wants it.",
        resumes: || Resumer::Deployment),
    wrong!("normal-end-closes-window", "CBR-07", "A call that was ended in good order is over for good.",
        window_end: |lease| lease.ended_at.or((SPEC.window_end)(lease))),
    wrong!("one-callback-only", "CBR-08", "The number takes one callback.",
        callback_privileged: |_, lease, _| lease.callbacks == 0),
    wrong!("unknown-caller-no-callback", "CBR-08", "A stranger's call to the number is no callback.",
        callback_privileged: |tenant, _, from| tenant.psap.contains(from)),
    wrong!("callback-waits-for-leg", "CBR-09", "A callback waits until the first leg is over.",
        callback_offered: |agent| agent.snapshot.is_none()),
    wrong!("callback-holds-first-leg", "CBR-09", "The second leg puts the first on hold.",
        callback_over_leg: |_| Running::Hold),
    wrong!("end-choice-ends-leg", "CBR-09", "The agent's choice to end the running call ends the first leg.",
        callback_over_leg: ended_where_chosen),
    wrong!("end-call-one-leg", "CBR-09", "End call ends the leg in front and leaves the other up.",
        end_call: || EndCall::OneLeg),
    wrong!("open-through-quarantine", "CBR-10", "The number stays open until its rest is over.",
        window_end: |lease| Some(lease.dialled_at + lease.window + Span::from_mins(10))),
    wrong!("window-from-answer", "CBR-10", "The window runs from the answer, and nothing declares so.",
        window_end: |lease| Some(lease.answered_at.unwrap_or(lease.dialled_at) + lease.window)),
    wrong!("late-caller-queued", "CBR-10", "A caller who is late is put into the queue.",
        after_window: |_| Inbound::To(Destination::Queue)),
    wrong!("offline-callback-to-voicemail", "CBR-11", "Without a client the callback goes to voicemail.",
        without_client: || Inbound::To(Destination::Voicemail)),
    wrong!("offline-callback-to-ivr", "CBR-11", "Without a client a menu answers the callback.",
        without_client: || Inbound::To(Destination::Ivr)),
    wrong!("declined-callback-to-voicemail", "CBR-12", "A callback that is declined goes to voicemail.",
        after_decline: || Inbound::To(Destination::Voicemail)),
    wrong!("missed-callback-is-last", "CBR-12", "A callback that nobody takes is the last that is offered.",
        callback_privileged: |_, lease, _| lease.callbacks == 0 || lease.called_back_at.is_some()),
    wrong!("marking-trusted", "CBR-13", "An unverified marking in the signalling is believed.",
        trusts_marking: || true),
    wrong!("no-unreachable-notice", "CBR-14", "Nobody is told of a callback that finds no client.",
        unreachable_notice: |_| false),
    wrong!("notice-for-each-try", "CBR-14", "Each try of a caller who finds no client sends a notice.",
        unreachable_notice: |_| true),
    wrong!("notice-to-later-contacts", "CBR-14",
        "The notice goes to the contacts of its own moment, not to those of the dial.",
        unreachable_told: |_, now| now.to_owned()),
];

fn base(agent: &AgentState) -> Base {
    agent.presence.0.base
}

fn another(lease: &Lease, tenant: &Tenant) -> AgentName {
    tenant.agents.keys().find(|agent| **agent != lease.agent).unwrap_or(&lease.agent).clone()
}

fn ended_where_chosen(chosen: Option<Accepting>) -> Running {
    match chosen {
        Some(Accepting::End) => Running::End,
        Some(Accepting::Hold | Accepting::Join) | None => Running::Keep,
    }
}
