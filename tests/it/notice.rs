//! What templates say, and what they can't do.

use std::collections::BTreeMap;

use chrono::DateTime;
use regex::Regex;
use spec911::domain::{DialOutcome, Language, Number};
use spec911::notice::{Field, Template, TemplateKind, Values, Wording, Wordings, Written, shipped_files};

fn values() -> Values {
    Field::ALL.iter().map(|field| (*field, format!("<{}>", field.word()))).collect()
}

fn rendered(text: &str) -> String {
    Template::new(text).render(&values()).unwrap_or_else(|broken| panic!("{text}: {broken}"))
}

fn english(wordings: &Wordings) -> &Wording {
    wordings.of(None)
}

/// A page of a template, or one that says the text as it stands.
fn page(template: Option<&str>, values: &Values, subject: &str, text: &str) -> String {
    let wordings = Wordings::shipped();
    wordings.around(english(&wordings), template, values, subject.to_owned(), text.to_owned()).html
}

/// Every mail that is shipped, in every language.
fn each(values: &Values, mut check: impl FnMut(&Wording, TemplateKind, &Written)) {
    let wordings = Wordings::shipped();
    for wording in wordings.languages() {
        for kind in TemplateKind::ALL {
            let written = wordings.written(wording, *kind, values).unwrap_or_else(|broken| panic!("{kind}: {broken}"));
            check(wording, *kind, &written);
        }
    }
}

#[test]
fn every_template_of_our_own_is_sound_and_names_known_fields_only() {
    let templates = shipped_files().into_iter().filter(|(name, _)| name.contains('/') && !name.ends_with(".yaml"));
    for (name, text) in templates {
        let template = if name.ends_with(".html") { Template::page(&text) } else { Template::new(&text) };
        assert_eq!(template.warnings(), Vec::<String>::new(), "{name}");
        assert!(!rendered(&text).contains(['{', '}']), "{name}");
    }
}

#[test]
fn the_shipped_text_states_every_fact_of_a_dial_in_every_language() {
    let plain: Values = Field::ALL.iter().map(|field| (*field, field.word().to_uppercase())).collect();
    let told = |field: &Field| {
        let name = field.word();
        !name.ends_with("_utc") && !["reason", "outcome"].contains(&name)
    };
    let mut seen = 0;
    each(&plain, |wording, kind, written| {
        let states = |text: &str, field: &Field| text.contains(&field.word().to_uppercase());
        for field in Field::ALL {
            assert_eq!(
                states(&written.html, field),
                states(&written.text, field),
                "{}/{kind}: {field}",
                wording.language
            );
            if kind == TemplateKind::Notification && told(field) {
                assert!(states(&written.text, field), "{}: {field}", wording.language);
                seen += 1;
            }
        }
        assert!(kind == TemplateKind::Refusal || written.subject.contains("TEST_MARKER"), "{kind}");
    });
    assert_eq!(seen, 4 * 9);
}

#[test]
fn a_mail_that_is_no_test_says_nothing_of_one() {
    let calm = Field::ALL.iter().filter(|field| **field != Field::TestMarker);
    let values: Values = calm.map(|field| (*field, "x".to_owned())).collect();
    each(&values, |_, kind, written| {
        assert!(!written.subject.contains('[') && !written.html.contains("class=\"test\""), "{kind}");
        assert!(!written.text.starts_with('\n') && !written.text.contains("\n\n\n"), "{kind}: {}", written.text);
    });
}

#[test]
fn each_language_says_times_and_numbers_in_its_form() {
    let wordings = Wordings::shipped();
    let at = DateTime::parse_from_rfc3339("2026-03-09T14:05:07-04:00").expect("a time");
    let (here, there): (Number, Number) =
        ("+15550100019".parse().expect("a number"), "+4532100019".parse().expect("a number"));
    for (language, time, utc, one, other) in [
        ("en", "2026-03-09T14:05:07-04:00", "2026-03-09T18:05:07Z", "+15550100019", "+4532100019"),
        (
            "da",
            "9. marts 2026 kl. 14.05.07 (UTC-04:00)",
            "9. marts 2026 kl. 18.05.07 UTC",
            "+1 555 010 0019",
            "+45 32 10 00 19",
        ),
        (
            "fr-CA",
            "9 mars 2026 \u{e0} 14 h 05 min 07 s (UTC-04:00)",
            "9 mars 2026 \u{e0} 18 h 05 min 07 s UTC",
            "+1 555 010-0019",
            "+4532100019",
        ),
        (
            "es-PR",
            "9 de marzo de 2026, 2:05:07 p. m. (UTC-04:00)",
            "9 de marzo de 2026, 6:05:07 p. m. UTC",
            "+1 555-010-0019",
            "+4532100019",
        ),
    ] {
        let tag: Language = language.parse().expect("a language");
        let wording = wordings.of(Some(&tag));
        assert_eq!(wording.language, tag);
        let locale = &wording.locale;
        assert_eq!([locale.time(at), locale.time_utc(at)], [time, utc], "{language}");
        assert_eq!([locale.number(&here), locale.number(&there)], [one, other], "{language}");
        for outcome in DialOutcome::ALL {
            assert!(!locale.outcome(*outcome).contains('-'), "{language}: {outcome}");
        }
    }
}

