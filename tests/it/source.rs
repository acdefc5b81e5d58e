//! Claims about places, faults and the way from YAML to typed values.

use serde::Deserialize;
use spec911::source::yaml::{self, Value};
use spec911::source::{Fault, Place, nearest, render};

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct File {
    title: String,
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    count: Option<u32>,
    #[serde(default)]
    kind: Kind,
    #[serde(default)]
    parts: Vec<Part>,
}

#[derive(Debug, Default, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    Plain,
    VeryFancy,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Part {
    size: u32,
}

/// The one-line form of the faults with expected and help.
fn lines(faults: &[Fault]) -> Vec<String> {
    let line = |fault: &Fault| {
        let (expected, help) = (fault.expected.as_deref().unwrap_or("-"), fault.help.as_deref().unwrap_or("-"));
        format!("{fault} | {expected} | {help}")
    };
    faults.iter().map(line).collect()
}

#[test]
fn a_file_becomes_its_value() {
    let text = "title: 'no'\nrows:\n- name: no\n  count: 0o17\n- {name: 911, kind: very-fancy}\n- name: |\n    two\n    lines\n  parts: [{size: 1}]\n- name: \"bell \\a and \\\\ é\"\n  count:\n";
    let file: File = yaml::read("f.yaml", text).expect("a file");
    let names: Vec<&str> = file.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["no", "911", "two\nlines\n", "bell \u{7} and \\ é"]);
    assert_eq!(file.title, "no");
    assert_eq!(file.rows[0].count, Some(15));
    assert_eq!(file.rows[1].kind, Kind::VeryFancy);
    assert_eq!(file.rows[2].parts, [Part { size: 1 }]);
    assert_eq!(file.rows[3].count, None);
}

#[test]
fn every_bad_row_is_reported_at_its_place() {
    let text = "rows:\n- nam: a\n  colour: red\n- name: b\n  count: many\n- name: c\n- name: d\n  parts:\n  - size: 1\n  - sise: 2\n- name: e\n  kind: very-fency\n- {count: 1}\n- name: f\n  count: -1\n";
    let faults = yaml::read_rows::<Row>("f.yaml", text, "rows").expect_err("faults");
    assert_eq!(
        lines(&faults),
        [
            "f.yaml:2:3: unknown field `nam` | one of `name`, `count`, `kind`, `parts` | did you mean `name`?",
            "f.yaml:3:3: unknown field `colour` | one of `name`, `count`, `kind`, `parts` | -",
            "f.yaml:5:10: the text does not fit: \"many\" | a whole number | -",
            "f.yaml:10:5: unknown field `sise` | `size` | did you mean `size`?",
            "f.yaml:12:9: unknown value `very-fency` | `plain` or `very-fancy` | did you mean `very-fancy`?",
            "f.yaml:13:3: missing field `name` | - | add `name:`",
            "f.yaml:15:10: the value does not fit: integer `-1` | a whole number | -",
        ]
    );
}

#[test]
fn good_rows_come_with_their_places() {
    let rows = yaml::read_rows::<Row>("f.yaml", "# head\nrows:\n  - name: é\n  - {name: b}\n", "rows").expect("rows");
    let places: Vec<Place> = rows.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, [Place { line: 3, column: 5, length: 7 }, Place { line: 4, column: 5, length: 9 }]);
    let faults = yaml::read_rows::<Row>("f.yaml", "steps: []\n", "rows").expect_err("a fault");
    assert_eq!(lines(&faults), ["f.yaml:1:1: missing field `rows` | a list | -"]);
}

#[test]
fn a_tree_is_walked_by_path() {
    let root = yaml::parse("f.yaml", "rows:\n  - a.b: {c: x}\n  - \"[0]\": [y, 'z']\n").expect("a tree");
    assert_eq!(root.at_path("rows[0].a.b.c").and_then(yaml::Node::as_text), Some("x"));
    assert_eq!(root.at_path("rows[1].[0][1]").map(|node| node.place.column), Some(16));
    assert_eq!(root.at_path("rows[2]"), None);
    assert_eq!(root.at_path("rows[0]x"), None);
    assert_eq!(root.at_path(""), Some(&root));
    let quoted = root.at_path("rows[1].[0][1]").map(|node| &node.value);
    assert_eq!(quoted, Some(&Value::Scalar { text: "z".to_owned(), plain: false }));
}

#[test]
fn columns_count_characters_and_lines_end_as_yaml_says() {
    let text = "\u{feff}a: 'é😀'\r\nb: {ü: 1, ü: 2}\r\nc: &x 1\n";
    let faults = yaml::parse("f.yaml", text).expect_err("faults");
    let places: Vec<(u32, u32)> =
        faults.iter().filter_map(|fault| fault.place.map(|at| (at.line, at.column))).collect();
    assert_eq!(places, [(2, 11), (3, 4)]);
    assert_eq!(faults[0].line_text.as_deref(), Some("b: {ü: 1, ü: 2}"));
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_raw() {
    let mut fault = Fault::new("a\u{1b}[2J.yaml", "bell \u{7}, null \0, newline \n");
    fault.place = Some(Place { line: 1, column: 3, length: 1 });
    fault.line_text = Some("\u{1b}[31mx\ty\u{9b}".to_owned());
    let text = render(&[fault.clone().expected("\u{202e}").help("\u{1b}")], false);
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    assert!(text.contains("\\u{1b}[31mx") && text.contains("a\\u{1b}[2J.yaml"), "{text}");
    assert!(!fault.to_string().contains(char::is_control));
}

#[test]
fn no_text_makes_the_reader_panic() {
    let seeds = [
        "rows: [{name: a, parts: [{size: 1}]}, *x, &y b]",
        "a: |\n  b\n\tc: 'd\n? e\n: f\n",
        "- - - {a: !b [c]}\n---\n",
    ];
    for seed in seeds {
        let chars: Vec<char> = seed.chars().collect();
        for at in 0..=chars.len() {
            for put in ["", "\0", "\n", "\u{feff}", "'", "[", "}", ": ", "\r", "é", "\u{2028}"] {
                let text: String =
                    chars[..at].iter().collect::<String>() + put + &chars[at..].iter().collect::<String>();
                if let Err(faults) = yaml::read_rows::<Row>("f.yaml", &text, "rows") {
                    assert!(!render(&faults, false).is_empty());
                }
                let cut: String = chars[..at].iter().collect();
                let _ = yaml::read::<File>("f.yaml", &(cut + put));
            }
        }
    }
}

#[test]
fn a_suggestion_is_close_or_none() {
    assert_eq!(nearest("Presense", ["panel", "presence"]), Some("presence"));
    assert_eq!(nearest("row_lag", ["mail", "row-lag"]), Some("row-lag"));
    assert_eq!(nearest("m", ["M", "C"]), Some("M"));
    assert_eq!(nearest("x", ["M", "C"]), None);
    assert_eq!(nearest("", ["M", "C"]), None);
}
