//! What a tenant was set up with: plans, routes, numbers, agents. Built from facts, outside the state.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::domain::{
    Admission, AgentName, Base, Client, Dialled, Language, Mailbox, Number, Presence, ProfileLink, QueueName, Reason,
    RecordName, Rights, RouteName, RoutingRule, Ruling, Setter, Switch, TemplateState, Territory, TrunkName, Zone,
};
use crate::notice::{Wording, Wordings};
use crate::stimulus::Fact;
use crate::time::Span;

use super::route::{Route, compiled_pattern};
use super::settings::TemplateKept;

/// A template that was broken off in a merge field.
const BROKEN: &str = "{{ agent_name";

/// The emergency numbers of a territory.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Those of the feature; empty where the territory is not served.
    pub feature: BTreeSet<Dialled>,
    /// Those of the network.
    pub national: BTreeSet<Dialled>,
}

/// How an agent was set up.
#[derive(Clone, Debug)]
pub struct AgentSetUp {
    /// The country at sign-in.
    pub country: Territory,
    /// The time zone at the start.
    pub zone: Zone,
    /// The country of the network address or of the profile, if one of them names one.
    pub fallback: Option<Territory>,
    /// Personal numbers.
    pub own: BTreeSet<Number>,
    /// The number from which calls go out.
    pub originating: Option<Number>,
    /// The workspace that the agent dials from, if one is named.
    pub workspace: Option<String>,
    /// The link to an outbound profile.
    pub profile: ProfileLink,
    /// The countries that the outbound profile lets the agent call; all of them where it has no list.
    pub allowed: Option<BTreeSet<Territory>>,
    /// Items at once.
    pub limit: u64,
    /// Items in use from the start.
    pub used: u64,
    /// Whether a full capacity keeps automatic work away.
    pub blocking: Switch,
    /// Sessions that are open from the start.
    pub sessions: u64,
    /// Whether an ordinary call leaves the agent in wrap-up.
    pub wrap_up: bool,
    /// Whether a client is connected at the start.
    pub client: Client,
    /// The display name.
    pub name: String,
    /// The emergency contacts as saved, separated by semicolons.
    pub contacts: String,
    /// The mailbox.
    pub mailbox: Mailbox,
    /// The queues that the agent serves.
    pub queues: BTreeSet<QueueName>,
    /// The presence at the start.
    pub presence: (Presence, Setter),
}

/// What a tenant was set up with.
#[derive(Clone, Debug)]
pub struct Tenant {
    /// The civil time at the start of the run.
    pub epoch: DateTime<Utc>,
    /// Number plans by territory.
    pub plans: BTreeMap<Territory, Plan>,
    /// Presence records with their base status, in the order stated.
    pub records: Vec<Presence>,
    /// Calling-plan numbers and their rights.
    pub calling_plan: BTreeMap<Number, Rights>,
    /// Whether direct routing is on.
    pub direct_routing: bool,
    /// Voice routes in list order.
    pub routes: Vec<Route>,
    /// Queues that give work to agents in Do not disturb.
    pub admits_dnd: BTreeSet<QueueName>,
    /// How long a number rests after its window.
    pub quarantine: Span,
    /// Whether the active conversation form is customised.
    pub customised_form: Switch,
    /// Whether ordinary calls are recorded automatically, until an administrator changes it.
    pub recording: Switch,
    /// The notification template.
    pub template: TemplateKept,
    /// The subject of the notification, where it is the tenant's own.
    pub subject: Option<String>,
    /// The page of the notification, where it is the tenant's own.
    pub page: Option<String>,
    /// The language of the mails.
    pub language: Option<Language>,
    /// The words of the mails in every language.
    pub wordings: Arc<Wordings>,
    /// The rules that route ordinary inbound calls, by their texts.
    pub rules: BTreeMap<RoutingRule, String>,
    /// The numbers that the PSAP is known to call from.
    pub psap: BTreeSet<Number>,
    /// The agents.
    pub agents: BTreeMap<AgentName, AgentSetUp>,
}

impl Tenant {
    /// The record that stands for a base status: the first that was stated.
    pub fn record(&self, base: Base) -> Presence {
        let found = self.records.iter().find(|presence| presence.base == base).cloned();
        found.unwrap_or_else(|| Presence { record: fallback_record(base), base })
    }

