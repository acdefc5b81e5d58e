//! Sights: when something that an expectation names showed in a trace.

use crate::border::{Inbound, Mail, Setting};
use crate::domain::{AgentName, Button, Delivery, OfferState, RouteName, Text};
use crate::requirement::BorderName;
use crate::stimulus::{Counted, Sight, Visibility};
use crate::time::Instant;

use super::bind::{Bindings, Bound};
use super::head::Seeing;
use super::record::{Record, Trace};
use super::seen::Seen;
use super::timeline::{Timeline, forms, offers, panels, presences};
use super::view::Refused;

/// When a sight showed: each showing with whether it then held, and whether it held before any.
pub(super) struct Shown {
    pub(super) initial: bool,
    /// A state stays in force until the next showing; an event is over at once.
    pub(super) state: bool,
    /// Only samples tell of it, so a late showing does not say when it began.
    pub(super) sampled: bool,
    pub(super) marks: Vec<(u32, Instant, bool)>,
}

pub(super) type Showing = Result<Shown, String>;

/// A trace and how much of it stands when something is asked of it.
pub(super) struct Asked<'t> {
    pub(super) trace: &'t Trace,
    pub(super) records: &'t [Record],
    pub(super) bindings: &'t Bindings,
    pub(super) upto: u32,
}

