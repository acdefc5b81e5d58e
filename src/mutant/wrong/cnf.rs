//! Wrong about what stores keep.

use std::collections::BTreeMap;

use crate::domain::{AgentName, CallKind, Presence, RowKind, Switch};
use crate::reference::{Policy, RowMoment, State, Stored, Writing};

use super::{Mutant, wrong};

const SPEC: Policy = Policy::SPEC;

pub(super) const MUTANTS: &[Mutant] = &[
    wrong!("emergency-call-in-history", "CNF-01", "An emergency call leaves the history row of an ordinary one.",
        row: in_history),
    wrong!("row-deleted-at-end", "CNF-01",
        "The row of the conversation is written at the dial and deleted when the call ends.",
        row: created_and_deleted),
    wrong!("activity-at-expiry", "CNF-01", "An activity sums the call up once the callback window is over.",
        row: activity_at_expiry),
    wrong!("callback-row-as-inbound", "CNF-02", "A callback takes the inbound path, which writes a row for every call.",
        row: callbacks_like_others),
    wrong!("missed-callback-activity", "CNF-02", "A callback that nobody takes is kept as a missed call.",
        row: missed_callback),
    wrong!("activity-while-ringing", "CNF-02", "A ringing callback has an activity until it is answered.",
        row: activity_while_it_rings),
    wrong!("refused-dial-kept", "CNF-03", "A refused dial is kept for support.", row: refusal_kept),
    wrong!("failed-call-logged", "CNF-03", "The error handler writes a row of a call that fails.", row: failure_kept),
    wrong!("dropped-call-row", "CNF-03", "A clean-up job closes a dropped call and writes its row.", row: drop_kept),
    wrong!("recording-deleted-at-end", "CNF-04",
        "The recorder starts with every call, and the file is deleted when the call ends.",
        row: recorder_starts),
    wrong!("transcript-without-audio", "CNF-04", "An emergency call is not recorded, yet it is transcribed.",
        row: transcribed),
    wrong!("callbacks-recorded", "CNF-04", "Callbacks are recorded like customers' calls.",
        recorded: |kind, automatic| automatic == Switch::On && kind != CallKind::Emergency),
    wrong!("redial-during-call", "CNF-05", "The dialler offers the emergency number for redial until the call ends.",
        row: redial),
    wrong!("timeline-shows-missed-callback", "CNF-05", "The timeline shows missed callbacks.", row: missed_in_timeline),
    wrong!("number-mapping-kept", "CNF-06", "The number's link to agent and call is kept for statistics.",
        row: number_kept),
    wrong!("export-joins-number", "CNF-06", "An export joins the number back to the call when it returns to the pool.",
        row: number_exported),
    wrong!("mail-in-sent-items", "CNF-07", "The notification is filed among the sent mails.", row: mail_filed),
    wrong!("mail-as-activity", "CNF-07", "The notification is an e-mail activity of the call.", row: mail_activity),
    wrong!("survey-at-wrap-up", "CNF-08", "Closing the wrap-up sends a survey about the last call, whatever it was.",
        row: survey_at_wrap_up),
    wrong!("export-counts-every-call", "CNF-08", "Every call is exported for the figures of the service level.",
        row: everything_exported),
    wrong!("presence-history-shows-number", "CNF-09", "The presence history says what was dialled.",
        presence_line: with_the_number),
    wrong!("incident-shows-number", "CNF-09", "An operational event carries the dialled number for debugging.",
        incident_fields: the_call),
];

/// What the decision answers for rows of one kind at one moment of calls of one kind, and as before for all else.
fn or_spec(of: &Stored, row: RowKind, wrong: &[(CallKind, RowMoment, RowKind, Writing)]) -> Writing {
    let found = wrong.iter().find(|(call, moment, kind, _)| (*call, *moment, *kind) == (of.call, of.moment, row));
    found.map_or_else(|| (SPEC.row)(of, row), |(_, _, _, writing)| *writing)
}

fn in_history(of: &Stored, row: RowKind) -> Writing {
    let ends = [RowMoment::Ended, RowMoment::Dropped, RowMoment::Failed];
    or_spec(of, row, &ends.map(|end| (CallKind::Emergency, end, RowKind::History, Writing::Writes)))
}

fn transcribed(of: &Stored, row: RowKind) -> Writing {
    let ends = [RowMoment::Ended, RowMoment::Dropped];
    or_spec(of, row, &ends.map(|end| (CallKind::Emergency, end, RowKind::Transcript, Writing::Writes)))
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
