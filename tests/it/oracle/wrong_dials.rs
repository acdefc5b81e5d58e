//! Wrong decisions of who may dial what, and by which way it leaves: each fails under its row.

use std::collections::{BTreeSet, VecDeque};

use spec911::domain::{Code, Dialled, Path, Reason};
use spec911::reference::{Onward, OverTrunk, Plan, Policy, ProfileLimits, Ways};

use super::wrong::{each_fails, fails_nowhere};

/// Separators are stripped, digits of other scripts stay.
fn digits_unfolded(dialled: &Dialled) -> Dialled {
    let plain: String = dialled.as_str().chars().filter(|c| !" -.()/+".contains(*c)).collect();
    plain.parse().unwrap_or_else(|_| dialled.clone())
}

/// A slash is no separator.
fn slash_kept(dialled: &Dialled) -> Dialled {
    if dialled.as_str().contains('/') { dialled.clone() } else { (Policy::SPEC.number)(dialled) }
}

fn plus_kept(dialled: &Dialled) -> Dialled {
    if dialled.as_str().starts_with('+') { dialled.clone() } else { (Policy::SPEC.number)(dialled) }
}

fn by_the_feature_alone(plan: &Plan, number: &Dialled) -> bool {
    plan.feature.contains(number)
}

/// Three digits that begin with a pair, as many emergency numbers do.
fn by_its_look(plan: &Plan, number: &Dialled) -> bool {
    let bytes = number.as_str().as_bytes();
    (Policy::SPEC.is_emergency)(plan, number) || (bytes.len() == 3 && bytes[1] == bytes[0])
}

/// The test number is taken for the emergency number.
fn with_test_number(plan: &Plan, number: &Dialled) -> bool {
    (Policy::SPEC.is_emergency)(plan, number) || number.as_str() == "933"
}

fn full(limits: ProfileLimits) -> Option<Reason> {
    (limits.used >= limits.limit).then_some(Reason::NotReachable)
}

fn not_allowed(limits: ProfileLimits) -> Option<Reason> {
    (!limits.allowed).then_some(Reason::NotPermitted)
}

fn in_one_workspace(workspace: Option<&str>) -> Option<Reason> {
    workspace.is_some_and(|workspace| workspace != "customer-service").then_some(Reason::NotPermitted)
}

fn nowhere(_: &Ways) -> VecDeque<Path> {
    VecDeque::new()
}

/// The direct offer is open from a calling-plan number alone.
fn own_number_alone(ways: &Ways) -> VecDeque<Path> {
    let mut paths = (Policy::SPEC.paths)(ways);
    paths.retain(|path| *path != Path::Direct || ways.own_number);
    paths
}

fn one_trunk_of_each_route(ways: &Ways) -> VecDeque<Path> {
    let routes = ways.routes.iter().map(|trunks| trunks.iter().take(1).cloned().collect()).collect();
    (Policy::SPEC.paths)(&Ways { routes, ..ways.clone() })
}

/// Routes are left out where the tenant has no calling-plan number at all.
fn trunks_in_mixed_tenants_alone(ways: &Ways) -> VecDeque<Path> {
    if ways.any_number { (Policy::SPEC.paths)(ways) } else { VecDeque::new() }
}

fn also_busy(code: Code) -> Onward {
    if matches!(code.value(), 486 | 500 | 600) { Onward::NextPath } else { (Policy::SPEC.after_failure)(code) }
}

fn not_after_a_gateway_time_out(code: Code) -> Onward {
    if code.value() == 504 { Onward::Stop } else { (Policy::SPEC.after_failure)(code) }
}

fn of_the_feature_alone(numbers: &BTreeSet<Dialled>) -> Vec<String> {
    numbers.iter().filter(|number| number.as_str() == "911").map(ToString::to_string).collect()
}

fn wrong() -> Vec<(&'static str, Policy)> {
    let spec = Policy::SPEC;
    vec![
        ("ELG-03", Policy { is_emergency: by_the_feature_alone, ..spec }),
        ("ELG-08", Policy { profile_limits: full, ..spec }),
        ("ELG-08", Policy { profile_limits: not_allowed, ..spec }),
        ("ELG-09", Policy { workspace: in_one_workspace, ..spec }),
        ("ELG-11", Policy { number: Dialled::clone, ..spec }),
        ("ELG-11", Policy { number: digits_unfolded, ..spec }),
        ("ELG-11", Policy { number: slash_kept, ..spec }),
        ("ELG-11", Policy { number: plus_kept, ..spec }),
        ("ELG-12", Policy { is_emergency: by_its_look, ..spec }),
        ("ELG-12", Policy { is_emergency: with_test_number, ..spec }),
        ("RTE-01", Policy { paths: nowhere, ..spec }),
        ("RTE-02", Policy { paths: own_number_alone, ..spec }),
        ("RTE-04", Policy { paths: one_trunk_of_each_route, ..spec }),
        ("RTE-04", Policy { after_failure: also_busy, ..spec }),
        ("RTE-04", Policy { after_failure: not_after_a_gateway_time_out, ..spec }),
        ("RTE-07", Policy { number_counts: |_| true, ..spec }),
        ("RTE-08", Policy { route_warnings: |_| Vec::new(), ..spec }),
        ("RTE-08", Policy { route_warnings: of_the_feature_alone, ..spec }),
        ("RTE-08", Policy { invalid_pattern: |_| None, ..spec }),
        ("RTE-08", Policy { invalid_pattern: |_| Some(Reason::NotPermitted), ..spec }),
        ("RTE-09", Policy { over_trunk: || OverTrunk::Ordinary, ..spec }),
        ("RTE-09", Policy { paths: trunks_in_mixed_tenants_alone, ..spec }),
    ]
}

#[test]
fn a_wrong_decision_on_a_dial_fails_under_its_own_row() {
    each_fails(wrong());
}

/// The trunks of a route may be tried in any order.
#[test]
fn the_other_order_of_a_route_s_trunks_fails_nothing() {
    let reversed = |ways: &Ways| {
        let routes = ways.routes.iter().map(|trunks| trunks.iter().rev().cloned().collect()).collect();
        (Policy::SPEC.paths)(&Ways { routes, ..ways.clone() })
    };
    fails_nowhere(Policy { paths: reversed, ..Policy::SPEC });
}
