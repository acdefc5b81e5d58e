//! Dials that are prepared before they are checked: what was done for one that is then refused is not taken back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::border::{Act, ActId, CallName, Effect, Event, Input, Reply, Request};
use crate::domain::{AgentName, Base, CallKind, Presence, Reason, Setter};
use crate::reference::{Policy, Reference};

use super::meddled::{Meddler, Out};

/// What is done for a dial before it is checked.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(in crate::mutant) enum Step {
    /// A number is leased.
    Number,
    /// Do not disturb is set.
    Presence,
    /// The alert is put up, and the panel loses its other controls.
    Alert,
}

/// Takes a step for each dial before it looks whether the dial may be made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::mutant) struct Prepared {
    step: Step,
    /// Why dials are refused for which the step was taken.
    reason: Reason,
    dialling: BTreeMap<ActId, AgentName>,
}

impl Prepared {
    /// Takes a step before it looks at the prerequisite behind a reason.
    pub(in crate::mutant) const fn before(reason: Reason, step: Step) -> Self {
        Prepared { step, reason, dialling: BTreeMap::new() }
    }

    fn take(&self, agent: AgentName, act: ActId, out: &mut Out<'_>) {
        match self.step {
            Step::Number => {
                out.ask(Request::LeaseNumber { agent, call: CallName::new(format!("prepared-{}", act.0)) });
            }
            Step::Presence => {
                let Ok(record) = "Busy - DND".parse() else { return };
                out.set_presence(agent, Presence { record, base: Base::BusyDnd }, Setter::System);
            }
            Step::Alert => {
                let controls = (Policy::SPEC.controls)(CallKind::Emergency).into_iter().collect();
                let alert = Some((Policy::SPEC.alert_id)(CallKind::Emergency).to_owned());
                out.pass(Effect::Event(Event::Panel { agent, controls, alert }));
            }
        }
    }
}

impl Meddler for Prepared {
    fn say(&mut self, _: &Reference, input: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        if let Input::Act { id, act: Act::Dial { agent, .. } } = input {
            self.dialling.insert(*id, agent.clone());
        }
        for effect in fresh {
            if let Effect::Reply { act, reply } = &effect {
                let agent = self.dialling.remove(act);
                let refused = matches!(reply, Reply::DialRefused { reason, .. } if *reason == self.reason);
                if let Some(agent) = agent.filter(|_| refused) {
                    self.take(agent, *act, out);
                }
            }
            out.pass(effect);
        }
    }
}
