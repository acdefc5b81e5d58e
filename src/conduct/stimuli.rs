//! Stimuli: what each one makes the conductor do.

use crate::border::{Act, ActId, CallName, CarrierEvent, InboundName, ItemName, LegName, Supervision, Talk};
use crate::counterpart::{Health, LegFault};
use crate::domain::{AgentName, Closer, Dialled, EndCause, Number, Priority, QueueName, WorkKind};
use crate::observation::{Bound, Kind, Observed, Seen, instant_of};
use crate::stimulus::{CallRef, Callee, Stimulus};
use crate::time::{Instant, Span};

use super::administration::{administration_of, circumstance_of};
use super::armed::Armed;
use super::conductor::{Conductor, Pending, Stop};
use super::order::{Micro, Order};

/// Customers call from lines of an exchange that no network has.
const CUSTOMERS: &str = "+1555011";

/// What is missing for a stimulus, in words.
type Missing = String;

impl Conductor<'_> {
    /// Applies a stimulus: records it and queues what follows from it.
    pub(super) fn apply(&mut self, stimulus: &Stimulus) {
        if let Err(what) = self.try_apply(stimulus) {
            self.stop = Some(Stop::Unbound { step: self.step, what });
        }
    }

    fn try_apply(&mut self, stimulus: &Stimulus) -> Result<(), Missing> {
        match stimulus {
            Stimulus::Passes { span } => self.until(stimulus, self.now + *span),
            Stimulus::Reaches { moment } => {
                let at = instant_of(moment, &self.trace, &self.bindings)?;
                if at < self.now {
                    return Err(format!("{moment} is over already: it is {}", self.now));
                }
                self.until(stimulus, at)
            }
            Stimulus::BurstAccepts { agent, count } => {
                self.note(stimulus);
                for _ in 0..count.0 {
                    self.program.push_back(Micro::Look(agent.clone()));
                    self.program.push_back(Micro::AcceptNext(agent.clone()));
                    self.program.push_back(Micro::FinishLast(agent.clone()));
                }
                Ok(())
            }
            Stimulus::BurstDials { count, dialled, within } => self.burst(stimulus, count.0, dialled, *within),
            Stimulus::CrashesAt { message, side } => {
                self.note(stimulus);
                self.armed = Armed::At(*message, *side);
                Ok(())
            }
            Stimulus::DelaysEvents { by } => {
                self.note(stimulus);
                self.line.delay = *by;
                Ok(())
            }
            Stimulus::RepeatsEvents { count } | Stimulus::ReordersEvents { count } => self.again(stimulus, count.0),
            Stimulus::Ignores { .. } | Stimulus::PsapGoesSilent { .. } => {
                self.note(stimulus);
                Ok(())
            }
            Stimulus::Crashes {} | Stimulus::Restarts {} => self.service(stimulus),
            Stimulus::ServiceSlows { .. }
            | Stimulus::ServiceStartsFailing { .. }
            | Stimulus::ServiceStops { .. }
            | Stimulus::ServiceRecovers { .. }
            | Stimulus::FailsTrunk { .. }
            | Stimulus::FailsTrunkFor { .. } => {
                self.note(stimulus);
                self.change_party(stimulus);
                Ok(())
            }
            Stimulus::Moves { agent, country } => {
                self.note(stimulus);
                self.parties.moves(agent, country);
                Ok(())
            }
            Stimulus::LocationTurns { agent, location } => {
                self.note(stimulus);
                self.parties.location_turns(agent, *location);
                Ok(())
            }
            _ if self.crashed => Err("the deployment is stopped".to_owned()),
            _ => self.happen(stimulus),
        }
    }

    /// What happens in or to a running deployment: an act, a circumstance, or what a counterpart does.
    fn happen(&mut self, stimulus: &Stimulus) -> Result<(), Missing> {
        if let Some(circumstance) = circumstance_of(stimulus) {
            self.note(stimulus);
            self.orders.push_back(Order::Befall(circumstance));
            return Ok(());
        }
        let act = match administration_of(stimulus) {
            Some(act) => Some(act),
            None => self.act_of(stimulus)?,
        };
        match act {
            Some(act) => {
                self.act(stimulus, act);
                Ok(())
            }
            None => self.party(stimulus),
        }
    }

    fn until(&mut self, stimulus: &Stimulus, at: Instant) -> Result<(), Missing> {
        if let Some(end) = self.end.filter(|end| at > *end) {
            return Err(format!("the run ends at {end}, before {at}"));
        }
        self.note(stimulus);
        self.goal = Some(at);
        Ok(())
    }

    fn note(&mut self, stimulus: &Stimulus) {
        self.record(Kind::Stimulus, self.now, None, Observed::Stimulus(stimulus.clone()));
    }

    /// Records a stimulus as an act and orders it.
    fn act(&mut self, stimulus: &Stimulus, act: Act) {
        let id = self.pend(&act);
        self.record(Kind::Stimulus, self.now, Some(id), Observed::Stimulus(stimulus.clone()));
        self.orders.push_back(Order::Act(id, act));
    }

    /// Gives an act its id, by which its reply is awaited: the number of the record that is next.
    pub(super) fn pend(&mut self, act: &Act) -> ActId {
        let record = u32::try_from(self.trace.records.len() + 1).unwrap_or(u32::MAX);
        self.next_act = record.max(self.next_act + 1);
        let id = ActId(self.next_act);
        let setting = match act {
            Act::Save { setting, .. } => Some(setting.to_string()),
            _ => None,
        };
        self.acts.insert(id, Pending { agent: act.agent().cloned(), setting, asked: self.now });
        id
    }

    /// The act that a stimulus is, if the agent does it in the deployment.
    fn act_of(&self, stimulus: &Stimulus) -> Result<Option<Act>, Missing> {
        let act = match stimulus.clone() {
            Stimulus::Dials { agent, dialled } => Act::Dial { agent, dialled, workspace: None },
            Stimulus::DialsIn { agent, dialled, workspace } => {
                Act::Dial { agent, dialled, workspace: Some(workspace.0) }
            }
            Stimulus::Ends { agent, call } => match self.talk(&call)? {
                Talk::Call(call) => Act::EndCall { agent, call },
                Talk::Offer(offer) => Act::Finish { agent, offer },
            },
            Stimulus::Accepts { agent } => {
                let offer = self.offer(&agent)?;
                Act::Accept { agent, offer, running: None }
            }
            Stimulus::Declines { agent } => {
                let offer = self.offer(&agent)?;
                Act::Decline { agent, offer }
            }
            Stimulus::ClosesWrapUp { agent } => Act::CloseWrapUp { agent },
            Stimulus::ChoosesPresence { agent, record, via } => Act::ChoosePresence { agent, record, via },
            Stimulus::AcceptsAnd { agent, running } => {
                let offer = self.offer(&agent)?;
                Act::Accept { agent, offer, running: Some(running) }
            }
            Stimulus::Resumes { agent, call } => Act::Resume { agent, on: self.talk(&call)? },
            Stimulus::Tries { agent, control, call } => Act::TryControl { agent, control, on: self.talk(&call)? },
            Stimulus::Monitors { supervisor, call } => {
                Act::Supervise { supervisor, way: Supervision::Monitor, on: self.talk(&call)? }
            }
            Stimulus::BargesInto { supervisor, call } => {
                Act::Supervise { supervisor, way: Supervision::Barge, on: self.talk(&call)? }
            }
            Stimulus::TakesOver { supervisor, call } => {
                Act::Supervise { supervisor, way: Supervision::TakeOver, on: self.talk(&call)? }
            }
            _ => return Ok(None),
        };
        Ok(Some(act))
    }

    pub(super) fn offer(&self, agent: &AgentName) -> Result<crate::border::OfferName, Missing> {
        self.bindings.offer(agent).cloned().ok_or_else(|| format!("no offer alerts at {agent}"))
    }

    fn bound(&self, call: &CallRef) -> Result<Bound, Missing> {
        self.bindings.bound(call).ok_or_else(|| format!("{call} is not known: no such call was accepted or arrived"))
    }

    /// What a reference to a call names in the deployment.
    fn talk(&self, call: &CallRef) -> Result<Talk, Missing> {
        match self.bound(call)? {
            Bound::Call(call) => Ok(Talk::Call(call)),
            Bound::Inbound(inbound) => {
                let offer = self.bindings.offer_of(&inbound).cloned();
                offer.map(Talk::Offer).ok_or_else(|| format!("no offer of {call} was seen"))
            }
            Bound::Item(offer) => Ok(Talk::Offer(offer.offer)),
        }
    }

    fn number(&self, callee: &Callee) -> Result<Number, Missing> {
        self.bindings.number(callee).ok_or_else(|| format!("{callee} is not known"))
    }

    fn leg(&self, call: &CallRef) -> Result<LegName, Missing> {
        let name: CallName = match self.bound(call)? {
            Bound::Call(name) => name,
            Bound::Inbound(_) | Bound::Item(_) => return Err(format!("{call} has no leg of its own")),
        };
        self.bindings.leg(&name).cloned().ok_or_else(|| format!("no leg of {call} is up"))
    }

    /// What a counterpart does by a stimulus, at this instant.
    fn party(&mut self, stimulus: &Stimulus) -> Result<(), Missing> {
        let up = |call: &CallRef| {
            let call = call.clone();
            move |fault: LegFault| match fault {
                LegFault::NotUp => format!("{call} is not up"),
                LegFault::Answered => format!("{call} was answered already"),
            }
        };
        if let Stimulus::CustomerHangsUp { call } = stimulus
            && let Some(item) = self.queued_item(call)?
        {
            self.note(stimulus);
            self.orders.push_back(Order::Deliver(CarrierEvent::WorkLeaves { item }));
            return Ok(());
        }
        let said = match stimulus {
            Stimulus::PsapAnswersCall { call } => {
                let leg = self.leg(call)?;
                vec![self.parties.carrier.answer(&leg).map_err(up(call))?]
            }
            Stimulus::PsapRejectsCall { call, code } => {
                let leg = self.leg(call)?;
                vec![self.parties.carrier.reject(&leg, *code).map_err(up(call))?]
            }
            Stimulus::PsapHangsUp { call } | Stimulus::PsapGivesUp { call } | Stimulus::CustomerHangsUp { call } => {
                vec![self.end(call, Closer::Remote, EndCause::HangUp)?]
            }
            Stimulus::Drops { call } => vec![self.end(call, Closer::Carrier, EndCause::Drop)?],
            Stimulus::PsapCalls { number }
            | Stimulus::CustomerCalls { number }
            | Stimulus::CustomerCallsMarked { number } => {
                let to = self.number(number)?;
                let from = self.caller(matches!(stimulus, Stimulus::PsapCalls { .. }));
                let marked = matches!(stimulus, Stimulus::CustomerCallsMarked { .. });
                vec![self.parties.carrier.call(to, from, marked)]
            }
            Stimulus::CustomerCallsQueue { queue, priority } => return self.work(stimulus, queue, *priority, 1),
            Stimulus::BurstCustomers { count, queue, priority } => {
                return self.work(stimulus, queue, *priority, count.0);
            }
            _ => return Err(format!("`{}` cannot be carried out yet", stimulus.key())),
        };
        self.note(stimulus);
        said.into_iter().for_each(|(event, seen)| self.say(event, seen));
        Ok(())
    }

    /// The item of work that a reference names, where it came through a queue and not as a call to a number.
    fn queued_item(&self, call: &CallRef) -> Result<Option<ItemName>, Missing> {
        Ok(match self.bound(call)? {
            Bound::Item(offer) if !self.parties.carrier.has_arrived(&offer.caller) => Some(ItemName::new(offer.caller)),
            Bound::Item(_) | Bound::Call(_) | Bound::Inbound(_) => None,
        })
    }

    /// The carriers say their last events once more: as they were, or the last of them first.
    fn again(&mut self, stimulus: &Stimulus, count: u64) -> Result<(), Missing> {
        let mut events = self.line.last_said(count);
        if events.is_empty() {
            return Err("no carrier said anything yet".to_owned());
        }
        if matches!(stimulus, Stimulus::ReordersEvents { .. }) {
            events.reverse();
        }
        self.note(stimulus);
        self.orders.extend(events.into_iter().map(Order::Deliver));
        Ok(())
    }

    /// The first agents of the facts dial one after the other, at even distances inside a span.
    fn burst(&mut self, stimulus: &Stimulus, count: u64, dialled: &Dialled, within: Span) -> Result<(), Missing> {
        let agents = usize::try_from(count).unwrap_or(usize::MAX);
        if self.agents.len() < agents {
            return Err(format!("{count} agents: the facts state only {}", self.agents.len()));
        }
        self.note(stimulus);
        let step = within.ticks() / count.max(1);
        for (nth, agent) in (0..).zip(self.agents.iter().take(agents)) {
            self.program.push_back(Micro::Until(self.now + Span::from_ticks(step * nth)));
            self.program.push_back(Micro::Dial(agent.clone(), dialled.clone()));
        }
        Ok(())
    }

    fn end(&mut self, call: &CallRef, by: Closer, cause: EndCause) -> Result<(CarrierEvent, Seen), Missing> {
        let ended = match self.bound(call)? {
            Bound::Call(_) => {
                let leg = self.leg(call)?;
                self.parties.carrier.end(&leg, by, cause)
            }
            Bound::Inbound(inbound) => self.parties.carrier.end_inbound(&inbound, by, cause),
            Bound::Item(offer) => self.parties.carrier.end_inbound(&InboundName::new(offer.caller), by, cause),
        };
        ended.map_err(|_| format!("{call} is not up"))
    }

    /// The number that a PSAP or a customer calls from: drawn, so that no rule can lean on it; one stream a caller.
    fn caller(&mut self, psap: bool) -> Number {
        self.callers += 1;
        let stream = if psap { "psap-number" } else { "customer-number" };
        let mut stream = self.streams.stream(&format!("{stream}-{}", self.callers));
        let stated = self.parties.carrier.psap_numbers.as_slice();
        if psap && !stated.is_empty() {
            let place = stream.below(stated.len() as u64);
            let stated = usize::try_from(place).ok().and_then(|place| stated.get(place));
            return stated.cloned().unwrap_or_else(|| Number::as_written(CUSTOMERS));
        }
        Number::as_written(&format!("{CUSTOMERS}{:04}", stream.below(10_000)))
    }

    fn work(&mut self, stimulus: &Stimulus, queue: &QueueName, priority: Priority, count: u64) -> Result<(), Missing> {
        self.note(stimulus);
        for _ in 0..count {
            self.arrivals += 1;
            let item = ItemName::new(format!("arrival-{}", self.arrivals));
            let event = CarrierEvent::WorkArrives { item, queue: queue.clone(), kind: WorkKind::Voice, priority };
            self.orders.push_back(Order::Deliver(event));
        }
        Ok(())
    }

    fn service(&mut self, stimulus: &Stimulus) -> Result<(), Missing> {
        let crash = matches!(stimulus, Stimulus::Crashes {});
        if crash == self.crashed {
            return Err(format!("the deployment is {} already", if crash { "stopped" } else { "running" }));
        }
        self.note(stimulus);
        if crash {
            self.crash();
            self.orders.push_back(Order::Crash);
        } else {
            self.crashed = false;
            self.seen(Seen::Ready);
            self.orders.push_back(Order::Restart);
            self.deliver_waiting();
        }
        Ok(())
    }

    fn change_party(&mut self, stimulus: &Stimulus) {
        let now = self.now;
        match stimulus {
            Stimulus::ServiceSlows { service, by } => self.parties.turn(*service, Health::Slow(*by)),
            Stimulus::ServiceStartsFailing { service, code } => self.parties.turn(*service, Health::Failing(*code)),
            Stimulus::ServiceStops { service } => self.parties.turn(*service, Health::Stopped),
            Stimulus::ServiceRecovers { service } => self.parties.turn(*service, Health::Well),
            Stimulus::FailsTrunk { trunk, code } => self.parties.carrier.fail_trunk(trunk.clone(), *code, None),
            Stimulus::FailsTrunkFor { trunk, code, span } => {
                self.parties.carrier.fail_trunk(trunk.clone(), *code, Some(now + *span));
            }
            _ => {}
        }
    }
}
