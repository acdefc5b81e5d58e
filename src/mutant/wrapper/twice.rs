//! What is said twice.

use serde::{Deserialize, Serialize};

use crate::border::{Effect, Event, Input, Mail, MessageName, Request};
use crate::domain::MailKind;
use crate::reference::Reference;

use super::meddled::{Meddler, Out};

/// Sends each notification of a dial twice, under two names.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::mutant) struct MailsTwice {}

impl Meddler for MailsTwice {
    fn say(&mut self, _: &Reference, _: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        for effect in fresh {
            let again = match &effect {
                Effect::Request { request: Request::SubmitMail { mail }, .. } if mail.kind == MailKind::Dial => {
                    let message = MessageName::new(format!("<again-{}", mail.message.as_str().trim_start_matches('<')));
                    Some(Request::SubmitMail { mail: Mail { message, ..mail.clone() } })
                }
                Effect::Request { .. } | Effect::Reply { .. } | Effect::Event(_) => None,
            };
            out.pass(effect);
            again.into_iter().for_each(|request| out.ask(request));
        }
    }
}

/// Tells each presence twice, to the feed and to the presence service.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::mutant) struct PresenceTwice {}

impl Meddler for PresenceTwice {
    fn say(&mut self, _: &Reference, _: &Input, fresh: Vec<Effect>, out: &mut Out<'_>) {
        for effect in fresh {
            let again = tells_presence(&effect).then(|| effect.clone());
            out.pass(effect);
            match again {
                Some(Effect::Request { request, .. }) => out.ask(request),
                Some(told) => out.pass(told),
                None => {}
            }
        }
    }
}

/// Whether an effect tells a presence.
pub(in crate::mutant) fn tells_presence(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Event(Event::Presence { .. }) | Effect::Request { request: Request::WritePresence { .. }, .. }
    )
}
