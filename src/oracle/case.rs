//! A case: one trace with its story, timelines and conversations, as rules read it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use crate::border::{CallName, OfferFact, PanelSeen};
use crate::domain::{AgentName, Base, Button, Number, Presence, Reason, RowKind, Service, SetOf, Setter};
use crate::observation::{Record, Refused, Seeing, Strength, Tally, Timeline, Trace, forms, offers, panels, presences};
use crate::requirement::{BorderName, Ics, Tolerance};
use crate::time::{Instant, Span};

use super::contacts::Owners;
use super::conversation::{Conversation, accepted, conversations, emergency};
use super::paths::{paths, reading};
use super::place::{Showing, showings};
use super::plan::{must_be_handled, unmet};
use super::settled::{causes, settled};
use super::spelling::number;
use super::stores::Kept;
use super::story::Story;
use super::stray::strays;
use super::thread::{Answer, Call, Dial, Leg, MailSeen, Mark};

type Lines<V> = Result<BTreeMap<AgentName, Timeline<V>>, Refused>;

/// One trace as rules read it.
pub(super) struct Case<'t> {
    pub(super) trace: &'t Trace,
    pub(super) story: &'t Story,
    pub(super) ics: &'t Ics,
    shown_presences: Lines<(Presence, Setter)>,
    presences: OnceCell<Lines<(Presence, Setter)>>,
    causes: OnceCell<BTreeMap<AgentName, Vec<(u32, Instant)>>>,
    shown_panels: Lines<PanelSeen>,
    panels: OnceCell<Lines<PanelSeen>>,
    forms: Lines<SetOf<Button>>,
    offers: Lines<Vec<OfferFact>>,
    seeing: BTreeMap<BorderName, Result<Seeing, Refused>>,
    conversations: BTreeMap<AgentName, Vec<Conversation>>,
    orphans: BTreeMap<String, Vec<&'t CallName>>,
    stray_mails: BTreeMap<&'t AgentName, Vec<&'t MailSeen>>,
    strays: BTreeMap<&'t AgentName, Vec<&'t Kept>>,
    leases: BTreeMap<&'t Number, Vec<usize>>,
    /// Whose contact each address is.
    pub(super) owners: Owners,
    /// For each kind of row the shortest time after which an ordinary call of the run showed one.
    pub(super) controls: BTreeMap<RowKind, Span>,
    /// Every time that ordinary work began to alert, in order.
    pub(super) showings: Vec<Showing>,
    tally: Tally,
    handled: Vec<OnceCell<bool>>,
    eligible: Vec<OnceCell<bool>>,
}

/// Whether a presence stands on Do not disturb.
pub(super) fn is_dnd((presence, _): &(Presence, Setter)) -> bool {
    presence.base == Base::BusyDnd
}

impl<'t> Case<'t> {
    /// The case of a trace.
    pub(super) fn new(trace: &'t Trace, story: &'t Story, tally: &Tally) -> Self {
        let ics = &trace.head.ics;
        let view = |border| Ok(trace.view(border)?.counted(tally));
        let see = |border: &BorderName| (*border, view(*border).map(|view| view.seeing()));
        let mut orphans: BTreeMap<String, Vec<&CallName>> = BTreeMap::new();
        for (name, call) in story.calls.iter().filter(|(_, call)| call.dial.is_none()) {
            if let Some(leg) = call.legs.first() {
                orphans.entry(number(leg.to.as_str())).or_default().push(name);
            }
        }
        let mut stray_mails: BTreeMap<&AgentName, Vec<&MailSeen>> = BTreeMap::new();
        for mail in &story.mails {
            let known =
                mail.call.as_ref().is_none_or(|call| story.calls.get(call).is_some_and(|call| call.dial.is_some()));
            mail.agent.iter().filter(|_| !known).for_each(|agent| stray_mails.entry(agent).or_default().push(mail));
        }
        let mut leases: BTreeMap<&Number, Vec<usize>> = BTreeMap::new();
        for (place, lease) in story.leases.iter().enumerate() {
            leases.entry(&lease.number).or_default().push(place);
        }
        let offers = view(BorderName::Offer).map(|view| offers(&view, &trace.head));
        Case {
            trace,
            story,
            ics,
            shown_presences: view(BorderName::Presence).map(|view| presences(&view, &trace.head)),
            presences: OnceCell::new(),
            causes: OnceCell::new(),
            shown_panels: view(BorderName::Panel).map(|view| panels(&view, &trace.head)),
            panels: OnceCell::new(),
            forms: view(BorderName::Form).map(|view| forms(&view, &trace.head)),
            showings: offers.as_ref().map(showings).unwrap_or_default(),
            offers,
            seeing: BorderName::ALL.iter().map(see).collect(),
            conversations: conversations(story, ics),
            orphans,
            stray_mails,
            strays: strays(story),
            leases,
            owners: Owners::of(story),
            controls: BTreeMap::new(),
            tally: tally.clone(),
            handled: vec![OnceCell::new(); story.dials.len()],
            eligible: vec![OnceCell::new(); story.dials.len()],
        }
    }

