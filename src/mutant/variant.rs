//! Variants: deployments that follow the catalogue and differ from the reference where it leaves freedom.

use std::collections::VecDeque;

use crate::border::{Effect, Event, Request};
use crate::domain::{Path, WorkKind};
use crate::notice::Field;
use crate::reference::{ALTERNATIVES, Lease, NoticeFacts, Policy, Ways};
use crate::requirement::{Ics, Tolerance};
use crate::time::{Instant, Span};

use super::Change;
use super::wrapper::{
    Altered, ColdStart, Envelope, Late, Meddled, OneMailEach, PresenceTwice, Standby, tells_presence,
};

/// A right deployment that is not the reference.
#[derive(Clone)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// What it does otherwise, in one sentence.
    pub says: String,
    /// What it declares.
    pub ics: Ics,
    /// How the reference that follows the statement is changed.
    pub change: Change,
}

/// A variant that is no alternative, with the tolerances that it declares.
struct Other {
    name: &'static str,
    says: &'static str,
    declares: &'static [(Tolerance, Span)],
    change: Change,
}

macro_rules! decides {
    ($field:ident: $answer:expr) => {
        Change::Decision { field: stringify!($field), edit: |policy| Policy { $field: $answer, ..policy } }
    };
}

const GRACE: Span = Span::from_mins(5);
const ONE_SECOND: Span = Span::from_secs(1);

const OTHERS: &[Other] = &[
    Other {
        name: "presence-late",
        says: "Presence shows a second late, inside a tolerance of two.",
        declares: &[(Tolerance::Presence, Span::from_secs(2))],
        change: Change::Wrapper(|inner| Late::boxed(inner, tells_presence, ONE_SECOND)),
    },
    Other {
        name: "panel-late",
        says: "Panel and form show a second late, inside a tolerance of two.",
        declares: &[(Tolerance::AlertAndPanel, Span::from_secs(2))],
        change: Change::Wrapper(|inner| Late::boxed(inner, shows_panel, ONE_SECOND)),
    },
    Other {
        name: "direct-offer-late",
        says: "Direct offers are made a second late and mails leave with them, inside tolerances of two.",
        declares: &[(Tolerance::LegStart, Span::from_secs(2)), (Tolerance::Mail, Span::from_secs(2))],
        change: Change::Wrapper(|inner| {
            Late::boxed(inner, |effect| places_leg(effect) || submits_mail(effect), ONE_SECOND)
        }),
    },
    Other {
        name: "mail-late",
        says: "Mails leave ten seconds late, inside a tolerance of one minute.",
        declares: &[(Tolerance::Mail, Span::from_secs(60))],
        change: Change::Wrapper(|inner| Late::boxed(inner, submits_mail, Span::from_secs(10))),
    },
    Other {
        name: "callback-alert-late",
        says: "Callbacks alert two seconds late, inside a tolerance of three.",
        declares: &[(Tolerance::CallbackAlert, Span::from_secs(3))],
        change: Change::Wrapper(|inner| Late::boxed(inner, offers_callback, Span::from_secs(2))),
    },
    Other {
        name: "presence-behind-the-rest",
        says: "Of what happens in one instant, presence is told last.",
        declares: &[],
        change: Change::Wrapper(|inner| Altered::effects(inner, presence_last)),
    },
    Other {
        name: "grace-of-five-minutes",
        says: "Numbers stay in service five minutes longer than the mail says, as declared.",
        declares: &[(Tolerance::ExpiryGrace, GRACE)],
        change: Change::Decision {
            field: "window_end",
            edit: |policy| Policy { window_end: with_grace, merged: without_grace, ..policy },
        },
    },
    Other {
        name: "standby",
        says: "A standby takes every input too, and takes over after a crash.",
        declares: &[],
        change: Change::Wrapper(Standby::boxed),
    },
    Other {
        name: "cold-start",
        says: "After five minutes without an input the process is put away, and the next one finds another.",
        declares: &[],
        change: Change::Wrapper(ColdStart::boxed),
    },
    Other {
        name: "sealed-state",
        says: "It stores its state in an envelope with a digest.",
        declares: &[],
        change: Change::Wrapper(Envelope::boxed),
    },
    Other {
        name: "presence-written-twice",
        says: "Each presence is told twice.",
        declares: &[],
        change: Change::Wrapper(|inner| Meddled::boxed(inner, PresenceTwice {})),
    },
    Other {
        name: "one-mail-each",
        says: "Each recipient gets a mail of its own.",
        declares: &[],
        change: Change::Wrapper(OneMailEach::boxed),
    },
    Other {
        name: "blind-copies",
        says: "Each recipient gets a blind copy: the mail names nobody.",
        declares: &[],
        change: decides!(named: |_| Vec::new()),
    },
    Other {
        name: "first-named-rest-blind",
        says: "The mail names the first recipient; the others get blind copies.",
        declares: &[],
        change: decides!(named: |recipients| recipients.iter().take(1).cloned().collect()),
    },
    Other {
        name: "text-alone",
        says: "Mails have a text and no page.",
        declares: &[],
        change: Change::Wrapper(|inner| Altered::effects(inner, without_page)),
    },
    Other {
        name: "other-alert",
        says: "The alert has another id.",
        declares: &[],
        change: decides!(alert_id: |_| "responders-are-on-the-line"),
    },
    Other {
        name: "other-trunk-order",
        says: "The trunks of a route are tried from the last to the first.",
        declares: &[],
        change: decides!(paths: trunks_backwards),
    },
    Other {
        name: "mail-with-more-headers",
        says: "Mails carry a header of their own.",
        declares: &[],
        change: Change::Wrapper(|inner| Altered::effects(inner, with_header)),
    },
];

