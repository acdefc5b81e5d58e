//! Wrong decisions about callbacks, and about the calls that they come over, each with the row that it breaks.

use spec911::border::Inbound;
use spec911::domain::{Destination, RoutingRule};
use spec911::reference::{EndCall, Policy, Resumer, Running};

use super::wrong::each_fails;

const SPEC: Policy = Policy::SPEC;

static WRONG: [(&str, Policy); 36] = [
    ("ELG-13", Policy { dial_over_call: || Running::End, ..SPEC }),
    ("ELG-13", Policy { dial_over_call: || Running::Keep, ..SPEC }),
    ("ELG-13", Policy { resumes: || Resumer::Deployment, ..SPEC }),
    ("PRS-09", Policy { conversation_over: |_| true, ..SPEC }),
    ("PRS-09", Policy { snapshot: |_, now| now.clone(), ..SPEC }),
    ("CBR-03", Policy { rule_for_callback: |kind| kind == RoutingRule::Workstream, ..SPEC }),
    ("CBR-03", Policy { rule_for_callback: |kind| kind == RoutingRule::Hours, ..SPEC }),
    ("CBR-03", Policy { rule_for_callback: |kind| kind == RoutingRule::Forwarding, ..SPEC }),
    ("CBR-03", Policy { rule_for_callback: |kind| kind == RoutingRule::BlockedCaller, ..SPEC }),
    ("CBR-03", Policy { rule_for_callback: |kind| kind == RoutingRule::InboundOff, ..SPEC }),
    ("CBR-04", Policy { callback_capacity: |_, settings| settings.limit > 0, ..SPEC }),
    ("CBR-04", Policy { callback_capacity: |agent, settings| agent.used <= settings.limit, ..SPEC }),
    ("CBR-04", Policy { callback_capacity: |agent, settings| agent.used != settings.limit, ..SPEC }),
    ("CBR-04", Policy { callback_capacity: |agent, _| agent.sessions < 10, ..SPEC }),
    ("CBR-06", Policy { callback_over_call: |_| Running::End, ..SPEC }),
    ("CBR-06", Policy { callback_over_call: |_| Running::Keep, ..SPEC }),
    ("CBR-06", Policy { resumes: || Resumer::Deployment, ..SPEC }),
    ("CBR-06", Policy { callback_capacity: |agent, _| agent.used == 0, ..SPEC }),
    ("CBR-07", Policy { window_end: |lease| lease.ended_at.or((SPEC.window_end)(lease)), ..SPEC }),
    ("CBR-08", Policy { callback_privileged: |_, lease, _| lease.callbacks == 0, ..SPEC }),
    ("CBR-08", Policy { callback_privileged: |_, lease, _| lease.callbacks < 4, ..SPEC }),
    ("CBR-08", Policy { callback_privileged: |tenant, _, from| tenant.psap.contains(from), ..SPEC }),
    ("CBR-09", Policy { callback_over_leg: |_| Running::End, ..SPEC }),
    ("CBR-09", Policy { callback_over_leg: |_| Running::Hold, ..SPEC }),
    ("CBR-09", Policy { end_call: || EndCall::OneLeg, ..SPEC }),
    ("CBR-09", Policy { callback_offered: |agent| agent.snapshot.is_none(), ..SPEC }),
    ("CBR-11", Policy { without_client: || Inbound::To(Destination::Voicemail), ..SPEC }),
    ("CBR-11", Policy { without_client: || Inbound::To(Destination::Queue), ..SPEC }),
    ("CBR-11", Policy { without_client: || Inbound::To(Destination::Ivr), ..SPEC }),
    ("CBR-12", Policy { after_decline: || Inbound::To(Destination::Voicemail), ..SPEC }),
    ("CBR-12", Policy { after_decline: || Inbound::To(Destination::Queue), ..SPEC }),
    ("CBR-12", Policy { callback_privileged: |_, lease, _| lease.callbacks == 0, ..SPEC }),
    ("CBR-13", Policy { trusts_marking: || true, ..SPEC }),
    ("CBR-14", Policy { unreachable_notice: |_| false, ..SPEC }),
    ("CBR-14", Policy { unreachable_notice: |_| true, ..SPEC }),
    ("CBR-14", Policy { unreachable_told: |_, now| now.to_owned(), ..SPEC }),
];

#[test]
fn a_wrong_decision_about_a_callback_fails_under_its_own_row() {
    each_fails(WRONG.to_vec());
}
