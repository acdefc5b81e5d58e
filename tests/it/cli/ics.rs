//! `--ics`: what a statement changes in a check.

use super::{FEATURE, folder, spec911, write};

/// A statement with all capabilities but these, in the lists of the reference.
fn statement(without: &[&str], more: &str) -> String {
    let ics = spec911::requirement::Ics::reference();
    let left: Vec<&str> = ics.capabilities.iter().map(String::as_str).filter(|name| !without.contains(name)).collect();
    format!("capabilities: [{}]\n{more}", left.join(", "))
}

const STATUSES: &str = "statuses: [available, busy, busy-dnd, away, offline, inactive, custom]\n";

#[test]
fn a_wrong_statement_ends_the_command_with_its_faults() {
    let folder = folder();
    write(&folder, "my-ics.yaml", "capabilities: [restrat]\nstatuses: [availble]\nreadings: {CBR-10: later}\n");
    write(&folder, "syntax.yaml", "capabilities: [\n");
    let cases: [(&[&str], &[&str]); 4] = [
        (
            &["--ics", "my-ics.yaml"],
            &[
                "my-ics.yaml:1:16",
                "did you mean `restart`?",
                "my-ics.yaml:2:12",
                "did you mean `available`?",
                "my-ics.yaml:3:20",
                "did you mean `later-of`?",
            ],
        ),
        (&["--ics", "syntax.yaml"], &["syntax.yaml:1:"]),
        (&["--ics", "my-isc.yaml"], &["there is no file `my-isc.yaml`", "did you mean `my-ics.yaml`?"]),
        (&["--ics", "features"], &["it is a folder"]),
    ];
    for (args, says) in cases {
        for command in [&["check", "features"][..], &["run", "features/small.feature:8"]] {
            let (exit, out, err) = spec911(folder.path(), &[command, args].concat());
            assert_eq!((exit, out.as_str()), (2, ""), "{args:?}: {err}");
            assert!(says.iter().all(|text| err.contains(text)), "{args:?}: {err}");
        }
    }
}

#[test]
fn what_is_not_declared_is_excluded_or_observed() {
    let folder = folder();
    write(&folder, "less.yaml", &statement(&["direct-routing", "restore-on-any-end"], STATUSES));
    let (exit, out, err) = spec911(folder.path(), &["--ics", "less.yaml", "--report", "out"]);
    assert_eq!((exit, err.as_str()), (5, ""), "{out}");
    let says = ["excluded", "observed", "less.yaml: 45 of 47 capabilities declared"];
    assert!(says.iter().all(|text| out.contains(text)), "{out}");
    let text = std::fs::read_to_string(folder.path().join("out/report.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let row = |id: &str| {
        let rows = report["requirements"].as_array().expect("a list");
        let row = rows.iter().find(|row| row["id"] == id).expect("a row");
        (row["status"].as_str().expect("a status").to_owned(), row["verdict"].as_str().expect("a verdict").to_owned())
    };
    let pair = |status: &str, verdict: &str| (status.to_owned(), verdict.to_owned());
    assert_eq!(row("RTE-02"), pair("excluded", "not-applicable"));
    assert_eq!(row("PRS-06"), pair("tested", "observed"));
    assert_eq!(row("ELG-01"), pair("tested", "pass"));
    assert_eq!(report["ics"]["file"], "less.yaml");
}

#[test]
fn a_territory_that_is_not_listed_excludes_its_scenarios_and_rows() {
    let folder = folder();
    write(&folder, "us.yaml", &statement(&[], &format!("{STATUSES}territories: [US, CA, PR]\n")));
    let (exit, out, _) = spec911(folder.path(), &["--ics", "us.yaml", "--requirement", "ELG-02"]);
    assert_eq!(exit, 3, "{out}");
    assert!(out.contains("a territory that the ICS does not list"), "{out}");
    let (exit, out, _) = spec911(folder.path(), &["--ics", "us.yaml", "--requirement", "ELG-04"]);
    assert_eq!(exit, 0, "{out}");
}

#[test]
fn a_statement_shows_how_each_row_stands_as_text_and_as_json() {
    let folder = folder();
    let declared = "readings: {CBR-10: later-of, ELG-02: national}\nterritories: [US]\ntolerances: {mail: 30 s}\n";
    write(&folder, "less.yaml", &statement(&["direct-routing", "national-numbers", "leg-first"], declared));
    let (exit, text, err) = spec911(folder.path(), &["ics", "less.yaml"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    let line = |id: &str| text.lines().find(|line| line.starts_with(id)).expect("a row").to_owned();
    assert!(
        line("RTE-02").contains("not-applicable  the ICS does not declare the capability `direct-routing`"),
        "{text}"
    );
    assert!(line("NTF-09").contains("observed"), "{text}");
    assert!(line("ELG-02").contains("ELG-03 takes its place") && line("ELG-03").contains("asserted"), "{text}");
    assert!(line("CBR-10").contains("reading later-of") && line("NTF-01").contains("mail 30 s"), "{text}");
    for says in
        ["statement     less.yaml", "44 of 47 declared", "features not declared: direct-routing", "territories   US\n"]
    {
        assert!(text.contains(says), "{says}: {text}");
    }
    let (exit, json, _) = spec911(folder.path(), &["ics", "less.yaml", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let rows = json["requirements"].as_array().expect("a list");
    assert_eq!((exit, rows.len()), (0, spec911::requirement::Catalogue::embedded().base().count()));
    let count = |kind: &str| rows.iter().filter(|row| row["standing"] == kind).count();
    for kind in ["asserted", "observed", "not-applicable"] {
        assert_eq!(json["counts"][kind], count(kind), "{kind}");
        assert!(count(kind) > 0 && text.contains(&format!("{} {kind}", count(kind))), "{kind}: {text}");
    }
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).expect("a row");
    assert_eq!((&row("CBR-10")["reading"], &row("PNL-03")["reading"]), (&"later-of".into(), &"default".into()));
    assert_eq!(row("NTF-01")["tolerances"]["mail"], "30 s");
    assert_eq!(json["undeclared"], serde_json::json!(["direct-routing", "leg-first", "national-numbers"]));
}

#[test]
fn the_reference_follows_the_reading_that_a_statement_declares() {
    let folder = folder();
    let abroad = FEATURE.replace("signed in in US", "signed in in FR");
    let abroad = abroad.replace("@small @ELG-01", "@small @ELG-04 @reading:ELG-04=ordinary");
    let ended = "dials 911\n    And time passes by 1 min\n    And ana ends call 1 of ana\n    And time passes by 2 min\n    Then";
    write(&folder, "abroad.feature", &abroad.replacen("dials 911\n    Then", ended, 1));
    write(&folder, "other.yaml", &statement(&[], &format!("readings: {{ELG-04: ordinary}}\n{STATUSES}")));
    let args = ["abroad.feature:8", "--ics", "other.yaml"];
    let (exit, out, err) = spec911(folder.path(), &args);
    assert_eq!((exit, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("ELG-04=ordinary"), "{out}");
    assert_eq!(spec911(folder.path(), &args[..1]).0, 3, "our own reading leaves it out");
}
