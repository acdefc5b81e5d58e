//! Wrong decisions about where a callback goes.

use spec911::border::Inbound;
use spec911::domain::{Accepting, AgentName, Base, Destination, EndCause, Priority, RoutingRule};
use spec911::reference::{AgentState, EndCall, Happening, Lease, Policy, Resumer, Running, Tenant};
use spec911::time::Span;

const SPEC: Policy = Policy::SPEC;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    ("callbacks go round the agents of the tenant", "CBR-01", Policy { callback_target: another, ..SPEC }),
    (
        "a call that the network lost takes its number with it",
        "CBR-01",
        Policy { outlives: |happening| !matches!(happening, Happening::CallEnds(_, EndCause::Drop)), ..SPEC },
    ),
    (
        "a callback waits its turn among ordinary work",
        "CBR-02",
        Policy { callback_priority: || Priority::Normal, ..SPEC },
    ),
    (
        "a callback comes after what is urgent and came earlier",
        "CBR-02",
        Policy { callback_priority: || Priority::Urgent, ..SPEC },
    ),
    (
        "operating hours close the number",
        "CBR-03",
        Policy { rule_for_callback: |rule| rule == RoutingRule::Hours, ..SPEC },
    ),
    (
        "the forwarding of the agent takes the callback along",
        "CBR-03",
        Policy { rule_for_callback: |rule| rule == RoutingRule::Forwarding, ..SPEC },
    ),
    (
        "the list of blocked callers holds for the emergency service too",
        "CBR-03",
        Policy { rule_for_callback: |rule| rule == RoutingRule::BlockedCaller, ..SPEC },
    ),
    (
        "an agent whose inbound calling is off has no callbacks either",
        "CBR-03",
        Policy { rule_for_callback: |rule| rule == RoutingRule::InboundOff, ..SPEC },
    ),
    (
        "the workstream decides which skill takes the callback",
        "CBR-03",
        Policy { rule_for_callback: |rule| rule == RoutingRule::Workstream, ..SPEC },
    ),
    (
        "a capacity of none keeps the callback out",
        "CBR-04",
        Policy { callback_capacity: |_, settings| settings.limit > 0, ..SPEC },
    ),
    (
        "an agent with more work than capacity is passed over",
        "CBR-04",
        Policy { callback_capacity: |agent, settings| agent.used <= settings.limit, ..SPEC },
    ),
    (
        "the callback needs a session, and all ten are open",
        "CBR-04",
        Policy { callback_capacity: |agent, _| agent.sessions < 10, ..SPEC },
    ),
    (
        "a callback is offered to an agent who is available and to no other",
        "CBR-05",
        Policy { callback_offered: |agent| base(agent) == Base::Available, ..SPEC },
    ),
    (
        "an agent who has gone away is not disturbed",
        "CBR-05",
        Policy { callback_offered: |agent| base(agent) != Base::Away && base(agent) != Base::Inactive, ..SPEC },
    ),
    (
        "a wrap-up is closed before the callback comes",
        "CBR-05",
        Policy { callback_offered: |agent| !agent.wrap_up, ..SPEC },
    ),
    ("the accept ends the ordinary call", "CBR-06", Policy { callback_over_call: |_| Running::End, ..SPEC }),
    ("the customer hears the emergency call", "CBR-06", Policy { callback_over_call: |_| Running::Keep, ..SPEC }),
    (
        "the customer is put through again before the agent wants it",
        "CBR-06",
        Policy { resumes: || Resumer::Deployment, ..SPEC },
    ),
    (
        "a call that was ended in good order is over for good",
        "CBR-07",
        Policy { window_end: |lease| lease.ended_at.or((SPEC.window_end)(lease)), ..SPEC },
    ),
    ("the number works once", "CBR-08", Policy { callback_privileged: |_, lease, _| lease.callbacks == 0, ..SPEC }),
    (
        "a stranger's call to the number is no callback",
        "CBR-08",
        Policy { callback_privileged: |tenant, _, from| tenant.psap.contains(from), ..SPEC },
    ),
    (
        "a callback waits until the first leg is over",
        "CBR-09",
        Policy { callback_offered: |agent| agent.snapshot.is_none(), ..SPEC },
    ),
    ("the second leg puts the first on hold", "CBR-09", Policy { callback_over_leg: |_| Running::Hold, ..SPEC }),
    (
        "the agent's choice for the running call ends the first leg",
        "CBR-09",
        Policy { callback_over_leg: ended_where_chosen, ..SPEC },
    ),
    ("End call ends the leg in front and leaves the other", "CBR-09", Policy { end_call: || EndCall::OneLeg, ..SPEC }),
    (
        "the number stays open until its rest is over",
        "CBR-10",
        Policy { window_end: |lease| Some(lease.dialled_at + lease.window + Span::from_mins(10)), ..SPEC },
    ),
    (
        "a caller who is late is put into the queue",
        "CBR-10",
        Policy { after_window: |_| Inbound::To(Destination::Queue), ..SPEC },
    ),
    (
        "without a client the callback goes to voicemail",
        "CBR-11",
        Policy { without_client: || Inbound::To(Destination::Voicemail), ..SPEC },
    ),
    ("without a client a menu answers", "CBR-11", Policy { without_client: || Inbound::To(Destination::Ivr), ..SPEC }),
    (
        "a callback that was declined goes to voicemail",
        "CBR-12",
        Policy { after_decline: || Inbound::To(Destination::Voicemail), ..SPEC },
    ),
    (
        "a callback that nobody took is the last that is offered",
        "CBR-12",
        Policy { callback_privileged: |_, lease, _| lease.callbacks == 0 || lease.called_back_at.is_some(), ..SPEC },
    ),
    ("a marking is believed", "CBR-13", Policy { trusts_marking: || true, ..SPEC }),
    ("nobody is told of a callback that finds no client", "CBR-14", Policy { unreachable_notice: |_| false, ..SPEC }),
    ("each try of the caller sends a notice", "CBR-14", Policy { unreachable_notice: |_| true, ..SPEC }),
    (
        "the notice goes to the contacts of today",
        "CBR-14",
        Policy { unreachable_told: |_, now| now.to_owned(), ..SPEC },
    ),
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