    /// The words of the tenant's mails.
    pub fn wording(&self) -> &Wording {
        self.wordings.of(self.language.as_ref())
    }

    /// The trunks of every voice route that takes a dialled text, by route in list order; none without direct routing.
    pub fn routes_for(&self, dialled: &Dialled) -> Vec<Vec<TrunkName>> {
        let matching = self.routes.iter().filter(|route| self.direct_routing && route.takes(dialled));
        matching.map(|route| route.trunks.clone()).collect()
    }

    /// Gives a voice route another pattern.
    ///
    /// # Errors
    ///
    /// No such route, or a pattern that is no regular expression; the route stays as it was.
    pub(super) fn change_route(&mut self, name: &RouteName, pattern: &str) -> Result<(), Reason> {
        let compiled = compiled_pattern(pattern).map_err(|_| Reason::InvalidPattern)?;
        let route = self.routes.iter_mut().find(|route| route.name == *name).ok_or(Reason::NotPermitted)?;
        route.pattern = compiled;
        Ok(())
    }

    /// Builds a tenant from facts.
    ///
    /// # Errors
    ///
    /// A voice route whose pattern is no regular expression, with the reason.
    pub fn from_facts(facts: &[Fact]) -> Result<Self, String> {
        let mut tenant = Tenant {
            epoch: DateTime::UNIX_EPOCH,
            plans: BTreeMap::new(),
            records: Vec::new(),
            calling_plan: BTreeMap::new(),
            direct_routing: false,
            routes: Vec::new(),
            admits_dnd: BTreeSet::new(),
            quarantine: Span::ZERO,
            customised_form: Switch::Off,
            recording: Switch::Off,
            template: TemplateKept::Shipped,
            subject: None,
            page: None,
            language: None,
            wordings: Wordings::shipped(),
            rules: BTreeMap::new(),
            psap: BTreeSet::new(),
            agents: BTreeMap::new(),
        };
        for fact in facts {
            tenant.take(fact)?;
        }
        for fact in facts {
            tenant.take_agent(fact);
        }
        tenant.routes.sort_by_key(|route| route.place);
        Ok(tenant)
    }

    fn take(&mut self, fact: &Fact) -> Result<(), String> {
        match fact {
            Fact::Epoch { at } => self.epoch = at.0.with_timezone(&Utc),
            Fact::NumberPlan { territory, feature, national } => {
                let plan = Plan { feature: feature.0.clone(), national: national.0.clone() };
                self.plans.insert(territory.clone(), plan);
            }
            Fact::PresenceRecord { record, base } => {
                self.records.push(Presence { record: record.clone(), base: *base });
            }
            Fact::CallingPlanNumber { number, rights } => {
                self.calling_plan.insert(number.clone(), *rights);
            }
            Fact::DirectRouting { state } => self.direct_routing = *state == Switch::On,
            Fact::VoiceRoute { name, place, pattern, trunks } => {
                let compiled = compiled_pattern(pattern.as_str())
                    .map_err(|why| format!("the pattern of voice route {name} is no regular expression: {why}"))?;
                self.routes.push(Route {
                    name: name.clone(),
                    place: place.0,
                    pattern: compiled,
                    trunks: trunks.0.iter().cloned().collect(),
                });
            }
            Fact::Queue { name, dnd: Admission::Admits } => {
                self.admits_dnd.insert(name.clone());
            }
            Fact::CustomisedForm { state } => self.customised_form = *state,
            Fact::AutomaticRecording { state } => self.recording = *state,
            Fact::RoutingRuleSet { kind, text } => {
                Ruling::read(*kind, text.as_str()).map_err(|expected| format!("`{text}` is not {expected}"))?;
                self.rules.insert(*kind, text.0.clone());
            }
            Fact::PsapNumber { number } => {
                self.psap.insert(number.clone());
            }
            Fact::NumberPool { quarantine, .. } => self.quarantine = *quarantine,
            Fact::Template { state } => {
                self.template = match state {
                    TemplateState::Shipped => TemplateKept::Shipped,
                    TemplateState::Missing => TemplateKept::Missing,
                    TemplateState::Broken => TemplateKept::Text(BROKEN.to_owned()),
                };
            }
            Fact::TemplateText { text } => self.template = TemplateKept::Text(text.to_string()),
            Fact::TemplateSubject { text } => self.subject = Some(text.to_string()),
            Fact::TemplatePage { text } => self.page = Some(text.to_string()),
            Fact::MailLanguage { language } => self.language = Some(language.clone()),
            Fact::Agent { agent, country } => {
                self.agents.insert(agent.clone(), AgentSetUp::new(agent, country.clone()));
            }
            _ => {}
        }
        Ok(())
    }

