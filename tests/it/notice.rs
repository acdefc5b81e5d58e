//! What templates say, and what they can't do.

use spec911::notice::{
    FOLLOW_UP, FOLLOW_UP_SUBJECT, Field, MINIMAL, NOTIFICATION, NOTIFICATION_PAGE, PLAIN_PAGE, REFUSAL,
    REFUSAL_SUBJECT, SUBJECT, Template, Values, page,
};

fn values() -> Values {
    Field::ALL.iter().map(|field| (*field, format!("<{}>", field.word()))).collect()
}

fn rendered(text: &str) -> String {
    Template::new(text).render(&values()).unwrap_or_else(|broken| panic!("{text}: {broken}"))
}

#[test]
fn every_text_of_our_own_renders_and_names_known_fields_only() {
    for text in [NOTIFICATION, SUBJECT, MINIMAL, FOLLOW_UP, FOLLOW_UP_SUBJECT, REFUSAL, REFUSAL_SUBJECT] {
        let fields = text.split("{{").skip(1).map(|rest| rest.split("}}").next().unwrap_or_default().trim());
        for field in fields {
            field.parse::<Field>().unwrap_or_else(|error| panic!("{text}: {error}"));
        }
        assert!(!rendered(text).contains(['{', '}']), "{text}");
    }
}

#[test]
fn the_shipped_text_states_every_fact_of_a_dial() {
    let text = rendered(NOTIFICATION);
    let stated = Field::ALL.iter().filter(|field| **field != Field::Reason);
    stated.for_each(|field| assert!(text.contains(&format!("<{}>", field.word())), "{field} in {text}"));
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
fn the_shipped_page_states_what_the_shipped_text_states() {
    let plain: Values = Field::ALL.iter().map(|field| (*field, field.word().to_uppercase())).collect();
    let text = Template::new(NOTIFICATION).render(&plain).expect("a text");
    let html = page(Some(NOTIFICATION_PAGE), &plain, "", "");
    for field in Field::ALL {
        let value = field.word().to_uppercase();
        assert_eq!(html.contains(&value), text.contains(&value), "{field}");
    }
    assert!(html.contains("placed an emergency call") && text.contains("placed an emergency call"));
    let named = NOTIFICATION_PAGE.split("{{").skip(1).map(|rest| rest.split("}}").next().unwrap_or_default().trim());
    named.for_each(|field| assert!(field.parse::<Field>().is_ok(), "{field}"));
}

#[test]
fn a_value_adds_no_markup_to_a_page() {
    let hostile =
        r#"</title></style></pre><script>a()</script><img src=x onerror="b()">{{ dialled }}{% if %}&lt;<!--'"#;
    let values = |value: &str| -> Values { Field::ALL.iter().map(|field| (*field, value.to_owned())).collect() };
    for template in [Some(NOTIFICATION_PAGE), None] {
        let (calm, wild) = (page(template, &values("x"), "x", "x"), page(template, &values(hostile), hostile, hostile));
        assert_eq!(tags(&wild), tags(&calm));
        assert!(wild.contains("&amp;lt;") && wild.contains("{{ dialled }}"), "{wild}");
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
    for html in [NOTIFICATION_PAGE, PLAIN_PAGE] {
        assert!(html.starts_with("<!doctype html>\n<html lang=\"en\"") && html.contains("<title>"), "{html}");
        assert!(html.contains("name=\"viewport\" content=\"width=device-width"), "{html}");
        assert!(html.contains("prefers-color-scheme: dark"), "{html}");
        for word in ["http", "//", "url(", "@import", "src=", "href=", "<link", "<script", "<img", "<iframe", "cid:"] {
            assert!(!html.contains(word), "{word}");
        }
        let none = tags(html).into_iter().filter(|tag| tag.contains(" on") || tag.contains("style="));
        assert_eq!(none.count(), 0, "{html}");
    }
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
    for html in [NOTIFICATION_PAGE, PLAIN_PAGE] {
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
}
