//! The wall clock: what people are told comes from it, and nothing else does.

use chrono::{DateTime, FixedOffset};

use crate::domain::{AgentName, Zone};
use crate::time::Instant;

use super::serve::Reference;

impl Reference {
    pub(super) fn change_zone(&mut self, name: &AgentName, zone: Zone) {
        if let Some(agent) = self.state.agents.get_mut(name) {
            agent.zone = zone;
        }
    }

    /// What the wall clock shows an agent at an instant, with the offset in force.
    pub(super) fn local_time(&self, name: &AgentName, at: Instant) -> DateTime<FixedOffset> {
        let zone = self.agent(name).map_or(Zone::UTC, |agent| agent.zone);
        self.state.clock.shows(self.tenant.epoch, at, zone)
    }
}
