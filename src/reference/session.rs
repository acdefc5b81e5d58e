//! Sessions and clients: who is connected, and what befalls agents and clocks.

use crate::border::{ActId, Circumstance, Reply, SessionChange};
use crate::domain::{AgentName, Base, Client, Setter};

use super::serve::Reference;

impl Reference {
    pub(super) fn change_session(&mut self, act: ActId, agent: &AgentName, change: SessionChange) {
        match change {
            SessionChange::SignIn => self.connect(agent),
            SessionChange::SignOut | SessionChange::SignOutByAdministrator | SessionChange::AccountRemoved => {
                self.disconnect(agent);
            }
        }
        self.reply(act, Reply::Done);
    }

    pub(super) fn circumstance(&mut self, circumstance: Circumstance) {
        match circumstance {
            Circumstance::ClientLost { agent } | Circumstance::SessionExpired { agent } => self.disconnect(&agent),
            Circumstance::ClientBack { agent } => self.connect(&agent),
            // The run clock is the only one that windows and timers are held against.
            Circumstance::ClockForward { .. } | Circumstance::ClockBack { .. } | Circumstance::ZoneChanged { .. } => {}
        }
    }

    fn connect(&mut self, name: &AgentName) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.client = Client::Connected;
        }
        self.assign(name);
    }

    fn disconnect(&mut self, name: &AgentName) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.client = Client::Disconnected;
        }
        self.set_presence(name, self.tenant.record(Base::Offline), Setter::System);
    }
}
