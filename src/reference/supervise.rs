//! What is tried on a running call: an agent's controls, and what supervisors do.

use crate::border::{ActId, Reply, Talk};
use crate::domain::{AgentName, CallKind, Control, Reason, WorkKind};

use super::serve::Reference;
use super::state::Phase;

impl Reference {
    /// Whose a running call is, and of which kind; nothing where it does not run.
    pub(super) fn running(&self, on: &Talk) -> Option<(AgentName, CallKind)> {
        match on {
            Talk::Call(name) => {
                let call = self.state.calls.get(name).filter(|call| call.phase == Phase::Up)?;
                Some((call.agent.clone(), call.kind))
            }
            Talk::Offer(offer) => {
                let work = self.state.work.get(offer).filter(|work| work.is_taken())?;
                let kind = if work.kind == WorkKind::Callback { CallKind::Callback } else { CallKind::Ordinary };
                Some((work.agent.clone()?, kind))
            }
        }
    }

    pub(super) fn try_control(&mut self, act: ActId, agent: &AgentName, control: Control, on: &Talk) {
        let own = self.running(on).filter(|(of, _)| of == agent);
        let allowed = own.is_some_and(|(_, kind)| (self.policy.control_allowed)(kind, control));
        if allowed && control == Control::Hold {
            self.hold(on);
        }
        self.allow(act, allowed);
    }

    pub(super) fn supervise(&mut self, act: ActId, on: &Talk) {
        let allowed = self.running(on).is_some_and(|(_, kind)| (self.policy.supervised)(kind));
        self.allow(act, allowed);
    }

    pub(super) fn allow(&mut self, act: ActId, allowed: bool) {
        let refused = Reply::Refused { reason: Reason::ControlNotAvailable };
        self.reply(act, if allowed { Reply::Done } else { refused });
    }
}
