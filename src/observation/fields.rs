//! The words of a record: subject, fact and keys, in the order of the observation table.

use crate::border::{
    CallName, Inbound, InboundName, Incident, LegName, Mail, MessageName, OfferFact, OfferName, StoreRow,
};
use crate::domain::{Number, Path};
use crate::stimulus::Stimulus;

use super::seen::Seen;

/// A value of the canonical text, before minted names are put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// As it stands.
    Plain(String),
    /// A set, sorted.
    Set(Vec<Word>),
    /// A call of the deployment.
    Call(CallName),
    /// A leg of the deployment.
    Leg(LegName),
    /// An offer of the deployment.
    Offer(OfferName),
    /// A mail of the deployment.
    Message(MessageName),
    /// A number: minted if it was leased in this run.
    Number(Number),
    /// A text, shown by its digest.
    Digest(String),
    /// Several words joined, for an entry of a list.
    Entry(Vec<Word>),
}

/// A record's subject, fact and keys.
pub(super) struct Words {
    pub(super) subject: Word,
    pub(super) fact: &'static str,
    pub(super) keys: Vec<(&'static str, Word)>,
}

fn plain(text: impl ToString) -> Word {
    Word::Plain(text.to_string())
}

/// Keys and their values, in the order of the observation table.
type Keys = Vec<(&'static str, Word)>;

fn words(subject: Word, fact: &'static str, keys: Keys) -> Words {
    Words { subject, fact, keys }
}

/// The words of a stimulus: who acts, the key, and the fields but the agent.
pub(super) fn stimulus(stimulus: &Stimulus) -> Words {
    let row = stimulus.row();
    let texts = stimulus.texts();
    let mut fields: Vec<(&'static str, String)> = row.fields.iter().map(|field| field.name).zip(texts).collect();
    let subject = match fields.iter().position(|(name, _)| *name == "agent" || *name == "supervisor") {
        Some(index) => fields.remove(index).1,
        None => "-".to_owned(),
    };
    let keys = fields.into_iter().map(|(name, text)| (name, Word::Plain(text))).collect();
    words(Word::Plain(subject), row.key, keys)
}

/// The words of what was seen.
pub(super) fn seen(seen: &Seen) -> Words {
    match seen {
        Seen::DialAccepted { agent, call } => words(plain(agent), "accepted", vec![("call", Word::Call(call.clone()))]),
        Seen::DialRefused { agent, reason, sentence } => words(
            plain(agent),
            "refused",
            vec![("reason", plain(reason)), ("sentence", Word::Digest(sentence.clone()))],
        ),
        Seen::DialFailed { agent, call, reason } => {
            words(plain(agent), "failed", vec![("call", Word::Call(call.clone())), ("reason", plain(reason))])
        }
        Seen::Presence { agent, presence, setter } => words(
            plain(agent),
            "is",
            vec![("record", plain(&presence.record)), ("base", plain(presence.base)), ("set_by", plain(setter))],
        ),
        Seen::LegOffered { leg, call, path, from, to, location, declared } => {
            let more = [
                from.clone().map(|from| ("from", Word::Number(from))),
                Some(("to", plain(to))),
                location.as_ref().map(|location| ("location", plain(location))),
                declared.clone().map(|declared| ("declared", Word::Number(declared))),
            ];
            of_leg((path, call, leg), "offered", more.into_iter().flatten().collect())
        }
        Seen::LegOutcome { leg, call, path, code } => of_leg((path, call, leg), "outcome", vec![("code", plain(code))]),
        Seen::LegAnswered { leg, call, path } => of_leg((path, call, leg), "answered", vec![]),
        Seen::LegClosed { leg, call, path, by, cause } => {
            of_leg((path, call, leg), "closed", vec![("by", plain(by)), ("cause", plain(cause))])
        }
        Seen::Offer { agent, offer: fact } => {
            let subject = agent.as_ref().map_or_else(|| plain("queue"), plain);
            words(subject, fact.state.word(), offer(fact))
        }
        Seen::Offers { agent, offers } => {
            words(plain(agent), "live", vec![("offers", Word::Set(offers.iter().map(live).collect()))])
        }
        Seen::Panel { agent, controls, alert } => words(
            plain(agent),
            "shows",
            vec![
                ("controls", Word::Set(controls.iter().map(plain).collect())),
                ("alert", plain(alert.as_deref().unwrap_or("none"))),
            ],
        ),
        Seen::Form { agent, buttons } => {
            words(plain(agent), "shows", vec![("buttons", Word::Set(buttons.iter().map(plain).collect()))])
        }
        Seen::ControlAccepted { agent } => words(plain(agent), "accepted", vec![]),
        Seen::ControlRefused { agent, reason } => words(plain(agent), "refused", vec![("reason", plain(reason))]),
        Seen::SettingSaved { what, warnings } => {
            words(plain(what), "saved", vec![("warnings", Word::Set(warnings.iter().map(plain).collect()))])
        }
        Seen::SettingRefused { what, reason } => words(plain(what), "refused", vec![("reason", plain(reason))]),
        Seen::NumberLeased { number, agent, call } => words(
            plain("pool"),
            "leased",
            vec![("number", Word::Number(number.clone())), ("agent", plain(agent)), ("call", Word::Call(call.clone()))],
        ),
        Seen::NumberExpired { number } => {
            words(plain("pool"), "expired", vec![("number", Word::Number(number.clone()))])
        }
        Seen::NumberReleased { number } => {
            words(plain("pool"), "released", vec![("number", Word::Number(number.clone()))])
        }
        Seen::NumberExhausted { agent, call } => {
            words(plain("pool"), "exhausted", vec![("agent", plain(agent)), ("call", Word::Call(call.clone()))])
        }
        Seen::InboundArrived { inbound, to, from, marked } => {
            let mut keys = vec![("to", Word::Number(to.clone())), ("from", Word::Number(from.clone()))];
            keys.extend(marked.then(|| ("marked", plain("yes"))));
            words(plain(inbound), "arrived", keys)
        }
        Seen::InboundTreated { inbound, treatment } => treated(inbound, treatment),
        Seen::InboundClosed { inbound, by, cause } => {
            words(plain(inbound), "closed", vec![("by", plain(by)), ("cause", plain(cause))])
        }
        Seen::MailSubmitted { mail } => submitted(mail),
        Seen::MailOutcome { message, recipient } => {
            let mut keys = vec![("message", Word::Message(message.clone())), ("to", plain(&recipient.address))];
            keys.push(("outcome", plain(recipient.delivery)));
            keys.extend(recipient.code.map(|code| ("code", plain(code))));
            words(plain("sink"), "outcome", keys)
        }
        Seen::Rows { agent, rows } => {
            words(plain(agent), "rows", vec![("rows", Word::Set(rows.iter().map(row).collect()))])
        }
        Seen::IncidentRaised { incident } => words(
            plain("feed"),
            "raised",
            vec![
                ("kind", plain(&incident.kind)),
                (
                    "fields",
                    Word::Set(incident.fields.iter().map(|(key, value)| plain(format!("{key}:{value}"))).collect()),
                ),
            ],
        ),
        Seen::Incidents { incidents } => {
            words(plain("feed"), "raised", vec![("kinds", Word::Set(incidents.iter().map(raised).collect()))])
        }
        Seen::Stopped => words(plain("deployment"), "stopped", vec![]),
        Seen::Ready => words(plain("deployment"), "ready", vec![]),
    }
}

/// An operational event by its kind, with what else it says.
fn raised(incident: &Incident) -> Word {
    let fields = incident.fields.iter().map(|(key, value)| plain(format!("{key}:{value}")));
    Word::Entry([plain(&incident.kind)].into_iter().chain(fields).collect())
}

fn row(row: &StoreRow) -> Word {
    let call = row.call.clone().map(Word::Call);
    Word::Entry(
        [Some(plain(row.kind)), call, Some(Word::Number(number_like(&row.text)))].into_iter().flatten().collect(),
    )
}

/// A text that may be a leased number; anything else is left as it stands.
fn number_like(text: &str) -> Number {
    text.parse().unwrap_or_else(|_| Number::as_written(text))
}

fn of_leg((path, call, leg): (&Path, &CallName, &LegName), fact: &'static str, more: Keys) -> Words {
    let mut keys = vec![("call", Word::Call(call.clone())), ("leg", Word::Leg(leg.clone()))];
    keys.extend(more);
    words(plain(path), fact, keys)
}

fn offer(offer: &OfferFact) -> Keys {
    let mut keys = vec![
        ("offer", Word::Offer(offer.offer.clone())),
        ("kind", plain(offer.kind)),
        ("priority", plain(offer.priority)),
        ("caller", plain(&offer.caller)),
    ];
    keys.extend(offer.call.clone().map(|call| ("call", Word::Call(call))));
    keys
}

fn live(offer: &OfferFact) -> Word {
    let words = [plain(offer.state), Word::Offer(offer.offer.clone()), plain(offer.kind), plain(&offer.caller)];
    Word::Entry(words.into_iter().chain(offer.call.clone().map(Word::Call)).collect())
}

fn treated(inbound: &InboundName, treatment: &Inbound) -> Words {
    let (fact, keys) = match treatment {
        Inbound::Ringing => ("ringing", vec![]),
        Inbound::ToAgent(agent) => ("delivered", vec![("to", plain(agent))]),
        Inbound::To(destination) => ("delivered", vec![("to", plain(destination))]),
        Inbound::Busy => ("busy", vec![]),
        Inbound::NotInService => ("not-in-service", vec![]),
        Inbound::Closed => ("closed", vec![("by", plain("agent"))]),
    };
    words(plain(inbound), fact, keys)
}

fn submitted(mail: &Mail) -> Words {
    let mut keys: Keys = Vec::new();
    keys.extend(mail.call.clone().map(|call| ("call", Word::Call(call))));
    keys.extend(mail.agent.as_ref().map(|agent| ("agent", plain(agent))));
    keys.push(("kind", plain(mail.kind)));
    keys.push(("sender", plain(&mail.sender)));
    keys.push(("to", Word::Set(mail.recipients.iter().map(plain).collect())));
    if mail.named != mail.recipients {
        keys.push(("named", Word::Set(mail.named.iter().map(plain).collect())));
    }
    keys.push(("message", Word::Message(mail.message.clone())));
    if !mail.headers.is_empty() {
        let headers = mail.headers.iter().map(|(name, value)| plain(format!("{name}:{value}")));
        keys.push(("headers", Word::Set(headers.collect())));
    }
    keys.push(("subject", Word::Digest(mail.subject.clone())));
    keys.push(("text", Word::Digest(mail.text.clone())));
    if !mail.html.is_empty() {
        keys.push(("html", Word::Digest(mail.html.clone())));
    }
    words(plain("sink"), "submitted", keys)
}
