//! A tiny builder of traces: what a healthy deployment shows, step by step.

use std::collections::BTreeMap;

use spec911::border::{
    ActId, CallName, Inbound, InboundName, LegName, Mail, MessageName, OfferFact, OfferName, Recipient, StoreRow,
};
use spec911::domain::{
    AgentName, Base, Button, Closer, Code, Control, Delivery, DialFailure, EndCause, MailKind, OfferState, Path,
    Presence, Priority, Reason, RowKind, SetOf, Setter, WorkKind,
};
use spec911::observation::{ClockMode, Head, Kind, Observed, Seeing, Seen, Trace};
use spec911::requirement::{BorderName, Ics};
use spec911::stimulus::Fact;
use spec911::time::{Instant, Span};

use super::phrase::{FACTS, OWN, fact, parse, stimulus};

/// A run that is being written down.
pub(crate) struct Run {
    pub(crate) trace: Trace,
    now: Instant,
    acts: u32,
}

impl Run {
    /// A run with further facts; all borders complete, the store sampled.
    pub(crate) fn new(facts: &[&str]) -> Self {
        let seeing = |border: &BorderName| match border {
            BorderName::Store => (*border, Seeing::Sampled),
            _ => (*border, Seeing::Complete),
        };
        let head = Head {
            revision: "d365-2024-09".to_owned(),
            clock: ClockMode::Virtual,
            epoch: parse("2026-03-09T15:00:00Z"),
            seed: 1,
            borders: BorderName::ALL.iter().map(seeing).collect(),
            ics: Ics::reference().clone(),
            facts: FACTS.iter().chain(facts).map(|phrase| fact(phrase)).collect(),
        };
        Run { trace: Trace::new(head), now: Instant::START, acts: 0 }
    }

    /// Declares a reading.
    pub(crate) fn reading(mut self, row: &str, name: &str) -> Self {
        self.trace.head.ics.readings.insert(parse(row), name.to_owned());
        self
    }

    /// Goes on at a time in seconds.
    pub(crate) fn at(&mut self, seconds: u64) -> &mut Self {
        self.now = Instant::START + Span::from_secs(seconds);
        self.trace.end = self.now;
        self
    }

    /// Goes on one tick later.
    pub(crate) fn tick(&mut self) -> &mut Self {
        self.now = self.now + Span::TICK;
        self
    }

    fn push(&mut self, kind: Kind, act: Option<ActId>, observed: Observed) -> &mut Self {
        self.trace.push(self.now, self.now, kind, act, observed);
        self
    }

    /// A stimulus by its phrase.
    pub(crate) fn does(&mut self, phrase: &str) -> &mut Self {
        self.acts += 1;
        self.push(Kind::Stimulus, Some(ActId(self.acts)), Observed::Stimulus(stimulus(phrase)))
    }

    pub(crate) fn event(&mut self, seen: Seen) -> &mut Self {
        self.push(Kind::Event, None, Observed::Seen(seen))
    }

    fn sample(&mut self, seen: Seen) -> &mut Self {
        self.push(Kind::Sample, None, Observed::Seen(seen))
    }

    /// The reply to the last stimulus.
    pub(crate) fn reply(&mut self, seen: Seen) -> &mut Self {
        let act = Some(ActId(self.acts));
        self.push(Kind::Reply, act, Observed::Seen(seen))
    }

    pub(crate) fn presence(&mut self, agent: &str, record: &str) -> &mut Self {
        let base = match record {
            "Busy - DND" => Base::BusyDnd,
            "Busy" => Base::Busy,
            "Available" => Base::Available,
            "Inactive" => Base::Inactive,
            _ => Base::Away,
        };
        let presence = Presence { record: parse(record), base };
        self.event(Seen::Presence { agent: parse(agent), presence, setter: Setter::System })
    }

    /// The panel: of no call, of an ordinary one (with all controls, or `narrow`), or of an emergency.
    pub(crate) fn panel(&mut self, agent: &str, state: &str) -> &mut Self {
        let (controls, alert): (Vec<Control>, Option<String>) = match state {
            "emergency" => (vec![Control::DeviceSettings, Control::EndCall], Some("alert-1".to_owned())),
            "ordinary" => (Control::ALL.to_vec(), None),
            "narrow" => (vec![Control::EndCall, Control::Hold], None),
            _ => (Vec::new(), None),
        };
        self.event(Seen::Panel { agent: parse(agent), controls: SetOf::from_iter(controls), alert })
    }

    /// The conversation form, with both buttons or without.
    pub(crate) fn form(&mut self, agent: &str, shown: bool) -> &mut Self {
        let buttons = Button::ALL.iter().filter(|_| shown).copied();
        self.event(Seen::Form { agent: parse(agent), buttons: SetOf::from_iter(buttons) })
    }

    pub(crate) fn lease(&mut self, agent: &str, call: &str, number: &str) -> &mut Self {
        self.event(Seen::NumberLeased { number: parse(number), agent: parse(agent), call: CallName::new(call) })
    }

