//! All counterparts of one run behind two doors: a request comes in, or one of them is woken.

use std::collections::BTreeMap;

use crate::border::{Answer, CallName, CarrierEvent, Inbound, LegName, Request, RequestId, Seen};
use crate::domain::{AgentName, Location, MailPhase, Service, Territory};
use crate::time::{Instant, Span};

use super::carrier::Carrier;
use super::health::Health;
use super::mail::deliver;
use super::pool::Pool;
use super::post::{Post, Upset};

/// How long a client waits for the reply to a message: from a server that is slow for as long nothing is heard over a wire.
///
/// Source: RFC 5321 section 4.5.3.2.6.
const CLIENT_WAITS: Span = Span::from_secs(600);

/// Who is to be woken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wake {
    /// The carrier of a leg: a party, so it is owed before the next stimulus.
    Leg(LegName),
    /// A service that holds an answer.
    Held(RequestId),
}

/// What becomes of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The answer, if it is given at this instant.
    pub answer: Option<Answer>,
    /// Whether an answer is held back, perhaps for good.
    pub held: bool,
    /// Who is to be woken, and when.
    pub wake: Option<(Instant, Wake)>,
    /// What is seen of it.
    pub seen: Vec<Seen>,
}

/// What a counterpart says when it is woken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A carrier says something.
    Carrier(CarrierEvent, Box<Seen>),
    /// A service answers.
    Answer(RequestId, Answer, Vec<Seen>),
}

/// Where an agent is, and whether the browser says so.
#[derive(Clone, Debug)]
pub(super) struct Whereabouts {
    pub(super) country: Territory,
    pub(super) location: Location,
}

/// All counterparts of one run.
#[derive(Clone, Debug)]
pub struct Parties {
    /// The carriers and the far ends behind them.
    pub carrier: Carrier,
    pub(super) pool: Pool,
    pub(super) mail: Post,
    pub(super) health: BTreeMap<Service, Health>,
    pub(super) located: BTreeMap<AgentName, Whereabouts>,
    pub(super) holding: BTreeMap<RequestId, Request>,
}

impl Parties {
    /// Takes a request of the deployment.
    pub fn ask(&mut self, now: Instant, id: RequestId, request: Request) -> Asked {
        let service = match &request {
            Request::LeaseNumber { .. } => Some(Service::NumberPool),
            Request::SubmitMail { .. } => Some(Service::Mail),
            Request::WritePresence { .. } => Some(Service::Presence),
            Request::Locate { .. } => Some(Service::Location),
            Request::ReuseNumber { .. }
            | Request::ExpireNumber { .. }
            | Request::ReleaseNumber { .. }
            | Request::PlaceLeg { .. }
            | Request::CloseLeg { .. }
            | Request::Treat { .. } => None,
        };
        match service {
            Some(service) => self.ask_service(now, id, request, service),
            None => self.tell(now, request),
        }
    }

    fn ask_service(&mut self, now: Instant, id: RequestId, request: Request, service: Service) -> Asked {
        let health = self.health.get(&service).copied().unwrap_or_default();
        match health {
            Health::Well | Health::Failing(_) => {
                let (answer, mut seen) = self.reply(&request, health);
                // What a server never had of a mail, nobody saw.
                if let (Request::SubmitMail { mail }, false) = (&request, seen.is_empty()) {
                    seen.insert(0, Seen::MailSubmitted { mail: mail.clone() });
                }
                Asked { answer: Some(answer), seen, ..Asked::default() }
            }
            Health::Slow(by) => {
                let seen = match &request {
                    Request::SubmitMail { mail } => vec![Seen::MailSubmitted { mail: mail.clone() }],
                    _ => Vec::new(),
                };
                self.holding.insert(id, request);
                Asked { held: true, wake: Some((now + by, Wake::Held(id))), seen, ..Asked::default() }
            }
            Health::Stopped => Asked { held: true, ..Asked::default() },
        }
    }

    /// What a service replies in a state of health.
    fn reply(&mut self, request: &Request, health: Health) -> (Answer, Vec<Seen>) {
        match (request, health) {
            (Request::SubmitMail { mail }, Health::Failing(code)) => deliver(&mut self.mail, mail, Some(code)),
            (Request::SubmitMail { mail }, Health::Well | Health::Slow(_) | Health::Stopped) => {
                deliver(&mut self.mail, mail, None)
            }
            (_, Health::Failing(code)) => (Answer::Failed { code }, Vec::new()),
            (Request::LeaseNumber { agent, call }, _) => self.pool.lease(agent, call),
            (Request::Locate { agent }, _) => {
                let on = |at: &&Whereabouts| at.location == Location::On;
                let country = self.located.get(agent).filter(on).map(|at| at.country.clone());
                (country.map_or(Answer::NotLocated, |country| Answer::Located { country }), Vec::new())
            }
            (_, _) => (Answer::Done, Vec::new()),
        }
    }

