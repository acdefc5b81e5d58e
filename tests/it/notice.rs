//! What templates say, and what they can't do.

use spec911::notice::{
    FOLLOW_UP, FOLLOW_UP_SUBJECT, Field, MINIMAL, NOTIFICATION, REFUSAL, REFUSAL_SUBJECT, SUBJECT, Template, Values,
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
