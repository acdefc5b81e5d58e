//! Wrong decisions about what stores keep, and what leads to an emergency call.

use std::collections::BTreeMap;

use spec911::domain::{AgentName, CallKind, Presence, RowKind, Switch};
use spec911::reference::{Policy, RowMoment, State, Stored, Writing};

const SPEC: Policy = Policy::SPEC;

pub(super) const WRONG: &[(&str, &str, Policy)] = &[
    (
        "The conversation is created with the dial and deleted when the call ends",
        "CNF-01",
        Policy { row: created_and_deleted, ..SPEC },
    ),
    (
        "An activity sums the call up once the callback window is over",
        "CNF-01",
        Policy { row: activity_at_expiry, ..SPEC },
    ),
    (
        "A callback comes in by the inbound path, which writes a row for every call",
        "CNF-02",
        Policy { row: callbacks_like_others, ..SPEC },
    ),
    ("A callback that nobody took is a missed call", "CNF-02", Policy { row: missed_callback, ..SPEC }),
    (
        "A ringing callback has an activity until it is answered",
        "CNF-02",
        Policy { row: activity_while_it_rings, ..SPEC },
    ),
    ("A refused dial is kept for support", "CNF-03", Policy { row: refusal_kept, ..SPEC }),
    ("A call that fails is written by the error handler", "CNF-03", Policy { row: failure_kept, ..SPEC }),
    ("A dropped call is closed by a clean-up job that writes its row", "CNF-03", Policy { row: drop_kept, ..SPEC }),
    (
        "The recording profile starts the recorder for every call, and the file goes when the call ends",
        "CNF-04",
        Policy { row: recorder_starts, ..SPEC },
    ),
    (
        "Callbacks are recorded like customers' calls",
        "CNF-04",
        Policy { recorded: |kind, automatic| automatic == Switch::On && kind != CallKind::Emergency, ..SPEC },
    ),
    (
        "The dialler offers the emergency number for redial until the call ends",
        "CNF-05",
        Policy { row: redial, ..SPEC },
    ),
    ("The timeline shows missed callbacks", "CNF-05", Policy { row: missed_in_timeline, ..SPEC }),
    ("The number stays with the agent for statistics", "CNF-06", Policy { row: number_kept, ..SPEC }),
    (
        "An export joins the number back to the call when it returns to the pool",
        "CNF-06",
        Policy { row: number_exported, ..SPEC },
    ),
    ("The notification is filed among the sent mails", "CNF-07", Policy { row: mail_filed, ..SPEC }),
    ("The notification is an e-mail activity of the call", "CNF-07", Policy { row: mail_activity, ..SPEC }),
    (
        "Closing the wrap-up sends a survey about whatever call came last",
        "CNF-08",
        Policy { row: survey_at_wrap_up, ..SPEC },
    ),
    ("Every call counts for the service level of the export", "CNF-08", Policy { row: everything_exported, ..SPEC }),
    ("The presence history says what was dialled", "CNF-09", Policy { presence_line: with_the_number, ..SPEC }),
    ("An operational event carries the call for debugging", "CNF-09", Policy { incident_fields: the_call, ..SPEC }),
];

/// What the decision answers for rows of one kind at one moment of calls of one kind, and as before for all else.
fn or_spec(of: &Stored, row: RowKind, wrong: &[(CallKind, RowMoment, RowKind, Writing)]) -> Writing {
    let found = wrong.iter().find(|(call, moment, kind, _)| (*call, *moment, *kind) == (of.call, of.moment, row));
    found.map_or_else(|| (SPEC.row)(of, row), |(_, _, _, writing)| *writing)
}

fn created_and_deleted(of: &Stored, row: RowKind) -> Writing {
    let ends = [RowMoment::Ended, RowMoment::Dropped, RowMoment::Failed];
    let mut wrong = vec![(CallKind::Emergency, RowMoment::Dialled, RowKind::History, Writing::Writes)];
    wrong.extend(ends.map(|end| (CallKind::Emergency, end, RowKind::History, Writing::Deletes)));
    or_spec(of, row, &wrong)
}