    pub(crate) fn leg(&mut self, call: &str, leg: &str, path: &str, from: &str, to: &str) -> &mut Self {
        self.event(Seen::LegOffered {
            leg: LegName::new(leg),
            call: CallName::new(call),
            path: parse(path),
            from: Some(parse(from)),
            to: parse(to),
            location: None,
            declared: None,
        })
    }

    fn path(&self, leg: &str) -> Path {
        let offered = self.trace.records.iter().rev().find_map(|record| match record.seen() {
            Some(Seen::LegOffered { leg: of, path, .. }) if of.as_str() == leg => Some(path.clone()),
            _ => None,
        });
        offered.unwrap_or(Path::Direct)
    }

    pub(crate) fn outcome(&mut self, call: &str, leg: &str, code: &str) -> &mut Self {
        let (path, code): (Path, Code) = (self.path(leg), parse(code));
        self.event(Seen::LegOutcome { leg: LegName::new(leg), call: CallName::new(call), path, code })
    }

    pub(crate) fn answered(&mut self, call: &str) -> &mut Self {
        let leg = format!("{call}-leg");
        let path = self.path(&leg);
        self.event(Seen::LegAnswered { leg: LegName::new(leg), call: CallName::new(call), path })
    }

    pub(crate) fn closed(&mut self, call: &str, by: Closer, cause: EndCause) -> &mut Self {
        let leg = format!("{call}-leg");
        let path = self.path(&leg);
        self.event(Seen::LegClosed { leg: LegName::new(leg), call: CallName::new(call), path, by, cause })
    }

    /// What a mail says of a dial at this instant, of which everything is known.
    fn notice(&self, agent: &str, call: &str) -> String {
        let shown = |after: Span| {
            let at = i64::try_from((self.now + after).ticks()).expect("an instant of a test");
            (self.trace.head.epoch.0 + chrono::TimeDelta::microseconds(at)).to_rfc3339()
        };
        let seen = |is: &dyn Fn(&Seen) -> Option<String>| {
            self.trace.records.iter().rev().filter_map(|record| record.seen()).find_map(is).unwrap_or_default()
        };
        let number = seen(&|seen| match seen {
            Seen::NumberLeased { number, call: of, .. } if of.as_str() == call => Some(number.to_string()),
            _ => None,
        });
        let dialled = seen(&|seen| match seen {
            Seen::LegOffered { to, call: of, .. } if of.as_str() == call => Some(to.to_string()),
            _ => None,
        });
        let country = self.trace.head.facts.iter().rev().find_map(|fact| match fact {
            Fact::Agent { agent: of, country } if of.as_str() == agent => Some(country.to_string()),
            _ => None,
        });
        let (now, expiry) = (shown(Span::ZERO), shown(Span::from_mins(60)));
        let country = country.unwrap_or_default();
        format!("{agent} placed a call to {dialled} at {now}, from {country}. {number} is valid until {expiry}.")
    }

    pub(crate) fn mail(&mut self, agent: &str, call: &str, message: &str, recipient: &str) -> &mut Self {
        let mail = Mail {
            message: MessageName::new(message),
            call: Some(CallName::new(call)),
            kind: MailKind::Dial,
            agent: Some(parse(agent)),
            sender: parse("contact-centre@example.com"),
            recipients: vec![parse(recipient)],
            named: vec![parse(recipient)],
            headers: BTreeMap::new(),
            subject: "call".to_owned(),
            text: self.notice(agent, call),
            html: String::new(),
        };
        let recipient = Recipient { address: parse(recipient), delivery: Delivery::Accepted, code: None };
        self.event(Seen::MailSubmitted { mail });
        self.event(Seen::MailOutcome { message: MessageName::new(message), recipient })
    }

    pub(crate) fn accepted(&mut self, agent: &str, call: &str) -> &mut Self {
        self.reply(Seen::DialAccepted { agent: parse(agent), call: CallName::new(call) })
    }

    pub(crate) fn refused(&mut self, agent: &str, reason: Reason, sentence: &str) -> &mut Self {
        self.reply(Seen::DialRefused { agent: parse(agent), reason, sentence: sentence.to_owned() }).rows(agent, &[])
    }

    /// The last act, which was neither a dial nor a setting, is refused or done.
    pub(crate) fn answer(&mut self, agent: &str, refused: Option<Reason>) -> &mut Self {
        let agent: AgentName = parse(agent);
        self.reply(match refused {
            Some(reason) => Seen::ControlRefused { agent, reason },
            None => Seen::ControlAccepted { agent },
        })
    }

    pub(crate) fn failed(&mut self, agent: &str, call: &str) -> &mut Self {
        let reason = DialFailure::RouteFailure;
        self.event(Seen::DialFailed { agent: parse(agent), call: CallName::new(call), reason })
    }

