//! More wrong decisions about callbacks, and about the calls that they come over, each with the row that it breaks.

use spec911::border::Inbound;
use spec911::domain::{AgentName, Destination, Number};
use spec911::reference::{Policy, Resumer, Running, State};

use super::wrong::each_fails;

const SPEC: Policy = Policy::SPEC;

static WRONG: [(&str, Policy); 14] = [
    ("ELG-13", Policy { dial_over_call: || Running::End, ..SPEC }),
    ("ELG-13", Policy { dial_over_call: || Running::Keep, ..SPEC }),
    ("ELG-13", Policy { resumes: || Resumer::Deployment, ..SPEC }),
    ("PRS-09", Policy { conversation_over: |_| true, ..SPEC }),
    ("PRS-09", Policy { snapshot: |_, now| now.clone(), ..SPEC }),
    ("CBR-04", Policy { callback_capacity: |agent, settings| agent.used != settings.limit, ..SPEC }),
    ("CBR-06", Policy { callback_capacity: |agent, _| agent.used == 0, ..SPEC }),
    ("CBR-08", Policy { callback_privileged: |_, lease, _| lease.callbacks < 4, ..SPEC }),
    ("CBR-09", Policy { callback_over_leg: |_| Running::End, ..SPEC }),
    ("CBR-11", Policy { without_client: || Inbound::To(Destination::Queue), ..SPEC }),
    ("CBR-12", Policy { after_decline: || Inbound::To(Destination::Queue), ..SPEC }),
    ("CBR-12", Policy { callback_privileged: |_, lease, _| lease.callbacks == 0, ..SPEC }),
    ("CBN-04", Policy { cut_at_end: |_| true, ..SPEC }),
    ("CBN-08", Policy { second_number: own_live, ..SPEC }),
];

#[test]
fn a_wrong_decision_about_a_callback_fails_under_its_own_row() {
    each_fails(WRONG.to_vec());
}

fn own_live(state: &State, agent: &AgentName) -> Option<Number> {
    state.leases.iter().find(|(_, lease)| lease.agent == *agent).map(|(number, _)| number.clone())
}