impl Asked<'_> {
    pub(super) fn readable(&self, border: BorderName) -> Result<(), String> {
        self.trace.view(border).map(|_| ()).map_err(|refused: Refused| refused.to_string())
    }

    pub(super) fn shown(&self, sight: &Sight) -> Showing {
        match sight {
            Sight::PresenceIs { agent, record } => {
                let view = self.trace.view(BorderName::Presence).map_err(|refused| refused.to_string())?;
                self.state(presences(&view, &self.trace.head).remove(agent), |(presence, _)| presence.record == *record)
            }
            Sight::BaseIs { agent, base } => {
                let view = self.trace.view(BorderName::Presence).map_err(|refused| refused.to_string())?;
                self.state(presences(&view, &self.trace.head).remove(agent), |(presence, _)| presence.base == *base)
            }
            Sight::Controls { agent, controls } => {
                let view = self.trace.view(BorderName::Panel).map_err(|refused| refused.to_string())?;
                self.state(panels(&view, &self.trace.head).remove(agent), |panel| panel.controls == *controls)
            }
            Sight::Alert { agent, visibility } => {
                let view = self.trace.view(BorderName::Panel).map_err(|refused| refused.to_string())?;
                let shown = *visibility == Visibility::Shown;
                self.state(panels(&view, &self.trace.head).remove(agent), |panel| panel.alert.is_some() == shown)
            }
            Sight::Buttons { agent, visibility } => {
                let view = self.trace.view(BorderName::Form).map_err(|refused| refused.to_string())?;
                let shown = *visibility == Visibility::Shown;
                self.state(forms(&view, &self.trace.head).remove(agent), |buttons| match shown {
                    true => Button::ALL.iter().all(|button| buttons.contains(button)),
                    false => buttons.0.is_empty(),
                })
            }
            Sight::Offer { work, state, agent } if live(*state) => {
                let view = self.trace.view(BorderName::Offer).map_err(|refused| refused.to_string())?;
                self.state(offers(&view, &self.trace.head).remove(agent), |offers| {
                    offers.iter().any(|offer| offer.kind == *work && offer.state == *state)
                })
            }
            _ => self.events(sight),
        }
    }

    fn state<V>(&self, line: Option<Timeline<V>>, is: impl Fn(&V) -> bool) -> Showing {
        let line = line.ok_or_else(|| "the agent is not part of the scenario".to_owned())?;
        let points = line.points.iter().filter(|point| point.number <= self.upto);
        Ok(Shown {
            initial: line.initial.as_ref().is_some_and(&is),
            state: true,
            sampled: line.seeing == Seeing::Sampled,
            marks: points.map(|point| (point.number, point.at, is(&point.value))).collect(),
        })
    }

    fn events(&self, sight: &Sight) -> Showing {
        let border = border_of(sight);
        self.readable(border)?;
        let holds = |record: &&Record| record.seen().is_some_and(|seen| self.is_event(sight, seen));
        let marks = self.records.iter().filter(holds).map(|record| (record.number, record.at, true)).collect();
        Ok(Shown { initial: false, state: false, sampled: false, marks })
    }

    fn is_event(&self, sight: &Sight, seen: &Seen) -> bool {
        let call = |reference| self.bindings.bound(reference);
        match (sight, seen) {
            (Sight::DialAccepted { call: of }, Seen::DialAccepted { call: name, .. })
            | (Sight::DialFailed { call: of }, Seen::DialFailed { call: name, .. })
            | (Sight::LegAnswered { call: of }, Seen::LegAnswered { call: name, .. })
            | (Sight::LegClosed { call: of }, Seen::LegClosed { call: name, .. })
            | (Sight::NumberLeased { call: of }, Seen::NumberLeased { call: name, .. }) => {
                call(of) == Some(Bound::Call(name.clone()))
            }
            (Sight::LegOffered { call: of, path }, Seen::LegOffered { call: name, path: on, .. }) => {
                path == on && call(of) == Some(Bound::Call(name.clone()))
            }
            (Sight::LegOutcome { call: of, code }, Seen::LegOutcome { call: name, code: with, .. }) => {
                code == with && call(of) == Some(Bound::Call(name.clone()))
            }
            (Sight::Offer { work, state, agent }, Seen::Offer { agent: Some(at), offer }) => {
                agent == at && offer.kind == *work && offer.state == *state
            }
            (Sight::ControlRefused { agent, reason }, Seen::ControlRefused { agent: at, reason: with }) => {
                agent == at && reason == with
            }
            (Sight::SettingRefused { reason, .. }, Seen::SettingRefused { reason: with, .. }) => reason == with,
            (Sight::RouteWarned { name }, Seen::SettingSaved { what, warnings }) => {
                *what == route(name) && !warnings.is_empty()
            }
            (Sight::RouteSaved { name }, Seen::SettingSaved { what, warnings }) => {
                *what == route(name) && warnings.is_empty()
            }
            (Sight::RouteRefused { name, reason }, Seen::SettingRefused { what, reason: with }) => {
                *what == route(name) && reason == with
            }
            (Sight::ContactsWarned { agent }, Seen::SettingSaved { what, warnings }) => {
                *what == contacts(agent) && !warnings.is_empty()
            }
            (Sight::ContactsSaved { agent }, Seen::SettingSaved { what, warnings }) => {
                *what == contacts(agent) && warnings.is_empty()
            }
            (Sight::ContactsRefused { agent, reason }, Seen::SettingRefused { what, reason: with }) => {
                *what == contacts(agent) && reason == with
            }
            (Sight::NumberExpired { agent }, Seen::NumberExpired { number }) => self.records.iter().any(|record| {
                matches!(record.seen(),
                    Some(Seen::NumberLeased { number: leased, agent: of, .. }) if leased == number && of == agent)
            }),
            (Sight::PoolExhausted {}, Seen::NumberExhausted { .. })
            | (Sight::Stopped {}, Seen::Stopped)
            | (Sight::Ready {}, Seen::Ready) => true,
            (Sight::CallbackArrived { call: of }, Seen::InboundArrived { inbound, .. }) => {
                call(of) == Some(Bound::Inbound(inbound.clone()))
            }
            (Sight::LegAnswered { call: of }, Seen::InboundTreated { inbound, treatment: Inbound::ToAgent(_) })
            | (Sight::LegClosed { call: of }, Seen::InboundClosed { inbound, .. })
            | (Sight::LegClosed { call: of }, Seen::InboundTreated { inbound, treatment: Inbound::Closed })
            | (Sight::NotInService { call: of }, Seen::InboundTreated { inbound, treatment: Inbound::NotInService })
            | (Sight::ToldBusy { call: of }, Seen::InboundTreated { inbound, treatment: Inbound::Busy }) => {
                call(of) == Some(Bound::Inbound(inbound.clone()))
            }
            (Sight::MailSubmitted { kind, agent }, Seen::MailSubmitted { mail }) => {
                mail.kind == *kind && mail.agent.as_ref() == Some(agent)
            }
            (Sight::MailReaches { kind, agent, address }, Seen::MailOutcome { message, recipient }) => {
                let of = |mail: &Mail| mail.kind == *kind && mail.agent.as_ref() == Some(agent);
                let is_it = |mail: &Mail| mail.message == *message && of(mail);
                let submitted =
                    |record: &Record| matches!(record.seen(), Some(Seen::MailSubmitted { mail }) if is_it(mail));
                recipient.delivery == Delivery::Accepted
                    && recipient.address.as_str().eq_ignore_ascii_case(address.as_str())
                    && self.records.iter().any(submitted)
            }
            (Sight::MailSays { kind, agent, text }, Seen::MailSubmitted { mail }) => {
                let says = mail.subject.contains(text.as_str()) || mail.text.contains(text.as_str());
                mail.kind == *kind && mail.agent.as_ref() == Some(agent) && says
            }
            (Sight::Incident { kind }, Seen::IncidentRaised { incident }) => incident.kind == kind.0,
            (Sight::Incident { kind }, Seen::Incidents { incidents }) => incidents.iter().any(|one| one.kind == kind.0),
            (Sight::DialRefused { agent, reason }, Seen::DialRefused { agent: at, reason: with, .. }) => {
                agent == at && reason == with
            }
            _ => false,
        }
    }
}