    /// Takes what needs no answer.
    fn tell(&mut self, now: Instant, request: Request) -> Asked {
        match request {
            Request::PlaceLeg { leg, call, path, from, to, location, declared } => {
                let Some(due) = self.carrier.place(now, &leg, &call, &path, &to) else { return Asked::default() };
                let wake = Some((due, Wake::Leg(leg.clone())));
                let seen = vec![Seen::LegOffered { leg, call, path, from, to, location, declared }];
                Asked { wake, seen, ..Asked::default() }
            }
            Request::CloseLeg { leg, .. } => {
                Asked { seen: self.carrier.close(&leg).into_iter().collect(), ..Asked::default() }
            }
            Request::ReuseNumber { number, agent, call } => {
                Asked { seen: vec![self.pool.reuse(&number, agent, call)], ..Asked::default() }
            }
            Request::ExpireNumber { number } => {
                Asked { seen: vec![Seen::NumberExpired { number }], ..Asked::default() }
            }
            Request::ReleaseNumber { number } => {
                self.pool.release(&number);
                Asked { seen: vec![Seen::NumberReleased { number }], ..Asked::default() }
            }
            Request::Treat { inbound, treatment } => {
                if matches!(treatment, Inbound::Busy | Inbound::NotInService | Inbound::Closed) {
                    self.carrier.inbound_over(&inbound);
                }
                Asked { seen: vec![Seen::InboundTreated { inbound, treatment }], ..Asked::default() }
            }
            Request::LeaseNumber { .. }
            | Request::SubmitMail { .. }
            | Request::WritePresence { .. }
            | Request::Locate { .. } => Asked::default(),
        }
    }

    /// Wakes a counterpart, which says what its state now says, and when it is to be woken again.
    pub fn wake(&mut self, now: Instant, wake: &Wake) -> (Option<Said>, Option<(Instant, Wake)>) {
        match wake {
            Wake::Leg(leg) => {
                let (event, again) = self.carrier.wake(now, leg);
                (event.map(|(event, seen)| Said::Carrier(event, Box::new(seen))), again.map(|at| (at, wake.clone())))
            }
            Wake::Held(id) => {
                let Some(request) = self.holding.remove(id) else { return (None, None) };
                let (answer, seen) = self.reply(&request, Health::Well);
                (Some(Said::Answer(*id, answer, seen)), None)
            }
        }
    }

    /// An agent moves to another country; the location source says so while the location is on.
    pub fn moves(&mut self, agent: &AgentName, country: &Territory) {
        if let Some(whereabouts) = self.located.get_mut(agent) {
            whereabouts.country = country.clone();
        }
    }

    /// What the browser of an agent says of its location changes.
    pub fn location_turns(&mut self, agent: &AgentName, location: Location) {
        if let Some(whereabouts) = self.located.get_mut(agent) {
            whereabouts.location = location;
        }
    }

    /// Changes the health of a service.
    pub fn turn(&mut self, service: Service, health: Health) {
        if (service, health) == (Service::Mail, Health::Well) {
            self.mail.recover();
        }
        self.health.insert(service, health);
    }

    /// The mail server as it stands: what it would say to a mail that came over a wire.
    pub fn mail_server(&self) -> Post {
        let mut post = self.mail.clone();
        match self.health.get(&Service::Mail).copied().unwrap_or_default() {
            Health::Failing(code) => post.failing = Some(code),
            Health::Stopped => post.upset(MailPhase::Connect, Upset::Silent),
            Health::Slow(by) if by >= CLIENT_WAITS => post.upset(MailPhase::Content, Upset::Silent),
            Health::Well | Health::Slow(_) => {}
        }
        post
    }

    /// Notes that an answer was lost on its way to the deployment.
    pub fn lost(&mut self, call: Option<CallName>, answer: Option<&Answer>) {
        if let (Some(call), Some(answer)) = (call, answer) {
            self.pool.unheard(call, answer);
        }
    }

    /// Drops the answers that are held back, as a crash of the deployment does.
    pub fn forget_held(&mut self) {
        self.holding.clear();
    }
}
