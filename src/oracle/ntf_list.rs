//! NTF: who is told of a dial, and who may change that.

use std::collections::BTreeSet;

use crate::domain::Reason;
use crate::requirement::BorderName;
use crate::stimulus::Stimulus;

use super::case::Case;
use super::check::{by_reading, dial_text, is_accepted, leg_started};
use super::contacts::{
    entries, has_invalid, is_plain_address, list_at, list_of, read_at, recipients, saved_before, saved_list, sent, told,
};
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::ntf::{all_reached, dial_mails, exactly, goes_out, nobody_else, so_far};
use super::rule::{Look, Rule};
use super::thread::{Dial, MailSeen, Saved, Saving};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "NTF-02", look: Look::Dial(nobody_told) },
    Rule { row: "NTF-03", look: Look::Dial(split) },
    Rule { row: "NTF-04", look: Look::Dial(invalid_apart) },
    Rule { row: "NTF-12", look: Look::Dial(as_saved) },
    Rule { row: "NTF-16", look: Look::Dial(own_alone) },
    Rule { row: "NTF-18", look: Look::Dial(once_and_whole) },
    Rule { row: "NTF-18", look: Look::Saving(warned) },
    Rule { row: "NTF-19", look: Look::Saving(by_role) },
    Rule { row: "NTF-19", look: Look::Dial(not_by_agent) },
];

/// Whether a dial had to be handled: it was accepted, or nothing stood in its way.
fn due(case: &Case<'_>, dial: &Dial) -> bool {
    case.handled(dial) || (case.eligible(dial) && case.is_emergency_number(dial))
}

