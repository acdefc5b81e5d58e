//! Counterparts from the facts of a run.

use std::collections::BTreeMap;

use crate::domain::{AgentName, Location, Number, Service, Switch, Territory};
use crate::sim::Streams;
use crate::stimulus::Fact;

use super::carrier::Carrier;
use super::health::Health;
use super::parties::{Parties, Whereabouts};
use super::pool::Pool;
use super::post::{Post, Upset};

/// Temporary numbers come from an area code that no network has, so that none can reach anybody.
///
/// Source: North American Numbering Plan, area code 555 is not assigned.
const POOL_PREFIX: &str = "+1555010";

impl Parties {
    /// The counterparts that the facts describe; draws come from named streams.
    pub fn from_facts(facts: &[Fact], streams: &Streams) -> Self {
        let mut carrier = Carrier::default();
        let mut mail = Post::default();
        let mut size = 0;
        let mut health = BTreeMap::new();
        let mut countries: BTreeMap<AgentName, Territory> = BTreeMap::new();
        let mut locations: BTreeMap<AgentName, Location> = BTreeMap::new();
        for fact in facts {
            match fact {
                Fact::NumberPlan { feature, national, .. } => {
                    carrier.emergency.extend(feature.iter().chain(national.iter()).cloned());
                }
                Fact::NumberPool { size: count, .. } => size = count.0,
                Fact::PsapNumber { number } => carrier.psap_numbers.push(number.clone()),
                Fact::PsapAnswers { after } => carrier.psap_answers = Some(*after),
                Fact::PsapRejects { code } => carrier.psap_rejects = Some(*code),
                Fact::TrunkFails { trunk, code } => carrier.fail_trunk(trunk.clone(), *code, None),
                Fact::RecipientsRefused { recipients, code } => {
                    recipients.iter().for_each(|address| mail.refuse(address, *code));
                }
                Fact::MailServerCloses { phase } => mail.upset(*phase, Upset::Closes),
                Fact::MailServerAnswers { code, phase } => mail.upset(*phase, Upset::Code(*code)),
                Fact::Greylisting { state: Switch::On } => mail.greylist(),
                Fact::RetryAfter { span } => mail.retry_after = Some(*span),
                Fact::ServiceSlow { service, by } => set(&mut health, *service, Health::Slow(*by)),
                Fact::ServiceFails { service, code } => set(&mut health, *service, Health::Failing(*code)),
                Fact::ServiceStopped { service } => set(&mut health, *service, Health::Stopped),
                Fact::Agent { agent, country } => {
                    countries.insert(agent.clone(), country.clone());
                }
                Fact::LocationState { agent, location } => {
                    locations.insert(agent.clone(), *location);
                }
                _ => {}
            }
        }
        let located = countries.into_iter().map(|(agent, country)| {
            let location = locations.get(&agent).copied().unwrap_or(Location::On);
            (agent, Whereabouts { country, location })
        });
        let prefix = Number::as_written(POOL_PREFIX);
        let pool = Pool::new(&prefix, size, &mut streams.stream("number-pool"));
        Parties { carrier, pool, mail, health, located: located.collect(), holding: BTreeMap::new() }
    }
}

fn set(health: &mut BTreeMap<Service, Health>, service: Service, state: Health) {
    health.insert(service, state);
}
