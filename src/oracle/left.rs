//! What calls leave in the stores: whose a row is, and the judgment that an emergency call leaves none.

use std::collections::BTreeMap;

use crate::border::{CallName, Inbound};
use crate::domain::{AgentName, RowKind};
use crate::requirement::{BorderName, Tolerance};
use crate::time::{Instant, Span};

use super::callback::behind_number;
use super::case::Case;
use super::check::{dial_text, silent};
use super::finding::{Finding, fail, unclear};
use super::spelling::number as plain;
use super::stores::{Kept, Sampled};
use super::stray::is_dialled;
use super::thread::{Answer, Callback, Dial, Mark};
use super::window::expiry;

/// What a history consists of.
pub(super) const HISTORY: [RowKind; 2] = [RowKind::History, RowKind::Activity];

/// A call, or the attempt at one, that may have left rows.
pub(super) struct Left<'c> {
    /// Whose it is.
    pub(super) agent: &'c AgentName,
    /// In words.
    pub(super) text: String,
    /// The name under which rows may know it.
    call: Option<CallName>,
    /// The call that it comes back to, under whose name rows may know it as well.
    comes_back_to: Option<&'c CallName>,
    /// What rows may say of it, each up to a record.
    says: Vec<(String, u32)>,
    /// The record that began it.
    pub(super) since: Mark,
    /// When it was over.
    end: Option<Instant>,
    /// When the window of its number is over.
    expiry: Instant,
}

impl<'c> Left<'c> {
    /// What a dial may have left.
    pub(super) fn by_dial(case: &'c Case<'_>, dial: &'c Dial) -> Self {
        let call = case.call(dial);
        let leases = call.into_iter().flat_map(|call| &call.leases);
        // From the first callback on, the temporary number may stand for that.
        let leased = leases.map(|lease| {
            let lease = &case.story.leases[*lease];
            let first = lease.callbacks.first().map(|place| case.story.callbacks[*place].arrived.number);
            (plain(lease.number.as_str()), first.unwrap_or(u32::MAX))
        });
        let refused = matches!(dial.reply, Some((_, Answer::Refused(..))));
        let end = call.and_then(|call| call.end()).map(|end| end.mark.at);
        Left {
            agent: &dial.agent,
            text: dial_text(dial),
            call: dial.call.clone(),
            comes_back_to: None,
            says: [(dial.number.to_string(), u32::MAX)].into_iter().chain(leased).collect(),
            since: dial.mark,
            end: if refused { Some(dial.mark.at) } else { end },
            expiry: expiry(case, dial),
        }
    }

    /// What a callback may have left.
    pub(super) fn by_callback(case: &'c Case<'_>, callback: &'c Callback) -> Self {
        let lease = &case.story.leases[callback.lease];
        let dial = behind_number(case, callback).map(|behind| behind.dial);
        let says = [callback.inbound.to_string(), plain(callback.from.as_str()), plain(callback.to.as_str())];
        Left {
            agent: &lease.agent,
            text: format!("{} of {}", callback.inbound, callback.arrived.at),
            call: Some(CallName::new(callback.inbound.as_str())),
            comes_back_to: Some(&lease.call),
            says: says.into_iter().map(|word| (word, u32::MAX)).collect(),
            since: callback.arrived,
            end: callback.closed.map(|closed| closed.at),
            expiry: dial.map_or(callback.arrived.at, |dial| expiry(case, dial)),
        }
    }

