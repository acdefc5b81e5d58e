//! NTF: what a notification says: by which template, and with which facts.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::{Location, Number, Service, Territory};
use crate::notice::said;
use crate::requirement::BorderName;
use crate::stimulus::Stimulus;
use crate::time::Instant;

use super::case::Case;
use super::check::dial_text;
use super::contacts::told;
use super::facts::TemplateFact;
use super::finding::{Finding, Judging, fail, pass, unclear};
use super::ntf::{all_reached, each_mail, goes_out, mail_works, shows};
use super::rule::{Look, Rule};
use super::stated::{Stated, stated};
use super::template::{Piece, Template};
use super::thread::{Dial, MailSeen};
use super::window::window;
use super::wording::{contains_all, has_digits, has_token, has_words, squeezed};

pub(super) const RULES: &[Rule] = &[
    Rule { row: "NTF-05", look: Look::Dial(as_last_saved) },
    Rule { row: "NTF-06", look: Look::Dial(facts_stated) },
    Rule { row: "NTF-06", look: Look::Dial(unknown_blank) },
    Rule { row: "NTF-15", look: Look::Dial(times_with_offset) },
    Rule { row: "NTF-17", look: Look::Dial(stands_in) },
];

/// How people write the names of territories; an unreadable file lists none, and a test holds that it can be read.
static TERRITORY_NAMES: LazyLock<BTreeMap<Territory, Vec<String>>> =
    LazyLock::new(|| serde_yaml::from_str(include_str!("../../fixtures/territory-names.yaml")).unwrap_or_default());

/// The template at a dial whose mails are to be judged; none where nobody can tell which it is.
pub(super) fn template_of<'d>(case: &Case<'_>, dial: &'d Dial) -> Option<Template<'d>> {
    let judged = case.handled(dial) && goes_out(case, dial);
    judged.then(|| Template::at(case, &dial.tenant.template, dial.mark))
}

/// The texts of a template that stand in every mail of it as they are.
fn literals<'t>(pieces: &[Piece<'t>]) -> Vec<&'t str> {
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(*text),
        Piece::Field(_) => None,
    });
    texts.filter(|text| !text.trim().is_empty() && !text.contains(['<', '>', '&'])).collect()
}

/// NTF-05: the text of the template as last saved before the dial, and of no later one.
fn as_last_saved(case: &Case<'_>, dial: &Dial) -> Judging {
    let own = match template_of(case, dial) {
        Some(Template::Text(pieces)) => Some(literals(&pieces)).filter(|own| !own.is_empty()),
        Some(Template::Shipped) => Some(Vec::new()),
        Some(Template::Broken | Template::Unclear) | None => None,
    };
    let Some(own) = own else { return Ok(Finding::NOT_TRIGGERED) };
    each_mail(case, dial, |mail| {
        let later = later_template(case, dial, mail).unwrap_or_default();
        if own.is_empty() && later.is_empty() {
            return Finding::NOT_TRIGGERED;
        }
        let expected = format!("the template as last saved before {}", dial_text(dial));
        let from_later = !later.is_empty() && contains_all(&mail.text, &later);
        if from_later && !contains_all(&own.join(" "), &later) {
            return fail(mail.mark.number, expected, "the text of a template that was saved later");
        }
        shows(mail, contains_all(&mail.text, &own), expected, "a text that is not the template's")
    })
}

/// The texts of the template that was saved last between a dial and its mail.
fn later_template<'c>(case: &Case<'c>, dial: &Dial, mail: &MailSeen) -> Option<Vec<&'c str>> {
    let number = |place: &usize| case.story.savings[*place].mark.number;
    let templates = &case.story.templates;
    let end = templates.partition_point(|place| number(place) < mail.mark.number);
    let last = templates[..end].last().filter(|place| number(place) > dial.mark.number)?;
    let Stimulus::ChangesTemplate { text } = &case.story.savings[*last].stimulus else { return None };
    match Template::read(text.as_str()) {
        Template::Text(pieces) => Some(literals(&pieces)),
        Template::Shipped | Template::Broken | Template::Unclear => None,
    }
}

/// What the deployment's wall clock shows at an instant.
fn wall(case: &Case<'_>, dial: &Dial, at: Instant) -> DateTime<Utc> {
    let since = i64::try_from(at.ticks()).unwrap_or(i64::MAX).saturating_add(dial.tenant.clock);
    case.trace.head.epoch.0.to_utc() + TimeDelta::microseconds(since)
}

/// Whether clock or zone were changed between a dial and a mail of it, so that its times can't be told.
fn clock_changed(case: &Case<'_>, dial: &Dial, mail: &MailSeen) -> bool {
    let changes = &case.story.clock_changes;
    let next = changes.partition_point(|mark| mark.number < dial.mark.number);
    changes.get(next).is_some_and(|mark| mark.number < mail.mark.number)
}

