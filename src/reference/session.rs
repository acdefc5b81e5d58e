//! Sessions and clients: who is connected, what a disconnect leaves behind, and what befalls agents and clocks.
//!
//! Without a client the presence is Offline, whatever else would set it. A lost client or an expired session keeps what
//! a reconnect inside the grace gives back; a sign-out keeps nothing. A client that connects brings its session along.

use crate::border::{ActId, Circumstance, Reply, SessionChange};
use crate::domain::{AgentName, Client, Reason, Setter};

use super::decide::{Happening, Leaving, OnLeaving};
use super::serve::Reference;
use super::state::{Account, AgentState, Disconnect};

impl Reference {
    pub(super) fn change_session(&mut self, act: ActId, agent: &AgentName, change: SessionChange) {
        let changed = match change {
            SessionChange::SignIn => self.connect(agent),
            SessionChange::SignOut => self.leave(agent, Leaving::SignOut),
            SessionChange::SignOutByAdministrator => self.leave(agent, Leaving::SignOutByAdministrator),
            SessionChange::AccountRemoved => self.leave(agent, Leaving::AccountRemoved),
        };
        self.reply(act, changed.map_or_else(|reason| Reply::Refused { reason }, |()| Reply::Done));
    }

    pub(super) fn circumstance(&mut self, circumstance: Circumstance) {
        // Nobody waits for a reply: what can't be done is not.
        let _ = match circumstance {
            Circumstance::ClientLost { agent } => self.leave(&agent, Leaving::ClientLost),
            Circumstance::SessionExpired { agent } => self.leave(&agent, Leaving::SessionExpired),
            Circumstance::ClientBack { agent } => self.connect(&agent),
            // Only what is told to people comes from the wall clock: windows and timers are held against the run clock.
            Circumstance::ClockForward { by } => {
                self.state.clock.set_forward(by);
                Ok(())
            }
            Circumstance::ClockBack { by } => {
                self.state.clock.set_back(by);
                Ok(())
            }
            Circumstance::ZoneChanged { agent, zone } => {
                self.change_zone(&agent, zone);
                Ok(())
            }
        };
    }

    /// The agent, if a client is connected.
    pub(super) fn connected(&mut self, name: &AgentName) -> Option<&mut AgentState> {
        self.state.agents.get_mut(name).filter(|agent| agent.client == Client::Connected)
    }

    /// Those without a client are Offline from the start.
    pub(super) fn start_offline(&mut self) {
        let away = self.state.agents.iter().filter(|(_, agent)| agent.client == Client::Disconnected);
        let away: Vec<AgentName> = away.map(|(name, _)| name.clone()).collect();
        away.iter().for_each(|name| self.go_offline(name));
    }

    /// Connects a client: inside the grace what was kept returns, later the rules say what is.
    fn connect(&mut self, name: &AgentName) -> Result<(), Reason> {
        let Some(agent) = self.state.agents.get_mut(name) else { return Ok(()) };
        if agent.account == Account::Removed {
            return Err(Reason::NotPermitted);
        }
        if agent.client == Client::Connected {
            return Ok(());
        }
        agent.client = Client::Connected;
        let disconnect = agent.disconnect.take();
        let inside = disconnect.filter(|disconnect| self.now <= disconnect.at + (self.policy.grace)());
        let presence = match inside {
            Some(disconnect) => disconnect.kept,
            None => (self.presence_by_rules(name), Setter::System),
        };
        if self.state.in_conversation(name) {
            if let Some(agent) = self.state.agents.get_mut(name) {
                agent.snapshot = Some(presence);
            }
            self.set_conversation_presence(name);
        } else {
            self.give_back(name, &presence);
        }
        self.assign(name);
        Ok(())
    }

    fn leave(&mut self, name: &AgentName, leaving: Leaving) -> Result<(), Reason> {
        let fate = (self.policy.on_leaving)(leaving);
        if let OnLeaving::Refuse(reason) = fate
            && self.state.in_conversation(name)
        {
            return Err(reason);
        }
        self.disconnect(name, leaving);
        if fate == OnLeaving::EndLegs {
            self.end_conversation(name);
        }
        self.happened_to_numbers(name, Happening::Leaves(leaving));
        self.go_offline(name);
        self.take_all_back(name);
        Ok(())
    }

    fn disconnect(&mut self, name: &AgentName, leaving: Leaving) {
        let Some(agent) = self.state.agents.get_mut(name) else { return };
        match ((self.policy.undone_by_reconnect)(leaving), agent.client) {
            (true, Client::Connected) => {
                agent.disconnect = Some(Disconnect { at: self.now, kept: (self.policy.kept)(agent) });
            }
            (true, Client::Disconnected) => {}
            (false, _) => (agent.disconnect, agent.held) = (None, None),
        }
        if leaving == Leaving::AccountRemoved {
            agent.account = Account::Removed;
        }
        agent.client = Client::Disconnected;
        agent.snapshot = None;
    }

    fn go_offline(&mut self, name: &AgentName) {
        let Some(agent) = self.agent(name) else { return };
        let presence = (self.policy.presence_away)(&self.tenant, agent);
        self.set_presence(name, presence, Setter::System);
    }
}
