//! `junit.xml`: the report for dashboards that read JUnit.
//!
//! A suite for each file of scenarios, one for the requirements, one for the check itself. The case of the check passes
//! only where the exit code is 0, so that nothing that a dashboard shows as green hides a check that did not pass.

use anstream::adapter::strip_str;
use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use crate::requirement::{Catalogue, Status, Verdict};
use crate::result::{Exit, Report, RequirementResult, ScenarioResult, ScenarioVerdict};
use crate::source::escape;

use super::failure::{of_row, of_scenario};
use super::terminal::ics_line;

/// The name of the suite that holds one case: the check itself.
const CHECK: &str = "check";
/// The name of the suite with a case for each requirement.
const REQUIREMENTS: &str = "requirements";

/// The text of `junit.xml`.
pub fn junit(report: &Report, catalogue: &Catalogue) -> String {
    let mut junit = named();
    junit.add_test_suite(check(report, catalogue));
    let mut files: Vec<&str> = Vec::new();
    for scenario in &report.scenarios {
        if !files.contains(&file(scenario)) {
            files.push(file(scenario));
        }
    }
    for name in files {
        let mut suite = TestSuite::new(one_line(name));
        let scenarios = report.scenarios.iter().filter(|scenario| file(scenario) == name);
        suite.add_test_cases(scenarios.map(|scenario| scenario_case(report, scenario)));
        junit.add_test_suite(suite);
    }
    let mut suite = TestSuite::new(REQUIREMENTS);
    suite.add_test_cases(report.rows().map(|row| row_case(report, catalogue, row)));
    junit.add_test_suite(suite);
    if let Some(duration) = report.duration {
        junit.set_time(duration);
    }
    text(&junit)
}

/// The text of `junit.xml` where nothing was run: one case, in error.
pub fn junit_halted(exit: Exit, told: &str) -> String {
    let mut junit = named();
    let mut suite = TestSuite::new(CHECK);
    let first = told.lines().next().unwrap_or_default();
    suite.add_test_case(case("nothing was run", CHECK, bad(NonSuccessKind::Error, exit.meaning(), first, told)));
    junit.add_test_suite(suite);
    text(&junit)
}

fn named() -> Junit {
    Junit::new(concat!("spec911 ", env!("CARGO_PKG_VERSION")))
}

fn text(junit: &Junit) -> String {
    // Writing to a String can't fail.
    junit.to_string().unwrap_or_default()
}

fn case(name: &str, class: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(one_line(name), status);
    case.set_classname(one_line(class));
    case
}

fn bad(kind: NonSuccessKind, class: &str, message: &str, description: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::non_success(kind);
    status.set_type(one_line(class)).set_message(one_line(message));
    if !description.is_empty() {
        status.set_description(lines(description));
    }
    status
}

fn skipped(class: &str, message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_type(one_line(class)).set_message(one_line(message));
    status
}

/// The check itself, with what it was made under as properties.
fn check(report: &Report, catalogue: &Catalogue) -> TestSuite {
    let setting = &report.setting;
    let exit = Exit::of(report);
    let count = |verdict| report.rows().filter(|row| row.verdict == verdict).count();
    let counts: Vec<String> = Verdict::ALL.iter().map(|verdict| format!("{} {verdict}", count(*verdict))).collect();
    let message = format!("{} (exit {}): {}", exit.meaning(), exit.code(), counts.join(", "));
    let status = match exit {
        Exit::Pass => TestCaseStatus::success(),
        Exit::Nonconformance => bad(NonSuccessKind::Failure, exit.meaning(), &message, ""),
        Exit::Usage
        | Exit::Empty
        | Exit::Deployment
        | Exit::Inconclusive
        | Exit::Safety
        | Exit::Harness
        | Exit::Interrupted
        | Exit::Terminated => bad(NonSuccessKind::Error, exit.meaning(), &message, ""),
    };
    let mut suite = TestSuite::new(CHECK);
    let selection = if setting.selection.is_partial() { setting.selection.filters.join(" ") } else { "all".to_owned() };
    for (name, value) in [
        ("suite_version", setting.suite_version.clone()),
        ("suite_hash", setting.suite_hash.clone()),
        ("revision", report.revision.clone()),
        ("revision_hash", report.revision_hash.clone()),
        ("deployment", setting.deployment.clone()),
        ("clock_mode", setting.clock.to_string()),
        ("borders", setting.seeing.to_string()),
        ("seed", setting.seed.to_string()),
        ("features", setting.features.clone().unwrap_or_else(|| "embedded".to_owned())),
        ("selection", selection),
        ("repeat", setting.repeat.to_string()),
        ("ics", ics_line(&setting.ics, catalogue)),
        ("exit_code", exit.code().to_string()),
        ("outcome", exit.meaning().to_owned()),
    ] {
        suite.add_property((name, one_line(&value).as_str()));
    }
    suite.add_test_case(case("the whole of it", CHECK, status));
    suite
}

