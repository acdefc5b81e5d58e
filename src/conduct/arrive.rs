//! What arrives from the deployment, and what woken counterparts say.

use crate::border::{Effect, Event, Reply, Request};
use crate::counterpart::{Post, Said, Wake};
use crate::observation::{Kind, Observed, Seeing, Seen};
use crate::requirement::BorderName;

use super::conductor::{Conductor, Pending};
use super::order::{Disposition, Due, Order};

impl Conductor<'_> {
    /// Takes whatever comes from the deployment, at any time.
    pub fn arrived(&mut self, effect: Effect) -> Disposition {
        match effect {
            // What a deployment says while it crashes is lost on the way.
            Effect::Request { .. } | Effect::Event(_) if self.crashed => Disposition::NoAnswer,
            Effect::Reply { act, .. } if self.lost.remove(&act) => Disposition::NoAnswer,
            Effect::Reply { act, reply } => {
                let Some(pending) = self.acts.remove(&act) else {
                    self.fault(format!("a reply to act {}, which is not waited for", act.0));
                    return Disposition::NoAnswer;
                };
                match replied(&pending, reply) {
                    Ok(seen) => {
                        self.record(Kind::Reply, pending.asked, Some(act), Observed::Seen(seen));
                    }
                    Err(reply) => self.fault(format!("{reply:?} is no reply to act {}", act.0)),
                }
                Disposition::NoAnswer
            }
            Effect::Request { id, request } => {
                let crashes = self.set_off(id, &request);
                let leasing = match &request {
                    Request::LeaseNumber { call, .. } => Some(call.clone()),
                    _ => None,
                };
                let asked = self.parties.ask(self.now, id, request);
                asked.seen.into_iter().for_each(|seen| self.seen(seen));
                if let Some((at, wake)) = asked.wake {
                    self.due.schedule(at, Due::Wake(wake));
                }
                if crashes {
                    self.parties.lost(leasing, asked.answer.as_ref());
                    self.crash();
                    return Disposition::Crash;
                }
                let disposition = match asked.answer {
                    Some(answer) => Disposition::AnswerNow(id, answer),
                    None if asked.held => Disposition::Hold,
                    None => Disposition::NoAnswer,
                };
                self.answered_now(id, disposition)
            }
            Effect::Event(event) => {
                self.event(event);
                Disposition::NoAnswer
            }
        }
    }

    /// The mail server as it stands, for a mail that comes over a wire.
    pub fn mail_server(&self) -> Post {
        self.parties.mail_server()
    }

    /// Records a pushed event, if its border is seen by events.
    fn event(&mut self, event: Event) {
        let seen = match event {
            Event::Presence { agent, presence, setter } => Seen::Presence { agent, presence, setter },
            Event::Offer { agent, offer } => Seen::Offer { agent, offer },
            Event::Panel { agent, controls, alert } => Seen::Panel { agent, controls, alert },
            Event::Form { agent, buttons } => Seen::Form { agent, buttons },
            Event::DialFailed { agent, call, reason } => Seen::DialFailed { agent, call, reason },
            Event::Incident { incident } => Seen::IncidentRaised { incident },
        };
        if self.seeing(seen.border()) == Some(Seeing::Complete) {
            self.seen(seen);
        }
    }

    fn seeing(&self, border: BorderName) -> Option<Seeing> {
        self.trace.head.borders.get(&border).copied()
    }

    /// Wakes a counterpart and queues what it says.
    pub(super) fn wake(&mut self, wake: &Wake) {
        let (said, again) = self.parties.wake(self.now, wake);
        if let Some((at, wake)) = again {
            self.due.schedule(at, Due::Wake(wake));
        }
        match said {
            Some(Said::Carrier(event, seen)) => self.say(event, *seen),
            Some(Said::Answer(request, answer, seen)) => {
                seen.into_iter().for_each(|seen| self.seen(seen));
                self.orders.push_back(Order::Answer(request, answer));
            }
            None => {}
        }
    }
}

/// What a reply to an act shows; the reply itself where it does not belong to the act.
fn replied(pending: &Pending, reply: Reply) -> Result<Seen, Reply> {
    match (pending.agent.clone(), pending.setting.clone(), reply) {
        (_, Some(what), Reply::Saved { warnings }) => Ok(Seen::SettingSaved { what, warnings }),
        (_, Some(what), Reply::Refused { reason }) => Ok(Seen::SettingRefused { what, reason }),
        (Some(agent), None, Reply::DialAccepted { call }) => Ok(Seen::DialAccepted { agent, call }),
        (Some(agent), None, Reply::DialRefused { reason, sentence }) => {
            Ok(Seen::DialRefused { agent, reason, sentence })
        }
        (Some(agent), None, Reply::Done) => Ok(Seen::ControlAccepted { agent }),
        (Some(agent), None, Reply::Refused { reason }) => Ok(Seen::ControlRefused { agent, reason }),
        (_, _, reply) => Err(reply),
    }
}
