//! Panels whose alert is missing or left over.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::border::{Act, Effect, Event, Input};
use crate::domain::AgentName;
use crate::reference::Reference;

use super::meddled::{Meddler, Out};

/// Leaves the alert on that a call put up.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::mutant) struct AlertStays {
    alerts: BTreeMap<AgentName, String>,
}

impl Meddler for AlertStays {
    fn say(&mut self, _: &Reference, _: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        for mut effect in fresh {
            if let Effect::Event(Event::Panel { agent, alert, .. }) = &mut effect {
                match alert {
                    Some(shown) => _ = self.alerts.insert(agent.clone(), shown.clone()),
                    None => *alert = self.alerts.get(agent).cloned(),
                }
            }
            out.pass(effect);
        }
    }
}

/// Shows no alert to agents who dialled in a workspace that has none.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::mutant) struct AlertInOneWorkspace {
    elsewhere: BTreeSet<AgentName>,
}

impl Meddler for AlertInOneWorkspace {
    fn say(&mut self, _: &Reference, input: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        if let Input::Act { act: Act::Dial { agent, workspace, .. }, .. } = input {
            if workspace.as_ref().is_some_and(|name| name.starts_with("contact")) {
                self.elsewhere.insert(agent.clone());
            } else {
                self.elsewhere.remove(agent);
            }
        }
        for mut effect in fresh {
            if let Effect::Event(Event::Panel { agent, alert, .. }) = &mut effect
                && self.elsewhere.contains(agent)
            {
                *alert = None;
            }
            out.pass(effect);
        }
    }
}
