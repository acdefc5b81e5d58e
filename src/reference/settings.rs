//! What administrators can change while the deployment runs: kept in the state, so that a restart does not lose it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::border::{ActId, Editor, Reply, Setting};
use crate::domain::{
    AgentName, Dialled, Mailbox, ProfileLink, QueueName, Reason, RouteName, RoutingRule, Ruling, Switch,
};
use crate::notice::Template;

use super::decide::{Change, Happening};
use super::serve::Reference;
use super::tenant::{AgentSetUp, Tenant};

/// What an administrator can change of one agent.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AgentSettings {
    /// The emergency contacts as saved, separated by semicolons.
    pub contacts: String,
    /// The contacts as an administrator edited them without saving.
    pub draft: Option<String>,
    /// The mailbox.
    pub mailbox: Mailbox,
    /// The link to an outbound profile.
    pub profile: ProfileLink,
    /// Items at once.
    pub limit: u64,
    /// The queues that the agent serves.
    pub queues: BTreeSet<QueueName>,
}

impl AgentSettings {
    pub(super) fn new(set_up: &AgentSetUp) -> Self {
        AgentSettings {
            contacts: set_up.contacts.clone(),
            draft: None,
            mailbox: set_up.mailbox,
            profile: set_up.profile,
            limit: set_up.limit,
            queues: set_up.queues.clone(),
        }
    }
}

/// The notification template as it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TemplateKept {
    /// As shipped.
    #[default]
    Shipped,
    /// Deleted.
    Missing,
    /// With this text.
    Text(String),
}

/// What an administrator can change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Settings {
    /// Of each agent.
    pub agents: BTreeMap<AgentName, AgentSettings>,
    /// The patterns of voice routes that were changed.
    pub routes: BTreeMap<RouteName, String>,
    /// The notification template.
    pub template: TemplateKept,
    /// The rules that route ordinary inbound calls.
    pub rules: BTreeMap<RoutingRule, String>,
    /// Whether ordinary calls are recorded automatically.
    pub recording: Option<Switch>,
}

impl Settings {
    /// The settings of a tenant before anybody changed one.
    pub(super) fn new(tenant: &Tenant) -> Self {
        let agents = tenant.agents.iter().map(|(name, agent)| (name.clone(), AgentSettings::new(agent)));
        let (template, rules) = (tenant.template.clone(), tenant.rules.clone());
        let recording = Some(tenant.recording);
        Settings { agents: agents.collect(), template, rules, recording, ..Settings::default() }
    }
}

impl Reference {
    /// The settings of an agent that the tenant has.
    pub(super) fn settings(&self, agent: &AgentName) -> &AgentSettings {
        &self.state.settings.agents[agent]
    }

    pub(super) fn save_setting(&mut self, act: ActId, by: &Editor, setting: Setting) {
        if let Some(reason) = (self.policy.may_save)(by, &setting) {
            return self.reply(act, Reply::Refused { reason });
        }
        let saved = self.take_setting(setting);
        self.reply(
            act,
            match saved {
                Ok(warnings) => Reply::Saved { warnings },
                Err(reason) => Reply::Refused { reason },
            },
        );
        self.assign_all();
    }

    /// Takes a setting up and gives the warnings.
    fn take_setting(&mut self, setting: Setting) -> Result<Vec<String>, Reason> {
        match setting {
            Setting::Route { name, pattern } => return self.take_route(name, pattern.0),
            Setting::Template { text } => {
                let warnings = Template::new(text.as_str()).warnings();
                self.state.settings.template = TemplateKept::Text(text.0);
                return Ok(warnings);
            }
            Setting::Rule { kind, text } => {
                Ruling::read(kind, text.as_str()).map_err(|_| Reason::InvalidPattern)?;
                self.state.settings.rules.insert(kind, text.0);
            }
            Setting::Recording { state } => self.state.settings.recording = Some(state),
            Setting::Mailbox { agent, mailbox } => self.of_agent(&agent)?.mailbox = mailbox,
            Setting::OutboundProfile { agent, link } => {
                self.of_agent(&agent)?.profile = link;
                self.happened_to_numbers(&agent, Happening::ProfileChanges);
            }
            Setting::Capacity { agent, limit } => {
                self.of_agent(&agent)?.limit = limit;
                self.ordinary_presence(&agent, Change::Limit);
                self.happened_to_numbers(&agent, Happening::ProfileChanges);
            }
            Setting::Queues { agent, queues } => {
                self.of_agent(&agent)?.queues = queues.0;
                self.happened_to_numbers(&agent, Happening::QueuesChange);
            }
            Setting::Contacts { agent, list } => {
                let contacts = (self.policy.read_contacts)(list.as_str());
                if let Some(reason) = (self.policy.contacts_refused)(&contacts) {
                    return Err(reason);
                }
                let settings = self.of_agent(&agent)?;
                (settings.contacts, settings.draft) = (list.0, None);
                return Ok(contacts.warnings());
            }
        }
        Ok(Vec::new())
    }

    /// Gives a voice route another pattern; one that is none leaves the route as it was.
    fn take_route(&mut self, name: RouteName, pattern: String) -> Result<Vec<String>, Reason> {
        let changed = Rc::make_mut(&mut self.tenant).change_route(&name, &pattern);
        match changed {
            Ok(()) => {}
            Err(Reason::InvalidPattern) => {
                return (self.policy.invalid_pattern)(Reason::InvalidPattern).map_or(Ok(Vec::new()), Err);
            }
            Err(reason) => return Err(reason),
        }
        self.state.settings.routes.insert(name.clone(), pattern);
        let numbers = self.served_numbers(|plan| &plan.feature).into_iter();
        let mut taken: BTreeSet<Dialled> = numbers.chain(self.served_numbers(|plan| &plan.national)).collect();
        taken.retain(|number| self.tenant.routes.iter().any(|route| route.name == name && route.takes(number)));
        Ok(if taken.is_empty() { Vec::new() } else { (self.policy.route_warnings)(&taken) })
    }

    fn of_agent(&mut self, agent: &AgentName) -> Result<&mut AgentSettings, Reason> {
        self.state.settings.agents.get_mut(agent).ok_or(Reason::NotPermitted)
    }

    /// Keeps what an administrator edits without saving: it counts for nothing.
    pub(super) fn draft(&mut self, act: ActId, agent: &AgentName, list: String) {
        let kept = self.of_agent(agent).map(|settings| settings.draft = Some(list));
        self.reply(act, kept.map_or_else(|reason| Reply::Refused { reason }, |()| Reply::Done));
    }

    /// Builds again what stands outside the state, after a state was loaded.
    pub(super) fn take_up_settings(&mut self) {
        let tenant = Rc::make_mut(&mut self.tenant);
        for (name, pattern) in &self.state.settings.routes {
            // What was saved had compiled.
            let _ = tenant.change_route(name, pattern);
        }
    }
}