/// NTF-02: a list without any entry.
fn nobody_told(case: &Case<'_>, dial: &Dial) -> Judging {
    let blank = list_of(case, dial).is_some_and(|list| entries(list).next().is_none());
    if !blank || !due(case, dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    case.need(BorderName::Carrier)?;
    Ok(unaffected(case, dial))
}

/// No mail goes out, and the call is made all the same.
fn unaffected(case: &Case<'_>, dial: &Dial) -> Finding {
    let mut parts = vec![nobody_else(case, dial, &BTreeSet::new())];
    if case.sees(BorderName::Carrier) {
        parts.push(leg_started(case, dial, |_| true, "any path"));
    }
    if case.sees(BorderName::Dial) {
        parts.push(is_accepted(case, dial));
    }
    Finding::all(parts)
}

/// NTF-03: a list with semicolons or blanks whose entries are all plain, each once.
fn split(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(list) = list_of(case, dial) else { return Ok(Finding::NOT_TRIGGERED) };
    let told = recipients(list);
    let written = list.contains(';') || list.trim() != list;
    let plain = !told.is_empty() && entries(list).count() == told.len();
    if !written || !plain || !case.handled(dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    Ok(exactly(case, dial, &told))
}

/// NTF-04: the list as saved last holds an invalid entry.
fn invalid_apart(case: &Case<'_>, dial: &Dial) -> Judging {
    let invalid = list_at(case, &dial.agent, read_at(case, dial), false).is_some_and(has_invalid);
    if !invalid || !due(case, dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    Ok(by_reading(case, dial, "NTF-04", &[("default", valid_told), ("reject-at-save", earlier_stands)]))
}

/// The valid entries of the list as saved last are told; where there is none, nobody.
fn valid_told(case: &Case<'_>, dial: &Dial) -> Finding {
    let list = list_at(case, &dial.agent, read_at(case, dial), false).unwrap_or_default();
    told_or_unaffected(case, dial, &recipients(list))
}

/// The list was refused when it was saved, and the one before it counts.
fn earlier_stands(case: &Case<'_>, dial: &Dial) -> Finding {
    let at = read_at(case, dial);
    let last = saved_before(case.story, &dial.agent, at.number).next();
    let (Some((saving, _)), Some(earlier)) = (last, list_at(case, &dial.agent, at, true)) else {
        return Finding::NOT_TRIGGERED;
    };
    let told = told_or_unaffected(case, dial, &recipients(earlier));
    if case.sees(BorderName::Settings) { refused(saving).merge(told) } else { told }
}

fn refused(saving: &Saving) -> Finding {
    let expected = format!("the contacts saved at {} are refused", saving.mark.at);
    match &saving.reply {
        Some((mark, Saved::Refused(reason))) => pass(mark.number, expected, format!("refused with {reason}")),
        Some((mark, Saved::With(_))) => fail(mark.number, expected, "saved"),
        None => unclear(saving.mark.number, expected, "no reply was seen"),
    }
}

fn told_or_unaffected(case: &Case<'_>, dial: &Dial, told: &BTreeSet<String>) -> Finding {
    if told.is_empty() {
        return unaffected(case, dial);
    }
    if case.handled(dial) { Finding::of(all_reached(case, dial, told)) } else { Finding::NOT_TRIGGERED }
}

/// NTF-12: a list was saved or edited before the dial, or is saved after it.
fn as_saved(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(seen) = case.story.agents.get(&dial.agent) else { return Ok(Finding::NOT_TRIGGERED) };
    let (from, to) = (dial.mark.number, dial.next.unwrap_or(u32::MAX));
    let before = saved_before(case.story, &dial.agent, from).next();
    let edited = seen.drafts.first().is_some_and(|mark| mark.number < from);
    let later = seen.lists[seen.lists.partition_point(|place| case.story.savings[*place].mark.number < from)..].iter();
    let mut later = later.map(|place| &case.story.savings[*place]).take_while(|saving| saving.mark.number < to);
    let changes = before.is_some() || edited || later.any(|saving| saved_list(saving).is_some());
    // NTF-04 judges a list with an invalid entry.
    let invalid = before.is_some_and(|(_, list)| has_invalid(list));
    if !changes || invalid || !case.handled(dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    case.need(BorderName::Settings)?;
    Ok(by_reading(case, dial, "NTF-12", &[("default", as_at_dial), ("at-send", as_at_send)]))
}

fn as_at_dial(case: &Case<'_>, dial: &Dial) -> Finding {
    let list = list_at(case, &dial.agent, dial.mark, false);
    list.map_or(Finding::NOT_TRIGGERED, |list| exactly(case, dial, &recipients(list)))
}

fn as_at_send(case: &Case<'_>, dial: &Dial) -> Finding {
    let list = list_at(case, &dial.agent, sent(case, dial), false);
    list.map_or(Finding::NOT_TRIGGERED, |list| exactly(case, dial, &recipients(list)))
}

/// NTF-16: another agent has contacts that are not this one's.
fn own_alone(case: &Case<'_>, dial: &Dial) -> Judging {
    if !case.owners.has_others(&dial.agent) || !case.handled(dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let own = told(case, dial).unwrap_or_default();
    Ok(Finding::all([Ok(no_stranger(case, dial)), all_reached(case, dial, &own)]))
}

fn no_stranger(case: &Case<'_>, dial: &Dial) -> Finding {
    let expected = format!("no contact of another agent gets a mail of {}", dial_text(dial));
    for mail in dial_mails(case, dial) {
        let stranger = |address: &str| Some((address.to_owned(), case.owners.stranger(&dial.agent, address)?));
        if let Some((address, owner)) = addresses(mail).find_map(stranger) {
            let actual = format!("one to {address}, a contact of {owner}, at {}", mail.mark.at);
            return fail(mail.mark.number, expected, actual);
        }
    }
    so_far(case, dial, expected)
}

/// The addresses that a mail names or reaches.
fn addresses(mail: &MailSeen) -> impl Iterator<Item = &str> {
    let reached = mail.outcomes.iter().map(|(_, address, _)| address);
    mail.recipients.iter().chain(&mail.named).chain(reached).map(|address| address.as_str())
}

/// The addresses inside the entries that are none: what a split in the wrong place makes of them.
fn pieces(list: &str) -> BTreeSet<String> {
    let between = |c: char| c.is_whitespace() || c.is_control() || ",<>()[]\":".contains(c);
    let invalid = entries(list).filter(|entry| !is_plain_address(entry));
    invalid
        .flat_map(|entry| entry.split(between))
        .filter(|part| is_plain_address(part))
        .map(str::to_lowercase)
        .collect()
}

/// NTF-18: a list with an address twice, or with an entry that holds addresses and is none.
fn once_and_whole(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(list) = list_of(case, dial) else { return Ok(Finding::NOT_TRIGGERED) };
    let told = recipients(list);
    let pieces: BTreeSet<String> = pieces(list).difference(&told).cloned().collect();
    let twice = entries(list).filter(|entry| is_plain_address(entry)).count() > told.len();
    if (!twice && pieces.is_empty()) || !case.handled(dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let mut parts = Vec::new();
    if twice {
        parts.extend([all_reached(case, dial, &told), Ok(named_once(case, dial))]);
    }
    if !pieces.is_empty() {
        parts.push(Ok(none_of(case, dial, &pieces, "a piece of an entry that is no address")));
    }
    Ok(Finding::all(parts))
}

/// No mail names a recipient twice.
fn named_once(case: &Case<'_>, dial: &Dial) -> Finding {
    let expected = format!("each mail of {} names a recipient once", dial_text(dial));
    for mail in dial_mails(case, dial) {
        let mut named = BTreeSet::new();
        let again = mail.recipients.iter().find(|address| !named.insert(address.as_str().to_lowercase()));
        if let Some(again) = again {
            return fail(mail.mark.number, expected, format!("{again} again at {}", mail.mark.at));
        }
    }
    so_far(case, dial, expected)
}

/// No mail goes to any of these addresses.
fn none_of(case: &Case<'_>, dial: &Dial, these: &BTreeSet<String>, what: &str) -> Finding {
    let expected = format!("no mail of {} goes to {what}", dial_text(dial));
    for mail in dial_mails(case, dial) {
        if let Some(address) = addresses(mail).find(|address| these.contains(&address.to_lowercase())) {
            return fail(mail.mark.number, expected, format!("one to {address} at {}", mail.mark.at));
        }
    }
    so_far(case, dial, expected)
}

/// NTF-18: who saves a list with an invalid entry is warned.
fn warned(case: &Case<'_>, saving: &Saving) -> Judging {
    if !saved_list(saving).is_some_and(has_invalid) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Settings)?;
    let expected = format!("who saves the contacts at {} is warned of the entry that is no address", saving.mark.at);
    Ok(match &saving.reply {
        Some((mark, Saved::With(0))) => fail(mark.number, expected, "saved without a warning"),
        Some((mark, Saved::With(count))) => pass(mark.number, expected, format!("saved with {count} warnings")),
        Some((mark, Saved::Refused(reason))) => pass(mark.number, expected, format!("refused with {reason}")),
        None => unclear(saving.mark.number, expected, "no reply was seen"),
    })
}

/// NTF-19: an agent's attempt to save contacts is refused, an administrator's is not.
fn by_role(case: &Case<'_>, saving: &Saving) -> Judging {
    let at = saving.mark.at;
    let own = tried_list(saving).is_some();
    let others = saved_list(saving).is_some_and(|list| !has_invalid(list));
    if !own && !others {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Settings)?;
    let expected = match own {
        true => format!("the contacts that an agent tries to save at {at} are refused with {}", Reason::NotPermitted),
        false => format!("the contacts that an administrator saves at {at} are saved"),
    };
    let reasoned = case.ics.declares("refusal-reason");
    Ok(match &saving.reply {
        Some((mark, Saved::With(_))) if own => fail(mark.number, expected, "saved"),
        Some((mark, Saved::With(_))) => pass(mark.number, expected, "saved"),
        Some((mark, Saved::Refused(reason))) => {
            let right = *reason == Reason::NotPermitted || !reasoned;
            let actual = format!("refused with {reason}");
            if own && right { pass(mark.number, expected, actual) } else { fail(mark.number, expected, actual) }
        }
        None => unclear(saving.mark.number, expected, "no reply was seen"),
    })
}

/// The list that an agent tries to save.
fn tried_list(saving: &Saving) -> Option<&str> {
    if let Stimulus::TriesToSaveContacts { list, .. } = &saving.stimulus { Some(list.as_str()) } else { None }
}

/// NTF-19: what an agent tried to save since an administrator last did counts for no dial.
fn not_by_agent(case: &Case<'_>, dial: &Dial) -> Judging {
    let lists = case.story.agents.get(&dial.agent).map_or(&[][..], |seen| &seen.lists);
    let before = &lists[..lists.partition_point(|place| case.story.savings[*place].mark.number < dial.mark.number)];
    let tried = before.last().and_then(|place| tried_list(&case.story.savings[*place])).map(recipients);
    let (Some(tried), Some(told)) = (tried, told(case, dial)) else { return Ok(Finding::NOT_TRIGGERED) };
    let gained: BTreeSet<String> = tried.difference(&told).cloned().collect();
    if gained.is_empty() || !case.sees(BorderName::Mail) || !case.handled(dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    Ok(none_of(case, dial, &gained, "whom the agent tried to make a contact"))
}
