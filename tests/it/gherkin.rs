//! Feature files: what becomes of right ones, and what is said about wrong ones.

use std::path::Path;

use spec911::gherkin::{TagFilter, read, to_feature};
use spec911::source::{Fault, Source, render};
use spec911::stimulus::Scenario;

fn scenarios(text: &str) -> Vec<Scenario> {
    read(&[Source::new("x.feature", text)]).unwrap_or_else(|faults| panic!("{}", render(&faults, false)))
}

#[test]
fn one_run_tells_the_faults_of_all_files() {
    let files = ["syntax_keyword", "values", "rules"].map(|name| {
        let path = format!("{}/tests/it/bad/feature/{name}.feature", env!("CARGO_MANIFEST_DIR"));
        (format!("{name}.feature"), std::fs::read_to_string(path).expect("a file"))
    });
    let sources = files.each_ref().map(|(name, text)| Source::new(name, text));
    let faults = read(&sources).expect_err("three wrong files");
    let apart: Vec<Fault> = sources.iter().flat_map(|source| read(&[*source]).expect_err("a wrong file")).collect();
    assert_eq!(faults, apart);
    assert!(faults.len() > 15, "{}", faults.len());
}

const OUTLINE: &str = r#"@feature
Feature: title
  Text is welcome here.

  Background:
    Given direct routing is on

  @rows
  Scenario Outline: <agent> dials
    Given agent <agent> is signed in in <country>
    # a comment
    When <agent> dials <number>

    @home @reading:ELG-04=default
    Examples: at home

      # another
      | agent | number  | country |

      | ana   | 911     | US      |
      # one more
      | bo    | "9 1 1" | US      |

    Examples:
      | agent | number | country |
      | ana   | 112    | DE      |

  @rule
  Rule: the scenarios of a rule are not forgotten

    Background:
      Given agent zoe is signed in in US

    Scenario: in a rule
      Given [count] [kind] items of [priority] priority wait in the queue support from place [place]:
        | count | kind  | priority | place |

        | 2     | voice | urgent   | 1     |
        # a comment
        | 1,000 | chat  | low      | 3     |
      Then we see that the number pool is exhausted
      But we never saw that the deployment is stopped
"#;

#[test]
fn outlines_rules_and_tables_become_scenarios_with_their_lines() {
    let all = scenarios(OUTLINE);
    let heads: Vec<_> = all.iter().map(|s| (s.id.as_str(), s.name.as_str(), s.tags.join(" "))).collect();
    let both = "feature rows home reading:ELG-04=default".to_owned();
    assert_eq!(
        heads,
        [
            ("x.feature:20", "ana dials [ana, 911, US]", both.clone()),
            ("x.feature:22", "bo dials [bo, \"9 1 1\", US]", both),
            ("x.feature:26", "ana dials [ana, 112, DE]", "feature rows".to_owned()),
            ("x.feature:34", "in a rule", "feature rule".to_owned()),
        ]
    );
    let lines: Vec<Vec<String>> = all.iter().map(origins).collect();
    assert_eq!(
        lines[1],
        [
            "x.feature:6: direct routing is on",
            "x.feature:10 (row in line 22): agent bo is signed in in US",
            "x.feature:12 (row in line 22): bo dials \"9 1 1\"",
        ]
    );
    assert_eq!(
        lines[3],
        [
            "x.feature:6: direct routing is on",
            "x.feature:32: agent zoe is signed in in US",
            "x.feature:35 (row in line 38): 2 voice items of urgent priority wait in the queue support from place 1",
            "x.feature:35 (row in line 40): 1000 chat items of low priority wait in the queue support from place 3",
            "x.feature:41: we see that the number pool is exhausted",
            "x.feature:42: we never saw that the deployment is stopped",
        ]
    );
}

fn origins(scenario: &Scenario) -> Vec<String> {
    let facts = scenario.facts.iter().map(|fact| format!("{}: {}", fact.origin, fact.value.phrase()));
    facts.chain(scenario.steps.iter().map(|step| format!("{}: {}", step.origin, step.value.phrase()))).collect()
}

#[test]
fn lines_hold_with_windows_line_ends_a_byte_order_mark_and_another_language() {
    let windows = format!("\u{feff}{}", OUTLINE.replace('\n', "\r\n"));
    let ids = |text: &str| scenarios(text).iter().map(origins).collect::<Vec<_>>();
    assert_eq!(ids(&windows), ids(OUTLINE));
    let german = "# language: de \nFunktionalität: Titel\n  Szenario: eins\n    Angenommen direct routing is on\n    \
                  Wenn ana dials <\u{e9}>\n\n    Beispiele:\n      | \u{e9} |\n      | 5 |\n";
    let all = scenarios(german);
    assert_eq!((all[0].id.as_str(), all[0].name.as_str()), ("x.feature:9", "eins [5]"));
    assert_eq!(origins(&all[0])[1], "x.feature:5 (row in line 9): ana dials 5");
}

