//! Judging a trace: every rule over the story, then what holds for all rules alike.

use std::collections::BTreeMap;

use crate::observation::Trace;
use crate::requirement::{BorderName, Catalogue, Obligation, Requirement, RequirementId, Verdict};

use super::case::Case;
use super::finding::Finding;
use super::rule::{Look, Rule};
use super::story::Story;
use super::{cbn, cbr, cnf, elg, ntf, pnl, prs, rte};

const RULES: [&[Rule]; 8] =
    [elg::RULES, rte::RULES, prs::RULES, cbn::RULES, cbr::RULES, pnl::RULES, cnf::RULES, ntf::RULES];

/// The rows that have a rule.
pub fn judged_rows() -> impl Iterator<Item = &'static str> {
    RULES.into_iter().flatten().map(|rule| rule.row)
}

/// What a trace says of every row of the catalogue that has a rule.
pub fn judge(trace: &Trace, catalogue: &Catalogue) -> BTreeMap<RequirementId, Finding> {
    let mut story = Story::new(&trace.head);
    trace.records.iter().for_each(|record| story.see(record));
    let mut case = Case::new(trace, &story);
    case.control = cnf::control(&case);
    let rules = RULES.into_iter().flatten();
    let rows = rules.filter_map(|rule| Some((rule, catalogue.get(&rule.row.parse().ok()?)?)));
    rows.map(|(rule, row)| (row.id, judge_row(&case, catalogue, row, rule))).collect()
}

/// Applies a rule and what holds for all: the conformance statement, and that a pass has seen every border it needs.
fn judge_row(case: &Case<'_>, catalogue: &Catalogue, row: &Requirement, rule: &Rule) -> Finding {
    let undeclared = row.capability.as_deref().filter(|name| !case.ics.declares(name));
    if let Some(name) = undeclared.filter(|name| catalogue.capabilities().feature.contains(*name)) {
        return Finding::not_applicable(&format!("the capability `{name}` is not declared"));
    }
    let mut finding = applied(case, rule);
    if finding.passes() {
        let refused = row.borders.iter().filter_map(|border| case.need(*border).err());
        finding = refused.map(|refused| Finding::unseen(&refused)).fold(finding, Finding::merge);
    }
    let bound = match row.obligation {
        Obligation::Mandatory => true,
        Obligation::Conditional | Obligation::Optional => undeclared.is_none(),
        Obligation::Pack | Obligation::Harness => true,
    };
    match (bound, finding.verdict) {
        (false, Verdict::Pass | Verdict::Fail) => Finding { verdict: Verdict::Observed, ..finding },
        _ => finding,
    }
}

fn applied(case: &Case<'_>, rule: &Rule) -> Finding {
    match rule.look {
        Look::Dial(judge) => Finding::all(case.story.dials.iter().map(|dial| judge(case, dial))),
        Look::Agent(judge) => Finding::all(case.story.agents.keys().map(|agent| judge(case, agent))),
        Look::Callback(judge) => {
            if !case.story.called {
                return Finding::NOT_TRIGGERED;
            }
            let needed = [BorderName::Inbound, BorderName::Number].map(|border| case.need(border).map(|_| ()));
            let unseen = needed.into_iter().filter_map(|seen| seen.err()).map(Err);
            Finding::all(unseen.chain(case.story.callbacks.iter().map(|callback| judge(case, callback))))
        }
    }
}