fn activity_at_expiry(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Expired, RowKind::Activity, Writing::Writes)])
}

fn callbacks_like_others(of: &Stored, row: RowKind) -> Writing {
    let like_others = of.call == CallKind::Callback && row == RowKind::History;
    let call = if like_others { CallKind::Ordinary } else { of.call };
    (SPEC.row)(&Stored { call, ..*of }, row)
}

fn missed_callback(of: &Stored, row: RowKind) -> Writing {
    let missed = (CallKind::Callback, RowMoment::Missed, RowKind::Activity, Writing::Writes);
    or_spec(of, row, &[missed, (CallKind::Callback, RowMoment::Declined, RowKind::Activity, Writing::Writes)])
}

fn activity_while_it_rings(of: &Stored, row: RowKind) -> Writing {
    let rings = (CallKind::Callback, RowMoment::Rang, RowKind::Activity, Writing::Writes);
    or_spec(of, row, &[rings, (CallKind::Callback, RowMoment::Answered, RowKind::Activity, Writing::Deletes)])
}

fn refusal_kept(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Refused, RowKind::Activity, Writing::Writes)])
}

fn failure_kept(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Failed, RowKind::Activity, Writing::Writes)])
}

fn drop_kept(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Dropped, RowKind::History, Writing::Writes)])
}

fn recorder_starts(of: &Stored, row: RowKind) -> Writing {
    let ends = [RowMoment::Ended, RowMoment::Dropped];
    let mut wrong = vec![(CallKind::Emergency, RowMoment::Answered, RowKind::Recording, Writing::Writes)];
    wrong.extend(ends.map(|end| (CallKind::Emergency, end, RowKind::Recording, Writing::Deletes)));
    or_spec(of, row, &wrong)
}

fn redial(of: &Stored, row: RowKind) -> Writing {
    let ends = [RowMoment::Ended, RowMoment::Dropped, RowMoment::Failed];
    let mut wrong = vec![(CallKind::Emergency, RowMoment::Dialled, RowKind::Recent, Writing::Writes)];
    wrong.extend(ends.map(|end| (CallKind::Emergency, end, RowKind::Recent, Writing::Deletes)));
    or_spec(of, row, &wrong)
}

fn missed_in_timeline(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Callback, RowMoment::Missed, RowKind::Timeline, Writing::Writes)])
}

fn number_kept(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Unbound, RowKind::NumberMapping, Writing::Leaves)])
}

fn number_exported(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Unbound, RowKind::Export, Writing::Writes)])
}

fn mail_filed(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Mailed, RowKind::MailCopy, Writing::Writes)])
}

fn mail_activity(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::Mailed, RowKind::Activity, Writing::Writes)])
}

fn survey_at_wrap_up(of: &Stored, row: RowKind) -> Writing {
    or_spec(of, row, &[(CallKind::Emergency, RowMoment::WrappedUp, RowKind::Survey, Writing::Writes)])
}

fn everything_exported(of: &Stored, row: RowKind) -> Writing {
    let exported = row == RowKind::Export;
    (SPEC.row)(&Stored { call: if exported { CallKind::Ordinary } else { of.call }, ..*of }, row)
}

fn with_the_number(state: &State, agent: &AgentName, presence: &Presence) -> String {
    match state.emergency_call(agent) {
        Some((_, call)) => format!("{} (on a call to {})", presence.record, call.dialled),
        None => presence.record.to_string(),
    }
}

fn the_call(state: &State, _: &str) -> BTreeMap<String, String> {
    let latest = state.calls.values().max_by_key(|call| call.dialled_at);
    latest.map(|call| ("dialled".to_owned(), call.dialled.to_string())).into_iter().collect()
}