    fn take_agent(&mut self, fact: &Fact) {
        if let Fact::PresenceIs { agent, record, setter } = fact {
            let known = self.records.iter().find(|presence| presence.record == *record).cloned();
            if let (Some(presence), Some(agent)) = (known, self.agents.get_mut(agent)) {
                agent.presence = (presence, *setter);
            }
            return;
        }
        let Some(agent) = agent_of(fact).and_then(|name| self.agents.get_mut(name)) else { return };
        match fact {
            Fact::NetworkCountry { country, .. } | Fact::ProfileCountry { country, .. } => {
                agent.fallback.get_or_insert_with(|| country.clone());
            }
            Fact::TimeZone { zone, .. } => agent.zone = *zone,
            Fact::OwnNumber { number, .. } => {
                agent.own.insert(number.clone());
            }
            Fact::OriginatingNumber { number, .. } => agent.originating = Some(number.clone()),
            Fact::UsesWorkspace { workspace, .. } => agent.workspace = Some(workspace.0.clone()),
            Fact::OutboundProfile { link, .. } => agent.profile = *link,
            Fact::AllowList { countries, .. } => agent.allowed = Some(countries.0.clone()),
            Fact::Capacity { limit, used, .. } => (agent.limit, agent.used) = (limit.0, used.0),
            Fact::AssignmentBlocking { state, .. } => agent.blocking = *state,
            Fact::OpenSessions { count, .. } => agent.sessions = count.0,
            Fact::WrapUp { state, .. } => agent.wrap_up = *state == Switch::On,
            Fact::ClientState { client, .. } => agent.client = *client,
            Fact::DisplayName { name, .. } => agent.name = name.to_string(),
            Fact::Contacts { list, .. } => agent.contacts = list.as_str().to_owned(),
            Fact::MailboxState { mailbox, .. } => agent.mailbox = *mailbox,
            Fact::Serves { queue, .. } => {
                agent.queues.insert(queue.clone());
            }
            _ => {}
        }
    }
}

impl AgentSetUp {
    fn new(agent: &AgentName, country: Territory) -> Self {
        AgentSetUp {
            name: agent.to_string(),
            country,
            zone: Zone::UTC,
            fallback: None,
            own: BTreeSet::new(),
            originating: None,
            workspace: None,
            allowed: None,
            profile: ProfileLink::Linked,
            limit: 1,
            used: 0,
            blocking: Switch::On,
            sessions: 0,
            wrap_up: false,
            client: Client::Connected,
            contacts: String::new(),
            mailbox: Mailbox::Enabled,
            queues: BTreeSet::new(),
            presence: (Presence { record: fallback_record(Base::Available), base: Base::Available }, Setter::System),
        }
    }
}

/// The agent that a fact is about, if it is about one that was stated before.
fn agent_of(fact: &Fact) -> Option<&AgentName> {
    match fact {
        Fact::NetworkCountry { agent, .. }
        | Fact::ProfileCountry { agent, .. }
        | Fact::TimeZone { agent, .. }
        | Fact::OwnNumber { agent, .. }
        | Fact::OriginatingNumber { agent, .. }
        | Fact::UsesWorkspace { agent, .. }
        | Fact::OutboundProfile { agent, .. }
        | Fact::AllowList { agent, .. }
        | Fact::Capacity { agent, .. }
        | Fact::AssignmentBlocking { agent, .. }
        | Fact::OpenSessions { agent, .. }
        | Fact::WrapUp { agent, .. }
        | Fact::ClientState { agent, .. }
        | Fact::DisplayName { agent, .. }
        | Fact::Contacts { agent, .. }
        | Fact::MailboxState { agent, .. }
        | Fact::Serves { agent, .. } => Some(agent),
        _ => None,
    }
}

fn fallback_record(base: Base) -> RecordName {
    base.word().parse().expect("the word of a base status is a record's name")
}