/// Subject and text of a mail.
fn whole(mail: &MailSeen) -> String {
    format!("{}\n{}", mail.subject, mail.text)
}

/// What a reader of a dial's mail reads: the subject with the text, and with what the HTML part says where there is one. What
/// a page of the tenant's own leaves out is the tenant's to answer for.
pub(super) fn readings(dial: &Dial, mail: &MailSeen) -> impl Iterator<Item = (&'static str, String)> {
    let is_shipped = dial.tenant.own_parts.is_empty();
    let page = (is_shipped && !mail.html.trim().is_empty())
        .then(|| ("HTML", format!("{}\n{}", mail.subject, said(&mail.html))));
    [("text", whole(mail))].into_iter().chain(page)
}

/// NTF-06: with the shipped template, who dialled what and when, and how and where the caller is reached.
fn facts_stated(case: &Case<'_>, dial: &Dial) -> Judging {
    if template_of(case, dial) != Some(Template::Shipped) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Number)?;
    each_mail(case, dial, |mail| {
        Finding::all(readings(dial, mail).map(|(part, text)| Ok(states(case, dial, mail, part, &text))))
    })
}

/// What one part of a mail states.
fn states(case: &Case<'_>, dial: &Dial, mail: &MailSeen, part: &str, text: &str) -> Finding {
    let of = |what: &str| format!("the {part} of the mail of {} states {what}", dial_text(dial));
    let name = dial.facts.name.as_deref().unwrap_or(dial.agent.as_str());
    let named = has_words(text, name) || has_token(text, dial.agent.as_str());
    let dialled = dialled_stated(dial, text);
    let raw = (text.contains("{{") || text.contains("}}")) && !name.contains(['{', '}']);
    Finding::all(
        [
            shows(mail, named, of(&format!("the agent {name}")), "it does not"),
            shows(mail, dialled, of(&format!("the number {}", dial.dialled)), "it does not"),
            shows(mail, !raw, of("no raw merge field"), "it shows one"),
            time_stated(case, dial, mail, text),
            number_stated(case, dial, mail, text),
            location_stated(case, dial, mail, text),
        ]
        .map(Ok),
    )
}

/// Whether a mail says what was dialled.
pub(super) fn dialled_stated(dial: &Dial, text: &str) -> bool {
    has_token(text, dial.dialled.as_str()) || has_token(text, dial.number.as_str())
}

fn time_stated(case: &Case<'_>, dial: &Dial, mail: &MailSeen, text: &str) -> Finding {
    if clock_changed(case, dial, mail) {
        return Finding::NOT_TRIGGERED;
    }
    let (from, to) = (wall(case, dial, dial.mark.at), wall(case, dial, mail.mark.at));
    let expected = format!("the mail of {} states its time, which is {}, with an offset", dial_text(dial), from);
    found(mail, stated(text), expected, |time| time.lies_in(from, to))
}

/// The temporary number of a dial, and until when it is valid.
fn number_stated(case: &Case<'_>, dial: &Dial, mail: &MailSeen, text: &str) -> Finding {
    if case.faulty(Service::NumberPool, dial.mark.at, Some(dial.mark.at)) {
        return Finding::NOT_TRIGGERED;
    }
    let lease = case.call(dial).and_then(|call| call.leases.first()).map(|lease| &case.story.leases[*lease]);
    let Some(lease) = lease else { return Finding::NOT_TRIGGERED };
    let number = callback_stated(dial, &lease.number, mail, text);
    let known = case.reading("CBR-10") == "default" && case.ics.test_window().is_none();
    if !known || clock_changed(case, dial, mail) || says_an_hour(text) {
        return number;
    }
    let [from, to] = [dial.mark.at, mail.mark.at].map(|at| wall(case, dial, at + window(case)));
    let expected = format!("the mail of {} states when the callback number expires, which is {from}", dial_text(dial));
    number.merge(found(mail, stated(text), expected, |time| time.lies_in(from, to)))
}

/// The callback number of a dial.
pub(super) fn callback_stated(dial: &Dial, number: &Number, mail: &MailSeen, text: &str) -> Finding {
    let expected = format!("the mail of {} states the callback number {number}", dial_text(dial));
    shows(mail, has_digits(text, number.as_str()), expected, "it does not")
}

/// Whether a text states the length of the window instead of its end.
fn says_an_hour(text: &str) -> bool {
    let text = squeezed(text).to_lowercase();
    ["60min", "1hour", "onehour", "anhour"].iter().any(|span| text.contains(span))
}