/// Every variant: each alternative of the catalogue alone, then the others.
pub fn variants() -> Vec<Variant> {
    let alternatives = ALTERNATIVES.iter().map(|alternative| {
        let mut ics = Ics::reference().clone();
        if let Ok(row) = alternative.row.parse() {
            ics.readings.insert(row, alternative.name.to_owned());
        }
        Variant {
            name: format!("{}={}", alternative.row, alternative.name),
            says: format!("{} is read as `{}`, and declared so.", alternative.row, alternative.name),
            ics,
            change: Change::Wrapper(|inner| Box::new(inner)),
        }
    });
    let others = OTHERS.iter().map(|other| {
        let mut ics = Ics::reference().clone();
        ics.tolerances.extend(other.declares.iter().copied());
        Variant { name: other.name.to_owned(), says: other.says.to_owned(), ics, change: other.change }
    });
    alternatives.chain(others).collect()
}

fn shows_panel(effect: &Effect) -> bool {
    matches!(effect, Effect::Event(Event::Panel { .. } | Event::Form { .. }))
}

fn places_leg(effect: &Effect) -> bool {
    matches!(effect, Effect::Request { request: Request::PlaceLeg { path: Path::Direct, .. }, .. })
}

fn submits_mail(effect: &Effect) -> bool {
    matches!(effect, Effect::Request { request: Request::SubmitMail { .. }, .. })
}

fn offers_callback(effect: &Effect) -> bool {
    matches!(effect, Effect::Event(Event::Offer { offer, .. }) if offer.kind == WorkKind::Callback)
}

fn presence_last(effects: Vec<Effect>) -> Vec<Effect> {
    let (presence, mut rest): (Vec<Effect>, Vec<Effect>) = effects.into_iter().partition(tells_presence);
    rest.extend(presence);
    rest
}

fn without_page(mut effects: Vec<Effect>) -> Vec<Effect> {
    for effect in &mut effects {
        if let Effect::Request { request: Request::SubmitMail { mail }, .. } = effect {
            mail.html.clear();
        }
    }
    effects
}

fn with_header(mut effects: Vec<Effect>) -> Vec<Effect> {
    for effect in &mut effects {
        if let Effect::Request { request: Request::SubmitMail { mail }, .. } = effect {
            mail.headers.insert("X-Sent-By".to_owned(), "contact centre".to_owned());
        }
    }
    effects
}

/// The policy's paths, with the trunks of each route from the last to the first.
fn trunks_backwards(ways: &Ways) -> VecDeque<Path> {
    let mut ways = ways.clone();
    ways.routes.iter_mut().for_each(|trunks| trunks.reverse());
    (Policy::SPEC.paths)(&ways)
}

fn with_grace(lease: &Lease) -> Option<Instant> {
    (Policy::SPEC.window_end)(lease).map(|end| end + GRACE)
}

fn without_grace(facts: &NoticeFacts<'_>, field: Field) -> String {
    let grace = chrono::TimeDelta::microseconds(i64::try_from(GRACE.ticks()).unwrap_or_default());
    let expiry = facts.expiry.map(|end| end - grace);
    (Policy::SPEC.merged)(&NoticeFacts { expiry, ..*facts }, field)
}