    /// An emergency dial up to its reply and the barrier, on a path.
    pub(crate) fn emergency(&mut self, agent: &str, dialled: &str, call: &str, number: &str, path: &str) -> &mut Self {
        self.does(&format!("{agent} dials {dialled}")).presence(agent, "Busy - DND").lease(agent, call, number).leg(
            call,
            &format!("{call}-leg"),
            path,
            number,
            dialled,
        );
        if agent == "ana" {
            self.mail(agent, call, &format!("mail-of-{call}"), "boss@example.com");
        }
        self.panel(agent, "emergency").accepted(agent, call)
    }

    /// The agent ends the n-th call, whose name is given; the presence before returns.
    pub(crate) fn ends(&mut self, agent: &str, nth: u32, call: &str, prior: &str) -> &mut Self {
        self.does(&format!("{agent} ends call {nth} of {agent}"))
            .closed(call, Closer::Agent, EndCause::HangUp)
            .presence(agent, prior)
            .panel(agent, "none")
    }

    /// The carrier drops a call; the presence before returns.
    pub(crate) fn drops(&mut self, agent: &str, nth: u32, call: &str) -> &mut Self {
        self.does(&format!("the carrier drops call {nth} of {agent}"))
            .tick()
            .closed(call, Closer::Carrier, EndCause::Drop)
            .presence(agent, "Available")
            .panel(agent, "none")
    }

    /// An ordinary call from its dial to its end ten seconds later, with its row.
    pub(crate) fn ordinary(&mut self, dialled: &str, call: &str) -> &mut Self {
        let leg = format!("{call}-leg");
        self.does(&format!("ana dials {}", serde_json::json!(dialled)))
            .presence("ana", "Busy")
            .leg(call, &leg, "direct", OWN, dialled)
            .panel("ana", "ordinary")
            .accepted("ana", call)
            .tick()
            .answered(call);
        let seconds = self.now.ticks() / 1_000_000 + 10;
        self.at(seconds).ends("ana", 1, call, "Available").rows("ana", &[(call, dialled)])
    }

    pub(crate) fn rows(&mut self, agent: &str, rows: &[(&str, &str)]) -> &mut Self {
        let row = |(call, text): &(&str, &str)| StoreRow {
            kind: RowKind::History,
            call: Some(CallName::new(*call)),
            text: (*text).to_owned(),
        };
        self.sample(Seen::Rows { agent: parse(agent), rows: rows.iter().map(row).collect() })
    }

    /// A sample of the stores: of each row its kind, the call that it names, and what it says.
    pub(crate) fn kept(&mut self, agent: &str, rows: &[(RowKind, Option<&str>, &str)]) -> &mut Self {
        let row = |(kind, call, text): &(RowKind, Option<&str>, &str)| StoreRow {
            kind: *kind,
            call: call.map(CallName::new),
            text: (*text).to_owned(),
        };
        self.sample(Seen::Rows { agent: parse(agent), rows: rows.iter().map(row).collect() })
    }

    /// The caller of the n-th callback gives it up, whose name is given.
    pub(crate) fn gives_up(&mut self, inbound: &str, nth: u32) -> &mut Self {
        self.does(&format!("the PSAP gives up callback {nth} of ana"));
        let (name, by, cause) = (InboundName::new(inbound), Closer::Remote, EndCause::HangUp);
        self.event(Seen::InboundClosed { inbound: name, by, cause });
        self.offer("ana", inbound, WorkKind::Callback, OfferState::Missed)
    }

    /// A callback arrives for a number.
    pub(crate) fn arrives(&mut self, inbound: &str, number: &str) -> &mut Self {
        self.does(&format!("the PSAP calls {number}")).event(Seen::InboundArrived {
            inbound: InboundName::new(inbound),
            to: parse(number),
            from: parse("+15550199911"),
            marked: false,
        })
    }

    pub(crate) fn treated(&mut self, inbound: &str, treatment: Inbound) -> &mut Self {
        self.event(Seen::InboundTreated { inbound: InboundName::new(inbound), treatment })
    }

    /// Something happens to an offer.
    pub(crate) fn offer(&mut self, agent: &str, offer: &str, kind: WorkKind, state: OfferState) -> &mut Self {
        self.event(Seen::Offer {
            agent: Some(parse::<AgentName>(agent)),
            offer: OfferFact {
                offer: OfferName::new(format!("offer-of-{offer}")),
                state,
                kind,
                priority: if kind == WorkKind::Callback { Priority::Emergency } else { Priority::Urgent },
                caller: offer.to_owned(),
                call: None,
            },
        })
    }

    /// A sample of what is offered to an agent, which is nothing.
    pub(crate) fn offers(&mut self, agent: &str) -> &mut Self {
        self.sample(Seen::Offers { agent: parse(agent), offers: Vec::new() })
    }

    /// The callback rings at an agent.
    pub(crate) fn rings(&mut self, inbound: &str, agent: &str) -> &mut Self {
        self.treated(inbound, Inbound::Ringing).offer(agent, inbound, WorkKind::Callback, OfferState::Offered)
    }

    /// The trace.
    pub(crate) fn done(&mut self) -> Trace {
        self.trace.clone()
    }
}
