//! Claims about the sample of mutants that `audit --http` looks at, and about what it says.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use spec911::audit::{Agreement, Caught, Gap, sample};
use spec911::mutant::{Mutant, mutants};
use spec911::requirement::RequirementId;

fn all() -> Vec<&'static Mutant> {
    mutants().collect()
}

fn names(sample: &[&Mutant]) -> Vec<&'static str> {
    sample.iter().map(|mutant| mutant.name).collect()
}

fn groups(mutants: &[&Mutant]) -> BTreeMap<String, usize> {
    let mut groups = BTreeMap::new();
    for mutant in mutants {
        let id: RequirementId = mutant.row.parse().expect("an id");
        *groups.entry(id.group().to_owned()).or_default() += 1;
    }
    groups
}

#[test]
fn a_sample_has_as_large_a_part_of_each_group_as_of_all_mutants_and_at_least_one() {
    let all = all();
    let whole = groups(&all);
    for seed in 0..50 {
        for size in [whole.len(), 40, 100, all.len()] {
            let drawn = sample(&all, size, seed);
            let distinct: BTreeSet<&str> = names(&drawn).into_iter().collect();
            assert_eq!((drawn.len(), distinct.len()), (size, size), "seed {seed}");
            let drawn = groups(&drawn);
            for (group, count) in &whole {
                let (share, exact) =
                    (drawn.get(group).copied().unwrap_or(0), *count as f64 * size as f64 / all.len() as f64);
                assert!(share >= 1, "{group} has none of {size}");
                let off = (share as f64 - exact).abs();
                assert!(off < 1.5 || share == 1, "{group} has {share} of {size}, its part being {exact}");
            }
        }
    }
    assert_eq!(sample(&all, 3, 1).len(), 3, "a sample may be smaller than the groups are many");
    assert_eq!(names(&sample(&all, all.len() + 9, 1)), names(&all));
}

#[test]
fn a_seed_gives_one_sample_and_another_seed_another() {
    let all = all();
    assert_eq!(names(&sample(&all, 40, 1)), names(&sample(&all, 40, 1)));
    let seen: BTreeSet<&str> = (0..40).flat_map(|seed| names(&sample(&all, 40, seed))).collect();
    assert!(seen.len() * 10 > all.len() * 9, "forty samples reach only {} of {} mutants", seen.len(), all.len());
    assert_ne!(names(&sample(&all, 40, 1)), names(&sample(&all, 40, 2)));
}

fn caught(fails: &[(usize, &[&str])]) -> Caught {
    let mut caught = Caught::new(all()[0]);
    for (place, rows) in fails {
        caught.fails.insert(*place, rows.iter().map(|row| row.parse().expect("an id")).collect());
    }
    caught
}

#[test]
fn a_row_that_fails_in_one_place_only_is_told() {
    let row = all()[0].row;
    let ids = BTreeMap::from([(0, "a"), (1, "b")]);
    let here = caught(&[(0, &[row]), (1, &[row, "ORD-05"])]);
    let same = Agreement::of(&here, &here.clone(), &ids, 0);
    assert!(same.holds() && same.killed == 2 && same.scenarios == 2, "{:?}", same.gaps);
    for (there, said) in [
        (caught(&[(0, &[row])]), format!("b: {row} ORD-05 fail in process, nothing fails over HTTP")),
        (caught(&[(0, &[row]), (1, &[row])]), format!("b: {row} ORD-05 fail in process, {row} fails over HTTP")),
        (
            caught(&[(0, &[row, "PRS-03"]), (1, &[row, "ORD-05"])]),
            format!("a: {row} fails in process, {row} PRS-03 fail over HTTP"),
        ),
    ] {
        let told: Vec<String> = Agreement::of(&here, &there, &ids, 0).gaps.iter().map(ToString::to_string).collect();
        assert_eq!(told, [said]);
    }
    let mut broke = here.clone();
    broke.errors.insert(1, vec!["it did not come to rest".to_owned()]);
    let told = Agreement::of(&here, &broke, &ids, 0);
    assert_eq!(told.gaps, [Gap::Broke { scenario: "b".to_owned(), why: "it did not come to rest".to_owned() }]);
}

#[test]
fn a_mutant_that_nothing_caught_is_no_agreement() {
    let nothing = caught(&[]);
    assert_eq!(Agreement::of(&nothing, &nothing.clone(), &BTreeMap::new(), 0).gaps, [Gap::NotCaught]);
    assert!(Agreement::of(&nothing, &nothing.clone(), &BTreeMap::new(), 1).holds(), "the interlock caught it");
    assert!(!Agreement::not_served(all()[0], "no port".to_owned()).holds());
}

#[test]
fn a_sample_of_mutants_behind_http_is_caught_as_in_process() {
    let audit = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_spec911")).args(["audit", "--http"]).args(args).output();
        let output = output.expect("the program");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        (output.status.code(), text, String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (exit, out, err) = audit(&["--deterministic"]);
    assert_eq!((exit, err.as_str()), (Some(0), ""), "{out}");
    let rows = out.lines().filter(|line| line.starts_with("ok ")).count();
    assert_eq!(rows, 40, "{out}");
    let last = out.lines().last().expect("a verdict");
    assert!(last.starts_with("as in process: 40 of 40 mutants caught over HTTP as in process, "), "{last}");
    let (exit, out, err) = audit(&["--mutant", "leg-waits-for-mail"]);
    assert!(exit == Some(0) && out.contains("more ended by the interlock"), "{out}{err}");
    let (exit, out, err) = audit(&["--mutant", "gathered-too-long"]);
    assert!(exit == Some(0), "it shows only under a reading that the reference does not follow: {out}{err}");
    let (exit, _, err) = audit(&["--mutant", "leg-waits"]);
    assert!(exit == Some(2) && err.contains("there is no mutant `leg-waits`"), "{err}");
}
