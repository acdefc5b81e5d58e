//! `explain`, `--version`, `completions`, `man`: what the program tells about itself.

use spec911::requirement::{Catalogue, DEFAULT_READING, explained, failure_of};

use super::{folder, spec911, write};

/// The commands that there are.
const COMMANDS: [&str; 8] = ["check", "run", "explain", "requirements", "steps", "ics", "completions", "man"];

#[test]
fn every_base_row_says_what_a_failure_usually_means_and_nothing_else_does() {
    let catalogue = Catalogue::embedded();
    let base: Vec<_> = catalogue.base().map(|row| row.id).collect();
    let mut wrong: Vec<String> =
        base.iter().filter(|id| failure_of(id).is_none()).map(|id| format!("{id}: none")).collect();
    wrong.extend(explained().filter(|id| !base.contains(id)).map(|id| format!("{id}: no base row")));
    for id in &base {
        let text = failure_of(id).unwrap_or_default();
        let sentences = text.matches(". ").count() + 1;
        if !(text.ends_with('.') && sentences <= 3 && text.len() > 40) {
            wrong.push(format!("{id}: one to three sentences, not {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_reading_that_an_explanation_names_is_one_of_the_catalogue() {
    let catalogue = Catalogue::embedded();
    for id in explained() {
        let words = failure_of(id).unwrap_or_default().split(|c: char| c.is_whitespace() || ",.;()".contains(c));
        for (row, name) in words.filter_map(|word| word.split_once('=')) {
            let row = row.parse().ok().and_then(|id| catalogue.get(&id)).unwrap_or_else(|| panic!("{id}: {row}"));
            assert!(row.reading(name).is_some_and(|name| name != DEFAULT_READING), "{id}: {}={name}", row.id);
        }
    }
}

#[test]
fn a_requirement_is_explained_with_its_readings_its_scenarios_and_its_usual_failure() {
    let folder = folder();
    let (exit, out, err) = spec911(folder.path(), &["explain", "CBN-08"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    let row = Catalogue::embedded().rows().iter().find(|row| row.id.as_str() == "CBN-08").expect("a row");
    let failure = failure_of(&row.id).expect("an explanation");
    for text in [row.statement.as_str(), failure, "declare CBN-08=extend", "readings: {CBN-08: extend}"] {
        assert!(out.contains(text), "{text}: {out}");
    }
    let (_, out, _) = spec911(folder.path(), &["explain", "CBN-03"]);
    assert!(
        out.contains("features/cbn/window.feature:") && out.contains("spec911 check --requirement CBN-03"),
        "{out}"
    );
    let (exit, out, _) = spec911(folder.path(), &["explain", "KAR-01"]);
    assert!(exit == 0 && out.contains("us-karis-law") && !out.contains("failure"), "{out}");
    for id in Catalogue::embedded().rows().iter().map(|row| row.id.to_string()).step_by(13) {
        let (exit, full, _) = spec911(folder.path(), &["requirements", &id]);
        let (_, explained, _) = spec911(folder.path(), &["explain", &id]);
        assert!(exit == 0 && explained.starts_with(&full), "{id}: {explained}");
    }
}

#[test]
fn a_scenario_is_explained_by_its_file_and_line_or_its_title() {
    let folder = folder();
    let (exit, out, err) = spec911(folder.path(), &["explain", "features/small.feature:8"]);
    assert_eq!((exit, err.as_str()), (0, ""));
    let says = [
        "features/small.feature:8 The agent dials",
        "Given         the tenant owns the calling-plan number +15550120000 that makes calls",
        "When          ana dials 911",
        "Then          we see that the dial of call 1 of ana is accepted",
        "must trigger  ELG-01 ",
        "@small",
        "spec911 run features/small.feature:8",
    ];
    assert!(says.iter().all(|text| out.contains(text)), "{out}");
    let (exit, out, _) = spec911(folder.path(), &["explain", "features/small.feature:15"]);
    assert!(exit == 0 && out.contains("other rows    features/small.feature:20"), "{out}");
    let (exit, by_title, _) =
        spec911(folder.path(), &["explain", "a callback inside the WINDOW reaches the agent [60 min]"]);
    let id = by_title.split(' ').next().expect("an id").to_owned();
    assert_eq!((exit, by_title), (0, spec911(folder.path(), &["explain", &id]).1));
    write(
        &folder,
        "excluded.yaml",
        "name: x\ntags: ['reading:ELG-02=national']\nsteps:\n  - when: {passes: {span: 1 s}}\n",
    );
    let (exit, out, err) = spec911(folder.path(), &["explain", "excluded.yaml"]);
    assert!(exit == 0 && out.contains("not run       with the reference's statement"), "{out}{err}");
    for (target, says) in [("features", "names 3 scenarios"), ("features/small.feature:400", "no scenario at line 400")]
    {
        let (exit, _, err) = spec911(folder.path(), &["explain", target]);
        assert!([2, 3].contains(&exit) && err.contains(says), "{target}: {err}");
    }
}

#[test]
fn the_version_names_suite_catalogue_and_time_zones() {
    let folder = folder();
    let (exit, short, _) = spec911(folder.path(), &["-V"]);
    assert_eq!((exit, short), (0, format!("spec911 {}\n", env!("CARGO_PKG_VERSION"))));
    let (exit, long, _) = spec911(folder.path(), &["--version"]);
    let catalogue = Catalogue::embedded();
    let scenarios = spec911(folder.path(), &["check", "--list"]).1.lines().count();
    assert_eq!(exit, 0);
    for text in [
        format!("spec911 {}\n", env!("CARGO_PKG_VERSION")),
        format!("{scenarios} scenarios"),
        format!("revision {}, sha256 {}", catalogue.revision(), catalogue.hash()),
        format!("IANA {}", chrono_tz::IANA_TZDB_VERSION),
    ] {
        assert!(long.contains(&text), "{text}: {long}");
    }
    let hash = long.split("sha256 ").nth(1).and_then(|rest| rest.lines().next()).expect("a hash");
    assert!(hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()), "{hash}");
}

#[test]
fn completions_and_manual_name_every_command_and_the_options_of_the_default_one() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (exit, out, err) = spec911(folder.path(), &["completions", shell]);
        assert_eq!((exit, err.as_str()), (0, ""), "{shell}");
        let missing: Vec<&str> = COMMANDS.into_iter().filter(|name| !out.contains(name)).collect();
        assert!(missing.is_empty() && out.contains("shuffle"), "{shell}: {missing:?}");
    }
    let (exit, page, _) = spec911(folder.path(), &["man"]);
    assert_eq!(exit, 0);
    for name in COMMANDS {
        assert!(page.contains(&format!("spec911\\-{name}(1)")), "{name}: {page}");
        let (exit, own, _) = spec911(folder.path(), &["man", name]);
        assert!(exit == 0 && own.contains(&format!(".TH spec911-{name} 1")), "{name}: {own}");
    }
    assert!(page.contains("\\-\\-tags") && page.contains("Exit codes"), "{page}");
    let help = spec911(folder.path(), &["--help"]).1;
    assert!(COMMANDS.iter().all(|name| help.contains(&format!("\n  {name} "))), "{help}");
}