#[test]
fn an_outline_fills_tables_and_quotation_marks_keep_brackets() {
    let text = "Feature: f\n  Scenario Outline: s\n    Given the voice route [name] in place 1 sends \"[<p>]+\" to \
                the trunks sbc-1:\n      | name |\n      | <n>  |\n    When the deployment crashes\n    Examples:\n      \
                | n | p |\n      | a | x |\n";
    let text = text.replace("the voice route", "voice route");
    let all = scenarios(&text);
    assert_eq!(all[0].facts[0].value.phrase(), "voice route a in place 1 sends [x]+ to the trunks sbc-1");
    let literal = "Feature: f\n  Scenario: s\n    Given the notification template reads \"<b>[x]</b> \\\"<\"\n    \
                   When the deployment crashes\n";
    assert!(to_feature(&scenarios(literal)[0]).contains("reads \"<b>[x]</b> \\\"<\""));
}

#[test]
fn tag_expressions_select_and_name_their_tags() {
    let tags = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let filter = TagFilter::parse(" @slice and not (@slow or @CBN-03) ").expect("right");
    assert_eq!(filter.tags(), ["slice", "slow", "CBN-03"]);
    assert!(filter.keeps(&tags(&["slice", "quick"])));
    assert!(!filter.keeps(&tags(&["slice", "slow"])));
    assert!(!filter.keeps(&[]));
    let deep = format!("{}@a{}", "(".repeat(5000), ")".repeat(5000));
    let nots = "not ".repeat(900) + "@a";
    let wrong =
        ["", "  ", "slice", "@a @b", "@a and", "@a and (@b or @c", "@a )", "@a && @b", "@a and and @b", &deep, &nots];
    let faults: Vec<Fault> = wrong.iter().flat_map(|text| TagFilter::parse(text).expect_err(text)).collect();
    let shown: Vec<Fault> = faults[..wrong.len() - 2].to_vec();
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true, snapshot_path => "bad" }, {
        insta::assert_snapshot!("tag_expressions", render(&shown, false));
    });
    assert!(faults[wrong.len() - 2..].iter().all(|fault| fault.message == "the tag expression is too long"));
}

#[test]
fn no_text_makes_the_reader_panic() {
    // Lines of right and wrong files, dropped, doubled and cut by a fixed rule.
    let folder = format!("{}/tests/it/bad/feature", env!("CARGO_MANIFEST_DIR"));
    let mut texts: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "feature"))
        .map(|path| std::fs::read_to_string(path).expect("a file"))
        .collect();
    texts.sort();
    texts.push(OUTLINE.to_owned());
    for text in &texts {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for at in 0..lines.len() {
            let (head, tail) = (lines[..at].concat(), lines[at + 1..].concat());
            let middle = lines[at].char_indices().nth(lines[at].chars().count() / 2).map_or(0, |(index, _)| index);
            let variants = [
                format!("{head}{tail}"),
                format!("{head}{}{}{tail}", lines[at], lines[at]),
                format!("{head}{}", &lines[at][..middle]),
                format!("{head}{}\n{tail}", &lines[at][middle..]),
                format!("{tail}{head}"),
            ];
            for variant in variants {
                let _ = read(&[Source::new("variant", &variant)]).map_err(|faults| render(&faults, false));
            }
        }
    }
}

#[test]
fn every_feature_of_the_product_reads_and_goes_round() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<(String, String)> = Vec::new();
    for group in std::fs::read_dir(root.join("features")).expect("the folder is there") {
        for file in std::fs::read_dir(group.expect("an entry").path()).expect("a folder") {
            let path = file.expect("an entry").path();
            let name = path.strip_prefix(root).expect("below the root").display().to_string();
            files.push((name, std::fs::read_to_string(path).expect("a file")));
        }
    }
    files.sort();
    let sources: Vec<Source<'_>> = files.iter().map(|(name, text)| Source::new(name, text)).collect();
    for scenario in read(&sources).unwrap_or_else(|faults| panic!("{}", render(&faults, false))) {
        let again = scenarios(&to_feature(&scenario)).remove(0);
        assert_eq!((&again.name, &again.tags), (&scenario.name, &scenario.tags));
        assert!(again.facts.iter().map(|fact| &fact.value).eq(scenario.facts.iter().map(|fact| &fact.value)));
        assert!(again.steps.iter().map(|step| &step.value).eq(scenario.steps.iter().map(|step| &step.value)));
    }
}
