//! Judging a trace: every rule over the story, then what holds for all rules alike.

use std::collections::BTreeMap;

use crate::observation::{Tally, Trace};
use crate::requirement::{
    BorderName, Catalogue, LevelTable, Requirement, RequirementId, Standing, StandingKind, Verdict,
};

use super::case::Case;
use super::finding::{Evidence, Finding, Judging, unclear};
use super::left::controls;
use super::rule::{Look, Rule};
use super::story::Story;
use super::thread::{Callback, Dial};
use super::{
    cbn, cbr, cnf, elg, kar, ntf, ntf_delivery, ntf_list, ntf_safe, ntf_text, ord, pnl, prs, rte, rte_save, rte_trunk,
    tst,
};

const RULES: [&[Rule]; 17] = [
    elg::RULES,
    rte::RULES,
    rte_save::RULES,
    rte_trunk::RULES,
    prs::RULES,
    cbn::RULES,
    cbr::RULES,
    pnl::RULES,
    cnf::RULES,
    ntf::RULES,
    ntf_list::RULES,
    ntf_safe::RULES,
    ntf_text::RULES,
    ntf_delivery::RULES,
    ord::RULES,
    kar::RULES,
    tst::RULES,
];

/// The rows that have a rule; one that has several stands several times.
pub fn judged_rows() -> impl Iterator<Item = &'static str> {
    RULES.into_iter().flatten().map(|rule| rule.row)
}

/// What a trace says of every row of the catalogue that has a rule.
pub fn judge(trace: &Trace, catalogue: &Catalogue) -> BTreeMap<RequirementId, Finding> {
    judge_counted(trace, catalogue, &Tally::default())
}

/// The same, and counts the records that the rules look at.
pub fn judge_counted(trace: &Trace, catalogue: &Catalogue, tally: &Tally) -> BTreeMap<RequirementId, Finding> {
    let mut story = Story::new(&trace.head);
    tally.add(trace.records.len());
    trace.records.iter().for_each(|record| story.see(record));
    let mut case = Case::new(trace, &story, tally);
    case.controls = controls(&case);
    let rules = RULES.into_iter().flatten();
    let rows = rules.filter_map(|rule| Some((rule, catalogue.get(&rule.row.parse().ok()?)?)));
    let rows = rows.filter(|(_, row)| row.pack.as_ref().is_none_or(|pack| case.ics.follows(pack)));
    let mut judged: BTreeMap<RequirementId, Finding> = BTreeMap::new();
    for (rule, row) in rows {
        let finding = judge_row(&case, catalogue, row, rule);
        let before = judged.remove(&row.id).unwrap_or(Finding::NOT_TRIGGERED);
        judged.insert(row.id, if before == finding { finding } else { before.merge(finding) });
    }
    judged
}

/// Applies a rule and what holds for all.
fn judge_row(case: &Case<'_>, catalogue: &Catalogue, row: &Requirement, rule: &Rule) -> Finding {
    under_statement(case, catalogue, row, || applied(case, catalogue, rule))
}

/// What holds for all rules: the conformance statement, and that a pass has seen every border that its row needs.
fn under_statement(
    case: &Case<'_>,
    catalogue: &Catalogue,
    row: &Requirement,
    found: impl FnOnce() -> Finding,
) -> Finding {
    let Standing { kind, why } = Standing::of(row, case.ics, catalogue);
    let bound = match kind {
        StandingKind::NotApplicable => return Finding::not_applicable(&why.unwrap_or_default()),
        StandingKind::Asserted | StandingKind::Outside => true,
        StandingKind::Observed => false,
    };
    let mut finding = found();
    if let Some(why) =
        LevelTable::embedded().shortened(row.id, case.ics).filter(|_| finding.verdict != Verdict::NotTriggered)
    {
        return unclear(None, "the window of the requirement", why);
    }
    if finding.passes() {
        let refused = row.borders.iter().filter_map(|border| case.need(*border).err());
        finding = refused.map(|refused| Finding::unseen(&refused)).fold(finding, Finding::merge);
    }
    match (bound, finding.verdict) {
        (false, Verdict::Pass | Verdict::Fail) => Finding { verdict: Verdict::Observed, ..finding },
        _ => finding,
    }
}

fn applied(case: &Case<'_>, catalogue: &Catalogue, rule: &Rule) -> Finding {
    match rule.look {
        Look::Dial(judge) => Finding::all(case.story.dials.iter().map(|dial| judge(case, dial))),
        Look::Agent(judge) => Finding::all(case.story.agents.keys().map(|agent| judge(case, agent))),
        Look::Saving(judge) => Finding::all(case.story.savings.iter().map(|saving| judge(case, saving))),
        Look::Run(judge) => Finding::of(judge(case)),
        Look::Through(judge) => Finding::all(case.story.dials.iter().map(|dial| {
            let group = |group: &str| of_group(case, catalogue, dial, group);
            judge(case, dial, &group)
        })),
        Look::Callback(judge) => of_callbacks(case, judge),
        Look::Call { dial, callback } => {
            let dials = Finding::all(case.story.dials.iter().map(|one| dial(case, one)));
            dials.merge(of_callbacks(case, callback))
        }
    }
}

/// What a rule says of each callback, where it can be told which calls were callbacks.
fn of_callbacks(case: &Case<'_>, judge: fn(&Case<'_>, &Callback) -> Judging) -> Finding {
    if !case.story.called {
        return Finding::NOT_TRIGGERED;
    }
    let needed = [BorderName::Inbound, BorderName::Number].map(|border| case.need(border).map(|_| ()));
    let unseen = needed.into_iter().filter_map(|seen| seen.err()).map(Err);
    Finding::all(unseen.chain(case.story.callbacks.iter().map(|callback| judge(case, callback))))
}

/// What the rows of a group say of one dial.
fn of_group(case: &Case<'_>, catalogue: &Catalogue, dial: &Dial, group: &str) -> Vec<(RequirementId, Finding)> {
    let rules = RULES.into_iter().flatten().filter_map(|rule| {
        let row = catalogue.get(&rule.row.parse().ok()?).filter(|row| row.id.group() == group)?;
        let judging = match rule.look {
            Look::Dial(judge) | Look::Call { dial: judge, .. } => judge(case, dial),
            Look::Agent(judge) => judge(case, &dial.agent).map(|finding| of_dial(finding, dial)),
            Look::Callback(_) | Look::Saving(_) | Look::Through(_) | Look::Run(_) => return None,
        };
        Some((row.id, under_statement(case, catalogue, row, || Finding::of(judging))))
    });
    rules.collect()
}

/// The part of an agent's finding that is about one dial: a fail that only other records show is left out.
fn of_dial(finding: Finding, dial: &Dial) -> Finding {
    let span = dial.mark.number..dial.next.unwrap_or(u32::MAX);
    let own = |evidence: &Evidence| {
        evidence.records.is_empty() || evidence.records.iter().any(|record| span.contains(record))
    };
    if finding.fails() && !finding.evidence.iter().any(own) { Finding::NOT_TRIGGERED } else { finding }
}
