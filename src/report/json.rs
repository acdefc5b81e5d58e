//! `report.json`: the report for programs.
//!
//! Times of the machine stand only under keys `duration_…`; without them, one seed gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde::Serialize;

use crate::observation::{ClockMode, Seeing};
use crate::oracle::Evidence;
use crate::requirement::{Ics, RequirementId, Status, Tolerance, Verdict};
use crate::result::{Blame, Cited, Exit, Report, RequirementResult, ScenarioResult, ScenarioVerdict};

/// The version of the file's shape. It grows when a key changes its meaning or goes away, not when one is added.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct File<'r> {
    schema_version: u32,
    suite_version: &'r str,
    suite_hash: &'r str,
    revision: &'r str,
    revision_hash: &'r str,
    deployment: &'r str,
    clock_mode: ClockMode,
    borders: Seeing,
    seed: u64,
    repeat: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    shuffle: Option<u64>,
    exit_code: u8,
    outcome: &'static str,
    features: &'r str,
    selection: &'r [String],
    ics: Declared<'r>,
    requirements: Vec<Row<'r>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    packs: BTreeMap<&'r str, Vec<Row<'r>>>,
    outside: &'r [RequirementId],
    scenarios: Vec<Scenario<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_us: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct Declared<'r> {
    file: &'r str,
    capabilities: &'r BTreeSet<String>,
    readings: BTreeMap<RequirementId, &'r str>,
    tolerances: BTreeMap<&'static str, String>,
    spans: BTreeMap<&'r str, String>,
    territories: &'r BTreeSet<String>,
    workspaces: &'r BTreeSet<String>,
    statuses: &'r BTreeSet<String>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    packs: &'r BTreeSet<String>,
}

#[derive(Serialize)]
struct Row<'r> {
    id: RequirementId,
    status: Status,
    verdict: Verdict,
    triggered: bool,
    selected: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'r str>,
    counts: Counted,
    evidence: Vec<Shown<'r>>,
}

#[derive(Serialize)]
struct Counted {
    tagged: usize,
    pass: usize,
    fail: usize,
    inconclusive: usize,
    inconclusive_elsewhere: usize,
    observed: usize,
    not_applicable: usize,
}

#[derive(Serialize)]
struct Shown<'r> {
    scenario: &'r str,
    verdict: Verdict,
    records: &'r [u32],
    expected: &'r str,
    actual: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    strength: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fits: Option<&'r str>,
}

#[derive(Serialize)]
struct Scenario<'r> {
    id: &'r str,
    name: &'r str,
    tags: &'r [String],
    verdict: ScenarioVerdict,
    seed: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    blame: Option<Blame>,
    reasons: &'r [String],
    findings: BTreeMap<RequirementId, Verdict>,
    expectations: Vec<Expected<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    repeats: Vec<Repeated>,
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    differing: &'r BTreeSet<RequirementId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trace: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_us: Option<u64>,
}

#[derive(Serialize)]
struct Repeated {
    seed: u64,
    verdict: ScenarioVerdict,
}

#[derive(Serialize)]
struct Expected<'r> {
    place: String,
    step: &'r str,
    actual: &'r str,
    refuted: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<u32>,
}

/// The text of `report.json`. `traces` are the files of the scenarios' traces, in the scenarios' order.
pub fn json(report: &Report, traces: &[Option<String>]) -> String {
    let exit = Exit::of(report);
    let setting = &report.setting;
    let trace = |index: usize| traces.get(index).and_then(Option::as_deref);
    let scenarios = report.scenarios.iter().enumerate();
    let of = |row| self::row(report, row);
    let file = File {
        schema_version: SCHEMA_VERSION,
        suite_version: &setting.suite_version,
        suite_hash: &setting.suite_hash,
        revision: &report.revision,
        revision_hash: &report.revision_hash,
        deployment: &setting.deployment,
        clock_mode: setting.clock,
        borders: setting.seeing,
        seed: setting.seed,
        repeat: setting.repeat,
        shuffle: setting.shuffle,
        exit_code: exit.code(),
        outcome: exit.meaning(),
        features: setting.features.as_deref().unwrap_or("embedded"),
        selection: &setting.selection.filters,
        ics: declared(&setting.ics, setting.statement.as_deref()),
        requirements: report.requirements.iter().map(of).collect(),
        packs: report.packs.iter().map(|(pack, rows)| (pack.as_str(), rows.iter().map(of).collect())).collect(),
        outside: &report.outside,
        scenarios: scenarios.map(|(index, scenario)| self::scenario(scenario, trace(index))).collect(),
        duration_us: report.duration.map(micros),
    };
    // Maps with text keys, lists and numbers can always be written.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Halted<'r> {
    schema_version: u32,
    suite_version: &'r str,
    exit_code: u8,
    outcome: &'static str,
    error: &'r str,
}