/// The file of a scenario, as its id names it.
fn file(scenario: &ScenarioResult) -> &str {
    scenario.id.rsplit_once(':').map_or(&*scenario.id, |(file, _)| file)
}

fn scenario_case(report: &Report, scenario: &ScenarioResult) -> TestCase {
    let told = || of_scenario(report, scenario).unwrap_or_default();
    let why = scenario.reasons.join("; ");
    let word = scenario.verdict.word();
    let status = match scenario.verdict {
        ScenarioVerdict::Pass => TestCaseStatus::success(),
        ScenarioVerdict::Fail => bad(NonSuccessKind::Failure, word, &why, &told()),
        ScenarioVerdict::Inconclusive | ScenarioVerdict::Error => bad(NonSuccessKind::Error, word, &why, &told()),
        ScenarioVerdict::Observed | ScenarioVerdict::Excluded | ScenarioVerdict::NotRun => skipped(word, &why),
    };
    let mut case = case(&scenario.name, file(scenario), status);
    case.extra.insert("file".into(), one_line(file(scenario)).into());
    if let Some((_, line)) = scenario.id.rsplit_once(':') {
        case.extra.insert("line".into(), one_line(line).into());
    }
    if let Some(duration) = scenario.duration {
        case.set_time(duration);
    }
    case.add_property(("seed", scenario.seed.to_string().as_str()));
    for tag in &scenario.tags {
        case.add_property(("tag", one_line(tag).as_str()));
    }
    case
}

fn row_case(report: &Report, catalogue: &Catalogue, row: &RequirementResult) -> TestCase {
    let statement = catalogue.get(&row.id).map(|requirement| requirement.statement.as_str()).unwrap_or_default();
    let reason = row.reason.as_deref().unwrap_or_default();
    let told = || of_row(report, catalogue, row).unwrap_or_default();
    let word = row.verdict.name();
    let status = match (row.status, row.verdict) {
        (_, Verdict::Fail) => bad(NonSuccessKind::Failure, word, &failed_in(report, row), &told()),
        (Status::Error, _) | (_, Verdict::Error | Verdict::Inconclusive) => {
            bad(NonSuccessKind::Error, word, reason, "")
        }
        (Status::NotMeasured | Status::NotTested | Status::Excluded, _) => skipped(row.status.name(), reason),
        (Status::Tested, Verdict::Pass) => TestCaseStatus::success(),
        (Status::Tested, Verdict::Observed) => skipped(word, "run without obligation: the ICS does not declare it"),
        (Status::Tested, Verdict::NotTriggered | Verdict::NotApplicable) => skipped(word, reason),
    };
    let mut case = case(&format!("{} {statement}", row.id), &format!("{REQUIREMENTS}.{}", row.id.group()), status);
    case.add_property(("status", row.status.name()));
    case.add_property(("selected", if row.selected { "true" } else { "false" }));
    case
}

fn failed_in(report: &Report, row: &RequirementResult) -> String {
    let first = row.evidence.first().and_then(|cited| report.scenarios.get(cited.scenario));
    let first = first.map(|scenario| format!(", the first {}", scenario.id)).unwrap_or_default();
    let count = row.counts.fail;
    format!("fails in {count} {}{first}", if count == 1 { "scenario" } else { "scenarios" })
}

/// A text for an attribute: on one line, and of characters that XML 1.0 allows.
fn one_line(text: &str) -> String {
    allowed(&escape(text).replace('\t', " "))
}

/// A text for the inside of an element: our colours away, the rest of characters that XML 1.0 allows.
fn lines(text: &str) -> String {
    let plain = strip_str(text).to_string();
    let plain: Vec<String> = plain.lines().map(one_line).collect();
    plain.join("\n")
}

/// What no control character is and XML 1.0 forbids all the same, as escapes.
fn allowed(text: &str) -> String {
    text.replace('\u{fffe}', "\\u{fffe}").replace('\u{ffff}', "\\u{ffff}")
}