/// Whether one of the times that a mail states is the right one.
fn found(mail: &MailSeen, times: Vec<Stated>, expected: String, is: impl Fn(&Stated) -> bool) -> Finding {
    if times.iter().any(is) {
        return pass(mail.mark.number, expected, "so it does");
    }
    let unread = |time: &&Stated| matches!(time, Stated::Other { has_offset: true, .. });
    match times.iter().find(unread) {
        Some(other) => unclear(mail.mark.number, expected, format!("{} can't be read", other.text())),
        None => {
            let all: Vec<&str> = times.iter().map(Stated::text).collect();
            fail(mail.mark.number, expected, format!("it states these times: {{{}}}", all.join(", ")))
        }
    }
}

pub(super) fn location_stated(case: &Case<'_>, dial: &Dial, mail: &MailSeen, text: &str) -> Finding {
    let country = &dial.facts.country;
    let known = dial.facts.location == Location::On;
    if !known || case.faulty(Service::Location, dial.mark.at, Some(dial.mark.at)) {
        return Finding::NOT_TRIGGERED;
    }
    let names = TERRITORY_NAMES.get(country).into_iter().flatten();
    let right = has_token(text, country.as_str()) || names.into_iter().any(|name| has_words(text, name));
    shows(mail, right, format!("the mail of {} states the location {country}", dial_text(dial)), "it does not")
}

/// NTF-06: a merge field that nobody knows renders blank.
fn unknown_blank(case: &Case<'_>, dial: &Dial) -> Judging {
    let Some(Template::Text(pieces)) = template_of(case, dial) else { return Ok(Finding::NOT_TRIGGERED) };
    if !pieces.iter().any(Piece::is_unknown) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Number)?;
    let braces = dial.facts.name.as_ref().is_some_and(|name| name.contains(['{', '}']));
    each_mail(case, dial, |mail| {
        let expected = format!("unknown merge fields are blank in the mail of {}", dial_text(dial));
        let raw = (mail.text.contains("{{") || mail.text.contains("}}")) && !braces;
        let text = squeezed(&mail.text);
        let blank = pieces.windows(3).all(|three| match three {
            [Piece::Text(before), field, Piece::Text(after)] if field.is_unknown() => {
                let line = |text: &str| text.contains(['<', '>', '&']);
                line(before) || line(after) || text.contains(&(squeezed(before) + &squeezed(after)))
            }
            _ => true,
        });
        shows(mail, !raw && blank, expected, "something stands in the place of one")
    })
}

/// NTF-15: every time that a mail of the shipped template states has its offset, and one is that of the dial.
fn times_with_offset(case: &Case<'_>, dial: &Dial) -> Judging {
    if template_of(case, dial) != Some(Template::Shipped) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    each_mail(case, dial, |mail| {
        let times = stated(&whole(mail));
        if clock_changed(case, dial, mail) {
            return Finding::NOT_TRIGGERED;
        }
        let zone = dial.facts.zone;
        let expected = format!("each time in the mail of {} with its offset in {zone}", dial_text(dial));
        let bare = |time: &&Stated| match time {
            Stated::Time { .. } => !time.is_of_zone(zone),
            Stated::Other { has_offset, .. } => !has_offset,
        };
        let each = match times.iter().find(bare) {
            Some(time) => fail(mail.mark.number, expected, format!("it states {}", time.text())),
            None if times.is_empty() => unclear(mail.mark.number, expected, "it states no time"),
            None => pass(mail.mark.number, expected, "so it does"),
        };
        let (from, to) = (wall(case, dial, dial.mark.at), wall(case, dial, mail.mark.at));
        let expected = format!("{} can be told from every other time by the mail", dial_text(dial));
        each.merge(found(mail, times, expected, |time| time.lies_in(from, to)))
    })
}

/// NTF-17: a template that is missing or broken keeps no mail from anybody.
fn stands_in(case: &Case<'_>, dial: &Dial) -> Judging {
    let broken = Template::at(case, &dial.tenant.template, dial.mark) == Template::Broken;
    let told = told(case, dial).filter(|told| !told.is_empty());
    let Some(told) = told.filter(|_| broken && case.handled(dial) && mail_works(case, dial)) else {
        return Ok(Finding::NOT_TRIGGERED);
    };
    let readable = each_mail(case, dial, |mail| {
        let state = if dial.tenant.template.0 == TemplateFact::Missing { "missing" } else { "broken" };
        let expected = format!("a readable text in the mail of {}, whose template is {state}", dial_text(dial));
        let right = !mail.text.trim().is_empty() && !mail.text.contains("{{");
        shows(mail, right, expected, "no text, or a raw merge field")
    });
    Ok(Finding::all([all_reached(case, dial, &told), readable]))
}