    /// How long after its end an ordinary call of the run took at most to show a row of some kinds; none where none did.
    pub(super) fn control(&self, kinds: &[RowKind]) -> Option<Span> {
        kinds.iter().filter_map(|kind| self.controls.get(kind)).max().copied()
    }

    /// The rows about an agent of which it can't be told whose they are, in the order in which they were first seen.
    pub(super) fn strays(&self, agent: &AgentName) -> &[&'t Kept] {
        self.strays.get(agent).map_or(&[], Vec::as_slice)
    }

    /// The leases of a number by their places in the story.
    pub(super) fn leases_of(&self, number: &Number) -> &[usize] {
        self.leases.get(number).map_or(&[], Vec::as_slice)
    }

    /// Whether a dial is one of an emergency number, or was at least given a temporary number.
    pub(super) fn emergency(&self, dial: &Dial) -> bool {
        emergency(self.story, self.ics, dial)
    }

    /// Refused where a border can't be read.
    pub(super) fn need(&self, border: BorderName) -> Result<Seeing, Refused> {
        self.seeing.get(&border).cloned().unwrap_or(Err(Refused::Unseen(border)))
    }

    /// Refused where somebody called a number and it can't be told which calls were callbacks, and so which conversations
    /// they made or prolonged.
    pub(super) fn tells_callbacks(&self) -> Result<(), Refused> {
        let mut needed = [BorderName::Inbound, BorderName::Number].into_iter().filter(|_| self.story.called);
        needed.try_for_each(|border| self.need(border).map(|_| ()))
    }

    /// Whether a border can be read.
    pub(super) fn sees(&self, border: BorderName) -> bool {
        self.need(border).is_ok()
    }

    /// The presences of an agent as if none showed late: what lasts, for rules of what stays.
    pub(super) fn presence(&self, agent: &AgentName) -> Result<&Timeline<(Presence, Setter)>, Refused> {
        let tolerance = self.tolerance(Tolerance::Presence);
        let settle = || self.settle(&self.shown_presences, tolerance);
        let settled = if tolerance == Span::ZERO { &self.shown_presences } else { self.presences.get_or_init(settle) };
        line(settled, agent, BorderName::Presence)
    }

    /// The presences of an agent as they showed, for rules of when something comes.
    pub(super) fn shown_presence(&self, agent: &AgentName) -> Result<&Timeline<(Presence, Setter)>, Refused> {
        line(&self.shown_presences, agent, BorderName::Presence)
    }

    /// The panel of an agent as if nothing showed late.
    pub(super) fn panel(&self, agent: &AgentName) -> Result<&Timeline<PanelSeen>, Refused> {
        let tolerance = self.tolerance(Tolerance::AlertAndPanel);
        let settle = || self.settle(&self.shown_panels, tolerance);
        let settled = if tolerance == Span::ZERO { &self.shown_panels } else { self.panels.get_or_init(settle) };
        line(settled, agent, BorderName::Panel)
    }

    /// The panel of an agent as it showed.
    pub(super) fn shown_panel(&self, agent: &AgentName) -> Result<&Timeline<PanelSeen>, Refused> {
        line(&self.shown_panels, agent, BorderName::Panel)
    }

    /// Whether what an agent did just before a moment, or what was done to the agent, may show only after it.
    pub(super) fn is_moving(&self, agent: &AgentName, start: Mark, tolerance: Tolerance) -> bool {
        let span = self.tolerance(tolerance);
        let causes = self.causes.get_or_init(|| causes(self.story, &self.conversations));
        let earlier = causes.get(agent).into_iter().flatten().take_while(|(number, _)| *number < start.number);
        span > Span::ZERO && earlier.last().is_some_and(|(_, at)| *at + span > start.at)
    }

    fn settle<V: Clone>(&self, shown: &Lines<V>, tolerance: Span) -> Lines<V> {
        let causes = self.causes.get_or_init(|| causes(self.story, &self.conversations));
        shown.as_ref().map(|lines| settled(lines, causes, tolerance)).map_err(Clone::clone)
    }