#[test]
fn a_language_that_there_is_not_falls_back() {
    let wordings = Wordings::shipped();
    for (wanted, given) in [("da-DK", "da"), ("fr-CA-x-old", "fr-CA"), ("fr", "en"), ("de", "en"), ("es-PR", "es-PR")] {
        let tag: Language = wanted.parse().expect("a language");
        assert_eq!(wordings.of(Some(&tag)).language.as_str(), given, "{wanted}");
    }
    for bad in ["", "DA", "d", "da_DK", "da-", "../da", "da-DK-a-b-c", "abcdefghi"] {
        assert!(bad.parse::<Language>().is_err(), "{bad}");
    }
}

#[test]
fn files_of_ones_own_stand_in_the_place_of_the_shipped_ones() {
    let own = |files: &[(&str, &str)]| {
        Wordings::with(
            files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>(),
        )
    };
    let locale = shipped_files().remove("en/locale.yaml").expect("a locale");
    let wordings = own(&[("da/notification.txt", "Hej {{ agent_id }}"), ("de/locale.yaml", &locale)]).expect("words");
    let written = |language: &str, kind| {
        let tag: Language = language.parse().expect("a language");
        wordings.written(wordings.of(Some(&tag)), kind, &values()).expect("a mail")
    };
    assert_eq!(written("da", TemplateKind::Notification).text, "Hej <agent_id>");
    let german = written("de", TemplateKind::Refusal);
    assert!(german.text.starts_with("Refused: ") && german.html.contains("lang=\"en\""), "{}", german.html);
    for (name, text, says, help) in [
        ("da/notifcation.txt", "x", "no mail is made of this file", "did you mean `notification.txt`?"),
        ("readme.md", "x", "no mail is made of this file", ""),
        ("da/notification.txt", "{{ agent_name", "cannot be rendered", ""),
        ("de/notification.txt", "x", "the language `de` has no `locale.yaml`", "as `en/locale.yaml`"),
        ("da/locale.yaml", "direction: up", "up", ""),
        ("da/locale.yaml", &locale.replace("{hour-2}", "{our}"), "`our` is no part of a time", ""),
    ] {
        let faults = own(&[(name, text)]).expect_err(name);
        let told = faults.iter().map(|fault| format!("{fault} {}", fault.help.clone().unwrap_or_default()));
        let told = told.collect::<Vec<_>>().join("\n");
        assert!(told.contains(says) && told.contains(help) && told.contains(name), "{name}: {told}");
    }
}

#[test]
fn an_unknown_field_is_named_with_the_one_that_was_meant() {
    for (text, warnings) in [
        (
            "{{ agnet_name }} {{ agent_name }}",
            &["`agnet_name` is no merge field and renders blank; did you mean `agent_name`?"][..],
        ),
        ("{{ weather }}", &["`weather` is no merge field and renders blank"]),
        (
            "{{ dialed }}{{ callback }}",
            &[
                "`callback` is no merge field and renders blank",
                "`dialed` is no merge field and renders blank; did you mean `dialled`?",
            ],
        ),
        ("{% for a in dialled %}{{ a }}{% endfor %}", &[]),
        ("{{ agent_name.first }}", &[]),
    ] {
        assert_eq!(Template::new(text).warnings(), warnings, "{text}");
    }
    let broken = Template::new("{{ agnet_name").warnings();
    assert!(broken.len() == 1 && broken[0].contains("cannot be rendered"), "{broken:?}");
}

#[test]
fn what_a_template_does_not_know_renders_blank() {
    for (text, expected) in [
        ("a {{ nobody }} b", "a  b"),
        ("a {{ nobody.home.today }} b", "a  b"),
        ("{{agent_id}}", "<agent_id>"),
        ("no field", "no field"),
        ("{% if nobody %}x{% endif %}y", "y"),
        ("a { b } c", "a { b } c"),
        ("", ""),
    ] {
        assert_eq!(rendered(text), expected, "{text}");
    }
}

#[test]
fn a_text_that_is_no_template_is_broken() {
    for text in ["{{ agent_name", "{{ }}", "{% if %}", "{% for x in %}", "{{ agent_name | upper }}", "{{ range(9) }}"] {
        assert!(Template::new(text).check().is_err(), "{text}");
    }
}