/// The text of `report.json` where nothing was run: the exit code and what is wrong.
pub fn json_halted(exit: Exit, told: &str) -> String {
    let file = Halted {
        schema_version: SCHEMA_VERSION,
        suite_version: env!("CARGO_PKG_VERSION"),
        exit_code: exit.code(),
        outcome: exit.meaning(),
        error: told.trim_end(),
    };
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

pub(super) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// What is declared, as reports write it. No file is the reference's own statement.
pub(super) fn declared<'r>(ics: &'r Ics, file: Option<&'r str>) -> Declared<'r> {
    Declared {
        file: file.unwrap_or("reference"),
        capabilities: &ics.capabilities,
        readings: ics.readings.iter().map(|(row, name)| (*row, name.as_str())).collect(),
        tolerances: Tolerance::ALL.iter().map(|name| (name.name(), ics.tolerance(*name).to_string())).collect(),
        spans: ics.spans.iter().map(|(name, span)| (name.as_str(), span.to_string())).collect(),
        territories: &ics.territories,
        workspaces: &ics.workspaces,
        statuses: &ics.statuses,
        packs: &ics.packs,
    }
}

fn row<'r>(report: &'r Report, row: &'r RequirementResult) -> Row<'r> {
    let counts = row.counts;
    Row {
        id: row.id,
        status: row.status,
        verdict: row.verdict,
        triggered: row.triggered,
        selected: row.selected,
        reason: row.reason.as_deref(),
        counts: Counted {
            tagged: counts.tagged,
            pass: counts.pass,
            fail: counts.fail,
            inconclusive: counts.inconclusive,
            inconclusive_elsewhere: counts.inconclusive_elsewhere,
            observed: counts.observed,
            not_applicable: counts.not_applicable,
        },
        evidence: row.evidence.iter().flat_map(|cited| shown(report, cited)).collect(),
    }
}

/// One entry for each piece of evidence in a scenario; one without details where the oracle gives none.
fn shown<'r>(report: &'r Report, cited: &'r Cited) -> Vec<Shown<'r>> {
    let scenario = report.scenarios.get(cited.scenario).map_or("", |scenario| scenario.id.as_str());
    let entry = |evidence: &'r Evidence| Shown {
        scenario,
        verdict: cited.verdict,
        records: &evidence.records,
        expected: &evidence.expected,
        actual: &evidence.actual,
        strength: evidence.strength.map(|strength| strength.to_string()),
        note: evidence.note.as_deref(),
        fits: evidence.fits.as_deref(),
    };
    cited.evidence.iter().map(entry).collect()
}

fn scenario<'r>(scenario: &'r ScenarioResult, trace: Option<&'r str>) -> Scenario<'r> {
    let triggered = scenario.findings.iter().filter(|(_, finding)| finding.verdict != Verdict::NotTriggered);
    let expectations = scenario.unmet.iter().map(|unmet| Expected {
        place: unmet.origin.to_string(),
        step: &unmet.phrase,
        actual: &unmet.actual,
        refuted: unmet.refuted,
        record: unmet.record,
    });
    Scenario {
        id: &scenario.id,
        name: &scenario.name,
        tags: &scenario.tags,
        verdict: scenario.verdict,
        seed: scenario.seed,
        blame: scenario.blame,
        reasons: &scenario.reasons,
        findings: triggered.map(|(id, finding)| (*id, finding.verdict)).collect(),
        expectations: expectations.collect(),
        repeats: scenario
            .repeats
            .runs
            .iter()
            .map(|(seed, verdict)| Repeated { seed: *seed, verdict: *verdict })
            .collect(),
        differing: &scenario.repeats.differing,
        trace,
        duration_us: scenario.duration.map(micros),
    }
}
