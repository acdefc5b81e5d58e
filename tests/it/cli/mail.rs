//! `mail render`: one mail of a scenario as text, as a page, as a message.

use super::{folder, spec911, write};

const SCENARIO: &str = r#"name: A dial with two contacts
facts:
  - calling_plan_number: {number: "+15550120000", rights: that makes calls}
  - agent: {agent: ana, country: US}
  - originating_number: {agent: ana, number: "+15550120000"}
  - display_name: {agent: ana, name: "Ana <b>\e[31m"}
  - contacts: {agent: ana, list: "boss@example.com; desk@example.com"}
steps:
  - when: {dials: {agent: ana, dialled: "911"}}
  - when: {ends: {agent: ana, call: call 1 of ana}}
  - when: {dials: {agent: ana, dialled: "911"}}
"#;

fn render(args: &[&str]) -> (i32, String, String) {
    let folder = folder();
    write(&folder, "two.yaml", SCENARIO);
    write(&folder, "none.yaml", &SCENARIO.replace("boss@example.com; desk@example.com", ""));
    spec911(folder.path(), &[&["mail", "render"], args].concat())
}

#[test]
fn a_mail_is_printed_as_text_as_a_page_and_as_a_message() {
    let (exit, text, err) = render(&["two.yaml"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    let head = "From: ana@contact-centre.example\nTo: boss@example.com\nTo: desk@example.com\nSubject: Emergency call placed by Ana <b>";
    assert!(text.starts_with(head) && text.contains("\n\nAna <b>") && text.contains("Number dialled: 911\n"), "{text}");
    let (exit, html, err) = render(&["two.yaml", "--format", "html"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(
        html.starts_with("<!doctype html>") && html.contains("Ana &lt;b&gt;") && html.ends_with("</html>\n"),
        "{html}"
    );
    let (exit, eml, err) = render(&["two.yaml", "--format", "eml"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(
        eml.starts_with("From: <ana@contact-centre.example>\r\nTo: <boss@example.com>,\r\n <desk@example.com>\r\n"),
        "{eml}"
    );
    assert!(eml.lines().count() == eml.matches("\r\n").count() && eml.ends_with("--\r\n"), "{eml:?}");
    for printed in [text, html, eml] {
        assert!(!printed.contains('\u{1b}'), "{printed}");
    }
}

#[test]
fn a_mail_is_the_same_for_one_seed_and_another_for_another() {
    let of = |args: &[&str]| render(&[&["two.yaml", "--format", "eml"], args].concat()).1;
    assert_eq!(of(&[]), of(&["--mail", "1", "--seed", "1"]));
    let all = [of(&[]), of(&["--mail", "2"]), of(&["--seed", "2"])];
    let id =
        |eml: &String| eml.lines().find(|line| line.starts_with("Message-ID: ")).map(str::to_owned).expect("an id");
    assert!(id(&all[0]) != id(&all[1]) && id(&all[0]) != id(&all[2]), "{all:?}");
}

#[test]
fn a_mail_that_is_not_sent_is_told_with_those_that_are() {
    let cases: [(&[&str], i32, &[&str]); 7] = [
        (&["none.yaml"], 3, &["`none.yaml:1` sends no mail", "spec911 run none.yaml:1"]),
        (
            &["two.yaml", "--mail", "3"],
            3,
            &["`two.yaml:1` sends 2 mails, and no mail 3", "--mail 2  dial of ana: Emergency"],
        ),
        (&["two.yaml", "--mail", "0"], 2, &["`0` is no value for `--mail`", "--mail 2"]),
        (&["two.yaml", "--format", "pdf"], 2, &["`pdf` is no value for `--format`", "text, html, eml"]),
        (&["tow.yaml"], 2, &["did you mean `two.yaml`?"]),
        (&["two.yaml", "--formt", "eml"], 2, &["`mail render` has no option `--formt`", "did you mean `--format`?"]),
        (&["features/ntf/recipients.feature"], 2, &["and `mail render` takes one", "such as `spec911 mail render "]),
    ];
    for (args, code, says) in cases {
        let (exit, out, err) = render(args);
        assert_eq!((exit, out.as_str()), (code, ""), "{args:?}: {err}");
        says.iter().for_each(|says| assert!(err.contains(says), "{args:?}: {says}: {err}"));
        assert!(err.lines().count() < 10, "{err}");
    }
}

#[test]
fn a_scenario_of_one_reading_is_run_with_it() {
    let folder = folder();
    let refused =
        SCENARIO.replace("steps:", "  - location: {agent: ana, location: \"off\"}\nsteps:").replace("call 1", "call 2");
    let refused =
        refused.lines().filter(|line| !line.contains("ends:")).map(|line| format!("{line}\n")).collect::<String>();
    write(&folder, "refused.yaml", &refused.replace("facts:", "tags: [\"reading:NTF-14=mail-on-refusal\"]\nfacts:"));
    let (exit, out, err) = spec911(folder.path(), &["mail", "render", "refused.yaml"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    assert!(out.contains("Subject: Refused: ") && out.contains("No call was placed."), "{out}");
    write(&folder, "refused.yaml", &refused);
    assert_eq!(spec911(folder.path(), &["mail", "render", "refused.yaml"]).0, 3);
}

#[test]
fn the_help_of_mail_shows_how_it_is_used() {
    let folder = folder();
    for args in [&["mail", "--help"][..], &["mail", "render", "--help"], &["help", "mail"]] {
        let (exit, out, _) = spec911(folder.path(), args);
        assert!(exit == 0 && out.contains("spec911 mail render scenarios/dropped-call.yaml"), "{args:?}: {out}");
    }
    for (args, says) in
        [(&["mail"][..], "`mail` needs to be told what to do"), (&["mail", "rendr"], "did you mean `mail render`?")]
    {
        let (exit, out, err) = spec911(folder.path(), args);
        assert!(exit == 2 && out.is_empty() && err.contains(says), "{args:?}: {err}");
    }
    let (exit, _, err) = spec911(folder.path(), &["mail", "render"]);
    assert!(exit == 2 && err.contains("`mail render` needs "), "{err}");
}
