//! How the story takes in what was seen at the borders.

use crate::border::{CallName, Inbound, InboundName, Incident, LegName, Mail, OfferFact};
use crate::domain::{AgentName, Number, OfferState, WorkKind};
use crate::observation::{Kind, Record, Seen};

use super::stores::words;
use super::story::Story;
use super::thread::{Answer, Callback, Lease, Leg, MailSeen, Mark, OrdinaryArrival, Saved, Shown};

impl Story {
    #[allow(clippy::wildcard_enum_match_arm)] // most facts are read from timelines
    pub(super) fn see_border(&mut self, record: &Record, mark: Mark, seen: &Seen) {
        match seen {
            Seen::DialAccepted { agent, call } => self.reply(record, mark, agent, Some(call), Answer::Accepted),
            Seen::DialRefused { agent, reason, sentence } => {
                self.reply(record, mark, agent, None, Answer::Refused(*reason, sentence.clone()));
            }
            Seen::DialFailed { agent, call, reason } => {
                self.attach(mark, agent, call);
                self.calls.entry(call.clone()).or_default().failed.get_or_insert((mark, *reason));
            }
            Seen::ControlAccepted { .. } => self.tried(record, mark, None),
            Seen::ControlRefused { reason, .. } => self.tried(record, mark, Some(*reason)),
            Seen::LegOffered { .. } | Seen::LegOutcome { .. } | Seen::LegAnswered { .. } | Seen::LegClosed { .. } => {
                self.see_leg(mark, seen)
            }
            Seen::NumberLeased { number, agent, call } => self.see_lease(mark, number, agent, call),
            Seen::NumberExpired { number } => self.see_expiry(mark, number),
            Seen::NumberReleased { number } => {
                self.see_expiry(mark, number);
                if let Some(place) = self.held.get(number) {
                    self.leases[*place].released.get_or_insert(mark);
                }
            }
            Seen::NumberExhausted { agent, call } => {
                self.attach(mark, agent, call);
                let held = self.held.values().copied().collect();
                let call = self.calls.entry(call.clone()).or_default();
                if call.exhausted.is_none() {
                    (call.exhausted, call.held) = (Some(mark), held);
                }
            }
            Seen::InboundArrived { inbound, to, from, marked } => {
                self.see_arrival(mark, inbound, to, from, *marked);
            }
            Seen::InboundTreated { inbound, treatment } => self.see_treatment(mark, inbound, treatment),
            Seen::InboundClosed { inbound, .. } => {
                if let Some(place) = self.others.get(inbound) {
                    self.ordinary[*place].closed.get_or_insert(mark);
                }
                if let Some(place) = self.inbounds.get(inbound) {
                    self.callbacks[*place].closed.get_or_insert(mark);
                }
            }
            Seen::Offer { agent, offer } => self.see_offer(mark, agent.as_ref(), offer),
            Seen::Offers { agent, offers } => offers.iter().for_each(|offer| self.see_offer(mark, Some(agent), offer)),
            Seen::MailSubmitted { mail } => self.see_mail(mark, mail),
            Seen::MailOutcome { message, recipient } => {
                if let Some(place) = self.messages.get(message) {
                    let outcome = (mark, recipient.address.clone(), recipient.delivery);
                    self.mails[*place].outcomes.push(outcome);
                }
            }
            Seen::Rows { agent, rows } if record.kind == Kind::Sample && self.agents.contains_key(agent) => {
                self.stores.see((mark, record.asked), agent, rows);
            }
            Seen::IncidentRaised { incident } => self.see_incident(mark, incident),
            Seen::Incidents { incidents } => incidents.iter().for_each(|incident| {
                // A sample shows all that were raised so far.
                if self.raised.insert(incident.clone()) {
                    self.see_incident(mark, incident);
                }
            }),
            Seen::SettingSaved { warnings, .. } => self.saved(record, mark, Saved::With(warnings.len())),
            Seen::SettingRefused { reason, .. } => self.saved(record, mark, Saved::Refused(*reason)),
            _ => {}
        }
    }

