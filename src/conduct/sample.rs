//! Samples: which questions a barrier asks, and what is recorded of their answers.

use crate::border::{FailedDial, Question, Reading};
use crate::domain::AgentName;
use crate::observation::{Kind, Observed, Seeing, Seen};
use crate::requirement::BorderName;

use super::conductor::Conductor;
use super::order::Order;

impl Conductor<'_> {
    /// Orders a sample of every sampled border of every agent: the barrier.
    pub(super) fn take_samples(&mut self) {
        self.order_samples(BorderName::ALL);
    }

    /// Orders a sample of those of the borders that are only sampled, of every agent.
    pub(super) fn order_samples(&mut self, borders: &[BorderName]) {
        if self.crashed {
            return;
        }
        let is_sampled = |border: &&BorderName| self.trace.head.borders.get(border) == Some(&Seeing::Sampled);
        let sampled: Vec<BorderName> = borders.iter().filter(is_sampled).copied().collect();
        for agent in &self.agents {
            for border in &sampled {
                let question = match border {
                    BorderName::Presence => Question::Presence(agent.clone()),
                    BorderName::Offer => Question::Offers(agent.clone()),
                    BorderName::Panel => Question::Panel(agent.clone()),
                    BorderName::Form => Question::Form(agent.clone()),
                    BorderName::Store => Question::Store(agent.clone()),
                    _ => continue,
                };
                self.orders.push_back(Order::Sample(question));
            }
        }
        if self.asks_failures && borders.contains(&BorderName::Dial) {
            self.orders.extend(self.agents.iter().cloned().map(|agent| Order::Sample(Question::Failures(agent))));
        }
        if sampled.contains(&BorderName::Incident) {
            self.orders.push_back(Order::Sample(Question::Incidents));
        }
    }

    /// Records those of the failed dials of an agent that were not known yet.
    fn failed(&mut self, agent: &AgentName, failed: Vec<FailedDial>) {
        for FailedDial { call, reason } in failed {
            if self.failed.insert(call.clone()) {
                let seen = Seen::DialFailed { agent: agent.clone(), call, reason };
                self.record(Kind::Sample, self.sampling.unwrap_or(self.now), None, Observed::Seen(seen));
            }
        }
    }

    pub(super) fn sampled(&mut self, question: &Question, reading: Option<Reading>) {
        if let Question::Failures(agent) = question {
            return match reading {
                Some(Reading::Failures(failed)) => self.failed(agent, failed),
                None => {}
                Some(reading) => self.fault(format!("asked about failed dials, read {reading:?}")),
            };
        }
        let (border, agent) = match question {
            Question::Presence(agent) => (BorderName::Presence, Some(agent)),
            Question::Offers(agent) => (BorderName::Offer, Some(agent)),
            Question::Panel(agent) => (BorderName::Panel, Some(agent)),
            Question::Form(agent) => (BorderName::Form, Some(agent)),
            Question::Store(agent) => (BorderName::Store, Some(agent)),
            Question::Failures(agent) => (BorderName::Dial, Some(agent)),
            Question::Incidents => (BorderName::Incident, None),
        };
        let seen = match (reading, agent.cloned()) {
            (Some(Reading::Presence { presence, setter }), Some(agent)) => {
                Some(Seen::Presence { agent, presence, setter })
            }
            (Some(Reading::Offers(offers)), Some(agent)) => Some(Seen::Offers { agent, offers }),
            (Some(Reading::Panel(panel)), Some(agent)) => {
                Some(Seen::Panel { agent, controls: panel.controls, alert: panel.alert })
            }
            (Some(Reading::Form(buttons)), Some(agent)) => Some(Seen::Form { agent, buttons }),
            (Some(Reading::Store(rows)), Some(agent)) => Some(Seen::Rows { agent, rows }),
            (Some(Reading::Incidents(incidents)), _) => Some(Seen::Incidents { incidents }),
            (None, _) => None,
            (Some(reading @ Reading::Failures(_)), _) | (Some(reading), None) => {
                return self.fault(format!("asked about {border}, read {reading:?}"));
            }
        };
        let observed = match seen {
            Some(seen) if seen.border() == border => Observed::Seen(seen),
            Some(seen) => return self.fault(format!("asked about {border}, read {}", seen.border())),
            None => Observed::Unanswered { border, agent: agent.cloned() },
        };
        let number = self.record(Kind::Sample, self.sampling.unwrap_or(self.now), None, observed);
        self.sampled_at.insert(border, number);
    }
}