/// A voice route as a reply about settings names it.
fn route(name: &RouteName) -> String {
    Setting::Route { name: name.clone(), pattern: Text(String::new()) }.to_string()
}

/// An agent's contacts as a reply about settings names them.
fn contacts(agent: &AgentName) -> String {
    Setting::Contacts { agent: agent.clone(), list: Text(String::new()) }.to_string()
}

fn live(state: OfferState) -> bool {
    match state {
        OfferState::Offered | OfferState::Connected | OfferState::Held => true,
        OfferState::Queued
        | OfferState::Withdrawn
        | OfferState::Missed
        | OfferState::Declined
        | OfferState::Resumed
        | OfferState::Ended => false,
    }
}

/// The border that a sight is seen at.
pub(super) fn border_of(sight: &Sight) -> BorderName {
    match sight {
        Sight::DialAccepted { .. } | Sight::DialFailed { .. } | Sight::DialRefused { .. } => BorderName::Dial,
        Sight::PresenceIs { .. } | Sight::BaseIs { .. } => BorderName::Presence,
        Sight::LegOffered { .. } | Sight::LegOutcome { .. } => BorderName::Carrier,
        Sight::LegAnswered { call } | Sight::LegClosed { call } if call.counted == Counted::Callbacks => {
            BorderName::Inbound
        }
        Sight::LegAnswered { .. } | Sight::LegClosed { .. } => BorderName::Carrier,
        Sight::Offer { .. } => BorderName::Offer,
        Sight::Controls { .. } | Sight::Alert { .. } => BorderName::Panel,
        Sight::Buttons { .. } => BorderName::Form,
        Sight::ControlRefused { .. } => BorderName::Control,
        Sight::SettingRefused { .. }
        | Sight::RouteWarned { .. }
        | Sight::RouteSaved { .. }
        | Sight::RouteRefused { .. }
        | Sight::ContactsWarned { .. }
        | Sight::ContactsSaved { .. }
        | Sight::ContactsRefused { .. } => BorderName::Settings,
        Sight::NumberLeased { .. } | Sight::NumberExpired { .. } | Sight::PoolExhausted {} => BorderName::Number,
        Sight::CallbackArrived { .. } | Sight::NotInService { .. } | Sight::ToldBusy { .. } => BorderName::Inbound,
        Sight::MailSubmitted { .. } | Sight::MailReaches { .. } | Sight::MailSays { .. } => BorderName::Mail,
        Sight::Incident { .. } => BorderName::Incident,
        Sight::Stopped {} | Sight::Ready {} => BorderName::Service,
    }
}

impl Shown {
    pub(super) fn now(&self) -> bool {
        if self.state { self.marks.last().map_or(self.initial, |(_, _, holds)| *holds) } else { !self.marks.is_empty() }
    }

    pub(super) fn in_force(&self, number: u32) -> bool {
        let last = self.marks.iter().rev().find(|(at, _, _)| *at <= number);
        last.map_or(self.initial, |(_, _, holds)| *holds)
    }

    pub(super) fn first_after(&self, number: u32) -> Option<(u32, Instant)> {
        self.marks.iter().find(|(at, _, holds)| *at > number && *holds).map(|(at, instant, _)| (*at, *instant))
    }

    pub(super) fn last(&self) -> Option<u32> {
        self.marks.last().map(|(number, _, _)| *number)
    }
}