    #[allow(clippy::wildcard_enum_match_arm)] // called with facts of legs only
    fn see_leg(&mut self, mark: Mark, seen: &Seen) {
        match seen {
            Seen::LegOffered { leg, call, path, from, to, declared, .. } => {
                let given = declared.as_ref().or(from.as_ref()).and_then(|number| self.held.get(number));
                let given = given.map(|place| &mut self.leases[*place].given);
                if let Some(given) = given.filter(|given| given.last().is_none_or(|(_, last)| last != call)) {
                    given.push((mark.number, call.clone()));
                }
                let calls = self.calls.entry(call.clone()).or_default();
                self.legs.insert(leg.clone(), (call.clone(), calls.legs.len()));
                if calls.exhausted.is_some()
                    && let Some(place) = from.as_ref().and_then(|from| self.held.get(from))
                {
                    self.leases[*place].reused = true;
                }
                calls.legs.push(Leg {
                    leg: leg.clone(),
                    path: path.clone(),
                    from: from.clone(),
                    to: to.clone(),
                    declared: declared.clone(),
                    offered: mark,
                    failed: None,
                    answered: None,
                    closed: None,
                });
            }
            Seen::LegOutcome { leg, code, .. } if code.value() >= 300 => {
                self.leg(leg, |leg| leg.failed = leg.failed.or(Some((mark, *code))));
            }
            Seen::LegAnswered { leg, .. } => self.leg(leg, |leg| leg.answered = leg.answered.or(Some(mark))),
            Seen::LegClosed { leg, by, cause, .. } => {
                self.leg(leg, |leg| leg.closed = leg.closed.or(Some((mark, *by, *cause))));
            }
            _ => {}
        }
    }

    fn leg(&mut self, leg: &LegName, change: impl FnOnce(&mut Leg)) {
        if let Some((call, place)) = self.legs.get(leg)
            && let Some(leg) = self.calls.get_mut(call).and_then(|call| call.legs.get_mut(*place))
        {
            change(leg);
        }
    }

    fn see_lease(&mut self, mark: Mark, number: &Number, agent: &AgentName, call: &CallName) {
        self.attach(mark, agent, call);
        let place = self.leases.len();
        let (number, agent, call) = (number.clone(), agent.clone(), call.clone());
        let clash = self.held.get(&number).map(|held| &mut self.leases[*held]).filter(|held| held.over.is_none());
        let clash = clash.map(|held| held.agent.clone()).filter(|other| *other != agent);
        let previous = self.held.insert(number.clone(), place);
        let seen = self.calls.entry(call.clone()).or_default();
        seen.leases.push(place);
        // The earlier lease of a number that is used again ends here.
        let ends = previous.filter(|_| seen.exhausted.is_some()).map(|previous| &self.leases[previous]);
        if let Some(owner) = ends.filter(|ends| ends.over.is_none()).map(|ends| ends.agent.clone()) {
            self.holds_one_less(&owner);
        }
        let rivals = self.holding.len() > usize::from(self.holding.contains_key(&agent));
        *self.holding.entry(agent.clone()).or_default() += 1;
        let (given, callbacks) = (Vec::new(), Vec::new());
        self.leases.push(Lease {
            number,
            agent,
            call,
            mark,
            over: None,
            released: None,
            rivals,
            clash,
            reused: false,
            previous,
            given,
            callbacks,
        });
    }

    fn see_expiry(&mut self, mark: Mark, number: &Number) {
        let lease = self.held.get(number).map(|place| &mut self.leases[*place]).filter(|lease| lease.over.is_none());
        if let Some(lease) = lease {
            lease.over = Some(mark);
            let owner = lease.agent.clone();
            self.holds_one_less(&owner);
        }
    }

    fn holds_one_less(&mut self, agent: &AgentName) {
        if let Some(count) = self.holding.get_mut(agent) {
            *count -= 1;
            if *count == 0 {
                self.holding.remove(agent);
            }
        }
    }