    /// The rows of it: that name it, or that say what it says and name no other call.
    fn rows<'s>(&'s self, case: &'s Case<'_>) -> impl Iterator<Item = &'s Kept> {
        let stores = &case.story.stores;
        let named = self.call.iter().flat_map(|call| stores.of_call(call));
        let said = self.says.iter().flat_map(move |(word, until)| {
            let rows = stores.saying(self.agent, word);
            rows.filter(move |kept| kept.first.number > self.since.number && kept.first.number < *until)
        });
        let other = |call: &CallName| {
            Some(call) != self.call.as_ref() && Some(call) != self.comes_back_to && is_dialled(case.story, call)
        };
        named.chain(said.filter(move |kept| !kept.row.call.as_ref().is_some_and(other)))
    }

    /// The first row of it that is of one of some kinds.
    pub(super) fn row<'s>(&'s self, case: &'s Case<'_>, kinds: &[RowKind]) -> Option<&'s Kept> {
        self.rows(case).filter(|kept| kinds.contains(&kept.row.kind)).min_by_key(|kept| kept.first.number)
    }

    /// A row after its beginning of which it can't be told whose it is.
    fn stray<'s>(&self, case: &'s Case<'_>, kinds: &[RowKind]) -> Option<&'s Kept> {
        let strays = case.strays(self.agent).iter().rev();
        let mut after = strays.take_while(|kept| kept.first.number > self.since.number);
        after.find(|kept| kinds.contains(&kept.row.kind)).copied()
    }

    /// It leaves no row of some kinds, where ordinary calls of the run leave one.
    pub(super) fn no_row(&self, case: &Case<'_>, kinds: &[RowKind]) -> Finding {
        let names: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
        let expected = format!("no row of {} in {}", self.text, names.join(", "));
        if let Some(kept) = self.row(case, kinds) {
            return fail(kept.first.number, expected, kept_text(kept));
        }
        if let Some(kept) = self.stray(case, kinds) {
            let actual = format!("{}, of which it can't be told whose it is", kept_text(kept));
            return unclear(kept.first.number, expected, actual);
        }
        let Some(lag) = case.control(kinds) else {
            return unclear(self.since.number, expected, "no ordinary call of the run showed such a row");
        };
        self.silence(case, lag, expected)
    }

    /// Nothing showed in any sample, and there are enough of them, by a row lag of ordinary calls.
    pub(super) fn silence(&self, case: &Case<'_>, lag: Span, expected: String) -> Finding {
        let Some(end) = self.end else { return unclear(self.since.number, expected, "the call did not end") };
        let by = end + case.tolerance(Tolerance::RowLag).max(lag.times(2));
        if let Some(missing) = self.missing(case, by) {
            return unclear(self.since.number, expected, missing);
        }
        let samples = self.samples(case);
        let after = samples.len() - samples.partition_point(|(mark, _)| mark.number <= self.since.number);
        silent(case, BorderName::Store, after, expected, "none")
    }

    fn samples<'s>(&self, case: &'s Case<'_>) -> &'s [Sampled] {
        case.story.stores.samples(self.agent)
    }

    /// The sample that is missing for a verdict: after the row lag, after the window where the run reaches it, at the end.
    fn missing(&self, case: &Case<'_>, by: Instant) -> Option<String> {
        let Some((last, asked)) = self.samples(case).last().copied() else { return Some("no sample".to_owned()) };
        if asked < by {
            return Some(format!("no sample at or after {by}, when the row lag is over"));
        }
        if case.end() > self.expiry && asked <= self.expiry {
            return Some(format!("no sample after {}, when the window is over", self.expiry));
        }
        let settled = case.story.last_stimulus.is_none_or(|stimulus| last.number > stimulus.number);
        (!settled && last.at < case.end()).then(|| "no sample at the end of the run".to_owned())
    }
}

/// A row in words.
pub(super) fn kept_text(kept: &Kept) -> String {
    format!("a {} row `{}` at {}", kept.row.kind, kept.row.text, kept.first.at)
}

/// For each kind of row the shortest time after which an ordinary call of the run showed one, from its end on.
pub(super) fn controls(case: &Case<'_>) -> BTreeMap<RowKind, Span> {
    let mut controls: BTreeMap<RowKind, Span> = BTreeMap::new();
    let mut note = |left: &Left<'_>| {
        let Some(end) = left.end else { return };
        for kept in left.rows(case) {
            let lag = kept.first.at.since(end).unwrap_or(Span::ZERO);
            controls.entry(kept.row.kind).and_modify(|least| *least = (*least).min(lag)).or_insert(lag);
        }
    };
    for dial in case.story.dials.iter().filter(|dial| dial.call.is_some() && !case.emergency(dial)) {
        note(&Left::by_dial(case, dial));
    }
    for arrival in &case.story.ordinary {
        let taken = arrival.treated.iter().find_map(|(_, treatment)| match treatment {
            Inbound::ToAgent(agent) => Some(agent),
            Inbound::Ringing | Inbound::To(_) | Inbound::Busy | Inbound::NotInService | Inbound::Closed => None,
        });
        let Some(agent) = taken else { continue };
        note(&Left {
            agent,
            text: arrival.inbound.to_string(),
            call: Some(CallName::new(arrival.inbound.as_str())),
            comes_back_to: None,
            says: vec![(arrival.inbound.to_string(), u32::MAX)],
            since: arrival.arrived,
            end: arrival.closed.map(|closed| closed.at),
            expiry: arrival.arrived.at,
        });
    }
    controls
}
