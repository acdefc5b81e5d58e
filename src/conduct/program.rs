//! Small steps inside one stimulus, each settled before the next.

use crate::border::{Act, Question};
use crate::observation::Seeing;
use crate::requirement::BorderName;

use super::conductor::{Conductor, Stop};
use super::order::{Micro, Order};

impl Conductor<'_> {
    /// Carries a small step out.
    pub(super) fn micro(&mut self, micro: Micro) {
        match micro {
            Micro::Ask(step) => self.ask(step),
            Micro::Look(agent) => {
                if self.trace.head.borders.get(&BorderName::Offer) == Some(&Seeing::Sampled) {
                    self.orders.push_back(Order::Sample(Question::Offers(agent)));
                }
            }
            Micro::Until(at) => self.goal = Some(at),
            Micro::Dial(agent, dialled) => self.send(Act::Dial { agent, dialled, workspace: None }),
            Micro::AcceptNext(agent) => match self.offer(&agent) {
                Ok(offer) => {
                    self.accepted = Some(offer.clone());
                    self.send(Act::Accept { agent, offer, running: None });
                }
                Err(what) => self.give_up(what),
            },
            Micro::FinishLast(agent) => match self.accepted.take() {
                Some(offer) => self.send(Act::Finish { agent, offer }),
                None => self.give_up(format!("{agent} accepted nothing")),
            },
        }
    }

    fn send(&mut self, act: Act) {
        let id = self.pend(&act);
        self.orders.push_back(Order::Act(id, act));
    }

    fn give_up(&mut self, what: String) {
        self.program.clear();
        self.stop = Some(Stop::Unbound { step: self.step.saturating_sub(1), what });
    }
}
