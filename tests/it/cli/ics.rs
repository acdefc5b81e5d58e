//! `--ics`: what a statement changes in a check.

use super::{folder, spec911, write};

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
        (&["--ics", "features"], &["it is no ordinary file"]),
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