#[test]
fn a_template_has_neither_endless_time_nor_endless_space() {
    let long = "x".repeat(1 << 20);
    for text in [r#"{{ "x" * 9999999999 }}"#, r#"{{ "x" * 99999999 }}"#, long.as_str()] {
        assert!(Template::new(text).check().is_err(), "{}", &text[..20]);
    }
    let nested = "{% for a in 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' %}".repeat(12) + &"{% endfor %}".repeat(12);
    assert!(Template::new(&nested).check().is_err());
}

#[test]
fn a_value_is_never_read_as_a_template() {
    let values: Values = [(Field::AgentName, "{{ dialled }}{% if %}<b>".to_owned())].into_iter().collect();
    let text = Template::new("{{ agent_name }}").render(&values);
    assert_eq!(text.as_deref(), Ok("{{ dialled }}{% if %}<b>"));
}

/// The tags of a page in order.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

#[test]
fn a_value_adds_no_markup_to_a_page() {
    let hostile =
        r#"</title></style></pre><script>a()</script><img src=x onerror="b()">{{ dialled }}{% if %}&lt;<!--'"#;
    let values = |value: &str| -> Values { Field::ALL.iter().map(|field| (*field, value.to_owned())).collect() };
    let files = shipped_files();
    let pages = files.iter().filter(|(name, _)| name.contains('/') && name.ends_with(".html"));
    for template in pages.map(|(_, text)| Some(text.as_str())).chain([None, Some("<b>{{ agent_name }}</b>")]) {
        let (calm, wild) = (page(template, &values("x"), "x", "x"), page(template, &values(hostile), hostile, hostile));
        assert_eq!(tags(&wild), tags(&calm));
        assert!(wild.contains("&amp;lt;"), "{wild}");
    }
}

#[test]
fn a_page_that_cannot_be_rendered_says_its_text() {
    for template in [None, Some("{{ agent_name"), Some("{% for a in 'aaaaaaaaaaaa' %}")] {
        let html = page(template, &values(), "a subject", "one & two\nthree");
        assert!(html.contains("<title>a subject</title>") && html.contains("one &amp; two\nthree"), "{html}");
    }
    // The longest text that a template renders, of each character that is escaped.
    for c in ["<", ">", "&", "\"", "'", "/"] {
        let longest = c.repeat(64 * 1024);
        let html = page(None, &values(), &longest, &longest);
        assert!(html.len() > 2 * longest.len() && html.ends_with("</html>"), "{c}: {} bytes", html.len());
    }
}

#[test]
fn a_page_names_its_language_and_title_and_loads_nothing() {
    let whole = Regex::new(r#"(?is)^<!doctype html>\n<html lang="[a-zA-Z-]+" dir="ltr">.*<title>[^<]+</title>"#);
    let whole = whole.expect("a pattern");
    each(&values(), |wording, kind, written| {
        let html = &written.html;
        assert!(whole.is_match(html) && html.contains(&format!("lang=\"{}\"", wording.language)), "{html}");
        assert!(html.contains("name=\"viewport\" content=\"width=device-width"), "{html}");
        assert!(html.contains("prefers-color-scheme: dark"), "{html}");
        for word in ["http", "//", "url(", "@import", "src=", "href=", "<link", "<script", "<img", "<iframe", "cid:"] {
            assert!(!html.contains(word), "{kind}: {word}");
        }
        let none = tags(html).into_iter().filter(|tag| tag.contains(" on") || tag.contains("style="));
        assert_eq!(none.count(), 0, "{html}");
    });
}

#[test]
fn a_whole_page_of_ones_own_stands_as_it_is() {
    let own = "<!DOCTYPE html>\n<html lang=\"de\"><title>{{ dialled }}</title></html>";
    assert_eq!(page(Some(own), &values(), "s", "t"), own.replace("{{ dialled }}", "&lt;dialled&gt;"));
    let part = page(Some("<p>{{ dialled }}</p>"), &values(), "s", "t");
    assert!(part.contains("<title>s</title>") && part.contains("<p>&lt;dialled&gt;</p>"), "{part}");
}

/// The relative luminance of a colour such as `#1b1b1b`.
///
/// Source: WCAG 2.2, "relative luminance".
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

#[test]
fn every_colour_stands_with_its_background_in_high_contrast() {
    let html = &shipped_files()["page.html"];
    let rules: Vec<&str> = html.lines().filter(|line| line.contains(" color: #")).collect();
    assert!(rules.len() >= 2, "one in light and one in dark at least: {html}");
    assert!(!html.lines().any(|line| line.contains("background") && !line.contains(" color: #")), "{html}");
    for rule in rules {
        let of = |name: &str| {
            let value = rule.split(name).nth(1).unwrap_or_else(|| panic!("{name} in {rule}"));
            luminance(&value[..7])
        };
        let (text, ground) = (of(" color: "), of("background-color: "));
        let ratio = (text.max(ground) + 0.05) / (text.min(ground) + 0.05);
        assert!(ratio >= 7.0, "{ratio} in {rule}");
    }
}