    fn see_arrival(&mut self, mark: Mark, inbound: &InboundName, to: &Number, from: &Number, marked: bool) {
        self.called = true;
        let Some(lease) = self.held.get(to).copied() else {
            let (inbound, to) = (inbound.clone(), to.clone());
            let arrival =
                OrdinaryArrival { inbound, to, marked, arrived: mark, closed: None, treated: Vec::new(), acted: None };
            self.others.insert(arrival.inbound.clone(), self.ordinary.len());
            return self.ordinary.push(arrival);
        };
        let owner = &self.leases[lease].agent;
        let Some(facts) = self.facts.agents.get(owner).cloned() else { return };
        let rivals = self.holding.len() > usize::from(self.holding.contains_key(owner));
        let place = self.callbacks.len();
        if let Some(story) = self.agents.get_mut(owner) {
            story.callbacks.push(place);
        }
        self.leases[lease].callbacks.push(place);
        self.inbounds.insert(inbound.clone(), place);
        self.callbacks.push(Callback {
            place,
            inbound: inbound.clone(),
            to: to.clone(),
            from: from.clone(),
            arrived: mark,
            lease,
            facts,
            tenant: self.facts.tenant.clone(),
            rivals,
            treated: Vec::new(),
            shown: Vec::new(),
            closed: None,
        });
    }

    fn see_treatment(&mut self, mark: Mark, inbound: &InboundName, treatment: &Inbound) {
        let over = matches!(treatment, Inbound::Busy | Inbound::NotInService | Inbound::Closed);
        if let Some(arrival) = self.others.get(inbound).map(|place| &mut self.ordinary[*place]) {
            arrival.treated.push((mark, treatment.clone()));
            arrival.closed = arrival.closed.or(over.then_some(mark));
        }
        let Some(callback) = self.inbounds.get(inbound).map(|place| &mut self.callbacks[*place]) else { return };
        callback.treated.push((mark, treatment.clone()));
        if over {
            callback.closed.get_or_insert(mark);
        }
    }

    fn see_offer(&mut self, mark: Mark, agent: Option<&AgentName>, offer: &OfferFact) {
        if offer.kind != WorkKind::Callback {
            self.callers.insert(offer.caller.clone());
        }
        let name = InboundName::new(offer.caller.as_str());
        let Some(place) = self.inbounds.get(&name).filter(|_| offer.kind == WorkKind::Callback) else { return };
        let callback = &mut self.callbacks[*place];
        if offer.state == OfferState::Ended && callback.taken().is_some() {
            callback.closed.get_or_insert(mark);
        }
        callback.shown.push(Shown { mark, agent: agent.cloned(), state: offer.state });
    }

    fn see_mail(&mut self, mark: Mark, mail: &Mail) {
        if self.messages.contains_key(&mail.message) {
            return;
        }
        let place = self.mails.len();
        self.messages.insert(mail.message.clone(), place);
        match (&mail.call, mail.agent.as_ref().and_then(|agent| self.agents.get_mut(agent))) {
            (Some(call), _) => self.calls.entry(call.clone()).or_default().mails.push(place),
            (None, Some(story)) => story.mails.push(place),
            (None, None) => self.loose_mails.push(place),
        }
        self.mails.push(MailSeen {
            message: mail.message.clone(),
            mark,
            kind: mail.kind,
            agent: mail.agent.clone(),
            call: mail.call.clone(),
            sender: mail.sender.clone(),
            recipients: mail.recipients.clone(),
            named: mail.named.clone(),
            headers: mail.headers.clone(),
            subject: mail.subject.clone(),
            text: mail.text.clone(),
            html: mail.html.clone(),
            outcomes: Vec::new(),
        });
    }

    fn see_incident(&mut self, mark: Mark, incident: &Incident) {
        let fields = incident.fields.iter().flat_map(|(key, value)| [key, value]);
        for word in fields.chain([&incident.kind]).flat_map(|text| words(text)) {
            self.incidents.entry(word).or_default().push(mark);
        }
    }
}