    pub(super) fn form(&self, agent: &AgentName) -> Result<&Timeline<SetOf<Button>>, Refused> {
        line(&self.forms, agent, BorderName::Form)
    }

    /// Whether the form of some agent showed a value.
    pub(super) fn forms_show(&self, is: impl Fn(&SetOf<Button>) -> bool) -> bool {
        let lines = self.forms.iter().flat_map(BTreeMap::values);
        lines.flat_map(|line| &line.points).any(|point| is(&point.value))
    }

    pub(super) fn offered(&self, agent: &AgentName) -> Result<&Timeline<Vec<OfferFact>>, Refused> {
        line(&self.offers, agent, BorderName::Offer)
    }

    pub(super) fn reading(&self, row: &str) -> &str {
        reading(self.ics, row)
    }

    pub(super) fn tolerance(&self, tolerance: Tolerance) -> Span {
        self.ics.tolerance(tolerance)
    }

    /// The record of a number.
    pub(super) fn record(&self, number: u32) -> Option<&'t Record> {
        self.tally.add(1);
        self.trace.record(number)
    }

    /// The instant up to which everything was seen.
    pub(super) fn end(&self) -> Instant {
        self.trace.end
    }

    /// The call of a dial.
    pub(super) fn call(&self, dial: &Dial) -> Option<&'t Call> {
        self.story.calls.get(dial.call.as_ref()?)
    }

    /// The legs of a dial.
    pub(super) fn legs(&self, dial: &Dial) -> &'t [Leg] {
        self.call(dial).map_or(&[], |call| &call.legs)
    }

    /// Whether a dial was handled as an emergency call, or should have been: accepted, of an emergency number, and none
    /// that a more specific row lets be refused.
    pub(super) fn handled(&self, dial: &Dial) -> bool {
        known(&self.handled, dial, || self.is_handled(dial))
    }

    fn is_handled(&self, dial: &Dial) -> bool {
        accepted(self.story, dial) && self.emergency(dial) && !self.cut_off(dial) && !self.may_be_refused(dial)
    }

    /// Whether ELG-04, ELG-06, ELG-07 or RTE-06, as they are read, let a dial be refused.
    fn may_be_refused(&self, dial: &Dial) -> bool {
        unmet(dial, self.ics).into_iter().any(|reason| match reason {
            Reason::LocationUnavailable => self.reading("ELG-06") != "fallback",
            Reason::NoOutboundProfile => self.reading("ELG-07") != "handle",
            Reason::UnsupportedCountry
            | Reason::NoEmergencyPath
            | Reason::EmergencyInProgress
            | Reason::PresenceLocked
            | Reason::ControlNotAvailable
            | Reason::NotPermitted
            | Reason::InvalidPattern
            | Reason::NotReachable
            | Reason::InvalidContacts => true,
        })
    }

    /// Whether the number dialled must be handled, by the agent's country.
    pub(super) fn is_emergency_number(&self, dial: &Dial) -> bool {
        must_be_handled(dial, self.ics)
    }

    /// Whether a saved setting that matters to every dial may or may not count yet.
    fn unsettled(&self, dial: &Dial) -> bool {
        [dial.facts.changed, dial.tenant.changed].into_iter().flatten().any(|changed| self.is_syncing(dial, changed))
    }

    /// Whether what was saved at an instant may or may not count at a dial.
    pub(super) fn is_syncing(&self, dial: &Dial, saved: Instant) -> bool {
        saved + self.tolerance(Tolerance::ConfigurationSync) > dial.mark.at
    }

    /// Whether the agent could dial at all, and no conversation of the agent ran.
    pub(super) fn free(&self, dial: &Dial) -> bool {
        dial.facts.connected
            && !self.cut_off(dial)
            && !self.unsettled(dial)
            && !paths(dial, self.ics).unclear
            && self.tells_callbacks().is_ok()
            && !self.conversations(&dial.agent).iter().any(|conversation| conversation.runs_at(dial.mark.number))
    }

    /// Whether every prerequisite is met, no service the dial leans on is failing, and no conversation runs.
    pub(super) fn eligible(&self, dial: &Dial) -> bool {
        known(&self.eligible, dial, || self.is_eligible(dial))
    }

    fn is_eligible(&self, dial: &Dial) -> bool {
        self.free(dial)
            && unmet(dial, self.ics).is_empty()
            && !self.story.faulty(Service::Location, dial.mark.at, dial.mark.at)
    }

    /// The conversations of an agent in order.
    pub(super) fn conversations(&self, agent: &AgentName) -> &[Conversation] {
        self.conversations.get(agent).map_or(&[], Vec::as_slice)
    }

    /// The conversation that a dial is part of.
    pub(super) fn conversation(&self, dial: &Dial) -> Option<&Conversation> {
        let what = super::conversation::What::Dial(dial.place);
        self.conversations(&dial.agent).iter().find(|conversation| conversation.ups.iter().any(|up| up.what == what))
    }

    /// The legs that were offered for a dial's number without belonging to any dial, until the agent's next dial.
    pub(super) fn orphans(&self, dial: &Dial) -> impl Iterator<Item = &'t Leg> {
        let (from, to) = (dial.mark.number, dial.next.unwrap_or(u32::MAX));
        let calls = self.orphans.get(dial.number.as_str()).into_iter().flatten();
        let legs = calls.filter_map(|call| self.story.calls.get(*call)?.legs.first());
        legs.filter(move |leg| leg.offered.number > from && leg.offered.number < to)
    }

    /// The mails of an agent that name a call which no dial became, in order.
    pub(super) fn stray_mails(&self, agent: &AgentName) -> &[&'t MailSeen] {
        self.stray_mails.get(agent).map_or(&[], Vec::as_slice)
    }

    /// Whether the agent lost the client or was signed out between two records.
    pub(super) fn was_away(&self, agent: &AgentName, from: Mark, to: Option<Mark>) -> bool {
        let to = to.map_or(u32::MAX, |to| to.number);
        let away = self.story.agents.get(agent).into_iter().flat_map(|story| &story.away);
        away.into_iter().any(|mark| mark.number > from.number && mark.number < to)
    }

    /// Whether the deployment was stopped, or may have been, at some time from one record to another, or to the end.
    pub(super) fn was_stopped(&self, from: u32, to: u32) -> bool {
        !self.story.upset.outages_in(from, to).is_empty()
    }

    /// The same, from a record to an instant.
    pub(super) fn was_stopped_by(&self, from: u32, to: Instant) -> bool {
        self.story.upset.outages_in(from, u32::MAX).first().is_some_and(|outage| outage.from.at <= to)
    }

    /// Whether the deployment was stopped, or may have been, between a dial and its coming to rest: then the dial is as
    /// the crash left it, and ORD-03 alone judges.
    pub(super) fn cut_off(&self, dial: &Dial) -> bool {
        let first = self.legs(dial).first().map(|leg| leg.offered.number);
        let settled = first.or(self.call(dial).and_then(|call| call.failed).map(|(mark, _)| mark.number));
        let refused = dial.reply.as_ref().filter(|(_, answer)| matches!(answer, Answer::Refused(..)));
        let settled = settled.or(refused.map(|(mark, _)| mark.number)).unwrap_or(u32::MAX);
        self.was_stopped(dial.mark.number, dial.acted.unwrap_or(u32::MAX).max(settled))
    }

    /// Whether a dial learns at once where its agent is; else its time is that of ORD-05.
    pub(super) fn is_located(&self, dial: &Dial) -> bool {
        !self.story.faulty(Service::Location, dial.mark.at, dial.mark.at)
    }

    /// Whether a service was slow, failing or stopped from one instant to another, or to the end.
    pub(super) fn faulty(&self, service: Service, from: Instant, to: Option<Instant>) -> bool {
        self.story.faulty(service, from, to.unwrap_or(self.end()))
    }

    /// The strength of a pass that rests on the silence of a border.
    pub(super) fn silence(&self, border: BorderName, samples: usize) -> Strength {
        match self.need(border) {
            Ok(Seeing::Sampled) => Strength::Sampled { samples, gap: Span::ZERO },
            Ok(Seeing::Complete) | Err(_) => Strength::Complete,
        }
    }
}

/// What is known of each dial, found out once.
fn known(kept: &[OnceCell<bool>], dial: &Dial, find: impl FnOnce() -> bool) -> bool {
    match kept.get(dial.place) {
        Some(kept) => *kept.get_or_init(find),
        None => find(),
    }
}

fn line<'l, V>(lines: &'l Lines<V>, agent: &AgentName, border: BorderName) -> Result<&'l Timeline<V>, Refused> {
    lines.as_ref().map_err(Clone::clone)?.get(agent).ok_or(Refused::Unseen(border))
}
