//! NTF-13: what names, addresses and template fields hold stays what it is: no header, no recipient, no markup.

use std::sync::LazyLock;

use regex::Regex;

use crate::requirement::BorderName;

use super::case::Case;
use super::check::dial_text;
use super::contacts::{list_of, told};
use super::facts::TemplateFact;
use super::finding::{Finding, Judging, fail, pass};
use super::ntf::{each_mail, goes_out, nobody_else};
use super::rule::{Look, Rule};
use super::thread::{Dial, MailSeen};

pub(super) const RULES: &[Rule] = &[Rule { row: "NTF-13", look: Look::Dial(nothing_added) }];

/// What looks like a header of a mail: its name and what follows.
///
/// Source: RFC 5322 section 3.6.
const HEADER: &str = concat!(
    r"(?i)\b(to|cc|bcc|from|sender|subject|reply-to|return-path|content-[a-z-]+|mime-version|x-[a-z-]+)",
    r"[ \t]*:[ \t]*([^\r\n;]*)",
);

static HEADERS: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(HEADER).ok());

/// What breaks a line, or shows nothing and may break one.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The headers that a text looks like: name and value.
fn header_like(text: &str) -> Vec<(String, String)> {
    let captures = HEADERS.iter().flat_map(|headers| headers.captures_iter(text));
    let pairs = captures.map(|captures| (captures[1].to_lowercase(), captures[2].trim().to_owned()));
    pairs.collect()
}

/// Whether a value could be taken for more than a value.
fn is_loaded(text: &str) -> bool {
    text.contains(breaks) || text.contains('<') || text.contains("{{") || !header_like(text).is_empty()
}

/// The values behind a dial that could add something to its mail.
fn loaded<'d>(case: &Case<'d>, dial: &'d Dial) -> Vec<&'d str> {
    let template = match &dial.tenant.template.0 {
        TemplateFact::Text(text) if text.contains('<') || !header_like(text).is_empty() => Some(text.as_str()),
        TemplateFact::Text(_) | TemplateFact::Shipped | TemplateFact::Missing | TemplateFact::Broken => None,
    };
    let values = [dial.facts.name.as_deref(), list_of(case, dial), Some(dial.dialled.as_str())];
    values.into_iter().flatten().filter(|value| is_loaded(value)).chain(template).collect()
}

fn nothing_added(case: &Case<'_>, dial: &Dial) -> Judging {
    let loaded = loaded(case, dial);
    if loaded.is_empty() || !case.handled(dial) || !goes_out(case, dial) {
        return Ok(Finding::NOT_TRIGGERED);
    }
    case.need(BorderName::Mail)?;
    let recipients = told(case, dial).map(|told| nobody_else(case, dial, &told));
    let written = each_mail(case, dial, |mail| {
        let expected = format!("no name, address or field adds anything to the mail of {}", dial_text(dial));
        match added(case, dial, mail, &loaded) {
            Some(what) => fail(mail.mark.number, expected, what),
            None => pass(mail.mark.number, expected, "so it is"),
        }
    });
    Ok(Finding::all(recipients.into_iter().chain([written])))
}

/// What a mail shows that a value added to it.
fn added(case: &Case<'_>, dial: &Dial, mail: &MailSeen, loaded: &[&str]) -> Option<String> {
    if mail.subject.contains(breaks) {
        return Some("a line end in the subject".to_owned());
    }
    if let Some((name, _)) = mail.headers.iter().find(|(name, value)| name.contains(breaks) || value.contains(breaks)) {
        return Some(format!("a line end in the header {name}"));
    }
    if let Some(shown) = blind_copy_shown(mail) {
        return Some(shown);
    }
    let written: Vec<(String, String)> = loaded.iter().flat_map(|value| header_like(value)).collect();
    let injected = mail.headers.iter().find(|(name, value)| {
        written.iter().any(|(other, text)| name.eq_ignore_ascii_case(other) && value.trim() == text)
    });
    if let Some((name, value)) = injected {
        return Some(format!("the header {name}: {value}"));
    }
    let name = dial.facts.name.as_deref().filter(|name| is_loaded(name));
    if let Some(line) = name.and_then(|name| own_line(&mail.text, name)) {
        return Some(format!("a line of its own: {line}"));
    }
    if let Some(again) = name.and_then(|name| rendered_again(case, dial, mail, name)) {
        return Some(format!("a merge field in a value that was rendered: {again}"));
    }
    marked_up(dial, mail, loaded)
}

/// The part of a name behind a line end that begins a line of a text.
fn own_line<'n>(text: &str, name: &'n str) -> Option<&'n str> {
    let mut parts = name.split(breaks).map(str::trim).filter(|part| !part.is_empty());
    let first = if name.starts_with(breaks) { None } else { parts.next() };
    let begins = |part: &&str| text.lines().any(|line| line.trim_start().starts_with(*part));
    parts.filter(|part| Some(*part) != first).find(begins)
}

/// A name with its merge fields rendered, if a mail shows that.
fn rendered_again(case: &Case<'_>, dial: &Dial, mail: &MailSeen, name: &str) -> Option<String> {
    let leased = case.call(dial).and_then(|call| call.leases.first());
    let number = leased.map(|lease| case.story.leases[*lease].number.to_string()).unwrap_or_default();
    let values =
        [("dialled", dial.dialled.as_str()), ("agent_id", dial.agent.as_str()), ("callback_number", number.as_str())];
    let fill = |text: String, (field, value): (&str, &str)| {
        text.replace(&format!("{{{{ {field} }}}}"), value).replace(&format!("{{{{{field}}}}}"), value)
    };
    let again = values.into_iter().fold(name.to_owned(), fill);
    let shown = again != name && (mail.subject.contains(&again) || mail.text.contains(&again));
    shown.then_some(again)
}

/// A header for blind copies, which no recipient may see.
///
/// Source: RFC 5322 section 3.6.3.
fn blind_copy_shown(mail: &MailSeen) -> Option<String> {
    let names = ["bcc", "resent-bcc"];
    let shown = mail.headers.iter().find(|(name, _)| names.iter().any(|bcc| name.eq_ignore_ascii_case(bcc)));
    shown.map(|(name, value)| format!("the header {name}, which shows a blind copy to all: {value}"))
}

/// Markup of a value that a mail shows as such: only a text that is HTML, and an HTML part, have any.
fn marked_up(dial: &Dial, mail: &MailSeen, loaded: &[&str]) -> Option<String> {
    let html = |(name, value): (&String, &String)| {
        name.eq_ignore_ascii_case("content-type") && value.to_lowercase().contains("text/html")
    };
    let tagged = loaded.iter().filter(|value| value.contains('<'));
    let mut in_text = tagged.clone().filter(|value| mail.text.contains(**value));
    if let Some(value) = in_text.next().filter(|_| mail.headers.iter().any(html)) {
        return Some(format!("markup: {value}"));
    }
    // What a template says may be markup; what a value says may not.
    let template = match &dial.tenant.template.0 {
        TemplateFact::Text(text) => Some(text.as_str()),
        TemplateFact::Shipped | TemplateFact::Missing | TemplateFact::Broken => None,
    };
    let mut values = tagged.filter(|value| Some(**value) != template);
    values.find(|value| mail.html.contains(**value)).map(|value| format!("markup in the HTML part: {value}"))
}
