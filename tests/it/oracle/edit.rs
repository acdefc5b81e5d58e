//! Traces changed by hand: records left out or altered, borders taken away, replies moved.

use spec911::observation::{Kind, Observed, Record, Seen, Trace};
use spec911::requirement::BorderName;
use spec911::time::Instant;

/// A trace with its records changed one by one, and numbered anew.
pub(crate) fn edited(trace: &Trace, edit: impl Fn(&Record) -> Option<Record>) -> Trace {
    let mut new = Trace { records: trace.records.iter().filter_map(edit).collect(), ..trace.clone() };
    for (index, record) in new.records.iter_mut().enumerate() {
        record.number = u32::try_from(index + 1).expect("few records");
    }
    new
}

/// A trace without the facts that a test names.
pub(crate) fn without(trace: &Trace, drop: impl Fn(&Seen) -> bool) -> Trace {
    edited(trace, |record| (!record.seen().is_some_and(&drop)).then(|| record.clone()))
}

/// A trace whose facts a test changes.
pub(crate) fn changed(trace: &Trace, change: impl Fn(&mut Seen)) -> Trace {
    edited(trace, |record| {
        let mut record = record.clone();
        if let Observed::Seen(seen) = &mut record.observed {
            change(seen);
        }
        Some(record)
    })
}

/// A trace of which a border is not seen.
pub(crate) fn unseen(trace: &Trace, border: BorderName) -> Trace {
    let mut trace = trace.clone();
    trace.head.borders.remove(&border);
    trace
}

/// The trace with every reply after all else.
pub(crate) fn replies_last(trace: &Trace) -> Trace {
    let mut trace = trace.clone();
    let last = trace.records.last().map_or(Instant::START, |record| record.at);
    let (replies, mut rest): (Vec<Record>, Vec<Record>) =
        trace.records.into_iter().partition(|record| record.kind == Kind::Reply);
    rest.extend(replies.into_iter().map(|record| Record { at: last, ..record }));
    trace.records = rest;
    edited(&trace, |record| Some(record.clone()))
}
